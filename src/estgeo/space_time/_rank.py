"""An order of shapes that rests on their geometry alone, not on their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray


def rank_of(shapes: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return the place of each shape, from west to east and south to north."""
    west, south, east, north = shapely.bounds(shapes).T
    size = shapely.length(shapes), shapely.area(shapes)
    order = np.lexsort([*size, north, east, south, west])
    rank = np.empty(len(shapes), dtype=np.int64)
    rank[order] = np.arange(len(shapes))
    return rank
