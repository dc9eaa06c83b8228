"""One date or time as people write it -> what it says, or why it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

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
    vague: bool = False


# Why a text is no moment: the reason codes of the reading.
BAD = "bad_time"
AMBIGUOUS = "ambiguous_date"

_DAY = timedelta(days=1)
# As files write them, whatever language the reader has.
_MONTHS = (
    ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti")
    + ("september", "oktober", "november", "december"),
    ("january", "february", "march", "april", "may", "june", "july", "august")
    + ("september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    name[:3]: number
    for language in _MONTHS
    for number, name in enumerate((month.casefold() for month in language), start=1)
}
_MONTH_NAMES = {
    name.casefold(): number
    for language in _MONTHS
    for number, name in enumerate(language, start=1)
}
_MONTH = r"([a-zåäö]{3,9})\.?"
_WEEKDAY = re.compile(
    r"(?:mån|tis|ons|tors?|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)[a-zåäö]*\.?,?"
    r"\s+(?:den\s+)?(?=\S)"
)
_WEEK = r"(?:vecka|week|v|w)\.?\s*"
_TAIL = r"(?=$|[\s,;t(])"

_YEAR_WEEK = re.compile(
    rf"(\d{{4}})[\s,\-]*(?:v|w|vecka|week)\.?\s*(\d{{1,2}})(?:-([1-7]))?{_TAIL}"
)
_WEEK_YEAR = re.compile(rf"{_WEEK}(\d{{1,2}})[\s,\-/]+(\d{{4}}){_TAIL}")
# Two digits are a year where a minus or an apostrophe says so: v. 18 -24, 4 mars '25.
_SHORT_YEAR = rf"['\u2019-](\d{{2}}){_TAIL}"
_WEEK_SHORT = re.compile(rf"{_WEEK}(\d{{1,2}})\s+{_SHORT_YEAR}")
_DAY_MONTH_SHORT = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})\s?{_SHORT_YEAR}")
_DAY_NAME_SHORT = re.compile(
    rf"(\d{{1,2}})(?:[.:]?(?:e|a|st|nd|rd|th)?|)\s+{_MONTH}\s*{_SHORT_YEAR}"
)
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
    rf"|\d{{1,2}}/\d{{1,2}}{_TAIL}"
    rf"|\d{{1,2}}[.:]?e?[\s\-]+[a-zåäö]{{3,9}}\.?(?:[\s\-]+\d{{2}})?{_TAIL}"
)

_CLOCK = re.compile(
    r"(?:kl(?:ockan|\.)?\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(am|pm|a\.m\.|p\.m\.|fm|em)?"
)
_HOUR = re.compile(
    r"kl(?:ockan|\.)?\s*(\d{1,2})(?![\d:.])|(\d{1,2})\s*(am|pm)(?![a-z])"
)
_DIGITS = re.compile(r"(?:kl(?:ockan|\.)?\s*)?(\d{2})(\d{2})(?:(\d{2}))?(?![\d:.])")
_OFFSET = re.compile(r"\s*(z|utc|gmt|(?:utc)?[+-]\d{2}:?\d{2}|(?:utc)?[+-]\d{2})$")
_MINUS_OFFSET = re.compile(r"(?<=\d)\s?-(\d{2}:?\d{2})$")
# ISO 8601, and clocks to the second, end with an offset and are no intervals.
_AFTER_SECONDS_OR_T = re.compile(
    r"(?:\dt\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?|\d{1,2}[:.]\d{2}[:.]\d{2}(?:[.,]\d+)?)"
    r"\s?-\d{2}:?\d{2}$"
)
_RANGE = re.compile(r"\s*(?:-|till|to|until|och|and)\s*(?=\d|kl)")
_BARE_HOURS = re.compile(
    r"(?:kl(?:ockan|\.)?\s*)?(\d{1,2})\s*(?:-|till|och|and)\s*(\d{1,2})$"
)
_BETWEEN = re.compile(r"(?:mellan|från|fr\.?|between|from)\s+(?=\d|kl)")
_DASHES = str.maketrans("–—−\u2010\u2011", "-----")
# What stands between the two moments of an interval that says the date twice.
_TO_DATE = re.compile(r"\s*--\s*|\s+(?:-|till|to|until)\s+|/(?=\d{4}-)|-(?=\d{4}-)")
_NO_YEAR = re.compile(r"\d{1,2}(?:/\d{1,2}|\.?e?\s+[a-zåäö]{3,9}\.?)?")

# A clock time said about: the date is known, the hour is not.
_ABOUT = re.compile(
    r"(?:kl(?:ockan|\.)?\s*)?(?:ca|cirka|circa|c:a|omkring|runt|ungefär|ung|vid|strax"
    r"|efter|före|innan|sedan|approximately|approx|about|around|after|before|circa|~|≈)"
    r"(?![a-zåäö])\.?\s*"
)
_ABOUT_AFTER = re.compile(r"\s*(?:-?\s?tiden|ca|cirka|ungefär|\?|~|approx\.?)$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTS_OF_DAY = _words(
    """morgon morgonen morse förmiddag förmiddagen fm middag middagen mitt lunch
    lunchen lunchtid eftermiddag eftermiddagen em kväll kvällen kvällstid natt
    natten nattetid dag dagen dagtid dygn dygnet midnatt gryning gryningen
    skymning skymningen heldag okänd okänt oklart oklar varierande morning
    forenoon noon lunchtime afternoon evening night overnight daytime day midnight
    dawn dusk unknown various am pm"""
)
_BESIDE_PARTS = _words(
    """på under i den hela tidig tidigt sen sent sena tidiga tid tiden klockslag vet
    ej och eller till mot the in at all early late time during and or to"""
)


def parse_moment(
    text: str, *, month_first: bool = False, minus_is_offset: bool = False
) -> Moment | str:
    """Return the moment a text tells, or the reason code why it tells none.

    Never raises: a text that is not a time gives "bad_time", one that can be read in
    two ways "ambiguous_date". ``month_first``: 7/3/2018 is 3 July.
    ``minus_is_offset``: 17:30-05:00 is a time west of Greenwich, no interval.

    >>> parse_moment("7/3 2018 kl. 17.30").start
    datetime.datetime(2018, 3, 7, 17, 30)
    >>> parse_moment("2018 v. 9").end, parse_moment("7/3/18")
    (datetime.datetime(2018, 3, 5, 0, 0), 'ambiguous_date')
    """
    if len(text) > 80:
        return BAD
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if minus_is_offset or _AFTER_SECONDS_OR_T.search(plain):
        plain = _MINUS_OFFSET.sub(r"utc-\1", plain)
    plain = plain.translate(_DASHES)
    found = _one_moment(plain, month_first=month_first)
    if isinstance(found, Moment):
        return found
    return _from_date_to_date(plain, month_first=month_first) or found


def _one_moment(plain: str, *, month_first: bool) -> Moment | str:
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


def _from_date_to_date(plain: str, *, month_first: bool) -> Moment | None:
    """Return an interval that says two dates: 1/5 2024 - 3/5 2024, ISO a/b."""
    for between in _TO_DATE.finditer(plain):
        head, tail = plain[: between.start()], plain[between.end() :]
        until = _one_moment(tail, month_first=month_first)
        if not isinstance(until, Moment):
            continue
        if _NO_YEAR.fullmatch(head):
            head = _with_year(head, tail, until.start.year)
        since = _one_moment(head, month_first=month_first)
        if isinstance(since, Moment):
            return _spanning(since, until)
    return None


def _with_year(head: str, tail: str, year: int) -> str:
    """Return "1" or "1/5" with the month and year of what it lasts to."""
    if head.isdigit():
        return re.sub(r"^\d{1,2}", head, tail)
    return f"{head} {year}"


def _spanning(since: Moment, until: Moment) -> Moment | None:
    if (since.offset is None) != (until.offset is None):
        return None
    end = until.end or until.start
    shift = (until.offset or 0) - (since.offset or 0)
    end -= timedelta(minutes=shift)
    if until.start - timedelta(minutes=shift) < since.start:
        end = until.start  # before the start, as the row's reason will say
    parts = (since.precision, until.precision)
    coarse = [p for p in ("month", "week", "date") if p in parts]
    some_clock = "exact" in parts or "interval" in parts
    precision: TimePrecision = "interval" if some_clock else coarse[0]
    vague = since.vague or until.vague
    return Moment(since.start, end, precision, since.form, since.offset, vague)


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


def _week_short(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    return _week(_century(match[2]), int(match[1]), form)


def _day_month_short(match: re.Match[str], form: str, _month_first: bool) -> Moment:  # noqa: FBT001
    day, month, year = match.groups()
    return _day(_century(year), int(month), day, form)


def _day_name_short(match: re.Match[str], form: str, _: bool) -> Moment | None:  # noqa: FBT001
    day, name, year = match.groups()
    month = _month_number(name)
    return _day(_century(year), month, day, form) if month else None


def _century(year: str) -> int:
    """Return a year of two digits, as POSIX does: 69 to 99 are of the last century."""
    return int(year) + (1900 if int(year) >= 69 else 2000)


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
    ("week_year", _WEEK_SHORT, _week_short),
    ("yyyy-mm-dd", _ISO, _iso),
    ("yyyymmdd", _COMPACT, _compact),
    ("d/m/yyyy", _DAY_MONTH, _day_month),
    ("d/m-yy", _DAY_MONTH_SHORT, _day_month_short),
    ("d month yyyy", _DAY_NAME, _day_name),
    ("d month -yy", _DAY_NAME_SHORT, _day_name_short),
    ("month d yyyy", _NAME_DAY, _name_day),
    ("yyyy-mm", _YEAR_MONTH, _year_month),
    ("month yyyy", _NAME_YEAR, _name_year),
    ("yyyy month", _YEAR_NAME, _year_name),
)


def _with_clock(day: Moment, rest: str) -> Moment | str:
    """Return a day with the clock time, or the interval of times, that follows it."""
    if day.precision != "date":
        return BAD
    if _is_about(rest):
        return replace(day, vague=True)
    if match := _BETWEEN.match(rest):
        rest = rest[match.end() :]
    if match := _BARE_HOURS.match(rest):
        since, until = (timedelta(hours=int(hour)) for hour in match.groups())
        return _interval(day, since, until, None)
    found = _clock_at(rest)
    return BAD if found is None else _from_clock(day, found[0], rest[found[1] :])


def _from_clock(day: Moment, since: timedelta, rest: str) -> Moment | str:
    """Return a day with a clock time, and the end or the offset that follows it."""
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


def _is_about(rest: str) -> bool:
    """Return whether a text says a time of day without a clock one can trust.

    >>> _is_about("ca 12:00"), _is_about("sen kväll"), _is_about("12:00")
    (True, True, False)
    """
    words = [word for word in re.split(r"[\s/,.&+()-]+", rest) if word]
    if not rest.strip("? "):
        return True
    if all(word in _PARTS_OF_DAY or word in _BESIDE_PARTS for word in words):
        return any(word in _PARTS_OF_DAY for word in words)
    said = rest
    if match := _ABOUT.match(said):
        said = said[match.end() :]
    if match := _ABOUT_AFTER.search(said):
        said = said[: match.start()]
    if said == rest:
        return False
    return _is_about(said) or _is_clock(said) or bool(_BARE_HOURS.fullmatch(said))


def _is_clock(text: str) -> bool:
    text = f"kl {text}" if text.isdigit() and len(text) <= 2 else text
    found = _clock_at(text)
    if found is None:
        return False
    rest = text[found[1] :]
    return not rest.strip() or bool(
        (match := _RANGE.match(rest)) and _is_clock(rest[match.end() :])
    )


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
    said = said.removeprefix("utc")
    digits = said[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60 or int(digits[2:]) > 59:
        return BAD
    return -minutes if said[0] == "-" else minutes
