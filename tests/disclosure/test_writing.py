"""A public file depends on the counts and on nothing else, byte by byte."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from estgeo import publish

SUFFIXES = ["csv", "xlsx", "json", "geojson", "gpkg", "parquet"]


@pytest.fixture
def table(nine_squares):
    """Nine squares with both small and large counts."""
    return nine_squares.assign(n=[0, 3, 8, 12, 30, 9, 2, 17, 6])


def saved(table, path, **arguments):
    return publish(table, period="2018-03", **arguments).save(path).read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_counts_give_the_same_bytes(tmp_path, table, suffix):
    one = saved(table, tmp_path / f"a.{suffix}")
    other = saved(table.sample(frac=1, random_state=3), tmp_path / f"b.{suffix}")
    text = saved(table.assign(note="hemligt", x0=1.5), tmp_path / f"c.{suffix}")
    assert one == other == text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_small_counts_give_the_same_bytes_whatever_they_are(tmp_path, table, suffix):
    one = saved(table, tmp_path / f"a.{suffix}")
    # 0 and 3 swap places and the total stays: nobody can see it.
    swapped = table.assign(n=[3, 0, *table["n"].iloc[2:]])
    assert one == saved(swapped, tmp_path / f"b.{suffix}")


def test_what_is_written_reads_back(tmp_path, table):
    public = publish(table, period="2018-03")
    frame = public.to_frame()
    for suffix, read in [("gpkg", gpd.read_file), ("parquet", gpd.read_parquet)]:
        back = read(public.save(tmp_path / f"a.{suffix}"))
        assert back.crs == frame.crs
        np.testing.assert_array_equal(back["n"].to_numpy(float), frame["n"].to_numpy())
    back = pd.read_csv(public.save(tmp_path / "a.csv"), sep=";", decimal=",")
    np.testing.assert_array_equal(back["n"].to_numpy(float), frame["n"].to_numpy())


def test_no_text_becomes_a_formula(tmp_path):
    table = pd.DataFrame({"n": [20, 30]}, index=["=HYPERLINK(1)", "@SUM(A1)"])
    public = publish(table, period="2018-03")
    assert "'=HYPERLINK" in public.save(tmp_path / "a.csv").read_text(encoding="utf-8")
    sheet = load_workbook(public.save(tmp_path / "a.xlsx")).active
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_every_sign_that_starts_a_formula_is_guarded(tmp_path, sign):
    table = pd.DataFrame({"n": [20, 30]}, index=[f"{sign}1", "Norr"])
    path = publish(table, period="2018-03").save(tmp_path / "a.csv")
    lines = path.read_bytes().decode("utf-8-sig").split("\n")
    assert [line.split(";")[0] for line in lines[1:3]] == [f"'{sign}1", "Norr"]


def test_the_leak_is_named(tmp_path, table):
    incident = gpd.GeoDataFrame(
        {"incident_id": ["K-4711"]}, geometry=gpd.points_from_xy([1], [2]), crs=3006
    )
    named = table.rename(index=lambda at: f"K-471{at}")
    with pytest.raises(ValueError, match=r"got a id \(K-4711\) in csv"):
        publish(named, period="2018-03").save(tmp_path / "a.csv", incidents=incident)


def test_a_leak_stops_the_file(tmp_path, table):
    place = table.geometry.iloc[0].exterior.coords[0]
    # An incident exactly on a corner of the grid cannot be told from the grid, so
    # the writer refuses rather than guess.
    incident = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*zip(place)), crs=table.crs)
    with pytest.raises(ValueError, match="'path' must be free of traces"):
        publish(table, period="2018-03").save(
            tmp_path / "a.geojson", incidents=incident
        )
    assert list(tmp_path.iterdir()) == []


def test_unknown_formats_are_refused(tmp_path, table):
    with pytest.raises(ValueError, match=r"'path' must be a path that ends in .csv"):
        publish(table, period="2018-03").save(tmp_path / "a.shp")
    plain = pd.DataFrame(table.drop(columns="geometry"))
    with pytest.raises(ValueError, match="'table' must be with geometry"):
        publish(plain, period="2018-03").save(tmp_path / "a.gpkg")
