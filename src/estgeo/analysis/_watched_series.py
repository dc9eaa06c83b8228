"""The series of a watch: counts of all weeks, what they are held against, the state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import sentence
from .._periods import first_day, label_of, number_of_day
from .._reports import covered_times
from ._weekly_counts import (
    active_reporters_by_week,
    check_week,
    first_week,
    is_complete,
    series_of,
    week_number,
    week_numbers,
    weekly_counts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# The town is held against only where it has so many reports a week besides the row's,
# and the row is less than half of all.
_LEAST_TOWN, _MOST_OF_TOWN = 10.0, 0.5
# A week without any report is missing where so many are usual (chance .001).
_NEVER_SILENT = 7.0
_STATE = ("week", "n", "effort", "plain", "is_shared", "is_watched")
# A complete week is sought so far back.
_LOOK_BACK = 26
_ISO = number_of_day(first_day("1970-W01"), "week")


def week_label(number: int) -> str:
    """Return the label of a week counted from the first of 1970.

    >>> week_label(week_number("2018-W10"))
    '2018-W10'
    """
    return label_of(_ISO + number, "week")


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of all weeks from ``first``, one row a series.

    Attributes
    ----------
    keys : DataFrame
        One row a series.
    counts : array of shape (n, T)
    town : array of shape (n, T)
        Reports of the town besides the row's; NaN where it cannot be known.
    plain : array of shape (n, T)
        Effort without the town's: 1 or active reporters, 0 where a week is missing.
    first : int
        Number of the first week.
    is_shared : array of shape (n,)
        1 held against the town, 0 not, -1 not decided yet.
    is_new, revised : arrays of shape (n,)
        Whether the row is not in the previous state; weeks whose count changed since.
    """

    keys: pd.DataFrame
    counts: Floats
    town: Floats
    plain: Floats
    first: int
    is_shared: Integers
    is_new: NDArray[np.bool_]
    revised: Integers

    @property
    def last(self) -> int:
        """Return the number of the last week."""
        return self.first + int(self.counts.shape[1]) - 1

    def effort_before(self, look: int) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the effort, and which rows are held against the town.

        That is decided once, by the weeks before the first look.
        """
        rest, own = self.town[:, :look].mean(axis=1), self.counts[:, :look].mean(axis=1)
        share = own / np.maximum(own + rest, 1e-12)
        fit = (rest >= _LEAST_TOWN) & (share < _MOST_OF_TOWN)
        shared = np.where(self.is_shared < 0, fit, self.is_shared > 0)
        town = np.where(self.plain > 0, np.maximum(self.town, 0.5), 0.0)
        return np.where(shared[:, None], town, self.plain), shared

    def long(self, effort: Floats, is_shared: NDArray[np.bool_]) -> pd.DataFrame:
        """Return one row a series and week, with the columns of the state."""
        n, weeks = self.counts.shape
        labels = [week_label(self.first + week) for week in range(weeks)]
        frame = self.keys.loc[self.keys.index.repeat(weeks)].reset_index(drop=True)
        return frame.assign(
            week=np.tile(np.array(labels, dtype=object), n),
            n=self.counts.ravel().astype(np.int64),
            effort=effort.ravel(),
            plain=self.plain.ravel(),
            is_shared=np.repeat(is_shared, weeks),
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A state as kept: its rows by key, and the weeks it reaches over."""

    frame: pd.DataFrame
    columns: tuple[str, ...]
    first: int
    last: int
    watched: int | None


def kept_weeks(previous: pd.DataFrame | None, columns: Sequence[str]) -> Kept | None:
    """Return the state kept, checked; None without one."""
    if previous is None:
        return None
    missing = [c for c in (*columns, *_STATE) if c not in previous.columns]
    if missing or not len(previous):
        rule = "the weeks of a week_watch with the same zones and by"
        got = f"a frame without {', '.join(missing)}" if missing else "an empty frame"
        raise ValueError(sentence("previous", rule, got))
    _check_state(previous, list(columns))
    names = previous["week"].unique()
    number = dict(zip(names, map(week_number, names), strict=True))
    frame = previous.assign(number=previous["week"].map(number).astype(np.int64))
    watched = frame.loc[frame["is_watched"], "number"]
    return Kept(
        frame,
        tuple(columns),
        int(frame["number"].min()),
        int(frame["number"].max()),
        int(watched.min()) if len(watched) else None,
    )


def _check_state(previous: pd.DataFrame, columns: list[str]) -> None:
    """Refuse a state that is not whole: every week of every series, once."""
    for name in ("n", "effort", "plain"):
        values = pd.to_numeric(previous[name], errors="coerce").to_numpy(float)
        if pd.api.types.is_string_dtype(previous[name]) or not (values >= 0).all():
            at = int(np.argmin(values >= 0))
            got = f"{previous[name].iloc[at]} in row {previous.index[at]}"
            raise ValueError(_not_whole(f"numbers from 0 up in '{name}'", got))
    for name in ("is_shared", "is_watched"):
        if not pd.api.types.is_bool_dtype(previous[name]):
            got = str(previous[name].dtype)
            raise ValueError(_not_whole(f"True or False in '{name}'", got))
    for week in previous["week"].unique():
        check_week("previous", week)
    _check_weeks(previous, columns)


def _check_weeks(previous: pd.DataFrame, columns: list[str]) -> None:
    weeks = previous["week"].nunique()
    series = [*previous.groupby(columns, dropna=False)] if columns else [("", previous)]
    for key, rows in series:
        numbers = np.sort([week_number(week) for week in rows["week"]])
        if len(rows) == weeks and (np.diff(numbers) == 1).all():
            continue
        whose = f" of {', '.join(str(value) for value in key)}" if columns else ""
        got = f"{len(rows)} rows{whose} whose weeks do not follow each other"
        raise ValueError(_not_whole("each week of each series once", got))


def _not_whole(rule: str, got: str) -> str:
    whole = f"the weeks of a week_watch with the same zones and by, with {rule}"
    return sentence("previous", whole, got)


def last_complete_week(incidents: pd.DataFrame, period: str | None) -> int:
    """Return the number of the last week that is complete, up to ``period``."""
    if period is not None:
        check_week("period", period)
    known = covered_times(incidents, "start")
    if not len(known):
        raise ValueError(sentence("incidents", "at least one with a time", "none"))
    last = int(week_numbers(pd.Series([known.max()]))[0])
    if period is not None:
        last = min(last, week_number(period))
    for week in range(last, last - _LOOK_BACK, -1):
        if is_complete(incidents, week_label(week)):
            return week
    return last - _LOOK_BACK


def count_series(
    incidents: pd.DataFrame,
    columns: list[str],
    zones: gpd.GeoDataFrame | None,
    *,
    totals: bool,
    reporter: str | None,
    first: int | None,
    last: int,
) -> Series:
    """Return all series of the weeks from ``first`` (None: of the records) on."""
    _, _, everything = series_of(incidents, None, None, "start")
    if "time_precision" in incidents:
        vague = incidents["time_precision"].astype(str) == "month"
        incidents = incidents[~vague.to_numpy()]
    start = first_week(incidents, "start", last) if first is None else first
    span = last - start
    if span < 1:
        rule = "over at least one whole week, from Monday to Sunday"
        raise ValueError(sentence("incidents", rule, f"those up to {week_label(last)}"))
    when = week_numbers(everything["start"])
    everyone = np.zeros(len(when), dtype=np.int64)
    town = weekly_counts(when, everyone, 1, last, span)[0]
    keys, counts = _all_keys(incidents, columns, zones, totals, (last, span))
    plain = np.ones(span + 1)
    if reporter is not None:
        plain = active_reporters_by_week(incidents, reporter, last, span + 1)
    if town.mean() >= _NEVER_SILENT:
        plain = np.where(town > 0, plain, 0.0)
    n = len(keys)
    return Series(
        keys,
        counts,
        town - counts,
        np.broadcast_to(plain, counts.shape).copy(),
        start,
        np.full(n, -1),
        np.zeros(n, dtype=np.bool_),
        np.zeros(n, dtype=np.int64),
    )


def _all_keys(
    incidents: pd.DataFrame,
    columns: list[str],
    zones: gpd.GeoDataFrame | None,
    totals: bool,  # noqa: FBT001
    weeks: tuple[int, int],
) -> tuple[pd.DataFrame, Floats]:
    """Return the key and the counts of each series, totals first."""
    names = [*(["zone"] if zones is not None else []), *columns]
    chosen = [tuple(names)]
    if totals:
        sizes = range(len(names) + 1)
        chosen = [some for size in sizes for some in combinations(names, size)]
    keys, counts = [], []
    for some in chosen:
        inside = zones if "zone" in some else None
        by = [name for name in some if name != "zone" or zones is None]
        key, code, frame = series_of(incidents, by, inside, "start")
        when = week_numbers(frame["start"])
        counts.append(weekly_counts(when, code, len(key), *weeks))
        keys.append(key.astype(object).reindex(columns=names))
    table = pd.concat(keys, ignore_index=True) if len(keys) > 1 else keys[0]
    if totals:
        table = table.astype(object).where(table.notna(), None)
    return table.reset_index(drop=True), np.concatenate(counts)


def with_kept(series: Series, kept: Kept | None) -> Series:
    """Return the series with the weeks of the state as they were kept."""
    if kept is None:
        return series
    own = _ids(series.keys)
    there = _ids(kept.frame[list(kept.columns)])
    order = {key: at for at, key in enumerate(own)}
    gone = [at for at, key in enumerate(there) if key not in order]
    if gone:
        lost = kept.frame.iloc[gone][list(kept.columns)].drop_duplicates()
        series = _with_rows(series, lost)
        order = {key: at for at, key in enumerate(_ids(series.keys))}
    row = np.array([order[key] for key in there])
    week = kept.frame["number"].to_numpy() - series.first
    n = kept.frame["n"].to_numpy(float)
    effort, plain = (kept.frame[c].to_numpy(float) for c in ("effort", "plain"))
    shared = kept.frame["is_shared"].astype(bool).to_numpy()
    counts, town = series.counts.copy(), series.town.copy()
    own_plain, is_shared = series.plain.copy(), series.is_shared.copy()
    revised = np.bincount(row, counts[row, week] != n, minlength=len(counts))
    counts[row, week], own_plain[row, week] = n, plain
    town[row[shared], week[shared]] = effort[shared]
    is_shared[row] = shared
    is_new = np.ones(len(counts), dtype=np.bool_)
    is_new[row] = False
    return replace(
        series,
        counts=counts,
        town=town,
        plain=own_plain,
        is_shared=np.where(kept.watched is None, -1, is_shared),
        is_new=is_new,
        revised=revised.astype(np.int64),
    )


def _ids(keys: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return keys as text, the same after a file."""
    texts = [[_id(value) for value in keys[column]] for column in keys.columns]
    return list(zip(*texts, strict=True)) if texts else [()] * len(keys)


def _id(value: Any) -> str:
    """Return a key as text; a file turns whole numbers beside none into 1.0."""
    if pd.isna(value):
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else str(value)


def _with_rows(series: Series, keys: pd.DataFrame) -> Series:
    """Return the series with rows that have no reports any more."""
    more, (_, weeks) = len(keys), series.counts.shape
    none = np.zeros((more, weeks))
    town = series.town[:1] + series.counts[:1]
    plain = series.plain[:1]
    return replace(
        series,
        keys=pd.concat([series.keys, keys], ignore_index=True),
        counts=np.concatenate([series.counts, none]),
        town=np.concatenate([series.town, none + town]),
        plain=np.concatenate([series.plain, none + plain]),
        is_shared=np.concatenate([series.is_shared, np.full(more, -1)]),
        is_new=np.concatenate([series.is_new, np.zeros(more, np.bool_)]),
        revised=np.concatenate([series.revised, np.zeros(more, np.int64)]),
    )
