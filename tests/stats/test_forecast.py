"""Forecasts of counts: laws by scipy, no look ahead, limits that hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import nbinom

from estgeo.stats.forecast import (
    count_crps,
    count_quantile,
    count_tail,
    forecast_counts,
)

SETS = Path(__file__).parents[1] / "goldens" / "expected"


def law(mean, spread):
    return nbinom(mean / (spread - 1), 1 / spread)


def test_tails_and_quantiles_are_those_of_scipy():
    mean = np.array([0.3, 2, 7.5, 60])[:, None]
    spread = np.array([1.01, 1.5, 3])[None]
    for k in (0, 1, 3, 8, 70):
        assert count_tail(k, mean, spread) == pytest.approx(law(mean, spread).cdf(k))
    for p in (0.01, 0.05, 0.5, 0.95, 0.999):
        found = count_quantile(p, mean, spread)
        assert (found == law(mean, spread).ppf(p)).all()
    assert count_tail(-1, 2.0, 1.5) == 0


def test_the_score_is_the_expected_distance_less_half_the_spread():
    """CRPS = E|X - y| - E|X - X'|/2, summed over the law itself."""
    k = np.arange(400)
    for mean, spread, y in ((0.5, 1.2, 0), (4, 1.5, 9), (30, 2.5, 12)):
        p = law(mean, spread).pmf(k)
        apart = np.abs(k[:, None] - k[None])
        brute = (p * np.abs(k - y)).sum() - (p[:, None] * p * apart).sum() / 2
        assert count_crps([y], mean, spread)[0] == pytest.approx(brute, rel=1e-6)


def days(n=6, weeks=130, seed=1, mean=0.8):
    rng = np.random.default_rng(seed)
    return rng.poisson(mean, (n, weeks * 7)).astype(float)


@pytest.mark.parametrize(("length", "lead"), [(7, 0), (30, 0), (31, 12), (120, 5)])
def test_a_forecast_looks_at_nothing_after_its_day(length, lead):
    y = days()
    whole = forecast_counts(y, length, lead=lead)
    for back in (1, 9, 20):
        part = forecast_counts(y[:, : -7 * back], length, lead=lead)
        assert whole.mean[:, -1 - back] == pytest.approx(part.mean[:, -1])
        assert whole.spread[:, -1 - back] == pytest.approx(part.spread[:, -1])
        assert whole.level[-1 - back] == pytest.approx(part.level[-1])
        seasonal = whole.seasonal_mean[:, -1 - back]
        assert seasonal == pytest.approx(part.seasonal_mean[:, -1])


def test_what_came_is_counted_in_the_days_of_the_period():
    y = days(n=1, weeks=30)
    found = forecast_counts(y, 10, lead=4)
    first = 8 * 7 + 4
    assert found.actual[0, 0] == y[0, first : first + 10].sum()
    assert np.isnan(found.actual[0, -1])


def test_the_seasonal_mean_is_that_of_the_same_days_of_earlier_years():
    y = days(n=1, weeks=130)
    found = forecast_counts(y, 7)
    end = 130 * 7
    same = [y[0, end - 364 * k : end - 364 * k + 7].sum() for k in (1, 2)]
    assert found.seasonal_mean[0, -1] == pytest.approx(np.mean(same))


def test_a_quiet_level_is_found():
    found = forecast_counts(days(mean=2.0, weeks=156), 7)
    assert found.mean[:, -1] == pytest.approx(14, rel=0.15)
    assert found.spread[:, -1] == pytest.approx(1, abs=0.25)


def test_a_season_of_the_town_is_foreseen():
    rng = np.random.default_rng(3)
    day = np.arange(4 * 364)
    wave = 1 + 0.5 * np.sin(2 * np.pi * day / 364)
    y = rng.poisson(2 * wave, (8, len(day))).astype(float)
    cut = y[:, : 3 * 364 + 60]  # spring, on the way up
    found = forecast_counts(cut, 28)
    truth = 2 * wave[3 * 364 + 60 : 3 * 364 + 88].sum()
    flat = cut[:, -182:].mean() * 28
    assert abs(found.mean[:, -1].mean() - truth) < 0.5 * abs(flat - truth)


def test_limits_hold_before_and_after_a_break():
    rng = np.random.default_rng(4)
    level = np.where(np.arange(300 * 7) < 200 * 7, 1.0, 2.2)
    y = rng.poisson(rng.gamma(2, 0.5, (20, len(level))) * level).astype(float)
    found = forecast_counts(y, 7)
    held = []
    for at in range(60, found.mean.shape[1] - 1):
        low, high = found.limits(at)
        actual = found.actual[:, at]
        held.append(((low <= actual) & (actual <= high)).mean())
    held = np.array(held)
    broken = 200 - (300 - 260) - 60  # the origin whose week has the new level
    assert held[: broken - 1].mean() == pytest.approx(0.9, abs=0.02)
    assert held[broken : broken + 3].mean() < 0.9
    assert held[broken + 8 :].mean() == pytest.approx(0.9, abs=0.02)


def test_silent_series_and_short_ones():
    found = forecast_counts(np.zeros((2, 200)), 7)
    assert (found.mean < 0.1).all()
    assert (found.limits()[1] == 0).all()
    with pytest.raises(ValueError, match="'days' must be at least 70 days"):
        forecast_counts(np.zeros((2, 69)), 7)


@pytest.mark.parametrize(
    ("name", "burn", "tolerance"),
    [
        # One year of nine precincts: 0.02 is one standard error.
        ("memphis_robberies", 0, 0.02),
        ("nyc_shootings", 52, 0.02),
        ("nyc_vehicle_thefts", 52, 0.02),
        ("swedish_police_feed", 52, 0.02),
    ],
)
def test_weeks_of_real_sets_are_covered_and_better_than_the_seasonal_mean(
    name, burn, tolerance
):
    y = pd.read_csv(SETS / f"{name}.csv.gz").drop(columns="day").to_numpy().T
    found = forecast_counts(y, 7, origins=2000)
    held = []
    looked = np.arange(burn, found.mean.shape[1] - 1)
    for at in looked:
        low, high = found.limits(at)
        held.append((low <= found.actual[:, at]) & (found.actual[:, at] <= high))
    assert np.mean(held) == pytest.approx(0.9, abs=tolerance)
    some = looked[:: max(1, len(looked) // 60)]
    actual, seasonal = found.actual[:, some], found.seasonal_mean[:, some]
    own = count_crps(actual, found.mean[:, some], found.spread[:, some]).mean()
    spread = np.maximum(((actual - seasonal) ** 2 / seasonal).mean(axis=1), 1)
    spread = np.repeat(spread[:, None], len(some), axis=1)
    assert own < count_crps(actual, seasonal, spread).mean()
