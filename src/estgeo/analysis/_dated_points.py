"""Incidents as coordinates and day numbers, refusing what has no day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._columns import COARSE_PRECISIONS
from .._frame_checks import (
    check_enough,
    check_points,
    check_projected,
    check_times,
    check_times_known,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


def points_and_days(
    incidents: gpd.GeoDataFrame, time: str, *, at_least: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return coordinates and the day number on the wall clock of every incident."""
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    check_times("incidents", incidents, time)
    remedy = "Fewer cannot tell a pattern from chance; take a longer period."
    check_enough("incidents", incidents, at_least, remedy)
    check_times_known("incidents", incidents, time)
    if "time_precision" in incidents.columns:
        coarse = incidents["time_precision"].isin(COARSE_PRECISIONS)
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
