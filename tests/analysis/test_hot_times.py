"""Hot times: the planted ones of Valboås come back; few reports give no test."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from estgeo import hot_times, hot_times_by_zone, hour_of_week, simulate_incidents


@pytest.fixture(scope="module")
def half_a_year():
    simulation = simulate_incidents(weeks=60, rng=3)
    incidents = simulation.incidents
    late = incidents["start"] >= incidents["start"].max() - pd.Timedelta("182D")
    return incidents[late], simulation.truth.hot_spots


def test_planted_windows_are_found_from_26_weeks(half_a_year):
    incidents, spots = half_a_year
    for spot in spots[spots["name"] != "Centrum"].itertuples():
        near = incidents.within(spot.geometry.buffer(30))
        mine = incidents[near & (incidents["category"] == spot.category)]
        found = hot_times(mine, simulations=199, rng=1)
        window = found.windows.iloc[0]
        assert window["days"] == spot.days
        assert (window["from"], window["to"]) == spot.hours
        assert found.p_value <= 0.01


def test_under_ten_there_is_no_test(half_a_year):
    found = hot_times(half_a_year[0].head(9), rng=1)
    assert found.verdict == "too few"
    assert found.windows.empty


def test_dates_are_counted_apart(half_a_year):
    incidents = half_a_year[0].head(40).copy()
    incidents["time_precision"] = ["date"] * 5 + ["exact"] * 35
    found = hot_times(incidents, simulations=99, rng=1)
    assert (found.n, found.n_unknown) == (35, 5)


def test_same_seed_same_answer(half_a_year):
    first, second = (hot_times(half_a_year[0].head(50), rng=4) for _ in range(2))
    assert first.p_value == second.p_value


def test_other_needs_others(half_a_year):
    with pytest.raises(ValueError, match="'others' must be the incidents"):
        hot_times(half_a_year[0], baseline="other")


def reports(hours_of_day, seed=1, days=182, columns=None):
    """Return reports at given hours (repeated) on days drawn at random."""
    hours = np.asarray(hours_of_day)
    rng = np.random.default_rng(seed)
    day = pd.Timestamp("2018-01-01") + pd.to_timedelta(
        rng.integers(0, days, len(hours)), unit="D"
    )
    start = day + pd.to_timedelta(hours * 60 + rng.integers(0, 60, len(hours)), "min")
    return pd.DataFrame({"start": start.tz_localize("UTC"), **(columns or {})})


OFFICE = np.tile(np.arange(8, 17), 12)  # 108 reports, 12 in each hour from 8 to 17


def test_office_hours_are_hot_against_the_clock_but_not_against_others():
    mine, theirs = reports(OFFICE), reports(np.tile(OFFICE, 4), seed=2)
    plain = hot_times(mine, simulations=199, rng=1)
    assert plain.p_value == 1 / 200
    beside = hot_times(mine, baseline="other", others=theirs, simulations=199, rng=1)
    assert beside.verdict == "no hot times"
    # Pooled labels: what is expected is my share of all in each hour.
    both = pd.concat([mine, theirs])["start"].dt
    hour = both.day_of_week * 24 + both.hour
    expected = hour.value_counts().reindex(range(168), fill_value=0) / 5
    np.testing.assert_allclose(beside.profile["expected"], expected, atol=1e-9)


def test_evenings_stand_out_beside_office_hours():
    mine = reports(np.r_[np.tile(np.arange(8, 17), 4), np.full(30, 20)])
    theirs = reports(np.r_[np.tile(OFFICE, 3), np.full(20, 20)], seed=2)
    found = hot_times(mine, baseline="other", others=theirs, simulations=199, rng=1)
    window = found.windows.iloc[0]
    assert window["from"] <= 20 < window["to"]
    assert found.p_value == 1 / 200


def test_a_profile_of_ones_own_is_a_baseline():
    mine = reports(OFFICE)
    profile = hour_of_week(reports(np.tile(OFFICE, 30), seed=3))
    found = hot_times(mine, baseline=profile, simulations=199, rng=1)
    assert found.verdict == "no hot times"
    assert found.profile["expected"].sum() == pytest.approx(len(mine))
    np.testing.assert_allclose(
        found.profile["expected"], len(mine) * profile["share"], atol=1e-9
    )


def test_two_hot_times_are_two_windows_that_do_not_overlap():
    hours = np.r_[np.full(40, 7), np.full(40, 22), np.arange(24).repeat(1)]
    found = hot_times(reports(hours), simulations=199, rng=1)
    covered = [
        {(day, hour) for day in row.days for hour in range(row._1, row.to)}
        for row in found.windows.rename(columns={"from": "_1"}).itertuples()
    ]
    assert len(covered) >= 2
    assert {7, 22} <= {hour for window in covered for _, hour in window}
    assert not covered[0] & covered[1]
    assert (found.windows["p_value"] <= 0.05).all()


def test_few_are_an_indication():
    found = hot_times(reports(np.full(12, 21)), simulations=199, rng=1)
    assert found.verdict == "indication"
    assert "Få rapporter" in found.sentence("sv")


@pytest.fixture(scope="module")
def three_yards():
    zones = gpd.GeoDataFrame(
        {"name": ["evening", "office", "empty"]},
        geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9), box(18, 0, 27, 9)],
        index=["a", "b", "c"],
        crs=3006,
    )
    evening = reports(np.r_[np.full(40, 20), OFFICE[:45]], columns={"x": 4.0})
    office = reports(np.tile(OFFICE, 3), seed=2, columns={"x": 13.0})
    both = pd.concat([evening, office], ignore_index=True)
    points = gpd.points_from_xy(both["x"], np.full(len(both), 4.0))
    return gpd.GeoDataFrame(both[["start"]], geometry=points, crs=3006), zones


def test_zones_beside_the_rest_of_the_town(three_yards):
    incidents, zones = three_yards
    found = hot_times_by_zone(
        incidents, zones, baseline="other", simulations=199, windows=(2, 4), rng=3
    )
    assert found.index.to_list() == ["a", "b", "c"]
    assert found["n"].to_list() == [85, 324, 0]
    assert found.loc["a", "verdict"] == "hot times"
    assert found.loc["a", "from"] <= 20 < found.loc["a", "to"]
    assert found.loc["c", "verdict"] == "too few"
    assert np.isnan(found.loc["c", "p_value"])
    p = found["p_value"].iloc[:2].to_numpy()
    low, high = np.sort(p)
    adjusted = np.where(p == low, min(2 * low, high), high)
    np.testing.assert_allclose(found["p_adjusted"].iloc[:2], adjusted)


def test_a_zone_alone_is_the_same_test(three_yards):
    incidents, zones = three_yards
    table = hot_times_by_zone(
        incidents, zones.loc[["a"]], windows=(4,), simulations=99, rng=3
    )
    inside = incidents[incidents.within(zones.geometry.loc["a"])]
    alone = hot_times(inside, windows=(4,), simulations=99, rng=3)
    assert table.loc["a", "p_value"] == alone.p_value
    assert table.loc["a", "from"] == alone.windows["from"].iloc[0]
    assert table.loc["a", "statement_sv"].startswith("Fler rapporter än väntat")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"baseline": "monthly"}, "'baseline' must be 'uniform', 'other' or a profile"),
        ({"windows": (24,)}, "'windows' must be lengths of 1 to 23 hours"),
        ({"simulations": 9}, "'simulations' must be"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(ValueError, match=message):
        hot_times(reports(OFFICE), **options)


def test_few_reports_are_listed_by_weekday_and_clock():
    start = pd.to_datetime(["2018-03-10 23:30", "2018-03-05 18:20"])
    end = pd.to_datetime(["2018-03-11 01:00", None])
    incidents = pd.DataFrame(
        {
            "start": start.tz_localize("Europe/Stockholm"),
            "end": end.tz_localize("Europe/Stockholm"),
        }
    )
    times = hot_times(incidents, rng=1).times
    assert times.to_numpy().tolist() == [[0, "18:20", "18:20"], [5, "23:30", "01:00"]]
    enough = incidents.loc[[1] * 10]
    assert hot_times(enough, simulations=19, rng=1).times.empty


def test_hours_without_any_report_are_nothing_at_all():
    start = pd.date_range("2018-03-05 18:20", periods=40, freq="7h", tz="UTC")
    incidents = pd.DataFrame(
        {"start": start[:9], "end": start[:9] + pd.Timedelta("5h")}
    )
    hours = hour_of_week(incidents)
    assert (hours["n"] >= 0).all()
    assert (hours["n"] == 0).sum() == 168 - len(
        {h for s in start[:9] for h in _hours(s)}
    )


def _hours(start):
    return {start.floor("h") + pd.Timedelta(hours=at) for at in range(6)}


def test_there_must_be_others_to_compare_with():
    start = pd.date_range("2018-03-05 18:20", periods=20, freq="7h", tz="UTC")
    incidents = pd.DataFrame({"start": start})
    with pytest.raises(
        ValueError, match="'others' must be incidents with a known hour"
    ):
        hot_times(incidents, baseline="other", others=incidents[:0], rng=1)


def test_times_without_a_clock_are_told_of_as_the_reason():
    start = pd.to_datetime(["2018-03-01"] * 40).tz_localize("Europe/Stockholm")
    months = pd.DataFrame(
        {"start": start, "end": start + pd.Timedelta("31D"), "time_precision": "month"}
    )
    found = hot_times(months, rng=1)
    assert found.verdict == "too few"
    assert "Av 40 till är bara dagen, veckan eller månaden känd" in found.sentence()
    assert "Of 40 more only the day" in found.sentence("en")


def test_days_without_a_clock_are_no_hot_hours():
    # As a database exports dates; a frame made by hand does not say how exact it is.
    days = pd.date_range("2018-01-01", periods=80, tz="Europe/Stockholm")
    found = hot_times(pd.DataFrame({"start": days, "theme": "fire"}))
    assert (found.n, found.n_unknown) == (0, 80)
    with pytest.raises(ValueError, match="known to the hour"):
        hour_of_week(pd.DataFrame({"start": days}))
    clocks = days.insert(0, pd.Timestamp("2018-01-01 13:05", tz="Europe/Stockholm"))
    assert hot_times(pd.DataFrame({"start": clocks})).n == 81
