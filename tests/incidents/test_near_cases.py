"""Neighbors of inputs that once were read wrong: other names, languages and formats.

A small table of inputs for each kind of fault; the answer is what the input was made of.
"""

import gzip
import io
import json
import warnings
import zipfile

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

import estgeo as eg

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
N = 60


def read(source, **options):
    with warnings.catch_warnings(action="ignore"):
        return eg.read_incidents(source, **options)


def starts(found):
    return found.incidents["start"].astype(str).tolist()


def frame(n=N, **columns):
    """Return n reports in Örebro, a minute and some metres apart."""
    at = pd.date_range("2024-05-01 10:07", periods=n, freq="611min")
    first = {"Datum": at.strftime("%Y-%m-%d %H:%M"), "Kategori": "Brand"}
    place = {"N": 6_570_000 + np.arange(n) * 3, "E": 512_000 + np.arange(n) * 5}
    return pd.DataFrame({**first, **place, **columns})


# One point of many lies far off: the CRS is that of the others.
FAR = [
    ("Reykjavik", (64.14, -21.9), (-0.000003, 0.000002), 32627),
    ("Sydney", (-33.87, 151.2), (0.0, 0.0), 32756),
    ("Malmö", (55.6, 13.0), (40.7, -74.0), 3006),
    ("Oslo", (59.91, 10.75), (1e-9, 1e-9), 32632),
    ("Copenhagen", (55.68, 12.57), (0.0, 12.57), 32633),
]


@pytest.mark.parametrize(("town", "near", "far", "epsg"), FAR)
@pytest.mark.parametrize("names", [("Breddgrad", "Längdgrad"), ("lat", "lng")])
def test_a_point_far_off_moves_no_crs(town, near, far, epsg, names):
    step = np.arange(N) / 5_000
    lat, lon = near[0] + step, near[1] + step
    lat[7], lon[7] = far
    rows = frame().drop(columns=["N", "E"]).assign(**{names[0]: lat, names[1]: lon})
    found = read(rows)
    assert found.incidents.crs.to_epsg() == epsg
    told = (
        found.rejected["est_row"].tolist()
        or found.incidents.loc[
            found.incidents["flags"].str.contains("far_from_others"), "est_row"
        ].tolist()
    )
    assert told == [8]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda each: each.pop("type"), id="no type"),
        pytest.param(lambda each: each.update(type="feature"), id="small letter"),
        pytest.param(lambda each: each.update(type=None), id="null"),
        pytest.param(lambda each: each.update(type="Punkt"), id="a word"),
        pytest.param(lambda each: each.update(bbox=[0, 0]), id="a bad bbox"),
        pytest.param(lambda each: each["geometry"].update(crs={}), id="a member more"),
    ],
)
@pytest.mark.parametrize("end", [".geojson", ".json", ".geojson.gz", ".geojsonl"])
def test_features_in_are_rows_read(tmp_path, change, end):
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [15.2 + k / 999, 59.27]},
            "properties": {"Händelsetid": f"2024-05-0{k} 12:30", "Brottstyp": "Brand"},
        }
        for k in range(1, 6)
    ]
    change(features[2])
    whole = {"type": "FeatureCollection", "features": features}
    text = json.dumps(whole)
    if end == ".geojsonl":
        text = "\n".join(json.dumps(each) for each in features)
    content = text.encode()
    path = tmp_path / f"a{end}"
    path.write_bytes(gzip.compress(content) if end.endswith(".gz") else content)
    found = read(path)
    assert (found.n_read, found.n_accepted) == (5, 5)
    assert starts(found)[2] == "2024-05-03 12:30:00+02:00"


def strict(path):
    """Rewrite a workbook as Excel's "Strict Open XML" is written."""
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
            b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        ),
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            for usual, strictly in names.items():
                data = data.replace(usual, strictly)
            new.writestr(part, data)
    path.write_bytes(packed.getvalue())


@pytest.mark.parametrize("kind", ["dates", "clock beside", "two sheets", "intro"])
def test_a_strict_workbook(tmp_path, kind):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    at = pd.date_range("2024-05-01 10:07", periods=6, freq="611min")
    if kind == "two sheets":
        book.create_sheet("Läs mig").append(["Uttag ur systemet"])
    if kind == "intro":
        sheet.append(["Rapport över händelser"])
        sheet.append([])
    split = kind == "clock beside"
    sheet.append(["Dag", *(["Klockslag"] if split else []), "Typ", "N", "E"])
    for k, each in enumerate(at.to_pydatetime()):
        moment = [each.date(), each.time()] if split else [each]
        sheet.append([*moment, "Brand", 6_570_000 + k, 512_000])
    book.save(path)
    strict(path)
    found = read(path, crs=3006)
    assert starts(found) == at.tz_localize("Europe/Stockholm").astype(str).tolist()


DAYS = pd.date_range("2024-01-01", periods=200)
MIDNIGHTS = {
    "blank": DAYS.strftime("%Y-%m-%d 00:00:00"),
    "short": DAYS.strftime("%Y-%m-%d 00:00"),
    "Swedish": DAYS.strftime("%d/%m %Y kl. 00.00"),
    "American": DAYS.strftime("%m/%d/%Y 12:00:00 AM"),
    "micro": DAYS.strftime("%Y-%m-%dT00:00:00.000000"),
    "UTC of winter and summer": DAYS.tz_localize("Europe/Stockholm")
    .tz_convert("UTC")
    .strftime("%Y-%m-%dT%H:%M:%SZ"),
    "offset": [each.isoformat() for each in DAYS.tz_localize("Europe/Stockholm")],
    "typed": DAYS,
    "typed UTC": DAYS.tz_localize("Europe/Stockholm").tz_convert("UTC"),
    "milliseconds": DAYS.tz_localize("Europe/Stockholm").as_unit("ms").asi8,
    "python": [each.to_pydatetime() for each in DAYS],
    "Danish": DAYS.strftime("%d.%m.%Y 00:00"),
    "compact": DAYS.strftime("%Y%m%d 0000"),
}


@pytest.mark.parametrize("kind", MIDNIGHTS)
@pytest.mark.parametrize("name", ["Datum", "Brottstid", "incident_datetime"])
@pytest.mark.parametrize("end", ["frame", "csv", "parquet"])
def test_midnight_of_a_column_of_days_is_no_clock(tmp_path, kind, name, end):
    rows = frame(200).drop(columns="Datum")
    rows.insert(0, name, MIDNIGHTS[kind])
    source = rows
    if end == "csv":
        source = tmp_path / "a.csv"
        rows.to_csv(source, index=False, sep=";")
    elif end == "parquet":
        source = tmp_path / "a.parquet"
        rows.to_parquet(source)
    found = read(source, crs=3006)
    assert set(found.incidents["time_precision"]) == {"date"}
    local = found.incidents["start"].dt.tz_convert("Europe/Stockholm")
    assert local.dt.date.tolist() == [each.date() for each in DAYS]


WORDS = {
    "Swedish": ("Skadegörelse", "Bergåsgatan", "Rån", "Våld på väg"),
    "Danish": ("Hærværk", "Søndergade", "Røveri", "Vold på gaden"),
    "Finnish": ("Hälytys", "Mäkelänkatu", "Varkaus", "Pahoinpitely yöllä"),
}


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252", "utf-8"])
@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("eol", ["\r\n", "\n", "\r"])
def test_the_letters_of_words_tell_how_they_are_written(
    tmp_path, encoding, language, eol
):
    words = WORDS[language]
    rows = frame(8, Kategori=list(words) * 2, Plats=f"{words[1]} 3")
    path = tmp_path / "a.csv"
    text = rows.to_csv(index=False, sep=";", lineterminator=eol)
    path.write_bytes(text.encode(encoding))
    found = read(path, crs=3006)
    assert found.summary.encoding == encoding
    assert found.incidents["category"].tolist() == list(words) * 2


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        ("Lindén", "mac_roman"),
        ("Lindén", "cp850"),
        ("Bäckerei", "cp437"),
        ("Prügelei", "mac_roman"),
    ],
)
def test_letters_of_an_encoding_that_is_not_told_are_never_others(
    tmp_path, word, encoding
):
    rows = frame(8, Kategori=["Brand", word] * 4)
    path = tmp_path / "a.csv"
    path.write_bytes(rows.to_csv(index=False, sep=";").encode(encoding))
    found = read(path, crs=3006)
    assert set(found.incidents["category"]) <= {"Brand", word}
    assert found.n_read == 8
    given = read(path, crs=3006, encoding=encoding)
    assert given.incidents["category"].tolist() == ["Brand", word] * 4


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_shapefile_without_its_code_page(tmp_path, words, encoding, packed):
    rows = frame(4, Kategori=list(words))
    points = gpd.points_from_xy(rows.pop("E"), rows.pop("N"), crs=3006)
    path = tmp_path / "a.shp"
    gpd.GeoDataFrame(rows, geometry=points).to_file(path, encoding=encoding)
    (tmp_path / "a.cpg").unlink()
    if packed:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for each in tmp_path.glob("a.*"):
                if each.suffix != ".zip":
                    archive.write(each, each.name)
        path = tmp_path / "a.zip"
    assert read(path).incidents["category"].tolist() == list(words)


CLOCKS = [
    ("Kl", ["12:30", "09:05"], "12:30"),
    ("Kl.", ["12.30", "9.05"], "12:30"),
    ("Klockslag", ["kl 12:30", "kl 09:05"], "12:30"),
    ("Tid", ["1230", "0905"], "12:30"),
    ("Tidpunkt", ["12:30:00", "09:05:00"], "12:30"),
    ("Time", ["12:30 PM", "9:05 AM"], "12:30"),
    ("Time of day", ["12:30", "09:05"], "12:30"),
    ("HOUR_OF_DAY", [12, 9], "12:00"),
    ("Timma", ["12", "09"], "12:00"),
    ("Brottstid fr.o.m.", ["12:30", "09:05"], "12:30"),
    ("Händelsetid", ["12:30", "09:05"], "12:30"),
    ("Tidpunkt på dygnet", ["12:30", "09:05"], "12:30"),
    ("Inträffad kl", ["12:30", "09:05"], "12:30"),
    ("Occurred Time", ["12:30", "09:05"], "12:30"),
    ("Händelse kl.", ["12.30", "09.05"], "12:30"),
]


@pytest.mark.parametrize(("name", "cells", "first"), CLOCKS)
@pytest.mark.parametrize("date", ["Datum", "Händelsedatum", "Dag", "Date", "Inträffad"])
def test_a_clock_beside_the_date_is_used_or_named(name, cells, first, date):
    days = ["2024-05-01", "2024-05-02"] * (N // 2)
    rows = frame().drop(columns="Datum")
    rows = pd.DataFrame({date: days, name: cells * (N // 2)}).join(rows)
    found = read(rows, crs=3006)
    if set(found.incidents["time_precision"]) == {"date"}:
        assert name in json.dumps(found.summary.notes, ensure_ascii=False, default=str)
    else:
        assert starts(found)[0] == f"2024-05-01 {first}:00+02:00"


@pytest.mark.parametrize(
    ("texts", "every"),
    [
        (["juni 2018", "juli 2018"], "month"),
        (["June 2018", "July 2018"], "month"),
        (["2018-06", "2018-07"], "quarter"),
        (["201806", "201807"], "month"),
        (["jun-18", "jul-18"], "month"),
        (["2018-W26", "2018-W27"], "week"),
        (["v26 2018", "v27 2018"], "week"),
        (["vecka 26 2018", "vecka 27 2018"], "week"),
        (["v.26-2018", "v.27-2018"], "week"),
        (["2018w26", "2018w27"], "week"),
        (["201826", "201827"], "week"),
    ],
)
def test_what_is_known_to_the_month_or_week_covers_all_of_it(texts, every):
    rows = frame().assign(Datum=[texts[0]] * 30 + [texts[1]] * 30)
    if texts[0].isdigit() and every == "week":
        rows = rows.rename(columns={"Datum": "År och vecka"})
    if texts[0].isdigit() and every == "month":
        rows = rows.rename(columns={"Datum": "Månad"})
    try:
        found = read(rows, crs=3006).incidents
    except ValueError as error:
        assert "columns" in str(error) or "date" in str(error)  # noqa: PT017
        return
    counts = eg.period_counts(found, every=every)
    assert counts["n"].sum() == N
    assert counts["complete"].iloc[-1] == (every != "quarter")


def ods(path, rows):
    cell = '<table:table-cell office:value-type="{}"{}>{}</table:table-cell>'
    lines = []
    for row in rows:
        cells = []
        for each in row:
            text = f"<text:p>{each}</text:p>"
            if isinstance(each, (int, float)):
                cells.append(cell.format("float", f' office:value="{each}"', text))
            elif str(each)[:2] == "20" and "T" in str(each):
                said = f' office:date-value="{each}"'
                cells.append(cell.format("date", said, text))
            else:
                cells.append(cell.format("string", "", text))
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(
        f'xmlns:{short}="{space}{short}:1.0"' for short in ("office", "table", "text")
    )
    body = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{"".join(lines)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", body)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="'
            f'{space}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return path


@pytest.mark.parametrize(
    ("head", "time"),
    [
        (["Händelsedatum", "Brottstyp", "Y", "X"], "2024-05-01T12:00:00"),
        (["Datum", "Kategori", "N", "E"], "2024-05-01 12:00"),
        (["Date", "Category", "Northing", "Easting"], "2024-05-01T12:00:00"),
        (["Tidpunkt", "Ärendetyp", "Nord", "Öst"], "1/5 2024 kl. 12.00"),
    ],
)
def test_a_sheet_of_libreoffice(tmp_path, head, time):
    rows = [[time, "Rån", 6_570_000 + k, 512_000.5] for k in range(3)]
    found = read(ods(tmp_path / "a.ods", [head, *rows]), crs=3006)
    assert starts(found) == ["2024-05-01 12:00:00+02:00"] * 3
    assert found.incidents.geometry.y.round(3).tolist() == [6570000, 6570001, 6570002]


def record(k, **members):
    return {
        "id": k,
        "datetime": f"2024-05-0{k} 7:05:06 +02:00",
        "type": "Rån",
        **members,
    }


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda k: record(k, location={"gps": "59.27,15.21"}), id="gps"),
        pytest.param(lambda k: record(k, location={"gps": "59.27, 15.21"}), id="blank"),
        pytest.param(lambda k: record(k, geo={"lat": 59.27, "lng": 15.21}), id="geo"),
        pytest.param(
            lambda k: record(k, position={"latitude": "59.27", "longitude": "15.21"}),
            id="position",
        ),
        pytest.param(lambda k: record(k, lat=59.27, long=15.21), id="flat"),
        pytest.param(
            lambda k: record(
                k, location={"type": "Point", "coordinates": [15.21, 59.27]}
            ),
            id="socrata",
        ),
        pytest.param(
            lambda k: record(k, location={"latitude": 59.27, "longitude": 15.21}),
            id="police.uk",
        ),
        pytest.param(lambda k: record(k, coordinates="59.27,15.21"), id="coordinates"),
        pytest.param(
            lambda k: record(k, plats={"koordinat": {"lat": 59.27, "lon": 15.21}}),
            id="deep",
        ),
    ],
)
@pytest.mark.parametrize("around", [None, "data", "value", "results", "händelser"])
def test_records_of_a_service(tmp_path, shape, around):
    records = [shape(k) for k in (1, 2, 3)]
    whole = records if around is None else {"count": 3, around: records}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    found = read(path)
    assert starts(found) == [f"2024-05-0{k} 07:05:06+02:00" for k in (1, 2, 3)]
    degrees = found.incidents.geometry.to_crs(4326)
    assert degrees.x.round(5).tolist() == [15.21] * 3
    assert degrees.y.round(5).tolist() == [59.27] * 3
    assert found.incidents["incident_id"].tolist() == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("inside", "beside"),
    [
        ("2024-05.csv", {}),
        ("data/maj.xlsx", {}),
        ("2024-05-avon-street.csv", {"LICENSE.txt": "Open Government", "r.pdf": "%"}),
        ("export/händelser.txt", {"__MACOSX/export/._händelser.txt": "x"}),
        ("a.geojson", {".DS_Store": "x"}),
        ("a.json", {"metadata.xml": "<x/>"}),
    ],
)
def test_a_zip_with_one_table(tmp_path, inside, beside):
    rows = frame(5)
    end = inside.rsplit(".", 1)[1]
    if end == "xlsx":
        packed = io.BytesIO()
        rows.to_excel(packed, index=False)
        content = packed.getvalue()
    elif end == "geojson":
        points = gpd.points_from_xy(rows.pop("E"), rows.pop("N"), crs=3006)
        layer = gpd.GeoDataFrame(rows, geometry=points).to_crs(4326)
        content = layer.to_json().encode()
    elif end == "json":
        content = rows.to_json(orient="records").encode()
    else:
        content = rows.to_csv(index=False, sep="\t").encode("utf-8-sig")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(inside, content)
        for name, text in beside.items():
            archive.writestr(name, text)
    found = read(tmp_path / "a.zip", **({} if end == "geojson" else {"crs": 3006}))
    assert starts(found) == [f"{each}:00+02:00" for each in rows["Datum"]]


QUOTED = [
    ('{}; "{}"; {}; {}', ";", "Brand; container"),
    ('{},\t"{}",{},{}', ",", "Brand, container"),
    ('"{}" , "{}" , "{}" , "{}"', ",", 'Brand, "container"'),
    ("{}\t {}\t {}\t {}", "\t", "Brand container"),
    ('{},  "{}",  {},  {}', ",", "Brand,\ncontainer"),
    ('{} ,"{}" ,{} ,{}', ",", "Brand, container"),
]


@pytest.mark.parametrize(("line", "separator", "category"), QUOTED)
@pytest.mark.parametrize("blank_in_head", [False, True])
def test_blanks_around_quoted_cells(tmp_path, line, separator, category, blank_in_head):
    text = (separator + " " * blank_in_head).join(["Datum", "Kategori", "N", "E"])
    said = category.replace('"', '""')
    for k in range(3):
        text += "\n" + line.format(f"2024-05-0{k + 1} 12:00", said, 6570000 + k, 512000)
    path = tmp_path / "a.csv"
    path.write_text(text + "\n", encoding="utf-8")
    found = read(path, crs=3006)
    got = found.incidents["category"].str.split().str.join(" ").tolist()
    assert got == [" ".join(category.split())] * 3


IDS = [
    ([7, 8, 9], ["7", "8", "9"]),
    (["7", 8, "x-9"], ["7", "8", "x-9"]),
    ([9007199254740993, 2, 3], ["9007199254740993", "2", "3"]),
    (["007", "08", "9"], ["007", "08", "9"]),
    ([1.0, 2.0, 3.0], ["1", "2", "3"]),
    (["{5A}", "{5B}", "{5C}"], ["{5A}", "{5B}", "{5C}"]),
]


@pytest.mark.parametrize(("ids", "expected"), IDS)
@pytest.mark.parametrize("where", ["beside", "Diarienummer", "Ärendenr"])
def test_identities_of_features(tmp_path, ids, expected, where):
    def feature(k, one):
        inside = {"datum": f"2024-05-0{k + 1} 12:30", "typ": "Brand"}
        geometry = {"type": "Point", "coordinates": [15.2, 59.27 + k / 999]}
        whole = {"type": "Feature", "geometry": geometry, "properties": inside}
        (whole if where == "beside" else inside)[
            "id" if where == "beside" else where
        ] = one
        return whole

    features = [feature(k, one) for k, one in enumerate(ids)]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert read(path).incidents["incident_id"].tolist() == expected


@pytest.mark.parametrize(
    "texts",
    [
        ["2024-05-01T10:00:00Z", "2024-05-01 10:00:00"],
        ["2024-05-01T10:00:00+00:00", "2024-05-01T10:00:00", "2024-05-01 10:00"],
        ["2024-05-01T10:00:00.000Z", "2024-05-01T10:00:00.000"],
        ["2024-05-01 10:00:00-05:00", "2024-05-01 10:00:00", "1/5 2024 kl. 10.00"],
    ],
)
@pytest.mark.parametrize("form", ["geojson", "json", "csv", "gpkg", "xlsx"])
def test_one_zone_moves_no_other_time(tmp_path, texts, form):
    rows = frame(len(texts)).assign(Datum=texts)
    expected = starts(read(rows, crs=3006))
    assert expected[1] == "2024-05-01 10:00:00+02:00"
    path = tmp_path / f"a.{form}"
    if form in ("geojson", "gpkg"):
        points = gpd.points_from_xy(rows.pop("E"), rows.pop("N"), crs=3006)
        layer = gpd.GeoDataFrame(rows, geometry=points).to_crs(4326)
        if form == "geojson":
            path.write_text(layer.to_json(), encoding="utf-8")
        else:
            layer.to_file(path)
    elif form == "xlsx":
        rows.to_excel(path, index=False)
    elif form == "json":
        path.write_text(rows.to_json(orient="records"), encoding="utf-8")
    else:
        rows.to_csv(path, index=False)
    options = {} if form in ("geojson", "gpkg") else {"crs": 3006}
    assert starts(read(path, **options)) == expected


@pytest.mark.parametrize("name", ["OCCURRED_DATE", "CreationDate", "datum", "Tidpunkt"])
@pytest.mark.parametrize("kind", ["int", "text", "float", "missing", "old"])
@pytest.mark.parametrize("form", ["frame", "csv", "json"])
def test_milliseconds_since_1970(tmp_path, name, kind, form):
    moments = 1_525_177_800_000 + np.arange(N) * 7_321_000
    if kind == "old":
        moments[3] = 946_730_096_000  # 2000
    cells = {
        "int": moments,
        "text": moments.astype(str),
        "float": moments.astype(float),
        "missing": pd.Series(moments).astype("Int64").mask(np.arange(N) == 5),
        "old": moments,
    }[kind]
    rows = frame().drop(columns="Datum").assign(**{name: cells})
    source = rows
    if form == "csv":
        source = tmp_path / "a.csv"
        rows.to_csv(source, index=False)
    elif form == "json":
        source = tmp_path / "a.json"
        source.write_text(rows.to_json(orient="records"), encoding="utf-8")
    columns = {"start": name} if name == "CreationDate" else None
    found = read(source, crs=3006, columns=columns)
    utc = pd.to_datetime(moments, unit="ms", utc=True)
    if kind == "missing":
        assert found.rejected["reasons"].tolist() == ["missing_time"]
        utc = utc.delete(5)
    assert list(found.incidents["start"]) == list(utc.tz_convert("Europe/Stockholm"))


STRAYS = {
    "north": lambda rows: rows["N"].add(100_000),
    "digits swapped": lambda rows: rows["N"].sub(9_000),
    "east": lambda rows: rows["E"].add(20_000),
}


@pytest.mark.parametrize("kind", STRAYS)
@pytest.mark.parametrize("names", [("N", "E"), ("Y_koord", "X_koord")])
def test_a_wrong_digit_is_told_and_counted_out(kind, names):
    rng = np.random.default_rng(5)
    rows = frame(400).assign(
        N=6_570_000 + rng.normal(0, 700, 400).round(),
        E=512_000 + rng.normal(0, 700, 400).round(),
    )
    column = "E" if kind == "east" else "N"
    rows.loc[250, column] = STRAYS[kind](rows)[250]
    found = read(
        rows.rename(columns=dict(zip(("N", "E"), names, strict=True))), crs=3006
    )
    flagged = found.incidents["flags"].str.contains("far_from_others")
    assert found.incidents.loc[flagged, "est_row"].tolist() == [251]


@pytest.mark.parametrize("empty", [0, -2_208_988_800_000, -2_209_161_600_000])
def test_an_empty_date_of_a_service_costs_its_row_alone(tmp_path, empty):
    moments = 1_525_177_800_000 + np.arange(N) * 7_321_000
    moments[4] = empty
    path = tmp_path / "a.json"
    rows = frame(Datum=moments)
    path.write_text(rows.to_json(orient="records"), encoding="utf-8")
    found = read(path, crs=3006)
    assert found.rejected["reasons"].tolist() == ["time_too_old"]


@pytest.mark.parametrize("kind", ["text", "dictionary", "timestamps"])
def test_arrow_of_other_types(kind):
    rows = frame(6)
    table = pa.Table.from_pandas(rows, preserve_index=False)
    if kind == "dictionary":
        at = table.schema.get_field_index("Kategori")
        table = table.set_column(at, "Kategori", table["Kategori"].dictionary_encode())
    elif kind == "timestamps":
        moments = pa.array(pd.to_datetime(rows["Datum"]), pa.timestamp("s"))
        table = table.set_column(0, "Datum", moments)
    assert starts(read(table, crs=3006)) == [f"{x}:00+02:00" for x in rows["Datum"]]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["Applied filters:", "År is 2024", "Tema is not Övrigt"], 3),
        (['"Applied filters:\nÅr is 2024";;;'], 1),
        (["Tillämpade filter: År är 2024;;;"], 1),
        (["Antal rader: 60"], 1),
        (["Summa;60"], 1),
        (["", "Utskriven 2024-06-01 av ABC"], 1),
        (["* Preliminära uppgifter"], 1),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lines_below_a_table_are_no_reports(tmp_path, lines, number, form):
    rows = frame()
    path = tmp_path / f"a.{form}"
    if form == "csv":
        text = rows.to_csv(index=False, sep=";") + "\n".join(lines) + "\n"
        path.write_text(text, encoding="utf-8")
    else:
        rows.to_excel(path, index=False)
        book = openpyxl.load_workbook(path)
        for line in lines:
            book.active.append([cell.strip('"') for cell in line.split(";")])
        book.save(path)
    found = read(path, crs=3006)
    assert found.n_accepted == N
    assert found.rejected["reasons"].tolist() == ["total_row"] * number


def test_a_row_that_breaks_off_is_a_fault_and_no_line_below_the_table(tmp_path):
    path = tmp_path / "a.csv"
    text = frame().to_csv(index=False, sep=";") + "2024-05-09 12:30;Sum\nBrand\n"
    path.write_text(text, encoding="utf-8")
    assert read(path, crs=3006).rejected["reasons"].tolist() == ["bad_row_width"] * 2
