"""Incidents a batch at a time: coordinates in one CRS, times as instants, columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely

from .._checks import check_finite, sentence
from .._frame_checks import (
    check_columns,
    check_frame,
    check_geoframe,
    check_points,
    check_times,
    crs_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

MISSING = np.iinfo(np.int64).min

NANOSECONDS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}


@dataclass(frozen=True, slots=True)
class Instants:
    """Some instants.

    Attributes
    ----------
    stamps : ndarray of int64
        Counted in ``unit`` from 1970 by UTC; ``MISSING`` where no time is known.
    unit : {"s", "ms", "us", "ns"}
        What they are counted in.
    zone : str
        The time zone whose clock they were read from.
    """

    stamps: Integers
    unit: str
    zone: str

    def __len__(self) -> int:
        return len(self.stamps)

    def at(self, stamp: int) -> pd.Timestamp:
        """Return one stamp as a time on the clock."""
        return pd.Timestamp(int(stamp), unit=self.unit, tz="UTC").tz_convert(self.zone)

    def on_the_clock(self) -> pd.DatetimeIndex:
        """Return the times on the clock of the zone."""
        by_utc = pd.DatetimeIndex(self.stamps.view(f"M8[{self.unit}]"), tz="UTC")
        return by_utc.tz_convert(self.zone)


def instants_of(column: str, values: pd.Series) -> Instants:
    """Return the times of a column; by UTC where no time zone is stated."""
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        raise TypeError(sentence(column, "a column of times", str(values.dtype)))
    times = pd.DatetimeIndex(values)
    return Instants(times.asi8, times.unit, _name_of(times.tz))


def instants_of_arrow(column: str, values: pa.Array) -> Instants:
    """Return the times of a column of Arrow; by UTC where no time zone is stated."""
    if not pa.types.is_timestamp(values.type):
        return instants_of(column, values.to_pandas())
    stamps = values.cast(pa.int64())
    if stamps.null_count:
        stamps = stamps.fill_null(int(MISSING))
    return Instants(stamps.to_numpy(), values.type.unit, values.type.tz or "UTC")


def check_all_known(column: str, instants: Instants) -> None:
    """Raise ValueError if a time is missing."""
    missing = instants.stamps == MISSING
    if missing.any():
        got = f"{int(missing.sum())} of {len(instants)} without a time"
        raise ValueError(sentence(column, "a time for every incident", got))


def _name_of(zone: object) -> str:
    return "UTC" if zone is None else str(zone)


# Farther than any zone, in metres or degrees.
FAR = 1e30


def coordinates(
    argument: str, incidents: gpd.GeoDataFrame, crs: Any
) -> tuple[Floats, Floats]:
    """Return x and y of points in ``crs``."""
    check_geoframe(argument, incidents)
    points = incidents.geometry.to_numpy()
    # GEOS raises an error of its own on an empty point.
    if shapely.is_empty(points).any():
        check_points(argument, incidents)
    x, y = shapely.get_x(points), shapely.get_y(points)
    # What is no point, or missing, gives NaN: a finite sum has none of them.
    with np.errstate(invalid="ignore"):
        total = x.sum() + y.sum()
    if not np.isfinite(total):
        check_points(argument, incidents)
    return reproject(argument, x, y, source=incidents.crs, target=crs)


def reproject(
    argument: str, x: Floats, y: Floats, *, source: Any, target: Any
) -> tuple[Floats, Floats]:
    """Return coordinates of ``source`` in ``target``; raise if one is unknown."""
    if source is None and target is None:
        return x, y
    if source is None or target is None:
        got = f"{_name(source)} beside zones in {_name(target)}"
        remedy = "State it: frame.set_crs(...)."
        raise ValueError(sentence(argument, "in a known CRS", got, remedy))
    if source == target:
        return x, y
    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
    moved_x, moved_y = transformer.transform(x, y)
    nowhere = ~(np.isfinite(moved_x) & np.isfinite(moved_y))
    if nowhere.any():
        # What has no place in the target lies outside all zones in it.
        moved_x[nowhere] = moved_y[nowhere] = FAR
    return moved_x, moved_y


def check_all_finite(x: Floats, y: Floats) -> None:
    """Raise ValueError if some coordinates are missing or infinite."""
    # A sum is finite only if all its terms are (or the terms cancel, never here).
    with np.errstate(invalid="ignore"):
        total = x.sum() + y.sum()
    if not np.isfinite(total):
        bad = int((~(np.isfinite(x) & np.isfinite(y))).sum())
        got = f"{bad} of {len(x)} that are not"
        raise ValueError(sentence("incidents", "points with finite coordinates", got))


def _name(crs: Any) -> str:
    return "no CRS" if crs is None else crs_name(crs)


@dataclass(frozen=True, slots=True)
class Needs:
    """What is asked of each batch.

    Attributes
    ----------
    points : bool
        Coordinates are needed.
    finite : bool
        They are checked to be finite. Locators do that themselves, at no cost where
        all is well.
    crs : CRS or None
        The CRS they are given in. Tables with x and y are taken to be in it already.
    columns : tuple of str
        Columns that are needed as they are.
    times : tuple of str
        Columns that must hold times.
    optional : tuple of str
        Those of the columns and times that a table may lack. A time among them may
        be missing in some rows.
    """

    points: bool = True
    finite: bool = True
    crs: Any = None
    columns: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def among(self, there: Collection[str]) -> Needs:
        """Return these needs without the optional columns that are not there."""
        lacking = {name for name in self.optional if name not in there}
        return replace(
            self,
            columns=tuple(name for name in self.columns if name not in lacking),
            times=tuple(name for name in self.times if name not in lacking),
        )


@dataclass(frozen=True, slots=True)
class PointBatch:
    """Some incidents, as arrays of one length.

    Attributes
    ----------
    x, y : ndarray
        Coordinates in the CRS that was asked for; empty if none were.
    columns : dict of Series
        The columns that were asked for.
    times : dict of Instants
        The columns of time that were asked for.
    """

    n: int
    x: Floats
    y: Floats
    columns: Mapping[str, pd.Series] = field(default_factory=dict)
    times: Mapping[str, Instants] = field(default_factory=dict)


NO_COORDINATES = np.empty(0)


def batch_of_frame(
    frame: pd.DataFrame, needs: Needs, *, naive_is_utc: bool = False
) -> PointBatch:
    """Return a whole frame as one batch."""
    check_frame("incidents", frame)
    needs = needs.among(list(frame.columns))
    check_columns("incidents", frame, [*needs.columns, *needs.times])
    x, y = _frame_points(frame, needs) if needs.points else (NO_COORDINATES,) * 2
    times = {}
    for column in needs.times:
        if not naive_is_utc:
            check_times("incidents", frame, column)
        times[column] = instants_of(column, frame[column])
        if column not in needs.optional:
            check_all_known(column, times[column])
    columns = {column: frame[column] for column in needs.columns}
    return PointBatch(len(frame), x, y, columns, times)


def _frame_points(frame: pd.DataFrame, needs: Needs) -> tuple[Floats, Floats]:
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        return coordinates("incidents", frame, needs.crs)
    if not {"x", "y"} <= set(frame.columns):
        got = f"the columns {', '.join(map(str, frame.columns))}"
        rule = "a GeoDataFrame or a table with 'x' and 'y'"
        raise KeyError(sentence("incidents", rule, got))
    x, y = _numbers(frame, "x"), _numbers(frame, "y")
    if needs.finite:
        check_all_finite(x, y)
    return x, y


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    values = frame[name].to_numpy()
    return values if values.dtype == np.float64 else check_finite(name, values)
