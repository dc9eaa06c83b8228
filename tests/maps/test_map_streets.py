"""Streets in classes, named by their cross streets."""

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point

import estgeo as eg


@pytest.fixture(scope="module")
def network():
    lines = [
        LineString([(0, 0), (200, 0), (400, 0)]),
        LineString([(0, -50), (0, 50)]),
        LineString([(200, 0), (200, 90)]),
    ]
    names = ["Valboåsgatan", "Skolvägen", "Torggatan"]
    return eg.street_network(
        gpd.GeoDataFrame({"name": names}, geometry=lines, crs=3006)
    )


@pytest.fixture(scope="module")
def density(network):
    incidents = gpd.GeoDataFrame(geometry=[Point(100, 2), Point(110, 2)], crs=3006)
    return eg.network_density(incidents, network, bandwidth=100)


def page(m):
    return m.get_root().render()


def test_stretches_are_named_by_their_cross_streets(network, density):
    html = page(eg.map_streets(density, network=network))
    assert "Valboåsgatan mellan Skolvägen och Torggatan" in html
    assert "Täthet av rapporter längs gator" in html
    assert "Valboåsgatan between Skolvägen and Torggatan" in page(
        eg.map_streets(density, network=network, lang="en")
    )


def test_hot_stretches_have_the_classes_of_hot_spots(network):
    edges = network.edges.assign(gi_bin=[3, 0, 0, 0, -1][: len(network.edges)])
    html = page(eg.map_streets(edges, network=network))
    assert "Hot spots längs gator" in html
    assert "Hot spot, 99 %" in html
    assert "Hot spot, 95 %" not in html


def test_what_cannot_be_drawn_is_refused(network):
    with pytest.raises(KeyError, match="network_density"):
        eg.map_streets(network.edges)
    with pytest.raises(ValueError, match="'value' must be one of"):
        eg.map_streets(network.edges, value="length")
    zones = eg.sample_zones().assign(n=1)
    with pytest.raises(ValueError, match="lines"):
        eg.map_streets(zones)
