"""Columns of times put on a time zone: skipped and doubled hours are told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ._dates import AMBIGUOUS, BAD
from ._texts import time_text
from ._time_texts import DATE, EXACT, INTERVAL, PROBLEMS, Wall, read_texts

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

# In a column of times at least this share of midnights means "no time known".
_TOO_MANY_MIDNIGHTS = 0.10
# ... unless the hours beside it have half as many: it is nights, or whole hours.
_TIMES_BESIDE = 2
_HOUR = np.timedelta64(1, "h")
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Times:
    """A column read as times.

    ``start`` and ``end`` are time-zone-aware, NaT where a mask says why; ``end`` is
    NaT for exact times. ``precision``: places in ``TIME_PRECISIONS``. ``vague``: only
    the date of an uncertain clock time was taken. ``forms`` counts the forms found.
    """

    start: pd.Series
    end: pd.Series
    precision: NDArray[np.int8]
    missing: Mask
    bad: Mask
    ambiguous_date: Mask
    nonexistent: Mask
    ambiguous_clock: Mask
    midnight_as_date: Mask
    vague: Mask
    forms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Clock:
    """The time zone of the results, that of bare times, and how times are written.

    ``epoch``: day 0 of Excel's day numbers, for the cells of a workbook.
    """

    time_zone: str
    source_time_zone: str
    epoch: date | None = None
    date_format: str | None = None


def read_times(
    cells: pd.Series, clock: Clock, *, midnights_are_dates: bool | None = None
) -> Times:
    """Read a column of times; times without a zone are on ``source_time_zone``.

    ``midnights_are_dates``: what a column beside this one showed; None: this one says.
    """
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        wall = _typed(cells)
    else:
        wall = read_texts(
            time_text(cells), epoch=clock.epoch, date_format=clock.date_format
        )
    midnight = _midnights_to_dates(wall, clock, midnights_are_dates)
    return _on_zone(wall, clock, midnight)


def _typed(cells: pd.Series) -> Wall:
    """Return a column of real times."""
    is_utc = isinstance(cells.dtype, pd.DatetimeTZDtype)
    naive = cells.dt.tz_convert("UTC").dt.tz_localize(None) if is_utc else cells
    start = np.array(naive.to_numpy(dtype="datetime64[us]"))
    n = len(start)
    return Wall(
        start=start,
        end=np.full(n, np.datetime64("NaT", "us")),
        offset=np.full(n, 0.0 if is_utc else np.nan),
        precision=np.full(n, EXACT, np.int8),
        problem=np.zeros(n, np.int8),
        missing=np.isnat(start),
        vague=np.zeros(n, bool),
        midnight=np.zeros(n, bool),
        forms=Counter({"time cell": int((~np.isnat(start)).sum())}),
    )


def _midnights_to_dates(wall: Wall, clock: Clock, known: bool | None) -> Mask:  # noqa: FBT001
    """Make midnights dates where a column has too many; return which were some of it.

    The same rule for cells of text, of times and of times in UTC: the column decides.
    Times with an offset may be the midnights of Greenwich or of the wall.
    """
    exact = (wall.precision == EXACT) & ~np.isnat(wall.start)
    changed: Mask = np.zeros(len(exact), bool)
    bare = exact & np.isnan(wall.offset)
    changed |= _as_dates(wall, wall.start, bare, known)
    zoned = exact & ~bare
    if not zoned.any():
        return _if_some(changed, exact)
    on_wall = wall.start.copy()
    on_wall[zoned] = _wall_of(wall.start[zoned], clock.time_zone)
    written = wall.start.copy()
    written[zoned] += (wall.offset[zoned] * 60).astype("timedelta64[s]")
    for days in (written, on_wall):
        as_dates = _as_dates(wall, days, zoned & ~changed, known)
        # A date is the whole day of the wall, wherever its midnight was written.
        for ends in (wall.start, wall.end):
            ends[as_dates] = _utc_of(ends[as_dates], clock.time_zone)
        changed |= as_dates
    return _if_some(changed, exact)


def _if_some(changed: Mask, exact: Mask) -> Mask:
    """Return what was changed where that is not the whole column."""
    return changed if changed.sum() < exact.sum() else np.zeros(len(exact), bool)


def _as_dates(
    wall: Wall,
    clocks: NDArray[np.datetime64],
    rows: Mask,
    known: bool | None,  # noqa: FBT001
) -> Mask:
    """Make dates of midnights on some clock, if the column has too many of them."""
    midnight: Mask = rows & ~wall.midnight & (clocks == clocks.astype("datetime64[D]"))
    n, of = int(midnight.sum()), int(rows.sum())
    since = (clocks - clocks.astype("datetime64[D]"))[rows] if n else np.empty(0)
    beside = max((int((since == k * _HOUR).sum()) for k in (1, 23)), default=0)
    many = n > _TOO_MANY_MIDNIGHTS * of and n > _TIMES_BESIDE * beside
    if not n or not (n == of or (many if known is None else known)):
        return np.zeros(len(rows), bool)
    wall.start[midnight] = clocks[midnight]
    wall.end[midnight] = clocks[midnight] + _DAY
    wall.precision[midnight] = DATE
    if wall.forms["time cell"]:
        wall.forms["time cell"] -= n
        wall.forms["date cell"] += n
    return midnight


def _wall_of(utc: NDArray[np.datetime64], zone: str) -> NDArray[np.datetime64]:
    local = pd.DatetimeIndex(utc, tz="UTC").tz_convert(zone).tz_localize(None)
    return np.asarray(local.to_numpy(dtype="datetime64[us]"))


def _utc_of(midnights: NDArray[np.datetime64], zone: str) -> NDArray[np.datetime64]:
    # Where midnight does not exist the day starts at the first moment after.
    local = pd.DatetimeIndex(midnights).tz_localize(
        zone, nonexistent="shift_forward", ambiguous=np.ones(len(midnights), bool)
    )
    utc = local.tz_convert("UTC").tz_localize(None)
    return np.asarray(utc.to_numpy(dtype="datetime64[us]"))


def _on_zone(wall: Wall, clock: Clock, midnight: Mask) -> Times:
    """Put wall clocks on the source's zone; a skipped hour is nonexistent."""
    problem = wall.problem
    zoned = ~np.isnan(wall.offset)
    zones = (clock.time_zone, clock.source_time_zone)
    start, twice = _localized(wall.start, zoned, *zones)
    end, _ = _localized(wall.end, zoned, *zones)
    said = ~np.isnat(wall.start)
    lost_end = ~np.isnat(wall.end) & end.isna().to_numpy() & said
    nonexistent = said & (start.isna().to_numpy() | lost_end)
    has_clock = (wall.precision == EXACT) | (wall.precision == INTERVAL)
    forms = {form: n for form, n in wall.forms.most_common() if n}
    return Times(
        start=start,
        end=end,
        precision=wall.precision,
        missing=wall.missing,
        bad=problem == PROBLEMS.index(BAD),
        ambiguous_date=problem == PROBLEMS.index(AMBIGUOUS),
        nonexistent=nonexistent,
        ambiguous_clock=twice & has_clock & said,
        midnight_as_date=midnight,
        vague=wall.vague,
        forms=forms,
    )


def _localized(
    naive: NDArray[np.datetime64], zoned: Mask, time_zone: str, source_time_zone: str
) -> tuple[pd.Series, Mask]:
    """Return aware times and which wall clocks occur twice (the first one is taken)."""
    times = pd.Series(naive)
    twice = np.zeros(len(times), bool)
    plain = times.mask(zoned) if zoned.any() else times
    local = plain.dt.tz_localize(source_time_zone, ambiguous="NaT", nonexistent="NaT")
    odd = np.flatnonzero(local.isna() & plain.notna())  # said twice or never
    if len(odd):
        first = plain.iloc[odd].dt.tz_localize(
            source_time_zone, ambiguous=np.ones(len(odd), bool), nonexistent="NaT"
        )
        local.iloc[odd] = first
        twice[odd] = first.notna()
    local = local.dt.tz_convert(time_zone)
    if zoned.any():
        utc = times.where(zoned).dt.tz_localize("UTC").dt.tz_convert(time_zone)
        local = local.where(~zoned, utc)
    return local, twice
