"""Conditional tests of counts: two-sided mid-p and exact one-sided limits.

Counts divided by a dispersion are no longer whole. The binomial tail goes on smoothly
through the incomplete beta function; the tail of a 2 x 2 table is summed over the
tables with the same margins that lie a whole number of events from the observed one.
With whole counts both are the ordinary tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import betainc, betaincinv, gammaln, logsumexp

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Log odds ratios beyond this are no answer any more.
_FARTHEST = 60.0


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
    """Return all tables with the observed margins, and their log mass at no effect.

    A table is the number of events that came after instead of before in the area.
    """
    before, after = treated
    control_before, control_after = control
    least = -np.floor(min(after, control_before) + 1e-9)
    most = np.floor(min(before, control_after) + 1e-9)
    moved = np.arange(least, most + 1)
    # Rounding may leave a cell a hair below nought.
    cells = (
        after + moved,
        before - moved,
        control_after - moved,
        control_before + moved,
    )
    return moved, -sum(gammaln(np.maximum(cell, 0.0) + 1) for cell in cells)
