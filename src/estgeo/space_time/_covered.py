"""What stretch of time some incidents cover, wherever they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import sentence
from .._columns import COARSE_PRECISIONS
from .._spans import Span, read_span, span_of_days
from ._batches import Needs, PointBatch
from ._engines import run
from ._parquet import find_files, has_column, stated_times

if TYPE_CHECKING:
    from .._spans import Moment

# First and last time (None without rows) and the time zone.
Bounds = tuple[pd.Timestamp | None, pd.Timestamp | None, str]


def covered_span(source: Any, span: tuple[Moment, Moment] | None) -> Span:
    """Return the span that was asked for, else the days that the incidents cover.

    One known to its week or month covers all of it. The span's time zone is that of
    ``start``, whose clock says what a day is.
    """
    first, last, zone = _bounds(source)
    if span is not None:
        return read_span(span, zone)
    if first is None or last is None:
        remedy = "Give a 'span' to count none in it."
        raise ValueError(sentence("incidents", "at least one row", "none", remedy))
    return span_of_days(first, last)


def _bounds(source: Any) -> Bounds:
    if isinstance(source, str | Path):
        # What the files say of themselves spares a pass over their times.
        files = find_files(source)
        stated = stated_times(files, "start")
        if stated is not None and not has_column(files, "time_precision"):
            return (*stated, str(stated[0].tz))
    return run(source, _TimeBounds()) or (None, None, "UTC")


class _TimeBounds:
    """The aggregation that finds the first and the last time."""

    needs = Needs(
        points=False,
        columns=("time_precision",),
        times=("start", "end"),
        optional=("time_precision", "end"),
    )

    def partial(self, batch: PointBatch) -> Bounds:
        times = batch.times["start"]
        if not batch.n:
            return None, None, times.zone
        first, last = times.at(times.stamps.min()), times.at(times.stamps.max())
        if {"time_precision", "end"} <= {*batch.columns, *batch.times}:
            coarse = batch.columns["time_precision"].isin(COARSE_PRECISIONS)
            stamps = batch.times["end"].stamps[coarse.to_numpy(dtype=bool)]
            if len(stamps):  # an end is the first instant after
                last = max(last, batch.times["end"].at(int(stamps.max()) - 1))
        return first, last, times.zone

    def combine(self, total: Bounds | None, part: Bounds) -> Bounds:
        if total is None:
            return part
        known = [time for time in (*total[:2], *part[:2]) if time is not None]
        if not known:
            return total
        return min(known), max(known), total[2]
