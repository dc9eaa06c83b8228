"""A batch of incidents as arrays, whatever table it came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np

from .._checks import check_finite, sentence
from .._frame_checks import check_columns, check_frame, check_times
from ._coordinates import check_all_finite, coordinates
from ._instants import check_all_known, instants_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from ._instants import Instants

    Floats = NDArray[np.float64]


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
