"""Which kinds of days must we prepare for: rates beside those of ordinary days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_choice, sentence
from .._frame_checks import check_columns, check_frame, check_times
from .._reports import one_row_a_report
from ..stats.log_linear import fit_log_linear
from ..stats.multiple_tests import adjust_p_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LEAST_DAYS = 3

# A day is set beside the same weekday in as many weeks before and after it.
_WEEKS_BESIDE = 10


def risk_periods(
    incidents: pd.DataFrame,
    calendar: pd.DataFrame,
    *,
    by: str = "kind",
    time: str = "start",
    span: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """Return how many times more is reported on each kind of day than on ordinary days.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware times.
    calendar : DataFrame
        One row a day and kind: ``date`` and the column ``by``, as
        :func:`swedish_calendar`.
    by : {"kind", "name"}, default "kind"
        Column that says what is compared.
    time : str, default "start"
        Column of times.
    span : (from, to) or None, default None
        First and last day covered; by default those of the first and last incident.

    Returns
    -------
    DataFrame
        Indexed by ``by``: ``days``, ``n``, ``expected`` (as if those days were
        ordinary), ``ratio`` with its 95 % interval ``low`` and ``high``, ``p_value``,
        ``p_adjusted`` (Benjamini-Hochberg [2]_). NaN with under three days or no
        incident.

    Raises
    ------
    ValueError
        If there is neither an incident nor a span, the span is not one, or a date of
        the calendar cannot be read.
    KeyError
        If a column is missing.

    Notes
    -----
    Quasi-Poisson regression [1]_ of the count of each day on its kinds, the weekday and
    the month, and a trend where there are more than 400 days. What always lies in the
    same month, such as Christmas, is held against other days of that month: with one
    year of reports that is a comparison of few days.

    Reports that come together (ten cars scratched in one night) make single days stand
    out, and of a few days the regression is then too sure. The p-value is therefore
    never below that of a second test: how often the sum of one day drawn for each of
    these, among itself and the same weekday in the ten weeks before and after that is
    not of the kind, lies as far out (its distribution is worked out, not drawn). The
    interval is that of the regression: of a handful of reports it is too narrow.

    References
    ----------
    .. [1] McCullagh, P. and Nelder, J. A. (1989). Generalized Linear Models, 2nd
       ed., chapter 6.
    .. [2] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery
       rate: a practical and powerful approach to multiple testing. Journal of the
       Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.date_range("2017-01-01 18:00", "2018-12-31 18:00", freq="D")
    >>> start = days.repeat(1 + 2 * ((days.month == 4) & (days.day == 30)))
    >>> incidents = pd.DataFrame({"start": start.tz_localize("Europe/Stockholm")})
    >>> found = eg.risk_periods(incidents, eg.swedish_calendar([2017, 2018]))
    >>> found.loc["eve", ["days", "n"]].to_list()
    [20, 24]
    """
    check_frame("incidents", incidents)
    check_times("incidents", incidents, time)
    check_frame("calendar", calendar)
    check_choice("by", by, ("kind", "name"))
    check_columns("calendar", calendar, ["date", by])
    incidents = one_row_a_report(incidents)
    wall = pd.DatetimeIndex(incidents[time].dropna()).tz_localize(None).normalize()
    days = _days_covered(wall, span)
    dates = _dates(calendar["date"])
    y = wall.value_counts().reindex(days, fill_value=0).to_numpy().astype(np.float64)
    kinds = sorted(calendar[by].unique())
    marks = np.column_stack(
        [days.isin(dates[(calendar[by] == kind).to_numpy()]) for kind in kinds]
    ).astype(np.float64)
    tested = marks.sum(axis=0) >= _LEAST_DAYS
    tested &= y @ marks > 0
    return _table(y, days, marks, tested).set_axis(pd.Index(kinds, name=by))


def _days_covered(
    wall: pd.DatetimeIndex, span: tuple[str, str] | None
) -> pd.DatetimeIndex:
    if span is None and not len(wall):
        remedy = "Give a 'span' to count none in it."
        raise ValueError(sentence("incidents", "at least one row", "none", remedy))
    first, last = span if span else (wall.min(), wall.max())
    days = pd.date_range(first, last, freq="D")
    if not len(days):
        raise ValueError(sentence("span", "from a day to a later one", span))
    return days


def _dates(column: pd.Series) -> pd.DatetimeIndex:
    """Return dates given as text or times as midnights without a time zone."""
    try:
        read = pd.DatetimeIndex(pd.to_datetime(column))
    except ValueError as error:
        rule = "a frame whose 'date' can be read as dates"
        raise ValueError(sentence("calendar", rule, repr(column.iloc[0]))) from error
    return read.tz_localize(None).normalize()


def _table(
    y: Floats, days: pd.DatetimeIndex, marks: Floats, tested: NDArray[np.bool_]
) -> pd.DataFrame:
    columns = np.column_stack([marks[:, tested], _ordinary(days)])
    fit = fit_log_linear(y, columns)
    values = np.full((len(tested), 4), np.nan)
    for row, at in enumerate(np.flatnonzero(tested)):
        low, high = np.exp(fit.limits(row))
        values[at] = np.exp(fit.coefficients[row]), low, high, fit.p_values[row]
    n = y @ marks
    beside = [
        _tail_beside(y, marks[:, at] > 0) if test else np.nan
        for at, test in enumerate(tested)
    ]
    values[:, 3] = np.maximum(values[:, 3], beside)
    return pd.DataFrame(
        {
            "days": marks.sum(axis=0).astype(np.int64),
            "n": n.astype(np.int64),
            "expected": n / values[:, 0],
            "ratio": values[:, 0],
            "low": values[:, 1],
            "high": values[:, 2],
            "p_value": values[:, 3],
            "p_adjusted": adjust_p_values(values[:, 3]),
        }
    )


def _tail_beside(y: Floats, marked: NDArray[np.bool_]) -> float:
    """Return the two-sided tail of the sum of marked days among days beside them."""
    counts = y.astype(np.int64)
    weeks = 7 * np.arange(-_WEEKS_BESIDE, _WEEKS_BESIDE + 1)
    mass = np.ones(1)
    for day in np.flatnonzero(marked):
        beside = day + weeks
        beside = beside[(beside >= 0) & (beside < len(y))]
        alike = counts[beside[~marked[beside] | (beside == day)]]
        mass = np.convolve(mass, np.bincount(alike) / len(alike))
    n = int(counts[marked].sum())
    return float(min(1.0, 2 * min(mass[n:].sum(), mass[: n + 1].sum())))


def _ordinary(days: pd.DatetimeIndex) -> Floats:
    """Return weekday, month and, over more than a year, the course of the years."""
    weekday = np.asarray(days.day_of_week)[:, None] == np.arange(1, 7)
    months = np.unique(days.month)[1:]
    month = np.asarray(days.month)[:, None] == months
    columns = [np.ones((len(days), 1)), weekday, month]
    if len(days) > 400:
        columns.append(np.linspace(-1, 1, len(days))[:, None])
    return np.column_stack(columns).astype(np.float64)
