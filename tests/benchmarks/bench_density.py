"""Kernel density beside KDEpy: CPU time and error, in one run.

Run: python tests/benchmarks/bench_density.py
"""

import time

import numpy as np
from KDEpy import FFTKDE

from estgeo.stats.kernel import convolved, linear_bins

POINTS, SIDE, BANDWIDTH = 1_000_000, 500, 10.0


def clocked(work, repeats=3):
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return float(np.median(spent)), result


def main():
    rng = np.random.default_rng(1)
    centres = rng.uniform(100, 400, (50, 2))
    points = centres[rng.integers(0, 50, POINTS)] + rng.normal(0, 15, (POINTS, 2))
    points = np.clip(points, 1, SIDE - 2)
    x, y = np.ascontiguousarray(points.T)

    def ours():
        mass = linear_bins(x, y, None, (SIDE, SIDE))
        return convolved(mass, BANDWIDTH, "gaussian") / POINTS

    def theirs():
        kde = FFTKDE(kernel="gaussian", bw=BANDWIDTH).fit(points)
        axis = np.arange(SIDE, dtype=float)
        nodes = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, 2)
        return kde.evaluate(nodes).reshape(SIDE, SIDE).T

    base, density = clocked(ours, 9)
    spent, peer = clocked(theirs, 9)
    print(
        f"estgeo {1e3 * base:.0f} ms, KDEpy {1e3 * spent:.0f} ms = {spent / base:.1f} x"
    )
    print(f"largest difference / peak: {np.abs(density - peer).max() / peer.max():.1e}")


if __name__ == "__main__":
    main()
