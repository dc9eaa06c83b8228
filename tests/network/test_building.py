"""Streets as they come become a network that is joined where they meet."""

import geopandas as gpd
import networkx
import numpy as np
import pytest
import shapely

import estgeo as eg


def streets_of(*wkt, **columns):
    return gpd.GeoDataFrame(columns, geometry=shapely.from_wkt(wkt), crs=3006)


def way(network, a, b):
    ends = gpd.GeoDataFrame(geometry=[shapely.Point(a), shapely.Point(b)], crs=3006)
    found = eg.network_distances(ends, network=network)
    return found["distance"].iloc[0] if len(found) else np.inf


def counted(network):
    return dict(network.report.to_numpy().tolist())


@pytest.mark.parametrize("gap", [0.0, 0.05, -0.05])
def test_a_side_street_ends_on_an_uncut_street(gap):
    network = eg.street_network(
        streets_of("LINESTRING (0 0, 200 0)", f"LINESTRING (100 80, 100 {gap})")
    )
    assert way(network, (0, 0), (100, 80)) == pytest.approx(180, abs=0.1)
    assert sorted(network.nodes["degree"]) == [1, 1, 1, 3]
    assert counted(network)["cut"] == 1
    assert counted(network)["joined"] == (gap != 0)


def test_an_end_beyond_the_tolerance_stays_apart():
    network = eg.street_network(
        streets_of("LINESTRING (0 0, 200 0)", "LINESTRING (100 80, 100 0.2)")
    )
    assert way(network, (0, 0), (100, 80)) == np.inf
    assert counted(network)["parts"] == 2


def test_a_bridge_stays_apart_unless_asked():
    cross = streets_of("LINESTRING (0 50, 100 50)", "LINESTRING (50 0, 50 100)")
    apart = eg.street_network(cross)
    assert way(apart, (0, 50), (50, 0)) == np.inf
    assert counted(apart)["crossings_apart"] == 1
    joined = eg.street_network(cross, join_crossings=True)
    assert way(joined, (0, 50), (50, 0)) == pytest.approx(100)
    assert counted(joined)["crossings_apart"] == 0


def test_a_vertex_in_common_is_a_junction():
    network = eg.street_network(
        streets_of(
            "LINESTRING (0 50, 50 50, 100 50)", "LINESTRING (50 0, 50 50, 50 100)"
        )
    )
    assert way(network, (0, 50), (50, 0)) == pytest.approx(100)
    assert len(network.edges) == 4
    assert counted(network)["crossings_apart"] == 0


def test_levels_meet_only_end_to_end():
    wkt = (
        "LINESTRING (0 50, 50 50, 100 50)",
        "LINESTRING (50 0, 50 50, 50 100)",
        "LINESTRING (100 50, 200 50)",
    )
    network = eg.street_network(
        streets_of(*wkt, layer=[1, 0, 0]), level="layer", join_crossings=True
    )
    assert way(network, (0, 50), (50, 0)) == np.inf
    assert way(network, (0, 50), (200, 50)) == pytest.approx(200)


def test_heights_parts_and_lines_without_length():
    network = eg.street_network(
        streets_of(
            "MULTILINESTRING Z ((0 0 5, 100 0 9), (100 0 9, 100 100 7))",
            "LINESTRING (300 0, 300 0)",
            "MULTILINESTRING ((0 0, 0 50), (0 80, 0 90))",
        )
    )
    assert network.length == pytest.approx(260)
    assert counted(network)["without_length"] == 1
    assert not network.edges.has_z.any()


def test_a_street_that_ends_on_itself():
    six = streets_of("LINESTRING (0 200, 0 100, 0 0, 50 0, 50 50, 0 50)")
    network = eg.street_network(six)
    assert way(network, (0, 200), (50, 50)) == pytest.approx(200)
    assert sorted(network.nodes["degree"]) == [1, 3]


def test_a_ring_is_a_loop():
    network = eg.street_network(
        streets_of("LINESTRING (0 0, 100 0, 100 100, 0 100, 0 0)")
    )
    assert way(network, (50, 0), (0, 50)) == pytest.approx(100)
    assert network.nodes["degree"].tolist() == [2]


def test_the_order_and_direction_of_lines_change_nothing():
    rng = np.random.default_rng(4)
    xy = rng.uniform(0, 500, (9, 2)).round(0)
    wkt = [
        shapely.LineString(xy[[i, j]]).wkt
        for i, j in [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (0, 5), (7, 8)]
    ]
    one = eg.street_network(streets_of(*wkt))
    turned = [shapely.from_wkt(w).reverse().wkt for w in wkt[::-1]]
    other = eg.street_network(streets_of(*turned))
    for a, b in [(0, 6), (4, 2), (7, 8), (1, 7)]:
        assert way(one, xy[a], xy[b]) == pytest.approx(way(other, xy[a], xy[b]))


def test_every_metre_of_street_is_kept():
    streets = eg.sample_streets()
    network = eg.street_network(streets)
    assert network.length == pytest.approx(streets.length.sum(), rel=1e-9)
    by_street = network.edges.groupby("street")["length"].sum()
    assert np.allclose(by_street.reindex(streets.index), streets.length)


def test_graphs_of_other_libraries():
    graph = networkx.MultiDiGraph(crs="EPSG:3006")
    for node, (x, y) in enumerate([(0, 0), (100, 0), (100, 50)]):
        graph.add_node(node, x=x, y=y)
    for a, b in [(0, 1), (1, 0), (1, 2)]:
        graph.add_edge(a, b, name=["Ettan", "E4"] if a + b == 1 else "Tvåan")
    network = eg.street_network(graph)
    assert network.length == pytest.approx(150)
    assert network.edges["name"].tolist() == ["Ettan, E4", "Tvåan"]


def test_what_is_no_street_is_refused():
    with pytest.raises(ValueError, match="lines"):
        eg.street_network(streets_of("POINT (0 0)"))
    with pytest.raises(ValueError, match="with a length"):
        eg.street_network(streets_of("LINESTRING (1 1, 1 1)"))
    with pytest.raises(TypeError, match="osmnx or momepy"):
        eg.street_network([1, 2])
    with pytest.raises(TypeError, match="Make one"):
        eg.network_k(eg.sample_incidents("memphis"), network=3, distances=[1])


def test_the_report_in_words():
    network = eg.street_network(
        streets_of("LINESTRING (0 0, 200 0)", "LINESTRING (100 80, 100 0.05)")
    )
    assert network.sentences("en") == [
        "2 lines were read.",
        "1 line was cut at junctions.",
        "1 end was joined to another line within the tolerance.",
        "3 dead ends.",
        "The network is one connected part.",
    ]
    assert network.sentences("sv")[1:3] == [
        "1 linje delades vid korsningar.",
        "1 linjeände flyttades till en annan linje inom toleransen.",
    ]


def test_the_only_layer_of_lines_is_read(tmp_path):
    path = tmp_path / "ground.gpkg"
    lines = streets_of("LINESTRING Z (0 0 1, 200 0 1)", name=["Storgatan"])
    lines.to_file(path, layer="vägar")
    lines.set_geometry(lines.buffer(5)).to_file(path, layer="ytor")
    assert eg.read_streets(path)["name"].tolist() == ["Storgatan"]
    lines.to_file(path, layer="stigar")
    with pytest.raises(ValueError, match="'stigar'"):
        eg.read_streets(path)
    assert len(eg.read_streets(path, layer="stigar")) == 1
    with pytest.raises(ValueError, match="one of"):
        eg.read_streets(path, layer="saknas")


def lines_as(name, values, *wkt):
    geometry = shapely.from_wkt(list(wkt))
    return gpd.GeoDataFrame({name: values}, geometry=geometry, crs=3006)


CROSSING = ("LINESTRING (0 0, 200 0)", "LINESTRING (100 80, 100 -80)")


@pytest.mark.parametrize(
    ("levels", "stretches"),
    [
        (["0", "1"], 2),
        (["0", "0.0"], 4),
        (["", None], 4),
        ([None, "0"], 4),
        ([1.0, None], 2),
        (["1", " 1 "], 4),
        (["bro", None], 2),
        (["bro", "bro"], 4),
    ],
)
def test_levels_are_told_apart_as_numbers_or_words(levels, stretches):
    streets = lines_as("level", levels, *CROSSING)
    network = eg.street_network(streets, level="level", join_crossings=True)
    assert len(network.edges) == stretches


def test_names_are_trimmed_and_lists_joined():
    streets = lines_as("name", [["A", "B"], "  "], *CROSSING)
    assert eg.street_network(streets).edges["name"].tolist() == ["A, B", ""]


def test_what_is_drawn_twice_counts_once():
    line, back = "LINESTRING (0 0, 100 0)", "LINESTRING (100 0, 0 0)"
    streets = lines_as("name", ["A", "B", "C", "D"], line, line, back, back)
    network = eg.street_network(streets)
    assert network.edges["name"].tolist() == ["A"]
    assert network.report.set_index("code")["n"]["twice"] == 3
    assert "3 sträckor var ritade två gånger och räknas en gång." in (
        network.sentences("sv")
    )


def test_what_overlaps_in_part_counts_once():
    streets = lines_as(
        "name", ["A", "B"], *(f"LINESTRING ({x} 0, {x + 100} 0)" for x in (0, 50))
    )
    network = eg.street_network(streets)
    assert network.length == pytest.approx(150)
    assert network.edges["length"].tolist() == [50, 50, 50]


def test_a_loop_both_ways_around_is_two_streets():
    streets = lines_as(
        "name",
        ["A", "B", "C"],
        "LINESTRING (0 0, 50 40, 100 0)",
        "LINESTRING (0 0, 50 -40, 100 0)",
        "LINESTRING (0 0, 100 0)",
    )
    network = eg.street_network(streets)
    assert len(network.edges) == 3
    assert network.report.set_index("code")["n"]["twice"] == 0


def test_a_tunnel_below_a_street_is_not_drawn_twice():
    line = "LINESTRING (0 0, 100 0)"
    streets = lines_as("level", [0, -1], line, line)
    assert len(eg.street_network(streets, level="level").edges) == 2


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_coordinates_that_are_not_finite_are_refused(bad):
    with np.errstate(invalid="ignore"):
        line = shapely.linestrings([[0, 0], [bad, 0], [100, 0]], handle_nan="allow")
    streets = gpd.GeoDataFrame(geometry=[line], crs=3006)
    with pytest.raises(ValueError, match="lines with finite coordinates"):
        eg.street_network(streets)


def test_a_tolerance_beyond_all_streets_is_refused():
    streets = lines_as("name", ["A"], "LINESTRING (0 0, 100 0)")
    with pytest.raises(ValueError, match="'tolerance' must be less than the streets"):
        eg.street_network(streets, tolerance=500)
