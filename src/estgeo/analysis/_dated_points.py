"""Incidents as coordinates and day numbers, refusing what has no day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_points, check_projected, check_times

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

# Times known only to a week or a month make days that never were.
TOO_COARSE = ("week", "month")


def points_and_days(
    incidents: gpd.GeoDataFrame, time: str, *, at_least: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return coordinates and the day number on the wall clock of every incident."""
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    check_times("incidents", incidents, time)
    if len(incidents) < at_least:
        rule = f"at least {at_least} incidents"
        remedy = "Fewer cannot tell a pattern from chance; take a longer period."
        raise ValueError(sentence("incidents", rule, f"{len(incidents)}", remedy))
    missing = incidents[time].isna()
    if missing.any():
        got = f"{int(missing.sum())} of {len(incidents)} missing"
        remedy = f"Leave them out: incidents.dropna(subset=['{time}'])."
        raise ValueError(sentence("incidents", f"known in '{time}'", got, remedy))
    if "time_precision" in incidents.columns:
        coarse = incidents["time_precision"].isin(TOO_COARSE)
        if coarse.any():
            got = f"{int(coarse.sum())} of {len(incidents)} known to a week or month"
            remedy = (
                "Leave them out: "
                "incidents[~incidents['time_precision'].isin(['week', 'month'])]."
            )
            raise ValueError(sentence("incidents", "known to the day", got, remedy))
    geometry = incidents.geometry
    points = np.column_stack([geometry.x.to_numpy(), geometry.y.to_numpy()])
    wall = pd.DatetimeIndex(incidents[time]).tz_localize(None).to_numpy()
    return points, wall.astype("datetime64[D]").astype(np.int64)
