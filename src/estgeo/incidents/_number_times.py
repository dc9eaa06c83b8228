"""Numbers that are times: the days of Excel, and seconds or their parts since 1970."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from ._dates import BAD, Moment
from ._numbers import NOTHING, text_matches
from ._texts import bytes_of, distinct_of, number_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Integers = NDArray[np.int64]

SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,20})?")
# Milliseconds and their like since 1970, by how many digits they have today.
_SINCE_1970 = {10: 1_000_000, 13: 1_000, 16: 1, 19: -1_000}
_SECONDS = 10
_FEW = 20  # cells tell most columns that hold no such numbers
_DAY = timedelta(days=1)


def serial_moment(number: float, epoch: date) -> Moment | str:
    """Return the moment of Excel's day number; ``epoch`` is day 0.

    >>> serial_moment(43166.5, date(1899, 12, 30)).start
    datetime.datetime(2018, 3, 7, 12, 0)
    """
    if not 20_000 <= number < 80_000:
        return BAD
    seconds = round(number * 86_400)
    start = datetime(epoch.year, epoch.month, epoch.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    if seconds % 86_400 == 0:
        return Moment(start, start + _DAY, "date", "excel_serial")
    return Moment(start, None, "exact", "excel_serial")


def since_1970(
    cells: pa.LargeStringArray, left: Integers
) -> tuple[Integers, Integers, str] | None:
    """Return rows and microseconds since 1970, None if a column's cells are not that.

    13 digits are milliseconds. 10 digits are seconds unless all of them may be written
    as yymmddhhmm; all cells of the column have to be, and none after tomorrow.
    """
    few, _ = distinct_of(cells, left[:_FEW])
    few = [text for text in few if text.casefold() not in NOTHING]
    sizes = {len(text) if text.isdecimal() else 0 for text in few}
    if len(sizes) != 1 or (size := sizes.pop()) not in _SINCE_1970:
        return None
    texts = cells.take(pa.array(left))
    said = text_matches(texts, rf"\d{{{size}}}")
    others, _ = distinct_of(cells, left[~said])
    if not said.any() or any(text.casefold() not in NOTHING for text in others):
        return None
    raw, starts = bytes_of(texts)
    number = number_at(raw, starts[said], range(size))
    scale = _SINCE_1970[size]
    stamps = number * scale if scale > 0 else number // -scale
    latest = (pd.Timestamp.now("UTC").timestamp() + 86_400) * 1e6
    if size == _SECONDS and (_may_be_clocks(number).all() or stamps.max() > latest):
        return None
    unit = {10: "s", 13: "ms", 16: "us", 19: "ns"}[size]
    return left[said], stamps, unit


def _may_be_clocks(number: Integers) -> Mask:
    """Return whether ten digits may be yymmddhhmm."""
    day, hour = number // 10_000 % 10_000, number % 10_000
    date_like = (day // 100 <= 12) & (day // 100 > 0) & (day % 100 <= 31)
    like: Mask = date_like & (day % 100 > 0) & (hour < 2400) & (hour % 100 < 60)
    return like


def epoch_of(cells: pa.LargeStringArray, left: Integers) -> date | None:
    """Return day 0 where every cell of a column is a day number of Excel's, else None.

    A number as such is no date: all of them have to lie between 1980 and tomorrow.
    """
    said: list[str] = []
    for rows in (left[:_FEW], left):  # most columns are told by a few cells
        texts, _ = distinct_of(cells, rows)
        said = [text for text in texts if text.casefold() not in NOTHING]
        if not all(SERIAL.fullmatch(text) for text in said):
            return None
    if not said:
        return None
    epoch = pd.Timestamp("1899-12-30")
    numbers = np.array([float(text.replace(",", ".")) for text in said])
    first = (pd.Timestamp("1980-01-01") - epoch).days
    last = (pd.Timestamp.now() - epoch).days + 2
    return epoch.date() if ((numbers >= first) & (numbers < last)).all() else None
