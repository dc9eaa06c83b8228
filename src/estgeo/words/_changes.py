"""Counts, changes and intervals in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, percent, say

if TYPE_CHECKING:
    from .._columns import Language


def change_words(ratio: float, lang: Language) -> str:
    r"""Return a ratio as a signed percentage: 0.65 is "−35 %".

    >>> change_words(1.5, "en")
    '+50\u202f%'
    """
    change = ratio - 1
    sign = "+" if round(100 * change) > 0 else ""
    return sign + percent(change, lang)


def reports_words(n: float, lang: Language, *, decimals: int = 0) -> str:
    """Return "1 rapport", "12 rapporter".

    >>> reports_words(1, "sv"), reports_words(12, "en")
    ('1 rapport', '12 reports')
    """
    if decimals:
        count = number(n, lang, decimals=decimals)
        return say("reports", lang, n=count)
    return say("reports", lang, n=n)


def interval(low: float, high: float, lang: Language) -> str:
    """Return a ratio's interval as percentages: "−40 % till +10 %"."""
    first, last = change_words(low, lang), change_words(high, lang)
    return say("changes-interval", lang, first=first, last=last)


def usual(low: float, high: float, lang: Language) -> str:
    """Return the bounds of what is usual: "4–15"."""
    return f"{number(low, lang)}–{number(high, lang)}"
