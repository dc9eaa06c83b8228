"""Trends: by hand, under the null, with effort and season, and zone by zone."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pymannkendall
import pytest
from scipy.stats import kendalltau, theilslopes
from shapely.geometry import box

import estgeo as eg


def months(n, start="2015-01-01", freq="MS"):
    first = pd.date_range(start, periods=len(n) + 1, freq=freq, tz="Europe/Stockholm")
    return pd.DataFrame(
        {"start": first[:-1], "end": first[1:], "n": n, "complete": True}
    )


def test_a_steady_fall_by_hand():
    years = np.arange(60) / 12
    found = eg.trend(months(np.round(1000 * 0.8**years).astype(int)))
    assert found.change_per_year == pytest.approx(-0.2, abs=0.01)
    assert found.low < -0.2 < found.high < 0
    assert found.mk_p < 1e-10
    assert found.sentence("sv").startswith("Minskar, med omkring 20")


def test_mann_kendall_and_sen_stand_beside():
    rng = np.random.default_rng(3)
    y = rng.poisson(20, 30)
    found = eg.trend(months(y).drop(columns="end"))
    assert found.sen_slope == pytest.approx(theilslopes(y).slope)
    signs = np.sign(y[None, :] - y[:, None])[np.triu_indices(30, 1)]
    assert found.mk_s == signs.sum()
    tau = kendalltau(np.arange(30), y, method="asymptotic").pvalue
    assert found.mk_p == pytest.approx(tau, abs=0.03)


def test_incomplete_periods_are_left_out():
    counts = months([10] * 23 + [1])
    counts.loc[23, "complete"] = False
    found = eg.trend(counts)
    assert found.n_periods == 23
    assert found.change_per_year == pytest.approx(0, abs=0.02)


def test_the_length_of_months_is_heeded():
    counts = months([0] * 24)
    counts["n"] = (counts["end"] - counts["start"]).dt.days
    found = eg.trend(counts)  # one a day, so no change at all
    assert found.change_per_year == pytest.approx(0, abs=4e-3)
    assert found.low < 0 < found.high


@pytest.mark.parametrize("season", ["year", "month", "quarter", "tertial"])
def test_what_comes_back_every_year_is_no_trend(season):
    wave = {"year": lambda m: 1 + 0.5 * np.cos(2 * np.pi * m / 12)}
    steps = {"month": 1, "quarter": 3, "tertial": 4}
    if season != "year":
        levels = np.array([1.0, 1.6, 0.5, 1.2, 0.7, 1.9, 0.9, 1.1, 1.4, 0.6, 1.3, 0.8])
        wave[season] = lambda m: levels[(m % 12) // steps[season]]
    m = np.arange(
        42
    )  # ends in the middle of a year, so that season could pass for trend
    y = np.round(200 * wave[season](m)).astype(int)
    counts = months(y).drop(columns="end")
    assert eg.trend(counts, season=season).change_per_year == pytest.approx(0, abs=0.02)
    with_trend = counts.assign(n=np.round(y * 1.3 ** (m / 12)).astype(int))
    found = eg.trend(with_trend, season=season)
    assert found.change_per_year == pytest.approx(0.3, abs=0.03)
    assert found.dispersion < eg.trend(with_trend).dispersion


def test_p_is_uniform_under_the_null_with_season():
    rng = np.random.default_rng(4)
    season = 1 + 0.4 * np.cos(2 * np.pi * np.arange(36) / 12)
    p = np.array(
        [
            eg.trend(
                months(rng.negative_binomial(8, 8 / (8 + 8 * season))), season="year"
            ).p_value
            for _ in range(250)
        ]
    )
    # Four standard errors of 250; 2,000 are in tests/calibration.
    assert (p <= 0.05).mean() < 0.106
    assert 0.427 < p.mean() < 0.573


def test_reporters_explain_a_rise():
    counts = months([10] * 12 + [20] * 12).assign(who=[2] * 12 + [4] * 12)
    alone = eg.trend(counts)
    assert alone.low > 0
    assert not alone.explained_by_reporting
    with pytest.warns(UserWarning, match="it is the reporting that has changed"):
        per_reporter = eg.trend(counts, effort="who")
    assert per_reporter.explained_by_reporting
    # Five reports a reporter all along; months of 28 to 31 days leave the rest.
    assert per_reporter.change_per_year == pytest.approx(0, abs=0.01)
    assert per_reporter.low < 0 < per_reporter.high


def test_reporters_that_do_not_change_explain_nothing():
    counts = months([10] * 12 + [20] * 12).assign(who=3)
    found = eg.trend(counts, effort="who")
    assert found.low > 0
    assert not found.explained_by_reporting


def test_periods_without_reporters_say_nothing():
    counts = months([10, 0, 11, 9, 0, 12, 10, 8, 9]).assign(
        who=[2, 0, 2, 2, 0, 2, 2, 2, 2]
    )
    found = eg.trend(counts, effort="who")
    assert found.n_periods == 7
    assert found.dispersion < 1
    with pytest.raises(
        ValueError, match=r"above zero in every period with counts, got 0"
    ):
        eg.trend(counts.assign(who=0), effort="who")
    with pytest.raises(ValueError, match=r"got nan in 1 of 9 periods"):
        eg.trend(counts.assign(who=[np.nan, *[2] * 8]), effort="who")


def test_active_reporters_are_counted_over_everything_and_merge():
    start = pd.to_datetime(["2018-01-31", "2018-01-31", "2018-03-01"])
    incidents = pd.DataFrame(
        {
            "start": start.tz_localize("Europe/Stockholm"),
            "reporter": ["a", "b", None],
        }
    )
    found = eg.active_reporters(incidents, every="month")
    assert found.to_numpy().tolist() == [["2018-01", 2]]
    weeks = eg.active_reporters(
        pd.concat([incidents, incidents.assign(reporter="c")]), every="week"
    )
    assert weeks["n_reporters"].to_list() == [3, 0, 0, 0, 1]
    assert eg.active_reporters(incidents[:0]).empty


def test_mann_kendall_with_a_season_is_that_of_the_months():
    rng = np.random.default_rng(7)
    y = rng.poisson(9, 48)
    found = eg.trend(months(y).drop(columns="end"), season="month")
    theirs = pymannkendall.seasonal_test(y, period=12)
    assert found.mk_s == theirs.s
    assert found.mk_z == pytest.approx(theirs.z)
    # Four years a month: all orders are counted.
    assert found.mk_method == "exact"
    assert found.mk_p == pytest.approx(theirs.p, abs=0.02)
    slope = pymannkendall.seasonal_sens_slope(y, period=12).slope
    assert found.sen_slope * 12 == pytest.approx(slope)
    by_year = eg.trend(months(y).drop(columns="end"), season="year")
    assert by_year.mk_p == found.mk_p


def test_ten_years_of_months_allow_for_seasons_that_go_together():
    y = np.random.default_rng(7).poisson(9, 120)
    found = eg.trend(months(y), season="month")
    assert found.mk_method == "normal, seasons correlated"


def test_the_break_is_where_the_level_changes():
    found = eg.trend(months([20, 22, 19, 21] * 3 + [9, 10, 8, 9] * 3))
    assert found.break_at == "2016-01-01"
    assert found.break_ratio == pytest.approx(9 / 20.5, abs=0.03)
    assert found.break_p <= 0.002


def test_nothing_to_fit_is_not_a_number_and_says_so():
    for n in ([0] * 12, [3, 4], [5]):
        found = eg.trend(months(n))
        assert np.isnan([found.change_per_year, found.low, found.p_value]).all()
        assert found.sentence("en") == "Too few reports for a trend."
    assert eg.trend(months([3, 4])).break_at == ""


def test_order_of_rows_does_not_matter():
    counts = months(np.random.default_rng(1).poisson(5, 30))
    mixed = counts.sample(frac=1, random_state=2).set_axis([0] * 30)
    pd.testing.assert_frame_equal(
        eg.trend(mixed).to_frame(), eg.trend(counts).to_frame()
    )


def test_two_series_in_one_frame_are_refused():
    both = pd.concat([months([3, 4, 5]), months([1, 2, 3])])
    with pytest.raises(ValueError, match=r"one row a period.*one area or theme"):
        eg.trend(both)
    without = months([3, 4, 5]).assign(start=pd.NaT)
    with pytest.raises(ValueError, match="rows with a 'start', got 3 of 3 without"):
        eg.trend(without)


@pytest.fixture(scope="module")
def two_zones():
    zones = gpd.GeoDataFrame(
        geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], index=["a", "b"], crs=3006
    )
    rng = np.random.default_rng(2)
    days = pd.date_range("2015-01-01", "2017-12-31", freq="D", tz="Europe/Stockholm")
    start = days[np.sort(rng.integers(0, len(days), 600))]
    x = np.where(rng.random(600) < 0.7, 4.0, 13.0)
    points = gpd.points_from_xy(x, [5.0] * 600)
    return zones, gpd.GeoDataFrame({"start": start}, geometry=points, crs=3006)


def test_zones_have_a_row_each_and_agree_with_one_alone(two_zones):
    zones, incidents = two_zones
    span = ("2015-01", "2017-12")
    cube = eg.space_time_cube(incidents, zones, every="month", span=span)
    table = eg.trends(cube, season="year")
    assert table.crs == zones.crs
    assert table.index.to_list() == ["a", "b"]
    west = incidents[incidents.geometry.x < 9]
    alone = eg.trend(eg.period_counts(west, every="month", span=span), season="year")
    for name in ("change_per_year", "low", "p_value", "mk_p", "sen_slope"):
        assert table[name].iloc[0] == pytest.approx(getattr(alone, name), rel=1e-3)
    p = np.sort(table["p_value"])
    expected = [min(2 * p[0], p[1]), p[1]]
    np.testing.assert_allclose(np.sort(table["p_adjusted"]), expected)


def test_tertial_table_counted_by_hand(two_zones):
    _, incidents = two_zones
    mine = incidents.assign(
        area=np.where(incidents.geometry.x < 9, "West", "East"), theme="fire"
    )
    table = eg.tertial_table(mine)
    assert list(table.columns[:3]) == ["2015-T1", "2015-T2", "2015-T3"]
    assert table.columns[-2:].to_list() == ["2017-T3", "change"]
    day = mine["start"].dt
    west = (mine["area"] == "West") & (day.year == 2017) & (day.month >= 9)
    assert table.loc[("West", "fire"), "2017-T3"] == west.sum()
    assert table.drop(columns="change").to_numpy().sum() == 600
    last, before = table["2017-T3"], table["2016-T3"]
    assert (table["change"] == last - before).all()


def test_a_tertial_that_is_not_over_gives_no_change():
    day = pd.date_range("2017-01-01", "2018-03-11", freq="D", tz="Europe/Stockholm")
    incidents = pd.DataFrame({"start": day, "area": "x", "theme": "y"})
    with pytest.warns(
        UserWarning, match="2017-01-01 to 2018-03-11, do not cover 2018-T1"
    ):
        table = eg.tertial_table(incidents)
    assert table.loc[("x", "y"), "2018-T1"] == 31 + 28 + 11
    assert np.isnan(table.loc[("x", "y"), "change"])
    late = incidents[day >= "2017-02-01"]
    longer = pd.concat([late, late.assign(start=late["start"] + pd.Timedelta("90D"))])
    with pytest.warns(UserWarning, match="do not cover 2017-T1"):
        eg.tertial_table(longer[longer["start"] < "2018-05-01"])


def test_a_missing_theme_is_a_row_of_its_own_and_a_missing_time_an_error():
    day = pd.to_datetime(["2018-01-05", "2018-02-05", None])
    incidents = pd.DataFrame(
        {"start": day.tz_localize("UTC"), "area": "x", "theme": ["y", None, "y"]}
    )
    table = eg.tertial_table(incidents[:2])
    assert table["2018-T1"].to_list() == [1, 1]
    assert table.index.get_level_values("theme").isna().sum() == 1
    with pytest.raises(ValueError, match="'start', got 1 of 3 without"):
        eg.tertial_table(incidents)
    with pytest.raises(ValueError, match="at least one row, got none"):
        eg.tertial_table(incidents[:0])


@pytest.mark.parametrize("counts", [np.ones(36), np.tile([0, 1], 18), np.eye(36)[3]])
def test_counts_that_vary_as_chance_are_not_said_to_remember(counts):
    start = pd.date_range("2018-01-01", periods=37, freq="MS", tz="UTC")
    rows = pd.DataFrame(
        {"start": start[:-1], "end": start[1:], "n": counts.astype(int)}
    )
    asked, plain = (eg.trend(rows, errors=errors) for errors in ("ar1", "independent"))
    assert (asked.errors, asked.memory) == ("independent", 0.0)
    assert asked.sentence("en") == plain.sentence("en")
    assert asked.p_value == plain.p_value


def test_memory_is_claimed_only_where_it_was_tested():
    start = pd.date_range("2015-01-01", periods=61, freq="MS", tz="UTC")
    swings = np.where(np.arange(60) // 10 % 2, 5, 35)
    rows = pd.DataFrame({"start": start[:-1], "end": start[1:], "n": swings})
    assert "lasts from" in eg.trend(rows, errors="auto").sentence("en")
    turns = rows.assign(n=np.where(np.arange(60) % 2, 5, 35))
    for sure in (rows, turns):
        asked = eg.trend(sure, errors="ar1")
        assert asked.errors == "ar1"
        assert "may last" in asked.sentence("en")
        assert "kan hålla i sig" in asked.sentence("sv")
