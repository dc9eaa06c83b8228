"""Single reports as dots: only on maps that say they are internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._frame_checks import check_points
from .._language import say
from ._assets import Call
from ._cell_layer import CellLayer, Field, MapClass
from ._legend import swatch_call
from ._palettes import Style

if TYPE_CHECKING:
    import geopandas as gpd

    from .._columns import Language
    from ._map import Map

_DOT = Style(fill="#222222", stroke="#ffffff", opacity=0.9, weight=1.0, radius=4.0)


def add_incidents(m: Map, incidents: gpd.GeoDataFrame | None, lang: Language) -> None:
    """Draw single reports; the tooltip holds no more than what and which day."""
    if incidents is None:
        return
    check_points("incidents", incidents)
    mark_internal(m, lang)
    label = say("maps-reports-layer", lang)
    classes = [MapClass(label, _DOT, say("maps-report", lang))]
    layer = CellLayer(
        incidents.geometry,
        np.zeros(len(incidents), dtype=int),
        classes,
        fields=incident_fields(incidents),
        pane="estgeo-points",
        fit=False,
    )
    m.add_child(layer)
    m.add_child(
        swatch_call(f"{label} ({len(incidents)})", layer.get_name(), _DOT, "dot")
    )


def mark_internal(m: Map, lang: Language) -> None:
    """Write in the head that the map shows single reports and must not be spread."""
    m.add_child(Call("internal", {"text": say("maps-internal", lang)}))


def incident_fields(incidents: gpd.GeoDataFrame) -> list[Field]:
    """Return the lines of a report's tooltip: category and day, nothing else."""
    fields = []
    if "category" in incidents.columns:
        fields.append(Field("{0}", (incidents["category"].astype(object).to_numpy(),)))
    if "start" in incidents.columns and hasattr(incidents["start"], "dt"):
        days = incidents["start"].dt.strftime("%Y-%m-%d").astype(object).to_numpy()
        fields.append(Field("{0}", (days,)))
    return fields
