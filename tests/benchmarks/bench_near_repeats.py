"""Near repeats against pointpats.Knox: CPU seconds in one process.

Run: python tests/benchmarks/bench_near_repeats.py. The peer does one cell at a time and
is run with 99 permutations, of which all but the setup is scaled to 999.
"""

import resource
import time

import numpy as np
from pointpats import Knox

from estgeo.stats.knox import knox_table

NEIGHBORS, DISTANCE, DAYS = 7.8, 200, 14
BANDS = {"distance_edges": (0, 100, 200, 300, 400), "day_edges": (0, 7, 14, 21, 28)}


def world(n, rng):
    side = np.sqrt(n * np.pi * DISTANCE**2 / NEIGHBORS)
    return rng.random((n, 2)) * side, rng.integers(0, 730, n)


def seconds(call):
    start = time.process_time()
    call()
    return time.process_time() - start


def ours(points, days, **bands):
    rng = np.random.default_rng(1)
    return seconds(lambda: knox_table(points, days, **bands, rng=rng))


def peer(points, days, permutations):
    return seconds(
        lambda: Knox(
            points,
            days[:, None].astype(float),
            delta=DISTANCE,
            tau=DAYS,
            permutations=permutations,
        )
    )


def main():
    rng = np.random.default_rng(0)
    points, days = world(10_000, rng)
    cells = 5 * 4
    whole = float(np.median([ours(points, days, **BANDS) for _ in range(3)]))
    one = ours(points, days, distance_edges=(0, DISTANCE), day_edges=(0, DAYS))
    peer(points[:500], days[:500], 9)  # compiles what is compiled
    setup = peer(points, days, 0)
    theirs = setup + max(peer(points, days, 99) - setup, 0) / 99 * 999
    print(f"1e4, 999: table of {cells} cells {whole:.2f} s, one cell {one:.2f} s")
    print(f"1e4, 999: pointpats, one cell {theirs:.1f} s (scaled from 99)")
    print(
        f"ratio per table cell {theirs / (whole / cells):.0f}, one {theirs / one:.0f}"
    )
    points, days = world(50_000, rng)
    many = float(np.median([ours(points, days, **BANDS) for _ in range(3)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"5e4, 999: table of {cells} cells {many:.2f} s; peak {peak:.0f} MB with the peer's"
    )


if __name__ == "__main__":
    main()
