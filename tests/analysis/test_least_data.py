"""Every function of patterns says what it needs at least, and takes exactly that."""

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, box

import estgeo as eg

AREA = gpd.GeoDataFrame(geometry=[box(0, 0, 1000, 1000)], crs="EPSG:3006")


def incidents(n, *, days=None):
    rng = np.random.default_rng(7)
    day = np.arange(n) * 4 % 200 if days is None else np.linspace(0, days - 1, n)
    start = pd.Timestamp("2018-01-01 21:00", tz="Europe/Stockholm")
    xy = rng.random((n, 2)) * 1000
    return gpd.GeoDataFrame(
        {"start": start + pd.to_timedelta(day.round(), "D"), "source": "kommun"},
        geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1], crs="EPSG:3006"),
    )


def near(n):
    return eg.near_repeats(incidents(n), permutations=9, rng=1)


def roles(n):
    return eg.near_repeat_roles(incidents(n), distance=100, days=7)


def scan(n):
    return eg.space_time_scan(
        incidents(n), max_radius=300, max_days=14, permutations=99, rng=1
    )


def clusters(n):
    return eg.incident_clusters(incidents(n), radius=100, min_incidents=5)


def stability(n):
    return eg.hot_spot_stability(incidents(n), AREA, cell_size=250)


def stability_of_days(n):
    return eg.hot_spot_stability(incidents(60, days=n), AREA, cell_size=250)


def concentrated(n):
    return eg.concentration(pd.DataFrame({"n": [n, 0]}))


def zones_of_concentration(n):
    return eg.concentration(pd.DataFrame({"n": [12] * n}))


def accuracy(n):
    zones = pd.DataFrame({"p": [1, 2], "n": [0, n], "a": [1, 1]})
    return eg.prediction_accuracy(zones, predicted="p", observed="n", area="a")


def zones_of_accuracy(n):
    zones = pd.DataFrame({"p": [1] * n, "n": [9] * n, "a": [1] * n})
    return eg.prediction_accuracy(zones, predicted="p", observed="n", area="a")


def change(n):
    zones = pd.DataFrame({"first": [n, 0], "second": [20, 20]})
    return eg.pattern_change(zones, first="first", second="second")


def zones_of_change(n):
    zones = pd.DataFrame({"first": [30] * n, "second": [20] * n})
    return eg.pattern_change(zones, first="first", second="second")


def agreement(n):
    zones = pd.DataFrame({"first": [3] * n, "second": [0] * n})
    return eg.hot_spot_agreement(zones, first="first", second="second")


@pytest.mark.parametrize(
    ("call", "least", "reason"),
    [
        (near, 50, "at least 50 incidents, got 49. Fewer cannot tell"),
        (roles, 2, "at least 2 incidents, got 1. Fewer cannot tell"),
        (scan, 30, "at least 30 incidents, got 29. Fewer cannot tell"),
        (clusters, 5, r"at least 5 incidents \('min_incidents'\), got 4"),
        (stability, 30, "at least 30 incidents inside 'area', got 29. Fewer make"),
        (stability_of_days, 50, "at least 8 weeks, got 49 days. Take a longer"),
        (concentrated, 10, "at least 10 incidents, got 9. Fewer cannot tell"),
        (zones_of_concentration, 2, "at least 2 zones, got 1"),
        (accuracy, 5, "at least 5 observed, got 4. Fewer cannot tell"),
        (zones_of_accuracy, 2, "at least 2 zones, got 1"),
        (change, 20, "at least 20 incidents in all, got 19. Fewer cannot show"),
        (zones_of_change, 2, "at least 2 zones, got 1"),
        (agreement, 2, "at least 2 zones, got 1"),
    ],
)
def test_the_least_is_taken_and_one_less_refused_with_a_reason(call, least, reason):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call(least)
    with pytest.raises(ValueError, match=reason):
        call(least - 1)


@pytest.mark.parametrize("call", [near, roles, scan, clusters, stability])
def test_no_incidents_at_all_are_refused_as_well(call):
    with pytest.raises(ValueError, match="at least"):
        call(0)


def test_streets_are_counted_with_any_number_of_incidents():
    streets = gpd.GeoDataFrame(
        geometry=[LineString([(0, 0), (100, 0)])], crs="EPSG:3006"
    )
    assert eg.count_along_streets(incidents(0), streets, max_distance=50).n[0] == 0
