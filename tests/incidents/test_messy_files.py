"""Files as municipalities, police and housing companies really send them."""

import datetime as dt
import warnings

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import estgeo as eg


def wall(text):
    return pd.Timestamp(text, tz="Europe/Stockholm")


def workbook(path, rows, *, merged=(), epoch=None):
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def text_file(path, *lines, encoding="utf-8"):
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def quietly(source, **arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return eg.read_incidents(source, **arguments)


DAY = dt.datetime(2018, 3, 7)  # noqa: DTZ001 - a date cell


def test_titles_a_blank_row_and_a_total_lose_nothing(tmp_path):
    row = [DAY, "Kl. 17:30", "Skadegörelse", 512000.5, 6570000, "Vid torget"]
    rows = [
        ["EST-rapporter 2018"],
        ["Uttag 2018-06-01"],
        [],
        ["När", None, "Vad", "Var", None, "Övrigt"],
        ["Datum", "Klockslag", "Kategori", "Öst", "Nord", "Kommentar"],
        *[row] * 3,
        [],
        *[row] * 3,
        ["Totalt", None, 6],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, merged=("A1:F1", "A4:B4", "D4:E4"))
    found = quietly(path, crs=3006)
    assert found.incidents["est_row"].tolist() == [6, 7, 8, 10, 11, 12]
    assert (found.incidents["start"] == wall("2018-03-07 17:30")).all()
    assert found.rejected[["est_row", "reasons"]].to_numpy().tolist() == [
        [13, "total_row"]
    ]
    assert (found.summary.header_row, found.summary.n_blank) == (5, 1)


def test_headers_on_two_rows(tmp_path):
    rows = [
        ["Datum", "Tid", "Kategori", "Koordinater", None],
        [None, None, None, "N", "E"],
        [DAY, dt.time(17, 30), "Brand", 6570000, 512000],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, merged=("D1:E1",))
    found = eg.read_incidents(path, crs=3006)
    assert found.incidents["est_row"].tolist() == [3]
    assert (found.summary.roles["x"], found.summary.roles["y"]) == ("E", "N")
    assert dict(found.summary.notes) == {"two_header_rows": ""}
    assert "Rubrikerna står på två rader." in found.summary.to_text("sv")


def test_headers_with_units_and_broken_lines(tmp_path):
    head = [
        "Datum\n(åååå-mm-dd)",
        "Kl",
        "Typ av\nhändelse",
        "SWEREF99 TM\nE",
        "SWEREF99 TM\nN",
        "Allvarlighets-\ngrad (1-4)",
    ]
    row = [DAY, "17.30", "Brand", 512000, 6570000, "Hög"]
    found = eg.read_incidents(workbook(tmp_path / "a.xlsx", [head, row]))
    assert found.incidents["start"].tolist() == [wall("2018-03-07 17:30")]
    assert found.incidents["severity"].tolist() == [3.0]
    assert found.summary.crs_of_source == "EPSG:3006"


def test_a_column_without_a_header_is_kept(tmp_path):
    rows = [["Datum", "E", "N"], [DAY, 512000, 6570000], [DAY, 512000, 6570000, "obs"]]
    found = eg.read_incidents(workbook(tmp_path / "a.xlsx", rows), crs=3006)
    assert found.incidents["column 4"].fillna("").tolist() == ["", "obs"]


@pytest.mark.parametrize("cell", [dt.datetime(2018, 3, 7, 12), 41_704.5])  # noqa: DTZ001
def test_a_workbook_that_counts_from_1904(tmp_path, cell):
    # 2018-03-07 is 43,166 days after 1899-12-30 and 41,704 after 1904-01-01.
    rows = [["Datum", "E", "N"], [cell, 512000, 6570000]]
    path = workbook(tmp_path / "a.xlsx", rows, epoch=CALENDAR_MAC_1904)
    found = eg.read_incidents(path, crs=3006)
    assert found.incidents["start"].tolist() == [wall("2018-03-07 12:00")]
    assert "dates_from_1904" in found.summary.notes


def test_day_numbers_of_an_ordinary_workbook(tmp_path):
    rows = [["Datum", "E", "N"], [43_166.5, 512000, 6570000]]
    found = eg.read_incidents(workbook(tmp_path / "a.xlsx", rows), crs=3006)
    assert found.incidents["start"].tolist() == [wall("2018-03-07 12:00")]


CLOCKS = {
    "hours alone": (["7", "17", "23"], ["07:00", "17:00", "23:00"]),
    "zeros lost": (["5", *["1730"] * 12, "930"], ["00:05", *["17:30"] * 12, "09:30"]),
    "many ways": (["17:30", "17.30", "kl 17", "Kl. 17:30"], ["17:30"] * 2 + ["17:00", "17:30"]),
    "hours beside hhmm": (["1730", "17", "18", "0930"], ["17:30", None, None, "09:30"]),
    "hours beside signs": (["17:30", "17"], ["17:30", "17:00"]),
}  # fmt: skip


@pytest.mark.parametrize("case", list(CLOCKS))
def test_clock_columns_as_people_fill_them_in(case):
    clocks, expected = CLOCKS[case]
    frame = pd.DataFrame({"Datum": "7/3 2018", "Klockslag": clocks})
    found = quietly(frame.assign(lon=15.2, lat=59.3))
    read = found.incidents.set_index("est_row")["start"].dt.strftime("%H:%M").to_dict()
    assert [read.get(row) for row in range(1, len(clocks) + 1)] == expected
    assert set(found.rejected["reasons"]) <= {"bad_time"}


def test_a_year_and_a_week_or_a_month_in_two_columns(tmp_path):
    path = text_file(tmp_path / "a.csv", "År;Vecka;E;N", "2018;10;512000;6570000")
    week = eg.read_incidents(path, crs=3006).incidents
    assert week["time_precision"].tolist() == ["week"]
    assert week["start"].tolist() == [wall("2018-03-05")]
    path = text_file(tmp_path / "b.csv", "År;Månad;E;N", "2018;mars;512000;6570000")
    month = eg.read_incidents(path, crs=3006).incidents
    assert month["time_precision"].tolist() == ["month"]
    assert month["end"].tolist() == [wall("2018-04-01")]


def test_a_week_without_a_year_is_not_guessed():
    frame = pd.DataFrame({"Vecka": ["v. 10", "2018 v. 10"], "lon": 15.2, "lat": 59.3})
    found = quietly(frame)
    assert found.rejected["reasons"].tolist() == ["ambiguous_date"]


POLICE = (
    "Polisregion Bergslagen;;;;;;",
    "K-nummer;Brottsrubrik;Fr.o.m.;T.o.m.;X-koordinat;Y-koordinat;Kommentar",
    "K123;Skadegörelse;2018-03-24 23:30;2018-03-25 02:30;6570000,5;512000,2;Klotter",
    'K124;Stöld;2018-03-25 01:30;2018-03-25 03:30;6 570 100,5;512 100,2;"Text; med"',
    'K125;Stöld;2018-10-28 02:15;;6570200;512200;"två',
    'rader"',
    "K126;Bråk;2018-03-26 24:00;2018-03-27 01:00;6570200;512210;",
    ";;;;;;",
    "K127;Bråk;26/3 2018 kl. 22.00 - 02.00;;6570200;512215;",
    "Antal: 5;;;;;;",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_police_export_in_any_encoding(tmp_path, encoding):
    path = text_file(tmp_path / "a.csv", *POLICE, encoding=encoding)
    axes = {"x": "Y-koordinat", "y": "X-koordinat"}
    found = quietly(path, crs=3006, columns=axes)
    assert found.summary.encoding == encoding
    assert found.rejected[["est_row", "reasons"]].to_numpy().tolist() == [
        [3, "nonexistent_time"],
        [10, "total_row"],
    ]
    kept = found.incidents.set_index("incident_id")
    assert kept["est_row"].tolist() == [4, 5, 7, 9]
    assert kept.loc["K124", "end"] - kept.loc["K124", "start"] == pd.Timedelta("1h")
    assert kept.loc["K125", "flags"] == "ambiguous_time;missing_end"
    assert kept.loc["K126", "start"] == wall("2018-03-27")
    assert kept.loc["K127", "end"] == wall("2018-03-27 02:00")


def test_the_error_says_how_to_swap_the_axes(tmp_path):
    path = text_file(tmp_path / "a.csv", *POLICE)
    with pytest.raises(ValueError, match="'x': 'Y-koordinat', 'y': 'X-koordinat'"):
        eg.read_incidents(path, crs=3006)


def test_a_local_zone_needs_a_study_area_to_be_told(tmp_path):
    local = gpd.GeoSeries.from_xy(
        np.linspace(511_000, 513_000, 9), np.full(9, 6_570_000.0), crs=3006
    ).to_crs(3010)
    rows = [f"2018-03-07;{p.x:.1f};{p.y:.1f}" for p in local]
    path = text_file(tmp_path / "a.csv", "Datum;E;N", *rows)
    with pytest.raises(ValueError, match="a study_area tells them apart"):
        eg.read_incidents(path, crs=3006)
    area = gpd.GeoSeries(
        [shapely.box(510_000, 6_569_000, 514_000, 6_571_000)], crs=3006
    )
    with pytest.raises(ValueError, match=r"crs=EPSG:3010 puts 100 % .* in the area"):
        eg.read_incidents(path, crs=3006, study_area=area)


def test_a_row_for_each_victim_counts_the_incident_once(tmp_path):
    rows = [f"K{i // 2};2018-03-07 1{i // 2}:00;15.2;59.3;{i}" for i in range(6)]
    path = text_file(tmp_path / "a.csv", "id;start;lon;lat;age", *rows)
    with pytest.warns(UserWarning, match=r"pass columns=\{'incident_id': None\}"):
        found = eg.read_incidents(path)
    assert found.incidents["est_row"].tolist() == [2, 4, 6]
    assert set(found.rejected["reasons"]) == {"duplicate_id"}
    assert found.rejected["age"].tolist() == ["1", "3", "5"]
    assert len(eg.read_incidents(path, columns={"incident_id": None}).incidents) == 6


def test_swedish_time_in_another_country_is_noted():
    frame = pd.DataFrame({"start": ["2018-03-25 02:30"] * 3, "lon": -73.9, "lat": 40.7})
    with pytest.raises(ValueError, match="nonexistent_time"):
        eg.read_incidents(frame)
    later = frame.assign(start="2018-03-26 02:30")
    assert "swedish_time_elsewhere" in eg.read_incidents(later).summary.notes
    there = eg.read_incidents(frame, time_zone="America/New_York")
    assert (len(there.incidents), there.summary.notes) == (3, {})


def points(n=4):
    return [shapely.Point(512_000 + 10 * i, 6_570_000) for i in range(n)]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore:Column names longer")
def test_a_shapefile_warns_and_its_cut_names_are_known(tmp_path, encoding):
    frame = gpd.GeoDataFrame(
        {"Händelsedatum": "2018-03-07 17:30", "Händelsekategori": "Skadegörelse"},
        geometry=points(),
        index=range(4),
        crs=3006,
    )
    path = tmp_path / "a.shp"
    frame.to_file(path, encoding=encoding)
    with pytest.warns(UserWarning, match=r"a\.shp: A shapefile cuts long") as warned:
        found = eg.read_incidents(path)
    assert warned[0].filename == __file__
    assert dict(found.summary.notes) == {"shapefile_cuts": ""}
    assert set(found.incidents["category"]) == {"Skadegörelse"}
    assert (found.incidents["start"] == wall("2018-03-07 17:30")).all()
    path.with_suffix(".prj").unlink()
    with pytest.raises(ValueError, match="'crs' must be given"):
        quietly(path)
    assert len(quietly(path, crs=3006).incidents) == 4


@pytest.mark.parametrize(
    "write",
    [shapely.to_wkt, shapely.to_wkb, lambda p: shapely.to_wkb(p, hex=True), list],
    ids=["wkt", "wkb", "hex", "geometries"],
)
def test_places_as_a_database_gives_them(write):
    frame = pd.DataFrame({"Datum": ["2018-03-07"] * 4, "geom": write(points())})
    found = eg.read_incidents(frame, crs=3006).incidents
    assert found.geometry.x.tolist() == [512_000, 512_010, 512_020, 512_030]


def test_the_crs_of_ewkb_and_what_is_no_place():
    stated = shapely.to_wkb(
        shapely.set_srid(points(1), 3006), hex=True, include_srid=True
    )
    texts = [stated[0], "hej", "", "SRID=3006;LINESTRING (0 0, 1 1)", "POINT EMPTY"]
    found = quietly(pd.DataFrame({"Datum": "2018-03-07", "geom": texts}), crs=3006)
    assert found.rejected["reasons"].tolist() == [
        "bad_number",
        "missing_geometry",
        "not_a_point",
        "missing_geometry",
    ]
    alone = eg.read_incidents(pd.DataFrame({"Datum": ["2018-03-07"], "geom": stated}))
    assert alone.summary.crs_of_source == "EPSG:3006"


def test_an_index_with_a_name_is_a_column():
    frame = pd.DataFrame({"Datum": ["2018-03-07"], "lat": [59.3], "lon": [15.2]})
    assert len(eg.read_incidents(frame.set_index("lon")).incidents) == 1


# How the open files of some cities and a police register write the time; each is
# 2018-03-07 04:46, by the clock on the wall.
TIME_COLUMNS = {
    "from and to in four columns": (
        "Datum från;Tid från;Datum till;Tid till",
        "2018-03-07;04:46;2018-03-08;01:10",
        "2018-03-08 01:10",
    ),
    "a start and an end by the clock beside the date": (
        "Datum;Start;Slut",
        "2018-03-07;04:46;06:10",
        "2018-03-07 06:10",
    ),
    "a date, and a clock that says it again": (
        "Startdatum;Starttid",
        "2018-03-07;2018-03-07 04:46",
        "2018-03-07 04:46",
    ),
    "a midnight of twelve and a clock of digits": (
        "DATE OCC;TIME OCC",
        "03/07/2018 12:00:00 AM;446",
        "2018-03-07 04:46",
    ),
    "five columns in Swedish": (
        "År;Månad;Dag;Timme;Minut",
        "2018;3;7;4;46",
        "2018-03-07 04:46",
    ),
    "five columns": (
        "YEAR;MONTH;DAY;HOUR;MINUTE",
        "2018;3;7;4;46",
        "2018-03-07 04:46",
    ),
}


@pytest.mark.parametrize("case", TIME_COLUMNS)
def test_times_in_several_columns(tmp_path, case):
    header, cells, end = TIME_COLUMNS[case]
    # A day past the twelfth says which order the dates have.
    other = cells.replace("03/07/2018", "03/27/2018").replace(";446", ";1930")
    path = text_file(
        tmp_path / "a.csv",
        f"{header};Typ;lat;lon",
        f"{cells};Stöld;59.3;18.1",
        f"{other};Stöld;59.3;18.1",
    )
    incident = quietly(path).incidents.iloc[0]
    assert incident["start"] == wall("2018-03-07 04:46")
    assert incident["end"] == wall(end)
    assert incident["time_precision"] in ("exact", "interval")


def test_where_the_time_was_looked_for_is_said(tmp_path):
    path = text_file(
        tmp_path / "a.csv", "Tidpunkt,lat,lon", "i går kväll,59.3,18.1", "natten,59,18"
    )
    with pytest.raises(ValueError, match=r"in 'Tidpunkt', which has 'i går kväll'"):
        quietly(path)
