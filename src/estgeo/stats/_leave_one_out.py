"""Window sums where the own value is held: its neighbours are a subset of the others.

Leaving one value u out needs no new dynamic programme: dividing the generating function
by ``1 + z x^u`` gives ``E^(-u)_k[s] = sum_j (-1)^j E_{k-j}[s - j u]``, an alternating
sum of looked-up terms. Where its terms cancel too much, the table is made anew without
that value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._subset_sums import scale_of, subset_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._lattice import Lattice

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Sum of absolute terms over the result: digits lost are at most log10 of it.
WORST_CONDITION = 100.0
_LARGEST_KEY_TABLE = 1 << 25


def leave_one_out(
    lattice: Lattice, units: Integers, neighbors: Integers
) -> tuple[Floats, Floats, Floats]:
    """Return upper and lower tail and point mass given each zone's own value.

    ``units`` are the window sums, own value included, in units of the lattice.
    """
    own = lattice.units
    rest = units - own
    case, which = _distinct_cases(own, neighbors, rest)
    tails = _looked_up(lattice, *case)
    return tails[0][which], tails[1][which], tails[2][which]


def _distinct_cases(
    own: Integers, neighbors: Integers, rest: Integers
) -> tuple[tuple[Integers, Integers, Integers], Integers]:
    """Return the distinct (own, k, sum of neighbours) and which one each zone is."""
    sizes, tops = int(neighbors.max()) + 1, int(rest.max()) + 1
    key = (own * sizes + neighbors) * tops + rest
    largest = int(key.max())
    if largest < _LARGEST_KEY_TABLE:
        present = np.zeros(largest + 1, dtype=np.bool_)
        present[key] = True
        cases = np.flatnonzero(present)
        number = np.empty(present.size, dtype=np.int64)
        number[cases] = np.arange(cases.size)
        which = number[key]
    else:
        cases, which = np.unique(key, return_inverse=True)
    first, last = np.divmod(cases, tops)
    return (first // sizes, first % sizes, last), which


def _looked_up(
    lattice: Lattice, own: Integers, neighbors: Integers, rest: Integers
) -> tuple[Floats, Floats, Floats]:
    most, top = int(neighbors.max()), int(rest.max())
    n = int(lattice.multiplicity.sum())
    table = subset_sums(lattice.distinct, lattice.multiplicity, most=most, top=top)
    upper = table[:, ::-1].cumsum(axis=1)[:, ::-1]
    lower = table.cumsum(axis=1)
    args = (own, neighbors, rest, scale_of(n, most))
    # Sums below zero: all subsets lie above them, none below or at them.
    found = [
        _alternating(sums, *args, below=below)
        for sums, below in ((upper, True), (lower, False), (table, False))
    ]
    whole = _subsets(n - 1, most, scale_of(n, most))[neighbors]
    tails = [terms / whole for terms, _ in found]
    lost = np.zeros(own.size, dtype=np.bool_)
    for terms, absolute in found:
        lost |= absolute > WORST_CONDITION * np.abs(terms)
    for value in np.unique(own[lost]):
        here = lost & (own == value)
        for tail, anew in zip(
            tails, _made_anew(lattice, value, neighbors[here], rest[here]), strict=True
        ):
            tail[here] = anew
    return tuple(np.clip(tail, 0.0, 1.0) for tail in tails)  # type: ignore[return-value]


def _alternating(
    table: Floats,
    own: Integers,
    neighbors: Integers,
    rest: Integers,
    scale: float,
    *,
    below: bool,
) -> tuple[Floats, Floats]:
    """Return sum_j (-r)^j table[k - j, s - j u], and the sum of its absolute terms."""
    total, absolute = np.zeros(own.size), np.zeros(own.size)
    for j in range(int(neighbors.max()) + 1):
        here = np.flatnonzero(neighbors >= j)
        column = rest[here] - j * own[here]
        term = table[neighbors[here] - j, np.maximum(column, 0)]
        if not below:
            term = np.where(column < 0, 0.0, term)
        term = term * scale**j
        total[here] += -term if j % 2 else term
        absolute[here] += term
    return total, absolute


def _subsets(n: int, most: int, scale: float) -> Floats:
    """Return C(n, k) r^k for k = 0, ..., most."""
    k = np.arange(1, most + 1)
    return np.concatenate([[1.0], np.cumprod((n - k + 1) / k * scale)])


def _made_anew(
    lattice: Lattice, value: int, neighbors: Integers, rest: Integers
) -> tuple[Floats, Floats, Floats]:
    """Return the tails from a table made without one copy of ``value``."""
    copies = lattice.multiplicity - (lattice.distinct == value)
    most, top = int(neighbors.max()), int(rest.max())
    table = subset_sums(lattice.distinct, copies, most=most, top=top)
    table /= table.sum(axis=1, keepdims=True)
    upper = table[:, ::-1].cumsum(axis=1)[:, ::-1]
    lower = table.cumsum(axis=1)
    place = (neighbors, rest)
    return upper[place], lower[place], table[place]
