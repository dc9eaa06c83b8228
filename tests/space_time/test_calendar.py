"""The Swedish calendar against published calendars."""

from datetime import date

import pandas as pd
import pytest

import estgeo as eg
from estgeo.space_time.calendar import easter

# The printed Swedish almanac for 2018: every holiday by law that year.
ALMANAC_2018 = {
    "Nyårsdagen": "2018-01-01",
    "Trettondedag jul": "2018-01-06",
    "Långfredagen": "2018-03-30",
    "Påskdagen": "2018-04-01",
    "Annandag påsk": "2018-04-02",
    "Första maj": "2018-05-01",
    "Kristi himmelsfärdsdag": "2018-05-10",
    "Pingstdagen": "2018-05-20",
    "Sveriges nationaldag": "2018-06-06",
    "Midsommardagen": "2018-06-23",
    "Alla helgons dag": "2018-11-03",
    "Juldagen": "2018-12-25",
    "Annandag jul": "2018-12-26",
}


def days(calendar, kind):
    return calendar[calendar["kind"] == kind].set_index("name")["date"]


def test_holidays_of_2018_equal_the_almanac():
    holidays = days(eg.swedish_calendar(2018), "holiday").astype(str)
    assert holidays.to_dict() == ALMANAC_2018


def test_eves_of_2018():
    eves = days(eg.swedish_calendar(2018), "eve").astype(str)
    assert eves["Midsommarafton"] == "2018-06-22"
    assert eves["Påskafton"] == "2018-03-31"
    assert eves["Nyårsafton"] == "2018-12-31"


@pytest.mark.parametrize(
    ("year", "sunday"),
    # Table of Easter Sundays, Oudin; the extremes of the century and leap years.
    [
        (1970, "1970-03-29"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2024, "2024-03-31"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year, sunday):
    assert easter(year).isoformat() == sunday


def test_squeeze_days():
    found = eg.swedish_calendar(2018)
    found = set(found[found["kind"] == "squeeze day"]["date"].astype(str))
    # Friday after Ascension, Monday before May Day is Valborg (an eve, not a workday).
    assert "2018-05-11" in found
    assert "2018-04-30" not in found
    assert date(2018, 6, 5).isoformat() not in found  # Tuesday before Wednesday 6 June


def test_payday_is_the_bank_day_before_a_weekend():
    calendar = eg.swedish_calendar(2018)
    weekends = calendar[calendar["kind"] == "payday weekend"]["date"].astype(str)
    # 25 March 2018 is a Sunday, so pay comes on Friday the 23rd.
    assert {"2018-03-23", "2018-03-24", "2018-03-25"} <= set(weekends)
    # 25 December is a holiday and the eve before it too: pay comes on Friday the 21st.
    assert "2018-12-21" in set(weekends)


def test_whit_monday_before_2005_and_the_national_day_from_then():
    before = set(days(eg.swedish_calendar(2004), "holiday").index)
    after = set(days(eg.swedish_calendar(2005), "holiday").index)
    assert before - after == {"Annandag pingst"}
    assert after - before == {"Sveriges nationaldag"}


def test_breaks_and_errors():
    breaks = pd.DataFrame(
        {"start": ["2018-02-26"], "end": ["2018-03-04"], "name": ["sportlov"]}
    )
    calendar = eg.swedish_calendar([2018], breaks=breaks)
    assert (calendar["kind"] == "school break").sum() == 7
    with pytest.raises(ValueError, match="'breaks' must be breaks that end after"):
        eg.swedish_calendar(
            2018, breaks=breaks.rename(columns={"start": "end", "end": "start"})
        )
    with pytest.raises(
        ValueError, match="'years' must be a whole number of at least 1970"
    ):
        eg.swedish_calendar(1800)
