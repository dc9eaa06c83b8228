"""The incidents that are compared, as arrays, and the days they are compared on.

Days are whole numbers counted from 1970-01-01 on the wall clock; every span is half
open, [from, to). Events are counted once a place and day: then every question is a sum
of slices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_finite, sentence
from .._frame_checks import check_columns, check_points, check_projected, check_times
from .._reports import one_row_a_report
from ._places import lay_ground, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from ._design import Design
    from ._insats import Insats
    from ._places import Ground

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


# A week without a single report is taken for a gap in the records, not for calm, when
# at least this many are usual: chance gives one such week in twenty thousand.
_USUAL_A_WEEK = 10


@dataclass(frozen=True, slots=True)
class Records:
    """The incidents that are compared, as arrays.

    ``aimed`` marks the events the insats was meant to change; ``weight`` is None when
    each event counts as one.
    """

    points: gpd.GeoSeries
    day: NDArray[np.int64]
    hour: NDArray[np.int64]
    aimed: NDArray[np.bool_]
    weight: NDArray[np.float64] | None
    theme: NDArray[np.object_] | None
    source: NDArray[np.object_] | None
    reporter: NDArray[np.object_] | None
    observed: Span
    open_days: NDArray[np.bool_]

    def observed_days(self, span: Span) -> int:
        """Return how many days of a span were really observed."""
        first = self.observed[0]
        return int(self.open_days[span[0] - first : span[1] - first].sum())

    def daily(
        self,
        place: NDArray[np.int64],
        n_places: int,
        *,
        chosen: NDArray[np.bool_] | None = None,
        values: NDArray[np.float64] | None = None,
    ) -> NDArray[np.float64]:
        """Return the sums a place and observed day, shape (n_places, n_days)."""
        chosen = self.aimed if chosen is None else chosen
        n_days = self.observed[1] - self.observed[0]
        use = chosen & (place >= 0)
        cell = place[use] * n_days + self.day[use] - self.observed[0]
        weights = None if values is None else values[use]
        sums = np.bincount(cell, weights=weights, minlength=n_places * n_days)
        return sums.reshape(n_places, n_days).astype(float)

    def sums(self, daily: NDArray[np.float64], span: Span) -> NDArray[np.float64]:
        """Return the sums a place over a span of days."""
        first = self.observed[0]
        return np.asarray(daily[:, span[0] - first : span[1] - first].sum(axis=1))

    def weekly(
        self, daily: NDArray[np.float64], span: Span
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return sums a place and week, and the first day of each week.

        Weeks are counted backwards from the end of the span; those with a day that was
        not observed are left out, as are days left over at the start.
        """
        n_weeks = (span[1] - span[0]) // 7
        first = span[1] - 7 * n_weeks
        at = slice(first - self.observed[0], span[1] - self.observed[0])
        sums = daily[:, at].reshape(len(daily), n_weeks, 7).sum(axis=2)
        whole = self.open_days[at].reshape(n_weeks, 7).all(axis=1)
        starts = first + 7 * np.arange(n_weeks)
        return sums[:, whole], starts[whole]


def gather_records(
    incidents: gpd.GeoDataFrame,
    themes: Sequence[str] | None,
    *,
    weight: str | None = None,
) -> Records:
    """Return the incidents as arrays, without positive events and those undated."""
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    check_times("incidents", incidents, "start")
    needed = [*(["theme"] if themes else []), *([weight] if weight else [])]
    check_columns("incidents", incidents, needed)
    dated = incidents["start"].notna().to_numpy()
    kept = incidents[dated & ~_are_positive(incidents)]
    wanted = kept["theme"].isin(list(themes)).to_numpy() if themes else None
    kept = one_row_a_report(kept, first=wanted)
    if not len(kept):
        raise ValueError(sentence("incidents", "at least one dated event", "none"))
    day = day_numbers(kept["start"])
    observed = int(day.min()), int(day.max()) + 1

    def column(name: str) -> NDArray[np.object_] | None:
        present = name in kept.columns
        return kept[name].astype(object).to_numpy() if present else None

    aimed = np.ones(len(kept), dtype=bool)
    if themes:
        aimed = kept["theme"].isin(list(themes)).to_numpy()
    return Records(
        points=kept.geometry,
        day=day,
        hour=kept["start"].dt.hour.to_numpy(dtype=np.int64),
        aimed=aimed,
        weight=None if weight is None else check_finite(weight, kept[weight]),
        theme=column("theme"),
        source=column("source"),
        reporter=column("reporter"),
        observed=observed,
        open_days=_open_days(day, observed),
    )


def _are_positive(incidents: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Return which events are of something good, which no insats is to change."""
    if "is_positive" not in incidents.columns:
        return np.zeros(len(incidents), dtype=bool)
    known = incidents["is_positive"].fillna(value=False)
    return np.asarray(known.to_numpy(dtype=bool))


def place_records(records: Records, areas: Sequence[BaseGeometry]) -> NDArray[np.int64]:
    """Return the position of the area of every event, -1 for none."""
    return place_of(records.points, areas)


def _open_days(day: NDArray[np.int64], observed: Span) -> NDArray[np.bool_]:
    """Return which days were observed: long silence in busy records is a gap."""
    n_days = observed[1] - observed[0]
    per_day = np.bincount(day - observed[0], minlength=n_days)
    is_open = np.ones(n_days, dtype=bool)
    if per_day.sum() / n_days * 7 < _USUAL_A_WEEK:
        return is_open
    edges = np.flatnonzero(np.diff(np.r_[0, per_day == 0, 0]))
    for first, last in edges.reshape(-1, 2):
        if last - first >= 7:
            is_open[first:last] = False
    return is_open


@dataclass(frozen=True, slots=True)
class Setting:
    """The records that are compared, the days they are compared on, and where."""

    records: Records
    windows: Windows
    ground: Ground


def set_out(
    incidents: gpd.GeoDataFrame, design: Design, *, weight: str | None = None
) -> Setting:
    """Return what every question about an insats begins with."""
    insats = design.insats
    records = gather_records(incidents, insats.themes, weight=weight)
    windows = choose_windows(
        insats,
        records.observed,
        before=design.before,
        after=design.after,
        washout=design.washout,
    )
    ground = lay_ground(
        insats, design.others, design.rings, design.study_area, incidents.crs
    )
    return Setting(records, windows, ground)
