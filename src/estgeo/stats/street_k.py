"""The K function along streets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from ._street_density import waves
from ._street_graph import place_pairs, reached_nodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._street_graph import StreetGraph

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Side = Literal["left", "right"]


def street_k(
    graph: StreetGraph,
    places: tuple[Integers, Floats],
    others: tuple[Integers, Floats] | None,
    distances: Floats,
) -> tuple[Floats, Floats]:
    r"""Estimate K from places to others (or among themselves).

    Parameters
    ----------
    graph : StreetGraph
    places : (edge, offset)
    others : (edge, offset) or None
        None: among the places, each pair both ways, none with itself.
    distances : (k,) array
        Metres.

    Returns
    -------
    k : (k,) array
        Length of the network times the share of pairs within each distance.
    k_corrected : (k,) array
        With each pair divided by the number of places on the network that lie exactly
        as far from the first: on any network the distance itself where places are
        scattered at random.

    Notes
    -----
    Okabe and Yamada (2001) and Ang, Baddeley and Nair (2012).
    """
    limit = float(distances.max())
    to = places if others is None else others
    first, second, metres = place_pairs(graph, places, to, limit)
    if others is None:
        apart = first != second
        first, second, metres = first[apart], second[apart], metres[apart]
    n, m = len(places[0]), len(to[0])
    pairs = n * (n - 1) if others is None else n * m
    if not pairs:
        nothing = np.full(len(distances), np.nan)
        return nothing, nothing.copy()
    scale = float(graph.length.sum()) / pairs
    order = np.argsort(metres, kind="stable")
    within = np.searchsorted(metres[order], distances, side="right")
    weight = 1 / _places_as_far(graph, places, first, metres, limit)
    total = np.r_[0.0, np.cumsum(weight[order])]
    k: Floats = np.asarray(scale * within, dtype=np.float64)
    corrected: Floats = scale * total[within]
    return k, corrected


def _places_as_far(
    graph: StreetGraph,
    places: tuple[Integers, Floats],
    first: Integers,
    metres: Floats,
    limit: float,
) -> Floats:
    """Return how many places of the network lie exactly as far from the first.

    A junction that lies as far is one place, however many streets meet there.
    """
    # Junctions this near are one place: a thousandth of the shortest stretch, as R's
    # spatstat has it, so that an incident at a corner sees the corner once.
    same = float(graph.length.min()) / 1000
    reach = limit + 2 * same
    begins, ends, owners = [], [], []
    for pieces in waves(graph, *places, bandwidth=reach, method="simple"):
        far = np.abs(pieces.high - pieces.begin), np.abs(pieces.low - pieces.begin)
        up = pieces.begin == pieces.low
        far_end = np.where(up, graph.length[pieces.edge] - pieces.high, pieces.low)
        to_node = far_end <= same
        from_node = np.where(pieces.gone > 0, same, 0.0)
        begins.append(pieces.gone + np.minimum(*far) + from_node)
        ends.append(pieces.gone + np.maximum(*far) - np.where(to_node, same, 0))
        owners.append(pieces.place)
    begin, end = np.concatenate(begins), np.concatenate(ends)
    of = np.concatenate(owners)
    proper = begin < end
    reached = reached_nodes(graph, *places, reach)
    node_of, _, node_metres = map(np.concatenate, zip(*reached, strict=True))

    # One key orders by owner and then by metres: all owners are counted at once.
    def up_to(owner: Integers, at: Floats, wanted: Floats, side: Side) -> Integers:
        step = 2 * reach
        keys = np.sort(owner * step + np.clip(at, 0, reach))
        return np.searchsorted(keys, first * step + wanted, side)

    stretches = up_to(of[proper], begin[proper], metres, "left") - up_to(
        of[proper], end[proper], metres, "left"
    )
    nodes = up_to(node_of, node_metres, metres + same, "right") - up_to(
        node_of, node_metres, metres - same, "left"
    )
    as_far: Floats = np.maximum(stretches + nodes, 1).astype(np.float64)
    return as_far
