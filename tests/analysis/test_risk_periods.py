"""Risk periods: planted days are found, ordinary days are not called risky."""

import itertools

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

import estgeo as eg

CALENDAR = eg.swedish_calendar([2015, 2016, 2017])


def reports(rate, seed=1, first="2015-01-01", last="2017-12-31"):
    days = pd.date_range(first, last, freq="D")
    counts = np.random.default_rng(seed).poisson(rate(days))
    noon = days.repeat(counts) + pd.Timedelta(hours=12)
    return pd.DataFrame({"start": noon.tz_localize("Europe/Stockholm")})


def seasonal(days):
    return 6 * (1 + 0.3 * np.cos(2 * np.pi * days.day_of_year / 365.25))


def test_a_planted_new_year_is_found_with_its_size():
    def rate(days):
        is_eve = (days.month == 12) & (days.day == 31)
        return np.where(is_eve, 30.0, seasonal(days))

    covered = 0
    for seed in range(12):
        found = eg.risk_periods(reports(rate, seed), CALENDAR, by="name")
        eve = found.loc["nyårsafton"]
        assert eve["days"] == 3
        assert eve["p_adjusted"] < 0.05  # three days among 21 each: 2 / 9261 at best
        assert eve["expected"] == pytest.approx(eve["n"] / eve["ratio"])
        covered += eve["low"] < 30 / 7.8 < eve["high"]
    assert covered >= 9  # fewer of 12 has a chance of 1 in 500 at 95 %


def test_equals_statsmodels_on_the_same_days():
    incidents = reports(seasonal, seed=5)
    found = eg.risk_periods(incidents, CALENDAR, span=("2015-01-01", "2017-12-31"))
    days = pd.date_range("2015-01-01", "2017-12-31", freq="D")
    day = incidents["start"].dt.tz_localize(None).dt.normalize()
    y = day.value_counts().reindex(days, fill_value=0).to_numpy()
    frame = pd.DataFrame({"year": np.linspace(-1, 1, len(days))}, index=days)
    for kind, rows in CALENDAR.groupby("kind"):
        frame[kind] = days.isin(rows["date"])
    dummies = [pd.get_dummies(days.day_of_week), pd.get_dummies(days.month)]
    for name, table in zip(("weekday", "month"), dummies, strict=True):
        frame[[f"{name} {c}" for c in table.columns[1:]]] = table.iloc[:, 1:].to_numpy()
    design = sm.add_constant(frame.astype(float))
    fit = sm.GLM(y, design, family=sm.families.Poisson()).fit(scale="X2", use_t=True)
    assert fit.scale >= 1  # below that ours would be held at 1
    for kind in found.index:
        assert found.loc[kind, "ratio"] == pytest.approx(np.exp(fit.params[kind]))
        low, high = np.exp(fit.conf_int().loc[kind])
        assert found.loc[kind, "low"] == pytest.approx(low, rel=1e-6)
        assert found.loc[kind, "high"] == pytest.approx(high, rel=1e-6)


def test_nothing_is_found_where_there_is_nothing():
    smallest = [
        eg.risk_periods(reports(seasonal, seed), CALENDAR)["p_adjusted"].min()
        for seed in range(40)
    ]
    assert np.mean(np.array(smallest) < 0.05) <= 0.19  # four standard errors of 40


def test_too_few_days_or_no_incident_are_left_open():
    def rate(days):
        return np.where((days.month == 12) & (days.day == 13), 0.0, 2.0)

    found = eg.risk_periods(reports(rate), CALENDAR, by="name")
    assert np.isnan(found.loc["lucia", ["ratio", "p_value"]].astype(float)).all()
    one_year = reports(rate, first="2017-01-01")
    found = eg.risk_periods(one_year, CALENDAR, by="name")
    assert np.isnan(found.loc["julafton", "ratio"])
    assert found.loc["löningshelg", "ratio"] == pytest.approx(1, abs=0.25)


def test_a_kind_of_the_users_own():
    weeks = pd.DataFrame(
        {
            "date": pd.date_range("2016-02-22", "2016-02-28"),
            "kind": "sports break",
            "name": "sportlov",
        }
    )

    def rate(days):
        return np.where(days.isin(weeks["date"]), 12.0, 4.0)

    week = eg.risk_periods(reports(rate), weeks).loc["sports break"]
    assert week["days"] == 7
    assert 1.5 < week["low"] < 3 < week["high"]


def test_errors():
    incidents = reports(seasonal, first="2017-11-01")
    with pytest.raises(KeyError, match="'kind'"):
        eg.risk_periods(incidents, CALENDAR.drop(columns="kind"))
    with pytest.raises(ValueError, match="'by' must be"):
        eg.risk_periods(incidents, CALENDAR, by="date")


def test_dates_may_be_text_and_nothing_to_count_is_said():
    day = pd.date_range("2018-01-01 18:00", "2018-06-30 18:00", freq="D", tz="UTC")
    incidents = pd.DataFrame({"start": day})
    dates = ["2018-02-01", "2018-03-01", "2018-04-01"]
    text = eg.risk_periods(incidents, pd.DataFrame({"date": dates, "kind": "match"}))
    stamps = pd.DataFrame({"date": pd.to_datetime(dates), "kind": "match"})
    pd.testing.assert_frame_equal(text, eg.risk_periods(incidents, stamps))
    assert text.loc["match", ["days", "n"]].to_list() == [3, 3]
    with pytest.raises(ValueError, match=r"at least one row.*'span'"):
        eg.risk_periods(incidents[:0], stamps)
    with pytest.raises(ValueError, match="'span' must be from a day to a later one"):
        eg.risk_periods(incidents, stamps, span=("2018-02-01", "2018-01-01"))
    with pytest.raises(ValueError, match="whose 'date' can be read as dates"):
        eg.risk_periods(incidents, pd.DataFrame({"date": ["soon"], "kind": ["match"]}))


def test_a_p_value_is_at_least_that_of_the_days_beside():
    """Worked out by trying every choice of one day for each of the marked ones."""
    days = pd.date_range("2017-01-02", "2017-12-31", freq="D")
    counts = np.random.default_rng(3).negative_binomial(0.3, 0.3, len(days))
    marked = np.zeros(len(days), dtype=bool)
    marked[[30, 100, 300]] = True
    counts[marked] = 9, 2, 9
    noon = days.repeat(counts) + pd.Timedelta(hours=12)
    incidents = pd.DataFrame({"start": noon.tz_localize("Europe/Stockholm")})
    calendar = pd.DataFrame({"date": days[marked], "kind": "odd"})
    beside = []
    for day in np.flatnonzero(marked):
        weeks = [day + 7 * week for week in range(-10, 11)]
        kept = [at for at in weeks if 0 <= at < len(days)]
        beside.append([counts[at] for at in kept if at == day or not marked[at]])
    sums = np.array([sum(one) for one in itertools.product(*beside)])
    tail = 2 * min((sums >= 20).mean(), (sums <= 20).mean())
    span = ("2017-01-02", "2017-12-31")
    found = eg.risk_periods(incidents, calendar, span=span).loc["odd"]
    assert 0 < tail < 0.02
    assert found["p_value"] == pytest.approx(tail)
