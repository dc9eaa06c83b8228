"""One change of level in a series of counts, and how likely chance alone gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ._memory import remembered_orders

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from ._memory import Memory

    Floats = NDArray[np.float64]

# Periods there must be on either side of a break.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Break:
    """The likeliest single change of level: position of its first period, ratio, p."""

    position: int
    ratio: float
    p_value: float


def find_break(
    counts: ArrayLike,
    expected: ArrayLike,
    *,
    seasons: ArrayLike | None = None,
    permutations: int = 999,
    memory: Memory | None = None,
    rng: np.random.Generator,
) -> Break:
    """Find the split where the level changes most against ``expected``.

    The p-value compares the greatest statistic over all splits with that of the same
    periods in random order, so it counts the search. With ``seasons`` periods change
    places with others of their season only. With ``memory`` it is what each period adds
    to the one before that comes in random order.

    Notes
    -----
    The statistic of a split is the sum of standardised deviations before it, squared
    about its mean and over its variance when the order is random. Periods (of a season)
    must be exchangeable but for the break: with a trend any middle split looks like a
    break. Where ``expected`` has a level for each season the deviations of a season sum
    to nothing, and only orders within seasons are alike.
    """
    y, hoped = np.asarray(counts, float), np.asarray(expected, float)
    n = len(y)
    season = np.zeros(n) if seasons is None else np.asarray(seasons)
    group = np.unique(season, return_inverse=True)[1]
    if n < 2 * _LEAST or y.sum() == 0 or np.bincount(group).max() < 2:
        return Break(-1, np.nan, np.nan)
    hoped = hoped * y.sum() / hoped.sum()
    residual = (y - hoped) / np.sqrt(hoped)
    splits = np.arange(_LEAST, n - _LEAST + 1)
    middle, variance = _random_sums(residual, group, splits)
    if memory is None:
        orders = _orders(residual, group, permutations, rng)
    else:
        orders = remembered_orders(residual, memory, permutations, rng)
        orders = _alike_by_group(orders, residual, group)
    seen, drawn = (
        (np.cumsum(rows, axis=-1)[..., splits - 1] - middle) ** 2 / variance
        for rows in (residual, orders)
    )
    top = int(splits[seen.argmax()])
    greatest = drawn.max(axis=1) >= seen.max() - 1e-12
    p = (1 + int(greatest.sum())) / (1 + permutations)
    before = (y[:top].sum() + 0.5) / hoped[:top].sum()
    after = (y[top:].sum() + 0.5) / hoped[top:].sum()
    return Break(top, after / before, p)


def _alike_by_group(rows: Floats, residual: Floats, group: NDArray[np.intp]) -> Floats:
    """Return rows moved to the mean that each season of the residuals has."""
    member = (group[:, None] == np.arange(group.max() + 1)).astype(np.float64)
    size = member.sum(axis=0)
    moved: Floats = rows + ((residual - rows) @ member / size)[:, group]
    return moved


def _random_sums(
    residual: Floats, group: NDArray[np.intp], splits: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Return mean and variance of the sums up to each split, orders being random."""
    member = group[:, None] == np.arange(group.max() + 1)
    size = member.sum(axis=0)
    mean = residual @ member / size
    spread = (residual - mean[group]) ** 2 @ member / size
    drawn = np.cumsum(member, axis=0)[splits - 1]
    variance = drawn * (size - drawn) / np.maximum(size - 1, 1) @ spread
    return drawn @ mean, np.maximum(variance, 1e-12)


def _orders(
    residual: Floats,
    group: NDArray[np.intp],
    permutations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return the values in random order within their groups, a row an order."""
    rows = np.tile(residual, (permutations, 1))
    for at in range(int(group.max()) + 1):
        same = group == at
        rows[:, same] = rng.permuted(rows[:, same], axis=1)
    return rows
