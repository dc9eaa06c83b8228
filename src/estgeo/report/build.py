"""One call from incidents to a whole lägesbild."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .._checks import check_choice, renamed, sentence
from .._files import saving
from .._frame_checks import crs_name
from .._language import check_language
from .._provenance import Provenance
from .._results import Result
from ..explore.build import FILE as EXPLORER
from ..explore.build import explorer as explore
from ..maps._ground import read_ground
from ..space_time.street_names import find_streets, layers_of, with_streets
from ._basis import basis_section, header_of
from ._comparison import compare
from ._document import FILES, render, write_files
from ._insatser import follow_up_section, insatser_section
from ._levels import (
    assessment_section,
    check_indicators,
    check_levels,
    indicators_section,
    level_now,
    levels_section,
)
from ._longer import areas_section, direction_section, patterns_section
from ._overview import (
    comparison_section,
    decision_section,
    rest_blocks,
    summary_section,
)
from ._places import Places, find_places
from ._problems import find_problems, problems_section
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
    from ..explore.build import Explorer
    from ..insatser.insats import Insats
    from ..maps._context import Context
    from ._comparison import Comparison
    from ._page import Section

Audience = Literal["group"]
AUDIENCES: tuple[Audience, ...] = ("group",)


@dataclass(frozen=True, slots=True, repr=False)
class Lagesbild(Result):
    """A picture of the situation: what, where, when, and what is done about it.

    Attributes
    ----------
    period : str
        Label of the period.
    lang : {"sv", "en"}
        Language of the page.
    audience : {"group"}
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
    compared : DataFrame or None
        What :meth:`to_frame` returns.
    explorer : Explorer or None
        The page that answers, where it was asked for.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> picture = eg.lagesbild(
    ...     town.incidents,
    ...     town.zones,
    ...     period="2018-01",
    ...     lang="en",
    ... )
    >>> picture.period, picture.audience
    ('2018-01', 'group')
    """

    period: str
    lang: Language
    audience: Audience
    tables: Mapping[str, pd.DataFrame]
    layers: Mapping[str, gpd.GeoDataFrame]
    warnings: tuple[str, ...]
    html: str = field(repr=False)
    provenance: Provenance
    compared: pd.DataFrame | None = field(default=None, repr=False)
    explorer: Explorer | None = field(default=None, repr=False)

    def save(self, folder: str | Path) -> Path:
        """Write ``index.html``, ``tables.xlsx`` and ``layers.gpkg`` into a folder.

        With ``explorer=True``, ``utforska.html`` too.

        Parameters
        ----------
        folder : path
            Made when it is not there. Files of these names are replaced if estgeo
            wrote them and nobody changed them since.

        Returns
        -------
        Path
            The page, ``folder/index.html``.

        Raises
        ------
        OSError
            If a file there is not estgeo's or was changed, if the folder holds files
            for the other audience, or if it cannot be written. All files are then as
            they were before; see docs/how-to/saved-files.md.
        """
        beside = () if self.explorer is None else (EXPLORER,)
        with saving(folder, *FILES, *beside) as draft:
            write_files(draft, self)
            if self.explorer is not None:
                self.explorer.write(draft / EXPLORER)
        return Path(folder) / FILES[0]

    def to_frame(self) -> pd.DataFrame:
        """Return every count of the page and how it stands, the same columns always.

        Returns
        -------
        DataFrame
            ``zone`` (None: the whole), ``theme`` (None: all), ``n``, ``n_last``,
            ``n_before_last``, ``n_last_year`` (NaN where the reports do not reach),
            ``expected``, ``usual_low``, ``usual_high``, ``ratio`` (to the expected),
            ``ratio_low``, ``ratio_high`` (95 %; NaN for a week), ``p_value``,
            ``q_value`` and ``status``: clear_increase, increase, usual, decrease,
            clear_decrease, inconclusive or no_comparison, as in :func:`week_status`.
        """
        if self.compared is None:
            return self.tables["areas"]
        return self.compared

    def __repr__(self) -> str:
        """Return what it is of, and how much it rests on."""
        rows = self.provenance.rows_out
        resting = "" if rows is None else f", {rows} reports"
        return f"<Lagesbild {self.period}, {self.audience}{resting}>"

    def _repr_html_(self) -> str:
        """Return the page in a frame of its own, for a notebook."""
        page = html.escape(self.html, quote=True)
        look = "width:100%;height:40em;border:1px solid #999"
        kept = f'sandbox="allow-scripts" style="{look}"'
        return (
            f'<iframe title="Lagesbild {self.period}" {kept} srcdoc="{page}"></iframe>'
        )


@renamed(assessments="levels")
def lagesbild(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: str,
    insatser: Sequence[Insats] = (),
    levels: pd.DataFrame | None = None,
    indicators: pd.DataFrame | None = None,
    audience: Audience = "group",
    context: Context = None,
    place: str | None = None,
    cell_size: float | None = None,
    explorer: bool = False,
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
        The place of the page, and the areas the counts are given for; valid polygons in
        any CRS. Reports outside them count nowhere.
    period : str
        Label such as "2018-W10", "2018-03", "2018-T1" or "2018"; see ``period_counts``
        for all kinds. Two dates with a slash are any other span.
    insatser : sequence of Insats, default ()
        What is done against which problem, where and when.
    levels : DataFrame, optional
        The group's own judgement: zone, period, level (1-4), comment. Shown and
        followed, never computed.
    indicators : DataFrame, optional
        Structural conditions: zone, year, name, value.
    audience : {"group"}, default "group"
        Who it is for: the group that works together, since it shows single reports.
        The page for everyone is :func:`public_lagesbild`.
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
    check_language(lang)
    if str(audience) == "public":
        remedy = "Use public_lagesbild(incidents, zones, period=..., topics=[...])."
        raise ValueError(sentence("audience", "'group'", "'public'", remedy))
    if str(audience) == "internal":
        remedy = "It is called 'group' now."
        raise ValueError(sentence("audience", "'group'", "'internal'", remedy))
    check_choice("audience", audience, AUDIENCES)
    place = place or ""
    check_levels(levels)
    check_indicators(indicators)
    study = prepare(incidents, zones, period=period, cell_size=cell_size, lang=lang)
    if isinstance(context, str | Path):
        context = read_ground(context, study.zones)
    streets = find_streets(context)
    study = study.replaced(with_streets(study.incidents, streets))
    places = None if are_area_centers(study.incidents) else find_places(study)
    given = _Given(insatser, levels, indicators, layers_of(context))
    compared = compare(study)
    sections = _sections(study, compared, places, given)
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
        compared=compared.table,
        explorer=None
        if not explorer
        else explore(
            incidents,
            zones,
            context=layers_of(context),
            insatser=insatser,
            period=period,
            title=place or None,
            lang=lang,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """What the caller knows beside incidents and zones."""

    insatser: Sequence[Insats]
    levels: pd.DataFrame | None
    indicators: pd.DataFrame | None
    context: dict[str, gpd.GeoDataFrame]


def _sections(
    study: Study, compared: Comparison, places: Places | None, given: _Given
) -> tuple[Section, ...]:
    """Return the page: what to act on, where and when, and last what it rests on."""
    insatser = given.insatser
    levels = None if given.levels is None else level_now(given.levels, study.period)
    problems = find_problems(study, compared, insatser, levels)
    told = problems_section(study, problems, compared, places, levels)
    rest = rest_blocks(study, compared)
    first = [
        summary_section(study, compared),
        replace(told, blocks=(*told.blocks[:-1], *rest, told.blocks[-1])),
        _with_insatser(decision_section(study, problems, insatser), study, insatser),
        _where_section(study, places, given),
        times_section(study),
    ]
    last = [comparison_section(study, compared)]
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
    shared = [areas_section(study), follow_up_section(study, given.insatser)]
    if study.kind == "year":
        direction = direction_section(study, given.insatser)
        indicators = indicators_section(study, given.indicators)
        return [direction, *shared, judged, indicators]
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
