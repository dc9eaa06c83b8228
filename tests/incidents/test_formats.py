"""Every kind of file a new user brings: read whole, or refused in words of ours.

The inputs are neighbors of those that once failed: the same fault in another shape.
"""

import datetime as dt
import gzip
import io
import json
import re
import shutil
import sqlite3
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from workbook_files import ods, xlsb

import estgeo as eg
from estgeo.incidents.formats import _workbook_guard
from estgeo.incidents.formats._encodings import decode, of_letters

DATA = Path(__file__).parent / "data"
HEADER = ["Datum", "Kategori", "N", "E"]
ROWS = [
    ["2024-05-01 12:30", "Skadegörelse", 6_570_000, 512_000],
    ["2024-05-02 07:05", "Rån", 6_570_001, 512_001],
    ["2024-07-03 23:59", "Åverkan", 6_570_002, 512_002],
]
CATEGORIES = [row[1] for row in ROWS]


def csv_text(separator=";", rows=ROWS):
    lines = [HEADER, *rows]
    return "".join(separator.join(map(str, line)) + "\n" for line in lines)


def written(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path, **options):
    with warnings.catch_warnings(action="ignore"):
        return eg.read_incidents(path, **{"crs": 3006} | options)


def frame(n=3):
    points = [shapely.Point(512_000 + i, 6_570_000 + i) for i in range(n)]
    table = {"datum": [row[0] for row in ROWS[:n]], "kategori": CATEGORIES[:n]}
    return gpd.GeoDataFrame(table, geometry=points, crs=3006)


def feature(at, **more):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [15.2 + at / 100, 59.27]},
        "properties": {"datum": f"2024-05-0{at} 12:30", "typ": "Brand"},
    } | more


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": features} | more)


# --- text -----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_letters_tell_an_old_encoding(tmp_path, encoding, end):
    text = csv_text().replace("\n", end)
    found = read(written(tmp_path / "a.csv", text.encode(encoding)))
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.summary.encoding == encoding
    said = "encoding_by_letters" in found.summary.notes
    assert said == (encoding in ("mac_roman", "cp850"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dušan; Żužel", "utf-8"),
        ("Dušan Šarić", "cp1252"),  # one Slavic name is no Mac
        ('"…sade" Dušan', "cp1252"),
        ("Skadegörelse;Övrigt, annat;Övrigt, annat", "mac_roman"),
        ("smörgås blåbär", "mac_roman"),
        ("SKADEGÖRELSE PÅ ÄLVSBYN", "cp850"),
        ("…sade ”hej” – 5 €", "cp1252"),
        ("", "cp1252"),
        # No letter stands inside a word: those that begin one tell it.
        *(("Brand; Övrigt, annat", each) for each in ("mac_roman", "cp850", "cp1252")),
        *(("Storgatan Åby", each) for each in ("mac_roman", "cp850", "cp1252")),
        ("Älg|ÖVRIGT", "cp850"),
        *(("Žarko; …och; €uro", "cp1252"), ("”Hej” sa han", "cp1252")),
    ],
)
def test_only_letters_in_words_tell_an_encoding(text, encoding):
    data = text.encode(encoding, "replace")
    if encoding == "utf-8":
        assert decode(data) == (text, "utf-8")
    else:
        assert of_letters(data) == encoding


@pytest.mark.parametrize(
    "encoding", ["cp850", "mac_roman", "cp1257", "utf-16", "cp437"]
)
def test_an_encoding_that_is_given_is_used(tmp_path, encoding):
    path = written(tmp_path / "a.csv", csv_text().encode(encoding))
    found = read(path, encoding=encoding)
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.summary.encoding == encoding


@pytest.mark.parametrize("encoding", ["klingon", "", 7, "hex"])
def test_an_encoding_must_be_one(tmp_path, encoding):
    with pytest.raises(ValueError, match="'encoding' must be an encoding of text such"):
        read(written(tmp_path / "a.csv", csv_text()), encoding=encoding)


@pytest.mark.parametrize(
    "text", ["Skadeg\x9arelse", "Skadeg\x94relse", "R\x8cn", "p\x85 taket"]
)
def test_control_codes_are_never_letters(text):
    table = pd.DataFrame(
        {"Datum": "2024-05-01 12:00", "Kategori": [text, "Brand"], "N": 6_570_000.0}
    ).assign(E=512_000.0)
    found = read(table)
    assert found.rejected["reasons"].tolist() == ["bad_encoding"]


@pytest.mark.parametrize("code", ["\x07", "\x01", "\x7f", "\x1b", "\x0b", "\x1f"])
def test_control_characters_are_taken_out_and_told(tmp_path, code):
    text = (
        csv_text().replace("Rån", f"Rån{code}").replace("Kategori", f"Kategori{code}")
    )
    found = read(written(tmp_path / "a.csv", text))
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.summary.notes["control_characters"] == "1"


def test_the_end_of_a_dos_file_is_no_row(tmp_path):
    found = read(written(tmp_path / "a.csv", csv_text().encode("cp850") + b"\x1a"))
    assert (found.n_read, len(found.incidents)) == (3, 3)


def test_a_bad_byte_in_the_header_costs_nothing(tmp_path):
    text = csv_text().replace("Kategori", "Händelsetyp").encode()
    text = text.replace("Händelsetyp".encode(), b"H\xe4ndelsetyp")
    found = read(written(tmp_path / "a.csv", text))
    assert found.incidents["category"].tolist() == CATEGORIES
    assert "Händelsetyp" in found.incidents


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="0012"', "0012"),
        ('"=""0012"""', "0012"),
        (' "0012"', "0012"),
        ('  ="0012"', "0012"),
        ('"0012" ', "0012"),
        ('"00;12"', "00;12"),
        (' "00;12"', "00;12"),
        ('"00 ""12"""', '00 "12"'),
    ],
)
def test_signs_around_a_quoted_cell_are_not_part_of_it(tmp_path, cell, value):
    lines = f"Id;Datum;N;E\n{cell};2024-05-01 12:00;6570000;512000\nx;2024-05-02;6570000;512000\n"
    found = read(written(tmp_path / "a.csv", lines))
    assert found.incidents["incident_id"].tolist() == [value, "x"]


def test_a_file_with_quotes_around_every_cell_is_cut_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr("estgeo.incidents.formats._records._cells_of", None)
    rows = [
        [f"2024-05-{n % 28 + 1:02d}", "a;b", 6_570_000, 512_000 + n] for n in range(99)
    ]
    lines = [";".join(f'"{cell}"' for cell in row) for row in rows]
    text = "Datum;Kategori;N;E\n" + "\n".join(lines)
    found = read(written(tmp_path / "a.csv", text))
    assert found.incidents["category"].tolist() == ["a;b"] * 99


def test_text_with_the_ending_of_a_workbook_is_text(tmp_path):
    found = read(written(tmp_path / "a.xls", csv_text("\t").encode("cp1252")))
    assert (found.n_read, found.summary.format) == (3, "csv")
    with pytest.raises(ValueError, match=r"web page or XML.*Open it in Excel"):
        read(written(tmp_path / "b.xls", "<html><table><tr><td>1</td></tr></table>"))


# --- workbooks --------------------------------------------------------------------


def xlsx(path, rows=ROWS, header=HEADER):
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    book.save(path)
    return path


def changed(path, change):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
    return path


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(name, data):
    for before, after in STRICT.items():
        data = data.replace(before, after)
    return data


def test_strict_open_xml_with_dates_as_text(tmp_path):
    rows = [
        [dt.datetime(2024, 5, n, 12, 30), *row[1:]]  # noqa: DTZ001
        for n, row in enumerate(ROWS, 1)
    ]
    path = changed(xlsx(tmp_path / "a.xlsx", rows), strict)

    def iso(name, data):
        if "sheet1" not in name:
            return data
        return re.sub(
            rb'<c r="A2"[^>]*><v>[^<]*</v>',
            b'<c r="A2" s="1" t="d"><v>2024-05-01T12:30:00</v>',
            data,
        )

    found = read(changed(path, iso))
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.incidents["start"].dt.strftime("%d %H:%M").tolist() == [
        *["01 12:30", "02 12:30", "03 12:30"]
    ]


def test_strict_open_xml_tells_faulty_cells_and_1904(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["=TODAY()", *ROWS[0][1:]], *ROWS[1:]])
    found = read(changed(path, strict))
    assert found.rejected["reasons"].tolist() == ["formula_without_value"]
    assert found.n_read == 3


PREFIX = re.compile(rb"<(/?)(sheetData|row|c|v|is|t|f|worksheet)(?=[\s/>])")


@pytest.mark.parametrize(
    "spelling",
    [
        lambda xml: xml.replace(b'"', b"'"),
        lambda xml: PREFIX.sub(rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x="),
        lambda xml: xml.replace(b'<c r="', b'<c\n r = "'),
        lambda xml: (
            PREFIX.sub(rb"<\1x:\2", xml)
            .replace(b"xmlns=", b"xmlns:x=")
            .replace(b'"', b"'")
        ),
    ],
)
def test_a_far_corner_is_found_in_any_spelling(tmp_path, spelling):
    def respelled(name, data):
        return spelling(data) if "sheet1" in name else data

    near = changed(xlsx(tmp_path / "near.xlsx"), respelled)
    assert read(near).incidents["category"].tolist() == CATEGORIES
    path = xlsx(tmp_path / "far.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = 1
    book.save(path)
    with pytest.raises(ValueError, match="spans 17,179,869,184 cells but only 17 are"):
        read(changed(path, respelled))


def test_one_odd_spelling_among_usual_ones_is_found(tmp_path):
    def with_far_cell(name, data):
        if "sheet1" not in name:
            return data
        far = b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
        return data.replace(b"</sheetData>", far)

    with pytest.raises(ValueError, match="spans 17,179,869,184 cells"):
        read(changed(xlsx(tmp_path / "a.xlsx"), with_far_cell))


def test_rows_far_down_without_references_count(tmp_path):
    def far_row(name, data):
        last = b'<row r="1048576"><c><v>1</v></c></row></sheetData>'
        return data.replace(b"</sheetData>", last) if "sheet1" in name else data

    with pytest.raises(ValueError, match="spans 4,194,304 cells but only 17 are"):
        read(changed(xlsx(tmp_path / "a.xlsx"), far_row))


def test_the_quick_look_and_the_parser_say_the_same():
    book = openpyxl.Workbook()
    for n in range(200):
        book.active.append([n, f"=A{n + 1}", "x", None, n / 7])
    book.active["B7"].value, book.active["B7"].data_type = "#N/A", "e"
    book.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    quick = _workbook_guard._looked_through(io.BytesIO(xml))
    assert quick == _workbook_guard.parsed(io.BytesIO(xml))
    assert (quick.n_cells, quick.last_row, quick.last_column) == (800, 200, 5)
    assert (quick.hidden_rows, len(quick.faults)) == (1, 400)


def test_a_workbook_of_libreoffice(tmp_path):
    rows = [
        [dt.datetime(2024, 5, 1, 12, 30), *ROWS[0][1:]],  # noqa: DTZ001
        ["", "", "", ""],
        *ROWS[1:],
    ]
    path = ods(tmp_path / "a.ods", {"Blad1": [["Uttag"], HEADER, *rows]})
    found = read(path)
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.incidents["est_row"].tolist() == [3, 5, 6]
    assert found.incidents["start"].dt.hour.tolist() == [12, 7, 23]
    assert (found.summary.format, found.summary.layer) == ("ods", "Blad1")


def test_endless_empty_rows_of_libreoffice_are_nothing(tmp_path):
    empty = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    found = read(ods(tmp_path / "a.ods", {"Blad1": [HEADER, *ROWS]}, empty))
    assert (found.n_read, found.summary.n_blank) == (3, 0)


def test_a_far_corner_of_libreoffice_is_refused(tmp_path):
    far = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
        "</table:table-row><table:table-row><table:table-cell table:number-columns-repeated"
        '="9999"/><table:table-cell office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    with pytest.raises(ValueError, match="spans 10,000,050,000 cells but only 17 are"):
        read(ods(tmp_path / "a.ods", {"Blad1": [HEADER, *ROWS]}, far))


def test_a_binary_workbook(tmp_path):
    path = xlsb(tmp_path / "a.xlsb", [HEADER, *ROWS])
    found = read(path)
    assert found.incidents["category"].tolist() == CATEGORIES
    assert (found.summary.format, found.summary.layer) == ("xlsb", "mars")
    xlsb(path, [HEADER, *ROWS], far=(1_048_575, 16_383))
    with pytest.raises(ValueError, match="spans 17,179,869,184 cells"):
        read(path)
    xlsb(path, [HEADER, *ROWS], is_1904=True)
    assert "dates_from_1904" in read(path).summary.notes


def test_an_old_workbook():
    """reports.xls was written by xlwt 1.3.0: three rows, times as cells."""
    found = read(DATA / "reports.xls")
    assert found.incidents["category"].tolist() == ["Rån", "Skadegörelse", "Brand"]
    assert found.incidents["start"].dt.strftime("%m-%d %H:%M").tolist() == [
        *["05-01 12:30", "05-02 07:05", "07-03 23:59"]
    ]
    assert found.incidents.geometry.x.tolist() == [512_000.5, 512_001, 512_002]


@pytest.mark.parametrize("name", ["a.ods", "a.xlsb", "a.xls", "a.xlsx", "a.xlsm"])
@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", b"\0"]
)
def test_a_broken_workbook_is_refused_in_our_words(tmp_path, name, content):
    with pytest.raises(ValueError, match="'source' must be a readable file"):
        read(written(tmp_path / name, content))


# --- GeoJSON and records ------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        {"geometry": feature(2)["geometry"], "properties": feature(2)["properties"]},
        feature(2) | {"type": "feature"},
        feature(2) | {"type": None},
        feature(2) | {"bbox": [1, 2, 3, 4], "extra": {"a": 1}},
    ],
)
def test_a_feature_is_a_row_whatever_its_type_says(tmp_path, odd):
    path = written(tmp_path / "a.geojson", collection(feature(1), odd, feature(3)))
    found = read(path, crs=None)
    assert (found.n_read, len(found.incidents)) == (3, 3)


@pytest.mark.parametrize(
    ("odd", "reasons"),
    [
        (None, "missing_geometry;missing_time"),
        ({}, "missing_geometry;missing_time"),
        ("x", "missing_geometry;missing_time"),
        (feature(2) | {"geometry": None}, "missing_geometry"),
        (feature(2) | {"properties": None}, "missing_time"),
        (feature(2) | {"properties": {"datum": "2024-02-31", "typ": "x"}}, "bad_time"),
        (feature(2) | {"properties": {"datum": "2024-05-01T99:00:00Z"}}, "bad_time"),
        (
            feature(2) | {"geometry": {"type": "Point", "coordinates": []}},
            "missing_geometry",
        ),
        (
            feature(2) | {"geometry": {"type": "Point", "coordinates": ["a", 1]}},
            "bad_number",
        ),
        (
            feature(2) | {"geometry": {"type": "Point", "coordinates": [15.2]}},
            "bad_number",
        ),
        (
            feature(2) | {"geometry": {"type": "Pint", "coordinates": [15, 59]}},
            "bad_number",
        ),
        (feature(2) | {"geometry": "POINT (15 59)"}, "bad_number"),
        (
            feature(2)
            | {"geometry": {"type": "LineString", "coordinates": [[15, 59], [15, 60]]}},
            "not_a_point",
        ),
    ],
)
def test_a_faulty_feature_costs_itself_alone(tmp_path, odd, reasons):
    path = written(tmp_path / "a.geojson", collection(feature(1), odd, feature(3)))
    found = read(path, crs=None)
    assert found.rejected["reasons"].tolist() == [reasons]
    assert found.incidents["est_row"].tolist() == [1, 3]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([101, 102], ["101", "102"]),
        (["101", 102], ["101", "102"]),
        ([101.0, "a-2"], ["101", "a-2"]),
        ([2**60 + 1, 2**60 + 2], [str(2**60 + 1), str(2**60 + 2)]),
        ([10**30, 7], [str(10**30), "7"]),
        (["0012", "12"], ["0012", "12"]),
        ([0, 1], ["0", "1"]),
    ],
)
def test_identities_of_every_kind(tmp_path, ids, expected):
    features = [feature(at, id=own) for at, own in enumerate(ids, 1)]
    found = read(written(tmp_path / "a.geojson", collection(*features)), crs=None)
    assert found.incidents["incident_id"].tolist() == expected


def test_an_identity_beside_one_inside_is_kept(tmp_path):
    one, two = feature(1, id=7), feature(2, id=8)
    for at, each in enumerate((one, two)):
        each["properties"] = each["properties"] | {"id": f"K{at}"}
    found = read(written(tmp_path / "a.geojson", collection(one, two)), crs=None)
    assert found.incidents["incident_id"].tolist() == ["K0", "K1"]
    assert found.incidents["feature id"].tolist() == [7, 8]


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        (["2024-05-01T10:00:00Z", "2024-05-01 10:00:00"], ["12:00", "10:00"]),
        (["2024-05-01T10:00:00+05:00", "2024-05-01T10:00"], ["07:00", "10:00"]),
        (["2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"], ["12:00", "12:00"]),
        (["2024-05-01 10:00", "1/5 2024 kl. 11.30"], ["10:00", "11:30"]),
    ],
)
@pytest.mark.parametrize("ending", ["geojson", "json", "csv"])
def test_one_time_with_a_zone_moves_no_other(tmp_path, times, starts, ending):
    if ending == "geojson":
        features = [feature(1) | {"properties": {"datum": time}} for time in times]
        content = collection(*features)
    elif ending == "json":
        content = json.dumps([{"datum": t, "lon": 15.2, "lat": 59.27} for t in times])
    else:
        content = "datum;lon;lat\n" + "".join(f"{t};15.2;59.27\n" for t in times)
    found = read(written(tmp_path / f"a.{ending}", content), crs=None)
    assert found.incidents["start"].dt.strftime("%H:%M").tolist() == starts


def test_times_of_a_geopackage_keep_their_zones_apart(tmp_path):
    table = frame().assign(datum=pd.to_datetime([row[0] for row in ROWS]))
    table.to_file(tmp_path / "a.gpkg", layer="x")
    assert read(tmp_path / "a.gpkg").incidents["start"].dt.hour.tolist() == [12, 7, 23]
    with sqlite3.connect(tmp_path / "a.gpkg") as base:
        base.execute("drop trigger if exists rtree_x_geom_update6")
        for trigger in base.execute(
            "select name from sqlite_master where type='trigger'"
        ).fetchall():
            base.execute(f"drop trigger {trigger[0]}")
        base.execute("update x set datum='2024-05-01T10:00:00+05:00' where fid=2")
        base.execute("update x set datum='2024-05-01T10:00:00' where fid in (1, 3)")
    base.close()
    assert read(tmp_path / "a.gpkg").incidents["start"].dt.hour.tolist() == [10, 7, 10]


@pytest.mark.parametrize(
    "document",
    [
        lambda rows: rows,
        lambda rows: {"count": 2, "events": rows},
        lambda rows: {
            "meta": {"page": 1},
            "result": {"records": rows, "fields": ["a"]},
        },
    ],
)
def test_records_and_the_objects_inside_them(tmp_path, document):
    rows = [
        {
            "id": n,
            "datetime": f"2024-05-0{n} 7:05:06 +02:00",
            "type": "Brand",
            "tags": ["ute", "natt"],
            "location": {"name": "Örebro", "gps": f"59.2{n},15.21"},
        }
        for n in (1, 2)
    ]
    path = written(tmp_path / "a.json", json.dumps(document(rows)))
    found = read(path, crs=None)
    assert found.incidents["start"].dt.hour.tolist() == [7, 7]
    assert found.incidents["location.name"].tolist() == ["Örebro"] * 2
    assert found.incidents["tags"].tolist() == ["ute;natt"] * 2
    assert found.incidents["incident_id"].tolist() == ["1", "2"]
    assert found.incidents.to_crs(4326).geometry.y.round(4).tolist() == [59.21, 59.22]


def test_records_with_a_place_as_geojson_inside(tmp_path):
    rows = [
        {"date": f"2024-05-0{n}T12:00:00", "type": "x", "point": feature(n)["geometry"]}
        for n in (1, 2)
    ]
    found = read(written(tmp_path / "a.json", json.dumps(rows)), crs=None)
    assert found.incidents.to_crs(4326).geometry.x.round(4).tolist() == [15.21, 15.22]
    assert found.summary.crs_of_source == "EPSG:4326"


def test_features_of_arcgis_with_milliseconds(tmp_path):
    noon = int(
        pd.Timestamp("2024-05-01 12:30", tz="Europe/Stockholm").timestamp() * 1000
    )
    rows = [
        {
            "attributes": {"OBJECTID": n, "date": noon + n * 60_000, "type": "x"},
            "geometry": {"x": 512_000 + n, "y": 6_570_000},
        }
        for n in (1, 2)
    ]
    document = {"spatialReference": {"wkid": 3006}, "features": rows}
    found = read(written(tmp_path / "a.json", json.dumps(document)), crs=None)
    assert found.incidents.geometry.x.tolist() == [512_001, 512_002]
    assert found.incidents["start"].dt.strftime("%H:%M").tolist() == ["12:31", "12:32"]


def test_milliseconds_are_times_in_a_column_of_times_only(tmp_path):
    text = "Id;Datum;E;N\n1714557600000;1714557600000;512000;6570000\n"
    found = read(written(tmp_path / "a.csv", text))
    assert found.incidents["start"].iloc[0] == pd.Timestamp(
        "2024-05-01 10:00", tz="UTC"
    )
    assert found.incidents["incident_id"].tolist() == ["1714557600000"]
    both = text + "2;2024-05-01 12:00;512000;6570000\n"
    found = read(written(tmp_path / "a.csv", both))
    assert found.rejected["reasons"].tolist() == ["bad_time"]


def test_one_feature_or_record_a_line(tmp_path):
    lines = [json.dumps(feature(n)) for n in (1, 2, 3)]
    lines[1] = lines[1][:40]
    found = read(written(tmp_path / "a.geojsonl", "\n".join(lines) + "\n"), crs=None)
    assert found.incidents["est_row"].tolist() == [1, 3]
    assert found.rejected["reasons"].tolist() == ["bad_row_width"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (collection(feature(1))[:-20], "it is not whole JSON"),
        ("", "it is empty"),
        ("[]x", "it is not whole JSON"),
        ('{"a": [1, 2]}', "it holds no features and no list of records"),
        (
            '{"a": [{"b": 1}], "c": [{"d": 2}]}',
            r"it has the lists 'a', 'c'\. Pass layer",
        ),
        ("[" * 100_000, "it is not whole JSON"),
        (
            collection(feature(1), crs={"properties": {"name": "EPSG:0"}}),
            "it states the CRS",
        ),
    ],
)
def test_what_is_no_json_is_refused_in_our_words(tmp_path, content, says):
    with pytest.raises(ValueError, match=says):
        read(written(tmp_path / "a.json", content), crs=None)


# --- layers ---------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("cpg", ["kept", "none", "right"])
def test_a_shapefile_is_read_whatever_stands_beside_it(tmp_path, encoding, cpg):
    path = tmp_path / "a.shp"
    table = frame().rename(columns={"kategori": "åtgärd"})
    table.to_file(path, encoding="utf-8")
    raw = (tmp_path / "a.dbf").read_bytes()
    for text in [*CATEGORIES, "åtgärd"]:
        old = text.encode()
        new = text.encode(encoding)
        fill = b"\0" if text == "åtgärd" else b" "
        raw = raw.replace(old, new + fill * (len(old) - len(new)))
    (tmp_path / "a.dbf").write_bytes(raw)
    (tmp_path / "a.cpg").unlink()
    if cpg == "right" or (cpg == "kept" and encoding == "utf-8"):
        (tmp_path / "a.cpg").write_text(
            {"mac_roman": "macroman"}.get(encoding, encoding)
        )
    found = read(path, crs=None, columns={"category": "åtgärd"})
    assert found.incidents["category"].tolist() == CATEGORIES
    assert len(found.rejected) == 0


def test_a_shapefile_with_bytes_that_are_no_text_loses_that_row_only(tmp_path):
    path = tmp_path / "a.shp"
    frame().to_file(path, encoding="utf-8")
    raw = (tmp_path / "a.dbf").read_bytes()
    (tmp_path / "a.dbf").write_bytes(raw.replace("Rån".encode(), b"R\xe5n "))
    found = read(path, crs=None)
    assert found.rejected["reasons"].tolist() == ["bad_encoding"]
    assert found.incidents["category"].tolist() == ["Skadegörelse", "Åverkan"]
    given = read(path, crs=None, encoding="cp1252")
    assert "Rån" in given.incidents["category"].tolist()


def test_a_geopackage_beside_its_styles(tmp_path):
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="händelser")
    styles = pd.DataFrame({"f_table_name": ["händelser"], "styleQML": ["<qgis/>"]})
    gpd.GeoDataFrame(styles).to_file(path, layer="layer_styles")
    assert read(path, crs=None).summary.layer == "händelser"
    area = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs=3006)
    area.to_file(path, layer="områden")
    assert read(path, crs=None).summary.layer == "händelser"
    frame(2).to_file(path, layer="mer")
    with pytest.raises(ValueError, match=r"the layers 'händelser', 'mer'\. Pass layer"):
        read(path, crs=None)


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("a.kml", "KML"),
        ("a.fgb", "FlatGeobuf"),
        ("a.gml", "GML"),
        ("a.mif", "MapInfo File"),
        ("a.tab", "MapInfo File"),
        ("a.sqlite", "SQLite"),
    ],
)
def test_other_layers_of_points(tmp_path, name, driver):
    table = frame().to_crs(4326)
    table.to_file(tmp_path / name, driver=driver)
    found = read(tmp_path / name, crs=None)
    assert (found.n_read, len(found.incidents)) == (3, 3)
    assert found.summary.format == name[2:]
    # FlatGeobuf sorts by place.
    assert sorted(found.incidents["category"]) == sorted(CATEGORIES)


def test_the_points_of_a_gpx_file(tmp_path):
    points = "".join(
        f'<wpt lat="59.2{n}" lon="15.2"><time>2024-05-0{n}T10:00:00Z</time>'
        f"<name>Brand</name></wpt>"
        for n in (1, 2)
    )
    text = f'<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>'
    found = read(written(tmp_path / "a.gpx", text), crs=None)
    assert found.summary.layer == "waypoints"
    assert found.incidents["start"].dt.hour.tolist() == [12, 12]


@pytest.mark.parametrize(
    "name", ["a.gpkg", "a.shp", "a.kml", "a.fgb", "a.gml", "a.gpx"]
)
def test_a_broken_layer_is_refused_in_our_words(tmp_path, name):
    with pytest.raises(ValueError, match="it is not a whole") as error:
        read(written(tmp_path / name, b"no layer at all"))
    assert not re.search("GDAL|OGR|driver|vsi|/", str(error.value))


# --- Parquet and Arrow --------------------------------------------------------------


class Wkb(pa.ExtensionType):
    """The kind that pyarrow writes as Parquet's own GEOMETRY."""

    def __init__(self, meta="{}"):
        self.meta = meta
        super().__init__(pa.binary(), "geoarrow.wkb")

    def __arrow_ext_serialize__(self):
        return self.meta.encode()

    @classmethod
    def __arrow_ext_deserialize__(cls, storage, serialized):
        return cls(serialized.decode())


def native_parquet(path, values, crs):
    pa.register_extension_type(Wkb())
    try:
        kind = Wkb(json.dumps({"crs": crs}) if crs else "{}")
        column = pa.ExtensionArray.from_storage(kind, pa.array(values, pa.binary()))
        table = pa.table({"datum": [row[0] for row in ROWS], "plats": column})
        pq.write_table(table, path)
    finally:
        pa.unregister_extension_type("geoarrow.wkb")
    return path


@pytest.mark.parametrize(
    ("crs", "points", "said"),
    [
        ("EPSG:3006", [(512_000, 6_570_000), (512_001, 6_570_001)], "EPSG:3006"),
        (None, [(15.2, 59.27), (15.3, 59.27)], "EPSG:4326"),
        ("OGC:CRS84", [(15.2, 59.27), (15.3, 59.27)], "EPSG:4326"),
    ],
)
def test_parquet_with_its_own_geometry(tmp_path, crs, points, said):
    values = [*(shapely.Point(each).wkb for each in points), b"no wkb"]
    found = read(native_parquet(tmp_path / "a.parquet", values, crs), crs=None)
    assert (found.summary.format, found.summary.crs_of_source) == ("geoparquet", said)
    assert len(found.incidents) == 2
    assert found.rejected["reasons"].tolist() == ["bad_number"]


def test_fields_inside_a_column_of_parquet(tmp_path):
    rows = [{"datetime": "2024-05-01 12:00", "location": {"gps": "59.27,15.21"}}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert len(read(tmp_path / "a.parquet", crs=None).incidents) == 1


class Stream:
    """Something that gives Arrow and nothing else."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize("text", [pa.string(), pa.large_string(), pa.string_view()])
def test_anything_that_gives_arrow(text):
    table = pa.table(
        {
            "Datum": pa.array([row[0] for row in ROWS], text),
            "Kategori": pa.array(CATEGORIES, text),
            "N": [row[2] for row in ROWS],
            "E": [row[3] for row in ROWS],
        }
    )
    for source in (table, Stream(table)):
        assert read(source).incidents["category"].tolist() == CATEGORIES


def test_arrow_with_geometry():
    found = read(Stream(pa.table(frame().to_arrow())), crs=None)
    assert (len(found.incidents), found.summary.crs_of_source) == (3, "EPSG:3006")
    blobs = pa.table({"datum": ["2024-05-01"], "geom": [shapely.Point(15.2, 59.2).wkb]})
    assert len(read(Stream(blobs), crs=4326).incidents) == 1


# --- packed, open and several -------------------------------------------------------


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def test_a_zip_with_one_table(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2024-05/2024-05-kommun.csv", csv_text())
        archive.writestr("__MACOSX/2024-05/._2024-05-kommun.csv", b"\0\1")
        archive.writestr("läs mig.pdf", b"%PDF")
        archive.writestr("README.txt", "hej")
    found = read(path)
    assert (found.n_read, found.summary.source) == (3, "a.zip/2024-05-kommun.csv")


def test_a_zip_with_a_shapefile(tmp_path):
    frame().to_file(tmp_path / "rapporter.shp", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for part in tmp_path.glob("rapporter.*"):
            archive.write(part, f"lager/{part.name.upper()}")
    found = read(tmp_path / "a.zip", crs=None)
    assert found.incidents["category"].tolist() == CATEGORIES


def test_a_zip_with_several_tables_asks_or_reads_them_as_one(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("maj.csv", csv_text(rows=ROWS[:2]))
        archive.writestr("juni.csv", csv_text(rows=ROWS[2:]))
    with pytest.raises(
        ValueError, match=r"the files 'maj.csv', 'juni.csv'\. Pass layer"
    ):
        read(path)
    assert read(path, layer="juni.csv").n_read == 1
    found = read(path, layer=["maj.csv", "juni.csv"])
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.incidents["source_row"].tolist() == [2, 3, 2]
    assert found.incidents["source_file"].tolist() == ["a.zip/maj.csv"] * 2 + [
        "a.zip/juni.csv"
    ]


def test_zips_that_cannot_be_read(tmp_path):
    with pytest.raises(ValueError, match="it is not a whole zip file"):
        read(written(tmp_path / "a.zip", b"PK\x03\x04"))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("bild.png", b"x")
    with pytest.raises(ValueError, match="it holds no file of csv"):
        read(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", csv_text() + " " * 30_000_000)
    with pytest.raises(ValueError, match="it unpacks to 30 MB"):
        read(tmp_path / "c.zip")


@pytest.mark.parametrize(
    "name", ["a.csv", "a.geojson", "a.gpkg", "a.xlsx", "a.parquet"]
)
def test_a_packed_file_of_any_kind(tmp_path, name):
    path = tmp_path / name
    if name == "a.csv":
        written(path, csv_text())
    elif name == "a.xlsx":
        xlsx(path)
    elif name == "a.parquet":
        frame().to_parquet(path)
    else:
        frame().to_crs(4326).to_file(path)
    packed = written(tmp_path / f"{name}.gz", gzip.compress(path.read_bytes()))
    crs = 3006 if name in ("a.csv", "a.xlsx") else None
    assert read(packed, crs=crs).incidents["category"].tolist() == CATEGORIES
    with path.open("rb") as opened:
        found = read(opened, crs=crs)
    assert found.incidents["category"].tolist() == CATEGORIES
    assert found.summary.source == name
    unnamed = read(io.BytesIO(path.read_bytes()), crs=crs)
    assert unnamed.incidents["category"].tolist() == CATEGORIES


def test_open_text(tmp_path):
    assert read(io.StringIO(csv_text())).incidents["category"].tolist() == CATEGORIES
    records = json.dumps([{"datum": "2024-05-01", "lon": 15.2, "lat": 59.2}])
    assert read(io.StringIO(records), crs=None).n_read == 1
    with pytest.raises(TypeError, match="'source' must be a path, a file, a DataFrame"):
        read(7)


def test_several_files_are_one_set(tmp_path):
    one = written(tmp_path / "a1.csv", csv_text(rows=ROWS[:2]))
    two = written(
        tmp_path / "a2.csv",
        "kategori,DATUM,e,n,Extra\nBrand,2024-06-01 10:00,512005,6570005,x\nBrand,,512005,6570005,x\n",
    )
    for source in ([one, two], (str(one), two), str(tmp_path / "a*.csv")):
        found = read(source)
        assert (found.n_read, len(found.incidents)) == (4, 3)
        assert found.incidents["est_row"].tolist() == [1, 2, 3]
        assert found.incidents["source_file"].tolist() == ["a1.csv", "a1.csv", "a2.csv"]
        assert found.incidents["source_row"].tolist() == [2, 3, 2]
        assert found.rejected["source_row"].tolist() == [3]
        assert found.incidents["category"].tolist() == ["Skadegörelse", "Rån", "Brand"]
        assert found.summary.notes["several_sources"] == "a1.csv (2), a2.csv (2)"


def test_sheets_that_belong_together_are_one_set(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "maj"
    for name, row in (("maj", ROWS[0]), ("juni", ROWS[1])):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ValueError, match=r"layer=\['maj', 'juni'\]"):
        read(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx", layer=["maj", "juni"])
    assert found.incidents["source_file"].tolist() == ["a.xlsx/maj", "a.xlsx/juni"]


def test_several_files_of_different_kinds(tmp_path):
    csv = written(tmp_path / "a.csv", csv_text(rows=ROWS[:1]))
    rows = [[dt.datetime(2024, 5, 2, 7, 5), *ROWS[1][1:]]]  # noqa: DTZ001
    found = read([csv, xlsx(tmp_path / "b.xlsx", rows)])
    assert found.incidents["start"].dt.hour.tolist() == [12, 7]
    frame(1).to_file(tmp_path / "a.gpkg")
    frame().to_crs(4326).to_file(tmp_path / "b.geojson")
    layers = read([tmp_path / "a.gpkg", tmp_path / "b.geojson"], crs=None)
    assert layers.n_read == 4
    assert np.allclose(
        layers.incidents.geometry.x, [512_000, 512_000, 512_001, 512_002]
    )
    with pytest.raises(ValueError, match="the others have points"):
        read([tmp_path / "a.gpkg", csv], crs=None)
    with pytest.raises(ValueError, match="at least one file or table"):
        read([])


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ValueError, match="'source' must be a file that exists"):
        read(tmp_path)


def test_a_set_of_several_files_comes_back_as_it_was(tmp_path):
    shutil.copy(written(tmp_path / "x.csv", csv_text()), tmp_path / "y.csv")
    found = read(
        [tmp_path / "x.csv", tmp_path / "y.csv"], columns={"incident_id": None}
    )
    again = eg.read_incidents(found.save(tmp_path / "saved.gpkg"))
    assert (
        again.incidents["source_file"].tolist()
        == found.incidents["source_file"].tolist()
    )
