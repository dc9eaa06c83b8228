"""Read, count, find hot spots and draw the map again and again: does memory grow?

    python tests/benchmarks/soak.py [rows = 10000000] [rounds = 20]

Prints the memory held after each round and its growth from round 5 to the last; ends
with an error if that is more than 2 %.
"""

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
from _tables import FIRST, SIDE, WEEKS, write_parquet
from shapely.geometry import box

import estgeo as eg

SETTLED = 5  # rounds after which memory must no longer grow
ALLOWED = 0.02


def held():
    """Return the memory that this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def one_round(path, n):
    """Go from a file to the page of a map; return its length."""
    area = gpd.GeoDataFrame(geometry=[box(0, 0, SIDE, SIDE)], crs=3006)
    zones = eg.square_grid(area, cell_size=316)
    end = FIRST.astype("datetime64[D]") + WEEKS * 7
    cube = eg.space_time_cube(str(path), zones, span=(str(FIRST)[:10], str(end - 1)))
    assert int(cube["n"].sum()) == n
    counted = zones.assign(n=cube["n"].sum("period").to_numpy())
    page = eg.map_hot_spots(eg.hot_spots(counted))
    return len(page.get_root().render())


def main(n=10_000_000, rounds=20):
    """Run the rounds and print the memory after each."""
    memory = []
    with tempfile.TemporaryDirectory() as folder:
        path = write_parquet(Path(folder) / "part.parquet", n)
        for number in range(1, rounds + 1):
            start = time.process_time()
            length = one_round(path, n)
            spent = time.process_time() - start
            gc.collect()
            memory.append(held())
            print(
                f"round {number}: {memory[-1]:.0f} MB held, {spent:.1f} s CPU,"
                f" page of {length / 1e6:.1f} MB",
                flush=True,
            )
    if rounds <= SETTLED:
        return
    growth = memory[-1] / memory[SETTLED - 1] - 1
    print(f"growth from round {SETTLED} to {rounds}: {growth:+.1%}")
    if growth > ALLOWED:
        sys.exit(1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
