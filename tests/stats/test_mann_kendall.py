"""Mann-Kendall and Sen against R, EPA's example, enumeration and pairs one by one."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from estgeo.stats.mann_kendall import mann_kendall, sen_slope

GOLDENS = Path(__file__).parents[1] / "goldens" / "mann_kendall"
SERIES = pd.read_csv(GOLDENS / "series.csv")
EXPECTED = pd.read_csv(GOLDENS / "mannkendall_sens.csv").set_index("series")


@pytest.mark.parametrize("name", EXPECTED.index)
def test_equals_the_r_packages_trend_and_kendall(name):
    series = SERIES.loc[SERIES.series == name, "value"].to_numpy()
    expected = EXPECTED.loc[name]
    found = mann_kendall(series, exact_up_to=0)
    slope = sen_slope(series)
    assert found.s[0] == expected.S
    np.testing.assert_allclose(found.variance[0], expected.varS, rtol=1e-10)
    np.testing.assert_allclose(found.z[0], expected.z_cont, rtol=1e-10)
    np.testing.assert_allclose(found.p[0], expected.p_cont, rtol=1e-10)
    np.testing.assert_allclose(slope.slope[0], expected.sen_slope, rtol=1e-10)
    limits = [slope.low[0], slope.high[0]]
    np.testing.assert_allclose(
        limits, [expected.sen_lo95, expected.sen_hi95], rtol=1e-10
    )


def test_worked_example_of_epa_qa_g9s():
    found = mann_kendall([10, 10, 10, 5, 10, 20, 18, 17, 15, 24, 15])
    assert found.s[0] == 22
    assert found.variance[0] == pytest.approx(155.33, abs=0.005)
    assert found.z[0] == pytest.approx(1.685, abs=0.0005)


@pytest.mark.parametrize("length", [2, 4, 6, 7])
def test_short_p_values_count_all_orders(length):
    orders = np.array(list(permutations(range(length))))
    found = mann_kendall(orders)
    for s, p in {(s, p) for s, p in zip(found.s, found.p, strict=True)}:
        counted = min(1, 2 * (found.s >= abs(s)).mean())
        assert p == pytest.approx(counted, rel=1e-12)


def test_many_series_equal_pairs_one_by_one():
    rng = np.random.default_rng(4)
    series = rng.poisson(0.6, (40, 300)).astype(float)
    found = mann_kendall(series)
    for i, row in enumerate(series):
        pairs = np.sign(row[None, :] - row[:, None])
        assert found.s[i] == np.triu(pairs, 1).sum()
        _, t = np.unique(row, return_counts=True)
        n = len(row)
        ties = (t * (t - 1) * (2 * t + 5)).sum()
        variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
        assert found.variance[i] == pytest.approx(variance)


def test_constant_short_and_missing_series():
    found = mann_kendall([[3.0] * 12, [1.0] * 11 + [np.nan]])
    assert (found.s[0], found.z[0], found.p[0]) == (0, 0, 1)
    assert np.isnan([found.s[1], found.z[1], found.p[1]]).all()
    assert np.isnan(mann_kendall([[5.0]]).p).all()
    assert np.isnan(sen_slope([[5.0]]).slope).all()


def test_four_periods_can_never_show_a_trend():
    assert mann_kendall([1, 2, 3, 4]).p[0] == pytest.approx(2 / 24)


def test_three_dimensions_are_refused():
    with pytest.raises(ValueError, match="'series' must be an array of one series"):
        mann_kendall(np.zeros((2, 2, 2)))


def test_false_alarms_hold_their_rate():
    """Shuffled Poisson counts, 24 periods: binomial 99.9 % band above 5 %."""
    rng = np.random.default_rng(8)
    p = mann_kendall(rng.poisson(1, (20_000, 24))).p
    assert 0.040 < (p <= 0.05).mean() < 0.0551


@pytest.mark.parametrize("orders", [-1, 2.5])
def test_the_longest_series_that_is_counted_is_a_whole_number(orders):
    with pytest.raises((ValueError, TypeError), match="'exact_up_to' must be"):
        mann_kendall([1, 2, 3], exact_up_to=orders)


def test_without_counting_the_normal_tail_is_used():
    # S = 10 of 10 pairs, variance 5 * 4 * 15 / 18, z = 9 / sqrt(16.667).
    z = 9 / np.sqrt(50 / 3)
    found = mann_kendall([1, 2, 3, 4, 5], exact_up_to=0)
    assert found.z[0] == pytest.approx(z)
    assert found.p[0] == pytest.approx(2 * norm.sf(z))
    assert mann_kendall([1, 2, 3, 4, 5], exact_up_to=4).p[0] == found.p[0]
    assert mann_kendall([1, 2, 3, 4, 5], exact_up_to=5).p[0] == pytest.approx(2 / 120)
