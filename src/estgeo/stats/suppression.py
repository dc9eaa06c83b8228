"""Hide counts in a table with totals so that nobody can work them out.

A table is an array of counts of any number of dimensions. It is published with all its
totals. A count below ``k`` is hidden; so is a total below ``k``. Then more cells are
hidden until an attacker who knows every shown number and every sum can pin no hidden
number down to fewer than ``k`` values. What the attacker can know is computed by linear
programming, not by a rule of thumb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, sparse

from .._checks import check_counts, check_whole, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

TOLERANCE = 1e-6  # of the linear programs, in counts


def with_totals(counts: ArrayLike) -> NDArray[np.int64]:
    """Return ``counts`` with the totals of every axis added as a last slice.

    >>> with_totals([[1, 2], [3, 4]]).tolist()
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    table = check_counts("counts", counts)
    for axis in range(table.ndim):
        total = table.sum(axis=axis, keepdims=True)
        table = np.concatenate([table, total], axis=axis)
    return table


def is_total(shape: tuple[int, ...]) -> Bools:
    """Return which cells of a table with totals are totals."""
    inner = np.zeros(shape, dtype=bool)
    inner[tuple(slice(0, size - 1) for size in shape)] = True
    return ~inner


def hide(counts: ArrayLike, k: int, *, also: Bools | None = None) -> Bools:
    """Return which cells of the table with totals must be hidden.

    Parameters
    ----------
    counts : array-like of int, any shape
        The counts, without totals.
    k : int
        Counts from 0 to ``k - 1`` are hidden: nought tells as much as one.
    also : array of bool, same shape as ``counts``, optional
        Cells that must be hidden for another reason.

    Returns
    -------
    array of bool
        The shape of ``counts`` plus one along every axis; the last slices are totals.

    Raises
    ------
    ValueError
        If even the grand total is below ``k``.
    """
    k = check_whole("k", k, at_least=2)
    table = with_totals(counts)
    if table.flat[-1] < k:
        remedy = "Publish a longer period or a larger area."
        got = int(table.flat[-1])
        raise ValueError(sentence("table", f"of at least {k} incidents", got, remedy))
    hidden = table < k
    if also is not None:
        hidden[tuple(slice(0, size) for size in also.shape)] |= also
    while (exposed := _exposed(table, hidden, k)).any():
        hidden.flat[_next_to_hide(table, hidden, exposed)] = True
    return hidden


def hide_linked(
    values: ArrayLike,
    sums: sparse.csr_matrix,
    k: int,
    *,
    also: Bools | None = None,
    loss: ArrayLike | None = None,
) -> Bools:
    """Return which of many numbers must be hidden, whatever tables they stand in.

    Parameters
    ----------
    values : array-like of int, shape (n,)
        The numbers of all tables, totals too.
    sums : sparse matrix, shape (m, n)
        One row a sum that everybody knows of: 1 for its parts, -1 for their total.
    k : int
        Numbers from 0 to ``k - 1`` are hidden.
    also : array of bool, shape (n,), optional
        Numbers that must be hidden for another reason.
    loss : array-like of float, shape (n,), optional
        What hiding a number costs; its size by default.

    Returns
    -------
    array of bool, shape (n,)

    Raises
    ------
    ValueError
        If all would be hidden.

    Examples
    --------
    Areas 3 and 20 of a district of 23, 12 and 30 of one of 42: with the 3 its neighbor
    is hidden.

    >>> from scipy import sparse
    >>> sums = sparse.csr_matrix([[1, 1, 0, 0, -1, 0], [0, 0, 1, 1, 0, -1]])
    >>> hide_linked([3, 20, 12, 30, 23, 42], sums, 5).tolist()
    [True, True, False, False, False, False]
    """
    k = check_whole("k", k, at_least=2)
    counts = check_counts("values", values)
    costs = counts.astype(float) if loss is None else np.asarray(loss, dtype=float)
    hidden = counts < k
    if also is not None:
        hidden = hidden | also
    ends = np.array([counts, counts], dtype=float)
    lines = sparse.csr_matrix(abs(sums))
    while len(exposed := _exposed_linked(counts, sums, hidden, k, ends)):
        for cell in exposed:
            own = lines[:, [cell]].nonzero()[0]
            others = [_others(lines, row, int(cell)) for row in own]
            lonely = [line for line in others if not hidden[line].any()]
            candidates = np.concatenate([[], *(lonely or others)]).astype(int)
            candidates = candidates[~hidden[candidates]]
            if not len(candidates):
                candidates = np.flatnonzero(~hidden & (counts < counts.max()))
            if not len(candidates):
                remedy = "Publish a longer period or larger areas."
                got = "one where all is hidden"
                raise ValueError(sentence("table", "possible to protect", got, remedy))
            # Lines that cross protect each other: one that holds hidden cells is best.
            bare = (lines @ hidden == 0).astype(float) @ lines[:, candidates]
            best = np.lexsort((costs[candidates], np.asarray(bare).ravel()))[0]
            hidden[candidates[best]] = True
    return hidden


def _others(lines: sparse.csr_matrix, row: int, cell: int) -> NDArray[np.int64]:
    found = lines.indices[lines.indptr[row] : lines.indptr[row + 1]]
    return np.asarray(found[found != cell], dtype=np.int64)


def _exposed_linked(
    counts: NDArray[np.int64],
    sums: sparse.csr_matrix,
    hidden: Bools,
    k: int,
    ends: Floats,
) -> NDArray[np.int64]:
    """Return the hidden numbers known too well; ``ends`` (least, greatest) learn.

    Numbers that agreed with what was shown still do when less is shown.
    """
    exposed = []
    low, high = ends
    for cell in np.flatnonzero(hidden):
        for direction in (1.0, -1.0):
            if high[cell] - low[cell] >= k - 1 - TOLERANCE:
                break
            values = counts.astype(float)
            possible = _extreme(sums, values, hidden, int(cell), direction)
            values[hidden] = possible
            np.minimum(low, values, out=low)
            np.maximum(high, values, out=high)
        if high[cell] - low[cell] < k - 1 - TOLERANCE:
            exposed.append(int(cell))
    return np.array(exposed, dtype=np.int64)


def sums_to_totals(shape: tuple[int, ...]) -> sparse.csr_matrix:
    """Return one row a line of the table: its cells minus its total are nought."""
    numbers = np.arange(int(np.prod(shape))).reshape(shape)
    rows = []
    for axis in range(len(shape)):
        lines = np.moveaxis(numbers, axis, -1).reshape(-1, shape[axis])
        signs = np.ones(lines.shape)
        signs[:, -1] = -1
        where = (np.repeat(np.arange(len(lines)), shape[axis]), lines.ravel())
        rows.append(
            sparse.csr_matrix((signs.ravel(), where), shape=(len(lines), numbers.size))
        )
    return sparse.vstack(rows, format="csr")


def _exposed(table: NDArray[np.int64], hidden: Bools, k: int) -> Bools:
    """Return the hidden cells that an attacker can pin down to fewer than k values.

    Every solved program is itself a table the attacker must hold possible, so it is
    used as evidence for all cells at once; most cells need no program of their own.
    """
    if table.ndim == 1:
        return _exposed_in_a_row(table, hidden, k)
    values = table.astype(float)
    constraints = sums_to_totals(table.shape)
    cells = np.flatnonzero(hidden)
    low, high = values.flat[cells].copy(), values.flat[cells].copy()
    exposed = np.zeros(table.shape, dtype=bool)
    for position, cell in enumerate(cells):
        for direction in (1.0, -1.0):
            if high[position] - low[position] >= k - 1 - TOLERANCE:
                break
            possible = _extreme(constraints, values, hidden, int(cell), direction)
            low, high = np.minimum(low, possible), np.maximum(high, possible)
        if high[position] - low[position] < k - 1 - TOLERANCE:
            exposed.flat[cell] = True
    return exposed


def _exposed_in_a_row(table: NDArray[np.int64], hidden: Bools, k: int) -> Bools:
    """Return the same for a single row, where no program is needed.

    The hidden cells add up to the total less the shown ones; each can be anything from
    nought to that sum when there are two or more, and is that sum when it is alone.
    """
    if hidden[-1]:
        return np.zeros(hidden.shape, dtype=bool)
    alone = int(hidden.sum()) == 1
    together = int(table[:-1][hidden[:-1]].sum())
    return hidden & (alone or together < k - 1)


def _extreme(
    constraints: sparse.csr_matrix,
    values: Floats,
    hidden: Bools,
    cell: int,
    direction: float,
) -> Floats:
    """Return a possible table, as its hidden cells, that is extreme in one cell."""
    unknown = hidden.ravel()
    known = np.where(unknown, 0.0, values.ravel())
    part = constraints[:, np.flatnonzero(unknown)]
    used = np.diff(part.indptr) > 0
    cost = np.zeros(int(unknown.sum()))
    cost[np.searchsorted(np.flatnonzero(unknown), cell)] = direction
    # No count can exceed the grand total when that is shown; the bound keeps the
    # program finite when it is not.
    solved = optimize.linprog(
        cost,
        A_eq=part[used],
        b_eq=-(constraints @ known)[used],
        bounds=(0, max(float(values.max()), 1.0) * 10),
        method="highs",
    )
    if solved.status != 0:
        message = f"the linear program failed: {solved.message}"
        raise RuntimeError(message)
    return np.asarray(solved.x)


def _next_to_hide(table: NDArray[np.int64], hidden: Bools, exposed: Bools) -> int:
    """Return the shown cell that protects an exposed one at the least loss.

    A hidden cell alone on its line is its total less the rest, so such lines come
    first. Preferred is a cell whose other lines hold hidden cells already, since lines
    that cross protect each other; then the smallest count. Totals come last, and the
    grand total never.
    """
    lonely = _lines(exposed & _on_lines_with(hidden, 1)) & _on_lines_with(hidden, 1)
    candidates = (lonely if lonely.any() else _lines(exposed)) & ~hidden
    candidates.flat[-1] = False
    if not candidates.any():
        candidates = ~hidden
        candidates.flat[-1] = False
    if not candidates.any():
        remedy = "Publish a longer period or larger areas."
        raise ValueError(
            sentence("table", "possible to protect", "one where all is hidden", remedy)
        )
    empty_lines = sum(
        (hidden.sum(axis=axis, keepdims=True) == 0).astype(int) + np.zeros_like(table)
        for axis in range(table.ndim)
    )
    totals = is_total(table.shape)
    order = np.lexsort((table.ravel(), np.ravel(empty_lines), totals.ravel()))
    return int(order[candidates.ravel()[order]][0])


def _lines(cells: Bools) -> Bools:
    """Return every cell that shares a line with one of ``cells``."""
    shared = np.zeros(cells.shape, dtype=bool)
    for axis in range(cells.ndim):
        shared |= cells.any(axis=axis, keepdims=True)
    return shared


def _on_lines_with(hidden: Bools, number: int) -> Bools:
    """Return every cell on a line that holds ``number`` hidden cells."""
    found = np.zeros(hidden.shape, dtype=bool)
    for axis in range(hidden.ndim):
        found |= hidden.sum(axis=axis, keepdims=True) == number
    return found
