"""Instants to calendar periods, by the clock on the wall of a time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._periods import first_day_of, label_of, midnights, number_of_day
from ._instants import NANOSECONDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Every
    from .._spans import Span
    from ._instants import Instants

    Integers = NDArray[np.int64]

_QUARTER_HOUR = 900 * 10**9


def period_table(span: Span, every: Every) -> tuple[pd.DataFrame, PeriodFinder]:
    """Return one row for each period that a span touches, and what finds them.

    The columns are period, start, end and complete (wholly in the span).
    """
    last_instant = span.end - pd.Timedelta(1, unit="ns")
    first = number_of_day(span.start.date(), every)
    last = number_of_day(last_instant.date(), every)
    days = [first_day_of(number, every) for number in range(first, last + 2)]
    bounds = midnights(days, str(span.start.tz))
    start, end = bounds[:-1], bounds[1:]
    table = pd.DataFrame(
        {
            "period": [label_of(number, every) for number in range(first, last + 1)],
            "start": start,
            "end": end,
            "complete": (start >= span.start) & (end <= span.end),
        }
    )
    return table, PeriodFinder(bounds, span.start, span.end)


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
