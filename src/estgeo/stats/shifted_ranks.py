"""Rank correlation of two series whose values carry over from one time to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def shifted_rank_correlation(first: ArrayLike, second: ArrayLike) -> Floats:
    """Return Spearman's correlation, and that after each turn of one of the series.

    Parameters
    ----------
    first, second : (n,) arrays
        Values at the same times, in order, none missing.

    Returns
    -------
    (n,) array
        At 0 the correlation itself; at k that of ``first`` against ``second`` turned k
        steps, its end put before its beginning. NaN where a series does not vary.

    Raises
    ------
    ValueError
        If the arrays are not of one length, or a value is missing.

    Notes
    -----
    A turned series keeps its own memory, so that the share of turns with a correlation
    as great is a p-value that holds for series that carry over, which that of Spearman
    does not. Nothing below 1/n can come out.

    Examples
    --------
    >>> shifted_rank_correlation([1, 2, 3, 4], [1, 3, 2, 4]).round(1)
    array([ 0.8, -0.4,  0. , -0.4])
    """
    x, y = (np.asarray(values, dtype=np.float64) for values in (first, second))
    if x.shape != y.shape or x.ndim != 1 or not len(x):
        rule = f"of {len(np.atleast_1d(y))} values"
        raise ValueError(sentence("first", rule, f"shape {x.shape}"))
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError(sentence("first", "numbers without gaps", "missing ones"))
    ranks = [scipy.stats.rankdata(values) - (len(x) + 1) / 2 for values in (x, y)]
    size = np.sqrt(np.prod([(rank**2).sum() for rank in ranks]))
    if size == 0:
        return np.full(len(x), np.nan)
    waves = [np.fft.rfft(rank) for rank in ranks]
    found: Floats = np.fft.irfft(waves[0] * np.conj(waves[1]), n=len(x)) / size
    return found
