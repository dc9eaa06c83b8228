"""How area and control ran before: the trend, and what it leaves of the verdict.

Other defensible methods, asked of the same counts, stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy

from .._provenance import Provenance
from .._results import Result
from ..stats._rate_change import change_of_counts
from ..stats.difference_in_differences import (
    interrupted_series_change,
    log_ratio,
    negative_binomial_change,
    trend_difference,
    week_permutation_p,
)
from ..stats.exact_tests import e_test, exact_rate_ratio, exact_ratio_of_ratios
from ._records import length

if TYPE_CHECKING:
    from typing import Any

    from ..stats._rate_change import RateChange
    from ._comparison import Counted

_COLUMNS = [
    "method",
    "control",
    "dispersion",
    "ratio",
    "low",
    "high",
    "p_value",
    "note",
]

_DISPERSIONS = (1.0, 1.5, 2.5)

_POISSON = "assumes no clustering"

_NO_CONTROL = "a common shock looks like an effect"

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


def sensitivity(
    weekly: pd.DataFrame,
    main: RateChange,
    *,
    permutations: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return one row a method; those that need a control are left out without one.

    Counts are numbers of events, also where the main answer is weighted.
    """
    weeks = _weeks(weekly)
    has_control = np.isfinite(main.control_before)
    rows = [_default(main)] + [_at(main, phi) for phi in _DISPERSIONS]
    if has_control:
        rows += _with_control(weeks, main, permutations, rng)
    rows += _without_control(weeks, main)
    return pd.DataFrame(rows, columns=_COLUMNS)


def _weeks(weekly: pd.DataFrame) -> pd.DataFrame:
    """Return whole observed weeks before and after: insats, control, after."""
    used = weekly[weekly["phase"].isin(["before", "after"]) & (weekly["days"] == 7)]
    sums = used.pivot_table(
        index="week", columns="role", values="n", aggfunc="sum", fill_value=0
    )
    phase = used.drop_duplicates("week").set_index("week")["phase"]
    return sums.assign(is_after=(phase == "after"))


def _default(main: RateChange) -> list[Any]:
    numbers = [main.ratio, main.low, main.high, main.p_value]
    has_control = bool(np.isfinite(main.control_before))
    return ["Jeffreys (default)", has_control, main.dispersion, *numbers, ""]


def _at(main: RateChange, dispersion: float) -> list[Any]:
    has_control = bool(np.isfinite(main.control_before))
    found = change_of_counts(
        (main.before, main.after),
        (main.control_before, main.control_after) if has_control else None,
        days_treated=(main.days_before, main.days_after),
        days_control=(main.days_before, main.days_after),
        dispersion=dispersion,
        confidence=main.confidence,
        provenance=Provenance("Evaluation.sensitivity"),
    )
    numbers = [found.ratio, found.low, found.high, found.p_value]
    return ["Jeffreys", has_control, dispersion, *numbers, ""]


def _with_control(
    weeks: pd.DataFrame,
    main: RateChange,
    permutations: int,
    rng: np.random.Generator,
) -> list[list[Any]]:
    treated, control = _cells(weeks, "insats"), _cells(weeks, "control")
    series = weeks["insats"].to_numpy(), weeks["control"].to_numpy()
    after, phi = weeks["is_after"].to_numpy(), main.dispersion
    freedom = max(1, 2 * (len(weeks) - 2))
    wald = log_ratio(
        treated, control, dispersion=phi, freedom=freedom, confidence=main.confidence
    )
    exact = exact_ratio_of_ratios(treated, control, confidence=main.confidence)
    regression = negative_binomial_change(*series, after, confidence=main.confidence)
    p = week_permutation_p(*series, after, permutations=permutations, rng=rng)
    ratio = (treated[1] * control[0]) / (treated[0] * control[1] or np.nan)
    nan = float("nan")
    return [
        ["t on log ratio", True, phi, *_numbers(wald), "conservative below 10 events"],
        ["conditional exact", True, 1.0, *_numbers(exact), _POISSON],
        ["negative binomial", True, nan, *_numbers(regression), "slightly liberal"],
        ["week permutation", True, nan, ratio, nan, nan, p, "weeks exchangeable"],
    ]


def _without_control(weeks: pd.DataFrame, main: RateChange) -> list[list[Any]]:
    before, after = _cells(weeks, "insats")
    is_after = weeks["is_after"].to_numpy()
    days = float((~is_after).sum()), float(is_after.sum())
    exact = exact_rate_ratio(
        before,
        after,
        days_before=days[0],
        days_after=days[1],
        confidence=main.confidence,
    )
    p = e_test(before, after, days_before=days[0], days_after=days[1])
    harmonics = 1 if len(weeks) >= 104 else 0
    series = interrupted_series_change(
        weeks["insats"].to_numpy(),
        is_after,
        harmonics=harmonics,
        confidence=main.confidence,
    )
    nan = float("nan")
    note = f"{_POISSON}; {_NO_CONTROL}"
    return [
        ["conditional exact", False, 1.0, *_numbers(exact), note],
        ["E-test", False, 1.0, exact.ratio, nan, nan, p, note],
        ["interrupted time series", False, nan, *_numbers(series), _NO_CONTROL],
    ]


def _cells(weeks: pd.DataFrame, role: str) -> tuple[int, int]:
    after = weeks["is_after"]
    return int(weeks.loc[~after, role].sum()), int(weeks.loc[after, role].sum())


def _numbers(found: Any) -> list[float]:
    return [found.ratio, found.low, found.high, found.p_value]
