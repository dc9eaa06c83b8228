"""Columns of clock times: joined to their dates, or put after the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ._dates import parse_clock
from ._numbers import NOTHING
from ._texts import as_text
from ._time_texts import from_seconds, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._times import Times

_HOUR_DIGITS = 2
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?| 12:00(?::00)? ?[Aa][Mm])$"
# Of times spread over the day a twentieth fall in the hour after midnight, or so.
_AFTER_MIDNIGHT = 0.10


def join_clock(dates: pd.Series, clocks: pd.Series, *, in_workbook: bool) -> pd.Series:
    """Return "date clock" texts from two columns; a missing clock leaves the date.

    A date cell that already carries midnight loses it, since the clock column speaks;
    a clock cell that says the date too is taken as it is.
    """
    date_text = time_text(dates).str.replace(_MIDNIGHT, "", regex=True)
    date_text = _without_nothing(date_text)
    clock_text = _clock_text(clocks, in_workbook=in_workbook)
    joined = date_text + " " + clock_text
    whole = [
        isinstance(date, str) and isinstance(clock, str) and clock.startswith(date)
        for date, clock in zip(date_text, clock_text, strict=True)
    ]
    joined = joined.mask(pd.Series(whole, index=joined.index), clock_text)
    return joined.where(clock_text.notna() & date_text.notna(), date_text)


def join_year(years: pd.Series, parts: pd.Series, part: str) -> pd.Series:
    """Return "2018 v. 10" or "2018-3" from a column of years and one of their parts.

    ``part``: "week" or "month".

    >>> join_year(pd.Series([2018]), pd.Series(["10"]), "week").tolist()
    ['2018 v. 10']
    """
    year, text = (_without_nothing(time_text(column)) for column in (years, parts))
    bare = text.str.fullmatch(r"\d{1,2}").fillna(value=False).astype(bool)
    between = pd.Series(" ", index=text.index)
    return year + between.mask(bare, {"week": " v. ", "month": "-"}[part]) + text


def join_day(parts: Sequence[pd.Series]) -> pd.Series:
    """Return "2018-03-07 17:05" from columns of year, month, day, hour and minute.

    A missing hour leaves the date; a missing minute is the whole hour.

    >>> columns = [pd.Series([value]) for value in (2018, 3, 7, 17, 5)]
    >>> join_day(columns).tolist(), join_day(columns[:3]).tolist()
    (['2018-03-07 17:05'], ['2018-03-07'])
    """
    texts = [_without_nothing(time_text(part)) for part in parts]
    year, month, day, *time = (text.mask(text.isna(), "") for text in texts)
    joined = year + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)
    if time:
        hour, *minute = time
        clock = " " + hour.str.zfill(2) + ":"
        clock += minute[0].str.zfill(2) if minute else "00"
        joined += clock.where(hour != "", "")
    nothing = (year == "") & (month == "") & (day == "")
    return joined.mask(nothing)


def clocks_after(clocks: pd.Series, starts: Times, time_zone: str) -> pd.Series:
    """Return times from a column of clock times alone: the first one after the start.

    Cells that hold no clock time come back as they are, as text.
    """
    text = _clock_text(clocks, in_workbook=False)
    codes, distinct = pd.factorize(text)
    since = [parse_clock(str(value)) for value in distinct]
    seconds = [np.nan if s is None else s.total_seconds() for s in since]
    after = from_seconds(pd.Series(np.array([*seconds, np.nan])[codes]))
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


def _clock_text(cells: pd.Series, *, in_workbook: bool) -> pd.Series:
    """Return clock times as text: 17:30, 930 -> 0930, Excel's 0.5 -> 12:00:00."""
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        said: pd.Series = cells.dt.strftime("%H:%M:%S").astype("str")
        return said
    text = _without_nothing(time_text(cells))
    if in_workbook and pd.api.types.is_float_dtype(cells.dtype):
        fraction = (cells >= 0) & (cells < 1)
        seconds = pd.to_datetime((cells[fraction] * 86_400).round(), unit="s")
        text[fraction] = seconds.dt.strftime("%H:%M:%S").astype("str")
    return _with_four_digits(text)


def _with_four_digits(text: pd.Series) -> pd.Series:
    """Return bare digits as clock times: 930 -> 0930, 17 -> kl 17, 5 -> 0005.

    One or two digits are whole hours where no cell has three or four. Beside those
    they have lost their zeros, as numbers do (5 is 0005), if they are as few as times
    just after midnight should be; else they stay as they are and cannot be read.
    """
    digits = text.str.fullmatch(r"\d{1,4}").fillna(value=False).astype(bool)
    size = text.str.len()
    few = digits & (size <= _HOUR_DIGITS)
    many = digits & (size > _HOUR_DIGITS)
    if not many.any():
        return text.mask(few, "kl " + text)
    others = (text.notna() & ~digits).any()
    if few.any() and (others or few.sum() > _AFTER_MIDNIGHT * digits.sum()):
        return text.mask(many, text.str.zfill(4))
    return text.mask(digits, text.str.zfill(4))


def _without_nothing(text: pd.Series) -> pd.Series:
    nothing = text.str.casefold().isin(NOTHING)
    return text.mask(nothing.fillna(value=False))
