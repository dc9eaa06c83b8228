"""Pairs that may be one event: what is near enough, and what never pairs."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import estgeo as eg


def frame_of(minutes, x, **columns):
    """Return incidents on a line, so many minutes after noon and metres from the west."""
    noon = pd.Timestamp("2018-03-07 12:00", tz="Europe/Stockholm")
    start = [noon + pd.Timedelta(minutes=m) for m in minutes]
    base = {"start": start, "theme": "brand"}
    return gpd.GeoDataFrame(
        base | columns, geometry=gpd.points_from_xy(x, np.zeros(len(x))), crs=3006
    )


def pairs(frame, **arguments):
    found = eg.find_duplicates(frame, **arguments)
    return found[["first", "second", "distance", "minutes"]].to_numpy().tolist()


def test_both_limits_are_within():
    frame = frame_of([0, 120, 0], [0, 0, 100])
    assert pairs(frame) == [[0, 1, 0, 120], [0, 2, 100, 0], [1, 2, 100, 120]]
    assert pairs(frame, window="119min") == [[0, 2, 100, 0]]
    assert pairs(frame, distance=99.9) == [[0, 1, 0, 120]]
    assert pairs(frame, distance=0, window=pd.Timedelta(0)) == []
    assert pairs(frame_of([0, 0], [5, 5]), distance=0, window="0s") == [[0, 1, 0, 0]]


def test_the_closest_come_first_and_labels_are_those_of_the_frame():
    frame = frame_of([0, 30, 10, 5], [0, 40, 1000, 1040]).set_index(
        pd.Index(list("abcd"))
    )
    assert pairs(frame) == [["c", "d", 40, 5], ["a", "b", 40, 30]]
    assert pairs(frame[::-1]) == [["d", "c", 40, 5], ["b", "a", 40, 30]]


def test_time_between_intervals_is_from_the_end_of_one_to_the_start_of_the_next():
    frame = frame_of([0, 180, 600], [0, 0, 0])
    hours = pd.to_timedelta([2, 1, 0], unit="h")
    frame["end"] = frame["start"] + hours
    assert pairs(frame) == [[0, 1, 0, 60]]
    overlap = frame.assign(end=frame["start"] + pd.Timedelta(hours=20))
    assert [minutes for *_, minutes in pairs(overlap)] == [0, 0, 0]
    # A missing end is the start; spans of days are searched another way.
    days = frame.assign(end=[pd.NaT, frame["start"][1] + pd.Timedelta(days=3), pd.NaT])
    assert pairs(days, window="3h") == [[1, 2, 0, 0], [0, 1, 0, 180]]


def test_many_long_spans_pair_with_each_other_and_with_short_ones():
    # Far apart, in twos: each pair is found once, across the parts of the search.
    n = 2_101
    x = np.repeat(np.arange(n) * 1000.0, 2)
    frame = frame_of(np.zeros(2 * n), x)
    frame["end"] = frame["start"] + pd.Timedelta(days=2)
    found = eg.find_duplicates(frame)
    assert (found["second"] - found["first"] == 1).all()
    assert len(found) == n


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_pairs_are_all_among_those_listed_and_fewer_than_half_of_them(seed):
    town = eg.simulate_incidents(rng=seed)
    planted = {
        frozenset(pair)
        for pair in town.truth.duplicates[["incident_id", "duplicate_id"]].to_numpy()
    }
    found = eg.find_duplicates(town.incidents.set_index("incident_id"))
    listed = {frozenset(pair) for pair in found[["first", "second"]].to_numpy()}
    assert planted <= listed
    assert 0.3 < len(planted) / len(listed) < 0.45


def test_a_source_never_pairs_with_itself_but_the_unknown_may_be_any():
    frame = frame_of([0, 1, 2, 3], [0, 0, 0, 0], source=["polis", "polis", "", None])
    found = {tuple(pair[:2]) for pair in pairs(frame)}
    assert found == {(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}
    table = eg.find_duplicates(frame)
    row = table[(table["first"] == 0) & (table["second"] == 3)].iloc[0]
    assert (row["source_first"], row["source_second"]) == ("polis", "")


def test_only_the_same_theme_pairs_and_the_category_where_there_is_none():
    frame = frame_of(
        [0] * 5,
        [0] * 5,
        theme=["brand", "brand", "", "", None],
        category=["a", "b", "bråk", "bråk", "brand"],
    )
    assert [p[:2] for p in pairs(frame)] == [[0, 1], [2, 3]]
    assert len(pairs(frame, same_theme=False)) == 10
    assert eg.find_duplicates(frame)["theme"].tolist() == ["brand", ""]


def test_times_known_by_the_week_or_month_are_left_out():
    precision = ["exact", "week", "month", "date"]
    frame = frame_of([0] * 4, [0] * 4, time_precision=precision)
    assert pairs(frame) == [[0, 3, 0, 0]]


def test_no_incidents_or_one_have_no_pairs():
    frame = frame_of([0, 0], [0, 0], source=["a", "b"])
    full = eg.find_duplicates(frame)
    for few in (frame.iloc[:1], frame.iloc[:0]):
        none = eg.find_duplicates(few)
        assert none.empty
        assert list(none.columns) == list(full.columns)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"window": "often"}, "'window' must be a length of time such as '2h'"),
        ({"window": "-1h"}, "'window' must be zero or a positive length"),
        ({"window": pd.NaT}, "'window' must be zero or a positive length"),
        ({"distance": -1}, "'distance' must be zero or a positive number"),
    ],
)
def test_errors(arguments, message):
    frame = frame_of([0, 0], [0, 0])
    with pytest.raises(ValueError, match=message):
        eg.find_duplicates(frame, **arguments)
    with pytest.raises(KeyError, match="'incidents' must be a frame with 'theme'"):
        eg.find_duplicates(frame.drop(columns="theme"))
    with pytest.raises(ValueError, match="'incidents' must be in a projected CRS"):
        eg.find_duplicates(frame.set_crs(4326, allow_override=True))
    naive = frame.assign(start=frame["start"].dt.tz_localize(None))
    with pytest.raises(TypeError, match="'start' is time-zone-aware"):
        eg.find_duplicates(naive)


def test_without_a_theme_the_category_decides():
    frame = frame_of([0, 0, 0, 0], [0, 1, 2, 3], category=["a", "b", "a", "a"])
    frame["theme"] = [None, None, "", "a"]
    assert [row[:2] for row in pairs(frame)] == [[0, 2]]


def test_only_points_with_times_can_be_compared():
    frame = frame_of([0, 0], [0, 1])
    lines = frame.set_geometry(frame.buffer(1).boundary)
    with pytest.raises((TypeError, ValueError), match="'incidents' must be"):
        eg.find_duplicates(lines)


def test_long_spans_pair_at_the_limit_of_the_distance_too():
    frame = frame_of([0, 0, 0], [0, 0.7, 1.4])
    frame["end"] = frame["start"] + pd.Timedelta(days=3)
    reach = 1.4 - 0.7
    assert [row[:2] for row in pairs(frame, distance=reach)] == [[0, 1], [1, 2]]
    found = eg.find_duplicates(frame[::-1])
    assert found.index.tolist() == [0, 1, 2]
    assert found["distance"].is_monotonic_increasing


def test_no_pairs_are_a_table_of_the_same_kinds():
    frame = frame_of([0, 0], [0, 10])
    one, none = eg.find_duplicates(frame), eg.find_duplicates(frame[:1])
    assert (len(one), len(none)) == (1, 0)
    assert none.dtypes.to_dict() == one.dtypes.to_dict()


def test_a_hundred_metres_are_the_limit_unless_another_is_given():
    assert len(pairs(frame_of([0, 0], [0, 100]))) == 1
    assert pairs(frame_of([0, 0], [0, 100.5])) == []


def test_reports_of_unknown_sources_may_be_one_event():
    for source, n in (("", 1), (None, 1), ("polis", 0)):
        assert len(pairs(frame_of([0, 0], [0, 1], source=source))) == n
    assert len(pairs(frame_of([0, 0], [0, 1], source=["polis", ""]))) == 1
