"""Mann-Kendall trend test and Sen's slope, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtr, ndtri

from .._checks import check_probability, check_whole, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, DTypeLike, NDArray

    Floats = NDArray[np.float64]

# Series a block, so that the comparisons stay in the processor's cache.
_BLOCK = 4096
# Terms of 0 and 1 that an 8-bit sum can hold.
_SHORT_SUM = 255
# Slopes held in memory at a time.
_MOST_SLOPES = 1 << 24


@dataclass(frozen=True, slots=True)
class MannKendall:
    """Trend test of each series.

    Attributes
    ----------
    s : (n,) array
        Pairs that rise minus pairs that fall; NaN for a series with missing values.
    variance : (n,) array
        Of ``s`` under no trend, corrected for ties.
    z : (n,) array
        Standard score with continuity correction; 0 for a constant series.
    p : (n,) array
        Two-sided; exact for short series without ties, else from ``z``.
    """

    s: Floats
    variance: Floats
    z: Floats
    p: Floats


@dataclass(frozen=True, slots=True)
class SenSlope:
    """Median slope of each series, with its interval.

    Attributes
    ----------
    slope, low, high : (n,) arrays
        Change per step. Limits are NaN where the series is too short for them.
    """

    slope: Floats
    low: Floats
    high: Floats


def mann_kendall(series: ArrayLike, *, exact_up_to: int = 10) -> MannKendall:
    """Test each series for a monotone trend (Mann 1945, Kendall 1975).

    Parameters
    ----------
    series : (n, T) or (T,) array
        One series a row, in order of time. Only the order of values matters: ranks in
        single precision give the same sooner.
    exact_up_to : int, default 10
        Longest series without ties whose p-value is counted over all orders; 0 for
        none. Longer series and those with ties use the normal approximation.

    Returns
    -------
    MannKendall
        Arrays of length n.

    Raises
    ------
    ValueError
        If ``series`` has neither one nor two dimensions.

    Notes
    -----
    ``S = sum sign(x_j - x_i)`` over i < j; its variance is
    ``(T(T-1)(2T+5) - sum t(t-1)(2t+5)) / 18`` over groups of t ties, and
    ``z = (S - sign(S)) / sqrt(variance)``. Values are taken as independent: a season or
    carry-over from one period to the next makes the p-value too small. At four periods
    no trend can reach 0.05.

    References
    ----------
    .. [1] Gilbert, R. O. (1987). Statistical Methods for Environmental Pollution
       Monitoring, chapter 16.

    Examples
    --------
    >>> test = mann_kendall([[1, 2, 3, 4, 5], [1, 1, 1, 1, 1]])
    >>> test.s, test.p.round(4)
    (array([10.,  0.]), array([0.0167, 1.    ]))
    """
    single = np.asarray(series).dtype == np.float32
    rows = _as_rows(series, np.float32 if single else np.float64)
    check_whole("exact_up_to", exact_up_to)
    n, length = rows.shape
    s, ties, pairs = np.empty(n), np.empty(n), length * (length - 1) // 2
    for start in range(0, n, _BLOCK):
        block = slice(start, start + _BLOCK)
        level, ties[block] = _tied_pairs_and_term(rows[block])
        # What neither rises nor is level falls.
        s[block] = 2 * _rises(rows[block]) + level - pairs
    whole = length * (length - 1) * (2 * length + 5)
    variance = (whole - ties) / 18
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, (s - np.sign(s)) / np.sqrt(variance), 0.0)
    p = 2 * ndtr(-np.abs(z))
    if 2 <= length <= exact_up_to:
        untied = ties == 0
        p[untied] = _exact_p(s[untied], length)
    missing = np.isnan(rows).any(axis=1) if length > 1 else np.ones(n, dtype=np.bool_)
    for values in (s, variance, z, p):
        values[missing] = np.nan
    return MannKendall(s, variance, z, p)


def sen_slope(series: ArrayLike, *, confidence: float = 0.95) -> SenSlope:
    """Return the median of all pairwise slopes of each series (Sen 1968).

    Parameters
    ----------
    series : (n, T) or (T,) array
        One series a row, at even steps of time.
    confidence : float, default 0.95
        Of the interval, by the ranks of the slopes and the variance of Mann-Kendall's
        S with its correction for ties.

    Returns
    -------
    SenSlope
        Arrays of length n, in units of the series per step.

    Raises
    ------
    ValueError
        If ``series`` has neither one nor two dimensions, or ``confidence`` is not
        between 0 and 1.

    Notes
    -----
    With many zeros the median slope is often exactly 0 although the series does change:
    look at the interval and at ``mann_kendall``. Limits agree with R's
    ``trend::sens.slope``.

    Examples
    --------
    >>> slope = sen_slope([1, 2, 3, 4, 5, 6, 7, 80])
    >>> slope.slope, slope.low, slope.high.round(2)
    (array([1.]), array([1.]), array([13.]))
    """
    rows = _as_rows(series)
    check_probability("confidence", confidence)
    n, length = rows.shape
    result = np.full((3, n), np.nan)
    pairs = length * (length - 1) // 2
    if pairs:
        variance = mann_kendall(rows, exact_up_to=0).variance
        reach = ndtri((1 + confidence) / 2) * np.sqrt(variance)
        step = max(1, _MOST_SLOPES // pairs)
        for start in range(0, n, step):
            block = slice(start, start + step)
            result[:, block] = _slopes_and_limits(rows[block], reach[block])
    return SenSlope(*result)


def _as_rows(series: ArrayLike, dtype: DTypeLike = np.float64) -> NDArray[Any]:
    rows = np.asarray(series, dtype=dtype)
    if rows.ndim not in (1, 2):
        rule = "an array of one series, or of one series a row"
        raise ValueError(sentence("series", rule, f"{rows.ndim} dimensions"))
    return np.atleast_2d(rows)


def _rises(rows: NDArray[Any]) -> Floats:
    """Return how many pairs of each row rise."""
    times = np.ascontiguousarray(rows.T)
    count = np.zeros(rows.shape[0])
    for first in range(len(times) - 1):
        for start in range(first + 1, len(times), _SHORT_SUM):
            rises = times[start : start + _SHORT_SUM] > times[first]
            count += np.add.reduce(rises.view(np.uint8), axis=0, dtype=np.uint8)
    return count


def _tied_pairs_and_term(rows: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return the sums of t(t-1)/2 and t(t-1)(2t+5) over each row's groups of t ties."""
    ordered = np.sort(rows, axis=1)
    begins = np.ones(rows.shape, dtype=np.bool_)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=begins[:, 1:])
    starts = np.flatnonzero(begins)
    t = np.diff(starts, append=begins.size)
    tied = t > 1
    t, row = t[tied], starts[tied] // max(1, rows.shape[1])
    pairs, term = (
        np.bincount(row, weights.astype(np.float64), rows.shape[0]).astype(np.float64)
        for weights in (t * (t - 1) // 2, t * (t - 1) * (2 * t + 5))
    )
    return pairs, term


def _exact_p(s: Floats, length: int) -> Floats:
    """Return P(|S| >= |s|) over all orders of a series without ties."""
    orders = np.ones(1)
    for size in range(2, length + 1):
        # The last of `size` values falls below 0, ..., size - 1 of the others.
        orders = np.convolve(orders, np.full(size, 1 / size))
    falls = np.arange(orders.size)
    value = length * (length - 1) // 2 - 2 * falls
    tail = np.array([orders[value >= reached].sum() for reached in value])
    upper = tail[(value[0] - np.abs(s).astype(np.int64)) // 2]
    p: Floats = np.minimum(1.0, 2 * upper)
    return p


def _slopes_and_limits(rows: Floats, reach: Floats) -> tuple[Floats, Floats, Floats]:
    earlier, later = np.triu_indices(rows.shape[1], 1)
    slopes = (rows[:, later] - rows[:, earlier]) / (later - earlier)
    slopes.sort(axis=1)
    pairs = slopes.shape[1]
    middle = (slopes[:, (pairs - 1) // 2] + slopes[:, pairs // 2]) / 2
    missing = np.isnan(reach)
    reach = np.where(missing, np.inf, reach)
    lowest = np.round((pairs - reach) / 2) - 1
    highest = np.round((pairs + reach) / 2 + 1) - 1
    low, high = (_ranked(slopes, rank) for rank in (lowest, highest))
    return np.where(missing, np.nan, middle), low, high


def _ranked(slopes: Floats, rank: Floats) -> Floats:
    there = (rank >= 0) & (rank < slopes.shape[1])
    column = np.where(there, rank, 0).astype(np.int64)
    picked = np.take_along_axis(slopes, column[:, None], axis=1)[:, 0]
    return np.where(there, picked, np.nan)
