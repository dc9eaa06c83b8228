"""Moran's I, general G and local Moran against esda; p-values under the null."""

import warnings

import geopandas as gpd
import numpy as np
import pytest
from esda import G, Moran, Moran_Local
from libpysal.graph import Graph
from shapely import box

from estgeo import local_moran, spatial_autocorrelation


def squares(values, columns=10):
    y, x = np.divmod(np.arange(len(values)), columns)
    cells = box(x, y, x + 1, y + 1)
    return gpd.GeoDataFrame({"n": values}, geometry=cells, crs="EPSG:3006")


@pytest.fixture
def zones():
    return squares(np.random.default_rng(1).poisson(2, 100))


def test_both_equal_esda(zones):
    graph = Graph.build_contiguity(zones, rook=False)
    found = spatial_autocorrelation(zones, permutations=99, rng=1)
    moran, general = Moran(zones.n, graph), G(zones.n, graph)
    assert found.moran_i == pytest.approx(moran.I, rel=1e-12)
    assert found.moran_expected == pytest.approx(moran.EI)
    assert found.general_g == pytest.approx(general.G, rel=1e-12)
    assert found.general_g_expected == pytest.approx(general.EG)
    again = spatial_autocorrelation(zones, permutations=99, rng=1)
    assert again == found
    assert found.to_frame().shape[0] == 1
    assert found.provenance.seed == 1


def test_p_values_are_even_under_chance():
    rng = np.random.default_rng(5)
    maps = [squares(rng.poisson(1, 36), 6) for _ in range(200)]
    graph = Graph.build_contiguity(maps[0], rook=False)
    found = [
        spatial_autocorrelation(m, neighbors=graph, permutations=39, rng=rng)
        for m in maps
    ]
    for p in ([f.moran_p for f in found], [f.general_g_p for f in found]):
        # Binomial 99.9 % band around 10 % of 200.
        assert 5 <= (np.array(p) <= 0.1).sum() <= 38


def test_local_moran_equals_esda_and_its_simulation(zones):
    graph = Graph.build_contiguity(zones, rook=False)
    found = local_moran(zones)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        esda = Moran_Local(
            zones.n, graph, permutations=4999, seed=1, keep_simulations=True
        )
    np.testing.assert_allclose(found.local_moran, esda.Is, rtol=1e-12)
    assert found.quadrant.cat.codes.tolist() == (esda.q - 1).tolist()
    slack = 1e-9
    upper = (esda.sim >= esda.Is - slack).mean(axis=0)
    lower = (esda.sim <= esda.Is + slack).mean(axis=0)
    simulated = np.minimum(1, 2 * np.minimum(upper, lower))
    assert np.abs(simulated - found.p_value).max() < 0.05


def test_islands_and_constant_values(zones):
    far = zones.copy()
    far.loc[0, "geometry"] = box(500, 500, 501, 501)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = local_moran(far)
    assert np.isnan(found.p_value[0])
    assert np.isnan(found.local_moran[0])
    constant = zones.assign(n=1)
    assert np.isnan(spatial_autocorrelation(constant, rng=1).moran_i)
    with pytest.raises(ValueError, match="'n' must be values that differ"):
        local_moran(constant)
    with pytest.raises(ValueError, match="some zones have neighbours"):
        local_moran(zones[::5].iloc[::3], neighbors=0.5)
