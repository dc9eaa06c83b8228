"""A public density tells nothing that the public table does not."""

import geopandas as gpd
import numpy as np
import pytest
from scipy import ndimage
from shapely.geometry import box

from estgeo import count_in_zones, public_density, publish, square_grid
from estgeo.disclosure.density import _rounded

AREA = gpd.GeoDataFrame(
    geometry=[box(512_000, 6_570_000, 516_000, 6_574_000)], crs=3006
)


def town(seed, clusters=4, isolated=60):
    """Return points in a few clusters, and others far from every other point."""
    rng = np.random.default_rng(seed)
    middles = rng.uniform(600, 3400, (clusters, 2))
    near = (middles[:, None] + rng.normal(0, 90, (clusters, 60, 2))).reshape(-1, 2)
    alone = rng.uniform(50, 3950, (isolated, 2))
    points = np.vstack([near, alone]) + [512_000, 6_570_000]
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(*points.T), crs=3006)


def located(seed, cell_size=100, bandwidth=300):
    """Return how many isolated incidents a top of the density lies within 50 m of."""
    incidents = town(seed)
    xy = np.column_stack([incidents.geometry.x, incidents.geometry.y])
    gaps = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    lonely = xy[gaps.min(axis=1) > 200]
    grid = count_in_zones(incidents, square_grid(AREA, cell_size=cell_size))
    shown = public_density(publish(grid, period="2018-03"), bandwidth=bandwidth)
    middles = np.column_stack([shown.centroid.x, shown.centroid.y])
    side = len(np.unique(middles[:, 0]))
    order = np.lexsort((middles[:, 0], middles[:, 1]))
    surface = shown["density"].to_numpy()[order].reshape(-1, side)
    tops = (surface == ndimage.maximum_filter(surface, 3)) & (surface > 0)
    found = middles[order][tops.ravel()]
    if not len(found):
        return 0, len(lonely)
    away = np.hypot(*(lonely[:, None] - found[None]).transpose(2, 0, 1)).min(axis=1)
    return int((away <= 50).sum()), len(lonely)


def test_the_local_maximum_attack_finds_almost_nobody():
    hits, tried = np.array([located(seed) for seed in range(10)]).sum(axis=0)
    assert tried >= 200
    assert hits / tried <= 0.10


def test_the_surface_does_not_move_with_a_protected_incident():
    incidents = town(1)
    grid = square_grid(AREA, cell_size=100)

    def surface(points):
        counts = count_in_zones(points, grid)
        return public_density(publish(counts, period="2018-03"), bandwidth=300)

    other = incidents.copy()
    lonely = incidents.index[-1]
    other.loc[lonely, "geometry"] = incidents.geometry[lonely].buffer(1).centroid
    assert surface(incidents)["density"].equals(surface(other)["density"])


def test_one_count_spreads_as_the_kernel_says():
    squares = [box(x, 0, x + 100, 100) for x in range(0, 1000, 100)]
    n = [0, 0, 0, 0, 50, 50, 0, 0, 4, 0]
    zones = gpd.GeoDataFrame({"n": n}, geometry=squares, crs=3006)
    shown = public_density(publish(zones, period="2018"), bandwidth=200)
    # By hand, 50 own and 50 at 100 m: quartic 3 / (pi h^2) (1 - d^2 / h^2)^2.
    top = 50 * 3 / (np.pi * 200**2) * (1 + (1 - 0.25) ** 2) * 1e6
    assert shown["n"].iloc[4] == 50
    assert shown["density"].iloc[4] == pytest.approx(top, rel=0.025)  # two digits
    assert shown["density"].iloc[0] == 0


def test_only_a_public_table_is_accepted(nine_squares):
    with pytest.raises(TypeError, match="'table' must be a PublicTable, got GeoData"):
        public_density(nine_squares, bandwidth=300)
    public = publish(nine_squares.assign(n=range(5, 14)), period="2018-03")
    with pytest.raises(
        ValueError, match=r"'bandwidth' must be at least the width .*100"
    ):
        public_density(public, bandwidth=99.9)
    assert (public_density(public, bandwidth=100)["bandwidth"] == 100).all()


def test_only_a_map_of_one_key_is_smoothed(nine_squares):
    full = nine_squares.assign(n=range(5, 14), zone=list("abcdefghi"), theme="brand")
    two_keys = publish(full, by=["zone", "theme"], period="2018-03")
    with pytest.raises(
        ValueError, match="by zone only, with polygons, got one by zone"
    ):
        public_density(two_keys, bandwidth=300)
    no_map = publish(full.drop(columns="geometry"), by="zone", period="2018-03")
    with pytest.raises(ValueError, match="by zone only, with polygons"):
        public_density(no_map, bandwidth=300)
    degrees = publish(full.to_crs(4326), by="zone", period="2018-03")
    with pytest.raises(ValueError, match="'table' must be in a projected CRS"):
        public_density(degrees, bandwidth=300)


def test_two_digits_are_shown():
    shown = _rounded(np.array([0, 0.0372, 0.96, 1.04, 123.4]))
    np.testing.assert_allclose(shown, [0, 0.037, 0.96, 1.0, 120])
