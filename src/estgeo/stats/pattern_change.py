"""Whether the share of incidents in each area differs between two periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import chi2, hypergeom

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def shares_differ_yates(
    first: ArrayLike, second: ArrayLike, first_total: int, second_total: int
) -> NDArray[np.float64]:
    """Return two-sided p-values of equal shares, chi-squared with Yates' correction.

    Parameters
    ----------
    first, second : arrays of int
        Incidents of each area in the first and second period.
    first_total, second_total : int
        All incidents of each period.

    Returns
    -------
    array
        P-values; 1 where neither period has incidents.

    Notes
    -----
    R's ``prop.test``, as used by the spatial point pattern test. Fails below about five
    expected incidents: use :func:`shares_differ_exact`.

    Examples
    --------
    >>> float(shares_differ_yates([42], [30], 13953, 3250)[0].round(9))
    1.616e-06
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n, both = first_total + second_total, a + b
    # The determinant of the 2 x 2 table, less Yates' n / 2.
    determinant = np.abs(a * second_total - b * first_total)
    above = np.maximum(determinant - n / 2, 0) ** 2 * n
    below = both * (n - both) * float(first_total) * float(second_total)
    statistic = np.divide(above, below, out=np.zeros_like(below), where=below > 0)
    return np.asarray(chi2.sf(statistic, 1))


def shares_differ_exact(
    first: ArrayLike, second: ArrayLike, first_total: int, second_total: int
) -> NDArray[np.float64]:
    """Return two-sided exact mid-p-values of equal shares.

    Parameters
    ----------
    first, second : arrays of int
        Incidents of each area in the first and second period.
    first_total, second_total : int
        All incidents of each period.

    Returns
    -------
    array
        P-values; 1 where neither period has incidents.

    Notes
    -----
    Given how many the area had in both, the first period's share of them is
    hypergeometric (Fisher). Twice the smaller tail, with half of the probability of
    what was seen (mid-p): of the right size also at two or three incidents, where the
    full tail almost never rejects.

    Examples
    --------
    All of four incidents in the first of two equal periods, two tails of about 1/16,
    half counted:

    >>> shares_differ_exact([4, 0], [0, 0], 500, 500).round(3).tolist()
    [0.062, 1.0]
    """
    a, b = np.asarray(first), np.asarray(second)
    chance = hypergeom(first_total + second_total, a + b, first_total)
    point = chance.pmf(a)
    upper, lower = chance.sf(a) + point / 2, chance.cdf(a) - point / 2
    return np.asarray(np.minimum(1.0, 2 * np.minimum(upper, lower)))
