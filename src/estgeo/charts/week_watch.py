"""A watched series week by week, with the level it is held against and its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence
from .._language import language, say
from .._periods import first_day, last_day
from ..words._periods import days_words
from ._canvas import ACCENT, GREY, INK, PALE, axes_for, quiet_frame, write_title

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .._columns import Language
    from ..analysis.week_watch import WeekWatch


def plot_week_watch(
    watch: WeekWatch,
    *,
    row: object = 0,
    title: str | None = None,
    ax: Axes | None = None,
    lang: Language | None = None,
) -> Axes:
    """Draw a watched series: counts, what was expected, and when its level changed.

    Parameters
    ----------
    watch : WeekWatch
        From :func:`week_watch`.
    row : label, default 0
        Row of ``watch.rows`` to draw.
    title : str, optional
        First line; the second line gives n and period.
    ax : matplotlib Axes, optional
        Where to draw; a new figure by default.
    lang : str, optional
        Language of the text.

    Returns
    -------
    matplotlib Axes
        Weeks before looking began are pale. The line is what each week was expected to
        bring when it was looked at; the shade is a changed level, from the week it is
        taken to have begun with, and the broken line the week whose look found it.

    Raises
    ------
    KeyError
        If there is no such row.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> often = pd.date_range("2018-01-01 18:00", "2019-07-01", freq="2D", tz="UTC")
    >>> more = pd.date_range("2019-04-01 21:00", "2019-07-01", freq="D", tz="UTC")
    >>> watch = eg.week_watch(pd.DataFrame({"start": often.append(more)}))
    >>> ax = plot_week_watch(watch, lang="en")
    >>> print(ax.get_title(loc="left").splitlines()[0])
    The level week by week
    >>> plt.close(ax.figure)
    """
    lang = language(lang)
    weeks = _weeks_of(watch, row)
    ax = axes_for(ax, lang, size=(9, 3.6))
    days = np.array([first_day(week) for week in weeks["week"]], dtype="datetime64[D]")
    n, watched = weeks["n"].to_numpy(float), weeks["is_watched"].to_numpy(bool)
    ax.plot(days, n, color=PALE, linewidth=1, zorder=1)
    for chosen, color, text in (
        (~watched, GREY, "watch-learnt"),
        (watched, INK, "watch-count"),
    ):
        if chosen.any():
            ax.plot(
                *(days[chosen], n[chosen], "o"),
                color=color,
                markersize=3.5,
                label=say(text, lang),
            )
    if watched.any():
        expected = weeks["expected"].to_numpy(float)
        label = say("watch-expected", lang)
        ax.plot(days, expected, color=ACCENT, linewidth=1.5, label=label)
    _draw_changes(ax, weeks, days, lang)
    ax.set_ylim(0, max(float(n.max()) * 1.15, 1))
    ax.set_ylabel(say("watch-count", lang), fontsize=9)
    quiet_frame(ax)
    ax.legend(
        fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.1), ncols=4
    )
    heading = say("watch-watched", lang) if title is None else title
    names = weeks["week"].iloc[[0, -1]]
    period = days_words(first_day(names.iloc[0]), last_day(names.iloc[1]), lang)
    write_title(ax, heading, n=float(n.sum()), period=period, lang=lang)
    return ax


def _weeks_of(watch: WeekWatch, row: object) -> pd.DataFrame:
    if not hasattr(watch, "weeks"):
        rule = "what week_watch gives"
        raise TypeError(sentence("watch", rule, type(watch).__name__))
    if isinstance(row, bool) or row not in list(watch.rows.index):
        known = f"a row of watch.rows, 0 to {len(watch.rows) - 1}"
        raise KeyError(sentence("row", known, row))
    at = watch.rows.index.to_list().index(row)
    weeks = len(watch.weeks) // len(watch.rows)
    return watch.weeks.iloc[at * weeks : (at + 1) * weeks]


def _draw_changes(
    ax: Axes, weeks: pd.DataFrame, days: NDArray[np.datetime64], lang: Language
) -> None:
    """Shade every changed level that was said, and mark the look that found it."""
    said = weeks[weeks["course"].isin(["rise", "fall"])]
    place = dict(zip(weeks["week"], days, strict=True))
    for number, (found, part) in enumerate(said.groupby("found", sort=True)):
        one = part.iloc[-1]
        begun = place[one["since"]]
        ax.axvspan(begun, place[one["week"]], color=ACCENT, alpha=0.12, linewidth=0)
        label = say("watch-found", lang) if number == 0 else None
        ax.axvline(place[found], color=INK, linestyle="--", linewidth=1, label=label)
        kind = say(f"watch-course-names-{one['course']}", lang)
        ax.annotate(
            f" {kind}",
            (begun, 0.98),
            xycoords=("data", "axes fraction"),
            fontsize=8,
            va="top",
        )
