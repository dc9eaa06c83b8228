"""How much more counts vary than pure chance would make them.

:func:`dispersion` is of series as they are. A comparison of two areas has a noise of
its own: what moves both cancels, and what moves areas apart is not seen within one.
:func:`share_dispersion` and :func:`drift_between` measure these two parts, and
:class:`ComparisonNoise` adds them up for a comparison of any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._checks import check_counts, check_whole, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

# Fewer blocks than this say too little about slow swings.
_LEAST_BLOCKS = 4


def dispersion(counts: ArrayLike, *, block: int = 4) -> float:
    r"""Return the variance-to-mean ratio of counts, at least 1.

    The larger of the ratio of single periods and that of sums over ``block``
    periods: the second also sees a wave that lasts for a month, such as a gang that
    is active for some weeks.

    Parameters
    ----------
    counts : array-like of int, shape (n_periods,) or (n_series, n_periods)
        Counts a period, in time order and without gaps, from a time *without* the
        insats. Several series (the insats area and its control) are pooled, each
        about its own mean.
    block : int, default 4
        Periods in a block. Blocks are used when there are at least four of them;
        periods left over at the start are left out.

    Returns
    -------
    float
        :math:`\max(1, X^2_1/f_1, X^2_b/f_b)`. Series without any event say nothing
        and are left out; if none is left the answer is 1.

    Raises
    ------
    ValueError
        If counts are not whole and not negative, or there are fewer than two periods.

    Notes
    -----
    Pearson's :math:`X^2 = \sum (y - \bar y)^2 / \bar y` with one degree of freedom
    lost a series. Season and trend in the history count as dispersion, which makes
    intervals wider, never narrower. Use at least 26 periods, better 52: with few the
    estimate is itself uncertain. Equals the dispersion of a quasi-Poisson regression
    with one mean a series [1]_.

    References
    ----------
    .. [1] McCullagh, P., Nelder, J. A. (1989). Generalized Linear Models, 2nd ed.,
       section 6.2.

    Examples
    --------
    Mean 2 and variance 4, so twice what chance would give:

    >>> dispersion([0, 4, 2, 0, 4])
    2.0
    >>> dispersion([2, 2, 2, 2])
    1.0
    """
    series = np.atleast_2d(check_counts("counts", counts)).astype(float)
    block = check_whole("block", block, at_least=1)
    if series.ndim > 2 or series.shape[1] < 2:
        rule = "one or more series of at least two periods"
        raise ValueError(sentence("counts", rule, f"shape {np.shape(counts)}"))
    blocks = series.shape[1] // block
    ratios = [1.0, _pearson(series)]
    if blocks >= _LEAST_BLOCKS:
        latest = series[:, series.shape[1] - blocks * block :]
        ratios.append(_pearson(latest.reshape(len(series), blocks, block).sum(axis=2)))
    return float(max(ratios))


def _pearson(series: NDArray[np.float64]) -> float:
    mean = series.mean(axis=1, keepdims=True)
    alive = mean[:, 0] > 0
    if not alive.any():
        return 1.0
    series, mean = series[alive], mean[alive]
    freedom = len(series) * (series.shape[1] - 1)
    return float((((series - mean) ** 2) / mean).sum() / freedom)


def share_dispersion(
    treated: ArrayLike, control: ArrayLike, *, block: int | None = 4
) -> float:
    r"""Return the dispersion of an area's share of the sum of area and control.

    Parameters
    ----------
    treated, control : array-like of float, shape (n_periods,)
        Counts a period, in time order, from before the insats.
    block : int or None, default 4
        Periods in a block, as in :func:`dispersion`; None looks at single periods only.

    Returns
    -------
    float
        At least 1; 1 when one of the series has no event.

    Notes
    -----
    Given the sum :math:`n_t` of both, the treated count is binomial with share
    :math:`p`: :math:`\sum (T_t - n_t p)^2 / (n_t p (1 - p))` over its degrees of
    freedom [1]_. A season that both share does not count, however strong.

    References
    ----------
    .. [1] McCullagh, P., Nelder, J. A. (1989). Generalized Linear Models, 2nd ed.,
       section 4.5.

    Examples
    --------
    Two series that swing together:

    >>> share_dispersion([2, 8, 2, 8], [4, 16, 4, 16])
    1.0
    >>> dispersion([[2, 8, 2, 8], [4, 16, 4, 16]])
    3.6
    """
    first, second = np.asarray(treated, float), np.asarray(control, float)
    ratios = [1.0, _binomial_pearson(first, second)]
    blocks = 0 if block is None else len(first) // block
    if block is not None and blocks >= _LEAST_BLOCKS:
        pair = np.vstack([first, second])[:, len(first) - blocks * block :]
        ratios.append(_binomial_pearson(*pair.reshape(2, blocks, block).sum(axis=2)))
    return float(max(ratios))


def _binomial_pearson(first: Floats, second: Floats) -> float:
    total = first + second
    used = total > 0
    if used.sum() < 2 or first.sum() == 0 or second.sum() == 0:
        return 1.0
    first, total = first[used], total[used]
    share = first.sum() / total.sum()
    squares = (first - total * share) ** 2 / (total * share * (1 - share))
    return float(squares.sum() / (len(total) - 1))


# Areas with fewer events than this before and after together say nothing of drift.
_LEAST_EVENTS = 5
_LEAST_AREAS = 3
# Weight of "no drift", in areas, and the most of all weight that it may have: three
# areas whose drift is halved would find changes where there are none.
_PRIOR_AREAS, _MOST_OF_PRIOR = 2.0, 0.2


def _prior_areas(n_areas: int) -> float:
    return min(_PRIOR_AREAS, (n_areas - 1) * _MOST_OF_PRIOR / (1 - _MOST_OF_PRIOR))


@dataclass(frozen=True, slots=True)
class Drift:
    """How far areas move apart between two windows, beyond the noise of their weeks.

    ``variance`` is that of the log ratio of one area to all (0.04 is a standard
    deviation of about 20 %), ``n_areas`` the number of areas it rests on (0: unknown).
    """

    variance: float
    n_areas: int

    @property
    def freedom(self) -> float:
        """Degrees of freedom, those of the shrinkage included."""
        return self.n_areas - 1 + _prior_areas(self.n_areas)


UNKNOWN_DRIFT = Drift(0.0, 0)


def drift_between(before: ArrayLike, after: ArrayLike, *, dispersion: float) -> Drift:
    r"""Return how far areas where nothing was done moved apart between two windows.

    Parameters
    ----------
    before, after : array-like of float, shape (n_areas,)
        Events of each area in the two windows.
    dispersion : float
        That of the weeks, from :func:`share_dispersion`.

    Returns
    -------
    Drift
        Unknown with fewer than three areas that have five events.

    Notes
    -----
    With :math:`n_k` events in area :math:`k` and the common share after :math:`p`,
    :math:`X_k^2 = (a_k - n_k p)^2 / (n_k p (1 - p))` has the mean
    :math:`\phi + n_k p (1 - p) \tau^2`; :math:`\tau^2` solves
    :math:`\sum X_k^2 / (\phi + n_k p (1 - p) \tau^2) = K - 1` (Paule and Mandel [1]_).
    It is shrunk by :math:`(K - 1) / (K + 1)`, as if two more areas had shown no drift,
    but never by more than a fifth.

    References
    ----------
    .. [1] Paule, R. C., Mandel, J. (1982). Consensus values and weighting factors.
       Journal of Research of the National Bureau of Standards 87, 377-385.

    Examples
    --------
    Two of four areas doubled while the two others halved:

    >>> found = drift_between([40, 40, 80, 80], [80, 80, 40, 40], dispersion=1.0)
    >>> round(found.variance, 2), found.n_areas
    (0.45, 4)
    >>> drift_between([40, 40, 80], [40, 40, 80], dispersion=1.0).variance
    0.0
    """
    first, last = np.asarray(before, float), np.asarray(after, float)
    used = first + last >= _LEAST_EVENTS
    first, last = first[used], last[used]
    if used.sum() < _LEAST_AREAS or first.sum() == 0 or last.sum() == 0:
        return UNKNOWN_DRIFT
    total = first + last
    share = last.sum() / total.sum()
    information = total * share * (1 - share)
    squares = (last - total * share) ** 2 / information
    variance = _paule_mandel(squares, information, dispersion)
    n_areas = int(used.sum())
    shrunk = variance * (n_areas - 1) / (n_areas - 1 + _prior_areas(n_areas))
    return Drift(shrunk, n_areas)


def _paule_mandel(squares: Floats, information: Floats, dispersion: float) -> float:
    def excess(variance: float) -> float:
        scaled = squares / (dispersion + information * variance)
        return float(scaled.sum()) - (len(squares) - 1)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, 1.0
    while excess(high) > 0:
        low, high = high, 4 * high
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class ComparisonNoise:
    """The two parts of the noise of a comparison: weeks that vary, areas that drift.

    ``share`` is the dispersion of the area's share of area and control over ``weeks``
    weeks.
    """

    share: float
    weeks: int
    drift: Drift

    def dispersion(
        self,
        treated: tuple[float, float],
        control: tuple[float, float],
        *,
        n_controls: float,
        confidence: float = 0.95,
    ) -> float:
        r"""Return the dispersion that makes the interval of a comparison wide enough.

        Parameters
        ----------
        treated, control : pair of float
            Events (before, after).
        n_controls : float
            Number of areas in the control: their drifts are averaged.
        confidence : float, default 0.95
            Level at which the interval is to hold.

        Returns
        -------
        float
            :math:`(\phi v + (1 + 1/m) \tau^2) / v`, where :math:`v` is the variance of
            the log ratio of ratios without dispersion, times the squared ratio of the
            quantiles of Student's t and the normal distribution, with Satterthwaite's
            degrees of freedom: a dispersion that is estimated is uncertain itself.
        """
        n = np.array([sum(treated), sum(control)])
        share = (treated[1] + control[1]) / n.sum() if n.sum() else 0.0
        if n.min() <= 0 or not 0 < share < 1:
            return self.share
        chance = float((1 / (n * share * (1 - share))).sum())
        parts = self.share * chance, (1 + 1 / n_controls) * self.drift.variance
        spread = parts[0] ** 2 / max(self.weeks - 1, 1)
        if parts[1] > 0:
            spread += parts[1] ** 2 / self.drift.freedom
        freedom = sum(parts) ** 2 / spread
        tail = (1 - confidence) / 2
        wider = (
            float(scipy.stats.t.isf(tail, freedom) / scipy.stats.norm.isf(tail)) ** 2
        )
        return sum(parts) / chance * wider
