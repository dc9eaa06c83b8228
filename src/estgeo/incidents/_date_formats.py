"""Times by a stated format, and numbers that are times.

Numbers are the days of Excel, and seconds or their parts since 1970.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from .._checks import sentence
from ._dates import BAD, Moment, parse_clock
from ._values import NOTHING, bytes_of, distinct_of, number_at, text_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Integers = NDArray[np.int64]

# Letters that Swedish and English formats are written with, e.g. DD/MM/ÅÅ hh:mm.
_TOKENS = {"y": "year", "å": "year", "a": "year", "d": "day", "h": "hour", "t": "hour"}
_CODES = {"month": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S"}
_YEAR_FIRST = re.compile(r"[12]\d{3}(?:[-/.]\d|[01]\d[0-3]\d|[\s-]*[vVwW])")
_RULE = "how dates are written, such as 'DD/MM/YY' or '%d/%m/%y'"
_CANDIDATES = ("DD/MM/YY", "MM/DD/YY", "YY/MM/DD")
_TWO_DIGITS = re.compile(
    r"\s*(\d{1,2})([/.\- ]?)(\d{1,2}|[^\W\d]{3,9}\.?)\2(\d{2})(?!\d)"
)


def strptime_format(date_format: str) -> str:
    """Return a format in the letters of strptime; ``%`` formats are those already.

    M is the month, or the minute where it comes after an hour.

    >>> strptime_format("DD/MM/ÅÅ hh:mm"), strptime_format("yyyymmdd")
    ('%d/%m/%y %H:%M', '%Y%m%d')
    """
    if not isinstance(date_format, str) or not date_format.strip():
        raise ValueError(sentence("date_format", _RULE, repr(date_format)))
    text = date_format if "%" in date_format else _translated(date_format)
    if not all(any(c in text for c in cs) for cs in _NEEDED):
        raise ValueError(sentence("date_format", _RULE, repr(date_format)))
    try:
        pd.to_datetime(["x"], format=text, errors="coerce")
    except ValueError as error:
        raise ValueError(sentence("date_format", _RULE, repr(date_format))) from error
    return text


_NEEDED = (
    ("%Y", "%y", "%x", "%c", "%G", "%D"),
    ("%m", "%b", "%B", "%j", "%V", "%U", "%W", "%x", "%c", "%D"),
    ("%d", "%j", "%x", "%c", "%u", "%w", "%D", "%e"),
)


def _translated(text: str) -> str:
    after_hour, parts = False, []
    for match in re.finditer(r"([A-Za-zÅå])\1*|[^A-Za-zÅå]+", text):
        run = match[0]
        letter = run[0].casefold()
        meaning = _TOKENS.get(letter)
        if letter == "m":
            meaning = "minute" if after_hour and len(run) < 3 else "month"
        elif letter == "s":
            meaning = "second"
        after_hour = after_hour or meaning == "hour"
        if not letter.isalpha():
            parts.append(run)
        elif meaning is None:
            raise ValueError(sentence("date_format", _RULE, repr(text)))
        elif meaning == "year":
            parts.append("%Y" if len(run) > 2 else "%y")
        elif meaning == "month" and len(run) > 2:
            parts.append("%b" if len(run) == 3 else "%B")
        else:
            parts.append(_CODES[meaning])
    return "".join(parts)


def read_by_format(
    texts: Sequence[str], date_format: str
) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """Return the times that a format reads (NaT: none), and which are days only.

    A format of days alone leaves what follows it to be read as a clock time.
    """
    form = strptime_format(date_format)
    has_clock = any(code in form for code in ("%H", "%I", "%c", "%X"))
    start = _parsed(list(texts), form)
    is_day = np.full(len(texts), not has_clock)
    left = np.flatnonzero(np.isnat(start)).tolist()
    if has_clock or not left:
        return start, is_day
    cut = [
        re.split(r"(?:T(?=\d)|\s+)(?=\S*$)|\s+(?=[Kk][Ll])", texts[i], maxsplit=1)
        for i in left
    ]
    clocks = [parse_clock(parts[-1]) if len(parts) > 1 else None for parts in cut]
    days = _parsed([parts[0] for parts in cut], form)
    for at, day, clock in zip(left, days, clocks, strict=True):
        if clock is not None and not np.isnat(day):
            start[at], is_day[at] = day + np.timedelta64(clock), False
    return start, is_day


def _parsed(texts: list[str], form: str) -> NDArray[np.datetime64]:
    column = pd.Series(texts, dtype="str")
    times = pd.to_datetime(column, format=form, errors="coerce", utc="%z" in form)
    plain = times.dt.tz_localize(None) if "%z" in form else times
    return np.array(plain.to_numpy(dtype="datetime64[us]"))


def is_year_first(text: str) -> bool:
    """Return whether a text begins with a year of four digits.

    >>> is_year_first("2018-03-07"), is_year_first("07-03-2018")
    (True, False)
    """
    return bool(_YEAR_FIRST.match(text))


def formats_that_fit(texts: Sequence[str]) -> list[str]:
    """Return the formats that would read every doubtful date of a column.

    >>> formats_that_fit(["25/03/18", "07/03/18"]), formats_that_fit(["7/3 2018"])
    (['DD/MM/YY', 'YY/MM/DD'], [])
    """
    said = [match for text in texts if (match := _TWO_DIGITS.match(text))]
    if not said or len(said) < len(texts):
        return []
    sign = said[0][2]
    middle = "MMM" if not said[0][3].isdigit() else "MM"
    found = []
    for candidate in _CANDIDATES:
        form = candidate.replace("MM", middle).replace("/", sign)
        if middle == "MMM" and form.startswith("M"):
            continue
        heads = [match[0].strip() for match in said]
        if not np.isnat(read_by_format(heads, form)[0]).any():
            found.append(form)
    return found


SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,20})?")
# Milliseconds and their like since 1970, by how many digits they have today.
_SINCE_1970 = {10: 1_000_000, 13: 1_000, 16: 1, 19: -1_000}
_SECONDS, _MILLISECONDS = 10, 13
_WHOLE_NUMBER = re.compile(r"(\d+)(?:\.0+)?")
_FEW = 20  # cells tell most columns that hold no such numbers
_DAY = timedelta(days=1)


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


def since_1970(
    cells: pa.LargeStringArray, left: Integers
) -> tuple[Integers, Integers, str] | None:
    """Return rows and microseconds since 1970, None if a column's cells are not that.

    13 digits are milliseconds, as are smaller numbers beside them. 10 digits are
    seconds unless all of them may be written as yymmddhhmm; all cells of the column
    have to be, and none after tomorrow.
    """
    few, _ = distinct_of(cells, left[:_FEW])
    sizes = Counter(len(m[1]) for text in few if (m := _WHOLE_NUMBER.fullmatch(text)))
    size = max(sizes, key=lambda each: sizes[each], default=0)
    if size not in _SINCE_1970:
        return None
    texts = cells.take(pa.array(left))
    said = text_matches(texts, rf"\d{{{size}}}(?:\.0+)?")
    others, which = distinct_of(cells, left[~said])
    before = _milliseconds_before_2001(others) if size == _MILLISECONDS else {}
    if not said.any() or any(
        text not in before and text.casefold() not in NOTHING for text in others
    ):
        return None
    old = np.isin(which, list(before.values()))
    if old.sum() >= said.sum():
        return None
    raw, starts = bytes_of(texts)
    number = number_at(raw, starts[said], range(size))
    scale = _SINCE_1970[size]
    stamps = number * scale if scale > 0 else number // -scale
    latest = (pd.Timestamp.now("UTC").timestamp() + 86_400) * 1e6
    if size == _SECONDS and (_may_be_clocks(number).all() or stamps.max() > latest):
        return None
    unit = {10: "s", 13: "ms", 16: "us", 19: "ns"}[size]
    more = [int(float(others[at])) * scale for at in which[old].tolist()]
    rows = np.concatenate([left[said], left[~said][old]])
    return rows, np.concatenate([stamps, np.array(more, np.int64)]), unit


def _milliseconds_before_2001(texts: Sequence[str]) -> dict[str, int]:
    """Return {text: place} of numbers that can stand among those of 13 digits.

    Empty dates of a service are often 1899 or 1970: they cost their row alone.

    >>> _milliseconds_before_2001(["946730096000", "-2208988800000", "20240501"])
    {'946730096000': 0, '-2208988800000': 1}
    """
    return {
        text: place
        for place, text in enumerate(texts)
        if re.fullmatch(r"(?:-?\d{11,13}|0)(?:\.0+)?", text)
    }


def _may_be_clocks(number: Integers) -> Mask:
    """Return whether ten digits may be yymmddhhmm."""
    day, hour = number // 10_000 % 10_000, number % 10_000
    date_like = (day // 100 <= 12) & (day // 100 > 0) & (day % 100 <= 31)
    like: Mask = date_like & (day % 100 > 0) & (hour < 2400) & (hour % 100 < 60)
    return like


def epoch_of(cells: pa.LargeStringArray, left: Integers) -> date | None:
    """Return day 0 where every cell of a column is a day number of Excel's, else None.

    A number as such is no date: all of them have to lie between 1980 and tomorrow.
    """
    said: list[str] = []
    for rows in (left[:_FEW], left):  # most columns are told by a few cells
        texts, _ = distinct_of(cells, rows)
        said = [text for text in texts if text.casefold() not in NOTHING]
        if not all(SERIAL.fullmatch(text) for text in said):
            return None
    if not said:
        return None
    epoch = pd.Timestamp("1899-12-30")
    numbers = np.array([float(text.replace(",", ".")) for text in said])
    first = (pd.Timestamp("1980-01-01") - epoch).days
    last = (pd.Timestamp.now() - epoch).days + 2
    return epoch.date() if ((numbers >= first) & (numbers < last)).all() else None
