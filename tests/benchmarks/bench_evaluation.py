"""One evaluation: 156 weeks, three rings, 20 candidates. No peer does the whole."""

import geopandas as gpd
import numpy as np
import pandas as pd
from _clock import cpu, row
from shapely.geometry import box

import estgeo as eg

SIDE = 10_000


def world(n):
    """Return n incidents, an insats and candidates for its control."""
    rng = np.random.default_rng(1)
    start = pd.Timestamp("2015-03-16", tz="Europe/Stockholm") + pd.to_timedelta(
        rng.integers(0, 156 * 7 * 24 * 60, n), unit="min"
    )
    x, y = rng.uniform(0, SIDE, (2, n))
    incidents = gpd.GeoDataFrame(
        {
            "start": start,
            "theme": rng.choice(["brand", "narkotika"], n),
            "source": rng.choice(["kommun", "polis"], n),
            "reporter": rng.choice(["a", "b", "c"], n),
        },
        geometry=gpd.points_from_xy(500_000 + x, 6_500_000 + y),
        crs=3006,
    )
    corners = [(500_000 + 500 * k, 6_508_000) for k in range(20)]
    candidates = gpd.GeoDataFrame(
        geometry=[box(a, b, a + 400, b + 400) for a, b in corners], crs=3006
    )
    area = box(505_000, 6_503_000, 505_400, 6_503_400)
    return (
        incidents,
        eg.Insats("Prov", area, "2017-03-13", themes=["brand"]),
        candidates,
    )


def rows(sizes=(1_000, 10_000, 100_000)):
    """Yield one row for each size."""
    for size in sizes:
        incidents, insats, candidates = world(size)
        spent, _ = cpu(
            lambda i=incidents, s=insats, c=candidates: eg.evaluate(
                i, eg.Design(s, rings=(100, 200, 300)), candidates=c
            )
        )
        yield row("evaluate(), three rings", None, size, spent, np.nan)
