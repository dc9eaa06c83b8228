"""Exact, mid and normal p of Gi* on shuffled maps, and esda's draws on one map.

Results are kept in docs/methods/hot-spots.md. Run: pytest -m calibration -s.
"""

import warnings

import numpy as np
import pytest
from esda.getisord import G_Local
from libpysal.weights import lat2W
from scipy.special import ndtr
from scipy.stats import binom

from estgeo.stats._window_sums import grid_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails

# Held by tests/test_witnesses.py.
CALIBRATES = ("hot_spots",)
LEVELS = (0.05, 0.01, 0.001)
# Incidents a cell, and shape of the gamma distribution they are drawn from.
MAPS = {"0.05 a cell": (0.05, 0.3), "0.3 a cell": (0.3, 0.3), "2 a cell": (2.0, 0.5)}


def rates(mean, shape, *, side, shuffles, seed):
    """Return {test: share of p at or below each level} over windows that are apart.

    One map is shuffled again and again. Every third cell of every third row has a
    window of its own: shuffled windows that share no cell are all but independent.
    """
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.gamma(shape, mean / shape, side * side))
    rows, columns = np.divmod(np.arange(side * side), side)
    windows = grid_windows(rows, columns, (1, 1))
    apart = (rows % 3 == 1) & (columns % 3 == 1) & (windows.n_neighbors == 8)
    found = {"exact": [], "exact-mid": [], "normal": []}
    for _ in range(shuffles):
        shuffled = rng.permutation(values)
        sums = windows.sums(shuffled)
        tails = permutation_tails(shuffled, sums, windows.n_neighbors)
        z = getis_ord_z(shuffled, sums, windows.n_neighbors)[apart]
        found["exact"].append(tails.two_sided()[apart])
        found["exact-mid"].append(tails.two_sided(mid=True)[apart])
        found["normal"].append(2 * ndtr(-np.abs(z)))
    p = {test: np.concatenate(some) for test, some in found.items()}
    shares = {t: [float((q <= a).mean()) for a in LEVELS] for t, q in p.items()}
    return shares, p["exact"].size


def assert_held(shares, n):
    """The exact test is never above its level by more than chance (one in 10,000)."""
    for level, share in zip(LEVELS, shares["exact"], strict=True):
        assert share * n <= binom.isf(1e-4, n, level)


def test_the_exact_test_holds_its_level_on_a_shuffled_map():
    shares, n = rates(0.3, 0.3, side=60, shuffles=20, seed=4)
    assert_held(shares, n)
    # The normal test does not: its rate at 0.001 is at least five times that.
    assert shares["normal"][2] > 0.005


@pytest.mark.calibration
def test_rates_on_many_shuffled_maps():
    print()
    for name, (mean, shape) in MAPS.items():
        shares, n = rates(mean, shape, side=300, shuffles=100, seed=5)
        for test, found in shares.items():
            cells = " | ".join(f"{share:.5f}" for share in found)
            print(f"| {name} | {test} | {cells} |  n = {n}")
        assert_held(shares, n)


@pytest.mark.calibration
def test_both_nulls_against_esdas_own_draws():
    rng = np.random.default_rng(6)
    side, draws = 25, 99_999
    values = rng.poisson(rng.gamma(0.3, 1.0, side * side))
    rows, columns = np.divmod(np.arange(side * side), side)
    windows = grid_windows(rows, columns, (1, 1))
    sums = windows.sums(values)
    tails = permutation_tails(values, sums, windows.n_neighbors, null="conditional")
    weights = lat2W(side, side, rook=False, silence_warnings=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = G_Local(
            values.astype(float),
            weights,
            transform="B",
            star=True,
            permutations=draws,
            n_jobs=1,
            seed=1,
            keep_simulations=True,
        )
    # esda holds the draws over the sum of all values: back to whole numbers, whose
    # ties are exact.
    held = np.rint(peer.rGs * values.sum()).astype(np.int64)
    share = (held >= sums[:, None]).mean(axis=1)
    z = (share - tails.upper) / np.sqrt(
        np.maximum(tails.upper * (1 - tails.upper), 1e-300) / draws
    )
    z = z[(tails.upper > 1e-4) & (tails.upper < 1 - 1e-4)]
    print(
        f"\n{z.size} cells, mean z {z.mean():.2f}, sd {z.std():.2f},"
        f" largest {np.abs(z).max():.2f}"
    )
    # All cells share the same draws, so the mean is about as uncertain as one cell.
    assert np.abs(z).max() < 4.5
    assert abs(z.mean()) < 3.3
