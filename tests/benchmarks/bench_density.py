"""Kernel density beside KDEpy on 500 x 500 nodes; both agree to a thousandth."""

import numpy as np
from _clock import cpu, row
from KDEpy import FFTKDE

from estgeo.stats.kernel import convolved, linear_bins

SIDE, BANDWIDTH, ROUNDS = 500, 10.0, 9


def clustered(n):
    """Return points around 50 places, inside the nodes."""
    rng = np.random.default_rng(1)
    centres = rng.uniform(100, 400, (50, 2))
    points = centres[rng.integers(0, 50, n)] + rng.normal(0, 15, (n, 2))
    return np.clip(points, 1, SIDE - 2)


def rows(sizes=(100_000, 1_000_000, 10_000_000)):
    """Yield one row of the table of ratios for each size."""
    axis = np.arange(SIDE, dtype=float)
    nodes = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, 2)
    for size in sizes:
        points = clustered(size)
        x, y = np.ascontiguousarray(points.T)

        def ours(x=x, y=y, size=size):
            mass = linear_bins(x, y, None, (SIDE, SIDE))
            return convolved(mass, BANDWIDTH, "gaussian") / size

        def theirs(points=points):
            kde = FFTKDE(kernel="gaussian", bw=BANDWIDTH).fit(points)
            return kde.evaluate(nodes).reshape(SIDE, SIDE).T

        rounds = ROUNDS if size <= 1_000_000 else 3
        spent, density = cpu(ours, rounds)
        peer_spent, peer = cpu(theirs, rounds)
        assert np.abs(density - peer).max() < 1e-3 * peer.max()
        yield row("kernel density, 250,000 nodes", "KDEpy", size, spent, peer_spent)
