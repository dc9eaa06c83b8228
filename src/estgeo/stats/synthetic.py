"""A place put together from others, so that it ran like the one that is studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import nnls

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def simplex_weights(target: ArrayLike, donors: ArrayLike) -> Floats:
    r"""Return weights of at least 0 and sum 1 with which donors come nearest.

    Parameters
    ----------
    target : array-like, shape (n_times,)
        What is to be followed.
    donors : array-like, shape (n_times, n_donors)
        What it is followed with.

    Returns
    -------
    array, shape (n_donors,)

    Notes
    -----
    Least squares on the outcome alone [1]_, by non-negative least squares.

    References
    ----------
    .. [1] Abadie, A., Diamond, A., Hainmueller, J. (2010). Synthetic control methods
       for comparative case studies. Journal of the American Statistical Association
       105(490), 493-505. https://doi.org/10.1198/jasa.2009.ap08746

    Examples
    --------
    >>> simplex_weights([2.0, 3.0], [[1.0, 3.0], [2.0, 4.0]]).round(3).tolist()
    [0.5, 0.5]
    """
    y, x = np.asarray(target, dtype=float), np.asarray(donors, dtype=float)
    # With weights of sum 1 the gap is (x - y) w. Along a ray c w the sum of squares
    # c^2 q + (c - 1)^2 is least at q / (1 + q), which grows with q: so the least over
    # all rays is that of the least q, and no sum need be held.
    gaps = x - y[:, None]
    scale = max(float(np.abs(gaps).max()), 1e-300)
    for _ in range(3):
        rows = np.vstack([gaps / scale, np.ones(x.shape[1])])
        found, _ = nnls(rows, np.append(np.zeros(len(y)), 1.0), maxiter=50 * x.shape[1])
        weights = found / found.sum()
        left = float(np.sqrt(((gaps @ weights) ** 2).sum()))
        if left < 1e-9 * scale:
            break
        scale = left
    return np.asarray(weights)


def placebo_ratios(values: ArrayLike, n_before: int) -> tuple[Floats, Floats, Floats]:
    """Return root mean square gaps before and after of every place, and their ratio.

    Parameters
    ----------
    values : array-like, shape (n_times, n_places)
        Each place is followed with all the others.
    n_before : int
        Times that are fitted.

    Returns
    -------
    before, after, ratio : array, shape (n_places,)

    Examples
    --------
    >>> flat = [[1.0, 1, 1], [1, 1, 1], [3, 1, 1]]
    >>> float(placebo_ratios(flat, 2)[1][0])
    2.0
    """
    table = np.asarray(values, dtype=float)
    gaps = np.empty_like(table)
    for place in range(table.shape[1]):
        others = np.delete(table, place, axis=1)
        weights = simplex_weights(table[:n_before, place], others[:n_before])
        gaps[:, place] = table[:, place] - others @ weights
    before = np.sqrt((gaps[:n_before] ** 2).mean(axis=0))
    after = np.sqrt((gaps[n_before:] ** 2).mean(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        # A place that is followed all the way without a gap moved nowhere.
        ratio = np.where(after > 0, after / before, 0.0)
    return before, after, ratio
