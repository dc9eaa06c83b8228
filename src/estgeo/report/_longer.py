"""What the longer analyses add: areas by themes, direction, patterns over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import number, say
from ..analysis.emerging import emerging_hot_spots
from ..analysis.trend import trend
from ..charts.trend import plot_trend
from ..maps.emerging import map_emerging
from ..space_time.cube import space_time_cube
from ..space_time.grids import square_grid
from ..space_time.periods import period_counts
from ..space_time.street_names import GROUND
from ..words import trends as words
from ..words._changes import interval
from ..words._periods import days_words, period_words
from ..words.hot_spots import pattern_words
from ..words.report import theme_words
from ._page import MOST_ROWS, Block, Paragraph, Picture, Section, plain_table
from ._pictures import chart, map_frame, still_page
from ._study import TOPIC, ZONE, between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes

    from .._columns import Language
    from ..analysis.trend import Trend
    from ..insatser.insats import Insats
    from ._study import Study

# Patterns over time need ten periods (the rules of emerging hot spots) and are read
# over two years at most.
LEAST_MONTHS = 10
MOST_MONTHS = 24


def whole_months(study: Study) -> pd.DataFrame:
    """Return counts of the whole months covered up to the period's end."""
    reports = between(study.problems, study.data_start, study.end)
    last = min(study.end, study.data_end)
    months = period_counts(reports, every="month", span=(study.data_start, last))
    covered = [study.covers(str(label)) for label in months["period"]]
    return months[covered].tail(MOST_MONTHS if study.kind != "year" else 120)


def too_few_months(name: str, title: str, n: int, lang: Language) -> Section:
    """Return the section that says why nothing is said of so few months."""
    text = say("longer-too-few-months", lang, months=n, least=LEAST_MONTHS)
    return Section(name, title, (Paragraph(text, "note"),), appendix=True)


MOST_TOPICS = 8


def areas_section(study: Study) -> Section:
    """Return the table of areas by themes of the period."""
    lang = study.lang
    now = study.now[study.now[ZONE].notna()]
    wide = pd.crosstab(now[ZONE], now[TOPIC]).reindex(study.zones.index, fill_value=0)
    order = wide.sum().sort_values(ascending=False, kind="stable").index[:MOST_TOPICS]
    shown = wide[order].assign(total=wide.sum(axis=1))
    shown = shown.sort_values("total", ascending=False, kind="stable")
    header = [say("report-columns-zone", lang)]
    header += [theme_words(str(topic), lang).capitalize() for topic in order]
    header += [say("report-all", lang)]
    rows = [
        (str(zone), *(number(value, lang) for value in row))
        for zone, row in zip(shown.index, shown.to_numpy(), strict=True)
    ]
    table = plain_table(
        say("report-captions-by-both", lang),
        header,
        rows[:MOST_ROWS],
        numeric=range(1, len(header)),
        total=len(rows),
        lang=lang,
    )
    blocks: list[Block] = [table]
    if len(wide.columns) > MOST_TOPICS:
        left = [theme_words(str(t), lang) for t in wide.columns if t not in order]
        blocks.append(Paragraph(words.topics_left(left, lang), "note"))
    return Section(
        "areas",
        say("report-sections-areas", lang),
        tuple(blocks),
        {"areas_and_themes": wide.reset_index()},
    )


LEAST_REPORTS = 20


def direction_section(study: Study, insatser: Sequence[Insats]) -> Section:
    """Return where reports are heading, month by month, in all and by theme."""
    lang = study.lang
    title = say("report-sections-direction", lang)
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
            say("longer-reports" if name == "n" else f"report-columns-{name}", lang)
            for name in names
        ]
        caption = say("longer-trends-caption", lang)
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

    alt = say("longer-trend-alt", study.lang, months=len(months))
    lang = study.lang
    header = [say(f"report-columns-{name}", lang) for name in ("month", "reports")]
    labels = [period_words(str(label), lang) for label in months["period"]]
    rows = [
        (label, number(float(n), lang))
        for label, n in zip(labels, months["n"], strict=True)
    ]
    table = plain_table(alt, header, rows, numeric=(1,), lang=lang)
    return chart(plot, alt, size=(9, 3.8), table=table)


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


def patterns_section(study: Study, context: Mapping[str, gpd.GeoDataFrame]) -> Section:
    """Return the patterns over time of the cells: new, persistent, fading."""
    lang = study.lang
    title = say("report-sections-patterns", lang)
    months = whole_months(study)
    if len(months) < LEAST_MONTHS:
        return too_few_months("patterns", title, len(months), lang)
    span = (months["start"].iloc[0], months["end"].iloc[-1])
    reports = between(study.with_points().problems, *span)
    grid = square_grid(study.zones, cell_size=study.cell_size)
    cube = space_time_cube(reports, grid, every="month", span=span)
    patterns = emerging_hot_spots(cube)
    tally = patterns["pattern"].astype(str).value_counts()
    tally = tally[tally.index != "no pattern"]
    blocks: list[Block] = [
        Paragraph(say("longer-patterns-intro", lang, months=len(months)))
    ]
    if tally.empty:
        blocks.append(Paragraph(say("longer-no-patterns", lang)))
    else:
        days = days_words(span[0].date(), (span[1] - span[1].resolution).date(), lang)
        ground = {name: part for name, part in context.items() if GROUND in part}
        page = map_emerging(
            patterns, period=days, context={"": study.zones, **ground}, lang=lang
        )
        header = [say(f"report-columns-{name}", lang) for name in ("pattern", "cells")]
        rows = [(pattern_words(name, lang), str(n)) for name, n in tally.items()]
        caption = say("longer-patterns-caption", lang)
        blocks.append(map_frame(page, title))
        alt = say("longer-patterns-alt", lang, cells=int(tally.sum()))
        still = still_page(page)
        blocks.append(Picture(still.uri, alt, print_only=True, png=still.png))
        blocks.append(plain_table(caption, header, rows, numeric=(1,), lang=lang))
    frame = pd.DataFrame(patterns.drop(columns=patterns.active_geometry_name))
    kept = frame[frame["pattern"].astype(str) != "no pattern"].reset_index()
    return Section("patterns", title, tuple(blocks), {"patterns": kept})
