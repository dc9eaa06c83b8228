"""Quiet layers of a town from the files that a municipality has on disk."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import lazy_loader
import numpy as np
import pandas as pd
import shapely

from .._checks import sentence
from .._frame_checks import check_geoframe
from ..space_time.street_names import GROUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

pyogrio = lazy_loader.load("pyogrio")

# The layers, from the lowest to the highest; each has the columns of COLUMNS.
LAYERS = (
    "green",
    "water",
    "buildings",
    "railways",
    "roads",
    "main_roads",
    "place_names",
)
COLUMNS = ["name", "ground"]

# Its licence, the ODbL, asks that every map says so.
OSM = "© OpenStreetMap"
MARGIN = 0.05  # of the area's longer side, so that the corners of a map are not empty
# A page writes a point in about ten characters: half a megabyte in all.
MOST_POINTS = 50_000
# The first to get their share when there are too many points.
_FIRST = ("place_names", "main_roads", "railways", "water", "roads", "green")

_AREAS = {"green", "water", "buildings"}
_LINES = {"railways", "roads", "main_roads", "water"}

_OSM_MAIN = r"(motorway|trunk|primary|secondary)(_link)?"
_OSM_ROADS = r"tertiary(_link)?|unclassified|residential|living_street|pedestrian|road"
_OSM_GREEN = {
    "leisure": "park|garden|pitch|golf_course|nature_reserve|playground",
    "landuse": "forest|grass|meadow|recreation_ground|village_green|cemetery|"
    "allotments",
    "natural": "wood|grassland|scrub|heath",
}
_OSM_WATER = {
    "natural": "water|bay",
    "landuse": "reservoir|basin",
    "waterway": "riverbank|dock",
}
_OSM_PLACES = (
    "city|town|suburb|quarter|borough|village|hamlet|neighbourhood|locality|"
    "isolated_dwelling"
)
_OTHER_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')

# Words of the names of layers and of kinds of objects, Swedish and English, as in
# Lantmäteriet's and NVDB's files; the first that fits counts.
_KINDS = {
    None: r"gang|cykel|stig\b|path|foot|cycle|farja|ferry|kraftledning|grans\b",
    "railways": r"jarnvag|ralstrafik|sparvag|rail|tram",
    "main_roads": r"motorvag|motortrafik|riksvag|lansvag|allman|huvud|europavag|"
    r"motorway|trunk|primary|secondary|main",
    "roads": r"vag|gata|gator|road|street|nvdb|lank\b",
    "water": r"vatten|sjo\b|hav\b|hydro|water|lake|river",
    "buildings": r"byggnad|bebyggelse|building|hus\b",
    "green": r"skog|park|gron|green|forest|kyrkogard|idrott",
    "place_names": r"ort|text|namn|place|name",
}
_KIND_COLUMNS = ("objekttyp", "fclass", "typ", "type", "kategori", "detaljtyp", "kind")
_NAME_COLUMNS = (
    "name",
    "namn",
    "gatunamn",
    "gatunamnnamn",
    "vagnamn",
    "street",
    "streetname",
    "ortnamn",
    "tatort",
    "textstrang",
    "text",
)
# NVDB's functional class: 0 is the most important, and 4 the last through road.
_CLASS_COLUMNS = ("funktionellvagklass", "funkvagklass", "klass", "fpvklass")
_LAST_MAIN_CLASS = 4


def read_ground(
    path: str | Path, area: gpd.GeoDataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of ``read_context``, those with nothing in them left out."""
    check_geoframe("area", area)
    if area.crs is None:
        remedy = "State it: area.set_crs(epsg=3006)."
        raise ValueError(sentence("area", "in a known CRS", "none", remedy))
    file = Path(path)
    if not file.is_file():
        raise ValueError(sentence("path", "a file that is there", str(path)))
    metric = area if area.crs.is_projected else area.to_crs(area.estimate_utm_crs())
    west, south, east, north = metric.total_bounds
    side = max(east - west, north - south)
    frame = shapely.box(west, south, east, north).buffer(MARGIN * side, join_style=2)
    parts = [
        _clipped(part.to_crs(metric.crs), frame)
        for part in _parts(file, gpd.GeoSeries([frame], crs=metric.crs))
    ]
    parts = [part for part in parts if len(part)]
    if not parts:
        remedy = "Give a file of this area, with roads, water, buildings or names."
        got = f"none in {file.name}"
        raise ValueError(sentence("path", "a file with shapes here", got, remedy))
    found = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=metric.crs)
    layers = _within_budget({k: _simple(found, k, side) for k in LAYERS})
    for layer in layers.values():
        layer.attrs = {"source": OSM} if any(part.attrs for part in parts) else {}
    return layers


def _parts(file: Path, window: gpd.GeoSeries) -> Iterator[gpd.GeoDataFrame]:
    """Read the layers of a file that touch the window, as name, ground and shape."""
    try:
        names = [str(name) for name, _ in pyogrio.list_layers(file)]
    except Exception as error:  # GDAL has many, all mean "unreadable"
        got = str(file.name)
        raise ValueError(sentence("path", "a map file that GDAL reads", got)) from error
    is_osm = {"points", "lines", "multipolygons"} <= set(names)
    for name in ("points", "lines", "multipolygons") if is_osm else names:
        info = pyogrio.read_info(file, layer=name)
        if info["geometry_type"] is None or info["crs"] is None:
            continue
        bounds = tuple(window.to_crs(info["crs"]).total_bounds)
        layer = pyogrio.read_dataframe(file, layer=name, bbox=bounds)
        if not isinstance(layer, gpd.GeoDataFrame) or layer.empty:
            continue
        made = _of_osm(layer, name) if is_osm else _of_columns(layer, name)
        made.attrs = {"source": OSM} if is_osm else {}
        yield made


def _of_osm(layer: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Return what OSM's tags say that each shape is."""

    def has(key: str, values: str) -> NDArray[np.bool_]:
        column = _tag(layer, key)
        return np.asarray(column.str.fullmatch(values).fillna(value=False), dtype=bool)

    kinds = np.full(len(layer), "", dtype=object)
    if name == "points":
        kinds[has("place", _OSM_PLACES)] = "place_names"
    elif name == "lines":
        kinds[has("waterway", "river|canal|stream")] = "water"
        kinds[has("highway", _OSM_ROADS)] = "roads"
        kinds[has("highway", _OSM_MAIN)] = "main_roads"
        kinds[has("railway", "rail|light_rail|tram")] = "railways"
        kinds[has("tunnel", "yes|building_passage")] = ""
    else:
        for key, values in _OSM_GREEN.items():
            kinds[has(key, values)] = "green"
        for key, values in _OSM_WATER.items():
            kinds[has(key, values)] = "water"
        kinds[has("building", "(?!no$).*")] = "buildings"
    return _made(layer, layer["name"], kinds)


def _tag(layer: gpd.GeoDataFrame, key: str) -> pd.Series[str]:
    """Return a tag of every shape, from its own column or among the others'."""
    own = layer[key] if key in layer.columns else pd.Series(None, index=layer.index)
    others = layer.get("other_tags")
    if others is None or key in layer.columns:
        return own.astype("string")
    told = [dict(_OTHER_TAG.findall(text)).get(key) for text in others.fillna("")]
    return pd.Series(told, index=layer.index, dtype="string")


def _of_columns(layer: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Return what the name of a layer and its columns say that each shape is."""
    columns = {_plain(column): column for column in layer.columns}
    kind = next((columns[key] for key in _KIND_COLUMNS if key in columns), None)
    texts = pd.Series(name, index=layer.index)
    known = {None: ""}
    own = texts if kind is None else layer[kind].astype("string").fillna(name)
    for text in own.unique():
        known[text] = _kind_of(str(text)) or _kind_of(name)
    kinds = own.map(known).to_numpy(dtype=object)
    road = next((columns[key] for key in _CLASS_COLUMNS if key in columns), None)
    if road is not None:
        order = pd.to_numeric(layer[road], errors="coerce").to_numpy()
        is_road = np.isin(kinds, ["roads", "main_roads"])
        kinds[is_road] = np.where(
            order[is_road] <= _LAST_MAIN_CLASS, "main_roads", "roads"
        )
    named = next((columns[key] for key in _NAME_COLUMNS if key in columns), None)
    names = pd.Series(None, index=layer.index) if named is None else layer[named]
    return _made(layer, names, kinds)


def _kind_of(text: str) -> str:
    """Return the layer of a kind of object, "" for what is not drawn.

    >>> _kind_of("Järnväg"), _kind_of("Allmän väg"), _kind_of("Cykelväg")
    ('railways', 'main_roads', '')
    """
    plain = _plain(text, keep=" ")
    for kind, words in _KINDS.items():
        if re.search(words, plain):
            return kind or ""
    return ""


def _plain(text: object, keep: str = "") -> str:
    """Return small letters without dots and rings.

    >>> _plain("Funktionell_Vägklass")
    'funktionellvagklass'
    """
    letters = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(each for each in letters if each.isalnum() or each in keep)


def _made(
    layer: gpd.GeoDataFrame, names: pd.Series[Any], kinds: NDArray[Any]
) -> gpd.GeoDataFrame:
    made = gpd.GeoDataFrame(
        {"name": names.astype("string").to_numpy(dtype=object), GROUND: kinds},
        geometry=shapely.force_2d(layer.geometry.to_numpy()),
        crs=layer.crs,
    )
    dimension = shapely.get_dimensions(made.geometry.to_numpy())
    fits = (
        ((dimension == 2) & np.isin(kinds, list(_AREAS)))
        | ((dimension == 1) & np.isin(kinds, list(_LINES)))
        | ((dimension == 0) & (kinds == "place_names") & made["name"].notna())
    )
    return made.loc[fits]


def _clipped(part: gpd.GeoDataFrame, frame: Any) -> gpd.GeoDataFrame:
    shapes = part.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken])
    inside = part.set_geometry(gpd.GeoSeries(shapes, index=part.index, crs=part.crs))
    inside = inside.loc[inside.intersects(frame)]
    cut = shapely.intersection(inside.geometry.to_numpy(), frame)
    return inside.set_geometry(gpd.GeoSeries(cut, index=inside.index, crs=part.crs))


def _simple(found: gpd.GeoDataFrame, kind: str, side: float) -> gpd.GeoDataFrame:
    """Return a layer without what cannot be seen on a map of this size."""
    part = found.loc[(found[GROUND] == kind) & ~found.is_empty]
    # A map is about a thousand pixels wide: half a pixel, and nine pixels.
    step = max(side / 2000, 1.0)
    least = (3 * side / 1000) ** 2
    shapes = part.geometry.simplify(step)
    if kind in _AREAS:
        dimension = shapely.get_dimensions(shapes.to_numpy())
        part = part[(dimension == 1) | ((dimension == 2) & (shapes.area >= least))]
    elif kind in _LINES:
        return _joined(part, step)
    return part.set_geometry(shapes.loc[part.index]).reset_index(drop=True)


def _joined(part: gpd.GeoDataFrame, step: float) -> gpd.GeoDataFrame:
    """Return the stretches of each street as few long lines."""
    rows = []
    for name, shapes in part.geometry.groupby(part["name"].fillna("")):
        merged = shapely.line_merge(shapely.unary_union(shapes.to_numpy()))
        rows.append((name or None, shapely.simplify(merged, step)))
    kind = part[GROUND].iloc[0] if len(part) else ""
    return gpd.GeoDataFrame(
        {"name": [row[0] for row in rows], GROUND: kind},
        geometry=[row[1] for row in rows],
        crs=part.crs,
    )


def _within_budget(
    layers: dict[str, gpd.GeoDataFrame],
) -> dict[str, gpd.GeoDataFrame]:
    """Leave out the smallest shapes of the least needed layers, if there are many."""
    left = MOST_POINTS
    kept = {}
    for kind in (*_FIRST, "buildings"):
        part = layers[kind]
        size = part.area if kind in _AREAS else part.length
        points = part.count_coordinates()
        order = np.argsort(-size.to_numpy(), kind="stable")
        fits = np.cumsum(points.to_numpy()[order]) <= left
        chosen = part.iloc[np.sort(order[fits])].reset_index(drop=True)
        left -= int(chosen.count_coordinates().sum())
        kept[kind] = chosen
    return {kind: kept[kind] for kind in LAYERS if len(kept[kind])}
