"""The user's own street layer: which street a report lies on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import geopandas as gpd
import numpy as np

from ._study import in_geometry_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    Context: TypeAlias = gpd.GeoDataFrame | Mapping[str, gpd.GeoDataFrame] | None

STREET = "street"
# A report belongs to a street at most this far away, in metres.
STREET_REACH = 60.0
_STREET_LAYERS = ("streets", "gator", "vägar", "vagar", "roads")
_STREET_NAMES = ("name", "namn", "street", "gata", "gatunamn", "street_name")


def find_streets(context: Context) -> gpd.GeoDataFrame | None:
    """Return the user's street layer with its name column as ``street``, if any."""
    for label, layer in layers_of(context).items():
        lines = layer.geom_type.isin(["LineString", "MultiLineString"]).all()
        names = [column for column in layer.columns if _is_street_name(column)]
        if names and lines and (label.lower() in _STREET_LAYERS or label == ""):
            named = in_geometry_column(layer)
            return named[[names[0], "geometry"]].rename(columns={names[0]: STREET})
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


def layers_of(context: Context) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers by name; a single frame has the name ""."""
    if context is None:
        return {}
    if isinstance(context, gpd.GeoDataFrame):
        return {"": context}
    return dict(context)


def _is_street_name(column: object) -> bool:
    return str(column).lower() in _STREET_NAMES
