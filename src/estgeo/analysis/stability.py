"""Stability: which hot spots stay when weeks, sources or the grid change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_positive, check_probability, sentence
from .._columns import ROBUST_FROM
from .._frame_checks import (
    check_columns,
    check_points,
    check_polygons,
    check_projected,
    check_times,
    check_times_known,
    in_crs_of,
)
from .._reports import one_row_a_report
from ..space_time.grids import square_grid
from ._tested_windows import Choices, compare_with_map, gi_bins
from ._variations import (
    FEWEST_WEEKS,
    SIZE_FACTORS,
    Incidents,
    LocatedGrid,
    parts_of_sources,
    parts_of_weeks,
    robust,
    stability_shares,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Correction

    Bools = NDArray[np.bool_]
    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

FEWEST_INCIDENTS = 30


def hot_spot_stability(
    incidents: gpd.GeoDataFrame,
    area: gpd.GeoDataFrame,
    *,
    cell_size: float,
    size_factors: Sequence[float] = SIZE_FACTORS,
    robust_from: float = ROBUST_FROM,
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
    A cell counts as hot on another grid if its middle lies in, or touches, a hot cell
    there: moved by half a cell, four cells meet in the middle. Beyond 26 weeks, runs of
    equally many weeks are left out instead of single ones. The three kinds weigh alike,
    so that many weeks do not drown one bad source. The hot spots are those of [1]_; to
    leave weeks, sources and grids out, and how the shares are put together, is estgeo's
    own. Stability is no p-value: it says how far a map hangs on one week, one reporter
    or where the lines of the grid happen to fall, not whether the hot spot is real.

    References
    ----------
    .. [1] Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics.
       Geographical Analysis 27(4), 286-306.

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
    held = _held(inside, time, source)
    grid = LocatedGrid.of(square_grid(area, cell_size=size), held.xy)

    def tested(grid: LocatedGrid, kept: Bools) -> tuple[Floats, Bools]:
        # The exact test draws nothing at random.
        rng = np.random.default_rng(0)
        found = compare_with_map(grid.counts(kept), grid.windows, choices, rng)
        of = found.of_windows
        return of(found.adjusted(correction)), of(found.is_high)

    def hot(grid: LocatedGrid, kept: Bools) -> Bools:
        p, is_high = tested(grid, kept)
        return (np.nan_to_num(p, nan=1.0) <= limit) & is_high

    everything = np.ones(len(inside), dtype=bool)
    shares = stability_shares(
        hot, held, area, grid, cell_size=size, size_factors=factors
    )
    base = hot(grid, everything)
    result = grid.zones.assign(
        n=grid.counts(everything).astype(np.int64),
        gi_bin=gi_bins(*tested(grid, everything)),
        hot=base,
        **shares,
        stability=shares.mean(axis=1),
        robust=robust(base, shares, fraction),
    )
    return result[[*result.columns.drop("geometry"), "geometry"]]


def _held(inside: gpd.GeoDataFrame, time: str, source: str | None) -> Incidents:
    """Return place, week and source of each incident."""
    unknown = np.full(len(inside), -1)
    return Incidents(
        xy=np.column_stack([inside.geometry.x, inside.geometry.y]),
        week=_weeks(inside, time),
        source=unknown if source is None else parts_of_sources(inside[source]),
    )


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
    points = in_crs_of("incidents", one_row_a_report(incidents), area)
    inside = points[points.intersects(area.union_all()).to_numpy()]
    if len(inside) < FEWEST_INCIDENTS:
        rule = f"at least {FEWEST_INCIDENTS} incidents inside 'area'"
        remedy = "Fewer make hot spots of single incidents; take a longer period."
        raise ValueError(sentence("incidents", rule, f"{len(inside)}", remedy))
    check_times_known("incidents", inside, time)
    return inside


def _weeks(incidents: gpd.GeoDataFrame, time: str) -> Integers:
    week = parts_of_weeks(incidents[time])
    if (week < 0).any():
        rule = f"spread over at least {FEWEST_WEEKS} weeks"
        days = (incidents[time].max() - incidents[time].min()).days + 1
        remedy = "Take a longer period."
        raise ValueError(sentence("incidents", rule, f"{days} days", remedy))
    return week
