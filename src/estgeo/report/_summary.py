"""The first page: themes by theme in sentences, then the tables behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import say
from ..words import summary as words
from ..words.report import CAPTIONS, SECTIONS, missing_period, topic_sentence
from ..words.statuses import RAISED
from ..words.themes import theme_words
from ._comparison import TOTAL
from ._page import Block, Paragraph, Section
from ._status import status_sentence
from ._tables import COUNTS, comparison_table

if TYPE_CHECKING:
    from ._study import Study

MOST_TOPICS = 4


def summary_section(
    study: Study, by_topic: pd.DataFrame, by_zone: pd.DataFrame
) -> Section:
    """Return a sentence on the whole, one a leading theme, one on the rest.

    Areas with more than usual come after the whole, since no theme tells of them.
    """
    lang = study.lang
    blocks: list[Block] = [
        Paragraph(_sentence(study, TOTAL, by_topic.loc[[TOTAL]].iloc[0]))
    ]
    areas = by_zone[by_zone.index != TOTAL]
    # A single area is the whole again.
    areas = areas[areas["status"].isin(RAISED) & (len(areas) > 1)]
    blocks += [
        Paragraph(_sentence(study, str(name), row, is_topic=False))
        for name, row in areas.sort_values("n", ascending=False).iterrows()
    ]
    topics = by_topic[by_topic.index != TOTAL]
    if len(topics) > 1:
        raised = topics["status"].isin(RAISED)
        order = topics.assign(raised=raised).sort_values(
            ["raised", "n"], ascending=False, kind="stable"
        )
        most = max(MOST_TOPICS, int(raised.sum()))
        leading = order[(order["n"].astype(int) > 0)].head(most)
        blocks += [
            Paragraph(_sentence(study, str(name), row))
            for name, row in leading.iterrows()
        ]
        rest = order.drop(leading.index)
        blocks += _rest(study, rest)
    n_positive = len(study.positive)
    if n_positive:
        blocks.append(Paragraph(words.positive(n_positive, lang)))
    return Section("summary", say(SECTIONS["summary"], lang), tuple(blocks))


def comparison_section(
    study: Study, by_topic: pd.DataFrame, by_zone: pd.DataFrame
) -> Section:
    """Return counts now and earlier, by theme and by area."""
    lang = study.lang
    tables = [comparison_table(study, by_zone, say(CAPTIONS["by_zone"], lang))]
    if len(by_topic) > 2:
        caption = say(CAPTIONS["by_topic"], lang)
        tables.insert(0, comparison_table(study, by_topic, caption))
    tested = len(by_topic) + len(by_zone) - 2
    blocks: list[Block] = [
        *tables,
        Paragraph(words.many_tests(tested, study.kind, lang), "note"),
    ]
    if by_zone["n_last_year"].isna().all():
        blocks.append(Paragraph(missing_period(study.period, lang), "note"))
    title = say(SECTIONS["comparison"], lang)
    frames = {
        "by_theme": by_topic.reset_index(),
        "by_area": by_zone.reset_index(),
    }
    return Section("comparison", title, tuple(blocks), frames)


def _sentence(study: Study, name: str, row: pd.Series, *, is_topic: bool = True) -> str:
    lang = study.lang
    counts = {c: None if pd.isna(row[c]) else int(row[c]) for c in COUNTS}
    topic = name
    if is_topic:
        whole = name == TOTAL
        topic = say(words.ALL_REPORTS, lang) if whole else theme_words(name, lang)
    told = status_sentence(study, row)
    return topic_sentence(topic, counts, told, period=study.period, lang=lang)


def _rest(study: Study, rest: pd.DataFrame) -> list[Block]:
    if rest.empty:
        return []
    named = [
        (theme_words(str(name), study.lang), int(n))
        for name, n in rest["n"].items()
        if int(n)
    ]
    return [Paragraph(words.rest(named, study.lang))]
