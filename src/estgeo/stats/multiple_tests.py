"""P-values adjusted for testing many zones at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import false_discovery_control

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
    if correction == "holm":
        order = np.argsort(p)
        steps = np.minimum(1.0, p[order] * np.arange(p.size, 0, -1))
        result = np.empty_like(p)
        result[order] = np.maximum.accumulate(steps)
        return result
    method = "bh" if correction == "fdr_bh" else "by"
    return np.asarray(false_discovery_control(p, method=method))
