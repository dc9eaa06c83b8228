"""Columns of text read as times on the clock they were written by."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ._dates import AMBIGUOUS, BAD, Moment, parse_moment, serial_moment
from ._numbers import NOTHING, text_matches
from ._texts import as_text

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_DAY = r"[12]\d{3}-[01]\d-[0-3]\d"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
_ISO = rf"{_DAY}(?:[T ]{_CLOCK})?"
_ISO_OFFSET = rf"{_DAY}[T ]{_CLOCK} ?(?:Z|[+-](?:0\d|1[0-3]):?[0-5]\d)"
# An interval, or a time west of Greenwich: no one can tell.
_RANGE_OR_OFFSET = re.compile(r"\S+ \d{1,2}[:.]\d{2}-\d{2}:\d{2}")
_SLASHED = re.compile(r"^\D*(\d{1,2})[/\-](\d{1,2})[/\-]\d{4}(?:\D|$)")
_ENDS_WITH_CLOCK = (
    r"^(?P<head>\S.*\S)\s+(?:[Kk][Ll]\.?\s*)?"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?$"
)
_NAT = np.datetime64("NaT", "us")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


@dataclass(slots=True)
class Wall:
    """What the cells say, before the time zone: naive times and offsets."""

    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    offset: NDArray[np.float64]
    precision: NDArray[np.object_]
    problem: NDArray[np.object_]
    missing: Mask
    midnight: Mask
    forms: Counter[str]


def read_texts(text: pd.Series, *, epoch: date | None) -> Wall:
    n = len(text)
    missing = text.isna().to_numpy() | text.str.casefold().isin(NOTHING).to_numpy(bool)
    wall = Wall(
        start=np.full(n, np.datetime64("NaT", "us")),
        end=np.full(n, np.datetime64("NaT", "us")),
        offset=np.full(n, np.nan),
        precision=np.full(n, "exact", object),
        problem=np.full(n, "", object),
        missing=missing,
        midnight=np.zeros(n, bool),
        forms=Counter(),
    )
    left = ~missing
    left = _read_iso(text, left, wall, _ISO, offset=False)
    left = _read_iso(text, left, wall, _ISO_OFFSET, offset=True)
    _read_others(text[left], left, wall, epoch=epoch)
    wall.forms += Counter()
    return wall


def _read_iso(
    text: pd.Series, left: Mask, wall: Wall, form: str, *, offset: bool
) -> Mask:
    """Read the cells in ISO form all at once; return the rows still to read."""
    matches = text_matches(text, form) & left
    if offset:
        matches &= ~text_matches(text, _RANGE_OR_OFFSET.pattern)
    if not matches.any():
        return left
    said = text[matches].str.replace(" ", "") if offset else text[matches]
    if offset:
        said = said.str.slice(0, 10) + "T" + said.str.slice(10).str.lstrip("T")
    parsed = pd.to_datetime(said, format="ISO8601", errors="coerce", utc=offset)
    naive = parsed.dt.tz_localize(None) if offset else parsed
    start = naive.to_numpy(dtype="datetime64[us]")
    days = (said.str.len() == 10).to_numpy(bool)
    wall.start[matches] = start
    wall.end[matches] = np.where(
        days, start + np.timedelta64(1, "D"), np.datetime64("NaT", "us")
    )
    wall.precision[matches] = np.where(days, "date", "exact")
    wall.problem[matches] = np.where(np.isnat(start), BAD, "")
    if offset:
        wall.offset[matches] = 0.0
    wall.forms["yyyy-mm-dd"] += int((days & ~np.isnat(start)).sum())
    clock = "yyyy-mm-dd hh:mm+offset" if offset else "yyyy-mm-dd hh:mm"
    wall.forms[clock] += int((~days & ~np.isnat(start)).sum())
    return left & ~matches


def _read_others(
    text: pd.Series, rows: Mask, wall: Wall, *, epoch: date | None
) -> None:
    """Read the cells that are not ISO; each distinct date is parsed once."""
    places = np.flatnonzero(rows)
    if not len(places):
        return
    heads, since = _split_clock(text)
    order = _order_of(*_counted(heads))
    plain = since.notna().to_numpy()
    moments, codes = _moments(heads[plain], order, epoch=epoch)
    is_day = np.array(
        [isinstance(m, Moment) and m.precision == "date" for m in moments], bool
    )
    days = np.zeros(len(text), bool)
    days[plain] = is_day[codes]
    _put_days(places[days], moments, codes[is_day[codes]], since[days], wall)
    rest = text[~days]
    found, codes = _moments(rest, order, epoch=epoch)
    _put_moments(places[~days], found, codes, wall)


def _split_clock(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return what stands before a clock time at the end, and that time."""
    cells = pa.array(text.to_numpy(object), type=pa.large_string())
    parts = pc.extract_regex(cells, _ENDS_WITH_CLOCK)
    head, hour, minute, second = (
        pc.struct_field(parts, name).to_pandas().set_axis(text.index)
        for name in ("head", "hour", "minute", "second")
    )
    hour, minute, second = (pd.to_numeric(part) for part in (hour, minute, second))
    second = second.fillna(0)
    total = hour * 3600 + minute * 60 + second
    real = (minute < 60) & (second < 60) & (total <= 86_400)
    since = from_seconds(total.where(real))
    return head.where(since.notna(), text), since


def from_seconds(seconds: pd.Series) -> pd.Series:
    """Return seconds as lengths of time, missing where they are missing.

    >>> from_seconds(pd.Series([90.0, None])).tolist()
    [Timedelta('0 days 00:01:30'), NaT]
    """
    known = seconds.dropna()  # pandas 3.0.0 warns of those that are missing
    lengths: pd.Series = pd.to_timedelta(known, unit="s").astype("timedelta64[us]")
    return lengths.reindex(seconds.index)


def _counted(text: pd.Series) -> tuple[list[str], NDArray[np.int64]]:
    codes, distinct = pd.factorize(text)
    return [str(t) for t in distinct], np.bincount(codes)


def _moments(
    text: pd.Series, order: tuple[bool, bool], *, epoch: date | None
) -> tuple[list[Any], NDArray[np.int64]]:
    """Return the moment (or reason) of each distinct text, and which a row has."""
    codes, distinct = pd.factorize(text)
    month_first, doubtful = order
    found = [
        _moment(str(t), month_first=month_first, doubtful=doubtful, epoch=epoch)
        for t in distinct
    ]
    return found, np.asarray(codes, np.int64)


def _put_days(
    places: NDArray[np.int64],
    moments: list[Any],
    codes: NDArray[np.int64],
    since: pd.Series,
    wall: Wall,
) -> None:
    days = np.array([_start_of(m) for m in moments], "datetime64[us]")
    wall.start[places] = days[codes] + since.to_numpy("timedelta64[us]")
    for code, count in enumerate(np.bincount(codes).tolist()):
        if count:
            wall.forms[moments[code].form + " hh:mm"] += count


def _put_moments(
    places: NDArray[np.int64], found: list[Any], codes: NDArray[np.int64], wall: Wall
) -> None:
    moments = [m if isinstance(m, Moment) else None for m in found]
    start = np.array([*map(_start_of, moments)], "datetime64[us]")
    end = np.array([*map(_end_of, moments)], "datetime64[us]")
    offset = np.array(
        [np.nan if m is None or m.offset is None else m.offset for m in moments]
    )
    precision = np.array(
        ["exact" if m is None else m.precision for m in moments], object
    )
    problem = np.array([m if isinstance(m, str) else "" for m in found], object)
    shift = np.where(np.isnan(offset), 0, offset).astype("timedelta64[m]")
    wall.start[places], wall.end[places] = (start - shift)[codes], (end - shift)[codes]
    wall.offset[places] = np.where(np.isnan(offset), np.nan, 0.0)[codes]
    wall.precision[places] = precision[codes]
    wall.problem[places] = problem[codes]
    counts = np.bincount(codes).tolist()
    for moment, count in zip(moments, counts, strict=True):
        if moment is not None:
            clock = " hh:mm" if moment.precision in ("exact", "interval") else ""
            wall.forms[moment.form + clock] += count


def _start_of(moment: Moment | str | None) -> np.datetime64:
    if not isinstance(moment, Moment):
        return _NAT
    return np.datetime64(moment.start, "us")


def _end_of(moment: Moment | None) -> np.datetime64:
    if moment is None or moment.end is None:
        return _NAT
    return np.datetime64(moment.end, "us")


def _moment(
    text: str, *, month_first: bool, doubtful: bool, epoch: date | None
) -> Moment | str:
    if _RANGE_OR_OFFSET.fullmatch(text):
        return AMBIGUOUS
    if epoch is not None and _SERIAL.fullmatch(text):
        return serial_moment(float(text), epoch)
    if match := _SLASHED.match(text):
        first, second = int(match[1]), int(match[2])
        either = first <= 12 and second <= 12
        against = first > 12 if month_first else second > 12
        if against or (doubtful and either and first != second):
            return AMBIGUOUS
    return parse_moment(text, month_first=month_first)


def _order_of(texts: list[str], counts: NDArray[np.int64]) -> tuple[bool, bool]:
    """Return (month first, in doubt) of a column by the dates that can be read one way.

    Day first is the rule. A column is month first when no date needs day first and at
    least a fifth of the dates need month first. In doubt: it holds both orders, the
    rarer in more than 1 % of them, or a few that need month first.
    """
    day = month = all_slashed = 0
    for text, count in zip(texts, counts.tolist(), strict=True):
        if match := _SLASHED.match(text):
            first, second = int(match[1]), int(match[2])
            all_slashed += count
            day += count * (first > 12 >= second)
            month += count * (second > 12 >= first)
    if month == 0:
        return False, False
    if day == 0:
        enough = month >= 0.2 * all_slashed
        return enough, not enough
    return month > day, min(day, month) > 0.01 * (day + month)


def time_text(cells: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        said: pd.Series = cells.dt.strftime("%Y-%m-%d %H:%M:%S").astype("str")
        return said
    if pd.api.types.is_float_dtype(cells.dtype):
        whole = cells.notna() & (cells % 1 == 0) & (cells.abs() < 1e15)
        text = cells.astype("str")
        text[whole] = cells[whole].astype("int64").astype("str")
        return text.mask(cells.isna())
    return as_text(cells)
