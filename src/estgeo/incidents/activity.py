"""Who reports how much: a change in who reports is no change in what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy

from .._checks import renamed
from .._frame_checks import check_columns, check_frame, check_times, check_times_known
from .._periods import period_bounds, period_label, period_labels, period_range
from .._reports import one_row_a_report
from .._spans import read_span, span_of_days

if TYPE_CHECKING:
    from .._columns import Every
    from .._spans import Moment, Span

# How many periods before make "usual", and how long a newcomer counts as new.
MEMORY = 8
_RARE = 0.001


@renamed(period="every")
def reporting_activity(
    incidents: pd.DataFrame,
    *,
    every: Every = "week",
    by: str = "source",
    span: tuple[Moment, Moment] | None = None,
    start: str = "start",
    reporter: str = "reporter",
) -> pd.DataFrame:
    """Count who reports how much, period by period.

    Reports rise when a new reporter joins and fall when one goes on leave; neither
    says anything about what happens in the area. This table shows the weeks when a
    source was silent, when someone joined, and how many reports newcomers stand for.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident.
    every : str, default "week"
        Kind of period: "day", "week", "2 weeks", "4 weeks", "month", "quarter",
        "tertial", "half-year" or "year".
    by : str, default "source"
        Column with the organisation (or reporter, or theme).
    span : (from, to) or None, default None
        What the reports cover, as for :func:`period_counts`; those outside are left
        out. None: the days from the first incident to the last.
    start, reporter : str
        Columns; ``reporter`` may be absent.

    Returns
    -------
    DataFrame
        One row a source and period, from the first to the last period of the span:

        - ``by`` column, ``period``, ``start``, ``end``
        - ``complete`` : the period lies wholly in the span
        - ``n`` : reports; ``share`` : of all reports of the period (NaN for 0 of 0)
        - ``n_reporters`` : different reporters (0 without a reporter column)
        - ``new_reporters`` : reporters whose first report to the source it is; 0 in
          the first 8 periods of the source, when everyone is new
        - ``n_from_new`` : reports by reporters who joined in the last 8 periods
        - ``usual`` : mean of the source's 8 periods before, NaN without them
        - ``status`` : "before first", "silent", "jump", "drop", "ordinary", or
          "unfinished" in a last period that is not complete (unless it is a jump
          already)

    Raises
    ------
    TypeError, KeyError, ValueError
        If a column is missing, its times have no time zone, or the span is none.

    Notes
    -----
    "jump" and "drop": a count that a Poisson rate estimated from the 8 periods before
    gives with a probability below 0.001 (gamma prior with shape 1/2, so the predictive
    distribution is negative binomial [1]_). Real reports vary more than Poisson, so
    some of them are chance: read them as places to ask, not as findings. A last week
    that ends on a Wednesday is no drop: it is "unfinished", since more reports are due.
    Say with ``span`` how far the records reach: a month whose last day happens to have
    no report is else taken for unfinished.

    References
    ----------
    .. [1] Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd ed., section 2.6.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {
    ...         "start": pd.to_datetime(
    ...             ["2018-03-05", "2018-03-06", "2018-03-20"]
    ...         ).tz_localize("Europe/Stockholm"),
    ...         "source": ["polis", "kommun", "polis"],
    ...     }
    ... )
    >>> reporting_activity(frame)[["source", "period", "n", "status"]]
       source    period  n      status
    0  kommun  2018-W10  1    ordinary
    1  kommun  2018-W11  0      silent
    2  kommun  2018-W12  0  unfinished
    3   polis  2018-W10  1    ordinary
    4   polis  2018-W11  0      silent
    5   polis  2018-W12  1  unfinished
    """
    check_frame("incidents", incidents)
    check_columns("incidents", incidents, [by])
    check_times("incidents", incidents, start)
    check_times_known("incidents", incidents, start)
    incidents = one_row_a_report(incidents, by)
    covered = _covered(incidents[start], span)
    labels = [] if covered is None else _labels(covered, every)
    rows = pd.DataFrame(
        {
            "by": incidents[by].astype("str").fillna("").to_numpy(),
            "period": period_labels(incidents[start], every),
            "reporter": incidents[reporter].astype("str").to_numpy()
            if reporter in incidents
            else None,
        }
    )
    if covered is not None:
        times = incidents[start]
        rows = rows[((times >= covered.start) & (times < covered.end)).to_numpy()]
    tables = [_of_source(str(name), part, labels) for name, part in rows.groupby("by")]
    table = _with_complete(_with_bounds(_stacked(tables), incidents[start]), covered)
    total = table.groupby("period")["n"].transform("sum")
    table["share"] = table["n"] / total
    more_is_due = ~table["complete"] & (table["end"] == table["end"].max())
    table["status"] = table["status"].mask(
        more_is_due & (table["status"] != "jump"), "unfinished"
    )
    return table[_COLUMNS].rename(columns={"by": by})


@renamed(period="every")
def active_reporters(
    incidents: pd.DataFrame,
    *,
    every: Every = "week",
    start: str = "start",
    reporter: str = "reporter",
) -> pd.DataFrame:
    """Count how many different people reported anything in each period.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident; all of them, since who reports one thing could have
        reported another.
    every : str, default "week"
        Kind of period: "day", "week", "2 weeks", "4 weeks", "month", "quarter",
        "tertial", "half-year" or "year".
    start, reporter : str
        Columns; rows where one of them is missing are not counted.

    Returns
    -------
    DataFrame
        One row a period, from the first to the last of the data: ``period`` (label)
        and ``n_reporters``. Merge it with :func:`period_counts` on "period" for
        ``trend(..., effort="n_reporters")``.

    Raises
    ------
    TypeError, KeyError, ValueError
        If a column is missing or its times have no time zone.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {
    ...         "start": pd.to_datetime(
    ...             ["2018-03-05", "2018-03-06", "2018-03-20"]
    ...         ).tz_localize("Europe/Stockholm"),
    ...         "reporter": ["a", "b", "a"],
    ...     }
    ... )
    >>> active_reporters(frame)
         period  n_reporters
    0  2018-W10            2
    1  2018-W11            0
    2  2018-W12            1
    """
    check_frame("incidents", incidents)
    check_columns("incidents", incidents, [reporter])
    check_times("incidents", incidents, start)
    known = incidents[incidents[[start, reporter]].notna().all(axis=1).to_numpy()]
    labels = period_labels(known[start], every)
    pairs = pd.DataFrame({"period": labels, "who": known[reporter].to_numpy()})
    n = pairs.drop_duplicates()["period"].value_counts()
    periods = period_range(min(labels), max(labels)) if len(labels) else []
    counts = n.reindex(periods, fill_value=0).astype("int64")
    return pd.DataFrame(
        {"period": pd.Series(periods, dtype="str"), "n_reporters": counts.to_numpy()}
    )


_COUNTED = ["n_reporters", "new_reporters", "n_from_new"]
_COLUMNS = [
    *("by", "period", "start", "end", "complete", "n", "share"),
    *(*_COUNTED, "usual", "status"),
]


def _covered(times: pd.Series, span: tuple[Moment, Moment] | None) -> Span | None:
    """Return the span asked for, else the days of the times; None without any."""
    if span is not None:
        return read_span(span, str(times.dt.tz))
    return span_of_days(times.min(), times.max()) if len(times) else None


def _labels(covered: Span, every: Every) -> list[str]:
    last_instant = covered.end - pd.Timedelta(1, unit="ns")
    return period_range(
        period_label(covered.start.date(), every),
        period_label(last_instant.date(), every),
    )


def _with_bounds(table: pd.DataFrame, times: pd.Series) -> pd.DataFrame:
    zone = str(times.dt.tz)
    bounds = {label: period_bounds(label, zone) for label in table["period"].unique()}
    for place, name in enumerate(("start", "end")):
        instants = [bounds[label][place] for label in table["period"]]
        table[name] = pd.Series(
            instants, index=table.index, dtype=f"datetime64[us, {zone}]"
        )
    return table


def _with_complete(table: pd.DataFrame, covered: Span | None) -> pd.DataFrame:
    """Return the table with which of its periods lie wholly in the span."""
    if covered is None:
        return table.assign(complete=pd.Series(dtype=bool))
    whole = (table["start"] >= covered.start) & (table["end"] <= covered.end)
    return table.assign(complete=whole)


def _of_source(name: str, part: pd.DataFrame, labels: list[str]) -> pd.DataFrame:
    """Return the table of one source over all periods."""
    place = pd.Series(range(len(labels)), index=labels)
    at = place[part["period"]].to_numpy()
    n = np.bincount(at, minlength=len(labels))
    first = int(at.min())
    table = pd.DataFrame({"by": name, "period": labels, "n": n})
    known = pd.DataFrame({"at": at, "who": part["reporter"].to_numpy()}).dropna()
    known = known[known["who"] != ""]
    joined = known.groupby("who")["at"].transform("min")
    late = joined >= first + MEMORY
    is_new = late & (known["at"] < joined + MEMORY)
    counts = {
        "n_reporters": known.drop_duplicates()["at"],
        "new_reporters": known[late & (known["at"] == joined)].drop_duplicates()["at"],
        "n_from_new": known.loc[is_new, "at"],
    }
    for column, where in counts.items():
        table[column] = np.bincount(where.to_numpy(np.int64), minlength=len(labels))
    table["usual"], table["status"] = _usual_and_status(n, first)
    return table


def _usual_and_status(n: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
    usual = np.full(len(n), np.nan)
    status = np.full(len(n), "ordinary", object)
    status[:first] = "before first"
    status[first:][n[first:] == 0] = "silent"
    begin = first + MEMORY
    if begin < len(n):
        sums = np.convolve(n, np.ones(MEMORY, np.int64), "valid")[first:-1]
        usual[begin:] = sums / MEMORY
        chance = MEMORY / (MEMORY + 1)
        at_least = scipy.stats.nbinom.sf(n[begin:] - 1, sums + 0.5, chance)
        at_most = scipy.stats.nbinom.cdf(n[begin:], sums + 0.5, chance)
        status[begin:][at_least < _RARE] = "jump"
        status[begin:][(at_most < _RARE) & (n[begin:] > 0)] = "drop"
    return usual, status


def _stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if tables:
        return pd.concat(tables, ignore_index=True)
    kinds = {"by": "str", "period": "str", "n": "int64"}
    kinds |= dict.fromkeys(_COUNTED, "int64") | {"usual": "float64", "status": "str"}
    return pd.DataFrame({c: pd.Series(dtype=kind) for c, kind in kinds.items()})
