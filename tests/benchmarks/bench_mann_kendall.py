"""The cube of Gi* with Mann-Kendall beside pymannkendall: CPU time, in one run.

Run: python tests/benchmarks/bench_mann_kendall.py
"""

import time

import numpy as np
import pymannkendall

from estgeo.stats._window_sums import cube_windows, grid_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails
from estgeo.stats.mann_kendall import mann_kendall

SIDE, PERIODS, CHECKED = 316, 52, 1000


def clocked(work, repeats=3):
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return float(np.median(spent)), result


def main():
    rng = np.random.default_rng(1)
    rate = rng.gamma(0.1, 0.5, (SIDE * SIDE, 1))
    values = rng.poisson(rate, (SIDE * SIDE, PERIODS))
    rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)

    def cube():
        windows = cube_windows(grid_windows(rows, columns, (1, 1)), PERIODS, 1)
        sums = windows.sums(values.ravel())
        z = getis_ord_z(values.ravel(), sums, windows.n_neighbors)
        return z.reshape(values.shape), sums, windows.n_neighbors

    print(f"{(values == 0).mean():.0%} zero bins")
    gi, (z, sums, k) = clocked(cube, 7)
    trend, found = clocked(lambda: mann_kendall(z), 7)
    exact, _ = clocked(
        lambda: permutation_tails(values.ravel(), sums, k).two_sided(), 1
    )
    print(
        f"Gi* of the cube {gi:.3f} s, Mann-Kendall {trend:.3f} s, sum {gi + trend:.3f}"
    )
    print(f"exact p of all {values.size} bins: {exact:.3f} s more")

    def peer():
        return [pymannkendall.original_test(row) for row in z[:CHECKED]]

    spent, theirs = clocked(peer, 1)
    spent *= len(z) / CHECKED
    print(
        f"pymannkendall (from {CHECKED} series): {spent:.0f} s = {spent / trend:.0f} x"
    )
    print(f"and {spent / (gi + trend):.0f} x Gi* and Mann-Kendall together")
    assert (found.s[:CHECKED] == [t.s for t in theirs]).all()
    np.testing.assert_allclose(found.variance[:CHECKED], [t.var_s for t in theirs])


if __name__ == "__main__":
    main()
