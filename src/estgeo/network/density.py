"""Density of incidents along streets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_amounts, check_choice, check_positive, sentence
from .._frame_checks import check_columns, check_geoframe
from .._reports import one_row_a_report
from ..stats._street_density import (
    DEAD_ENDS,
    KERNELS,
    METHODS,
    StreetKernel,
    add_to_points,
    add_to_stretches,
    waves,
)
from ._cutting import Vertices, cut_lines
from ._network import check_network, places_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ..stats._street_density import DeadEnds, Kernel, Method, Pieces
    from ._network import Places, StreetNetwork

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Half-widths tried by cross-validation, in metres: from a block to a district.
CANDIDATES = (50, 75, 100, 150, 200, 300, 400, 600, 800)


def network_density(
    incidents: gpd.GeoDataFrame,
    network: StreetNetwork,
    *,
    bandwidth: float | Literal["auto"],
    kernel: Kernel = "quartic",
    method: Method = "equal-split-continuous",
    dead_ends: DeadEnds = "reflect",
    lixel: float = 50,
    at: gpd.GeoDataFrame | None = None,
    leave_one_out: bool = False,
    weight: str | None = None,
) -> gpd.GeoDataFrame:
    r"""Spread incidents along the streets by a kernel.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points.
    network : StreetNetwork
        The streets.
    bandwidth : float or "auto"
        Half-width of the kernel in metres, walked. "auto" takes the one of nine from
        50 to 800 m under which the incidents predict each other best (likelihood,
        each left out in turn).
    kernel : {"quartic", "epanechnikov", "triangular", "uniform"}, default "quartic"
        Shape.
    method : {"equal-split-continuous", "equal-split-discontinuous", "simple"}
        What happens at junctions. Equal split keeps the mass of each incident: the
        continuous rule has no jumps there, the discontinuous rule never turns back.
        "simple" gives every place the kernel of its shortest path; mass grows at
        junctions, so that crossings look denser than they are.
    dead_ends : {"reflect", "absorb"}, default "reflect"
        Whether mass turns back at a dead end, or is lost there (as in R's spatstat
        under the discontinuous rule). "simple" takes no notice.
    lixel : float, default 50
        Longest stretch in metres; every street is cut in equal ones.
    at : GeoDataFrame or None, default None
        Points: the density there instead of on stretches.
    leave_one_out : bool, default False
        The density at each incident from all the others.
    weight : str or None, default None
        Column of weights, at least zero.

    Returns
    -------
    GeoDataFrame
        The stretches (``edge_id``, ``street``, ``name``, ``length``), or the rows of
        ``at`` or ``incidents``, with ``density``, incidents per km (the mean of a
        stretch, the value at a point; NaN at points that have no place on the
        streets), and ``bandwidth``.

    Raises
    ------
    ValueError
        If an option is none of those listed, or ``at`` is given together with
        ``leave_one_out``.

    Warns
    -----
    UserWarning
        Where incidents lie too far from every street.

    Notes
    -----
    [1]_ for the equal-split rules; every path that fits within the half-width counts.
    Over all stretches ``density * length / 1000`` sums to the incidents (but for
    "simple"). The density says where reports are many per km of street, not where risk
    is high: see :func:`relative_network_density`.

    References
    ----------
    .. [1] Okabe, A., Satoh, T. and Sugihara, K. (2009). A kernel density estimation
       method for networks, its computational method and a GIS-based tool.
       International Journal of Geographical Information Science 23(1), 7-32.

    Examples
    --------
    One incident in the middle of a street of 400 m:

    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> street = gpd.GeoDataFrame(geometry=[LineString([(0, 0), (400, 0)])], crs=3006)
    >>> incident = gpd.GeoDataFrame(geometry=[Point(200, 3)], crs=3006)
    >>> found = eg.network_density(
    ...     incident, eg.street_network(street), bandwidth=100, lixel=100
    ... )
    >>> found["density"].round(3).tolist()
    [0.0, 5.0, 5.0, 0.0]
    """
    check_network(network)
    rules = check_rules(kernel, method, dead_ends)
    size = check_positive("lixel", lixel)
    if at is not None and leave_one_out:
        rule = "None together with 'leave_one_out'"
        raise ValueError(sentence("at", rule, "points"))
    incidents = one_row_a_report(incidents) if weight is None else incidents
    weights = _weights(incidents, weight)
    on = places_on("incidents", incidents, network)
    spread = _Spread(network, on, weights[on.row], rules)
    width = _bandwidth(spread, bandwidth)
    if at is not None:
        check_geoframe("at", at)
        return _at_points(spread, at, places_on("at", at, network), width, own=False)
    if leave_one_out:
        return _at_points(spread, incidents, on, width, own=True)
    return _on_stretches(spread, size, width)


def check_rules(
    kernel: Kernel, method: Method, dead_ends: DeadEnds
) -> tuple[Kernel, Method, DeadEnds]:
    """Return the rules of a density if each is one of those there are."""
    check_choice("kernel", kernel, KERNELS)
    check_choice("method", method, METHODS)
    check_choice("dead_ends", dead_ends, DEAD_ENDS)
    return kernel, method, dead_ends


class _Spread:
    """Incidents on a network, equal places once, and how their mass is spread."""

    def __init__(
        self,
        network: StreetNetwork,
        on: Places,
        weights: Floats,
        rules: tuple[Kernel, Method, DeadEnds],
    ) -> None:
        self.network = network
        self.kernel, self.method, self.dead_ends = rules
        both = np.column_stack([on.edge.astype(np.float64), on.offset])
        places, place = np.unique(both, axis=0, return_inverse=True)
        self.edge, self.offset = places[:, 0].astype(np.int64), places[:, 1].copy()
        self.place = place.ravel().astype(np.int64)
        weight = np.bincount(self.place, weights, minlength=len(places))
        self.weight: Floats = np.asarray(weight, dtype=np.float64)
        self.own_weight, self.on = weights, on

    def stretches(self, first: Integers, size: Floats, width: float) -> Floats:
        """Return the mass on each stretch."""
        kernel = StreetKernel(self.kernel, width)
        total = np.zeros(int(first[-1]))
        for pieces in self._waves(width):
            add_to_stretches(total, pieces, self.weight, (first, size), kernel)
        return total

    def points(
        self, edge: Integers, offset: Floats, place: Integers, width: float
    ) -> tuple[Floats, Floats]:
        """Return the density at points, and that of weight one at their own place."""
        kernel = StreetKernel(self.kernel, width)
        total, own = np.zeros(len(edge)), np.zeros(len(edge))
        for pieces in self._waves(width):
            add_to_points(
                (total, own), pieces, self.weight, (edge, offset, place), kernel
            )
        return total, own

    def without_own(self, width: float) -> Floats:
        """Return the density at each incident from all the others, per metre."""
        on = self.on
        total, own = self.points(on.edge, on.offset, self.place, width)
        return total - self.own_weight * own

    def _waves(self, width: float) -> Iterator[Pieces]:
        return waves(
            self.network.graph,
            self.edge,
            self.offset,
            bandwidth=width,
            method=self.method,
            dead_ends=self.dead_ends,
        )


def _weights(incidents: gpd.GeoDataFrame, weight: str | None) -> Floats:
    check_geoframe("incidents", incidents)
    if weight is None:
        return np.ones(len(incidents))
    check_columns("incidents", incidents, [weight])
    return check_amounts(weight, incidents[weight])


def _bandwidth(spread: _Spread, bandwidth: float | str) -> float:
    """Return the half-width; by leave-one-out likelihood where it is "auto"."""
    if bandwidth != "auto":
        return check_positive("bandwidth", bandwidth)
    if len(spread.weight) < 2:
        remedy = "Give it in metres: bandwidth=200."
        got = f"{len(spread.weight)} places"
        rule = "a number where there are fewer than two places"
        raise ValueError(sentence("bandwidth", rule, got, remedy))
    # Of one incident the others say nothing: a place no other reaches within the
    # half-width is as likely as one incident spread over the whole network.
    floor = 1 / spread.network.length
    fits = [
        float(np.log(np.maximum(spread.without_own(float(width)), floor)).sum())
        for width in CANDIDATES
    ]
    return float(CANDIDATES[int(np.argmax(fits))])


def _at_points(
    spread: _Spread, frame: gpd.GeoDataFrame, on: Places, width: float, *, own: bool
) -> gpd.GeoDataFrame:
    density = np.full(len(frame), np.nan)
    if own:
        density[on.row] = spread.without_own(width)
    else:
        nowhere = np.full(len(on.row), -1, dtype=np.int64)
        density[on.row] = spread.points(on.edge, on.offset, nowhere, width)[0]
    return frame.assign(density=1000 * density, bandwidth=width)


def _on_stretches(spread: _Spread, lixel: float, width: float) -> gpd.GeoDataFrame:
    lines, first, size = stretches_of(spread.network, lixel)
    mass = spread.stretches(first, size, width)
    return lines.assign(density=1000 * mass / lines["length"], bandwidth=width)[
        ["edge_id", "street", "name", "length", "density", "bandwidth", "geometry"]
    ]


def stretches_of(
    network: StreetNetwork, lixel: float
) -> tuple[gpd.GeoDataFrame, Integers, Floats]:
    """Return the network cut in stretches, the first of each street and their length.

    All stretches of one street are equally long, at most ``lixel`` metres.
    """
    length = network.graph.length
    many = np.maximum(np.ceil(length / lixel - 1e-9), 1).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(many)])
    size = length / many
    inner = np.arange(first[-1]) - np.repeat(first[:-1], many)
    edge = np.repeat(np.arange(len(many)), many)
    cut = inner > 0
    lines, _, _, _ = cut_lines(
        Vertices.of(network.edges.geometry.to_numpy()),
        edge[cut],
        (inner * size[edge])[cut],
    )
    stretches = gpd.GeoDataFrame(
        {
            "edge_id": network.edges.index.to_numpy()[edge],
            "street": network.edges["street"].to_numpy()[edge],
            "name": network.edges["name"].to_numpy()[edge],
            "length": size[edge],
        },
        index=pd.RangeIndex(len(edge), name="lixel_id"),
        geometry=lines,
        crs=network.crs,
    )
    return stretches, first, size


def density_by_group(
    incidents: gpd.GeoDataFrame,
    network: StreetNetwork,
    group: Integers,
    n_groups: int,
    *,
    bandwidth: float | Literal["auto"],
    rules: tuple[Kernel, Method, DeadEnds],
    lixel: float,
) -> tuple[gpd.GeoDataFrame, Floats, float]:
    """Return the stretches, the density of each group on them, and the half-width.

    Parameters
    ----------
    incidents, network, bandwidth, lixel
        As for :func:`network_density`.
    group : (n,) int array
        Group of each incident, from 0.
    n_groups : int
    rules : (kernel, method, dead_ends)
    """
    on = places_on("incidents", incidents, network)
    width = _bandwidth(_Spread(network, on, np.ones(len(on.row)), rules), bandwidth)
    lines, first, size = stretches_of(network, check_positive("lixel", lixel))
    density = np.zeros((n_groups, len(lines)))
    for each in np.unique(group[on.row]):
        own = group[on.row] == each
        there = replace(
            on,
            row=on.row[own],
            edge=on.edge[own],
            offset=on.offset[own],
            distance=on.distance[own],
        )
        spread = _Spread(network, there, np.ones(int(own.sum())), rules)
        mass = spread.stretches(first, size, width)
        density[each] = 1000 * mass / lines["length"].to_numpy()
    return lines, density, width
