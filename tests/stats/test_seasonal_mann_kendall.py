"""Mann-Kendall within seasons: R's example, pymannkendall, and every order of years."""

from itertools import permutations, product
from pathlib import Path

import numpy as np
import pymannkendall
import pytest
from scipy.stats import kendalltau, norm

from estgeo.stats.mann_kendall import mann_kendall, sen_slope
from estgeo.stats.seasonal_mann_kendall import (
    seasonal_mann_kendall,
    seasonal_sen_slope,
)

GOLDENS = Path(__file__).parents[1] / "goldens" / "mann_kendall"
NOTTINGHAM = np.loadtxt(GOLDENS / "nottingham.csv", delimiter=",", skiprows=1)


def by_month(values):
    """Return the season and the year of a series of months."""
    at = np.arange(len(values))
    return {"season": at % 12, "year": at // 12}


def test_temperatures_at_nottingham_as_pymannkendall():
    values = NOTTINGHAM[:, 2]
    theirs = pymannkendall.seasonal_test(values, period=12)
    found = seasonal_mann_kendall(values, **by_month(values))
    assert found.method == "normal"
    assert found.s == theirs.s
    assert found.variance == pytest.approx(theirs.var_s, rel=1e-12)
    assert found.z == pytest.approx(theirs.z, rel=1e-12)
    assert found.p == pytest.approx(theirs.p, rel=1e-9)
    slope = pymannkendall.seasonal_sens_slope(values, period=12).slope
    years = {**by_month(values), "time": by_month(values)["year"]}
    assert seasonal_sen_slope(values, **years) == pytest.approx(slope, rel=1e-12)


def test_covariance_of_seasons_as_pymannkendall():
    rng = np.random.default_rng(3)
    # Without ties: there pymannkendall's variances are those of Hirsch and Slack too.
    values = rng.normal(size=180) + np.repeat(rng.normal(size=15), 12)
    theirs = pymannkendall.correlated_seasonal_test(values, period=12)
    found = seasonal_mann_kendall(values, **by_month(values), correlated=True)
    assert found.method == "normal, seasons correlated"
    assert found.s == theirs.s
    assert found.variance == pytest.approx(theirs.var_s, rel=1e-12)
    # Theirs is without the correction for continuity.
    z = (found.s - np.sign(found.s)) / np.sqrt(theirs.var_s)
    assert found.z == pytest.approx(z, rel=1e-12)
    assert found.p == pytest.approx(2 * norm.cdf(-abs(z)), rel=1e-9)
    assert found.variance > seasonal_mann_kendall(values, **by_month(values)).variance


def test_under_ten_years_the_covariance_is_not_used():
    values = np.random.default_rng(1).normal(size=108)
    found = seasonal_mann_kendall(values, **by_month(values), correlated=True)
    assert found.method == "exact"


@pytest.mark.parametrize("seed", range(4))
def test_p_counts_every_order_of_the_years(seed):
    rng = np.random.default_rng(seed)
    table = rng.poisson(2, (4, 3)).astype(float)
    season = np.tile(np.arange(3), 4)
    year = np.repeat(np.arange(4), 3)
    found = seasonal_mann_kendall(table.ravel(), season=season, year=year)
    assert found.method == "exact"
    scores = [
        [
            np.sign(np.subtract.outer(order, order))[np.tril_indices(4, -1)].sum()
            for order in permutations(table[:, at])
        ]
        for at in range(3)
    ]
    every = np.array([sum(three) for three in product(*scores)])
    assert found.p == pytest.approx((np.abs(every) >= abs(found.s)).mean())
    assert found.variance == pytest.approx(every.var())


def test_several_values_a_year_are_not_compared_with_each_other():
    # Weeks of one month in three years, with equal counts: every order by brute force.
    values, year = np.array([1, 2, 2, 4, 3, 2, 5.0]), np.array([1, 1, 1, 2, 2, 3, 3])
    found = seasonal_mann_kendall(values, season=np.zeros(7), year=year)
    earlier, later = np.triu_indices(7, 1)

    def score(x):
        return (np.sign(x[later] - x[earlier]) * (year[later] > year[earlier])).sum()

    every = np.array([score(np.array(order)) for order in permutations(values)])
    assert found.method == "normal"  # ties in both
    assert found.s == score(values)
    assert found.variance == pytest.approx((every**2).mean())
    tau = kendalltau(year, values, method="asymptotic").pvalue
    without_correction = 2 * norm.sf(abs(found.s) / found.variance**0.5)
    assert without_correction == pytest.approx(tau, rel=1e-6)


@pytest.mark.parametrize("n", [6, 10, 40])
def test_one_season_is_the_plain_test(n):
    values = np.random.default_rng(n).normal(size=n)
    plain = mann_kendall(values)
    found = seasonal_mann_kendall(values, season=np.zeros(n), year=np.arange(n))
    assert (found.s, found.z) == (plain.s[0], pytest.approx(plain.z[0]))
    assert found.p == pytest.approx(plain.p[0], rel=1e-9)
    slope = seasonal_sen_slope(
        values, season=np.zeros(n), year=np.arange(n), time=np.arange(n)
    )
    assert slope == pytest.approx(sen_slope(values).slope[0])


def test_nothing_to_compare_is_not_a_number():
    one_year = seasonal_mann_kendall([1, 2, 3], season=[0, 1, 2], year=[1, 1, 1])
    assert np.isnan([one_year.p, one_year.z]).all()
    assert (one_year.s, one_year.variance, one_year.method) == (0, 0, "")
    slope = seasonal_sen_slope(
        [1, 2, 3], season=[0, 1, 2], year=[1, 1, 1], time=[0, 1, 2]
    )
    assert np.isnan(slope)
    level = seasonal_mann_kendall([5] * 6, season=[0, 1] * 3, year=[1, 1, 2, 2, 3, 3])
    assert (level.s, level.z, level.p) == (0, 0, 1)


def test_missing_values_and_lengths_are_refused():
    with pytest.raises(ValueError, match="numbers without gaps"):
        seasonal_mann_kendall([1, np.nan], season=[0, 0], year=[1, 2])
    with pytest.raises(ValueError, match="a season and a year each"):
        seasonal_mann_kendall([1, 2], season=[0], year=[1, 2])


def test_size_of_three_years_of_months():
    # Binomial bands of 4 standard errors; tests/calibration has the longer run.
    rng = np.random.default_rng(9)
    level = 1 + 0.4 * np.cos(2 * np.pi * np.arange(36) / 12)
    p = np.array(
        [
            seasonal_mann_kendall(row, **by_month(row)).p
            for row in rng.poisson(5 * level, (2000, 36))
        ]
    )
    assert 0.03 <= (p <= 0.05).mean() <= 0.07
    assert (p <= 0.01).mean() <= 0.019


def test_two_years_are_enough():
    # Two seasons that rise: one of the four orders rises twice, one falls twice.
    found = seasonal_mann_kendall([1, 5, 2, 6], season=[0, 1, 0, 1], year=[1, 1, 2, 2])
    assert (found.s, found.variance, found.method) == (2, 2, "exact")
    assert found.p == 0.5
    assert found.z == pytest.approx(1 / np.sqrt(2))


@pytest.mark.parametrize(
    ("year", "values"),
    [
        ([1, 1, 2, 2, 3, 3], [3, 1, 2, 6, 5, 4]),  # equal years
        ([1, 2, 3, 4, 5, 6], [3, 1, 1, 3, 3, 9]),  # equal values
        ([2, 5, 1, 3, 6, 4], [3, 1, 2, 6, 5, 4]),  # in any order
    ],
)
def test_ties_in_one_of_the_two_are_counted_exactly(year, values):
    found = seasonal_mann_kendall(values, season=[7] * 6, year=year)
    earlier, later = np.triu_indices(6, 1)
    after = np.sign(np.array(year)[later] - np.array(year)[earlier])
    every = np.array(list(permutations(values)))
    scores = (np.sign(every[:, later] - every[:, earlier]) * after).sum(axis=1)
    assert found.method == "exact"
    assert found.s == scores[0]
    assert found.p == pytest.approx((abs(scores) >= abs(scores[0])).mean())
    assert found.variance == pytest.approx((scores**2).mean())


@pytest.mark.parametrize("n", [2, 3, 4])
def test_equal_values_of_one_year_add_nothing(n):
    values, season, year = [1, 2, 4, 3], [0] * 4, [1, 2, 3, 4]
    alone = seasonal_mann_kendall(values, season=season, year=year)
    more = seasonal_mann_kendall(
        [*values, *[5] * n], season=[*season, *[1] * n], year=[*year, *[2] * n]
    )
    assert (more.s, more.z) == (alone.s, alone.z)
    assert more.variance == pytest.approx(alone.variance)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_variance_with_ties_in_both_by_every_order(n):
    values, year = np.array([1, 1, 1, 2, 2][:n]), np.array([1, 2, 2, 2, 3][:n])
    found = seasonal_mann_kendall(values, season=[0] * n, year=year)
    earlier, later = np.triu_indices(n, 1)
    every = np.array(list(permutations(values)))
    signs = np.sign(every[:, later] - every[:, earlier])
    scores = (signs * np.sign(year[later] - year[earlier])).sum(axis=1)
    assert found.variance == pytest.approx((scores**2).mean(), abs=1e-12)


@pytest.mark.parametrize(("n", "method"), [(10, "exact"), (11, "normal")])
def test_up_to_ten_values_of_a_season_are_counted(n, method):
    values = np.random.default_rng(1).normal(size=n)
    found = seasonal_mann_kendall(values, season=[0] * n, year=range(n))
    assert found.method == method


def test_ten_whole_years_are_enough_for_the_covariance():
    values = np.random.default_rng(1).normal(size=40)
    season, year = np.tile(np.arange(4), 10), np.repeat(np.arange(10), 4)
    correlated = "normal, seasons correlated"

    def method(*, at=slice(None), year=year):
        found = seasonal_mann_kendall(
            values[at], season=season[at], year=year[at], correlated=True
        )
        return found.method

    assert method() == correlated
    assert method(at=slice(4, None)) == "exact"  # nine years
    assert method(at=slice(1, None)) == "exact"  # one is missing
    # As many as there should be, but twice in one year and none in another.
    moved = year.copy()
    moved[0] = 5
    assert method(year=moved) == "exact"


def test_small_whole_numbers_do_not_wrap_round():
    values, season = [1, 4, 9, 8, 3, 2], [0, 0, 0, 1, 1, 1]
    year, time = [1, 2, 3, 3, 1, 2], [10, 20, 30, 30, 10, 20]
    kinds = [np.array(part, dtype=np.uint8) for part in (values, year, time)]
    plain = seasonal_mann_kendall(values, season=season, year=year)
    small = seasonal_mann_kendall(kinds[0], season=season, year=kinds[1])
    assert small == plain
    slope = seasonal_sen_slope(kinds[0], season=season, year=kinds[1], time=kinds[2])
    # 3/10, 8/20 and 5/10 of the first; 5/20, 6/10 and -1/10 of the second.
    assert slope == pytest.approx(np.median([0.3, 0.4, 0.5, 0.25, 0.6, -0.1]))


def test_a_gap_in_the_years_is_refused():
    with pytest.raises(ValueError, match="numbers without gaps"):
        seasonal_mann_kendall([1, 2], season=[0, 0], year=[1, np.nan])
    with pytest.raises(ValueError, match="at least one value"):
        seasonal_mann_kendall([], season=[], year=[])
    with pytest.raises(ValueError, match="a season and a year each"):
        seasonal_mann_kendall([1, 2], season=[0, 0], year=[1])
