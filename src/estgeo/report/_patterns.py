"""What the longer analyses add: the patterns of hot spots over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import say
from ..analysis.emerging import emerging_hot_spots
from ..maps.emerging import map_emerging
from ..space_time.cube import space_time_cube
from ..space_time.grids import square_grid
from ..words import longer as words
from ..words._periods import days_words
from ..words.patterns import pattern_words
from ..words.report import COLUMNS, SECTIONS
from ._months import LEAST_MONTHS, too_few_months, whole_months
from ._page import Block, MapFrame, Paragraph, Picture, Section
from ._pictures import still_page
from ._study import between
from ._tables import plain_table

if TYPE_CHECKING:
    from ._study import Study


def patterns_section(study: Study) -> Section:
    """Return the patterns over time of the cells: new, persistent, fading."""
    lang = study.lang
    title = say(SECTIONS["patterns"], lang)
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
    blocks: list[Block] = [Paragraph(words.patterns_intro(len(months), lang))]
    if tally.empty:
        blocks.append(Paragraph(say(words.NO_PATTERNS, lang)))
    else:
        days = days_words(span[0].date(), (span[1] - span[1].resolution).date(), lang)
        page = map_emerging(patterns, period=days, context={"": study.zones}, lang=lang)
        header = [say(COLUMNS[name], lang) for name in ("pattern", "cells")]
        rows = [(pattern_words(name, lang), str(n)) for name, n in tally.items()]
        caption = say(words.PATTERNS_CAPTION, lang)
        blocks.append(MapFrame(page.get_root().render(), title))
        alt = words.patterns_alt(int(tally.sum()), lang)
        blocks.append(Picture(still_page(page), alt, print_only=True))
        blocks.append(plain_table(caption, header, rows, numeric=(1,), lang=lang))
    frame = pd.DataFrame(patterns.drop(columns=patterns.active_geometry_name))
    kept = frame[frame["pattern"].astype(str) != "no pattern"].reset_index()
    return Section("patterns", title, tuple(blocks), {"patterns": kept})
