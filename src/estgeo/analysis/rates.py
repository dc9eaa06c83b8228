"""Rates by population, with exact limits and smoothed for small populations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._checks import (
    check_amounts,
    check_counts,
    check_positive,
    check_probability,
)
from .._frame_checks import check_columns, check_geoframe

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def rates(
    zones: gpd.GeoDataFrame,
    *,
    value: str = "n",
    population: str,
    per: float = 1000,
    confidence: float = 0.95,
) -> gpd.GeoDataFrame:
    """Divide counts by population, with limits and a smoothed rate.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone.
    value : str, default "n"
        Column with the count of each zone.
    population : str
        Column with inhabitants, dwellings or length of street, at least zero.
    per : float, default 1000
        The rate is per this many of the population.
    confidence : float, default 0.95
        Of the limits.

    Returns
    -------
    GeoDataFrame
        ``zones`` with these columns added, NaN where the population is 0:

        - ``rate`` : float, count per ``per``
        - ``rate_low``, ``rate_high`` : float, exact Poisson limits
        - ``rate_smoothed`` : float, drawn towards the mean of all zones, the more the
          smaller the population (empirical Bayes)
        - ``rate_per`` : float, ``per`` in every row, for maps and tables to say

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If counts are not whole or a population is negative or missing.

    Notes
    -----
    Limits of a Poisson mean [1]_: halves of chi-square quantiles. They are
    too narrow where incidents come in clusters. Smoothing is Marshall's [2]_ global
    estimator; esda's is the same but for its variance, which may fall below zero.
    People in a place at night are not its residents: choose a population that could
    have been exposed.

    References
    ----------
    .. [1] Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika
       28, 437-442.
    .. [2] Marshall, R. J. (1991). Mapping disease and mortality rates using empirical
       Bayes estimators. Applied Statistics 40(2), 283-294.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import Point
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [0, 10], "people": [100, 1000]}, geometry=[Point(0, 0), Point(1, 1)]
    ... )
    >>> found = rates(zones, population="people")
    >>> found[["rate", "rate_low", "rate_high"]].round(2)
       rate  rate_low  rate_high
    0   0.0       0.0      36.89
    1  10.0       4.8      18.39
    """
    check_geoframe("zones", zones)
    check_columns("zones", zones, [value, population])
    check_probability("confidence", confidence)
    scale = check_positive("per", per)
    counts = check_counts(value, zones[value].to_numpy())
    people = check_amounts(population, zones[population].to_numpy())
    there = people > 0
    divisor = np.where(there, people, np.nan) / scale
    low, high = _poisson_limits(counts, confidence)
    smoothed = np.full(len(zones), np.nan)
    smoothed[there] = _smoothed(counts[there], people[there]) * scale
    return zones.assign(
        rate=counts / divisor,
        rate_low=low / divisor,
        rate_high=high / divisor,
        rate_smoothed=smoothed,
        rate_per=scale,
    )


def _poisson_limits(
    counts: NDArray[np.int64], confidence: float
) -> tuple[Floats, Floats]:
    tail = (1 - confidence) / 2
    low = np.where(
        counts > 0, scipy.stats.chi2.ppf(tail, 2 * np.maximum(counts, 1)) / 2, 0.0
    )
    return low, scipy.stats.chi2.isf(tail, 2 * counts + 2) / 2


def _smoothed(counts: NDArray[np.int64], people: Floats) -> Floats:
    """Return Marshall's estimator; esda's lacks the bound that keeps weights in 0-1."""
    if counts.sum() == 0:
        return np.zeros(counts.size)
    raw, mean = counts / people, counts.sum() / people.sum()
    spread = (people * (raw - mean) ** 2).sum() / people.sum()
    # Zones that differ less than chance would make them do not differ: no variance.
    between = max(0.0, float(spread - mean / people.mean()))
    weight = between / (between + mean / people)
    smoothed: Floats = weight * raw + (1 - weight) * mean
    return smoothed
