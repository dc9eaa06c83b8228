"""How far the clock on the wall of a time zone is from UTC."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

# Clocks are put on or back at whole quarters of an hour by UTC, and never back again
# within a quarter of a day.
QUARTER = 900
_WATCH = 6 * 3600


def offsets_at(seconds: Integers, time_zone: str) -> Integers:
    """Return what to add to UTC for the clock on the wall, in seconds.

    Examples
    --------
    An hour before and just when Sweden's clocks are put on in 2018:

    >>> change = 1_521_939_600  # 2018-03-25 01:00 by UTC
    >>> offsets_at(np.array([change - 3600, change]), "Europe/Stockholm")
    array([3600, 7200])
    """
    if not len(seconds):
        return np.empty(0, dtype=np.int64)
    first, last = (_year_of(int(end)) for end in (seconds.min(), seconds.max()))
    years = [_changes(time_zone, year) for year in range(first, last + 1)]
    since = np.concatenate([since for since, _ in years])
    offsets = np.concatenate([offsets for _, offsets in years])
    found: Integers = offsets[np.searchsorted(since, seconds, side="right") - 1]
    return found


@lru_cache(maxsize=1024)
def _changes(time_zone: str, year: int) -> tuple[Integers, Integers]:
    """Return from when each offset of a year holds; the first from its beginning."""
    begin, end = _start_of(year), _start_of(year + 1)
    watched = np.append(np.arange(begin, end, _WATCH), end - QUARTER)
    offsets = _offsets(watched, time_zone)
    since, found = [np.array([begin])], [offsets[:1]]
    for at in np.flatnonzero(np.diff(offsets)):
        quarters = np.arange(watched[at], watched[at + 1] + QUARTER, QUARTER)
        near = _offsets(quarters, time_zone)
        new = 1 + np.flatnonzero(np.diff(near))
        since.append(quarters[new])
        found.append(near[new])
    return np.concatenate(since), np.concatenate(found)


def _offsets(seconds: Integers, time_zone: str) -> Integers:
    utc = pd.DatetimeIndex(seconds.astype("M8[s]"), tz="UTC")
    wall = utc.tz_convert(time_zone).tz_localize(None).as_unit("s").asi8
    offsets: Integers = wall - seconds
    return offsets


def _year_of(seconds: int) -> int:
    return int(np.datetime64(seconds, "s").astype("M8[Y]").astype(np.int64)) + 1970


def _start_of(year: int) -> int:
    return int(np.datetime64(year - 1970, "Y").astype("M8[s]").astype(np.int64))
