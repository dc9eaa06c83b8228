"""The periods that a span touches, and what finds the period of an instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ._clock import PeriodFinder, label_of, number_of_day, starts_of

if TYPE_CHECKING:
    from .._columns import Period
    from .._spans import Span


def period_table(span: Span, period: Period) -> tuple[pd.DataFrame, PeriodFinder]:
    """Return one row for each period that a span touches, and what finds them.

    The columns are period, start, end and complete (wholly in the span).
    """
    last_instant = span.end - pd.Timedelta(1, unit="ns")
    first = number_of_day(span.start.date(), period)
    last = number_of_day(last_instant.date(), period)
    bounds = starts_of(first, last + 1, period, str(span.start.tz))
    start, end = bounds[:-1], bounds[1:]
    table = pd.DataFrame(
        {
            "period": [label_of(number, period) for number in range(first, last + 1)],
            "start": start,
            "end": end,
            "complete": (start >= span.start) & (end <= span.end),
        }
    )
    return table, PeriodFinder(bounds, span.start, span.end)
