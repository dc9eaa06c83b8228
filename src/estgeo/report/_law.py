"""The lägesbild by the sections of the law (2023:196) on crime prevention."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import scipy

from .._checks import sentence
from .._language import day, listed, number, say
from ..space_time.periods import period_counts
from ..stats.dispersion import dispersion
from ..words import law as words
from ..words._changes import reports_words
from ..words.report import theme_words
from ._ahead import ahead_section, who_section
from ._basis import basis_section, header_of
from ._candidates import candidates_section
from ._insatser import follow_up_section, insatser_here
from ._law_tables import (
    Tables,
    cell_words,
    limits_words,
    or_none,
    own_table,
    survey_frame,
    survey_table,
)
from ._levels import indicators_section
from ._longer import areas_section, direction_section
from ._overview import comparison_section, summary_section
from ._page import MOST_ROWS, Block, Paragraph, Section, plain_table
from ._previous import is_followed, title_of
from ._problems import judgement
from ._study import TOPIC, ZONE, between
from ._times import times_section
from ._where import centers_section, places_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from .._columns import Language
    from ..insatser.insats import Insats
    from ._comparison import Comparison
    from ._page import Header
    from ._places import Places
    from ._previous import Known
    from ._problems import Entry
    from ._study import Study

_YEAR_DAYS = 365.25
_WEEKS_OF_SPREAD = 52


def law_header(study: Study, place: str) -> Header:
    """Return the top of the page."""
    lang = study.lang
    return replace(
        header_of(study, place),
        title=words.title(study.period, place, lang),
        subtitle=say("law-subtitle", lang),
        may_read=say("law-may-read", lang),
    )


def law_sections(
    study: Study,
    compared: Comparison,
    places: Places | None,
    known: Known,
    entries: Sequence[Entry],
    *,
    tables: Tables,
    context: dict[str, gpd.GeoDataFrame],
    indicators: pd.DataFrame | None,
    parameters: dict[str, object],
) -> tuple[Section, ...]:
    """Return the page: what the law asks for, in its order, then the basis."""
    ahead = ahead_section(study)
    follow_up = follow_up_section(study, known.insatser, known.problems)
    costs = tables.get("consequences")
    return (
        replace(summary_section(study, compared), appendix=False),
        _extent(study, compared, tables),
        *_where_and_when(study, places, context),
        *([ahead] if ahead else []),
        _free(study, "consequences", tables),
        _information(study, tables, indicators),
        _analysis(study, compared, entries),
        candidates_section(study, compared, known, costs=costs),
        _plan(study, known),
        replace(follow_up, title=say("law-sections-follow-up", study.lang)),
        _coordination(study, tables),
        _sources(study, tables),
        basis_section(study, parameters),
    )


def _extent(study: Study, compared: Comparison, tables: Tables) -> Section:
    """Return counts, what is usual, and rates beside given values."""
    parts = [comparison_section(study, compared), areas_section(study)]
    if not study.is_short:
        parts.append(direction_section(study, ()))
    blocks: list[Block] = [block for part in parts for block in part.blocks]
    frames = {name: t for part in parts for name, t in part.tables.items()}
    rated, tested = _rates(study, tables), _references(study, tables)
    for found in (rated, tested):
        blocks += found.blocks
        frames |= found.tables
    title = say("law-sections-extent", study.lang)
    return Section("extent", title, tuple(blocks), frames)


def _where_and_when(
    study: Study, places: Places | None, context: dict[str, gpd.GeoDataFrame]
) -> list[Section]:
    """Return places and hours; no single reports are on the map."""
    when = times_section(study)
    if places is None:
        sites = len(study.incidents.geometry.drop_duplicates())
        return [centers_section(study, sites), when]
    points = study.with_points()
    return [places_section(points, places, context, with_reports=False), when]


def _missing(study: Study, name: str) -> Paragraph:
    return Paragraph(say(f"law-not-given-{name}", study.lang), "note")


def _rates(study: Study, tables: Tables) -> Section:
    """Return reports per 1,000 inhabitants and year, each area and the whole."""
    people = tables.get("population")
    if people is None:
        return Section("rates", "", (_missing(study, "population"),))
    lang = study.lang
    frame = _rate_frame(study, people)
    header = [say("report-columns-zone", lang), say("law-columns-reports", lang)]
    header += [say(f"law-columns-{c}", lang) for c in ("people", "rate", "interval")]
    rows = [
        (
            or_none(row["zone"]) or say("law-whole", lang),
            number(int(row["n"]), lang),
            number(int(row["population"]), lang),
            number(float(row["rate"]), lang, decimals=1),
            limits_words(row["low"], row["high"], lang),
        )
        for row in frame.to_dict("records")
    ]
    caption = say("law-captions-rates", lang)
    table = plain_table(caption, header, rows, numeric=range(1, 5), lang=lang)
    note = Paragraph(say("law-rates-note", lang), "note")
    return Section("rates", "", (table, note), {"rates": frame})


def _rate_frame(study: Study, people: pd.DataFrame) -> pd.DataFrame:
    """Return one row the whole and each area with a population above 0."""
    living = people.dropna(subset=["zone"]).set_index("zone")["population"]
    living = living[living > 0].groupby(level=0).sum()
    unknown = sorted(set(map(str, living.index)) - set(map(str, study.zones.index)))
    if unknown:
        rule = f"of the zones {', '.join(map(str, study.zones.index))}"
        raise ValueError(sentence("tables['population']", rule, repr(unknown[0])))
    rows = [_rate(study, zone, None, float(n)) for zone, n in living.items()]
    whole = set(map(str, living.index)) == set(map(str, study.zones.index))
    if whole and len(rows) > 1:
        rows.insert(0, _rate(study, None, None, float(living.sum())))
    return pd.DataFrame(rows).astype({"zone": object})


def _rate(
    study: Study, zone: object, theme: str | None, people: float
) -> dict[str, Any]:
    """Return the rate per 1,000 and year with the limits of chance.

    Garwood's limits of the count divided by its dispersion, as a quasi-likelihood.
    """
    mine = study.problems
    mine = mine if zone is None else mine[mine[ZONE] == zone]
    mine = mine if theme is None else mine[mine[TOPIC] == theme]
    n = len(between(mine, study.start, study.end))
    spread = _spread(study, mine)
    days = (min(study.end, study.data_end) - max(study.start, study.data_start)).days
    scale = 1000 * _YEAR_DAYS / days / people
    low = scipy.stats.chi2.ppf(0.025, 2 * n / spread) / 2 if n else 0.0
    high = scipy.stats.chi2.ppf(0.975, 2 * n / spread + 2) / 2
    bounds = {"low": low * spread * scale, "high": high * spread * scale}
    told = {"zone": zone, "theme": theme, "n": n, "population": people}
    return {**told, "rate": n * scale, **bounds, "dispersion": spread}


def _spread(study: Study, reports: pd.DataFrame) -> float:
    """Return the dispersion of the latest year of weeks, 1 where there are few."""
    end = min(study.end, study.data_end)
    weeks = period_counts(reports, every="week", span=(study.data_start, end))
    counts = weeks[weeks["complete"].astype(bool)]["n"].tail(_WEEKS_OF_SPREAD)
    if len(counts) < 8 or not counts.sum():
        return 1.0
    return dispersion(counts.to_numpy())


def _references(study: Study, tables: Tables) -> Section:
    """Return the rates here beside the values of others."""
    given, people = tables.get("reference"), tables.get("population")
    if given is None or people is None:
        missing = () if people is None else (_missing(study, "reference"),)
        return Section("reference", "", missing)
    lang = study.lang
    frame = _reference_frame(study, given, people)
    names = ("who", "year", "value", "rate", "interval", "reading")
    header = [say(f"report-columns-{c}", lang) for c in ("zone", "topic")]
    header += [say(f"law-columns-{name}", lang) for name in names]
    rows = [_reference_row(row, lang) for row in frame.to_dict("records")]
    caption = say("law-captions-reference", lang)
    table = plain_table(caption, header, rows, numeric=(4, 5, 6), lang=lang)
    note = Paragraph(say("law-reference-note", lang), "note")
    return Section("reference", "", (table, note), {"reference": frame})


def _reference_frame(
    study: Study, given: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:
    living = people.set_index("zone")["population"].groupby(level=0).sum()
    rows = []
    for row in given.dropna(subset=["value"]).to_dict("records"):
        zone, theme = (or_none(row.get(name)) for name in ("zone", "theme"))
        if zone is not None and zone not in living.index:
            rule = "of zones with a population"
            raise ValueError(sentence("tables['reference']", rule, repr(zone)))
        n = float(living.sum() if zone is None else living[zone])
        found = _rate(study, zone, theme, n)
        above, below = found["low"] > row["value"], found["high"] < row["value"]
        reading = "higher" if above else "lower" if below else "neither"
        told = {"who": row["who"], "year": row.get("year"), "value": row["value"]}
        rows.append({**found, **told, "reading": reading})
    return pd.DataFrame(rows)


def _reference_row(row: dict[Any, Any], lang: Language) -> tuple[str, ...]:
    theme = or_none(row["theme"])
    every = say("law-reference-row", lang)
    return (
        or_none(row["zone"]) or say("law-whole", lang),
        every if theme is None else theme_words(theme, lang),
        str(row["who"]),
        cell_words(row["year"], lang),
        number(float(row["value"]), lang, decimals=1),
        number(float(row["rate"]), lang, decimals=1),
        limits_words(row["low"], row["high"], lang),
        say(f"law-readings-{row['reading']}", lang),
    )


def _free(study: Study, name: str, tables: Tables) -> Section:
    """Return a table that only the group can give."""
    title = say(f"law-sections-{name}", study.lang)
    table = tables.get(name)
    if table is None:
        return Section(name, title, (_missing(study, name),))
    return Section(name, title, (own_table(name, table, study.lang),), {name: table})


def _information(
    study: Study, tables: Tables, indicators: pd.DataFrame | None
) -> Section:
    """Return surveys with their uncertainty, indicators and other facts."""
    lang = study.lang
    blocks: list[Block] = []
    frames: dict[str, pd.DataFrame] = {}
    if "surveys" in tables:
        frames["surveys"] = survey_frame(tables["surveys"])
        blocks.append(survey_table(frames["surveys"], lang))
        blocks.append(Paragraph(say("law-surveys-note", lang), "note"))
    if indicators is not None and len(indicators):
        found = indicators_section(study, indicators)
        blocks += found.blocks
        frames |= found.tables
    if "other" in tables:
        blocks.append(own_table("other", tables["other"], lang))
        frames["other"] = tables["other"]
    if not blocks:
        blocks.append(_missing(study, "information"))
    title = say("law-sections-information", lang)
    return Section("information", title, tuple(blocks), frames)


def _analysis(study: Study, compared: Comparison, entries: Sequence[Entry]) -> Section:
    """Return the group's problems with how they stand, how they happen, and why."""
    lang = study.lang
    own = [entry for entry in entries if is_followed(entry.record)]
    blocks: list[Block] = []
    if own:
        header = [say(f"report-columns-{name}", lang) for name in ("problem", "status")]
        header += [say(f"law-columns-{name}", lang) for name in ("how", "cause")]
        rows = [_analysis_row(study, compared, entry) for entry in own]
        caption = say("law-captions-analysis", lang)
        blocks.append(plain_table(caption, header, rows, lang=lang))
    else:
        blocks.append(_missing(study, "analysis"))
    left = len(entries) - len(own)
    if left:
        blocks.append(Paragraph(say("law-undescribed", lang, n=left), "note"))
    title = say("law-sections-analysis", lang)
    return Section("analysis", title, tuple(blocks))


def _analysis_row(study: Study, compared: Comparison, entry: Entry) -> tuple[str, ...]:
    record, lang = entry.record, study.lang
    told = ""
    if entry.pair is not None:
        status, bounds = judgement(entry.pair.row, compared, study)
        told = f"{reports_words(entry.pair.n, lang)}, {status}{bounds}"
    unknown = say("law-not-said", lang)
    how = " ".join(part for part in (record.what, record.how) if part)
    return title_of(record, lang), told, how or unknown, record.cause or unknown


def _plan(study: Study, known: Known) -> Section:
    """Return the goal of each problem and what is done for it, by whom and when."""
    lang = study.lang
    title = say("law-sections-plan", lang)
    problems = [one for one in known.problems if is_followed(one)]
    here = insatser_here(study, known.insatser)
    ids = {one.id for one in problems}
    rows: list[tuple[str, ...]] = []
    for problem in problems:
        mine = [one for one in here if one.problem == problem.id]
        named = title_of(problem, lang)
        does: list[Insats | None] = [*mine] or [None]
        rows += [_plan_row(study, named, problem.goal, one) for one in does]
    rest = [one for one in here if one.problem not in ids]
    for one in rest:
        told = [theme_words(theme, lang) for theme in one.themes or ()]
        named = listed(told, lang) or say("places-all-themes", lang)
        rows.append(_plan_row(study, named, one.purpose, one))
    if not rows:
        return Section("plan", title, (_missing(study, "plan"),))
    header = [say("report-columns-problem", lang)]
    header += [say(f"law-columns-{name}", lang) for name in ("goal", "insats")]
    header += [say(f"report-columns-{name}", lang) for name in ("responsible", "when")]
    caption = say("law-captions-plan", lang)
    table = plain_table(caption, header, rows, lang=lang)
    frame = pd.DataFrame(rows, columns=header)
    return Section("plan", title, (table,), {"plan": frame})


def _plan_row(
    study: Study, problem: str, goal: str, insats: Insats | None
) -> tuple[str, ...]:
    lang = study.lang
    unknown = say("law-not-said", lang)
    if insats is None:
        return problem, goal or unknown, say("law-none-tried", lang), "", ""
    first = day(insats.start.date(), lang)
    when = say("law-since", lang, v0=first)
    if insats.end is not None:
        when = say("report-from-to", lang, v0=first, v1=day(insats.end.date(), lang))
    return problem, goal or unknown, insats.name, insats.responsible or unknown, when


def _coordination(study: Study, tables: Tables) -> Section:
    """Return who cooperates, as the group says, and who reports."""
    found = _free(study, "coordination", tables)
    who = who_section(study)
    if who is None:
        return found
    frames = {**found.tables, **who.tables}
    return replace(found, blocks=(*found.blocks, *who.blocks), tables=frames)


def _sources(study: Study, tables: Tables) -> Section:
    """Return which sources the page rests on, and which the group left out."""
    lang = study.lang
    blocks: list[Block] = []
    if "source" in study.now.columns:
        tally = study.now["source"].dropna().astype(str).value_counts()
        rows = [(name, number(int(n), lang)) for name, n in tally.items()]
        header = [say(f"law-columns-{name}", lang) for name in ("source", "reports")]
        caption = say("law-captions-reported", lang)
        shown = [(str(name), n) for name, n in rows][:MOST_ROWS]
        total = len(rows)
        blocks.append(
            plain_table(caption, header, shown, numeric=(1,), total=total, lang=lang)
        )
    if "sources" in tables:
        blocks.append(own_table("sources", tables["sources"], lang))
    else:
        blocks.append(_missing(study, "sources"))
    title = say("law-sections-sources", lang)
    named = {name: tables[name] for name in ("sources",) if name in tables}
    return Section("sources", title, tuple(blocks), named)
