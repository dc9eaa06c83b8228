"""Dispersion on a grid and peaks: scipy's negative binomial and brute force."""

import numpy as np
import pytest
from scipy import stats

from estgeo.stats._negative_binomial import (
    dispersion_of,
    lower_tail,
    peak_tails,
    upper_tail,
)


@pytest.mark.witness("hot_spots", by="scipy.stats.nbinom, quadrature over k by hand")
@pytest.mark.parametrize("k", [1e-6, 0.3, 12.0])
def test_tails_against_scipy(k):
    y, mean = np.array([0.0, 1, 7, 40]), np.array([0.2, 3, 3, 10])
    chance = stats.nbinom(1 / k, 1 / (1 + k * mean))
    np.testing.assert_allclose(upper_tail(y, mean, k), chance.sf(y - 1), rtol=1e-6)
    np.testing.assert_allclose(lower_tail(y, mean, k), chance.cdf(y), rtol=1e-6)


def test_the_weights_are_likelihood_times_prior():
    """Against a fine grid of k and rate: both integrated without any formula."""
    rng = np.random.default_rng(1)
    exposure = rng.lognormal(0, 1, 60)
    counts = rng.negative_binomial(2, 2 / (2 + 3 * exposure)).astype(float)
    found = dispersion_of(counts, exposure)
    mean = counts.mean()
    logit = np.linspace(-9, 9, 181)
    log_rate = np.log(counts.sum() / exposure.sum()) + np.linspace(-1.5, 1.5, 121)
    k = np.exp(logit)[:, None, None] / mean
    mu = np.exp(log_rate)[None, :, None] * exposure
    log = stats.nbinom.logpmf(counts, 1 / k, 1 / (1 + k * mu)).sum(axis=2)
    log = log + (1.5 * logit - 2 * np.logaddexp(0, logit))[:, None]
    weight = np.exp(log - log.max())
    brute = (weight * k[:, :, 0]).sum() / weight.sum()
    assert found.mean == pytest.approx(brute, rel=0.03)


def test_leaving_the_own_count_out_is_a_new_fit_without_it():
    """The others' weights by a fit without the zone; the peak and a usual zone."""
    rng = np.random.default_rng(2)
    exposure = rng.uniform(0.5, 2, 80)
    counts = rng.negative_binomial(4, 4 / (4 + 20 * exposure)).astype(float)
    counts[5] = 9 * 20 * exposure[5]
    counts = np.rint(counts)
    tails = peak_tails(counts, exposure)
    for zone in (5, int(np.argsort(counts)[-2])):
        rest = np.arange(80) != zone
        found = dispersion_of(counts[rest], exposure[rest])
        y, e, n = counts[rest], exposure[rest], 79
        rate = y.sum() / e.sum()
        moment = ((y - rate * e) ** 2).sum() * n / (n - 1) - y.sum()
        moment = max(moment / (rate**2 * (e**2).sum()), 0)
        k = found.k * (1 + 4 / (y > 0).sum()) * max(1, moment / found.mean)
        k = k + (1 + k) / found.information
        alone = upper_tail(counts[zone], found.rate * exposure[zone], k)
        assert np.log(tails[zone]) == pytest.approx(
            np.log(found.weight @ alone), abs=0.15
        )


def test_the_same_with_even_exposure_however_it_is_scaled():
    counts = np.array([3.0] * 40 + [0.0] * 30 + [60.0])
    ones = peak_tails(counts, np.ones(71))
    np.testing.assert_allclose(peak_tails(counts, np.full(71, 250.0)), ones, rtol=1e-9)
    nearly = np.where(np.arange(71) == 3, 1 + 1e-9, 1.0)
    np.testing.assert_allclose(peak_tails(counts, nearly), ones, rtol=1e-5)


def any_peak(rng, n, mean, dispersion):
    from estgeo.stats.multiple_tests import adjust_p_values

    if dispersion == 1:
        counts = rng.poisson(mean, n)
    else:
        counts = rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, n)
    if counts.sum() == 0:
        return False
    p = peak_tails(counts.astype(float), np.ones(n))
    return adjust_p_values(p, "fdr_bh").min() <= 0.05


@pytest.mark.parametrize(("mean", "dispersion"), [(0.3, 4.0), (20.0, 1.5)])
def test_maps_of_chance_have_few_peaks(mean, dispersion):
    rng = np.random.default_rng(3)
    found = sum(any_peak(rng, 80, mean, dispersion) for _ in range(200))
    assert found <= stats.binom.isf(1e-3, 200, 0.06)


@pytest.mark.parametrize("dispersion", [1.0, 1.5, 4.0])
def test_nine_times_the_mean_is_a_peak(dispersion):
    rng = np.random.default_rng(4)
    counts = rng.poisson(20, 80)
    if dispersion > 1:
        counts = rng.negative_binomial(20 / (dispersion - 1), 1 / dispersion, 80)
    counts[11] = 180
    p = peak_tails(counts.astype(float), np.ones(80)) * 80
    assert p[11] < 0.01
    assert (np.delete(p, 11) > 0.05).all()
