"""Cells tested for hot spots: all reports together, and each larger theme by itself.

Youths at a school yard and windows broken along a street are two problems. Laid
together each blurs the other, and the test may see neither; so each theme with enough
reports is tested too, and all tests share one correction.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from .._columns import HOT_SPOT_CATEGORIES
from ..analysis.hot_spots import hot_spots
from ..space_time.counting import count_in_zones
from ..stats.multiple_tests import adjust_p_values

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_IN_THEME = 30
LEVELS = ((3, 0.01), (2, 0.05), (1, 0.10))
ALONE = 0.05
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
    sizes = incidents[topic].value_counts()
    topics = ["", *sorted(sizes[sizes >= FEWEST_IN_THEME].index.astype(str))]
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
    at = np.arange(len(cells))
    for column in TESTED[:-2]:
        values = np.stack([test[column].to_numpy(float) for test in tests])
        cells[column] = values[chosen, at]
    cells["p_adjusted"] = adjusted[chosen, at]
    cells["gi_bin"] = _bins(cells["p_adjusted"], cells["gi_star"])
    names = cells["gi_bin"].map(HOT_SPOT_CATEGORIES)
    order = list(HOT_SPOT_CATEGORIES.values())
    cells["hot_spot"] = pd.Categorical(names, categories=order, ordered=True)
    return cells


def _tested(
    incidents: gpd.GeoDataFrame, grid: gpd.GeoDataFrame, topic: str, name: str
) -> gpd.GeoDataFrame:
    some = incidents if name == "" else incidents[incidents[topic].astype(str) == name]
    with warnings.catch_warnings():
        # What the cautions say stands in the report's own words beside the map.
        warnings.simplefilter("ignore", UserWarning)
        return hot_spots(count_in_zones(some, grid), correction="none")


def _bins(p_adjusted: pd.Series, gi_star: pd.Series) -> NDArray[np.int64]:
    bins = np.zeros(len(p_adjusted), dtype=np.int64)
    for level, limit in reversed(LEVELS):
        bins[(p_adjusted <= limit).to_numpy()] = level
    return np.asarray(bins * np.sign(gi_star.fillna(0)).astype(int).to_numpy())


def _alone(n: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return cells with more reports than if all used cells were alike."""
    used = n[n > 0]
    if not len(used):
        return np.zeros(len(n), dtype=bool)
    tail = stats.poisson.sf(n - 1, used.mean())
    return np.asarray(adjust_p_values(tail, "fdr_bh") <= ALONE)
