"""Window sums in space and time against sums one by one."""

import numpy as np
import pytest
from scipy import sparse

from estgeo.stats._window_sums import cube_windows, grid_windows, sparse_windows


@pytest.mark.parametrize("time_lag", [0, 1, 2, 9])
def test_a_cube_window_reaches_back_and_never_ahead(time_lag):
    rng = np.random.default_rng(2)
    rows, columns = np.divmod(np.arange(12), 4)
    space = grid_windows(rows, columns, (1, 1))
    windows = cube_windows(space, n_periods=5, time_lag=time_lag)
    counts = rng.poisson(3, (12, 5))
    near = (abs(rows[:, None] - rows) <= 1) & (abs(columns[:, None] - columns) <= 1)
    sums, sizes = np.zeros((12, 5)), np.zeros((12, 5))
    for period in range(5):
        since = max(0, period - time_lag)
        sums[:, period] = near @ counts[:, since : period + 1].sum(axis=1)
        sizes[:, period] = near.sum(axis=1) * (period - since + 1) - 1
    np.testing.assert_array_equal(windows.sums(counts.ravel()), sums.ravel())
    np.testing.assert_array_equal(windows.n_neighbors, sizes.ravel())


def test_only_which_entries_are_set_matters():
    # Stored twice, weighted, a stored zero, its own diagonal set or not.
    entries = [(0, 1, 0.5), (0, 1, 0.5), (1, 0, 2.0), (1, 1, 1.0), (2, 0, 0.0)]
    row, column, weight = zip(*entries, strict=True)
    adjacency = sparse.coo_array((weight, (row, column)), shape=(3, 3))
    windows = sparse_windows(adjacency)
    assert windows.n_neighbors.tolist() == [1, 1, 0]
    assert windows.sums(np.array([1, 10, 100])).tolist() == [11, 11, 100]
