"""A clean network of streets, and places on it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .._checks import sentence
from .._frame_checks import check_points, in_crs_of
from .._language import language
from .._results import Result
from ..stats._street_graph import nearest_line, place_pairs
from ..words.hot_spots import report_sentences, stretch_name, too_far

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Language
    from .._provenance import Provenance
    from ..stats._street_graph import StreetGraph
    from ..stats.knox import Pairs

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class StreetNetwork(Result):
    """Streets cut at their junctions and joined there.

    Attributes
    ----------
    edges : GeoDataFrame
        One row a stretch between two junctions (or ends), indexed by ``edge_id``:
        ``street`` (label of the row of the streets it comes from), ``name`` (of the
        street, "" where there is none), ``from_node``, ``to_node``, ``length``
        (metres), ``part`` (connected parts, the longest is 0) and ``geometry``.
    nodes : GeoDataFrame
        One row a junction or end: ``degree`` (stretches that end there, 1 is a dead
        end) and ``geometry``.
    graph : StreetGraph
        The same as arrays.
    max_distance : float
        Points farther than this many metres from every street have no place on it.
    report : DataFrame
        What was done to the streets: ``code`` and ``n``.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString
    >>> import estgeo as eg
    >>> lines = [LineString([(0, 0), (200, 0)]), LineString([(100, 0), (100, 80)])]
    >>> network = eg.street_network(gpd.GeoDataFrame(geometry=lines, crs=3006))
    >>> network
    <StreetNetwork: 3 stretches, 0.3 km, 4 junctions and ends, 1 connected part>
    >>> network.edges["length"].tolist()
    [100.0, 100.0, 80.0]
    """

    edges: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    graph: StreetGraph
    max_distance: float
    report: pd.DataFrame
    provenance: Provenance

    @property
    def crs(self) -> Any:
        """CRS of the streets."""
        return self.edges.crs

    @property
    def length(self) -> float:
        """Metres of street."""
        return float(self.graph.length.sum())

    def sentences(self, lang: Language | None = None) -> list[str]:
        """Return what was cut, joined and left apart, in words."""
        lang = language(lang)
        return report_sentences(dict(self.report.to_numpy().tolist()), lang)

    def stretch_names(self, lang: Language | None = None) -> pd.Series:
        """Return what each stretch is called: its street and its cross streets.

        Returns
        -------
        Series
            Text, indexed as ``edges``: "Valboåsgatan mellan Skolvägen och Torggatan".
        """
        lang = language(lang)
        names = self.edges["name"].to_numpy(dtype=object)
        ends = self.edges[["from_node", "to_node"]].to_numpy()
        meeting: dict[int, set[str]] = {}
        for name, pair in zip(names, ends, strict=True):
            for node in pair:
                meeting.setdefault(int(node), set()).add(name)
        texts = [
            stretch_name(
                name, (_cross(meeting[a], name), _cross(meeting[b], name)), lang
            )
            for name, (a, b) in zip(names, ends.tolist(), strict=True)
        ]
        return pd.Series(texts, index=self.edges.index, name="stretch", dtype=object)

    def __repr__(self) -> str:
        """Return how large it is."""
        parts, km = int(self.edges["part"].nunique()), self.length / 1000
        edges, nodes = len(self.edges), len(self.nodes)
        return (
            f"<StreetNetwork: {edges} stretch{'' if edges == 1 else 'es'}, "
            f"{km:.1f} km, {nodes} junction{'' if nodes == 1 else 's'} and ends, "
            f"{parts} connected part{'' if parts == 1 else 's'}>"
        )


def _cross(names: set[str], own: str) -> str:
    """Return the street that crosses at a node, the first by name where several do."""
    return min((name for name in names if name and name != own), default="")


@dataclass(frozen=True, slots=True)
class Places:
    """Points on a network.

    Attributes
    ----------
    row : (k,) int array
        Which points have a place.
    edge, offset : (k,) arrays
        The stretch, and metres from its first node.
    distance : (k,) array
        Metres from the point to its place.
    n : int
        How many points there were.
    """

    row: Integers
    edge: Integers
    offset: Floats
    distance: Floats
    n: int


def check_network(network: object) -> None:
    """Raise TypeError unless it is a StreetNetwork."""
    if not isinstance(network, StreetNetwork):
        remedy = "Make one: eg.street_network(streets)."
        got = type(network).__name__
        raise TypeError(sentence("network", "a StreetNetwork", got, remedy))


def places_on(
    argument: str,
    points: gpd.GeoDataFrame | gpd.GeoSeries,
    network: StreetNetwork,
    *,
    warn: bool = True,
) -> Places:
    """Return where the points are on the network; warn of those too far from it."""
    frame = gpd.GeoDataFrame(geometry=points.geometry)
    check_points(argument, frame)
    geometry = in_crs_of(argument, frame, network.edges).geometry.to_numpy()
    lines = network.edges.geometry.to_numpy()
    xy = shapely.get_coordinates(geometry)
    edge = nearest_line(xy[:, 0], xy[:, 1], lines, network.max_distance)
    row = np.flatnonzero(edge >= 0)
    edge = edge[row]
    share = shapely.line_locate_point(lines[edge], geometry[row], normalized=True)
    distance = shapely.distance(lines[edge], geometry[row])
    far = len(geometry) - len(row)
    if far and warn:
        text = too_far(far, len(geometry), network.max_distance)
        warnings.warn(text, UserWarning, stacklevel=3)
    offset = share * network.graph.length[edge]
    return Places(row, edge, offset, distance, len(geometry))


def on_network(
    incidents: gpd.GeoDataFrame, network: object, *, required: bool
) -> Places | None:
    """Return the places of incidents, None where distance is not along streets."""
    if network is None and not required:
        return None
    if not required:
        rule = 'None unless metric="network"'
        raise ValueError(sentence("network", rule, "a StreetNetwork"))
    check_network(network)
    assert isinstance(network, StreetNetwork)
    return places_on("incidents", incidents, network)


def walking_pairs(on: Places, network: StreetNetwork, below: float) -> Pairs:
    """Return the pairs of places that are less than ``below`` metres apart on foot."""
    at = (on.edge, on.offset)
    first, second, metres = place_pairs(network.graph, at, at, below)
    near = (first < second) & (metres < below)
    return first[near], second[near], metres[near]


def midpoints(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the point halfway along each line."""
    result: NDArray[np.object_] = shapely.line_interpolate_point(
        lines, 0.5, normalized=True
    )
    return result
