"""What the longer analyses add: areas by themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import number, say
from ..words import longer as words
from ..words.report import ALL, CAPTIONS, COLUMNS, SECTIONS
from ..words.themes import theme_words
from ._page import Block, Paragraph, Section
from ._study import TOPIC, ZONE
from ._tables import MOST_ROWS, plain_table

if TYPE_CHECKING:
    from ._study import Study


MOST_TOPICS = 8


def areas_section(study: Study) -> Section:
    """Return the table of areas by themes of the period."""
    lang = study.lang
    now = study.now[study.now[ZONE].notna()]
    wide = pd.crosstab(now[ZONE], now[TOPIC]).reindex(study.zones.index, fill_value=0)
    order = wide.sum().sort_values(ascending=False, kind="stable").index[:MOST_TOPICS]
    shown = wide[order].assign(total=wide.sum(axis=1))
    shown = shown.sort_values("total", ascending=False, kind="stable")
    header = [say(COLUMNS["zone"], lang)]
    header += [theme_words(str(topic), lang).capitalize() for topic in order]
    header += [say(ALL, lang)]
    rows = [
        (str(zone), *(number(value, lang) for value in row))
        for zone, row in zip(shown.index, shown.to_numpy(), strict=True)
    ]
    table = plain_table(
        say(CAPTIONS["by_both"], lang),
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
        say(SECTIONS["areas"], lang),
        tuple(blocks),
        {"areas_and_themes": wide.reset_index()},
    )
