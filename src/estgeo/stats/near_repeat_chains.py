"""Chains of incidents that follow each other closely in space and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ._pairs import SAME_PLACE, near_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._pairs import Pairs

# In the order of the codes that near_repeat_chains gives.
ROLES = ("originator", "repeat", "near repeat", "isolated")
ORIGINATOR, REPEAT, NEAR_REPEAT, ISOLATED = range(4)


def near_repeat_chains(
    points: NDArray[np.float64],
    days: NDArray[np.int64],
    instants: NDArray[np.int64],
    *,
    below_distance: float,
    below_days: float,
    pairs: Pairs | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the role of each incident and the chain it belongs to.

    Parameters
    ----------
    points : array of shape (n, 2)
        Coordinates in metres.
    days : int array of length n
        Day number of each incident.
    instants : int array of length n
        What decides which of two incidents is the earlier.
    below_distance, below_days : float
        Two incidents nearer than both are linked.
    pairs : (first, second, distance) or None, default None
        All pairs nearer than ``below_distance``, where it is measured along streets.

    Returns
    -------
    tuple of int arrays
        Index into ``ROLES``, and the number of the chain (0 when isolated) in order
        of its first incident.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[0.0, 0.0], [0.0, 0.0], [5000.0, 0.0]])
    >>> day = np.array([4, 1, 2])
    >>> role, chain = near_repeat_chains(
    ...     points, day, day, below_distance=100, below_days=7
    ... )
    >>> [ROLES[code] for code in role], chain.tolist()
    (['repeat', 'originator', 'isolated'], [1, 1, 0])
    """
    n = len(points)
    by_time = np.lexsort((points[:, 1], points[:, 0], instants))
    order = np.empty_like(by_time)
    order[by_time] = np.arange(n)
    if pairs is None:
        pairs = near_pairs(points, below_distance, "euclidean")
    first, second, distance = pairs
    linked = np.abs(days[first] - days[second]) < below_days
    first, second, distance = first[linked], second[linked], distance[linked]
    later = by_time[np.maximum(order[first], order[second])]
    earlier = by_time[np.minimum(order[first], order[second])]
    role = np.full(n, ISOLATED)
    role[earlier] = ORIGINATOR
    role[later] = NEAR_REPEAT
    role[later[distance < SAME_PLACE]] = REPEAT
    return role, _chains(first, second, order, role == ISOLATED)


def _chains(
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    order: NDArray[np.int64],
    isolated: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Return the chain of each incident, numbered by its first; 0 when isolated."""
    n = len(order)
    links = coo_array((np.ones(len(first)), (first, second)), (n, n))
    # Linked one way is enough: by default components are the weak ones.
    _, label = connected_components(links)
    begins = np.full(n, n)
    np.minimum.at(begins, label, order)
    begins_of = np.where(isolated, n, begins[label])
    starts = np.unique(begins_of[~isolated])
    return np.where(isolated, 0, np.searchsorted(starts, begins_of) + 1)
