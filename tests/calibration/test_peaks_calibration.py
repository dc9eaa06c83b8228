"""Peaks, and windows against an exposure, on maps where nothing is up.

Results are kept in docs/methods/hot-spots.md.
"""

import numpy as np
import pytest

from estgeo.stats._negative_binomial import dispersion_of, exposure_tails, peak_tails
from estgeo.stats._window_sums import grid_windows
from estgeo.stats.multiple_tests import adjust_p_values

CALIBRATES = ("hot_spots",)
REPLICATES = 500
pytestmark = pytest.mark.calibration


def counts_of(rng, mean, dispersion, n):
    if dispersion == 1:
        return rng.poisson(mean, n).astype(float)
    size = mean / (dispersion - 1)
    return rng.negative_binomial(size, 1 / dispersion, n).astype(float)


@pytest.mark.parametrize("n", [80, 300, 2000])
@pytest.mark.parametrize("mean", [0.3, 1, 5, 20, 80])
@pytest.mark.parametrize("dispersion", [1, 1.5, 4])
def test_any_peak(n, mean, dispersion):
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(REPLICATES):
        counts = counts_of(rng, mean, dispersion, n)
        if counts.sum():
            p = adjust_p_values(peak_tails(counts, np.ones(n)), "fdr_bh")
            found += p.min() <= 0.05
    rate = found / REPLICATES
    print(f"\n| {n} | {mean} | {dispersion} | {rate:.3f} |")
    assert rate - 2 * (0.06 * 0.94 / REPLICATES) ** 0.5 <= 0.06


@pytest.mark.parametrize("side", [8, 20])
@pytest.mark.parametrize("uneven", [False, True])
@pytest.mark.parametrize("mean", [2, 20])
@pytest.mark.parametrize("shape", [0.5, 1, 2, None])
def test_any_window_against_an_exposure(side, uneven, mean, shape):
    rng = np.random.default_rng(4)
    n, found = side * side, 0
    windows = grid_windows(*np.divmod(np.arange(n), side), (1, 1))
    for _ in range(REPLICATES):
        size = rng.lognormal(0, 1, n) if uneven else np.ones(n)
        level = mean * size / size.mean()
        rate = 1 if shape is None else rng.gamma(shape, 1 / shape, n)
        counts = rng.poisson(level * rate).astype(float)
        share = windows.sums(size) / size.sum()
        evenness = windows.sums(size**2) / windows.sums(size) ** 2
        known = dispersion_of(counts, size)
        tails = exposure_tails(
            windows.sums(counts), counts.sum() * share, evenness, known
        )
        found += adjust_p_values(tails.two_sided(), "fdr_bh").min() <= 0.05
    print(f"\n| {n} | {uneven} | {mean} | {shape} | {found / REPLICATES:.3f} |")
    assert found / REPLICATES - 2 * (0.07 * 0.93 / REPLICATES) ** 0.5 <= 0.07
