"""Columns of texts as times on the clock they were written by, cell by cell."""

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from estgeo._columns import TIME_PRECISIONS
from estgeo.incidents._time_texts import PROBLEMS, read_texts
from estgeo.incidents._values import time_text

NAT = "NaT"


def wall(*texts, epoch=None):
    return read_texts(pd.Series(texts, dtype="str"), epoch=epoch)


def problems(read):
    return [PROBLEMS[code] for code in read.problem]


def cell(text, beside=(), **arguments):
    """Return (start, end, offset, precision, problem) of the first of some cells."""
    read = wall(text, *beside, **arguments)
    offset = None if np.isnan(read.offset[0]) else read.offset[0]
    return (
        *(str(times[0].astype("datetime64[s]")) for times in (read.start, read.end)),
        *(offset, TIME_PRECISIONS[read.precision[0]], problems(read)[0]),
    )


DAY, NEXT = "2018-03-07T00:00:00", "2018-03-08T00:00:00"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2018-03-07", (DAY, NEXT, None, "date", "")),
        ("2018-03-07 17:30", ("2018-03-07T17:30:00", NAT, None, "exact", "")),
        ("2018-03-07T17:30:15", ("2018-03-07T17:30:15", NAT, None, "exact", "")),
        ("2018-03-07 00:00", (DAY, NAT, None, "exact", "")),
        ("2018-03-07 23:59:59.25", ("2018-03-07T23:59:59", NAT, None, "exact", "")),
        ("2018-02-30", (NAT, NAT, None, "exact", "bad_time")),
        ("2018-02-30 17:30", (NAT, NAT, None, "exact", "bad_time")),
        # With an offset the times are turned to UTC.
        ("2018-03-07T17:30Z", ("2018-03-07T17:30:00", NAT, 0, "exact", "")),
        ("2018-03-07 17:30:00 +01:00", ("2018-03-07T16:30:00", NAT, 60, "exact", "")),
        ("2018-03-07T00:30+0100", ("2018-03-06T23:30:00", NAT, 60, "exact", "")),
        ("2018-03-07 22:00:00-02:00", ("2018-03-08T00:00:00", NAT, -120, "exact", "")),
        ("2018-02-30T17:30Z", (NAT, NAT, None, "exact", "bad_time")),
        # Not of ISO: one by one, with and without a clock, an end or an offset.
        ("7/3 2018", (DAY, NEXT, None, "date", "")),
        ("7/3 2018 kl. 17.30", ("2018-03-07T17:30:00", NAT, None, "exact", "")),
        ("7/3 2018 Kl 17:30:15", ("2018-03-07T17:30:15", NAT, None, "exact", "")),
        ("7 mars 2018 9.05", ("2018-03-07T09:05:00", NAT, None, "exact", "")),
        ("7/3 2018 24:00", (NEXT, NAT, None, "exact", "")),
        ("7/3 2018 17:60", (NAT, NAT, None, "exact", "bad_time")),
        ("7/3 2018 17:30:60", (NAT, NAT, None, "exact", "bad_time")),
        ("7/3 2018 24:00:01", (NAT, NAT, None, "exact", "bad_time")),
        ("2018 v. 9", ("2018-02-26T00:00:00", "2018-03-05T00:00:00", None, "week", "")),
        ("7/3 2018 17:30Z", ("2018-03-07T17:30:00", NAT, 0, "exact", "")),
        ("7/3 2018 17:30+02:00", ("2018-03-07T15:30:00", NAT, 120, "exact", "")),
        (
            "7/3 2018 22:00 till 02:00",
            ("2018-03-07T22:00:00", "2018-03-08T02:00:00", None, "interval", ""),
        ),
        (
            "7/3 2018 22:00 till 23:30 +01:00",
            ("2018-03-07T21:00:00", "2018-03-07T22:30:00", 60, "interval", ""),
        ),
        ("hej", (NAT, NAT, None, "exact", "bad_time")),
        ("hej 17:30", (NAT, NAT, None, "exact", "bad_time")),
        ("7/3/18", (NAT, NAT, None, "exact", "ambiguous_date")),
        # An interval, or a time west of Greenwich.
        ("2018-03-07 22:00-02:00", (NAT, NAT, None, "exact", "ambiguous_date")),
        ("7/3/2018 22.00-02:00", (NAT, NAT, None, "exact", "ambiguous_date")),
    ],
)
@pytest.mark.parametrize(
    "beside", [(), ("7/3 2018", "", "2018-03-07", "8/3 2018 12:00")]
)
def test_one_cell(text, read, beside):
    assert cell(text, beside) == read


@pytest.mark.parametrize("nothing", ["-", "", "Saknas", "N/A", None, np.nan])
def test_nothing_is_missing_and_no_fault(nothing):
    read = wall("2018-03-07", nothing, "hej")
    assert read.missing.tolist() == [False, True, False]
    assert problems(read) == ["", "", "bad_time"]
    assert np.isnat(read.start).tolist() == [False, True, True]
    assert not read.vague.any()


def test_a_column_of_nothing():
    read = wall("", "-")
    assert (read.missing.all(), read.forms) == (True, Counter())
    assert np.isnat(read.start).all()


def test_each_cell_has_its_own_place():
    texts = ["7/3 2018", "2018-03-08 12:00", "9/3 2018 13:00", "-", "10 mars 2018"]
    read = wall(*texts, "11/3 2018 14:00", "2018-03-12", "x", "2018-03-13T00:00Z")
    said = [str(start.astype("datetime64[h]")) for start in read.start]
    assert said == [
        *["2018-03-07T00", "2018-03-08T12", "2018-03-09T13", "NaT", "2018-03-10T00"],
        *["2018-03-11T14", "2018-03-12T00", "NaT", "2018-03-13T00"],
    ]
    assert problems(read) == [*[""] * 7, "bad_time", ""]


def test_forms_are_counted_by_cell():
    read = wall(
        *["2018-03-07", "2018-03-08", "2018-02-30", "2018-03-07 12:00"],
        *["2018-02-30 12:00", "2018-03-07T12:00Z", "7/3 2018", "7/3 2018"],
        *["7/3 2018 12:00", "8/3 2018 13:00", "8/3 2018 13:00", "2018 v. 9"],
        *["7/3 2018 12:00 till 14:00", "7/3 2018 12:00Z", "x", "-", "7/3/18"],
    )
    assert dict(read.forms) == {
        "yyyy-mm-dd": 2,
        "yyyy-mm-dd hh:mm": 1,
        "yyyy-mm-dd hh:mm+offset": 1,
        "d/m/yyyy": 2,
        "d/m/yyyy hh:mm": 4,
        "d/m/yyyy hh:mm+offset": 1,
        "iso_week": 1,
    }


@pytest.mark.parametrize(
    ("epoch", "start"),
    [(date(1899, 12, 30), "2018-03-07"), (date(1904, 1, 1), "2022-03-08")],
)
def test_day_numbers_are_dates_where_there_is_a_day_0(epoch, start):
    # 43166 is the number Excel shows for 7 March 2018.
    read = wall("43166", "43166.75", "2018-03-07", epoch=epoch)
    assert [str(t.astype("datetime64[m]")) for t in read.start[:2]] == [
        *[f"{start}T00:00", f"{start}T18:00"]
    ]
    assert problems(read) == [""] * 3
    assert problems(wall("4316", "431660", "43166,75", epoch=epoch)) == [
        *["bad_time", "ambiguous_date", ""]
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["43166", "43166.75"],
        ["43166,75", "-", "43167,5"],
        ["43166.708333333336", "43167.25", "43168.0"],
    ],
)
def test_a_column_of_day_numbers_alone_is_read_though_no_workbook_says_so(texts):
    read = wall(*texts)
    assert problems(read) == [""] * len(texts)
    assert str(read.start[0].astype("datetime64[D]")) == "2018-03-07"


@pytest.mark.parametrize(
    "texts",
    [
        ["43166", "43166.75", "x"],  # not all are numbers
        ["43166", "99999"],  # one lies in 2173
        ["43166", "20000"],  # one lies in 1954
    ],
)
def test_day_numbers_are_read_all_or_none(texts):
    assert not np.isfinite(wall(*texts).start.astype("datetime64[us]")).any()


def order_of(*texts):
    """Return the month and the problem of each."""
    read = wall(*texts)
    months = pd.DatetimeIndex(read.start).month
    return [
        problem or int(month)
        for month, problem in zip(months, problems(read), strict=True)
    ]


D = "ambiguous_date"


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        # Day first is the rule where nothing speaks against it.
        (["7/3/2018", "8/3/2018"], [3, 3]),
        (["25/3/2018", "7/3/2018"], [3, 3]),
        # Month first: no date needs day first, and a fifth need month first.
        (["3/25/2018", *["3/7/2018"] * 4], [3] * 5),
        (["3/25/2018", *["3/7/2018"] * 5], [D] * 6),
        (["3/25/2018", *["3/3/2018"] * 5], [D, *[3] * 5]),
        (["3-25-2018", "3-7-2018"], [3, 3]),
        # Both orders: what may be either is in doubt, the rest keeps the common order.
        (["25/3/2018", "26/3/2018", "3/27/2018", "3/7/2018"], [3, 3, D, D]),
        (
            ["3/25/2018", "3/26/2018", "27/3/2018", "3/7/2018", "4/4/2018"],
            [3, 3, D, D, 4],
        ),
        # One in a hundred is a slip of the pen: only that one is in doubt.
        ([*["25/3/2018"] * 99, "3/27/2018", "3/7/2018"], [*[3] * 99, D, 7]),
        ([*["25/3/2018"] * 98, "3/27/2018", "3/7/2018"], [*[3] * 98, D, D]),
        ([*["3/25/2018"] * 99, "27/3/2018", "3/7/2018"], [*[3] * 99, D, 3]),
        # As many of each: day first, as the rule is.
        (["3/25/2018", "25/3/2018"], [D, 3]),
        # The twelfth month, or day, tells the order as well as any other.
        (["25/12/2018", "3/25/2018"], [12, D]),
        (["13/3/2018", "3/25/2018"], [3, D]),
        (["12/25/2018", "3/7/2018"], [12, 3]),
        # Twelve is a month and thirteen is none.
        (["12/3/2018", "3/12/2018"], [3, 12]),
        (["13/12/2018", "12/12/2018", "12/1/2018"], [12, 12, 1]),
        (["12/13/2018", "1/12/2018"], [12, 1]),
        (["25/3/2018", "3/25/2018", "12/3/2018", "3/12/2018"], [3, D, D, D]),
        ([*["3/25/2018"] * 3, "27/3/2018", "3/13/2018"], [3, 3, 3, D, 3]),
        ([*["3/25/2018"] * 99, "13/3/2018"], [*[3] * 99, D]),
        # With a clock it is the date before it that counts.
        (["3/25/2018 12:00", "3/7/2018 13:00"], [3, 3]),
        (["25/3/2018 12:00", "3/7/2018 13:00"], [3, 7]),
        # Other forms have no order.
        (["3/25/2018", "2018-03-07", "7.4.2018"], [3, 3, 4]),
    ],
)
def test_the_order_of_day_and_month(texts, read):
    assert order_of(*texts) == read


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (
            pd.Series(pd.to_datetime(["2018-03-07 17:30:05", None])),
            ["2018-03-07 17:30:05"],
        ),
        (pd.Series([20180307.0, None]), ["20180307"]),
        (pd.Series([41704.5, None]), ["41704.5"]),
        (pd.Series([-3.0, None]), ["-3"]),
        (pd.Series([1e15, None]), ["1000000000000000.0"]),
        (pd.Series(["x ", None], dtype="str"), ["x"]),
        (pd.Series(pd.array([20180307, None], "Int64")), ["20180307"]),
    ],
)
def test_any_column_as_text(cells, texts):
    said = time_text(cells)
    assert said.iloc[:1].tolist() == texts
    assert said.isna().tolist() == [False, True]
    assert said.dtype == "str"
