"""Counts by area and theme, tertial by tertial."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import (
    check_columns,
    check_frame,
    check_times,
    check_times_known,
)
from .._language import say
from .._periods import first_day, last_day, period_labels, period_range, shift_period
from .._reports import are_counts, as_reports

# Days without a report at either end that still let a tertial count as covered.
_SLACK = 7


def tertial_table(
    incidents: pd.DataFrame,
    *,
    area: str = "area",
    theme: str = "theme",
    time: str = "start",
) -> pd.DataFrame:
    """Return counts by area and theme, one column a tertial, with the latest change.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware times; or counts already made, from
        :func:`read_counts`.
    area, theme, time : str
        Columns. A missing area or theme is a row of its own.

    Returns
    -------
    DataFrame
        Indexed (area, theme): one column a tertial such as "2018-T1" with whole
        counts, and ``change``, the last less the same tertial a year earlier (NaN
        where there is none, or one of the two is not covered).

    Raises
    ------
    ValueError
        If there is no incident, or one without a time.
    TypeError, KeyError
        If times have no time zone, or a column is missing.

    Warns
    -----
    UserWarning
        If the incidents end, or begin, more than a week inside a tertial that
        ``change`` would compare.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> day = pd.to_datetime(["2018-01-05", "2019-02-05", "2019-04-30"])
    >>> incidents = pd.DataFrame(
    ...     {
    ...         "start": day.tz_localize("Europe/Stockholm"),
    ...         "area": "Norr",
    ...         "theme": "brand",
    ...     }
    ... )
    >>> eg.tertial_table(incidents).loc[("Norr", "brand")].to_list()
    [1, 0, 0, 2, 1]
    """
    check_frame("incidents", incidents)
    if are_counts(incidents):
        incidents = as_reports(incidents)
        area = "zone" if area not in incidents.columns else area
    check_columns("incidents", incidents, [area, theme, time])
    check_times("incidents", incidents, time)
    check_times_known("incidents", incidents, time)
    if not len(incidents):
        raise ValueError(sentence("incidents", "at least one row", "none"))
    labels = period_labels(incidents[time], "tertial")
    grouped = incidents.groupby([area, theme], dropna=False, observed=True, sort=True)
    row, every = grouped.ngroup().to_numpy(), period_range(min(labels), max(labels))
    index = grouped.size().index
    flat = row * len(every) + np.searchsorted(every, labels.astype(str))
    counts = np.bincount(flat, minlength=len(index) * len(every))
    table = pd.DataFrame(counts.reshape(len(index), -1), index=index, columns=every)
    return table.assign(change=_change(table, incidents[time]))


def _change(table: pd.DataFrame, times: pd.Series) -> pd.Series | float:
    last, before = table.columns[-1], shift_period(str(table.columns[-1]), -3)
    if before not in table.columns:
        return np.nan
    ends = (last_day(str(last)) - times.max().date()).days > _SLACK
    begins = (times.min().date() - first_day(before)).days > _SLACK
    if ends or begins:
        told = say(
            "trend-unfinished",
            "en",
            first=times.min().date().isoformat(),
            last=times.max().date().isoformat(),
            period=str(last) if ends else before,
        )
        warnings.warn(told, UserWarning, stacklevel=3)
        return np.nan
    change: pd.Series = table[last] - table[before]
    return change
