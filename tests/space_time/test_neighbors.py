"""Which zones share a border, on maps as they are: not drawn to the last digit."""

import warnings

import geopandas as gpd
import libpysal
import numpy as np
import pytest
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Polygon, box

import estgeo as eg


def zones_of(*shapes, crs=3006, index=None):
    return gpd.GeoDataFrame(geometry=list(shapes), index=index, crs=crs)


def pairs(zones, **how):
    adjacency = eg.neighbors(zones, **how).adjacency
    return {tuple(sorted(pair)) for pair in adjacency[adjacency > 0].index}


def within(zones, distance):
    """Brute force: the distance of every pair."""
    shapes = zones.geometry.to_numpy()
    return {
        (i, j)
        for i in range(len(shapes))
        for j in range(i + 1, len(shapes))
        if shapely.distance(shapes[i], shapes[j]) <= distance
    }


X, Y = 674_000, 6_580_000
# Blocks that meet at T-junctions: no block has the others' corners among its own.
BLOCKS = [
    box(X, Y, X + 400, Y + 333),
    box(X + 400, Y, X + 700, Y + 111),
    box(X + 400, Y + 111, X + 700, Y + 333),
    box(X, Y + 333, X + 200, Y + 600),
    box(X + 200, Y + 333, X + 700, Y + 600),
]
# By hand: 0 beside 1, 2, 3, 4; 1 beside 2; 2 beside 4; 3 beside 4.
QUEEN = {(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (2, 4), (3, 4)}


def test_blocks_that_meet_at_junctions_are_neighbors():
    assert pairs(zones_of(*BLOCKS)) == QUEEN
    assert pairs(zones_of(*BLOCKS), contiguity="rook") == QUEEN


@pytest.mark.parametrize("crs", [3011, 3007, 25833, 3857, 4326])
@pytest.mark.parametrize("contiguity", ["queen", "rook"])
def test_another_crs_and_the_way_back_keep_the_pairs(crs, contiguity):
    there = zones_of(*BLOCKS).to_crs(crs)
    assert pairs(there, contiguity=contiguity) == QUEEN
    assert pairs(there.to_crs(3006), contiguity=contiguity) == QUEEN


@pytest.mark.parametrize("angle", [1.7, 17, 45, 63.5])
def test_turned_blocks_keep_their_pairs(angle):
    turned = [rotate(shape, angle, origin=(X, Y)) for shape in BLOCKS]
    assert pairs(zones_of(*turned)) == QUEEN
    assert pairs(zones_of(*turned), contiguity="rook") == QUEEN


def test_coordinates_cut_to_the_centimetre_keep_their_pairs():
    turned = [rotate(shape, 31, origin=(X, Y)) for shape in BLOCKS]
    cut = shapely.set_precision(np.array(turned), 0.01)
    assert pairs(zones_of(*cut)) == QUEEN


@pytest.mark.parametrize(
    ("gap", "tolerance", "meet"),
    [
        *((0.009, 0.01, True), (0.011, 0.01, False), (0.5, 0.6, True)),
        *((0.5, 0.01, False), (1e-9, 0.0, False), (0.0, 0.0, True)),
        *((-0.5, 0.01, True), (-50.0, 0.0, True)),  # overlaps
    ],
)
def test_a_gap_as_wide_as_the_tolerance_is_none(gap, tolerance, meet):
    # A pentagon and a rectangle, so that no grid is seen in them.
    east = box(X + 100 + gap, Y, X + 233, Y + 80)
    west = Polygon([(X, Y), (X + 100, Y), (X + 100, Y + 80), (X + 50, Y + 99), (X, Y)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pairs(zones_of(west, east), tolerance=tolerance)
    assert found == ({(0, 1)} if meet else set())


def test_a_zone_inside_another_is_its_neighbor_but_shares_no_border():
    zones = zones_of(box(0, 0, 100, 90), box(20, 20, 40, 50))
    assert pairs(zones) == {(0, 1)}
    assert pairs(zones, contiguity="rook") == set()


def test_zones_that_meet_in_a_corner_are_neighbors_by_queen_only():
    sharp = Polygon([(100, 90), (300, 91), (300, 95)])  # a corner of one degree
    zones = zones_of(box(0, 0, 100, 90), sharp)
    assert pairs(zones) == {(0, 1)}
    assert pairs(zones, contiguity="rook") == set()


@pytest.mark.parametrize(("common", "meet"), [(0.9, False), (1.2, True), (40.0, True)])
def test_rook_is_more_than_a_metre_of_common_border(common, meet):
    zones = zones_of(box(0, 0, 100, 90), box(100, 90 - common, 220, 300))
    assert pairs(zones, contiguity="rook") == ({(0, 1)} if meet else set())


def test_the_metre_is_a_metre_also_in_feet():
    # EPSG 2263 is in US feet: a foot and a half is less than a metre.
    def zones(common):
        return zones_of(box(0, 0, 400, 300), box(400, 300 - common, 900, 900), crs=2263)

    assert pairs(zones(2.9), contiguity="rook") == set()
    assert pairs(zones(3.6), contiguity="rook") == {(0, 1)}


def test_random_maps_have_the_pairs_that_lie_within_a_centimetre():
    rng = np.random.default_rng(16)
    for seed in range(6):
        seeds = shapely.multipoints(rng.uniform(0, 2000, (40, 2)) + [X, Y])
        cells = shapely.get_parts(shapely.voronoi_polygons(seeds))
        # Simplified one by one, as layers for the web are, and moved a little.
        cells = [
            translate(shapely.simplify(cell, 0.004), *rng.uniform(-0.002, 0.002, 2))
            for cell in cells
        ]
        zones = zones_of(*cells)
        assert pairs(zones) == within(zones, 0.01), seed


def test_a_gap_that_leaves_a_zone_alone_is_said_with_numbers():
    zones = zones_of(
        *(box(0, 0, 100, 90), box(100, 0, 180, 90), box(180.234, 0, 300, 90)),
        index=["a", "b", "c"],
    )
    told = r"1 of 3 zones has no neighbor .* \(the first: c; widest gap 0.24 m\)"
    with pytest.warns(UserWarning, match=told) as caught:
        assert pairs(zones) == {("a", "b")}
    assert caught[0].filename == __file__
    assert pairs(zones, tolerance=0.24) == {("a", "b"), ("b", "c")}
    with pytest.warns(UserWarning, match=r"neighbors\(zones, tolerance=0.24\)"):
        eg.hot_spots(zones.assign(n=[1, 2, 9]))


def test_an_island_far_off_is_an_island_without_a_word():
    zones = zones_of(box(0, 0, 100, 90), box(100, 0, 180, 90), box(400, 0, 500, 90))
    assert eg.neighbors(zones).isolates.tolist() == [2]


def test_real_precincts_have_the_pairs_counted_by_brute_force():
    # 9 precincts of Memphis (MIT): shapely.distance of all pairs.
    zones = eg.sample_zones("memphis").reset_index(drop=True)
    assert len(pairs(zones)) == len(pairs(zones, contiguity="rook")) == 17
    assert pairs(zones.to_crs(4326)) == pairs(zones)


def test_ends_of_streets_may_lie_a_hair_apart_wherever_they_lie():
    for at in np.arange(0, 0.02, 0.0013):  # no place is a seam between two cells
        lines = [
            LineString([(0, 0), (100 + at, 0)]),
            LineString([(100.009 + at, 0), (200, 0)]),
            LineString([(100.02 + at, 1), (200, 90)]),
        ]
        assert pairs(zones_of(*lines)) == {(0, 1)}


@pytest.mark.parametrize("labels", [None, list("abcde")])
def test_a_w_of_libpysal_is_as_good_as_a_graph(labels):
    zones = zones_of(*BLOCKS, index=labels).assign(n=[9, 1, 1, 8, 0])
    graph = eg.neighbors(zones)
    by_label = graph.to_W()
    by_place = libpysal.weights.W({0: [1, 2, 3, 4], 1: [0, 2], 2: [0, 1, 4],
                                   3: [0, 4], 4: [0, 2, 3]})  # fmt: skip
    expected = eg.hot_spots(zones, neighbors=graph)["gi_star"]
    for weights in (by_label, by_place):
        found = eg.hot_spots(zones, neighbors=weights)["gi_star"]
        np.testing.assert_array_equal(found, expected)
        spread = eg.spatial_autocorrelation(zones, neighbors=weights, rng=1)
        assert spread.moran_i == pytest.approx(
            eg.spatial_autocorrelation(zones, neighbors=graph, rng=1).moran_i
        )
    with pytest.raises(ValueError, match="a Graph of the same 5 zones"):
        eg.hot_spots(zones, neighbors=libpysal.weights.lat2W(2, 2))
