"""Whether one report is followed by more, near and soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from .._language import language, number, say
from ._canvas import SHADES, axes_for, write_title

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from .._columns import Language
    from ..analysis.near_repeat import NearRepeats

_LEVEL = 0.05
_BANDS = ["distance_from", "distance_to"]
_DAYS = ["days_from", "days_to"]


def plot_near_repeats(
    near_repeats: NearRepeats,
    *,
    period: str = "",
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw observed pairs per expected pairs, by distance and days.

    Parameters
    ----------
    near_repeats : NearRepeats
        What :func:`near_repeats` returns.
    period : str, default ""
        When the reports are from: a label such as "2018" or any text.
    title : str, optional
        First line; the second line gives n and period.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        Each cell holds the ratio and, in brackets, the observed pairs; a cell with
        more pairs than chance gives (p at most 0.05) is framed.

    Raises
    ------
    TypeError
        If ``ax`` is no matplotlib Axes.

    Notes
    -----
    Shades end at a ratio of 3, so that one cell of few pairs does not pale the rest.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import estgeo as eg
    >>> found = eg.sample_incidents("memphis").incidents
    >>> table = eg.near_repeats(found, permutations=99, rng=1)
    >>> ax = plot_near_repeats(table, lang="en")
    >>> ax.get_xlabel().splitlines()[0]
    'Days between two reports'
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    ax = axes_for(ax, lang, size=(7, 4.6))
    table = near_repeats.table
    rows = table[_BANDS].drop_duplicates().reset_index(drop=True)
    columns = table[_DAYS].drop_duplicates().reset_index(drop=True)
    ratios = _matrix(table, rows, columns, "ratio")
    shown = np.clip(np.nan_to_num(ratios, nan=0.0), 0, 3)
    ax.pcolormesh(shown, cmap=SHADES, vmin=0, vmax=3, edgecolors="white", linewidth=2)
    observed = _matrix(table, rows, columns, "observed")
    p = _matrix(table, rows, columns, "p_value")
    for (row, column), ratio in np.ndenumerate(ratios):
        pairs = number(float(observed[row, column]), lang)
        text = f"{number(float(ratio), lang, decimals=1)}\n({pairs})"
        color = "white" if shown[row, column] > 1.8 else "black"
        place = (column + 0.5, row + 0.5)
        ax.text(*place, text, ha="center", va="center", fontsize=8, color=color)
        if p[row, column] <= _LEVEL:
            box = Rectangle((column + 0.04, row + 0.04), 0.92, 0.92)
            box.set(fill=False, edgecolor="black", linewidth=2)
            ax.add_patch(box)
    ax.invert_yaxis()
    ax.set_xticks(
        np.arange(len(columns)) + 0.5, [_span(*c) for c in columns.to_numpy()]
    )
    ax.set_yticks(
        np.arange(len(rows)) + 0.5, [_distance(*r, lang=lang) for r in rows.to_numpy()]
    )
    ax.tick_params(length=0, labelsize=9)
    ax.spines[:].set_visible(False)
    lines = (say("charts-near-repeats-x", lang), say("charts-near-note", lang))
    ax.set_xlabel("\n".join(lines), fontsize=9)
    ax.set_ylabel(say("charts-near-repeats-y", lang), fontsize=9)
    heading = say("charts-near-repeats", lang) if title is None else title
    write_title(ax, heading, n=near_repeats.n, period=period, lang=lang)
    return ax


def _matrix(
    table: pd.DataFrame, rows: pd.DataFrame, columns: pd.DataFrame, value: str
) -> np.ndarray:
    keyed = table.set_index(_BANDS + _DAYS)[value]
    cells = [
        [float(keyed.loc[(*row, *column)]) for column in columns.to_numpy()]
        for row in rows.to_numpy()
    ]
    return np.array(cells)


def _span(start: float, end: float) -> str:
    """Return a half-open band of whole days by its first and last day."""
    last = end - 1
    return f"{start:g}" if last == start else f"{start:g}–{last:g}"


def _distance(start: float, end: float, *, lang: Language) -> str:
    if end == 0:
        return say("charts-same-place", lang)
    return f"{start:g}–{end:g} m"
