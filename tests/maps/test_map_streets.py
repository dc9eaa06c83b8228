"""Streets in classes, named by their cross streets."""

import geopandas as gpd
import pandas as pd
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


def counted(network, n):
    """Return the stretches with reports: five, of 200, 200, 50, 50 and 90 m."""
    return network.edges.assign(n=n, gi_bin=[0] * len(network.edges))


def test_hot_stretches_are_told_by_street_and_cross_streets(network):
    edges = counted(network, 0)
    first = edges.index[edges["name"] == "Valboåsgatan"][0]
    # 590 m of street with 59 reports: one for every ten metres is usual.
    edges.loc[first, ["n", "gi_bin"]] = [45, 3]
    school = edges.index[edges["name"] == "Skolvägen"]
    edges.loc[school[0], ["n", "gi_bin"]] = [3, 2]
    edges.loc[school[1], "n"] = 11
    html = page(eg.map_streets(edges, network=network))
    told = "Valboåsgatan mellan Skolvägen och Torggatan: 45 rapporter, mot 20 vanligt."
    assert told in html
    # Hot through the stretches around it only: three reports, where five are usual.
    assert "3 rapporter, mot" not in html
    html = page(eg.map_streets(edges, network=network, lang="en"))
    assert "Valboåsgatan between Skolvägen and Torggatan: 45 reports, 20 is" in html


def test_pieces_of_one_stretch_are_told_together(network):
    edges = network.edges
    first = edges.index[edges["name"] == "Valboåsgatan"][0]
    line = edges.geometry[first]
    halves = gpd.GeoDataFrame(
        {"edge_id": first, "n": [4, 5], "gi_bin": 2, "length": 100.0},
        geometry=[line, line],
        crs=3006,
    )
    rest = gpd.GeoDataFrame(
        {"edge_id": [edges.index[-1]], "n": 0, "gi_bin": 0, "length": 400.0},
        geometry=[edges.geometry.iloc[-1]],
        crs=3006,
    )
    both = gpd.GeoDataFrame(pd.concat([halves, rest], ignore_index=True), crs=3006)
    html = page(eg.map_streets(both, network=network))
    assert "Skolvägen och Torggatan: 9 rapporter, mot 3 vanligt." in html


def test_stretches_that_have_no_name_are_not_told(network):
    plain = eg.street_network(network.edges[["geometry"]])
    edges = counted(plain, [9, 0, 0, 0, 0]).assign(gi_bin=3)
    html = page(eg.map_streets(edges, network=plain))
    assert "gata utan namn" in html
    assert "gata utan namn:" not in html


@pytest.mark.parametrize("column", ["n", "length"])
def test_without_counts_or_lengths_nothing_is_told(network, column):
    edges = counted(network, 3).assign(gi_bin=3).drop(columns=column)
    assert " vanligt" not in page(eg.map_streets(edges, network=network))


def test_what_cannot_be_drawn_is_refused(network):
    with pytest.raises(KeyError, match="network_density"):
        eg.map_streets(network.edges)
    with pytest.raises(ValueError, match="'value' must be one of"):
        eg.map_streets(network.edges, value="length")
    zones = eg.sample_zones().assign(n=1)
    with pytest.raises(ValueError, match="lines"):
        eg.map_streets(zones)
