"""Dispersion: by hand, against regression, under the null."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import norm, t

from estgeo.stats.dispersion import (
    UNKNOWN_DRIFT,
    ComparisonNoise,
    Drift,
    dispersion,
    drift_between,
    share_dispersion,
)


def test_by_hand():
    assert dispersion([0, 4, 2, 0, 4]) == pytest.approx(16 / 2 / 4)


def test_is_never_below_one():
    assert dispersion([3, 3, 3, 3, 3, 3]) == 1.0
    assert dispersion([0, 0, 0]) == 1.0


def test_slow_waves_are_seen_in_blocks():
    month_on, month_off = [4, 4, 4, 4], [0, 0, 0, 0]
    counts = (month_on + month_off) * 4
    weekly, blocks = 16 / 31 * 8, 16 * 8 * 8 / 8 / 7 / 2
    assert dispersion(counts, block=1) == pytest.approx(32 * 4 / 2 / 31)
    assert dispersion(counts) == pytest.approx(8 * 64 / 8 / 7)
    assert blocks > weekly


def test_weeks_left_over_are_dropped_at_the_start():
    counts = ([4, 4, 4, 4] + [0, 0, 0, 0]) * 4
    assert dispersion([9, *counts]) == pytest.approx(64 / 7)


def test_equals_quasi_poisson_regression_on_two_series():
    rng = np.random.default_rng(3)
    series = rng.negative_binomial(2, 0.4, size=(2, 52))
    area = np.repeat([0, 1], 52)
    fit = sm.GLM(
        series.ravel(), sm.add_constant(area), family=sm.families.Poisson()
    ).fit(scale="X2")
    assert dispersion(series, block=60) == pytest.approx(max(1, fit.scale), rel=1e-6)


def test_silent_series_say_nothing():
    lively = [3, 0, 5, 1, 4, 0]
    assert dispersion([lively, [0] * 6]) == pytest.approx(dispersion(lively))


@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
def test_finds_the_planted_dispersion(phi):
    rng = np.random.default_rng(4)
    mean, weeks = 5.0, 52
    lively = rng.poisson(mean, (400, weeks))
    if phi > 1:
        size = mean / (phi - 1)
        lively = rng.negative_binomial(size, 1 / phi, (400, weeks))
    weekly = [dispersion(row, block=weeks) for row in lively]
    assert np.mean(weekly) == pytest.approx(phi, abs=0.1)


@pytest.mark.parametrize(
    ("counts", "match"),
    [([1.5, 2], "counts"), ([-1, 2], "counts"), ([3], "at least two periods")],
)
def test_bad_counts(counts, match):
    with pytest.raises(ValueError, match=match):
        dispersion(counts)


def test_two_periods_are_the_fewest_and_series_are_rows():
    # (0 - 2)^2 / 2 + (4 - 2)^2 / 2 on one degree of freedom.
    assert dispersion([0, 4]) == 4
    assert dispersion([[0, 4], [2, 2]]) == 2
    for shape in ((3, 1), (2, 2, 2)):
        with pytest.raises(ValueError, match="at least two periods, got shape"):
            dispersion(np.ones(shape, int))


def test_share_equals_quasi_binomial_regression():
    rng = np.random.default_rng(6)
    season = 5 + 4 * np.sin(np.arange(60) / 8)
    own, other = rng.poisson(season), rng.negative_binomial(2, 0.2, 60)
    used = own + other > 0
    fit = sm.GLM(
        np.column_stack([own, other])[used],
        np.ones(used.sum()),
        family=sm.families.Binomial(),
    ).fit()
    assert share_dispersion(own, other, block=None) == pytest.approx(
        fit.pearson_chi2 / fit.df_resid
    )


def test_a_season_in_common_cancels_in_the_share():
    wave = np.array([2, 8, 14, 8] * 8)
    assert share_dispersion(wave, 3 * wave) == 1.0
    assert dispersion(np.vstack([wave, 3 * wave])) > 4
    assert share_dispersion(wave, np.zeros(32)) == 1.0


def test_share_in_blocks_by_hand():
    # Four weeks on, four off, against a steady control: the blocks see it.
    own = np.array(([2] * 4 + [0] * 4) * 2)
    other = np.ones(16)
    total, share = own + other, own.sum() / (own.sum() + 16)
    weekly = ((own - total * share) ** 2 / (total * share * (1 - share))).sum() / 15
    blocks = np.array([8, 0, 8, 0]), np.array([12, 4, 12, 4])
    by_block = ((blocks[0] - blocks[1] * share) ** 2 / (blocks[1] * share**2)).sum() / 3
    assert share == 0.5
    assert share_dispersion(own, other, block=None) == pytest.approx(max(1, weekly))
    assert share_dispersion(own, other) == pytest.approx(max(1, weekly, by_block))


def test_drift_by_hand():
    # Each area has 120 events, 30 in information; z squared is 400 / 30 in each.
    found = drift_between([40, 40, 80, 80], [80, 80, 40, 40], dispersion=1.0)
    solved = (4 * 400 / 30 / 3 - 1) / 30
    # "No drift" has the most it may have of the weight, a fifth.
    assert found.variance == pytest.approx(solved * 4 / 5)
    assert (found.n_areas, found.freedom) == (4, 3.75)
    # Twice the dispersion of the weeks explains twice as much.
    other = drift_between([40, 40, 80, 80], [80, 80, 40, 40], dispersion=2.0)
    assert other.variance == pytest.approx((4 * 400 / 30 / 3 - 2) / 30 * 4 / 5)


def test_drift_needs_three_areas_with_events():
    assert drift_between([40, 40], [80, 10], dispersion=1.0) is UNKNOWN_DRIFT
    assert drift_between([40, 40, 1], [80, 10, 0], dispersion=1.0) is UNKNOWN_DRIFT
    assert drift_between([9, 9, 9], [0, 0, 0], dispersion=1.0) is UNKNOWN_DRIFT
    assert drift_between([9, 9, 9], [9, 9, 9], dispersion=1.0) == Drift(0.0, 3)


@pytest.mark.parametrize("tau", [0.1, 0.3])
def test_finds_the_planted_drift(tau):
    rng = np.random.default_rng(8)
    found = []
    for _ in range(300):
        mean = rng.gamma(4, 50, 20)
        before = rng.poisson(mean)
        after = rng.poisson(mean * np.exp(rng.normal(0, tau, 20)))
        found.append(drift_between(before, after, dispersion=1.0).variance)
    # Shrunk by 19 / 21.
    assert np.mean(found) * 21 / 19 == pytest.approx(tau**2, rel=0.1)


def test_parts_of_the_noise_add_up_by_hand():
    noise = ComparisonNoise(1.5, 101, Drift(0.04, 11))
    found = noise.dispersion((60, 40), (120, 80), n_controls=4)
    chance = (1 / 100 + 1 / 200) / (0.4 * 0.6)
    weeks, drift = 1.5 * chance, 1.25 * 0.04
    freedom = (weeks + drift) ** 2 / (weeks**2 / 100 + drift**2 / 12)
    wider = (t.isf(0.025, freedom) / norm.isf(0.025)) ** 2
    assert found == pytest.approx((weeks + drift) / chance * wider)


def test_without_drift_only_the_weeks_count():
    noise = ComparisonNoise(1.5, 10_001, UNKNOWN_DRIFT)
    assert noise.dispersion((60, 40), (120, 80), n_controls=1) == pytest.approx(
        1.5, rel=1e-3
    )
    assert noise.dispersion((0, 0), (120, 80), n_controls=1) == 1.5
    assert noise.dispersion((60, 0), (120, 0), n_controls=1) == 1.5
