"""What the longer analyses say: direction, patterns, judgements, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import listed, number, say
from ._changes import change_words, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


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
