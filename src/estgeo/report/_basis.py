"""What a lägesbild rests on: the last section, and the facts at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import listed, say
from .._version import __version__
from ..words import basis as words
from ..words._changes import reports_words
from ..words._periods import days_words
from ..words.report import COLUMNS, SECTIONS, STAMP, subtitle, title
from ._page import Header, Section
from ._study import TOPIC, ZONE, are_area_centers, with_known_clock
from ._tables import plain_table

if TYPE_CHECKING:
    from ._study import Study


def header_of(study: Study, place: str) -> Header:
    """Return the top of the page."""
    lang = study.lang
    sources = _sources(study)
    facts = [reports_words(len(study.now) + len(study.positive), lang)]
    if sources:
        facts.append(words.from_sources(listed(sources, lang), lang))
    facts.append(_data_days(study))
    return Header(
        title=title(study.period, place, lang),
        subtitle=subtitle(study.period, lang),
        stamp=say(STAMP, lang),
        facts=tuple(facts),
        warnings=tuple(find_warnings(study)),
        made_by=words.made_by(__version__, lang),
        language=lang,
    )


def find_warnings(study: Study) -> list[str]:
    """Return what the reader has to know before the numbers."""
    lang = study.lang
    found = []
    if are_area_centers(study.incidents):
        sites = len(study.incidents.geometry.drop_duplicates())
        found.append(words.area_centers(len(study.incidents), sites, lang))
    if not study.covers(study.period):
        found.append(words.incomplete(_data_days(study), lang))
    now = study.now
    vague = int(now.geometry.isna().sum())
    if vague:
        found.append(words.known_to_area(vague, len(now), lang))
    outside = int(now[ZONE].isna().sum())
    if outside:
        found.append(words.outside(outside, len(now), lang))
    if now.empty:
        found.append(say(words.NO_REPORTS, lang))
    return found


def basis_section(study: Study, parameters: dict[str, object]) -> Section:
    """Return counts in and out, and every setting that made the page."""
    lang = study.lang
    now = study.now
    facts = {
        "rows": len(study.incidents),
        "days": _data_days(study),
        "now": len(now),
        "positive": len(study.positive),
        "outside": int(now[ZONE].isna().sum()),
        "clock": len(with_known_clock(now)),
        "topics": int(now[TOPIC].nunique()),
        "crs": str(study.incidents.crs.to_string()),
        "clock_zone": str(study.start.tz),
        "cell_size": f"{study.cell_size:g} m",
        "version": __version__,
    }
    rows = [(say(words.FACTS[name], lang), str(value)) for name, value in facts.items()]
    header = [say(COLUMNS["fact"], lang), say(COLUMNS["value"], lang)]
    table = plain_table(say(words.CAPTION, lang), header, rows, lang=lang)
    frame = pd.DataFrame(
        {
            "name": [*facts, *parameters],
            "value": [str(value) for value in [*facts.values(), *parameters.values()]],
        }
    )
    return Section("basis", say(SECTIONS["basis"], lang), (table,), {"basis": frame})


def _sources(study: Study) -> list[str]:
    if "source" not in study.now.columns:
        return []
    values = study.now["source"].dropna().astype(str)
    return sorted({value for value in values if value})


def _data_days(study: Study) -> str:
    last = study.data_end - pd.Timedelta("1h")
    return words.data_from(
        days_words(study.data_start.date(), last.date(), study.lang), study.lang
    )
