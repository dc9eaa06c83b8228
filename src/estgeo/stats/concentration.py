"""How concentrated counts are: generalised Gini, Lorenz curve, what chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def generalised_gini(counts: ArrayLike, *, unbiased: bool = True) -> float:
    r"""Return the Gini coefficient that allows for fewer incidents than places.

    Parameters
    ----------
    counts : array of int
        Incidents of each place.
    unbiased : bool, default True
        Scale so that all incidents in one place give 1.

    Returns
    -------
    float
        0 when the incidents are as spread as they can be, 1 when all are in one place;
        NaN without incidents or with fewer than two places or incidents.

    Notes
    -----
    :math:`G' = \max(1, n/c)(G - 1) + 1` with :math:`n` places, :math:`c` incidents and
    :math:`G` the ordinary coefficient; unbiased times :math:`m/(m - 1)` with
    :math:`m = \min(n, c)` [1]_.

    References
    ----------
    .. [1] Bernasco, W. and Steenbeek, W. (2017). More places than crimes: implications
       for evaluating the law of crime concentration at place. Journal of Quantitative
       Criminology, 33, 451-467. https://doi.org/10.1007/s10940-016-9324-7

    Examples
    --------
    Three incidents in ten places are not concentrated just because seven are empty:

    >>> round(generalised_gini([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]), 12)
    0.0
    >>> round(generalised_gini([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 12)
    1.0
    """
    ordered = np.sort(np.asarray(counts, dtype=np.float64))
    places, incidents = len(ordered), ordered.sum()
    smaller = min(places, incidents)
    if smaller < 2:
        return float("nan")
    ranks = np.arange(1, places + 1)
    plain = 2 * (ranks @ ordered) / (places * incidents) - (places + 1) / places
    value = max(1.0, places / incidents) * (plain - 1) + 1
    if unbiased:
        value *= smaller / (smaller - 1)
    # The equal case leaves a rounding error on either side of 0.
    return float(min(max(value, 0.0), 1.0))


def share_of_places(counts: ArrayLike, share: float) -> float:
    """Return the smallest share of places that hold ``share`` of the incidents.

    Parameters
    ----------
    counts : array of float
        Incidents of each place; need not be whole.
    share : float
        Between 0 and 1.

    Returns
    -------
    float
        Share of all places, in whole places.

    Examples
    --------
    >>> share_of_places([6, 2, 1, 1, 0], 0.5)
    0.2
    """
    ordered = np.sort(np.asarray(counts, dtype=np.float64))[::-1]
    reached = np.cumsum(ordered)
    # A share such as 0.8 times a sum is not exact: allow for its rounding.
    wanted = share * reached[-1] * (1 - 1e-12)
    return float((np.searchsorted(reached, wanted) + 1) / len(ordered))


def counts_by_chance(incidents: int, places: int) -> NDArray[np.float64]:
    """Return the sorted counts to be expected if every place were as likely.

    Parameters
    ----------
    incidents, places : int
        How many there are.

    Returns
    -------
    array of length ``places``
        Means of the lowest, next lowest, ... of equal parts of the binomial
        distribution of one place's count; their sum is ``incidents``.

    Examples
    --------
    Ten incidents in ten places: a third get none, the fullest between two and three.

    >>> counts_by_chance(10, 10).round(2).tolist()
    [0.0, 0.0, 0.0, 0.51, 1.0, 1.0, 1.0, 1.64, 2.0, 2.85]
    """
    counts = np.arange(incidents + 1)
    chance = scipy.stats.binom.pmf(counts, incidents, 1 / places)
    below = np.concatenate([[0.0], np.cumsum(chance)])
    sums = np.concatenate([[0.0], np.cumsum(counts * chance)])
    parts = np.arange(places + 1) / places
    return np.asarray(np.diff(np.interp(parts, below, sums)) * places)


def lorenz_curve(
    counts: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return shares of places and of incidents, the fullest places first, from 0 to 1.

    Parameters
    ----------
    counts : array of float
        Incidents of each place.

    Returns
    -------
    tuple of arrays
        One more than there are places, beginning with 0.

    Examples
    --------
    >>> places, incidents = lorenz_curve([1, 3])
    >>> places.tolist(), incidents.tolist()
    ([0.0, 0.5, 1.0], [0.0, 0.75, 1.0])
    """
    ordered = np.sort(np.asarray(counts, dtype=np.float64))[::-1]
    incidents = np.concatenate([[0.0], np.cumsum(ordered) / ordered.sum()])
    return np.arange(len(ordered) + 1) / len(ordered), incidents
