"""Window sums in space and time against sums one by one."""

import numpy as np
import pytest
from scipy import sparse

from estgeo.stats import _window_sums
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


def near(rows, columns, half_widths):
    """Return which cells are in the window of each, pair by pair."""
    n = len(rows)
    table = np.zeros((n, n), dtype=np.int64)
    for i in range(n):
        for j in range(n):
            away = abs(rows[i] - rows[j])
            if away < len(half_widths):
                table[i, j] = abs(columns[i] - columns[j]) <= half_widths[away]
    return table


def cells(kind):
    """Return rows and columns of a grid of 5 by 3, whole or not, in order or not."""
    rows, columns = np.divmod(np.arange(15), 3)
    if kind == "shuffled":
        order = np.random.default_rng(4).permutation(15)
        return rows[order], columns[order]
    if kind == "shuffled but the first":
        order = np.r_[0, 1 + np.random.default_rng(4).permutation(14)]
        return rows[order], columns[order]
    if kind == "two changed about":
        order = np.r_[1, 0, np.arange(2, 15)]
        return rows[order], columns[order]
    if kind == "with a hole":
        return np.delete(rows, 7), np.delete(columns, 7)
    if kind == "away from zero":
        return rows + 4, columns - 9
    return rows, columns


@pytest.mark.parametrize("half_widths", [(1, 1), (2, 2), (1, 0), (2, 1, 0), (0,)])
@pytest.mark.parametrize(
    "kind",
    [
        "in order",
        "shuffled",
        "two changed about",
        "with a hole",
        "away from zero",
        "shuffled but the first",
    ],
)
def test_grid_windows_hold_the_cells_within_reach(kind, half_widths):
    rows, columns = cells(kind)
    table = near(rows, columns, half_widths)
    windows = grid_windows(rows, columns, half_widths)
    assert windows.n_neighbors.tolist() == (table.sum(axis=1) - 1).tolist()
    assert windows.n_neighbors.dtype == np.int64
    assert (windows.rows.min(), windows.columns.min()) == (0, 0)
    counts = np.random.default_rng(1).integers(0, 9, len(rows))
    for values in (counts, counts / 8, np.c_[counts, counts[::-1]]):
        found = windows.sums(values)
        assert found.dtype == values.dtype  # whole numbers stay whole
        assert found.tolist() == (table @ values).tolist()


@pytest.mark.parametrize("cached", [1, 10, 11, 22, 1000])
def test_rows_may_be_summed_some_at_a_time(monkeypatch, cached):
    rows, columns = cells("in order")
    values = np.random.default_rng(2).integers(0, 9, (15, 2))
    expected = near(rows, columns, (1, 1)) @ values
    monkeypatch.setattr(_window_sums, "_CACHED", cached)
    assert (grid_windows(rows, columns, (1, 1)).sums(values) == expected).all()


@pytest.mark.parametrize("kind", [float, bool, np.int8])
def test_what_is_set_twice_is_set_once(kind):
    # One row with the same entry twice, as a matrix by rows may hold it.
    ones = np.ones(2, dtype=kind)
    twice = sparse.csr_array((ones, [1, 1], [0, 2, 2]), shape=(2, 2))
    windows = sparse_windows(twice)
    assert windows.n_neighbors.tolist() == [1, 0]
    assert windows.sums(np.array([1, 10])).tolist() == [11, 10]
