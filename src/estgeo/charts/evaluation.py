"""What changed where an insats worked, with how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._language import language, number, say
from ..words import maps as words
from ..words._changes import change_words
from ..words._periods import days_words
from ._canvas import (
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
    from ..insatser.effect import Evaluation
    from ..stats.rates import RateChange

# The axis reaches from a fall of 90 % to a tenfold rise; longer intervals get an arrow.
_LOW, _HIGH = 0.1, 10.0
_TICKS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)
_FEW_TICKS = (0.1, 0.5, 1.0, 2.0, 10.0)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the chart; NaN where nothing can be told."""

    label: str
    ratio: float
    low: float
    high: float
    low80: float
    high80: float


def plot_evaluation(
    evaluation: Evaluation,
    *,
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw the change in the area, against its control, and in the rings around.

    Parameters
    ----------
    evaluation : Evaluation
        What :func:`evaluate` returns.
    title : str, optional
        First line; the second line gives n and the days that were compared.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        A line a comparison: point, 80 % interval (thick; not for rings), 95 % interval
        (thin), on a log scale where a halving is as far from zero as a doubling.

    Raises
    ------
    TypeError
        If ``ax`` is no matplotlib Axes.

    Notes
    -----
    An interval that crosses the dashed line says that it cannot be told whether
    anything changed. The first line has no control and is the weakest evidence.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import estgeo as eg
    >>> found = eg.simulate_incidents(rng=2018)
    >>> result = eg.evaluate(
    ...     found.incidents, found.insatser[0], candidates=found.zones, rng=1
    ... )
    >>> ax = plot_evaluation(result, lang="en")
    >>> print(ax.get_title(loc="left").splitlines()[0])
    Before and after: Väktarpatrull
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    rows = comparison_rows(evaluation, lang)
    ax = axes_for(ax, lang, size=(8, 1.5 + 0.5 * len(rows)))
    for height, row in enumerate(rows):
        _draw(ax, height, row, lang)
    ax.axvline(1, color=GREY, linestyle="--", linewidth=1)
    ax.set_xscale("log")
    ax.set_xlim(_LOW * 0.9, _HIGH * 1.1)
    ticks, share = (_FEW_TICKS, 0.4) if is_narrow(ax) else (_TICKS, 0.6)
    ax.set_xticks(ticks, [change_words(tick, lang) for tick in ticks])
    ax.minorticks_off()
    labels = [folded(ax, plain(row.label), 9, share=share) for row in rows]
    ax.set_yticks(range(len(rows)), labels)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    axis = folded(ax, say("charts-evaluation-axis", lang), 9, share=0.6)
    ax.set_xlabel(axis, fontsize=9)
    quiet_frame(ax)
    heading = say("charts-evaluation", lang, name=evaluation.insats.name)
    n = evaluation.change.before + evaluation.change.after
    write_title(
        ax,
        heading if title is None else title,
        n=float(n),
        period=_windows(evaluation, lang),
        lang=lang,
    )
    return ax


def comparison_rows(evaluation: Evaluation, lang: Language) -> list[_Row]:
    """Return what the chart shows, a comparison a row."""
    rows = [_of_change(evaluation.change, say("charts-area-alone", lang), lang)]
    if evaluation.relative.status != "no control":
        label = say("charts-against-control", lang)
        rows.append(_of_change(evaluation.relative, label, lang))
    for ring in evaluation.displacement.to_dict("records"):
        bounds = (float(ring["ratio"]), float(ring["low"]), float(ring["high"]))
        label = words.ring_words(ring["radius_from"], ring["radius_to"], lang)
        counts = f" ({number(ring['before'], lang)} → {number(ring['after'], lang)})"
        rows.append(_Row(label + counts, *bounds, np.nan, np.nan))
    return rows


def _of_change(change: RateChange, label: str, lang: Language) -> _Row:
    counts = ""
    if np.isfinite([change.before, change.after]).all():
        counts = f" ({number(change.before, lang)} → {number(change.after, lang)})"
    bounds = (change.low, change.high, change.low80, change.high80)
    return _Row(label + counts, change.ratio, *bounds)


def _draw(ax: Axes, height: int, row: _Row, lang: Language) -> None:
    if not np.isfinite([row.low, row.high]).all():
        ax.text(1.05, height, say("charts-cannot-tell", lang), va="center", fontsize=9)
        return
    for low, high, width in ((row.low, row.high, 1.2), (row.low80, row.high80, 4.5)):
        if np.isfinite([low, high]).all():
            ends = np.clip([low, high], _LOW * 0.9, _HIGH * 1.1)
            ax.plot(ends, [height, height], color=INK, linewidth=width)
    if row.low < _LOW:
        ax.plot(_LOW * 0.95, height, "<", color=INK, markersize=6)
    if row.high > _HIGH:
        ax.plot(_HIGH * 1.05, height, ">", color=INK, markersize=6)
    if _LOW <= row.ratio <= _HIGH:
        ax.plot(
            row.ratio, height, "D", color="white", markeredgecolor=INK, markersize=7
        )


def _windows(evaluation: Evaluation, lang: Language) -> str:
    spans = {
        row["window"]: days_words(row["start"].date(), row["end"].date(), lang)
        for row in evaluation.periods.to_dict("records")
    }
    shown = [spans[name] for name in ("before", "after") if name in spans]
    return " →\n".join(shown)
