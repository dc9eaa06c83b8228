"""Near repeats against pointpats.Knox, 999 permutations.

The peer does one cell of the table at a time; ours, a table of 20 cells, is divided by
20. With more than 1,000 events the peer is run with 99 permutations, of which all but
its setup is scaled to 999, and with 50,000 events not at all: it would take hours.
"""

import numpy as np
from _clock import cpu, row
from pointpats import Knox

from estgeo.stats.knox import knox_table

NEIGHBORS, DISTANCE, DAYS = 7.8, 200, 14
BANDS = {"distance_edges": (0, 100, 200, 300, 400), "day_edges": (0, 7, 14, 21, 28)}
CELLS = 5 * 4
LARGEST_FOR_PEER = 10_000


def world(n, rng):
    """Return places and days with the same number of neighbors at every size."""
    side = np.sqrt(n * np.pi * DISTANCE**2 / NEIGHBORS)
    return rng.random((n, 2)) * side, rng.integers(0, 730, n)


def peer(points, days, permutations):
    """Return the CPU seconds of one cell."""
    spent, _ = cpu(
        lambda: Knox(
            points,
            days[:, None].astype(float),
            delta=DISTANCE,
            tau=DAYS,
            permutations=permutations,
        ),
        1,
    )
    return spent


def rows(sizes=(1_000, 10_000, 50_000)):
    """Yield one row of the table of ratios for each size."""
    rng = np.random.default_rng(0)
    small = world(500, rng)
    peer(*small, 9)  # compiles what is compiled
    for size in sizes:
        points, days = world(size, rng)
        table, _ = cpu(
            lambda p=points, d=days: knox_table(
                p, d, **BANDS, rng=np.random.default_rng(1)
            )
        )
        if size > LARGEST_FOR_PEER:
            yield row("near repeats, 20 cells", None, size, table, np.nan)
            continue
        setup = peer(points, days, 0)
        made = 99 if size > 1000 else 999
        theirs = setup + max(peer(points, days, made) - setup, 0) / made * 999
        yield row("near repeats, a cell", "pointpats.Knox", size, table / CELLS, theirs)
