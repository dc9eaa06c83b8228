"""Quasi-Poisson regression against R's published fit and statsmodels."""

import csv
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm

from estgeo.stats import log_linear
from estgeo.stats.log_linear import fit_log_linear

SICILY = Path(__file__).parents[1] / "goldens" / "before_after" / "sicily.csv"


def test_smoking_ban_in_sicily_equals_r():
    # Bernal, Cummins & Gasparrini 2017, fitted with R 4.2.2 glm(family = quasipoisson):
    # beta -0.111628442559, quasi SE 0.0324959453606, phi 3.559194632. Ban from t = 37.
    rows = [
        [float(v) for v in row] for row in csv.reader(SICILY.read_text().splitlines())
    ]
    cases, people = np.array(rows[0]), np.array(rows[1])
    t = np.arange(1, len(cases) + 1)
    design = np.column_stack([np.ones(len(t)), t >= 37, t])
    fit = fit_log_linear(cases, design, exposure=people)
    assert fit.coefficients[1] == pytest.approx(-0.111628442559, abs=1e-9)
    assert fit.standard_errors[1] == pytest.approx(0.0324959453606, rel=1e-5)
    assert fit.dispersion == pytest.approx(3.559194632, rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_equals_statsmodels(seed):
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(40), rng.normal(size=40), rng.integers(0, 2, 40)])
    days = rng.integers(20, 32, 40).astype(float)
    y = rng.negative_binomial(2, 0.1, 40)
    fit = fit_log_linear(y, x, exposure=days)
    model = sm.GLM(y, x, family=sm.families.Poisson(), exposure=days)
    other = model.fit(scale="X2", use_t=True, tol=1e-12)
    np.testing.assert_allclose(fit.coefficients, other.params, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(fit.standard_errors, other.bse, rtol=1e-7)
    np.testing.assert_allclose(fit.p_values, other.pvalues, rtol=1e-5)
    np.testing.assert_allclose(fit.limits(1), other.conf_int()[1], rtol=1e-6)
    assert fit.dispersion == pytest.approx(other.scale, rel=1e-8)


def test_limits_by_hand():
    fit = fit_log_linear([5, 7, 6, 12, 11, 13], np.c_[np.ones(6), [0, 0, 0, 1, 1, 1]])
    # Squares 2/6 + 2/12 over 4 degrees; variance 1/18 + 1/36; t(4) = 2.776445.
    assert fit.dispersion == pytest.approx(0.125)
    reach = 2.776445 * np.sqrt(0.125 * (1 / 18 + 1 / 36))
    expected = (np.log(2) - reach, np.log(2) + reach)
    assert fit.limits(1) == pytest.approx(expected, abs=1e-5)


def test_counts_without_any_variation_are_no_trend():
    fit = fit_log_linear([10] * 24, np.c_[np.ones(24), np.arange(24)])
    assert fit.dispersion == pytest.approx(1 / 120)
    assert fit.p_values[1] > 0.99


@pytest.mark.parametrize(
    "counts", [[0, 0, 0, 0], [1, 2], [0, 0, 7, 9]], ids=["none", "few", "separated"]
)
def test_what_cannot_be_fitted_is_not_a_number(counts):
    after = np.arange(len(counts)) >= len(counts) // 2
    fit = fit_log_linear(counts, np.c_[np.ones(len(counts)), after])
    assert np.isnan(fit.coefficients[1])
    assert np.isnan(fit.p_values[1])
    assert fit.fitted.shape == (len(counts),)


def test_a_month_without_any_count_leaves_the_trend_alone():
    rng = np.random.default_rng(8)
    years, month = np.arange(48) / 12, np.arange(48) % 12
    y = rng.poisson(6, 48) * (month != 3)
    levels = (month[:, None] == np.arange(1, 12)).astype(float)
    fit = fit_log_linear(y, np.c_[np.ones(48), years, levels])
    held = month != 3
    without = np.c_[np.ones(48), years, np.delete(levels, 2, axis=1)][held]
    other = fit_log_linear(y[held], without)
    assert np.isnan(fit.coefficients[4])
    assert fit.coefficients[1] == pytest.approx(other.coefficients[1], abs=1e-7)


def test_columns_of_another_length():
    with pytest.raises(ValueError, match=r"'columns' must be of shape \(3, k\)"):
        fit_log_linear([1, 2, 3], np.ones((2, 1)))


def test_a_month_without_any_count_gives_no_degrees_of_freedom():
    rng = np.random.default_rng(8)
    month = np.arange(48) % 12
    y = rng.poisson(6, 48) * (month != 3)
    levels = (month[:, None] == np.arange(12)).astype(float)
    fit = fit_log_linear(y, levels)
    held = month != 3
    other = fit_log_linear(y[held], np.delete(levels, 3, axis=1)[held])
    assert fit.freedom == other.freedom == 44 - 11
    assert fit.dispersion == pytest.approx(other.dispersion, rel=1e-6)


def test_one_degree_of_freedom_is_enough():
    # Means 6 and 9; Pearson 2 * 4 / 6 over one degree; t(1) = 12.7062.
    fit = fit_log_linear([4, 8, 9], np.c_[np.ones(3), [0, 0, 1]])
    assert fit.freedom == 1
    assert fit.coefficients == pytest.approx([np.log(6), np.log(1.5)])
    assert fit.dispersion == pytest.approx(4 / 3)
    error = np.sqrt(4 / 3 * (1 / 12 + 1 / 9))
    assert fit.standard_errors[1] == pytest.approx(error)
    low, high = fit.limits(1)
    assert high - low == pytest.approx(2 * 12.7062 * error, rel=1e-5)
    # A t of one degree is Cauchy.
    p = 1 - 2 / np.pi * np.arctan(np.log(1.5) / error)
    assert fit.p_values[1] == pytest.approx(p)
    low, high = fit.limits(1, 0.5)
    assert high - low == pytest.approx(2 * error)  # half of a Cauchy lies within 1


def test_as_many_coefficients_as_counts_are_no_fit():
    fit = fit_log_linear([4, 8], np.c_[np.ones(2), [0, 1]])
    assert fit.freedom == 0
    assert np.isnan([*fit.coefficients, *fit.limits(1), fit.dispersion]).all()


def test_columns_that_tell_the_same_are_no_fit():
    fit = fit_log_linear([4, 8, 9, 7], np.c_[np.ones(4), 2 * np.ones(4)])
    assert np.isnan(fit.coefficients).all()
    assert np.isnan(fit.fitted).all()


def test_a_fit_that_has_not_settled_is_none(monkeypatch):
    monkeypatch.setattr(log_linear, "_MOST_STEPS", 2)
    fit = fit_log_linear([1, 50, 2, 90], np.c_[np.ones(4), np.arange(4)])
    assert np.isnan(fit.coefficients).all()
    assert (fit.coefficients.shape, fit.fitted.shape, fit.freedom) == ((2,), (4,), 2)


def test_the_unit_of_a_column_does_not_make_others_vague():
    rng = np.random.default_rng(4)
    t = np.arange(30.0)
    y = rng.poisson(20, 30)
    fit = fit_log_linear(y, np.c_[np.ones(30), t])
    far = fit_log_linear(y, np.c_[np.ones(30), 1e5 * t])
    assert np.isfinite(far.coefficients).all()
    assert far.coefficients[1] * 1e5 == pytest.approx(fit.coefficients[1], rel=1e-6)
    assert far.coefficients[0] == pytest.approx(fit.coefficients[0], rel=1e-6)


@pytest.mark.parametrize("scale", [0.01, 1.0, 1e4])
def test_a_group_of_nothing_is_left_out_on_any_scale(scale):
    y = scale * np.array([3.0, 5, 4, 0, 0, 0, 8, 9, 7])
    group = np.repeat(np.arange(3), 3)
    fit = fit_log_linear(y, (group[:, None] == np.arange(3)).astype(float))
    assert fit.freedom == 4
    assert np.exp(fit.coefficients[[0, 2]]) == pytest.approx([4 * scale, 8 * scale])
    assert np.isnan(fit.coefficients[1])
    assert fit.fitted[:3] == pytest.approx(np.full(3, 4 * scale))
    # Pearson 2/4 + 2/8 over four degrees, on the scale of the counts; no less than
    # what rounding to whole numbers brings.
    least = 1 / 12 / (4 * scale)
    assert fit.dispersion == pytest.approx(max(0.75 / 4 * scale, least))


def test_numbers_of_any_kind_are_numbers():
    y, x = [5, 7, 6, 12, 11, 13], np.c_[np.ones(6), [0, 0, 0, 1, 1, 1]]
    days = [2, 2, 2, 3, 3, 3]
    plain = fit_log_linear(y, x, exposure=days)
    assert plain.coefficients[0] == pytest.approx(np.log(3))
    kind = fit_log_linear(
        *(np.array(part, dtype=object) for part in (y, x)),
        exposure=np.array(days, dtype=object),
    )
    assert kind.coefficients.tolist() == plain.coefficients.tolist()
    assert kind.p_values.tolist() == plain.p_values.tolist()


def test_without_exposure_the_level_is_that_of_the_counts():
    fit = fit_log_linear([5, 7, 6, 6], np.ones((4, 1)))
    assert fit.coefficients[0] == pytest.approx(np.log(6))
