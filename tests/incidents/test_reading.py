"""The reading contract: forms of time, places, guards, and the way back."""

import subprocess
import sys
import zipfile

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st

import estgeo as eg
from estgeo.incidents import _dates, _times
from estgeo.incidents import _values as _numbers
from estgeo.incidents.formats import _encodings, _records
from estgeo.incidents.formats import text as text_format


def frame_of(times, **columns):
    n = len(times)
    base = {
        "Datum": times,
        "E": [512_000.0 + i for i in range(n)],
        "N": [6_570_000.0 + 2 * i for i in range(n)],
    }
    return pd.DataFrame(base | columns)


def read(times, **columns):
    return eg.read_incidents(frame_of(times, **columns), crs=3006)


def wall(text):
    return pd.Timestamp(text, tz="Europe/Stockholm")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2018-03-07 17:30", "2018-03-07 17:30", "2018-03-07 17:30", "exact"),
        ("2018-03-07T17:30:15Z", "2018-03-07 18:30:15", "2018-03-07 18:30:15", "exact"),
        (
            "2026-08-22 9:48:12 +02:00",
            "2026-08-22 9:48:12",
            "2026-08-22 9:48:12",
            "exact",
        ),
        ("7/3 2018 kl. 17.30", "2018-03-07 17:30", "2018-03-07 17:30", "exact"),
        ("7/3/2018", "2018-03-07", "2018-03-08", "date"),
        ("7.3.2018", "2018-03-07", "2018-03-08", "date"),
        ("ons 7 mars 2018 kl 17", "2018-03-07 17:00", "2018-03-07 17:00", "exact"),
        ("20180307 1730", "2018-03-07 17:30", "2018-03-07 17:30", "exact"),
        ("20180307", "2018-03-07", "2018-03-08", "date"),
        ("2018-03-07 24:00", "2018-03-08", "2018-03-08", "exact"),
        (
            "2018-03-07 22:00 - 02:00",
            "2018-03-07 22:00",
            "2018-03-08 02:00",
            "interval",
        ),
        ("2018-03-07 kl 17-22", "2018-03-07 17:00", "2018-03-07 22:00", "interval"),
        ("2018 v. 9", "2018-02-26", "2018-03-05", "week"),
        ("v. 9 2018", "2018-02-26", "2018-03-05", "week"),
        ("2020-W53", "2020-12-28", "2021-01-04", "week"),
        ("2018-10", "2018-10-01", "2018-11-01", "month"),
        ("mars 2018", "2018-03-01", "2018-04-01", "month"),
        ("March 7, 2018 5:30 PM", "2018-03-07 17:30", "2018-03-07 17:30", "exact"),
    ],
)
def test_forms_of_time(text, start, end, precision):
    row = read([text]).incidents.iloc[0]
    assert row["start"] == wall(start)
    assert row["end"] == wall(end)
    assert row["time_precision"] == precision


@pytest.mark.parametrize(
    "text",
    [
        *("2018-02-30", "hej", "2018 v. 54", "25:00", "2018-03-07 17:61"),
        "2018-03-07 24-00",
    ],
)
def test_what_is_no_time_is_bad(text):
    assert _dates.parse_moment(text) == "bad_time"


def test_an_interval_that_may_be_an_offset_is_not_guessed():
    with pytest.warns(UserWarning, match="1 ambiguous_date"):
        found = read(["2018-03-07 22:00-02:00", "2018-03-07 22:00:00-02:00"])
    assert found.incidents["start"].tolist() == [wall("2018-03-08 01:00")]


def test_a_column_that_can_only_be_month_first_is_read_so():
    found = read(["3/25/2018", "3/7/2018", "12/31/2017"])
    assert found.incidents["start"].dt.month.tolist() == [3, 3, 12]
    assert "m/d/yyyy" in found.summary.date_forms


def test_a_column_with_both_orders_rejects_what_is_in_doubt():
    with pytest.warns(UserWarning, match="2 of 4 rows"):
        found = read(["25/3/2018", "26/3/2018", "3/27/2018", "3/7/2018"])
    assert found.incidents["est_row"].tolist() == [1, 2]
    assert set(found.rejected["reasons"]) == {"ambiguous_date"}


def test_summer_time_begins_and_ends():
    with pytest.warns(UserWarning, match="nonexistent_time"):
        found = read(["2018-03-25 02:30", "2018-10-28 02:30", "2018-10-28 03:30"])
    assert found.rejected["reasons"].tolist() == ["nonexistent_time"]
    twice, once = found.incidents.itertuples()
    assert twice.flags == "ambiguous_time"
    assert once.flags == ""
    # 02:30 is taken in summer time, so two hours pass until 03:30 in winter time.
    assert once.start - twice.start == pd.Timedelta(hours=2)


def test_date_and_clock_columns_and_an_end_after_midnight():
    found = read(["7/3 2018", "8/3 2018"], Tid=["22.30", ""], Sluttid=["01.15", "-"])
    first, second = found.incidents.itertuples()
    assert first.start == wall("2018-03-07 22:30")
    assert first.end == wall("2018-03-08 01:15")
    assert second.time_precision == "date"
    assert found.summary.roles["start"] == "Datum + Tid"


def test_midnight_in_date_cells_never_becomes_a_false_midnight():
    days = pd.to_datetime(["2018-03-07 00:00", "2018-03-08 00:00", "2018-03-09 17:00"])
    found = read(days)
    assert found.incidents["time_precision"].tolist() == ["date", "date", "exact"]
    assert found.incidents["flags"].tolist() == ["midnight_as_date"] * 2 + [""]


def test_every_hour_of_three_years_keeps_its_clock():
    hours = pd.date_range("2017-01-01", "2019-12-31 23:00", freq="h", tz="UTC")
    text = hours.strftime("%Y-%m-%dT%H:%M:%SZ")
    found = eg.read_incidents(
        pd.DataFrame({"start": text, "lon": 15.2, "lat": 59.3})
    ).incidents
    assert (found["start"].dt.tz_convert("UTC").to_numpy() == hours.to_numpy()).all()


def test_crs_must_be_known_and_suggestions_are_never_applied():
    with pytest.raises(ValueError, match=r"'crs' must be given.*EPSG:3006"):
        eg.read_incidents(frame_of(["2018-03-07"]))


def test_swapped_axes_are_told_when_every_row_is_outside():
    frame = pd.DataFrame(
        {"Datum": ["2018-03-07"] * 3, "longitude": [59.2, 59.3, 59.4], "latitude": 15.2}
    )
    with pytest.raises(ValueError, match="EPSG:4326 with x and y swapped puts 100 %"):
        eg.read_incidents(frame)


def test_the_stated_crs_must_agree_with_the_file():
    points = gpd.GeoDataFrame(
        {"Datum": ["2018-03-07"]}, geometry=[shapely.Point(15, 59)], crs=4326
    )
    with pytest.raises(ValueError, match=r"EPSG:4326.*got EPSG:3006"):
        eg.read_incidents(points, crs=3006)


@pytest.mark.parametrize("crs", [4326, 3006, 3011, 3021])
def test_the_same_points_in_any_crs(crs):
    rng = np.random.default_rng(1)
    frame = gpd.GeoDataFrame(
        {"Datum": "2018-03-07"},
        geometry=gpd.points_from_xy(
            rng.uniform(510e3, 515e3, 50), rng.uniform(6.57e6, 6.575e6, 50)
        ),
        index=np.arange(50) * 3,
        crs=3006,
    )
    found = eg.read_incidents(frame.to_crs(crs)).incidents
    assert found.crs == "EPSG:3006"
    apart = found.geometry.distance(frame.geometry.reset_index(drop=True))
    # RT90 differs by the accuracy of its transformation.
    assert apart.max() < (0.1 if crs == 3021 else 1e-3)


def test_centres_of_areas_are_flagged_and_places_are_not():
    rng = np.random.default_rng(2)
    centre = rng.integers(0, 10, 600)
    days = ["2018-03-07 10:00"] * 600
    east = pd.Series(500_000.0 + 20_000 * (centre % 5))
    north = pd.Series(6_500_000.0 + 20_000 * (centre // 5))
    assert (
        read(days, E=east, N=north).incidents["flags"].str.contains("area_centre")
    ).all()
    scattered = read(days, E=east + rng.uniform(0, 900, 600), N=north)
    assert not scattered.incidents["flags"].str.contains("area_centre").any()


def test_a_checklist_is_used_only_if_it_has_every_category():
    found = read(["2018-03-07"] * 2, Kategori=["BRAND ", "Otrygg plats"])
    assert found.incidents["theme"].tolist() == ["brand", "otrygg plats"]
    other = read(["2018-03-07"] * 2, Kategori=["Brand", "Annat"])
    assert other.incidents["theme"].tolist() == ["", ""]


def test_the_input_frame_is_not_changed():
    frame = frame_of(["7/3 2018", "8/3 2018"], Kategori=["Brand", None])
    before = frame.copy(deep=True)
    eg.read_incidents(frame, crs=3006)
    pd.testing.assert_frame_equal(frame, before)


def test_header_only_and_empty_files(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Datum;E;N\n", encoding="utf-8")
    assert eg.read_incidents(path, crs=3006).n_read == 0
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="it is empty"):
        eg.read_incidents(path, crs=3006)


@pytest.mark.parametrize("text", ["7/3/18", "i går"])
def test_when_no_time_can_be_read_one_is_shown(text):
    with pytest.raises(ValueError, match=rf"2 rows, the first row 1: Datum '{text}'"):
        read([text] * 2)


def test_a_start_that_is_named_is_not_joined_with_a_date_beside_it():
    times = ["17:30", "18:30"]
    found = read(["2018-03-07"] * 2, Tid=times).incidents
    assert found["start"].dt.hour.tolist() == [17, 18]
    with pytest.raises(ValueError, match="the first row 1: Tid '17:30'"):
        eg.read_incidents(
            frame_of(["2018-03-07"] * 2, Tid=times), crs=3006, columns={"start": "Tid"}
        )


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path):
    path = tmp_path / "a.csv"
    rows = ['2018-03-07;512000;6570000;"öppet', "2018-03-08;512001;6570000;b"]
    rows += ['2018-03-09;512002;6570000;"två', 'rader"', "2018-03-10;512003;6570000;d"]
    path.write_text("Datum;E;N;Kommentar\n" + "\n".join(rows), encoding="utf-8")
    with pytest.warns(UserWarning, match="bad_row_width"):
        found = eg.read_incidents(path, crs=3006)
    assert found.rejected["est_row"].tolist() == [2]
    assert found.incidents["est_row"].tolist() == [3, 4, 6]
    assert found.incidents["Kommentar"].tolist() == ["b", "två\nrader", "d"]


REFUSED = """
import resource, sys, time
import geopandas, openpyxl
import estgeo as eg
eg.read_incidents
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, begin = peak(), time.process_time()
try:
    eg.read_incidents(sys.argv[1])
except ValueError as error:
    print(error)
print(time.process_time() - begin)
print(peak() - before)
"""


def refused(path):
    """Read in a process of its own; return the error, CPU seconds, megabytes added."""
    command = [sys.executable, "-c", REFUSED, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    *message, seconds, megabytes = done.stdout.strip().splitlines()
    return " ".join(message), float(seconds), float(megabytes)


def test_a_zip_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"<c/>" * 18_000_000)
    message, seconds, megabytes = refused(path)
    assert "it unpacks to" in message
    assert seconds < 1
    assert megabytes < 200


def test_a_far_corner_is_refused(tmp_path):
    path = tmp_path / "corner.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["ZZ200000"] = "Datum", 1
    book.save(path)
    message, seconds, megabytes = refused(path)
    assert "spans 140,400,000 cells" in message
    assert seconds < 1
    assert megabytes < 200


def test_several_sheets_must_be_chosen_and_a_title_is_no_header(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for name in ("mars", "april"):
        sheet = book.create_sheet(name)
        sheet.append(["Rapporter"])
        sheet.append(["Datum", "E", "N"])
        sheet.append(["2018-03-07 17:30", 512000, 6570000])
        sheet.row_dimensions[3].hidden = True
    book.save(path)
    with pytest.raises(ValueError, match="it has the sheets 'mars', 'april'"):
        eg.read_incidents(path, crs=3006)
    found = eg.read_incidents(path, crs=3006, layer="april")
    assert found.incidents["est_row"].tolist() == [3]
    assert found.summary.hidden_rows == 1


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]),
    min_size=1,
).filter(lambda text: text == text.strip())


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "gpkg", "parquet"])
def test_reading_back_gives_the_same_set(tmp_path, suffix):
    @settings(max_examples=4, deadline=None, derandomize=True)
    @given(comments=st.lists(TEXT, min_size=3, max_size=3), number=st.floats(-1e9, 1e9))
    def check(comments, number):
        with pytest.warns(UserWarning, match="1 of 3 rows"):
            found = read(
                ["7/7 2018 kl 17.30", "2018-03-07", "x"],
                Kommentar=[*comments[:2], "_x0041_"] if number > 0 else comments,
                value=[number, 1.0, np.nan],
                fid=["=1+1", "@SUM(A1)", "'-x"],
                FID=[True, False, True],
            )
        path = found.save(tmp_path / f"set.{suffix}")
        again = eg.read_incidents(path)
        assert_geodataframe_equal(again.incidents, found.incidents)
        pd.testing.assert_frame_equal(again.rejected, found.rejected)
        assert again.summary == found.summary
        assert again.n_read == found.n_read

    check()


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "gpkg", "parquet"])
def test_coordinates_come_back_to_the_last_digit(tmp_path, suffix):
    rng = np.random.default_rng(11)
    degrees = pd.DataFrame({"lon": rng.uniform(15, 16, 300), "lat": 59.3})
    found = eg.read_incidents(degrees.assign(Datum="2018-03-07"))
    again = eg.read_incidents(found.save(tmp_path / f"a.{suffix}"))
    assert (again.incidents.geometry.x == found.incidents.geometry.x).all()
    assert (again.incidents["lon"] == found.incidents["lon"]).all()


def test_no_text_of_a_written_file_is_a_formula(tmp_path):
    found = read(["2018-03-07"], Kommentar=['=HYPERLINK("x")'])
    book = openpyxl.load_workbook(found.save(tmp_path / "a.xlsx"))
    assert all(c.data_type != "f" for sheet in book for row in sheet for c in row)
    text = found.save(tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ";=HYPERLINK" not in text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_a_moment_or_says_why_not(text):
    found = _dates.parse_moment(text)
    assert isinstance(found, _dates.Moment) or found in ("bad_time", "ambiguous_date")
    _dates.parse_clock(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,- +e'\u00a0x", max_size=25))
def test_any_text_is_a_number_or_none(text):
    value = _numbers.parse_number(text)
    assert value is None or isinstance(value, float)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="0123456789.,- +e'\u00a0x", max_size=12), min_size=1))
def test_a_column_of_numbers_says_what_each_cell_says_alone(texts):
    found = _numbers.read_numbers(pd.Series(texts, dtype="str"))
    alone = [_numbers.parse_number(text) for text in texts]
    doubtful = [_numbers.is_ambiguous(text) for text in texts]
    assert found.ambiguous.tolist() == doubtful
    expected = [
        np.nan if number is None or doubt else number
        for number, doubt in zip(alone, doubtful, strict=True)
    ]
    np.testing.assert_array_equal(found.values, expected)
    assert ((found.missing | found.bad | found.ambiguous) == np.isnan(expected)).all()


DATES = st.text(alphabet="0123456789/-.: vwTtkl", max_size=20)


@settings(max_examples=150, deadline=None)
@given(st.lists(DATES | st.text(max_size=12), min_size=1, max_size=8))
def test_every_cell_of_a_column_of_times_is_a_time_or_says_why_not(texts):
    found = _times.read_times(
        pd.Series(texts, dtype="str"), _times.Clock("Europe/Stockholm", "UTC")
    )
    told = found.missing | found.bad | found.ambiguous_date | found.nonexistent
    assert (told == found.start.isna().to_numpy()).all()


@given(st.floats(-1e7, 1e7), st.booleans())
def test_numbers_come_back_with_either_decimal_sign(value, comma):
    text = f"{value:.5f}".replace(".", "," if comma else ".")
    assert _numbers.parse_number(text) == float(f"{value:.5f}")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='a1;,\t|"\n\r å', max_size=200))
def test_any_text_is_cut_into_rows_of_one_width(text):
    body = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    lines = text_format.first_lines(body, 10_000)
    if not lines:
        return
    dialect = text_format.find_dialect(lines)
    names = [f"column {i}" for i in range(dialect.width)]
    records = _records.read_records(body, dialect, names)
    assert list(records.cells) == names
    assert len(records.cells) == len(records.bad_width) == len(records.first_lines)
    assert (np.diff(records.first_lines) > 0).all()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_in_some_encoding(data):
    text, encoding = _encodings.decode(data)
    assert isinstance(text, str)
    assert encoding
