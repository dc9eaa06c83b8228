"""Trend and break p-values under the null, with season and clumping.

Results are kept in docs/methods/trend.md.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest

from estgeo import trend

CALIBRATES = ("trend", "trends")
REPLICATES = 2000
pytestmark = pytest.mark.calibration
SHAPES = ("p_value", "mk_p", "break_p")
STEPS = {"month": ("MS", 12), "week": ("W-MON", 52), "quarter": ("QS", 4)}
LEVELS = (0.01, 0.05, 0.1)
CASES = [
    # period, years, mean, dispersion, season, wave
    ("month", 2, 2, 1.0, None, 0.0),
    ("month", 3, 2, 1.0, None, 0.0),
    ("month", 3, 5, 2.5, None, 0.0),
    ("month", 3, 20, 1.5, None, 0.0),
    ("month", 10, 2, 2.5, None, 0.0),
    ("month", 2, 2, 1.0, "year", 0.4),
    ("month", 3, 2, 2.5, "year", 0.4),
    ("month", 3, 20, 1.5, "year", 0.4),
    ("month", 2, 5, 1.0, "month", 0.4),
    ("month", 3, 2, 2.5, "month", 0.4),
    ("month", 3, 20, 1.5, "month", 0.4),
    ("month", 5, 5, 1.5, "month", 0.4),
    ("month", 10, 5, 1.5, "month", 0.4),
    ("month", 10, 2, 2.5, "year", 0.4),
    ("week", 2, 0.5, 1.0, None, 0.0),
    ("week", 3, 2, 2.5, None, 0.0),
    ("week", 2, 0.5, 1.0, "year", 0.4),
    ("week", 3, 2, 2.5, "month", 0.4),
    ("quarter", 2, 5, 1.0, None, 0.0),
    ("quarter", 5, 5, 2.5, None, 0.0),
    ("quarter", 3, 5, 1.0, "quarter", 0.4),
    ("quarter", 10, 10, 2.5, "quarter", 0.4),
]


# Thirteen coefficients on 36 clumped counts of two: the slope's p is too eager there.
EAGER = ("month", 3, 2, 2.5, "month", "p_value")


def series(period, years):
    """Return the periods, their share of a usual one, and their phase in the year."""
    step, a_year = STEPS[period]
    n = years * a_year
    first = pd.date_range("2008-01-01", periods=n + 1, freq=step, tz="UTC")
    days = np.diff(first.tz_localize(None).to_numpy()) / np.timedelta64(1, "D")
    phase = 2 * np.pi * np.asarray(first[:-1].day_of_year) / 365.25
    counts = pd.DataFrame({"start": first[:-1], "end": first[1:]})
    return counts, days / (365.25 / a_year), phase


def draw(rng, level, dispersion):
    if dispersion == 1:
        return rng.poisson(level)
    return rng.negative_binomial(level / (dispersion - 1), 1 / dispersion)


def p_values(period, years, mean, dispersion, season, wave):
    rng = np.random.default_rng(71)
    counts, share, phase = series(period, years)
    level = mean * share * (1 + wave * np.cos(phase))
    rows = []
    for _ in range(REPLICATES):
        found = trend(
            counts.assign(n=draw(rng, level, dispersion)), season=season, rng=rng
        )
        rows.append([getattr(found, name) for name in SHAPES])
    return dict(zip(SHAPES, np.array(rows).T, strict=True))


@pytest.mark.parametrize(
    ("period", "years", "mean", "dispersion", "season", "wave"), CASES
)
def test_p_values_under_the_null(period, years, mean, dispersion, season, wave):
    found = p_values(period, years, mean, dispersion, season, wave)
    print()
    for name, p in found.items():
        known = p[np.isfinite(p)]
        rates = [float((known <= level + 1e-9).mean()) for level in LEVELS]
        fit = kstest(known, "uniform").pvalue
        cells = (period, years, mean, dispersion, season, name)
        shown = " | ".join(map(str, cells))
        sizes = " | ".join(f"{rate:.4f}" for rate in rates)
        print(f"| {shown} | {sizes} | {fit:.3f} | {len(p) - len(known)}")
        allowed = 1.5 if cells == EAGER else 1.0
        for level, rate in zip(LEVELS, rates, strict=True):
            assert (
                rate <= allowed * level + 4 * (level * (1 - level) / REPLICATES) ** 0.5
            )


def test_months_that_carry_over_with_ten_years():
    """A level of each year makes months alike: the covariance of seasons is for that."""
    rng = np.random.default_rng(72)
    counts, share, phase = series("month", 12)
    level = 5 * share * (1 + 0.4 * np.cos(phase))
    p = {"covariance": [], "without": []}
    for _ in range(REPLICATES):
        alike = np.repeat(rng.gamma(25, 1 / 25, 12), 12)
        rows = counts.assign(n=rng.poisson(level * alike))
        p["covariance"].append(trend(rows, season="month", rng=rng).mk_p)
        p["without"].append(trend(rows, season=None, rng=rng).mk_p)
    rates = {name: np.mean(np.array(values) <= 0.05) for name, values in p.items()}
    print("\nlevel of each year, sd 0.2, 12 years of months:", rates)
    assert rates["covariance"] <= 0.05 + 4 * (0.05 * 0.95 / REPLICATES) ** 0.5


MOST = {"independent": 1.0, "auto": 0.13, "ar1": 0.1}


@pytest.mark.parametrize("season", [None, "year"])
def test_months_that_remember(season):
    """Five years of months, the logarithm AR(1) with rho .6 and sd .3, mean 20."""
    rng, replicates = np.random.default_rng(5), 300
    counts, share, _ = series("month", 5)
    p = {errors: [] for errors in MOST}
    for _ in range(replicates):
        level = rng.normal(size=60)
        for at in range(1, 60):
            level[at] = 0.6 * level[at - 1] + 0.8 * level[at]
        rows = counts.assign(n=rng.poisson(20 * share * np.exp(0.3 * level - 0.045)))
        for errors, found in p.items():
            made = trend(rows, season=season, errors=errors)
            found.append([getattr(made, name) for name in SHAPES])
    for errors, found in p.items():
        rates = (np.array(found) <= 0.05).mean(axis=0).round(3)
        print(f"\n| {season} | {errors} | {rates.tolist()} |")
        assert (rates <= MOST[errors]).all()
