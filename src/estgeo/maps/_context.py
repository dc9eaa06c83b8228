"""The user's own geography around the result: streets, borders, places, names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from .._checks import sentence
from .._frame_checks import check_geoframe
from .._language import say
from ..words import maps as words
from ._cell_layer import CellLayer, MapClass
from ._geometry import encode, geometry_kinds, to_degrees
from ._legend import swatch_call
from ._palettes import Style

if TYPE_CHECKING:
    from .._columns import Language
    from ._map import Map

Context: TypeAlias = gpd.GeoDataFrame | Mapping[str, gpd.GeoDataFrame] | None

NAMES_AT_MOST = 40  # more names than this would cover the map
SIMPLER_BY = 3.0  # metres a line may be moved when it is drawn

_STYLES = {
    "line": Style(stroke="#6b6b66", weight=1.1),
    "polygon": Style(stroke="#44443f", weight=1.2, dash="5 4"),
    "point": Style(fill="#44443f", stroke="#ffffff", weight=1.0, radius=4.0),
}
_SHAPES = {"line": "line", "polygon": "line", "point": "dot"}


def add_context(m: Map, context: Context, lang: Language, *, at: int = 0) -> None:
    """Draw the user's own layers, each with a box in the key to hide it."""
    for name, frame in _named(context, lang).items():
        check_geoframe("context", frame)
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


def _named(context: Context, lang: Language) -> Mapping[str, gpd.GeoDataFrame]:
    if context is None:
        return {}
    if isinstance(context, gpd.GeoDataFrame):
        return {say(words.BACKGROUND, lang): context}
    if isinstance(context, Mapping):
        return context
    rule = "None, a GeoDataFrame or {name: GeoDataFrame}"
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
    if kind != "line" and "name" in frame.columns and len(frame) <= NAMES_AT_MOST:
        layer.payload["names"] = _names(frame)
    return layer


def _names(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    named = frame.loc[frame["name"].notna()]
    spots = shapely.point_on_surface(to_degrees("context", named.geometry))
    return {
        "geometry": encode(spots, "point"),
        "texts": [str(name) for name in named["name"]],
    }
