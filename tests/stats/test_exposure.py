"""Window counts against an exposure: by hand and by scipy's negative binomial."""

import numpy as np
import pytest
from scipy import stats

from estgeo.stats._negative_binomial import Dispersion, exposure_tails, exposure_z

NONE = np.zeros(1)


def known(k):
    """Return a dispersion without any doubt."""
    return Dispersion(np.array([k]), np.array([1.0]), NONE, NONE)


@pytest.mark.parametrize("k", [0.0, 0.25, 3.0])
def test_tails_are_those_of_scipy(k):
    sums = np.array([0.0, 1, 5, 12])
    mean = np.array([2.0, 0.3, 4, 6])
    evenness = np.array([1.0, 0.5, 0.25, 0.2])
    tails = exposure_tails(sums, mean, evenness, known(k))
    if k == 0:
        chance = stats.poisson(mean)
    else:  # variance = mean + k evenness mean²
        size = 1 / (k * evenness)
        chance = stats.nbinom(size, size / (size + mean))
        assert chance.var() == pytest.approx(mean + k * evenness * mean**2)
    np.testing.assert_allclose(tails.lower, chance.cdf(sums), rtol=1e-9)
    np.testing.assert_allclose(tails.upper, chance.sf(sums - 1), rtol=1e-9)
    np.testing.assert_allclose(tails.point, chance.pmf(sums), rtol=1e-7)
    assert not tails.exact


def test_what_is_not_known_of_k_is_averaged_over():
    both = Dispersion(np.array([0.1, 2.0]), np.array([0.7, 0.3]), NONE, NONE)
    args = np.array([9.0]), np.array([3.0]), np.array([1.0])
    mean = sum(
        share * exposure_tails(*args, known(k)).upper
        for share, k in ((0.7, 0.1), (0.3, 2.0))
    )
    np.testing.assert_allclose(exposure_tails(*args, both).upper, mean, rtol=1e-12)


def test_where_nothing_is_expected_there_is_no_p():
    tails = exposure_tails(np.zeros(2), np.array([0.0, 1]), np.ones(2), known(1.0))
    for each in (tails.upper, tails.lower, tails.point):
        assert np.isnan(each[0])
        assert np.isfinite(each[1])


def test_z_by_hand():
    # Poisson, 4 of 8: (9 - 4) / sqrt(4 x (1 - 1/2)) = 5 / sqrt 2. With all: nothing.
    # Rates that differ, variance 6 of 20 in all: 1/4 x 6 + 1/4 x 14 = 5.
    z = exposure_z(
        np.array([9.0, 9, 9, 9]),
        np.array([4.0, 0, 8, 4]),
        np.array([4.0, 0, 8, 4]),
        total=8.0,
        whole=8.0,
    )
    np.testing.assert_allclose(z, [5 / 2**0.5, np.nan, np.nan, 5 / 2**0.5])
    one = np.array([9.0]), np.array([4.0]), np.array([6.0])
    np.testing.assert_allclose(exposure_z(*one, total=8.0, whole=20.0), 5**0.5)
