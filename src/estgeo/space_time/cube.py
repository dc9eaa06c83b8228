"""Counts in zones and periods at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import xarray as xr
import xvec

from .._centres import warn_of_centres
from .._checks import renamed, sentence
from .._frame_checks import check_geoframe, check_unique_labels
from .._periods import check_every
from .._provenance import Provenance
from .._reports import as_reports, one_row_a_report
from .._zone_names import place_in_areas
from ._clock import period_table
from ._covered import covered_span
from ._engines import length_of, run
from ._locating import make_locator
from ._tally import Tally, Total, empty_total, in_order

if TYPE_CHECKING:
    from pathlib import Path

    from .._columns import Every
    from .._spans import Moment


@renamed(period="every")
def space_time_cube(
    incidents: gpd.GeoDataFrame | pd.DataFrame | str | Path | Any,
    zones: gpd.GeoDataFrame,
    *,
    every: Every = "week",
    by: str | None = None,
    span: tuple[Moment, Moment] | None = None,
) -> xr.Dataset:
    """Count the incidents in each zone and period.

    Parameters
    ----------
    incidents : GeoDataFrame, DataFrame, str, Path or Dask frame
        Points with ``start`` (time-zone-aware). A path, folder or glob of
        (Geo)Parquet files is read in bounded memory; a Dask (Geo)DataFrame is counted
        where it lies; the counts are the same. Tables without geometry have ``x`` and
        ``y`` in the CRS of ``zones``, and their times are in UTC if no time zone is
        stated.
    zones : GeoDataFrame
        Polygons that do not overlap; the labels of the index are unique.
    every : str, default "week"
        Kind of period: "day", "week", "2 weeks", "4 weeks", "month", "quarter",
        "tertial", "half-year" or "year".
    by : str or None, default None
        Column to count by, such as "theme".
    span : (from, to) or None, default None
        As in ``period_counts``.

    Returns
    -------
    xarray.Dataset
        Variable ``n`` with the dimensions zone, period and, if asked for, ``by``.
        Coordinates ``zone`` (labels of ``zones``), ``geometry`` (with an xvec index),
        ``period`` (labels), ``period_start``, ``period_end``, ``complete``. The
        attributes say how many incidents were read, lay outside the zones and, of the
        others, outside the span: with the sum of ``n`` these are all.

    Raises
    ------
    ValueError
        If an incident has no point or no time, zones overlap or have the same label,
        or the cube would hold more than a thousand million counts.

    Warns
    -----
    UserWarning
        If ``zones`` are cells of a grid and ``incidents`` are flagged as centres of
        areas.

    Notes
    -----
    Which zone an incident on a border belongs to: see ``count_in_zones``. Which
    period: see ``period_counts``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> from shapely.geometry import Point, box
    >>> import estgeo as eg
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=3006)
    >>> start = pd.to_datetime(["2018-03-05", "2018-03-06", "2018-03-12"], utc=True)
    >>> points = [Point(1, 1), Point(2, 2), Point(10, 1)]
    >>> incidents = gpd.GeoDataFrame({"start": start}, geometry=points, crs=3006)
    >>> eg.space_time_cube(incidents, zones).n.to_numpy()
    array([[2, 0],
           [0, 1]])
    """
    check_geoframe("zones", zones)
    check_every(every)
    _check_names(zones, by)
    if zones.index.name == "cell_id":
        warn_of_centres(incidents, "A cube over the cells of a grid", frames=4)
    incidents = one_row_a_report(as_reports(incidents), by)
    span = span or getattr(incidents, "attrs", {}).get("covers")
    if isinstance(incidents, gpd.GeoDataFrame):
        incidents = place_in_areas("incidents", incidents, zones)
    table, finder = period_table(covered_span(incidents, span), every)
    n_points = length_of(incidents)
    locator = make_locator(zones, n_points=n_points)
    tally = Tally(finder, locator=locator, crs=zones.crs, by=by)
    total = run(incidents, tally) or empty_total((len(zones), len(table)), by)
    cube = _labelled(total, zones, table, by)
    parameters = {
        "every": every,
        "by": by,
        "span": [str(table["start"].iloc[0]), str(table["end"].iloc[-1])],
    }
    made_by = _made_by(total, zones.crs, locator.description, parameters)
    return cube.assign_attrs(made_by)


def _labelled(
    total: Total, zones: gpd.GeoDataFrame, table: pd.DataFrame, by: str | None
) -> xr.Dataset:
    counts, values = in_order(total)
    coords: dict[str, Any] = {
        "zone": zones.index.to_numpy(),
        "period": table["period"].to_numpy(dtype=str),
        "geometry": ("zone", zones.geometry.to_numpy()),
        "period_start": ("period", pd.DatetimeIndex(table["start"])),
        "period_end": ("period", pd.DatetimeIndex(table["end"])),
        "complete": ("period", table["complete"].to_numpy()),
    }
    dims: tuple[str, ...] = ("zone", "period")
    if by is None:
        n = counts[0] if len(counts) else np.zeros((len(zones), len(table)), dtype=int)
    else:
        n, dims = np.moveaxis(counts, 0, -1), (*dims, by)
        coords[by] = np.asarray(pd.Index(values))
    cube = xr.Dataset({"n": (dims, n)}, coords=coords)
    return cube.set_xindex("geometry", xvec.GeometryIndex, crs=zones.crs)


def _made_by(
    total: Total, crs: Any, grid: str, parameters: dict[str, Any]
) -> dict[str, Any]:
    """Return what made the cube, as plain values that can be written to a file."""
    lost = total.n_outside_zones + total.n_outside_span
    provenance = Provenance(
        "space_time_cube",
        parameters,
        rows_in=total.n,
        rows_out=total.n - lost,
        crs="" if crs is None else crs.to_string(),
        grid=grid,
    )
    return {
        "n_incidents": total.n,
        "n_outside_zones": total.n_outside_zones,
        "n_outside_span": total.n_outside_span,
        "provenance": json.dumps(provenance.to_dict(), default=str),
    }


def _check_names(zones: gpd.GeoDataFrame, by: str | None) -> None:
    check_unique_labels("zones", zones)
    taken = ("zone", "period", "geometry", "n", "complete")
    if by in taken:
        remedy = f"Rename the column: incidents.rename(columns={{'{by}': ...}})."
        raise ValueError(sentence("by", f"none of {', '.join(taken)}", by, remedy))
