"""Windows of weekdays and hours in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, say, weekday_names
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


def days_words(days: Sequence[int], lang: Language) -> str:
    """Return a run of weekdays in short.

    >>> days_words([2, 3, 4, 5], "sv"), days_words([6, 0], "en")
    ('ons–lör', 'Sun–Mon')
    >>> days_words([2, 3, 4, 5, 6, 0], "sv")
    'alla dagar utom tisdag'
    """
    if len(days) == 7:
        return say("hot-times-days-every-day", lang)
    if len(days) == 6:
        (left,) = set(range(7)) - set(days)
        day = weekday_names(lang, "wide")[left]
        return say("hot-times-days-every-day-but", lang, day=day)
    names = weekday_names(lang)
    if len(days) == 1:
        return names[days[0]]
    return f"{names[days[0]]}–{names[days[-1]]}"


def window_words(days: Sequence[int], first: int, last: int, lang: Language) -> str:
    """Return a window in short.

    >>> window_words([2, 3, 4, 5], 17, 22, "sv")
    'ons–lör kl. 17–22'
    """
    named, hours = days_words(days, lang), f"{first:02d}–{last:02d}"
    return say("hot-times-window", lang, named=named, hours=hours)


def hot_times_words(
    verdict: str,
    windows: Sequence[tuple[Sequence[int], int, int]],
    n: int,
    lang: Language,
    *,
    n_unknown: int = 0,
    n_together: int = 0,
    n_heaped: int = 0,
) -> str:
    """Return the plain statement of a test of times.

    ``n_unknown``: reports without a known hour, which are told of where they are the
    reason that nothing could be tested. ``n_heaped``: reports left out since far too
    many have that very clock time. ``n_together``: reports beyond the first of those
    that came together, which the test does not count as reports of their own.

    >>> hot_times_words("hot times", [([2, 3, 4, 5], 17, 22)], 60, "en")
    'More reports than expected Wed–Sat 17–22 (60 reports).'
    """
    when = listed([window_words(*window, lang) for window in windows], lang)
    told = say(
        f"hot-times-verdicts-{verdict}", lang, when=when, n=reports_words(n, lang)
    )
    if n_heaped:
        told += " " + say("hot-times-heaped", lang, n=n_heaped)
    if verdict != "too few":
        return f"{told} {together_words(n_together, lang)}" if n_together else told
    if not n_unknown:
        return told
    return f"{told} {say('hot-times', lang, n_unknown=n_unknown)}"


def together_words(n: int, lang: Language) -> str:
    """Return that reports came together with others and were tested as one with them.

    >>> together_words(1, "en")
    'About 1 report came within hours of another and was tested as one with it.'
    """
    return say("hot-times-together", lang, n=n)
