"""The calendar: days as printed in Swedish almanacs."""

from datetime import date, timedelta

import pandas as pd
import pytest

from estgeo import swedish_calendar
from estgeo.space_time.calendar import easter_sunday


def days(year, kind):
    frame = swedish_calendar(year)
    rows = frame[frame["kind"] == kind]
    return dict(zip(rows["date"].dt.date, rows["name"], strict=True))


def test_holidays_of_2018_as_published():
    expected = {"01-01", "01-06", "03-30", "04-01", "04-02", "05-01", "05-10", "05-20"}
    expected |= {"06-06", "06-23", "11-03", "12-25", "12-26"}
    assert {f"{day:%m-%d}" for day in days(2018, "holiday")} == expected


def test_easter_by_another_route():
    dateutil = pytest.importorskip("dateutil.easter")
    for year in range(1990, 2100):
        assert easter_sunday(year) == dateutil.easter(year)


@pytest.mark.parametrize(
    ("year", "moving"),
    [
        # Good Friday, Easter, Easter Monday, Ascension, Whit Sunday, midsummer, All Saints
        (2008, "03-21 03-23 03-24 05-01 05-11 06-21 11-01"),
        (2011, "04-22 04-24 04-25 06-02 06-12 06-25 11-05"),
        (2020, "04-10 04-12 04-13 05-21 05-31 06-20 10-31"),
        (2024, "03-29 03-31 04-01 05-09 05-19 06-22 11-02"),
        (2025, "04-18 04-20 04-21 05-29 06-08 06-21 11-01"),
    ],
)
def test_moving_holidays_as_printed_in_almanacs(year, moving):
    fixed = "01-01 01-06 05-01 06-06 12-25 12-26"
    expected = {*moving.split(), *fixed.split()}
    assert {f"{day:%m-%d}" for day in days(year, "holiday")} == expected


def test_eves_people_celebrate():
    eves = {name: day for day, name in days(2018, "eve").items()}
    assert eves["midsommarafton"] == date(2018, 6, 22)
    assert eves["påskafton"] == date(2018, 3, 31)
    assert eves["valborgsmässoafton"] == date(2018, 4, 30)
    assert eves["nyårsafton"] == date(2018, 12, 31)


def test_bridge_days():
    # Friday after Ascension Day, Monday 30 April before the first of May, Thursday 27
    # and Friday 28 December are two together and no bridge.
    bridges = set(days(2018, "bridge day"))
    assert {date(2018, 4, 30), date(2018, 5, 11)} <= bridges
    assert date(2018, 12, 27) not in bridges


def test_payday_is_the_last_banking_day_up_to_the_25th():
    # 25 March 2018 was a Sunday: wages on Friday 23 March.
    found = set(days(2018, "payday weekend"))
    assert {date(2018, 3, 23) + timedelta(n) for n in range(3)} <= found
    assert date(2018, 3, 30) not in found
    # December 2018: 25 and 26 are holidays, 24 an eve, so Friday 21.
    assert date(2018, 12, 21) in found


def test_school_breaks_from_a_table():
    breaks = pd.DataFrame(
        {"from": ["2018-02-26"], "to": ["2018-03-02"], "name": ["sportlov"]}
    )
    rows = swedish_calendar(2018, breaks=breaks).query("kind == 'school break'")
    assert len(rows) == 5
    with pytest.raises(ValueError, match="from a day to the same or later"):
        swedish_calendar(2018, breaks=breaks.assign(to="2018-01-01"))


def test_years_before_the_present_law():
    with pytest.raises(ValueError, match="at least 2005"):
        swedish_calendar(2004)
