"""Find the zone of each point: by arithmetic in grids, by geometry elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ._grid_index import describe, find_grid
from ._grid_locator import GridLocator
from ._outlines import areas_of, mended
from ._polygon_locator import PolygonLocator

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Locator(Protocol):
    """Knows some zones and finds the one that each point lies in.

    ``description`` says what the zones are, such as "900 squares of 200 m".
    """

    n_zones: int
    description: str

    def locate(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return the position of each point's zone, -1 outside all of them."""

    def count(self, x: Floats, y: Floats) -> NDArray[np.int64]:
        """Return the number of points in each zone."""


def make_locator(zones: gpd.GeoDataFrame, *, n_points: int | None = None) -> Locator:
    """Return the locator for ``zones``; it can be sent to other processes.

    ``n_points`` says how much work is coming (None: much) and never changes a result.
    """
    polygons = areas_of("zones", zones)
    grid = find_grid(zones)
    if grid is not None and grid.is_whole and not GridLocator.is_sparse(grid):
        return GridLocator(grid)
    return PolygonLocator(
        zones.index,
        mended(polygons),
        zones.crs,
        n_points=n_points,
        description=describe(grid, len(zones)),
    )
