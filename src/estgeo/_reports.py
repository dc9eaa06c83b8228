"""Rows that are not one report each: split categories, and counts already made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ._columns import COARSE_PRECISIONS
from ._periods import period_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# What rows of one report have in common; a row number alone may come from two files.
_SAME = ("est_row", "incident_id", "start", "end", "zone")
# Columns in which the rows of a report differ.
_OF_A_CATEGORY = ("category", "theme", "is_positive")


def one_row_a_report(
    incidents: Any,
    by: str | Sequence[str] | None = None,
    *,
    first: NDArray[np.bool_] | None = None,
) -> Any:
    """Return incidents with one row a report, or a report and value of ``by``.

    Rows that ``categories="split"`` made of one report have a weight below 1 between
    them; without ``by`` a total counts them once. ``first``: rows to keep before
    others. Anything but a frame with such rows is returned as it is.

    >>> rows = pd.DataFrame({"est_row": [1, 1, 2], "theme": ["a", "b", "a"]})
    >>> rows["weight"] = [0.5, 0.5, 1.0]
    >>> len(one_row_a_report(rows)), len(one_row_a_report(rows, "theme"))
    (2, 3)
    """
    if not isinstance(incidents, pd.DataFrame):
        return incidents
    if not {"est_row", "weight"} <= set(incidents.columns):
        return incidents
    weight = pd.to_numeric(incidents["weight"], errors="coerce").to_numpy(float)
    split = weight < 1
    if not split.any():
        return incidents
    asked = [by] if isinstance(by, str) else list(by or ())
    wanted = [name for name in asked if name in incidents.columns]
    keys = [name for name in _SAME if name in incidents.columns]
    keys += [name for name in wanted if name in _OF_A_CATEGORY]
    rows = np.flatnonzero(split)
    if first is not None:
        rows = rows[np.argsort(~first[rows], kind="stable")]
    again = incidents.iloc[rows][keys].duplicated().to_numpy()
    kept = np.ones(len(incidents), bool)
    kept[rows[again]] = False
    return incidents[kept]


def are_counts(frame: Any) -> bool:
    """Return whether a frame is of counts, as ``read_counts`` gives, not of reports."""
    needed = {"zone", "period", "start", "end", "n"}
    return (
        isinstance(frame, pd.DataFrame)
        and needed <= set(frame.columns)
        and "est_row" not in frame.columns
    )


def as_reports(frame: Any) -> Any:
    """Return counts as one row a report known to its area and period.

    ``attrs["covers"]`` says from when to when there are counts, also where they are 0.
    Anything else is returned as it is.
    """
    if not are_counts(frame):
        return frame
    rows = pd.DataFrame(frame).drop(columns=getattr(frame, "active_geometry_name", []))
    n = rows["n"].to_numpy(np.int64)
    reports = rows.loc[rows.index.repeat(n)].drop(columns=["n", "complete"])
    kind = period_kind(str(rows["period"].iloc[0])) if len(rows) else "week"
    known = {"day": "date", "week": "week"}.get(kind, "month")
    reports = reports.assign(time_precision=known, place_precision="area")
    made = gpd.GeoDataFrame(
        reports.reset_index(drop=True),
        geometry=np.full(len(reports), None, object),
        crs=getattr(frame, "crs", None),
    )
    made.attrs["covers"] = (rows["start"].min(), rows["end"].max())
    return made


def covered_times(incidents: pd.DataFrame, time: str) -> pd.DatetimeIndex:
    """Return the times that say what days are covered.

    Those of the reports, the ends of such as are known to a week or month, and the
    bounds of counts already made.
    """
    times = pd.DatetimeIndex(incidents[time])
    found = [times]
    if {"time_precision", "end"} <= set(incidents.columns) and time == "start":
        coarse = incidents["time_precision"].astype(str).isin(COARSE_PRECISIONS)
        ends = pd.DatetimeIndex(incidents["end"])[coarse.to_numpy()]
        found.append(ends - pd.Timedelta("1s"))
    covers = incidents.attrs.get("covers")
    if covers is not None:
        found.append(pd.DatetimeIndex([covers[0], covers[1] - pd.Timedelta("1s")]))
    every = found[0]
    for more in found[1:]:
        every = every.append(more)
    return every.dropna()
