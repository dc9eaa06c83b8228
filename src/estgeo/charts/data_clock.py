"""The week as a clock: one ring a weekday, one sector an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.projections.polar import PolarAxes

from .._checks import sentence
from .._language import language, say, weekday_names
from ._canvas import DAYS, HOURS, SHADES, axes_for, plain, week_matrix, write_title

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from .._columns import Language


def plot_data_clock(
    hours: pd.DataFrame,
    *,
    value: str = "n",
    period: str = "",
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw the week as a clock: one ring a weekday, Monday innermost.

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
    ax : matplotlib PolarAxes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib PolarAxes
        Midnight is at the top, hours run clockwise.

    Raises
    ------
    ValueError
        If ``hours`` has not one row for each hour of the week.
    TypeError
        If ``ax`` is not polar.

    Notes
    -----
    Outer rings have more area, so Sunday looks larger than Monday at the same count:
    compare shades. :func:`plot_hour_of_week` shows the same numbers without that.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> week = pd.MultiIndex.from_product(
    ...     [range(7), range(24)], names=["weekday", "hour"]
    ... )
    >>> hours = pd.DataFrame({"n": 0.0}, index=week)
    >>> hours.loc[(4, 22), "n"] = 3
    >>> ax = plot_data_clock(hours, lang="en")
    >>> ax.name
    'polar'
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    counts = week_matrix(hours, value)
    ax = _polar(ax, lang)
    edges = np.linspace(0, 2 * np.pi, HOURS + 1)
    top = max(counts.max(), 1.0)
    shades = ax.pcolormesh(
        edges,
        np.arange(2, DAYS + 3),
        counts,
        cmap=SHADES,
        vmin=0,
        vmax=top,
        edgecolors="white",
        linewidth=0.6,
    )
    ax.set_theta_zero_location("N")
    ax.set_theta_direction(-1)
    ax.set_ylim(0, DAYS + 2)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    ax.set_xticks(edges[:-1:3], [f"{h:02d}" for h in range(0, HOURS, 3)])
    ax.set_yticks([])
    _ring_names(ax, lang)
    bar = ax.figure.colorbar(shades, ax=ax, shrink=0.7, pad=0.09)
    bar.set_label(say("charts-number-shade", lang), fontsize=9)
    bar.outline.set_visible(False)
    ax.set_xlabel(say("charts-clock-note", lang), fontsize=9, labelpad=12)
    heading = say("charts-data-clock", lang) if title is None else title
    write_title(ax, heading, n=float(counts.sum()), period=period, lang=lang)
    return ax


def _polar(ax: Axes | None, lang: Language) -> PolarAxes:
    if ax is None:
        flat = axes_for(None, lang, size=(6, 6.2))
        figure = flat.figure
        flat.remove()
        ax = figure.add_subplot(projection="polar")
    if not isinstance(ax, PolarAxes):
        remedy = "Make it with figure.add_subplot(projection='polar')."
        raise TypeError(sentence("ax", "polar axes", type(ax).__name__, remedy))
    return ax


def _ring_names(ax: PolarAxes, lang: Language) -> None:
    """Name the rings on a white halo, so that dark cells do not hide them."""
    halo = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.6}
    for day, name in enumerate(weekday_names(lang)):
        ax.text(
            0, day + 2.5, plain(name), ha="center", va="center", fontsize=7, bbox=halo
        )
