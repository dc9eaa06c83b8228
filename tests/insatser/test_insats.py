"""The insats object and the files it is read from."""

import re
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from estgeo.insatser.insats import Insats, read_insatser

AREA = box(0, 0, 100, 100)


def test_days_are_wall_clock_days_whatever_they_are_given_as():
    midnight = pd.Timestamp("2018-03-05 23:30", tz="Europe/Stockholm")
    given = ["2018-03-05", date(2018, 3, 5), pd.Timestamp("2018-03-05 10:00"), midnight]
    assert {Insats("x", AREA, day).start for day in given} == {
        pd.Timestamp("2018-03-05")
    }


def test_parts_of_a_frame_are_joined_and_its_crs_kept():
    parts = gpd.GeoSeries([AREA, box(200, 0, 300, 100)], crs="EPSG:3006")
    insats = Insats("x", parts, "2018-03-05", themes="brand")
    assert insats.area.area == 20_000
    assert insats.crs.to_epsg() == 3006
    assert insats.themes == ("brand",)
    assert insats.to_frame().crs.to_epsg() == 3006


@pytest.mark.parametrize(
    ("changes", "error", "match"),
    [
        ({"area": "here"}, TypeError, "'area' must be a polygon"),
        ({"area": LineString([(0, 0), (1, 1)])}, ValueError, "got LineString.*buffer"),
        ({"area": Polygon()}, ValueError, "empty"),
        (
            {"area": Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])},
            ValueError,
            "'area' must be valid, got Self-inter",
        ),
        ({"start": "snart"}, ValueError, "'start' must be a day"),
        ({"start": None}, ValueError, "'start' must be a day"),
        ({"end": "2018-03-04"}, ValueError, "'end' must be on or after 'start'"),
    ],
)
def test_bad_insatser(changes, error, match):
    values = {"name": "x", "area": AREA, "start": "2018-03-05"} | changes
    with pytest.raises(error, match=match):
        Insats(**values)


def test_a_crossed_border_can_be_mended_as_the_message_says():
    # The bow tie has a tail, which must not come along as a line.
    bow_tie = Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 9), (0, 1)])
    with pytest.raises(ValueError, match="'area' must be valid") as refused:
        Insats("x", bow_tie, "2018-03-05")
    call = re.search(r"shapely\.make_valid\(.*\)", str(refused.value))[0]
    mended = eval(call, {"shapely": shapely, "area": bow_tie})
    assert Insats("x", mended, "2018-03-05").area.area == pytest.approx(0.5)


@pytest.fixture
def frame():
    return gpd.GeoDataFrame(
        {
            "name": ["Belysning", "Väktare"],
            "start": ["2018-03-05", "2018-05-01"],
            "end": [None, "2018-06-30"],
            "kind": ["fysisk", "väktare"],
            "themes": ["", "brand; skadegörelse"],
        },
        geometry=[AREA, box(500, 0, 600, 100)],
        crs="EPSG:3006",
    )


@pytest.mark.parametrize("suffix", ["gpkg", "geojson"])
def test_files_give_what_was_written(frame, tmp_path, suffix):
    path = tmp_path / f"insatser.{suffix}"
    written = frame if suffix == "gpkg" else frame.to_crs(4326)
    written.to_file(path)
    light, guard = read_insatser(path)
    assert (light.name, light.end, light.themes) == ("Belysning", None, None)
    assert guard.end == pd.Timestamp("2018-06-30")
    assert guard.themes == ("brand", "skadegörelse")
    assert light.crs.to_epsg() == (3006 if suffix == "gpkg" else 4326)


@pytest.mark.parametrize("delimiter", [";", ","])
def test_csv_with_well_known_text(tmp_path, delimiter):
    path = tmp_path / "insatser.csv"
    wkt = '"SRID=3006;POLYGON ((0 0, 100 0, 100 100, 0 0))"'
    rows = [["namn", "startdatum", "wkt"], ["Belysning", "2018-03-05", wkt]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    (insats,) = read_insatser(path)
    assert insats.crs.to_epsg() == 3006
    assert insats.area.area == 5_000


def test_csv_without_crs_asks_for_it(tmp_path):
    path = tmp_path / "insatser.csv"
    path.write_text('name;start;wkt\nA;2018-03-05;"POLYGON ((0 0, 1 0, 1 1, 0 0))"')
    with pytest.raises(ValueError, match="'crs' must be given for a csv"):
        read_insatser(path)
    assert read_insatser(path, crs="EPSG:3006")[0].name == "A"


def test_geometry_under_another_name(frame):
    renamed = frame.rename_geometry("yta")
    assert [i.area for i in read_insatser(renamed)] == list(frame.geometry)
    assert list(renamed.columns) == [*frame.columns[:-1], "yta"]


def test_bad_rows_are_counted_and_the_first_is_named(frame):
    frame["start"] = ["snart", "2018-05-01"]
    with pytest.raises(ValueError, match=r"1 of 2 that are not. First, row 0: 'start'"):
        read_insatser(frame)


def test_missing_columns_are_named(frame):
    with pytest.raises(KeyError, match="'start'"):
        read_insatser(frame.drop(columns="start"))
