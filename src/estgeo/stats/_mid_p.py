"""Two-sided mid-p values of conditional tests, for whole and for scaled counts.

Counts divided by a dispersion are no longer whole. The binomial tail goes on smoothly
through the incomplete beta function; the tail of a 2 x 2 table is summed over the
tables with the same margins that lie a whole number of events from the observed one.
With whole counts both are the ordinary tests.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammaln, logsumexp


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
    before, after = treated
    control_before, control_after = control
    least = -np.floor(min(after, control_before) + 1e-9)
    most = np.floor(min(before, control_after) + 1e-9)
    moved = np.arange(least, most + 1)
    cells = (
        after + moved,
        before - moved,
        control_after - moved,
        control_before + moved,
    )
    log_mass = moved * log_odds_ratio - sum(gammaln(cell + 1) for cell in cells)
    mass = np.exp(log_mass - logsumexp(log_mass))
    here = mass[moved == 0].sum() / 2
    lower, upper = mass[moved < 0].sum() + here, mass[moved > 0].sum() + here
    return float(min(1.0, 2 * min(lower, upper)))
