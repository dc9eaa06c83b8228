"""Text stays text: no formula, no broken file, no turned letters."""

import csv
import hashlib
import io
import re
from importlib.resources import files
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from builders import LIVE, PAYLOADS, STARTS
from openpyxl import load_workbook
from shapely.geometry import box

import estgeo as eg
from estgeo._inert import clean, sheet_name, without_formulas, would_run, write_sheets

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")


def cells_of(path):
    return [
        c for sheet in load_workbook(path) for row in sheet.iter_rows() for c in row
    ]


def zones_named(names):
    return gpd.GeoDataFrame(
        {"zone": names, "n": range(10, 10 + len(names))},
        geometry=[box(i * 10, 0, i * 10 + 10, 10) for i in range(len(names))],
        crs=3006,
    )


@pytest.mark.parametrize("text", [*STARTS, *LIVE])
def test_what_would_run_is_known(text):
    assert would_run(text)
    guarded = without_formulas(pd.DataFrame({text: [text]}))
    # A sign that is no text is shown as one, and then nothing runs behind it.
    assert guarded.columns[0][0] in "'\ufffd"
    assert guarded.iloc[0, 0][0] in "'\ufffd"


@pytest.mark.parametrize("text", ["-3,5", "+46", "Norr", "a=b", "", "1-2", "å@b.se"])
def test_what_does_not_run_is_left(text):
    assert without_formulas(pd.DataFrame({"a": [text]})).iloc[0, 0] == text


def test_other_cells_are_left_as_they_are():
    frame = pd.DataFrame({"n": [1.5, None], "t": pd.to_datetime(["2018-03-01"] * 2)})
    pd.testing.assert_frame_equal(without_formulas(frame), frame)
    kinds = without_formulas(pd.DataFrame({"c": pd.Categorical(["=1", "b"])}))
    assert kinds["c"].tolist() == ["'=1", "b"]


def test_a_workbook_runs_nothing_and_breaks_on_nothing(tmp_path):
    path = tmp_path / "a.xlsx"
    frame = pd.DataFrame(dict.fromkeys(PAYLOADS, PAYLOADS))
    write_sheets(path, {**dict.fromkeys(PAYLOADS, frame), "=" * 40: frame})
    book = load_workbook(path)
    assert len(book.sheetnames) == len(PAYLOADS) + 1
    cells = cells_of(path)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if UNFIT.search(cell.value.replace("\r", ""))]
    # Text as it was, with the mark that keeps it text when the cell is edited.
    sheet = book.worksheets[0]
    found = {sheet.cell(row + 2, 1).value: row for row in range(len(PAYLOADS))}
    assert "=1+1" in found
    assert "_x005F_x0041_" in found  # as a workbook writes "_x0041_"
    assert sheet.cell(found["=1+1"] + 2, 1).quotePrefix
    assert not sheet.cell(found["totalt"] + 2, 1).quotePrefix


def test_numbers_times_and_truth_stay_what_they_are(tmp_path):
    path = tmp_path / "a.xlsx"
    when = pd.Timestamp("2018-03-07 17:30", tz="Europe/Stockholm")
    frame = pd.DataFrame(
        {
            "n": [1, 2],
            "x": [0.1 + 0.2, float("inf")],
            "t": [when, pd.NaT],
            "is": [True, False],
            "o": pd.Series([when, "=1"], dtype=object),
        }
    )
    write_sheets(path, {"blad": frame})
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    wall = when.tz_localize(None).to_pydatetime()
    assert rows[1] == (1, 0.1 + 0.2, wall, True, wall)
    assert rows[2] == (2, "inf", None, False, "=1")


def test_a_return_inside_a_text_starts_no_formula():
    frame = pd.DataFrame({"a": ["Norr\r=1+1", "Norr\rSöder"]})
    assert without_formulas(frame)["a"].tolist() == ["Norr\r'=1+1", "Norr\rSöder"]


def test_a_saved_set_comes_back_with_its_returns(tmp_path):
    frame = pd.DataFrame(
        {"Datum": "2018-03-07", "lon": [15.2], "lat": [59.3], "Text": ["a\r=1\n=2"]}
    )
    found = eg.read_incidents(frame)
    back = eg.read_incidents(found.save(tmp_path / "a.csv"))
    assert back.incidents["Text"].tolist() == ["a\r=1\n=2"]


def test_names_of_sheets_are_what_a_workbook_takes():
    names: list[str] = []
    for name in ["a/b", "A?b", "History", "", "'x'", "å" * 40, "å" * 40, "a\x07\u202e"]:
        names.append(sheet_name(name, names))
    assert names[:5] == ["a_b", "A_b_2", "History_2", "_", "x"]
    assert [len(name) for name in names[5:7]] == [31, 31]
    assert names[7] == "a��"


def test_what_is_no_text_is_shown():
    assert clean("a\x00\x1f\ud800\uffff\u2066b\tc\nd") == "a�����b\tc\nd"
    assert clean("Åsa – 5 €, שלום, 👩‍👩‍👧") == "Åsa – 5 €, שלום, 👩‍👩‍👧"


@pytest.mark.parametrize(
    "suffix", ["csv", "xlsx", "json", "geojson", "gpkg", "parquet"]
)
def test_a_public_table_takes_any_name(suffix, tmp_path):
    table = eg.publish(zones_named(PAYLOADS).set_index("zone"), period="2018-03")
    assert len(table.to_frame()) == len(PAYLOADS)  # "totalt" is an area like others
    path = table.save(tmp_path / f"a.{suffix}")
    if suffix == "xlsx":
        assert not [cell for cell in cells_of(path) if cell.data_type == "f"]
    if suffix == "csv":
        raw = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=";"))
        assert not [cell for row in rows for cell in row if cell[:1] in set("=+@\t＝")]
        assert "\r=" not in raw


def test_a_map_takes_any_name(tmp_path):
    zones = zones_named(PAYLOADS)
    eg.map_counts(zones, name="zone", title=PAYLOADS[-3]).save(tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not UNFIT.search(text.replace("\r", ""))
    assert "x�gpj.exe" in text


@pytest.mark.filterwarnings("ignore::UserWarning")  # of few data, told elsewhere
@pytest.mark.parametrize("part", range(0, len(PAYLOADS), 5))
def test_a_lagesbild_takes_any_name(part, tmp_path):
    town = eg.simulate_incidents(weeks=12, rng=2018)
    names = (PAYLOADS[part : part + 5] + PAYLOADS)[: len(town.zones)]
    zones = town.zones.assign(name=names)
    incidents = town.incidents
    said = [names[at % len(names)] for at in range(len(incidents))]
    picture = eg.lagesbild(
        incidents.assign(category=said, theme=said),
        zones,
        period="2018-02",
        place=names[0],
    )
    page = picture.save(tmp_path).read_text(encoding="utf-8")
    assert not UNFIT.search(page.replace("\r", ""))
    cells = cells_of(tmp_path / "tables.xlsx")
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sorted(gpd.read_file(tmp_path / "layers.gpkg", layer="zones").columns)


def test_security_tells_what_a_page_is_made_of():
    told = (Path(__file__).parents[1] / "SECURITY.md").read_text(encoding="utf-8")
    folder = files("xstatic.pkg.leaflet") / "data"
    for name in ("leaflet.js", "leaflet.css"):
        content = (folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() in told
    assert "Leaflet 1.9.3" in (folder / "leaflet.js").read_text(encoding="utf-8")[:200]
    page = eg.Map().get_root().render()
    assert "Redistribution and use in source and binary forms" in page
    assert "Volodymyr Agafonkin" in page
