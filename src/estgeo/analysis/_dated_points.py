"""Incidents as coordinates and day numbers, and what only looks like repeats.

What has no day is refused; reports counted twice, known to a centre only or laid on a
round hour are told, since they look like repeats though nothing was repeated.
"""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._centres import look_like_centres
from .._checks import sentence
from .._columns import COARSE_PRECISIONS
from .._frame_checks import (
    check_enough,
    check_points,
    check_projected,
    check_times,
    check_times_known,
)
from ..incidents.duplicates import find_duplicates
from ..space_time.hours import knows_hour
from ..words.near_repeats import (
    doubled_words,
    duplicates_words,
    shared_points_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    from numpy.typing import NDArray

    Said = Callable[[str], str]  # a text, given a language

SOURCE, THEME, PRECISION = "source", "theme", "time_precision"

# As far as two organisations may put one event from each other, in metres.
DUPLICATE_REACH = 100.0

# Fewer duplicates, or a smaller share of the nearest pairs, move no ratio much.
FEWEST_DUPLICATES = 3

TELLING_SHARE = 0.05


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


def possible_duplicates(incidents: gpd.GeoDataFrame, time: str) -> int:
    """Return the pairs that look like one event counted twice.

    They come from two sources within 100 m and 2 hours (and are of one theme, where
    there are themes), or from one source at the same place and the same clock time.
    """
    twins = incidents[_has_clock(incidents, time)]
    place = {"x": twins.geometry.x.to_numpy(), "y": twins.geometry.y.to_numpy()}
    facts = pd.DataFrame(place | {"instant": pd.DatetimeIndex(twins[time]).asi8})
    from_two = 0
    if SOURCE in incidents.columns:
        facts[SOURCE] = twins[SOURCE].astype("str").to_numpy()
        from_two = _from_two_sources(incidents, time)
    alike = facts.groupby(list(facts.columns), sort=False).size().to_numpy()
    return from_two + int((alike * (alike - 1) // 2).sum())


def centre_cautions(points: NDArray[np.float64]) -> list[Said]:
    """Return that points look like centres of areas."""
    if not look_like_centres(points[:, 0], points[:, 1]):
        return []
    figures = len(points), len(np.unique(points, axis=0))
    return [partial(shared_points_words, *figures)]


def duplicate_cautions(table: pd.DataFrame, duplicates: int) -> list[Said]:
    """Return that duplicates are many of the pairs nearest in time and space."""
    nearest = (table["days_from"] == 0) & (table["distance_from"] < DUPLICATE_REACH)
    pairs = int(table.loc[nearest, "observed"].sum())
    if duplicates < max(FEWEST_DUPLICATES, TELLING_SHARE * pairs):
        return []
    figures = duplicates, max(pairs, duplicates)
    return [partial(duplicates_words, *figures)]


def doubled_cautions(n: int, duplicates: int) -> list[Said]:
    """Return that duplicates are many among ``n`` incidents that are scanned."""
    if duplicates < max(FEWEST_DUPLICATES, TELLING_SHARE * n):
        return []
    return [partial(doubled_words, duplicates, n)]


def warn_of(cautions: list[Said]) -> None:
    """Warn, in English, the caller of the function that calls this."""
    for text in cautions:
        warnings.warn(text("en"), UserWarning, stacklevel=3)


def _has_clock(incidents: gpd.GeoDataFrame, time: str) -> NDArray[np.bool_]:
    """Return which times are known to the clock; midnight sharp is taken for a date."""
    if PRECISION in incidents.columns:
        return knows_hour(incidents)
    wall = pd.DatetimeIndex(incidents[time]).tz_localize(None)
    return np.asarray(wall != wall.normalize())


def _from_two_sources(incidents: gpd.GeoDataFrame, time: str) -> int:
    known = incidents[
        incidents[SOURCE].notna() & (incidents[SOURCE].astype("str") != "")
    ]
    if known[SOURCE].nunique() < 2:
        return 0
    themes = THEME in known.columns
    return len(find_duplicates(known, start=time, same_theme=themes))
