"""Tails of window sums by simulation, each with the observed map among the draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._lattice import lattice_of
from ._tails import Tails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ._tails import Null
    from ._window_sums import Numbers, Windows

    Floats = NDArray[np.float64]


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
