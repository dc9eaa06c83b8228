"""Exact tests against R and published values."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, poisson
from worked_examples import EXAMPLES, GOLDENS

from estgeo.stats.exact_tests import e_test, exact_rate_ratio, exact_ratio_of_ratios


def test_rate_ratio_equals_r():
    for row in pd.read_csv(GOLDENS / "two_count_exact_tests.csv").itertuples():
        found = exact_rate_ratio(row.pre, row.post)
        numbers = (found.ratio, found.low, found.high, found.p_value)
        golden = (
            row.poisson_ratio,
            row.poisson_lo95,
            row.poisson_hi95,
            row.poisson_p,
        )
        assert numbers == pytest.approx(golden, abs=1e-7)
        assert found.p_value == pytest.approx(row.binom_p, abs=1e-7)


def test_equal_counts_in_unequal_days_are_no_equal_rates():
    # 10 and 10 with two days before for each day after: a binomial test of 1/3.
    found = exact_rate_ratio(10, 10, days_before=60, days_after=30)
    assert found.ratio == 2
    assert found.p_value == pytest.approx(binomtest(10, 20, 1 / 3).pvalue)
    assert found.p_value < 0.2


def test_rate_ratio_with_unequal_days_equals_r():
    example = EXAMPLES["rate_ratio_exact_R"]
    x1, t1, x2, t2 = (example["inputs"][name] for name in ("x1", "t1", "x2", "t2"))
    found = exact_rate_ratio(x2, x1, days_before=t2, days_after=t1)
    expected = [example["expected"][name] for name in ("rr", "lo", "hi", "p")]
    assert [found.ratio, found.low, found.high, found.p_value] == pytest.approx(
        expected, abs=1e-7
    )


def test_no_event_before_has_no_upper_limit():
    found = exact_rate_ratio(0, 3)
    assert np.isinf(found.high)
    assert np.isnan(exact_rate_ratio(0, 0).ratio)


def test_ratio_of_ratios_equals_r():
    expected = EXAMPLES["did_conditional_exact"]["expected"]
    found = exact_ratio_of_ratios((50, 30), (60, 55))
    numbers = (found.ratio, found.low, found.high, found.p_value)
    golden = [expected[name] for name in ("rirr_cmle", "lo", "hi", "p")]
    assert numbers == pytest.approx(golden, abs=2e-4)


def test_fisher_p_equals_r_on_typed_counts():
    for row in pd.read_csv(GOLDENS / "ratio_of_irr_2x2.csv").itertuples():
        found = exact_ratio_of_ratios(
            (row.trt_pre, row.trt_post), (row.ctl_pre, row.ctl_post)
        )
        assert found.p_value == pytest.approx(row.fisher_p, abs=1e-7)


def test_e_test_equals_ptools():
    golden = pd.read_csv(GOLDENS / "e_test.csv")
    golden = golden[(golden.p >= 0) & (golden.d == 0)]
    # At 3 and 6 the statistic is exactly -1, and ptools loses tables with the same
    # statistic by rounding: the next test sums them in whole numbers.
    golden = golden[(golden.k1 != 3) | (golden.k2 != 6)]
    found = [e_test(row.k1, row.k2) for row in golden.itertuples()]
    assert len(found) >= 40
    assert found == pytest.approx(golden.p.tolist(), abs=1e-8)


def test_e_test_keeps_ties_that_rounding_would_lose():
    chance = poisson(4.5).pmf(np.arange(60))
    a, b = np.meshgrid(np.arange(60), np.arange(60), indexing="ij")
    as_far = ((a - b) ** 2 >= a + b) & (a + b > 0)
    assert e_test(3, 6) == pytest.approx(np.outer(chance, chance)[as_far].sum())


def test_e_test_with_unequal_days_equals_the_paper():
    inputs = EXAMPLES["etest_100_25_d0"]["inputs"]
    p = e_test(
        inputs["k1"], inputs["k2"], days_before=inputs["n1"], days_after=inputs["n2"]
    )
    assert p == pytest.approx(EXAMPLES["etest_100_25_d0"]["expected"], abs=1e-6)


def test_e_test_without_events_says_nothing():
    assert e_test(0, 0) == 1.0
