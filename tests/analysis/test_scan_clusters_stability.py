"""A planted cylinder found, clusters by hand, hot spots that stay or do not."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box
from sklearn.cluster import DBSCAN

import estgeo as eg


def incidents_at(x, y, days, **columns):
    start = pd.Timestamp("2018-01-01 12:00", tz="Europe/Stockholm")
    return gpd.GeoDataFrame(
        {"start": start + pd.to_timedelta(np.asarray(days), "D"), **columns},
        geometry=gpd.points_from_xy(x, y, crs="EPSG:3006"),
    )


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


@pytest.mark.parametrize("method", ["dbscan", "hdbscan"])
def test_clusters_are_ranked_and_are_surfaces(method):
    x = np.concatenate([np.arange(5) * 10.0, np.full(8, 3000.0), [9000, 20000]])
    frame = incidents_at(x, np.zeros(15), np.zeros(15))
    found = eg.incident_clusters(frame, radius=50, min_incidents=4, method=method)
    assert found.n.tolist() == [8, 5]
    assert found.n_places.tolist() == [1, 5]
    assert (found.area > 0).all()
    assert found.index.tolist() == [1, 2]


def test_clusters_of_places_are_those_of_their_incidents():
    rng = np.random.default_rng(4)
    points = rng.integers(0, 25, (400, 2)) * 30.0
    frame = incidents_at(points[:, 0], points[:, 1], np.zeros(400))
    ours = eg.incident_clusters(frame, radius=35, min_incidents=7)
    label = DBSCAN(eps=35, min_samples=7).fit_predict(
        points[np.lexsort((points[:, 1], points[:, 0]))]
    )
    assert sorted(ours.n) == sorted(np.bincount(label[label >= 0]))
    assert len(ours) > 1


def test_one_event_on_several_rows_is_told_of_before_a_scan(planted):
    rows = pd.concat([planted, planted.head(20)], ignore_index=True)
    with pytest.warns(UserWarning, match="20 pairs of the 232 incidents look like"):
        eg.space_time_scan(rows, max_radius=400, max_days=14, permutations=99)


def test_no_clusters_is_an_empty_frame_and_few_are_refused():
    frame = incidents_at(np.arange(10) * 1000.0, np.zeros(10), np.zeros(10))
    found = eg.incident_clusters(frame, radius=50, min_incidents=3)
    assert len(found) == 0
    assert found.crs == frame.crs
    with pytest.raises(ValueError, match="at least 3 incidents"):
        eg.incident_clusters(frame.head(2), radius=50, min_incidents=3)


def test_a_hot_spot_of_one_source_or_one_week_is_not_robust():
    rng = np.random.default_rng(3)
    at = np.arange(400)
    x, y = 450 + 200 * (at % 3), 450 + 200 * (at // 3 % 3)
    other = rng.random((40, 2)) * 1990 + 5
    frame = incidents_at(
        np.append(x, other[:, 0]),
        np.append(y, other[:, 1]),
        np.append(at % 70, rng.integers(0, 70, 40)),
        source=np.append(np.resize(["a", "b", "b"], 400), np.full(40, "b")),
    )
    area = gpd.GeoDataFrame(geometry=[box(0, 0, 2000, 2000)], crs="EPSG:3006")
    both = eg.hot_spot_stability(frame, area, cell_size=200)
    middle = both.loc["200mN600E600"]
    assert middle.hot
    assert middle.robust
    one = frame.assign(source=np.append(np.full(400, "a"), np.full(40, "b")))
    alone = eg.hot_spot_stability(one, area, cell_size=200).loc["200mN600E600"]
    assert alone.hot
    assert not alone.robust
    assert alone.stability_sources == 0.5
    with pytest.raises(ValueError, match="at least 8 weeks"):
        eg.hot_spot_stability(frame[at_most(frame, 49)], area, cell_size=200)


def at_most(frame, days):
    return frame.start < frame.start.min() + pd.Timedelta(days=days)
