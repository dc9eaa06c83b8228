from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import estgeo as eg

GOLDENS = Path(__file__).parents[1] / "goldens" / "spacetime_counts"
MEMPHIS = Path(__file__).parents[2] / "sample_data" / "memphis"


@pytest.fixture(scope="module")
def memphis():
    table = pd.read_csv(MEMPHIS / "robberies.csv")
    points = gpd.points_from_xy(table["longitude"], table["latitude"])
    start = pd.to_datetime(table["date"], utc=True)
    incidents = gpd.GeoDataFrame(table.assign(start=start), geometry=points, crs=4326)
    zones = gpd.read_file(MEMPHIS / "precincts.geojson").set_index("precinct")
    return incidents, zones


@pytest.mark.parametrize("zones_crs", [4326, 32615])
@pytest.mark.parametrize("points_crs", [4326, 32615])
def test_memphis_by_precinct_and_month_is_that_of_sf(memphis, zones_crs, points_crs):
    incidents, zones = memphis
    cube = eg.space_time_cube(
        incidents.to_crs(points_crs), zones.to_crs(zones_crs), every="month"
    )
    golden = pd.read_csv(GOLDENS / "memphis_precinct_month.csv")
    golden = golden.pivot_table(
        index="precinct", columns="mo", values="count", fill_value=0
    )
    ours = cube["n"].to_pandas().loc[golden.index, golden.columns]
    assert (ours.to_numpy() == golden.to_numpy()).all()
    assert int(cube["n"].sum()) == golden.to_numpy().sum()
    assert cube.attrs["n_outside_zones"] == 1
    assert cube.attrs["n_outside_span"] == 0


def test_each_memphis_point_is_in_the_precinct_sf_finds(memphis):
    incidents, zones = memphis
    golden = pd.read_csv(GOLDENS / "memphis_point_precinct.csv").set_index("uid")
    outside = eg.outside_zones(incidents, zones)["uid"].tolist()
    assert outside == golden.index[golden["precinct"].isna()].tolist()
    for precinct in zones.index:
        within = eg.outside_zones(incidents, zones.drop(index=precinct))["uid"]
        expected = golden.index[golden["precinct"] == precinct]
        assert set(within) - set(outside) == set(expected)


def test_a_cube_by_theme_sums_to_the_cube(twenty_incidents, four_squares):
    cube = eg.space_time_cube(twenty_incidents, four_squares, by="source")
    assert cube["n"].dims == ("zone", "period", "source")
    assert cube["source"].values.tolist() == ["kommun", "polis"]
    plain = eg.space_time_cube(twenty_incidents, four_squares)
    assert (cube["n"].sum("source") == plain["n"]).all()
    assert int(plain["n"].sum()) == 20
    assert cube.xindexes["geometry"].crs == four_squares.crs


def test_what_is_outside_the_span_is_told(twenty_incidents, four_squares):
    cube = eg.space_time_cube(
        twenty_incidents, four_squares, span=("2018-W11", "2018-W11")
    )
    assert cube["period"].values.tolist() == ["2018-W11"]
    assert int(cube["n"].sum()) == 7
    assert cube.attrs["n_outside_span"] == 13


def test_repeated_labels_are_refused(twenty_incidents, four_squares):
    with pytest.raises(ValueError, match="1 of 4 repeated"):
        eg.space_time_cube(twenty_incidents, four_squares.set_axis([1, 1, 2, 3]))


def test_a_column_of_a_taken_name_is_refused(twenty_incidents, four_squares):
    with pytest.raises(ValueError, match="Rename the column"):
        eg.space_time_cube(twenty_incidents, four_squares, by="zone")
