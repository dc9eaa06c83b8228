"""Whether the share of incidents in each area differs between two periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

# Differences beyond so many standard deviations count as that many.
_MOST_DEVIATIONS = 3.0
# What holding them back takes off the mean square of a normal difference, made good.
_HELD_BACK = 1.015
_STEPS = 20


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
    return np.asarray(scipy.stats.chi2.sf(statistic, 1))


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
    chance = scipy.stats.hypergeom(first_total + second_total, a + b, first_total)
    point = chance.pmf(a)
    upper, lower = chance.sf(a) + point / 2, chance.cdf(a) - point / 2
    return np.asarray(np.minimum(1.0, 2 * np.minimum(upper, lower)))


def shares_dispersion(
    first: ArrayLike, second: ArrayLike, first_total: int, second_total: int
) -> NDArray[np.float64]:
    """Return how many times more the other areas' shares vary than independent counts.

    Parameters
    ----------
    first, second : arrays of int
        Incidents of each area in the first and second period, some in each.
    first_total, second_total : int
        All incidents of each period.

    Returns
    -------
    array
        For each area the mean squared standardized difference of all others, at least
        1. A difference of more than three standard deviations counts as three, or a few
        areas that did change would hide each other.

    Examples
    --------
    >>> same = np.full(20, 50)
    >>> float(shares_dispersion(same, same, 1000, 1000).max())
    1.0
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    both, n = a + b, float(first_total + second_total)
    share = first_total / n
    variance = both * share * (1 - share) * (n - both) / (n - 1)
    squared = (a - both * share) ** 2 / np.maximum(variance, 1e-12)
    others = len(a) - 1
    level = np.ones(len(a))
    for _ in range(_STEPS):
        held = np.minimum(squared, _MOST_DEVIATIONS**2 * level)
        level = np.maximum(1.0, (held.sum() - held) / others * _HELD_BACK)
    return level


def shares_differ_dispersed(
    p_values: ArrayLike, dispersion: ArrayLike, freedom: float
) -> NDArray[np.float64]:
    """Return two-sided p-values when counts vary more than independent ones.

    The standard score of the exact p-value is divided by the root of the dispersion,
    and read off Student's t: the dispersion is estimated from ``freedom`` other areas.
    """
    p = np.maximum(np.asarray(p_values, dtype=float), 1e-300)
    score = scipy.stats.norm.isf(p / 2) / np.sqrt(np.asarray(dispersion, dtype=float))
    return np.asarray(2 * scipy.stats.t.sf(score, freedom))
