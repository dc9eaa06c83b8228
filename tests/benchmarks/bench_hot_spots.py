"""Gi* with exact p beside esda and pygeoda: CPU time and ratios, in one run.

Run: python tests/benchmarks/bench_hot_spots.py [side]
Counts are clustered (87-89 % zeros), neighbours are queen.
"""

import sys
import time
import warnings

import geopandas as gpd
import numpy as np
from esda.getisord import G_Local
from libpysal.weights import lat2W
from shapely.geometry import box

from estgeo.analysis.hot_spots import hot_spots
from estgeo.space_time.grids import square_grid
from estgeo.stats._window_sums import grid_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails


def counts(side):
    rng = np.random.default_rng(1)
    return rng.poisson(rng.gamma(0.1, 2.5, side * side))


def clocked(work, repeats=5):
    """Return the median CPU time of ``repeats`` runs, in seconds."""
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return float(np.median(spent))


def ours(values, side):
    rows, columns = np.divmod(np.arange(side * side), side)

    def work():
        windows = grid_windows(rows, columns, (1, 1))
        sums = windows.sums(values)
        getis_ord_z(values, sums, windows.n_neighbors)
        permutation_tails(values, sums, windows.n_neighbors).two_sided()

    return work


def through_esda(values, weights, permutations):
    def work():
        G_Local(
            values.astype(float),
            weights,
            transform="B",
            star=True,
            permutations=permutations,
            n_jobs=1,
            seed=1,
            keep_simulations=False,
        )

    return work


def main(side):
    warnings.simplefilter("ignore")
    for other in (32, 100, 316, 1000):
        values = counts(other)
        spent = clocked(ours(values, other), 7)
        print(f"estgeo z + exact p, {other**2:>8} cells: {1e3 * spent:8.2f} ms")
    values = counts(side)
    base = clocked(ours(values, side), 9)
    area = gpd.GeoDataFrame(
        geometry=[box(0, 0, 100 * side, 100 * side)], crs="EPSG:3006"
    )
    zones = square_grid(area, cell_size=100).assign(n=values)
    whole = clocked(lambda: hot_spots(zones), 3)
    print(f"estgeo hot_spots() on a frame of {side**2}: {1e3 * whole:.0f} ms")
    weights = lat2W(side, side, rook=False)
    for permutations in (0, 999, 9999):
        if permutations == 9999 and side > 100:
            continue
        spent = clocked(through_esda(values, weights, permutations), 1)
        name = f"esda {permutations}" if permutations else "esda analytic"
        print(f"{name}: {spent:.2f} s = {spent / base:.0f} x estgeo")
    print_pygeoda(zones, base, complete=side <= 100)


def print_pygeoda(zones, base, *, complete):
    import pygeoda

    frame = pygeoda.open(zones.reset_index(drop=True))
    weights = pygeoda.queen_weights(frame)
    for method in ("lookup", "complete") if complete else ("lookup",):

        def work(method=method):
            pygeoda.local_gstar(
                weights, frame["n"], permutation_method=method, cpu_threads=1
            )

        spent = clocked(work, 1)
        print(f"pygeoda {method} 999: {spent:.2f} s = {spent / base:.0f} x estgeo")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 316)
