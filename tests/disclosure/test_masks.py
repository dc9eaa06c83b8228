"""Masks keep their bounds, spread evenly, and say how many addresses hide a point."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from estgeo import mask_incidents


def points(n, seed=1):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(512_000, 514_000, n), rng.uniform(6_570_000, 6_572_000, n)
    return gpd.GeoDataFrame(
        {"a": range(n)}, geometry=gpd.points_from_xy(x, y), crs=3006
    )


def test_donut_stays_within_its_bounds_and_is_even_by_area():
    many = points(20_000)
    masked = mask_incidents(many, at_least=50, at_most=150, rng=2)
    moved = many.distance(masked)
    assert moved.between(49.99, 150.01).all()  # places are those of a centimetre
    assert set(masked["mask_distance"]) == {150}
    share = ((moved**2 - 50**2) / (150**2 - 50**2)).clip(0, 1)
    assert stats.kstest(share, "uniform").pvalue > 0.001
    angle = np.arctan2(
        masked.geometry.y - many.geometry.y, masked.geometry.x - many.geometry.x
    )
    assert stats.kstest((angle + np.pi) / (2 * np.pi), "uniform").pvalue > 0.001


def test_donut_grows_where_few_live():
    lonely = points(200)
    homes = points(40, seed=9)
    masked = mask_incidents(lonely, addresses=homes, k=5, rng=2)
    assert masked["mask_distance"].max() > 150
    assert masked["k_reached"].notna().all()


def test_grid_moves_to_the_middle_of_the_square():
    masked = mask_incidents(points(50), method="grid", cell_size=200)
    assert ((masked.geometry.x % 200) == 100).all()
    assert (masked["mask_distance"] <= 100 * np.sqrt(2)).all()


def test_voronoi_is_as_close_to_a_second_address():
    homes = gpd.GeoDataFrame(geometry=gpd.points_from_xy([0, 100], [0, 0]), crs=3006)
    at_home = gpd.GeoDataFrame(geometry=gpd.points_from_xy([3.0], [4.0]), crs=3006)
    masked = mask_incidents(at_home, method="voronoi", addresses=homes)
    assert masked.geometry.iloc[0].coords[0] == pytest.approx((50.0, 4.0))
    assert masked["k_reached"].iloc[0] == 0  # both are 50.2 m away, the true place 47


def test_k_reached_counts_addresses_by_hand():
    homes = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([10, 60, 90, 130], [50] * 4), crs=3006
    )
    inside = gpd.GeoDataFrame(geometry=gpd.points_from_xy([20.0], [50.0]), crs=3006)
    masked = mask_incidents(inside, method="grid", cell_size=100, addresses=homes, k=3)
    assert masked["k_reached"].iloc[0] == 3  # those of the square from 0 to 100
    few = mask_incidents(inside, method="grid", cell_size=100, addresses=homes, k=5)
    assert few["k_reached"].iloc[0] == 3  # there are no five addresses to be among


def test_squares_grow_until_k_addresses_are_in_them():
    # One address in the first square, three in the next: the square of 200 m holds 4.
    homes = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([10, 110, 120, 130, 1010, 1020, 1030], [50] * 7),
        crs=3006,
    )
    masked = mask_incidents(homes, method="grid", cell_size=100, addresses=homes, k=3)
    assert masked.geometry.x.tolist() == [100.0] * 4 + [1050.0] * 3
    assert (masked["k_reached"] == 3).all()


@pytest.mark.parametrize("method", ["donut", "grid"])
def test_a_place_moves_as_one(method):
    # Thirty reports at one address: their mean tells no more than one of them.
    same = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([500_010.0] * 30, [6_500_020.0] * 30), crs=3006
    )
    masked = mask_incidents(same, method=method, rng=1)
    assert len(masked.geometry.unique()) == 1
    other = pd.concat([same, points(5)], ignore_index=True)
    assert (
        mask_incidents(other, method=method, rng=1).geometry.iloc[:30].unique().size
        == 1
    )


def test_no_column_leads_back_to_the_place():
    many, homes = points(300), points(3000, seed=5)
    for options in ({}, {"addresses": homes}, {"addresses": homes, "method": "grid"}):
        masked = mask_incidents(many, rng=3, **options)
        # Neither column says anything of how far one point was moved.
        assert len(set(masked["mask_distance"])) == 1
        assert masked["k_reached"].max() <= 5 or not options


def test_who_knows_the_method_is_left_with_k_addresses():
    homes = points(2000, seed=7)
    lonely = homes.sample(100, random_state=1)
    masked = mask_incidents(lonely, addresses=homes, k=8, rng=2)
    assert (masked["k_reached"] == 8).all()
    x, y = homes.geometry.x.to_numpy(), homes.geometry.y.to_numpy()
    far = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    reach = np.maximum(150, np.sort(far, axis=1)[:, 7])  # the eighth, itself the first
    for point in masked.geometry:
        distance = np.hypot(x - point.x, y - point.y)
        assert ((distance >= 50) & (distance <= reach)).sum() >= 8


def test_the_same_seed_gives_the_same_points_and_inputs_stay():
    many = points(30).set_index(np.arange(30) + 100)
    before = many.copy()
    one, other = mask_incidents(many, rng=4), mask_incidents(many, rng=4)
    assert one.geometry.equals(other.geometry)
    assert many.equals(before)
    assert one.index.equals(many.index)
    assert one.crs == many.crs
    assert one["mask_distance"].notna().all()
    assert list(one.columns) == ["a", "geometry", "mask_distance", "k_reached"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": "swap"}, "'method' must be one of"),
        ({"at_least": 150}, "'at_most' must be above at_least"),
        ({"k": 0}, "'k' must be a whole number of at least 1"),
        ({"at_least": -1}, "'at_least' must be zero or a positive number"),
        ({"method": "voronoi"}, "'addresses' must be at least two points"),
        ({"method": "grid", "cell_size": 0}, "'cell_size' must be a positive number"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=message):
        mask_incidents(points(3), **arguments)
    areas = points(3).set_geometry(points(3).buffer(9))
    with pytest.raises(ValueError, match="'addresses' must be points"):
        mask_incidents(points(3), addresses=areas)
    with pytest.raises(ValueError, match="'incidents' must be in a projected CRS"):
        mask_incidents(points(3).to_crs(4326))


def test_distances_unless_others_are_asked_for():
    many = points(2000)
    moved = many.distance(mask_incidents(many, rng=1))
    assert 49.99 <= moved.min() < 53
    assert 149 < moved.max() <= 150.01
    middles = mask_incidents(many, method="grid").geometry
    assert set(middles.x % 100) == set(middles.y % 100) == {50}


def test_without_addresses_nobody_is_counted():
    found = mask_incidents(points(3), rng=1)
    assert found["k_reached"].isna().all()
    assert found["k_reached"].dtype == float


@pytest.mark.parametrize(("k", "grows"), [(1, False), (2, True), (3, False)])
def test_the_donut_grows_until_k_addresses_lie_within_it(k, grows):
    # The second address is 400 m away; there is no third.
    homes = gpd.GeoDataFrame(geometry=gpd.points_from_xy([10, 400], [0, 0]), crs=3006)
    one = gpd.GeoDataFrame(geometry=gpd.points_from_xy([0.0], [0.0]), crs=3006)
    draws = [mask_incidents(one, addresses=homes, k=k, rng=seed) for seed in range(60)]
    moved = np.array([one.distance(draw).iloc[0] for draw in draws])
    assert (moved.max() > 150) == grows
    assert moved.max() <= 400.01
    assert draws[0]["mask_distance"].iloc[0] == (400 if grows else 150)


def test_addresses_may_be_in_another_crs_and_stand_twice():
    homes = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([512_000, 512_000, 512_200], [6_570_000] * 3),
        crs=3006,
    )
    one = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([512_030], [6_570_000]), crs=3006
    )
    found = mask_incidents(one, method="voronoi", addresses=homes.to_crs(4326))
    assert found.geometry.iloc[0].x == pytest.approx(512_100, abs=0.01)
    assert found["k_reached"].iloc[0] == 0


def test_voronoi_reaches_points_beyond_all_addresses():
    homes = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([0, 100, 50], [0, 0, 80]), crs=3006
    )
    far = gpd.GeoDataFrame(geometry=gpd.points_from_xy([60.0], [-9000.0]), crs=3006)
    found = mask_incidents(far, method="voronoi", addresses=homes)
    assert found.geometry.iloc[0].coords[0] == pytest.approx((50, -9000))
