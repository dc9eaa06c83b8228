"""Where: the map of hot spots and the places with most reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._language import number, say
from ..maps.hot_spots import map_hot_spots
from ..words import places as words
from ..words.report import column_names, hot_spot_reading, theme_words
from ._page import Block, Paragraph, Picture, Section, Table, plain_table
from ._pictures import map_frame, still_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from .._columns import Language
    from ._places import Places
    from ._study import Study

MOST_PLACES = 10
# More cells than this make a frame of several megabytes; the still map is kept.
MOST_MAP_CELLS = 20_000


def places_section(
    study: Study,
    places: Places,
    context: dict[str, gpd.GeoDataFrame],
    *,
    with_reports: bool = True,
) -> Section:
    """Return the maps, the hot spots by name and the places with most reports.

    ``with_reports`` draws the reports of a short period on the map.
    """
    lang = study.lang
    n_cells = len(places.cells)
    blocks: list[Block] = [
        Paragraph(words.intro(len(places.hot), _basis(study, places), lang)),
        *_maps(study, places, context, with_reports=with_reports),
    ]
    if len(places.hot):
        blocks += [_hot_table(study, places), Paragraph(_note(places, lang), "note")]
    peaks = places.cells[places.cells["is_peak"].to_numpy(dtype=bool)]
    if len(peaks):
        named = list(zip(peaks["name"], peaks["n"].astype(int), strict=True))
        blocks.append(Paragraph(words.peaks(named, _basis(study, places), lang)))
    blocks.append(Paragraph(words.note(n_cells, study.cell_size, lang), "note"))
    tables = {
        "hot_spots": pd.DataFrame(places.hot.drop(columns="geometry")),
        "cells": _cell_frame(places),
    }
    return Section("places", say("report-sections-places", lang), tuple(blocks), tables)


def most_section(study: Study, places: Places) -> Section:
    """Return the places with most reports, whatever the test says."""
    title = say("report-sections-most", study.lang)
    table = _most_table(study, places)
    return Section("most", title, (table,), appendix=True)


def centers_section(study: Study, sites: int) -> Section:
    """Return why no hot spots are shown of points that are centres of areas."""
    text = say("places-area-centers", study.lang, n=len(study.incidents), sites=sites)
    title = say("report-sections-places", study.lang)
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
    *,
    with_reports: bool,
) -> list[Block]:
    lang = study.lang
    title = words.map_title(_basis(study, places), lang)
    points = _drawn_reports(study) if with_reports else study.now.iloc[:0]
    still = still_map(
        places.cells, places.hot, study.zones, context=context, points=points, lang=lang
    )
    alt = words.map_alt(len(places.hot), len(points), lang)
    picture = Picture(still.uri, alt, png=still.png)
    if len(places.cells) > MOST_MAP_CELLS:
        return [picture]
    page = map_hot_spots(
        places.cells,
        name="name",
        period=words.days(_basis(study, places), lang),
        incidents=points if len(points) else None,
        context={
            say("places-zones", lang): study.zones.rename_axis("name").reset_index(),
            **{words.layer_name(name, lang): part for name, part in context.items()},
            **_numbered(study, places),
        },
        lang=lang,
    )
    return [
        map_frame(page, title),
        replace(picture, print_only=True),
    ]


def _drawn_reports(study: Study) -> gpd.GeoDataFrame:
    """Return the reports that go on top: those of a longer period would cover it."""
    return study.now if study.kind in ("week", "month") else study.now.iloc[:0]


def _numbered(study: Study, places: Places) -> dict[str, gpd.GeoDataFrame]:
    """Return the outlines of the hot spots by what they are of, with their numbers."""
    layers = {}
    for topic in places.hot["theme"].fillna("").unique():
        own = places.hot[places.hot["theme"].fillna("") == topic]
        numbers = own["number"].astype(str)
        name = say("places-hot-layer", study.lang, topic=topic_words(topic, study.lang))
        layers[name] = own[["geometry"]].assign(name=numbers.to_numpy())
    return layers


def topic_words(topic: object, lang: Language) -> str:
    """Return what a hot spot is of: a theme, or all reports."""
    if not isinstance(topic, str) or not topic:
        return say("places-all-themes", lang)
    return theme_words(topic, lang)


def _note(places: Places, lang: Language) -> str:
    tried = [
        kind
        for kind in ("stability_weeks", "stability_grid")
        if places.hot[kind].notna().any()
    ]
    return words.robust_note(tried, lang)


def _hot_table(study: Study, places: Places) -> Table:
    lang = study.lang
    rows = [
        (
            f"{number(place['number'], lang)}. {place['name']}",
            topic_words(place["theme"], lang),
            *_counts(study, place),
            hot_spot_reading(place["gi_bin"], lang),
            words.holds(
                str(place["only_with"]).split("; "), lang, robust=place["robust"]
            ),
        )
        for place in places.hot.to_dict("records")
    ]
    names = [say("report-columns-place", lang), say("report-columns-topic", lang)]
    counts = _count_names(study, places)
    tested = [say("report-columns-test", lang), say("report-columns-robust", lang)]
    return plain_table(
        say("report-captions-places", lang),
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
            hot_spot_reading(place["gi_bin"], lang, peak=bool(place["is_peak"])),
        )
        for place in chosen
    ]
    header = [say("report-columns-place", lang), *_count_names(study, places)]
    header.append(say("report-columns-test", lang))
    numeric = range(1, len(header) - 1)
    caption = say("report-captions-most", lang)
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
