"""Counts over time with their trend and the insatser that began meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.dates import date2num

from .._checks import check_counts
from .._frame_checks import check_columns, check_datetimes, check_frame
from .._language import language, say
from .._periods import last_day, period_kind
from ..words._changes import change_words
from ..words._periods import days_words
from ._canvas import (
    ACCENT,
    GREY,
    INK,
    PALE,
    axes_for,
    cut,
    plain,
    quiet_frame,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .._columns import Language
    from ..analysis.trend import Trend
    from ..insatser.insats import Insats


# Inches under which the key stands on several lines: side by side it is wider.
_MONTH = 28  # days between periods from which no day of the month is told
_NARROW = 6.0


def plot_trend(
    counts: pd.DataFrame,
    *,
    value: str = "n",
    time: str = "start",
    trend: Trend | None = None,
    insatser: Sequence[Insats] = (),
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw counts period by period, from zero, with the trend and its interval.

    Parameters
    ----------
    counts : DataFrame
        One row a period, as :func:`period_counts` returns.
    value : str, default "n"
        Column of the counts.
    time : str, default "start"
        Column of the first instant of each period.
    trend : Trend, optional
        What :func:`trend` found in the same counts; draws its line and 95 % band.
    insatser : sequence of Insats, default ()
        A dashed line with the name where each begins.
    title : str, optional
        First line; the second line gives n and period.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        Incomplete periods (column ``complete``) are hollow and lie outside the line.

    Raises
    ------
    KeyError
        If ``counts`` lacks a column.
    ValueError
        If a count is missing, negative or not whole.

    Notes
    -----
    The line has the slope of the trend and the mean of the complete counts; for a
    Poisson trend without season that is the fitted line itself. The band is the
    interval of the slope, turned round the middle of the series: it says how sure
    the direction is, not where the next count will fall.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> counts = pd.DataFrame(
    ...     {
    ...         "period": ["2018-01", "2018-02", "2018-03"],
    ...         "start": pd.date_range("2018-01-01", periods=3, freq="MS", tz="UTC"),
    ...         "n": [12, 9, 10],
    ...     }
    ... )
    >>> ax = plot_trend(counts, lang="en")
    >>> print(ax.get_title(loc="left"))
    Development over time
    n = 31 reports, 1 January–31 March 2018
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    check_frame("counts", counts)
    check_columns("counts", counts, [value, time])
    check_datetimes("counts", counts, time)
    ax = axes_for(ax, lang, size=(9, 3.6))
    ordered = counts.sort_values(time)
    n = check_counts("counts", ordered[value])
    days = _days(ordered[time])
    complete = _complete(ordered)
    _draw_counts(ax, days, n, complete, lang)
    if trend is not None and complete.any():
        _trend_line(ax, days[complete], n[complete], trend, lang)
    _mark_starts(ax, insatser)
    ax.set_ylim(0, max(float(n.max()) * 1.15, 1) if len(n) else 1)
    ax.set_ylabel(_count_axis(ordered, lang), fontsize=9)
    quiet_frame(ax)
    _space_dates(ax, ordered[time])
    ax.legend(
        fontsize=8,
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(0, -0.1),
        ncols=4 if ax.get_window_extent().width / ax.figure.dpi > _NARROW * 0.75 else 1,
    )
    heading = say("charts-trend", lang) if title is None else title
    write_title(
        ax, heading, n=float(n.sum()), period=_span(ordered, time, lang), lang=lang
    )
    return ax


def _space_dates(ax: Axes, times: pd.Series) -> None:
    """Set no more dates on the axis than stand beside each other."""
    if len(times) < 2:
        return
    is_month = (times.iloc[1] - times.iloc[0]).days >= _MONTH
    form, inches = ("%Y-%m", 0.8) if is_month else ("%Y-%m-%d", 1.1)
    width = ax.get_window_extent().width / ax.figure.dpi
    step = -(-len(times) // max(2, int(width / inches)))
    chosen = times.iloc[::step]
    ax.set_xticks(_days(chosen), [f"{day:{form}}" for day in chosen])


def _draw_counts(
    ax: Axes,
    days: NDArray[np.datetime64],
    n: NDArray[np.int64],
    complete: NDArray[np.bool_],
    lang: Language,
) -> None:
    """Draw a point a period, white inside where the period is incomplete."""
    ax.plot(days, n, color=PALE, linewidth=1, zorder=1)
    ax.plot(
        days[complete],
        n[complete],
        "o",
        color=INK,
        markersize=3.5,
        label=say("charts-counted", lang),
    )
    if not complete.all():
        ax.plot(
            days[~complete],
            n[~complete],
            "o",
            color=INK,
            markerfacecolor="white",
            markersize=5,
            label=say("charts-incomplete", lang),
        )


def _days(times: pd.Series) -> NDArray[np.datetime64]:
    """Return days on the wall clock, so that no hour of a time zone shows."""
    index = pd.DatetimeIndex(times)
    return index.tz_localize(None).to_numpy().astype("datetime64[D]")


def _complete(counts: pd.DataFrame) -> NDArray[np.bool_]:
    if "complete" not in counts.columns:
        return np.ones(len(counts), dtype=bool)
    return counts["complete"].to_numpy(dtype=bool)


def _trend_line(
    ax: Axes,
    days: NDArray[np.datetime64],
    n: NDArray[np.int64],
    trend: Trend,
    lang: Language,
) -> None:
    years = (days - days[0]).astype(float) / 365.25
    middle = float(np.average(years, weights=n)) if n.sum() else float(years.mean())

    def line(change: float) -> NDArray[np.float64]:
        shape = (1 + change) ** (years - middle)
        return np.asarray(shape * n.sum() / shape.sum())

    label = say(
        "charts-trend-line", lang, change=change_words(1 + trend.change_per_year, lang)
    )
    ax.plot(days, line(trend.change_per_year), color=ACCENT, linewidth=2, label=label)
    if np.isfinite([trend.low, trend.high]).all():
        low, high = line(trend.low), line(trend.high)
        ax.fill_between(
            days,
            np.minimum(low, high),
            np.maximum(low, high),
            color=GREY,
            alpha=0.25,
            linewidth=0,
            label=say("charts-trend-band", lang),
        )


def _mark_starts(ax: Axes, insatser: Sequence[Insats]) -> None:
    for position, insats in enumerate(insatser):
        start = pd.Timestamp(insats.start).tz_localize(None)
        day = date2num(start)  # type: ignore[no-untyped-call]
        ax.axvline(day, color=INK, linestyle="--", linewidth=1)
        height = 0.98 - 0.09 * (position % 4)
        ax.annotate(
            plain(" " + cut(insats.name)),
            (day, height),
            xycoords=("data", "axes fraction"),
            fontsize=8,
            va="top",
        )


def _count_axis(counts: pd.DataFrame, lang: Language) -> str:
    if "period" not in counts.columns or counts.empty:
        return say("charts-number-shade", lang)
    kind = period_kind(str(counts["period"].iloc[0]))
    return say("charts-trend-axis", lang, kind=say(f"period-{kind}-one", lang))


def _span(counts: pd.DataFrame, time: str, lang: Language) -> str:
    if counts.empty:
        return ""
    first = pd.Timestamp(counts[time].iloc[0]).date()
    if "end" in counts.columns:
        after = pd.Timestamp(counts["end"].iloc[-1])
        return days_words(first, (after - pd.Timedelta(hours=1)).date(), lang)
    if "period" in counts.columns:
        return days_words(first, last_day(str(counts["period"].iloc[-1])), lang)
    return days_words(first, pd.Timestamp(counts[time].iloc[-1]).date(), lang)
