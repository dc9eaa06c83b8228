"""Circular means and Rayleigh's test against R, astropy and pingouin."""

import numpy as np
import pytest

from estgeo.stats.circular import circular_mean, rayleigh_p


def test_mean_and_variance_of_the_circstats_example():
    # R package CircStats, "Topics in circular statistics"; also astropy's docstring.
    mean = circular_mean(np.deg2rad([51, 67, 40, 109, 31, 358]))
    assert np.rad2deg(mean.direction) == pytest.approx(48.62718088722989, abs=1e-9)
    assert mean.variance == pytest.approx(0.16356352748437508, abs=1e-12)


def test_rayleigh_of_the_astropy_example():
    # R circular::rayleigh.test gives R = .5962, p = .2563.
    mean = circular_mean(np.deg2rad([130, 90, 0, 145]))
    assert mean.length == pytest.approx(0.5962, abs=5e-5)
    assert rayleigh_p(mean) == pytest.approx(0.2563487733797317, abs=1e-12)


def test_rayleigh_z_of_the_pingouin_example():
    mean = circular_mean([0.785, 1.57, 3.141, 0.839, 5.934])
    assert mean.n * mean.length**2 == pytest.approx(1.236, abs=5e-4)
    # Zar's other form of p differs in the third decimal at n = 5.
    assert rayleigh_p(mean) == pytest.approx(0.304844, abs=0.01)


def test_rayleigh_is_uniform_under_the_null():
    rng = np.random.default_rng(1)
    p = [rayleigh_p(circular_mean(rng.uniform(0, 2 * np.pi, 20))) for _ in range(4000)]
    assert np.mean(np.array(p) < 0.05) == pytest.approx(0.05, abs=0.012)


def test_opposite_angles_cancel_and_nothing_is_refused():
    assert circular_mean([0, np.pi]).length == pytest.approx(0)
    with pytest.raises(ValueError, match="'angles' must be at least one angle"):
        circular_mean([])
