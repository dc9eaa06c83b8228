"""Zones and periods as rows: what a study of several insatser rests on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_positive, sentence
from .._frame_checks import check_unique_labels
from .._periods import check_every, first_day_of, label_of, number_of_day
from ..stats.cohort_effects import NEVER
from ._insats import Insats
from ._places import as_zones, in_crs, place_of
from ._records import as_date, day_number, gather_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Every
    from ._records import Records

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# A zone of which less is covered is near what was done, not where it was done.
_LEAST_COVERED = 0.5
_COLUMNS = [
    "zone",
    "period",
    "time",
    "start",
    "end",
    "n",
    "exposure",
    "role",
    "ring",
    "insats",
    "first_start",
    "first_time",
    "treated",
    "left_out",
]


def study_panel(
    incidents: gpd.GeoDataFrame,
    insatser: Sequence[Insats],
    zones: gpd.GeoDataFrame,
    *,
    every: Every = "month",
    rings: Sequence[float] = (300,),
) -> pd.DataFrame:
    """Count reports by zone and period, and say where and when something was done.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town, as in :func:`evaluate`. Positive events are left out,
        as are other themes than those of the insatser.
    insatser : sequence of Insats
        What was done; all against the same themes.
    zones : GeoDataFrame
        Polygons that do not overlap, such as a grid or districts; the index names them.
    every : str, default "month"
        Kind of period.
    rings : sequence of float, default (300,)
        Outer distances, in metres, of zones that what was done may reach.

    Returns
    -------
    DataFrame
        One row a zone and period, for :func:`staggered_effect` and for any other
        package: ``zone``, ``period``, ``time`` (1, 2, ...), ``start``, ``end`` (last
        day), ``n`` reports, ``exposure`` (days observed), ``role`` ("treated": at least
        half of the zone is covered by an insats; "near": within the rings;
        "comparison"), ``ring`` ("0–300 m", "" where it does not apply), ``insats``,
        ``first_start`` (NaT where nothing was done near), ``first_time`` (first whole
        period with it, 0: never), ``treated``, ``left_out`` (the period in which it
        began, and those after its end).

    Raises
    ------
    ValueError
        If an insats has other themes than the rest, no zone is treated, or there are
        fewer than two whole periods.

    Notes
    -----
    Only periods that the records cover from the first day to the last are in it. A zone
    that two insatser cover has the name and end of the one that came first. Where an
    insats has ended rows are left out, for what lasts is another question.

    Examples
    --------
    >>> import geopandas as gpd, pandas as pd
    >>> from shapely.geometry import box
    >>> import estgeo as eg
    >>> days = pd.date_range("2018-01-01", "2018-06-30", tz="Europe/Stockholm")
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": days},
    ...     geometry=gpd.points_from_xy([50] * 181, [50] * 181),
    ...     crs=3006,
    ... )
    >>> zones = gpd.GeoDataFrame(
    ...     geometry=[box(0, 0, 100, 100), box(900, 0, 999, 99)],
    ...     index=["a", "b"],
    ...     crs=3006,
    ... )
    >>> light = eg.Insats("Belysning", zones.geometry.iloc[0], "2018-03-15")
    >>> panel = eg.study_panel(incidents, [light], zones)
    >>> panel[panel.zone == "a"][["period", "n", "first_time", "treated", "left_out"]]
        period     n  first_time  treated  left_out
    0  2018-01  31.0           4    False     False
    1  2018-02  28.0           4    False     False
    2  2018-03  31.0           4    False      True
    3  2018-04  30.0           4     True     False
    4  2018-05  31.0           4     True     False
    5  2018-06  30.0           4     True     False
    """
    check_every(every)
    themes = _common_themes(insatser)
    areas = as_zones("zones", zones, incidents.crs)
    check_unique_labels("zones", areas)
    records = gather_records(incidents, themes)
    periods = _whole_periods(records, every)
    doings = _doings(areas, insatser, rings, incidents.crs)
    if not (doings["role"] == "treated").any():
        rule, got = "zones of which an insats covers at least half", "none that is"
        raise ValueError(sentence("zones", rule, got, "Cut the zones by the insatser."))
    counts, days = _counts(records, areas, periods)
    table = doings.loc[doings.index.repeat(len(periods))].reset_index(drop=True)
    table = table.join(pd.concat([periods] * len(areas), ignore_index=True))
    table["n"], table["exposure"] = counts.ravel(), np.tile(days, len(areas))
    return _with_first(table, periods)[_COLUMNS]


def _common_themes(insatser: Sequence[Insats]) -> tuple[str, ...] | None:
    if isinstance(insatser, Insats) or not len(insatser):
        rule = "a list with at least one Insats"
        raise ValueError(sentence("insatser", rule, type(insatser).__name__))
    for one in insatser:
        if not isinstance(one, Insats):
            raise TypeError(sentence("insatser", "of Insats", type(one).__name__))
    kinds = {None if one.themes is None else frozenset(one.themes) for one in insatser}
    if len(kinds) > 1:
        rule, got = "against the same themes", f"{len(kinds)} sets of themes"
        remedy = "Make one panel for each."
        raise ValueError(sentence("insatser", rule, got, remedy))
    return insatser[0].themes


def _whole_periods(records: Records, every: Every) -> pd.DataFrame:
    """Return the periods that the records cover whole."""
    first, last = (as_date(day).date() for day in _ends(records))
    numbers = range(number_of_day(first, every), number_of_day(last, every) + 1)
    kept = [
        number
        for number in numbers
        if first_day_of(number, every) >= first
        and pd.Timestamp(first_day_of(number + 1, every)) <= _after(last)
    ]
    if len(kept) < 2:
        rule = f"records that cover at least two periods ('{every}') whole"
        raise ValueError(sentence("incidents", rule, f"{len(kept)}"))
    starts = pd.DatetimeIndex([first_day_of(number, every) for number in kept])
    ends = pd.DatetimeIndex([first_day_of(number + 1, every) for number in kept])
    return pd.DataFrame(
        {
            "period": [label_of(number, every) for number in kept],
            "time": np.arange(1, len(kept) + 1),
            "start": starts,
            "end": ends - pd.Timedelta(days=1),
        }
    )


def _ends(records: Records) -> tuple[int, int]:
    return records.observed[0], records.observed[1] - 1


def _after(last: Any) -> pd.Timestamp:
    return pd.Timestamp(last) + pd.Timedelta(days=1)


def _doings(
    areas: gpd.GeoDataFrame,
    insatser: Sequence[Insats],
    rings: Sequence[float],
    crs: Any,
) -> pd.DataFrame:
    """Return one row a zone: what was done in it or near it, and from when."""
    radii = [0.0, *(check_positive("rings", radius) for radius in rings)]
    if any(inner >= outer for inner, outer in pairwise(radii)):
        raise ValueError(sentence("rings", "distances that grow", tuple(rings)))
    in_order = sorted(insatser, key=lambda one: one.start)
    places = [in_crs(one.area, one.crs, crs) for one in in_order]
    shape = areas.geometry
    covered = np.array([shape.intersection(p).area / shape.area for p in places])
    away = np.array([shape.distance(place) for place in places])
    treated = covered >= _LEAST_COVERED
    near = away.min(axis=0) <= radii[-1] if len(radii) > 1 else away.min(axis=0) < 0
    role = np.where(
        treated.any(axis=0), "treated", np.where(near, "near", "comparison")
    )
    reaches = np.where(treated.any(axis=0), treated, away <= radii[-1])
    which = np.where(role == "comparison", -1, reaches.argmax(axis=0))
    band = np.searchsorted(radii[1:], away.min(axis=0)) if len(radii) > 1 else which
    names = [f"{inner:g}–{outer:g} m" for inner, outer in pairwise(radii)]
    return pd.DataFrame(
        {
            "zone": areas.index.to_numpy(),
            "role": role,
            "ring": [
                names[at] if one == "near" else ""
                for at, one in zip(band, role, strict=True)
            ],
            "insats": [in_order[i].name if i >= 0 else "" for i in which],
            "first_start": pd.DatetimeIndex(
                [in_order[i].start if i >= 0 else pd.NaT for i in which]
            ),
            "_end": pd.DatetimeIndex(
                [in_order[i].end if i >= 0 else pd.NaT for i in which]
            ),
        }
    )


def _counts(
    records: Records, areas: gpd.GeoDataFrame, periods: pd.DataFrame
) -> tuple[Floats, Floats]:
    """Return reports of shape (n_zones, n_periods), and the days observed."""
    place = place_of(records.points, list(areas.geometry))
    edges = [day_number(day) for day in periods["start"]]
    edges.append(day_number(periods["end"].iloc[-1]) + 1)
    column = np.searchsorted(edges, records.day, side="right") - 1
    kept = records.aimed & (place >= 0) & (column >= 0) & (column < len(periods))
    cell = place[kept] * len(periods) + column[kept]
    counts = np.bincount(cell, minlength=len(areas) * len(periods))
    days = [records.observed_days(span) for span in pairwise(edges)]
    return counts.reshape(len(areas), -1).astype(float), np.array(days, dtype=float)


def _with_first(table: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Add the first whole period, what is treated and what is left out."""
    first = np.searchsorted(
        periods["start"].to_numpy(), table["first_start"].to_numpy()
    )
    known = table["first_start"].notna().to_numpy()
    table["first_time"] = np.where(known, first + 1, NEVER)
    begun = known & (table["end"] >= table["first_start"]).to_numpy()
    whole = known & (table["start"] >= table["first_start"]).to_numpy()
    over = (table["end"] > table["_end"]).to_numpy()
    is_treated = (table["role"] == "treated").to_numpy()
    table["treated"] = whole & is_treated
    table["left_out"] = known & ((begun & ~whole) | over)
    return table
