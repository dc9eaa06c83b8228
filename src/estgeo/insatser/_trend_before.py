"""How area and control ran before: the trend, and what it leaves of the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._results import Result
from ..stats.difference_in_differences import trend_difference
from ._records import length

if TYPE_CHECKING:
    from ..stats._rate_change import RateChange
    from ._comparison import Counted

_LEAST_WEEKS = 8
_DAYS_OF_YEAR = 365.25


@dataclass(frozen=True, slots=True, repr=False)
class TrendBefore(Result):
    """How the area ran against its control before, as shares.

    Attributes
    ----------
    change_per_year, low, high : float
        How much faster the area grew than its control, a year, with its interval: -0.2
        is a fall of 20 % a year against the control.
    p_value : float
        Two-sided p of trends that are parallel.
    bias_low, bias_high : float
        What such a trend, had it gone on, makes of the ratio of a true no change.
    breakdown : float
        The trend a year from which on the verdict would not stand; NaN when the verdict
        claims neither fall nor rise.
    """

    change_per_year: float
    low: float
    high: float
    p_value: float
    bias_low: float
    bias_high: float
    breakdown: float


NO_TREND = TrendBefore(*(float("nan"),) * 7)


def trend_before(counted: Counted, control: list[int], main: RateChange) -> TrendBefore:
    """Return how area and control ran before, and what that leaves of the verdict."""
    noise, windows = counted.noise, counted.windows
    if not control or noise.n_weeks < _LEAST_WEEKS:
        return NO_TREND
    found = trend_difference(
        noise.weekly[0].astype(int),
        noise.weekly[control].sum(axis=0).astype(int),
        dispersion=noise.between(counted.cell([0]), counted.cell(control)),
    )
    if not np.isfinite(found.p_value):
        return NO_TREND
    years = length(windows.history) / _DAYS_OF_YEAR
    gap = (sum(windows.after) - sum(windows.before)) / 2 / _DAYS_OF_YEAR
    half = scipy.stats.norm.isf((1 - counted.confidence) / 2) * np.sqrt(found.variance)
    ends = np.array([found.change, found.change - half, found.change + half]) / years
    bound = np.nan
    if main.high <= 1 or main.low >= 1:
        bound = np.log(main.high if main.high <= 1 else main.low) / gap
    slope, low, high = np.expm1(ends).tolist()
    _, bias_low, bias_high = np.expm1(ends * gap).tolist()
    return TrendBefore(
        change_per_year=slope,
        low=low,
        high=high,
        p_value=found.p_value,
        bias_low=bias_low,
        bias_high=bias_high,
        breakdown=float(np.expm1(bound)),
    )
