"""A planted cylinder is found; refusals."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import incidents_at

import estgeo as eg


@pytest.fixture
def planted():
    """Two hundred at random; twelve within 100 m and days 100 to 106."""
    rng = np.random.default_rng(6)
    xy, day = rng.random((200, 2)) * 5000, rng.integers(0, 300, 200)
    near = np.array([2000.0, 3000.0]) + rng.uniform(-70, 70, (12, 2))
    xy = np.vstack([xy, near])
    return incidents_at(
        xy[:, 0], xy[:, 1], np.append(day, 100 + rng.integers(0, 7, 12))
    )


def test_planted_cylinder_is_found(planted):
    found = eg.space_time_scan(
        planted, max_radius=400, max_days=14, permutations=199, rng=1
    )
    first = found.loc[1]
    assert first.p_value == 1 / 200
    assert first.recurrence_interval == pytest.approx(1400)
    assert first.n >= 12
    assert gpd.points_from_xy([2000], [3000])[0].within(first.geometry)
    assert pd.Timestamp("2018-04-11") <= first.first_day <= pd.Timestamp("2018-04-17")
    assert (found.p_value.iloc[1:] > 0.05).all()


def test_no_two_clusters_overlap_in_both_space_and_time(planted):
    found = eg.space_time_scan(
        planted, max_radius=900, max_days=30, permutations=99, rng=1
    )
    assert len(found) == 10
    assert found.log_likelihood_ratio.is_monotonic_decreasing
    assert found.p_value.is_monotonic_increasing
    assert (found.recurrence_interval * found.p_value).round(9).eq(7).all()
    for a, b in combinations(found.itertuples(), 2):
        apart_in_time = a.last_day < b.first_day or b.last_day < a.first_day
        # The circle is drawn as a polygon, a hair smaller than it is.
        reach = a.geometry.centroid.distance(b.geometry.centroid)
        assert apart_in_time or reach > a.radius + b.radius
    for one in found.itertuples():
        day = planted.start.dt.tz_localize(None).dt.normalize()
        in_time = day.between(one.first_day, one.last_day)
        near = planted.distance(one.geometry.centroid) <= one.radius + 1e-6
        assert one.n == (near & in_time).sum()
        assert one.expected == pytest.approx(near.sum() * in_time.sum() / len(planted))


def test_scan_refusals(planted):
    with pytest.raises(ValueError, match="at least 30 incidents, got 29"):
        eg.space_time_scan(planted.head(29), max_radius=400, max_days=14)
    with pytest.raises(ValueError, match="at most half of the period"):
        eg.space_time_scan(planted, max_radius=400, max_days=200)


def test_one_event_on_several_rows_is_told_of_before_a_scan(planted):
    rows = pd.concat([planted, planted.head(20)], ignore_index=True)
    with pytest.warns(UserWarning, match="20 pairs of the 232 incidents look like"):
        eg.space_time_scan(rows, max_radius=400, max_days=14, permutations=99)
