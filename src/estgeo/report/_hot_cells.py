"""Cells tested for hot spots: all reports together, and each larger theme by itself.

Youths at a school yard and windows broken along a street are two problems. Laid
together each blurs the other, and the test may see neither; so each theme with enough
reports is tested too, and all tests share one correction. All of it is made again
without weeks, without sources and on other grids: what stays hot is robust.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..analysis._tested_windows import (
    LEVELS,
    PEAK_LEVEL,
    Choices,
    compare_with_map,
    gi_bins,
    hot_spot_names,
)
from ..analysis._variations import (
    KINDS,
    Incidents,
    LocatedGrid,
    parts_of_weeks,
    stability_shares,
)
from ..analysis.hot_spots import hot_spots
from ..space_time.counting import count_in_zones
from ..stats.multiple_tests import adjust_p_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

FEWEST_IN_THEME = 30
SOURCE, TIME = "source", "start"
TESTED = ["gi_star", "window_sum", "expected_sum", "p_value", "p_adjusted", "gi_bin"]


@dataclass(frozen=True, slots=True)
class HotCells:
    """The tests of a grid: one for all reports and one a larger theme.

    Attributes
    ----------
    cells : GeoDataFrame
        Every cell with ``n`` and the facts of its clearest test: the columns
        of :func:`estgeo.hot_spots` are those of the test with the smallest adjusted
        p-value among those that say more than expected (else of all reports);
        ``hot_topic`` is its theme, "" for all reports; ``is_peak`` marks cells
        with more reports than chance by themselves.
    topics : list of str
        What was tested, "" for all reports first.
    bins : int array of shape (tests, cells)
        The class of each test (-3..3).
    """

    cells: gpd.GeoDataFrame
    topics: list[str]
    bins: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Remakings:
    """The tests made again: which cells stay hot by which topic.

    Attributes
    ----------
    weeks, grids : float arrays of shape (topics, cells)
        Share of the tests without single weeks, and on other grids, in which a cell is
        hot by the topic; NaN where there is nothing to leave out.
    without_source : dict of str to bool array of shape (topics, cells)
        The cells that are hot without the reports of a source.
    """

    weeks: Floats
    grids: Floats
    without_source: dict[str, Bools]


def cells_with_tests(
    incidents: gpd.GeoDataFrame, grid: gpd.GeoDataFrame, topic: str
) -> HotCells:
    """Return every cell with its count and its tests; all share one correction."""
    topics = _topics(incidents[topic])
    tests = [_tested(incidents, grid, topic, name) for name in topics]
    p = np.stack([test["p_value"].to_numpy(float) for test in tests])
    adjusted = adjust_p_values(p, "fdr_bh")
    more = np.stack([test["gi_star"].to_numpy(float) > 0 for test in tests])
    chosen = np.argmin(np.where(more & ~np.isnan(adjusted), adjusted, 2.0), axis=0)
    chosen[~more.any(axis=0)] = 0
    cells = tests[0].assign(hot_topic=np.array(topics, dtype=object)[chosen])
    # Peaks are of all reports, and corrected over all cells.
    peak_p = adjust_p_values(cells["peak_p"].to_numpy(float), "fdr_bh")
    is_peak = np.nan_to_num(peak_p, nan=1.0) <= PEAK_LEVEL
    cells = cells.assign(peak_p_adjusted=peak_p, is_peak=is_peak)
    at = np.arange(len(cells))
    for column in TESTED[:-2]:
        values = np.stack([test[column].to_numpy(float) for test in tests])
        cells[column] = values[chosen, at]
    cells["p_adjusted"] = adjusted[chosen, at]
    bins = gi_bins(adjusted[chosen, at], (cells["gi_star"] > 0).to_numpy())
    everywhere = np.ones(len(cells), dtype=bool)
    return HotCells(
        cells.assign(gi_bin=bins, hot_spot=hot_spot_names(bins, everywhere)),
        topics,
        np.stack([gi_bins(*test) for test in zip(adjusted, more, strict=True)]),
    )


def made_again(
    found: HotCells,
    incidents: gpd.GeoDataFrame,
    area: gpd.GeoDataFrame,
    *,
    topic: str,
    cell_size: float,
) -> Remakings:
    """Return the tests made again without weeks, without sources and on other grids.

    Weeks are not left out where there are fewer than 8 of them, nor a source that is
    the only one.
    """
    themes = incidents[topic].astype(str).to_numpy()
    chosen = [
        np.ones(len(incidents), dtype=bool) if name == "" else themes == name
        for name in found.topics
    ]
    known = _sources(incidents)
    held = Incidents(
        xy=np.column_stack([incidents.geometry.x, incidents.geometry.y]),
        week=parts_of_weeks(incidents[TIME]),
        source=np.full(len(incidents), -1),
    )
    kept_tests: dict[tuple[int, bytes], Bools] = {}

    def test_all(grid: LocatedGrid, kept: Bools) -> Bools:
        key = (id(grid.zones), kept.tobytes())
        if key not in kept_tests:
            kept_tests[key] = _hot(grid, [theme & kept for theme in chosen])
        return kept_tests[key]

    grid = LocatedGrid.of(found.cells, held.xy)
    rows = np.flatnonzero((found.bins > 0).any(axis=1))
    weeks = np.full(found.bins.shape, np.nan)
    grids = np.full(found.bins.shape, np.nan)
    grids_kept: list[gpd.GeoDataFrame] = []  # so that no two grids have the same id
    for row in rows:

        def test(other: LocatedGrid, kept: Bools, row: int = int(row)) -> Bools:
            grids_kept.append(other.zones)
            return np.asarray(test_all(other, kept)[row])

        shares = stability_shares(test, held, area, grid, cell_size=cell_size)
        weeks[row] = shares[KINDS[0]]
        grids[row] = shares[KINDS[2]]
    names = [name for name in dict.fromkeys(known) if name]
    without = (
        {name: test_all(grid, known != name) for name in names}
        if len(names) > 1
        else {}
    )
    return Remakings(weeks, grids, without)


def _sources(incidents: gpd.GeoDataFrame) -> NDArray[np.object_]:
    if SOURCE not in incidents.columns:
        return np.full(len(incidents), "", dtype=object)
    given = incidents[SOURCE].astype("object")
    known = given.where(given.notna(), "").astype(str)
    return np.asarray(known, dtype=object)


def _topics(topics: pd.Series) -> list[str]:
    """Return the themes tested: "" for all reports, then those with enough."""
    sizes = topics.value_counts()
    return ["", *sorted(sizes[sizes >= FEWEST_IN_THEME].index.astype(str))]


def _hot(grid: LocatedGrid, chosen: Sequence[Bools]) -> Bools:
    """Return the cells that are hot by each test, all with one correction."""
    choices = Choices("randomization", "exact", "none")
    rng = np.random.default_rng(0)  # the exact test draws nothing
    tests = [
        compare_with_map(grid.counts(some), grid.windows, choices, rng)
        for some in chosen
    ]
    adjusted = adjust_p_values(
        np.stack([test.of_windows(test.p) for test in tests]), "fdr_bh"
    )
    more = np.stack([test.of_windows(test.z > 0) for test in tests])
    return np.asarray(more & (np.nan_to_num(adjusted, nan=2.0) <= LEVELS[-1]))


def _tested(
    incidents: gpd.GeoDataFrame, grid: gpd.GeoDataFrame, topic: str, name: str
) -> gpd.GeoDataFrame:
    some = incidents if name == "" else incidents[incidents[topic].astype(str) == name]
    with warnings.catch_warnings():
        # What the cautions say stands in the report's own words beside the map.
        warnings.simplefilter("ignore", UserWarning)
        return hot_spots(count_in_zones(some, grid), correction="none")
