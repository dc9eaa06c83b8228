"""Public functions from the frame a user has, beside peers that are installed.

CPU seconds, median of five (of three where a round takes seconds). Peers that are not
installed are said to be so and left out.
"""

import importlib.util
import subprocess
import sys
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
from _clock import cpu, row
from shapely.geometry import box

import estgeo as eg

CELL, ROUNDS, FEW = 100, 5, 3
# Not ru_maxrss, which a child takes over from the process that started it.
COMMAND = """
import time
try:
    from estgeo.cli.commands import main
    main()
except SystemExit:
    pass
status = open("/proc/self/status").read().splitlines()
peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
print()
print(time.process_time(), peak)
"""


def rows(sizes=(10_000, 100_000, 1_000_000)):
    """Yield one row of the table of ratios for each function, size and peer."""
    warnings.simplefilter("ignore")
    yield from _starts()
    for size in sizes:
        side = round(size**0.5)
        zones = grid(side)
        yield from _zones(zones)
        yield from _densities(size)
        if size <= 100_000:
            yield from _cubes(zones, size)
        if size <= 40_000:
            yield from _whole_map(zones)
            yield from _scans(size)


def grid(side):
    """Return side x side cells with clustered counts."""
    rng = np.random.default_rng(1)
    area = gpd.GeoDataFrame(geometry=[box(0, 0, CELL * side, CELL * side)], crs=3006)
    cells = eg.square_grid(area, cell_size=CELL)
    return cells.assign(n=rng.poisson(rng.gamma(0.1, 2.5, side * side)))


def _starts():
    """Yield what a fresh process takes, imports included."""
    for argument in ("--version", "--help"):
        spent, peak = _process(argument)
        note = f"peak {peak:.0f} MB"
        yield row(f"estgeo {argument}", None, 1, spent, np.nan, note)


def _process(argument):
    """Return CPU seconds and peak MB of the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, argument],
        check=True,
        capture_output=True,
        text=True,
    )
    spent, peak = done.stdout.split()[-2:]
    return float(spent), float(peak) / 1024


def _zones(zones):
    size = len(zones)
    spent, found = cpu(lambda: eg.hot_spots(zones), ROUNDS)
    fresh, _ = cpu(lambda: eg.hot_spots(zones.copy()), FEW)
    note = f"{fresh:.3f} where the grid has not been seen before"
    for peer, z in _local_peers(zones):
        theirs, answer = cpu(z, 1)
        np.testing.assert_allclose(answer, found["gi_star"], rtol=1e-6, atol=1e-8)
        yield row("hot_spots(), exact", peer, size, spent, theirs, note)
    yield row("hot_spots(), exact", None, size, spent, np.nan, note)
    spent, graph = cpu(lambda: eg.neighbors(zones), FEW)
    assert graph.n == size
    yield row("neighbors() of a grid", None, size, spent, np.nan)


def _local_peers(zones):
    if not _is_installed("esda") or len(zones) > 100_000:
        return
    from esda.getisord import G_Local
    from libpysal.weights import lat2W

    side = round(len(zones) ** 0.5)
    weights = lat2W(side, side, rook=False)
    values = zones["n"].to_numpy(float)
    for permutations in (0, 999):
        options = {"transform": "B", "star": True, "permutations": permutations}
        name = f"esda, {permutations} permutations"
        yield (
            name,
            lambda o=options: (
                G_Local(
                    values, weights, n_jobs=1, seed=1, keep_simulations=False, **o
                ).Zs
            ),
        )


def _densities(size):
    side, bandwidth = 500, 10.0
    rng = np.random.default_rng(1)
    centres = rng.uniform(100, 400, (50, 2))
    points = centres[rng.integers(0, 50, size)] + rng.normal(0, 15, (size, 2))
    points = np.clip(points, 1, side - 2)
    table = pd.DataFrame(points * CELL + CELL / 2, columns=["x", "y"])
    cells = grid(side)
    theirs, peer = np.nan, None
    if _is_installed("KDEpy"):
        from KDEpy import FFTKDE

        axis = np.arange(side, dtype=float)
        nodes = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, 2)
        kde = FFTKDE(kernel="gaussian", bw=bandwidth)
        theirs, _ = cpu(lambda: kde.fit(points).evaluate(nodes), ROUNDS)
        peer = "KDEpy, gaussian"
    for kernel in ("gaussian", "quartic"):
        options = {"bandwidth": CELL * bandwidth, "kernel": kernel}
        spent, _ = cpu(lambda o=options: eg.kernel_density(table, cells, **o), ROUNDS)
        what = f"kernel_density(), {kernel}, 250,000 cells, from x and y"
        yield row(what, peer, size, spent, theirs)


def _cubes(zones, size):
    rng = np.random.default_rng(2)
    wide = CELL * round(size**0.5)
    minutes = pd.to_timedelta(rng.integers(0, 52 * 7 * 24 * 60, 10 * size), unit="min")
    start = pd.Timestamp("2024-01-01", tz="Europe/Stockholm") + minutes
    xy = np.clip(rng.normal(wide / 2, wide / 5, (10 * size, 2)), 0, wide - 1)
    table = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "start": start})
    span = ("2024-01-01", "2024-12-29")
    cube = eg.space_time_cube(table, zones[["geometry"]], every="week", span=span)
    for call in (eg.hot_spot_cube, eg.emerging_hot_spots):
        spent, _ = cpu(lambda c=call: c(cube), FEW)
        yield row(f"{call.__name__}(), 52 weeks", None, size, spent, np.nan)


def _whole_map(zones):
    spent, found = cpu(lambda: eg.spatial_autocorrelation(zones, rng=1), FEW)
    theirs, peer = np.nan, None
    if _is_installed("esda"):
        from esda import Moran
        from libpysal.weights import lat2W

        side = round(len(zones) ** 0.5)
        weights, values = lat2W(side, side, rook=False), zones["n"].to_numpy(float)
        theirs, moran = cpu(lambda: Moran(values, weights, permutations=999), FEW)
        np.testing.assert_allclose(moran.I, found.moran_i, rtol=1e-9)
        peer = "esda.Moran (I alone)"
    yield row("spatial_autocorrelation(), I and G", peer, len(zones), spent, theirs)


def _scans(size):
    rng = np.random.default_rng(1)
    day = pd.to_timedelta(rng.integers(0, 730, size), unit="D")
    start = pd.Timestamp("2022-01-01 12:00", tz="Europe/Stockholm") + day
    xy = rng.uniform(0, 15_000, (size, 2))
    incidents = gpd.GeoDataFrame(
        {"start": start}, geometry=gpd.points_from_xy(*xy.T), crs=3006
    )
    spent, _ = cpu(
        lambda: eg.space_time_scan(incidents, max_radius=500, max_days=28, rng=1), 1
    )
    yield row("space_time_scan(), 999 orders", None, size, spent, np.nan)


def _is_installed(package):
    if importlib.util.find_spec(package) is not None:
        return True
    print(f"not installed: {package}", file=sys.stderr)
    return False
