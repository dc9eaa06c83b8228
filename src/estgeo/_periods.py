"""Calendar periods: their labels, their bounds, and the step from one to the next.

A label is text: "2018-W10" (ISO week), "2018-03", "2018-Q1", "2018-T1" (tertial),
"2018". Bounds are half open, [start, end), midnight on the wall clock of a time zone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from ._checks import check_choice, sentence
from ._columns import PERIODS

if TYPE_CHECKING:
    from ._columns import Period

_FORMS: dict[str, re.Pattern[str]] = {
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "tertial": re.compile(r"(\d{4})-T([1-3])"),
    "year": re.compile(r"(\d{4})"),
}
_MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4, "year": 12}


def period_kind(label: str) -> Period:
    """Return the kind of period that ``label`` names.

    >>> period_kind("2018-T1")
    'tertial'
    """
    for kind, form in _FORMS.items():
        match = form.fullmatch(label) if isinstance(label, str) else None
        if match and _exists(kind, match):
            return cast("Period", kind)
    rule = "a period such as 2018-W10, 2018-03, 2018-Q1, 2018-T1 or 2018"
    raise ValueError(sentence("period", rule, repr(label)))


def first_day(label: str) -> date:
    """Return the first day of a period.

    >>> first_day("2020-W53")
    datetime.date(2020, 12, 28)
    """
    kind = period_kind(label)
    numbers = [int(part) for part in re.findall(r"\d+", label)]
    if kind == "week":
        return date.fromisocalendar(numbers[0], numbers[1], 1)
    step = numbers[1] - 1 if len(numbers) > 1 else 0
    return date(numbers[0], 1 + step * _MONTHS_IN[kind], 1)


def period_label(day: date, period: Period) -> str:
    """Return the label of the period that a day falls in.

    >>> from datetime import date
    >>> period_label(date(2018, 12, 31), "week")
    '2019-W01'
    """
    check_choice("period", period, PERIODS)
    if period == "week":
        iso = day.isocalendar()
        return f"{iso.year}-W{iso.week:02d}"
    part = (day.month - 1) // _MONTHS_IN[period] + 1
    forms = {
        "month": f"{day.year}-{part:02d}",
        "quarter": f"{day.year}-Q{part}",
        "tertial": f"{day.year}-T{part}",
        "year": f"{day.year}",
    }
    return forms[period]


def shift_period(label: str, steps: int) -> str:
    """Return the label ``steps`` periods later (earlier when negative).

    >>> shift_period("2018-W01", -1), shift_period("2018-T3", 1)
    ('2017-W52', '2019-T1')
    """
    kind, start = period_kind(label), first_day(label)
    if kind == "week":
        return period_label(start + timedelta(weeks=steps), kind)
    months = start.year * 12 + start.month - 1 + steps * _MONTHS_IN[kind]
    return period_label(date(months // 12, months % 12 + 1, 1), kind)


def last_day(label: str) -> date:
    """Return the last day of a period."""
    return first_day(shift_period(label, 1)) - timedelta(days=1)


def same_period_last_year(label: str) -> str:
    """Return the same period one year earlier; week 53 answers with week 52.

    >>> same_period_last_year("2020-W53"), same_period_last_year("2018-03")
    ('2019-W52', '2017-03')
    """
    kind = period_kind(label)
    year = int(label[:4]) - 1
    if kind != "week":
        return f"{year}{label[4:]}"
    weeks_in_year = date(year, 12, 28).isocalendar().week
    return f"{year}-W{min(int(label[6:]), weeks_in_year):02d}"


def period_range(first: str, last: str) -> list[str]:
    """Return every label from ``first`` to ``last``, both included.

    >>> period_range("2018-W51", "2019-W01")
    ['2018-W51', '2018-W52', '2019-W01']
    """
    if period_kind(first) != period_kind(last):
        raise ValueError(sentence("last", f"the same kind of period as {first}", last))
    labels = [first]
    while labels[-1] < last:
        labels.append(shift_period(labels[-1], 1))
    return labels if first <= last else []


def period_bounds(label: str, time_zone: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first instant of a period and the first instant after it."""
    after = first_day(shift_period(label, 1))
    return midnight(first_day(label), time_zone), midnight(after, time_zone)


def midnight(day: date, time_zone: str) -> pd.Timestamp:
    """Return the first instant of a day on the clock of a time zone."""
    # Where midnight does not exist (clocks put forward at 00:00) the day starts at
    # the first moment after; where it comes twice, at the first of the two.
    return pd.DatetimeIndex([day]).tz_localize(
        time_zone, nonexistent="shift_forward", ambiguous=np.array([True])
    )[0]


def period_labels(times: pd.Series | pd.DatetimeIndex, period: Period) -> np.ndarray:
    """Return the label of every time, by the wall clock of its time zone.

    Missing times get None. The work is done once a distinct day.
    """
    check_choice("period", period, PERIODS)
    index = pd.DatetimeIndex(times)
    days, codes = np.unique(
        index.tz_localize(None).to_numpy().astype("datetime64[D]"), return_inverse=True
    )
    labels = [
        None if np.isnat(day) else period_label(day.astype(date), period)
        for day in days
    ]
    return np.array(labels, dtype=object)[codes]


def _exists(kind: str, match: re.Match[str]) -> bool:
    numbers = [int(part) for part in match.groups()]
    if numbers[0] < 1:
        return False
    if kind == "week":
        weeks_in_year = date(numbers[0], 12, 28).isocalendar().week
        return 1 <= numbers[1] <= weeks_in_year
    return kind != "month" or 1 <= numbers[1] <= 12
