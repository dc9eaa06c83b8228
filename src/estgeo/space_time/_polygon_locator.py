"""Find the zone of each point among polygons of any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .._checks import sentence
from ._lattice import TOLERANCE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Official borders overlap by slivers: up to 0.2 % of a zone in those of Göteborg.
# More than this share of the smaller zone is no sliver.
LARGEST_SLIVER = 0.01


class PolygonLocator:
    """Knows polygons that do not overlap."""

    def __init__(
        self,
        labels: pd.Index,
        polygons: NDArray[np.object_],
        crs: Any,
        *,
        n_points: int | None = None,  # noqa: ARG002
    ) -> None:
        check_no_overlap(labels, polygons)
        self.n_zones = len(polygons)
        self._polygons = polygons
        self._tolerance = tolerance_in(crs)
        self._rank = border_rank(polygons)
        self._tree = shapely.STRtree(polygons)

    def locate(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return the position of each point's zone, -1 outside all of them."""
        found = np.full(len(x), -1, dtype=np.int32)
        points = shapely.points(x, y)
        row, zone = self._tree.query(
            points, predicate="dwithin", distance=self._tolerance
        )
        found[row] = zone
        times = np.bincount(row, minlength=len(x))
        shared = np.flatnonzero(times > 1)
        if len(shared):
            tied = np.isin(row, shared)
            found[shared] = self._settle(x, y, row[tied], zone[tied], shared)
        return found

    def _settle(self, x, y, row, zone, shared):  # type: ignore[no-untyped-def]
        """Give points on a border to the zone to the east of them, if there is one."""
        nudge = 1e3 * self._tolerance
        holds = shapely.contains_xy(
            self._polygons[zone], x[row] + nudge, y[row] + nudge / 2
        )
        order = np.lexsort([self._rank[zone], ~holds, row])
        first = np.searchsorted(row[order], shared)
        return zone[order][first]


def tolerance_in(crs: Any) -> float:
    """Return a micrometre in the units of ``crs``."""
    if crs is None:
        return TOLERANCE
    factor = crs.axis_info[0].unit_conversion_factor
    # An angle converts to radians; a radian is 6.4 million metres of the globe.
    metres = factor * 6_371_000 if crs.is_geographic else factor
    return float(TOLERANCE / metres)


def border_rank(polygons: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return an order of the polygons that rests on their geometry alone."""
    west, south, east, north = shapely.bounds(polygons).T
    order = np.lexsort([shapely.area(polygons), north, east, south, west])
    rank = np.empty(len(polygons), dtype=np.int64)
    rank[order] = np.arange(len(polygons))
    return rank


def check_no_overlap(labels: pd.Index, polygons: NDArray[np.object_]) -> None:
    """Raise ValueError naming two zones that overlap by more than a sliver."""
    if shapely.coverage_is_valid(polygons):
        return
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    first, second = first[first < second], second[first < second]
    common = shapely.area(shapely.intersection(polygons[first], polygons[second]))
    area = shapely.area(polygons)
    share = common / np.minimum(area[first], area[second])
    if (share > LARGEST_SLIVER).any():
        worst = int(np.argmax(share))
        pair = f"{labels[first[worst]]!r} and {labels[second[worst]]!r}"
        got = f"{int((share > LARGEST_SLIVER).sum())} pairs that do (such as {pair})"
        remedy = "Count in one of them at a time, or cut one out of the other."
        raise ValueError(sentence("zones", "zones that do not overlap", got, remedy))
