"""How the sum of a random subset is distributed, exactly, by one dynamic programme.

``E_k(x) = [z^k] prod_v (1 + z x^v)^{M_v}`` counts, for every size k and sum s, the
subsets of k of the n values whose sum is s: ``M_v`` is how often the value v occurs.
All terms are at least zero, so the tails keep their full relative accuracy.

Where a zone's own value is held, its neighbors are a subset of the others. Leaving one
value u out needs no new programme: dividing by ``1 + z x^u`` gives
``E^(-u)_k[s] = sum_j (-1)^j E_{k-j}[s - j u]``, an alternating sum of looked-up terms.
Where its terms cancel too much, the table is made anew without that value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

    from ._lattice import Lattice

# Sum of absolute terms over the result: digits lost are at most log10 of it.
WORST_CONDITION = 100.0

_LARGEST_KEY_TABLE = 1 << 25


def subset_sums(
    values: Integers, multiplicity: Integers, *, most: int, top: int
) -> Floats:
    """Return the table of ``E_k(s) r^k`` for k up to ``most`` and s up to ``top``.

    Parameters
    ----------
    values : (m,) array of int
        The distinct values, ascending, none below zero.
    multiplicity : (m,) array of int
        How often each occurs; n in all.
    most, top : int
        Largest size of a subset and largest sum that is told apart.

    Returns
    -------
    (most + 1, top + 2) array
        The last column gathers all sums above ``top``. Row k is scaled by ``r^k`` with
        ``r = scale_of(n, most)``, which keeps every row within the range of floats.
    """
    scale = scale_of(int(multiplicity.sum()), most)
    table = np.zeros((most + 1, top + 2))
    table[0, 0] = 1.0
    items = highest = 0
    for value, copies in zip(values.tolist(), multiplicity.tolist(), strict=True):
        taken = min(copies, most)
        before = table[: min(items, most) + 1, : highest + 1].copy()
        beyond = table[: min(items, most) + 1, -1].copy()
        items += copies
        highest = min(top, highest + taken * value)
        weights = _binomial_weights(copies, taken, scale)
        _add_choices(table, (before, beyond), value, weights)
    return table


def scale_of(n: int, most: int) -> float:
    """Return the r that rows are scaled by, so that no row leaves the range of floats.

    With ``r = most / n`` the largest row is about ``most^most / most!``, under
    ``exp(most)``.
    """
    return most / n


def _binomial_weights(copies: int, taken: int, scale: float) -> list[float]:
    """Return ``C(copies, j) scale^j`` for j = 0, ..., taken."""
    weights = [1.0]
    for j in range(1, taken + 1):
        weights.append(weights[-1] * (copies - j + 1) / j * scale)
    return weights


def _add_choices(
    table: Floats, before: tuple[Floats, Floats], value: int, weights: list[float]
) -> None:
    """Add to ``table`` the subsets that take the value once, twice, ...

    ``before`` holds the rows as they were without the value: the sums told apart, and
    those above the top.
    """
    sums, beyond = before
    most, top = table.shape[0] - 1, table.shape[1] - 2
    rows, width = sums.shape
    # above[k, s] = weight of the sums >= s, those above the top included.
    above = np.empty((rows, width + 1))
    above[:, width] = beyond
    above[:, :width] = sums[:, ::-1].cumsum(axis=1)[:, ::-1] + beyond[:, None]
    for j in range(1, len(weights)):
        kept = min(rows, most + 1 - j)
        inside = min(width, max(0, top + 1 - j * value))
        if inside:
            target = table[j : j + kept, j * value : j * value + inside]
            target += weights[j] * sums[:kept, :inside]
        table[j : j + kept, -1] += weights[j] * above[:kept, inside]


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
