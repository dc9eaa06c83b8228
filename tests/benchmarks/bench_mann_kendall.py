"""Gi* of a cube and Mann-Kendall of its cells beside pymannkendall, cell by cell.

The peer is run on 1,000 cells and scaled: its cost grows with the cells.
"""

import numpy as np
import pymannkendall
from _clock import cpu, row

from estgeo.stats._window_sums import cube_windows, grid_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails
from estgeo.stats.mann_kendall import mann_kendall

PERIODS, CHECKED = 52, 1000


def rows(sizes=(1_024, 10_000, 99_856)):
    """Yield one row of the table of ratios for each size."""
    for size in sizes:
        side = round(size**0.5)
        rng = np.random.default_rng(1)
        values = rng.poisson(rng.gamma(0.1, 0.5, (size, 1)), (size, PERIODS))
        cells, columns = np.divmod(np.arange(size), side)

        def cube(values=values, cells=cells, columns=columns):
            windows = cube_windows(grid_windows(cells, columns, (1, 1)), PERIODS, 1)
            sums = windows.sums(values.ravel())
            z = getis_ord_z(values.ravel(), sums, windows.n_neighbors)
            return z.reshape(values.shape), sums, windows.n_neighbors

        gi, (z, sums, k) = cpu(cube, 5)
        trend, found = cpu(lambda z=z: mann_kendall(z), 5)
        checked = min(CHECKED, size)
        theirs, tests = cpu(
            lambda z=z, n=checked: [pymannkendall.original_test(r) for r in z[:n]], 1
        )
        theirs *= size / checked
        assert (found.s[:checked] == [test.s for test in tests]).all()
        what = f"Mann-Kendall of cells x {PERIODS}"
        yield row(what, "pymannkendall", size, trend, theirs)
        yield row("Gi* of the cube besides", "pymannkendall", size, gi + trend, theirs)
        exact, _ = cpu(
            lambda v=values, s=sums, k=k: permutation_tails(
                v.ravel(), s, k
            ).two_sided(),
            1,
        )
        yield row("exact p of all bins", None, size, exact, np.nan)
