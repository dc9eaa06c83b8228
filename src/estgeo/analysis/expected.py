"""What the next week, month or tertial is expected to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_probability, sentence
from .._frame_checks import check_frame, check_times
from .._periods import (
    check_every,
    first_day,
    label_of,
    last_day,
    number_of_day,
    period_kind,
)
from .._reports import as_reports, covered_times
from ..stats.forecast import LEAST_WEEKS, Forecast, count_crps, forecast_counts
from ._weekly_counts import series_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Every

    Floats = NDArray[np.float64]

# Latest forecasts that the columns about the past are of.
_JUDGED = 52
_EPOCH = np.datetime64("1970-01-01", "D")
_RESULT = frozenset(
    {
        "period", "expected", "low", "high", "dispersion", "seasonal_mean", "n_past",
        "coverage_past", "crps", "crps_seasonal_mean"
    }
)  # fmt: skip


def expected(
    incidents: pd.DataFrame,
    *,
    period: str | None = None,
    every: Every = "week",
    by: str | Sequence[str] | None = None,
    zones: gpd.GeoDataFrame | None = None,
    coverage: float = 0.9,
) -> pd.DataFrame:
    r"""Say how many reports a coming period is expected to bring, series by series.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware ``start``; a GeoDataFrame of points if
        ``zones`` are given.
    period : str or None, default None
        Label of the period, such as "2018-W11", "2018-03" or "2018-T2". Only incidents
        before it are used. None: the first whole period after the last incident.
    every : str, default "week"
        Kind of period where ``period`` is None: "day", "week", "month", "tertial", ...
    by : str, list of str or None, default None
        Columns whose combinations are series of their own.
    zones : GeoDataFrame or None, default None
        Polygons to count in: every zone is a series (with ``by``: every combination).
    coverage : float, default 0.9
        Share of coming counts that shall lie from ``low`` to ``high``.

    Returns
    -------
    DataFrame
        One row a series: ``zone`` and the columns ``by``, then

        - ``period``, ``expected``, ``low``, ``high``, ``dispersion``
        - ``seasonal_mean`` : mean of the same days of earlier years, of all days
          before where there are none
        - ``n_past`` : past forecasts, a week apart, made in the same way with what was
          known then (52 at most); of these ``coverage_past`` lay within their limits,
          and ``crps`` and ``crps_seasonal_mean`` are the mean scores of the forecast
          and of the seasonal mean (less is better)

    Raises
    ------
    ValueError
        If the incidents begin too late: 8 weeks and twice the period are needed.
    KeyError
        If a column is missing.

    Notes
    -----
    See :func:`estgeo.stats.forecast.forecast_counts`: forecasters with levels that move
    fast and slowly, with and without the season of the town, are mixed by how they did.
    Limits are conformal [1]_: such as would have held ``coverage`` of the past, recent
    weeks counting more. What nobody could foresee they cannot hold.

    References
    ----------
    .. [1] Barber, R. F., Candes, E. J., Ramdas, A. and Tibshirani, R. J. (2023).
       Conformal prediction beyond exchangeability. Annals of Statistics 51(2), 816-845.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.date_range("2018-01-01 18:00", "2018-07-01 23:00", freq="31h")
    >>> incidents = pd.DataFrame({"start": days.tz_localize("UTC")})
    >>> table = eg.expected(incidents)
    >>> table[["period", "expected", "low", "high"]].round(1)
         period  expected  low  high
    0  2018-W27       5.4  5.0   6.0
    """
    check_frame("incidents", incidents)
    check_every(every)
    coverage = check_probability("coverage", coverage)
    incidents = as_reports(incidents)
    check_times("incidents", incidents, "start")
    keys, code, frame = series_of(incidents, by, zones, "start", taken=_RESULT)
    known = covered_times(incidents, "start")
    if not len(known):
        raise ValueError(sentence("incidents", "at least one with a time", "none"))
    label = _coming(known.max().date(), every) if period is None else period
    period_kind(label)
    begin, end = _number(first_day(label)), _number(last_day(label)) + 1
    last = min(begin, _number(known.max().date()) + 1)
    _check_reach(last - _number(known.min().date()), begin - last, end - begin, label)
    days = _days(frame["start"], code, len(keys), _number(known.min().date()), last)
    found = forecast_counts(days, end - begin, lead=begin - last, coverage=coverage)
    low, high = found.limits()
    table = keys.assign(
        period=label,
        expected=found.mean[:, -1],
        low=low,
        high=high,
        dispersion=found.spread[:, -1],
        seasonal_mean=found.seasonal_mean[:, -1],
    )
    return table.assign(**_record(found))


def _check_reach(days: int, lead: int, length: int, label: str) -> None:
    least = LEAST_WEEKS * 7 + lead + 2 * length + 6
    if days < least:
        rule = f"over at least {least} days before {label}"
        raise ValueError(sentence("incidents", rule, f"{days} days"))


def _coming(last: date, every: Every) -> str:
    """Return the first whole period after a day."""
    number = number_of_day(last, every)
    return label_of(number + 1, every)


def _number(day: date) -> int:
    return int((np.datetime64(day, "D") - _EPOCH).astype(np.int64))


def _days(
    times: pd.Series, code: NDArray[np.int64], n: int, first: int, last: int
) -> Floats:
    """Return counts (series, days) of the days from ``first`` to before ``last``."""
    wall = pd.DatetimeIndex(times).tz_localize(None).to_numpy().astype("datetime64[D]")
    day = (wall - _EPOCH).astype(np.int64) - first
    span = max(last - first, 0)
    inside = (day >= 0) & (day < span)
    flat = code[inside] * span + day[inside]
    return np.bincount(flat, minlength=n * span).reshape(n, span).astype(np.float64)


def _record(found: Forecast) -> dict[str, Floats | int]:
    """Return how the latest past forecasts did."""
    past = np.flatnonzero(~np.isnan(found.actual[0]))[-_JUDGED:]
    inside = np.zeros((len(found.mean), len(past)))
    for place, at in enumerate(past):
        low, high = found.limits(at)
        inside[:, place] = (low <= found.actual[:, at]) & (found.actual[:, at] <= high)
    actual, seasonal = found.actual[:, past], found.seasonal_mean[:, past]
    spread = np.maximum(((actual - seasonal) ** 2 / seasonal).mean(axis=1), 1.0)
    own = count_crps(actual, found.mean[:, past], found.spread[:, past])
    other = count_crps(actual, seasonal, np.repeat(spread[:, None], len(past), axis=1))
    return {
        "n_past": len(past),
        "coverage_past": inside.mean(axis=1),
        "crps": own.mean(axis=1),
        "crps_seasonal_mean": other.mean(axis=1),
    }
