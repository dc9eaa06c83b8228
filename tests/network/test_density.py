"""Density along streets against R (spatstat), by hand, and its mass."""

import json
import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.testing import assert_allclose

import estgeo as eg

from .worlds import GOLDENS, golden, network_of, random_points, random_streets

METHODS = {
    "simple": "simple",
    "continuous": "equal-split-continuous",
    "discontinuous": "equal-split-discontinuous",
}
KERNELS = {
    "epanechnikov": ("epanechnikov", math.sqrt(5)),
    "biweight": ("quartic", math.sqrt(7)),
}
EQUAL_SPLIT = ["equal-split-continuous", "equal-split-discontinuous"]


def spatstat_rule(rule, kernel, sd):
    name, width = KERNELS[kernel]
    ends = "absorb" if rule == "discontinuous" else "reflect"
    options = {"method": METHODS[rule], "kernel": name, "dead_ends": ends}
    return options | {"bandwidth": width * sd}


@pytest.mark.parametrize("name", ["simplenet", "chicago"])
def test_density_at_incidents_is_that_of_spatstat(name):
    streets, points = golden(name)
    network = network_of(streets)
    want = pd.read_csv(GOLDENS / f"{name}_density_at_points.csv").drop(columns="point")
    for column in want:
        rule, _, kernel, sd = column.split("_")
        options = spatstat_rule(rule, kernel, float(sd[2:]))
        found = eg.network_density(points, network, leave_one_out=True, **options)
        assert_allclose(
            found["density"] / 1000, want[column], rtol=1e-9, atol=1e-12, err_msg=column
        )


@pytest.mark.parametrize(
    ("name", "file", "sd"),
    [
        ("simplenet", "simplenet_density_at_places_epanechnikov_sd0.12.csv", 0.12),
        ("chicago", "chicago_density_at_places_epanechnikov_sd60_every_4th.csv", 60),
    ],
)
def test_density_at_places_is_that_of_spatstat(name, file, sd):
    streets, points = golden(name)
    want = pd.read_csv(GOLDENS / file)
    # At a node it is the street that tells: the places there are left to the test
    # of the continuous rule, which has no jumps.
    inner = want["tp"].between(1e-6, 1 - 1e-6)
    lines = streets.geometry.to_numpy()[want["segment"]]
    at = shapely.line_interpolate_point(lines, want["tp"], normalized=True)
    at = gpd.GeoDataFrame(want, geometry=at, crs=3006)
    for rule, rows in (("continuous", inner | True), ("discontinuous", inner)):
        options = spatstat_rule(rule, "epanechnikov", sd)
        found = eg.network_density(points, network_of(streets), at=at, **options)
        assert_allclose(
            found["density"][rows] / 1000, want[rule][rows], rtol=1e-9, atol=1e-12
        )


def hand_cases():
    cases = json.loads((GOLDENS / "hand_cases.json").read_text("utf-8"))
    for case in cases:
        if "place" not in case or "bandwidth_time" in case:
            continue
        if "density" in case and "value" in case["density"]:
            method = case["method"]
            for rule in METHODS if method == "all three" else [method]:
                yield pytest.param(
                    case, rule, case["density"]["value"], id=f"{case['case']}-{rule}"
                )
        for rule in METHODS:
            if rule in case:
                yield pytest.param(
                    case, rule, case[rule]["value"], id=f"{case['case']}-{rule}"
                )


@pytest.mark.parametrize(("case", "rule", "want"), list(hand_cases()))
def test_density_by_hand(case, rule, want):
    streets = gpd.GeoDataFrame(geometry=shapely.from_wkt(case["lines"]), crs=3006)
    events, place = (
        gpd.GeoDataFrame(geometry=shapely.points(np.atleast_2d(xy)), crs=3006)
        for xy in (case["events"], case["place"])
    )
    found = eg.network_density(
        events,
        network_of(streets),
        at=place,
        bandwidth=case["bandwidth"],
        kernel=case["kernel"],
        method=METHODS[rule],
        dead_ends="absorb" if rule == "discontinuous" else "reflect",
    )
    assert found["density"].iloc[0] / 1000 == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("method", EQUAL_SPLIT)
@pytest.mark.parametrize("seed", range(200))
def test_mass_is_kept(seed, method):
    rng = np.random.default_rng(seed)
    streets = random_streets(rng)
    points = random_points(rng, streets)
    points["w"] = rng.integers(0, 4, len(points)).astype(float)
    kernel = str(rng.choice(["quartic", "epanechnikov", "triangular", "uniform"]))
    options = {"method": method, "kernel": kernel, "bandwidth": rng.uniform(20, 1500)}
    network, lixel = network_of(streets), rng.uniform(5, 300)
    found = eg.network_density(points, network, lixel=lixel, weight="w", **options)
    mass = (found["density"] * found["length"] / 1000).sum()
    assert mass == pytest.approx(points["w"].sum(), rel=1e-9, abs=1e-9)
    assert found["length"].max() <= lixel * (1 + 1e-9)
    assert found.length.sum() == pytest.approx(network.length)
    assert_allclose(found.geometry.length, found["length"])


def test_mass_of_one_incident_on_a_mesh_of_short_streets():
    # So many paths that waves are merged; mass is kept all the same.
    rng = np.random.default_rng(2)
    x, y = np.meshgrid(np.arange(14) * 20.0, np.arange(14) * 20.0)
    xy = np.stack([x, y], -1) + rng.uniform(-3, 3, (14, 14, 2))
    across = np.stack([xy[:, :-1], xy[:, 1:]], -2).reshape(-1, 2, 2)
    along = np.stack([xy[:-1], xy[1:]], -2).reshape(-1, 2, 2)
    lines = shapely.linestrings(np.concatenate([across, along]))
    streets = gpd.GeoDataFrame(geometry=lines, crs=3006)
    incident = gpd.GeoDataFrame(geometry=[lines[90].centroid], crs=3006)
    network = network_of(streets)
    found = eg.network_density(incident, network, bandwidth=280, lixel=10)
    assert (found["density"] * found["length"]).sum() / 1000 == pytest.approx(
        1, abs=1e-9
    )


def test_weights_are_repetitions():
    rng = np.random.default_rng(5)
    streets = random_streets(rng)
    points = random_points(rng, streets)
    points["w"] = rng.integers(0, 4, len(points))
    network = network_of(streets)
    repeated = points.loc[points.index.repeat(points["w"])]
    for method in METHODS.values():
        options = {"bandwidth": 400, "method": method}
        weighted = eg.network_density(points, network, weight="w", **options)
        assert_allclose(
            weighted["density"],
            eg.network_density(repeated, network, **options)["density"],
            atol=1e-12,
        )


def test_the_mean_of_a_stretch_is_the_integral_of_its_points():
    rng = np.random.default_rng(6)
    streets = random_streets(rng)
    points = random_points(rng, streets)
    network = network_of(streets)
    for method in METHODS.values():
        options = {"bandwidth": 300, "method": method}
        stretch = eg.network_density(points, network, lixel=40, **options).iloc[[3, 9]]
        for line, density in zip(stretch.geometry, stretch["density"], strict=True):
            share = (np.arange(4000) + 0.5) / 4000
            at = shapely.line_interpolate_point(line, share, normalized=True)
            at = gpd.GeoDataFrame(geometry=at, crs=3006)
            fine = eg.network_density(points, network, at=at, **options)["density"]
            assert density == pytest.approx(fine.mean(), rel=1e-4, abs=1e-6)


def test_without_dead_ends_in_reach_both_rules_for_them_are_equal():
    ring = gpd.GeoDataFrame(
        geometry=shapely.from_wkt(
            ["LINESTRING (0 0, 400 0, 400 400)", "LINESTRING (400 400, 0 400, 0 0)"]
        ),
        crs=3006,
    )
    network = network_of(ring)
    incident = gpd.GeoDataFrame(geometry=[shapely.Point(200, 0)], crs=3006)
    for method in EQUAL_SPLIT:
        one, other = (
            eg.network_density(
                incident, network, bandwidth=150, method=method, dead_ends=rule
            )
            for rule in ("reflect", "absorb")
        )
        assert_allclose(one["density"], other["density"])


def test_the_bandwidth_that_predicts_best_is_between_none_and_all():
    # Two streets' worth of clusters about 100 m wide: neither 50 nor 800 m.
    rng = np.random.default_rng(7)
    streets = gpd.GeoDataFrame(
        geometry=[shapely.LineString([(0, 0), (9000, 0)])], crs=3006
    )
    x = np.concatenate([rng.normal(c, 60, 40) for c in (1500, 4000, 7500)])
    points = gpd.GeoDataFrame(geometry=shapely.points(x, 0), crs=3006)
    found = eg.network_density(points, network_of(streets), bandwidth="auto")
    assert 75 <= found["bandwidth"].iloc[0] <= 300
