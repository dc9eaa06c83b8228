"""Gi* on stretches of street with neighbors by walking distance."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

import estgeo as eg


@pytest.fixture(scope="module")
def stretches():
    """Return 144 blocks of a town of streets at right angles, some of them missing."""
    rng = np.random.default_rng(1)
    lines = [
        shapely.LineString([(80 * x, 80 * y), (80 * x + 80 * dx, 80 * y + 80 * dy)])
        for x in range(10)
        for y in range(10)
        for dx, dy in ((1, 0), (0, 1))
        if rng.random() < 0.72
    ]
    streets = gpd.GeoDataFrame(geometry=lines, crs=3006)
    network = eg.street_network(streets)
    return network.edges, eg.network_neighbors(network.edges, network, radius=170)


def test_shuffled_counts_are_hot_no_more_often_than_the_level(stretches):
    edges, graph = stretches
    rng = np.random.default_rng(2)
    counts = rng.negative_binomial(0.8, 0.35, len(edges))
    below, any_hot = 0.0, 0
    for _ in range(150):
        found = eg.hot_spots(edges.assign(n=rng.permutation(counts)), neighbors=graph)
        below += float((found["p_value"] <= 0.05).mean())
        any_hot += bool((found["gi_bin"] >= 2).any())
    # The exact test is never above its level; over 150 shuffles the mean varies by
    # about 0.002, and a share of 0.05 by 0.018.
    assert below / 150 <= 0.05 + 0.004
    assert any_hot / 150 <= 0.05 + 2 * 0.018


def test_a_planted_stretch_is_found(stretches):
    edges, graph = stretches
    rng = np.random.default_rng(3)
    middle = shapely.Point(400, 400)
    planted = edges.distance(middle) < 85
    counts = rng.poisson(np.where(planted, 12, 1))
    found = eg.hot_spots(edges.assign(n=counts), neighbors=graph)
    hot = found["gi_bin"] >= 2
    assert hot[planted].mean() >= 0.9
    assert not hot[edges.distance(middle) > 400].any()
