"""One call from incidents to a page that can be asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from .._checks import check_choice, check_positive, sentence
from .._files import write_text
from .._frame_checks import (
    check_columns,
    check_points,
    check_polygons,
    check_projected,
    check_times,
    crs_name,
    in_crs_of,
)
from .._language import language, say
from .._periods import first_day, last_day
from .._provenance import Provenance
from .._reports import as_reports, one_row_a_report
from .._results import Result
from .._spans import data_span
from .._zone_names import known_to_area, place_in_areas, zone_names
from ..insatser.insats import Insats
from ..space_time.street_names import find_streets, name_of_streets
from ._packing import pack, pack_text
from ._page import render
from ._rows import BETWEEN, KINDS, LISTS, WHERE, Rows, alike, rows_of, theme_of
from ._shapes import ground_layers, insats_shapes, zone_shapes
from ._tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from .._columns import Language
    from ..space_time.street_names import Layers

Audience = Literal["group", "organization"]
AUDIENCES: tuple[Audience, ...] = ("group", "organization")
FEWEST = 20  # reports, now and a year before together, or no direction is told
FEWEST_IN_A_CELL = 5
K = 5  # a count below it is not in the file of an organisation
FILE = "utforska.html"
CELLS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, slots=True, repr=False)
class Explorer(Result):
    """A page that answers: what is left of the reports when a part of them is chosen.

    Attributes
    ----------
    lang : str
        Language of the page.
    audience : {"group", "organization"}
        Who it is for.
    html : str
        The page: one file that needs nothing else and makes no request.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> eg.explorer(town.incidents, town.zones, lang="en")
    <Explorer of 1217 reports, group>
    """

    lang: Language
    audience: Audience
    html: str = field(repr=False)
    provenance: Provenance

    def save(self, path: str | Path) -> Path:
        """Write the page as one file.

        Parameters
        ----------
        path : path
            Such as "utforska.html". A file there that estgeo did not write, or that
            was changed since, is not replaced.

        Returns
        -------
        Path
            The file that was written.

        Raises
        ------
        OSError
            If the file is not estgeo's or was changed, or cannot be written.
        """
        return write_text(path, self.html)

    def write(self, path: Path) -> None:
        """Write the page into a folder that is being saved as a whole."""
        path.write_bytes(self.html.encode("utf-8", "replace"))

    def _repr_html_(self) -> str:
        title = escape(say("explorer-title", self.lang))
        return (
            f'<iframe title="{title}" style="width:100%;height:820px;border:0" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        """Return how much it rests on and who it is for."""
        return f"<Explorer of {self.provenance.rows_out} reports, {self.audience}>"


def explorer(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    context: Layers = None,
    insatser: Sequence[Insats] = (),
    period: str | None = None,
    title: str | None = None,
    audience: Audience = "group",
    columns: Sequence[str] = (),
    cell_size: float | None = None,
    lang: Language | None = None,
) -> Explorer:
    """Make a page that answers: which hours, which days, which place, which theme.

    Map, weeks, hours, themes, sources and areas filter one another: what is chosen in
    one is what all the others show, against the other reports and against the same
    choice a year before. The page is one file that opens without a network.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres, with ``start`` (time-zone-aware); ``end``,
        ``time_precision``, ``theme`` (or ``category``), ``severity`` and ``source`` are
        used when they are there.
    zones : GeoDataFrame
        Areas with names; valid polygons in any CRS. The map reaches a fifth of their
        longer side beyond them.
    context : GeoDataFrame or dict of GeoDataFrames, optional
        Layers under the map, such as :func:`read_context` gives. Streets with a column
        of names become a view of their own: a report belongs to the nearest within
        60 m.
    insatser : sequence of Insats, default ()
        What was done: the area on the map, the time beside the weeks, and a choice.
        One without an area has no reports to choose and is not in the page.
    period : str, optional
        Label of the period that is chosen when the page is opened, such as "2018-W10".
        All reports are in the page whatever the period.
    title : str, optional
        Title of the page.
    audience : {"group", "organization"}, default "group"
        "organization" has no points and no rows: counts of cells, of hours and of
        weeks, and none below 5 is in the file or can be worked out from the others.
    columns : sequence of str, default ()
        Text columns to show with single reports, such as "comment". What looks like
        personal data is masked; a "reporter" becomes a number.
    cell_size : float, optional
        Side of the smallest cells, in metres; by default the smallest of 100, 200,
        500, ... m that the map has room for.
    lang : str, optional
        Language of the page.

    Returns
    -------
    Explorer
        ``.save("utforska.html")`` writes the page; a notebook shows it.

    Raises
    ------
    ValueError
        If ``start`` is missing in a row, zones are no valid polygons, the period is
        none, or ``audience`` is "public"; if ``columns`` are asked for an organisation.
    TypeError
        If ``start`` has no time zone, a frame is no GeoDataFrame, or ``context`` is a
        path.
    KeyError
        If a name in ``columns`` is no column.

    Notes
    -----
    The page counts and compares, and tests nothing: a place or an hour that was chosen
    because it stands out does so in these reports whether or not anything is behind
    it. It gives the lines of Python that test the choice on reports that come later
    instead, or that tell :func:`evaluate` on which weeks an area was chosen
    (``Design(selected_on=...)``).

    Hours rest on reports whose time is known to the hour: a day without a clock, and a
    span longer than one hour, are counted beside (:func:`hour_of_week` spreads spans).

    References
    ----------
    .. [1] Square (2012). Crossfilter: fast multidimensional filtering for coordinated
       views.

    Examples
    --------
    >>> import tempfile
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> page = eg.explorer(
    ...     town.incidents,
    ...     town.zones,
    ...     insatser=town.insatser,
    ...     context={"streets": town.streets},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     saved = page.save(f"{folder}/utforska.html")
    ...     "https://" in saved.read_text(encoding="utf-8")
    False
    """
    lang = language(lang)
    _check_audience(audience, columns)
    _check_context(context)
    incidents = as_reports(incidents)
    check_polygons("zones", zones)
    check_points("incidents", place_in_areas("incidents", incidents, zones))
    check_projected("incidents", incidents)
    check_times("incidents", incidents, "start")
    check_columns("incidents", incidents, columns)
    insatser = _checked(insatser)
    if period is not None:
        first_day(period)
    near = in_crs_of("zones", zones, incidents)
    reports = one_row_a_report(incidents, "theme")
    rows = rows_of(
        reports,
        near,
        streets=find_streets(context),
        insatser=insatser,
        texts=columns,
        lang=lang,
    )
    lines = _python(reports, near, name_of_streets(context))
    meta = _meta(reports, near, rows, lines, period=period, lang=lang)
    meta["ground"] = ground_layers(context, reports, rows.frame)
    meta["insatser"] = insats_shapes(insatser, reports, rows.frame)
    meta["cells"] = _cell_sizes(rows, cell_size)
    if audience == "group":
        packed = _packed(rows, meta)
    else:
        packed = {}
        meta |= _for_organization(rows, meta)
    html = render(
        title or say("explorer-title", lang),
        say(f"explorer-stamps-{audience}", lang),
        meta,
        packed,
        lang,
    )
    return Explorer(
        lang, audience, html, _provenance(reports, rows, period, audience, lang)
    )


def _check_audience(audience: str, columns: Sequence[str]) -> None:
    if str(audience) == "public":
        remedy = "Use public_lagesbild(incidents, zones, period=..., topics=[...])."
        rule = "'group' or 'organization'"
        raise ValueError(sentence("audience", rule, "'public'", remedy))
    check_choice("audience", audience, AUDIENCES)
    if isinstance(columns, str):
        remedy = f"Write columns=[{columns!r}]."
        raise TypeError(sentence("columns", "a sequence of names", "a text", remedy))
    if columns and audience != "group":
        rule, got = "empty for an organisation", ", ".join(map(repr, columns))
        remedy = "Texts of single reports are for the group only."
        raise ValueError(sentence("columns", rule, got, remedy))


def _check_context(context: object) -> None:
    if isinstance(context, str | Path):
        remedy = f"Write context=eg.read_context({str(context)!r}, zones)."
        rule = "None, a GeoDataFrame or {name: GeoDataFrame}"
        raise TypeError(sentence("context", rule, "a path", remedy))


def _checked(insatser: Sequence[Insats]) -> list[Insats]:
    found = list(insatser)
    for one in found:
        if not isinstance(one, Insats):
            rule = "a sequence of Insats"
            raise TypeError(sentence("insatser", rule, type(one).__name__))
    return [one for one in found if one.area is not None]


def _meta(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    rows: Rows,
    lines: dict[str, list[str]],
    *,
    period: str | None,
    lang: Language,
) -> dict[str, Any]:
    """Return what the page knows beside the columns of its reports."""
    first, last = data_span(incidents["start"])
    meta: dict[str, Any] = {
        "lang": lang,
        "n": len(rows),
        "placed": rows.placed,
        "monday": f"{rows.monday:%Y-%m-%d}",
        "days": rows.n_days,
        "covers": [_day(first, rows), _day(last, rows) - 1],
        "origin": list(rows.frame[:2]),
        "size": [rows.frame[2] - rows.frame[0], rows.frame[3] - rows.frame[1]],
        "lists": [
            {
                "name": name,
                "values": rows.values[name],
                "labels": rows.labels[name],
                "python": lines.get(name, []),
            }
            for name in LISTS
            if name in rows.values
        ],
        "sets": rows.sets,
        "texts": list(rows.texts),
        "zones": zone_shapes(zones, rows.frame),
        "known_hour": "end" in incidents and "time_precision" in incidents,
        "fewest": FEWEST,
        "fewest_in_a_cell": FEWEST_IN_A_CELL,
        "split": len(one_row_a_report(incidents)) < len(rows),
        "views": ["weeks", "map", "hours", *(n for n in LISTS if n in rows.values)],
        "open": None,
    }
    if period is not None:
        days = [pd.Timestamp(day) for day in (first_day(period), last_day(period))]
        meta["open"] = [int((day - rows.monday).days) for day in days]
    return meta


def _python(
    incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, street: str | None
) -> dict[str, list[str]]:
    """Return the lines of Python that choose from each list; [] is for the values."""
    about = theme_of(incidents)[0]
    columns = {"theme": about, "source": "source", "severity": "severity"}
    lines = {
        name: [f"chosen = chosen[chosen[{json.dumps(column)}].isin([])]"]
        for name, column in columns.items()
    }
    names = zone_names(zones).to_list()
    has = [each for each in zones.columns if zones[each].astype(str).to_list() == names]
    key = f"zones[{json.dumps(str(has[0]))}]" if has else "zones.index.astype(str)"
    lines["zone"] = [
        f"area = zones[{key}.isin([])].to_crs(incidents.crs).union_all()",
        "inside = chosen.intersects(area)",
    ]
    if known_to_area(incidents).any():
        vague = '(chosen["place_precision"] == "area")'
        lines["zone"].append(f'inside |= {vague} & chosen["zone"].isin([])')
    lines["zone"].append("chosen = chosen[inside]")
    name = json.dumps(street)
    lines["street"] = [
        "near = chosen.sjoin_nearest(streets.to_crs(chosen.crs), max_distance=60)",
        f"chosen = chosen.loc[near.index[near[{name}].isin([])].unique()]",
    ]
    return lines


def _day(moment: pd.Timestamp, rows: Rows) -> int:
    return int((moment.tz_localize(None).normalize() - rows.monday).days)


MOST_CELLS = 250_000
LEAST_CELL = 200  # metres, where single reports may not be told


def _cell_sizes(rows: Rows, cell_size: float | None) -> list[float]:
    """Return the sides of cells, from the smallest that the map has room for."""
    west, south, east, north = rows.frame
    if cell_size is not None:
        least = check_positive("cell_size", cell_size)
        return [least, *(each for each in CELLS if each > least)]
    area = (east - west) * (north - south)
    return [each for each in CELLS if area / each**2 <= MOST_CELLS] or [CELLS[-1]]


def _for_organization(rows: Rows, meta: dict[str, Any]) -> dict[str, Any]:
    """Return what takes the place of what tells of single reports."""
    size = next(
        (each for each in meta["cells"] if each >= LEAST_CELL), meta["cells"][0]
    )
    return {
        "cells": [size],
        "tables": tables_of(rows, size, k=K),
        "views": ["weeks", "map", "hours"],
        "n": 0,
        "placed": 0,
        "lists": [],
        "sets": [],
        "texts": [],
    }


def _packed(rows: Rows, meta: dict[str, Any]) -> dict[str, str]:
    """Return the columns as texts; how they are packed goes into ``meta``."""
    columns = dict(rows.columns)
    names = [each["name"] for each in meta["lists"]]
    meta["groups"] = []
    for group, among in (("kind", KINDS), ("where", WHERE)):
        lists = [name for name in names if name in among]
        codes, has = alike([columns.pop(name) for name in lists], len(rows))
        columns[group] = codes
        meta["groups"].append(
            {
                "name": group,
                "lists": [names.index(name) for name in lists],
                "kinds": int(codes.max()) + 1,
                "has": has,
            }
        )
    packed = {
        name: pack(column[: rows.placed], steps=True)
        if name in ("x", "y")
        else pack(column)
        for name, column in columns.items()
    }
    meta["packed"] = {name: one.told() for name, one in packed.items()}
    texts = {
        f"text-{at}": BETWEEN.join(each) for at, each in enumerate(rows.texts.values())
    }
    return {name: one.text for name, one in packed.items()} | {
        name: pack_text(text) for name, text in texts.items()
    }


def _provenance(
    incidents: gpd.GeoDataFrame,
    rows: Rows,
    period: str | None,
    audience: str,
    lang: Language,
) -> Provenance:
    return Provenance(
        function="explorer",
        parameters={"period": period, "audience": audience, "lang": lang},
        rows_in=len(incidents),
        rows_out=len(rows),
        crs=crs_name(incidents.crs),
    )
