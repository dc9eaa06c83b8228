"""What the longer analyses add: where reports are heading, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import number, say
from ..analysis.trend import trend
from ..charts.trend import plot_trend
from ..space_time.periods import period_counts
from ..words import longer as words
from ..words._changes import interval
from ..words.report import COLUMNS, SECTIONS
from ..words.themes import theme_words
from ._months import LEAST_MONTHS, too_few_months, whole_months
from ._page import Block, Paragraph, Picture, Section
from ._pictures import draw
from ._study import TOPIC, between
from ._tables import plain_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes

    from ..analysis.trend import Trend
    from ..insatser.insats import Insats
    from ._study import Study

LEAST_REPORTS = 20


def direction_section(study: Study, insatser: Sequence[Insats]) -> Section:
    """Return where reports are heading, month by month, in all and by theme."""
    lang = study.lang
    title = say(SECTIONS["direction"], lang)
    months = whole_months(study)
    if len(months) < LEAST_MONTHS:
        return too_few_months("direction", title, len(months), lang)
    reports = between(study.problems, months["start"].iloc[0], months["end"].iloc[-1])
    found = trend(months)
    blocks: list[Block] = [
        Paragraph(words.direction(*_three(found), len(months), lang)),
        _trend_picture(study, months, found, insatser),
    ]
    rows, frames = _topic_rows(study, reports, months)
    if rows:
        names = ("topic", "n", "slope", "interval", "status")
        header = [
            say(words.REPORTS if name == "n" else COLUMNS[name], lang) for name in names
        ]
        caption = say(words.TRENDS_CAPTION, lang)
        blocks.append(plain_table(caption, header, rows, numeric=(1, 2, 3), lang=lang))
    blocks.append(Paragraph(words.trend_note(len(months), lang), "note"))
    tables = {"months": months.drop(columns=["start", "end"]), "trends": frames}
    return Section("direction", title, tuple(blocks), tables)


def _three(found: Trend) -> tuple[float, float, float]:
    return found.change_per_year, found.low, found.high


def _trend_picture(
    study: Study, months: pd.DataFrame, found: Trend, insatser: Sequence[Insats]
) -> Picture:
    first = months["start"].iloc[0].tz_localize(None)
    end = study.end.tz_localize(None)
    within = [insats for insats in insatser if first <= insats.start < end]

    def plot(ax: Axes) -> object:
        return plot_trend(
            months,
            trend=found,
            insatser=within,
            ax=ax,
            lang=study.lang,
        )

    alt = words.trend_alt(len(months), study.lang)
    return Picture(draw(plot, size=(9, 3.8)), alt)


def _topic_rows(
    study: Study, reports: gpd.GeoDataFrame, months: pd.DataFrame
) -> tuple[list[tuple[str, ...]], pd.DataFrame]:
    lang = study.lang
    span = (months["start"].iloc[0], months["end"].iloc[-1])
    rows: list[tuple[str, ...]] = []
    frames = []
    tally = reports[TOPIC].value_counts()
    if len(tally) < 2:
        return [], pd.DataFrame()
    for topic, n in tally[tally >= LEAST_REPORTS].items():
        counts = period_counts(
            reports[reports[TOPIC] == topic], every="month", span=span
        )
        found = trend(counts)
        change, low, high = _three(found)
        rows.append(
            (
                theme_words(str(topic), lang).capitalize(),
                number(int(n), lang),
                words.per_year(change, lang),
                interval(1 + low, 1 + high, lang),
                words.direction_reading(low, high, lang),
            )
        )
        frames.append(found.to_frame().assign(topic=topic))
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    return rows, frame
