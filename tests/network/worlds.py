"""Random small street networks, and goldens as networks."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

import estgeo as eg

GOLDENS = Path(__file__).parents[1] / "goldens" / "network"


def golden(name):
    """Return a golden network and its points, in the plane as it is drawn."""
    nodes = pd.read_csv(GOLDENS / f"{name}_vertices.csv")
    segments = pd.read_csv(GOLDENS / f"{name}_segments.csv")
    points = pd.read_csv(GOLDENS / f"{name}_points.csv")
    xy = nodes[["x", "y"]].to_numpy()
    lines = shapely.linestrings(np.stack([xy[segments["from"]], xy[segments["to"]]], 1))
    streets = gpd.GeoDataFrame(geometry=lines, crs=3006)
    at = shapely.line_interpolate_point(
        lines[points["segment"]], points["tp"], normalized=True
    )
    return streets, gpd.GeoDataFrame(points, geometry=at, crs=3006)


def montreal():
    """Return streets of Montreal, and bicycle accidents by their number and date."""
    lines = pd.read_csv(GOLDENS / "montreal_lines.csv")
    events = pd.read_csv(GOLDENS / "montreal_events.csv", index_col="event")
    at = gpd.points_from_xy(events.pop("x"), events.pop("y"))
    streets = gpd.GeoDataFrame(geometry=shapely.from_wkt(lines["wkt"]), crs=3797)
    return streets, gpd.GeoDataFrame(events, geometry=at, crs=3797)


def random_streets(rng, n_nodes=12, n_edges=16):
    """Return straight streets between random nodes: loops of streets, islands, ends."""
    xy = rng.uniform(0, 1000, (n_nodes, 2)).round(1)
    pairs = rng.integers(0, n_nodes, (n_edges, 2))
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    lines = shapely.linestrings(xy[pairs])
    return gpd.GeoDataFrame(
        {"a": pairs[:, 0], "b": pairs[:, 1]}, geometry=lines, crs=3006
    )


def random_points(rng, streets, n=12):
    """Return points on the streets: at ends, in between, and two on one place."""
    line = streets.geometry.to_numpy()[rng.integers(0, len(streets), n)]
    share = rng.choice([0.0, 1.0, *rng.random(6)], n)
    at = shapely.line_interpolate_point(line, share, normalized=True)
    at[-1] = at[0]
    return gpd.GeoDataFrame(geometry=at, crs=streets.crs)


def network_of(streets, tolerance=1e-6):
    return eg.street_network(streets, tolerance=tolerance)
