"""What the next period is expected to bring: level, season, spread and limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

_WEEK = 7
_YEAR = 364  # whole weeks, so that weekdays fall on weekdays
# How fast a level may move: weeks after which a report counts half, short to long.
_HALF_LIVES = np.array([3.0, 6.0, 13.0, 26.0, 78.0])
# What each is trusted before anything is known; and the town's own level with the
# share of the series in it, at these half-lives.
_TRUST = np.array([0.05, 0.1, 0.15, 0.2, 0.25, 0.1, 0.15])
_OF_TOWN = np.array([6.0, 13.0])
# Season of the town: days either side of the same days of earlier years.
_AROUND = 10
# Origins that weights, spread and limits are learnt from, at most; and how fast they
# are forgotten (weeks after which one counts half).
_ORIGINS, _FORGET = 260, 26.0
# Weeks of level before the first origin.
LEAST_WEEKS = 8
# The spread of a series weighs as its origins, that of all series as so many.
_SHARED_ORIGINS = 26.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Past forecasts, as they would have been made, and the next one last.

    Attributes
    ----------
    mean, spread : (n, origins) array
        Of a negative binomial law; variance is mean times spread.
    level : (origins,) array
        Chance outside the limits by that law, such that they hold what they promise.
    actual : (n, origins) array
        What came; NaN where it has not yet.
    seasonal_mean : (n, origins) array
        Mean of the same days of earlier years, or of all days before where there are
        none.
    """

    mean: Floats
    spread: Floats
    level: Floats
    actual: Floats
    seasonal_mean: Floats

    def limits(self, at: int = -1) -> tuple[Floats, Floats]:
        """Return the smallest and the largest count within the limits of an origin."""
        part = self.level[at] / 2
        low = count_quantile(part, self.mean[:, at], self.spread[:, at])
        high = count_quantile(1 - part, self.mean[:, at], self.spread[:, at])
        return low, high


def _together(*arrays: ArrayLike) -> list[Floats]:
    return list(np.broadcast_arrays(*(np.asarray(x, np.float64) for x in arrays)))


def count_tail(count: ArrayLike, mean: ArrayLike, spread: ArrayLike) -> Floats:
    """Return the chance of at most ``count`` by a law with variance mean x spread.

    >>> count_tail([0, 2, 5], 2.0, 1.5).round(3)
    array([0.198, 0.68 , 0.958])
    """
    k, mu = np.floor(np.asarray(count, np.float64)), np.asarray(mean, np.float64)
    phi = np.maximum(np.asarray(spread, np.float64), 1 + 1e-6)
    r = np.maximum(mu, 1e-9) / (phi - 1)
    found: Floats = np.where(k < 0, 0.0, betainc(r, np.maximum(k, 0) + 1, 1 / phi))
    return found


def count_quantile(chance: ArrayLike, mean: ArrayLike, spread: ArrayLike) -> Floats:
    """Return the smallest count with at least that chance at or below it.

    >>> count_quantile([0.05, 0.5, 0.95], 2.0, 1.5)
    array([0., 2., 5.])
    """
    p, mu, phi = np.broadcast_arrays(
        *(np.asarray(x, float) for x in (chance, mean, spread))
    )
    low = np.full(p.shape, -1.0)
    high = np.ceil(mu + 12 * np.sqrt(mu * phi) + 20 * phi)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = count_tail(middle, mu, phi) >= p
        open_ = high - low > 1
        high = np.where(open_ & enough, middle, high)
        low = np.where(open_ & ~enough, middle, low)
    found: Floats = high
    return found


def count_crps(actual: ArrayLike, mean: ArrayLike, spread: ArrayLike) -> Floats:
    r"""Return the continuous ranked probability score: less is better [1]_.

    :math:`\sum_k (F(k) - 1\{y \le k\})^2`.

    References
    ----------
    .. [1] Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules,
       prediction, and estimation. JASA 102(477), 359-378.

    Examples
    --------
    >>> count_crps([2, 9], 2.0, 1.5).round(2)
    array([0.39, 6.08])
    """
    y, mu, phi = np.broadcast_arrays(
        *(np.asarray(x, float) for x in (actual, mean, spread))
    )
    last = np.maximum(y, mu + 10 * np.sqrt(mu * phi) + 15 * phi)
    total = np.zeros(y.shape)
    for k in range(int(np.nanmax(last, initial=0)) + 1):
        inside = last >= k
        if not inside.any():
            break
        gap = count_tail(k, mu[inside], phi[inside]) - (y[inside] <= k)
        total[inside] += gap**2
    return total


def forecast_counts(
    days: ArrayLike,
    length: int,
    *,
    lead: int = 0,
    coverage: float = 0.9,
    origins: int = _ORIGINS,
) -> Forecast:
    r"""Forecast the counts of ``length`` days after the last, series by series.

    Parameters
    ----------
    days : (n, D) array
        Counts a day of each series, without gaps, the last day last.
    length : int
        Days of the period to come.
    lead : int, default 0
        Days between the last day known and the first of the period.
    coverage : float, default 0.9
        Share of periods whose count shall lie within the limits.
    origins : int
        Past origins, a week apart, that are forecast in the same way, at most.

    Returns
    -------
    Forecast
        The last origin is the one to come.

    Raises
    ------
    ValueError
        If there are fewer than 8 weeks and two periods of days.

    Notes
    -----
    Ten forecasters - five half-lives of the level, with and without the season of the
    town - are mixed with weights :math:`\exp(-\sum` of their log scores over the past
    origins), the older counting less. The spread of a series is that of its past
    errors, drawn towards that of all. The limits are conformal [1]_: the law's own
    limits at the chance that would have held ``coverage`` of the past counts of all
    series together, recent ones counting more, so that they follow a break, too.

    References
    ----------
    .. [1] Barber, R. F., Candes, E. J., Ramdas, A. and Tibshirani, R. J. (2023).
       Conformal prediction beyond exchangeability. Annals of Statistics 51(2), 816-845.

    Examples
    --------
    >>> days = np.tile([2, 0, 1, 1, 0, 3, 0], (1, 60))
    >>> found = forecast_counts(days, 7)
    >>> found.mean[0, -1].round(1), found.limits()
    (np.float64(7.0), (array([7.]), array([7.])))
    """
    y = np.asarray(days, dtype=np.float64)
    least = LEAST_WEEKS * _WEEK + lead + 2 * length
    if y.ndim != 2 or y.shape[1] < least:
        rule = f"at least {least} days, one row a series"
        raise ValueError(sentence("days", rule, f"shape {y.shape}"))
    n_weeks = y.shape[1] // _WEEK
    y = y[:, y.shape[1] - n_weeks * _WEEK :]
    first = max(LEAST_WEEKS, n_weeks - origins)
    at = np.arange(first, n_weeks + 1)
    total = _before(y)
    starts = at * _WEEK + lead
    ends = starts + length
    known = ends <= y.shape[1]
    actual = np.full((len(y), len(at)), np.nan)
    actual[:, known] = total[:, ends[known]] - total[:, starts[known]]
    experts = _experts(y, at, lead, length)
    seasonal = _seasonal(total, at, lead, length)
    return _mixed(experts, actual, seasonal, lead + length, coverage)


def _before(values: Floats) -> Floats:
    none = np.zeros((*values.shape[:-1], 1))
    return np.concatenate([none, values.cumsum(axis=-1)], axis=-1)


def _experts(y: Floats, at: Integers, lead: int, length: int) -> Floats:
    """Return the mean of each forecaster, series and origin: (experts, n, origins)."""
    weeks = y.reshape(len(y), -1, _WEEK).sum(axis=2)
    season = _season(y.sum(axis=0), lead + length)
    of_week = season[: weeks.shape[1] * _WEEK].reshape(-1, _WEEK).mean(axis=1)
    ahead = _before(season)
    start = at * _WEEK + lead
    to_come = (ahead[start + length] - ahead[start]) / _WEEK
    found = []
    for index, factor in (
        (np.ones_like(of_week), np.full(len(at), length / _WEEK)),
        (of_week, to_come),
    ):
        levels = [_level(weeks, index, half, at) for half in _HALF_LIVES]
        town = [_level(weeks.sum(axis=0)[None], index, h, at) for h in _OF_TOWN]
        share = levels[-1] / levels[-1].sum(axis=0)
        found += [level * factor for level in (*levels, *(share * t for t in town))]
    means: Floats = np.maximum(np.stack(found), 1e-3)
    return means


def _level(weeks: Floats, index: Floats, half_life: float, at: Integers) -> Floats:
    """Return reports a week of season 1 before each origin, older ones counting less.

    A quarter of a report a week stands for what is not known of a silent series.
    """
    keep = 0.5 ** (1 / half_life)
    top, bottom = np.zeros(len(weeks)), 0.0
    found = np.empty((len(weeks), len(at)))
    for week in range(weeks.shape[1] + 1):
        if week >= at[0]:
            found[:, week - at[0]] = (top + 0.25 / half_life) / (bottom + 1e-12)
        if week < weeks.shape[1]:
            top = keep * top + weeks[:, week]
            bottom = keep * bottom + index[week]
    return found


def _season(town: Floats, horizon: int) -> Floats:
    """Return the town's season of every day, the ``horizon`` days to come included.

    The mean of the same days of earlier years, smoothed over three weeks, by that of
    the year about them; drawn towards 1 as chance makes it vary; 1 without a year.
    """
    n = len(town)
    total = _before(town)
    index = np.ones(n + horizon)

    def mean(middle: Integers, reach: int) -> Floats:
        low, high = np.maximum(middle - reach, 0), np.minimum(middle + reach + 1, n)
        found: Floats = (total[high] - total[low]) / np.maximum(high - low, 1)
        return found

    day = np.arange(n + horizon)
    top, bottom = np.zeros(n + horizon), np.zeros(n + horizon)
    for year in range(1, n // _YEAR + 2):
        middle = day - year * _YEAR
        # The year about those days has to be known when the forecast is made.
        usable = (middle >= _YEAR // 4) & (middle + _YEAR // 2 <= day - horizon)
        some = np.where(usable, middle, 0)
        top += np.where(usable, mean(some, _AROUND), 0.0)
        bottom += np.where(usable, mean(some, _YEAR // 2), 0.0)
    fit = bottom > 0
    if not fit.any():
        return index
    raw = top[fit] / bottom[fit]
    noise = 2 / np.maximum(top[fit] * (2 * _AROUND + 1), 1e-9)
    trust = np.clip(1 - noise.mean() / max(float(raw.var()), 1e-12), 0.0, 1.0)
    index[fit] = np.maximum(1 + trust * (raw - 1), 0.05)
    return index


def _seasonal(total: Floats, at: Integers, lead: int, length: int) -> Floats:
    """Return the mean of the same days of earlier years, else of all days before."""
    found = total[:, at * _WEEK] / (at * _WEEK) * length
    for place, week in enumerate(at):
        years = np.arange(1, week * _WEEK // _YEAR + 2)
        starts = week * _WEEK + lead - _YEAR * years
        starts = starts[(starts >= 0) & (starts + length <= week * _WEEK)]
        if len(starts):
            some = total[:, starts + length] - total[:, starts]
            found[:, place] = some.mean(axis=1)
    return np.maximum(found, 1e-3)


def _mixed(
    experts: Floats, actual: Floats, seasonal: Floats, horizon: int, coverage: float
) -> Forecast:
    """Mix the forecasters, origin by origin, by what was known at each."""
    lag = -(-horizon // _WEEK)
    keep = 0.5 ** (1 / _FORGET)
    n, origins = actual.shape
    loss, seen = np.zeros(len(experts)), np.zeros((2, n))
    mean, spread = np.empty((n, origins)), np.empty((n, origins))
    scores = np.full((n, origins), np.nan)
    level = np.full(origins, 1 - coverage)
    trust = np.tile(_TRUST, 2)
    for now in range(origins):
        past = now - lag  # the latest origin whose period is over
        if past >= 0:
            y = actual[:, past]
            phi = spread[:, past]
            scale = np.sqrt(lag)
            mu = experts[:, :, past]
            loss = keep * loss + ((mu - y * np.log(mu)) / phi).sum(axis=1) / scale
            error = (y - mean[:, past]) ** 2 / mean[:, past]
            seen = keep * seen + np.stack([error, np.ones(n)])
            below = count_tail(y, mean[:, past], phi)
            above = 1 - count_tail(y - 1, mean[:, past], phi)
            scores[:, past] = 2 * np.minimum(below, above)
            level[now] = _conformal(scores[:, : past + 1], coverage)
        weight = trust * np.exp(-(loss - loss.min()) / 2)
        mean[:, now] = np.tensordot(weight / weight.sum(), experts[:, :, now], 1)
        pooled = (seen[0].sum() + 1.2 * 10) / (seen[1].sum() + 10)
        own = (seen[0] + _SHARED_ORIGINS * pooled) / (seen[1] + _SHARED_ORIGINS)
        spread[:, now] = np.maximum(own, 1.0)
    return Forecast(mean, spread, level, actual, seasonal)


def _conformal(scores: Floats, coverage: float) -> float:
    """Return the chance below which a share 1 - coverage of the past scores lie."""
    age = scores.shape[1] - 1 - np.arange(scores.shape[1])
    weight = np.broadcast_to(0.5 ** (age / _FORGET), scores.shape).ravel()
    values = scores.ravel()
    order = np.argsort(values)
    # One more score, the lowest of all, stands for the one to come.
    before = (np.cumsum(weight[order]) + 1) / (weight.sum() + 1)
    place = int(np.searchsorted(before, 1 - coverage, side="right"))
    return float(min(values[order][min(place, len(values) - 1)], 1.0))
