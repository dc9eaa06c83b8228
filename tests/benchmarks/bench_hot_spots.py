"""Gi* with exact p beside esda and pygeoda, which permute.

Counts are clustered (some 88 % zeros), neighbors are queen, 999 permutations. The peers
are run once: they take up to minutes.
"""

import warnings

import geopandas as gpd
import numpy as np
import pygeoda
from _clock import cpu, row
from esda.getisord import G_Local
from libpysal.weights import lat2W
from shapely.geometry import box

from estgeo.analysis.hot_spots import hot_spots
from estgeo.space_time.grids import square_grid
from estgeo.stats._window_sums import grid_windows
from estgeo.stats.getis_ord import getis_ord_z, permutation_tails

LARGEST_COMPLETE = 10_000


def counts(side):
    """Return clustered counts of side x side cells."""
    rng = np.random.default_rng(1)
    return rng.poisson(rng.gamma(0.1, 2.5, side * side))


def z_and_exact_p(values, side):
    """Return z and p of each cell, without a frame."""
    rows, columns = np.divmod(np.arange(side * side), side)
    windows = grid_windows(rows, columns, (1, 1))
    sums = windows.sums(values)
    z = getis_ord_z(values, sums, windows.n_neighbors)
    return z, permutation_tails(values, sums, windows.n_neighbors).two_sided()


def through_esda(values, weights, permutations):
    """Return the peer's z."""
    return G_Local(
        values.astype(float),
        weights,
        transform="B",
        star=True,
        permutations=permutations,
        n_jobs=1,
        seed=1,
        keep_simulations=False,
    ).Zs


def rows(sizes=(1_024, 10_000, 99_856)):
    """Yield one row of the table of ratios for each size and peer."""
    warnings.simplefilter("ignore")
    for size in sizes:
        side = round(size**0.5)
        values = counts(side)
        ours, (z, _) = cpu(lambda v=values, s=side: z_and_exact_p(v, s), 9)
        weights = lat2W(side, side, rook=False)
        what = "Gi* and p of cells"
        for permutations in (0, 999):
            theirs, peer_z = cpu(
                lambda v=values, w=weights, p=permutations: through_esda(v, w, p), 1
            )
            np.testing.assert_allclose(peer_z, z, rtol=1e-9, atol=1e-9)
            name = f"esda, {permutations} permutations" if permutations else "esda, z"
            yield row(what, name, size, ours, theirs)
        yield from _beside_pygeoda(values, side, ours)


def _beside_pygeoda(values, side, ours):
    size = side * side
    area = gpd.GeoDataFrame(geometry=[box(0, 0, 100 * side, 100 * side)], crs=3006)
    zones = square_grid(area, cell_size=100).assign(n=values)
    frame = pygeoda.open(zones.reset_index(drop=True))
    weights = pygeoda.queen_weights(frame)
    for method in ("lookup", "complete"):
        if method == "complete" and size > LARGEST_COMPLETE:
            continue
        theirs, _ = cpu(
            lambda m=method: pygeoda.local_gstar(
                weights, frame["n"], permutation_method=m, cpu_threads=1
            ),
            1,
        )
        yield row("Gi* and p of cells", f"pygeoda, {method}", size, ours, theirs)
    whole, _ = cpu(lambda: hot_spots(zones))
    yield row("hot_spots() on a frame", None, size, whole, np.nan)
