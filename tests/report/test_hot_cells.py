"""Cells are tested for all reports and for each theme, with one correction."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo.analysis._variations import LocatedGrid
from estgeo.report._hot_cells import _hot, cells_with_tests, made_again


@pytest.fixture(scope="module")
def quarter():
    """The last thirteen weeks of Valboås, and a grid of 100 m."""
    town = eg.simulate_incidents(rng=11)
    incidents = town.incidents
    recent = incidents[
        incidents["start"] >= incidents["start"].max() - np.timedelta64(91, "D")
    ]
    return town, recent, eg.square_grid(town.zones, cell_size=100)


def test_the_planted_places_are_hot_by_their_theme(quarter):
    town, recent, grid = quarter
    cells = cells_with_tests(recent, grid, "theme").cells
    spots = town.truth.hot_spots
    yard = spots[spots["name"] == "Valboåsskolan"].geometry.union_all()
    at_school = cells[cells.intersects(yard)]
    assert (at_school["gi_bin"] == 3).any()
    assert set(at_school.loc[at_school["gi_bin"] == 3, "hot_topic"]) == {
        "samlingsplats"
    }
    streets = spots[spots["category"] == "Skadegörelse"].geometry.union_all()
    assert (cells[cells.intersects(streets)]["gi_bin"] > 0).sum() >= 3


def test_shuffled_places_are_seldom_hot(quarter):
    town, recent, grid = quarter
    rng = np.random.default_rng(3)
    west, south, east, north = town.zones.total_bounds
    hot = 0
    for _ in range(20):
        x, y = (
            rng.uniform(west, east, len(recent)),
            rng.uniform(south, north, len(recent)),
        )
        spread = recent.set_geometry(gpd.points_from_xy(x, y), crs=recent.crs)
        hot += bool(
            (cells_with_tests(spread, grid, "theme").cells["gi_bin"] >= 2).any()
        )
    assert hot <= 4  # 5 % each; more than 4 of 20 in 0.3 % of runs


def test_a_cell_far_above_all_others_is_a_peak(quarter):
    _, recent, grid = quarter
    spot = grid.geometry.iloc[5].centroid
    many = recent.sample(120, random_state=1).set_geometry([spot] * 120, crs=recent.crs)
    cells = cells_with_tests(pd.concat([recent, many]), grid, "theme").cells
    assert cells["is_peak"].iloc[5]
    assert not cells["is_peak"][cells["n"] <= 1].any()


def test_columns_and_counts_are_those_of_hot_spots(quarter):
    _, recent, grid = quarter
    cells = cells_with_tests(recent, grid, "theme").cells
    assert cells["n"].sum() <= len(recent)
    assert {"gi_bin", "hot_spot", "p_adjusted", "hot_topic", "is_peak"} <= set(cells)
    assert cells.index.equals(grid.index)


def test_what_one_source_reports_is_seen_only_with_it(quarter):
    town, recent, grid = quarter
    found = cells_with_tests(recent, grid, "theme")
    row = found.topics.index("samlingsplats")
    yard = town.truth.hot_spots.loc[
        town.truth.hot_spots["name"] == "Valboåsskolan", "geometry"
    ].union_all()
    at_school = found.cells.intersects(yard).to_numpy() & (found.bins[row] > 0)
    assert at_school.any()

    def again(incidents):
        return made_again(found, incidents, town.zones, topic="theme", cell_size=100)

    gathering = recent["theme"] == "samlingsplats"
    one = recent.assign(source=np.where(gathering, "skola", "kommun"))
    made = again(one)
    assert set(made.without_source) == {"skola", "kommun"}
    assert not made.without_source["skola"][row, at_school].any()
    assert made.without_source["kommun"][row, at_school].all()
    assert (made.weeks[row, at_school] >= 0.8).any()  # steady for all that
    assert again(recent.drop(columns="source")).without_source == {}
    month = recent[recent["start"] >= recent["start"].max() - np.timedelta64(30, "D")]
    assert np.isnan(again(month).weeks).all()


def test_nothing_left_out_is_the_test_itself(quarter):
    _, recent, grid = quarter
    cells = cells_with_tests(recent, grid, "theme").cells
    xy = np.column_stack([recent.geometry.x, recent.geometry.y])
    sizes = recent["theme"].value_counts()
    themes = sizes.index[sizes >= 30]
    chosen = [np.ones(len(recent), dtype=bool)]
    chosen += [(recent["theme"] == name).to_numpy() for name in themes]
    hot = _hot(LocatedGrid.of(grid, xy), chosen)
    assert hot.any()
    assert (hot.any(axis=0) == (cells["gi_bin"] > 0)).all()
