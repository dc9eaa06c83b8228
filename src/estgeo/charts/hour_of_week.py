"""When reports happen: the seven days by the hours of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from .._language import language, number, say, weekday_names
from ..words import maps as words
from ._canvas import (
    DAYS,
    GREY,
    HOURS,
    INK,
    SHADES,
    axes_for,
    folded,
    is_narrow,
    quiet_frame,
    week_matrix,
    write_title,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .._columns import Language


def plot_hour_of_week(
    hours: pd.DataFrame,
    *,
    value: str = "n",
    period: str = "",
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw the seven days by the hours of the day, with sums at the margins.

    Parameters
    ----------
    hours : DataFrame
        168 rows indexed (weekday 0 = Monday, hour), as :func:`hour_of_week` returns.
    value : str, default "n"
        Column to draw; numbers of at least zero.
    period : str, default ""
        When the reports are from: a label such as "2018-W10" or any text.
    title : str, optional
        First line; the second line gives n and period.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        Darker is more; the five highest cells are framed.

    Raises
    ------
    ValueError
        If ``hours`` has not one row for each hour of the week.

    Notes
    -----
    A report whose time is an interval counts with a share in every hour of it, so a
    cell need not be a whole number. Single cells of a small set say little: look at
    bands of hours, and test them with :func:`hot_times`.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> week = pd.MultiIndex.from_product(
    ...     [range(7), range(24)], names=["weekday", "hour"]
    ... )
    >>> hours = pd.DataFrame({"n": 0.0}, index=week)
    >>> hours.loc[(4, 22), "n"] = 3
    >>> ax = plot_hour_of_week(hours, period="2018-W10", lang="en")
    >>> print(ax.get_title(loc="left"))
    Hours of the week
    n = 3 reports, week 10 2018 (5–11 March 2018)
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    counts = week_matrix(hours, value)
    ax = axes_for(ax, lang, size=(9, 4.2))
    top = max(counts.max(), 1.0)
    ax.pcolormesh(
        np.arange(HOURS + 1),
        np.arange(DAYS + 1),
        counts,
        cmap=SHADES,
        vmin=0,
        vmax=top,
        edgecolors="white",
        linewidth=1,
    )
    framed = _frame_highest(ax, counts)
    ax.set_ylim(DAYS, 0)
    ax.set_yticks(np.arange(DAYS) + 0.5, weekday_names(lang))
    step = 4 if is_narrow(ax) else 2
    ticks = range(0, HOURS + 1, step)
    ax.set_xticks(ticks, [f"{hour:02d}" for hour in ticks])
    most = float(counts.max())
    whole = most >= 10 or most.is_integer()
    darkest = most if whole else number(most, lang, decimals=1)
    notes = (say("charts-hour-axis", lang), words.darkest_cell(darkest, framed, lang))
    ax.set_xlabel(folded(ax, ". ".join(notes), 9), fontsize=9)
    ax.tick_params(length=0, labelsize=9)
    ax.spines[:].set_visible(False)
    _margins(ax, counts, lang)
    heading = say("charts-hour-of-week", lang) if title is None else title
    write_title(ax, heading, n=float(counts.sum()), period=period, lang=lang)
    return ax


def _frame_highest(ax: Axes, counts: NDArray[np.float64], cells: int = 5) -> int:
    """Frame the highest cells, equal ones all or none; return how many."""
    ordered = np.sort(counts, axis=None)[::-1]
    limit = ordered[cells - 1]
    if (counts >= limit).sum() > cells:
        above = ordered[ordered > limit]
        limit = above.min() if above.size else np.inf
    framed = np.argwhere((counts >= limit) & (counts > 0))
    for day, hour in framed:
        ax.add_patch(
            Rectangle((hour, day), 1, 1, fill=False, edgecolor="black", linewidth=1.6)
        )
    return len(framed)


def _margins(ax: Axes, counts: NDArray[np.float64], lang: Language) -> None:
    """Draw the sums of hours above and of weekdays to the right, inside ``ax``."""
    above = ax.inset_axes((0, 1.03, 1, 0.22), sharex=ax)
    above.bar(np.arange(HOURS) + 0.5, counts.sum(axis=0), width=0.85, color=GREY)
    beside = ax.inset_axes((1.015, 0, 0.14, 1), sharey=ax)
    sums = counts.sum(axis=1)
    beside.barh(np.arange(DAYS) + 0.5, sums, height=0.8, color=GREY)
    for day, total in enumerate(sums):
        whole = abs(total - round(total)) < 1e-6
        text = number(total, lang, decimals=0 if whole else 1)
        beside.text(total, day + 0.5, f" {text}", va="center", fontsize=8, color=INK)
    beside.set_xlim(0, max(sums.max(), 1) * 1.6)
    for small in (above, beside):
        quiet_frame(small)
        small.tick_params(labelbottom=False, labelleft=False, length=0)
        small.spines[:].set_visible(False)
    above.set_ylabel(say("charts-per-hour", lang), fontsize=7, rotation=0, ha="right")
