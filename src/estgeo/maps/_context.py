"""What the user knows of the place around the result: ground, borders, names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from .._checks import sentence
from .._frame_checks import check_geoframe
from .._language import say
from ..space_time.street_names import GROUND
from ._assets import Call
from ._cell_layer import CellLayer, MapClass
from ._geometry import geometry_kinds
from ._ground import LAYERS, read_ground
from ._labels import AREAS, MAIN_STREETS, PLACES, STREETS, labels_of
from ._legend import swatch_call
from ._palettes import Style

if TYPE_CHECKING:
    from .._columns import Language
    from ._map import Map

Context: TypeAlias = (
    gpd.GeoDataFrame | Mapping[str, gpd.GeoDataFrame] | str | Path | None
)

SIMPLER_BY = 3.0  # metres a line may be moved when it is drawn

_STYLES = {
    "line": Style(stroke="#6b6b66", weight=1.1),
    "polygon": Style(stroke="#44443f", weight=1.2, dash="5 4"),
    "point": Style(fill="#44443f", stroke="#ffffff", weight=1.0, radius=4.0),
}
_SHAPES = {"line": "line", "polygon": "line", "point": "dot"}

# Pale enough that every class of a result stands out; areas lie under the result and
# lines over it, as streets are what a reader finds the way by.
GROUND_STYLES = {
    "green": Style(fill="#dbe6d3", opacity=1.0),
    "water": Style(fill="#c4d9e6", opacity=1.0),
    "buildings": Style(fill="#d6d3cb", opacity=1.0),
    "streams": Style(stroke="#a9c6d8", weight=1.4),
    "railways": Style(stroke="#7a7a7a", weight=1.4, dash="7 4"),
    "roads": Style(stroke="#9b9b95", weight=0.8),
    "main_roads": Style(stroke="#75756f", weight=2.0),
    "place_names": Style(),
}
RANKS = {"roads": STREETS, "main_roads": MAIN_STREETS, "place_names": PLACES}


def add_context(m: Map, context: Context, lang: Language, *, at: int = 0) -> None:
    """Draw the user's own layers, each with a box in the key to hide it."""
    if isinstance(context, str | Path):
        context = read_ground(context, _area_of(m))
    named = _named(context, lang)
    for frame in named.values():
        check_geoframe("context", frame)
    ground = {kind: part for part in named.values() for kind, part in _kinds_of(part)}
    _add_ground(m, ground, lang, at)
    for name, frame in named.items():
        if GROUND in frame.columns:
            continue
        kinds = geometry_kinds(frame.geometry)
        layer_id = ""
        for kind in ("line", "polygon", "point"):
            part = frame.loc[kinds == kind]
            if not len(part):
                continue
            layer = _layer(part, kind, at)
            layer.payload["id"] = layer_id = layer_id or layer.get_name()
            m.add_child(layer)
        if layer_id and name:
            kind = next(k for k in ("polygon", "line", "point") if (kinds == k).any())
            m.add_child(swatch_call(name, layer_id, _STYLES[kind], _SHAPES[kind]))


def _area_of(m: Map) -> gpd.GeoDataFrame:
    """Return the rectangle of what is drawn already."""
    drawn = [each for each in m._children.values() if isinstance(each, CellLayer)]
    bounds = shapely.total_bounds(np.concatenate([each.shapes for each in drawn]))
    return gpd.GeoDataFrame(geometry=[shapely.box(*bounds)], crs=4326)


def _kinds_of(frame: gpd.GeoDataFrame) -> list[tuple[str, gpd.GeoDataFrame]]:
    if GROUND not in frame.columns:
        return []
    return [(kind, frame[frame[GROUND] == kind]) for kind in frame[GROUND].unique()]


def _add_ground(
    m: Map, ground: Mapping[str, gpd.GeoDataFrame], lang: Language, at: int
) -> None:
    """Draw the ground once, under all that is drawn already."""
    drawn = [each for each in m._children.values() if isinstance(each, CellLayer)]
    if not ground or any(each.is_ground for each in drawn):
        return
    for layer in drawn:
        layer.let_through()
    own = ""
    for kind in LAYERS:
        if kind not in ground:
            continue
        for layer in _ground_layers(ground[kind], kind, at):
            layer.payload["id"] = own = own or layer.get_name()
            m.add_child(layer)
    m.add_child(
        swatch_call(say("maps-ground", lang), own, GROUND_STYLES["main_roads"], "line")
    )
    sources = {part.attrs.get("source", "") for part in ground.values()}
    for source in sorted(sources - {""}):
        m.add_child(Call("source", {"text": source}))


def _ground_layers(frame: gpd.GeoDataFrame, kind: str, at: int) -> list[CellLayer]:
    shapes = geometry_kinds(frame.geometry)
    layers = []
    for shape in ("polygon", "line", "point"):
        part = frame.loc[shapes == shape]
        if not len(part):
            continue
        style = "streams" if (kind, shape) == ("water", "line") else kind
        pane = "estgeo-under" if style in ("green", "water", "buildings") else ""
        layer = CellLayer(
            part.geometry,
            np.zeros(len(part), dtype=int),
            [MapClass("", GROUND_STYLES[style])],
            at=at,
            pane=pane or "estgeo-over",
            fit=False,
        )
        layer.is_ground = True
        layer.name(labels_of(part, rank=RANKS[kind]) if kind in RANKS else None)
        layers.append(layer)
    return layers


def _named(context: Context, lang: Language) -> Mapping[str, gpd.GeoDataFrame]:
    if context is None:
        return {}
    if isinstance(context, gpd.GeoDataFrame):
        return {say("maps-background", lang): context}
    if isinstance(context, Mapping):
        return context
    rule = "None, a GeoDataFrame, {name: GeoDataFrame} or a path"
    raise TypeError(sentence("context", rule, type(context).__name__))


def _layer(frame: gpd.GeoDataFrame, kind: str, at: int) -> CellLayer:
    shapes = frame.geometry
    if kind != "point" and shapes.crs is not None and shapes.crs.is_projected:
        shapes = shapes.simplify(SIMPLER_BY)
    layer = CellLayer(
        shapes,
        np.zeros(len(frame), dtype=int),
        [MapClass("", _STYLES[kind])],
        at=at,
        pane="estgeo-over",
        fit=False,
    )
    layer.name(labels_of(frame, rank=STREETS if kind == "line" else AREAS))
    return layer
