"""Count incidents in zones, each incident in one zone and once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np

from .._centres import warn_of_centres
from .._checks import check_finite
from .._frame_checks import check_geoframe
from .._reports import as_reports, one_row_a_report
from .._zone_names import place_in_areas
from ._batches import Needs, PointBatch, coordinates
from ._engines import length_of, run
from ._locating import make_locator

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from ._locating import Locator


@dataclass(slots=True)
class Sums:
    """Number of incidents of each zone, and sums of their weights."""

    n: NDArray[np.int64]
    weight: NDArray[np.float64]
    weight_sq: NDArray[np.float64]


class ZoneSums:
    """The aggregation that counts in zones."""

    def __init__(self, locator: Locator, *, crs: Any, weight: str | None) -> None:
        columns = () if weight is None else (weight,)
        self.needs = Needs(finite=False, crs=crs, columns=columns)
        self._locator, self._weight = locator, weight

    def empty(self) -> Sums:
        """Return the sums of no incidents."""
        n_zones = self._locator.n_zones
        start = np.nan if self._weight is None else 0.0
        return Sums(
            np.zeros(n_zones, dtype=np.int64),
            np.full(n_zones, start),
            np.full(n_zones, start),
        )

    def partial(self, batch: PointBatch) -> Sums:
        """Return the sums of one batch."""
        n_zones = self._locator.n_zones
        if self._weight is None:
            nothing = np.full(n_zones, np.nan)
            return Sums(self._locator.count(batch.x, batch.y), nothing, nothing)
        zone = self._locator.locate(batch.x, batch.y)
        inside = zone >= 0
        kept = zone[inside]
        n = np.bincount(kept, minlength=n_zones)
        values = batch.columns[self._weight].to_numpy()
        weights = check_finite(self._weight, values)[inside]
        return Sums(
            n,
            _sums(kept, weights, n_zones),
            _sums(kept, weights**2, n_zones),
        )

    def combine(self, total: Sums | None, part: Sums) -> Sums:
        """Return the total with the sums of one batch added."""
        if total is None:
            return part
        return Sums(
            total.n + part.n,
            total.weight + part.weight,
            total.weight_sq + part.weight_sq,
        )


def _sums(
    zone: NDArray[np.int32], weights: NDArray[np.float64], n_zones: int
) -> NDArray[np.float64]:
    sums = np.bincount(zone, weights=weights, minlength=n_zones)
    return sums.astype(np.float64, copy=False)


def count_in_zones(
    incidents: gpd.GeoDataFrame | pd.DataFrame | str | Path | Any,
    zones: gpd.GeoDataFrame,
    *,
    weight: str | None = None,
) -> gpd.GeoDataFrame:
    """Count the incidents in each zone.

    Parameters
    ----------
    incidents : GeoDataFrame, DataFrame, str, Path or Dask frame
        Points. In another CRS than ``zones`` they are reprojected. A table without
        geometry has ``x`` and ``y`` in the CRS of ``zones``. A path, folder or glob
        of (Geo)Parquet files is read in bounded memory; a Dask (Geo)DataFrame is
        counted where it lies. The counts are the same. Incidents of a frame that are
        known to their area only count in the zone of that name.
    zones : GeoDataFrame
        Polygons that do not overlap, such as districts or a grid; any CRS. Where a
        border crosses itself, inside is what an odd number of crossings leads to.
    weight : str or None, default None
        Column of ``incidents`` with a finite number for each, such as severity.

    Returns
    -------
    GeoDataFrame
        ``zones`` with these columns added (or replaced):

        - ``n`` : int, incidents in the zone; a report that was split into several
          categories is one
        - ``weight_sum`` : float, sum of their weights; NaN without ``weight``
        - ``weight_sq_sum`` : float, sum of their squared weights, which the
          dispersion of a weighted count needs; NaN without ``weight``

    Raises
    ------
    ValueError
        If an incident is not a point, a zone not a polygon, zones overlap by more
        than a sliver (1 % of the smaller zone), or one of the CRSs is unknown.
    KeyError
        If ``incidents`` has no column ``weight``.

    Warns
    -----
    UserWarning
        If ``zones`` are cells of a grid and ``incidents`` are flagged as centres of
        areas.

    Notes
    -----
    Each incident is counted at most once. One on a border that zones share belongs
    to the zone to the east (or else north) of it; one on the outer border belongs to
    the zone within. The order of rows, the labels of the index and the CRS of the
    incidents change nothing. What is left is given by ``outside_zones``. Incidents
    that ``read_incidents`` flagged as centres of areas give a warning on a grid.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import Point, box
    >>> import estgeo as eg
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=3006)
    >>> points = [Point(4, 4), Point(9, 4), Point(99, 99)]
    >>> incidents = gpd.GeoDataFrame(geometry=points, crs=3006)
    >>> eg.count_in_zones(incidents, zones).n.to_list()
    [1, 1]
    """
    check_geoframe("zones", zones)
    if zones.index.name == "cell_id":
        warn_of_centres(incidents, "A count in the cells of a grid")
    incidents = as_reports(incidents)
    if isinstance(incidents, gpd.GeoDataFrame):
        incidents = place_in_areas("incidents", incidents, zones)
    if weight is None:
        incidents = one_row_a_report(incidents)
    n_points = length_of(incidents)
    locator = make_locator(zones, n_points=n_points)
    aggregation = ZoneSums(locator, crs=zones.crs, weight=weight)
    sums = run(incidents, aggregation) or aggregation.empty()
    return zones.assign(n=sums.n, weight_sum=sums.weight, weight_sq_sum=sums.weight_sq)


def outside_zones(
    incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the incidents that ``count_in_zones`` counts in no zone.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points.
    zones : GeoDataFrame
        Polygons that do not overlap.

    Returns
    -------
    GeoDataFrame
        The rows of ``incidents`` outside all zones, unchanged, in their order. They
        and the counted ones are all of them.

    Raises
    ------
    ValueError
        As ``count_in_zones``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import Point, box
    >>> import estgeo as eg
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9)], crs=3006)
    >>> points = [Point(4, 4), Point(9, 4), Point(99, 99)]
    >>> incidents = gpd.GeoDataFrame(geometry=points, crs=3006)
    >>> eg.outside_zones(incidents, zones).index.to_list()
    [2]
    """
    check_geoframe("incidents", incidents)
    check_geoframe("zones", zones)
    placed = place_in_areas("incidents", incidents, zones)
    x, y = coordinates("incidents", placed, zones.crs)
    return incidents[make_locator(zones, n_points=len(x)).locate(x, y) < 0]
