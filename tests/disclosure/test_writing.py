"""A public file depends on the counts and on nothing else, byte by byte."""

import contextlib
import csv
import json
import re
import sqlite3

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from openpyxl import load_workbook

from estgeo import __version__, publish

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
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[0] for row in rows[1:3]] == [f"'{sign}1", "Norr"]


def test_csv_opens_in_a_swedish_spreadsheet(tmp_path):
    table = pd.DataFrame({"n": [20, 9], "people": [3000, 100]}, index=["Öst", "Åby"])
    public = publish(table, period="2018-03", population="people")
    path = public.save(tmp_path / "new" / "folder" / "a.csv")
    # With the mark that tells Excel it is UTF-8, semicolons and decimal commas.
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "zone;n;low;high;shown;rate"
    assert lines[1] == "Åby;9,0;9,0;9,0;9;90,0"
    assert lines[2].startswith("Öst;20,0;20,0;20,0;20;6,66")
    assert len(lines) == 3


def test_json_and_xlsx_say_all_there_is_to_say(tmp_path, table):
    public = publish(table, period="2018-03")
    content = json.loads(public.save(tmp_path / "a.json").read_text(encoding="utf-8"))
    assert content["note"] == public.note
    assert (content["k"], content["method"], content["period"]) == (
        5,
        "suppress",
        "2018-03",
    )
    assert [cell["shown"] for cell in content["cells"]] == public.to_frame()[
        "shown"
    ].tolist()
    assert [total["n"] for total in content["totals"]] == [87]
    assert content["provenance"]["function"] == "publish"
    names = ["cells", "k", "method", "note", "period", "provenance", "totals"]
    names.append("estgeo-file")
    assert list(content) == names  # in one order, so that the bytes are the same
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "små" in text or "skydd" in text
    assert text.count("\n") > 10
    book = load_workbook(public.save(tmp_path / "a.xlsx"))
    sheet, about = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("zone", "n", "low", "high", "shown", "rate")
    assert rows[1][1:5] == (None, 0, None, "visas inte")
    assert len(rows) == 10
    assert about.title == "note"
    assert [row[0] for row in about.iter_rows(values_only=True)] == [
        *[public.note, "k = 5", "2018-03", f"estgeo {__version__}"]
    ]


def test_layers_bear_a_name_and_geojson_is_in_degrees(tmp_path, table):
    public = publish(table, period="2018-03")
    layer = gpd.read_file(public.save(tmp_path / "a.gpkg"), layer="public")
    assert layer.crs == table.crs
    bare = pd.read_parquet(public.save(tmp_path / "a.parquet"), engine="pyarrow")
    assert bare.columns.tolist() == public.to_frame().columns.tolist()
    stored = pq.read_schema(tmp_path / "a.parquet").names
    assert stored == public.to_frame().columns.tolist()
    features = json.loads(public.save(tmp_path / "b.geojson").read_text("utf-8"))
    assert set(features["features"][0]) == {"type", "properties", "geometry"}
    degrees = gpd.read_file(public.save(tmp_path / "a.geojson"))
    assert degrees.crs.to_epsg() == 4326
    assert degrees.total_bounds[0] == pytest.approx(15.2, abs=0.1)


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


def facts_in(path):
    """Return what a file says of itself, read as each format's own readers do."""
    if path.suffix == ".csv":
        beside = path.with_name(path.name + "-metadata.json")
        return json.loads(beside.read_text("utf-8"))["notes"][0]
    if path.suffix == ".parquet":
        return json.loads(pq.read_schema(path).metadata[b"estgeo"])
    content = json.loads(path.read_text("utf-8"))
    return content["estgeo"] if path.suffix == ".geojson" else content


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson", "parquet"])
def test_a_file_says_how_it_was_protected_and_what_made_it(tmp_path, table, suffix):
    public = publish(table, period="2018-03")
    facts = facts_in(public.save(tmp_path / f"a.{suffix}"))
    assert facts["note"] == public.note
    assert (facts["k"], facts["method"], facts["period"]) == (5, "suppress", "2018-03")
    assert facts["provenance"] == public.provenance.to_dict()
    assert facts["provenance"]["version"] == __version__


def test_the_geopackage_says_what_made_it(tmp_path, table):
    path = publish(table, period="2018-03").save(tmp_path / "a.gpkg")
    with contextlib.closing(sqlite3.connect(path)) as opened:
        rows = opened.execute("select description from gpkg_contents").fetchall()
    (told,) = rows[0]
    assert re.fullmatch(
        rf"estgeo {re.escape(__version__)} \(estgeo-file public [0-9a-f-]{{34}} [0-9a-f]{{64}}\)",
        told,
    )


def test_the_description_of_a_csv_follows_csv_on_the_web(tmp_path, table):
    named = table.rename(index=lambda at: f"ruta {at}")
    public = publish(named, period="2018-03")
    path = public.save(tmp_path / "mars.csv")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "estgeo-files.json",
        "estgeo-published.json",
        "mars.csv",
        "mars.csv-metadata.json",
    ]
    told = json.loads((tmp_path / "mars.csv-metadata.json").read_text("utf-8"))
    assert (told["@context"], told["url"]) == ("http://www.w3.org/ns/csvw", "mars.csv")
    assert told["dc:provenance"] == f"estgeo {__version__}"
    assert told["dc:description"] == public.note
    assert told["dialect"] == {"delimiter": ";", "encoding": "utf-8", "header": True}
    # Read by what it says, without knowing the file, the numbers are numbers.
    columns = told["tableSchema"]["columns"]
    numbers = [c for c in columns if c["datatype"] != "string"]
    frame = pd.read_csv(
        path,
        sep=told["dialect"]["delimiter"],
        decimal=numbers[0]["datatype"]["format"]["decimalChar"],
        encoding=told["dialect"]["encoding"] + "-sig",
    )
    assert frame.columns.tolist() == [column["titles"] for column in columns]
    assert frame.select_dtypes("number").columns.tolist() == [
        column["titles"] for column in numbers
    ]


def test_letters_stand_as_they_are_in_every_text(tmp_path, table):
    named = table.rename(index=lambda at: f"Söderås {at}")
    public = publish(named, period="2018-03")
    for name in ("a.csv", "a.json", "a.geojson"):
        assert "Söderås".encode() in public.save(tmp_path / name).read_bytes()


def test_the_description_is_the_same_for_the_same_table(tmp_path, table):
    texts = []
    for shown in (table, table.sample(frac=1, random_state=3).assign(x0=1.5)):
        publish(shown, period="2018-03").save(tmp_path / "a.csv")
        texts.append((tmp_path / "a.csv-metadata.json").read_bytes())
    swapped = table.assign(n=[3, 0, *table["n"].iloc[2:]])
    publish(swapped, period="2018-03").save(tmp_path / "a.csv")
    assert texts == [(tmp_path / "a.csv-metadata.json").read_bytes()] * 2


def test_the_description_of_a_csv_is_searched_for_leaks_too(tmp_path, table):
    # The period stands in the description alone.
    incident = gpd.GeoDataFrame(
        {"incident_id": ["2018-03"]}, geometry=gpd.points_from_xy([1], [2]), crs=3006
    )
    with pytest.raises(ValueError, match="2018-03"):
        publish(table, period="2018-03").save(tmp_path / "a.csv", incidents=incident)
    assert list(tmp_path.iterdir()) == []


def test_readers_pass_by_what_geojson_says_of_itself(tmp_path, table):
    public = publish(table, period="2018-03")
    path = public.save(tmp_path / "a.geojson")
    frame = gpd.read_file(path)
    assert frame.columns.tolist() == public.to_frame().columns.tolist()
    assert frame["shown"].tolist() == public.to_frame()["shown"].tolist()
    assert pyogrio.read_info(path)["features"] == len(frame) == 9
