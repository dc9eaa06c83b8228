"""What stands in the titles, axes and legends of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from .._columns import Language


def counted(n: float, lang: Language) -> str:
    """Return "n = 206 rapporter"; one decimal where the sum is not whole.

    >>> counted(206, "sv")
    'n = 206 rapporter'
    """
    decimals = 0 if abs(n - round(n)) < 1e-6 else 1
    return f"n = {reports_words(n, lang, decimals=decimals)}"


def ring_words(start: float, end: float, lang: Language) -> str:
    """Return the name of a ring around an area.

    >>> ring_words(0, 300, "sv")
    'Ring 0–300 m utanför'
    """
    span = f"{number(start, lang)}–{number(end, lang)}"
    return say("charts-ring", lang, span=span)


def darkest_cell(count: float | str, framed: int, lang: Language) -> str:
    """Return the note that says what the darkest shade is and what is framed.

    >>> darkest_cell(12, 1, "en")
    'Darkest: 12 reports in the same hour of the week. The highest is framed'
    """
    shade = say("charts-darkest-cell-darkest-reports-in", lang, count=count)
    if not framed:
        return shade
    return f"{shade}. {say('charts-darkest-cell-the-highest-are', lang, framed=framed)}"
