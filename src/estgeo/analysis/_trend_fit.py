"""The numbers of a trend: slope, rank test and break of one series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..stats._memory import memory_of
from ..stats.log_linear import find_break, fit_log_linear
from ..stats.seasonal_mann_kendall import seasonal_mann_kendall, seasonal_sen_slope

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ..stats._memory import Memory
    from ..stats.log_linear import LogLinear

    Floats = NDArray[np.float64]

Errors = Literal["auto", "independent", "ar1"]
ERRORS: tuple[Errors, ...] = ("auto", "independent", "ar1")
# Fewer periods, or fewer left over, tell nothing of memory.
_FEWEST_PERIODS, _FEWEST_LEFT = 12, 8

SEASONS = (None, "year", "month", "quarter", "tertial")
ALPHA = 0.05
_YEAR = 365.2425
_MONTHS = {"month": 1, "quarter": 3, "tertial": 4}


def fit_trend(
    y: Floats,
    start: pd.DatetimeIndex,
    exposure: Floats,
    season: str | None,
    rng: np.random.Generator,
    *,
    errors: Errors = "auto",
) -> dict[str, Any]:
    """Return the fields of :class:`Trend` that are numbers."""
    years, seasonal = _columns(start, season)
    columns = np.column_stack([np.ones(len(y)), years, seasonal])
    fit = fit_log_linear(y, columns, exposure=exposure)
    memory = None if errors == "independent" else _memory(y, fit, columns)
    # Counts that vary no more than chance leave nothing that could be remembered.
    told = memory is not None and memory.white < 1
    used = memory if memory and told and (errors == "ar1" or memory.matters) else None
    slope, p_value = float(fit.coefficients[1]), float(fit.p_values[1])
    low, high = fit.limits(1)
    if used:
        slope, low, high, p_value = used.coefficient(1)
    level = fit_log_linear(
        y, np.column_stack([np.ones(len(y)), seasonal]), exposure=exposure
    ).fitted
    fitted = np.isfinite(level).all()
    group = _season_of(start, season)
    expected = np.maximum(level, 1e-9) if fitted else exposure
    found = find_break(y, expected, seasons=group, rng=rng)
    if used and found.position > 0:
        # A break looks like memory: it is taken out before memory is measured.
        after = (np.arange(len(y)) >= found.position).astype(np.float64)
        stepped = np.column_stack([np.ones(len(y)), after, seasonal])
        left = _memory(y, fit_log_linear(y, stepped, exposure=exposure), stepped)
        if left:
            found = find_break(y, expected, seasons=group, memory=left, rng=rng)
    ranks = _ranks(y, exposure, start, season)
    # The covariance of seasons, from ten years on, allows for memory already.
    if used and ranks["mk_method"] in ("exact", "normal"):
        ranks["mk_p"] = used.normal_p(ranks["mk_z"], len(y))
        ranks["mk_method"] = "normal, memory"
    return {
        "change_per_year": float(np.expm1(slope)),
        "low": float(np.expm1(low)),
        "high": float(np.expm1(high)),
        "p_value": p_value,
        **ranks,
        "dispersion": float(fit.dispersion),
        "errors": "ar1" if used else "independent",
        "memory": memory.mean if memory else np.nan,
        "n_periods": len(y),
        "break_at": str(start[found.position].date()) if found.position > 0 else "",
        "break_ratio": float(found.ratio),
        "break_p": float(found.p_value),
    }


def _memory(y: Floats, fit: LogLinear, columns: Floats) -> Memory | None:
    """Return what the residuals tell of memory, None where they are too few."""
    if (
        len(y) < _FEWEST_PERIODS
        or fit.freedom < _FEWEST_LEFT
        or not np.isfinite(fit.coefficients).all()
        or ((y - fit.fitted) ** 2 / fit.fitted).sum() < 1e-6
    ):
        return None
    return memory_of(y, fit.fitted, columns, fit.coefficients)


def counts_p_value(
    y: Floats, start: pd.DatetimeIndex, days: Floats, season: str | None
) -> float:
    """Return the p-value of the slope alone."""
    years, seasonal = _columns(start, season)
    columns = np.column_stack([np.ones(len(y)), years, seasonal])
    return float(fit_log_linear(y, columns, exposure=days).p_values[1])


def _columns(start: pd.DatetimeIndex, season: str | None) -> tuple[Floats, Floats]:
    """Return the time in years about its middle, and the columns of the season."""
    if not len(start):
        return np.empty(0), np.empty((0, 0))
    day = start.tz_localize(None).as_unit("s").asi8 / 86_400
    return (day - day.mean()) / _YEAR, _seasonal(start, day, season)


def _ranks(
    y: Floats, exposure: Floats, start: pd.DatetimeIndex, season: str | None
) -> dict[str, Any]:
    """Return Mann-Kendall and Sen, with season among periods of the same one only."""
    names = ("mk_s", "mk_z", "mk_p", "mk_method", "sen_slope")
    if not len(y):
        return dict(zip(names, (np.nan, np.nan, np.nan, "", np.nan), strict=True))
    place = np.arange(len(y))
    group = _season_of(start, season)
    year = place if season is None else np.asarray(start.year)
    # Test and slope speak of one series: counts as if all periods were equally long
    # (and had the same effort). A month has 28 to 31 days and is no trend.
    level = y / exposure * exposure.mean()
    test = seasonal_mann_kendall(
        level, season=group, year=year, correlated=season is not None
    )
    slope = seasonal_sen_slope(level, season=group, year=year, time=place)
    return dict(zip(names, (test.s, test.z, test.p, test.method, slope), strict=True))


def _season_of(start: pd.DatetimeIndex, season: str | None) -> NDArray[np.int64]:
    """Return which periods are compared with each other: "year" by month."""
    if season is None:
        return np.zeros(len(start), dtype=np.int64)
    month = np.asarray(start.month, dtype=np.int64) - 1
    group: NDArray[np.int64] = month // _MONTHS.get(season, 1)
    return group


def _seasonal(start: pd.DatetimeIndex, day: Floats, season: str | None) -> Floats:
    if season is None or not len(day):
        return np.empty((len(day), 0))
    if season == "year":
        turn = 2 * np.pi * day / _YEAR
        return np.column_stack([np.cos(turn), np.sin(turn)])
    part = (np.asarray(start.month) - 1) // _MONTHS[season]
    kinds = np.unique(part)[1:]
    levels: Floats = (part[:, None] == kinds).astype(np.float64)
    return levels
