"""Whether there is clustering at all, and which zones resemble their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
import pandas as pd
import scipy

from .._checks import (
    check_choice,
    check_finite,
    check_whole,
    random_generator,
    sentence,
)
from .._columns import CORRECTIONS
from .._frame_checks import check_columns, check_geoframe, crs_name
from .._provenance import Provenance, one_row
from .._results import Result
from ..stats.multiple_tests import adjust_p_values
from ._tested_windows import counted_tails
from ._windows import graph_of, links_of, neighbors_named, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._checks import RandomState
    from .._columns import Correction
    from ._windows import Neighbors

    Floats = NDArray[np.float64]
    Statistic = tuple[float, float, float]

esda = lazy_loader.load("esda")

# Shuffles of the values that are multiplied at a time.
_AT_A_TIME = 8

# esda's numbers of the quadrants of Moran's scatter plot.
QUADRANTS = {1: "high-high", 2: "low-high", 3: "low-low", 4: "high-low"}


@dataclass(frozen=True, slots=True, repr=False)
class SpatialAutocorrelation(Result):
    """Whether similar values lie together, over the whole map.

    Attributes
    ----------
    moran_i, moran_expected, moran_p : float
        Moran's I, its expectation under chance, two-sided permutation p-value.
    general_g, general_g_expected, general_g_p : float
        Getis-Ord general G: above its expectation high values lie together, below it
        low values do. NaN where a value is negative.
    n : int
        Zones.
    permutations : int
        Draws the p-values rest on; none is below 2 / (permutations + 1).
    provenance : Provenance
        What made it.

    Examples
    --------
    A chessboard: no two neighbors alike, no two full squares beside each other.

    >>> import geopandas as gpd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> corners = [(x, y) for y in range(4) for x in range(4)]
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [(x + y) % 2 for x, y in corners]},
    ...     geometry=[box(x, y, x + 1, y + 1) for x, y in corners],
    ...     crs="EPSG:3006",
    ... )
    >>> found = eg.spatial_autocorrelation(zones, neighbors="rook", rng=1)
    >>> round(found.moran_i, 6), found.general_g, found.n
    (-1.0, 0.0, 16)
    """

    moran_i: float
    moran_expected: float
    moran_p: float
    general_g: float
    general_g_expected: float
    general_g_p: float
    n: int
    permutations: int
    provenance: Provenance

    def to_frame(self) -> pd.DataFrame:
        """Return one row with the numbers."""
        return one_row(self)


def spatial_autocorrelation(
    zones: gpd.GeoDataFrame,
    *,
    value: str = "n",
    neighbors: Neighbors = "queen",
    permutations: int = 999,
    rng: RandomState = None,
) -> SpatialAutocorrelation:
    """Test whether similar values lie together: Moran's I and general G.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone, projected CRS in metres.
    value : str, default "n"
        Column with finite numbers.
    neighbors : {"queen", "rook"}, float, libpysal Graph or W, default "queen"
        As for ``hot_spots``; a zone is not its own neighbour here.
    permutations : int, default 999
        Draws for the p-values.
    rng : None, int or Generator, optional
        Random numbers.

    Returns
    -------
    SpatialAutocorrelation
        NaN where all values are equal.

    Raises
    ------
    ValueError
        If values are not finite, or no zone has a neighbour.

    Notes
    -----
    Weights are row-standardized for I [1]_ and binary for G [2]_; both equal esda's
    ``Moran`` and ``G``, whose draws cannot be seeded. The p-value is twice the smaller
    of b and c over permutations + 1, at most 1: b and c count the draws at least and at
    most as large as what was observed, itself among them.

    References
    ----------
    .. [1] Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika
       37, 17-23.
    .. [2] Getis, A. and Ord, J. K. (1992). The analysis of spatial association by use
       of distance statistics. Geographical Analysis 24(3), 189-206.

    Examples
    --------
    Full squares to the east, empty ones to the west:

    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> corners = [(x, y) for y in range(4) for x in range(4)]
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [5 if x > 1 else 0 for x, _ in corners]},
    ...     geometry=[box(x, y, x + 1, y + 1) for x, y in corners],
    ...     crs="EPSG:3006",
    ... )
    >>> found = spatial_autocorrelation(zones, neighbors="rook", rng=1)
    >>> round(found.moran_i, 3), found.moran_p < 0.01
    (0.708, True)
    """
    check_whole("permutations", permutations, at_least=1)
    values = _values(zones, value)
    links = links_of(zones, neighbors)
    _check_some_linked(links.nnz)
    generator = random_generator(rng)
    blank = float("nan")
    moran = general = (blank, blank, blank)
    if values.min() < values.max():
        moran, general = _statistics(values, links, permutations, generator)
    made = Provenance(
        "spatial_autocorrelation",
        {
            "value": value,
            "neighbors": neighbors_named(neighbors),
            "permutations": permutations,
        },
        seed=rng if isinstance(rng, int) else None,
        rows_in=len(zones),
        rows_out=len(zones),
        crs=crs_name(zones.crs),
    )
    return SpatialAutocorrelation(
        *moran, *general, n=len(zones), permutations=permutations, provenance=made
    )


def local_moran(
    zones: gpd.GeoDataFrame,
    *,
    value: str = "n",
    neighbors: Neighbors = "queen",
    correction: Correction = "fdr_bh",
) -> gpd.GeoDataFrame:
    """Tell which zones resemble their neighbours and which stand out among them.

    Parameters
    ----------
    zones, value, neighbors
        As for ``spatial_autocorrelation``.
    correction : {"fdr_bh", "fdr_by", "holm", "bonferroni", "none"}, default "fdr_bh"
        How p-values are adjusted for testing every zone.

    Returns
    -------
    GeoDataFrame
        ``zones`` with these columns added:

        - ``local_moran`` : float, Anselin's (1995) local I, row-standardized
        - ``p_value``, ``p_adjusted`` : float in [0, 1], two-sided, over all ways to
          deal out the other zones' values; NaN for a zone without neighbours
        - ``quadrant`` : category, "high-high", "low-high" (low among high), "low-low"
          or "high-low", whether significant or not

    Raises
    ------
    ValueError
        If values are not finite or all equal, or no zone has a neighbour.

    Notes
    -----
    I and quadrants are esda's, whose variance is divided by n - 1: R's
    ``spdep::localmoran`` divides by n, and its I is n / (n - 1) times as large. A
    zone's own value is held, so that its I grows (or falls) with the sum of its
    neighbours alone, whose p-value is counted exactly as in
    ``hot_spots(null="conditional")``; esda and GeoDa simulate the same. Values of
    more than three decimals are rounded to three of their spread.

    References
    ----------
    .. [1] Anselin, L. (1995). Local indicators of spatial association. Geographical
       Analysis 27(2), 93-115.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> corners = [(x, y) for y in range(4) for x in range(4)]
    >>> zones = gpd.GeoDataFrame(
    ...     {"n": [5 if x > 1 else 0 for x, _ in corners]},
    ...     geometry=[box(x, y, x + 1, y + 1) for x, y in corners],
    ...     crs="EPSG:3006",
    ... )
    >>> local_moran(zones)["quadrant"].tolist()[:4]
    ['low-low', 'low-low', 'high-high', 'high-high']
    """
    check_choice("correction", correction, CORRECTIONS)
    values = _values(zones, value)
    graph = graph_of(zones, neighbors)
    _check_some_linked(graph.n_edges)
    if values.min() == values.max():
        got = f"{values.min():g} everywhere"
        raise ValueError(sentence(value, "values that differ", got))
    found = esda.Moran_Local(values, graph, transformation="r", permutations=0)
    alone = np.isin(np.arange(len(zones)), graph.isolates.to_numpy())
    windows = windows_of(zones, neighbors)
    tails = counted_tails(values, windows, "conditional")
    p = np.where(alone, np.nan, tails.two_sided())
    names = [QUADRANTS[int(q)] for q in found.q]
    return zones.assign(
        local_moran=np.where(alone, np.nan, found.Is),
        p_value=p,
        p_adjusted=adjust_p_values(p, correction),
        quadrant=pd.Categorical(names, categories=list(QUADRANTS.values())),
    )


def _values(zones: gpd.GeoDataFrame, value: str) -> Floats:
    check_geoframe("zones", zones)
    check_columns("zones", zones, [value])
    return check_finite(value, zones[value].to_numpy())


def _check_some_linked(n_links: int) -> None:
    if n_links == 0:
        rule = "such that some zones have neighbours"
        raise ValueError(sentence("neighbors", rule, "none"))


def _statistics(
    values: Floats, links: Any, permutations: int, rng: np.random.Generator
) -> tuple[Statistic, Statistic]:
    """Return Moran's I and general G: the statistic, its expectation and p-value.

    Both are of the same shuffles of the values. Weights are row-standardized for
    Moran's I and binary for general G, which is NaN where a value is negative.
    """
    each = np.asarray(links.sum(axis=1)).ravel()
    weights = scipy.sparse.diags_array(1 / np.maximum(each, 1)) @ links
    n, mean = values.size, values.mean()
    scale = n / (weights.sum() * np.square(values - mean).sum())
    pairs = values.sum() ** 2 - np.square(values).sum()
    # Where one zone holds everything there is no pair of zones to multiply.
    is_general = values.min() >= 0 and pairs > 0
    of_moran, of_general = _once(weights), _once(links)
    moran, general = [], []
    for shuffled in _shuffles(values, permutations, rng):
        moran.append(scale * _products(shuffled - mean, of_moran))
        if is_general:
            general.append(_products(shuffled, of_general) / pairs)
    blank = float("nan")
    expected = float(links.sum() / (n * (n - 1)))
    return (
        _tested(moran, -1 / (n - 1)),
        _tested(general, expected) if is_general else (blank, blank, blank),
    )


def _shuffles(
    values: Floats, permutations: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """Yield the values, (n, 1), then some shuffles of them at a time, a column each."""
    yield values[:, None]
    for start in range(0, permutations, _AT_A_TIME):
        shuffled = np.empty((values.size, min(_AT_A_TIME, permutations - start)))
        for column in range(shuffled.shape[1]):
            shuffled[:, column] = rng.permutation(values)
        yield shuffled


def _once(weights: Any) -> Any:
    """Return both weights of each pair of zones added up and set once."""
    return scipy.sparse.triu(weights + weights.T, 1, format="csr")


def _products(x: Floats, pairs: Any) -> Floats:
    """Return ``x W x`` of each column.

    No BLAS: of vectors as long as these it would wake threads that spin between one
    product and the next.
    """
    found: Floats = np.einsum("ij,ij->j", x, pairs @ x)
    return found


def _tested(found: list[Floats], expected: float) -> Statistic:
    """Return the first of all that was found, ``expected`` and its p-value."""
    observed, draws = found[0], np.concatenate(found[1:])
    p = _two_sided(observed, draws[:, None])
    return float(observed[0]), expected, float(p[0])


def _two_sided(observed: Floats, draws: Floats) -> Floats:
    """Return p-values of n statistics from (permutations, n) draws, ties in both."""
    slack = 1e-10 * max(1.0, float(np.abs(observed).max()))
    at_least = (draws >= observed - slack).sum(axis=0) + 1
    at_most = (draws <= observed + slack).sum(axis=0) + 1
    p: Floats = np.minimum(1.0, 2 * np.minimum(at_least, at_most) / (len(draws) + 1))
    return p
