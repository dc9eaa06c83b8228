"""Stability: which hot spots stay when weeks, sources or the grid change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_positive, check_probability, sentence
from .._frame_checks import (
    check_columns,
    check_points,
    check_polygons,
    check_projected,
    check_times,
    in_crs_of,
)
from ..space_time.counting import count_in_zones
from ..space_time.grids import square_grid
from ..stats.multiple_tests import adjust_p_values
from ._significance import gi_bins
from ._tested_windows import Choices, compare_with_map
from ._windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .._columns import Correction

# Leaving out one of fewer weeks leaves out too much.
FEWEST_WEEKS = 8
FEWEST_INCIDENTS = 30
# Weeks are left out one by one up to this many, then in as many runs.
MOST_WEEK_PARTS = 26
# Steps of the origin, as shares of the cell size.
SHIFTS = ((0.5, 0.0), (0.0, 0.5), (0.5, 0.5))


def hot_spot_stability(
    incidents: gpd.GeoDataFrame,
    area: gpd.GeoDataFrame,
    *,
    cell_size: float,
    size_factors: Sequence[float] = (0.75, 1.25),
    robust_from: float = 0.8,
    correction: Correction = "fdr_bh",
    alpha: float = 0.05,
    time: str = "start",
    source: str | None = "source",
) -> gpd.GeoDataFrame:
    """Find which hot spots stay when a week, a source or the grid is changed.

    The hot spots of the whole data are made again without each week, without each
    source, on grids moved by half a cell and on smaller and larger cells.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points, at least 30 inside ``area``, over at least 8 ISO weeks.
    area : GeoDataFrame
        Polygons of the study area, in a projected CRS in metres.
    cell_size : float
        Side of the squares, in metres.
    size_factors : sequence of float, default (0.75, 1.25)
        Other cell sizes tried, as multiples of ``cell_size``.
    robust_from : float, default 0.8
        A hot spot is robust if it is hot in at least this share of each kind.
    correction : {"fdr_bh", "fdr_by", "holm", "bonferroni", "none"}, default "fdr_bh"
        As in :func:`hot_spots`.
    alpha : float, default 0.05
        Cells with an adjusted p-value up to this are hot.
    time : str, default "start"
        Column of time-zone-aware times.
    source : str or None, default "source"
        Column of who reported; None leaves sources out of it.

    Returns
    -------
    GeoDataFrame
        The squares of ``square_grid(area, cell_size=cell_size)`` with

        - ``n`` : incidents; ``gi_bin`` and ``hot`` : the hot spots of the whole data
        - ``stability_weeks``, ``stability_sources``, ``stability_grid`` : share of the
          variations of that kind in which the cell is hot; NaN where there is none
          (a single source cannot be left out)
        - ``stability`` : mean of the three kinds there are, 0 to 1
        - ``robust`` : hot, and hot in ``robust_from`` of every kind

    Raises
    ------
    ValueError
        If fewer than 30 incidents lie in ``area`` or they span fewer than 8 weeks, or
        a time is missing.
    KeyError
        If a column does not exist.

    Notes
    -----
    A cell counts as hot on another grid if its middle lies in a hot cell there.
    Beyond 26 weeks, runs of equally many weeks are left out instead of single ones.
    The three kinds weigh alike, so that many weeks do not drown one bad source.
    Stability is no p-value: it says how far a map hangs on one week, one reporter or
    where the lines of the grid happen to fall, not whether the hot spot is real.

    Examples
    --------
    Nine squares share seven incidents a day from two sources, the rest get one a week:

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> from shapely.geometry import box
    >>> area = gpd.GeoDataFrame(geometry=[box(0, 0, 2000, 2000)], crs="EPSG:3006")
    >>> at = np.arange(490)
    >>> day = np.concatenate([at // 7, np.arange(0, 70, 7)])
    >>> x = np.concatenate([450.0 + 200 * (at % 3), 1250.0 + 70 * np.arange(10)])
    >>> y = np.concatenate([450.0 + 200 * (at // 3 % 3), np.full(10, 1850.0)])
    >>> incidents = gpd.GeoDataFrame(
    ...     {
    ...         "start": pd.Timestamp("2018-01-01 20:00", tz="Europe/Stockholm")
    ...         + pd.to_timedelta(day, "D"),
    ...         "source": np.resize(["kommun", "polis"], 500),
    ...     },
    ...     geometry=gpd.points_from_xy(x, y, crs="EPSG:3006"),
    ... )
    >>> found = hot_spot_stability(incidents, area, cell_size=200)
    >>> found.loc["200mN600E600", ["hot", "robust"]].tolist()
    [True, True]
    """
    size = check_positive("cell_size", cell_size)
    limit = check_probability("alpha", alpha)
    fraction = check_probability("robust_from", robust_from)
    factors = [check_positive("size_factors", factor) for factor in size_factors]
    choices = Choices("randomization", "exact", correction)
    inside = _inside(incidents, area, time, source)
    study = _Study(area, choices, limit)
    zones = square_grid(area, cell_size=size)
    base, bins = study.hot(inside, zones)
    middle = zones.geometry.centroid
    weeks = _parts_of_weeks(inside, time)
    without_week = [study.hot(inside[weeks != w], zones)[0] for w in np.unique(weeks)]
    without_source = []
    if source is not None and len(inside[source].dropna().unique()) > 1:
        names = inside[source].dropna().unique()
        without_source = [
            study.hot(inside[inside[source] != name], zones)[0] for name in names
        ]
    other = [
        study.hot_at(inside, middle, size, shift=(dx * size, dy * size))
        for dx, dy in SHIFTS
    ] + [study.hot_at(inside, middle, size * factor) for factor in factors]
    kinds = {
        "stability_weeks": _share(without_week, len(zones)),
        "stability_sources": _share(without_source, len(zones)),
        "stability_grid": _share(other, len(zones)),
    }
    result = count_in_zones(inside, zones)[["n", zones.geometry.name]]
    result["gi_bin"], result["hot"] = bins, base
    shares = pd.DataFrame(kinds, index=result.index)
    result[list(kinds)] = shares
    result["stability"] = shares.mean(axis=1)
    result["robust"] = base & (shares.isna() | (shares >= fraction)).all(axis=1)
    return result[[*result.columns.drop(zones.geometry.name), zones.geometry.name]]


class _Study:
    """Hot spots of one area, made the same way for every variation."""

    def __init__(self, area: gpd.GeoDataFrame, choices: Choices, alpha: float) -> None:
        self.area = area
        self.choices = choices
        self.alpha = alpha
        self.rng = np.random.default_rng(0)  # the exact test draws nothing

    def hot(
        self, incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame
    ) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
        """Return which zones are hot, and their bins."""
        counts = count_in_zones(incidents, zones)["n"].to_numpy(dtype=float)
        windows = windows_of(zones, "queen")
        tested = compare_with_map(counts, windows, self.choices, self.rng)
        p = adjust_p_values(tested.p, self.choices.correction)
        hot = (np.nan_to_num(p, nan=1.0) <= self.alpha) & tested.is_high
        return hot, gi_bins(p, tested.is_high)

    def hot_at(
        self,
        incidents: gpd.GeoDataFrame,
        places: gpd.GeoSeries,
        size: float,
        *,
        shift: tuple[float, float] = (0.0, 0.0),
    ) -> NDArray[np.bool_]:
        """Return which places lie in a hot square of another size or origin."""
        # Moving the world against the fixed grid is moving the grid.
        dx, dy = -shift[0], -shift[1]
        moved = self.area.set_geometry(self.area.translate(dx, dy))
        points = incidents.set_geometry(incidents.translate(dx, dy))
        zones = square_grid(moved, cell_size=size)
        hot = zones[self.hot(points, zones)[0]]
        middles = gpd.GeoDataFrame(geometry=places.translate(dx, dy).to_numpy())
        middles = middles.set_crs(zones.crs)
        found = middles.sindex.query(hot.geometry, predicate="covers")[1]
        return np.isin(np.arange(len(middles)), found)


def _inside(
    incidents: gpd.GeoDataFrame,
    area: gpd.GeoDataFrame,
    time: str,
    source: str | None,
) -> gpd.GeoDataFrame:
    """Return the incidents inside the area, checked."""
    check_polygons("area", area)
    check_projected("area", area)
    check_points("incidents", incidents)
    check_times("incidents", incidents, time)
    if source is not None:
        check_columns("incidents", incidents, [source])
    points = in_crs_of("incidents", incidents, area)
    inside = points[points.intersects(area.union_all()).to_numpy()]
    if len(inside) < FEWEST_INCIDENTS:
        rule = f"at least {FEWEST_INCIDENTS} incidents inside 'area'"
        remedy = "Fewer make hot spots of single incidents; take a longer period."
        raise ValueError(sentence("incidents", rule, f"{len(inside)}", remedy))
    if inside[time].isna().any():
        got = f"{int(inside[time].isna().sum())} of {len(inside)} missing"
        remedy = f"Leave them out: incidents.dropna(subset=['{time}'])."
        raise ValueError(sentence("incidents", f"known in '{time}'", got, remedy))
    return inside


def _parts_of_weeks(incidents: gpd.GeoDataFrame, time: str) -> NDArray[np.int64]:
    """Return the part of the period, a week or a run of weeks, of each incident."""
    wall = pd.DatetimeIndex(incidents[time]).tz_localize(None).to_numpy()
    # Day 4 of the count from 1970 was a Monday.
    week = (wall.astype("datetime64[D]").astype(np.int64) - 4) // 7
    week = week - week.min()
    n_weeks = int(week.max()) + 1
    if n_weeks < FEWEST_WEEKS:
        rule = f"spread over at least {FEWEST_WEEKS} weeks"
        raise ValueError(sentence("incidents", rule, f"{n_weeks}"))
    run = -(-n_weeks // MOST_WEEK_PARTS)
    return np.asarray(week // run, dtype=np.int64)


def _share(variations: list[NDArray[np.bool_]], n: int) -> NDArray[np.float64]:
    return np.mean(variations, axis=0) if variations else np.full(n, np.nan)
