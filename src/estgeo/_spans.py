"""A stretch of time as a user writes it, on the clock of one time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from ._checks import sentence
from ._periods import first_day, last_day, midnight

if TYPE_CHECKING:
    Moment = str | date | datetime | pd.Timestamp

_RULE = "a pair (from, to) of dates, times or period labels, from before to"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of time [start, end) on the clock of one time zone."""

    start: pd.Timestamp
    end: pd.Timestamp


def read_span(span: tuple[Moment, Moment], time_zone: str) -> Span:
    """Return a span from what a user writes.

    A day, or the label of a period, is counted in whole: ("2018-01-01", "2018-12-31")
    and ("2018-01", "2018-12") are both the year 2018. A time of day is an instant.
    """
    if isinstance(span, str) or len(tuple(span)) != 2:
        raise ValueError(sentence("span", _RULE, span))
    start = _moment(span[0], time_zone, last=False)
    end = _moment(span[1], time_zone, last=True)
    if not start < end:
        raise ValueError(sentence("span", _RULE, span))
    return Span(start, end)


def span_of_days(first: pd.Timestamp, last: pd.Timestamp) -> Span:
    """Return the whole days from the first to the last of some instants."""
    zone = str(first.tz)
    return Span(
        midnight(first.date(), zone), midnight(last.date() + timedelta(1), zone)
    )


def data_span(times: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first day the reports cover and the day after the last.

    A few reports far from all others (an old theft found today) do not make those
    years covered: the span begins with the first week, and ends with the last, that
    has at least a tenth of the reports of a middling week.
    """
    days = pd.DatetimeIndex(times.dropna()).normalize()
    weeks = days - pd.to_timedelta(days.day_of_week, unit="D")
    counts = pd.Series(1, index=weeks.tz_localize(None)).groupby(level=0).sum()
    usual = counts[counts >= 0.1 * counts.median()].index
    plain = days.tz_localize(None)
    inside = plain[(plain >= usual.min()) & (plain < usual.max() + pd.Timedelta("7D"))]
    zone = times.dt.tz
    return (
        inside.min().tz_localize(zone),
        (inside.max() + pd.Timedelta("1D")).tz_localize(zone),
    )


def _moment(value: Moment, time_zone: str, *, last: bool) -> pd.Timestamp:
    day = _as_day(value, last=last)
    if day is not None:
        return midnight(day + timedelta(1) if last else day, time_zone)
    try:
        moment = pd.Timestamp(value)
    except (TypeError, ValueError) as error:
        raise ValueError(sentence("span", _RULE, value)) from error
    if pd.isna(moment):
        raise ValueError(sentence("span", _RULE, value))
    if moment.tz is None:
        return moment.tz_localize(time_zone)
    return moment.tz_convert(time_zone)


def _as_day(value: Moment, *, last: bool) -> date | None:
    """Return the day that a date or label stands for; None for a time of day."""
    if isinstance(value, str):
        try:
            return last_day(value) if last else first_day(value)
        except ValueError:
            pass
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        is_day = value.tzinfo is None and value == datetime(*value.timetuple()[:3])  # noqa: DTZ001
        return value.date() if is_day else None
    return value if isinstance(value, date) else None
