"""The week beside its history: counted by hand, worked out apart, judged in words."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, nbinom
from shapely.geometry import box

from estgeo import week_alarm_rates, week_status

MONDAY = pd.Timestamp("2017-10-02")  # 2017-W40


def reports(counts, first=MONDAY, weekday=2, **columns):
    """Return the given number of reports a week, at noon of a weekday."""
    weeks = np.repeat(np.arange(len(counts)), counts)
    days = first + pd.to_timedelta(weeks * 7 + weekday, unit="D")
    start = (days + pd.Timedelta("12h")).tz_localize("Europe/Stockholm")
    return pd.DataFrame({"start": start, **columns})


HISTORY = [2, 4, 3, 1, 5, 3, 2, 4, 0, 3, 6, 2, 3, 1, 4, 3, 2, 5, 3, 1, 2, 4, 3, 2, 3, 4]


def one(counts, week, **options):
    return week_status(reports(counts, **options), period=week).iloc[0]


def test_counts_and_prediction_by_hand():
    found = one([*HISTORY, 9], "2018-W14", weekday=6)
    assert (found["n"], found["n_last_week"], found["n_week_before"]) == (9, 4, 3)
    past = np.array(HISTORY)
    mean = (past.sum() + 0.5) / 26
    assert ((past - mean) ** 2).sum() / 25 / mean < 1  # so that the dispersion is 1
    variance = mean * (1 + 1 / 26)
    law = nbinom(mean**2 / (variance - mean), mean / variance)
    assert found["expected"] == pytest.approx(mean)
    more = law.sf(9) + 0.75 * law.pmf(9)
    assert found["p_more"] == pytest.approx(more, rel=1e-5)
    assert found["p_value"] == pytest.approx(2 * more, rel=1e-5)
    counts = np.arange(20)
    usual = counts[law.sf(counts) + 0.75 * law.pmf(counts) > 0.05]
    assert found["high"] == usual.max()
    usual = counts[law.cdf(counts - 1) + 0.75 * law.pmf(counts) > 0.01]
    assert found["low"] == usual.min()
    assert found["weeks"] == 26
    assert found["complete"]
    assert found["status"] == "clear_increase"


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (9, "clear_increase"),
        (7, "increase"),
        (3, "usual"),
    ],
)
def test_words_follow_the_one_sided_p(n, word):
    # A second series keeps the week complete.
    counts = pd.concat(
        [
            reports([*HISTORY, n], area="a"),
            reports([1] * 27, weekday=6, area="b"),
        ]
    )
    found = week_status(counts, period="2018-W14", by="area").set_index("area").loc["a"]
    assert found["status"] == word
    low, high = {9: (0, 0.01), 7: (0.01, 0.05), 3: (0.05, 1)}[n]
    assert low < found["p_more"] <= high


@pytest.mark.parametrize(
    ("n", "word"), [(2, "usual"), (1, "decrease"), (0, "clear_decrease")]
)
def test_words_of_fewer(n, word):
    counts = pd.concat(
        [reports([8] * 26 + [n], area="a"), reports([1] * 27, weekday=6, area="b")]
    )
    found = week_status(counts, period="2018-W14", by="area").set_index("area").loc["a"]
    # Even weeks count as Poisson; one more week than 26 hardly changes that.
    law = nbinom(*_near_poisson(208.5 / 26, 27 / 26))
    fewer = law.cdf(n - 1) + 0.75 * law.pmf(n)
    assert found["p_fewer"] == pytest.approx(fewer, rel=1e-6)
    assert found["status"] == word


def _near_poisson(mean, dispersion):
    return mean / (dispersion - 1), 1 / dispersion


def test_two_reports_are_never_an_increase():
    counts = pd.concat([reports([0] * 26 + [2], area="a"), reports([1] * 27, area="b")])
    found = week_status(counts, period="2018-W14", by="area").set_index("area").loc["a"]
    assert found["p_more"] < 0.01
    assert found["status"] == "usual"


def test_no_decrease_in_a_week_that_is_not_over():
    counts = [12] * 26 + [1]
    half = one(counts, "2018-W14", weekday=2)
    whole = one(counts, "2018-W14", weekday=6)
    assert (half["complete"], whole["complete"]) == (False, True)
    assert half["p_fewer"] == whole["p_fewer"] < 0.01
    assert half["status"] == "inconclusive"
    assert whole["status"] == "clear_decrease"


def test_q_values_are_benjamini_hochberg_over_the_table():
    rng = np.random.default_rng(1)
    areas = list("abcdefgh")
    counts = pd.concat(
        [reports(rng.poisson(4, 27), area=area, weekday=6) for area in areas]
    )
    found = week_status(counts, period="2018-W14", by="area")
    order = np.argsort(found["p_value"])
    ranked = found["p_value"].to_numpy()[order] * 8 / np.arange(1, 9)
    smallest = np.minimum.accumulate(ranked[::-1])[::-1]
    np.testing.assert_allclose(found["q_value"].to_numpy()[order], smallest.clip(max=1))


def test_same_week_last_year_with_three_weeks_about_it():
    counts = [3] * 60
    counts[7] = 8  # the same week last year; its neighbors have three each
    counts[59] = 9
    found = one(counts, "2018-W47", weekday=6)
    assert found["n_same_week_last_year"] == 8
    assert found["expected_last_year"] == pytest.approx((8 + 6 * 3) / 7)
    upper = binomtest(9, 9 + 26, 1 / 8, alternative="greater").pvalue
    assert found["p_last_year"] == pytest.approx(2 * upper)


def test_week_53_is_set_beside_week_52():
    counts = np.ones(66, dtype=int)
    counts[65], counts[12] = 5, 4
    found = one(counts, "2020-W53", first=pd.Timestamp("2019-09-30"), weekday=6)
    assert (found["n"], found["n_same_week_last_year"]) == (5, 4)


def test_too_few_weeks_says_so():
    found = one([3] * 7, "2017-W46", weekday=6)
    assert found["status"] == "no_comparison"
    assert found["weeks"] == 6
    assert np.isnan(found["p_value"])
    assert one([3] * 9, "2017-W48", weekday=6)["weeks"] == 8


def test_zones_and_themes_together_also_where_nothing_happened():
    zones = gpd.GeoDataFrame(
        geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9), box(18, 0, 27, 9)],
        index=["x", "y", "z"],
        crs=3006,
    )
    rows = [("x", 4.0, "fire", 9), ("y", 13.0, "noise", 3), ("out", 99.0, "fire", 50)]
    parts = []
    for _, east, theme, last in rows:
        part = reports([*HISTORY, last], theme=theme, weekday=6)
        points = gpd.points_from_xy([east] * len(part), [4.0] * len(part))
        parts.append(gpd.GeoDataFrame(part, geometry=points, crs=3006))
    incidents = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=3006)
    found = week_status(incidents, period="2018-W14", zones=zones, by="theme")
    counts = found.set_index(["zone", "theme"])["n"]
    assert counts.to_dict() == {
        ("x", "fire"): 9,
        ("x", "noise"): 0,
        ("y", "fire"): 0,
        ("y", "noise"): 3,
        ("z", "fire"): 0,
        ("z", "noise"): 0,
    }
    alone = week_status(incidents, period="2018-W14", zones=zones)
    assert alone.set_index("zone")["n"].to_dict() == {"x": 9, "y": 3, "z": 0}


def test_two_columns_are_every_combination_seen():
    counts = pd.concat(
        [
            reports([2] * 27, theme="fire", source="police"),
            reports([1] * 27, theme="fire", source="town"),
            reports([3] * 27, theme="noise", source="town"),
        ]
    )
    counts.iloc[0, 1] = None  # a missing theme is a series too
    found = week_status(counts, period="2018-W14", by=["theme", "source"])
    rows = found[["theme", "source", "n"]].astype(object)
    assert rows.where(rows.notna(), None).to_numpy().tolist() == [
        ["fire", "police", 2],
        ["fire", "town", 1],
        ["noise", "town", 3],
        [None, "police", 0],
    ]
    assert found["n"].sum() == week_status(counts, period="2018-W14")["n"].sum()


def test_twice_as_many_reporters_explain_twice_as_many_reports():
    weeks = np.r_[np.full(26, 4), 12]
    incidents = reports(weeks, weekday=6)
    week = np.repeat(np.arange(27), weeks)
    turn = np.concatenate([np.arange(n) for n in weeks])
    # Two people with two reports each; in the last week six people with two each.
    few = incidents.assign(who=np.where(week < 26, turn % 2, turn % 6))
    with pytest.warns(
        UserWarning, match="6 reporters were active, against 2.0 usually"
    ):
        found = week_status(few, period="2018-W14", reporter="who").iloc[0]
    assert found["status"] == "clear_increase"
    assert (found["n_reporters"], found["n_reporters_usual"]) == (6, 2)
    assert found["status_per_reporter"] == "usual"
    assert found["explained_by_reporting"]
    same = incidents.assign(who=turn % 2)
    found = week_status(same, period="2018-W14", reporter="who").iloc[0]
    assert found["status_per_reporter"] == "clear_increase"
    assert not found["explained_by_reporting"]


def test_weeks_before_the_first_report_are_missing_and_not_nothing():
    found = one([3] * 9, "2017-W48", weekday=6)
    assert found["n_same_week_last_year"] is pd.NA
    early = one([3], "2017-W40", weekday=6)
    assert early["n"] == 3
    assert early["n_last_week"] is pd.NA
    assert early["n_week_before"] is pd.NA


def test_a_week_long_after_the_last_report_is_said():
    incidents = reports([3] * 30, weekday=6)
    with pytest.warns(UserWarning, match="end on 2018-04-29: 5 weeks after that are"):
        found = week_status(incidents, period="2018-W22")
    assert found["n"].to_list() == [0]
    assert not found["complete"].any()


def test_who_is_active_is_counted_over_all_areas():
    """One new area's reporters are not its effort: everyone's turn-out is."""
    # In area a two people always report; in the last week they report thrice as much,
    # while everyone else stays at home.
    a = reports(np.r_[np.full(26, 4), 12], area="a", weekday=6)
    a["who"] = np.arange(len(a)) % 2
    b = reports(np.r_[np.full(26, 4), 1], area="b", weekday=6)
    b["who"] = 2 + np.arange(len(b)) % 4
    found = week_status(
        pd.concat([a, b]), period="2018-W14", by="area", reporter="who"
    ).set_index("area")
    assert found["n_reporters"].to_list() == [3, 3]
    assert found["n_reporters_usual"].to_list() == [6, 6]
    # Twelve from half as many is even more; one is what half as many may give.
    assert found.loc["a", "status_per_reporter"] == "clear_increase"
    assert not found.loc["a", "explained_by_reporting"]


def test_reports_known_to_the_month_are_left_out_and_said():
    incidents = reports([*HISTORY, 5], weekday=6)
    vague = reports([1], first=pd.Timestamp("2018-04-02"))
    both = pd.concat(
        [
            incidents.assign(time_precision="exact"),
            vague.assign(time_precision="month"),
        ]
    )
    with pytest.warns(UserWarning, match="1 of 81 incidents is known only to the"):
        found = week_status(both, period="2018-W14")
    assert found["n"].to_list() == [5]


def test_history_begins_with_the_first_report_of_anyone():
    late = reports([0] * 20 + [3] * 7, area="late", weekday=6)
    always = reports([1] * 27, area="always", weekday=6)
    both = pd.concat([late, always])
    zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9)], index=["late"], crs=3006)
    east = np.where(both["area"] == "late", 4.0, 99.0)
    points = gpd.GeoDataFrame(
        both, geometry=gpd.points_from_xy(east, [4.0] * len(both)), crs=3006
    )
    found = week_status(points, period="2018-W14", zones=zones).iloc[0]
    assert (found["weeks"], found["n"]) == (26, 3)
    assert found["expected"] == pytest.approx((6 * 3 + 0.5) / 26)


def test_back_test_repeats_week_status_week_by_week():
    rng = np.random.default_rng(4)
    counts = rng.poisson(3, 60)
    counts[[0, 59]] = 3
    counts[45] = 14
    incidents = reports(counts, weekday=6)
    rates = week_alarm_rates(incidents).set_index("status")
    said = []
    for at in range(26, 60):
        day = MONDAY + pd.Timedelta(weeks=at)
        year, week, _ = day.isocalendar()
        upto = incidents[
            incidents["start"].dt.tz_localize(None) < day + pd.Timedelta("7D")
        ]
        # As on that Sunday evening: a report every Sunday would make it complete.
        row = week_status(upto, period=f"{year}-W{week:02d}").iloc[0]
        said.append(row["status"] if row["complete"] else None)
    seen = pd.Series(said).value_counts()
    for status in ("clear_increase", "increase"):
        assert rates.loc[status, "n"] == seen.get(status, 0)
    assert rates.loc["clear_increase", "n"] >= 1
    assert rates["n"].sum() == 34
    assert rates["share"].sum() == pytest.approx(1)


def test_alarm_rates_of_ordinary_weeks_are_near_nominal():
    rng = np.random.default_rng(6)
    incidents = pd.concat(
        [reports(rng.poisson(5, 130), area=area) for area in range(40)]
    )
    rates = week_alarm_rates(incidents, by="area").set_index("status")["share"]
    more = rates["clear_increase"] + rates["increase"]
    assert 0.02 <= more <= 0.055
    assert 0.004 <= rates["clear_increase"] <= 0.018


def test_input_is_left_alone_and_labels_do_not_matter():
    incidents = reports([*HISTORY, 5], theme="fire")
    before = incidents.copy()
    plain = week_status(incidents, period="2018-W14", by="theme")
    pd.testing.assert_frame_equal(incidents, before)
    other = incidents.iloc[::-1].set_axis([0] * len(incidents))
    pd.testing.assert_frame_equal(
        week_status(other, period="2018-W14", by="theme"), plain
    )


def seasonal(share, series=10, mean=10, weeks=104 + 13, seed=1):
    """Return series of one town, ``share`` up and down over the year."""
    rng = np.random.default_rng(seed)
    level = mean * (1 + share * np.sin(2 * np.pi * np.arange(weeks) / 52.18))
    return pd.concat(
        [reports(rng.poisson(level), area=f"{i:02d}", weekday=6) for i in range(series)]
    )


def test_spring_is_no_increase_where_earlier_years_tell_of_it():
    """Ten areas of ten a week, up by 40 % in spring, in two years before this one."""
    called = unadjusted = 0
    for seed in range(20):
        town = seasonal(0.4, seed=seed)
        last = town["start"].max().isocalendar()
        week = f"{last.year}-W{last.week:02d}"
        found = week_status(town, period=week, by="area")
        assert (found["season_years"] == 1).all()  # one reaches back far enough
        called += found["status"].isin(["increase", "clear_increase"]).sum()
        late = town[town["start"] >= town["start"].max() - pd.Timedelta(weeks=60)]
        short = week_status(late, period=week, by="area")
        assert (short["season_years"] == 0).all()
        unadjusted += short["status"].isin(["increase", "clear_increase"]).sum()
    assert called <= 20  # 5 % of 200 is 10; more than 20 once in a thousand
    assert unadjusted > 30


def test_a_single_spike_months_ago_does_not_hide_a_doubled_week():
    spiked = [*HISTORY]
    spiked[5] = 20
    row = one([*spiked, 9], "2018-W14", weekday=6)
    assert (row["weeks_left_out"], row["weeks"]) == (1, 26)
    assert row["status"] == "clear_increase"
    kept = np.delete(np.array(spiked), 5)
    assert row["expected"] == pytest.approx((kept.sum() + 0.5) / 25)
    two = [*spiked]
    two[15] = 18
    assert one([*two, 9], "2018-W14", weekday=6)["weeks_left_out"] == 2
    steady = one([*HISTORY, 9], "2018-W14", weekday=6)
    assert steady["weeks_left_out"] == 0


def test_a_week_whose_reports_are_still_coming_is_no_fall():
    counts = [12] * 26 + [1]
    incidents = reports(counts, weekday=6)
    slow = incidents.assign(reported_at=incidents["start"] + pd.Timedelta("10D"))
    now = slow["start"].max() + pd.Timedelta("1D")
    late = slow[slow["reported_at"] <= now]
    late = pd.concat([late, slow.tail(1).assign(reported_at=now)])
    row = week_status(late, period="2018-W14").iloc[0]
    assert not row["complete"]
    assert row["status"] == "inconclusive"
    assert week_status(incidents, period="2018-W14")["status"][0] == "clear_decrease"


def test_the_former_name_of_the_period_says_the_new():
    with pytest.raises(TypeError, match="'week' must be called 'period' now"):
        week_status(reports(HISTORY), week="2018-W10")


def test_errors():
    incidents = reports(HISTORY)
    for week in ("2018-03", "2019-W60", "next week"):
        with pytest.raises(ValueError, match=f"'period' must be an ISO week.*{week}"):
            week_status(incidents, period=week)
    with pytest.raises(KeyError, match="nowhere"):
        week_status(incidents, period="2018-W10", by="nowhere")
    with pytest.raises(ValueError, match="over at least 28 weeks, got 26 weeks"):
        week_alarm_rates(incidents)
