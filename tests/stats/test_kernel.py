"""Kernels, linear binning and the transform against direct sums."""

import numpy as np
import pytest
from scipy.integrate import quad

from estgeo.stats import kernel
from estgeo.stats.kernel import (
    KERNELS,
    convolved,
    kernel_height,
    linear_bins,
    normal_bandwidth,
)


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernels_integrate_to_one(kernel):
    def ring(r):
        return 2 * np.pi * r * kernel_height(np.array([r]), 3.0, kernel)[0]

    assert quad(ring, 0, 18)[0] == pytest.approx(1, abs=1e-7)


def test_binning_keeps_the_weight_and_the_mean_place():
    rng = np.random.default_rng(1)
    x, y, weight = (
        rng.uniform(0, 9, 500),
        rng.uniform(0, 6, 500),
        rng.uniform(0, 3, 500),
    )
    mass = linear_bins(x, y, weight, (7, 10))
    assert mass.sum() == pytest.approx(weight.sum())
    assert (mass @ np.arange(10)).sum() == pytest.approx(weight @ x)
    assert (np.arange(7) @ mass).sum() == pytest.approx(weight @ y)


def test_points_on_nodes_and_on_the_last_border_stay_where_they_are():
    mass = linear_bins(np.array([0.0, 3.0]), np.array([0.0, 2.0]), None, (3, 4))
    assert mass[0, 0] == mass[2, 3] == 1


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("bandwidth", [1.0, 4.0, 60.0])
def test_transform_equals_direct_sum(kernel, bandwidth):
    rng = np.random.default_rng(2)
    mass = rng.poisson(0.2, (30, 21)).astype(float)
    rows, columns = np.mgrid[:30, :21]
    expected = np.zeros((30, 21))
    for row, column in np.argwhere(mass):
        distance = np.hypot(rows - row, columns - column)
        expected += mass[row, column] * kernel_height(distance, bandwidth, kernel)
    np.testing.assert_allclose(
        convolved(mass, bandwidth, kernel),
        expected,
        atol=1e-12 * expected.max() + 1e-15,
    )


def test_bandwidth_of_a_normal_cloud():
    rng = np.random.default_rng(3)
    x, y = rng.normal(0, 200, (2, 64_000))
    assert normal_bandwidth(x, y, "gaussian") == pytest.approx(
        200 * 64_000 ** (-1 / 6), rel=0.01
    )
    ratio = normal_bandwidth(x, y, "quartic") / normal_bandwidth(x, y, "gaussian")
    # Ratio of the canonical bandwidths (R(K) / variance^2)^(1/6): 2.78.
    assert ratio == pytest.approx((576 / 5 * 4) ** (1 / 6))


@pytest.mark.parametrize("weighted", [False, True])
def test_points_in_several_parts_have_the_same_moments(monkeypatch, weighted):
    rng = np.random.default_rng(1)
    x, y = rng.random((2, 23)) * 4
    weight = rng.random(23) if weighted else None
    whole = kernel.binned_moments(x, y, weight, (6, 6))
    monkeypatch.setattr(kernel, "_BINNED", 5)
    monkeypatch.setattr(kernel, "_BLOCK", 2)
    np.testing.assert_allclose(kernel.binned_moments(x, y, weight, (6, 6)), whole)
