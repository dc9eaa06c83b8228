"""Files of every format with faults that were planted, and what must become of them.

What is counted is told apart from the reader: the generator knows each row's identity,
whether it is sound, and else the one reason it must be rejected for.
"""

import datetime as dt
import gzip
import io
import json
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from workbook_files import ods, xlsb

import estgeo as eg

CATEGORIES = ("Skadegörelse", "Brand", "Rån; grovt", "Åverkan", "Övrigt, annat")
# Faults that any format can hold.
FAULTS = (
    *("missing_time", "bad_time", "ambiguous_date", "nonexistent_time"),
    *("missing_geometry", "outside_sweden", "time_in_future", "duplicate_id"),
)
_TIMES = {
    "missing_time": "",
    "bad_time": "2024-02-31 10:00",
    "ambiguous_date": "7/3/24",
    "nonexistent_time": "2024-03-31 02:30",
    "time_in_future": "2099-01-01 10:00",
}
_XLSX_NAMES = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def planted(rng):
    """Return rows (id, time, category, E, N or None) and {id: reason} of the faulty."""
    n = int(rng.integers(4, 40))
    rows, reasons = [], {}
    # Two faulty rows beside many sound ones, so that columns keep their rules.
    faulty = dict(
        zip(rng.permutation(n)[:2].tolist(), rng.choice(FAULTS, 2), strict=True)
    )
    for at in range(n):
        time = dt.datetime(2024, 4, 2) + dt.timedelta(minutes=int(rng.integers(1, 2e5)))  # noqa: DTZ001
        text = time.strftime("%Y-%m-%d %H:%M")
        east = 512_000.0 + round(float(rng.uniform(1, 900)), 1)
        north = 6_570_000.0 + round(float(rng.uniform(1, 900)), 1)
        row = [f"K{at:03d}", text, str(rng.choice(CATEGORIES)), east, north]
        fault = faulty.get(at)
        if fault == "duplicate_id" and (at == 0 or at - 1 in faulty):
            fault = "missing_time"
        if fault in _TIMES:
            row[1] = _TIMES[fault]
        elif fault == "missing_geometry":
            row[3] = row[4] = None
        elif fault == "outside_sweden":
            row[4] = 4_000_000.0
        elif fault == "duplicate_id":
            row = list(rows[-1])
        rows.append(row)
        if fault:
            reasons[at] = str(fault)
    return rows, reasons


def _table(rows):
    return pd.DataFrame(rows, columns=["Id", "Datum", "Kategori", "E", "N"])


def _points(rows, crs=3006):
    table = _table(rows)
    points = [
        None if pd.isna(e) else shapely.Point(e, n)
        for e, n in zip(table.E, table.N, strict=True)
    ]
    frame = gpd.GeoDataFrame(
        table[["Id", "Datum", "Kategori"]], geometry=points, crs=3006
    )
    return frame.to_crs(crs)


def _csv(path, rows, rng):
    encoding = rng.choice(
        ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp850"]
    )
    separator = rng.choice([";", "\t", "|"])
    style = rng.choice(["plain", "quoted", "blank", "excel"])
    end = rng.choice(["\n", "\r\n"])

    def cell(value):
        text = "" if value is None else str(value)
        quoted = '"' + text.replace('"', '""') + '"'
        if style == "excel" and text.startswith("K"):
            return f'="{text}"'
        if style == "blank" and text:
            return " " + quoted
        return quoted if style == "quoted" or separator in text else text

    lines = [["Id", "Datum", "Kategori", "E", "N"], *rows]
    text = end.join(separator.join(map(cell, line)) for line in lines) + end
    path.write_bytes(text.encode(encoding))
    return path, {"crs": 3006}


def _xlsx(path, rows, rng):
    book = openpyxl.Workbook()
    for row in (["Id", "Datum", "Kategori", "E", "N"], *rows):
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)
    if rng.random() < 0.5:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                for before, after in _XLSX_NAMES.items():
                    data = data.replace(before, after)  # noqa: PLW2901
                archive.writestr(name, data)
    return path, {"crs": 3006}


def _ods(path, rows, rng):
    return ods(path, {"Blad1": [["Id", "Datum", "Kategori", "E", "N"], *rows]}), {
        "crs": 3006
    }


def _xlsb(path, rows, rng):
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    return xlsb(path, [["Id", "Datum", "Kategori", "E", "N"], *cells]), {"crs": 3006}


def _features(rows, rng):
    frame = _points(rows, 4326)
    features = []
    for row, point in zip(rows, frame.geometry, strict=True):
        place = (
            None
            if point is None
            else {"type": "Point", "coordinates": [point.x, point.y]}
        )
        feature = {
            "type": "Feature",
            "geometry": place,
            "properties": {"Datum": row[1] or None, "Kategori": row[2]},
        }
        if rng.random() < 0.5:
            feature["id"] = row[0]
        else:
            feature["properties"]["id"] = row[0]
        if rng.random() < 0.2:
            del feature["type"]
        features.append(feature)
    return features


def _geojson(path, rows, rng):
    document = {"type": "FeatureCollection", "features": _features(rows, rng)}
    path.write_text(
        json.dumps(document, ensure_ascii=bool(rng.random() < 0.5)), encoding="utf-8"
    )
    return path, {}


def _geojsonl(path, rows, rng):
    lines = [json.dumps(each) for each in _features(rows, rng)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, {}


def _json(path, rows, rng):
    records = [
        {
            "Id": row[0],
            "Datum": row[1],
            "Kategori": row[2],
            "plats": {"E": row[3], "N": row[4]},
        }
        for row in rows
    ]
    document = records if rng.random() < 0.5 else {"meta": {"n": 1}, "data": records}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path, {"crs": 3006, "columns": {"x": "plats.E", "y": "plats.N"}}


def _arcgis(path, rows, rng):
    features = [
        {
            "attributes": {"Id": row[0], "Datum": row[1], "Kategori": row[2]},
            "geometry": None if row[3] is None else {"x": row[3], "y": row[4]},
        }
        for row in rows
    ]
    document = {
        "spatialReference": {"wkid": 102100, "latestWkid": 3006},
        "features": features,
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path, {}


def _layer(driver):
    def write(path, rows, rng):
        _points(rows, 3006 if driver != "KML" else 4326).to_file(path, driver=driver)
        return path, {}

    return write


def _shp(path, rows, rng):
    encoding = str(rng.choice(["utf-8", "cp1252"]))
    _points(rows).to_file(path, encoding=encoding)
    if rng.random() < 0.5:
        path.with_suffix(".cpg").unlink()
    return path, {}


def _parquet(path, rows, rng):
    _table(rows).to_parquet(path)
    return path, {"crs": 3006}


def _geoparquet(path, rows, rng):
    _points(rows).to_parquet(path)
    return path, {}


def _frame(path, rows, rng):
    return _table(rows), {"crs": 3006}


def _arrow(path, rows, rng):
    return pa.Table.from_pandas(_table(rows)), {"crs": 3006}


def _nested_parquet(path, rows, rng):
    records = [
        {
            "Id": row[0],
            "Datum": row[1],
            "Kategori": row[2],
            "plats": {"E": row[3], "N": row[4]},
        }
        for row in rows
    ]
    pq.write_table(pa.Table.from_pylist(records), path)
    return path, {"crs": 3006, "columns": {"x": "plats.E", "y": "plats.N"}}


def _gz(path, rows, rng):
    inner, options = _geojson(path.with_suffix(""), rows, rng)
    path.write_bytes(gzip.compress(inner.read_bytes()))
    return path, options


def _zip(path, rows, rng):
    inner, options = _csv(path.with_suffix(".csv"), rows, rng)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, f"uttag/{inner.name}")
        archive.writestr("__MACOSX/._x.csv", "x")
    return path, options


def _open(path, rows, rng):
    inner, options = _csv(path, rows, rng)
    return io.BytesIO(inner.read_bytes()), options


def _several(path, rows, rng):
    middle = int(rng.integers(1, len(rows)))
    one, options = _csv(path.with_name("one.csv"), rows[:middle], rng)
    two, _ = _xlsx(path.with_name("two.xlsx"), rows[middle:], rng)
    return [one, two], options


WRITERS = {
    "a.csv": _csv, "a.xlsx": _xlsx, "a.ods": _ods, "a.xlsb": _xlsb,
    "a.geojson": _geojson, "a.geojsonl": _geojsonl, "a.json": _json, "b.json": _arcgis,
    "a.gpkg": _layer("GPKG"), "a.gml": _layer("GML"), "a.sqlite": _layer("SQLite"),
    "a.mif": _layer("MapInfo File"), "a.shp": _shp, "a.parquet": _parquet,
    "b.parquet": _geoparquet, "c.parquet": _nested_parquet, "a.geojson.gz": _gz,
    "a.zip": _zip, "open.csv": _open, "several": _several, "frame": _frame,
    "arrow": _arrow,
}  # fmt: skip


def check_one(name, folder, rng):
    """Write one file, read it, and hold it against what was planted."""
    rows, reasons = planted(rng)
    source, options = WRITERS[name](Path(folder) / name, rows, rng)
    with warnings.catch_warnings(action="ignore"):
        found = eg.read_incidents(source, **options)
    told = f"{name}, {len(rows)} rows, planted {reasons}"
    assert found.n_read == len(rows), told
    row = "est_row"
    first = 2 if name.startswith(("a.csv", "open", "a.xls", "a.ods", "a.zip")) else 1
    got = dict(zip(found.rejected[row] - first, found.rejected["reasons"], strict=True))
    assert got == reasons, f"{told}, got {got}"
    sound = [each[0] for at, each in enumerate(rows) if at not in reasons]
    assert found.incidents["incident_id"].tolist() == sound, told
    said = [each[2] for at, each in enumerate(rows) if at not in reasons]
    assert found.incidents["category"].tolist() == said, told
    times = [each[1] for at, each in enumerate(rows) if at not in reasons]
    assert found.incidents["start"].dt.strftime("%Y-%m-%d %H:%M").tolist() == times, (
        told
    )
