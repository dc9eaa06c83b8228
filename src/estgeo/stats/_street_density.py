"""Kernel density along streets: how the mass of an incident spreads over a network.

An incident sends its kernel out in both directions along its street. At a junction of
``d`` streets the wave goes on by one of three rules:

- "simple": every place takes the kernel of its shortest path; mass is not kept;
- "equal-split-discontinuous": each of the other streets takes 1 / (d - 1);
- "equal-split-continuous": each of the others takes 2 / d and the street it came from
  2 / d - 1, so that the density has no jumps at junctions.

What a wave covers is kept as pieces: one edge, traversed from one offset with the
distance already gone and a weight. All sums are then over pieces, exactly: the mean
over a stretch comes from the kernel's antiderivative.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ._street_graph import reached_nodes, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ._street_graph import StreetGraph

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

Method = Literal["equal-split-continuous", "equal-split-discontinuous", "simple"]
METHODS: tuple[Method, ...] = (
    "equal-split-continuous",
    "equal-split-discontinuous",
    "simple",
)
DeadEnds = Literal["reflect", "absorb"]
DEAD_ENDS: tuple[DeadEnds, ...] = ("reflect", "absorb")
Kernel = Literal["quartic", "epanechnikov", "triangular", "uniform"]

# K(u) for 0 <= u <= 1 as coefficients of 1, u, u^2 ...; the integral over [-1, 1] is 1.
KERNELS: dict[Kernel, tuple[float, ...]] = {
    "quartic": (15 / 16, 0, -30 / 16, 0, 15 / 16),
    "epanechnikov": (3 / 4, 0, -3 / 4),
    "triangular": (1.0, -1.0),
    "uniform": (1 / 2,),
}

# Places whose waves are followed side by side.
BLOCK = 1024
# Waves on one front of a block above which those that arrive over the same arc within
# MERGED metres go on as one, at their mean distance: in a mesh of very short streets
# the number of paths grows without bound. The error is of second order, 1e-9 of the
# density at a half-width of 300 m; below this number nothing is merged.
MOST_WAVES = 500_000
MERGED = 0.01
# Pieces times stretches evaluated at once.
AT_A_TIME = 4_000_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """Stretches of edges that waves cover.

    At offset t, between ``low`` and ``high``, a wave has gone ``gone + |t - begin|``
    metres; it carries ``weight`` of the incident at ``place``.
    """

    place: Integers
    edge: Integers
    begin: Floats
    low: Floats
    high: Floats
    gone: Floats
    weight: Floats

    def __getitem__(self, rows: object) -> Pieces:
        """Return some of the pieces."""
        return Pieces(*(getattr(self, field.name)[rows] for field in fields(self)))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.place)


@dataclass(frozen=True, slots=True)
class StreetKernel:
    """A kernel on the line with its half-width in metres."""

    name: Kernel
    bandwidth: float

    def value(self, metres: Floats) -> Floats:
        """Return the kernel at a distance, per metre; 0 beyond the half-width."""
        u = metres / self.bandwidth
        height = np.polynomial.polynomial.polyval(u, KERNELS[self.name])
        return np.where(u < 1, height, 0.0) / self.bandwidth

    def mass(self, metres: Floats) -> Floats:
        """Return the integral from 0 to a distance."""
        u = np.minimum(metres / self.bandwidth, 1.0)
        area = np.polynomial.polynomial.polyint(KERNELS[self.name])
        return np.asarray(np.polynomial.polynomial.polyval(u, area), dtype=np.float64)


def waves(
    graph: StreetGraph,
    edge: Integers,
    offset: Floats,
    *,
    bandwidth: float,
    method: Method,
    dead_ends: DeadEnds = "reflect",
) -> Iterator[Pieces]:
    """Yield what the kernels of the places cover, one block of places at a time.

    Parameters
    ----------
    graph : StreetGraph
    edge, offset : (k,) arrays
        The places.
    bandwidth : float
        Half-width of the kernel in metres.
    method : {"equal-split-continuous", "equal-split-discontinuous", "simple"}
    dead_ends : {"reflect", "absorb"}
        Whether a wave of the equal-split methods turns at a dead end or is lost.
    """
    if method == "simple":
        yield from _shortest_ways(graph, edge, offset, bandwidth)
        return
    forward, back = _split(graph, method, dead_ends)
    for first in range(0, len(edge), BLOCK):
        chunk = np.arange(first, min(first + BLOCK, len(edge)))
        e, o = edge[chunk], offset[chunk]
        yield _both_ways(chunk, e, o, graph.length[e])
        place, arc = np.tile(chunk, 2), np.concatenate([2 * e, 2 * e + 1])
        gone, weight = np.r_[graph.length[e] - o, o], np.ones(2 * len(e))
        while True:
            going = gone < bandwidth
            place, arc, gone, weight = (
                part[going] for part in (place, arc, gone, weight)
            )
            if not len(place):
                break
            if len(place) > MOST_WAVES:
                place, arc, gone, weight = _merge(place, arc, gone, weight)
            node = graph.arc_end(arc)
            row, onward = graph.leaving(node)
            share = np.where(
                onward == arc[row] ^ 1, back[node[row]], forward[node[row]]
            )
            weight = weight[row] * share
            some = weight != 0
            row, arc, weight = row[some], onward[some], weight[some]
            place, gone = place[row], gone[row]
            yield _whole_edges(graph, place, arc, gone, weight)
            gone = gone + graph.length[arc >> 1]


def _split(
    graph: StreetGraph, method: Method, dead_ends: DeadEnds
) -> tuple[Floats, Floats]:
    """Return the shares of a wave that each other arc takes, and the one it came by."""
    degree = np.maximum(graph.degree, 1).astype(np.float64)
    if method == "equal-split-continuous":
        forward, back = 2 / degree, 2 / degree - 1
    else:
        forward, back = 1 / np.maximum(degree - 1, 1), np.zeros_like(degree)
    return forward, np.where(degree == 1, float(dead_ends == "reflect"), back)


def _both_ways(
    place: Integers, edge: Integers, offset: Floats, length: Floats
) -> Pieces:
    """Return the pieces on the places' own edges."""
    nothing, one = np.zeros(2 * len(edge)), np.ones(2 * len(edge))
    # The place itself belongs to one of its two pieces only.
    before = np.nextafter(offset, -np.inf)
    return Pieces(
        np.tile(place, 2),
        np.tile(edge, 2),
        np.tile(offset, 2),
        np.r_[offset, np.zeros(len(edge))],
        np.r_[length, before],
        nothing,
        one,
    )


def _whole_edges(
    graph: StreetGraph, place: Integers, arc: Integers, gone: Floats, weight: Floats
) -> Pieces:
    edge = arc >> 1
    length = graph.length[edge]
    begin = np.where(arc & 1, length, 0.0)
    return Pieces(place, edge, begin, np.zeros(len(edge)), length, gone, weight)


def _merge(
    place: Integers, arc: Integers, gone: Floats, weight: Floats
) -> tuple[Integers, Integers, Floats, Floats]:
    """Let waves that arrive together go on as one; those of other sign stay apart."""
    near = np.floor(gone / MERGED).astype(np.int64)
    order = np.lexsort([weight > 0, near, arc, place])
    same = np.ones(len(order), dtype=bool)
    for part in (place, arc, near, weight > 0):
        same[1:] &= part[order][1:] == part[order][:-1]
    same[0] = False
    first = np.flatnonzero(~same)
    total = np.add.reduceat(weight[order], first)
    mean = np.add.reduceat((weight * gone)[order], first) / total
    return place[order[first]], arc[order[first]], mean, total


def _shortest_ways(
    graph: StreetGraph, edge: Integers, offset: Floats, bandwidth: float
) -> Iterator[Pieces]:
    """Yield pieces on which the distance is that of the shortest path."""
    n_edges = len(graph.length)
    for first in range(0, len(edge), BLOCK):
        chunk = np.arange(first, min(first + BLOCK, len(edge)))
        found = reached_nodes(graph, edge[chunk], offset[chunk], bandwidth)
        place, node, metres = map(np.concatenate, zip(*found, strict=True))
        key = (place + first) * graph.n_nodes + node
        row, arc = graph.leaving(node)
        pair = np.unique((place[row] + first) * n_edges + (arc >> 1))
        p, e = np.divmod(pair, n_edges)
        p, e = p[e != edge[p]], e[e != edge[p]]
        ends = (
            _lookup(key, metres, p * graph.n_nodes + end[e])
            for end in (graph.tail, graph.head)
        )
        others = (p, e, np.zeros(len(p)), graph.length[e], *ends)
        places = (chunk, edge[chunk], offset[chunk])
        own = _own_edges(graph, places, key, metres)
        both = [np.concatenate(pair) for pair in zip(others, own, strict=True)]
        yield _from_both_ends(both)


def _own_edges(
    graph: StreetGraph,
    places: tuple[Integers, Integers, Floats],
    key: Integers,
    metres: Floats,
) -> tuple[NDArray[np.generic], ...]:
    """Return the two stretches of each place's own edge with the ways to their ends."""
    place, edge, offset = places
    here = np.zeros(len(place))
    tail, head = (
        _lookup(key, metres, place * graph.n_nodes + end[edge])
        for end in (graph.tail, graph.head)
    )
    return (
        np.tile(place, 2),
        np.tile(edge, 2),
        np.r_[here, offset],
        np.r_[np.nextafter(offset, -np.inf), graph.length[edge]],
        np.r_[tail, here],
        np.r_[here, head],
    )


def _lookup(key: Integers, metres: Floats, wanted: Integers) -> Floats:
    if not len(key):
        return np.full(len(wanted), np.inf)
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    return np.where(key[at] == wanted, metres[at], np.inf)


def _from_both_ends(stretches: Sequence[NDArray[Any]]) -> Pieces:
    """Cut each stretch where the ways from its two ends are equally long."""
    place, edge, low, high, from_low, from_high = stretches
    size = high - low
    with np.errstate(invalid="ignore"):
        reach = (from_high - from_low + size) / 2
    # An end that is out of reach leaves the whole stretch to the other.
    reach = np.where(np.isinf(from_high), size, np.where(np.isinf(from_low), -1, reach))
    meet = low + np.minimum(reach, size)
    ahead, against = np.isfinite(from_low) & (reach >= 0), np.isfinite(from_high)
    one = np.ones(len(place))
    up = Pieces(place, edge, low, low, meet, from_low, one)[ahead]
    beyond = np.maximum(np.nextafter(meet, np.inf), low)
    down = Pieces(place, edge, high, beyond, high, from_high, one)[against]
    return Pieces(
        *(np.r_[getattr(up, f.name), getattr(down, f.name)] for f in fields(Pieces))
    )


def add_to_stretches(
    total: Floats,
    pieces: Pieces,
    weight: Floats,
    stretches: tuple[Integers, Floats],
    kernel: StreetKernel,
) -> None:
    """Add the mass that pieces lay on stretches of equal length within each edge.

    Parameters
    ----------
    total : (s,) array
        Mass of each stretch; changed in place.
    pieces : Pieces
    weight : (k,) array
        Weight of each place.
    stretches : (first, size)
        For each edge, its first stretch (one more at the end), and their length.
    kernel : StreetKernel
    """
    first, size = stretches
    reach = kernel.bandwidth - pieces.gone
    pieces = pieces[reach > 0]
    reach = reach[reach > 0]
    many = first[pieces.edge + 1] - first[pieces.edge]
    step = size[pieces.edge]
    low = np.maximum(pieces.low, pieces.begin - reach)
    high = np.minimum(pieces.high, pieces.begin + reach)
    begin = np.clip((low / step).astype(np.int64), 0, many)
    end = np.clip(np.ceil(high / step).astype(np.int64), begin, many)
    end = np.where(high > low, end, begin)
    for chunk in _chunks(end - begin):
        row, at = spread(begin[chunk], end[chunk])
        row = row + chunk.start
        a = np.clip(at * step[row], low[row], high[row])
        b = np.clip((at + 1) * step[row], low[row], high[row])
        near, far = (np.abs(t - pieces.begin[row]) for t in (a, b))
        gone = pieces.gone[row]
        mass = np.abs(kernel.mass(gone + far) - kernel.mass(gone + near))
        mass *= pieces.weight[row] * weight[pieces.place[row]]
        total += np.bincount(first[pieces.edge[row]] + at, mass, minlength=len(total))


def add_to_points(
    totals: tuple[Floats, Floats],
    pieces: Pieces,
    weight: Floats,
    points: tuple[Integers, Floats, Integers],
    kernel: StreetKernel,
) -> None:
    """Add the density that pieces give at points, per metre.

    Parameters
    ----------
    totals : two (p,) arrays
        Density at each point from all places, and that of an incident of weight one
        at the point's own place; changed in place.
    pieces : Pieces
    weight : (k,) array
        Weight of each place.
    points : (edge, offset, place)
        Where the points are, and which place each is (-1 for none).
    kernel : StreetKernel
    """
    (total, own), (edge, offset, own_place) = totals, points
    order = np.argsort(edge, kind="stable")
    sorted_edge = edge[order]
    begin = np.searchsorted(sorted_edge, pieces.edge)
    end = np.searchsorted(sorted_edge, pieces.edge, "right")
    for chunk in _chunks(end - begin):
        row, at = spread(begin[chunk], end[chunk])
        row, point = row + chunk.start, order[at]
        t = offset[point]
        covered = (t >= pieces.low[row]) & (t <= pieces.high[row])
        row, point, t = row[covered], point[covered], t[covered]
        metres = pieces.gone[row] + np.abs(t - pieces.begin[row])
        height = kernel.value(metres) * pieces.weight[row]
        place = pieces.place[row]
        total += np.bincount(point, height * weight[place], minlength=len(total))
        self_made = place == own_place[point]
        own += np.bincount(point[self_made], height[self_made], minlength=len(own))


def _chunks(many: Integers) -> Iterator[slice]:
    """Yield runs of pieces that are evaluated together."""
    if not len(many):
        return
    block = (np.cumsum(many) - many) // AT_A_TIME
    edges = np.flatnonzero(np.diff(block, prepend=-1, append=-1))
    for begin, end in pairwise(edges.tolist()):
        yield slice(begin, end)
