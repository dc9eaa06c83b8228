"""Calendar periods: the one table of their kinds, and what follows from it.

A label is text: "2018-03-07" (day), "2018-W10" (ISO week), "2018-W09/2018-W10" (two
weeks), "2018-03", "2018-Q1", "2018-T1" (tertial), "2018-H1", "2018", or the first and
the last day of any other span, "2018-03-01/2018-03-14". Bounds are half open,
[start, end), midnight on the wall clock of a time zone. Periods of a kind are numbered
one after the other, so that arrays can be binned; a label is made once a period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
import pandas as pd

from ._checks import check_choice, sentence
from ._columns import EVERY

if TYPE_CHECKING:
    from ._columns import Every, PeriodKind

# A Monday that is also the first day of a year and of an ISO year. Fortnights and
# four weeks are counted from it, never from the data: 2018-W01/2018-W02 is one of them.
_ANCHOR = date(2018, 1, 1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of period: its length in days or in months, and its label.

    ``parents`` are the kinds that it always lies wholly in one of.
    """

    days: int = 0
    months: int = 0
    form: str = ""
    parents: tuple[Every, ...] = ()


_OF_MONTHS: tuple[Every, ...] = ("quarter", "tertial", "half-year", "year")


KINDS: dict[PeriodKind, Kind] = {
    "day": Kind(
        days=1,
        form=r"(\d{4})-(\d{2})-(\d{2})",
        parents=("week", "2 weeks", "4 weeks", "month", *_OF_MONTHS),
    ),
    "week": Kind(
        days=7,
        form=r"(\d{4})-W(\d{2})",
        parents=("2 weeks", "4 weeks"),
    ),
    "2 weeks": Kind(days=14, parents=("4 weeks",)),
    "4 weeks": Kind(days=28),
    "month": Kind(
        months=1,
        form=r"(\d{4})-(\d{2})",
        parents=_OF_MONTHS,
    ),
    "quarter": Kind(
        months=3,
        form=r"(\d{4})-Q(\d)",
        parents=("half-year", "year"),
    ),
    "tertial": Kind(
        months=4,
        form=r"(\d{4})-T(\d)",
        parents=("year",),
    ),
    "half-year": Kind(
        months=6,
        form=r"(\d{4})-H(\d)",
        parents=("year",),
    ),
    "year": Kind(
        months=12,
        form=r"(\d{4})",
    ),
    "span": Kind(),
}
_FORMS = {
    cast("Every", name): re.compile(kind.form, re.ASCII)
    for name, kind in KINDS.items()
    if kind.form
}
_RULE = (
    "a period such as 2018-03-07, 2018-W10, 2018-W09/2018-W10, 2018-03, 2018-Q1, "
    "2018-T1, 2018-H1, 2018 or 2018-03-01/2018-03-14"
)


class _Stretch(NamedTuple):
    """What a label names: the periods ``first`` to ``last`` of the kind ``unit``."""

    kind: PeriodKind
    unit: Every
    first: int
    last: int


def check_every(every: object) -> None:
    """Raise ValueError unless ``every`` is a kind of period that can be counted by."""
    check_choice("every", every, EVERY)


def period_kind(label: str) -> PeriodKind:
    """Return the kind of period that ``label`` names.

    >>> period_kind("2018-T1"), period_kind("2018-W09/2018-W10")
    ('tertial', '2 weeks')
    """
    return _read(label).kind


def first_day(label: str) -> date:
    """Return the first day of a period.

    >>> first_day("2020-W53")
    datetime.date(2020, 12, 28)
    """
    named = _read(label)
    return first_day_of(named.first, named.unit)


def last_day(label: str) -> date:
    """Return the last day of a period."""
    named = _read(label)
    return first_day_of(named.last + 1, named.unit) - _ONE_DAY


def number_of_day(day: date, every: Every) -> int:
    """Return the number of the period that ``day`` falls in."""
    kind = KINDS[every]
    if kind.days:
        return (day - _ANCHOR).days // kind.days
    return (day.year * 12 + day.month - 1) // kind.months


def first_day_of(number: int, every: Every) -> date:
    """Return the first day of the period with a number."""
    kind = KINDS[every]
    if kind.days:
        return _ANCHOR + timedelta(days=number * kind.days)
    months = number * kind.months
    return date(months // 12, months % 12 + 1, 1)


def label_of(number: int, every: Every) -> str:
    """Return the label of the period with a number."""
    day, days = first_day_of(number, every), KINDS[every].days
    if days > 7:
        week = number_of_day(day, "week")
        return _text("week", week, week + days // 7 - 1)
    if days == 7:
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    if days == 1:
        return day.isoformat()
    part = (day.month - 1) // KINDS[every].months + 1
    rest = {"month": f"-{part:02d}", "year": ""}
    letter = {"quarter": "Q", "tertial": "T", "half-year": "H"}
    return f"{day.year:04d}" + rest.get(every, f"-{letter.get(every)}{part}")


def period_label(day: date, every: Every) -> str:
    """Return the label of the period that a day falls in.

    >>> from datetime import date
    >>> (
    ...     period_label(date(2018, 12, 31), "week"),
    ...     period_label(date(2018, 3, 7), "4 weeks"),
    ... )
    ('2019-W01', '2018-W09/2018-W12')
    """
    check_every(every)
    return label_of(number_of_day(day, every), every)


def shift_period(label: str, steps: int) -> str:
    """Return the label ``steps`` periods later (earlier when negative).

    A span moves by its own length; one of whole months by as many months.

    >>> shift_period("2018-W01", -1), shift_period("2018-T3", 1)
    ('2017-W52', '2019-T1')
    >>> shift_period("2018-03-01/2018-03-14", -1)
    '2018-02-15/2018-02-28'
    """
    named = _read(label)
    months = months_in(label)
    if named.unit == "day" and months:
        step = steps * len(months)
        ends = shift_period(months[0], step), shift_period(months[-1], step)
        return f"{first_day(ends[0])}/{last_day(ends[1])}"
    step = steps * (named.last - named.first + 1)
    return _text(named.unit, named.first + step, named.last + step)


def same_period_last_year(label: str) -> str:
    """Return the same period one year earlier; week 53 answers with week 52.

    >>> same_period_last_year("2020-W53"), same_period_last_year("2018-03")
    ('2019-W52', '2017-03')
    """
    named = _read(label)
    unit, months = named.unit, KINDS[named.unit].months
    if months:
        return _text(unit, named.first - 12 // months, named.last - 12 // months)
    if unit == "day":
        begin, end = _year_before(first_day(label)), _year_before(last_day(label))
        if months_in(label):  # to the end of February, however long
            end = end.replace(day=monthrange(end.year, end.month)[1])
        return _text(unit, number_of_day(begin, unit), number_of_day(end, unit))
    iso = first_day(label).isocalendar()
    week = min(iso.week, date(iso.year - 1, 12, 28).isocalendar().week)
    first = number_of_day(date.fromisocalendar(iso.year - 1, week, 1), unit)
    return _text(unit, first, first + named.last - named.first)


def period_range(first: str, last: str) -> list[str]:
    """Return every label from ``first`` to ``last``, both included.

    >>> period_range("2018-W51", "2019-W01")
    ['2018-W51', '2018-W52', '2019-W01']
    """
    labels, end = [first], first_day(last)
    if first_day(first) > end:
        return []
    while first_day(labels[-1]) < end:
        labels.append(shift_period(labels[-1], 1))
    if labels[-1] != last:
        raise ValueError(sentence("last", f"the same kind of period as {first}", last))
    return labels


def months_in(label: str) -> list[str]:
    """Return the months that a period is made of; none if it begins or ends in one.

    >>> months_in("2018-Q1"), months_in("2018-W10")
    (['2018-01', '2018-02', '2018-03'], [])
    """
    begin, end = first_day(label), last_day(label)
    if begin.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return []
    numbers = range(number_of_day(begin, "month"), number_of_day(end, "month") + 1)
    return [label_of(number, "month") for number in numbers]


@lru_cache(maxsize=1024)
def period_bounds(label: str, time_zone: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first instant of a period and the first instant after it."""
    after = last_day(label) + _ONE_DAY
    return midnight(first_day(label), time_zone), midnight(after, time_zone)


def midnight(day: date, time_zone: str) -> pd.Timestamp:
    """Return the first instant of a day on the clock of a time zone."""
    return midnights([day], time_zone)[0]


def midnights(days: list[date], time_zone: str) -> pd.DatetimeIndex:
    """Return the first instants of days on the clock of a time zone."""
    # Where midnight does not exist (clocks put forward at 00:00) the day starts at
    # the first moment after; where it comes twice, at the first of the two.
    return pd.DatetimeIndex(days).tz_localize(
        time_zone, nonexistent="shift_forward", ambiguous=np.ones(len(days), dtype=bool)
    )


def period_labels(times: pd.Series | pd.DatetimeIndex, every: Every) -> np.ndarray:
    """Return the label of every time, by the wall clock of its time zone.

    Missing times get None. The work is done once a distinct day.
    """
    check_every(every)
    index = pd.DatetimeIndex(times)
    days, codes = np.unique(
        index.tz_localize(None).to_numpy().astype("datetime64[D]"), return_inverse=True
    )
    labels = [
        None if np.isnat(day) else period_label(day.astype(date), every) for day in days
    ]
    return np.array(labels, dtype=object)[codes]


@lru_cache(maxsize=4096)
def _read_text(label: str) -> _Stretch | None:
    """Return what a label names, None where it is none."""
    first, slash, last = label.partition("/")
    named = _read_simple(first)
    if named is None or not slash:
        return named
    end = _read_simple(last)
    if end is None or end.unit != named.unit or end.first < named.first:
        return None
    n_units = end.first - named.first + 1
    days = n_units * KINDS[named.unit].days
    kind: PeriodKind = named.kind if n_units == 1 else "span"
    if named.unit == "week" and n_units in (2, 4):
        kind = "2 weeks" if days == KINDS["2 weeks"].days else "4 weeks"
    return _Stretch(kind, named.unit, named.first, end.first)


def _read(label: object) -> _Stretch:
    named = _read_text(label) if isinstance(label, str) else None
    if named is None:
        raise ValueError(sentence("period", _RULE, repr(label)))
    return named


def _read_simple(label: str) -> _Stretch | None:
    for kind, form in _FORMS.items():
        match = form.fullmatch(label)
        if match:
            try:
                number = number_of_day(_begin(kind, *map(int, match.groups())), kind)
                first_day_of(number + 1, kind)  # the day after must be a day, too
            except (ValueError, OverflowError):
                return None
            return _Stretch(kind, kind, number, number)
    return None


def _begin(kind: Every, year: int, part: int = 1, day: int = 1) -> date:
    """Return the first day of a numbered part of a year."""
    if kind == "week":
        return date.fromisocalendar(year, part, 1)
    months = KINDS[kind].months or 1
    return date(year, (part - 1) * months + 1, day)


def _text(unit: Every, first: int, last: int) -> str:
    """Return the label of the periods ``first`` to ``last`` of a kind."""
    begin = label_of(first, unit)
    return begin if first == last else f"{begin}/{label_of(last, unit)}"


def _year_before(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))
