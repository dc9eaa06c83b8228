"""What a saved set looks like in its file, and what is not taken for one."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyogrio
import pytest

import estgeo as eg
from estgeo.incidents._stored import (
    RESERVED,
    as_plain_column,
    as_str,
    as_text_column,
    exact_floats,
    from_stored,
    from_wall_clock,
    offsets,
    read_stored,
    safe_text,
    stored_names,
    unsafe_text,
    wall_clock,
)

ZONE = "datetime64[us, Europe/Stockholm]"


def text(*values):
    return pd.Series(values, dtype="str")


def listed(column):
    return [None if pd.isna(value) else value for value in column]


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        *[(f"{sign}x", f"'{sign}x") for sign in "=+-@\t\r"],
        ("'=x", "''=x"),
        ("''@x", "'''@x"),
        # An apostrophe before anything else, and numbers, are no danger.
        *[(plain, plain) for plain in ("'x", "x=1", "-3", "+3,5", "-3.5", "", " =x")],
        ("-3.5.1", "'-3.5.1"),
        ("-3,", "'-3,"),
        ("-1+1", "'-1+1"),
    ],
)
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(value, stored):
    assert safe_text(text(value, None)).iloc[0] == stored
    assert listed(unsafe_text(safe_text(text(value, None)))) == [value, None]


def test_names_in_a_file_differ_by_more_than_case():
    names = ["Typ", "typ", "TYP", "typ_2", "geom", "Geom", "å", "Å"]
    assert list(stored_names(names, ("fid", "geom")).values()) == [
        *["Typ", "typ_2", "TYP_3", "typ_2_2", "geom_2", "Geom_3", "å", "Å_2"]
    ]


def test_times_keep_clock_and_offset():
    summer_ends = ["2018-10-28 00:30Z", "2018-10-28 01:30Z", None]
    times = pd.Series(pd.to_datetime(summer_ends, format="ISO8601")).astype(ZONE)
    assert listed(offsets(times)) == ["+02:00", "+01:00", None]
    wall = wall_clock(times)
    assert [str(t) for t in wall[:2]] == ["2018-10-28 02:30:00"] * 2
    again = from_wall_clock(wall, offsets(times), ZONE)
    pd.testing.assert_series_equal(again, times)
    said = as_text_column(times)
    assert listed(said) == [
        *["2018-10-28T02:30:00.000000+02:00", "2018-10-28T02:30:00.000000+01:00", None]
    ]
    pd.testing.assert_series_equal(from_stored(said, ZONE), times)


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        (pd.Series(pd.to_datetime(["2018-03-07 17:30:00.25", None])),
         ["2018-03-07T17:30:00.250000", None]),
        (pd.Series([0.1, np.nan, 1e300]), ["0.1", None, "1e+300"]),
        (pd.Series(pd.array([1.5, None], "Float64")), ["1.5", None]),
        (pd.Series([1, 2]), ["1", "2"]),
        (pd.Series(pd.array([1, None], "Int64")), ["1", None]),
        (pd.Series([True, False]), ["True", "False"]),
        (text("NA", None), ["NA", None]),
    ],
)  # fmt: skip
def test_any_column_as_text_and_back(column, stored):
    said = as_text_column(column)
    assert listed(said) == stored
    pd.testing.assert_series_equal(from_stored(said, str(column.dtype)), column)


@pytest.mark.parametrize(
    ("column", "dtype"),
    [
        (pd.Series([1, 2], dtype="int32"), "int32"),
        (pd.Series([True, False]), "bool"),
        (pd.Series([1.5, np.nan]), "float64"),
        (pd.Series(pd.array([1, 2], "Int64")), "int64"),
        (pd.Series(pd.array([1, None], "Int64")), "float64"),
        (pd.Series(pd.array([1.5, 2], "Float32")), "float64"),
        (pd.Series(pd.array([1.5, None], "Float32")), "float64"),
        (text("x", None), "str"),
    ],
)
def test_any_column_as_every_format_has_it(column, dtype):
    plain = as_plain_column(column)
    assert plain.dtype == dtype
    assert listed(plain) == listed(column)


@pytest.mark.parametrize(
    ("stored", "dtype", "values"),
    [
        (text("True", "1", "1.0", "true"), "bool", [True] * 4),
        (text("False", "0", "", "2"), "bool", [False] * 4),
        (pd.Series([1, 0]), "bool", [True, False]),
        (pd.Series([1.0, 0.0]), "bool", [True, False]),
        (text("x", None), "object", ["x", None]),
        (pd.Series([3, None], dtype=object), "string", ["3", None]),
        (text("3", None), "Int64", [3, None]),
        (text("3", "4"), "int64", [3, 4]),
    ],
)
def test_what_stands_in_a_file_as_it_was(stored, dtype, values):
    again = from_stored(stored, dtype)
    assert listed(again) == values
    assert again.dtype == ("str" if dtype in ("object", "string") else dtype)


def test_floats_come_back_to_the_last_digit():
    numbers = [0.1, 1 / 3, 513_739.8123456789, 5e-324, -1e300]
    said = text(*map(repr, numbers), None)
    assert exact_floats(said)[:5].tolist() == numbers
    assert np.isnan(exact_floats(said)[5])
    assert listed(as_str(pd.Series([1, None], dtype="Int64"))) == ["1", None]


@pytest.fixture(scope="module")
def found():
    frame = pd.DataFrame(
        {
            "Datum": ["2018-03-07 17:30", "2018-10-28", "x"],
            "Rapportdatum": ["2018-03-08 07:00", "2018-10-29 07:00", "-"],
            "E": [512_000.5, 512_001.1, 512_002.0],
            "N": 6_570_000.25,
            "Kommentar": ["=1+1", "_x0041_", "\x01"],
            "=namn": ["a", None, "c"],
        }
    )
    with pytest.warns(UserWarning, match="1 of 3 rows"):
        return eg.read_incidents(frame, crs=3006)


FORMATS = ["csv", "xlsx", "gpkg", "parquet"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_set_that_was_saved_is_known_and_the_same(tmp_path, found, suffix):
    path = found.save(tmp_path / f"a.{suffix}")
    again = read_stored(path)
    assert again.facts["crs"] == "EPSG:3006"
    assert list(again.incidents) == list(found.incidents)
    assert again.incidents.crs == found.incidents.crs
    assert list(again.rejected) == list(found.rejected)
    assert again.incidents.dtypes.astype(str).to_dict() == (
        found.incidents.dtypes.astype(str).to_dict()
    )
    for name in found.incidents.drop(columns="geometry"):
        assert listed(again.incidents[name]) == listed(found.incidents[name])
    assert (again.incidents.geometry == found.incidents.geometry).all()
    # A workbook cannot hold signs that no one can see.
    unseen = "\ufffd" if suffix == "xlsx" else "\x01"
    assert listed(again.rejected["Kommentar"]) == [unseen]


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_older_file_of_the_name_gives_way(tmp_path, found, suffix):
    for _ in range(2):
        path = found.save(tmp_path / f"a.{suffix}")
    assert len(read_stored(path).incidents) == 2


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_file_is_not_taken_for_one(tmp_path, suffix):
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "E": [512_000.0], "N": 6_570_000.0})
    path = tmp_path / f"a.{suffix}"
    if suffix == "gpkg":
        place = gpd.points_from_xy(frame["E"], frame["N"], crs=3006)
        gpd.GeoDataFrame(frame, geometry=place).to_file(path, layer="incidents")
    else:
        writer = {"csv": "to_csv", "xlsx": "to_excel", "parquet": "to_parquet"}[suffix]
        getattr(frame, writer)(path, index=False)
    assert read_stored(path) is None
    assert len(eg.read_incidents(path, crs=3006).incidents) == 1


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_without_its_companions_a_file_is_read_anew(tmp_path, found, suffix):
    path = found.save(tmp_path / f"a.{suffix}")
    facts = tmp_path / "a.summary.json"
    kept = facts.read_text(encoding="utf-8")
    facts.write_text('["summary"]', encoding="utf-8")
    assert read_stored(path) is None
    facts.write_text('{"other": 1}', encoding="utf-8")
    assert read_stored(path) is None
    facts.write_text(kept, encoding="utf-8")
    assert read_stored(path) is not None
    (tmp_path / f"a.rejected.{suffix}").unlink()
    assert read_stored(path) is None


@pytest.mark.parametrize("data", [b"", b"x;y", b"PK\x03\x04 half a workbook"])
@pytest.mark.parametrize("suffix", ["xlsx", "gpkg"])
def test_a_broken_file_is_not_taken_for_one(tmp_path, suffix, data):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    assert read_stored(path) is None


@pytest.mark.parametrize("name", ["a.geojson", "a.txt", "a"])
def test_formats_that_are_never_saved_in(tmp_path, name):
    assert read_stored(tmp_path / name) is None


def test_a_list_of_sheets_too_long_to_be_ours_is_not_read(tmp_path, found):
    path = found.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] += b" " * 1_000_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert read_stored(path) is None


def test_how_the_files_look_to_others(tmp_path, found):
    book = openpyxl.load_workbook(found.save(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["incidents", "rejected", "estgeo"]
    rows = list(book["incidents"].values)
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["est_x"], first["est_y"]) == (512_000.5, 6_570_000.25)
    assert str(first["start"]) == "2018-03-07 17:30:00"
    assert (first["start_offset"], first["Kommentar"]) == ("+01:00", "=1+1")
    assert str(first["reported_at"]) == "2018-03-08 07:00:00"
    assert first["reported_at_offset"] == "+01:00"
    assert len(rows) == 3

    layers = pyogrio.list_layers(found.save(tmp_path / "a.gpkg"))
    assert dict(layers.tolist()) == {
        "incidents": "Point",
        "rejected": None,
        "estgeo": None,
    }
    layer = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="incidents")
    # On 28 October summer time ends, three hours after midnight.
    assert layer["start_offset"].tolist() == ["+01:00", "+02:00"]
    assert layer["start"].astype(str).tolist() == [
        "2018-03-07 17:30:00",
        "2018-10-28 00:00:00",
    ]

    lines = found.save(tmp_path / "a.csv").read_bytes().decode("utf-8").splitlines()
    assert lines[0].startswith("\ufeffest_row;incident_id;start;end;")
    assert "'=namn" in lines[0]
    assert ";2018-03-07T17:30:00.000000+01:00;" in lines[1]
    assert ";'=1+1;" in lines[1]
    facts = json.loads((tmp_path / "a.summary.json").read_text(encoding="utf-8"))
    assert list(facts["names"]["incidents"])[:2] == ["est_row", "incident_id"]


def test_facts_longer_than_a_cell_are_cut_in_parts(tmp_path):
    names = [f"en ganska lång kolumn med nummer {n}" for n in range(700)]
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "E": [512_000.0], "N": 6_570_000.0})
    extra = pd.DataFrame({name: ["x"] for name in names})
    found = eg.read_incidents(frame.join(extra), crs=3006)
    path = found.save(tmp_path / "a.xlsx")
    parts = list(openpyxl.load_workbook(path)["estgeo"].values)
    assert len(parts) > 2
    assert list(read_stored(path).incidents) == list(found.incidents)


def test_a_set_without_any_row_is_saved_and_read(tmp_path):
    (tmp_path / "a.csv").write_text("Datum;E;N\n", encoding="utf-8")
    found = eg.read_incidents(tmp_path / "a.csv", crs=3006)
    for suffix in FORMATS:
        path = found.save(tmp_path / f"b.{suffix}")
        again = eg.read_incidents(path)
        assert again.incidents.dtypes.to_dict() == found.incidents.dtypes.to_dict()
        assert again.rejected.dtypes.to_dict() == found.rejected.dtypes.to_dict()
    layers = dict(pyogrio.list_layers(tmp_path / "b.gpkg").tolist())
    assert layers["incidents"] == "Point"


def test_text_longer_than_a_cell_is_cut_in_a_workbook_only(tmp_path):
    frame = pd.DataFrame(
        {
            "Datum": "2018-03-07",
            "E": [512_000.0, 512_001.0],
            "N": 6_570_000.0,
            "Kommentar": ["k", "k" * 32_769],
        }
    )
    with pytest.warns(UserWarning, match="1 too_long_text"):
        found = eg.read_incidents(frame, crs=3006)
    for suffix in FORMATS:
        again = eg.read_incidents(found.save(tmp_path / f"a.{suffix}"))
        length = 32_767 if suffix == "xlsx" else 32_769
        assert again.rejected["Kommentar"].str.len().tolist() == [length]


def test_facts_are_utf_8_that_people_can_read(tmp_path):
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "Öst": [512_000], "Nord": 6_570_000})
    eg.read_incidents(frame, crs=3006).save(tmp_path / "a.csv")
    assert "Öst".encode() in (tmp_path / "a.summary.json").read_bytes()


def test_layers_of_an_older_file_do_not_stay(tmp_path, found):
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame(
        {"x": [1]}, geometry=gpd.points_from_xy([0], [0]), crs=3006
    ).to_file(path, layer="old")
    with pytest.raises(OSError, match="no file but estgeo's own"):
        found.save(path)
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["old"]
    path.unlink()
    found.save(path)
    found.save(path)
    names = pyogrio.list_layers(path)[:, 0].tolist()
    assert names == ["incidents", "rejected", "estgeo"]


def test_names_that_formats_keep_for_themselves_are_changed():
    names = ["FID", "Geom", "ogc_fid", "est_x", "EST_Y", "start_offset", "end_offset"]
    stored = stored_names(names, RESERVED)
    assert [stored[name] for name in names] == [f"{name}_2" for name in names]


@pytest.mark.parametrize("suffix", FORMATS)
def test_times_of_the_source_itself_come_back(tmp_path, suffix):
    seen = pd.to_datetime(["2018-03-07T12:00Z", None]).tz_convert("Asia/Tokyo")
    frame = pd.DataFrame(
        {
            "Datum": "2018-03-07",
            "E": [512_000.0, 512_001.0],
            "N": 6_570_000.0,
            "sett": seen,
            "naivt": pd.to_datetime(["2018-03-07 12:00", None]),
        }
    )
    found = eg.read_incidents(frame, crs=3006)
    again = eg.read_incidents(found.save(tmp_path / f"a.{suffix}")).incidents
    for name in ("sett", "naivt"):
        pd.testing.assert_series_equal(again[name], found.incidents[name])
