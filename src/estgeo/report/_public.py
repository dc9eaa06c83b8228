"""The lägesbild for everyone: public tables and a map of them, and nothing else.

Only counts of whole areas and of whole themes, protected by :func:`estgeo.publish`.
Both tables count the same reports, those inside the areas, so the one tells nothing
that the other does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import sentence
from .._language import say
from .._provenance import MADE_BY
from ..disclosure.leaks import find_leaks
from ..disclosure.public_table import PublicTable, publish
from ..maps.counts import map_counts
from ..words import disclosure as disclosure_words
from ..words import public as words
from ..words.report import COLUMNS, NOW, SECTIONS
from ..words.themes import theme_words
from ._page import Form, Header, MapFrame, Paragraph, Picture, Section, plain_table
from ._pictures import still_page
from ._study import TOPIC, ZONE

if TYPE_CHECKING:
    import geopandas as gpd

    from ._page import Table
    from ._study import Study
    from .build import Lagesbild


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """What the public page is made of."""

    sections: tuple[Section, ...]
    tables: dict[str, pd.DataFrame]
    layers: dict[str, gpd.GeoDataFrame]


def public_picture(study: Study) -> PublicPicture:
    """Return the public sections, tables and layers of a study."""
    inside = study.now[study.now[ZONE].notna()]
    counts = inside[ZONE].value_counts().reindex(study.zones.index, fill_value=0)
    topics = inside[TOPIC].value_counts().rename_axis(TOPIC).to_frame("n")
    by_zone = publish(
        study.zones.assign(n=counts.to_numpy()), period=study.period, lang=study.lang
    )
    by_topic = publish(topics, period=study.period, lang=study.lang)
    frames = {"areas": by_zone.to_frame(), "themes": by_topic.to_frame()}
    tables = {
        name: frame.drop(columns="geometry", errors="ignore")
        for name, frame in frames.items()
    }
    # The sheet that a public table's own workbook has, too.
    said = [by_zone.note, f"k = {by_zone.k}", study.period, MADE_BY]
    tables["note"] = pd.DataFrame({"note": said})
    sections = (
        Section(
            "summary", say(SECTIONS["summary"], study.lang), (_summary(study, by_zone),)
        ),
        Section(
            "areas",
            say(SECTIONS["areas"], study.lang),
            (
                _table(study, by_zone, "zone"),
                *_map(study, by_zone),
                _table(study, by_topic, "topic"),
                Paragraph(by_zone.note, "note"),
                Paragraph(say(words.LIMITS, study.lang), "note"),
            ),
        ),
    )
    return PublicPicture(sections, tables, {"areas": frames["areas"]})


def public_header(study: Study, header: Header) -> Header:
    """Return the top of the page without what rests on single reports."""
    return Header(
        title=header.title,
        subtitle=header.subtitle,
        stamp=say(words.STAMP, study.lang),
        facts=(),
        warnings=(),
        form=Form(header.form.items[:1]),
        made_by=header.made_by,
        foot=header.foot,
        language=header.language,
    )


def raise_for_leaks(picture: Lagesbild, incidents: gpd.GeoDataFrame) -> None:
    """Write the files where nobody sees them and search them for traces."""
    with TemporaryDirectory() as folder:
        picture.save(Path(folder))
        found = find_leaks(folder, incidents)
    if len(found):
        first = found.iloc[0]
        got = f"{len(found)} traces, first a {first['kind']} in {first['file']}"
        raise ValueError(sentence("incidents", "kept out of the public page", got))


def _summary(study: Study, by_zone: PublicTable) -> Paragraph:
    total = by_zone.totals["shown"].iloc[-1]
    return Paragraph(words.total(str(total), study.period, study.lang))


def _table(study: Study, table: PublicTable, key: str) -> Table:
    lang = study.lang
    frame = pd.concat([table.to_frame(), table.totals], ignore_index=True)
    labels = [_label(value, key, study) for value in frame[table.by[0]]]
    rows = list(zip(labels, frame["shown"].astype(str), strict=True))
    header = [say(COLUMNS[key], lang), say(NOW, lang)]
    caption = say(words.CAPTIONS[key], lang)
    return plain_table(caption, header, rows, numeric=(1,), lang=lang)


def _label(value: object, key: str, study: Study) -> str:
    text = str(value)
    if text == disclosure_words.total(study.lang):
        return text.capitalize()
    return theme_words(text, study.lang).capitalize() if key == "topic" else text


def _map(study: Study, by_zone: PublicTable) -> tuple[MapFrame, Picture]:
    title = say(words.MAP_TITLE, study.lang)
    page = map_counts(by_zone, title=title, lang=study.lang)
    frame = MapFrame(page.get_root().render(), title)
    return frame, Picture(still_page(page), title, print_only=True)
