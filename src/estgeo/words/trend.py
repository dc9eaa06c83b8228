"""Trends in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .._language import percent, say

if TYPE_CHECKING:
    from .._columns import Language


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
