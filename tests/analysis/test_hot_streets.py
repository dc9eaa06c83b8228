"""Hot streets: incidents along streets, and Gi* on the network they form."""

import geopandas as gpd
import numpy as np
import pandas as pd
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
