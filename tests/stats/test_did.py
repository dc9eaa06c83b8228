"""Differences in differences of weekly counts, against R and published series."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import norm, t
from worked_examples import EXAMPLES, GOLDENS

from estgeo.stats.difference_in_differences import (
    _season,
    interrupted_series_change,
    log_ratio,
    negative_binomial_change,
    trend_difference,
    week_permutation_p,
)

SERIES = np.array(EXAMPLES["nb_did_R"]["inputs"]["y"])
TREATED, CONTROL = SERIES[:24], SERIES[24:]
AFTER = np.arange(24) >= 12


def cells(series):
    return series[~AFTER].sum(), series[AFTER].sum()


def test_log_ratio_equals_quasi_poisson_of_r():
    expected = EXAMPLES["quasipoisson_did_R"]["expected"]
    found = log_ratio(
        cells(TREATED), cells(CONTROL), dispersion=expected["phi"], freedom=44
    )
    numbers = (found.estimate, found.se, found.p_value)
    golden = (expected["est"], expected["se"], expected["p"])
    assert numbers == pytest.approx(golden, abs=1e-6)


def test_log_ratio_equals_r_on_typed_counts():
    for row in pd.read_csv(GOLDENS / "ratio_of_irr_2x2.csv").itertuples():
        found = log_ratio((row.trt_pre, row.trt_post), (row.ctl_pre, row.ctl_post))
        numbers = (found.ratio, found.se, found.low, found.high)
        golden = (row.rirr, row.log_se, row.lo95, row.hi95)
        assert numbers == pytest.approx(golden, abs=1e-7)


def test_log_ratio_equals_quasi_poisson_on_the_real_panel():
    panel = pd.read_csv(GOLDENS / "panel_precinct_month.csv")
    sums = panel.groupby(["treat", "post"])["count"].agg(["sum", "size"])
    # The dispersion about the four cell means, as the regression has it.
    means = panel.groupby(["treat", "post"])["count"].transform("mean")
    phi = ((panel["count"] - means) ** 2 / means).sum() / (len(panel) - 4)
    n = sums["sum"]
    found = log_ratio((n[1, 0], n[1, 1]), (n[0, 0], n[0, 1]), dispersion=phi)
    days = sums["size"]
    exposure = np.log(days[1, 1] / days[1, 0] * days[0, 0] / days[0, 1])
    golden = pd.read_csv(GOLDENS / "coefficients.csv")
    golden = golden[(golden.model == "quasipoisson") & (golden.term == "treat:post")]
    estimate, se = golden.iloc[0][["estimate", "se"]]
    assert found.estimate - exposure == pytest.approx(estimate, abs=1e-7)
    assert found.se == pytest.approx(se, abs=1e-7)


def test_empty_cells_get_one_half():
    assert log_ratio((5, 0), (5, 5)).ratio == pytest.approx(0.5 / 5.5)


def test_negative_binomial_equals_r():
    expected = EXAMPLES["nb_did_R"]["expected"]["beta"][3]
    found = negative_binomial_change(TREATED, CONTROL, AFTER)
    assert found.estimate == pytest.approx(expected, abs=2e-3)
    assert found.se == pytest.approx(0.41397, abs=2e-3)
    assert found.p_value == pytest.approx(2 * norm.sf(abs(found.estimate / found.se)))
    reach = 1.959964 * found.se
    limits = np.log([found.low, found.high])
    assert limits == pytest.approx([found.estimate - reach, found.estimate + reach])


def test_negative_binomial_says_nothing_of_an_empty_cell():
    silent = np.where(AFTER, 0, TREATED)
    assert np.isnan(negative_binomial_change(silent, CONTROL, AFTER).ratio)


def test_interrupted_series_equals_the_published_example():
    lines = (GOLDENS / "sicily.csv").read_text("utf-8").splitlines()
    events, population = (np.array(line.split(","), dtype=float) for line in lines)
    expected = EXAMPLES["its_sicily"]["expected"]
    after = np.arange(len(events)) >= 36
    found = interrupted_series_change(events, after, exposure=population)
    assert found.estimate == pytest.approx(expected["beta"], abs=1e-5)
    assert found.se == pytest.approx(expected["se_quasi"], abs=1e-5)
    assert found.ratio == pytest.approx(expected["rr"], abs=1e-5)
    law = t(len(events) - 3)
    assert found.p_value == pytest.approx(2 * law.cdf(-abs(found.estimate / found.se)))
    half = law.ppf(0.975) * expected["se_quasi"]
    assert np.log(found.high) == pytest.approx(expected["beta"] + half, abs=1e-4)


def test_short_series_are_refused():
    assert np.isnan(interrupted_series_change([3] * 12, np.arange(12) > 6).ratio)


def test_permutation_by_listing_every_shuffle():
    treated, control = [9, 7, 2, 1], [5, 5, 5, 5]
    after = np.array([False, False, True, True])
    # Of the six ways to choose two weeks after, two are as far out as what was seen.
    p = week_permutation_p(treated, control, after, permutations=20_000, rng=1)
    assert p == pytest.approx(2 / 6, abs=0.01)


def test_permutation_is_the_same_for_the_same_seed():
    one, two = (week_permutation_p(TREATED, CONTROL, AFTER, rng=5) for _ in range(2))
    assert one == two < 0.01


def test_trend_difference_equals_logistic_score_test():
    rng = np.random.default_rng(2)
    first, second = rng.poisson(8, 13), rng.poisson(20, 13)
    found = trend_difference(first, second)
    time = np.linspace(0, 1, 13)
    null = sm.GLM(
        np.column_stack([first, second]), np.ones(13), family=sm.families.Binomial()
    ).fit()
    model = sm.GLM(
        np.column_stack([first, second]),
        sm.add_constant(time),
        family=sm.families.Binomial(),
    )
    start = np.array([null.params[0], 0.0])
    score, information = model.score(start), -model.hessian(start)
    z = np.sqrt(score @ np.linalg.solve(information, score))
    assert abs(found.z) == pytest.approx(z, rel=1e-6)


def test_trend_difference_of_too_little_is_not_a_number():
    for first, second in (
        ([1, 2], [3, 4]),
        ([0, 0, 0], [1, 2, 3]),
        ([1, 2, 3], [0] * 3),
        ([0, 1, 0], [0, 2, 0]),
        ([0, 0, 0, 0, 0, 0, 3], [0, 0, 0, 0, 0, 0, 7]),
    ):
        assert np.isnan(trend_difference(first, second).p_value)
    assert np.isfinite(trend_difference([1, 0, 3], [0, 1, 0]).p_value)
    assert np.isfinite(trend_difference([0, 1, 0], [1, 0, 3]).p_value)


def test_series_of_other_lengths_are_refused():
    with pytest.raises(ValueError, match="must be as long as"):
        week_permutation_p([1, 2, 3], [1, 2, 3], [True, False], rng=1)
    with pytest.raises(ValueError, match="must be as long as"):
        week_permutation_p([1, 2, 3], [1, 2], [True, False, True], rng=1)
    with pytest.raises(ValueError, match="must be as long as"):
        trend_difference([1, 2, 3], [1, 2])


def test_trend_difference_ignores_what_both_share():
    shape = np.array([4, 8, 12, 20, 12, 8, 4, 2])
    assert trend_difference(shape, 3 * shape).z == pytest.approx(0, abs=1e-12)


def test_trend_difference_rejects_five_percent_under_the_null():
    rng = np.random.default_rng(8)
    p = [
        trend_difference(rng.poisson(5, 13), rng.poisson(10, 13)).p_value
        for _ in range(2000)
    ]
    assert 0.035 < np.mean(np.array(p) < 0.05) < 0.065


def test_counts_that_vary_less_than_chance_have_no_negative_binomial():
    # The dispersion would be below nought. No warning either: warnings are errors here.
    found = negative_binomial_change([5] * 12, [6] * 12, np.arange(12) >= 6)
    assert np.isnan([found.ratio, found.se, found.p_value]).all()


def test_the_season_is_pairs_of_sine_and_cosine():
    quarter = 52.18 / 4
    waves = _season(np.array([0.0, quarter, 2 * quarter]), 2, 52.18)
    np.testing.assert_allclose(
        waves, [[0, 1, 0], [1, 0, -1], [0, 0, 0], [1, -1, 1]], atol=1e-12
    )
    assert _season(np.arange(3.0), 0, 52.18) == []


def test_a_season_of_two_waves_is_no_change_of_level():
    """Against a regression written out: level, time, after, and the year's waves."""
    time = np.arange(208.0)
    year = 2 * np.pi * time / 52.18
    rate = np.exp(3 + 0.5 * np.sin(year) - 0.3 * np.cos(2 * year))
    counts = np.random.default_rng(3).poisson(rate)
    after = time >= 117
    columns = [np.ones(208), time, after, np.sin(year), np.cos(year)]
    columns += [np.sin(2 * year), np.cos(2 * year)]
    family = sm.families.Poisson()
    fit = sm.GLM(counts, np.column_stack(columns), family=family).fit(scale="X2")
    found = interrupted_series_change(counts, after, harmonics=2)
    assert found.estimate == pytest.approx(fit.params[2], abs=1e-8)
    assert found.se == pytest.approx(fit.bse[2], rel=1e-6)


@pytest.mark.parametrize(
    ("before", "after", "is_told"), [(8, 8, True), (7, 9, False), (9, 7, False)]
)
def test_eight_periods_on_either_side_are_enough(before, after, is_told):
    counts = np.tile([4, 7, 5, 9], 4)
    is_after = np.arange(16) >= before
    assert is_after.sum() == after
    assert np.isfinite(interrupted_series_change(counts, is_after).ratio) == is_told
    counts[is_after] = 0
    assert np.isnan(interrupted_series_change(counts, is_after).ratio)
