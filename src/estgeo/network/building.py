"""From street lines as they come to a network that is joined where streets meet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import lazy_loader
import numpy as np
import pandas as pd
import shapely

from .._checks import check_positive, sentence
from .._frame_checks import (
    check_columns,
    check_geoframe,
    check_projected,
    check_unique_labels,
    crs_name,
    raise_for_rows,
)
from .._provenance import Provenance
from ..stats._street_graph import StreetGraph
from ._cutting import cut_lines
from ._joining import join_lines
from ._network import StreetNetwork, midpoints

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._joining import Joined

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Lines = NDArray[np.object_]

pyogrio = lazy_loader.load("pyogrio")

# Column names of street names: OpenStreetMap, NVDB, municipalities, the sample town.
NAMES = ("name", "namn", "gatunamn", "gatunamn_namn", "street", "gata", "vagnamn")


def street_network(
    streets: gpd.GeoDataFrame | Any,
    *,
    tolerance: float = 0.1,
    join_crossings: bool = False,
    level: str | None = None,
    name: str | None = None,
    max_distance: float = 100.0,
) -> StreetNetwork:
    """Make a network of street lines: cut where streets meet, joined there.

    Parameters
    ----------
    streets : GeoDataFrame or graph
        Lines as they come, in a projected CRS in metres: with or without heights,
        lines of several parts, junctions cut or not. Or a graph of osmnx or momepy
        (networkx) whose edges have a ``geometry``, or whose nodes ``x`` and ``y``.
    tolerance : float, default 0.1
        An end within this many metres of another line is joined to it.
    join_crossings : bool, default False
        Whether lines that cross without a vertex in common meet there. By default
        they stay apart, as a bridge and the street below it do.
    level : str or None, default None
        Column with the level of each line (bridges and tunnels): lines of different
        levels meet only end to end.
    name : str or None, default None
        Column with the name of the street. None looks for the usual ones ("name",
        "gatunamn" ...); without one all names are "".
    max_distance : float, default 100
        Points farther than this many metres from every street have no place on the
        network: they are left out, with a warning that counts them.

    Returns
    -------
    StreetNetwork
        ``.edges``, ``.nodes`` and ``.report``, which counts what was done.

    Raises
    ------
    TypeError
        If ``streets`` is neither a GeoDataFrame nor a graph.
    ValueError
        If a geometry is not a line, no line has a length, or the CRS is not in metres.

    Notes
    -----
    Lines meet where they share an end, where an end lies within ``tolerance`` of
    another line (a T-junction), and where both have a vertex. What two lines of one
    level both draw counts once. Directions are ignored: people walk both ways along a
    one-way street.

    Examples
    --------
    A side street ends on the main street, which is not cut there:

    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString
    >>> import estgeo as eg
    >>> lines = [LineString([(0, 0), (200, 0)]), LineString([(100, 80), (100, 0.05)])]
    >>> streets = gpd.GeoDataFrame(
    ...     {"name": ["Storgatan", "Skolvägen"]}, geometry=lines, crs=3006
    ... )
    >>> network = eg.street_network(streets)
    >>> network.edges[["name", "from_node", "to_node", "length"]]
                  name  from_node  to_node  length
    edge_id
    0        Storgatan          0        3  100.00
    1        Storgatan          3        1  100.00
    2        Skolvägen          2        3   79.95
    """
    frame = streets if isinstance(streets, gpd.GeoDataFrame) else _edges_of(streets)
    check_geoframe("streets", frame)
    check_projected("streets", frame)
    check_unique_labels("streets", frame)
    reach = check_positive("tolerance", tolerance)
    far = check_positive("max_distance", max_distance)
    names, levels = _names(frame, name), _levels(frame, level)
    lines, street, without = _lines_of(frame)
    joined = join_lines(
        lines, levels[street], tolerance=reach, join_crossings=join_crossings
    )
    edges, nodes, graph, twice = _cut_and_numbered(joined, reach, levels[street])
    of = edges.pop("line").to_numpy()
    edges.insert(0, "street", frame.index.to_numpy()[street[of]])
    edges.insert(1, "name", names[street[of]])
    edges, nodes = edges.set_crs(frame.crs), nodes.set_crs(frame.crs)
    counted = {
        "lines": len(frame),
        "without_length": without,
        "twice": twice,
        "cut": len(np.unique(joined.line[joined.is_cut])),
        "joined": joined.n_moved,
        "crossings_apart": joined.n_apart,
        "dead_ends": int((graph.degree == 1).sum()),
        "parts": int(edges["part"].nunique()),
    }
    report = pd.DataFrame({"code": counted.keys(), "n": counted.values()})
    made = Provenance(
        "street_network",
        {
            "tolerance": reach,
            "join_crossings": join_crossings,
            "level": level,
            "name": name,
            "max_distance": far,
        },
        rows_in=len(frame),
        rows_out=len(edges),
        crs=crs_name(frame.crs),
    )
    return StreetNetwork(edges, nodes, graph, far, report, made)


def _cut_and_numbered(
    joined: Joined, reach: float, level: Integers
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, StreetGraph, int]:
    """Return edges and nodes, numbered from zero, their graph, how many came twice."""
    cut = joined.is_cut
    parts, line, begin, end = cut_lines(
        joined.vertices, joined.line[cut], joined.along[cut]
    )
    tail, head = joined.nodes_of_parts()
    # What the tolerance has shrunk to one point is no street any more.
    keep = (tail != head) | (end - begin > 2 * reach)
    if not keep.any():
        rule = "less than the streets are long"
        raise ValueError(sentence("tolerance", rule, f"{reach:g}"))
    twice = keep & _drawn_before(parts, (tail, head, level[line]), reach)
    keep &= ~twice
    used, node = np.unique(np.r_[tail[keep], head[keep]], return_inverse=True)
    tail, head = np.split(node.astype(np.int64), 2)
    graph = StreetGraph.of(tail, head, (end - begin)[keep], len(used))
    edges = gpd.GeoDataFrame(
        {
            "line": line[keep],
            "from_node": tail,
            "to_node": head,
            "length": graph.length,
            "part": _parts(graph)[tail],
        },
        index=pd.RangeIndex(len(tail), name="edge_id"),
        geometry=parts[keep],
    )
    nodes = gpd.GeoDataFrame(
        {"degree": graph.degree},
        index=pd.RangeIndex(len(used), name="node_id"),
        geometry=shapely.points(joined.node_xy[used]),
    )
    return edges, nodes, graph, int(twice.sum())


def _drawn_before(
    parts: Lines, same: tuple[Integers, Integers, Integers], reach: float
) -> NDArray[np.bool_]:
    """Return which parts another has drawn: the same ends, level, length and middle.

    One carriageway a direction laid on one line, or a layer read twice, would else
    count each metre of street twice.
    """
    tail, head, level = same
    length, middle = shapely.length(parts), midpoints(parts)
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    # Stable: of those alike the first in the layer stays.
    order = np.lexsort([np.round(length / reach), level, high, low])
    one, next_one = order[:-1], order[1:]
    alike = np.abs(length[one] - length[next_one]) <= reach
    for part in (low, high, level):
        alike &= part[one] == part[next_one]
    alike &= shapely.distance(middle[one], middle[next_one]) <= reach
    drawn = np.zeros(len(parts), dtype=bool)
    drawn[next_one[alike]] = True
    return drawn


def read_streets(path: str | Path, *, layer: str | None = None) -> gpd.GeoDataFrame:
    """Read street lines from a file, in metres.

    Parameters
    ----------
    path : path
        GeoPackage, Shapefile, GeoJSON, an extract of OpenStreetMap or what else GDAL
        reads.
    layer : str or None, default None
        Name of the layer; None takes the only one with lines.

    Returns
    -------
    GeoDataFrame
        The lines without heights, in the CRS of the file where that is projected in
        metres, else in the estimated UTM zone.

    Raises
    ------
    ValueError
        If there is no such file, no layer of lines, or more than one.

    Examples
    --------
    >>> import tempfile, pathlib, estgeo as eg
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "streets.gpkg")
    >>> eg.sample_streets().to_file(path)
    >>> len(read_streets(path)) == len(eg.sample_streets())
    True
    >>> folder.cleanup()
    """
    source = Path(path)
    if not source.exists():
        raise ValueError(sentence("path", "a file that exists", str(path)))
    chosen = layer if layer is not None else _layer_of_lines(source)
    try:
        frame = pyogrio.read_dataframe(source, layer=chosen, force_2d=True)
    except pyogrio.errors.DataLayerError as error:
        has = ", ".join(repr(name) for name, _ in pyogrio.list_layers(source))
        raise ValueError(sentence("layer", f"one of {has}", repr(layer))) from error
    if frame.crs is None:
        remedy = "State it: geopandas.read_file(path).set_crs(epsg=3006)."
        raise ValueError(sentence("path", "a file with a CRS", source.name, remedy))
    unit = frame.crs.axis_info[0].unit_conversion_factor
    if frame.crs.is_projected and np.isclose(unit, 1.0):
        return frame
    return frame.to_crs(frame.estimate_utm_crs())


def _layer_of_lines(source: Path) -> str:
    try:
        layers = pyogrio.list_layers(source)
    except pyogrio.errors.DataSourceError as error:
        rule = "a file of lines that GDAL reads"
        raise ValueError(sentence("path", rule, source.name)) from error
    lines = [name for name, kind in layers if kind and "LineString" in kind]
    unsure = [
        name for name, kind in layers if kind in ("Unknown", "GeometryCollection")
    ]
    found = lines or unsure
    if len(found) != 1:
        listed = ", ".join(repr(str(name)) for name in found) or "none"
        rule = "given, since the file has not one layer of lines"
        raise ValueError(sentence("layer", rule, listed))
    return str(found[0])


def _edges_of(graph: Any) -> gpd.GeoDataFrame:
    """Return the edges of a networkx graph as lines, each once."""
    if not (hasattr(graph, "edges") and hasattr(graph, "nodes")):
        rule = "a GeoDataFrame of lines, or a graph of osmnx or momepy"
        raise TypeError(sentence("streets", rule, type(graph).__name__))
    at = {
        node: (data["x"], data["y"]) if "x" in data else node
        for node, data in graph.nodes(data=True)
    }
    rows: dict[bytes, tuple[str, shapely.LineString]] = {}
    for start, end, data in graph.edges(data=True):
        line = data.get("geometry") or shapely.LineString([at[start], at[end]])
        name = data.get("name", "")
        name = ", ".join(name) if isinstance(name, list) else name
        # A street that runs both ways stands twice in a directed graph.
        rows.setdefault(shapely.normalize(line).wkb, (name, line))
    names, lines = zip(*rows.values(), strict=True) if rows else ((), ())
    crs = graph.graph.get("crs")
    return gpd.GeoDataFrame({"name": list(names)}, geometry=list(lines), crs=crs)


def _lines_of(frame: gpd.GeoDataFrame) -> tuple[Lines, Integers, int]:
    """Return flat lines of one part, the row of each, and how many rows had none."""
    geometry = frame.geometry.to_numpy()
    kinds = [
        shapely.GeometryType.LINESTRING,
        shapely.GeometryType.LINEARRING,
        shapely.GeometryType.MULTILINESTRING,
        shapely.GeometryType.MISSING,
    ]
    bad = ~np.isin(shapely.get_type_id(geometry), kinds)
    raise_for_rows("streets", frame, bad, "lines")
    xy, row_of = shapely.get_coordinates(geometry, return_index=True)
    wild = np.isin(np.arange(len(frame)), row_of[~np.isfinite(xy).all(axis=1)])
    raise_for_rows("streets", frame, wild, "lines with finite coordinates")
    flat = shapely.line_merge(shapely.force_2d(geometry))
    parts, row = shapely.get_parts(flat, return_index=True)
    long = shapely.length(parts) > 0
    if not long.any():
        got = f"{len(frame)} without length"
        raise ValueError(sentence("streets", "lines with a length", got))
    without = len(frame) - len(np.unique(row[long]))
    return parts[long], row[long].astype(np.int64), without


def _names(frame: gpd.GeoDataFrame, name: str | None) -> NDArray[np.object_]:
    if name is not None:
        check_columns("streets", frame, [name])
    known = {str(column).casefold(): column for column in frame.columns}
    found = name or next((known[one] for one in NAMES if one in known), None)
    if found is None:
        return np.full(len(frame), "", dtype=object)
    texts = [
        ", ".join(map(str, one)) if isinstance(one, list | tuple) else one
        for one in frame[found].astype(object)
    ]
    named = ["" if pd.isna(one) else str(one).strip() for one in texts]
    return np.asarray(named, dtype=object)


def _levels(frame: gpd.GeoDataFrame, level: str | None) -> NDArray[np.int64]:
    if level is None:
        return np.zeros(len(frame), dtype=np.int64)
    check_columns("streets", frame, [level])
    # Text, numbers or missing: what counts is only which lines have the same. "1" is
    # 1.0, and none is the ground.
    texts = frame[level].astype(object).map(lambda one: "" if pd.isna(one) else one)
    texts = texts.astype(str).str.strip().replace("", "0")
    numbers = pd.to_numeric(texts, errors="coerce").astype(float)
    return np.asarray(
        pd.factorize(numbers.astype(object).where(numbers.notna(), texts))[0],
        dtype=np.int64,
    )


def _parts(graph: StreetGraph) -> Integers:
    """Return the connected part of each node, the longest part first."""
    label = graph.components()
    length = np.bincount(label[graph.tail], graph.length)
    place = np.empty(len(length), dtype=np.int64)
    place[np.argsort(-length, kind="stable")] = np.arange(len(length))
    return place[label]
