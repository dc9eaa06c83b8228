"""Columns of clock times: joined to their dates, or put after the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ._dates import parse_clock
from ._values import NOTHING, as_text, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence


_HOUR_DIGITS = 2
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?| 12:00(?::00)? ?[Aa][Mm])$"
_OWN_CLOCK = r"\d[T ]+(?:kl\.? *)?\d{1,2}[:.]\d{2}"
_DECIMALS = r"^\d*[.,]\d+$"
_FRACTION = r"0?[.,]\d+|[01](?:[.,]0*)?"
# Of times spread over the day a twentieth fall in the hour after midnight, or so.
_AFTER_MIDNIGHT = 0.10


def join_clock(dates: pd.Series, clocks: pd.Series) -> pd.Series:
    """Return "date clock" texts from two columns; a missing clock leaves the date.

    A date cell that already carries midnight loses it, since the clock column speaks;
    one that carries another time keeps it. A clock cell that says the date too is
    taken as it is.
    """
    date_text = time_text(dates).str.replace(_MIDNIGHT, "", regex=True)
    date_text = _without_nothing(date_text)
    clock_text = _clock_text(clocks)
    joined = date_text + " " + clock_text
    whole = [
        isinstance(date, str) and isinstance(clock, str) and clock.startswith(date)
        for date, clock in zip(date_text, clock_text, strict=True)
    ]
    joined = joined.mask(pd.Series(whole, index=joined.index), clock_text)
    own = date_text.str.contains(_OWN_CLOCK, regex=True).fillna(value=False)
    both = clock_text.notna() & date_text.notna() & ~own.astype(bool)
    return joined.where(both, date_text)


def join_hours(hours: pd.Series, minutes: pd.Series) -> pd.Series:
    """Return clock times from a column of hours and one of minutes.

    >>> join_hours(pd.Series([17, 9]), pd.Series(["5", None])).tolist()
    ['17:05', '09:00']
    """
    hour, minute = (_without_nothing(time_text(part)) for part in (hours, minutes))
    return hour.str.zfill(2) + ":" + minute.fillna("00").str.zfill(2)


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


def clocks_after(clocks: pd.Series, starts: pd.Series, time_zone: str) -> pd.Series:
    """Return times from a column of clock times alone: the first one after the start.

    Cells that hold no clock time come back as they are, as text.
    """
    text = _clock_text(clocks)
    codes, distinct = pd.factorize(text)
    since = [parse_clock(str(value)) for value in distinct]
    seconds = [np.nan if s is None else s.total_seconds() for s in since]
    after = from_seconds(pd.Series(np.array([*seconds, np.nan])[codes]))
    local = starts.dt.tz_convert(time_zone).dt.tz_localize(None)
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
    text = as_text(cells).dropna().head(1000)
    sample = text[~text.str.casefold().isin(NOTHING)].head(200)
    clocks = sum(parse_clock(text) is not None for text in sample)
    return len(sample) > 0 and clocks > 0.8 * len(sample)


def _clock_text(cells: pd.Series) -> pd.Series:
    """Return clock times as text: 17:30, 930 -> 0930, Excel's 0.5 -> 12:00:00."""
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        said: pd.Series = cells.dt.strftime("%H:%M:%S").astype("str")
        return said
    if pd.api.types.is_timedelta64_dtype(cells.dtype):
        return _of_day(cells.dt.total_seconds() / 86_400)
    text = _without_nothing(time_text(cells))
    known = text.dropna()
    if not known.str.contains(_DECIMALS, regex=True).any():
        return _with_four_digits(text)
    numeric = pd.api.types.is_float_dtype(cells.dtype)
    if known.str.fullmatch(_FRACTION).all():
        decimals = known.str.extract(r"[.,](\d+)$")[0].dropna()
        minutes = (decimals.str.len() == _HOUR_DIGITS) & (decimals < "60")
        if numeric or not minutes.all():
            return _of_day(pd.to_numeric(text.str.replace(",", ".")))
    elif not numeric:
        return _with_four_digits(text)
    # 0.25 is a quarter past midnight or six o'clock, 17.3 is 17.30 or 17.18: no one
    # can tell, and what is read of one cell must be read of all.
    return "= " + text


def _of_day(fractions: pd.Series) -> pd.Series:
    """Return fractions of a day as clock times."""
    possible = fractions.notna() & (fractions >= 0) & (fractions <= 1)
    seconds = (fractions[possible] * 86_400).round().astype("int64")
    parts = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    hour, minute, second = (part.astype("str").str.zfill(2) for part in parts)
    text = fractions.astype("str").where(fractions.notna())
    text[possible] = hour + ":" + minute + ":" + second
    return text.astype("str")


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


def from_seconds(seconds: pd.Series) -> pd.Series:
    """Return seconds as lengths of time, missing where they are missing.

    >>> from_seconds(pd.Series([90.0, None])).tolist()
    [Timedelta('0 days 00:01:30'), NaT]
    """
    known = seconds.dropna()  # pandas 3.0.0 warns of those that are missing
    lengths: pd.Series = pd.to_timedelta(known, unit="s").astype("timedelta64[us]")
    return lengths.reindex(seconds.index)
