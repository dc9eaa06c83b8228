"""How the sum of a random subset is distributed, exactly, by one dynamic programme.

``E_k(x) = [z^k] prod_v (1 + z x^v)^{M_v}`` counts, for every size k and sum s, the
subsets of k of the n values whose sum is s: ``M_v`` is how often the value v occurs.
All terms are at least zero, so the tails keep their full relative accuracy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


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
