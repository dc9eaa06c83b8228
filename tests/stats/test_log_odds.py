"""Log odds and their differences against quadrature, draws and each other."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta, logistic

from estgeo.stats._log_odds import (
    difference_cdf,
    difference_quantile,
    log_odds_cdf,
    log_odds_density,
    log_odds_quantile,
)

PAIRS = [
    ((0.5, 0.5), (0.5, 0.5)),
    ((0.5, 30.5), (0.5, 0.5)),
    ((200.5, 0.5), (0.5, 200.5)),
    ((9.5, 3.5), (5.5, 8.5)),
    ((1e4, 2e4), (40.0, 50.0)),
    ((1e5, 1e5), (1.5, 5.5)),  # one far narrower than the other
    ((0.5, 3.5), (2e5, 1e5)),
]


def test_log_odds_of_an_even_share_are_logistic():
    x = np.array([-40.0, -3, 0, 0.7, 12])
    np.testing.assert_allclose(log_odds_cdf(x, (1, 1)), logistic.cdf(x))
    np.testing.assert_allclose(log_odds_density(x, (1, 1)), logistic.pdf(x))
    q = np.array([1e-12, 0.2, 0.5, 1 - 1e-9])
    np.testing.assert_allclose(
        log_odds_quantile(q, (1, 1)), logistic.ppf(q), atol=1e-12
    )


def test_the_density_is_that_of_the_share_times_its_slope():
    x = np.array([-2.0, 0.3, 4])
    p = 1 / (1 + np.exp(-x))
    expected = beta.pdf(p, 3.5, 0.5) * p * (1 - p)
    np.testing.assert_allclose(log_odds_density(x, (3.5, 0.5)), expected)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_difference_by_adaptive_quadrature(first, second):
    middle = float(log_odds_quantile(0.5, first) - log_odds_quantile(0.5, second))
    for x in (middle - 1.5, middle, middle + 0.4):

        def chance(u, x=x):
            if sum(first) > sum(second):  # over the narrower: it is smooth there
                return 1 - float(log_odds_cdf(log_odds_quantile(u, first) - x, second))
            return float(log_odds_cdf(x + log_odds_quantile(u, second), first))

        expected = quad(chance, 0, 1, limit=400, epsabs=1e-10)[0]
        assert difference_cdf(x, first, second) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_quantiles_of_a_difference_lie_where_the_mass_is_below(first, second):
    q = np.array([1e-9, 1e-6, 0.001, 0.025, 0.5, 0.9, 0.999, 1 - 1e-6])
    x = difference_quantile(q, first, second)
    np.testing.assert_allclose(difference_cdf(x, first, second), q, rtol=1e-8)
    assert (np.diff(x) > 0).all()


def test_a_difference_the_other_way_round_is_its_mirror_image():
    first, second = PAIRS[3]
    x = difference_quantile(np.array([0.1, 0.7]), first, second)
    y = difference_quantile(np.array([0.9, 0.3]), second, first)
    np.testing.assert_allclose(x, -y, rtol=1e-9)


def test_many_pairs_at_once_are_each_as_alone():
    q = np.array([0.1, 0.5, 0.8])
    first = np.array([[3.5], [9.5]]), np.array([[2.5], [0.5]])
    second = np.array([[1.5], [4.5]]), np.array([[7.5], [4.5]])
    x = difference_quantile(q, first, second)
    assert x.shape == (2, 3)
    for row in range(2):
        one, other = ((float(a[row, 0]), float(b[row, 0])) for a, b in (first, second))
        np.testing.assert_allclose(x[row], difference_quantile(q, one, other))
    np.testing.assert_allclose(
        difference_cdf(x, first, second), np.broadcast_to(q, (2, 3))
    )
    assert difference_cdf(
        x[0, 0], *((a[0, 0], b[0, 0]) for a, b in (first, second))
    ) == (pytest.approx(0.1))
