"""Density and pair counts on 200 random networks, every path walked one by one.

Incidents lie at ends and junctions, between them, twice on one place, and on islands.
estgeo sees all networks at once, as islands far from each other, so that a half-width
is not varied but the size of the networks is; networkx sees one at a time.
"""

from itertools import product

import networkx
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.testing import assert_allclose

import estgeo as eg

from .worlds import network_of, random_points, random_streets

N, WIDTH = 12, 300.0
SOURCES = np.arange(6)
# Of u = metres / half-width: height, and area from 0, for u up to 1.
KERNELS = {
    "quartic": (
        lambda u: 15 / 16 * (1 - u**2) ** 2,
        lambda u: 15 / 16 * (u - 2 * u**3 / 3 + u**5 / 5),
    ),
    "epanechnikov": (lambda u: 3 / 4 * (1 - u**2), lambda u: 3 / 4 * (u - u**3 / 3)),
    "triangular": (lambda u: 1 - u, lambda u: u - u**2 / 2),
    "uniform": (lambda u: np.full_like(u, 0.5), lambda u: u / 2),
}
RULES = list(
    product(
        ("equal-split-continuous", "equal-split-discontinuous"), ("reflect", "absorb")
    )
)


class World:
    """A random network with points, the first six of them incidents."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        streets = random_streets(rng)
        points = random_points(rng, streets)
        points.loc[1, "geometry"] = points.geometry[0]
        scale = WIDTH / rng.uniform(50, 1000)
        corner = 8000.0 * np.array(divmod(seed, 15))
        self.streets, self.points = (
            frame.set_geometry(
                shapely.transform(frame.geometry.array, lambda xy: scale * xy + corner)
            )
            for frame in (streets, points)
        )
        self.lines = self.streets.geometry.to_numpy()
        self.length = shapely.length(self.lines)
        self.ends = streets[["a", "b"]].to_numpy().tolist()
        self.graph = networkx.MultiGraph()
        self.graph.add_nodes_from(range(12))
        for row, (a, b) in enumerate(self.ends):
            self.graph.add_edge(a, b, key=row, weight=self.length[row])
        self.edge = np.array([self.edge_of(one) for one in self.points.geometry])
        self.at = shapely.line_locate_point(
            self.lines[self.edge], self.points.geometry.to_numpy()
        )

    def edge_of(self, point):
        """Return the street of a point, at a junction the one farthest west, south."""
        near = np.flatnonzero(shapely.distance(self.lines, point) < 1e-6)
        return min(near, key=lambda row: (*self.lines[row].bounds, self.length[row]))

    def paths(self, source, method, dead_ends):
        """Return all that is covered from a place: edge, forward, metres gone, share.

        Without the place's own edge, which is covered from the place outwards.
        """
        edge, at = self.edge[source], self.at[source]
        going = [
            (self.ends[edge][0], edge, at, 1.0),
            (self.ends[edge][1], edge, self.length[edge] - at, 1.0),
        ]
        covered = []
        while going:
            node, came, gone, share = going.pop()
            if gone >= WIDTH:
                continue
            degree = self.graph.degree(node)
            for _, other, on in self.graph.edges(node, keys=True):
                if degree == 1:
                    part = 1.0 if dead_ends == "reflect" else 0.0
                elif method == "equal-split-continuous":
                    part = 2 / degree - (on == came)
                else:
                    part = (on != came) / (degree - 1)
                if part:
                    forward = self.ends[on][0] == node
                    covered.append((on, forward, gone, share * part))
                    going.append((other, on, gone + self.length[on], share * part))
        on, forward, gone, share = np.array(covered, dtype=float).reshape(-1, 4).T
        return on.astype(int), forward.astype(bool), gone, share

    def density(self, source, paths, kernel):
        """Return the density of one incident at all points, and its mass by edge."""
        height, area = of_metres(kernel)
        on, forward, gone, share = paths
        meets = on[:, None] == self.edge
        rest = np.where(forward[:, None], self.at, self.length[self.edge] - self.at)
        reached = height(gone[:, None] + rest) * share[:, None]
        density = np.where(meets, reached, 0.0).sum(axis=0)
        own = self.edge == self.edge[source]
        straight = height(np.abs(self.at - self.at[source]))
        mass = area(gone + self.length[on]) - area(gone)
        mass = np.bincount(on, mass * share, len(self.length)).astype(float)
        here = self.at[source], self.length[self.edge[source]] - self.at[source]
        mass[self.edge[source]] += area(np.array(here)).sum()
        return density + own * straight, mass

    def ways(self):
        """Return the shortest ways between all points."""
        nodes = dict(networkx.all_pairs_dijkstra_path_length(self.graph))
        ways = np.full((N, N), np.inf)
        for i, j in np.ndindex(N, N):
            if self.edge[i] == self.edge[j]:
                ways[i, j] = abs(self.at[i] - self.at[j])
            for a, b in product(range(2), range(2)):
                start, goal = self.ends[self.edge[i]][a], self.ends[self.edge[j]][b]
                way = self.to_end(i, a) + nodes[start].get(goal, np.inf)
                ways[i, j] = min(ways[i, j], way + self.to_end(j, b))
        return ways

    def to_end(self, point, end):
        """Return the metres from a point to one end of its street."""
        return self.length[self.edge[point]] - self.at[point] if end else self.at[point]


def of_metres(kernel):
    """Return height (per metre) and area of a kernel as functions of metres."""
    height, area = KERNELS[kernel]

    def height_at(metres):
        return np.where(metres < WIDTH, height(metres / WIDTH), 0.0) / WIDTH

    return height_at, lambda metres: area(np.minimum(metres / WIDTH, 1))


@pytest.fixture(scope="module")
def worlds():
    return [World(seed) for seed in range(200)]


@pytest.fixture(scope="module")
def together(worlds):
    """Return the network of all, all points, and which of them are incidents."""
    streets = pd.concat([world.streets for world in worlds], ignore_index=True)
    points = pd.concat([world.points for world in worlds], ignore_index=True)
    return network_of(streets), points, np.arange(len(points)) % N < len(SOURCES)


@pytest.mark.parametrize(("method", "dead_ends"), RULES)
def test_equal_split_is_that_of_every_path_walked(worlds, together, method, dead_ends):
    network, points, chosen = together
    walked = [
        [world.paths(source, method, dead_ends) for source in SOURCES]
        for world in worlds
    ]
    part = np.repeat(np.arange(len(worlds)), [len(world.length) for world in worlds])
    for kernel in KERNELS:
        each = [
            [
                world.density(source, path, kernel)
                for source, path in zip(SOURCES, paths, strict=True)
            ]
            for world, paths in zip(worlds, walked, strict=True)
        ]
        density, mass = (
            np.concatenate([np.sum([one[k] for one in of], axis=0) for of in each])
            for k in range(2)
        )
        options = {"bandwidth": WIDTH, "kernel": kernel, "method": method}
        options["dead_ends"] = dead_ends
        found = eg.network_density(points[chosen], network, at=points, **options)
        assert_allclose(
            found["density"] / 1000, density, rtol=1e-9, atol=1e-12, err_msg=kernel
        )
        edges = eg.network_density(points[chosen], network, lixel=1e6, **options)
        laid = (edges["density"] * edges["length"] / 1000).to_numpy()
        assert_allclose(laid, mass, rtol=1e-9, atol=1e-9, err_msg=kernel)
        whole = np.bincount(part, laid)
        if dead_ends == "reflect":
            assert_allclose(whole, len(SOURCES), rtol=0, atol=1e-9)
        else:
            # Somewhere mass is lost, or the test would not tell the rules apart.
            assert whole.max() < len(SOURCES) + 1e-9
            assert whole.min() < len(SOURCES) - 1


@pytest.fixture(scope="module")
def ways(worlds):
    """Return the ways between all points; there is none from world to world."""
    ways = np.full((N * len(worlds), N * len(worlds)), np.inf)
    for k, world in enumerate(worlds):
        own = slice(N * k, N * k + N)
        ways[own, own] = world.ways()
    return ways


@pytest.mark.parametrize("kernel", KERNELS)
def test_simple_is_the_kernel_of_the_shortest_way(together, ways, kernel):
    network, points, chosen = together
    found = eg.network_density(
        points[chosen],
        network,
        at=points,
        bandwidth=WIDTH,
        kernel=kernel,
        method="simple",
    )
    want = of_metres(kernel)[0](ways[chosen]).sum(axis=0)
    assert_allclose(found["density"] / 1000, want, rtol=1e-9, atol=1e-12)


def test_neighbors_and_k_are_those_of_the_shortest_ways(together, ways):
    network, points, _ = together
    graph = eg.network_neighbors(points, network, radius=WIDTH)
    near = ways <= WIDTH
    np.fill_diagonal(near, False)
    assert (graph.sparse.toarray() == near).all()
    k = eg.network_k(points, network=network, distances=[WIDTH])["k"]
    n = len(points)
    assert_allclose(k, network.length * near.sum() / (n * (n - 1)), rtol=1e-9)


def test_pairs_by_way_and_days_are_counted(together, ways):
    network, points, _ = together
    day = np.random.default_rng(1).integers(0, 60, len(points))
    noon = pd.Timestamp("2018-01-01 12:00", tz="Europe/Stockholm")
    incidents = points.assign(start=noon + pd.to_timedelta(day, unit="D"))
    metres, days = [0, 100, 250, 700], [0, 7, 14, 28]
    table = eg.near_repeats(
        incidents,
        distances=metres,
        days=days,
        metric="network",
        network=network,
        permutations=0,
    ).table
    first, second = np.triu_indices(len(points), 1)
    way, apart = ways[first, second], np.abs(day[first] - day[second])
    # The same place is a band of its own.
    band = np.where(way < 1e-6, 0, np.searchsorted(metres, way, "right"))
    step = np.searchsorted(days, apart, "right")
    want = [
        ((band == b) & (step == s)).sum() for b in range(4) for s in range(1, len(days))
    ]
    assert table["observed"].tolist() == want
    assert min(want) > 0
