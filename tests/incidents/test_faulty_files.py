"""Every fault of the closed list, written in every format that can hold it.

Each file has clean rows and one faulty one. The faulty row must be rejected with its
own reason and no other, and every other row must be accepted.
"""

import itertools
import warnings

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from estgeo.incidents import _reasons
from estgeo.incidents.reading import read_incidents

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
CSV = [
    ("csv", encoding, separator)
    for encoding in ENCODINGS
    for separator in (";", "\t", ",")
]
TABLES = [*CSV, ("xlsx", "", ""), ("parquet", "", ""), ("frame", "", "")]
MIXED = [(form, "", "") for form in ("gpkg", "geojson", "geoparquet", "geoframe")]
SHAPEFILE = ("shp", "", "")  # holds one kind of geometry and short texts only
VECTORS = [*MIXED, SHAPEFILE]
ALL = TABLES + VECTORS
FAULTS = {
    "missing_geometry": ALL,
    "nonfinite_coordinate": [*TABLES, ("geoframe", "", "")],
    "zero_coordinate": ALL,
    "outside_sweden": ALL,
    "outside_study_area": ALL,
    "not_a_point": MIXED,
    "multipoint": MIXED,
    "bad_number": TABLES,
    "ambiguous_number": TABLES,
    "missing_time": ALL,
    "bad_time": ALL,
    "ambiguous_date": ALL,
    "nonexistent_time": ALL,
    "time_in_future": ALL,
    "time_too_old": ALL,
    "end_before_start": ALL,
    "interval_too_long": ALL,
    "bad_row_width": CSV,
    "bad_encoding": ALL,
    "formula_without_value": [("xlsx", "", "")],
    "cell_error": [("xlsx", "", "")],
    "unknown_category": ALL,
    "duplicate_id": ALL,
    "too_long_text": TABLES + MIXED,
}
OF_NAMES = {
    *("unknown_area", "ambiguous_area", "unknown_address", "ambiguous_address"),
    *("total_row", "older_version"),
}
CASES = [(fault, *form) for fault, forms in FAULTS.items() for form in forms]


def clean_rows(rng, n):
    minutes = rng.choice(360 * 24 * 60, n, replace=False)
    # Away from the two nights when the clock is changed.
    start = pd.Timestamp("2018-04-02 00:00") + pd.to_timedelta(minutes // 3, unit="min")
    return pd.DataFrame(
        {
            "Händelse-ID": [f"H{i:04d}" for i in range(n)],
            "Starttid": start.strftime("%Y-%m-%d %H:%M"),
            "Sluttid": "",
            "Kategori": rng.choice(["Skadegörelse", "Brand", "Övrigt"], n),
            "E": (512_000 + rng.uniform(1, 900, n)).round(1),
            "N": (6_570_000 + rng.uniform(1, 900, n)).round(1),
            "Kommentar": "Området är lugnt",
        }
    ).astype(object)


CELLS = {
    "missing_geometry": {"E": ["", " ", "-"]},
    "nonfinite_coordinate": {"E": ["1e999"]},
    "bad_number": {"E": ["abc", "512 00O", "12x"]},
    "ambiguous_number": {"E": ["674.032", "512,000"]},
    "missing_time": {"Starttid": ["", "saknas", "-"]},
    "bad_time": {"Starttid": ["31/2 2018", "i går", "2018-13-01", "2018-04-03 25:00"]},
    "ambiguous_date": {"Starttid": ["7/3/18", "180307", "7/3", "7 mars"]},
    "nonexistent_time": {"Starttid": ["2018-03-25 02:30", "25/3 2018 kl. 02.15"]},
    "time_in_future": {"Starttid": ["2099-01-01 10:00", "1/1 2099"]},
    "time_too_old": {"Starttid": ["1900-01-01 00:00", "1/1 1970"]},
    "end_before_start": {"Sluttid": ["2018-03-01 10:00", "1/3 2018 kl 10"]},
    "interval_too_long": {"Sluttid": ["2020-06-01 10:00", "1/6 2020"]},
    "bad_encoding": {"Kommentar": ["OmrÃ¥det", "Skadeg”relse", "fÃ¶rst"]},
    "unknown_category": {"Kategori": ["Okänt slag", "Rymdfärd"]},
    "too_long_text": {"Kategori": ["x" * 300]},
}


def put_fault(rows, fault, at, rng):
    """Change one cell, or repeat the row before under the same identity."""
    for column, values in CELLS.get(fault, {}).items():
        rows.loc[at, column] = values[rng.integers(len(values))]
    if fault == "zero_coordinate":
        rows.loc[at, ["E", "N"]] = 0.0
    elif fault == "outside_sweden":
        rows.loc[at, ["E", "N"]] = rows.loc[at, ["N", "E"]].to_numpy()
    elif fault == "outside_study_area":
        rows.loc[at, "E"] = float(rows.loc[at, "E"]) + 50_000
    elif fault == "duplicate_id":
        rows.loc[at] = rows.loc[at - 1]


def texts(rows, separator):
    decimal = "," if separator != "," else "."
    shown = rows.copy()
    for axis in ("E", "N"):
        shown[axis] = [
            v if isinstance(v, str) else repr(float(v)).replace(".", decimal)
            for v in rows[axis]
        ]
    return shown


def write_csv(rows, path, encoding, separator, fault, at, rng):
    body = texts(rows, separator)
    lines = [separator.join(body.columns)]
    lines += [
        separator.join(f'"{v}"' if separator in v else v for v in values)
        for values in body.astype(str).to_numpy()
    ]
    if fault == "bad_row_width":
        line = lines[at + 1]
        lines[at + 1] = (
            line + separator + "ett fält till",
            separator.join(line.split(separator)[:4]),
            line.rsplit(separator, 1)[0] + separator + '"öppet',
        )[rng.integers(3)]
    path.write_text("\n".join(lines) + "\n", encoding=encoding, newline="")
    return path


def write_xlsx(rows, path, fault, at):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(rows.columns))
    for values in rows.to_numpy().tolist():
        sheet.append([None if v == "" else v for v in values])
    cell = sheet.cell(row=at + 2, column=5)
    if fault == "formula_without_value":
        cell.value = "=1+1"
    elif fault == "cell_error":
        cell.value, cell.data_type = "#N/A", "e"
    book.save(path)
    return path


def geometry_of(rows, fault, at):
    nowhere = (None, shapely.Point())[at % 2]
    points = [
        nowhere if isinstance(x, str) else shapely.Point(float(x), float(y))
        for x, y in zip(rows["E"], rows["N"], strict=True)
    ]
    spot = shapely.Point(512_100, 6_570_100)
    other = {
        "nonfinite_coordinate": shapely.Point(np.inf, np.inf),
        "not_a_point": shapely.LineString([(512_000, 6_570_000), (512_100, 6_570_100)]),
        "multipoint": shapely.MultiPoint([spot, shapely.Point(512_200, 6_570_200)]),
    }
    if fault in other:
        points[at] = other[fault]
    return points


def write_vector(rows, path, form, fault, at):
    frame = gpd.GeoDataFrame(
        rows.drop(columns=["E", "N"]).astype("str"),
        geometry=geometry_of(rows, fault, at),
        crs=3006,
    )
    if form == "shp":  # "Händelse-", cut to ten bytes, may be the id or the category
        frame = frame.rename(columns={"Händelse-ID": "Rapport-ID"})
    if form == "geojson":
        frame = frame.to_crs(4326)
        if fault == "zero_coordinate":
            frame.loc[at, "geometry"] = shapely.Point(0, 0)
    if form == "geoframe":
        return frame
    target = path.with_suffix(".parquet" if form == "geoparquet" else f".{form}")
    if form == "geoparquet":
        frame.to_parquet(target)
    else:
        kind = {"gpkg": "Unknown", "shp": "Point"}.get(form)
        frame.to_file(target, geometry_type=kind, encoding="utf-8")
    return target


def write_case(folder, case, seed):
    """Write one file; return (source, arguments, number of rows, faulty est_row)."""
    fault, form, encoding, separator = case
    rng = np.random.default_rng([seed, *map(ord, fault)])
    n = int(rng.integers(21, 60))
    at = int(rng.integers(1, n))
    rows = clean_rows(rng, n)
    put_fault(rows, fault, at, rng)
    path = folder / f"{fault}_{form}_{seed}.{form}"
    arguments = {"checklist": "örebro"} if fault == "unknown_category" else {}
    if fault == "too_long_text":
        arguments = {"columns": {"category": "Kategori"}}
    if fault == "outside_study_area":
        area = shapely.box(505_000, 6_560_000, 520_000, 6_580_000)
        arguments["study_area"] = gpd.GeoSeries([area], crs=3006)
    if (form, *case[2:]) in TABLES or form == "csv":
        arguments["crs"] = 3006
    if form == "csv":
        source = write_csv(rows, path, encoding, separator, fault, at, rng)
        return source, arguments, n, at + 2
    if form == "xlsx":
        return write_xlsx(rows, path, fault, at), arguments, n, at + 2
    if form in ("parquet", "frame"):
        frame = texts(rows, ";").astype("str")
        if form == "frame":
            return frame, arguments, n, at + 1
        frame.to_parquet(path)
        return path, arguments, n, at + 1
    return write_vector(rows, path, form, fault, at), arguments, n, at + 1


def check_case(folder, case, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source, arguments, n, row = write_case(folder, case, seed)
        read = read_incidents(source, **arguments)
    found = read.rejected.set_index("est_row")["reasons"].to_dict()
    assert read.n_read == n == len(read.incidents) + len(read.rejected), (case, seed)
    assert found == {row: case[0]}, (case, seed, found)
    assert row not in set(read.incidents["est_row"])
    seen = set(read.incidents["est_row"]) | set(read.rejected["est_row"])
    assert len(seen) == n


def test_every_reason_of_the_closed_list_has_a_fault():
    # Those of names need areas, a register or several files: see test_named_places.
    assert set(FAULTS) | OF_NAMES == set(_reasons.REASONS)
    assert len(_reasons.REASONS) == len(FAULTS) + len(OF_NAMES)


@pytest.mark.parametrize("fault", list(FAULTS))
def test_each_fault_gives_its_own_reason_in_every_format(tmp_path, fault):
    few = {("csv", e, sep) for e, sep in zip(ENCODINGS, ";\t,;", strict=True)}
    for case in CASES:
        if case[0] == fault and (case[1] != "csv" or case[1:] in few):
            check_case(tmp_path, case, seed=1)


@pytest.mark.calibration
@pytest.mark.parametrize("fault", list(FAULTS))
def test_no_row_is_lost_in_two_thousand_files(tmp_path, fault):
    cases = [case for case in CASES if case[0] == fault]
    for case, seed in itertools.product(cases, range(2, 11)):
        check_case(tmp_path, case, seed)


def test_there_are_two_thousand_files():
    assert len(CASES) * 9 >= 2_000
