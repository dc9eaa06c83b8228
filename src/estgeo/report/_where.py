"""Where: the map of hot spots and the places with most reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import number, say
from ..maps.hot_spots import map_hot_spots
from ..words import places as words
from ..words.report import CAPTIONS, COLUMNS, SECTIONS, column_names, hot_spot_reading
from ..words.themes import theme_words
from ._page import Block, MapFrame, Paragraph, Picture, Section, Table
from ._pictures import still_map
from ._tables import plain_table

if TYPE_CHECKING:
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
        blocks.append(_hot_table(study, places))
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
        last=(study.end - study.end.resolution).date(),
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
    points = study.now
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
        context={say(words.ZONES, lang): study.zones, **context},
        title=title,
        lang=lang,
    )
    html = page.get_root().render()
    return [
        MapFrame(html, title),
        Picture(picture.uri, picture.alt, print_only=True),
    ]


def _hot_table(study: Study, places: Places) -> Table:
    lang = study.lang
    now = column_names(study.period, lang)["n"]
    names = ("number", "place", "mostly", "test")
    header = [say(COLUMNS[name], lang) for name in names]
    header[3:3] = [now, words.days(_basis(study, places), lang)]
    rows = [
        (
            str(place.number),
            place.name_,
            "; ".join(theme_words(t, lang) for t in place.topics.split("; ")),
            number(place.n_now, lang),
            number(place.n, lang),
            hot_spot_reading(place.gi_bin, lang),
        )
        for place in places.hot.rename(columns={"name": "name_"}).itertuples()
    ]
    caption = say(CAPTIONS["places"], lang)
    return plain_table(
        caption, header, rows[:20], numeric=(3, 4), total=len(rows), lang=lang
    )


def _most_table(study: Study, places: Places) -> Table:
    """List the places with most reports whatever the test says."""
    lang = study.lang
    now = column_names(study.period, lang)["n"]
    order = places.cells.sort_values(
        ["n_now", "n"], ascending=False, kind="stable"
    ).head(MOST_PLACES)
    order = order[order["n"] > 0]
    header = [
        say(COLUMNS["place"], lang),
        now,
        words.days(_basis(study, places), lang),
        say(COLUMNS["test"], lang),
    ]
    rows = [
        (
            f"{row.name_} ({row.Index})",
            number(row.n_now, lang),
            number(row.n, lang),
            hot_spot_reading(row.gi_bin, lang),
        )
        for row in order.rename(columns={"name": "name_"}).itertuples()
    ]
    return plain_table(
        say(CAPTIONS["most"], lang), header, rows, numeric=(1, 2), lang=lang
    )


def _cell_frame(places: Places) -> pd.DataFrame:
    cells = places.cells
    plain = pd.DataFrame(cells.drop(columns=cells.active_geometry_name))
    return plain[plain["n"] > 0].reset_index().sort_values("n", ascending=False)
