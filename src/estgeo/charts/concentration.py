"""How few places carry most of the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import language, number, percent, say
from ._canvas import GREY, INK, axes_for, quiet_frame, write_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .._columns import Language
    from ..analysis.concentration import Concentration


def plot_concentration(
    concentration: Concentration,
    *,
    period: str = "",
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw the share of reports that the fullest places hold, beside chance.

    Parameters
    ----------
    concentration : Concentration
        What :func:`concentration` returns.
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
        The curve of the reports, and dashed the curve that chance gives when every
        place is as likely.

    Raises
    ------
    TypeError
        If ``ax`` is no matplotlib Axes.

    Notes
    -----
    Few reports on many places look concentrated whatever happens: read the distance
    between the two curves, not the height of the upper one.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import matplotlib.pyplot as plt
    >>> import estgeo as eg
    >>> zones = gpd.GeoDataFrame({"n": [8, 1, 1, 0]}, geometry=[None] * 4)
    >>> ax = plot_concentration(eg.concentration(zones), lang="en")
    >>> print(ax.get_title(loc="left"))
    Concentration
    n = 10 reports
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    ax = axes_for(ax, lang, size=(5.5, 5.2))
    curve = concentration.lorenz()
    places, reports = curve["share_of_zones"], curve["share_of_incidents"]
    by_chance = curve["share_of_incidents_by_chance"]
    half = concentration.share_of_zones(0.5)
    ax.plot(places, reports, color=INK, linewidth=2, label=say("charts-reported", lang))
    ax.plot(places, by_chance, "--", color=GREY, label=say("charts-by-chance", lang))
    ax.plot([0, half, half], [0.5, 0.5, 0], ":", color=INK, linewidth=1)
    told = percent(half, lang, decimals=0 if half >= 0.1 else 1)
    note = say("charts-half", lang, share=told)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.annotate(
        note, (half, 0.5), (8, -10), textcoords="offset points", fontsize=9, bbox=box
    )
    ticks = np.arange(0, 1.01, 0.25)
    names = [percent(tick, lang) for tick in ticks]
    ax.set_xticks(ticks, names)
    ax.set_yticks(ticks, names)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1.01)
    ax.set_xlabel(say("charts-concentration-x", lang), fontsize=9)
    ax.set_ylabel(say("charts-concentration-y", lang), fontsize=9)
    gini = say(
        "charts-gini",
        lang,
        gini=number(concentration.gini, lang, decimals=2),
        chance=number(concentration.gini_by_chance, lang, decimals=2),
    )
    ax.legend(
        title=gini, fontsize=9, title_fontsize=9, frameon=False, loc="lower right"
    )
    quiet_frame(ax)
    heading = say("charts-concentration", lang) if title is None else title
    write_title(ax, heading, n=concentration.n_incidents, period=period, lang=lang)
    return ax
