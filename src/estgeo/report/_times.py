"""When: the hours of the week, and what can be said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .._language import number, say, weekday_names
from ..analysis.hot_times import hot_times
from ..charts._canvas import week_matrix
from ..charts.hour_of_week import plot_hour_of_week
from ..space_time.hours import hour_of_week
from ..words import hours as words
from ..words._periods import days_words
from ._page import Block, Paragraph, Section, Table, plain_table
from ._pictures import chart
from ._study import with_known_clock

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

    from .._columns import Language
    from ._study import Study

# Below ten reports no test of times is made: they are listed (statistics of so few
# times say nothing).
LEAST_TIMES = 10
LEAST_SHARE = 0.2
SEED = 2018


def times_section(study: Study) -> Section:
    """Return the section on when reports happen, or why it cannot be said."""
    lang = study.lang
    title = say("report-sections-times", lang)
    window = study.window
    known = with_known_clock(window)
    if len(known) < LEAST_SHARE * len(window) or known.empty:
        text = words.no_clock(len(known), len(window), _coarsest(window), lang)
        return Section("times", title, (Paragraph(text, "warning"),))
    hours = hour_of_week(known)
    span = days_words(study.window_start.date(), study.last_day, lang)

    def plot(ax: Axes) -> object:
        return plot_hour_of_week(hours, ax=ax, lang=lang, period=span)

    alt = words.hours_alt(len(known), span, lang)
    blocks: list[Block] = [
        Paragraph(when_words(study, known)),
        chart(plot, alt, size=(9, 4.2), table=_hours_table(hours, alt, lang)),
    ]
    if len(known) < len(window):
        blocks.append(Paragraph(words.left_out(len(window) - len(known), lang), "note"))
    return Section("times", title, tuple(blocks), {"hour_of_week": hours.reset_index()})


def _hours_table(hours: pd.DataFrame, caption: str, lang: Language) -> Table:
    """Return an hour a row and a weekday a column."""
    counts = week_matrix(hours, "n").T
    rows = [
        [f"{hour:02d}", *(_count(value, lang) for value in row)]
        for hour, row in enumerate(counts)
    ]
    header = [say("report-columns-hour", lang), *weekday_names(lang)]
    return plain_table(caption, header, rows, numeric=range(1, 8), lang=lang)


def _count(value: float, lang: Language) -> str:
    """Return a count; reports of unsure time count with shares of hours."""
    whole = abs(value - round(value)) < 1e-6
    return number(float(value), lang, decimals=0 if whole else 1)


def when_words(
    study: Study, incidents: gpd.GeoDataFrame, *, brief: bool = False
) -> str:
    """Return when reports of the window happen, no surer than the test allows.

    ``brief`` leaves out how many came together with others; the section says it.
    """
    lang = study.lang
    known = with_known_clock(incidents)
    if known.empty:
        return say("times-unknown", lang)
    span = ""
    if study.window_start < study.start:
        span = days_words(study.window_start.date(), study.last_day, lang)
    if len(known) < LEAST_TIMES:
        return words.listed_times(_moments(known), lang, days=span)
    found = hot_times(known, rng=SEED)
    if brief:
        found = replace(found, n_groups=found.n)
    # The days stand in the brackets of the number, which end the first sentence.
    first, end, rest = found.sentence(lang).partition(").")
    return f"{first}{f', {span}' if span else ''}{end}{rest}"


def _moments(incidents: gpd.GeoDataFrame) -> list[tuple[int, int]]:
    """Return (weekday, hour) of the beginning of each report, in order of time."""
    starts: pd.Series = incidents["start"].sort_values()
    return [(moment.weekday(), moment.hour) for moment in starts]


def _coarsest(incidents: gpd.GeoDataFrame) -> str:
    if "time_precision" not in incidents.columns or incidents.empty:
        return ""
    return str(incidents["time_precision"].astype(str).mode().iloc[0])
