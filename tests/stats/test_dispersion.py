"""Dispersion: by hand, against regression, under the null."""

import numpy as np
import pytest
import statsmodels.api as sm

from estgeo.stats.dispersion import dispersion


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
