"""What a whole column of times decides about its cells; columns that go together."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo._columns import TIME_PRECISIONS
from estgeo.incidents._dates import Moment, parse_moment
from estgeo.incidents._time_texts import PROBLEMS, read_texts
from estgeo.incidents._times import Clock, read_times

ZONE = "Europe/Stockholm"


def read(columns, **options):
    n = len(next(iter(columns.values())))
    place = {"E": 512_000.0 + 37 * np.arange(n), "N": 6_570_000.0}
    return eg.read_incidents(pd.DataFrame(columns | place), crs=3006, **options)


def starts(*texts, **options):
    found = read({"Datum": list(texts)}, **options).incidents
    return found["start"].dt.strftime("%Y-%m-%d %H:%M").tolist()


DAYS = pd.date_range("2024-01-01", periods=60)


@pytest.mark.parametrize(
    "cells",
    [
        DAYS,
        DAYS.tz_localize(ZONE),
        DAYS.tz_localize("UTC"),
        DAYS.strftime("%Y-%m-%d 00:00:00"),
        DAYS.strftime("%d/%m/%Y 0.00"),
        DAYS.strftime("%Y-%m-%dT00:00:00Z"),
        DAYS.strftime("%Y-%m-%dT00:00:00.000+01:00"),
        DAYS.strftime("%m/%d/%Y 12:00:00 AM"),
        DAYS.tz_localize(ZONE).tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%SZ"),
        (DAYS.as_unit("ms").asi8).astype("int64"),
        (DAYS.tz_localize(ZONE).as_unit("ms").asi8).astype(str),
    ],
)
def test_midnights_alone_are_dates_however_they_are_written(cells):
    found = read({"Datum": cells}).incidents
    assert set(found["time_precision"]) == {"date"}
    assert found["start"].dt.tz_localize(None).tolist() == list(DAYS)
    assert set(found["end"] - found["start"]) <= {
        *pd.to_timedelta(["23h", "24h", "25h"])
    }


@pytest.mark.parametrize(
    ("midnights", "at_one", "is_date"),
    [(11, 0, True), (10, 0, False), (20, 9, True), (20, 10, False)],
)
@pytest.mark.parametrize("typed", [True, False])
def test_midnights_are_dates_where_there_are_too_many(
    midnights, at_one, is_date, typed
):
    others = 100 - midnights - at_one
    texts = ["2024-05-01 00:00"] * midnights + ["2024-05-01 01:00"] * at_one
    texts += ["2024-05-01 14:30"] * others
    found = read({"Datum": pd.to_datetime(texts) if typed else texts}).incidents
    assert (found["time_precision"][:midnights] == "date").all() == is_date
    assert (found["time_precision"][midnights:] == "exact").all()
    assert ("midnight_as_date" in found["flags"][0]) == is_date


def test_an_end_at_midnight_is_a_time_where_the_starts_are():
    found = read(
        {
            "Start": ["2024-05-01 22:00", "2024-05-02 21:00", "2024-05-03 20:30"],
            "Slut": ["2024-05-02 00:00", "2024-05-03 00:00", "2024-05-03 23:00"],
        }
    ).incidents
    assert set(found["time_precision"]) == {"interval"}
    assert found["end"].dt.strftime("%d %H:%M").tolist() == [
        *["02 00:00", "03 00:00", "03 23:00"]
    ]


@pytest.mark.parametrize(
    ("date", "clock"),
    [
        ("Datum", "Klocka"),
        ("Datum", "Timme"),
        ("Datum", "Hour"),
        ("Datum", "Tid på dygnet"),
        ("Händelsedatum", "Händelsetid"),
        ("Brottsdatum", "Brottstid"),
        ("Brottsdatum fr.o.m.", "Brottstid fr.o.m."),
        ("date_occurred", "time_of_day"),
        ("Date", "HourOfDay"),
        ("Datum från", "Klockslag från"),
    ],
)
def test_a_clock_in_a_column_of_its_own_is_joined(date, clock):
    clocks = ["12", "9"] if clock in ("Timme", "Hour") else ["12:30", "09:05"]
    found = read({date: ["2024-05-01", "2024-05-02"], clock: clocks})
    assert found.summary.roles["start"] == f"{date} + {clock}"
    assert found.incidents["start"].dt.hour.tolist() == [12, 9]
    assert "unused_columns" not in found.summary.notes


def test_first_and_last_day_and_time_are_four_columns():
    found = read(
        {
            "Brottsdatum fr.o.m.": ["2024-05-01"],
            "Brottstid fr.o.m.": ["22:00"],
            "Brottsdatum t.o.m.": ["2024-05-02"],
            "Brottstid t.o.m.": ["06:30"],
        }
    ).incidents
    assert str(found["start"][0]) == "2024-05-01 22:00:00+02:00"
    assert str(found["end"][0]) == "2024-05-02 06:30:00+02:00"


def test_hour_and_minute_beside_a_date():
    found = read({"Datum": ["2024-05-01"] * 2, "Timme": [9, 17], "Minut": [5, None]})
    assert found.incidents["start"].dt.strftime("%H:%M").tolist() == ["09:05", "17:00"]


def test_a_date_with_a_clock_of_its_own_keeps_it():
    found = read({"Datum": ["2024-05-01 14:30"] * 2, "Timme": ["14", "14"]}).incidents
    assert found["start"].dt.strftime("%H:%M").tolist() == ["14:30", "14:30"]


def test_columns_that_look_like_a_time_or_place_and_are_not_used_are_named():
    found = read(
        {
            "Datum": ["2024-05-01"] * 2,
            "Larmtid": ["12:30", "13:30"],
            "Fastighet": ["Hagen 1", "Hagen 2"],
            "Ankom": ["12:40", "13:45"],  # what its cells say, not its name
            "Antal": [1, 2],
            "Postnr": [None, None],  # nothing in it
        }
    )
    assert found.summary.notes["unused_columns"] == "Larmtid, Fastighet, Ankom"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("25/3-25", "2025-03-25 00:00"),
        ("25/3 -25 kl. 14.30", "2025-03-25 14:30"),
        ("1/12-99", "1999-12-01 00:00"),
        ("4 mars -25", "2025-03-04 00:00"),
        ("4 mars '25 12:05", "2025-03-04 12:05"),
        ("v18 2024", "2024-04-29 00:00"),
        ("V.18 2024", "2024-04-29 00:00"),
        ("v. 18 -24", "2024-04-29 00:00"),
        ("2024v18", "2024-04-29 00:00"),
    ],
)
def test_swedish_short_forms(text, start):
    assert starts(text) == [start]


@pytest.mark.parametrize(
    "text", ["25/3/25", "4 mars 25", "v18-24", "v18", "04-MAR-25", "25-3-25"]
)
def test_short_forms_that_may_be_something_else_are_refused(text):
    assert parse_moment(text) in ("ambiguous_date", "bad_time")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("1/5 2024 - 3/5 2024", "05-01 00:00", "05-04 00:00", "date"),
        ("1/5 - 3/5 2024", "05-01 00:00", "05-04 00:00", "date"),
        ("1 - 3 maj 2024", "05-01 00:00", "05-04 00:00", "date"),
        ("2024-05-01/2024-05-03", "05-01 00:00", "05-04 00:00", "date"),
        ("2024-05-01T22:00/2024-05-02T02:00", "05-01 22:00", "05-02 02:00", "interval"),
        (
            "1/5 2024 22:00 till 2/5 2024 02:00",
            "05-01 22:00",
            "05-02 02:00",
            "interval",
        ),
        ("2024 v. 18 - 2024 v. 19", "04-29 00:00", "05-13 00:00", "week"),
        ("2024-05-01 mellan 12 och 14", "05-01 12:00", "05-01 14:00", "interval"),
    ],
)
def test_intervals_that_say_two_dates(text, start, end, precision):
    row = read({"Datum": [text]}).incidents.iloc[0]
    said = [f"{row[name]:%m-%d %H:%M}" for name in ("start", "end")]
    assert (*said, row["time_precision"]) == (start, end, precision)


def test_an_interval_that_ends_before_it_starts_is_told():
    with pytest.raises(ValueError, match="1 end_before_start"):
        starts("2024-05-02 - 2024-05-01")


@pytest.mark.parametrize(
    "clock",
    ["ca 12:00", "kl. ca 12", "~14.30", "vid 12-tiden", "efter 22", "ca 12-14", "?"],
)
def test_a_clock_said_about_keeps_the_date_and_says_so(clock):
    for columns in (
        {"Datum": [f"2024-05-01 {clock}"]},
        {"Datum": ["2024-05-01"], "Klockslag": [clock]},
    ):
        row = read(columns).incidents.iloc[0]
        assert (row["time_precision"], row["flags"]) == ("date", "vague_time")
        assert str(row["start"]) == "2024-05-01 00:00:00+02:00"


@pytest.mark.parametrize("part", ["kväll", "sen kväll", "Natt", "em/kväll", "lunch"])
def test_a_part_of_the_day_keeps_the_date(part):
    row = read({"Datum": [f"1/5 2024 {part}"]}).incidents.iloc[0]
    assert (row["time_precision"], row["flags"]) == ("date", "vague_time")


def test_other_words_after_a_date_are_no_time():
    assert parse_moment("2024-05-01 blaj") == parse_moment("1/5 2024 ca blaj")
    assert parse_moment("2024-05-01 blaj") == "bad_time"


def problems(*texts):
    read = read_texts(pd.Series(texts, dtype="str"))
    return [PROBLEMS[code] for code in read.problem]


def test_a_minus_between_clocks_is_an_interval_where_the_column_says_so():
    day = "2024-05-01"
    sure = [f"{day} 22:30-01:15", f"{day} 22:00-02:00"]  # no clock is 01:15 behind
    assert problems(*sure) == ["", ""]
    found = read({"Datum": sure}).incidents
    assert set(found["time_precision"]) == {"interval"}
    assert found["end"].dt.strftime("%d %H:%M").tolist() == ["02 01:15", "02 02:00"]
    three = [f"{day} 12:00-0{hour}:00" for hour in (2, 5, 9)]
    assert problems(*three) == [""] * 3
    assert problems(f"{day} 22:00-02:00") == ["ambiguous_date"]


def test_a_minus_is_an_offset_where_a_whole_column_has_the_same():
    texts = [f"2024-01-{day:02d} 12:00-05:00" for day in range(1, 31)]
    found = read({"Datum": [*texts, "2024-05-01 12:00-04:00"]}).incidents
    assert found["start"].dt.hour.tolist() == [18] * 31


@pytest.mark.parametrize(
    ("cells", "start"),
    [
        ([1525177800000, 1525264200000], "2018-05-01 14:30"),
        (["1525177800000", "-", "1525264200000"], "2018-05-01 14:30"),
        ([1525177800000.0, np.nan], "2018-05-01 14:30"),
        ([1525177800, 1525264200], "2018-05-01 14:30"),
        (["1525177800000000"], "2018-05-01 14:30"),
        (["1525177800000000000"], "2018-05-01 14:30"),
    ],
)
def test_seconds_and_milliseconds_since_1970(cells, start):
    found = read_times(pd.Series(cells), Clock(ZONE, ZONE))
    assert found.start[0].strftime("%Y-%m-%d %H:%M") == start
    assert not found.bad.any()


def test_ten_digits_that_may_be_a_date_and_a_clock_are_no_seconds():
    # 14 May 2017 13:45 as yymmddhhmm, or 16 July 2024 in seconds.
    assert problems("1705141345", "1705151200") == ["bad_time"] * 2


@pytest.mark.parametrize(
    ("form", "texts", "start"),
    [
        ("DD/MM/YY", ["25/03/18", "07/03/18"], "2018-03-25 00:00"),
        ("dd/mm/åå tt:mm", ["25/03/18 17:30"], "2018-03-25 17:30"),
        ("%y%m%d", ["180325"], "2018-03-25 00:00"),
        ("MM/DD/YY", ["03/25/18 17.30", "2018-03-07"], "2018-03-25 17:30"),
        ("DD-MMM-YY", ["25-MAR-18"], "2018-03-25 00:00"),
    ],
)
def test_a_stated_format(form, texts, start):
    assert starts(*texts, date_format=form)[0] == start


def test_what_a_stated_format_cannot_read_is_rejected_unless_its_year_is_first():
    with pytest.warns(UserWarning, match="1 bad_time"):
        found = read(
            {"Datum": ["03/25/18", "25/3/2018", "2018-03-07"]}, date_format="MM/DD/YY"
        )
    assert found.rejected["est_row"].tolist() == [2]


@pytest.mark.parametrize("form", ["", "DD", "QQ/MM/YY", "%d/%m", 5])
def test_a_format_that_says_no_date_is_refused(form):
    with pytest.raises(ValueError, match="'date_format' must be how dates are written"):
        starts("25/03/18", date_format=form)


def test_the_formats_that_would_read_a_column_are_named():
    with pytest.raises(ValueError, match="Pass date_format='DD/MM/YY'"):
        starts("25/03/18", "07/03/18")


def test_times_of_utc_in_a_file_that_does_not_say_so():
    assert starts("2024-05-01 12:00", source_time_zone="UTC") == ["2024-05-01 14:00"]


@pytest.mark.parametrize(
    ("texts", "period", "complete"),
    [
        (["2018-06", "2018-07"], "month", True),
        (["2018 v. 26", "2018 v. 27"], "week", True),
        (["v26 2018", "v27 2018"], "month", False),  # week 27 ends on 8 July
        (["2018-07-01", "2018-07-30"], "month", False),
    ],
)
def test_rows_known_to_a_period_cover_all_of_it(texts, period, complete, tmp_path):
    found = read({"Datum": texts}).incidents
    counts = eg.period_counts(found, every=period)
    assert counts["complete"].iloc[-1] == complete
    found.to_parquet(tmp_path / "a.parquet")
    of_file = eg.period_counts(tmp_path / "a.parquet", every=period)
    assert of_file["complete"].tolist() == counts["complete"].tolist()


def test_heaped_times_are_left_out_of_hot_times_and_told():
    rng = np.random.default_rng(1)
    spread = DAYS[rng.integers(0, 60, 200)] + pd.to_timedelta(
        rng.integers(0, 1440, 200), unit="min"
    )
    texts = [*spread.strftime("%Y-%m-%d %H:%M"), *DAYS[:40].strftime("%Y-%m-%d 12:00")]
    found = read({"Datum": texts}).incidents
    times = eg.hot_times(found, simulations=99, rng=1)
    n = int(found["flags"].str.contains("heaped_time").sum())
    assert n >= 40
    assert (times.n_heaped, times.n) == (n, 240 - n)
    assert f"{n} reports are left out" in times.sentence("en")
    assert times.verdict == "no hot times"


def test_the_busy_hours_of_a_night_are_no_heap():
    # Times rounded to hours, 30 at each of four: none stands alone.
    texts = [f"2024-05-{1 + i % 28:02d} {20 + i % 4}:00" for i in range(120)]
    assert not read({"Datum": texts}).incidents["flags"].str.contains("heaped").any()


HEADS = ["{y}-{m:02d}-{d:02d}", "{d}/{m} {y}", "{d}.{m}.{y}", "{y}{m:02d}{d:02d}"]
HEADS += ["tis {d} mars {y}", "{d}/{m}-25", "{y} v. {m}", "{y}-{m:02d}"]
TAILS = [" {h:02d}:{i:02d}", "T{h:02d}:{i:02d}:{s:02d}Z", " kl. {h}.{i:02d}", ""]
TAILS += [" {h}:{i:02d} PM", " {h:02d}:{i:02d}:{s:02d}.{s}", "T{h:02d}:{i:02d}+0{k}:00"]
TAILS += [" {h:02d}:{i:02d}:{s:02d} -0{k}00", " {h:02d}:{i:02d} - {k:02d}:{i:02d}"]
TAILS += [" {h}.{i:02d} till {k}.{i:02d}", "T{h:02d}:{i:02d}–{k:02d}:15", " ca {h}:00"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("tail", TAILS)
def test_a_column_says_what_its_cells_say(head, tail):
    rng = np.random.default_rng(len(head) * 100 + len(tail))
    texts = []
    for _ in range(40):
        y, m, d = 2015 + rng.integers(9), 1 + rng.integers(13), 1 + rng.integers(31)
        h, i, s, k = (rng.integers(n) for n in (26, 62, 62, 10))
        texts.append((head + tail).format(y=y, m=m, d=d, h=h, i=i, s=s, k=k))
    column = read_texts(pd.Series(texts, dtype="str"))
    for at, text in enumerate(texts):
        one = parse_moment(text)
        if not isinstance(one, Moment):
            assert PROBLEMS[column.problem[at]] == one, text
            continue
        shift = np.timedelta64(one.offset or 0, "m")
        assert column.start[at] == np.datetime64(one.start, "us") - shift, text
        assert np.isnat(column.end[at]) == (one.end is None), text
        if one.end is not None:
            assert column.end[at] == np.datetime64(one.end, "us") - shift, text
        assert TIME_PRECISIONS[column.precision[at]] == one.precision, text
        assert bool(column.vague[at]) == one.vague, text
        assert np.isnan(column.offset[at]) == (one.offset is None), text
