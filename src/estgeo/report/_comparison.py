"""The period beside the last, the one before and the same a year ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._periods import (
    period_bounds,
    period_label,
    period_labels,
    period_range,
    same_period_last_year,
    shift_period,
)
from ..analysis.weeks import week_status
from ..stats.dispersion import dispersion
from ..stats.rates import rate_change
from ._study import between

if TYPE_CHECKING:
    import geopandas as gpd

    from ._study import Study

# Weeks of history that the spread between weeks is measured on.
HISTORY_WEEKS = 52
LEAST_WEEKS = 8

TOTAL = "total"


def compare(study: Study, *, by: str | None = None) -> pd.DataFrame:
    """Return counts of the period and of earlier ones, and what the change amounts to.

    Columns: ``n``, ``n_last``, ``n_before_last``, ``n_last_year`` (missing where the
    reports do not cover that period), ``low``, ``high``, ``p_value``, ``status``.
    For a week ``low`` and ``high`` bound what is usual; otherwise they bound the ratio
    to the last period, in ``ratio``. One row a value of ``by``, all values together
    in a row "total".
    """
    if study.kind == "week":
        return _compare_week(study, by)
    incidents = study.problems
    groups = _groups(incidents, by)
    rows = [_compare_longer(study, frame) for frame in groups.values()]
    return pd.DataFrame(rows, index=pd.Index(list(groups), name=by or TOTAL))


def _groups(incidents: gpd.GeoDataFrame, by: str | None) -> dict[str, gpd.GeoDataFrame]:
    groups = {TOTAL: incidents}
    if by is not None:
        parts = incidents[incidents[by].notna()].groupby(by, sort=True)
        groups |= {str(name): frame for name, frame in parts}
    return groups


def _compare_longer(study: Study, incidents: gpd.GeoDataFrame) -> dict[str, object]:
    labels = earlier_labels(study.period)
    row: dict[str, object] = {
        name: _count(study, incidents, label) for name, label in labels.items()
    }
    last = row["n_last"]
    blank = {"ratio": np.nan, "low": np.nan, "high": np.nan, "p_value": np.nan}
    if last is pd.NA:
        return row | blank | {"status": "nothing to compare with"}
    change = rate_change(
        float(str(last)),
        float(str(row["n"])),
        days_before=_days(study, labels["n_last"]),
        days_after=_days(study, study.period),
        dispersion=_spread(study, incidents),
    )
    return row | {
        "ratio": change.ratio,
        "low": change.low,
        "high": change.high,
        "p_value": change.p_value,
        "status": _status(change.low, change.high),
    }


def earlier_labels(period: str) -> dict[str, str]:
    """Return the labels of the period and of those it is set beside, by column."""
    return {
        "n": period,
        "n_last": shift_period(period, -1),
        "n_before_last": shift_period(period, -2),
        "n_last_year": same_period_last_year(period),
    }


def _status(low: float, high: float) -> str:
    if not np.isfinite([low, high]).all():
        return "too few"
    if low > 1:
        return "more"
    return "fewer" if high < 1 else "no sure difference"


def _count(study: Study, incidents: gpd.GeoDataFrame, label: str) -> object:
    if not study.covers(label) and label != study.period:
        return pd.NA
    return len(between(incidents, *period_bounds(label, str(study.start.tz))))


def _days(study: Study, label: str) -> float:
    """Return the days of a period that the reports cover."""
    start, end = period_bounds(label, str(study.start.tz))
    covered = min(end, study.data_end) - max(start, study.data_start)
    return max(round(covered / pd.Timedelta("1D")), 1)


def _spread(study: Study, incidents: gpd.GeoDataFrame) -> float:
    """Return the variance-to-mean ratio of the weeks before the period, at least 1."""
    weeks = weekly_counts(study, incidents)
    return float(dispersion(weeks)) if len(weeks) >= LEAST_WEEKS else 1.0


def weekly_counts(study: Study, incidents: gpd.GeoDataFrame) -> np.ndarray:
    """Return counts of the whole covered weeks before the period, a year at most."""
    last = period_label((study.start - pd.Timedelta("7D")).date(), "week")
    first = period_label((study.data_start + pd.Timedelta("6D")).date(), "week")
    weeks = period_range(first, last)[-HISTORY_WEEKS:]
    labels = pd.Series(period_labels(incidents["start"], "week"))
    return labels.value_counts().reindex(weeks, fill_value=0).to_numpy()


def _compare_week(study: Study, by: str | None) -> pd.DataFrame:
    incidents = study.problems
    total = week_status(incidents, week=study.period)
    parts = [_week_rows(total, TOTAL, None)]
    if by is not None:
        inside = incidents[incidents[by].notna()]
        parts.append(_week_rows(week_status(inside, week=study.period, by=by), "", by))
    table = pd.concat(parts).rename_axis(by or TOTAL)
    labels = earlier_labels(study.period)
    for column, label in labels.items():
        if not study.covers(label) and column != "n":
            table[column] = pd.NA
    return table


def _week_rows(status: pd.DataFrame, name: str, by: str | None) -> pd.DataFrame:
    renamed = status.rename(
        columns={
            "n_last_week": "n_last",
            "n_week_before": "n_before_last",
            "n_same_week_last_year": "n_last_year",
        }
    )
    keys = [name] * len(renamed) if by is None else list(_keys(renamed, by))
    columns = ["n", "n_last", "n_before_last", "n_last_year"]
    columns += ["expected", "low", "high", "p_value", "q_value", "status"]
    table = renamed[columns].set_axis(pd.Index(keys, name=by or TOTAL))
    counts = ["n", "n_last", "n_before_last", "n_last_year"]
    return table.astype(dict.fromkeys(counts, "Int64"))


def _keys(frame: pd.DataFrame, by: str) -> pd.Index:
    keys: pd.Index = pd.Index(frame[by] if by in frame.columns else frame.index)
    return keys
