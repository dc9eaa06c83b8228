"""An attacker on published tables, of another make than the library's own audit."""

import numpy as np
from scipy.optimize import linprog

SHAPES = [(12,), (6, 4), (4, 3, 2)]


def attacker(table, hidden):
    """Return the range of each hidden cell, by equations written line by line.

    Independent of the library: one equation for every line of the table, built with
    plain loops, all cells as unknowns, shown cells fixed by their bounds.
    """
    cells = list(np.ndindex(table.shape))
    number = {cell: i for i, cell in enumerate(cells)}
    rows = []
    for axis, size in enumerate(table.shape):
        for cell in cells:
            if cell[axis] == size - 1:
                row = np.zeros(len(cells))
                for at in range(size - 1):
                    row[number[(*cell[:axis], at, *cell[axis + 1 :])]] = 1
                row[number[cell]] = -1
                rows.append(row)
    bounds = [(0, None) if hidden[c] else (table[c], table[c]) for c in cells]
    ranges = {}
    for cell in zip(*np.nonzero(hidden), strict=True):
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(cells))
            cost[number[tuple(int(i) for i in cell)]] = sign
            solved = linprog(
                cost, A_eq=np.array(rows), b_eq=np.zeros(len(rows)), bounds=bounds
            )
            ends.append(sign * solved.fun if solved.status == 0 else np.inf)
        ranges[tuple(int(i) for i in cell)] = ends
    return ranges


def random_tables(n, seed):
    rng = np.random.default_rng(seed)
    for _ in range(n):
        shape = SHAPES[rng.integers(len(SHAPES))]
        k = int(rng.choice([3, 5, 10]))
        yield k, rng.negative_binomial(1, rng.uniform(0.04, 0.2), shape)
