"""Counts in zones and periods at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr
import xvec

from .._checks import check_choice, sentence
from .._columns import PERIODS
from .._frame_checks import check_columns, check_geoframe, check_times
from ._clock import numbers_of
from ._coordinates import coordinates
from ._locating import make_locator
from ._span import period_table, read_span, span_of_days

if TYPE_CHECKING:
    from datetime import date

    import geopandas as gpd

    from .._columns import Period


def space_time_cube(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: Period = "week",
    by: str | None = None,
    span: tuple[str | date, str | date] | None = None,
) -> xr.Dataset:
    """Count the incidents in each zone and period.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points with ``start`` (time-zone-aware).
    zones : GeoDataFrame
        Polygons that do not overlap; the labels of the index are unique.
    period : {"week", "month", "quarter", "tertial", "year"}, default "week"
        Length of the periods.
    by : str or None, default None
        Column to count by, such as "theme".
    span : (from, to) or None, default None
        As in ``period_counts``.

    Returns
    -------
    xarray.Dataset
        Variable ``n`` with the dimensions zone, period and, if asked for, ``by``.
        Coordinates ``zone`` (labels of ``zones``), ``geometry`` (with an xvec index),
        ``period`` (labels), ``period_start``, ``period_end``, ``complete``.

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
    check_geoframe("incidents", incidents)
    check_geoframe("zones", zones)
    check_choice("period", period, PERIODS)
    check_times("incidents", incidents, "start")
    if not zones.index.is_unique:
        raise ValueError(sentence("zones", "a frame with unique labels", "repeated"))
    times = pd.DatetimeIndex(incidents["start"])
    if times.hasnans:
        got = f"{int(times.isna().sum())} of {len(times)} without a time"
        raise ValueError(sentence("start", "a time for every incident", got))
    x, y = coordinates("incidents", incidents, zones.crs)
    position = make_locator(zones, n_points=len(x)).locate(x, y)
    covered = (
        span_of_days(times.min(), times.max())
        if span is None
        else read_span(span, str(times.tz))
    )
    table = period_table(covered, period)
    inside = (times >= covered.start) & (times < covered.end) & (position >= 0)
    numbers = numbers_of(times, period) - table["number"].iloc[0]
    flat = position[inside].astype(np.int64) * len(table) + numbers[inside]
    shape: tuple[int, ...] = (len(zones), len(table))
    dims: tuple[str, ...] = ("zone", "period")
    coords = {
        "zone": zones.index.to_numpy(),
        "period": table["period"].to_numpy(dtype=str),
        "geometry": ("zone", zones.geometry.to_numpy()),
        "period_start": ("period", pd.DatetimeIndex(table["start"])),
        "period_end": ("period", pd.DatetimeIndex(table["end"])),
        "complete": ("period", table["complete"].to_numpy()),
    }
    if by is not None:
        check_columns("incidents", incidents, [by])
        codes, values = pd.factorize(incidents[by], sort=True, use_na_sentinel=False)
        flat = flat * len(values) + codes[inside]
        shape, dims = (*shape, len(values)), (*dims, by)
        coords[by] = np.asarray(values)
    n = np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)
    cube = xr.Dataset({"n": (dims, n)}, coords=coords)
    return cube.set_xindex("geometry", xvec.GeometryIndex, crs=zones.crs)
