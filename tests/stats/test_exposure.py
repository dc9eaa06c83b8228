"""Window counts against an exposure: by hand and by scipy's negative binomial."""

import numpy as np
import pytest
from scipy import stats

from estgeo.stats._exposure import dispersion_per_exposure, exposure_tails, exposure_z


def test_dispersion_by_hand():
    # 12 over exposures 1, 1, 2: expected 3, 3, 6; (3² + 3² )/3 + 0 = 6 over 2 degrees.
    counts, exposure = np.array([0.0, 6, 6]), np.array([1.0, 1, 2])
    assert dispersion_per_exposure(counts, exposure) == pytest.approx(3.0)
    empty = dispersion_per_exposure(np.append(counts, 7), np.append(exposure, 0))
    assert empty == pytest.approx(3.0)  # nobody lives there


@pytest.mark.parametrize(
    ("counts", "exposure"),
    [
        ([3.0, 3, 6], [1.0, 1, 2]),
        ([5.0], [2.0]),
        ([0.0, 0], [1.0, 2]),
        ([5.0, 1], [2.0, 0]),
    ],
)
def test_dispersion_is_at_least_one(counts, exposure):
    assert dispersion_per_exposure(np.array(counts), np.array(exposure)) == 1.0


@pytest.mark.parametrize("dispersion", [1.0, 1.5, 4.0])
def test_tails_are_those_of_scipy(dispersion):
    sums = np.array([0.0, 1, 5, 12])
    mean = np.array([2.0, 0.3, 4, 6])
    tails = exposure_tails(sums, mean, dispersion=dispersion)
    if dispersion == 1:
        chance = stats.poisson(mean)
    else:  # variance = dispersion times mean
        chance = stats.nbinom(mean / (dispersion - 1), 1 / dispersion)
        assert chance.var() == pytest.approx(dispersion * mean)
    np.testing.assert_allclose(tails.lower, chance.cdf(sums), rtol=1e-10)
    np.testing.assert_allclose(tails.upper, chance.sf(sums - 1), rtol=1e-10)
    np.testing.assert_allclose(tails.point, chance.pmf(sums), rtol=1e-10)
    assert not tails.exact


@pytest.mark.parametrize("dispersion", [1.0, 2.0])
def test_where_nothing_is_expected_there_is_no_p(dispersion):
    tails = exposure_tails(np.zeros(2), np.array([0.0, 1]), dispersion=dispersion)
    for each in (tails.upper, tails.lower, tails.point):
        assert np.isnan(each[0])
        assert np.isfinite(each[1])


def test_z_by_hand():
    # (9 - 4) / sqrt(2 x 4 x (1 - 1/2)) = 5 / 2.
    z = exposure_z(
        np.array([9.0, 9, 9]),
        np.array([4.0, 0, 4]),
        share=np.array([0.5, 0.5, 1.0]),
        dispersion=2.0,
    )
    np.testing.assert_allclose(z, [2.5, np.nan, np.nan])


def test_two_zones_are_the_fewest_that_can_differ():
    # 6 + 0 over equal exposures: 3 + 3 on one degree of freedom.
    both = np.array([6.0, 0.0]), np.array([1.0, 1.0])
    assert dispersion_per_exposure(*both) == 6
    assert dispersion_per_exposure(np.array([6.0, 0.0]), np.array([1.0, 0.0])) == 1
    assert dispersion_per_exposure(np.array([0.0, 0.0]), np.array([1.0, 1.0])) == 1
