"""The course of a series and the week itself, in words that do not quarrel.

The course says whether the level has changed; the week is only ever set beside the
latest weeks, whatever their level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import say
from ._changes import change_words, interval
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language


_OVER: dict[str, str] = {"rise": "watch-over-rise", "fall": "watch-over-fall"}
_WEEKS: dict[str, str] = {
    "clear_increase": "watch-weeks-clear-increase",
    "increase": "watch-weeks-increase",
    "usual": "watch-weeks-usual",
    "decrease": "watch-weeks-decrease",
    "clear_decrease": "watch-weeks-clear-decrease",
    "inconclusive": "watch-weeks-inconclusive",
}


def course_words(
    course: str,
    lang: Language,
    *,
    since: str = "",
    change: tuple[float, float, float] = (np.nan, np.nan, np.nan),
    is_over: bool = False,
    status: str = "",
) -> str:
    r"""Return the course of a series, then the week itself where ``status`` is given.

    ``change`` is the ratio of levels with its limits.

    >>> course_words("rise", "en", since="2018-W14", change=(1.5, 1.2, 1.9))
    'A higher level since about week 14 2018: +50\u202f% (+20\u202f% to +90\u202f%).'
    >>> course_words("none", "sv", status="increase")
    'Ingen varaktig ändring av nivån. Veckan i sig: fler än de senaste veckorna.'
    """
    over = is_over and course in _OVER
    values = {}
    if course in _OVER:
        values = {
            "since": period_words(since, lang),
            "change": change_words(change[0], lang),
            "interval": interval(change[1], change[2], lang),
        }
    told = say(
        f"watch-over-{course}" if over else f"watch-courses-{course}", lang, **values
    )
    if status not in _WEEKS:
        return told
    return f"{told} {say(f'watch-weeks-{status}', lang)}"


def watch_sentence(rises: int, falls: int, rows: int, lang: Language) -> str:
    """Return in how many of the series the level has changed.

    >>> watch_sentence(1, 0, 12, "sv")
    'Nivån är varaktigt högre i 1 av 12 serier och lägre i 0.'
    >>> watch_sentence(0, 0, 1, "en")
    'No lasting change of level.'
    """
    if not rises and not falls:
        return say("watch-courses-none", lang)
    return say("watch", lang, rises=rises, rows=rows, falls=falls)
