"""Did two series run in parallel before? A difference of trends in two counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._checks import check_counts, check_positive, check_same_length

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class TrendDifference:
    """How much faster the treated series grew than its control.

    ``change`` is the log ratio gained from the first period to the last, ``variance``
    its sampling variance, ``z`` and ``p_value`` the score test of none.
    """

    change: float
    variance: float
    z: float
    p_value: float


def trend_difference(
    treated: ArrayLike, control: ArrayLike, *, dispersion: float = 1.0
) -> TrendDifference:
    r"""Test whether two series of counts have the same trend.

    Parameters
    ----------
    treated, control : array-like of int, shape (n_periods,)
        Counts a period in time order, all from before the insats.
    dispersion : float, default 1
        Variance-to-mean ratio of both.

    Returns
    -------
    TrendDifference
        NaN when a series has no event or there are fewer than three periods.

    Notes
    -----
    Given the sum of both, the treated count of a period is binomial; the score test of
    a slope in its log odds is
    :math:`z = \sum (t - \bar t)(T_t - n_t p) / \sqrt{\phi\, p (1 - p) \sum n_t
    (t - \bar t)^2}`, the Cochran-Armitage test. What moves both series cancels. Not
    finding a difference is no proof that there is none: with few events only steep ones
    are found.

    Examples
    --------
    >>> rising = trend_difference([2, 4, 6, 8], [5, 5, 5, 5])
    >>> bool(rising.change > 0), round(rising.p_value, 2)
    (True, 0.15)
    """
    first = check_counts("treated", treated).astype(float)
    second = check_counts("control", control).astype(float)
    check_same_length(("treated", first), ("control", second))
    phi = check_positive("dispersion", dispersion)
    total = first + second
    if len(first) < 3 or first.sum() == 0 or second.sum() == 0:
        return TrendDifference(np.nan, np.nan, np.nan, np.nan)
    time = np.linspace(0.0, 1.0, len(first))
    time = time - (total * time).sum() / total.sum()
    share = first.sum() / total.sum()
    information = share * (1 - share) * (total * time**2).sum()
    score = (time * (first - total * share)).sum()
    z = score / np.sqrt(phi * information)
    return TrendDifference(
        change=float(score / information),
        variance=float(phi / information),
        z=float(z),
        p_value=float(2 * scipy.stats.norm.sf(abs(z))),
    )
