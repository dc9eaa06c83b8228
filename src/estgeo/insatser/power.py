"""What an evaluation will be able to see: asked before the insats starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy

from .._checks import (
    check_not_negative,
    check_positive,
    check_probability,
    random_generator,
    sentence,
)
from ..stats._log_odds import difference_cdf, log_odds_cdf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from .._checks import RandomState

_LARGEST_FALL = 0.98
_REPLICATES = 1000
# A coarser grid than for results: the decision needs four digits, not twelve.
_POINTS = 61


@dataclass(frozen=True, slots=True)
class _Plan:
    """Expected counts of an evaluation before it is made; an infinite control is none.

    ``weekly`` is the expected number a week in the treated area before the insats.
    """

    weekly: float
    weeks_before: float
    weeks_after: float
    control_ratio: float
    dispersion: float

    def means(self, ratio: float) -> tuple[float, float, float, float]:
        """Return expected treated before, after, control before, after."""
        before, after = self.weekly * self.weeks_before, self.weekly * self.weeks_after
        k = self.control_ratio if np.isfinite(self.control_ratio) else 0.0
        return before, after * ratio, before * k, after * k

    def variance(self, ratio: float) -> float:
        """Return the large-sample variance of the log ratio."""
        means = self.means(ratio)
        used = means if np.isfinite(self.control_ratio) else means[:2]
        if min(used) <= 0:
            return float("inf")
        return self.dispersion * sum(1 / mean for mean in used)

    def is_small(self, ratio: float) -> bool:
        """Return whether the large-sample formula would be too hopeful."""
        means = self.means(ratio)
        used = means if np.isfinite(self.control_ratio) else means[:2]
        return min(used) / self.dispersion < 10


def power_to_detect(
    weekly: float,
    *,
    change: float,
    weeks_after: float,
    weeks_before: float = 52,
    control_ratio: float = 1.0,
    dispersion: float,
    alpha: float = 0.05,
    rng: RandomState = None,
) -> float:
    r"""Return the chance that an evaluation finds a true change of a given size.

    Parameters
    ----------
    weekly : float
        Expected events a week in the insats area before it starts.
    change : float
        True change as a share: -0.35 is a fall of 35 %.
    weeks_after, weeks_before : float
        Weeks of records after and before.
    control_ratio : float, default 1
        Size of the control: its events a week per ``weekly``. ``inf`` is no control
        and no change of season either.
    dispersion : float
        Variance-to-mean ratio of the comparison; there is no default, for it decides
        the answer. ``Evaluation.dispersion`` of earlier insatser is the best guess,
        then :func:`dispersion` of weekly counts; 1 is pure chance and too hopeful.
    alpha : float, default 0.05
        Two-sided level.
    rng : None, int or Generator, optional
        Used where counts are small and power is simulated.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Notes
    -----
    With at least ten events (after division by the dispersion) in every cell,
    :math:`\Phi(|\log RR| / s - z_{1-\alpha/2})` with :math:`s^2 = \phi (1/T_0 + 1/T_1 +
    1/C_0 + 1/C_1)` [1]_; below that, the share of 1 000 simulated evaluations (negative
    binomial counts, the default interval) that find it.

    References
    ----------
    .. [1] Wilson, D. B. (2022). The relative incident rate ratio effect size for
       count-based impact evaluations: when an odds ratio is not an odds ratio.
       Journal of Quantitative Criminology 38, 323-341.
       https://doi.org/10.1007/s10940-021-09494-w

    Examples
    --------
    >>> round(power_to_detect(20, change=-0.35, weeks_after=10, dispersion=1), 2)
    0.95
    """
    plan = _plan(weekly, weeks_before, weeks_after, control_ratio, dispersion)
    level = check_probability("alpha", alpha)
    return _power(plan, 1 + _check_change(change), level, rng)


def detectable_change(
    weekly: float,
    *,
    weeks_before: float,
    weeks_after: float,
    control_ratio: float = 1.0,
    dispersion: float,
    power: float = 0.8,
    alpha: float = 0.05,
    rng: RandomState = None,
) -> float:
    """Return the smallest fall that an evaluation would probably find.

    Parameters
    ----------
    weekly, weeks_before, weeks_after, control_ratio, dispersion
        As in :func:`power_to_detect`.
    power : float, default 0.8
        What "probably" means.
    alpha, rng
        As in :func:`power_to_detect`.

    Returns
    -------
    float
        The change as a share, negative: -0.35 is a fall of 35 %. NaN when not even a
        fall of 98 % would be found.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Notes
    -----
    Uses the counts that were expected, never the effect that was observed: power
    computed from the observed effect says nothing new [1]_. For the formula see
    :func:`power_to_detect`.

    References
    ----------
    .. [1] Hoenig, J. M. and Heisey, D. M. (2001). The abuse of power: the pervasive
       fallacy of power calculations for data analysis. The American Statistician
       55(1), 19-24.

    Examples
    --------
    Five events a week, a year before and a quarter after, control four times as large:

    >>> fall = detectable_change(
    ...     5, weeks_before=52, weeks_after=13, control_ratio=4, dispersion=1.5
    ... )
    >>> round(fall, 2)
    -0.49
    """
    plan = _plan(weekly, weeks_before, weeks_after, control_ratio, dispersion)
    wanted, level = check_probability("power", power), check_probability("alpha", alpha)
    falls = np.linspace(0.01, _LARGEST_FALL, 98)
    reached = [_formula(plan, 1 - fall, level) >= wanted for fall in falls]
    first = int(np.argmax(reached)) if any(reached) else len(falls) - 1
    if any(reached) and not plan.is_small(1 - falls[first]):
        low, high = falls[max(first - 1, 0)], falls[first]
        return -_bisect(lambda fall: _formula(plan, 1 - fall, level), low, high, wanted)

    def simulated(fall: float) -> float:
        return _power(plan, 1 - fall, level, rng)

    if plan.weekly == 0 or simulated(_LARGEST_FALL) < wanted:
        return float("nan")
    return -_bisect(simulated, falls[0], _LARGEST_FALL, wanted, steps=9)


def weeks_needed(
    weekly: float,
    *,
    change: float,
    weeks_before: float = 52,
    control_ratio: float = 1.0,
    dispersion: float,
    power: float = 0.8,
    alpha: float = 0.05,
    longest: int = 260,
    rng: RandomState = None,
) -> float:
    """Return how many weeks after the start it takes to find a true change.

    Parameters
    ----------
    weekly : float
        As in :func:`power_to_detect`.
    change : float
        True change as a share: -0.35 is a fall of 35 %.
    weeks_before, control_ratio, dispersion
        As in :func:`power_to_detect`.
    power : float, default 0.8
        Wanted chance to find it.
    alpha : float, default 0.05
        As in :func:`power_to_detect`.
    longest : int, default 260
        Weeks after which to give up.
    rng : None, int or Generator, optional
        As in :func:`power_to_detect`.

    Returns
    -------
    float
        Whole weeks; NaN when more than ``longest`` are needed.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Notes
    -----
    The formula, with the variance of [1]_, is that of :func:`power_to_detect`. More
    weeks after do not help beyond a point: the weeks before are as uncertain.

    References
    ----------
    .. [1] Wilson, D. B. (2022). The relative incident rate ratio effect size for
       count-based impact evaluations: when an odds ratio is not an odds ratio.
       Journal of Quantitative Criminology 38, 323-341.
       https://doi.org/10.1007/s10940-021-09494-w

    Examples
    --------
    >>> weeks_needed(5, change=-0.5, control_ratio=4, dispersion=1)
    8.0
    >>> weeks_needed(5, change=-0.1, control_ratio=4, dispersion=1)
    nan
    """
    ratio = 1 + _check_change(change)
    wanted, level = check_probability("power", power), check_probability("alpha", alpha)
    plans = [
        _plan(weekly, weeks_before, weeks, control_ratio, dispersion)
        for weeks in range(1, int(check_positive("longest", longest)) + 1)
    ]
    # More weeks never hurt, so halve the range.
    low, high = 0, len(plans)
    while low < high:
        middle = (low + high) // 2
        if _power(plans[middle], ratio, level, rng) >= wanted:
            high = middle
        else:
            low = middle + 1
    return float(plans[low].weeks_after) if low < len(plans) else float("nan")


def planning_table(
    weekly: float,
    *,
    changes: Sequence[float] = (-0.1, -0.2, -0.35, -0.5),
    weeks: Sequence[float] = (4, 8, 13, 26, 52),
    weeks_before: float = 52,
    control_ratio: float = 1.0,
    dispersion: float,
    alpha: float = 0.05,
    rng: RandomState = None,
) -> pd.DataFrame:
    """Return the chance to find each change after each number of weeks.

    Parameters
    ----------
    weekly : float
        As in :func:`power_to_detect`.
    changes : sequence of float
        True changes as shares.
    weeks : sequence of float
        Weeks after the start.
    weeks_before, control_ratio
        As in :func:`power_to_detect`.
    dispersion : float
        As in :func:`power_to_detect`.
    alpha, rng
        As in :func:`power_to_detect`.

    Returns
    -------
    DataFrame
        One row a number of weeks and a change: ``weeks_after``, ``change``, ``power``
        (0 to 1), and ``detectable``, the smallest fall found with 80 % chance.

    Raises
    ------
    ValueError
        If a number is outside its range.

    References
    ----------
    .. [1] Wilson, D. B. (2022). The relative incident rate ratio effect size for
       count-based impact evaluations: when an odds ratio is not an odds ratio.
       Journal of Quantitative Criminology 38, 323-341.
       https://doi.org/10.1007/s10940-021-09494-w

    Examples
    --------
    >>> table = planning_table(
    ...     10, changes=[-0.35], weeks=[13, 26], control_ratio=4, dispersion=1.5
    ... )
    >>> table.round(2).values.tolist()
    [[13.0, -0.35, 0.79, -0.35], [26.0, -0.35, 0.95, -0.27]]
    """
    rows = []
    for length in weeks:
        plan = _plan(weekly, weeks_before, length, control_ratio, dispersion)
        detectable = detectable_change(
            weekly,
            weeks_before=weeks_before,
            weeks_after=length,
            control_ratio=control_ratio,
            dispersion=dispersion,
            alpha=alpha,
            rng=rng,
        )
        for change in changes:
            found = _power(plan, 1 + _check_change(change), alpha, rng)
            rows.append((float(length), change, found, detectable))
    return pd.DataFrame(rows, columns=["weeks_after", "change", "power", "detectable"])


def _plan(
    weekly: float,
    weeks_before: float,
    weeks_after: float,
    control_ratio: float,
    dispersion: float,
) -> _Plan:
    if control_ratio != np.inf:
        check_positive("control_ratio", control_ratio)
    return _Plan(
        check_not_negative("weekly", weekly),
        check_positive("weeks_before", weeks_before),
        check_positive("weeks_after", weeks_after),
        float(control_ratio),
        max(1.0, check_positive("dispersion", dispersion)),
    )


def _power(plan: _Plan, ratio: float, alpha: float, rng: RandomState) -> float:
    if plan.is_small(ratio):
        return _simulated_power(plan, ratio, alpha, random_generator(rng))
    return _formula(plan, ratio, alpha)


def _formula(plan: _Plan, ratio: float, alpha: float) -> float:
    effect = abs(np.log(ratio)) / np.sqrt(plan.variance(ratio))
    return float(scipy.stats.norm.cdf(effect - scipy.stats.norm.isf(alpha / 2)))


def _bisect(
    power_at: Callable[[float], float],
    low: float,
    high: float,
    wanted: float,
    *,
    steps: int = 40,
) -> float:
    """Return the smallest fall between two whose power is as wanted."""
    for _ in range(steps):
        middle = (low + high) / 2
        if power_at(middle) >= wanted:
            high = middle
        else:
            low = middle
    return float(high)


def _check_change(change: float) -> float:
    rule = "a share above -1 other than 0, such as -0.35"
    if not isinstance(change, int | float) or not change > -1 or change == 0:
        raise ValueError(sentence("change", rule, change))
    return float(change)


def _simulated_power(
    plan: _Plan, ratio: float, alpha: float, rng: np.random.Generator
) -> float:
    """Return the share of replicates whose interval excludes no change, rightly."""
    counts = np.column_stack(
        [_draw(mean, plan.dispersion, rng) for mean in plan.means(ratio)]
    )
    cases, copies = np.unique(counts, axis=0, return_counts=True)
    first, second = _shares(cases[:, :2], plan), _shares(cases[:, 2:], plan)
    null = float(np.log(plan.weeks_after / plan.weeks_before))
    if np.isfinite(plan.control_ratio):
        fall = difference_cdf(0.0, first, second, points=_POINTS)
    else:
        fall = log_odds_cdf(null, first)
    sure = fall >= 1 - alpha / 2 if ratio < 1 else fall <= alpha / 2
    return float((sure * copies).sum() / copies.sum())


def _shares(
    cells: NDArray[np.int64], plan: _Plan
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    scaled = cells / plan.dispersion + 0.5
    return scaled[:, 1], scaled[:, 0]


def _draw(
    mean: float, dispersion: float, rng: np.random.Generator
) -> NDArray[np.int64]:
    if mean <= 0:
        return np.zeros(_REPLICATES, dtype=np.int64)
    if dispersion <= 1:
        return rng.poisson(mean, _REPLICATES)
    size = mean / (dispersion - 1)
    return rng.negative_binomial(size, 1 / dispersion, _REPLICATES)
