"""What a lägesbild rests on: the last section, and the facts at the top."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from .._centres import FLAGGED_IN
from .._frame_checks import crs_name
from .._language import day, listed, number, say
from .._strays import FLAG
from .._version import __version__
from ..words import report as words
from ..words._changes import reports_words
from ..words._periods import days_words, period_words
from ..words.report import subtitle, title
from ._page import Form, Header, Section, plain_table
from ._study import TOPIC, are_area_centers, between, with_known_clock

if TYPE_CHECKING:
    from .._columns import Language
    from ._study import Study


def header_of(
    study: Study, place: str, audience: str = "group", *, least: int = 1
) -> Header:
    """Return the top of the page; only the group's gives counts.

    A source is named that has at least ``least`` reports: fewer may be one person's.
    """
    lang = study.lang
    sources = _sources(study, least)
    n = len(study.now) + len(study.positive)
    facts = [reports_words(n, lang)] if audience == "group" else []
    if sources:
        facts.append(say("basis-from-sources", lang, sources=listed(sources, lang)))
    facts.append(_data_days(study))
    if study.outside and audience == "group":
        given = len(between(study.everywhere, study.start, study.end))
        facts.append(words.outside(study.outside, given, lang))
    return Header(
        title=title(study.period, place, lang),
        subtitle=subtitle(study.period, lang),
        stamp=say(f"meeting-stamps-{audience}", lang),
        facts=tuple(facts),
        warnings=tuple(find_warnings(study) if audience == "group" else _open(study)),
        form=form_of(lang),
        made_by=words.made_by(__version__, lang),
        foot=period_words(study.period, lang),
        language=lang,
        may_read=say(f"meeting-may-read-{audience}", lang),
    )


def _open(study: Study) -> list[str]:
    """Return the warnings that give no count."""
    if study.covers(study.period):
        return []
    return [words.incomplete(_covered(study), study.lang)]


def form_of(lang: Language) -> Form:
    """Return the day of making, and lines for who made it and who receives it."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
    made = day(now.astimezone().date(), lang)
    names = ("made", "author", "recipients")
    lines = [say(f"basis-form-{name}", lang) for name in names]
    return Form(((lines[0], made), (lines[1], ""), (lines[2], "")))


def find_warnings(study: Study) -> list[str]:
    """Return what the reader has to know before the numbers."""
    lang = study.lang
    found = []
    if are_area_centers(study.incidents):
        sites = len(study.incidents.geometry.drop_duplicates())
        found.append(
            say("basis-area-centers", lang, n=len(study.incidents), sites=sites)
        )
    if not study.covers(study.period):
        found.append(words.incomplete(_covered(study), lang))
    elif study.is_unfinished:
        found.append(words.late(study.share_in, lang))
    far = _far_off(study)
    if far:
        found.append(say("basis-far-off", lang, n=far))
    now = study.now
    vague = int(now.geometry.isna().sum())
    if vague:
        found.append(words.known_to_area(vague, len(now), lang))
    if now.empty:
        found.append(say("basis-no-reports", lang))
    return found


def _far_off(study: Study) -> int:
    if FLAGGED_IN not in study.incidents.columns:
        return 0
    flags = study.incidents[FLAGGED_IN].astype("str")
    return int(flags.str.contains(FLAG, na=False).sum())


def basis_section(study: Study, parameters: dict[str, object]) -> Section:
    """Return counts in and out, and every setting that made the page."""
    lang = study.lang
    now = study.now
    facts = {
        "rows": len(study.incidents),
        "days": _covered(study),
        "now": len(now),
        "positive": len(study.positive),
        "outside": study.outside,
        "clock": len(with_known_clock(now)),
        "topics": int(now[TOPIC].nunique()),
        "crs": crs_name(study.incidents.crs),
        "clock_zone": str(study.start.tz),
        "cell_size": f"{study.cell_size:g} m",
        "version": __version__,
    }
    rows = [
        (say(f"basis-facts-{name}", lang), _shown(value, lang))
        for name, value in facts.items()
    ]
    header = [say("report-columns-fact", lang), say("report-columns-value", lang)]
    table = plain_table(say("basis-caption", lang), header, rows, lang=lang)
    frame = pd.DataFrame(
        {
            "name": [*facts, *parameters],
            "value": [str(value) for value in [*facts.values(), *parameters.values()]],
        }
    )
    return Section(
        "basis",
        say("report-sections-basis", lang),
        (table,),
        {"basis": frame},
        appendix=True,
    )


def _shown(value: object, lang: Language) -> str:
    return number(value, lang) if isinstance(value, int) else str(value)


def _sources(study: Study, least: int = 1) -> list[str]:
    if "source" not in study.now.columns:
        return []
    times = study.now["source"].dropna().astype(str).value_counts()
    return sorted(value for value, n in times.items() if value and n >= least)


def _data_days(study: Study) -> str:
    return say("basis-data-from", study.lang, days=_covered(study))


def _covered(study: Study) -> str:
    last = study.data_end - pd.Timedelta("1h")
    return days_words(study.data_start.date(), last.date(), study.lang)
