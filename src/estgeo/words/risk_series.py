"""The group's risk value beside the counts, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language


def risk_series_words(
    correlation: float, p_value: float, n_weeks: int, lang: Language
) -> str:
    """Return whether the group's value and the counts go together.

    >>> risk_series_words(0.41, 0.02, 60, "sv")
    'Riskvärdet följer antalet rapporter (rangkorrelation 0,4, 60 veckor).'
    """
    if math.isnan(p_value):
        pair = (
            "{n} veckor räcker inte för att säga om riskvärdet följer antalet"
            " rapporter.",
            "{n} weeks are too few to say whether the risk value follows the counts.",
        )
    elif p_value > 0.05:
        pair = (
            "Inget säkert samband mellan riskvärdet och antalet rapporter"
            " (rangkorrelation {r}, {n} veckor).",
            "No sure connection between the risk value and the counts"
            " (rank correlation {r}, {n} weeks).",
        )
    elif correlation > 0:
        pair = (
            "Riskvärdet följer antalet rapporter (rangkorrelation {r}, {n} veckor).",
            "The risk value follows the counts (rank correlation {r}, {n} weeks).",
        )
    else:
        pair = (
            "Riskvärdet går mot antalet rapporter (rangkorrelation {r}, {n} veckor).",
            "The risk value goes against the counts (rank correlation {r}, {n} weeks).",
        )
    return say(pair, lang).format(r=number(correlation, lang, decimals=1), n=n_weeks)
