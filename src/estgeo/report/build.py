"""One call from incidents to a whole lägesbild."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .._checks import check_choice
from .._language import check_language
from .._provenance import Provenance
from ._areas import areas_section
from ._basis import basis_section, header_of
from ._comparison import compare
from ._direction import direction_section
from ._files import write_layers, write_workbook
from ._html import render
from ._indicators import check_indicators, indicators_section
from ._insatser import follow_up_section, insatser_section
from ._levels import check_assessments, levels_section
from ._patterns import patterns_section
from ._places import Places, find_places
from ._priorities import assessment_section
from ._problems import continues_section, find_pairs, problems_section
from ._public import public_header, public_picture, raise_for_leaks
from ._streets import find_streets, layers_of, with_streets
from ._study import TOPIC, ZONE, Study, are_area_centers, prepare
from ._summary import comparison_section, summary_section
from ._when import times_section
from ._where import centers_section, places_section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from .._columns import Language
    from ..insatser.insats import Insats
    from ._page import Section

Audience = Literal["internal", "public"]
AUDIENCES: tuple[Audience, ...] = ("internal", "public")


@dataclass(frozen=True, slots=True, repr=False)
class Lagesbild:
    """A picture of the situation: what, where, when, and what is done about it.

    Attributes
    ----------
    period : str
        Label of the period.
    lang : {"sv", "en"}
        Language of the page.
    audience : {"internal", "public"}
        Who it is for.
    tables : dict of DataFrame
        The numbers behind the page, one frame a sheet of the workbook.
    layers : dict of GeoDataFrame
        The maps behind the page, one frame a layer of the GeoPackage.
    warnings : tuple of str
        What the reader has to know before the numbers.
    html : str
        The page: one file that needs nothing else and makes no request.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> picture = eg.lagesbild(
    ...     town.incidents,
    ...     town.zones,
    ...     period="2018-01",
    ...     audience="public",
    ...     lang="en",
    ... )
    >>> picture
    <Lagesbild 2018-01, public>
    >>> sorted(picture.tables), sorted(picture.layers)
    (['areas', 'note', 'themes'], ['areas'])
    """

    period: str
    lang: Language
    audience: Audience
    tables: Mapping[str, pd.DataFrame]
    layers: Mapping[str, gpd.GeoDataFrame]
    warnings: tuple[str, ...]
    html: str = field(repr=False)
    provenance: Provenance

    def save(self, folder: str | Path) -> Path:
        """Write ``index.html``, ``tables.xlsx`` and ``layers.gpkg`` into a folder.

        Parameters
        ----------
        folder : path
            Made when it is not there; files of these names are replaced.

        Returns
        -------
        Path
            The page, ``folder/index.html``.
        """
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        page = target / "index.html"
        page.write_text(self.html, encoding="utf-8")
        write_workbook(target / "tables.xlsx", self.tables)
        write_layers(target / "layers.gpkg", self.layers)
        return page

    def to_frame(self) -> pd.DataFrame:
        """Return the comparison by area: one row a zone and one in all."""
        return self.tables["areas" if self.audience == "public" else "by_area"]

    def __repr__(self) -> str:
        """Return what it is of, and how much it rests on."""
        rows = self.provenance.rows_out
        resting = "" if rows is None else f", {rows} reports"
        return f"<Lagesbild {self.period}, {self.audience}{resting}>"


def lagesbild(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: str,
    insatser: Sequence[Insats] = (),
    assessments: pd.DataFrame | None = None,
    indicators: pd.DataFrame | None = None,
    audience: Audience = "internal",
    context: gpd.GeoDataFrame | Mapping[str, gpd.GeoDataFrame] | None = None,
    place: str = "",
    cell_size: float | None = None,
    lang: Language = "sv",
) -> Lagesbild:
    """Make the lägesbild of a week, a month or any other period.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS with ``start`` (time-zone-aware); ``end``, ``theme``,
        ``category``, ``is_positive``, ``time_precision``, ``severity`` and ``source``
        are used when they are there.
    zones : GeoDataFrame
        Areas the counts are given for; valid polygons in any CRS.
    period : str
        Label such as "2018-W10", "2018-03", "2018-T1" or "2018"; see ``period_counts``
        for all kinds. Two dates with a slash are any other span.
    insatser : sequence of Insats, default ()
        What is done against which problem, where and when.
    assessments : DataFrame, optional
        The group's own judgement: zone, period, level (1-4), comment. Shown and
        followed, never computed.
    indicators : DataFrame, optional
        Structural conditions: zone, year, name, value.
    audience : {"internal", "public"}, default "internal"
        "public" has counts by area and by theme for a month or longer, protected by
        :func:`publish`, a map of them, and nothing else: no points, no free text, no
        small counts. It is searched for traces of the incidents before it is returned.
    context : GeoDataFrame or dict of GeoDataFrames, optional
        Layers under the maps. One called "streets" (or "gator") with a column of names
        gives hot spots the names of streets.
    place : str, default ""
        Name of the place in the title.
    cell_size : float, optional
        Side of the cells that are tested for hot spots, in metres; by default the
        smallest of 100, 200, 500, ... m that gives at most 4000 cells.
    lang : {"sv", "en"}, default "sv"
        Language of the page.

    Returns
    -------
    Lagesbild
        ``.save(folder)`` writes page, workbook and layers.

    Raises
    ------
    ValueError
        If the period is none, or lies outside the incidents' time; if zones are no
        valid polygons; for the public, if it is shorter than a month or a trace of an
        incident is found.
    TypeError
        If ``start`` has no time zone, or a frame is no GeoDataFrame.

    Notes
    -----
    A week is too thin to be tested: its hot spots and hot times rest on the 13 weeks
    that end with it, with the week's own reports on top. Longer periods rest on
    themselves. Status follows :func:`week_status` for a week and :func:`rate_change`
    against the last period otherwise. A period that the reports do not cover is left
    out of comparisons, never taken for zero.

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
    ('internal', ['cells', 'hot_spots', 'reports', 'zones'])
    """
    check_language(lang)
    check_choice("audience", audience, AUDIENCES)
    check_assessments(assessments)
    check_indicators(indicators)
    study = prepare(incidents, zones, period=period, cell_size=cell_size, lang=lang)
    if audience == "public":
        return _public(study, incidents, place)
    streets = find_streets(context)
    study = study.replaced(with_streets(study.incidents, streets))
    places = None if are_area_centers(study.incidents) else find_places(study)
    given = _Given(insatser, assessments, indicators, layers_of(context), streets)
    sections = _sections(study, places, given)
    header = header_of(study, place)
    return Lagesbild(
        period=period,
        lang=lang,
        audience=audience,
        tables=_tables(sections),
        layers=_layers(study, places),
        warnings=header.warnings,
        html=render(header, sections, lang=lang),
        provenance=_provenance(study, audience, len(incidents)),
    )


def _public(study: Study, incidents: gpd.GeoDataFrame, place: str) -> Lagesbild:
    """Return the page for everyone, searched for traces of the reports."""
    public = public_picture(study)
    header = public_header(study, header_of(study, place))
    picture = Lagesbild(
        period=study.period,
        lang=study.lang,
        audience="public",
        tables=public.tables,
        layers=public.layers,
        warnings=(),
        html=render(header, public.sections, lang=study.lang),
        provenance=replace(
            _provenance(study, "public", len(incidents)), rows_in=None, rows_out=None
        ),
    )
    raise_for_leaks(picture, incidents)
    return picture


@dataclass(frozen=True, slots=True)
class _Given:
    """What the caller knows beside incidents and zones."""

    insatser: Sequence[Insats]
    assessments: pd.DataFrame | None
    indicators: pd.DataFrame | None
    context: dict[str, gpd.GeoDataFrame]
    streets: gpd.GeoDataFrame | None


def _sections(
    study: Study, places: Places | None, given: _Given
) -> tuple[Section, ...]:
    by_topic = compare(study, by=TOPIC)
    by_zone = compare(study, by=ZONE)
    first = [
        summary_section(study, by_topic, by_zone),
        comparison_section(study, by_topic, by_zone),
        _where_section(study, places, given),
        times_section(study),
    ]
    if study.is_short:
        rest = _operative(study, places, given)
        if given.assessments is not None:
            rest.append(levels_section(study, given.assessments))
    elif study.kind == "year":
        rest = [
            direction_section(study, given.insatser),
            areas_section(study),
            follow_up_section(study, given.insatser),
            assessment_section(study, given.assessments, by_zone, places),
            indicators_section(study, given.indicators),
        ]
    else:
        rest = [
            areas_section(study),
            follow_up_section(study, given.insatser),
            patterns_section(study),
            *_operative(study, places, given)[:1],
            assessment_section(study, given.assessments, by_zone, places),
        ]
    parameters = _provenance(study, "internal", len(study.incidents)).parameters
    return (*first, *rest, basis_section(study, dict(parameters)))


def _operative(study: Study, places: Places | None, given: _Given) -> list[Section]:
    pairs = find_pairs(study)
    return [
        problems_section(study, pairs, places, given.insatser),
        continues_section(study, pairs, given.insatser),
        insatser_section(study, given.insatser),
    ]


def _where_section(study: Study, places: Places | None, given: _Given) -> Section:
    if places is None:
        sites = len(study.incidents.geometry.drop_duplicates())
        return centers_section(study, sites)
    return places_section(study.with_points(), places, given.context, given.streets)


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
        crs=study.incidents.crs.to_string(),
        grid=f"squares of {study.cell_size:g} m",
    )
