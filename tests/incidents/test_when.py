"""Start, end and how exactly a time is known, from two columns and many rows."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents._dates import parse_moment

DAY = "2018-03-07"


def read(**columns):
    n = len(next(iter(columns.values())))
    place = {"E": 512_000.0 + np.arange(n) * 37, "N": 6_570_000.0}
    return eg.read_incidents(pd.DataFrame(columns | place), crs=3006)


def test_a_column_says_what_its_cells_say_one_by_one():
    texts = [
        *["2018-03-07", "2018-03-07 17:30", "2018-03-07T17:30:15", "7/3 2018 kl 17.30"],
        *[
            "2018 v. 9",
            "mars 2018",
            "7 mars 2018",
            "2018-03-07 22:00 - 02:00",
            "20180307",
        ],
        *["12/12 2018", "2018-03-07 24:00", "7.3.2018 17:30:15"],
    ]
    found = read(Datum=texts).incidents
    for text, row in zip(texts, found.itertuples(), strict=True):
        one = parse_moment(text)
        assert row.time_precision == one.precision, text
        assert row.start.tz_localize(None) == one.start, text
        assert row.end.tz_localize(None) == (one.end or one.start), text


@pytest.mark.parametrize(
    "text",
    [f"{DAY} 17:60", f"{DAY} 17:30:60", f"{DAY} 24:01", f"{DAY} 25:00", "2018-02-30"],
)
def test_a_time_that_is_none_is_rejected(text):
    with pytest.warns(UserWarning, match="1 bad_time"):
        found = read(Datum=[DAY, text])
    assert found.rejected["reasons"].tolist() == ["bad_time"]


@pytest.mark.parametrize(
    ("start", "end", "precision", "until"),
    [
        (f"{DAY} 17:00", f"{DAY} 18:00", "interval", f"{DAY} 18:00"),
        (f"{DAY} 17:00", f"{DAY} 17:00", "exact", f"{DAY} 17:00"),
        (f"{DAY} 17:00", "", "exact", f"{DAY} 17:00"),
        (DAY, "2018-03-09", "date", "2018-03-10"),
        (f"{DAY} 17:00", "2018-03-09", "interval", "2018-03-10"),
        (DAY, "2018 v. 11", "week", "2018-03-19"),
        (DAY, f"{DAY} 18:00", "interval", f"{DAY} 18:00"),
        (DAY, f"{DAY} 17:00 - 18:00", "interval", f"{DAY} 18:00"),
        (f"{DAY} 17:00 - 17:30", f"{DAY} 18:00", "interval", f"{DAY} 18:00"),
        ("2018 v. 10", "mars 2018", "month", "2018-04-01"),
        ("2018 v. 10", "2018-03-09", "week", "2018-03-10"),
    ],
)
def test_how_exactly_a_start_and_an_end_are_known(start, end, precision, until):
    row = read(Start=[start], Slut=[end]).incidents.iloc[0]
    assert row["time_precision"] == precision
    assert row["end"] == pd.Timestamp(until, tz="Europe/Stockholm")


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("2018-03-07 16:59", "end_before_start"),
        ("2019-03-08 17:00", ""),  # 366 days
        ("2019-03-08 17:01", "interval_too_long"),
    ],
)
def test_ends_that_cannot_be(end, reason):
    columns = {"Start": [f"{DAY} 17:00"] * 2, "Slut": ["", end]}
    if not reason:
        assert len(read(**columns).incidents) == 2
        return
    with pytest.warns(UserWarning, match=reason):
        assert read(**columns).rejected["reasons"].tolist() == [reason]


@pytest.mark.parametrize(
    ("end", "is_long"), [("2018-03-14 17:00", False), ("2018-03-14 17:01", True)]
)
def test_from_a_week_on_the_hour_is_unknown(end, is_long):
    flags = read(Start=[f"{DAY} 17:00"], Slut=[end]).incidents["flags"].iloc[0]
    assert flags == ("long_interval" if is_long else "")


def test_before_1980_and_after_tomorrow_are_no_times():
    soon = pd.Timestamp.now("Europe/Stockholm")
    # 1980 in UTC begins at one o'clock in Stockholm.
    texts = ["1980-01-01 00:59", "1980-01-01 01:00"]
    texts += [
        (soon + pd.Timedelta(hours=h)).strftime("%Y-%m-%d %H:%M") for h in (23, 25)
    ]
    with pytest.warns(UserWarning, match="2 of 4 rows"):
        found = read(Datum=texts)
    assert found.rejected[["est_row", "reasons"]].to_numpy().tolist() == [
        *[[1, "time_too_old"], [4, "time_in_future"]]
    ]


@pytest.mark.parametrize(("at_noon", "is_heaped"), [(19, False), (20, True)])
def test_twenty_at_one_full_hour_are_heaped(at_noon, is_heaped):
    others = [f"{DAY} {hour:02d}:00" for hour in range(1, 12)]
    times = [f"{DAY} 12:00"] * at_noon + others + [f"{DAY} 12:01"]
    flags = read(Datum=times).incidents["flags"]
    assert (flags[:at_noon] == ("heaped_time" if is_heaped else "")).all()
    assert (flags[at_noon:] == "").all()


def test_heaps_are_five_times_the_other_hours():
    busy = [
        f"{DAY} {hour:02d}:00" for hour in range(24) if hour != 12 for _ in range(5)
    ]
    for at_noon, is_heaped in ((24, False), (25, True)):
        flags = read(Datum=[f"{DAY} 12:00"] * at_noon + busy).incidents["flags"]
        assert (flags == "heaped_time").sum() == at_noon * is_heaped


@pytest.mark.parametrize(("others", "is_heaped"), [(380, True), (381, False)])
def test_heaps_are_a_twentieth_of_all_exact_times(others, is_heaped):
    times = [f"{DAY} 12:00"] * 20 + [f"{DAY} 13:01"] * others
    flags = read(Datum=times).incidents["flags"]
    assert (flags == "heaped_time").sum() == 20 * is_heaped


def test_midnights_of_date_cells_last_a_day():
    times = ["2018-03-07", "2018-03-08 17:30", "2018-03-09"]
    cells = pd.to_datetime(times, format="ISO8601")
    found = read(Datum=cells).incidents
    assert found["time_precision"].tolist() == ["date", "exact", "date"]
    assert found["flags"].tolist() == ["midnight_as_date", "", "midnight_as_date"]
    dates = read(Datum=pd.to_datetime(["2018-03-07", "2018-03-09"])).incidents
    assert dates["flags"].tolist() == ["", ""]  # a column of dates alone
    assert found["end"].dt.strftime("%d %H:%M").tolist() == [
        *["08 00:00", "08 17:30", "10 00:00"]
    ]


def test_one_midnight_in_ten_is_a_time_and_more_are_dates():
    noons = [f"{DAY} 12:00"] * 9
    for midnights, precision in ((1, "exact"), (2, "date")):
        cells = pd.to_datetime([DAY] * midnights + noons, format="ISO8601")
        found = read(Datum=cells).incidents["time_precision"]
        assert found.tolist() == [precision] * midnights + ["exact"] * 9


def test_a_bad_time_of_report_is_flagged_and_the_incident_kept():
    found = read(Datum=[DAY] * 3, Rapportdatum=["2018-03-08 10:00", "x", ""]).incidents
    assert found["flags"].tolist() == ["", "bad_reported_at", ""]
    assert found["reported_at"].notna().tolist() == [True, False, False]


def test_forms_are_counted_cell_by_cell():
    texts = [
        *["2018-03-07", "2018-03-07 17:30", "2018-03-08T17:30", "7/3 2018", "8/3 2018"],
        *["8/3 2018 kl 17.30", "2018-03-07T17:30:15Z", "2018 v. 9", "20180307"],
    ]
    assert dict(read(Datum=texts).summary.date_forms) == {
        "yyyy-mm-dd": 1,
        "yyyy-mm-dd hh:mm": 2,
        "yyyy-mm-dd hh:mm+offset": 1,
        "d/m/yyyy": 2,
        "d/m/yyyy hh:mm": 1,
        "iso_week": 1,
        "yyyymmdd": 1,
    }
    cells = pd.to_datetime(
        ["2018-03-07 00:00", "2018-03-07 17:30", None, "2018-03-08 00:00"]
    )
    with pytest.warns(UserWarning, match="1 missing_time"):
        found = read(Datum=cells)
    assert dict(found.summary.date_forms) == {"date cell": 2, "time cell": 1}


@pytest.mark.parametrize(
    "text",
    ["2018-03-07 17:30:15+01:00", "2018-03-07T17:30:15 +0100", "2018-03-07 16:30:15Z"],
)
def test_an_offset_says_when_it_was_in_stockholm(text):
    row = read(Datum=[text]).incidents.iloc[0]
    assert row["start"] == pd.Timestamp("2018-03-07 17:30:15", tz="Europe/Stockholm")
    assert row["time_precision"] == "exact"


@pytest.mark.parametrize(
    "name", ["geometry", "geom", "WKT", "wkb geometry", "shape", "ewkt"]
)
def test_places_as_text_are_known_by_the_name_of_their_column(name):
    frame = pd.DataFrame({"Datum": [DAY], name: ["POINT (512000 6570000)"]})
    found = eg.read_incidents(frame, crs=3006)
    assert found.incidents.geometry.iloc[0].coords[0] == (512_000, 6_570_000)


def test_without_a_checklist_no_theme_is_said():
    found = read(Datum=[DAY], Kategori=["Något annat"])
    assert found.incidents["theme"].tolist() == [""]
    assert found.summary.checklist == ""
    assert not found.incidents["is_positive"].any()


def test_a_report_before_the_incident_is_flagged():
    reported = ["2018-03-06", "2018-03-07 16:59", "2018-03-07 17:00", "2018-03-07"]
    found = read(Datum=[f"{DAY} 17:00"] * 4, Rapportdatum=reported).incidents
    assert found["flags"].tolist() == ["reported_before_start"] * 2 + ["", ""]


def test_a_start_that_is_no_clock_is_not_joined_with_the_date_beside_it():
    times = read(Start=[f"{DAY} 17:30"], Datum=["2018-03-09"])
    assert times.summary.roles["start"] == "Start"
    clocks = read(Start=["17:30"], Datum=["2018-03-09"])
    assert clocks.summary.roles["start"] == "Datum + Start"
    with pytest.raises(ValueError, match="row 1: Start '17:30'"):
        read(Start=["17:30"])


def test_fractions_are_clocks_in_workbooks_and_frames(tmp_path):
    frame = pd.DataFrame(
        {"Datum": [DAY] * 2, "Klockslag": [0.5, 0.75], "E": 512_000.0, "N": 6_570_000.0}
    )
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    for source in (tmp_path / "a.xlsx", frame):
        found = eg.read_incidents(source, crs=3006).incidents
        assert found["start"].dt.hour.tolist() == [12, 18]


@pytest.mark.parametrize("name", ["time_zone", "source_time_zone"])
def test_a_time_zone_must_exist(name):
    frame = pd.DataFrame({"Datum": [DAY], "lon": 15.2, "lat": 59.3})
    with pytest.raises(ValueError, match=f"'{name}' must be a time zone such as"):
        eg.read_incidents(frame, **{name: "Mars/Olympus"})


def test_three_columns_are_a_day():
    row = read(År=[2018], Månad=[3], Dag=[7]).incidents.iloc[0]
    assert (row["time_precision"], str(row["start"])) == (
        *("date", "2018-03-07 00:00:00+01:00"),
    )
