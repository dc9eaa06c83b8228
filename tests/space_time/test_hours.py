"""Hours of the week: R's table, the clock of Sweden, times that have no hour."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estgeo import hour_of_week
from estgeo.space_time.hours import clock_intervals, finish_hours, hour_sums

GOLDENS = Path(__file__).parents[1] / "goldens" / "aoristic"


def frame(*spans, zone="Europe/Stockholm"):
    times = pd.to_datetime(np.array(spans).ravel(), utc=True, format="ISO8601")
    times = times.tz_convert(zone)
    return pd.DataFrame({"start": times[::2], "end": times[1::2]})


def test_equals_aoristic_df_in_every_hour():
    spans = pd.read_csv(GOLDENS / "intervals.csv", parse_dates=["from", "to"])
    incidents = pd.DataFrame(
        {
            "start": spans["from"].dt.tz_localize("UTC"),
            "end": spans["to"].dt.tz_localize("UTC"),
        }
    )
    peer = pd.read_csv(GOLDENS / "hour_by_weekday.csv", index_col="hour")
    peer = peer[["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]].to_numpy().T
    ours = hour_of_week(incidents)["n"].to_numpy().reshape(7, 24)
    np.testing.assert_allclose(ours, peer, rtol=0, atol=1e-9)


def test_clock_put_on_skips_an_hour():
    spring = frame(("2025-03-30 01:30+01:00", "2025-03-30 04:30+02:00"))
    hours = hour_of_week(spring).loc[6, "n"]
    assert hours.iloc[1:5].to_list() == [0.25, 0.0, 0.5, 0.25]


def test_clock_put_back_counts_the_hour_twice():
    autumn = frame(("2025-10-26 01:30+02:00", "2025-10-26 03:30+01:00"))
    hours = hour_of_week(autumn).loc[6, "n"]
    np.testing.assert_allclose(hours.iloc[1:4], [1 / 6, 4 / 6, 1 / 6])


def test_wall_clock_not_utc():
    hours = hour_of_week(frame(("2018-07-02 22:30+00:00", "2018-07-02 22:30+00:00")))
    assert hours.loc[(1, 0)].to_list() == [1.0, 1, 1.0]


def test_missing_end_is_an_exact_time_and_a_week_is_everywhere():
    incidents = frame(("2018-03-05", "2018-03-05"), ("2018-03-05", "2018-03-13"))
    incidents.loc[0, "end"] = pd.NaT
    hours = hour_of_week(incidents)["n"]
    assert hours.loc[(0, 1)] == pytest.approx(1 + 1 / 168)
    assert hours.loc[(6, 3)] == pytest.approx(1 / 168)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1.5e9, 1.6e9), st.integers(0, 9 * 86400)), max_size=20
    )
)
def test_every_incident_weighs_one_and_batches_add_up(spans):
    a = np.array([s for s, _ in spans], dtype=np.int64)
    e = a + np.array([d for _, d in spans], dtype=np.int64)
    zone = "Europe/Stockholm"
    whole = hour_sums(a, e, zone)
    assert whole[0].sum() == pytest.approx(len(spans), abs=1e-9)
    parts = hour_sums(a[:7], e[:7], zone) + hour_sums(a[7:], e[7:], zone)
    np.testing.assert_allclose(parts, whole, atol=1e-9)
    assert (whole[0] > -1e-12).all()


def test_no_incidents():
    hours = hour_of_week(frame(("2018-03-05", "2018-03-05")).iloc[:0])
    assert len(hours) == 168
    assert hours["n"].sum() == 0
    assert hours["share"].isna().all()


def test_index_labels_and_input_are_left_alone():
    incidents = frame(("2018-03-05", "2018-03-06"), ("2018-03-05", "2018-03-05"))
    before = incidents.copy()
    other = hour_of_week(incidents.set_axis([7, 7]).iloc[::-1])
    pd.testing.assert_frame_equal(other, hour_of_week(incidents))
    pd.testing.assert_frame_equal(incidents, before)


@pytest.mark.parametrize("precision", ["date", "week", "month"])
def test_a_date_has_no_hour(precision):
    incidents = frame(("2018-03-05", "2018-03-05")).assign(time_precision=precision)
    with pytest.raises(ValueError, match="known to the hour, got 1 of 1"):
        hour_of_week(incidents)


def test_end_before_start():
    with pytest.raises(ValueError, match="not before 'start', got 1 of 1"):
        hour_of_week(frame(("2018-03-06", "2018-03-05")))


def test_times_without_zone():
    naive = pd.DataFrame({"start": pd.to_datetime(["2018-03-05"])})
    with pytest.raises(TypeError, match="time-zone-aware"):
        hour_of_week(naive)


def test_combines_to_a_table():
    sums = hour_sums(*clock_intervals(frame(("2018-03-05", "2018-03-05"))))
    assert finish_hours(sums)["n_exact"].sum() == 1
