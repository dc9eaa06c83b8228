"""The paper charts are drawn on: axes, titles, greys that survive a printer.

And the 168 hours of the week as seven rows of twenty-four.
"""

from __future__ import annotations

import re
from textwrap import fill
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from .._checks import check_finite, sentence
from .._frame_checks import check_columns, check_frame
from .._inert import clean
from .._language import check_language
from .._periods import period_kind
from ..words._periods import period_days, period_words, says_its_days
from ..words.maps import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .._columns import Language

HOURS = 24

DAYS = 7

# Shares that are added and taken away may leave this much below zero.
_ROUNDING = 1e-9

INK = "#222222"

GREY = "#777777"

PALE = "#d0d0d0"

ACCENT = "#b2182b"

# Lightness falls all the way, so the order of the shades survives a black-and-white
# printer.
SHADES = "OrRd"

NARROW = 6.0  # inches; a narrower picture is made for a phone


def axes_for(ax: Axes | None, lang: Language, *, size: tuple[float, float]) -> Axes:
    """Return ``ax``, or the axes of a new pyplot figure (as pandas' plots do).

    A notebook shows and closes such a figure itself; a program that makes many
    passes axes of its own.
    """
    check_language(lang)
    if ax is None:
        _, ax = plt.subplots(figsize=size, layout="constrained")
    if not isinstance(ax, Axes):
        raise TypeError(sentence("ax", "matplotlib Axes or None", type(ax).__name__))
    return ax


def write_title(
    ax: Axes, title: str, *, n: float | None, period: str, lang: Language
) -> None:
    """Write what is shown, and below it how many reports from when."""
    facts = [] if n is None else [counted(n, lang)]
    if period:
        facts.append(period_text(period, lang))
    below = ", ".join(facts)
    share = 0.75 if is_narrow(ax) else 0.9  # beside the labels of the axis
    lines = [
        folded(ax, plain(text), 11, share=share) for text in (title, below) if text
    ]
    ax.set_title(
        "\n".join(lines),
        loc="left",
        fontsize=11,
        color=INK,
        linespacing=1.4,
    )


# Lines of one text in a picture.
_MOST_LINES = 4

# Letters of a name beside a mark.
_MOST_LETTERS = 40


def is_narrow(ax: Axes) -> bool:
    """Return whether the picture is as narrow as a phone."""
    return _inches(ax) < NARROW


def _inches(ax: Axes) -> float:
    figure = ax.get_figure(root=True)
    return float(figure.get_figwidth()) if figure is not None else NARROW


def folded(ax: Axes, text: str, size: float, *, share: float = 0.95) -> str:
    """Return ``text`` in lines that fit a share of the picture's width.

    A very long name is cut with "…": the picture would have no room left for the data.
    """
    points = _inches(ax) * 72 * share
    # A letter is a little over half as wide as high.
    letters = max(int(points / (size * 0.56)), 10)
    lines = [
        fill(line, letters, max_lines=_MOST_LINES, placeholder=" …")
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def cut(name: str) -> str:
    """Return a name that has room beside a mark; a longer one ends with "…".

    >>> cut("Väktarpatrull"), len(cut("x" * 400))
    ('Väktarpatrull', 40)
    """
    return name if len(name) <= _MOST_LETTERS else name[: _MOST_LETTERS - 1] + "…"


def period_text(period: str, lang: Language) -> str:
    """Return a label such as "2018-W10" in words with its days; other text as it is."""
    try:
        period_kind(period)
    except ValueError:
        return period
    if says_its_days(period):
        return period_words(period, lang)
    return f"{period_words(period, lang)} ({period_days(period, lang)})"


def plain(text: str) -> str:
    r"""Return ``text`` without what matplotlib reads as mathematics or cannot draw.

    >>> plain("costs $5")
    'costs \\$5'
    """
    return re.sub(r"[\t\r]", " ", clean(text)).replace("$", r"\$")


def quiet_frame(ax: Axes) -> None:
    """Leave only the axes that carry numbers."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(GREY)
    ax.tick_params(colors=INK, labelsize=9)


def week_matrix(hours: pd.DataFrame, value: str) -> NDArray[np.float64]:
    """Return the 7 x 24 matrix of a frame indexed by weekday and hour."""
    check_frame("hours", hours)
    check_columns("hours", hours, [value])
    index = hours.index
    whole = pd.MultiIndex.from_product([range(DAYS), range(HOURS)])
    if (
        len(index) != len(whole)
        or index.nlevels != 2
        or not index.isin(whole).all()
        or index.has_duplicates
    ):
        rule = "168 rows indexed by weekday (0-6) and hour (0-23)"
        remedy = "Make it with hour_of_week(incidents)."
        raise ValueError(sentence("hours", rule, f"{len(index)} rows", remedy))
    counts = check_finite("hours", hours[value].reindex(whole).to_numpy())
    if (counts < -_ROUNDING).any():
        raise ValueError(sentence("hours", "not negative", counts.min()))
    return counts.clip(0).reshape(DAYS, HOURS)
