"""Density along streets from month to month, and beside what is at risk."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from shapely.geometry import LineString, Point

import estgeo as eg

MONTHS = ["2018-01", "2018-02", "2018-03"]


@pytest.fixture(scope="module")
def network():
    lines = [
        LineString([(0, 0), (900, 0)]),
        LineString([(300, -200), (300, 400)]),
        LineString([(300, 200), (700, 0)]),
    ]
    return eg.street_network(gpd.GeoDataFrame(geometry=lines, crs=3006))


@pytest.fixture(scope="module")
def incidents(network):
    rng = np.random.default_rng(4)
    edges = network.edges.sample(40, replace=True, random_state=4)
    at = edges.interpolate(rng.random(40), normalized=True)
    start = pd.Timestamp("2018-01-01", tz="Europe/Stockholm")
    days = pd.to_timedelta(np.r_[0, 30, 31, rng.integers(0, 90, 37)], unit="D")
    # Not in February, so that one period is empty.
    days = days.where((days.days < 31) | (days.days >= 59), days + pd.Timedelta("31D"))
    return gpd.GeoDataFrame({"start": start + days}, geometry=at.values, crs=3006)


@pytest.mark.parametrize("method", ["simple", "equal-split-continuous"])
def test_each_period_is_the_density_of_its_incidents(network, incidents, method):
    options = {"bandwidth": 200, "lixel": 40, "method": method}
    cube = eg.network_density_cube(incidents, network, **options)
    assert cube["period"].to_numpy().tolist() == MONTHS
    month = incidents["start"].dt.strftime("%Y-%m")
    for label in ("2018-01", "2018-03"):
        want = eg.network_density(incidents[month == label], network, **options)
        found = cube["density"].sel(period=label)
        assert_allclose(found, want["density"], rtol=1e-12)
        assert (found["geometry"].to_numpy() == want.geometry.to_numpy()).all()
    assert not cube["density"].sel(period="2018-02").any()
    whole = eg.network_density(incidents, network, **options)["density"]
    assert_allclose(cube["density"].sum("period"), whole, rtol=1e-9)


def test_mass_of_a_period_is_its_incidents(network, incidents):
    cube = eg.network_density_cube(incidents, network, bandwidth=300, every="week")
    mass = (cube["density"] * cube["length"] / 1000).sum("lixel")
    want = eg.period_counts(incidents, every="week")
    assert mass["period"].to_numpy().tolist() == want["period"].tolist()
    assert_allclose(mass, want["n"], atol=1e-9)


def test_incidents_outside_the_span_are_counted(network, incidents):
    span = ("2018-03-01", "2018-03-20")
    cube = eg.network_density_cube(incidents, network, bandwidth=200, span=span)
    day = incidents["start"].dt.strftime("%Y-%m-%d")
    inside = (day >= span[0]) & (day <= span[1])
    assert cube.attrs["n_outside_span"] == (~inside).sum() > 0
    assert cube["complete"].to_numpy().tolist() == [False]
    mass = float((cube["density"] * cube["length"]).sum() / 1000)
    assert mass == pytest.approx(inside.sum())


def test_periods_are_drawn_on_the_map(network, incidents):
    cube = eg.network_density_cube(incidents, network, bandwidth=200)
    one = cube["density"].sel(period="2018-01").to_dataframe()
    streets = gpd.GeoDataFrame(one, geometry="geometry", crs=network.crs)
    html = eg.map_streets(streets, period="2018-01").get_root().render()
    assert "Täthet av rapporter längs gator" in html


def test_what_cannot_be_spread_is_refused(network, incidents):
    with pytest.raises(ValueError, match="'lixel' must be long enough for at most"):
        eg.network_density_cube(incidents, network, bandwidth=200, lixel=1e-6)
    with pytest.raises(ValueError, match="'kernel' must be"):
        eg.network_density_cube(incidents, network, bandwidth=200, kernel="round")
    with pytest.raises(ValueError, match="start"):
        eg.network_density_cube(incidents.assign(start=pd.NaT), network, bandwidth=200)


def test_ratio_is_that_of_both_densities(network):
    homes = gpd.GeoDataFrame(
        {"people": [3, 1]}, geometry=[Point(100, 2), Point(300, 300)], crs=3006
    )
    thefts = homes.iloc[[0, 0, 0, 1]].drop(columns="people")
    found = eg.relative_network_density(
        thefts, homes, network=network, bandwidth=90, at_risk_weight="people"
    )
    # Three thefts beside three people, one beside one, and nobody anywhere else.
    reached = found["density_at_risk"] > 0
    assert_allclose(found["ratio"][reached], 1)
    assert found["ratio"][~reached].isna().all()
    assert 0 < reached.sum() < len(found)
    far = eg.relative_network_density(
        thefts.iloc[:1], homes.iloc[1:], network=network, bandwidth=90
    )
    assert (far["ratio"][far["density_at_risk"] > 0] == 0).all()
    # A theft where nobody is: no ratio, rather than an infinite one.
    assert far["ratio"][far["density"] > 0].isna().all()
