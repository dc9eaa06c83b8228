"""Counts in zones and periods at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import xarray as xr
import xvec
from pyproj import CRS
from pyproj.exceptions import CRSError

from .._centres import warn_of_centres
from .._checks import renamed, sentence
from .._frame_checks import check_geoframe, check_unique_labels, crs_name
from .._periods import check_every
from .._provenance import Provenance
from .._reports import as_reports, one_row_a_report
from .._zone_names import place_in_areas
from ._engines import length_of, run
from ._locating import make_locator
from ._tally import Tally, Total, covered_span, empty_total, in_order, period_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

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
        ``period`` (labels), ``period_start``, ``period_end`` (by the clock of the
        time zone among their attributes), ``complete``. The
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
    It is plain xarray: ``cube.groupby("period_start.month").sum()``, ``cube.chunk()``
    (then ``.assign_coords(period_start=cube.period_start)`` to group by it, as xarray
    does not group by what is in pieces), ``cube.resample(period_start="QS").sum()``,
    ``cube.to_netcdf(path)``; :func:`open_cube` reads the file again. Shapes are written
    as text (WKT), every one as long as the longest: for outlines of many thousand
    corners ``cube.xvec.encode_cf().to_netcdf(path)`` makes a smaller file.

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
        warn_of_centres(incidents, "A cube over the cells of a grid")
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
    # Twice: the CF conventions for shapes keep the attributes of variables only.
    cube["n"].attrs = made_by
    return cube.assign_attrs(made_by)


def open_cube(path: str | Path) -> xr.Dataset:
    """Read a space-time cube that was written to a NetCDF file.

    Parameters
    ----------
    path : path
        A file written with ``cube.to_netcdf(path)``, or by the CF conventions for
        shapes with ``cube.xvec.encode_cf().to_netcdf(path)``.

    Returns
    -------
    xarray.Dataset
        The cube as ``space_time_cube`` made it: counts, zones with their shapes and
        CRS, periods, attributes.

    Raises
    ------
    ValueError
        If the file holds no cube.

    Notes
    -----
    A missing value of what is counted by (no theme) is written as an empty text and
    read as missing. To another array format, such as Zarr: the same two ways.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import geopandas as gpd, pandas as pd
    >>> from shapely.geometry import Point, box
    >>> import estgeo as eg
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9)], index=["a"], crs=3006)
    >>> start = pd.to_datetime(["2018-03-05", "2018-03-06"], utc=True)
    >>> at = [Point(1, 1), Point(2, 2)]
    >>> cube = eg.space_time_cube(
    ...     gpd.GeoDataFrame({"start": start}, geometry=at, crs=3006), zones
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = cube.to_netcdf(Path(folder) / "cube.nc")
    ...     same = eg.open_cube(Path(folder) / "cube.nc")
    >>> same.identical(cube)
    True
    """
    stored = xr.load_dataset(path)
    variables = set(stored.variables)
    if not (
        {"n", "zone", "period"} <= variables
        and variables & {"geometry", "geometry_container"}
    ):
        rule = "a file that cube.to_netcdf(path) wrote"
        raise ValueError(sentence("path", rule, str(path)))
    if "geometry" in variables:
        crs = stored["geometry"].attrs.get("crs")
        shapes = shapely.from_wkt(stored["geometry"].to_numpy().astype(object))
        cube = stored.assign_coords(geometry=("zone", shapes))
    else:
        crs = (
            stored["spatial_ref"].attrs["crs_wkt"] if "spatial_ref" in stored else None
        )
        cube = stored.xvec.decode_cf().set_coords("geometry")
    return _with_shapes(_as_made(cube), crs)


def _with_shapes(cube: xr.Dataset, crs: Any) -> xr.Dataset:
    """Return a cube whose geometry has an index, and can be written to a file."""
    named = cube.set_xindex("geometry", xvec.GeometryIndex, crs=crs)
    # As text: str() of a shape is its WKT with every digit.
    named["geometry"].encoding = {"dtype": "U"}
    named["geometry"].attrs = {} if crs is None else {"crs": _crs_text(crs)}
    for name in ("period_start", "period_end"):  # midnights, also in 32 bits
        named[name].encoding = {"units": "minutes since 1970-01-01", "dtype": "int32"}
    return named


def _crs_text(crs: Any) -> str:
    """Return the shortest text that stands for all of a CRS."""
    whole = CRS.from_user_input(crs)
    name = crs_name(whole)
    try:
        is_all = CRS.from_user_input(name) == whole
    except CRSError:
        is_all = False
    return str(name) if is_all else str(whole.to_wkt())


def _as_made(cube: xr.Dataset) -> xr.Dataset:
    """Return a cube with the types that a file may not keep."""
    names = {name: cube[name].to_numpy() for name in ("zone", *cube["n"].dims)}
    for name, values in names.items():
        kept = values
        if name == "period":
            kept = values.astype(str)
        elif values.dtype.kind == "i":
            kept = values.astype(np.int64)
        elif values.dtype.kind in "OU":
            kept = values.astype(object)
            kept = kept if name == "zone" else np.where(kept == "", np.nan, kept)
        cube = cube.assign_coords({name: (name, kept)})
    cube["n"] = cube["n"].astype(np.int64, keep_attrs=True)
    for name in cube.variables:
        cube[name].encoding = {}
    made_by = {
        name: value if isinstance(value, str) else int(value)
        for name, value in cube["n"].attrs.items()
        if name != "grid_mapping"
    }
    cube["n"].attrs = made_by
    return cube.assign_attrs(made_by)


def _labelled(
    total: Total, zones: gpd.GeoDataFrame, table: pd.DataFrame, by: str | None
) -> xr.Dataset:
    counts, values = in_order(total)
    # Clocks on the wall, without a time zone: what xarray groups by and files hold.
    start, end = pd.DatetimeIndex(table["start"]), pd.DatetimeIndex(table["end"])
    clock = {"time_zone": str(start.tz)}
    coords: dict[str, Any] = {
        "zone": zones.index.to_numpy(),
        "period": table["period"].to_numpy(dtype=str),
        "geometry": ("zone", zones.geometry.to_numpy()),
        "period_start": ("period", _on_the_wall(start), clock),
        "period_end": ("period", _on_the_wall(end), clock),
        "complete": ("period", table["complete"].to_numpy()),
    }
    dims: tuple[str, ...] = ("zone", "period")
    if by is None:
        n = counts[0] if len(counts) else np.zeros((len(zones), len(table)), dtype=int)
    else:
        n, dims = np.moveaxis(counts, 0, -1), (*dims, by)
        coords[by] = np.asarray(pd.Index(values))
    cube = xr.Dataset({"n": (dims, n)}, coords=coords)
    return _with_shapes(cube, zones.crs)


def _on_the_wall(times: pd.DatetimeIndex) -> NDArray[np.datetime64]:
    return times.tz_localize(None).as_unit("ns").to_numpy()


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
        crs=crs_name(crs),
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
