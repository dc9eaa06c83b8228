"""How reports develop, in words: trends, levels that last, a week by its past."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .._language import keys, listed, number, percent, say
from ._changes import change_words, interval
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

_OVER = keys("watch-over", ("rise", "fall"))

_WEEKS = keys(
    "watch-weeks",
    (
        "clear_increase",
        "increase",
        "usual",
        "decrease",
        "clear_decrease",
        "inconclusive",
    ),
)


def trend_sentence(change: float, low: float, high: float, lang: Language) -> str:
    r"""Return a change a year with its interval, claimed only if the interval does.

    >>> trend_sentence(-0.12, -0.2, -0.03, "en")
    'Falling, by about 12\u202f% per year (95\u202f%: −20\u202f% to −3\u202f%).'
    """
    if math.isnan(change):
        return say("trend-too-few-reports", lang)
    bounds = f"{percent(low, lang)} {say('trend-to', lang)} {percent(high, lang)}"
    size = percent(abs(change), lang)
    if low > 0:
        pair = "trend-rising-by-about"
    elif high < 0:
        pair = "trend-falling-by-about"
    else:
        pair = "trend-no-sure-direction"
    said = say(pair, lang, size=size)
    return f"{said} (95\u202f%: {bounds})."


def memory_words(lang: Language, *, seen: bool) -> str:
    """Return that memory was ``seen``, or only allowed for since someone asked.

    >>> memory_words("en", seen=True).split("; ")[1]
    'the interval allows for that.'
    >>> memory_words("en", seen=False)[:36]
    'The interval allows for high or low '
    """
    return say(
        "trend-memory-high-or-low" if seen else "trend-memory-the-interval-allows", lang
    )


def explained_words(
    n_explained: int, n_series: int, active: int, usual: float, lang: Language
) -> str:
    """Return that who reports explains counts that stand out.

    >>> explained_words(1, 5, 12, 6.5, "en").split(": ")[1]
    '12 reporters were active, against 6.5 usually.'
    """
    often = number(usual, lang, decimals=1)
    return say(
        "weeks-explained",
        lang,
        n_explained=n_explained,
        n_series=n_series,
        active=active,
        often=often,
    )


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


def risk_series_words(
    correlation: float, p_value: float, n_weeks: int, lang: Language
) -> str:
    """Return whether the group's value and the counts go together.

    >>> risk_series_words(0.41, 0.02, 60, "sv")
    'Riskvärdet följer antalet rapporter (rangkorrelation 0,4, 60 veckor).'
    """
    if math.isnan(p_value):
        pair = "risk-series-n-week-is"
    elif p_value > 0.05:
        pair = "risk-series-no-sure-connection"
    elif correlation > 0:
        pair = "risk-series-the-risk-value"
    else:
        pair = "risk-series-the-risk-value-2"
    return say(pair, lang, r=number(correlation, lang, decimals=1), n=n_weeks)


def topics_left(topics: Sequence[str], lang: Language) -> str:
    """Return which themes the table leaves out."""
    names = listed(sorted(topics), lang)
    return say("longer-topics-left", lang, names=names)


def direction(
    change: float, low: float, high: float, months: int, lang: Language
) -> str:
    """Return where reports are heading, no surer than the interval."""
    reading = direction_reading(low, high, lang)
    if not np.isfinite([change, low, high]).all():
        return f"{reading.capitalize()}."
    span = interval(1 + low, 1 + high, lang)
    per_year_text = per_year(change, lang)
    return say(
        "longer-direction",
        lang,
        capitalize=reading.capitalize(),
        per_year_text=per_year_text,
        span=span,
        months=months,
    )


def direction_reading(low: float, high: float, lang: Language) -> str:
    """Return rising, falling or undecided.

    >>> direction_reading(-0.2, 0.1, "sv")
    'går inte att avgöra'
    """
    if not np.isfinite([low, high]).all():
        return say("longer-direction-reading-too-few-reports", lang)
    if low > 0:
        return say("longer-direction-reading-reports-rise", lang)
    if high < 0:
        return say("longer-direction-reading-reports-fall", lang)
    return say("longer-direction-reading-inconclusive", lang)


def per_year(change: float, lang: Language) -> str:
    """Return a change a year."""
    return change_words(1 + change, lang) if np.isfinite(change) else "–"


def trend_note(months: int, lang: Language) -> str:
    """Return what a trend cannot say."""
    told = say("longer-trend-note-the-direction-is", lang)
    if months >= 24:
        return told
    season = say("longer-trend-note-within-two-years", lang)
    return f"{told} {season}"


def value_words(value: float, lang: Language) -> str:
    """Return an indicator's value with as many decimals as it needs, two at most."""
    if not np.isfinite(value):
        return "–"
    decimals = next(
        d for d in (0, 1, 2) if d == 2 or abs(value - round(value, d)) < 1e-9
    )
    return number(value, lang, decimals=decimals)


def pattern_change_sentence(
    up: int,
    down: int,
    used: int,
    *,
    enough: bool,
    lang: Language,
    assumed: bool = False,
) -> str:
    """Return in how many zones the share of incidents rose or fell.

    >>> pattern_change_sentence(1, 2, 40, enough=True, lang="en")
    'Of 40 zones with incidents, 1 had a larger share than before and 2 a smaller.'
    """
    if up or down:
        told = say("pattern-change-of-zones-with", lang, used=used, up=up, down=down)
        return f"{told} {say('pattern-change-assumed', lang)}" if assumed else told
    if enough:
        return say("pattern-change-no-zone-s", lang)
    return say("pattern-change-incidents-per-zone", lang)
