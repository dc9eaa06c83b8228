"""Dates and times as people write them; every expected value is read by eye."""

import datetime as dt
from datetime import timedelta

import pytest

from estgeo.incidents._date_formats import serial_moment
from estgeo.incidents._dates import parse_clock, parse_moment


def datetime(*parts):
    """Return a time on the clock that the text was written by."""
    return dt.datetime(*parts)  # noqa: DTZ001


# 2018-03-07 was a Wednesday of week 10; ISO weeks from the calendar of 2018 and 2020.
DAYS = [
    ("2018-03-07", "yyyy-mm-dd"),
    ("2018/3/7", "yyyy-mm-dd"),
    ("2018.03.07", "yyyy-mm-dd"),
    ("20180307", "yyyymmdd"),
    ("7/3/2018", "d/m/yyyy"),
    ("7/3 2018", "d/m/yyyy"),
    ("7.3.2018", "d/m/yyyy"),
    ("07-03-2018", "d/m/yyyy"),
    ("onsdag 7/3 2018", "d/m/yyyy"),
    ("7 mars 2018", "d month yyyy"),
    ("7:e mars 2018", "d month yyyy"),
    ("ons den 7:e mars 2018", "d month yyyy"),
    ("Wed 7th March 2018", "d month yyyy"),
    ("7-Mar-2018", "d month yyyy"),
    ("7 mar. 2018", "d month yyyy"),
    ("March 7, 2018", "month d yyyy"),
    ("Mar 7th 2018", "month d yyyy"),
    ("2018-W10-3", "iso_week"),
]


@pytest.mark.parametrize(("text", "form"), DAYS)
def test_days(text, form):
    found = parse_moment(text)
    assert (found.start, found.end) == (datetime(2018, 3, 7), datetime(2018, 3, 8))
    assert (found.precision, found.form, found.offset) == ("date", form, None)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "form"),
    [
        ("2018-W09", (2018, 2, 26), (2018, 3, 5), "week", "iso_week"),
        ("2018 vecka 1", (2018, 1, 1), (2018, 1, 8), "week", "iso_week"),
        ("2020v53", (2020, 12, 28), (2021, 1, 4), "week", "iso_week"),
        ("v. 9 2018", (2018, 2, 26), (2018, 3, 5), "week", "week_year"),
        ("week 9, 2018", (2018, 2, 26), (2018, 3, 5), "week", "week_year"),
        ("2018-12", (2018, 12, 1), (2019, 1, 1), "month", "yyyy-mm"),
        ("2018/2", (2018, 2, 1), (2018, 3, 1), "month", "yyyy-mm"),
        ("november 2018", (2018, 11, 1), (2018, 12, 1), "month", "month yyyy"),
        ("Oct 2018", (2018, 10, 1), (2018, 11, 1), "month", "month yyyy"),
        ("2018 maj", (2018, 5, 1), (2018, 6, 1), "month", "yyyy month"),
    ],
)
def test_weeks_and_months(text, start, end, precision, form):
    found = parse_moment(text)
    assert (found.start, found.end) == (datetime(*start), datetime(*end))
    assert (found.precision, found.form) == (precision, form)


@pytest.mark.parametrize(
    ("names", "year_month"),
    [
        (("januari", "january", "jan"), 1),
        (("februari", "february", "feb", "febr"), 2),
        (("april", "apr"), 4),
        (("maj", "may"), 5),
        (("juni", "june", "jun"), 6),
        (("juli", "july", "jul"), 7),
        (("augusti", "august", "aug"), 8),
        (("september", "sep", "sept"), 9),
        (("oktober", "october", "okt", "oct"), 10),
        (("november", "nov"), 11),
        (("december", "dec"), 12),
    ],
)
def test_names_of_months(names, year_month):
    for name in names:
        assert parse_moment(f"3 {name} 2018").start == datetime(2018, year_month, 3)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("17:30", (17, 30, 0, 0)),
        ("17.30", (17, 30, 0, 0)),
        ("kl 17", (17, 0, 0, 0)),
        ("kl. 17.30", (17, 30, 0, 0)),
        ("klockan 7:05", (7, 5, 0, 0)),
        ("1730", (17, 30, 0, 0)),
        ("173015", (17, 30, 15, 0)),
        ("17:30:15", (17, 30, 15, 0)),
        ("17:30:15.25", (17, 30, 15, 250_000)),
        ("17:30:15,1234567", (17, 30, 15, 123_456)),
        ("5:30 PM", (17, 30, 0, 0)),
        ("5.30 em", (17, 30, 0, 0)),
        ("5 pm", (17, 0, 0, 0)),
        ("12:10 am", (0, 10, 0, 0)),
        ("12 pm", (12, 0, 0, 0)),
        ("1:00 fm", (1, 0, 0, 0)),
        ("00:00", (0, 0, 0, 0)),
        ("23:59:59", (23, 59, 59, 0)),
        ("24:00", (24, 0, 0, 0)),
    ],
)
def test_clocks(text, clock):
    hours, minutes, seconds, micro = clock
    since = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
    assert parse_clock(text) == since
    found = parse_moment(f"2018-03-07 {text}")
    assert found.start == datetime(2018, 3, 7) + since
    assert (found.end, found.precision, found.form) == (None, "exact", "yyyy-mm-dd")


@pytest.mark.parametrize(
    "text",
    [
        *["24:01", "25:00", "17:60", "17:30:60", "13:00 pm", "0:30 am", "kl", "x"],
        *["17:30 x", "", "2460"],
    ],
)
def test_what_is_no_clock(text):
    assert parse_clock(text) is None
    if text:
        assert parse_moment(f"2018-03-07 {text}") == "bad_time"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("17:30Z", 0),
        ("17:30 UTC", 0),
        ("17:30 gmt", 0),
        ("17:30 +02:00", 120),
        ("17:30:00+0130", 90),
        ("17:30:00 -05", -300),
        ("17:30:00 +14:00", 840),
    ],
)
def test_offsets(text, minutes):
    found = parse_moment(f"2018-03-07T{text}")
    assert (found.start, found.offset) == (datetime(2018, 3, 7, 17, 30), minutes)


@pytest.mark.parametrize("offset", ["+14:01", "+15:00", "+01:60", "+1", "CET"])
def test_what_is_no_offset(offset):
    assert parse_moment(f"2018-03-07 17:30:00 {offset}") == "bad_time"


@pytest.mark.parametrize(
    ("text", "start", "end", "offset"),
    [
        ("17:00 - 22:00", (7, 17, 0), (7, 22, 0), None),
        ("kl. 17.00 till kl. 22.30", (7, 17, 0), (7, 22, 30), None),
        ("17:00–02:00", (7, 17, 0), (8, 2, 0), None),
        ("17:00 - 17:00", (7, 17, 0), (8, 17, 0), None),
        ("17-22", (7, 17, 0), (7, 22, 0), None),
        ("kl 22 till 2", (7, 22, 0), (8, 2, 0), None),
        ("22-24", (7, 22, 0), (8, 0, 0), None),
        ("17:00 - 22:00 +01:00", (7, 17, 0), (7, 22, 0), 60),
    ],
)
def test_intervals(text, start, end, offset):
    found = parse_moment(f"2018-03-07 {text}")
    assert found.start == datetime(2018, 3, *start)
    assert found.end == datetime(2018, 3, *end)
    assert (found.precision, found.form) == ("interval", "yyyy-mm-dd")
    assert found.offset == offset


@pytest.mark.parametrize(
    "text", ["17-25", "17:00 - 22:00 x", "17:00 - x", "17:00 - 25:00"]
)
def test_what_is_no_interval(text):
    assert parse_moment(f"2018-03-07 {text}") == "bad_time"


@pytest.mark.parametrize("text", ["20180307t9:05", "2018-03-07T9:05"])
def test_a_t_may_stand_before_the_clock(text):
    assert parse_moment(text).start == dt.datetime(2018, 3, 7, 9, 5)  # noqa: DTZ001
    assert parse_moment("7/3 2018 t 9:05") == "bad_time"


def test_names_of_months_are_whole_or_cut_after_three_or_four_letters():
    for name in ("sep", "sept", "september", "Augusti", "aug", "augu", "april"):
        assert parse_moment(f"7 {name} 2018").precision == "date", name
    for name in ("augus", "septe", "marsh", "juno", "xyz"):
        assert parse_moment(f"7 {name} 2018") == "bad_time", name


def test_a_weekday_stands_first_or_nowhere():
    assert parse_moment("onsdag den 7 mars 2018").form == "d month yyyy"
    assert parse_moment("tis ons 7 mars 2018") == "bad_time"


def test_digits_alone_are_a_date_and_a_clock():
    found = parse_moment("20180307173015")
    assert (found.start, found.end) == (datetime(2018, 3, 7, 17, 30, 15), None)
    assert (found.precision, found.form) == ("exact", "yyyymmddhhmm")
    assert parse_moment("201803071730").start == datetime(2018, 3, 7, 17, 30)
    assert parse_moment("20180307 1730").start == datetime(2018, 3, 7, 17, 30)


def test_month_first_is_only_for_what_is_not_written_the_swedish_way():
    assert parse_moment("3/7/2018").start == datetime(2018, 7, 3)
    found = parse_moment("3/7/2018", month_first=True)
    assert (found.start, found.form) == (datetime(2018, 3, 7), "m/d/yyyy")
    for swedish in ("7.3.2018", "7/3 2018"):
        found = parse_moment(swedish, month_first=True)
        assert (found.start, found.form) == (datetime(2018, 3, 7), "d/m/yyyy")


@pytest.mark.parametrize(
    "text", ["7/3/18", "07.03.18", "180307", "7/3", "7 mars", "7 mars 18", "7:e maj"]
)
def test_what_can_be_read_in_two_ways(text):
    assert parse_moment(text) == "ambiguous_date"
    assert parse_moment(f"{text} kl. 17.30") == "ambiguous_date"


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "hej",
            "2018",
            "2018-13-01",
            "2018-00",
            "31/2 2018",
            "2018-W54",
            "0 mars 2018",
        ],
        *[
            "3 marsipan 2018",
            "3 ma 2018",
            "mart 2018",
            "2018 ab",
            "vecka 9",
            "2018-03 17:30",
        ],
        *[
            "2018 v. 9 17:30",
            "2018-W10-8",
            "7 mmmm 2018",
            "9999-12-31 24:00" + " " * 90,
        ],
    ],
)
def test_what_is_no_time(text):
    assert parse_moment(text) in ("bad_time", "ambiguous_date")


def test_no_more_than_eighty_signs_are_read():
    assert parse_moment("2018-03-07" + " " * 70).start == datetime(2018, 3, 7)
    assert parse_moment("2018-03-07" + " " * 71) == "bad_time"


def test_signs_and_spaces_of_other_alphabets_are_read():
    assert parse_moment("２０１８-03-07").start == datetime(2018, 3, 7)
    assert parse_moment(" 7\u00a0MARS\u20092018 (17.30) ").start == datetime(
        2018, 3, 7, 17, 30
    )
    assert parse_clock("\u00a0KL.\u00a017.30") == timedelta(hours=17, minutes=30)


def test_numbers_of_days_as_spreadsheets_keep_them():
    # Day 43166 from 30 December 1899 is 7 March 2018.
    epoch = dt.date(1899, 12, 30)
    day = serial_moment(43166.0, epoch)
    assert (day.start, day.end) == (datetime(2018, 3, 7), datetime(2018, 3, 8))
    assert (day.precision, day.form) == ("date", "excel_serial")
    noon = serial_moment(43166.5, epoch)
    assert (noon.start, noon.end) == (datetime(2018, 3, 7, 12), None)
    assert (noon.precision, noon.form) == ("exact", "excel_serial")
    # A third of a day is stored with rounding; it is still eight o'clock.
    assert serial_moment(43166.3333333333, epoch).start == datetime(2018, 3, 7, 8)
    assert serial_moment(20_000.0, epoch).start == datetime(1954, 10, 3)
    for none in (19_999.9, 80_000.0):
        assert serial_moment(none, epoch) == "bad_time"
