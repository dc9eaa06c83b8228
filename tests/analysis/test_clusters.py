"""Clusters by hand, by brute force, and none."""

import numpy as np
import pytest
from builders import incidents_at
from sklearn.cluster import DBSCAN

import estgeo as eg


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


def test_no_clusters_is_an_empty_frame_and_few_are_refused():
    frame = incidents_at(np.arange(10) * 1000.0, np.zeros(10), np.zeros(10))
    found = eg.incident_clusters(frame, radius=50, min_incidents=3)
    assert len(found) == 0
    assert found.crs == frame.crs
    some = eg.incident_clusters(frame, radius=1000, min_incidents=3)
    assert found.dtypes.to_dict() == some.dtypes.to_dict()
    with pytest.raises(ValueError, match="at least 3 incidents"):
        eg.incident_clusters(frame.head(2), radius=50, min_incidents=3)
