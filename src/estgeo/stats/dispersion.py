"""How much more counts vary from week to week than pure chance would make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_counts, check_whole, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

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
