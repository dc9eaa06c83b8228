"""Limits of rates, differences of counts and kinds of days, where nothing is up.

Results are kept in docs/methods/rates.md, displacement.md and trend.md.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy.stats import nbinom, poisson
from shapely.geometry import Point

import estgeo as eg

CALIBRATES = ("rates", "displacement_difference", "risk_periods")
RUNS = 2000
pytestmark = pytest.mark.calibration


def coverage_of_rates(mean, dispersion):
    """Return how often the 95 % limits hold the mean: summed over counts, no draws."""
    counts = np.arange(int(mean + 12 * np.sqrt(dispersion * mean) + 20))
    zones = gpd.GeoDataFrame(
        {"n": counts, "people": 1000.0}, geometry=[Point(0, 0)] * len(counts), crs=3006
    )
    found = eg.rates(zones, population="people")
    holds = (found["rate_low"] <= mean) & (mean <= found["rate_high"])
    if dispersion == 1:
        return float(poisson.pmf(counts, mean) @ holds)
    chance = nbinom.pmf(counts, mean / (dispersion - 1), 1 / dispersion)
    return float(chance @ holds)


@pytest.mark.parametrize("mean", [0.5, 1, 3, 10, 30, 100])
def test_limits_of_rates(mean):
    found = [coverage_of_rates(mean, dispersion) for dispersion in (1, 1.5, 2.5)]
    print(f"\n| {mean} | " + " | ".join(f"{value:.3f}" for value in found) + " |")
    assert found[0] >= 0.95
    # The page says that bunches make the limits too narrow: from ten on they do.
    assert mean < 10 or found[2] < 0.9


def draw(rng, mean, dispersion, size):
    if dispersion == 1:
        return rng.poisson(mean, size)
    return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, size)


@pytest.mark.parametrize("mean", [3, 10, 50])
@pytest.mark.parametrize("dispersion", [1, 2.5])
def test_difference_of_counts_where_nothing_moved(mean, dispersion):
    rng = np.random.default_rng(4)
    left_out = np.empty(RUNS)
    for at in range(RUNS):
        treated, control, ring, ring_control = draw(rng, mean, dispersion, (4, 2))
        found = eg.displacement_difference(
            treated,
            control,
            displacement=ring,
            displacement_control=ring_control,
            dispersion=dispersion,
        )
        left_out[at] = found.low > 0 or found.high < 0
    rate, error = left_out.mean(), left_out.std() / RUNS**0.5
    print(f"\n| {mean} | {dispersion} | {rate:.3f} ({error:.3f}) |")
    assert rate - 2 * error <= 0.05


DAYS = pd.date_range("2015-01-01", "2017-12-31", freq="D")
CALENDAR = eg.swedish_calendar([2015, 2016, 2017])
BUNCHES = {"independent": 1, "bursts of two": 2, "bursts of four": 4}


def reports(rng, a_day, mean):
    """Return reports of three years in bursts within three hours, mean ``mean``."""
    season = 1 + 0.3 * np.cos(2 * np.pi * DAYS.day_of_year / 365.25)
    bursts = rng.poisson(a_day / mean * season)
    hours = 24 * np.repeat(np.arange(len(DAYS)), bursts) + 24 * rng.random(bursts.sum())
    size = 1 + rng.poisson(mean - 1, len(hours))
    hours = np.repeat(hours, size) + 3 * rng.random(size.sum())
    hours = hours[hours < 24 * len(DAYS)]
    start = DAYS[0] + pd.to_timedelta(np.floor(hours * 3600), unit="s")
    return pd.DataFrame({"start": start.tz_localize("UTC")})


@pytest.mark.parametrize("by", ["kind", "name"])
@pytest.mark.parametrize("a_day", [0.5, 6])
@pytest.mark.parametrize("together", list(BUNCHES))
def test_any_kind_of_day_where_all_are_alike(by, a_day, together):
    rng, runs = np.random.default_rng(6), 200
    any_found, each, tested = 0, 0, 0
    for _ in range(runs):
        found = eg.risk_periods(
            reports(rng, a_day, BUNCHES[together]),
            CALENDAR,
            by=by,
            span=("2015-01-01", "2017-12-31"),
        )
        any_found += bool((found["p_adjusted"] <= 0.05).any())
        each += int((found["p_value"] <= 0.05).sum())
        tested += int(found["p_value"].notna().sum())
    rate = any_found / runs
    error = (rate * (1 - rate) / runs) ** 0.5
    print(f"\n| {by} | {a_day} | {together} | {rate:.3f} ({error:.3f}) | ", end="")
    print(f"{each / tested:.3f} |")
    assert rate - 2 * (0.07 * 0.93 / runs) ** 0.5 <= 0.07
