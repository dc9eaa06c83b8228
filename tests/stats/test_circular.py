"""Worked examples of astropy, R's CircStats and pingouin."""

import numpy as np
import pytest

from estgeo.stats.circular import circular_mean


def test_mean_of_the_circstats_example():
    found = circular_mean([51, 67, 40, 109, 31, 358], period=360)
    assert found.mean == pytest.approx(48.62718088722989, abs=1e-9)
    assert found.variance == pytest.approx(0.16356352748437508, abs=1e-9)


def test_rayleigh_of_pingouin():
    found = circular_mean([0.785, 1.57, 3.141, 0.839, 5.934], period=6.283185307179586)
    assert found.rayleigh_z == pytest.approx(1.236, abs=5e-4)
    assert found.rayleigh_p == pytest.approx(0.304844, abs=5e-4)


def test_resultant_of_r_circular():
    assert circular_mean([130, 90, 0, 145], period=360).resultant == pytest.approx(
        0.5962, abs=5e-5
    )


def test_rayleigh_p_lies_by_the_series_of_astropy():
    # astropy and R print 0.25635 by a series in 1/n; Zar's form is another expansion.
    found = circular_mean([130, 90, 0, 145], period=360)
    assert found.rayleigh_p == pytest.approx(0.2563487733797317, abs=0.003)


def test_one_direction_is_its_own_mean_and_none_has_none():
    one = circular_mean([5])
    assert (one.mean, one.resultant, one.variance) == (pytest.approx(5), 1, 0)
    # Zar's form by hand with n = 1 and R = 1: exp(sqrt(5) - 3).
    assert one.rayleigh_p == pytest.approx(np.exp(np.sqrt(5) - 3))
    with pytest.raises(ValueError, match="'values' must be at least one number"):
        circular_mean([])
