"""P-values adjusted for testing many zones at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_choice, sentence
from .._columns import CORRECTIONS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from .._columns import Correction


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
    if ((p < 0) | (p > 1)).any():
        got = f"{p.min():g} to {p.max():g}"
        raise ValueError(sentence("p_values", "between 0 and 1", got))
    adjusted = np.full(values.shape, np.nan)
    adjusted[tested] = _adjusted(p, correction)
    return adjusted


def _adjusted(p: NDArray[np.float64], correction: Correction) -> NDArray[np.float64]:
    if correction == "none" or p.size == 0:
        return p
    if correction == "bonferroni":
        return np.minimum(1.0, p * p.size)
    m = p.size
    order = np.argsort(p)
    result = np.empty_like(p)
    if correction == "holm":
        steps = p[order] * np.arange(m, 0, -1)
        result[order] = np.maximum.accumulate(np.minimum(1.0, steps))
        return result
    rank = np.arange(1, m + 1)
    dependence = (1 / rank).sum() if correction == "fdr_by" else 1.0
    steps = p[order] * (dependence * m / rank)
    result[order] = np.minimum.accumulate(np.minimum(1.0, steps)[::-1])[::-1]
    return result
