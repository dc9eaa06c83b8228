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
from ._instants import NANOSECONDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Period
    from ._instants import Instants

    Integers = NDArray[np.int64]

_MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4, "year": 12}
_MONDAY = date(1969, 12, 29)
_QUARTER_HOUR = 900 * 10**9


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


class PeriodFinder:
    """Finds the place of instants among periods that follow on each other."""

    def __init__(
        self, bounds: pd.DatetimeIndex, start: pd.Timestamp, end: pd.Timestamp
    ) -> None:
        self.n_periods = len(bounds) - 1
        self._bounds = bounds.as_unit("ns").asi8
        self._start, self._end = start.as_unit("ns").value, end.as_unit("ns").value
        self._table = self._quarter_hours()

    def _quarter_hours(self) -> NDArray[np.int32] | None:
        """Return the period of each quarter of an hour, from the first bound on.

        Midnight has been at a whole quarter of an hour by UTC in all time zones since
        the days of railways; before that None is returned.
        """
        if (self._bounds % _QUARTER_HOUR).any():
            return None
        quarters = np.diff(self._bounds // _QUARTER_HOUR)
        return np.repeat(np.arange(self.n_periods, dtype=np.int32), quarters)

    def find(self, times: Instants, piece: slice = slice(None)) -> NDArray[np.int32]:
        """Return the position of each instant's period, -1 outside the span."""
        return self._find(times.stamps[piece], NANOSECONDS[times.unit])

    def _find(self, stamps: Integers, nanoseconds: int) -> NDArray[np.int32]:
        # Rounded up, whole stamps compare with a bound as the bound itself does.
        start, end = -(-self._start // nanoseconds), -(-self._end // nanoseconds)
        if len(stamps) and stamps.min() >= start and stamps.max() < end:
            return self._place(stamps, nanoseconds)
        inside = (stamps >= start) & (stamps < end)
        found = np.full(len(stamps), -1, dtype=np.int32)
        found[inside] = self._place(stamps[inside], nanoseconds)
        return found

    def _place(self, stamps: Integers, nanoseconds: int) -> NDArray[np.int32]:
        if self._table is None:
            places = np.searchsorted(self._bounds, stamps * nanoseconds, side="right")
            return places.astype(np.int32) - np.int32(1)
        quarter = stamps // (_QUARTER_HOUR // nanoseconds)
        quarter -= self._bounds[0] // _QUARTER_HOUR
        return self._table.take(quarter)
