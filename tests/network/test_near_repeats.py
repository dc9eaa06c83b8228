"""Near repeats, their roles and clusters by walking distance."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import estgeo as eg

from .worlds import GOLDENS, golden, montreal, network_of, random_streets


def dated(points, days):
    start = pd.Timestamp("2018-01-01 12:00", tz="Europe/Stockholm")
    return points.assign(start=start + pd.to_timedelta(days, unit="D"))


def test_pairs_by_distance_and_days_are_those_of_r():
    streets, points = golden("chicago")
    want = pd.read_csv(GOLDENS / "chicago_knox_network.csv")
    bounds = [
        want[part].drop_duplicates().str.extract(r"\[(.+),(.+)\)").to_numpy(float)
        for part in "dt"
    ]
    edges = [(*bound[:, 0], bound[-1, 1]) for bound in bounds]
    days = (37 * np.arange(len(points))) % 61
    found = eg.near_repeats(
        dated(points, days),
        distances=edges[0],
        days=edges[1],
        metric="network",
        network=network_of(streets),
        permutations=0,
    ).table
    # The same place is a band of its own in estgeo; R has it in the first.
    band = found["distance_from"].where(found["distance_to"] > 0, 0.0)
    got = found.groupby([band, "days_from"])["observed"].sum()
    low = want["d"].str.extract(r"\[(.+),")[0].astype(float)
    day = want["t"].str.extract(r"\[(.+),")[0].astype(float)
    assert got.loc[list(zip(low, day, strict=True))].tolist() == want["Freq"].tolist()


def test_pairs_of_accidents_in_montreal_are_those_of_networkx():
    streets, events = montreal()
    # Dates alone: midnight, which is taken for no clock time.
    dates = pd.to_datetime(events["date"]).dt.tz_localize("America/Toronto")
    found = eg.near_repeats(
        events.assign(start=dates),
        distances=[0, 250, 500, 1000, 2000, np.inf],
        days=[0, 3, 7, 14, 28, np.inf],
        metric="network",
        network=network_of(streets, tolerance=0.001),
        permutations=0,
    ).table
    band = found["distance_from"].where(found["distance_to"] > 0, 0.0)
    got = found["observed"].groupby([band, found["days_from"]]).sum()
    want = pd.read_csv(GOLDENS / "montreal_knox.csv", index_col=0)
    assert got.tolist() == want.to_numpy().ravel().tolist()


def line_of_houses():
    """Two houses back to back: 40 m as the crow flies, 180 m on foot."""
    street = gpd.GeoDataFrame(
        geometry=[shapely.LineString([(70, 0), (0, 0), (0, 40), (70, 40)])], crs=3006
    )
    houses = gpd.GeoDataFrame(geometry=shapely.points([(70, 0), (70, 40)]), crs=3006)
    return eg.street_network(street), dated(houses, [0, 1])


def test_roles_by_walking_distance():
    network, houses = line_of_houses()
    crow = eg.near_repeat_roles(houses, distance=100, days=7)["role"]
    foot = eg.near_repeat_roles(houses, distance=100, days=7, network=network)["role"]
    assert crow.tolist() == ["originator", "near repeat"]
    assert foot.tolist() == ["isolated", "isolated"]


def test_clusters_by_walking_distance_are_those_of_their_distances():
    rng = np.random.default_rng(11)
    streets = random_streets(rng, 20, 30)
    line = streets.geometry.to_numpy()[rng.integers(0, len(streets), 120)]
    at = shapely.line_interpolate_point(line, rng.random(120), normalized=True)
    points = gpd.GeoDataFrame(geometry=at, crs=3006)
    network = network_of(streets)
    found = eg.incident_clusters(points, radius=60, min_incidents=4, network=network)
    # Brute force: cores, and what hangs together through cores.
    ways = np.full((120, 120), np.inf)
    np.fill_diagonal(ways, 0)
    pairs = eg.network_distances(points, network=network)
    ways[pairs["a"], pairs["b"]] = ways[pairs["b"], pairs["a"]] = pairs["distance"]
    near = ways <= 60
    core = near.sum(axis=1) >= 4
    group = np.arange(120)
    for _ in range(120):
        for i in np.flatnonzero(core):
            linked = np.flatnonzero(near[i] & core)
            group[linked] = group[linked].min()
    n_groups = len(np.unique(group[core]))
    assert len(found) == n_groups
    reached = (near[:, core].any(axis=1)).sum()
    assert found["n"].sum() == reached


def test_what_does_not_fit_is_refused():
    network, houses = line_of_houses()
    many = pd.concat([houses] * 30, ignore_index=True)
    with pytest.raises(ValueError, match='unless metric="network"'):
        eg.near_repeats(many, network=network)
    with pytest.raises(TypeError, match="Make one"):
        eg.near_repeats(many, metric="network")
    with pytest.raises(ValueError, match="along streets"):
        eg.incident_clusters(
            many, radius=9, min_incidents=3, method="hdbscan", network=network
        )
