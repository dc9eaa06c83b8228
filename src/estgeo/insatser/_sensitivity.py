"""What other defensible methods would have said of the same events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._provenance import Provenance
from ..stats._rate_change import change_of_counts
from ..stats.difference_in_differences import (
    interrupted_series_change,
    log_ratio,
    negative_binomial_change,
    week_permutation_p,
)
from ..stats.exact_tests import e_test, exact_rate_ratio, exact_ratio_of_ratios

if TYPE_CHECKING:
    from typing import Any

    from ..stats._rate_change import RateChange

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
