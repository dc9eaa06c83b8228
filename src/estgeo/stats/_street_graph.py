"""Shortest paths along streets, as far as a limit, from many places at once.

A street graph is arrays: edges with two end nodes and a length. A place is an edge and
an offset in metres from the edge's first end. Paths are found by relaxing a frontier of
(source, node) keys in numpy: all sources of a block take their steps together, and
what lies beyond the limit is never visited.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from .._checks import sentence
from .._results import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Shapes = NDArray[np.object_]

# Distances that differ by less than a micrometre are equal: rounding decides nothing.
TOLERANCE = 1e-6

# Entries of the table of distances of one block of sources: small enough to stay in
# the cache, but 256 sources at a time on large networks, up to 320 MB.
TABLE = 4_000_000

FEWEST_SOURCES = 256

LARGEST_TABLE = 40_000_000

# The most pairs of places that are held at once.
MOST_PAIRS = 40_000_000


@dataclass(frozen=True, slots=True, repr=False)
class StreetGraph(Result):
    """Edges between nodes, and the arcs that leave each node.

    Attributes
    ----------
    tail, head : (m,) int arrays
        First and last node of each edge; a loop has both the same.
    length : (m,) array
        Metres, above zero.
    out_from : (n + 1,) int array
        Where the arcs of each node begin in ``out_arc``.
    out_arc : (2 m,) int array
        Arcs by the node they leave; arc 2 e runs along edge e, arc 2 e + 1 against it.
    """

    tail: Integers
    head: Integers
    length: Floats
    out_from: Integers
    out_arc: Integers

    @classmethod
    def of(
        cls, tail: Integers, head: Integers, length: Floats, n_nodes: int
    ) -> StreetGraph:
        """Return the graph of the edges."""
        start = np.column_stack([tail, head]).ravel()
        out_arc = np.argsort(start, kind="stable")
        out_from = np.searchsorted(start[out_arc], np.arange(n_nodes + 1))
        return cls(tail, head, length, out_from, out_arc)

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.out_from) - 1

    @property
    def degree(self) -> Integers:
        """Arcs that leave each node; a loop counts twice."""
        return np.diff(self.out_from)

    def arc_end(self, arc: Integers) -> Integers:
        """Return the node where each arc ends."""
        edge = arc >> 1
        end: Integers = np.where(arc & 1, self.tail[edge], self.head[edge])
        return end

    def leaving(self, node: Integers) -> tuple[Integers, Integers]:
        """Return (row of ``node``, arc) for all arcs that leave the nodes."""
        row, place = spread(self.out_from[node], self.out_from[node + 1])
        return row, self.out_arc[place]

    def components(self) -> Integers:
        """Return the number of the connected part that each node belongs to."""
        shape = (self.n_nodes, self.n_nodes)
        links = csr_array((np.ones(len(self.tail)), (self.tail, self.head)), shape)
        part = connected_components(links, directed=False)[1]
        return np.asarray(part, dtype=np.int64)


def spread(begin: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Return (row, position) for every position in [begin, end) of every row."""
    many = end - begin
    row = np.repeat(np.arange(len(many)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    return row, begin[row] + within


def reached_nodes(
    graph: StreetGraph, edge: Integers, offset: Floats, limit: float
) -> Iterator[tuple[Integers, Integers, Floats]]:
    """Find the nodes within ``limit`` metres of each place.

    Parameters
    ----------
    graph : StreetGraph
    edge, offset : (k,) arrays
        The places.
    limit : float
        Longest path; may be infinite.

    Yields
    ------
    tuple of arrays
        Place, node and length of the shortest path, sorted by place and node, one
        block of places at a time.

    Examples
    --------
    A street of 100 m and one of 50 m beyond it, from a place 30 m along the first:

    >>> import numpy as np
    >>> graph = StreetGraph.of(
    ...     np.array([0, 1]), np.array([1, 2]), np.array([100.0, 50.0]), 3
    ... )
    >>> place, node, metres = next(
    ...     reached_nodes(graph, np.array([0]), np.array([30.0]), 100.0)
    ... )
    >>> node.tolist(), metres.tolist()
    ([0, 1], [30.0, 70.0])
    """
    if not np.isfinite(limit):
        yield from _all_nodes(graph, edge, offset)
        return
    n = max(graph.n_nodes, 1)
    block = max(TABLE // n, min(FEWEST_SOURCES, LARGEST_TABLE // n), 1)
    block = min(block, max(len(edge), 1))
    table = np.full(block * graph.n_nodes, np.inf)
    for first in range(0, len(edge), block):
        chunk = slice(first, first + block)
        key = _relax(graph, edge[chunk], offset[chunk], limit, table)
        place, node = np.divmod(key, graph.n_nodes)
        yield place + first, node, table[key]
        table[key] = np.inf


def _relax(
    graph: StreetGraph, edge: Integers, offset: Floats, limit: float, table: Floats
) -> Integers:
    """Fill the table of (place, node) distances; return the keys that were reached."""
    place = np.arange(len(edge))
    key = np.concatenate(
        [
            place * graph.n_nodes + graph.tail[edge],
            place * graph.n_nodes + graph.head[edge],
        ]
    )
    metres = np.concatenate([offset, graph.length[edge] - offset])
    reached: list[Integers] = []
    while True:
        better = (metres <= limit) & (metres < table[key])
        key, metres = key[better], metres[better]
        if not len(key):
            return np.sort(np.concatenate(reached)) if reached else key
        fresh = np.isinf(table[key])
        np.minimum.at(table, key, metres)
        best = metres == table[key]
        # Equal paths reach a key twice in one step; one of them goes on.
        key, at = np.unique(key[best], return_index=True)
        metres = metres[best][at]
        reached.append(key[fresh[best][at]])
        place, node = np.divmod(key, graph.n_nodes)
        row, arc = graph.leaving(node)
        metres = metres[row] + graph.length[arc >> 1]
        key = place[row] * graph.n_nodes + graph.arc_end(arc)


def _all_nodes(
    graph: StreetGraph, edge: Integers, offset: Floats
) -> Iterator[tuple[Integers, Integers, Floats]]:
    """Yield all nodes that can be reached, however far."""
    weights = _shortest_links(graph)
    block = max(1, TABLE // max(graph.n_nodes, 1))
    for first in range(0, len(edge), block):
        e, o = edge[first : first + block], offset[first : first + block]
        ends, at = np.unique(np.r_[graph.tail[e], graph.head[e]], return_inverse=True)
        metres = dijkstra(weights, directed=False, indices=ends)
        from_tail = metres[at[: len(e)]] + o[:, None]
        from_head = metres[at[len(e) :]] + (graph.length[e] - o)[:, None]
        nearest = np.minimum(from_tail, from_head)
        place, node = np.nonzero(np.isfinite(nearest))
        yield place + first, node, nearest[place, node]


def _shortest_links(graph: StreetGraph) -> csr_array:
    """Return the lengths between nodes; of parallel edges only the shortest."""
    low = np.minimum(graph.tail, graph.head)
    high = np.maximum(graph.tail, graph.head)
    key = low * graph.n_nodes + high
    order = np.lexsort([graph.length, key])
    order = order[low[order] < high[order]]
    first = order[np.flatnonzero(np.diff(key[order], prepend=-1))]
    shape = (graph.n_nodes, graph.n_nodes)
    return csr_array((graph.length[first], (low[first], high[first])), shape)


def place_pairs(
    graph: StreetGraph,
    places: tuple[Integers, Floats],
    others: tuple[Integers, Floats],
    limit: float,
) -> tuple[Integers, Integers, Floats]:
    """Find the pairs of a place and another that are at most ``limit`` metres apart.

    Parameters
    ----------
    graph : StreetGraph
    places, others : (edge, offset) arrays
        From where, and to where.
    limit : float
        Longest path; may be infinite.

    Returns
    -------
    tuple of arrays
        Place, other and length of the shortest path, sorted by place and other.

    Raises
    ------
    ValueError
        If there are more than forty million such pairs.
    """
    edge, offset = others
    ends = np.concatenate([graph.tail[edge], graph.head[edge]])
    onward = np.concatenate([offset, graph.length[edge] - offset])
    other = np.tile(np.arange(len(edge)), 2)
    order = np.argsort(ends, kind="stable")
    ends, onward, other = ends[order], onward[order], other[order]
    begins = np.searchsorted(ends, np.arange(graph.n_nodes + 1))
    straight = _along_one_edge(places, others, limit)
    blocks, held, taken = [], 0, 0
    for place, node, metres in reached_nodes(graph, *places, limit):
        row, at = spread(begins[node], begins[node + 1])
        found = metres[row] + onward[at]
        near = found <= limit
        # Blocks follow each other by place: each takes its straight ways along, so
        # that the whole is sorted without being sorted once more.
        until = np.searchsorted(straight[0], place.max(initial=-1), "right")
        own = slice(taken, int(until))
        blocks.append(
            _shortest(
                np.concatenate([place[row[near]], straight[0][own]]),
                np.concatenate([other[at[near]], straight[1][own]]),
                np.concatenate([found[near], straight[2][own]]),
                len(edge),
            )
        )
        taken, held = max(taken, own.stop), held + len(blocks[-1][0])
        if held > MOST_PAIRS:
            rule = f"short enough for at most {MOST_PAIRS:,} pairs"
            remedy = "Take a shorter distance, or fewer places."
            raise ValueError(sentence("limit", rule, f"{limit:g} m", remedy))
    rest = slice(taken, None)
    blocks.append(
        _shortest(straight[0][rest], straight[1][rest], straight[2][rest], len(edge))
    )
    first, second, metres = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return first, second, metres


def _along_one_edge(
    places: tuple[Integers, Floats], others: tuple[Integers, Floats], limit: float
) -> tuple[Integers, Integers, Floats]:
    """Return the pairs on one edge by place, with the way straight along it."""
    order = np.argsort(others[0], kind="stable")
    edge = others[0][order]
    row, at = spread(
        np.searchsorted(edge, places[0]), np.searchsorted(edge, places[0], "right")
    )
    metres = np.abs(places[1][row] - others[1][order[at]])
    near = metres <= limit
    return row[near], order[at[near]], metres[near]


def _shortest(
    first: Integers, second: Integers, metres: Floats, n_others: int
) -> tuple[Integers, Integers, Floats]:
    """Keep the shortest way of each pair, sorted by pair."""
    if not len(first):
        return first, second, metres
    key = first * n_others + second
    order = np.argsort(key)
    begins = np.flatnonzero(np.diff(key[order], prepend=-1))
    one = order[begins]
    return first[one], second[one], np.minimum.reduceat(metres[order], begins)


def rank_of(shapes: Shapes) -> NDArray[np.int64]:
    """Return the place of each shape, from west to east and south to north.

    The order rests on the geometry alone, not on the order of rows.
    """
    west, south, east, north = shapely.bounds(shapes).T
    size = shapely.length(shapes), shapely.area(shapes)
    order = np.lexsort([*size, north, east, south, west])
    rank = np.empty(len(shapes), dtype=np.int64)
    rank[order] = np.arange(len(shapes))
    return rank


def nearest_line(
    x: Floats, y: Floats, lines: Shapes, reach: float
) -> NDArray[np.int64]:
    """Return the position of the line nearest to each point, -1 beyond ``reach``.

    Parameters
    ----------
    x, y : (n,) arrays
    lines : (m,) array of lines
    reach : float
        Metres.

    Notes
    -----
    Of several that are as near the one that begins farthest to the west, then south,
    is taken, whatever the order of lines.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> lines = shapely.from_wkt(["LINESTRING (0 0, 9 0)", "LINESTRING (0 8, 9 8)"])
    >>> nearest_line(np.array([3.0, 3, 3]), np.array([1.0, 5, 99]), lines, 10).tolist()
    [0, 1, -1]
    """
    nearest = np.full(len(x), -1, dtype=np.int64)
    if not len(lines) or not len(x):
        return nearest
    tree = shapely.STRtree(lines)
    points = shapely.points(x, y)
    (row, _), distance = tree.query_nearest(
        points, max_distance=reach + TOLERANCE, all_matches=False, return_distance=True
    )
    # All lines that are as near, so that the choice among them rests on the lines
    # and not on rounding.
    near, line = tree.query(
        points[row], predicate="dwithin", distance=distance + TOLERANCE
    )
    order = np.lexsort([rank_of(lines)[line], near])
    near, line = near[order], line[order]
    first = np.flatnonzero(np.diff(near, prepend=-1))
    nearest[row[near[first]]] = line[first]
    return nearest
