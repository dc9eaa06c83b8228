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
        pair = "risk-series-n-week-is"
    elif p_value > 0.05:
        pair = "risk-series-no-sure-connection"
    elif correlation > 0:
        pair = "risk-series-the-risk-value"
    else:
        pair = "risk-series-the-risk-value-2"
    return say(pair, lang, r=number(correlation, lang, decimals=1), n=n_weeks)
