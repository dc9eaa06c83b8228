"""Density per km² against direct sums; borders, weights, errors."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import box

from estgeo import kernel_density, relative_density, square_grid


def grid_of(width, height, cell_size):
    area = gpd.GeoDataFrame(geometry=[box(0, 0, width, height)], crs="EPSG:3006")
    return square_grid(area, cell_size=cell_size)


def cloud(n, low, high, seed=1):
    x, y = np.random.default_rng(seed).uniform(low, high, (2, n))
    points = gpd.points_from_xy(x, y)
    return gpd.GeoDataFrame({"w": np.arange(n) % 3}, geometry=points, crs="EPSG:3006")


def direct(points, grid, height, weights):
    centres = grid.centroid
    away = np.hypot(
        centres.x.to_numpy()[:, None] - points.geometry.x.to_numpy(),
        centres.y.to_numpy()[:, None] - points.geometry.y.to_numpy(),
    )
    return 1e6 * height(away) @ weights


def quartic(bandwidth):
    return lambda d: (
        3 / np.pi * np.clip(1 - (d / bandwidth) ** 2, 0, None) ** 2 / bandwidth**2
    )


def gaussian(bandwidth):
    return lambda d: np.exp(-((d / bandwidth) ** 2) / 2) / (2 * np.pi * bandwidth**2)


@pytest.mark.parametrize(
    ("kernel", "height"), [("quartic", quartic(600)), ("gaussian", gaussian(600))]
)
@pytest.mark.parametrize("weight", [None, "w"])
def test_equals_a_direct_sum_within_a_per_cent_of_the_peak(kernel, height, weight):
    grid, points = grid_of(4000, 3000, 50), cloud(300, -1000, 5000)
    found = kernel_density(points, grid, bandwidth=600, kernel=kernel, weight=weight)
    weights = np.ones(300) if weight is None else points[weight].to_numpy()
    expected = direct(points, grid, height, weights)
    assert np.abs(found.density - expected).max() < 0.01 * expected.max()
    assert (found.bandwidth == 600).all()
    assert list(found.columns) == ["geometry", "density", "bandwidth"]


def test_a_bandwidth_narrower_than_a_cell_is_refined():
    grid, points = grid_of(2000, 2000, 100), cloud(50, 0, 2000)
    found = kernel_density(points, grid, bandwidth=80, kernel="gaussian")
    expected = direct(points, grid, gaussian(80), np.ones(50))
    assert np.abs(found.density - expected).max() < 0.06 * expected.max()


def test_edge_correction_makes_an_even_spread_even():
    grid = grid_of(2000, 2000, 100)
    points = grid.set_geometry(grid.centroid)
    plain = kernel_density(points, grid, bandwidth=500)
    even = kernel_density(points, grid, bandwidth=500, edge_correction=True)
    corner, middle = 0, 210
    assert plain.density.iloc[middle] == pytest.approx(100, rel=0.02)
    assert plain.density.iloc[corner] < 50
    np.testing.assert_allclose(even.density, 100, rtol=0.02)


def test_translation_and_order_change_nothing():
    grid, points = grid_of(1000, 1000, 100), cloud(40, 0, 1000)
    found = kernel_density(points, grid, bandwidth=300)
    moved = grid.set_geometry(grid.translate(512_345, 6_570_010))
    far = points.set_geometry(points.translate(512_345, 6_570_010))
    again = kernel_density(far.sample(frac=1, random_state=1), moved, bandwidth=300)
    np.testing.assert_allclose(again.density, found.density, rtol=1e-6)


def test_relative_density_is_missing_where_nothing_is_at_risk():
    grid = grid_of(3000, 1000, 100)
    at_risk = cloud(30, 0, 900)
    found = relative_density(at_risk, at_risk, grid, bandwidth=200)
    there = found.density_at_risk > 1e-6
    np.testing.assert_allclose(found.ratio[there], 1)
    assert found.ratio.iloc[-1] != found.ratio.iloc[-1]


def test_errors():
    grid, points = grid_of(1000, 1000, 100), cloud(4, 0, 900)
    with pytest.raises(ValueError, match="'grid' must be a grid of whole squares"):
        kernel_density(points, grid.set_geometry(grid.buffer(1)), bandwidth=200)
    with pytest.raises(ValueError, match="'bandwidth' must be a positive number"):
        kernel_density(points, grid, bandwidth=0)
    with pytest.raises(ValueError, match="'bandwidth' must be a number of metres"):
        kernel_density(points[:0], grid)
    with pytest.raises(ValueError, match="'kernel' must be one of"):
        kernel_density(points, grid, kernel="box")
    with pytest.raises(ValueError, match="'w' must be zero or more"):
        kernel_density(points.assign(w=-1), grid, bandwidth=200, weight="w")


def test_nothing_is_zero_density():
    grid, points = grid_of(1000, 1000, 100), cloud(4, 0, 900)
    assert (kernel_density(points[:0], grid, bandwidth=200).density == 0).all()


def fine_grid(cell_size=50):
    area = gpd.GeoDataFrame(geometry=[box(0, 0, 2000, 2000)], crs=3006)
    return square_grid(area, cell_size=cell_size)


def at(*xy):
    x, y = zip(*xy, strict=True)
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=3006)


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (25, 25), (25, 0), (13, 7), (24.9, 3)])
@pytest.mark.parametrize(
    ("kernel", "bandwidth", "slack"),
    [
        *(("quartic", 75, 0.04), ("quartic", 80, 0.04), ("quartic", 100, 0.02)),
        *(("gaussian", 25, 0.03), ("gaussian", 100, 0.01)),
    ],
)
def test_cells_hold_the_incidents_wherever_they_lie(dx, dy, kernel, bandwidth, slack):
    three = at(*[(1000 + dx, 1000 + dy)] * 3)
    found = kernel_density(three, fine_grid(), bandwidth=bandwidth, kernel=kernel)
    mass = found["density"].sum() * 50 * 50 / 1e6
    assert mass == pytest.approx(3, rel=slack)


@pytest.mark.parametrize(("kernel", "bandwidth"), [("quartic", 74), ("gaussian", 24)])
def test_a_bandwidth_that_falls_between_the_cells_is_refused(kernel, bandwidth):
    with pytest.raises(ValueError, match=r"must be at least .* cells of 50"):
        kernel_density(
            at((1000, 1000)), fine_grid(), bandwidth=bandwidth, kernel=kernel
        )
    with pytest.raises(ValueError, match="'bandwidth' must be at least"):
        relative_density(
            at((1, 1)), at((1, 1)), fine_grid(), bandwidth=bandwidth, kernel=kernel
        )


def test_auto_is_never_narrower_than_a_cell():
    close = at((1000, 1000), (1001, 1000), (1000, 1002), (1003, 1004))
    found = kernel_density(close, fine_grid(100))
    assert found["bandwidth"].unique().tolist() == [150.0]


@pytest.mark.parametrize("bandwidth", [75, 130, 400])
def test_the_quartic_kernel_is_nought_beyond_its_bandwidth(bandwidth):
    rng = np.random.default_rng(5)
    points = at(*rng.uniform(300, 900, (20, 2)))
    grid = fine_grid()
    density = kernel_density(points, grid, bandwidth=bandwidth)["density"]
    distance = grid.centroid.apply(lambda middle: points.distance(middle).min())
    assert (density[distance >= bandwidth] == 0).all()
    assert (density[distance < 0.8 * bandwidth] > 0).all()
