"""Which line is nearest to a point, and the order of shapes that decides ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Shapes = NDArray[np.object_]

# Distances that differ by less than a micrometre are equal: rounding decides nothing.
TOLERANCE = 1e-6


def rank_of(shapes: Shapes) -> NDArray[np.int64]:
    """Return the place of each shape, from west to east and south to north.

    The order rests on the geometry alone, not on the order of rows.
    """
    west, south, east, north = shapely.bounds(shapes).T
    size = shapely.length(shapes), shapely.area(shapes)
    order = np.lexsort([*size, north, east, south, west])
    rank = np.empty(len(shapes), dtype=np.int64)
    rank[order] = np.arange(len(shapes))
    return rank


def nearest_line(
    x: Floats, y: Floats, lines: Shapes, reach: float
) -> NDArray[np.int64]:
    """Return the position of the line nearest to each point, -1 beyond ``reach``.

    Parameters
    ----------
    x, y : (n,) arrays
    lines : (m,) array of lines
    reach : float
        Metres.

    Notes
    -----
    Of several that are as near the one that begins farthest to the west, then south,
    is taken, whatever the order of lines.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> lines = shapely.from_wkt(["LINESTRING (0 0, 9 0)", "LINESTRING (0 8, 9 8)"])
    >>> nearest_line(np.array([3.0, 3, 3]), np.array([1.0, 5, 99]), lines, 10).tolist()
    [0, 1, -1]
    """
    nearest = np.full(len(x), -1, dtype=np.int64)
    if not len(lines) or not len(x):
        return nearest
    tree = shapely.STRtree(lines)
    points = shapely.points(x, y)
    (row, _), distance = tree.query_nearest(
        points, max_distance=reach + TOLERANCE, all_matches=False, return_distance=True
    )
    # All lines that are as near, so that the choice among them rests on the lines
    # and not on rounding.
    near, line = tree.query(
        points[row], predicate="dwithin", distance=distance + TOLERANCE
    )
    order = np.lexsort([rank_of(lines)[line], near])
    near, line = near[order], line[order]
    first = np.flatnonzero(np.diff(near, prepend=-1))
    nearest[row[near[first]]] = line[first]
    return nearest
