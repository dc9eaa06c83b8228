"""P-values adjusted for testing many zones at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_choice, sentence
from .._columns import CORRECTIONS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from .._columns import Correction

# Tests a distinct p-value from which on ties are worth being looked for.
_MANY_TIES = 20


def adjust_p_values(
    p_values: ArrayLike, correction: Correction = "fdr_bh"
) -> NDArray[np.float64]:
    """Return p-values adjusted over all tests made, once.

    Parameters
    ----------
    p_values : array
        In [0, 1]; NaN marks what was not tested, and stays NaN.
    correction : {"fdr_bh", "fdr_by", "holm", "bonferroni", "none"}
        "fdr_bh" (Benjamini and Hochberg 1995) holds the expected share of false hot
        spots among those found; "fdr_by" does so under any dependence; "holm" and
        "bonferroni" hold the chance of even one.

    Returns
    -------
    array
        Of the same shape; at most 1.

    Raises
    ------
    ValueError
        If a p-value lies outside [0, 1].

    Notes
    -----
    Equal to R's ``p.adjust``. spdep's ``p.adjustSP`` is another thing: it multiplies
    each p-value by the number of its neighbours.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.02, 0.03, 0.5])
    array([0.04, 0.04, 0.04, 0.5 ])
    >>> adjust_p_values([0.01, 0.02, 0.03, 0.5], "bonferroni")
    array([0.04, 0.08, 0.12, 1.  ])
    """
    check_choice("correction", correction, CORRECTIONS)
    values = np.asarray(p_values, dtype=np.float64)
    tested = ~np.isnan(values)
    p = values[tested]
    if p.size and not 0 <= p.min() <= p.max() <= 1:
        got = f"{p.min():g} to {p.max():g}"
        raise ValueError(sentence("p_values", "between 0 and 1", got))
    adjusted = np.full(values.shape, np.nan)
    adjusted[tested] = _adjusted(p, correction)
    return adjusted


def adjust_repeated(
    p_values: NDArray[np.float64],
    times: NDArray[np.int64],
    correction: Correction = "fdr_bh",
) -> NDArray[np.float64]:
    """Return the same for p-values that each occur ``times`` times; NaN stays NaN.

    >>> adjust_repeated(np.array([0.01, 0.5]), np.array([2, 2]))
    array([0.02, 0.5 ])
    """
    adjusted = np.full(p_values.shape, np.nan)
    tested = ~np.isnan(p_values)
    adjusted[tested] = _of_repeated(p_values[tested], times[tested], correction)
    return adjusted


def _adjusted(p: NDArray[np.float64], correction: Correction) -> NDArray[np.float64]:
    if correction == "none" or p.size == 0:
        return p
    if correction == "bonferroni":
        return np.minimum(1.0, p * p.size)
    # A sort is a tenth of the work of one that tells where each came from.
    ordered = np.sort(p)
    first = np.flatnonzero(np.r_[True, ordered[1:] > ordered[:-1]])
    if _MANY_TIES * first.size > p.size:
        return _of_repeated(p, np.ones(p.size, dtype=np.int64), correction)
    distinct = ordered[first]
    times = np.diff(first, append=p.size)
    place = np.searchsorted(distinct, p)
    return _of_repeated(distinct, times, correction)[place]


def _of_repeated(
    p: NDArray[np.float64], times: NDArray[np.int64], correction: Correction
) -> NDArray[np.float64]:
    """Return p-values of which each occurs ``times`` times, adjusted over all."""
    if correction == "none" or p.size == 0:
        return p
    m = int(times.sum())
    if correction == "bonferroni":
        return np.minimum(1.0, p * m)
    order = np.argsort(p)
    rank = times[order].cumsum()  # of the last of those that are equal
    result = np.empty_like(p)
    if correction == "holm":
        steps = p[order] * (m - (rank - times[order]))
        result[order] = np.maximum.accumulate(np.minimum(1.0, steps))
        return result
    dependence = (1 / np.arange(1, m + 1)).sum() if correction == "fdr_by" else 1.0
    steps = p[order] * (dependence * m / rank)
    result[order] = np.minimum.accumulate(np.minimum(1.0, steps)[::-1])[::-1]
    return result
