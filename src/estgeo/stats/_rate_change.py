"""A change of rate from counts: the numbers, and the one place they are computed.

Tests are conditional on the sums: two-sided mid-p, exact one-sided limits. Counts
divided by a dispersion are no longer whole. The binomial tail goes on smoothly through
the incomplete beta function; the tail of a 2 x 2 table is summed over the tables with
the same margins that lie a whole number of events from the observed one. With whole
counts both are the ordinary tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.optimize import brentq
from scipy.special import betainc, betaincinv, gammaln, logsumexp

from .._provenance import one_row
from .._results import Result
from ._log_odds import (
    difference_cdf,
    difference_quantile,
    log_odds_cdf,
    log_odds_mean,
    log_odds_quantile,
    log_odds_variance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from .._provenance import Provenance

    Pair = tuple[float, float]

# Log odds ratios beyond this are no answer any more.
_FARTHEST = 60.0

# Of tables no more than this on either side all are looked at.
_FEWEST_TABLES = 100_000.0

Status = Literal["ok", "few events", "too few events", "no control", "no history"]

Verdict = Literal[
    "fall of at least 35 %",
    "fall of at least 10 %",
    "fall",
    "rise",
    "no effect worth having",
    "undecided",
    "too few events",
    "no control",
    "no history",
]

# Below this many events before and after together no percentage is given at all,
# and with a single cell below it the percentage is no headline.
LEAST_EVENTS = 5

# The change that is worth having where nobody said otherwise: a fall of 10 %.
WANTED = -0.10


@dataclass(frozen=True, slots=True, repr=False)
class RateChange(Result):
    """A change of rate as a ratio: 1 is no change, 0.65 is a fall of 35 %.

    Attributes
    ----------
    ratio : float
        The plain ratio of the counts (or ratio of ratios); NaN when it is undefined
        (no events before) or refused (``status``).
    median : float
        Middle of the distribution the intervals come from; finite with empty cells.
    low, high : float
        Interval at ``confidence``.
    low80, high80 : float
        The 80 % interval.
    at_least, at_most : float
        One-sided limits of the ratio, each at ``confidence``: exact conditional limits
        on the scaled counts. Given also where counts are too few for anything else; 0
        and infinity where the counts say nothing on that side.
    p_value : float
        Two-sided conditional mid-p of no change.
    p_fall, p_fall_10, p_fall_35 : float
        Probability of any fall, of at least 10 % and of at least 35 %.
    dispersion : float
        Variance-to-mean ratio that the counts were scaled by.
    status : str
        "ok"; "few events" (a cell below 5: read the interval, not the ratio);
        "too few events" (below 5 before and after together: only the one-sided limits
        are given);
        "no control" and "no history" (nothing to compare with: NaN).
    confidence : float
        Level of ``low`` and ``high``.
    before, after, control_before, control_after : float
        The counts; NaN where there is no control.
    days_before, days_after, control_days_before, control_days_after : float
        Observed days (any unit of exposure; only their ratio matters).
    log_mean, log_se : float
        Mean and standard deviation of the log ratio, for pooling.
    wanted : float
        The change that would be worth having: -0.1 is a fall of 10 %.
    provenance : Provenance
        What made it.

    Examples
    --------
    From 50 to 30 where the control went from 60 to 55:

    >>> import estgeo as eg
    >>> found = eg.relative_rate_change((50, 30), (60, 55))
    >>> round(found.ratio, 2), round(found.low, 2), round(found.high, 2)
    (0.65, 0.36, 1.17)
    >>> round(found.p_fall, 2), found.verdict
    (0.92, 'undecided')
    """

    ratio: float
    median: float
    low: float
    high: float
    low80: float
    high80: float
    at_least: float
    at_most: float
    p_value: float
    p_fall: float
    p_fall_10: float
    p_fall_35: float
    dispersion: float
    status: Status
    confidence: float
    before: float
    after: float
    control_before: float
    control_after: float
    days_before: float
    days_after: float
    control_days_before: float
    control_days_after: float
    log_mean: float
    log_se: float
    provenance: Provenance
    wanted: float = WANTED

    @property
    def change(self) -> float:
        """The change as a share: -0.35 is a fall of 35 %."""
        return self.ratio - 1

    @property
    def verdict(self) -> Verdict:
        """What the interval allows to be said, from strongest to weakest.

        "no effect worth having": any fall is smaller than ``wanted``, for the one-sided
        lower limit is above it (a test of equivalence on one side).
        """
        if not np.isfinite(self.high):
            return self.status  # type: ignore[return-value]
        if self.low < 1 and self.at_least > 1 + self.wanted:
            return "no effect worth having"
        return verdict_of(self.low, self.high)

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers as a frame of one row."""
        return one_row(self)


def verdict_of(low: float, high: float) -> Verdict:
    """Return what an interval of a ratio allows to be said."""
    if low >= 1:
        return "rise"
    limits: tuple[tuple[float, Verdict], ...] = (
        (0.65, "fall of at least 35 %"),
        (0.9, "fall of at least 10 %"),
        (1.0, "fall"),
    )
    for limit, verdict in limits:
        if high <= limit:
            return verdict
    return "undecided"


def change_of_counts(
    treated: Pair,
    control: Pair | None,
    *,
    days_treated: Pair,
    days_control: Pair,
    dispersion: float,
    confidence: float,
    events: Sequence[float] | None = None,
    wanted: float = WANTED,
    provenance: Provenance,
) -> RateChange:
    """Return the change of a treated pair of counts, against a control if there is one.

    ``events`` are the numbers of events in the cells when the counts are sums of
    weights: too few is judged on those.
    """
    cells = (*treated, *(control or ()))
    status = evidence(events if events is not None else cells)
    inputs = {
        "dispersion": dispersion,
        "confidence": confidence,
        "before": treated[0],
        "after": treated[1],
        "control_before": control[0] if control else np.nan,
        "control_after": control[1] if control else np.nan,
        "days_before": days_treated[0],
        "days_after": days_treated[1],
        "control_days_before": days_control[0] if control else np.nan,
        "control_days_after": days_control[1] if control else np.nan,
        "provenance": provenance,
        "wanted": wanted,
    }
    # Unequal periods shift the log ratio; the shares themselves do not see them.
    shift = float(np.log(days_treated[0] / days_treated[1]))
    if control:
        shift -= float(np.log(days_control[0] / days_control[1]))
    limits = _limits(treated, control, dispersion, confidence)
    at_least, at_most = (limit * float(np.exp(shift)) for limit in limits)
    inputs |= {"at_least": at_least, "at_most": at_most}
    if status == "too few events":
        return no_change(status, **inputs)
    return RateChange(
        ratio=_plain_ratio(treated, control) * float(np.exp(shift)),
        status=status,
        p_value=_p_value(treated, control, shift, dispersion),
        **_distribution(treated, control, shift, dispersion, confidence),  # type: ignore[arg-type]
        **inputs,  # type: ignore[arg-type]
    )


def no_change(status: Status, **inputs: object) -> RateChange:
    """Return a change whose numbers are all NaN, for the reason ``status``."""
    missing = {
        name: np.nan
        for name in RateChange.__dataclass_fields__
        if name not in {"status", "wanted", *inputs}
    }
    return RateChange(status=status, **missing, **inputs)  # type: ignore[arg-type]


def evidence(cells: Sequence[float]) -> Status:
    """Return how much (before, after[, control before, control after]) can carry."""
    totals = [cells[i] + cells[i + 1] for i in range(0, len(cells), 2)]
    if min(totals) < LEAST_EVENTS:
        return "too few events"
    return "few events" if min(cells) < LEAST_EVENTS else "ok"


def share_after(pair: Pair, dispersion: float) -> tuple[float, float]:
    """Return the Jeffreys beta distribution of the share of events that came after."""
    return pair[1] / dispersion + 0.5, pair[0] / dispersion + 0.5


def _plain_ratio(treated: Pair, control: Pair | None) -> float:
    above, below = treated[1], treated[0]
    if control:
        above, below = above * control[0], below * control[1]
    return above / below if below > 0 else np.nan


def _p_value(
    treated: Pair, control: Pair | None, shift: float, dispersion: float
) -> float:
    before, after = treated[0] / dispersion, treated[1] / dispersion
    if control is None:
        return binomial_mid_p(after, before, float(1 / (1 + np.exp(shift))))
    scaled = control[0] / dispersion, control[1] / dispersion
    return table_mid_p((before, after), scaled, log_odds_ratio=-shift)


def _limits(
    treated: Pair, control: Pair | None, dispersion: float, level: float
) -> tuple[float, float]:
    own = treated[0] / dispersion, treated[1] / dispersion
    if control is None:
        return binomial_limits(*own, level)
    other = control[0] / dispersion, control[1] / dispersion
    return table_limits(own, other, level)


def _distribution(
    treated: Pair,
    control: Pair | None,
    shift: float,
    dispersion: float,
    confidence: float,
) -> dict[str, float]:
    """Return the quantiles and probabilities of the ratio, and its log moments."""
    outside = (1 - confidence) / 2
    quantiles = np.array([outside, 1 - outside, 0.1, 0.9, 0.5])
    limits = np.log([1.0, 0.9, 0.65]) - shift
    first = share_after(treated, dispersion)
    mean, variance = log_odds_mean(first), log_odds_variance(first)
    logs: NDArray[np.float64]
    if control is None:
        logs, chances = log_odds_quantile(quantiles, first), log_odds_cdf(limits, first)
    else:
        second = share_after(control, dispersion)
        mean = mean - log_odds_mean(second)
        variance = variance + log_odds_variance(second)
        logs = difference_quantile(quantiles, first, second)
        chances = difference_cdf(limits, first, second)
    names = ("low", "high", "low80", "high80", "median")
    found = dict(zip(names, np.exp(logs + shift).tolist(), strict=True))
    falls = zip(("p_fall", "p_fall_10", "p_fall_35"), chances.tolist(), strict=True)
    return {
        **found,
        **dict(falls),
        "log_mean": float(mean) + shift,
        "log_se": float(np.sqrt(variance)),
    }


def binomial_mid_p(successes: float, failures: float, share: float) -> float:
    """Return twice the smaller mid-p tail of a binomial test of ``share``."""
    if successes + failures == 0:
        return 1.0
    # P(X <= x) and P(X <= x - 1); at the ends the beta function has no value.
    at_most = 1.0 if failures == 0 else betainc(failures, successes + 1, 1 - share)
    below = 0.0 if successes == 0 else betainc(failures + 1, successes, 1 - share)
    middle = (at_most + below) / 2
    return float(min(1.0, 2 * min(middle, 1 - middle)))


def table_mid_p(
    treated: tuple[float, float],
    control: tuple[float, float],
    *,
    log_odds_ratio: float = 0.0,
) -> float:
    """Return twice the smaller mid-p tail of Fisher's test of a 2 x 2 table.

    Pairs are (before, after); ``log_odds_ratio`` is the value tested.
    """
    moved, log_mass = _tables(treated, control)
    log_mass = log_mass + moved * log_odds_ratio
    mass = np.exp(log_mass - logsumexp(log_mass))
    here = mass[moved == 0].sum() / 2
    lower, upper = mass[moved < 0].sum() + here, mass[moved > 0].sum() + here
    return float(min(1.0, 2 * min(lower, upper)))


def binomial_limits(before: float, after: float, level: float) -> tuple[float, float]:
    """Return the one-sided limits of the odds that an event came after.

    Each holds with ``level`` (Clopper and Pearson); the lower is 0 without any event
    after, the upper infinite without any before.
    """
    low, high = 0.0, np.inf
    if after > 0:
        share = betaincinv(after, before + 1, 1 - level)
        low = share / (1 - share)
    if before > 0:
        rest = betaincinv(before, after + 1, 1 - level)
        high = (1 - rest) / rest
    return float(low), float(high)


def table_limits(
    treated: tuple[float, float], control: tuple[float, float], level: float
) -> tuple[float, float]:
    """Return the one-sided limits of the odds ratio of a 2 x 2 table.

    Each holds with ``level`` (Fisher's exact conditional limits); pairs are (before,
    after). 0 and infinity where the table says nothing on that side.
    """
    moved, log_mass = _tables(treated, control)

    def tail(log_ratio: float, chosen: NDArray[np.bool_]) -> float:
        logs = log_mass + moved * log_ratio
        mass = np.exp(logs - logs.max())
        return float(mass[chosen].sum() / mass.sum()) - (1 - level)

    def limit(chosen: NDArray[np.bool_]) -> float:
        ends = tail(-_FARTHEST, chosen), tail(_FARTHEST, chosen)
        if ends[0] * ends[1] > 0:
            return np.nan
        return float(np.exp(brentq(tail, -_FARTHEST, _FARTHEST, args=(chosen,))))

    low = limit(moved >= 0) if (moved < 0).any() else 0.0
    high = limit(moved <= 0) if (moved > 0).any() else np.inf
    return low, high


def _tables(
    treated: tuple[float, float], control: tuple[float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the tables with the observed margins, and their log mass at no effect.

    A table is the number of events that came after instead of before in the area. Of
    millions of events those within fifty standard deviations, beyond which no tail or
    limit of the observed table has any mass (exp(-1250)).
    """
    before, after = treated
    control_before, control_after = control
    least = -np.floor(min(after, control_before) + 1e-9)
    most = np.floor(min(before, control_after) + 1e-9)
    seen = np.maximum([before, after, control_before, control_after], 1.0)
    reach = max(_FEWEST_TABLES, np.ceil(50 / np.sqrt((1 / seen).sum())))
    least, most = max(least, -reach), min(most, reach)
    moved = np.arange(least, most + 1)
    # Rounding may leave a cell a hair below nought.
    cells = (
        after + moved,
        before - moved,
        control_after - moved,
        control_before + moved,
    )
    return moved, -sum(gammaln(np.maximum(cell, 0.0) + 1) for cell in cells)
