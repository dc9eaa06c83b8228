"""Days that differ from others in Sweden: holidays, eves, bridge days, pay, breaks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import check_whole, sentence
from .._frame_checks import check_columns, check_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY = timedelta(days=1)
_SATURDAY = 5
KINDS = ("holiday", "eve", "bridge day", "payday weekend", "school break")


def swedish_calendar(
    years: int | Iterable[int], *, breaks: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the days of some years that differ from ordinary days.

    Parameters
    ----------
    years : int or iterable of int
        From 2005, when the sixth of June became a holiday and Whit Monday ceased to be.
    breaks : DataFrame or None, default None
        School breaks, which each municipality sets: ``from``, ``to`` (days, both
        included) and ``name``.

    Returns
    -------
    DataFrame
        One row a day and kind, in order of date; a day may be of several kinds.
        ``date`` (datetime64, midnight), ``kind``, ``name`` (Swedish).

        - "holiday": the red days by law; ordinary Sundays are left out
        - "eve": the eves people celebrate (påskafton, valborgsmässoafton,
          midsommarafton, julafton, nyårsafton and others)
        - "bridge day" (klämdag): a weekday, neither holiday nor eve that is free in
          practice, with a free day on either side
        - "payday weekend": Friday to Sunday after wages are paid, which is on the
          25th or the last banking day before it; the day itself if it is a Friday
        - "school break": from ``breaks``

    Raises
    ------
    ValueError
        If a year is before 2005, or a break ends before it begins.
    KeyError
        If ``breaks`` lacks a column.

    Notes
    -----
    Holidays by the law on public holidays [1]_; Easter by the Gregorian computus [2]_.
    Days of breaks outside ``years`` are left out.

    References
    ----------
    .. [1] Lag (1989:253) om allmänna helgdagar.
    .. [2] Meeus, J. (1991). Astronomical Algorithms, chapter 8.

    Examples
    --------
    >>> import estgeo as eg
    >>> days = eg.swedish_calendar(2018)
    >>> days.loc[days["name"] == "midsommarafton", "date"].dt.date.to_list()
    [datetime.date(2018, 6, 22)]
    """
    wanted = [years] if isinstance(years, int) else list(years)
    wanted = sorted({check_whole("years", year, at_least=2005) for year in wanted})
    rows: list[tuple[date, str, str]] = []
    for year in wanted:
        rows += [(day, "holiday", name) for day, name in _holidays(year).items()]
        rows += [(day, "eve", name) for day, name in _eves(year).items()]
        rows += [(day, "bridge day", "klämdag") for day in _bridge_days(year)]
        rows += [
            (day, "payday weekend", "löningshelg") for day in _payday_weekends(year)
        ]
    rows += [row for row in _breaks(breaks) if row[0].year in wanted]
    frame = pd.DataFrame(sorted(set(rows)), columns=["date", "kind", "name"])
    return frame.assign(date=pd.to_datetime(frame["date"]).astype("datetime64[s]"))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday (Meeus, Jones and Butcher).

    >>> easter_sunday(2018)
    datetime.date(2018, 4, 1)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _holidays(year: int) -> dict[date, str]:
    easter = easter_sunday(year)
    return {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        easter - 2 * _DAY: "långfredagen",
        easter: "påskdagen",
        easter + _DAY: "annandag påsk",
        date(year, 5, 1): "första maj",
        easter + 39 * _DAY: "Kristi himmelsfärdsdag",
        easter + 49 * _DAY: "pingstdagen",
        date(year, 6, 6): "Sveriges nationaldag",
        _weekday_from(date(year, 6, 20), _SATURDAY): "midsommardagen",
        _weekday_from(date(year, 10, 31), _SATURDAY): "alla helgons dag",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
    }


def _eves(year: int) -> dict[date, str]:
    easter = easter_sunday(year)
    return {
        date(year, 1, 5): "trettondagsafton",
        easter - 3 * _DAY: "skärtorsdagen",
        easter - _DAY: "påskafton",
        date(year, 4, 30): "valborgsmässoafton",
        easter + 48 * _DAY: "pingstafton",
        _weekday_from(date(year, 6, 19), 4): "midsommarafton",
        _weekday_from(date(year, 10, 30), 4): "allhelgonaafton",
        date(year, 12, 13): "lucia",
        date(year, 12, 24): "julafton",
        date(year, 12, 31): "nyårsafton",
    }


# Eves on which most work places are shut.
_FREE_EVES = ("midsommarafton", "julafton", "nyårsafton")


def _bridge_days(year: int) -> list[date]:
    free = {day for at in (year - 1, year, year + 1) for day in _free_days(at)}

    def is_free(day: date) -> bool:
        return day.weekday() >= _SATURDAY or day in free

    days = [date(year, 1, 1) + n * _DAY for n in range(366)]
    return [
        day
        for day in days
        if day.year == year
        and not is_free(day)
        and is_free(day - _DAY)
        and is_free(day + _DAY)
    ]


def _free_days(year: int) -> list[date]:
    eves = [day for day, name in _eves(year).items() if name in _FREE_EVES]
    return [*_holidays(year), *eves]


def _payday_weekends(year: int) -> list[date]:
    free = set(_free_days(year))
    days = []
    for month in range(1, 13):
        pay = date(year, month, 25)
        while pay.weekday() >= _SATURDAY or pay in free:
            pay -= _DAY
        friday = _weekday_from(pay, 4)
        days += [friday, friday + _DAY, friday + 2 * _DAY]
    return [day for day in days if day.year == year]


def _weekday_from(day: date, weekday: int) -> date:
    """Return the first day from ``day`` on that is a given weekday."""
    return day + ((weekday - day.weekday()) % 7) * _DAY


def _breaks(breaks: pd.DataFrame | None) -> list[tuple[date, str, str]]:
    if breaks is None:
        return []
    check_frame("breaks", breaks)
    check_columns("breaks", breaks, ["from", "to", "name"])
    rows = []
    for first, last, name in zip(
        pd.to_datetime(breaks["from"]),
        pd.to_datetime(breaks["to"]),
        breaks["name"],
        strict=True,
    ):
        if not first <= last:
            got = f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
            raise ValueError(sentence("breaks", "from a day to the same or later", got))
        days = pd.date_range(first, last, freq="D")
        rows += [(day.date(), "school break", str(name)) for day in days]
    return rows
