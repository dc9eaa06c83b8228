"""Getis-Ord Gi* with binary weights, the zone itself included: z-score and p.

The p-value of a window is the share of all ways to fill it with values of the map
that give a sum at least (or at most) as large. For whole numbers that share is counted
exactly, for every zone at once; otherwise it is simulated, with the observed map among
the draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._exact_sums import leave_one_out, subset_sums
from ._lattice import Lattice, lattice_of
from ._tails import Tails, saddlepoint_tails

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from ._tails import Null

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ._window_sums import Numbers, Windows

# Steps of the dynamic programme that are worth their time: a few seconds.
MOST_STEPS = 4e9

_BLOCK = 1 << 14


def getis_ord_z(
    values: ArrayLike, window_sums: ArrayLike, n_neighbors: ArrayLike
) -> Floats:
    """Return Gi* as a standard score (Ord and Getis 1995), binary weights.

    Parameters
    ----------
    values : array
        The value of every zone (of every period, for a cube).
    window_sums : array of the same shape
        Own value and those of the neighbours, summed.
    n_neighbors : array of int of the same shape
        Neighbours of each zone, itself not counted.

    Returns
    -------
    array
        NaN where all values are equal or the window is the whole map.

    Notes
    -----
    With m = k + 1 values in the window, mean and standard deviation S (divided by n) of
    all n values, ``z = (sum - m mean) / (S sqrt(m (n - m) / (n - 1)))``. Multiplying
    all weights of a zone by a constant (row standardization) changes nothing.

    References
    ----------
    .. [1] Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics.
       Geographical Analysis 27(4), 286-306.

    Examples
    --------
    >>> getis_ord_z([0, 0, 3], [0, 3, 3], [1, 1, 1]).round(3)
    array([-1.414,  0.707,  0.707])
    """
    values, sums = np.asarray(values).ravel(), np.asarray(window_sums)
    neighbors = np.asarray(n_neighbors, dtype=np.int64)
    n, mean = values.size, float(values.mean())
    deviation = float(np.sqrt(_sum_of_squares(values, mean) / n))
    if deviation <= 1e-12 * max(1.0, abs(mean)):
        return np.full(sums.shape, np.nan)
    sizes = np.arange(1.0, int(neighbors.max()) + 2)
    spread = deviation * np.sqrt(sizes * (n - sizes) / (n - 1))
    spread[spread == 0] = np.nan
    return _standardized(sums, neighbors, mean * sizes, spread)


def _sum_of_squares(values: NDArray[Any], mean: float) -> float:
    """Return the sum of squared distances from the mean.

    In blocks that stay in the processor's cache, and without a product of vectors, for
    which BLAS would wake threads that then spin.
    """
    blocks = range(0, values.size, _BLOCK)
    return sum(
        float(np.square(values[start : start + _BLOCK] - mean).sum())
        for start in blocks
    )


def _standardized(
    sums: NDArray[Any], neighbors: Integers, expected: Floats, spread: Floats
) -> Floats:
    """Return (sum - expected) / spread, both looked up by the number of neighbours.

    Block by block: what is looked up stays in the processor's cache.
    """
    z = np.empty(sums.shape)
    flat, all_neighbors, result = sums.ravel(), neighbors.ravel(), z.ravel()
    for start in range(0, flat.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        k = all_neighbors[block]
        np.subtract(flat[block], expected.take(k), out=result[block])
        result[block] /= spread.take(k)
    return z


def permutation_tails(
    values: ArrayLike,
    window_sums: ArrayLike,
    n_neighbors: ArrayLike,
    *,
    null: Null = "randomization",
) -> Tails:
    """Return the exact tails of every window sum under permutation of the values.

    Parameters
    ----------
    values, window_sums, n_neighbors : arrays
        As in :func:`getis_ord_z`; windows may be fewer than values, and then lie
        anywhere, if ``null`` is "randomization". Whole numbers, or numbers of at most
        three decimals, are counted exactly; others by a saddlepoint approximation.
    null : {"randomization", "conditional"}
        "randomization": the k + 1 values of the window are a random subset of all n.
        "conditional": the own value stays, its k neighbours are a random subset of the
        other n - 1.

    Returns
    -------
    Tails
        Of the shape of ``window_sums``.

    Examples
    --------
    One 3 among four values; a window of two holds it in half of all maps:

    >>> tails = permutation_tails([0, 0, 0, 3], [0, 0, 3, 3], [1, 1, 1, 1])
    >>> tails.upper, tails.lower
    (array([1. , 1. , 0.5, 0.5]), array([0.5, 0.5, 1. , 1. ]))
    """
    values = np.asarray(values, dtype=np.float64)
    shape = np.shape(window_sums)
    sums = np.asarray(window_sums, dtype=np.float64).ravel()
    neighbors = np.asarray(n_neighbors, dtype=np.int64).ravel()
    lattice = lattice_of(values.ravel())
    if lattice is not None and _steps(lattice, sums, neighbors) <= MOST_STEPS:
        units = lattice.units_of_sum(sums, neighbors + 1)
        count = _counted if null == "randomization" else leave_one_out
        upper, lower, point = count(lattice, units, neighbors)
        exact = True
    else:
        upper, lower = _approximated(values.ravel(), sums, neighbors, null)
        point, exact = np.zeros_like(upper), False
    upper, lower, point = (tail.reshape(shape) for tail in (upper, lower, point))
    return Tails(upper, lower, point, exact=exact)


def _steps(lattice: Lattice, sums: Floats, neighbors: Integers) -> float:
    """Return how many multiplications the dynamic programme would take."""
    most = int(neighbors.max()) + 1
    top = int(lattice.units_of_sum(sums, neighbors + 1).max())
    choices = np.minimum(lattice.multiplicity[lattice.distinct > 0], most).sum()
    # Rows beyond 600 would leave the range of floats (exp of the largest size).
    return float(most) * (top + 2) * float(choices) if most <= 600 else np.inf


def _counted(
    lattice: Lattice, units: Integers, neighbors: Integers
) -> tuple[Floats, Floats, Floats]:
    """Return upper and lower tail and point mass where all values are exchangeable."""
    most, top = int(neighbors.max()) + 1, int(units.max())
    table = subset_sums(lattice.distinct, lattice.multiplicity, most=most, top=top)
    table /= table.sum(axis=1, keepdims=True)
    # One flat look-up for every window: row by size, column by sum.
    place = (neighbors + 1) * (top + 2) + units
    upper = np.minimum(1.0, table[:, ::-1].cumsum(axis=1)[:, ::-1])
    lower = np.minimum(1.0, table.cumsum(axis=1))
    return upper.ravel()[place], lower.ravel()[place], table.ravel()[place]


def _approximated(
    values: Floats, sums: Floats, neighbors: Integers, null: Null
) -> tuple[Floats, Floats]:
    """Return saddlepoint tails, one size of window (and own value) at a time."""
    held = values if null == "conditional" else np.zeros_like(sums)
    sizes = neighbors + (null == "randomization")
    distinct, multiplicity = np.unique(values, return_counts=True)
    upper, lower = np.ones_like(sums), np.ones_like(sums)
    for size in np.unique(sizes):
        here = sizes == size
        # Which one of n values is left out matters as 1/n; for the approximation
        # the whole map stands in for it.
        upper[here], lower[here] = saddlepoint_tails(
            distinct,
            multiplicity.astype(np.float64),
            size=int(size),
            sums=sums[here] - held[here],
        )
    return upper, lower


def simulated_tails(
    values: Floats,
    windows: Windows,
    *,
    null: Null,
    permutations: int,
    rng: np.random.Generator,
) -> Tails:
    """Return (b + 1) / (permutations + 1) for both tails of every window.

    All windows share the same draws, so their errors go together. Equal sums count in
    both tails: whole numbers are compared as such, others within rounding.
    """
    lattice = lattice_of(values)
    numbers: Numbers = values if lattice is None else lattice.units
    observed = windows.sums(numbers)
    slack = 1e-9 * float(np.abs(values).sum()) if lattice is None else 0
    draw = _shuffled if null == "randomization" else _held
    at_least, at_most = np.ones(values.size), np.ones(values.size)
    for simulated in draw(numbers, windows, permutations, rng):
        at_least += simulated >= observed - slack
        at_most += simulated <= observed + slack
    draws = permutations + 1
    equal = at_least + at_most - draws
    return Tails(at_least / draws, at_most / draws, equal / draws, exact=False)


def _shuffled(
    values: Numbers, windows: Windows, permutations: int, rng: np.random.Generator
) -> Iterator[Numbers]:
    for _ in range(permutations):
        yield windows.sums(rng.permutation(values))


def _held(
    values: Numbers, windows: Windows, permutations: int, rng: np.random.Generator
) -> Iterator[Numbers]:
    """Yield sums where each zone keeps its value and draws its neighbours' anew."""
    n, neighbors = values.size, windows.n_neighbors
    most = int(neighbors.max())
    wants = [neighbors > m for m in range(most)]
    for _ in range(permutations):
        sums = values.copy()
        chosen = rng.choice(n - 1, size=most, replace=False)
        for want, other in zip(wants, chosen, strict=True):
            # The other n - 1 of zone i: those before i, then those after it.
            sums[: other + 1] += values[other + 1] * want[: other + 1]
            sums[other + 1 :] += values[other] * want[other + 1 :]
        yield sums
