"""Streets that have names, and the street that each report belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    Layers: TypeAlias = gpd.GeoDataFrame | Mapping[str, gpd.GeoDataFrame] | None

GROUND = "ground"  # the column that says which layer of a ground a shape belongs to
STREET = "street"
# A report belongs to a street at most this far away, in metres.
STREET_REACH = 60.0
_STREET_LAYERS = ("streets", "gator", "vägar", "vagar", "roads")
STREET_NAMES = ("name", "namn", "street", "gata", "gatunamn", "street_name")


def find_streets(context: Layers) -> gpd.GeoDataFrame | None:
    """Return the user's street layer with its name column as ``street``, if any."""
    found = _street_layer(context)
    if found is None:
        return None
    layer, name = found
    return in_geometry_column(layer)[[name, "geometry"]].rename(columns={name: STREET})


def name_of_streets(context: Layers) -> str | None:
    """Return the column that names the streets of the user's layer, if any."""
    found = _street_layer(context)
    return None if found is None else found[1]


def _street_layer(context: Layers) -> tuple[gpd.GeoDataFrame, str] | None:
    layers = layers_of(context)
    roads = [
        layers[kind] for kind in ("main_roads", "roads") if _is_ground(layers, kind)
    ]
    if roads:
        whole = gpd.GeoDataFrame(pd.concat(roads, ignore_index=True), crs=roads[0].crs)
        layers = {"": whole[whole["name"].notna()]}
    for label, layer in layers.items():
        lines = layer.geom_type.isin(["LineString", "MultiLineString"]).all()
        names = [column for column in layer.columns if _is_street_name(column)]
        if names and lines and (label.lower() in _STREET_LAYERS or label == ""):
            return layer, str(names[0])
    return None


def with_streets(
    incidents: gpd.GeoDataFrame, streets: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame:
    """Return the incidents with the nearest street's name, None when none is near."""
    if streets is None or incidents.empty:
        return incidents.assign(**{STREET: None})
    near = streets.to_crs(incidents.crs)
    names = np.full(len(incidents), None, dtype=object)
    placed = np.flatnonzero(~incidents.geometry.isna())
    rows, lines = near.sindex.nearest(
        incidents.geometry.iloc[placed], return_all=False, max_distance=STREET_REACH
    )
    names[placed[rows]] = near[STREET].astype("object").to_numpy()[lines]
    return incidents.assign(**{STREET: names})


def layers_of(context: Layers) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers by name; a single frame has the name ""."""
    if context is None:
        return {}
    if isinstance(context, gpd.GeoDataFrame):
        return {"": context}
    return dict(context)


def _is_ground(layers: Mapping[str, gpd.GeoDataFrame], kind: str) -> bool:
    return kind in layers and GROUND in layers[kind].columns


def _is_street_name(column: object) -> bool:
    return str(column).lower() in STREET_NAMES


def in_geometry_column(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame with its geometry in a column called "geometry"."""
    if frame.active_geometry_name == "geometry":
        return frame
    return frame.drop(columns="geometry", errors="ignore").rename_geometry("geometry")
