"""Time of one evaluation: 1e5 incidents, 156 weeks, three rings, 20 candidates.

Run: python tests/benchmarks/bench_evaluation.py
"""

import time

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

import estgeo as eg


def main():
    rng = np.random.default_rng(1)
    n, side = 100_000, 10_000
    start = pd.Timestamp("2015-03-16", tz="Europe/Stockholm") + pd.to_timedelta(
        rng.integers(0, 156 * 7 * 24 * 60, n), unit="min"
    )
    x, y = rng.uniform(0, side, (2, n))
    incidents = gpd.GeoDataFrame(
        {
            "start": start,
            "theme": rng.choice(["brand", "narkotika"], n),
            "source": rng.choice(["kommun", "polis"], n),
            "reporter": rng.choice(["a", "b", "c"], n),
        },
        geometry=gpd.points_from_xy(500_000 + x, 6_500_000 + y),
        crs="EPSG:3006",
    )
    corners = [(500_000 + 500 * k, 6_508_000) for k in range(20)]
    candidates = gpd.GeoDataFrame(
        geometry=[box(a, b, a + 400, b + 400) for a, b in corners], crs="EPSG:3006"
    )
    area = box(505_000, 6_503_000, 505_400, 6_503_400)
    insats = eg.Insats("Prov", area, "2017-03-13", themes=["brand"])
    wall, cpu = [], []
    for _ in range(3):
        a, b = time.perf_counter(), time.process_time()
        eg.evaluate(incidents, insats, candidates=candidates, rings=(100, 200, 300))
        wall.append(time.perf_counter() - a)
        cpu.append(time.process_time() - b)
    print(f"median wall {np.median(wall):.2f} s, CPU {np.median(cpu):.2f} s")


if __name__ == "__main__":
    main()
