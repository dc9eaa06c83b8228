"""How often the default estimator finds a change, by simulation of small counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..stats._log_odds import difference_cdf, log_odds_cdf

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REPLICATES = 1000
# A coarser grid than for results: the decision needs four digits, not twelve.
_POINTS = 61


@dataclass(frozen=True, slots=True)
class Plan:
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


def simulated_power(
    plan: Plan, ratio: float, alpha: float, rng: np.random.Generator
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
    cells: NDArray[np.int64], plan: Plan
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
