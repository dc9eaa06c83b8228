"""How a file writes its dates, stated by its user, and which statement would fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from ._dates import parse_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
