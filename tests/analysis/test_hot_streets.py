"""Hot streets: incidents along streets, and Gi* on the network they form."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from libpysal.graph import Graph
from shapely.geometry import LineString

import estgeo as eg


def test_a_run_of_full_streets_is_hot_and_only_where_streets_meet():
    """Two parallel roads of 40 blocks, 30 m apart and never joined; one has a hot run."""
    streets = gpd.GeoDataFrame(
        geometry=[
            LineString([(100 * i, y), (100 * (i + 1), y)])
            for y in (0, 30)
            for i in range(40)
        ],
        crs="EPSG:3006",
    )
    at = np.repeat(np.arange(10, 15), 8) * 100.0 + 50
    incidents = gpd.GeoDataFrame(
        {"start": pd.Timestamp("2018-03-05", tz="Europe/Stockholm")},
        index=range(len(at)),
        geometry=gpd.points_from_xy(at, np.full(len(at), -5.0), crs="EPSG:3006"),
    )
    counted = eg.count_along_streets(incidents, streets, max_distance=20)
    assert counted.n.sum() == 40
    assert counted.n.iloc[12] == 8
    assert counted.n_per_km.iloc[12] == 80
    joined = Graph.build_contiguity(streets, rook=False)
    spots = eg.hot_spots(counted, neighbors=joined)
    hot = np.flatnonzero(spots.gi_bin >= 2)
    assert {11, 12, 13} <= set(hot)
    assert hot.max() < 40  # the parallel road is near, but not joined


def town_with_stubs():
    """Eight streets of twelve blocks, cross streets, and a stub at every junction."""
    blocks = [[(b, r), (b + 100, r)] for r in range(0, 800, 100) for b in ROW]
    stubs = [[(b, r), (b, r + 12)] for r in range(0, 800, 100) for b in ROW[1:]]
    across = [
        [(b, r + (12 if b == 600 else 0)), (b, r + 100)]
        for r in range(0, 700, 100)
        for b in (0, 600, 1200)
    ]
    lines = [LineString(line) for line in (*blocks, *stubs, *across)]
    return gpd.GeoDataFrame(geometry=lines, crs="EPSG:3006")


ROW = range(0, 1200, 100)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_short_cross_streets_are_left_out_by_their_own_count():
    streets = town_with_stubs()
    length = streets.length.to_numpy()
    bounds = streets.bounds
    full = (bounds.miny == 300) & (bounds.maxy == 300) & bounds.minx.between(300, 700)
    stub = length == 12
    graph = eg.neighbors(streets)
    rng = np.random.default_rng(5)
    hot = dict.fromkeys(["plain", "length", "own"], 0)
    stubs = dict.fromkeys(hot, 0)
    for _ in range(40):
        n = rng.poisson(np.where(full, 6, 0.006 * length))
        zones = streets.assign(n=n, length=length)
        plain = eg.hot_spots(zones, neighbors=graph)["gi_bin"] >= 2
        by_length = eg.hot_spots(zones, neighbors=graph, exposure="length")
        by_length = by_length["gi_bin"] >= 2
        own = by_length & (n / length > n.sum() / length.sum())
        for name, found in (("plain", plain), ("length", by_length), ("own", own)):
            hot[name] += int((found & full).sum())
            stubs[name] += int((found & stub).sum())
    assert hot["own"] == hot["length"] > 1.5 * hot["plain"]
    assert stubs["own"] < 0.25 * stubs["length"]
