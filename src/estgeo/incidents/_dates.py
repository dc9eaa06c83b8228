"""One date or time as people write it -> what it says, or why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from .._language import MONTHS

if TYPE_CHECKING:
    from .._columns import TimePrecision


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says about a time, on the clock it was written by.

    ``end`` is None for an exact time, else the first instant after the day, week,
    month or interval. ``offset``: minutes ahead of UTC where the text says so.
    """

    start: datetime
    end: datetime | None
    precision: TimePrecision
    form: str
    offset: int | None = None


# Why a text is no moment: the reason codes of the reading.
BAD = "bad_time"
AMBIGUOUS = "ambiguous_date"

_DAY = timedelta(days=1)
_MONTH_NUMBERS = {
    name[:3]: number
    for language in MONTHS.values()
    for number, name in enumerate((month.casefold() for month in language), start=1)
}
_MONTH_NAMES = {
    name.casefold(): number
    for language in MONTHS.values()
    for number, name in enumerate(language, start=1)
}
_MONTH = r"([a-zåäö]{3,9})\.?"
_WEEKDAY = re.compile(
    r"(?:mån|tis|ons|tors?|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)[a-zåäö]*\.?,?"
    r"\s+(?:den\s+)?(?=\S)"
)
_WEEK = r"(?:v|w|vecka|week)\b\.?\s*"
_TAIL = r"(?=$|[\s,;t(])"

_YEAR_WEEK = re.compile(
    rf"(\d{{4}})[\s,\-]*(?:v|w|vecka|week)\.?\s*(\d{{1,2}})(?:-([1-7]))?{_TAIL}"
)
_WEEK_YEAR = re.compile(rf"{_WEEK}(\d{{1,2}})[\s,\-/]+(\d{{4}}){_TAIL}")
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TAIL}")
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_TAIL}")
_COMPACT_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})$")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})([/.\-])\s?(\d{{1,2}})(?:\2|[\s\-]+)\s?(\d{{4}}){_TAIL}"
)
_DAY_NAME = re.compile(
    rf"(\d{{1,2}})(?:[.:]?(?:e|a|st|nd|rd|th)?|)[\s\-]+{_MONTH}[\s,\-]+(\d{{4}}){_TAIL}"
)
_NAME_DAY = re.compile(rf"{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TAIL}")
_NAME_YEAR = re.compile(rf"{_MONTH}[\s\-]+(\d{{4}})$")
_YEAR_NAME = re.compile(rf"(\d{{4}})[\s\-]+{_MONTH}$")
# Dates that can be read in more ways than one, or have no year.
_DOUBTFUL = re.compile(
    rf"{_WEEK}\d{{1,2}}{_TAIL}|"
    rf"\d{{1,2}}[/.\-]\d{{1,2}}[/.\-\s]+\d{{2}}{_TAIL}|\d{{6}}{_TAIL}"
    rf"|\d{{1,2}}/\d{{1,2}}{_TAIL}|\d{{1,2}}[.:]?e?\s+[a-zåäö]{{3,9}}\.?(?:\s+\d{{2}})?{_TAIL}"
)

_CLOCK = re.compile(
    r"(?:kl(?:ockan|\.)?\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(am|pm|a\.m\.|p\.m\.|fm|em)?"
)
_HOUR = re.compile(
    r"kl(?:ockan|\.)?\s*(\d{1,2})(?![\d:.])|(\d{1,2})\s*(am|pm)(?![a-z])"
)
_DIGITS = re.compile(r"(?:kl(?:ockan|\.)?\s*)?(\d{2})(\d{2})(?:(\d{2}))?(?![\d:.])")
_OFFSET = re.compile(r"\s*(z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})$")
_RANGE = re.compile(r"\s*(?:-|–|—|till|to|until)\s*(?=\d|kl)")
_BARE_HOURS = re.compile(
    r"(?:kl(?:ockan|\.)?\s*)?(\d{1,2})\s*(?:-|–|—|till)\s*(\d{1,2})$"
)


def parse_moment(text: str, *, month_first: bool = False) -> Moment | str:
    """Return the moment a text tells, or the reason code why it tells none.

    Never raises: a text that is not a time gives "bad_time", one that can be read in
    two ways "ambiguous_date". ``month_first``: 7/3/2018 is 3 July.

    >>> parse_moment("7/3 2018 kl. 17.30").start
    datetime.datetime(2018, 3, 7, 17, 30)
    >>> parse_moment("2018 v. 9").end, parse_moment("7/3/18")
    (datetime.datetime(2018, 3, 5, 0, 0), 'ambiguous_date')
    """
    if len(text) > 80:
        return BAD
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if weekday := _WEEKDAY.match(plain):
        plain = plain[weekday.end() :]
    try:
        found = _date_of(plain, month_first=month_first)
        if isinstance(found, str):
            return found
        moment, rest = found
        rest = rest.strip(" ,;()")
        if rest.startswith("t") and rest[1:2].isdigit():
            rest = rest[1:]
        return _with_clock(moment, rest) if rest else moment
    except (ValueError, OverflowError):
        return BAD


def parse_clock(text: str) -> timedelta | None:
    """Return the time since midnight that a clock time alone tells, or None.

    >>> parse_clock("kl. 17.30")
    datetime.timedelta(seconds=63000)
    >>> parse_clock("24:00"), parse_clock("x")
    (datetime.timedelta(days=1), None)
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    try:
        found = _clock_at(plain)
    except (ValueError, OverflowError):
        return None
    if found is None or plain[found[1] :].strip():
        return None
    return found[0]


def serial_moment(number: float, epoch: date) -> Moment | str:
    """Return the moment of Excel's day number; ``epoch`` is day 0.

    >>> serial_moment(43166.5, date(1899, 12, 30)).start
    datetime.datetime(2018, 3, 7, 12, 0)
    """
    if not 20_000 <= number < 80_000:
        return BAD
    seconds = round(number * 86_400)
    start = datetime(epoch.year, epoch.month, epoch.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    if seconds % 86_400 == 0:
        return Moment(start, start + _DAY, "date", "excel_serial")
    return Moment(start, None, "exact", "excel_serial")


def _date_of(plain: str, *, month_first: bool) -> tuple[Moment, str] | str:
    """Return the day, week or month at the head of a text and what follows it."""
    if match := _COMPACT_TIME.match(plain):
        parts = [int(part or 0) for part in match.groups()]
        start = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
        return Moment(start, None, "exact", "yyyymmddhhmm"), ""
    for form, pattern, reader in _FORMS:
        if match := pattern.match(plain):
            moment = reader(match, form, month_first)
            return (moment, plain[match.end() :]) if moment else BAD
    return AMBIGUOUS if _DOUBTFUL.match(plain) else BAD


def _day(year: str | int, month: int, day: str | int, form: str) -> Moment:
    start = datetime(int(year), month, int(day))  # noqa: DTZ001
    return Moment(start, start + _DAY, "date", form)


def _iso(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    year, _, month, day = match.groups()
    return _day(year, int(month), day, form)


def _compact(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    year, month, day = match.groups()
    return _day(year, int(month), day, form)


def _day_month(match: re.Match[str], form: str, month_first: bool) -> Moment:  # noqa: FBT001
    first, sign, second, year = match.groups()
    is_swedish = sign == "." or " " in match.group()
    if month_first and not is_swedish:
        return _day(year, int(first), second, "m/d/yyyy")
    return _day(year, int(second), first, form)


def _day_name(match: re.Match[str], form: str, _month_first: bool) -> Moment | None:  # noqa: FBT001
    day, name, year = match.groups()
    month = _month_number(name)
    return _day(year, month, day, form) if month else None


def _name_day(match: re.Match[str], form: str, _month_first: bool) -> Moment | None:  # noqa: FBT001
    name, day, year = match.groups()
    month = _month_number(name)
    return _day(year, month, day, form) if month else None


def _year_week(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    year, week, weekday = match.groups()
    if weekday:
        day = date.fromisocalendar(int(year), int(week), int(weekday))
        return _day(day.year, day.month, day.day, form)
    return _week(int(year), int(week), form)


def _week_year(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    return _week(int(match[2]), int(match[1]), form)


def _week(year: int, week: int, form: str) -> Moment:
    monday = date.fromisocalendar(year, week, 1)
    start = datetime(monday.year, monday.month, monday.day)  # noqa: DTZ001
    return Moment(start, start + 7 * _DAY, "week", form)


def _year_month(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    return _whole_month(int(match[1]), int(match[2]), form)


def _name_year(match: re.Match[str], form: str, _month_first: bool) -> Moment | None:  # noqa: FBT001
    month = _month_number(match[1])
    return _whole_month(int(match[2]), month, form) if month else None


def _year_name(match: re.Match[str], form: str, _month_first: bool) -> Moment | None:  # noqa: FBT001
    month = _month_number(match[2])
    return _whole_month(int(match[1]), month, form) if month else None


def _whole_month(year: int, month: int, form: str) -> Moment:
    start = datetime(year, month, 1)  # noqa: DTZ001
    after = datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001
    return Moment(start, after, "month", form)


def _month_number(name: str) -> int | None:
    if len(name) <= 4:
        number = _MONTH_NUMBERS.get(name[:3])
        whole = [m for m, n in _MONTH_NAMES.items() if n == number]
        return number if any(month.startswith(name) for month in whole) else None
    return _MONTH_NAMES.get(name)


# Tried in this order; weeks before months, since "2018-w09" begins like a month.
_FORMS = (
    ("iso_week", _YEAR_WEEK, _year_week),
    ("week_year", _WEEK_YEAR, _week_year),
    ("yyyy-mm-dd", _ISO, _iso),
    ("yyyymmdd", _COMPACT, _compact),
    ("d/m/yyyy", _DAY_MONTH, _day_month),
    ("d month yyyy", _DAY_NAME, _day_name),
    ("month d yyyy", _NAME_DAY, _name_day),
    ("yyyy-mm", _YEAR_MONTH, _year_month),
    ("month yyyy", _NAME_YEAR, _name_year),
    ("yyyy month", _YEAR_NAME, _year_name),
)


def _with_clock(day: Moment, rest: str) -> Moment | str:
    """Return a day with the clock time, or the interval of times, that follows it."""
    if day.precision != "date":
        return BAD
    if match := _BARE_HOURS.match(rest):
        since, until = (timedelta(hours=int(hour)) for hour in match.groups())
        return _interval(day, since, until, None)
    found = _clock_at(rest)
    if found is None:
        return BAD
    since, at = found
    rest = rest[at:]
    if match := _RANGE.match(rest):
        second = _clock_at(rest[match.end() :])
        if second is not None:
            tail = rest[match.end() + second[1] :]
            offset = _offset(tail)
            return BAD if offset is BAD else _interval(day, since, second[0], offset)
    offset = _offset(rest)
    if isinstance(offset, str):
        return offset
    return Moment(day.start + since, None, "exact", day.form, offset)


def _interval(
    day: Moment, since: timedelta, until: timedelta, offset: object
) -> Moment | str:
    """Return an interval of one day; an end at or before the start is the next day."""
    if max(since, until) > _DAY or isinstance(offset, str):
        return BAD
    if until <= since:
        until += _DAY
    if until == since:
        return BAD  # from 24 to 00 is no time at all, or a whole day
    minutes = offset if isinstance(offset, int) else None
    return Moment(day.start + since, day.start + until, "interval", day.form, minutes)


def _clock_at(text: str) -> tuple[timedelta, int] | None:
    """Return the time since midnight at the head of a text, and where it ends."""
    if match := _CLOCK.match(text):
        hour, minute, second, fraction, half = match.groups()
        micro = int((fraction or "0").ljust(6, "0")[:6])
    elif match := _HOUR.match(text):
        hour, minute, second, micro = match[1] or match[2], "0", "0", 0
        half = match[3]
    elif match := _DIGITS.match(text):
        hour, minute, second, half, micro = match[1], match[2], match[3], None, 0
    else:
        return None
    hours = _on_24_hours(int(hour), half)
    since = timedelta(
        hours=hours, minutes=int(minute), seconds=int(second or 0), microseconds=micro
    )
    if int(minute) > 59 or int(second or 0) > 59 or since > _DAY:
        raise ValueError(text)
    return since, match.end()


def _on_24_hours(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(half)
    afternoon = half[0] in "pe"
    return hour % 12 + 12 * afternoon


def _offset(text: str) -> int | str | None:
    """Return minutes ahead of UTC, None where nothing is said, BAD for other text."""
    if not text.strip():
        return None
    match = _OFFSET.fullmatch(text)
    if match is None:
        return BAD
    said = match[1]
    if said in ("z", "utc", "gmt"):
        return 0
    digits = said[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60 or int(digits[2:]) > 59:
        return BAD
    return -minutes if said[0] == "-" else minutes
