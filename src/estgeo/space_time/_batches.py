"""A batch of incidents as arrays, whatever table it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_finite, sentence
from .._frame_checks import check_columns, check_frame, check_times
from ._coordinates import coordinates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Needs:
    """What is asked of each batch.

    Attributes
    ----------
    points : bool
        Coordinates are needed.
    crs : CRS or None
        The CRS they are given in. Tables with x and y are taken to be in it already.
    columns : tuple of str
        Columns that are needed as they are.
    times : tuple of str
        Columns that must hold times.
    """

    points: bool = True
    crs: Any = None
    columns: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointBatch:
    """Some incidents, as arrays of one length.

    Attributes
    ----------
    x, y : ndarray
        Coordinates in the CRS that was asked for; empty if none were.
    columns : dict of Series
        The columns that were asked for.
    times : dict of DatetimeIndex
        The columns of time that were asked for, with a time zone.
    """

    n: int
    x: Floats
    y: Floats
    columns: Mapping[str, pd.Series] = field(default_factory=dict)
    times: Mapping[str, pd.DatetimeIndex] = field(default_factory=dict)


NO_COORDINATES = np.empty(0)


def batch_of_frame(
    frame: pd.DataFrame, needs: Needs, *, naive_is_utc: bool = False
) -> PointBatch:
    """Return a whole frame as one batch."""
    check_frame("incidents", frame)
    check_columns("incidents", frame, [*needs.columns, *needs.times])
    x, y = _frame_points(frame, needs) if needs.points else (NO_COORDINATES,) * 2
    times = {}
    for column in needs.times:
        if not naive_is_utc:
            check_times("incidents", frame, column)
        times[column] = as_instants(column, frame[column])
    columns = {column: frame[column] for column in needs.columns}
    return PointBatch(len(frame), x, y, columns, times)


def as_instants(column: str, values: pd.Series | pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return times with a time zone, none missing; UTC where none is stated."""
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        rule = "a column of times"
        raise TypeError(sentence(column, rule, str(values.dtype)))
    instants = pd.DatetimeIndex(values)
    if instants.hasnans:
        got = f"{int(np.sum(instants.isna()))} of {len(instants)} without a time"
        raise ValueError(sentence(column, "a time for every incident", got))
    return instants.tz_localize("UTC") if instants.tz is None else instants


def finite_points(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return coordinates; raise if some are missing."""
    # A sum is finite only if all its terms are (or the terms cancel, never here).
    if not np.isfinite(x.sum() + y.sum()):
        bad = int((~(np.isfinite(x) & np.isfinite(y))).sum())
        got = f"{bad} of {len(x)} that are not"
        raise ValueError(sentence("incidents", "points with finite coordinates", got))
    return x, y


def _frame_points(frame: pd.DataFrame, needs: Needs) -> tuple[Floats, Floats]:
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        return coordinates("incidents", frame, needs.crs)
    if not {"x", "y"} <= set(frame.columns):
        got = f"the columns {', '.join(map(str, frame.columns))}"
        rule = "a GeoDataFrame or a table with 'x' and 'y'"
        raise KeyError(sentence("incidents", rule, got))
    return _coordinate(frame, "x"), _coordinate(frame, "y")


def _coordinate(frame: pd.DataFrame, name: str) -> Floats:
    values = frame[name].to_numpy()
    # One pass says that all is well; only if it does not is each value looked at.
    with np.errstate(invalid="ignore"):
        if values.dtype == np.float64 and np.isfinite(values.sum()):
            return values
    return check_finite(name, values)
