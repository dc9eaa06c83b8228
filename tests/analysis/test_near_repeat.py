"""Near repeats: planted ones found, refusals."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import incidents_at

import estgeo as eg


@pytest.fixture
def planted():
    """Three hundred at random, sixty of them followed within 80 m and 5 days."""
    rng = np.random.default_rng(2)
    xy, day = rng.random((300, 2)) * 8000, rng.integers(0, 360, 300)
    near = xy[:60] + rng.uniform(-50, 50, (60, 2))
    xy, day = np.vstack([xy, near]), np.append(day, day[:60] + rng.integers(0, 6, 60))
    return incidents_at(xy[:, 0], xy[:, 1], day)


def test_planted_near_repeats_are_found_where_they_are(planted):
    before = planted.copy()
    found = eg.near_repeats(planted, rng=1)
    table = found.table.set_index(["distance_to", "days_to"])
    assert table.loc[(100.0, 7.0), "p_value"] == 0.001
    assert table.loc[(100.0, 7.0), "ratio"] > 5
    assert table.ratio.idxmax() == (100.0, 7.0)
    assert (table.loc[400.0, "ratio"] < 2.5).all()
    assert "0–100 m" in found.sentence("sv")
    pd.testing.assert_frame_equal(planted, before)


def test_answer_does_not_hang_on_labels_order_or_name_of_geometry(planted):
    shuffled = planted.sample(frac=1, random_state=1).rename_geometry("place")
    ours = eg.near_repeats(planted, permutations=0).table
    pd.testing.assert_frame_equal(eg.near_repeats(shuffled, permutations=0).table, ours)
    assert ours.p_value.isna().all()


def test_refusals(planted):
    with pytest.raises(ValueError, match="at least 50 incidents, got 49"):
        eg.near_repeats(planted.head(49))
    with pytest.raises(ValueError, match="'days' must be increasing"):
        eg.near_repeats(planted, days=(0, 7, 7))
    with pytest.raises(ValueError, match="'days' must be increasing"):
        eg.near_repeats(planted, days=(0,))
    with pytest.raises(ValueError, match="'distances' must be increasing"):
        eg.near_repeats(planted, distances=(50, 100))
    with pytest.raises(TypeError, match="'distances' must be a sequence of numbers"):
        eg.near_repeats(planted, distances=("near", "far"))
    with pytest.raises(ValueError, match="same place is a band of its own"):
        eg.near_repeats(planted, distances=(0, 0.0005, 100))
    with pytest.raises(ValueError, match="all on one day"):
        eg.near_repeats(planted.assign(start=planted.start.iloc[0]))
    with pytest.raises(ValueError, match="known to the day"):
        eg.near_repeats(planted.assign(time_precision="week"))
    with pytest.raises(ValueError, match="projected"):
        eg.near_repeats(planted.to_crs(4326))
    missing = planted.copy()
    missing.loc[3, "start"] = pd.NaT
    with pytest.raises(ValueError, match="'start', got 1 of 360 without"):
        eg.near_repeats(missing)


def test_one_event_from_two_sources_is_told_of(planted):
    once = planted.head(300).assign(source="kommun", theme="brand")
    plain = eg.near_repeats(once, permutations=0)
    assert plain.possible_duplicates == 0
    assert plain.cautions() == []
    twice = once.head(40).assign(source="polis")
    twice["start"] += pd.Timedelta(minutes=30)
    twice = twice.set_geometry(twice.translate(30, 0))
    other = twice.assign(theme="otrygg plats")
    both = pd.concat([once, twice], ignore_index=True)
    with pytest.warns(UserWarning, match="40 pairs look like one event"):
        found = eg.near_repeats(both, permutations=0)
    assert found.possible_duplicates == 40
    assert "40 par ser ut som en och samma händelse" in found.sentence("sv")
    calm = pd.concat([once, other], ignore_index=True)
    assert eg.near_repeats(calm, permutations=0).possible_duplicates == 0


def test_one_event_on_several_rows_is_told_of_unless_only_the_day_is_known(planted):
    rows = pd.concat([planted, planted.head(30), planted.head(30)], ignore_index=True)
    with pytest.warns(UserWarning, match="90 pairs look like one event"):
        assert eg.near_repeats(rows, permutations=0).possible_duplicates == 90
    days = rows.assign(time_precision="day")
    assert eg.near_repeats(days, permutations=0).possible_duplicates == 0
    midnight = rows.assign(start=rows["start"].dt.normalize())
    assert eg.near_repeats(midnight, permutations=0).possible_duplicates == 0


def test_share_of_pairs_at_the_same_coordinate(planted):
    frame = incidents_at(
        np.append(np.repeat(np.arange(20) * 50.0, 2), np.arange(25) * 9e4),
        np.append(np.zeros(40), np.full(25, 1e6)),
        np.arange(65) * 3,
    )
    found = eg.near_repeats(frame, distances=(0, 60, np.inf), permutations=0)
    # 20 pairs on one point, 4 between each of 19 neighbors.
    assert found.same_place_share == pytest.approx(20 / (20 + 4 * 19))
    assert found.n_places == 45


def test_centres_of_areas_are_told_of(planted):
    centres = planted.set_geometry(
        gpd.points_from_xy(
            planted.geometry.x // 4000 * 4000, planted.geometry.y // 4000 * 4000
        ),
        crs=3006,
    )
    with pytest.warns(UserWarning, match="360 incidents lie on only 4 points"):
        eg.near_repeats(centres, permutations=0)
