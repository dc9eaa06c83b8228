"""Count incidents in calendar periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._checks import renamed
from .._periods import check_every
from .._reports import as_reports, one_row_a_report
from ._engines import run
from ._tally import Tally, covered_span, empty_total, in_order, period_table

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from .._columns import Every
    from .._spans import Moment

COLUMNS = ("period", "start", "end", "complete")


@renamed(period="every")
def period_counts(
    incidents: pd.DataFrame | str | Path | Any,
    *,
    every: Every = "week",
    by: str | None = None,
    span: tuple[Moment, Moment] | None = None,
) -> pd.DataFrame:
    """Count the incidents in each day, week, month or longer period.

    Parameters
    ----------
    incidents : DataFrame, str, Path or Dask frame
        One row an incident, with ``start`` (time-zone-aware). The clock of its time
        zone says which period an incident belongs to. Parquet files (path, folder or
        glob) and Dask frames are summed in bounded memory; their times are in UTC if
        they carry no time zone.
    every : str, default "week"
        Kind of period: "day", "week", "2 weeks", "4 weeks", "month", "quarter",
        "tertial", "half-year" or "year". Weeks are ISO weeks, Monday to Sunday; two and
        four weeks are counted from 2018-W01, wherever the data begin.
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
    check_every(every)
    incidents = one_row_a_report(as_reports(incidents), by)
    span = span or getattr(incidents, "attrs", {}).get("covers")
    covered = covered_span(incidents, span)
    table, finder = period_table(covered, every)
    total = run(incidents, Tally(finder, by=by))
    counts, values = in_order(total or empty_total((1, len(table)), by))
    table = table[list(COLUMNS)]
    if by is None:
        return table.assign(n=counts.ravel())
    rows = table.loc[table.index.repeat(len(values))].reset_index(drop=True)
    rows[by] = list(values) * len(table)
    return rows.assign(n=counts[:, 0, :].T.ravel())
