"""Columns of clock times, as programs export them."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo.incidents._clocks import is_clock_column, join_clock, join_day, join_year
from estgeo.incidents._dates import parse_moment


def joined(dates, clocks):
    return join_clock(pd.Series(dates), pd.Series(clocks)).tolist()


def test_a_missing_clock_leaves_the_date_and_nothing_leaves_nothing():
    dates = ["7/3 2018", "8/3 2018", None, "-"]
    clocks = ["17.30", "saknas", "18.00", "19.00"]
    assert joined(dates, clocks)[:2] == ["7/3 2018 17.30", "8/3 2018"]
    assert pd.isna(joined(dates, clocks)[2:]).all()


@pytest.mark.parametrize(
    "date", ["2018-03-07 00:00", "2018-03-07T00:00:00", "2018-03-07 00:00:00.000"]
)
def test_midnight_of_a_date_cell_gives_way_to_the_clock(date):
    assert joined([date], ["17:30"]) == ["2018-03-07 17:30"]
    with_clock = date.replace("00:00", "10:00", 1)
    assert joined([with_clock], ["17:30"]) == [with_clock]


@pytest.mark.parametrize(
    ("clocks", "read"),
    [
        (["17", "5"], ["kl 17", "kl 5"]),  # whole hours
        (["930", "1730"], ["0930", "1730"]),
        ([930.0, 1730.0], ["0930", "1730"]),
        (["5", *["1730"] * 19], ["0005", *["1730"] * 19]),  # 00:05 as a number
        (["5", "6", "1730"], ["5", "6", "1730"]),  # cannot be told
        (["5", "17:30", *["930"] * 30], ["5", "17:30", *["0930"] * 30]),
    ],
)
def test_digits_without_a_sign(clocks, read):
    assert joined(["d"] * len(clocks), clocks) == [f"d {text}" for text in read]


@pytest.mark.parametrize(
    ("clocks", "read"),
    [
        ([0.5, 0.75, 0.0], ["12:00:00", "18:00:00", "00:00:00"]),
        (["0,5", "0,520833333"], ["12:00:00", "12:30:00"]),
        (["0.25", "0.75", "-"], ["06:00:00", "18:00:00", None]),  # no minute 75
        ([0.25, np.nan], ["06:00:00", None]),
        (["17.30", "0.25"], ["17.30", "0.25"]),  # clocks with a point
    ],
)
def test_fractions_of_a_day_are_read_by_column(clocks, read):
    dates = ["d" if text is None else f"d {text}" for text in read]
    assert joined(["d"] * len(clocks), clocks) == dates


@pytest.mark.parametrize("clocks", [["0.25", "0.15"], [17.3, 9.05], [0.5, 17.3]])
def test_what_may_be_a_fraction_or_a_clock_is_read_in_no_cell(clocks):
    for text in joined(["2018-03-07"] * len(clocks), clocks):
        assert parse_moment(text) == "bad_time"


def test_time_cells_are_read_by_their_clock():
    times = pd.to_datetime(["1900-01-01 17:30:15", "1900-01-01 00:00:00"])
    assert joined(["d", "d"], times) == ["d 17:30:15", "d 00:00:00"]


def test_a_year_and_its_week_or_month():
    years = pd.Series([2018.0, 2018.0, np.nan])
    assert join_year(years, pd.Series(["9", "v. 10", "11"]), "week").tolist()[:2] == [
        *["2018 v. 9", "2018 v. 10"]
    ]
    assert join_year(years, pd.Series([3, 12, 1]), "month").tolist()[:2] == [
        *["2018-3", "2018-12"]
    ]


@pytest.mark.parametrize(
    ("cells", "is_so"),
    [
        (["17:30", "18.00", "-"], True),
        (["17:30"] * 4 + ["x"], False),  # four of five are not more than 80 %
        (["17:30"] * 5 + ["x"], True),
        (["2018-03-07"], False),
        ([None, "-"], False),
        ([1730, 1800], False),
    ],
)
def test_columns_of_clocks(cells, is_so):
    assert is_clock_column(pd.Series(cells)) is is_so


def test_an_end_by_the_clock_alone_is_the_first_after_the_start():
    frame = pd.DataFrame(
        {
            "Start": ["2018-03-07 22:00"] * 3 + ["2018-03-07"],
            "Slut": ["22:30", "22:00", "02:00", "03:00"],
            "E": 512_000.0 + np.arange(4),
            "N": 6_570_000.0,
        }
    )
    ends = eg.read_incidents(frame, crs=3006).incidents["end"].dt.strftime("%d %H:%M")
    assert ends.tolist()[:3] == ["07 22:30", "07 22:00", "08 02:00"]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((2018, 3, 7, 17, 5), "2018-03-07 17:05"),
        ((2018, 12, 17, None, 5), "2018-12-17"),
        (("2018", "03", "07", "9", "-"), "2018-03-07 09:00"),
        ((2018, 3, 7, 9), "2018-03-07 09:00"),
        ((2018, 3, 7, None), "2018-03-07"),
        ((None, None, None, 9, 5), None),
        (("", "-", None), None),
        # A date in part is no date, and not nothing either.
        ((2018, None, None), "2018-00-00"),
        ((None, 3, None), "-03-00"),
        ((None, None, 7), "-00-07"),
    ],
)
def test_a_day_in_several_columns(parts, text):
    # Beside a whole one, so that the column is of numbers where its cells are.
    whole = (2018, 3, 7, 17, 5)[: len(parts)]
    joined = join_day([pd.Series([a, b]) for a, b in zip(parts, whole, strict=True)])
    assert (None if pd.isna(joined[0]) else joined[0]) == text
