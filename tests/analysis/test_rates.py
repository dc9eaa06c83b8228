"""Rates: exact limits against their definition, smoothing against esda's formula."""

import geopandas as gpd
import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes
from scipy.stats import poisson

from estgeo import rates


def towns(counts, people):
    points = gpd.points_from_xy(range(len(counts)), range(len(counts)))
    return gpd.GeoDataFrame({"n": counts, "people": people}, geometry=points)


def test_limits_are_where_the_tails_are_two_and_a_half_per_cent():
    found = rates(towns([1, 4, 30], [1000, 1000, 1000]), population="people", per=1000)
    for n, low, high in zip([1, 4, 30], found.rate_low, found.rate_high, strict=True):
        assert poisson.sf(n - 1, low) == pytest.approx(0.025)
        assert poisson.cdf(n, high) == pytest.approx(0.025)


def test_limits_cover():
    """Exact limits cover at least 95 % whatever the mean."""
    rng = np.random.default_rng(1)
    for mean in (0.7, 3.0, 12.0):
        n = rng.poisson(mean, 4000)
        found = rates(towns(n, np.full(4000, 1.0)), population="people", per=1)
        covered = ((found.rate_low <= mean) & (mean <= found.rate_high)).mean()
        assert covered > 0.94


def test_smoothing_equals_esda_where_zones_differ():
    n, people = np.array([0, 3, 40, 9]), np.array([50, 400, 1000, 1000])
    found = rates(towns(n, people), population="people", per=1)
    expected = Empirical_Bayes(n, people).r.ravel()
    np.testing.assert_allclose(found.rate_smoothed, expected, rtol=1e-12)


def test_zones_that_differ_less_than_chance_get_the_common_rate():
    n, people = np.array([10, 11, 9, 10]), np.full(4, 1000)
    found = rates(towns(n, people), population="people", per=1)
    np.testing.assert_allclose(found.rate_smoothed, 0.01, rtol=1e-12)


def test_the_rate_says_what_it_is_per():
    found = rates(towns([1, 2], [10, 20]), population="people", per=100)
    assert found["rate_per"].tolist() == [100, 100]


def test_no_people_no_rate_and_no_incidents_rate_zero():
    found = rates(towns([2, 3], [0, 10]), population="people")
    assert found.loc[0, ["rate", "rate_low", "rate_high", "rate_smoothed"]].isna().all()
    assert found.loc[1, "rate"] == 300
    nothing = rates(towns([0, 0], [5, 10]), population="people")
    assert (nothing[["rate", "rate_low", "rate_smoothed"]] == 0).all(axis=None)


def test_errors():
    with pytest.raises(KeyError, match="a frame with 'folk'"):
        rates(towns([1], [1]), population="folk")
    with pytest.raises(ValueError, match="'n' must be counts"):
        rates(towns([1.5], [1]), population="people")
    with pytest.raises(ValueError, match="'people' must be zero or more"):
        rates(towns([1], [-1]), population="people")
