"""Where: the map of hot spots and the places with most reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from .._language import number, say
from ..analysis._variations import KINDS
from ..maps.hot_spots import map_hot_spots
from ..words import places as words
from ..words.report import CAPTIONS, COLUMNS, SECTIONS, column_names, hot_spot_reading
from ..words.stability import stability_note, stability_reading
from ..words.themes import theme_words
from ._page import Block, MapFrame, Paragraph, Picture, Section, Table
from ._pictures import still_map
from ._tables import plain_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from ._places import Places
    from ._study import Study

MOST_PLACES = 10
# More cells than this make a frame of several megabytes; the still map is kept.
MOST_MAP_CELLS = 20_000


def places_section(
    study: Study,
    places: Places,
    context: dict[str, gpd.GeoDataFrame],
    streets: gpd.GeoDataFrame | None,
) -> Section:
    """Return the maps, the hot spots by name and the places with most reports."""
    lang = study.lang
    n_cells = len(places.cells)
    blocks: list[Block] = [
        Paragraph(words.intro(len(places.hot), _basis(study, places), lang)),
        *_maps(study, places, context, streets),
    ]
    if len(places.hot):
        tried = [kind for kind in KINDS if places.hot[kind].notna().any()]
        note = stability_note(tried, lang)
        blocks += [_hot_table(study, places), Paragraph(note, "note")]
    blocks += [
        _most_table(study, places),
        Paragraph(words.note(n_cells, study.cell_size, lang), "note"),
    ]
    tables = {
        "hot_spots": pd.DataFrame(places.hot.drop(columns="geometry")),
        "cells": _cell_frame(places),
    }
    return Section("places", say(SECTIONS["places"], lang), tuple(blocks), tables)


def centers_section(study: Study, sites: int) -> Section:
    """Return why no hot spots are shown of points that are centres of areas."""
    text = words.area_centers(len(study.incidents), sites, study.lang)
    title = say(SECTIONS["places"], study.lang)
    return Section("places", title, (Paragraph(text, "warning"),))


def _basis(study: Study, places: Places) -> words.Basis:
    return words.Basis(
        n=int(places.cells["n"].sum()),
        first=study.window_start.date(),
        last=study.last_day,
        cell_size=study.cell_size,
    )


def _maps(
    study: Study,
    places: Places,
    context: dict[str, gpd.GeoDataFrame],
    streets: gpd.GeoDataFrame | None,
) -> list[Block]:
    lang = study.lang
    title = words.map_title(_basis(study, places), lang)
    points = _drawn_reports(study)
    still = still_map(
        places.cells, places.hot, study.zones, streets=streets, points=points, lang=lang
    )
    picture = Picture(still, words.map_alt(len(places.hot), len(points), lang))
    if len(places.cells) > MOST_MAP_CELLS:
        return [picture]
    page = map_hot_spots(
        places.cells,
        name="name",
        period=words.days(_basis(study, places), lang),
        incidents=points if len(points) else None,
        context={
            say(words.ZONES, lang): study.zones,
            **{words.layer_name(name, lang): part for name, part in context.items()},
            say(words.NUMBERS, lang): _numbered(places),
        },
        lang=lang,
    )
    html = page.get_root().render()
    return [
        MapFrame(html, title),
        Picture(picture.uri, picture.alt, print_only=True),
    ]


def _drawn_reports(study: Study) -> gpd.GeoDataFrame:
    """Return the reports that go on top: those of a longer period would cover it."""
    return study.now if study.kind in ("week", "month") else study.now.iloc[:0]


def _numbered(places: Places) -> gpd.GeoDataFrame:
    """Return the outlines of the hot spots with their number as name."""
    names = places.hot["number"].astype(str)
    return places.hot[["geometry"]].assign(name=names.to_numpy())


def _hot_table(study: Study, places: Places) -> Table:
    lang = study.lang
    rows = [
        (
            f"{number(place['number'], lang)}. {place['name']}",
            "; ".join(theme_words(t, lang) for t in place["topics"].split("; ")),
            *_counts(study, place),
            hot_spot_reading(place["gi_bin"], lang),
            stability_reading({str(k): v for k, v in place.items()}, lang),
        )
        for place in places.hot.to_dict("records")
    ]
    names = [say(COLUMNS["place"], lang), say(COLUMNS["mostly"], lang)]
    counts = _count_names(study, places)
    tested = [say(COLUMNS["test"], lang), say(COLUMNS["robust"], lang)]
    return plain_table(
        say(CAPTIONS["places"], lang),
        [*names, *counts, *tested],
        rows[:MOST_PLACES],
        numeric=range(2, 2 + len(counts)),
        total=len(rows),
        lang=lang,
    )


def _most_table(study: Study, places: Places) -> Table:
    """List the places with most reports whatever the test says."""
    lang = study.lang
    cells = pd.DataFrame(places.cells).rename_axis("cell").reset_index()
    order = cells[cells["n"] > 0].sort_values(
        ["n_now", "n"], ascending=False, kind="stable"
    )
    chosen = order.head(MOST_PLACES).to_dict("records")
    rows = [
        (
            str(place["name"]),
            *_counts(study, place),
            hot_spot_reading(place["gi_bin"], lang, alone=place["stands_alone"]),
        )
        for place in chosen
    ]
    header = [say(COLUMNS["place"], lang), *_count_names(study, places)]
    header.append(say(COLUMNS["test"], lang))
    numeric = range(1, len(header) - 1)
    caption = say(CAPTIONS["most"], lang)
    return plain_table(caption, header, rows, numeric=numeric, lang=lang)


def _has_window(study: Study) -> bool:
    """Return whether the test rests on more than the period."""
    return study.window_start < study.start


def _count_names(study: Study, places: Places) -> list[str]:
    now = column_names(study.period, study.lang)["n"]
    if not _has_window(study):
        return [now]
    return [now, words.days(_basis(study, places), study.lang)]


def _counts(study: Study, place: Mapping[Any, Any]) -> list[str]:
    columns = ["n_now", "n"] if _has_window(study) else ["n_now"]
    return [number(place[column], study.lang) for column in columns]


def _cell_frame(places: Places) -> pd.DataFrame:
    cells = places.cells
    plain = pd.DataFrame(cells.drop(columns=cells.active_geometry_name))
    return plain[plain["n"] > 0].reset_index().sort_values("n", ascending=False)
