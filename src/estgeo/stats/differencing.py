"""What several published tables give away together.

Every published number is a sum over atoms: the smallest pieces of space, time and
category that the releases cut the town into. What an attacker can know of any sum of
atoms follows from linear programming over all releases at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNKNOWN = 1e7  # counts; an upper end where nothing is known


def known_ranges(
    published: sparse.csr_matrix, low: Floats, high: Floats, regions: sparse.csr_matrix
) -> tuple[Floats, Floats]:
    """Return the least and greatest count that each region can have.

    Parameters
    ----------
    published : sparse matrix, shape (numbers, atoms)
        1 where an atom is part of a published number.
    low, high : array, shape (numbers,)
        The published range of each number; ``inf`` where it is open.
    regions : sparse matrix, shape (regions, atoms)
        1 where an atom is part of a region.

    Returns
    -------
    low, high : array, shape (regions,)

    Examples
    --------
    January to March were 12 and January to April 14, so April was 2:

    >>> from scipy import sparse
    >>> published = sparse.csr_matrix([[1, 0], [1, 1]])
    >>> april = sparse.csr_matrix([[0, 1]])
    >>> known_ranges(published, np.array([12.0, 14.0]), np.array([12.0, 14.0]), april)
    (array([2.]), array([2.]))
    """
    is_exact = low == high
    is_closed = np.isfinite(high) & ~is_exact
    constraints = {
        "A_eq": published[is_exact] if is_exact.any() else None,
        "b_eq": low[is_exact] if is_exact.any() else None,
        "A_ub": sparse.vstack([published[is_closed], -published[~is_exact]]),
        "b_ub": np.concatenate([high[is_closed], -low[~is_exact]]),
    }
    ends = np.empty((2, regions.shape[0]))
    for row in range(regions.shape[0]):
        region = regions[row].toarray().ravel().astype(float)
        ends[0, row] = _extreme(region, constraints)
        ends[1, row] = -_extreme(-region, constraints)
    return ends[0].round(6) + 0.0, ends[1].round(6) + 0.0


def _extreme(cost: Floats, constraints: dict[str, object]) -> float:
    solved = optimize.linprog(cost, **constraints, bounds=(0, UNKNOWN))
    if solved.status != 0:
        message = f"the releases contradict each other: {solved.message}"
        raise ValueError(message)
    return float(solved.fun)
