"""Ways along streets against R (spatstat), networkx and by hand."""

from itertools import pairwise

import networkx
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.testing import assert_allclose

import estgeo as eg

from .worlds import (
    GOLDENS,
    golden,
    montreal,
    network_of,
    random_points,
    random_streets,
)


def matrix(found, n):
    """Return pairs as a symmetric matrix; no way is infinite."""
    ways = np.full((n, n), np.inf)
    np.fill_diagonal(ways, 0)
    a, b = found["a"].to_numpy(), found["b"].to_numpy()
    ways[a, b] = ways[b, a] = found["distance"]
    return ways


def ways_by_networkx(streets, points):
    """Return all ways with the points put into the graph as nodes."""
    graph, owner = networkx.Graph(), {}
    lines = streets.geometry.to_numpy()
    for row, line in enumerate(lines):
        stops = [(0.0, line.coords[0]), (line.length, line.coords[-1])]
        for name, point in enumerate(points.geometry):
            # Where streets meet a point is on all of them.
            if line.distance(point) < 1e-6:
                stops.append((line.project(point), f"p{name}"))
        stops.sort(key=lambda stop: stop[0])
        for (before, one), (after, other) in pairwise(stops):
            known = graph.get_edge_data(one, other, {"weight": np.inf})["weight"]
            graph.add_edge(one, other, weight=min(known, after - before))
        owner[row] = line
    ways = np.full((len(points), len(points)), np.inf)
    for i in range(len(points)):
        reach = networkx.single_source_dijkstra_path_length(graph, f"p{i}")
        for j in range(len(points)):
            ways[i, j] = reach.get(f"p{j}", np.inf)
    return ways


@pytest.mark.parametrize("name", ["simplenet", "chicago"])
def test_distances_are_those_of_spatstat(name):
    streets, points = golden(name)
    found = matrix(
        eg.network_distances(points, network=network_of(streets)), len(points)
    )
    if name == "simplenet":
        assert_allclose(found, pd.read_csv(GOLDENS / f"{name}_pairdist.csv"), atol=1e-8)
    else:
        want = pd.read_csv(GOLDENS / f"{name}_pairdist_every_8th.csv")
        assert_allclose(found[::8], want, atol=1e-8)
    nearest = np.sort(found + np.diag(np.full(len(points), np.inf)), axis=1)[:, :3]
    want = pd.read_csv(GOLDENS / f"{name}_nn.csv").filter(like="_distance")
    assert_allclose(nearest, want, atol=1e-8)


@pytest.mark.parametrize("seed", range(200))
def test_distances_and_neighbors_are_those_of_networkx(seed):
    rng = np.random.default_rng(seed)
    streets = random_streets(rng)
    points = random_points(rng, streets)
    network = network_of(streets)
    want = ways_by_networkx(streets, points)
    assert_allclose(
        matrix(eg.network_distances(points, network=network), 12), want, atol=1e-8
    )
    radius = float(rng.uniform(50, 900))
    near = eg.network_distances(points, network=network, limit=radius)
    assert len(near) == (want[np.triu_indices(12, 1)] <= radius).sum()
    graph = eg.network_neighbors(points, network, radius=radius)
    inside = want <= radius
    np.fill_diagonal(inside, False)
    assert_allclose(graph.sparse.toarray(), inside)
    k = eg.network_k(points, network=network, distances=[radius])["k"]
    pairs = inside.sum()
    assert_allclose(k, streets.length.sum() * pairs / (12 * 11), rtol=1e-9)


def test_ways_between_accidents_of_montreal_are_those_of_networkx():
    streets, events = montreal()
    network = network_of(streets, tolerance=0.001)
    # Joined at three decimals the streets are one large part and two islands.
    parts = network.report.set_index("code")["n"]
    assert (parts["lines"], parts["parts"]) == (2945, 3)
    found = eg.network_distances(events, network=network)
    # All events lie on one part: there is a way between any two.
    assert len(found) == len(events) * (len(events) - 1) // 2
    want = pd.read_csv(GOLDENS / "montreal_pairs_within_1000m.csv")
    near = found[found["distance"] <= 1000]
    assert_allclose(near[["a", "b"]], want[["i", "j"]])
    assert_allclose(near["distance"], want["distance_m"], atol=0.002)

    order = {event: row for row, event in enumerate(events.index)}
    ways = matrix(found.replace({"a": order, "b": order}), len(events))
    want = pd.read_csv(GOLDENS / "montreal_neighbours.csv", index_col="event")
    for limit in (250, 500, 1000):
        assert ((ways <= limit).sum(axis=1) - 1 == want[f"within_{limit}m"]).all()
    nearest = np.sort(ways + np.diag(np.full(len(events), np.inf)), axis=1)[:, :3]
    assert_allclose(nearest, want.filter(like="_distance_m"), atol=0.002)


def test_from_one_set_to_another():
    rng = np.random.default_rng(3)
    streets = random_streets(rng)
    a, b = random_points(rng, streets, 7), random_points(rng, streets, 5)
    a.index, b.index = [f"a{i}" for i in range(7)], [f"b{i}" for i in range(5)]
    both = pd.concat([a, b]).reset_index(drop=True)
    want = ways_by_networkx(streets, both)[:7, 7:]
    found = eg.network_distances(a, b, network=network_of(streets))
    table = found.pivot_table("distance", "a", "b")
    table = table.reindex(index=a.index, columns=b.index).fillna(np.inf)
    assert_allclose(table, want, atol=1e-8)


@pytest.mark.parametrize("name", ["simplenet", "chicago"])
def test_k_is_that_of_spatstat(name):
    streets, points = golden(name)
    want = pd.read_csv(GOLDENS / f"{name}_linearK.csv")
    found = eg.network_k(points, network=network_of(streets), distances=want["r"])
    assert_allclose(found["k"], want["K_none"], rtol=1e-9, atol=1e-12)
    assert_allclose(found["k_corrected"], want["K_Ang"], rtol=1e-9, atol=1e-12)


def test_k_across_is_that_of_spatstat():
    streets, points = golden("chicago")
    want = pd.read_csv(GOLDENS / "chicago_linearKcross_assault_theft.csv")
    found = eg.network_k(
        points[points["type"] == "assault"],
        points[points["type"] == "theft"],
        network=network_of(streets),
        distances=want["r"],
    )
    assert_allclose(found["k"], want["K_none"], rtol=1e-9, atol=1e-12)
    assert_allclose(found["k_corrected"], want["K_Ang"], rtol=1e-9, atol=1e-12)


def test_lines_stand_for_their_midpoints():
    rng = np.random.default_rng(8)
    streets = random_streets(rng)
    middle = streets.set_geometry(
        shapely.line_interpolate_point(
            streets.geometry.to_numpy(), 0.5, normalized=True
        )
    ).set_crs(3006)
    network = network_of(streets)
    by_lines = eg.network_neighbors(streets, network, radius=500)
    by_points = eg.network_neighbors(middle, network, radius=500)
    assert (by_lines.sparse != by_points.sparse).nnz == 0


def test_points_far_from_streets_are_told_and_kept_without_neighbors():
    streets, points = golden("chicago")
    points = points.iloc[:4].copy()
    points.loc[2, "geometry"] = shapely.Point(-9000, 0)
    network = network_of(streets)
    with pytest.warns(UserWarning, match="1 of 4 points lies more than 100 m"):
        graph = eg.network_neighbors(points, network, radius=1e5)
    assert graph.cardinalities.tolist() == [2, 2, 0, 2]
