"""Kernels, linear binning and the transform against direct sums."""

import numpy as np
import pytest
from scipy.integrate import quad

from estgeo.stats import kernel
from estgeo.stats.kernel import (
    KERNELS,
    convolved,
    kernel_height,
    kernel_reach,
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


def test_the_kernels_and_how_far_they_reach():
    assert KERNELS == ("quartic", "gaussian")
    assert kernel_reach(3.0, "quartic") == 3
    assert kernel_reach(3.0, "gaussian") == 24


def test_heights_by_hand():
    # Of bandwidth 2: quartic 3 / pi (1 - 1/4)^2 / 4; gaussian exp(-1/8) / (2 pi) / 4.
    at = np.array([0.0, 1.0, 2.0, 2.1])
    quartic = 3 / np.pi * np.array([1, 0.75**2, 0, 0]) / 4
    np.testing.assert_allclose(kernel_height(at, 2.0, "quartic"), quartic)
    gaussian = np.exp(-(at**2) / 8) / (2 * np.pi) / 4
    np.testing.assert_allclose(kernel_height(at, 2.0, "gaussian"), gaussian)
    last = kernel_height(np.array([16.0, 16.1]), 2.0, "gaussian")
    assert last[0] == pytest.approx(np.exp(-32) / (8 * np.pi), abs=0)
    assert last[1] == 0


def test_a_point_is_shared_by_hand_and_other_nodes_have_nothing():
    # A quarter of the way to the east, half of the way to the north.
    mass = linear_bins(np.array([1.25]), np.array([0.5]), np.array([8.0]), (3, 4))
    assert mass.tolist() == [[0, 3, 1, 0], [0, 3, 1, 0], [0, 0, 0, 0]]
    moments = kernel.binned_moments(np.array([1.25]), np.array([0.5]), None, (3, 4))
    assert moments[:, 0, 1].tolist() == [1, 0.25, 0.5, 0.125]
    assert moments.sum() == 1.875


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (5, 1), (2, 5), (5, 2)])
def test_points_all_over_a_grid_of_any_shape(shape):
    height, width = shape
    rng = np.random.default_rng(3)
    x, y = rng.random(40) * (width - 1), rng.random(40) * (height - 1)
    x, y = np.append(x, [0, width - 1.0]), np.append(y, [height - 1.0] * 2)
    weight = rng.random(42)
    rows, columns = np.mgrid[:height, :width]
    expected = np.zeros(shape)
    for east, north, heavy in zip(x, y, weight, strict=True):
        near = np.maximum(0, 1 - abs(columns - east)) * np.maximum(
            0, 1 - abs(rows - north)
        )
        expected += heavy * near
    found = linear_bins(x, y, weight, shape)
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (7, 1), (4, 9)])
@pytest.mark.parametrize("bandwidth", [0.3, 1.5, 3.0, 40.0])
def test_grids_of_any_shape_are_smoothed_as_by_direct_sums(kernel, shape, bandwidth):
    mass = np.random.default_rng(4).random(shape)
    mass[0, 0] = 9
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    expected = np.zeros(shape)
    for row, column in np.argwhere(mass):
        away = np.hypot(rows - row, columns - column)
        expected += mass[row, column] * kernel_height(away, bandwidth, kernel)
    found = convolved(mass, bandwidth, kernel)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-13)
    assert found.min() >= 0


def test_bandwidth_by_hand():
    # Half of the points lie within 2 of x: 2 / 1.349 is under the deviation of it. Of
    # y half lie at one place: there the deviation counts.
    x, y = np.array([0.0, 1, 2, 3, 10]), np.array([0.0, 0, 0, 0, 5])
    expected = (2 / 1.349 + 2) / 2 * 5 ** (-1 / 6)
    assert normal_bandwidth(x, y, "gaussian") == pytest.approx(expected)
    assert normal_bandwidth(y, x, "gaussian") == pytest.approx(expected)
    # Evenly spread: the deviation, root of 2, is under 2 / 1.349 even where small.
    even = np.arange(5.0) / 100
    small = np.sqrt(2) / 100 * 5 ** (-1 / 6)
    assert normal_bandwidth(even, even, "gaussian") == pytest.approx(small)
    narrow = np.array([0.0, 1, 2, 3, 10]) / 100
    assert normal_bandwidth(narrow, narrow, "gaussian") == pytest.approx(
        0.02 / 1.349 * 5 ** (-1 / 6)
    )
    assert normal_bandwidth(np.ones(4), np.ones(4), "gaussian") == 0
    # The seventy-fifth of a hundred steps, not the one beside it.
    steps = np.r_[np.arange(101.0), 1000]
    middle = (np.percentile(steps, 75) - np.percentile(steps, 25)) / 1.349
    assert middle == pytest.approx(50.5 / 1.349)
    assert normal_bandwidth(steps, steps, "gaussian") == pytest.approx(
        50.5 / 1.349 * 102 ** (-1 / 6)
    )
