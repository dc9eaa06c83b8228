"""Hours and weekdays in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .._language import listed, say, weekday_names
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


def no_clock(known: int, total: int, precision: str, lang: Language) -> str:
    """Return why there is no chart of hours."""
    if total == 0:
        return say("times-no-clock-no-reports-no", lang)
    told = say("times-no-clock-hours-of-the", lang, known=known, total=total)
    if precision not in ("date", "week", "month"):
        return told
    coarse = say(f"times-coarse-{precision}", lang)
    return f"{told} {say('times-no-clock-most-times-are', lang, coarse=coarse)}"


def left_out(n: int, lang: Language) -> str:
    """Return how many reports the chart leaves out."""
    return say("times-left-out", lang, reports=reports_words(n, lang), n=n)


def hours_alt(n: int, days: str, lang: Language) -> str:
    """Return the text that stands for the chart of hours."""
    return say("times-hours-alt", lang, reports=reports_words(n, lang), days=days)


def listed_times(
    moments: Sequence[tuple[int, int]], lang: Language, *, days: str = ""
) -> str:
    """Return the times of a few reports, as they were.

    >>> listed_times([(4, 22), (5, 1)], "sv")
    'Tider: fre 22 och lör 01; för få för att testa.'
    >>> listed_times([(4, 22), (4, 22)], "en", days="1–28 March 2018")
    'Times 1–28 March 2018: Fri 22 (2); too few to test.'
    """
    shown = []
    for (day, hour), count in Counter(moments).items():
        times = f" ({count})" if count > 1 else ""
        shown.append(f"{weekday_names(lang)[day]} {hour:02d}{times}")
    lead = say("times-listed-times-times", lang) + (f" {days}" if days else "")
    few = say("times-listed-times-too-few-to", lang)
    return f"{lead}: {listed(shown, lang)}{few}"
