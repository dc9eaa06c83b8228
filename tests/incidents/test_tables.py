"""What a reading says about the file it read, format by format."""

import datetime as dt
import gzip
import hashlib
import json

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import estgeo as eg
from estgeo.incidents.formats import _table as _input
from estgeo.incidents.formats._encodings import decode, garbled_rows
from estgeo.incidents.formats._records import Lines
from estgeo.incidents.formats._table import one_kind, unique_headers
from estgeo.incidents.formats.text import find_dialect, first_lines
from estgeo.incidents.spreadsheets import without_formulas

LINES = [
    "Datum;E;N;Kommentar",
    "2018-03-07;512000,5;6570000;å",
    "",
    "8/3 2018;512001;6570001;ö",
]


def csv_file(path, lines=LINES, encoding="utf-8"):
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_facts_of_a_csv(tmp_path, encoding, said):
    path = csv_file(tmp_path / "a.csv", encoding=encoding)
    summary = eg.read_incidents(path, crs=3006).summary
    assert (summary.source, summary.format, summary.encoding) == ("a.csv", "csv", said)
    assert (summary.separator, summary.decimal_sign) == (";", ",")
    assert (summary.header_row, summary.n_blank, summary.hidden_rows) == (1, 1, 0)
    assert (summary.n_read, summary.n_accepted, summary.n_rejected) == (2, 2, 0)
    assert summary.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert dict(summary.date_forms) == {"yyyy-mm-dd": 1, "d/m/yyyy": 1}
    assert dict(summary.time_precision) == {"date": 2}
    roles = {"start": "Datum", "x": "E", "y": "N", "comment": "Kommentar"}
    assert dict(summary.roles) == roles
    assert (summary.crs_of_source, summary.crs_from, summary.crs) == (
        *("EPSG:3006", "crs=", "EPSG:3006"),
    )
    assert summary.time_zone == summary.source_time_zone == "Europe/Stockholm"
    assert summary.share_outside is None


def test_a_reading_knows_what_it_was_made_of(tmp_path):
    path = csv_file(tmp_path / "a.csv")
    found = eg.read_incidents(path, crs=3006, source_time_zone="UTC")
    made = found.provenance
    assert (made.function, made.rows_in, made.rows_out, made.crs) == (
        *("read_incidents", 2, 2, "EPSG:3006"),
    )
    assert made.parameters == {
        "source": "a.csv",
        "sha256": found.summary.sha256,
        "columns": dict(found.summary.roles),
        "checklist": "",
        "time_zone": "Europe/Stockholm",
        "source_time_zone": "UTC",
    }
    named = eg.read_incidents(path, crs=3006, checklist="örebro").provenance
    assert named.parameters["checklist"] == "örebro"


@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
def test_a_separator_that_is_stated_is_used(separator):
    lines = [f"sep={separator}", f"a.b{separator}c", f"1.2{separator}3"]
    found = find_dialect(lines)
    assert (found.separator, found.header, found.width) == (separator, 1, 2)


def test_the_header_is_the_line_with_most_known_names():
    lines = ["Rapporter;mars", "Uttag;2018", "Datum;E;N;;", "2018-03-07;1;2;;"]
    known = find_dialect(lines)
    assert (known.separator, known.header, known.width) == (";", 2, 3)
    unknown = find_dialect(["titel", "a,b", "1,2"])
    assert (unknown.separator, unknown.header, unknown.width) == (",", 1, 2)
    nothing = find_dialect([])
    assert (nothing.header, nothing.width) == (0, 1)
    one = find_dialect(["a", "1"])
    assert (one.header, one.width) == (0, 1)


def test_lines_end_in_three_ways(tmp_path):
    path = tmp_path / "a.csv"
    rows = [f"2018-03-0{n};51200{n};6570000" for n in (1, 2, 3)]
    path.write_bytes("Datum;E;N\r\n{}\r{}\n{}".format(*rows).encode())
    found = eg.read_incidents(path, crs=3006)
    assert found.incidents["est_row"].tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("a\n", ["a"]), ("a\n\n", ["a", ""]), ("", []), ("a\nb", ["a", "b"])],
)
def test_a_last_line_without_an_end_counts_and_an_empty_one_not(text, lines):
    assert first_lines(text.encode()) == lines
    found = Lines.of(text.encode())
    assert [found.text(at) for at in range(len(found))] == lines


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding):
    assert decode("Datum;Tid\n2018;17\n".encode(encoding))[0] == "Datum;Tid\n2018;17\n"


def test_facts_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "mars"
    for row in (
        ["Rapporter"],
        ["Datum", "E", "N", "Kommentar"],
        ["2018-03-07", 512_000, 6_570_000],
    ):
        sheet.append(row)
    sheet["D3"].value, sheet["D3"].data_type = "#N/A", "e"
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = eg.read_incidents(tmp_path / "a.xlsx", crs=3006)
    assert (found.summary.format, found.summary.layer) == ("xlsx", "mars")
    assert (found.summary.header_row, found.summary.hidden_rows) == (2, 1)
    assert dict(found.summary.notes) == {"dates_from_1904": ""}
    data = (tmp_path / "a.xlsx").read_bytes()
    assert found.summary.sha256 == hashlib.sha256(data).hexdigest()
    # A fault in a comment is no reason to lose the incident.
    assert found.incidents["est_row"].tolist() == [3]


def test_a_sheet_without_known_names_begins_at_the_first_row_of_texts(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Titel"], ["a", "b", "c"], ["2018-03-07", 512_000, 6_570_000]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    columns = {"start": "a", "x": "b", "y": "c"}
    found = eg.read_incidents(tmp_path / "a.xlsx", crs=3006, columns=columns)
    assert (found.summary.header_row, found.n_read) == (2, 1)


def test_facts_of_layers(tmp_path):
    point = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07"]},
        geometry=[shapely.Point(512_000, 6_570_000)],
        crs=3006,
    )
    point.to_file(tmp_path / "a.gpkg", layer="mars")
    point.to_crs(4326).to_file(tmp_path / "a.geojson")
    point.to_parquet(tmp_path / "a.parquet")
    pd.DataFrame(
        {"Datum": ["2018-03-07"], "E": 512_000.0, "N": 6_570_000.0}
    ).to_parquet(tmp_path / "b.parquet")
    said = {}
    for name in ("a.gpkg", "a.geojson", "a.parquet"):
        summary = eg.read_incidents(tmp_path / name).summary
        said[name] = (summary.format, summary.layer, summary.crs_from)
        assert summary.sha256
        assert (summary.separator, summary.encoding, summary.decimal_sign) == ("",) * 3
        assert dict(summary.notes) == {}
        assert (summary.n_blank, summary.hidden_rows, summary.header_row) == (
            0,
            0,
            None,
        )
    assert said["a.gpkg"][:2] == ("gpkg", "mars")
    assert said["a.geojson"][0] == "geojson"
    assert said["a.parquet"][0] == "geoparquet"
    assert (
        eg.read_incidents(tmp_path / "b.parquet", crs=3006).summary.format == "parquet"
    )
    frame = eg.read_incidents(point).summary
    assert (frame.source, frame.sha256, frame.header_row) == (frame.source, "", None)


def test_names_that_are_taken_are_kept_beside_our_own(tmp_path):
    names = ["est_row", "reasons", "explanation_sv", "explanation_en", "theme"]
    frame = pd.DataFrame(
        {
            "Datum": ["2018-03-07", "x"],
            "E": [512_000.0, 512_001.0],
            "N": 6_570_000.0,
            **{name: ["ours", "theirs"] for name in names},
        }
    )
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(frame, crs=3006, columns={"category": None})
    row = found.rejected.iloc[0]
    for name in names[:4]:
        assert row[f"{name}_original"] == "theirs"
    assert row["reasons"] == "bad_time"
    assert found.incidents["theme_original"].tolist() == ["ours"]
    assert list(found.incidents.columns) == [
        *["est_row", "incident_id", "start", "end", "time_precision", "reported_at"],
        *["category", "theme", "is_positive", "severity", "source", "reporter"],
        *["place_precision", "zone", "weight"],
        *["flags", "geometry", "Datum", "E", "N", "est_row_original", "reasons"],
        *["explanation_sv", "explanation_en", "theme_original"],
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "gpkg", "parquet"])
def test_words_for_nothing_come_back_as_they_were(tmp_path, suffix):
    frame = pd.DataFrame(
        {
            "Datum": ["2018-03-07"] * 3,
            "E": [512_000.0, 512_001.0, 512_002.0],
            "N": 6_570_000.0,
            "Kommentar": ["NA", "null", "None"],
            "antal": pd.array([1, None, 3], dtype="Int64"),
            "heltal": pd.array([1, 2, 3], dtype="Int64"),
            "sant": [True, False, True],
        }
    )
    found = eg.read_incidents(frame, crs=3006)
    again = eg.read_incidents(found.save(tmp_path / f"a.{suffix}"))
    assert again.incidents["Kommentar"].tolist() == ["NA", "null", "None"]
    pd.testing.assert_frame_equal(
        pd.DataFrame(again.incidents.drop(columns="geometry")),
        pd.DataFrame(found.incidents.drop(columns="geometry")),
    )


def test_a_set_lies_beside_its_rejected_rows_and_facts(tmp_path):
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07", "x"], "E": [512_000.0, 512_001.0], "N": 6_570_000.0}
    )
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(frame, crs=3006)
    found.save(tmp_path / "a.csv")
    assert {path.name for path in tmp_path.iterdir()} == {
        *["a.csv", "a.rejected.csv", "a.summary.json", "estgeo-files.json"]
    }
    facts = json.loads((tmp_path / "a.summary.json").read_text(encoding="utf-8"))
    assert facts["crs"] == "EPSG:3006"
    with pytest.raises(
        ValueError, match=r"'path' must be a file that ends in .csv, .xlsx"
    ):
        found.save(tmp_path / "a.txt")


def test_headers_become_different_names():
    assert unique_headers(["a", "a", "a", None, " ", "\ufeffb", "column 4", 3]) == [
        *["a", "a 2", "a 3", "column 4", "column 5", "b", "column 4 2", "3"]
    ]


@pytest.mark.parametrize(
    ("cells", "dtype", "values"),
    [
        ([dt.datetime(2018, 3, 7, 12), None], "datetime64[us]", None),  # noqa: DTZ001
        ([np.datetime64("2018-03-07"), None], "datetime64[us]", None),
        ([1, 2.5, None], "float64", [1, 2.5, None]),
        ([1, None], "float64", [1, None]),
        ([True, False], "bool", [True, False]),
        ([True, None], "str", ["True", None]),
        (
            ["a", 1.0, 2.5, 1e15, None],
            "str",
            ["a", "1", "2.5", "1000000000000000.0", None],
        ),
        ([dt.datetime(2018, 3, 7), "x"], "str", ["2018-03-07 00:00:00", "x"]),  # noqa: DTZ001
        ([None, None], "str", [None, None]),
        ([], "str", []),
    ],
)
def test_cells_of_a_column_are_of_one_kind(cells, dtype, values):
    column = one_kind(cells)
    assert column.dtype == dtype
    if values is not None:
        assert [None if pd.isna(v) else v for v in column] == values


def test_the_separator_that_gives_most_lines_one_width_wins():
    lines = ["a;b;c,d", "1;2", "1;2,3", "1;2;3,4"]
    # By ";" 2, 2, 3 cells and by "," 1, 2, 2: as even, and then the wider header.
    assert find_dialect(lines).separator == ";"
    assert find_dialect([lines[0], *lines[2:]]).separator == ","


def test_broken_bytes_among_many_letters_do_not_change_the_encoding():
    # Two letters in UTF-8 for each byte that is none; with one for one it is cp1252.
    assert decode("åä".encode() + b"\xe5") == ("åä\udce5", "utf-8")
    assert decode("å".encode() + b"\xe5") == ("Ã¥å", "cp1252")
    half = "Datum;Tid\n".encode("utf-16-le") + b"1"
    assert decode(half) == ("Datum;Tid\n\ufffd", "utf-16-le")


def test_two_known_names_make_a_header_of_a_text_too():
    assert find_dialect(["en;titel;x", "Datum;b;E", "1;2;3"]).header == 1
    assert find_dialect(["en;titel;x", "Datum;b;c", "1;2;3"]).header == 0


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.tsv", "csv"),
        ("a.txt", "csv"),
        ("a.json", "geojson"),
        ("a.fgb", "fgb"),
        ("a.geoparquet", "geoparquet"),
    ],
)
def test_endings(tmp_path, name, form):
    path = tmp_path / name
    point = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07"]}, geometry=[shapely.Point(15.2, 59.3)], crs=4326
    )
    if form == "csv":
        path.write_text("Datum\tlon\tlat\n2018-03-07\t15.2\t59.3\n")
    elif form == "geojson":
        path.write_text(point.to_json())
    elif form == "fgb":
        point.to_file(path, driver="FlatGeobuf")
    else:
        point.to_parquet(path)
    found = eg.read_incidents(path)
    assert (found.summary.format, found.n_read) == (form, 1)


def test_the_layer_that_is_named_is_read(tmp_path):
    path = tmp_path / "a.gpkg"
    for n, layer in ((1, "mars"), (2, "april")):
        place = [shapely.Point(15.2, 59.3)] * n
        frame = gpd.GeoDataFrame(
            {"Datum": ["2018-03-07"] * n}, geometry=place, crs=4326
        )
        frame.to_file(path, layer=layer)
    for n, layer in ((1, "mars"), (2, "april")):
        assert eg.read_incidents(path, layer=layer).n_read == n
    with pytest.raises(
        ValueError, match=r"it has the layers 'mars', 'april'\. Pass layer"
    ):
        eg.read_incidents(path)


def test_tables_for_spreadsheets_run_nothing():
    frame = pd.DataFrame({0: ["=1", 2], "@x": ["a", None]}, index=[5, 6])
    guarded = without_formulas(frame)
    assert list(guarded.columns) == ["0", "'@x"]
    assert guarded.index.tolist() == [5, 6]
    assert guarded["0"].tolist() == ["'=1", 2]
    assert list(without_formulas(frame[[]])) == []
    assert frame[0].tolist() == ["=1", 2]


def test_times_with_an_offset_in_a_geopackage_are_read_without_a_warning(tmp_path):
    times = pd.to_datetime(["2018-03-07T12:00:00+05:00", "2018-03-08T12:00:00+05:00"])
    place = [shapely.Point(15.2, 59.3)] * 2
    frame = gpd.GeoDataFrame({"Datum": times}, geometry=place, crs=4326)
    frame.to_file(tmp_path / "a.gpkg")
    found = eg.read_incidents(tmp_path / "a.gpkg").incidents
    assert found["start"].dt.hour.tolist() == [8, 8]


def test_a_packed_text_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    text = b"Datum;E;N\n2018-03-07;512000;6570000\n"
    with gzip.open(tmp_path / "a.csv.gz", "wb") as stream:
        stream.write(text)
    monkeypatch.setattr(_input, "BIGGEST", len(text))
    assert eg.read_incidents(tmp_path / "a.csv.gz", crs=3006).n_read == 1
    monkeypatch.setattr(_input, "BIGGEST", len(text) - 1)
    with pytest.raises(ValueError, match=f"unpacks to more than {len(text) - 1} bytes"):
        eg.read_incidents(tmp_path / "a.csv.gz", crs=3006)
    (tmp_path / "b.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(ValueError, match=r"must be a readable file, got b\.csv\.gz: "):
        eg.read_incidents(tmp_path / "b.csv.gz", crs=3006)


def test_where_separators_are_equally_good_the_semicolon_wins():
    assert find_dialect(["a;b,c", "1;2,3"]).separator == ";"
    assert find_dialect(["a|b,c", "1|2,3"]).separator == "|"
    assert find_dialect(["a\tb|c", "1\t2|3"]).separator == "\t"


def test_empty_headers_at_the_end_are_no_columns():
    assert find_dialect(["a;b;;;", "1;2;;;"]).width == 2
    assert find_dialect(["a;b;; ", "1;2;;"]).width == 2
    assert find_dialect(["a;;c;;", "1;2;3;;"]).width == 3


# UTF-8 read as Windows, its mark, the sign of what was lost, DOS read as Windows.
GARBLED = ["omr\u00c3\u00a5de", "\u00c3\u2013rebro", "\u00ef\u00bb\u00bfx"]
GARBLED += ["\u00ef\u00bf\u00bd", "Sk\ufffdne", "a\x00b", "Skadeg\u201drelse"]
GARBLED += [
    "h\u201endelse",
    "p\u2020tr\u00e4d",
    "\u2122rebro",
    "\u017dlvsborg",
    "\u201engel",
]


@pytest.mark.parametrize("text", GARBLED)
def test_text_that_was_decoded_wrongly_once(text):
    said = garbled_rows(pd.DataFrame({"n": [1, 2], "x": ["område", text]}))
    assert said.tolist() == [False, True]


@pytest.mark.parametrize(
    "text", ["Örebro", "São Paulo", "Ã", "sa ”hej”", "5 † 1932", "p† plats", None]
)
def test_text_that_only_looks_odd(text):
    assert garbled_rows(pd.DataFrame({"x": ["a", text]})).tolist() == [False, False]


def test_an_error_without_a_remedy_ends_with_what_was_got(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(ValueError, match=r"got a\.csv: it is empty\.$"):
        eg.read_incidents(tmp_path / "a.csv")


def test_rejected_rows_have_the_columns_of_the_source_and_the_reasons(tmp_path):
    (tmp_path / "a.csv").write_text("Datum;E;N\n2018-03-07;512000;6570000\nx;1;2\n")
    with pytest.warns(UserWarning, match="1 of 2 rows"):
        found = eg.read_incidents(tmp_path / "a.csv", crs=3006)
    assert list(found.rejected) == [
        *["Datum", "E", "N", "est_row", "reasons", "explanation_sv", "explanation_en"]
    ]
    assert "Lästa rader" in found._repr_html_()
