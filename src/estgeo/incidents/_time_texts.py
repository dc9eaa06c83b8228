"""Columns of text read as times on the clock they were written by.

Most columns write all their times alike. The digits of a cell made 0 give its shape
("0/0 0000 kl. 00.00"), and what is common to a shape is found out once: where the day
ends, where hour and minute stand. Days are then parsed once a distinct day, and clocks
are arithmetic on whole columns. What has no such shape is parsed once a distinct text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from .._columns import TIME_PRECISIONS
from ._date_formats import (
    SERIAL,
    epoch_of,
    is_year_first,
    read_by_format,
    serial_moment,
    since_1970,
)
from ._dates import AMBIGUOUS, BAD, Moment, parse_moment
from ._values import NOTHING, bytes_of, distinct_of, number_at

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Integers = NDArray[np.int64]
    Bytes = NDArray[np.uint8]
    Codes = NDArray[np.int8]

# How exactly a time is known, as its place in the closed list; the finest first.
EXACT, INTERVAL, DATE = map(TIME_PRECISIONS.index, ("exact", "interval", "date"))
PROBLEMS = ("", BAD, AMBIGUOUS)
# A shape of fewer rows is not worth the trouble: its texts are parsed one by one.
_WORTH_A_SHAPE = 20
_MOST_DIGITS = 18  # of a day, in one whole number
_TO_SHAPE = np.arange(256, dtype=np.uint8)
_TO_SHAPE[ord("0") : ord("9") + 1] = ord("0")

_DASH = rb"(?:-|\xe2\x80\x93|\xe2\x80\x94|till|to)"
_CLOCK_SHAPE = re.compile(
    rb"(?P<head>.+?)(?:(?<=0)[Tt]|,?[ ]+(?:[Kk][Ll](?:ockan)?\.?[ ]*)?)"
    rb"(?P<hour>00?)[:.](?P<minute>00)(?:[:.](?P<second>00)(?:[.,](?P<part>0{1,9}))?)?"
    rb"(?:[ ]?(?P<half>[AaPp][Mm]))?"
    rb"(?:(?P<offset>[ ]?(?:[Zz]|[+-]00(?::?00)?))"
    rb"|(?P<dash>[ ]*" + _DASH + rb"[ ]*)(?P<to_hour>00?)[:.](?P<to_minute>00))?"
)
_SLASHED = re.compile(r"^\D*(\d{1,2})[/\-](\d{1,2})[/\-]\d{4}(?:\D|$)")
# An interval, or a time west of Greenwich: the column decides.
_RANGE_OR_OFFSET = re.compile(r"\S+ +(?:kl\.? *)?\d{1,2}[:.]\d{2} ?-(\d{2}):?(\d{2})")
_LATE = re.compile(r"(?<!\d)24[:.]?00(?!\d)")
_NAT = np.datetime64("NaT", "us")
_DAY = timedelta(days=1)
_DAY_MICRO = 86_400_000_000
_MOST_OFFSET = 14 * 60  # minutes


@dataclass(slots=True)
class Wall:
    """What the cells say, before the time zone: naive times and offsets.

    ``offset``: minutes ahead of UTC that the text was written by, the times then being
    in UTC; else NaN. ``vague``: a clock time was said, but only about. ``midnight``: it
    is midnight for sure, being written 24:00. ``precision`` and ``problem``: places in
    ``TIME_PRECISIONS`` and ``PROBLEMS``.
    """

    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    offset: NDArray[np.float64]
    precision: Codes
    problem: Codes
    missing: Mask
    vague: Mask
    midnight: Mask
    forms: Counter[str]


@dataclass(slots=True)
class _Days:
    """Rows of one shape: which distinct day each has, and where its clock stands."""

    rows: Integers
    match: re.Match[bytes]
    codes: Integers
    heads: list[str]


@dataclass(slots=True)
class _Rules:
    """What the whole column decides about its cells."""

    month_first: bool
    doubtful: bool
    minus: str
    epoch: date | None
    said: dict[str, Moment | str] = field(default_factory=dict)

    def moment(self, text: str) -> Moment | str:
        """Return what a text says, or why it says nothing; parsed once a text."""
        if text not in self.said:
            self.said[text] = self._parsed(text)
        return self.said[text]

    def _parsed(self, text: str) -> Moment | str:
        if _RANGE_OR_OFFSET.fullmatch(text) and self.minus != "range":
            if self.minus == "doubt":
                return AMBIGUOUS
            return parse_moment(
                text, month_first=self.month_first, minus_is_offset=True
            )
        if self.epoch is not None and SERIAL.fullmatch(text):
            return serial_moment(float(text.replace(",", ".")), self.epoch)
        if match := _SLASHED.match(text):
            first, second = int(match[1]), int(match[2])
            either = first <= 12 and second <= 12
            against = first > 12 if self.month_first else second > 12
            if against or (self.doubtful and either and first != second):
                return AMBIGUOUS
        return parse_moment(text, month_first=self.month_first)


def read_texts(
    text: pd.Series, *, epoch: date | None = None, date_format: str | None = None
) -> Wall:
    """Read a column of texts; ``epoch`` is day 0 of the day numbers of a workbook."""
    cells = _as_arrow(text)
    wall = _empty_wall(cells)
    left = np.flatnonzero(~wall.missing)
    if date_format is not None:
        left = _read_by_format(cells, left, wall, date_format)
    elif (numbers := since_1970(cells, left)) is not None:
        _put_numbers(left, numbers, wall)
        return wall
    else:
        epoch = epoch or epoch_of(cells, left)
    days, others = _by_shape(cells, left)
    texts, codes = distinct_of(cells, others)
    rules = _rules_of(cells, days, (texts, codes), epoch)
    unread = [_put_days(cells, one, rules, wall) for one in days]
    more = np.concatenate([np.empty(0, np.int64), *unread])
    _put_texts(others, texts, codes, rules, wall)
    _put_texts(more, *distinct_of(cells, more), rules, wall)
    wall.forms += Counter()
    return wall


def _as_arrow(text: pd.Series) -> pa.LargeStringArray:
    cells = pa.array(text, type=pa.large_string(), from_pandas=True)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _empty_wall(cells: pa.LargeStringArray) -> Wall:
    n = len(cells)
    return Wall(
        start=np.full(n, _NAT),
        end=np.full(n, _NAT),
        offset=np.full(n, np.nan),
        precision=np.full(n, EXACT, np.int8),
        problem=np.zeros(n, np.int8),
        missing=np.array(cells.is_null().to_numpy(zero_copy_only=False), bool),
        vague=np.zeros(n, bool),
        midnight=np.zeros(n, bool),
        forms=Counter(),
    )


def _by_shape(
    cells: pa.LargeStringArray, left: Integers
) -> tuple[list[_Days], Integers]:
    """Return the rows whose shape is a day and a clock, and all the other rows."""
    raw, offsets = bytes_of(cells)
    shapes, codes = _shapes_of(cells, raw)
    small = codes[left].astype(np.min_scalar_type(len(shapes)))
    by_shape = left[np.argsort(small, kind="stable")]
    ends = np.cumsum(np.bincount(codes[left], minlength=len(shapes)))
    days, others = [], [np.empty(0, np.int64)]
    for shape, rows in zip(shapes, np.split(by_shape, ends[:-1]), strict=True):
        match = None
        if len(rows) >= _WORTH_A_SHAPE:
            match = _CLOCK_SHAPE.fullmatch(shape)
        if match is None or not 1 <= match["head"].count(b"0") <= _MOST_DIGITS:
            others.append(rows)
            continue
        key = number_at(raw, offsets[rows], _digits_in(shape, match.span("head")))
        codes_of_days, first = _factorized(key)
        heads = [str(cells[int(rows[at])])[: _chars(match)] for at in first]
        days.append(_Days(rows, match, codes_of_days, heads))
    return days, np.sort(np.concatenate(others))


def _chars(match: re.Match[bytes]) -> int:
    return len(match["head"].decode("utf-8", "surrogatepass"))


def _shapes_of(cells: pa.LargeStringArray, raw: Bytes) -> tuple[list[bytes], Integers]:
    """Return the distinct texts with every digit 0, and which one each cell has."""
    valid, offsets, _ = cells.buffers()
    shaped = pa.Array.from_buffers(
        pa.large_binary(),
        len(cells),
        [valid, offsets, pa.py_buffer(_TO_SHAPE[raw])],
        offset=cells.offset,
    )
    found = shaped.dictionary_encode()
    codes = found.indices.fill_null(0).to_numpy().astype(np.int64)
    return [shape.as_py() for shape in found.dictionary] or [b""], codes


def _digits_in(shape: bytes, span: tuple[int, int]) -> list[int]:
    return [at for at in range(*span) if shape[at : at + 1] == b"0"]


def _factorized(key: Integers) -> tuple[Integers, Integers]:
    """Return which distinct number each row has, and where each stands first."""
    codes, distinct = pd.factorize(key)
    first = np.empty(len(distinct), np.int64)
    first[codes[::-1]] = np.arange(len(key))[::-1]  # of repeated places the last stays
    return np.asarray(codes, np.int64), first


def _rules_of(
    cells: pa.LargeStringArray,
    days: list[_Days],
    others: tuple[list[str], Integers],
    epoch: date | None,
) -> _Rules:
    texts, codes = others
    counted = list(zip(texts, np.bincount(codes).tolist(), strict=True))
    for one in days:
        counted += zip(one.heads, np.bincount(one.codes).tolist(), strict=True)
    tails = Counter[tuple[int, int]]()
    for text, count in counted:
        if match := _RANGE_OR_OFFSET.fullmatch(text):
            tails[int(match[1]), int(match[2])] += count
    for one in days:
        if _after_minus(one.match) is not None:
            hours, minutes = _tail_of(cells, one)
            key, n = np.unique(hours * 60 + minutes, return_counts=True)
            tails.update(dict(zip(((k // 60, k % 60) for k in key), n, strict=True)))
    return _Rules(*_order_of(counted), _minus_of(tails), epoch)


def _order_of(counted: list[tuple[str, int]]) -> tuple[bool, bool]:
    """Return (month first, in doubt) of a column by the dates that can be read one way.

    Day first is the rule. A column is month first when no date needs day first and at
    least a fifth of the dates need month first. In doubt: it holds both orders, the
    rarer in more than 1 % of them, or a few that need month first.
    """
    day = month = all_slashed = 0
    for text, count in counted:
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


def _minus_of(tails: Counter[tuple[int, int]]) -> str:
    """Return what "22:30-01:15" is in a column: "range", "offset" or "doubt".

    The offsets of one file are whole hours, at most two and an hour apart (summer time
    is the other). One that no clock has, or a third, shows that they are intervals; as
    many as a shape is worth that fit show offsets. A few that fit either may be both.
    """
    if not tails:
        return "doubt"
    hours = {hour for hour, minute in tails if minute == 0 and 1 <= hour <= 12}
    fits = len(hours) == len(tails) and max(hours) - min(hours) <= 1
    if not fits:
        return "range"
    return "offset" if tails.total() >= _WORTH_A_SHAPE else "doubt"


def _after_minus(match: re.Match[bytes]) -> tuple[int, int] | None:
    """Return where the four digits after a minus stand that may be an offset."""
    offset = (match["offset"] or b"").strip()
    if not offset.startswith(b"-") or len(offset) <= len(b"-00") or match["second"]:
        return None
    blank = match.string[match.end("head") : match.end("head") + 1] in b" ,"
    return match.span("offset") if blank else None


def _tail_of(cells: pa.LargeStringArray, one: _Days) -> tuple[Integers, Integers]:
    raw, starts = bytes_of(cells)
    places = _digits_in(one.match.string, one.match.span("offset"))
    number = number_at(raw, starts[one.rows], places)
    return (number // 100, number % 100) if len(places) > 2 else (number, number * 0)


def _put_days(
    cells: pa.LargeStringArray, one: _Days, rules: _Rules, wall: Wall
) -> Integers:
    """Put the rows of one shape; return those that are no day and a clock."""
    if _after_minus(one.match) is not None and rules.minus == "doubt":
        wall.problem[one.rows] = PROBLEMS.index(AMBIGUOUS)
        return one.rows[:0]
    moments = [rules.moment(head) for head in one.heads]
    is_day = np.array([_is_day(m) for m in moments], bool)
    since, real = _seconds_at(cells, one)
    shift, until, possible = _beyond(cells, one, rules, since)
    good = is_day[one.codes] & real & possible
    days = np.array([_start_of(m) for m in moments], "datetime64[us]")
    rows = one.rows[good]
    start = days[one.codes[good]] + since[good].astype("timedelta64[us]")
    if until is not None:
        wall.end[rows] = days[one.codes[good]] + until[good].astype("timedelta64[us]")
        wall.precision[rows] = INTERVAL
    if shift is not None:
        start -= shift[good].astype("timedelta64[us]")
        wall.offset[rows] = shift[good] / 60_000_000
    wall.start[rows] = start
    wall.midnight[rows] = since[good] == _DAY_MICRO
    clock = " hh:mm" if shift is None else " hh:mm+offset"
    _count_forms(one.codes[good], moments, clock, wall)
    return one.rows[~good]


def _is_day(moment: Moment | str) -> bool:
    if not isinstance(moment, Moment) or moment.vague or moment.end is None:
        return False
    return moment.precision == "date" and moment.end - moment.start == _DAY


def _seconds_at(cells: pa.LargeStringArray, one: _Days) -> tuple[Integers, Mask]:
    """Return microseconds since midnight, and whether there is such a time."""
    hour, minute, second = (
        _group(cells, one, name) for name in ("hour", "minute", "second")
    )
    real = (minute < 60) & (second < 60)
    if one.match["half"]:
        real &= (hour >= 1) & (hour <= 12)
        hour = hour % 12 + 12 * (one.match["half"][:1] in b"Pp")
    total = hour * 3600 + minute * 60 + second
    micro = _group(cells, one, "part") if one.match["part"] else np.zeros_like(total)
    digits = len(one.match["part"] or b"")
    micro = micro * 10 ** (6 - digits) if digits <= 6 else micro // 10 ** (digits - 6)
    since = total * 1_000_000 + micro
    return since, real & (since <= _DAY_MICRO)


def _beyond(
    cells: pa.LargeStringArray, one: _Days, rules: _Rules, since: Integers
) -> tuple[Integers | None, Integers | None, Mask]:
    """Return the offset or the end of an interval, if any, and whether it can be."""
    match = one.match
    is_offset = _after_minus(match) is None or rules.minus == "offset"
    if match["offset"]:
        hours, minutes = _tail_of(cells, one)
    else:
        hours, minutes = _group(cells, one, "to_hour"), _group(cells, one, "to_minute")
    beyond = (hours * 60 + minutes) * 60_000_000
    possible = minutes < 60
    if match["offset"] and is_offset:
        sign = -1 if b"-" in match["offset"] else 1
        return sign * beyond, None, possible & (hours * 60 + minutes <= _MOST_OFFSET)
    if not match["offset"] and not match["dash"]:
        return None, None, possible
    until = np.where(beyond <= since, beyond + _DAY_MICRO, beyond)
    return None, until, possible & (beyond <= _DAY_MICRO) & (until != since)


def _group(cells: pa.LargeStringArray, one: _Days, name: str) -> Integers:
    """Return the number that stands in one part of the shape; 0 if it lacks it."""
    raw, starts = bytes_of(cells)
    span = one.match.span(name)
    places = _digits_in(one.match.string, span) if span[0] >= 0 else []
    return number_at(raw, starts[one.rows], places)


def _count_forms(
    codes: Integers,
    moments: list[Any],
    clock: str,
    wall: Wall,
) -> None:
    counts = np.bincount(codes, minlength=len(moments)).tolist()
    for moment, count in zip(moments, counts, strict=True):
        if count:
            wall.forms[moment.form + clock] += count


def _put_texts(
    rows: Integers, texts: list[str], codes: Integers, rules: _Rules, wall: Wall
) -> None:
    """Put rows that are parsed once a distinct text."""
    nothing = np.array([text.casefold() in NOTHING for text in texts], bool)
    wall.missing[rows] = nothing[codes]
    found = [
        "" if none else rules.moment(text)
        for text, none in zip(texts, nothing, strict=True)
    ]
    _put_moments(rows, texts, found, codes, wall)


def _put_moments(
    rows: Integers, texts: list[str], found: list[Any], codes: Integers, wall: Wall
) -> None:
    if not len(rows):
        return
    moments = [m if isinstance(m, Moment) else None for m in found]
    start = np.array([*map(_start_of, moments)], "datetime64[us]")
    end = np.array([*map(_end_of, moments)], "datetime64[us]")
    offset = np.array(
        [np.nan if m is None or m.offset is None else m.offset for m in moments]
    )
    precision = np.array(
        [EXACT if m is None else TIME_PRECISIONS.index(m.precision) for m in moments],
        np.int8,
    )
    problem = np.array(
        [PROBLEMS.index(m) if isinstance(m, str) else 0 for m in found], np.int8
    )
    shift = np.where(np.isnan(offset), 0, offset).astype("timedelta64[m]")
    wall.start[rows], wall.end[rows] = (start - shift)[codes], (end - shift)[codes]
    wall.offset[rows] = offset[codes]
    wall.precision[rows] = precision[codes]
    wall.problem[rows] = problem[codes]
    wall.vague[rows] = np.array([m is not None and m.vague for m in moments])[codes]
    late = np.array([bool(_LATE.search(text)) for text in texts])
    wall.midnight[rows] = late[codes]
    for moment, count in zip(moments, np.bincount(codes).tolist(), strict=True):
        if moment is not None:
            clock = " hh:mm" if moment.precision in ("exact", "interval") else ""
            clock += "+offset" if moment.offset is not None and clock else ""
            wall.forms[moment.form + clock] += count


def _start_of(moment: Moment | str | None) -> np.datetime64:
    if not isinstance(moment, Moment):
        return _NAT
    return np.datetime64(moment.start, "us")


def _end_of(moment: Moment | None) -> np.datetime64:
    if moment is None or moment.end is None:
        return _NAT
    return np.datetime64(moment.end, "us")


def _read_by_format(
    cells: pa.LargeStringArray, left: Integers, wall: Wall, date_format: str
) -> Integers:
    """Put what a stated format reads; return what may be read without it.

    That is what begins with a year of four digits: it has one order only.
    """
    texts, codes = distinct_of(cells, left)
    start, is_day = read_by_format(texts, date_format)
    first = np.array([is_year_first(text) for text in texts], bool)
    nothing = np.array([text.casefold() in NOTHING for text in texts], bool)
    read = ~np.isnat(start)
    rows = left[read[codes]]
    wall.start[rows] = start[codes][read[codes]]
    days = left[(read & is_day)[codes]]
    wall.end[days] = wall.start[days] + np.timedelta64(1, "D")
    wall.precision[days] = DATE
    wall.missing[left[nothing[codes]]] = True
    wall.problem[left[(~read & ~first & ~nothing)[codes]]] = PROBLEMS.index(BAD)
    wall.forms[date_format] += len(rows)
    rest: Integers = left[(~read & first)[codes]]
    return rest


def _put_numbers(
    left: Integers, found: tuple[Integers, Integers, str], wall: Wall
) -> None:
    rows, stamps, unit = found
    wall.missing[left] = True
    wall.missing[rows] = False
    wall.start[rows] = stamps.view("datetime64[us]")
    wall.offset[rows] = 0.0
    wall.forms[f"unix_{unit}"] += len(rows)
