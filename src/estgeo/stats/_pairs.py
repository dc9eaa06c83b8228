"""Pairs of points that are near each other, found without an n by n matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.spatial import KDTree

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Metric = Literal["euclidean", "manhattan"]
    # First, second (first < second) and distance.
    Pairs = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]

# Points closer than this are the same place: a tenth of the finest address register.
SAME_PLACE = 0.001
# The most pairs held at once; 60 bytes each at the peak.
MOST_PAIRS = 40_000_000


def near_pairs(points: NDArray[np.float64], below: float, metric: Metric) -> Pairs:
    """Return both ends and the distance of every pair closer than ``below``.

    Parameters
    ----------
    points : array of shape (n, 2)
        Coordinates in metres.
    below : float
        Pairs exactly this far apart are left out.
    metric : {"euclidean", "manhattan"}
        How distance is measured.

    Returns
    -------
    tuple of arrays
        First point, second point (first < second) and distance of each pair.

    Raises
    ------
    ValueError
        If there are more than forty million such pairs.
    """
    tree = KDTree(points)
    power = {"manhattan": 1.0, "euclidean": 2.0}[metric]
    many = int(tree.count_neighbors(tree, below, p=power) - len(points)) // 2
    if many > MOST_PAIRS:
        rule = f"short enough for at most {MOST_PAIRS:,} pairs"
        remedy = "Take a shorter longest distance, or fewer incidents."
        raise ValueError(sentence("distances", rule, f"{many:,} pairs", remedy))
    pairs = tree.query_pairs(below, p=power, output_type="ndarray")
    first, second = pairs[:, 0], pairs[:, 1]
    apart = np.abs(points[first] - points[second])
    distance = apart.sum(axis=1) if power == 1.0 else np.hypot(apart[:, 0], apart[:, 1])
    inside = distance < below
    return first[inside], second[inside], distance[inside]
