"""The K function along streets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._street_density import waves
from ._street_graph import place_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._street_graph import StreetGraph

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# How near the length of a way must come to a distance to be counted as equal to it.
_EQUAL = 1e-9


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
    k: Floats = scale * within
    corrected: Floats = scale * total[within]
    return k, corrected


def _places_as_far(
    graph: StreetGraph,
    places: tuple[Integers, Floats],
    first: Integers,
    metres: Floats,
    limit: float,
) -> Floats:
    """Return how many places of the network lie exactly as far from the first."""
    begins, ends, owner = [], [], []
    reach = limit * (1 + _EQUAL) + _EQUAL
    for pieces in waves(graph, *places, bandwidth=reach, method="simple"):
        far = np.abs(pieces.high - pieces.begin), np.abs(pieces.low - pieces.begin)
        begins.append(pieces.gone + np.minimum(*far))
        ends.append(pieces.gone + np.maximum(*far))
        owner.append(pieces.place)
    begin, end, of = (np.concatenate(part) for part in (begins, ends, owner))
    # Stretches that begin before a distance less those that end before it; a key
    # that orders by owner and metres does all owners at once.
    step = 2 * reach
    begin_key = np.sort(of * step + np.minimum(begin, reach))
    end_key = np.sort(of * step + np.minimum(end, reach))
    wanted = first * step + metres
    count = np.searchsorted(begin_key, wanted - _EQUAL) - np.searchsorted(
        end_key, wanted - _EQUAL
    )
    as_far: Floats = np.maximum(count, 1).astype(np.float64)
    return as_far
