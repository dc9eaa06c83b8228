"""Where names stand on a map: which come first, and along which street."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from ._geometry import encode, to_degrees

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Who may stay where two names meet: the lower.
NUMBERS, AREAS, PLACES, MAIN_STREETS, STREETS = range(5)

STREET_COLUMNS = ("name", "namn", "street", "gata", "gatunamn")
# Metres: a long street is named again, but never twice in one small picture.
BETWEEN_NAMES = 400.0
# More candidates than this are not looked at; the longest streets come first.
MOST_NAMES = 600


@dataclass(frozen=True, slots=True)
class Labels:
    """Names at points, in degrees, that are shown while there is room for them.

    ``angles`` are degrees against the clock from east and ``lengths`` the metres of
    street there are to write along; both empty for names of areas and places.
    """

    rank: int
    spots: NDArray[Any]
    texts: list[str]
    angles: list[int]
    lengths: list[int]

    def in_crs(self, crs: Any) -> Labels:
        """Return the same names at points of another CRS than degrees."""
        moved = gpd.GeoSeries(self.spots, crs=4326).to_crs(crs)
        return replace(self, spots=moved.to_numpy())

    def payload(self) -> dict[str, Any]:
        """Return the labels as the page's script reads them."""
        return {
            "rank": self.rank,
            "geometry": encode(self.spots, "point"),
            "texts": self.texts,
            "angles": self.angles,
            "lengths": self.lengths,
        }


def labels_of(frame: gpd.GeoDataFrame, *, rank: int | None = None) -> Labels | None:
    """Return the names of areas or points, or of streets along their lines."""
    column = next((name for name in STREET_COLUMNS if name in frame.columns), None)
    if column is None:
        return None
    named = frame.loc[frame[column].notna() & ~frame.is_empty]
    if named.empty:
        return None
    if bool(named.geom_type.isin(["LineString", "MultiLineString"]).all()):
        return _along(named, column, STREETS if rank is None else rank)
    texts = [str(name) for name in named[column]][:MOST_NAMES]
    spots = shapely.point_on_surface(to_degrees("context", named.geometry))
    numbers = all(text.isdigit() and len(text) < 3 for text in texts)
    order = NUMBERS if numbers else AREAS if rank is None else rank
    return Labels(order, spots[:MOST_NAMES], texts, [], [])


def _along(streets: gpd.GeoDataFrame, column: str, rank: int) -> Labels:
    metric = streets
    if streets.crs is None or not streets.crs.is_projected:
        metric = streets.to_crs(streets.estimate_utm_crs())
    found: list[tuple[float, str, Any, Any, Any]] = []
    for name, shapes in metric.geometry.groupby(metric[column].astype(str)):
        whole = shapely.line_merge(shapely.unary_union(shapes.to_numpy()))
        for line in shapely.get_parts(whole):
            found += [(length, str(name), *at) for length, *at in _spots(line)]
    found.sort(key=lambda each: -each[0])
    found = found[:MOST_NAMES]
    ends = type(streets.geometry)(
        [point for each in found for point in each[2:]], crs=metric.crs
    )
    points = to_degrees("context", ends).reshape(-1, 3)
    return Labels(
        rank,
        points[:, 0],
        [each[1] for each in found],
        [_angle(before, after) for before, after in points[:, 1:]],
        [round(each[0]) for each in found],
    )


def _spots(line: Any) -> list[tuple[float, Any, Any, Any]]:
    """Return (metres, middle, just before, just after) for each name on a line."""
    times = max(1, round(line.length / BETWEEN_NAMES))
    length = line.length / times
    reach = min(40.0, length / 3)
    spots = []
    for middle in (np.arange(times) + 0.5) * length:
        at = [middle, middle - reach, middle + reach]
        spots.append((length, *shapely.line_interpolate_point(line, at)))
    return spots


def _angle(before: Any, after: Any) -> int:
    """Return the direction between two points in degrees, never upside down."""
    east = (after.x - before.x) * np.cos(np.radians(before.y))
    turned = float(np.degrees(np.arctan2(after.y - before.y, east)))
    if turned > 90:
        turned -= 180
    return round(turned + 180 if turned <= -90 else turned)
