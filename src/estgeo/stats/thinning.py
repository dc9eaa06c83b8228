"""Choosing a place and judging it on the same counts: split at random, used twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Rule = Callable[[Floats], Integers]

SPLITS = 1_000
# Of a variance at least this much is left, however alike the splits are.
_LEAST_LEFT = 0.25


def thin_counts(
    counts: ArrayLike,
    *,
    share: float,
    dispersion: float,
    splits: int,
    rng: np.random.Generator,
) -> Floats:
    r"""Return random parts of counts, independent of what is left.

    Parameters
    ----------
    counts : array-like of int, shape (n_places,)
        Counts with variance ``dispersion`` times their mean.
    share : float
        Expected share of each count.
    dispersion : float
        1 is Poisson: then the parts are binomial. Above 1 they are beta-binomial.
    splits : int
        Number of independent splits.
    rng : numpy.random.Generator
        Source of the splits.

    Returns
    -------
    array, shape (splits, n_places)

    Notes
    -----
    Data thinning [1]_: a negative binomial count of size :math:`r = \mu / (\phi - 1)`
    is split by a beta(:math:`r s, r (1 - s)`) share; part and rest are then
    independent, and of the same kind. The means are shrunk towards their own mean as
    far as the counts differ by chance only.

    References
    ----------
    .. [1] Neufeld, A., Dharamshi, A., Gao, L. L., Witten, D. (2024). Data thinning for
       convolution-closed distributions. Journal of Machine Learning Research 25(57),
       1-35.

    Examples
    --------
    >>> parts = thin_counts(
    ...     [10, 40],
    ...     share=0.5,
    ...     dispersion=1.5,
    ...     splits=4000,
    ...     rng=np.random.default_rng(1),
    ... )
    >>> parts.mean(axis=0).round(0)
    array([ 5., 20.])
    """
    whole = np.asarray(counts, dtype=np.int64)
    shape = (splits, len(whole))
    if dispersion <= 1:
        return rng.binomial(whole, share, size=shape).astype(float)
    size = np.maximum(_shrunk(whole, dispersion), 0.1) / (dispersion - 1)
    drawn = rng.beta(size * share, size * (1 - share), size=shape)
    return rng.binomial(whole, drawn).astype(float)


def _shrunk(counts: Integers, dispersion: float) -> Floats:
    """Return means of places, nearer to each other the less they differ for sure."""
    middle = counts.mean()
    if len(counts) < 3 or counts.var() == 0:
        return np.full(len(counts), middle)
    # Only what is surely more than chance: a place that had much by chance would else
    # be split as one that usually has much.
    chance = dispersion * middle * (1 + 1.65 * np.sqrt(2 / (len(counts) - 1)))
    own = max(0.0, 1 - chance / counts.var(ddof=1))
    return np.asarray(middle + own * (counts - middle))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the part that did not choose says of the place that was chosen.

    Attributes
    ----------
    chosen : int
        Position of the place: the choice of the first split.
    times : (n_places,) array
        How often each place was chosen, as a share of all splits.
    log_ratio, error : float
        Change of the place against all others, and its standard error; NaN without
        counts after.
    before, control_before : float
        Counts before, as the judging parts tell them.
    naive : float
        Log ratio from the same counts that chose.
    cost : float
        Standard error per what it would be had nobody chosen on these counts.
    """

    chosen: int
    times: Floats
    log_ratio: float
    error: float
    before: float
    control_before: float
    naive: float
    cost: float


def choose_by_parts(
    before: ArrayLike,
    after: ArrayLike | None,
    rule: Rule,
    *,
    share: float = 0.5,
    dispersion: float = 1.0,
    splits: int = SPLITS,
    rng: np.random.Generator,
) -> Judged:
    r"""Choose a place by one part of the counts before and judge it by the other.

    Parameters
    ----------
    before, after : array-like of int, shape (n_places,)
        Counts in two windows; ``after`` may be None: nothing is judged yet.
    rule : callable
        Takes parts of shape (splits, n_places), returns the position each chooses.
    share : float, default 0.5
        Part that chooses.
    dispersion : float, default 1
        Variance-to-mean ratio.
    splits : int, default 1000
        Splits that are combined.
    rng : numpy.random.Generator
        Source of the splits.

    Returns
    -------
    Judged

    Notes
    -----
    The first split chooses the place. What the other part says of it is averaged over
    all splits that choose the same place: given the counts these are other draws of the
    same thing, so the mean has the same expectation and less noise (Rao-Blackwell). Its
    variance is that of one part less what differs between splits.

    Examples
    --------
    >>> found = choose_by_parts(
    ...     [90, 40, 45],
    ...     [80, 41, 44],
    ...     lambda parts: parts.argmax(axis=1),
    ...     rng=np.random.default_rng(1),
    ... )
    >>> found.chosen, bool(-0.5 < found.log_ratio < 0.5)
    (0, True)
    """
    first = np.asarray(before, dtype=np.int64)
    parts = thin_counts(
        first, share=share, dispersion=dispersion, splits=splits, rng=rng
    )
    choices = rule(parts + rng.random(parts.shape) * 1e-6)
    chosen = int(choices[0])
    rest = (first - parts[choices == chosen]) / (1 - share)
    own, others = rest[:, chosen], rest.sum(axis=1) - rest[:, chosen]
    level, other_level = float(own.mean()), float(others.mean())
    variance = _variance(own, level, share, dispersion)
    whole = _variance(others, other_level, share, dispersion)
    times = np.bincount(choices, minlength=len(first)) / splits
    if after is None:
        nan = float("nan")
        return Judged(chosen, times, nan, nan, level, other_level, nan, nan)
    last = np.asarray(after, dtype=float)
    here, elsewhere = last[chosen] + 0.5, last.sum() - last[chosen] + 0.5
    level, other_level = level + 0.5, other_level + 0.5
    found = np.log(here / level) - np.log(elsewhere / other_level)
    squares = variance / level**2 + whole / other_level**2
    squares += dispersion * (1 / here + 1 / elsewhere)
    plain = first[chosen] + 0.5, first.sum() - first[chosen] + 0.5
    unchosen = dispersion * (1 / here + 1 / elsewhere + sum(1 / np.array(plain)))
    return Judged(
        chosen,
        times,
        float(found),
        float(np.sqrt(squares)),
        level - 0.5,
        other_level - 0.5,
        float(np.log(here / plain[0]) - np.log(elsewhere / plain[1])),
        float(np.sqrt(squares / unchosen)),
    )


def _variance(values: Floats, level: float, share: float, dispersion: float) -> float:
    """Return the variance of a mean over splits of what parts say."""
    single = dispersion * level / (1 - share)
    between = float(values.var(ddof=1)) if len(values) > 1 else 0.0
    left = single - between + between / len(values)
    return max(left, _LEAST_LEFT * dispersion * level)


def areas_dispersion(weekly: ArrayLike, *, block: int = 4) -> float:
    r"""Return the dispersion of counts of many places, what moves all of them left out.

    Parameters
    ----------
    weekly : array-like, shape (n_places, n_weeks)
        Counts.
    block : int, default 4
        Weeks in a block; the larger of single weeks and blocks is taken.

    Returns
    -------
    float
        At least 1.

    Notes
    -----
    Given the sum of a week the counts are multinomial, or if they are negative binomial
    Dirichlet-multinomial with :math:`D = (n + r) / (1 + r)`, where :math:`n` is the sum
    and :math:`r = n / (\phi - 1)`: Pearson's :math:`D` is turned into :math:`\phi`, and
    the same for the sums of places, which are given too.

    Examples
    --------
    >>> areas_dispersion([[2, 8, 2, 8], [4, 16, 4, 16]])
    1.0
    """
    counts = np.asarray(weekly, dtype=np.float64)
    found = [1.0, _dirichlet_dispersion(counts)]
    blocks = counts.shape[1] // block
    if blocks >= 6:
        kept = counts[:, counts.shape[1] - blocks * block :]
        summed = kept.reshape(len(counts), blocks, block).sum(axis=2)
        found.append(_dirichlet_dispersion(summed))
    return float(np.nanmax(found))


def _dirichlet_dispersion(counts: Floats) -> float:
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    freedom = (len(counts) - 1) * (counts.shape[1] - 1)
    if freedom < 1:
        return np.nan
    total = counts.sum(axis=0)
    expected = np.outer(counts.sum(axis=1) / total.sum(), total)
    pearson = float(((counts - expected) ** 2 / expected).sum() / freedom)
    for margin in (total, counts.sum(axis=1)):
        n = float(margin.mean())
        if 1 < pearson < n:
            pearson = 1 + n * (pearson - 1) / (n - pearson)
    return pearson
