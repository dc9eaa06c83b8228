"""Streets beside networkx with a cutoff and pandana: a town of blocks of 80 m.

Half as many incidents as segments, all within 300 m. The peers know nodes only: every
incident is put into their graph as a node, which is not counted against them. pandana
is no longer kept and not among the packages of this project; where it is not installed
its rows are left out. Peaks of memory are those of a process of its own.
"""

import json
import subprocess
import sys

import geopandas as gpd
import networkx
import numpy as np
import pandas as pd
import shapely
from _clock import cpu, peak_of_this_process, row

import estgeo as eg

try:
    import pandana
except ImportError:
    pandana = None

BLOCK, REACH, LIXEL, DATED = 80.0, 300.0, 10, 5_000
LARGEST_FOR_PANDANA = 30_000  # segments; beyond it takes minutes


def town(n_segments):
    """Return about as many segments of 80 m at right angles."""
    side = round(np.sqrt(n_segments / 2))
    x, y = np.meshgrid(BLOCK * np.arange(side + 1), BLOCK * np.arange(side + 1))
    xy = np.stack([x, y], -1)
    across = np.stack([xy[:, :-1], xy[:, 1:]], -2).reshape(-1, 2, 2)
    along = np.stack([xy[:-1], xy[1:]], -2).reshape(-1, 2, 2)
    lines = shapely.linestrings(np.concatenate([across, along]))
    return gpd.GeoDataFrame(geometry=lines, crs=3006)


def scattered(streets, n, rng):
    """Return incidents on the streets, on any day of a year."""
    edge = rng.integers(0, len(streets), n)
    share = np.round(rng.uniform(0.01, 0.99, n), 6)
    at = shapely.line_interpolate_point(
        streets.geometry.to_numpy()[edge], share, normalized=True
    )
    noon = pd.Timestamp("2018-01-01 12:30", tz="Europe/Stockholm")
    start = noon + pd.to_timedelta(rng.integers(0, 365, n), unit="D")
    return gpd.GeoDataFrame({"start": start}, geometry=at, crs=3006), edge, share


def split(network, incidents):
    """Return (from, to, metres) of the streets cut at every incident, a node each.

    Incidents are nodes 0, 1, ...; junctions follow.
    """
    edges, n = network.edges, len(incidents)
    lines = edges.geometry.to_numpy()
    near = shapely.STRtree(lines).nearest(incidents.geometry.to_numpy())
    at = shapely.line_locate_point(lines[near], incidents.geometry.to_numpy())
    rows = np.arange(len(edges))
    edge = np.r_[rows, near, rows]
    along = np.r_[np.zeros(len(edges)), at, edges["length"]]
    node = np.r_[n + edges["from_node"], np.arange(n), n + edges["to_node"]]
    order = np.lexsort([along, edge])
    edge, along, node = edge[order], along[order], node[order]
    same = edge[1:] == edge[:-1]
    return node[:-1][same], node[1:][same], np.diff(along)[same]


def by_networkx(parts, n):
    """Return the function that counts pairs of incidents within reach."""
    graph = networkx.Graph()
    graph.add_weighted_edges_from(zip(*(part.tolist() for part in parts), strict=True))

    def pairs():
        find = networkx.single_source_dijkstra_path_length
        found = (find(graph, source, cutoff=REACH) for source in range(n))
        return sum(sum(node < n for node in reached) - 1 for reached in found)

    return pairs


def by_pandana(parts, n):
    """Return the same by pandana."""
    first, second, metres = parts
    nodes = pd.Series(np.zeros(max(first.max(), second.max()) + 1))
    network = pandana.Network(
        nodes, nodes, pd.Series(first), pd.Series(second), pd.DataFrame({"m": metres})
    )

    def pairs():
        found = network.nodes_in_range(list(range(n)), REACH)
        return int((found["destination"] < n).sum()) - n

    return pairs


def measured(size):
    """Yield the rows of one size."""
    rng = np.random.default_rng(1)
    spent, network = cpu(lambda: eg.street_network(town(size)), 1)
    segments = len(network.edges)
    incidents, _, _ = scattered(network.edges, segments // 2, rng)
    yield row("street_network", None, segments, spent, np.nan)
    spent, graph = cpu(lambda: eg.network_neighbors(incidents, network, radius=REACH))
    parts = split(network, incidents)
    for name, made in (("networkx, cutoff", by_networkx), ("pandana", by_pandana)):
        if made is by_pandana and (pandana is None or size > LARGEST_FOR_PANDANA):
            continue
        theirs, pairs = cpu(made(parts, len(incidents)), 1)
        # pandana keeps metres to a millimetre.
        assert abs(pairs - graph.n_edges) <= 1e-4 * pairs
        yield row("neighbors along streets", name, segments, spent, theirs)
    for method in ("simple", "equal-split-discontinuous", "equal-split-continuous"):
        spent, _ = cpu(
            lambda method=method: eg.network_density(
                incidents, network, bandwidth=REACH, lixel=LIXEL, method=method
            )
        )
        yield row(f"density, {method}, lixels of 10 m", None, segments, spent, np.nan)
    dated = incidents.iloc[:DATED]
    spent, _ = cpu(
        lambda: eg.near_repeats(
            dated,
            distances=[0, 100, 200, 300],
            days=[0, 7, 14, 28],
            metric="network",
            network=network,
            permutations=999,
            rng=1,
        )
    )
    yield row(f"near repeats of {len(dated):,}", None, segments, spent, np.nan)


def municipality(size):
    """Print what neighbors and density of a whole municipality take."""
    rng = np.random.default_rng(1)
    network = eg.street_network(town(size))
    incidents, _, _ = scattered(network.edges, len(network.edges) // 2, rng)
    spent, _ = cpu(lambda: eg.network_neighbors(incidents, network, radius=REACH), 1)
    built = peak_of_this_process()
    more, _ = cpu(
        lambda: eg.network_density(incidents, network, bandwidth=REACH, lixel=LIXEL), 1
    )
    peaks = [built, peak_of_this_process()]
    print(json.dumps({"segments": len(network.edges), "s": [spent, more], "mb": peaks}))


def rows(sizes=(5_000, 20_000, 80_000), whole=150_000):
    """Yield the rows of the table of ratios for each size."""
    for size in sizes:
        yield from measured(size)
    if len(sizes) > 1:
        command = [sys.executable, __file__, str(whole)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told = json.loads(done.stdout.splitlines()[-1])
        for k, what in enumerate(("neighbors", "density, equal-split-continuous")):
            note = f"peak {told['mb'][k]:.0f} MB"
            yield row(
                f"{what}, whole municipality",
                None,
                told["segments"],
                told["s"][k],
                np.nan,
                note,
            )


if __name__ == "__main__":
    municipality(int(sys.argv[1]))
