"""What other choices would have said, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import language, say
from ..words._changes import change_words
from ._canvas import (
    ACCENT,
    GREY,
    INK,
    axes_for,
    folded,
    is_narrow,
    plain,
    quiet_frame,
    write_title,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .._columns import Language
    from ..insatser.robustness import Robustness

_TICKS = (0.1, 0.25, 0.5, 0.8, 1.0, 1.25, 2.0, 4.0, 10.0)
_FEW_TICKS = (0.1, 0.5, 1.0, 2.0, 10.0)
# Above this many rows only the design's own has room for its label.
_MOST_LABELS = 45


def plot_robustness(
    found: Robustness,
    *,
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw what every choice gives, from the lowest ratio to the highest.

    Parameters
    ----------
    found : Robustness
        What :func:`robustness` returns.
    title : str, optional
        First line; the second says how many choices there are.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        A line a choice: point and interval, on a log scale; the design's own choice is
        a filled diamond in another color and its label is bold.

    Raises
    ------
    TypeError
        If ``ax`` is no matplotlib Axes.

    Notes
    -----
    Choices that gave no interval are left out, and counted below the title.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=110, rng=1)
    >>> found = eg.robustness(
    ...     town.incidents,
    ...     town.insatser[0],
    ...     candidates=town.zones,
    ...     choices={"dispersion": [1.0, 2.5]},
    ... )
    >>> ax = plot_robustness(found, lang="en")
    >>> len(ax.get_yticklabels())
    3
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    table = found.to_frame().assign(label=found.labels(lang))
    ends = table[["low", "high"]].to_numpy(dtype=float)
    drawn = table[np.isfinite(ends).all(axis=1) & (ends > 0).all(axis=1)]
    drawn = drawn.sort_values("ratio", kind="stable", ignore_index=True)
    ax = axes_for(ax, lang, size=(8, 1.5 + 0.28 * min(len(drawn), _MOST_LABELS)))
    for height, row in drawn.iterrows():
        own = bool(row["is_stated"])
        color, mark = (ACCENT, "D") if own else (INK, "o")
        ax.plot([row["low"], row["high"]], [height, height], color=color, linewidth=1.4)
        ax.plot(row["ratio"], height, mark, color=color, markersize=7 if own else 4)
    _scale(ax, lang)
    _labels(ax, drawn["label"].tolist(), drawn["is_stated"].tolist())
    heading = say("charts-robustness", lang)
    below = say("charts-robustness-n", lang, n=len(drawn), missing=len(table))
    write_title(
        ax, heading if title is None else title, n=None, period=below, lang=lang
    )
    return ax


def _scale(ax: Axes, lang: Language) -> None:
    ax.axvline(1, color=GREY, linestyle="--", linewidth=1)
    ax.set_xscale("log")
    ticks = _FEW_TICKS if is_narrow(ax) else _TICKS
    low, high = ax.get_xlim()
    shown = [tick for tick in ticks if low <= tick <= high] or [1.0]
    ax.set_xticks(shown, [change_words(tick, lang) for tick in shown])
    ax.minorticks_off()
    axis = folded(ax, say("charts-robustness-axis", lang), 9, share=0.6)
    ax.set_xlabel(axis, fontsize=9)


def _labels(ax: Axes, labels: list[str], own: list[bool]) -> None:
    few = len(labels) <= _MOST_LABELS
    share = 0.4 if is_narrow(ax) else 0.6
    shown = [
        folded(ax, plain(text), 9, share=share) if few or bold else ""
        for text, bold in zip(labels, own, strict=True)
    ]
    ax.set_yticks(range(len(labels)), shown)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    quiet_frame(ax)
    for text, bold in zip(ax.get_yticklabels(), own, strict=True):
        if bold:
            text.set_fontweight("bold")
