"""Events a place and day: counted once, then every question is a sum of slices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_finite, sentence
from .._frame_checks import check_columns, check_points, check_projected, check_times
from .._reports import one_row_a_report
from ._windows import day_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from ._windows import Span

from ._zones import place_of

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
    start: str = "start",
    theme: str = "theme",
    source: str = "source",
    reporter: str = "reporter",
) -> Records:
    """Return the incidents as arrays, without positive events and those undated."""
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    check_times("incidents", incidents, start)
    needed = [*([theme] if themes else []), *([weight] if weight else [])]
    check_columns("incidents", incidents, needed)
    dated = incidents[start].notna().to_numpy()
    kept = incidents[dated & ~_are_positive(incidents)]
    wanted = kept[theme].isin(list(themes)).to_numpy() if themes else None
    kept = one_row_a_report(kept, first=wanted)
    if not len(kept):
        raise ValueError(sentence("incidents", "at least one dated event", "none"))
    day = day_numbers(kept[start])
    observed = int(day.min()), int(day.max()) + 1

    def column(name: str) -> NDArray[np.object_] | None:
        present = name in kept.columns
        return kept[name].astype(object).to_numpy() if present else None

    aimed = np.ones(len(kept), dtype=bool)
    if themes:
        aimed = kept[theme].isin(list(themes)).to_numpy()
    return Records(
        points=kept.geometry,
        day=day,
        hour=kept[start].dt.hour.to_numpy(dtype=np.int64),
        aimed=aimed,
        weight=None if weight is None else check_finite(weight, kept[weight]),
        theme=column(theme),
        source=column(source),
        reporter=column(reporter),
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
