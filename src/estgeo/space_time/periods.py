"""Count incidents in calendar periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_choice, sentence
from .._columns import PERIODS
from .._frame_checks import check_columns, check_frame, check_times
from ._clock import numbers_of
from ._span import period_table, read_span, span_of_days

if TYPE_CHECKING:
    from datetime import date

    from .._columns import Period

COLUMNS = ("period", "start", "end", "complete")


def period_counts(
    incidents: pd.DataFrame,
    *,
    period: Period = "week",
    by: str | None = None,
    span: tuple[str | date, str | date] | None = None,
) -> pd.DataFrame:
    """Count the incidents in each week, month, quarter, tertial or year.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with ``start`` (time-zone-aware). The clock of its time
        zone says which period an incident belongs to.
    period : {"week", "month", "quarter", "tertial", "year"}, default "week"
        Length of the periods. Weeks are ISO weeks, Monday to Sunday.
    by : str or None, default None
        Column to count by, such as "theme".
    span : (from, to) or None, default None
        What the counts cover. Days ("2018-03-31") and labels ("2018-W10") are
        included in whole, times of day are instants and ``to`` is left out. None: the
        days from the first incident to the last.

    Returns
    -------
    DataFrame
        One row for each period (and value of ``by``), also where there is no
        incident: ``period`` (label), ``start`` and ``end`` (half open, midnight on
        the wall clock), ``complete`` (the period lies wholly in the span), the
        column ``by`` if asked for, ``n``.

    Raises
    ------
    ValueError
        If an incident has no time, or the span is not one.

    Notes
    -----
    Without ``span`` no one knows that the days before the first incident were
    covered; the first and last period are then complete only if the incidents reach
    their first and last day. Weeks 53 and years of weeks follow ISO 8601.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> start = pd.to_datetime(["2018-12-30 12:00", "2018-12-31 12:00"])
    >>> incidents = pd.DataFrame({"start": start.tz_localize("Europe/Stockholm")})
    >>> eg.period_counts(incidents)[["period", "complete", "n"]]
         period  complete  n
    0  2018-W52     False  1
    1  2019-W01     False  1
    """
    check_frame("incidents", incidents)
    check_choice("period", period, PERIODS)
    check_times("incidents", incidents, "start")
    times = pd.DatetimeIndex(incidents["start"])
    if times.hasnans:
        got = f"{int(times.isna().sum())} of {len(times)} without a time"
        raise ValueError(sentence("start", "a time for every incident", got))
    if span is None:
        if len(times) == 0:
            remedy = "Give a span."
            raise ValueError(sentence("incidents", "at least one row", "none", remedy))
        covered = span_of_days(times.min(), times.max())
    else:
        covered = read_span(span, str(times.tz))
    table = period_table(covered, period)
    inside = (times >= covered.start) & (times < covered.end)
    rows = numbers_of(times[inside], period) - table["number"].iloc[0]
    table = table[list(COLUMNS)]
    if by is None:
        return table.assign(n=np.bincount(rows, minlength=len(table)))
    check_columns("incidents", incidents, [by])
    codes, values = pd.factorize(incidents[by], sort=True, use_na_sentinel=False)
    n = np.zeros((len(table), len(values)), dtype=np.int64)
    np.add.at(n, (rows, codes[inside]), 1)
    counts = table.loc[table.index.repeat(len(values))].reset_index(drop=True)
    counts[by] = np.asarray(values)[np.tile(np.arange(len(values)), len(table))]
    return counts.assign(n=n.ravel())
