"""Before and after as whole days: what is compared with what.

Days are whole numbers counted from 1970-01-01 on the wall clock; every span is half
open, [from, to).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._insats import Insats

    Span = tuple[int, int]

YEAR_OF_WEEKS = 364
# History that the dispersion rests on: older weeks say little about now.
_LONGEST_HISTORY = 104 * 7


@dataclass(frozen=True, slots=True)
class Windows:
    """Spans of days, all inside the observed span.

    ``history`` ends where the washout begins; ``same_season`` is None where there is
    no year of records before the insats.
    """

    start: int
    observed: Span
    before: Span
    after: Span
    history: Span
    same_season: Span | None
    asked_before: Span
    asked_after: Span


def day_numbers(times: pd.Series) -> NDArray[np.int64]:
    """Return the wall-clock day of every time; missing times get a day far away."""
    days = pd.DatetimeIndex(times).tz_localize(None).to_numpy()
    numbers = days.astype("datetime64[D]").astype(np.int64)
    return np.where(np.isnat(days), np.iinfo(np.int64).min // 2, numbers)


def day_number(day: pd.Timestamp) -> int:
    """Return the number of a wall-clock day."""
    return int(day.to_datetime64().astype("datetime64[D]").astype(np.int64))


def as_date(day: int) -> pd.Timestamp:
    """Return the day with a number."""
    return pd.Timestamp(np.datetime64(day, "D"))


def length_in_days(argument: str, value: Any) -> int:
    """Return a duration such as "52W" in whole days."""
    rule = "a duration such as '52W' or '90D'"
    try:
        length = pd.Timedelta(value)
    except (TypeError, ValueError) as error:
        raise ValueError(sentence(argument, rule, repr(value))) from error
    if pd.isna(length) or length < pd.Timedelta(0) or length % pd.Timedelta("1D"):
        raise ValueError(sentence(argument, f"{rule}, in whole days", repr(value)))
    return int(length.days)


def choose_windows(
    insats: Insats, observed: Span, *, before: Any, after: Any, washout: Any
) -> Windows:
    """Return the windows of an insats within the observed days."""
    start = day_number(insats.start)
    quiet = length_in_days("washout", washout)
    last = observed[1]
    if insats.end is not None:
        last = min(last, day_number(insats.end) + 1)
    asked_after = _asked("after", after, start + quiet, last, forward=True)
    cut_after = _within(asked_after, observed)
    if length(cut_after) <= 0:
        rule = "a window with observed days after the start and the washout"
        got = f"none: records end {as_date(observed[1] - 1).date()}"
        raise ValueError(sentence("after", rule, got))
    seasons = _same_season(cut_after, start - quiet)
    if isinstance(before, str) and before == "same-season":
        asked_before = seasons
    else:
        asked_before = _asked("before", before, start - quiet, None, forward=False)
    cut_before = _within(asked_before, observed)
    if length(cut_before) <= 0 or cut_before[1] > start:
        rule = "a window with observed days before the start"
        got = f"{as_date(asked_before[0]).date()} to {as_date(asked_before[1]).date()}"
        remedy = f"Records begin {as_date(observed[0]).date()}."
        raise ValueError(sentence("before", rule, got, remedy))
    end_of_history = min(start - quiet, observed[1])
    first = max(observed[0], end_of_history - _LONGEST_HISTORY)
    return Windows(
        start=start,
        observed=observed,
        before=cut_before,
        after=cut_after,
        history=(first, end_of_history),
        same_season=seasons if seasons[0] >= observed[0] else None,
        asked_before=asked_before,
        asked_after=asked_after,
    )


def selection_span(value: Any, windows: Windows) -> Span | None:
    """Return the days the area was chosen on; a duration ends at the start."""
    if value is None:
        return None
    return _asked("selected_on", value, windows.start, None, forward=False)


def overlap(first: Span, second: Span) -> int:
    """Return the number of days two spans share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def _asked(
    argument: str, value: Any, at: int, last: int | None, *, forward: bool
) -> Span:
    if value is None and last is not None:
        return at, last
    if isinstance(value, tuple | list):
        if len(value) != 2:
            rule = "a duration or a pair of days (from, to)"
            raise ValueError(sentence(argument, rule, repr(value)))
        first, end = (day_number(_day(argument, day)) for day in value)
        return first, end
    days = length_in_days(argument, value)
    return (at, at + days) if forward else (at - days, at)


def _day(argument: str, value: Any) -> pd.Timestamp:
    try:
        day = pd.Timestamp(value)
    except (TypeError, ValueError) as error:
        rule = "a duration or a pair of days (from, to)"
        raise ValueError(sentence(argument, rule, repr(value))) from error
    return day.tz_localize(None).normalize()


def _within(span: Span, observed: Span) -> Span:
    return max(span[0], observed[0]), min(span[1], observed[1])


def length(span: Span) -> int:
    """Return the number of days of a span."""
    return span[1] - span[0]


def _same_season(after: Span, latest: int) -> Span:
    """Return the same calendar weeks in the last year that ends before ``latest``."""
    years = max(1, -(-(after[1] - latest) // YEAR_OF_WEEKS))
    return after[0] - years * YEAR_OF_WEEKS, after[1] - years * YEAR_OF_WEEKS
