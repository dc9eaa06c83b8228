"""One call from incidents to a whole lägesbild."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .._checks import check_choice, check_whole, renamed, sentence
from .._frame_checks import crs_name
from .._language import language
from .._provenance import Provenance
from ..explore.build import explorer as explore
from ..maps._ground import read_ground
from ..space_time.street_names import find_streets, layers_of, with_streets
from ._ahead import ahead_section, who_section
from ._basis import basis_section, header_of
from ._candidates import candidates_section
from ._comparison import compare
from ._course import watched
from ._document import render
from ._docx import Pages
from ._fill_in import forms_of
from ._insatser import follow_up_section, insatser_section
from ._lagesbild import Audience, Lagesbild
from ._law import law_header, law_sections
from ._law_tables import law_tables
from ._levels import (
    assessment_section,
    check_indicators,
    check_levels,
    indicators_section,
    level_now,
    levels_section,
)
from ._longer import areas_section, direction_section, patterns_section
from ._organization import organization_sections
from ._overview import (
    comparison_section,
    decision_section,
    rest_blocks,
    summary_section,
)
from ._page import Boxes
from ._places import Places, find_places
from ._previous import Known, known_before, meeting_of, since_section
from ._problems import find_problems, list_problems, problems_section
from ._study import (
    TOPIC,
    ZONE,
    Study,
    are_area_centers,
    prepare,
)
from ._times import times_section
from ._where import centers_section, most_section, places_section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from .._columns import Language
    from ..analysis.week_watch import WeekWatch
    from ..insatser.insats import Insats
    from ..insatser.meeting import Meeting, Problem
    from ..maps._context import Context
    from ._comparison import Comparison
    from ._fill_in import FillIn
    from ._page import Section
    from ._problems import Entry, Pair

Kind = Literal["period", "law"]

AUDIENCES: tuple[Audience, ...] = ("group", "organization")
KINDS: tuple[Kind, ...] = ("period", "law")


@renamed(assessments="levels")
def lagesbild(  # noqa: PLR0913  what a group knows and decides, each with a name
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: str,
    insatser: Sequence[Insats] = (),
    problems: Sequence[Problem] | None = None,
    levels: pd.DataFrame | None = None,
    indicators: pd.DataFrame | None = None,
    previous: Meeting | None = None,
    audience: Audience = "group",
    kind: Kind = "period",
    tables: Mapping[str, pd.DataFrame] | str | Path | None = None,
    k: int = 5,
    context: Context = None,
    place: str | None = None,
    cell_size: float | None = None,
    explorer: bool = False,
    lang: Language | None = None,
) -> Lagesbild:
    """Make the lägesbild of a week, a month or any other period.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS with ``start`` (time-zone-aware); ``end``, ``theme``,
        ``category``, ``is_positive``, ``time_precision``, ``severity`` and ``source``
        are used when they are there.
    zones : GeoDataFrame
        The place of the page, and the areas the counts are given for; valid polygons in
        any CRS. Reports outside them count nowhere.
    period : str
        Label such as "2018-W10", "2018-03", "2018-T1" or "2018"; see ``period_counts``
        for all kinds. Two dates with a slash are any other span.
    insatser : sequence of Insats, default ()
        What is done against which problem, where and when; added to those of
        ``previous``, or in their place by ``id`` (else by name and start).
    problems : sequence of Problem, optional
        What the group knows; in the place of those of ``previous`` by ``id``.
    levels : DataFrame, optional
        The group's own judgement: zone (None: the whole place), period, level (a whole
        or half number from 0 to 10, or a word), comment. Shown and followed, never
        computed. Words have the order of a categorical column, or of a known scale
        such as "grön", "gul", "orange", "röd".
    indicators : DataFrame, optional
        Structural conditions: zone, year, name, value.
    previous : Meeting, optional
        What the last meeting decided, as :func:`read_meeting` gives it: what goes on,
        what is new, which counts changed since.
    audience : {"group", "organization"}, default "group"
        Who it is for. "group": those who work together; it shows single reports, with
        personal data masked as far as can be. "organization": everyone in their
        organizations; no places, comments or small counts. The page for everyone else
        is :func:`public_lagesbild`.
    kind : {"period", "law"}, default "period"
        "law": by the sections of the Swedish law (2023:196) on municipalities'
        responsibility for crime prevention, without single reports: extent,
        consequences, other information, analysis with candidates for a deeper study,
        action plan, follow-up, coordination, sources.
    tables : dict of DataFrame or path of a workbook, optional
        What the law asks for and reports do not show, for ``kind="law"``: "population"
        (zone, population), "reference" (who, value per 1,000 and year; zone, theme,
        year), "surveys" (question, n; zone, year, share or percent, or mean and sd;
        design_effect), "sources" (source, used, why), and "consequences" (with zone,
        theme, cost where known), "coordination" and "other" as the group has them.
        Swedish names of sheets and columns are known: befolkning, jämförelsetal,
        undersökningar, källor, konsekvenser, samverkan, övrigt.
    k : int, default 5
        The least count shown on its own to the organizations, as the group decides.
    context : GeoDataFrame, dict of GeoDataFrames or path, optional
        Layers under the maps, or a file for :func:`read_context`. A layer called
        "streets" (or "gator") with a column of names gives hot spots the names of
        streets; so do the roads of the file.
    place : str, optional
        Name of the place in the title.
    cell_size : float, optional
        Side of the cells that are tested for hot spots, in metres; by default the
        smallest of 100, 200, 500, ... m that gives at most 4000 cells.
    explorer : bool, default False
        Whether to make ``utforska.html`` too, the page of :func:`explorer`, with the
        period chosen.
    lang : str, optional
        Language of the page.

    Returns
    -------
    Lagesbild
        ``.save(folder)`` writes page, workbook and layers.

    Raises
    ------
    ValueError
        If the period is none, or lies outside the incidents' time; if zones are no
        valid polygons; for another audience.
    TypeError
        If ``start`` has no time zone, or a frame is no GeoDataFrame.

    Notes
    -----
    A week is too thin to be tested: its hot spots and hot times rest on the 13 weeks
    that end with it, with the week's own reports on top. Longer periods rest on
    themselves. Status follows :func:`week_status` for a week. A longer period is set
    against the same period of all earlier years on record, else against the last
    period, and then the page says that the season is not taken out: the 95 % interval
    of the ratio of rates (as in :func:`rate_change`) lies above or below 1; with 99 %
    it is clear. The spread is that of the weeks about the town's season, or that
    between the earlier years where it is larger. A period that the reports do not
    cover is left out of comparisons, never taken for zero; one whose reports by the
    usual delay are not in yet is never called a fall. The zones are the place of the
    page: reports outside them are counted once, in a note.

    References
    ----------
    .. [1] Effektiv samordning för trygghet: exempelsamling, chapter 10, figure 10.3.

    Examples
    --------
    >>> import estgeo as eg
    >>> found = eg.simulate_incidents(weeks=60, rng=2018)
    >>> last = found.incidents["start"].max().isocalendar()
    >>> picture = eg.lagesbild(
    ...     found.incidents,
    ...     found.zones,
    ...     period=f"{last.year}-W{last.week:02d}",
    ...     insatser=found.insatser,
    ... )
    >>> picture.audience, sorted(picture.layers)
    ('group', ['cells', 'hot_spots', 'reports', 'zones'])
    """
    lang = language(lang)
    _check_audience(audience)
    _check_kind(kind, audience, tables)
    check_levels(levels)
    check_indicators(indicators)
    own = law_tables(tables)
    least = check_whole("k", k, at_least=1)
    known = known_before(previous, problems, insatser, levels, period)
    check_levels(known.levels)
    study = prepare(incidents, zones, period=period, cell_size=cell_size, lang=lang)
    if isinstance(context, str | Path):
        context = read_ground(context, study.zones)
    study = study.replaced(with_streets(study.incidents, find_streets(context)))
    compared = compare(study)
    entries, found = _entries(study, compared, known)
    title = place or ""
    if audience == "organization":
        return _for_organization(study, compared, entries, known, place=title, k=least)
    places = None if are_area_centers(study.incidents) else find_places(study)
    watch = watched(study, compared, known)
    given = _Given(known, indicators, layers_of(context), own)
    make = _sections_of_law if kind == "law" else _sections
    sections = make(study, compared, places, given, (entries, found, watch))
    header = law_header(study, title) if kind == "law" else header_of(study, title)
    meeting = meeting_of(study, entries, known, watch)
    forms = _forms(study, meeting, entries, sections)
    shown = tuple(entry.record.id for entry in entries)
    beside = None
    if explorer:
        beside = explore(
            incidents,
            zones,
            context=given.context,
            insatser=known.insatser,
            period=period,
            title=place,
            lang=lang,
        )
    return Lagesbild(
        period=period,
        lang=lang,
        audience=audience,
        tables=_tables(sections),
        layers=_layers(study, None if kind == "law" else places),
        warnings=header.warnings,
        html=render(header, sections, lang=lang),
        provenance=_provenance(study, audience, len(incidents)),
        compared=compared.table,
        explorer=beside,
        meeting=meeting,
        pages=Pages(header, sections, forms, meeting, shown),
    )


def _check_audience(audience: str) -> None:
    if str(audience) == "public":
        remedy = "Use public_lagesbild(incidents, zones, period=..., topics=[...])."
        raise ValueError(sentence("audience", "'group'", "'public'", remedy))
    if str(audience) == "internal":
        remedy = "It is called 'group' now."
        raise ValueError(sentence("audience", "'group'", "'internal'", remedy))
    check_choice("audience", audience, AUDIENCES)


def _check_kind(kind: str, audience: str, tables: object) -> None:
    check_choice("kind", kind, KINDS)
    if kind == "law" and audience != "group":
        remedy = "It names places: the group decides what is passed on."
        got = f"{audience!r} with kind='law'"
        raise ValueError(sentence("audience", "'group'", got, remedy))
    if kind != "law" and tables is not None:
        remedy = "Give kind='law' too."
        raise ValueError(sentence("tables", "None without kind='law'", "some", remedy))


def _for_organization(
    study: Study,
    compared: Comparison,
    entries: list[Entry],
    known: Known,
    *,
    place: str,
    k: int,
) -> Lagesbild:
    """Return the page for everyone in the organizations."""
    shown = organization_sections(study, compared, entries, known.insatser, k)
    if known.levels is not None:
        plain = known.levels.drop(columns="comment", errors="ignore")
        shown.append(levels_section(study, plain, k=k))
    ahead = ahead_section(study)
    sections = (*shown, *([ahead] if ahead else []))
    header = header_of(study, place, "organization", least=k)
    named = study.zones.reset_index()[[ZONE, "geometry"]]
    provenance = replace(_provenance(study, "organization", 0), rows_in=None)
    tables = _tables(sections)
    return Lagesbild(
        period=study.period,
        lang=study.lang,
        audience="organization",
        tables=tables,
        layers={"zones": named},
        warnings=header.warnings,
        html=render(header, sections, lang=study.lang),
        provenance=replace(provenance, rows_out=None),
        compared=tables["by_area"],
        pages=Pages(header, sections),
    )


def _entries(
    study: Study, compared: Comparison, known: Known
) -> tuple[list[Entry], list[Pair]]:
    """Return the problems of the page, and all that the counts would propose."""
    levels = None if known.levels is None else level_now(known.levels, study.period)
    found = find_problems(study, compared, known.insatser, levels)
    return list_problems(study, compared, found, known), found


def _forms(
    study: Study,
    meeting: Meeting,
    entries: Sequence[Entry],
    sections: Sequence[Section],
) -> tuple[FillIn, ...]:
    blocks = [block for section in sections for block in section.blocks]
    ticks = next((b.items for b in blocks if isinstance(b, Boxes)), ())
    continues, needed = [ticked for _, ticked in ticks] or (False, False)
    shown = [entry.record for entry in entries]
    zones = [str(zone) for zone in study.zones.index]
    return forms_of(meeting, shown, zones, (continues, needed), study.lang)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the caller knows beside incidents and zones."""

    known: Known
    indicators: pd.DataFrame | None
    context: dict[str, gpd.GeoDataFrame]
    tables: dict[str, pd.DataFrame]

    @property
    def insatser(self) -> Sequence[Insats]:
        """Return the insatser, those of the last meeting too."""
        return self.known.insatser

    @property
    def levels(self) -> pd.DataFrame | None:
        """Return the levels, those of earlier periods too."""
        return self.known.levels


def _sections_of_law(
    study: Study,
    compared: Comparison,
    places: Places | None,
    given: _Given,
    listed: tuple[list[Entry], list[Pair], WeekWatch | None],
) -> tuple[Section, ...]:
    """Return the page that the law asks for."""
    return law_sections(
        *(study, compared, places, given.known, listed[0]),
        tables=given.tables,
        context=given.context,
        indicators=given.indicators,
        parameters=dict(_provenance(study, "group", 0).parameters),
    )


def _sections(
    study: Study,
    compared: Comparison,
    places: Places | None,
    given: _Given,
    listed: tuple[list[Entry], list[Pair], WeekWatch | None],
) -> tuple[Section, ...]:
    """Return the page: what to act on, where and when, and last what it rests on."""
    insatser = given.insatser
    entries, problems, watch = listed
    levels = None if given.levels is None else level_now(given.levels, study.period)
    told = problems_section(
        study,
        entries,
        problems,
        compared=compared,
        places=places,
        levels=levels,
        insatser=insatser,
    )
    rest = rest_blocks(study, compared)
    since = since_section(study, entries, given.known)
    ahead, who = ahead_section(study), who_section(study)
    first = [
        summary_section(study, compared),
        *([since] if since else []),
        replace(told, blocks=(*told.blocks[:-1], *rest, told.blocks[-1])),
        _where_section(study, places, given),
        times_section(study),
        *([ahead] if ahead else []),
        _with_insatser(decision_section(study, problems, insatser), study, insatser),
    ]
    last = [comparison_section(study, compared, watch), *([who] if who else [])]
    if places is not None:
        last.append(most_section(study, places))
    parameters = _provenance(study, "group", len(study.incidents)).parameters
    last.append(basis_section(study, dict(parameters)))
    return (*first, *_longer(study, compared, places, given), *last)


def _with_insatser(
    decision: Section, study: Study, insatser: Sequence[Insats]
) -> Section:
    """Return the decision with the insatser it is about."""
    listed = insatser_section(study, insatser)
    return replace(
        decision, blocks=(*listed.blocks, *decision.blocks), tables=listed.tables
    )


def _longer(
    study: Study, compared: Comparison, places: Places | None, given: _Given
) -> list[Section]:
    """Return what a period longer than a month adds, and the group's own levels."""
    if study.is_short:
        if given.levels is None:
            return []
        return [levels_section(study, given.levels)]
    judged = assessment_section(study, given.levels, compared.zones, places)
    shared = [
        areas_section(study),
        follow_up_section(study, given.insatser, given.known.problems),
        candidates_section(study, compared, given.known),
    ]
    if study.kind == "year":
        direction = direction_section(study, given.insatser)
        indicators = indicators_section(study, given.indicators)
        return [direction, indicators, *shared, judged]
    return [*shared, patterns_section(study, given.context), judged]


def _where_section(study: Study, places: Places | None, given: _Given) -> Section:
    if places is None:
        sites = len(study.incidents.geometry.drop_duplicates())
        return centers_section(study, sites)
    return places_section(study.with_points(), places, given.context)


def _tables(sections: Sequence[Section]) -> dict[str, pd.DataFrame]:
    frames: dict[str, pd.DataFrame] = {}
    for section in sections:
        frames |= {name: table for name, table in section.tables.items() if len(table)}
    return frames


def _layers(study: Study, places: Places | None) -> dict[str, gpd.GeoDataFrame]:
    counts = study.now[ZONE].value_counts().reindex(study.zones.index, fill_value=0)
    layers = {"zones": study.zones.assign(n=counts.to_numpy()).reset_index()}
    if places is None:
        return layers
    columns = ["start", TOPIC, "category", "geometry"]
    return layers | {
        "cells": places.cells.reset_index(),
        "hot_spots": places.hot,
        "reports": study.now[columns],
    }


def _provenance(study: Study, audience: str, rows_in: int) -> Provenance:
    return Provenance(
        function="lagesbild",
        parameters={
            "period": study.period,
            "audience": audience,
            "window_from": f"{study.window_start:%Y-%m-%d}",
            "cell_size": study.cell_size,
            "lang": study.lang,
        },
        rows_in=rows_in,
        rows_out=len(study.now) + len(study.positive),
        crs=crs_name(study.incidents.crs),
        grid=f"squares of {study.cell_size:g} m",
    )
