"""Columns of times: each distinct text parsed once, wall clocks put on a time zone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ._dates import AMBIGUOUS, BAD, Moment, parse_clock, parse_moment, serial_moment
from ._numbers import NOTHING, as_text

if TYPE_CHECKING:
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
# A clock column with at least this share of midnights means "no time known" by them.
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


@dataclass(slots=True)
class _Wall:
    """What the cells say, before the time zone: naive times and offsets."""

    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    offset: NDArray[np.float64]
    precision: NDArray[np.object_]
    problem: NDArray[np.object_]
    missing: Mask
    midnight: Mask
    forms: Counter[str]


def read_times(
    cells: pd.Series,
    *,
    time_zone: str,
    source_time_zone: str,
    serial_dates: bool = False,
) -> Times:
    """Read a column of times; times without a zone are on ``source_time_zone``."""
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        wall = _typed(cells.dt.tz_convert("UTC").dt.tz_localize(None), cells, time_zone)
        wall.offset[:] = 0.0
    elif pd.api.types.is_datetime64_dtype(cells.dtype):
        wall = _typed(cells, cells, source_time_zone)
    else:
        wall = _texts(_time_text(cells), serial_dates=serial_dates)
    return _on_zone(wall, time_zone, source_time_zone)


def join_clock(dates: pd.Series, clocks: pd.Series, *, serial_dates: bool) -> pd.Series:
    """Return "date clock" texts from two columns; a missing clock leaves the date.

    A date cell that already carries midnight loses it, since the clock column speaks.
    """
    date_text = _time_text(dates).str.replace(
        r"[T ]00:00(?::00(?:\.0+)?)?$", "", regex=True
    )
    clock_text = _clock_text(clocks, serial=serial_dates)
    joined = date_text + " " + clock_text
    return joined.where(clock_text.notna() & date_text.notna(), date_text)


def clocks_after(clocks: pd.Series, starts: Times, time_zone: str) -> pd.Series:
    """Return times from a column of clock times alone: the first one after the start.

    Cells that hold no clock time come back as they are, as text.
    """
    text = _clock_text(clocks, serial=False)
    codes, distinct = pd.factorize(text)
    since = [parse_clock(str(value)) for value in distinct]
    seconds = [np.nan if s is None else s.total_seconds() for s in since]
    after = pd.to_timedelta(pd.Series(np.array([*seconds, np.nan])[codes]), unit="s")
    local = starts.start.dt.tz_convert(time_zone).dt.tz_localize(None)
    day = local.dt.normalize()
    ends = day + after
    ends = ends.where(~(ends < local), ends + pd.Timedelta(days=1))
    known = ends.notna().to_numpy()
    result = text.copy()
    result[known] = ends[known].dt.strftime("%Y-%m-%d %H:%M:%S")
    return result


def is_clock_column(cells: pd.Series) -> bool:
    """Return whether most cells of a column are a clock time without a date."""
    if not pd.api.types.is_string_dtype(cells):
        return False
    text = as_text(cells)
    sample = text[~text.str.casefold().isin(NOTHING) & text.notna()].head(200)
    clocks = sum(parse_clock(text) is not None for text in sample)
    return len(sample) > 0 and clocks > 0.8 * len(sample)


def _time_text(cells: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        said: pd.Series = cells.dt.strftime("%Y-%m-%d %H:%M:%S").astype("str")
        return said
    if pd.api.types.is_float_dtype(cells.dtype):
        whole = cells.notna() & (cells % 1 == 0) & (cells.abs() < 1e15)
        text = cells.astype("str")
        text[whole] = cells[whole].astype("int64").astype("str")
        return text.mask(cells.isna())
    return as_text(cells)


def _clock_text(cells: pd.Series, *, serial: bool) -> pd.Series:
    """Return clock times as text: 17:30, 930 -> 0930, Excel's 0.5 -> 12:00:00."""
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        said: pd.Series = cells.dt.strftime("%H:%M:%S").astype("str")
        return said
    text = _time_text(cells)
    nothing = text.str.casefold().isin(NOTHING)
    text = text.mask(nothing.fillna(value=False))
    if serial and pd.api.types.is_float_dtype(cells.dtype):
        fraction = (cells >= 0) & (cells < 1)
        seconds = pd.to_datetime((cells[fraction] * 86_400).round(), unit="s")
        text[fraction] = seconds.dt.strftime("%H:%M:%S").astype("str")
    short = text.str.fullmatch(r"\d{1,3}").fillna(value=False).astype(bool)
    bare_hour = short & (text.str.len() <= 2) & _looks_like_hours(text)
    text = text.mask(bare_hour, "kl " + text)
    return text.mask(short & ~bare_hour, text.str.zfill(4))


def _looks_like_hours(text: pd.Series) -> bool:
    """Return whether a column of digits holds hours (17), not hhmm (1730, 5)."""
    return not bool(text.str.fullmatch(r"\d{3,4}").fillna(value=False).any())


def _typed(naive: pd.Series, cells: pd.Series, clock_zone: str) -> _Wall:
    """Return a column of real times; midnights may mean that no time is known."""
    start = naive.to_numpy(dtype="datetime64[us]")
    missing = np.isnat(start)
    is_utc = isinstance(cells.dtype, pd.DatetimeTZDtype)
    local = cells.dt.tz_convert(clock_zone).dt.tz_localize(None) if is_utc else naive
    local_days = local.to_numpy(dtype="datetime64[us]")
    at_midnight = ~missing & (local_days == local_days.astype("datetime64[D]"))
    midnight = at_midnight & (
        at_midnight.sum() > _TOO_MANY_MIDNIGHTS * max((~missing).sum(), 1)
    )
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
    return _Wall(start, end, offset, precision, problem, missing, some, forms)


def _texts(text: pd.Series, *, serial_dates: bool) -> _Wall:
    n = len(text)
    missing = text.isna().to_numpy() | text.str.casefold().isin(NOTHING).to_numpy(bool)
    wall = _Wall(
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
    _read_others(text[left], left, wall, serial_dates=serial_dates)
    wall.forms += Counter()
    return wall


def _read_iso(
    text: pd.Series, left: Mask, wall: _Wall, form: str, *, offset: bool
) -> Mask:
    """Read the cells in ISO form all at once; return the rows still to read."""
    matches = text.str.fullmatch(form).to_numpy(dtype=bool, na_value=False) & left
    if offset:
        doubtful = text.str.fullmatch(_RANGE_OR_OFFSET.pattern)
        matches &= ~doubtful.to_numpy(dtype=bool, na_value=False)
    if not matches.any():
        return left
    said = text[matches].str.replace(" ", "", regex=False) if offset else text[matches]
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
    text: pd.Series, rows: Mask, wall: _Wall, *, serial_dates: bool
) -> None:
    """Read the cells that are not ISO; each distinct date is parsed once."""
    places = np.flatnonzero(rows)
    if not len(places):
        return
    heads, since = _split_clock(text)
    order = _order_of(*_counted(heads))
    plain = since.notna().to_numpy()
    moments, codes = _moments(heads[plain], order, serial=serial_dates)
    is_day = np.array(
        [isinstance(m, Moment) and m.precision == "date" for m in moments] + [False]
    )
    days = np.zeros(len(text), bool)
    days[plain] = is_day[codes]
    _put_days(places[days], moments, codes[is_day[codes]], since[days], wall)
    rest = text[~days]
    found, codes = _moments(rest, order, serial=serial_dates)
    _put_moments(places[~days], found, codes, wall)


def _split_clock(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return what stands before a clock time at the end, and that time."""
    cells = pa.array(text.to_numpy(object), type=pa.large_string(), from_pandas=True)
    parts = pc.extract_regex(cells, _ENDS_WITH_CLOCK)
    head, hour, minute, second = (
        pc.struct_field(parts, name).to_pandas().set_axis(text.index)
        for name in ("head", "hour", "minute", "second")
    )
    hour, minute, second = (pd.to_numeric(part) for part in (hour, minute, second))
    second = second.fillna(0)
    total = hour * 3600 + minute * 60 + second
    real = (minute < 60) & (second < 60) & (total <= 86_400)
    since = pd.to_timedelta(total.where(real), unit="s")
    return head.where(since.notna(), text), since


def _counted(text: pd.Series) -> tuple[list[str], NDArray[np.int64]]:
    codes, distinct = pd.factorize(text)
    return [str(t) for t in distinct], np.bincount(codes, minlength=len(distinct))


def _moments(
    text: pd.Series, order: tuple[bool, bool], *, serial: bool
) -> tuple[list[Any], NDArray[np.int64]]:
    """Return the moment (or reason) of each distinct text, and which a row has."""
    codes, distinct = pd.factorize(text)
    month_first, doubtful = order
    found = [
        _moment(str(t), month_first=month_first, doubtful=doubtful, serial=serial)
        for t in distinct
    ]
    return found, np.asarray(codes, np.int64)


def _put_days(
    places: NDArray[np.int64],
    moments: list[Any],
    codes: NDArray[np.int64],
    since: pd.Series,
    wall: _Wall,
) -> None:
    days = np.array([_start_of(m) for m in moments] + [_NAT])
    wall.start[places] = days[codes] + since.to_numpy("timedelta64[us]")
    for code, count in enumerate(np.bincount(codes, minlength=len(moments)).tolist()):
        if count:
            wall.forms[moments[code].form + " hh:mm"] += count


def _put_moments(
    places: NDArray[np.int64], found: list[Any], codes: NDArray[np.int64], wall: _Wall
) -> None:
    moments = [m if isinstance(m, Moment) else None for m in found]
    start = np.array([*map(_start_of, moments), _NAT])
    end = np.array([*map(_end_of, moments), _NAT])
    said = [np.nan if m is None or m.offset is None else m.offset for m in moments]
    offset = np.array([*said, np.nan])
    exactly = ["exact" if m is None else m.precision for m in moments]
    precision = np.array([*exactly, ""], object)
    problem = np.array([*(m if isinstance(m, str) else "" for m in found), ""], object)
    shift = np.where(np.isnan(offset), 0, offset).astype("timedelta64[m]")
    wall.start[places], wall.end[places] = (start - shift)[codes], (end - shift)[codes]
    wall.offset[places] = np.where(np.isnan(offset), np.nan, 0.0)[codes]
    wall.precision[places] = precision[codes]
    wall.problem[places] = problem[codes]
    counts = np.bincount(codes, minlength=len(moments)).tolist()
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
    text: str, *, month_first: bool, doubtful: bool, serial: bool
) -> Moment | str:
    if _RANGE_OR_OFFSET.fullmatch(text):
        return AMBIGUOUS
    if serial and _SERIAL.fullmatch(text):
        return serial_moment(float(text))
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


def _on_zone(wall: _Wall, time_zone: str, source_time_zone: str) -> Times:
    """Put wall clocks on the source's zone; a skipped hour is nonexistent."""
    problem = wall.problem
    zoned = ~np.isnan(wall.offset)
    start, twice = _localized(wall.start, zoned, time_zone, source_time_zone)
    end, _ = _localized(wall.end, zoned, time_zone, source_time_zone)
    said = ~np.isnat(wall.start) & (problem == "") & ~wall.missing
    lost_end = ~np.isnat(wall.end) & end.isna().to_numpy() & said
    nonexistent = said & (start.isna().to_numpy() | lost_end)
    clock = np.isin(wall.precision.astype(str), ("exact", "interval"))
    return Times(
        start=start,
        end=end,
        precision=wall.precision,
        missing=wall.missing,
        bad=(problem == BAD) | (~wall.missing & (problem == "") & ~said),
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
