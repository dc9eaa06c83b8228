"""Instants to calendar periods, by the clock on the wall of a time zone.

A period is a whole number here, counted from 1970, so that arrays can be binned; its
label is made once a period.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._periods import period_label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Period

    Integers = NDArray[np.int64]

_MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4, "year": 12}
_MONDAY = date(1969, 12, 29)


def number_of_day(day: date, period: Period) -> int:
    """Return the number of the period that ``day`` falls in."""
    if period == "week":
        return (day - _MONDAY).days // 7
    return (day.year * 12 + day.month - 1) // _MONTHS_IN[period]


def first_day_of(number: int, period: Period) -> date:
    """Return the first day of the period with a number."""
    if period == "week":
        return _MONDAY + timedelta(weeks=number)
    months = number * _MONTHS_IN[period]
    return date(months // 12, months % 12 + 1, 1)


def label_of(number: int, period: Period) -> str:
    """Return the label of the period with a number."""
    return period_label(first_day_of(number, period), period)


def starts_of(
    first: int, last: int, period: Period, time_zone: str
) -> pd.DatetimeIndex:
    """Return the first instants of the periods ``first`` to ``last``."""
    days = [first_day_of(number, period) for number in range(first, last + 1)]
    # Where midnight does not exist (clocks put forward at 00:00) the day starts at
    # the first moment after; where it comes twice, at the first of the two.
    return pd.DatetimeIndex(days).tz_localize(
        time_zone, nonexistent="shift_forward", ambiguous=np.ones(len(days), dtype=bool)
    )


def numbers_of(times: pd.DatetimeIndex, period: Period) -> Integers:
    """Return the number of the period of each instant, by its own time zone."""
    days = times.tz_localize(None).to_numpy().astype("datetime64[D]")
    if period == "week":
        since_monday: Integers = (days - np.datetime64(_MONDAY)).astype(np.int64)
        return since_monday // 7
    months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return months // _MONTHS_IN[period]
