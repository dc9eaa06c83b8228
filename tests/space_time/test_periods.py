import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import estgeo as eg
from estgeo._columns import EVERY
from estgeo._periods import period_bounds


def incidents_at(*times, zone="Europe/Stockholm"):
    return pd.DataFrame({"start": pd.DatetimeIndex(times).tz_localize(zone)})


def test_iso_weeks_at_new_year_and_week_53():
    counts = eg.period_counts(
        incidents_at("2024-12-30", "2020-12-31", "2021-01-03"),
        span=("2020-W52", "2021-W01"),
    )
    assert counts["period"].tolist() == ["2020-W52", "2020-W53", "2021-W01"]
    assert counts["n"].tolist() == [0, 2, 0]
    assert counts["start"].iloc[1].day_name() == "Monday"


def test_the_clock_on_the_wall_says_which_month():
    # 22:30 UTC on 31 March is half past midnight on 1 April in Stockholm.
    late = pd.Timestamp("2018-03-31 22:30", tz="UTC")
    incidents = pd.DataFrame({"start": [late.tz_convert("Europe/Stockholm")]})
    assert eg.period_counts(incidents, every="month")["period"].item() == "2018-04"


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        ("quarter", ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"]),
        ("tertial", ["2018-T1", "2018-T2", "2018-T3"]),
        ("year", ["2018"]),
    ],
)
def test_a_whole_year_is_complete(period, labels):
    counts = eg.period_counts(
        incidents_at("2018-05-05"), every=period, span=("2018-01-01", "2018-12-31")
    )
    assert counts["period"].tolist() == labels
    assert counts["complete"].all()
    assert counts["n"].sum() == 1


def test_days_fortnights_and_half_years_are_counted_alike():
    incidents = incidents_at("2018-03-05 12:00", "2018-03-06 12:00", "2018-07-01 12:00")
    span = ("2018-01-01", "2018-12-31")
    halves = eg.period_counts(incidents, every="half-year", span=span)
    assert halves["period"].tolist() == ["2018-H1", "2018-H2"]
    assert halves["n"].tolist() == [2, 1]
    days = eg.period_counts(incidents, every="day", span=("2018-03-05", "2018-03-07"))
    assert days["period"].tolist() == ["2018-03-05", "2018-03-06", "2018-03-07"]
    assert days["n"].tolist() == [1, 1, 0]
    weeks = eg.period_counts(
        incidents, every="2 weeks", span=("2018-W09/2018-W10", "2018-W11/2018-W12")
    )
    assert weeks["period"].tolist() == ["2018-W09/2018-W10", "2018-W11/2018-W12"]
    assert weeks["n"].tolist() == [2, 0]
    assert weeks["complete"].all()


@pytest.mark.parametrize(
    "function",
    [eg.period_counts, eg.reporting_activity, eg.active_reporters, eg.space_time_cube],
)
def test_the_old_name_of_the_kind_names_the_new(function):
    with pytest.raises(TypeError, match="'every'"):
        function(incidents_at("2018-03-05"), period="month")


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'every' must be one of 'day', 'week'"):
        eg.period_counts(incidents_at("2018-03-05"), every="fortnight")


def test_a_week_half_covered_is_not_complete():
    counts = eg.period_counts(incidents_at("2018-03-05", "2018-03-14"))
    assert counts["complete"].tolist() == [True, False]
    # Asked for until an instant, that day is left out.
    until = pd.Timestamp("2018-03-12", tz="Europe/Stockholm")
    counts = eg.period_counts(
        incidents_at("2018-03-05", "2018-03-14"), span=("2018-03-05", until)
    )
    assert counts["complete"].tolist() == [True]
    assert counts["n"].tolist() == [1]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.integers(0, 6 * 366 * 24 * 60), min_size=1, max_size=50),
    st.sampled_from(EVERY),
    st.sampled_from(["Europe/Stockholm", "UTC", "Asia/Kathmandu", "America/Sao_Paulo"]),
    st.sampled_from(["s", "ms", "us", "ns"]),
)
def test_each_incident_lies_in_its_period(minutes, period, zone, unit):
    base = pd.Timestamp("2015-12-28 00:00", tz="UTC")
    start = base + pd.to_timedelta(np.array(minutes), "min")
    incidents = pd.DataFrame({"start": start.tz_convert(zone).as_unit(unit)})
    counts = eg.period_counts(incidents, every=period)
    assert counts["n"].sum() == len(minutes)
    for row in counts.itertuples():
        inside = (incidents["start"] >= row.start) & (incidents["start"] < row.end)
        assert inside.sum() == row.n


def test_missing_values_of_a_column_are_counted():
    incidents = incidents_at("2018-03-05", "2018-03-06").assign(theme=["brand", None])
    counts = eg.period_counts(incidents, by="theme")
    assert counts["n"].tolist() == [1, 1]
    assert counts["theme"].isna().tolist() == [False, True]


@pytest.mark.parametrize("span", ["2018", ("2018-02", "2018-01"), ("a", "b"), (1,)])
def test_a_span_that_is_none_is_refused(span):
    with pytest.raises((ValueError, TypeError), match=r"span|pair"):
        eg.period_counts(incidents_at("2018-03-05"), span=span)


def test_times_must_have_a_zone_and_be_there():
    with pytest.raises(TypeError, match="time-zone-aware"):
        eg.period_counts(pd.DataFrame({"start": pd.DatetimeIndex(["2018-01-01"])}))
    with pytest.raises(ValueError, match="1 of 2 without a time"):
        eg.period_counts(incidents_at("2018-03-05", None))
    with pytest.raises(ValueError, match="at least one row"):
        eg.period_counts(incidents_at())


def test_a_month_whose_first_midnight_does_not_exist_begins_at_one():
    start, end = period_bounds("2011-04", "Asia/Damascus")
    assert start == pd.Timestamp("2011-04-01 01:00", tz="Asia/Damascus")
    assert end == pd.Timestamp("2011-05-01", tz="Asia/Damascus")
