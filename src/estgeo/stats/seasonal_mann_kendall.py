"""Mann-Kendall within seasons: a trend beside what comes back every year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Values of a season whose orders are counted one by one; above it the sum is normal.
MOST_EXACT = 10
# Years that the covariance between seasons is estimated from, at least.
LEAST_YEARS = 10


@dataclass(frozen=True, slots=True)
class SeasonalMannKendall:
    """Trend test of one series within its seasons.

    Attributes
    ----------
    s : float
        Pairs of the same season that rise from one year to another, minus those that
        fall.
    variance : float
        Of ``s`` under no trend, corrected for ties.
    z : float
        Standard score with continuity correction.
    p : float
        Two-sided; NaN where no season has two years.
    method : str
        "exact", "normal" or "normal, seasons correlated": where ``p`` comes from.
    """

    s: float
    variance: float
    z: float
    p: float
    method: str


def seasonal_mann_kendall(
    values: ArrayLike, *, season: ArrayLike, year: ArrayLike, correlated: bool = False
) -> SeasonalMannKendall:
    r"""Test one series for a monotone trend within its seasons.

    Parameters
    ----------
    values : (n,) array
        The series, in any order.
    season, year : (n,) arrays
        Of each value. A year may hold several values of a season, such as the weeks of
        a month: they are not compared with each other.
    correlated : bool, default False
        Whether seasons of the same year may be alike: their covariance is then
        estimated, where every season has one value in each of ten years or more.

    Returns
    -------
    SeasonalMannKendall

    Raises
    ------
    ValueError
        If the arrays are not of one length, or a value is missing.

    Notes
    -----
    :math:`S` and its variance are summed over the seasons [1]_. Within a season the
    variance is that of Kendall's score with ties in both values and years. With up to
    ten values a season and ties in at most one of the two the p-value counts all orders
    within seasons. With ``correlated`` the variance has the covariance between seasons
    [2]_, by midranks.

    References
    ----------
    .. [1] Hirsch, R. M., Slack, J. R. and Smith, R. A. (1982). Techniques of trend
       analysis for monthly water quality data. Water Resources Research 18, 107-121.
    .. [2] Hirsch, R. M. and Slack, J. R. (1984). A nonparametric trend test for
       seasonal data with serial dependence. Water Resources Research 20, 727-732.

    Examples
    --------
    Two seasons of different level that both rise for four years:

    >>> season, year = [0, 1] * 4, [1, 1, 2, 2, 3, 3, 4, 4]
    >>> values = [1, 9, 2, 10, 3, 11, 4, 12]
    >>> test = seasonal_mann_kendall(values, season=season, year=year)
    >>> test.s, round(test.p, 4), test.method
    (12.0, 0.0035, 'exact')
    """
    x, group, time = _checked(values, season, year)
    groups = [(x[group == at], time[group == at]) for at in np.unique(group)]
    s = float(sum(_score(*pair) for pair in groups))
    variance = sum(_variance(*pair) for pair in groups)
    if all(len(np.unique(years)) < 2 for _, years in groups):
        return SeasonalMannKendall(s, 0.0, np.nan, np.nan, "")
    table = _complete_table(x, group, time) if correlated else None
    if table is not None:
        variance += 2 * _covariances(table)
    z = _standard_score(s, variance)
    if table is not None:
        p, method = 2 * ndtr(-abs(z)), "normal, seasons correlated"
    elif all(map(_countable, *zip(*groups, strict=True))):
        p, method = _exact_p(s, groups), "exact"
    else:
        p, method = 2 * ndtr(-abs(z)), "normal"
    return SeasonalMannKendall(s, variance, z, float(min(p, 1.0)), method)


def seasonal_sen_slope(
    values: ArrayLike, *, season: ArrayLike, year: ArrayLike, time: ArrayLike
) -> float:
    """Return the median slope of all pairs of the same season and different years.

    Parameters
    ----------
    values : (n,) array
        The series, in any order.
    season, year : (n,) arrays
        Of each value.
    time : (n,) array
        What the slope is per unit of: the year itself, or the place in the series.

    Returns
    -------
    float
        NaN where no season has two years.

    Raises
    ------
    ValueError
        If the arrays are not of one length, or a value is missing.

    Examples
    --------
    >>> season, year, values = [0, 1] * 3, [1, 1, 2, 2, 3, 3], [1, 9, 3, 11, 5, 13]
    >>> seasonal_sen_slope(values, season=season, year=year, time=year)
    2.0
    """
    x, group, years = _checked(values, season, year)
    at = np.asarray(time, dtype=np.float64)
    earlier, later = np.triu_indices(len(x), 1)
    alike = (group[earlier] == group[later]) & (years[earlier] != years[later])
    earlier, later = earlier[alike], later[alike]
    if not len(earlier):
        return float("nan")
    return float(np.median((x[later] - x[earlier]) / (at[later] - at[earlier])))


def _checked(
    values: ArrayLike, season: ArrayLike, year: ArrayLike
) -> tuple[Floats, Integers, Floats]:
    x = np.asarray(values, dtype=np.float64)
    time = np.asarray(year, dtype=np.float64)
    group = np.asarray(season)
    if not (x.ndim == 1 and len(x) and x.shape == time.shape == group.shape):
        rule = "an array of at least one value, with a season and a year each"
        raise ValueError(sentence("values", rule, f"shapes {x.shape}, {group.shape}"))
    if not (np.isfinite(x).all() and np.isfinite(time).all()):
        raise ValueError(sentence("values", "numbers without gaps", "missing ones"))
    return x, np.unique(group, return_inverse=True)[1].astype(np.int64), time


def _score(x: Floats, time: Floats) -> float:
    up = np.sign(x[None, :] - x[:, None]) * np.sign(time[None, :] - time[:, None])
    return float(np.triu(up, 1).sum())


def _variance(x: Floats, time: Floats) -> float:
    """Return the variance of Kendall's score with ties in both (Kendall 1970)."""
    n = len(x)
    t, u = _tie_sizes(x), _tie_sizes(time)
    tied = sum((k * (k - 1) * (2 * k + 5)).sum() for k in (t, u))
    variance = float(n * (n - 1) * (2 * n + 5) - tied) / 18
    if n > 2:
        threes = (t * (t - 1) * (t - 2)).sum() * (u * (u - 1) * (u - 2)).sum()
        variance += threes / (9 * n * (n - 1) * (n - 2))
    if n > 1:
        variance += (t * (t - 1)).sum() * (u * (u - 1)).sum() / (2 * n * (n - 1))
    return variance


def _tie_sizes(values: Floats) -> Floats:
    return np.unique(values, return_counts=True)[1].astype(np.float64)


def _standard_score(s: float, variance: float) -> float:
    if variance <= 1e-9:
        return 0.0
    return float((s - np.sign(s)) / np.sqrt(variance))


def _complete_table(x: Floats, group: Integers, time: Floats) -> Floats | None:
    """Return (years, seasons) where each has one value in ten years or more."""
    years, year = np.unique(time, return_inverse=True)
    n_seasons = int(group.max()) + 1
    complete = len(x) == len(years) * n_seasons
    if not complete or len(years) < LEAST_YEARS:
        return None
    table = np.full((len(years), n_seasons), np.nan)
    table[year, group] = x
    return None if np.isnan(table).any() else table


def _covariances(table: Floats) -> float:
    """Return the sum of Hirsch and Slack's covariances over pairs of seasons."""
    n = len(table)
    signs = np.sign(table[None, :, :] - table[:, None, :])
    # Midrank: one half more than those below and half of those level.
    ranks = (n + 1 + signs.sum(axis=0)) / 2
    both = np.einsum("ijg,ijh->gh", signs, signs) / 2
    covariance = (both + 4 * ranks.T @ ranks - n * (n + 1) ** 2) / 3
    return float(np.triu(covariance, 1).sum())


def _countable(x: Floats, time: Floats) -> bool:
    untied = len(np.unique(x)) == len(x) or len(np.unique(time)) == len(x)
    return len(x) <= MOST_EXACT and untied


def _exact_p(s: float, groups: list[tuple[Floats, Floats]]) -> float:
    """Return P(|S| >= |s|) over all orders of the values within seasons."""
    chances = np.ones(1)
    for x, time in groups:
        chances = np.convolve(chances, _fall_chances(x, time))
    score = len(chances) - 1 - 2 * np.arange(len(chances))
    return float(chances[np.abs(score) >= abs(s) - 0.5].sum())


def _fall_chances(x: Floats, time: Floats) -> Floats:
    """Return the chance of 0, 1, ... falling pairs of one season, ties left out.

    The orders of a multiset by their falling pairs are a q-multinomial coefficient,
    here a product of q-binomial ones: of ``size`` values more among those before.
    """
    ties = _tie_sizes(x) if len(np.unique(x)) < len(x) else _tie_sizes(time)
    orders, before = np.ones(1), 0
    for size in ties.astype(np.int64):
        for k in range(1, int(size) + 1):
            orders = _divide(np.convolve(orders, _one_less(before + k)), k)
        before += int(size)
    chances: Floats = orders / orders.sum()
    return chances


def _one_less(power: int) -> Floats:
    """Return the coefficients of ``1 - q**power``."""
    factor = np.zeros(power + 1)
    factor[0], factor[-1] = 1, -1
    return factor


def _divide(polynomial: Floats, power: int) -> Floats:
    """Return ``polynomial / (1 - q**power)``, exact for whole coefficients."""
    quotient = polynomial.copy()
    for at in range(power, len(quotient)):
        quotient[at] += quotient[at - power]
    return quotient[: len(quotient) - power]
