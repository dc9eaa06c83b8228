"""Find the zone of each point among polygons of any form.

A raster of labels says at once in which zone the cells are that no border crosses.
Only points in the other cells are tested against the polygons themselves, so the
raster makes no point move: it is as exact as the test of every point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .._checks import sentence
from ..stats._street_graph import rank_of
from ._coordinates import check_all_finite
from ._label_raster import LabelRaster
from ._lattice import TOLERANCE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Official borders overlap by slivers: up to 0.2 % of a zone in those of Göteborg.
# More than this share of the smaller zone is no sliver.
LARGEST_SLIVER = 0.01

# Fewer points than this are found sooner without a raster.
LEAST_FOR_RASTER = 20_000

EARTH_RADIUS = 6_371_000.0


class PolygonLocator:
    """Knows polygons that do not overlap."""

    def __init__(
        self,
        labels: pd.Index,
        polygons: NDArray[np.object_],
        crs: Any,
        *,
        n_points: int | None = None,
        description: str = "",
    ) -> None:
        self._tolerance = tolerance_in(crs)
        check_no_overlap(labels, polygons, step=1e3 * self._tolerance)
        self.n_zones = len(polygons)
        self.description = description
        self._polygons = polygons
        self._rank = rank_of(polygons)
        self._frames = shapely.STRtree(_frames(polygons, 2 * self._tolerance))
        many = n_points is None or n_points >= LEAST_FOR_RASTER
        self._raster = (
            LabelRaster(polygons, self._tolerance, n_points=n_points)
            if many and len(polygons)
            else None
        )

    def locate(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return the position of each point's zone, -1 outside all of them."""
        check_all_finite(x, y)
        if self._raster is None:
            return self._test(x, y)
        found = self._raster.look_up(x, y)
        unsure = np.flatnonzero(found == LabelRaster.UNSURE)
        if len(unsure):
            found[unsure] = self._test(x[unsure], y[unsure])
        return found

    def count(self, x: Floats, y: Floats) -> NDArray[np.int64]:
        """Return the number of points in each zone."""
        # Those outside (-1) are counted before all others, and left out.
        return np.bincount(self.locate(x, y) + 1, minlength=self.n_zones + 1)[1:]

    def _test(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        found = np.full(len(x), -1, dtype=np.int32)
        if not len(x) or not self.n_zones:
            return found
        row, zone = self._touching(x, y)
        found[row] = zone
        shared = np.flatnonzero(np.bincount(row, minlength=len(x)) > 1)
        if len(shared):
            tied = np.isin(row, shared)
            found[shared] = self._settle(x, y, row[tied], zone[tied])
        return found

    def _touching(
        self, x: Floats, y: Floats
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return (point, zone) where a point lies in a zone or on its border."""
        points = shapely.points(x, y)
        row, zone = self._frames.query(points)
        # Zone by zone, each with the index over its border that is made once.
        order = np.argsort(zone, kind="stable")
        row, zone = row[order], zone[order]
        shapely.prepare(self._polygons)
        near = shapely.dwithin(self._polygons[zone], points[row], self._tolerance)
        return row[near], zone[near]

    def _settle(
        self,
        x: Floats,
        y: Floats,
        row: NDArray[np.int64],
        zone: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Give points on a border to the zone to the east of them, if there is one."""
        nudge = 1e3 * self._tolerance
        holds = shapely.contains_xy(
            self._polygons[zone], x[row] + nudge, y[row] + nudge / 2
        )
        order = np.lexsort([self._rank[zone], ~holds, row])
        first = np.flatnonzero(np.diff(row[order], prepend=-1))
        return zone[order][first]


def tolerance_in(crs: Any) -> float:
    """Return a micrometre in the units of ``crs``."""
    if crs is None:
        return TOLERANCE
    factor = crs.axis_info[0].unit_conversion_factor
    metres = factor * EARTH_RADIUS if crs.is_geographic else factor
    return float(TOLERANCE / metres)


def _frames(polygons: NDArray[np.object_], margin: float) -> NDArray[np.object_]:
    """Return the bounds of polygons as boxes with a margin around them."""
    west, south, east, north = shapely.bounds(polygons).T
    frames: NDArray[np.object_] = shapely.box(
        west - margin, south - margin, east + margin, north + margin
    )
    return frames


def check_no_overlap(
    labels: pd.Index, polygons: NDArray[np.object_], *, step: float
) -> None:
    """Raise ValueError naming two zones that overlap by more than a sliver."""
    # Zones that share corners to the millimetre need no pair of them intersected.
    rounded = shapely.transform(polygons, lambda xy: (xy / step).round() * step)
    if shapely.coverage_is_valid(rounded):
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
