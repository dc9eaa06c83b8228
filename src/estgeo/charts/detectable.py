"""How small a fall an evaluation can see, and how long that takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_positive, check_whole, sentence
from .._language import language, number, percent, say
from ..insatser.power import detectable_change
from ..words._changes import change_words
from ._canvas import GREY, INK, axes_for, quiet_frame, write_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .._columns import Language

# Told apart without color.
_LINES = ("-", "--", "-.", ":")
_MARKS = ("o", "s", "^", "D")
_WEEKS = (2, 4, 8, 13, 26, 39, 52)


def plot_detectable(
    weekly: float | Sequence[float],
    *,
    weeks_before: float = 52,
    weeks_after: Sequence[int] = _WEEKS,
    control_ratio: float = 1.0,
    dispersion: float,
    power: float = 0.8,
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw the smallest fall that would probably be found, against weeks of waiting.

    Parameters
    ----------
    weekly : float or sequence of float
        Reports a week in the insats area before it starts; at most four lines.
    weeks_before : float, default 52
        Weeks of records before.
    weeks_after : sequence of int
        Weeks after the start to work it out for.
    control_ratio, dispersion, power
        As in :func:`detectable_change`.
    title : str, optional
        First line; the second line gives the assumptions.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        A line ends where not even a fall of 98 % would be found.

    Raises
    ------
    ValueError
        If a number is outside its range, or there are more than four lines.

    Notes
    -----
    See :func:`detectable_change` for the formula. Look at this before an insats is
    decided: a line far down says that its effect will not be seen, whatever it is.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plot_detectable(
    ...     [5, 20], weeks_after=[13, 26, 52], dispersion=1.5, lang="en"
    ... )
    >>> [line.get_label() for line in ax.get_lines()]
    ['5 per week', '20 per week']
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    rates = _rates(weekly)
    weeks = np.array(
        sorted({check_whole("weeks_after", w, at_least=1) for w in weeks_after})
    )
    ax = axes_for(ax, lang, size=(7.5, 4))
    for rate, line, mark in zip(rates, _LINES, _MARKS, strict=False):
        changes = [
            detectable_change(
                rate,
                weeks_before=weeks_before,
                weeks_after=float(after),
                control_ratio=control_ratio,
                dispersion=dispersion,
                power=power,
                rng=0,
            )
            for after in weeks
        ]
        label = _label(rate, lang)
        falls = np.negative(changes)
        ax.plot(weeks, falls, line + mark, color=INK, markersize=5, label=label)
    _finish(ax, weeks, lang)
    heading = say("charts-detectable", lang) if title is None else title
    note = say(
        "charts-detectable-note", lang, before=weeks_before, power=percent(power, lang)
    )
    write_title(ax, heading, n=None, period=note, lang=lang)
    return ax


def _label(rate: float, lang: Language) -> str:
    told = number(rate, lang, decimals=0 if rate == round(rate) else 1)
    return say("charts-detectable-line", lang, weekly=told)


def _finish(ax: Axes, weeks: NDArray[np.int64], lang: Language) -> None:
    """Give the axes their ticks and words, falls downwards."""
    ax.set_ylim(0, 1)
    ax.invert_yaxis()
    ticks = np.arange(0, 1.01, 0.2)
    ax.set_yticks(ticks, [change_words(1 - fall, lang) for fall in ticks])
    ax.set_xticks(weeks)
    ax.grid(axis="y", color=GREY, alpha=0.25, linewidth=0.6)
    ax.set_xlabel(say("charts-detectable-x", lang), fontsize=9)
    ax.set_ylabel(say("charts-detectable-y", lang), fontsize=9)
    ax.legend(fontsize=9, frameon=False)
    quiet_frame(ax)


def _rates(weekly: float | Sequence[float]) -> list[float]:
    rates = list(weekly) if isinstance(weekly, Sequence) else [weekly]
    if not 1 <= len(rates) <= len(_LINES):
        rule = f"one to {len(_LINES)} numbers"
        raise ValueError(sentence("weekly", rule, len(rates)))
    return [check_positive("weekly", rate) for rate in rates]
