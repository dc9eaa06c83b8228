"""Columns of times put on a time zone: skipped and doubled hours are told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ._dates import AMBIGUOUS, BAD
from ._time_texts import Wall, read_texts, time_text

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

# In a column of real times at least this share of midnights means "no time known".
_TOO_MANY_MIDNIGHTS = 0.10


@dataclass(frozen=True, slots=True)
class Times:
    """A column read as times.

    ``start`` and ``end`` are time-zone-aware, NaT where a mask says why; ``end`` is
    NaT for exact times. ``forms`` counts the forms found.
    """

    start: pd.Series
    end: pd.Series
    precision: NDArray[np.object_]
    missing: Mask
    bad: Mask
    ambiguous_date: Mask
    nonexistent: Mask
    ambiguous_clock: Mask
    midnight_as_date: Mask
    forms: dict[str, int]


def read_times(
    cells: pd.Series,
    *,
    time_zone: str,
    source_time_zone: str,
    epoch: date | None = None,
) -> Times:
    """Read a column of times; times without a zone are on ``source_time_zone``.

    ``epoch``: day 0 of Excel's day numbers, for the cells of a workbook.
    """
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        wall = _typed(cells.dt.tz_convert("UTC").dt.tz_localize(None), cells, time_zone)
        wall.offset[:] = 0.0
    elif pd.api.types.is_datetime64_dtype(cells.dtype):
        wall = _typed(cells, cells, source_time_zone)
    else:
        wall = read_texts(time_text(cells), epoch=epoch)
    return _on_zone(wall, time_zone, source_time_zone)


def _typed(naive: pd.Series, cells: pd.Series, clock_zone: str) -> Wall:
    """Return a column of real times; midnights may mean that no time is known."""
    start = naive.to_numpy(dtype="datetime64[us]")
    missing = np.isnat(start)
    is_utc = isinstance(cells.dtype, pd.DatetimeTZDtype)
    local = cells.dt.tz_convert(clock_zone).dt.tz_localize(None) if is_utc else naive
    local_days = local.to_numpy(dtype="datetime64[us]")
    at_midnight = ~missing & (local_days == local_days.astype("datetime64[D]"))
    too_many = at_midnight.sum() > _TOO_MANY_MIDNIGHTS * (~missing).sum()
    midnight = at_midnight & too_many
    end = np.full(len(start), np.datetime64("NaT", "us"))
    end[midnight] = start[midnight] + np.timedelta64(1, "D")
    precision = np.where(midnight, "date", "exact").astype(object)
    forms = Counter(
        {
            "date cell": int(midnight.sum()),
            "time cell": int((~missing & ~midnight).sum()),
        }
    )
    problem = np.full(len(start), "", object)
    offset = np.full(len(start), np.nan)
    some = midnight if midnight.sum() < (~missing).sum() else np.zeros(len(start), bool)
    return Wall(start, end, offset, precision, problem, missing, some, forms)


def _on_zone(wall: Wall, time_zone: str, source_time_zone: str) -> Times:
    """Put wall clocks on the source's zone; a skipped hour is nonexistent."""
    problem = wall.problem
    zoned = ~np.isnan(wall.offset)
    start, twice = _localized(wall.start, zoned, time_zone, source_time_zone)
    end, _ = _localized(wall.end, zoned, time_zone, source_time_zone)
    said = ~np.isnat(wall.start)
    lost_end = ~np.isnat(wall.end) & end.isna().to_numpy() & said
    nonexistent = said & (start.isna().to_numpy() | lost_end)
    clock = np.isin(wall.precision.astype(str), ("exact", "interval"))
    return Times(
        start=start,
        end=end,
        precision=wall.precision,
        missing=wall.missing,
        bad=problem == BAD,
        ambiguous_date=problem == AMBIGUOUS,
        nonexistent=nonexistent,
        ambiguous_clock=twice & clock & said,
        midnight_as_date=wall.midnight,
        forms=dict(wall.forms.most_common()),
    )


def _localized(
    naive: NDArray[np.datetime64], zoned: Mask, time_zone: str, source_time_zone: str
) -> tuple[pd.Series, Mask]:
    """Return aware times and which wall clocks occur twice (the first one is taken)."""
    times = pd.Series(naive)
    plain = times.mask(zoned)
    first = np.ones(len(times), bool)
    local = plain.dt.tz_localize(source_time_zone, ambiguous=first, nonexistent="NaT")
    later = plain.dt.tz_localize(source_time_zone, ambiguous=~first, nonexistent="NaT")
    twice = (local != later).to_numpy() & local.notna().to_numpy()
    utc = times.where(zoned).dt.tz_localize("UTC").dt.tz_convert(time_zone)
    return local.dt.tz_convert(time_zone).where(~zoned, utc), twice
