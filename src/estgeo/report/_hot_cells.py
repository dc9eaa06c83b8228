"""Cells tested for hot spots: all reports together, and each larger theme by itself.

Youths at a school yard and windows broken along a street are two problems. Laid
together each blurs the other, and the test may see neither; so each theme with enough
reports is tested too, and all tests share one correction. All of it is made again
without weeks, without sources and on other grids: what stays hot is robust.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from ..analysis._significance import LEVELS, PEAK_LEVEL, gi_bins, hot_spot_names
from ..analysis._tested_windows import Choices, compare_with_map
from ..analysis._variations import (
    KINDS,
    Incidents,
    LocatedGrid,
    parts_of_sources,
    parts_of_weeks,
    robust,
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
ALONE = 0.05
SOURCE, TIME = "source", "start"
TESTED = ["gi_star", "window_sum", "expected_sum", "p_value", "p_adjusted", "gi_bin"]


def cells_with_tests(
    incidents: gpd.GeoDataFrame, grid: gpd.GeoDataFrame, topic: str
) -> gpd.GeoDataFrame:
    """Return every cell with its count, its clearest test and what that was of.

    ``n`` counts all reports; the columns of :func:`estgeo.hot_spots` are those of the
    test with the smallest adjusted p-value among those that say more than expected
    (else of all reports); ``hot_topic`` is its theme, "" for all reports;
    ``stands_alone`` marks cells with more reports than chance by themselves.
    """
    topics = _topics(incidents[topic])
    tests = [_tested(incidents, grid, topic, name) for name in topics]
    p = np.stack([test["p_value"].to_numpy(float) for test in tests])
    adjusted = adjust_p_values(p, "fdr_bh")
    more = np.stack([test["gi_star"].to_numpy(float) > 0 for test in tests])
    chosen = np.argmin(np.where(more & ~np.isnan(adjusted), adjusted, 2.0), axis=0)
    chosen[~more.any(axis=0)] = 0
    cells = tests[0].assign(
        hot_topic=np.array(topics, dtype=object)[chosen],
        stands_alone=_alone(tests[0]["n"].to_numpy()),
    )
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
    return cells.assign(gi_bin=bins, hot_spot=hot_spot_names(bins, everywhere))


def with_stability(
    cells: gpd.GeoDataFrame,
    incidents: gpd.GeoDataFrame,
    area: gpd.GeoDataFrame,
    *,
    topic: str,
    cell_size: float,
) -> gpd.GeoDataFrame:
    """Return tested cells with ``stability_weeks``, ..., and ``robust``.

    The columns are those of :func:`estgeo.hot_spot_stability`, for the tests of
    ``cells_with_tests`` on the squares over ``area``. Weeks are not left out where
    there are fewer than 8 of them, nor a source that is the only one.
    """
    hot = (cells["gi_bin"] > 0).to_numpy()
    if not hot.any():
        return cells.assign(**dict.fromkeys(KINDS, np.nan), robust=False)
    themes = incidents[topic].astype(str).to_numpy()
    chosen = [
        np.ones(len(incidents), dtype=bool) if name == "" else themes == name
        for name in _topics(incidents[topic])
    ]
    held = Incidents(
        xy=np.column_stack([incidents.geometry.x, incidents.geometry.y]),
        week=parts_of_weeks(incidents[TIME]),
        source=(
            parts_of_sources(incidents[SOURCE])
            if SOURCE in incidents.columns
            else np.full(len(incidents), -1)
        ),
    )

    def test(grid: LocatedGrid, kept: Bools) -> Bools:
        return _hot(grid, [theme & kept for theme in chosen])

    grid = LocatedGrid.of(cells, held.xy)
    shares = stability_shares(test, held, area, grid, cell_size=cell_size)
    return cells.assign(**shares, robust=robust(hot, shares))


def _topics(topics: pd.Series) -> list[str]:
    """Return the themes tested: "" for all reports, then those with enough."""
    sizes = topics.value_counts()
    return ["", *sorted(sizes[sizes >= FEWEST_IN_THEME].index.astype(str))]


def _hot(grid: LocatedGrid, chosen: Sequence[Bools]) -> Bools:
    """Return cells that are hot by any of the tests, all with one correction."""
    choices = Choices("randomization", "exact", "none")
    rng = np.random.default_rng(0)  # the exact test draws nothing
    tests = [
        compare_with_map(grid.counts(some), grid.windows, choices, rng)
        for some in chosen
    ]
    adjusted = adjust_p_values(np.stack([test.p for test in tests]), "fdr_bh")
    more = np.stack([test.z > 0 for test in tests])
    least = np.where(more & ~np.isnan(adjusted), adjusted, 2.0).min(axis=0)
    return np.asarray(least <= LEVELS[-1])


def _tested(
    incidents: gpd.GeoDataFrame, grid: gpd.GeoDataFrame, topic: str, name: str
) -> gpd.GeoDataFrame:
    some = incidents if name == "" else incidents[incidents[topic].astype(str) == name]
    with warnings.catch_warnings():
        # What the cautions say stands in the report's own words beside the map.
        warnings.simplefilter("ignore", UserWarning)
        return hot_spots(count_in_zones(some, grid), correction="none")


def _alone(n: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return cells with more reports than if all used cells were alike."""
    used = n[n > 0]
    if not len(used):
        return np.zeros(len(n), dtype=bool)
    tail = stats.poisson.sf(n - 1, used.mean())
    return np.asarray(adjust_p_values(tail, "fdr_bh") <= ALONE)
