"""The log ratio of ratios with a normal or t interval: the textbook estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._checks import check_pair, check_positive, check_probability
from ._log_ratio import LogRatio, from_log

if TYPE_CHECKING:
    from collections.abc import Sequence


def log_ratio(
    treated: Sequence[float],
    control: Sequence[float],
    *,
    dispersion: float = 1.0,
    freedom: float = np.inf,
    confidence: float = 0.95,
) -> LogRatio:
    r"""Return the log ratio of ratios with :math:`se^2 = \phi \sum 1/n`.

    Parameters
    ----------
    treated, control : pair of float
        Number of events (before, after); an empty cell adds one half to all four.
    dispersion : float, default 1
        Variance-to-mean ratio.
    freedom : float, default inf
        Degrees of freedom of the dispersion: t instead of normal quantiles.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    LogRatio
        Rejects far less than 5 % below ten events a period.

    Notes
    -----
    Equal to a quasi-Poisson regression of weekly counts on area, period and their
    interaction, because that model is saturated.

    Examples
    --------
    >>> found = log_ratio((50, 30), (60, 55))
    >>> round(found.estimate, 4), round(found.se, 3)
    (-0.4238, 0.297)
    """
    cells = np.array([*check_pair("treated", treated), *check_pair("control", control)])
    if (cells == 0).any():
        cells = cells + 0.5
    estimate = float(np.log(cells[1] / cells[0]) - np.log(cells[3] / cells[2]))
    se = float(np.sqrt(check_positive("dispersion", dispersion) * (1 / cells).sum()))
    law = scipy.stats.norm if np.isinf(freedom) else scipy.stats.t(freedom)
    half = float(law.isf((1 - check_probability("confidence", confidence)) / 2)) * se
    return from_log(estimate, se, half, 2 * law.sf(abs(estimate / se)))
