"""Who reports how much, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import nbinom

import estgeo as eg


def frame_of(counts, first="2018-01-01", **columns):
    """Return so many incidents in each of the weeks from a Monday, at noon, and a Sunday.

    The last incident is on the last Sunday, so every week is whole.
    """
    weeks = pd.date_range(f"{first} 12:00", periods=len(counts), freq="7D")
    times = [week for week, n in zip(weeks, counts, strict=True) for _ in range(n)]
    if times:
        times[-1] += pd.Timedelta(days=6)
    start = pd.DatetimeIndex(times).tz_localize("Europe/Stockholm")
    return pd.DataFrame({"start": start, "source": "polis"} | columns)


def test_a_source_is_counted_in_every_week_of_the_data():
    frame = pd.concat([frame_of([2, 0, 3]), frame_of([0, 1, 1], source="kommun")])
    table = eg.reporting_activity(frame).set_index(["source", "period"])
    assert table.loc["polis", "n"].tolist() == [2, 0, 3]
    assert table.loc["kommun", "n"].tolist() == [0, 1, 1]
    assert table.loc["kommun", "share"].tolist() == [0, 1, 0.25]
    assert table.loc["kommun", "status"].tolist()[:2] == ["before first", "ordinary"]
    assert table.loc["polis", "status"].tolist()[:2] == ["ordinary", "silent"]
    assert (table["n_reporters"] == 0).all()
    assert table["usual"].isna().all()


def test_periods_have_their_bounds_and_0_of_0_is_no_share():
    table = eg.reporting_activity(frame_of([1, 0, 1]))
    assert table["period"].tolist() == ["2018-W01", "2018-W02", "2018-W03"]
    assert table["start"].tolist()[:2] == [
        pd.Timestamp("2018-01-01", tz="Europe/Stockholm"),
        pd.Timestamp("2018-01-08", tz="Europe/Stockholm"),
    ]
    assert table["end"].iloc[0] == table["start"].iloc[1]
    np.testing.assert_array_equal(table["share"], [1, np.nan, 1])
    months = eg.reporting_activity(frame_of([1] * 6), every="month")
    assert months["period"].tolist() == ["2018-01", "2018-02"]
    assert months["n"].tolist() == [5, 1]


def test_usual_is_the_mean_of_the_eight_periods_before():
    counts = [8, 0, 8, 8, 8, 8, 8, 8, 8, 16, 8]
    usual = eg.reporting_activity(frame_of(counts))["usual"]
    # (8 + 0 + 6 x 8) / 8 = 7, then 0 + 7 x 8 = 56 / 8 = 7, then 6 x 8 + 8 + 16 = 72 / 8.
    np.testing.assert_array_equal(usual, [np.nan] * 8 + [7, 7, 9])


def test_a_source_that_joins_late_has_its_own_eight_periods():
    early = frame_of([1] * 12)
    late = frame_of([0, 0, *[4] * 10], source="kommun")
    table = eg.reporting_activity(pd.concat([early, late])).set_index("source")
    np.testing.assert_array_equal(table.loc["kommun", "usual"], [np.nan] * 10 + [4, 4])


@pytest.mark.parametrize("total", [16, 40])
def test_jumps_and_drops_are_rarer_than_one_in_a_thousand(total):
    # Eight weeks of total / 8 each: the predictive count is negative binomial with
    # shape total + 1/2 and a rate of one week on eight.
    counts = np.arange(200)
    predicted = nbinom(total + 0.5, 8 / 9)
    jump = int(counts[predicted.sf(counts - 1) < 0.001][0])

    def status(n):
        frame = frame_of([total // 8] * 8 + [n, 1])
        return eg.reporting_activity(frame)["status"].iloc[8]

    assert (status(jump), status(jump - 1)) == ("jump", "ordinary")
    few = counts[predicted.cdf(counts) < 0.001]
    if len(few) > 1:
        assert (status(int(few[-1])), status(int(few[-1]) + 1)) == ("drop", "ordinary")
    assert status(0) == "silent"


def test_a_large_source_that_nearly_stops_is_a_drop():
    # 160 in eight weeks, so about 20 a week: 5 or fewer has a chance below 0.001.
    assert nbinom(160.5, 8 / 9).cdf(5) < 0.001
    frame = frame_of([20] * 8 + [5, 20])
    assert eg.reporting_activity(frame)["status"].tolist()[7:9] == ["ordinary", "drop"]


def test_newcomers_are_those_who_join_after_the_first_eight_weeks():
    old = frame_of([2] * 20, reporter="anna")
    early = frame_of([0] * 7 + [1] * 13, reporter="early")
    new = frame_of([0] * 8 + [3] * 12, reporter="new")
    unknown = frame_of([1] * 20, reporter="")
    missing = frame_of([1] * 20, reporter=None)
    table = eg.reporting_activity(pd.concat([old, early, new, unknown, missing]))
    assert table["n"].tolist() == [4] * 7 + [5] + [8] * 12
    assert table["n_reporters"].tolist() == [1] * 7 + [2] + [3] * 12
    assert table["new_reporters"].tolist() == [0] * 8 + [1] + [0] * 11
    assert table["n_from_new"].tolist() == [0] * 8 + [3] * 8 + [0] * 4


def test_a_reporter_of_two_sources_is_new_to_each():
    one = frame_of([1] * 12, reporter="anna")
    other = frame_of([1] * 12, source="kommun", reporter="bo")
    guest = frame_of([0] * 10 + [1, 1], source="kommun", reporter="anna")
    table = eg.reporting_activity(pd.concat([one, other, guest])).set_index("source")
    assert table.loc["kommun", "new_reporters"].tolist() == [0] * 10 + [1, 0]
    assert table.loc["polis", "new_reporters"].sum() == 0


def test_other_columns_can_be_counted_and_missing_names_are_one():
    frame = frame_of([2, 2], area=["norr", None, "norr", "norr"])
    table = eg.reporting_activity(frame, by="area")
    assert table[["area", "n"]].to_numpy().tolist() == [
        *[["", 1], ["", 0], ["norr", 1], ["norr", 2]]
    ]


def test_a_span_says_which_periods_are_whole():
    # A hundred a month; April has its last report on the 28th and is whole all the same.
    first, last = pd.date_range("2018-01-01", "2018-04-28", periods=2)
    days = pd.date_range(first, last).repeat(4).tz_localize("Europe/Stockholm")
    frame = pd.DataFrame({"start": days, "source": "polis"})
    guessed = eg.reporting_activity(frame, every="month")
    assert guessed["complete"].tolist() == [True, True, True, False]
    assert guessed["status"].iloc[-1] == "unfinished"
    stated = eg.reporting_activity(frame, every="month", span=("2018-01", "2018-04"))
    assert stated["complete"].all()
    assert stated["status"].iloc[-1] == "ordinary"
    cut = eg.reporting_activity(frame, every="month", span=("2018-01-01", "2018-04-15"))
    assert cut["status"].tolist() == [*["ordinary"] * 3, "unfinished"]
    assert cut["n"].tolist() == [31 * 4, 28 * 4, 31 * 4, 15 * 4]


def test_a_span_that_goes_on_shows_who_fell_silent():
    frame = frame_of([2, 2, 2])
    table = eg.reporting_activity(frame, span=("2018-W01", "2018-W05"))
    assert table["period"].tolist() == [f"2018-W0{week}" for week in range(1, 6)]
    assert table["n"].tolist() == [2, 2, 2, 0, 0]
    assert table["status"].tolist()[3:] == ["silent", "silent"]
    outside = eg.reporting_activity(frame, span=("2019-W01", "2019-W05"))
    assert outside.empty
    assert list(outside.columns) == list(table.columns)
    with pytest.raises(ValueError, match="'span' must be a pair"):
        eg.reporting_activity(frame, span="2018")


def test_no_incidents_give_no_rows_and_the_same_columns():
    full = eg.reporting_activity(frame_of([1, 1]))
    empty = eg.reporting_activity(frame_of([1, 1]).iloc[:0])
    assert list(empty.columns) == list(full.columns)
    assert empty.empty


def test_errors():
    frame = frame_of([1, 1])
    with pytest.raises(TypeError, match="'incidents' must be a DataFrame"):
        eg.reporting_activity([1])
    with pytest.raises(TypeError, match="'incidents' must be a DataFrame"):
        eg.active_reporters([1])
    with pytest.raises(KeyError, match="'incidents' must be a frame with 'area'"):
        eg.reporting_activity(frame, by="area")
    some = frame.assign(start=frame["start"].where([True, False]))
    with pytest.raises(ValueError, match="rows with a 'start', got 1 of 2 without"):
        eg.reporting_activity(some)
    with pytest.raises(TypeError, match="time-zone-aware"):
        eg.reporting_activity(frame.assign(start=frame["start"].dt.tz_localize(None)))


def test_a_large_source_that_stops_is_silent_and_no_drop():
    # 160 in eight weeks: nothing at all is rarer than one in a thousand too.
    assert nbinom(160.5, 8 / 9).cdf(0) < 0.001
    table = eg.reporting_activity(frame_of([20] * 8 + [0, 20]))
    assert table["status"].iloc[8] == "silent"


def test_no_incidents_give_columns_of_the_same_kinds():
    frame = frame_of([1, 1], reporter="a")
    for count in (eg.reporting_activity, eg.active_reporters):
        full, empty = count(frame), count(frame[:0])
        assert empty.dtypes.to_dict() == full.dtypes.to_dict()
