"""Kernel density of incidents, alone and relative to what is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from .._checks import check_choice, check_finite, check_positive, sentence
from .._frame_checks import (
    check_columns,
    check_geoframe,
    check_points,
    check_projected,
    in_crs_of,
)
from ..space_time.grids import grid_positions
from ..stats.kernel import (
    KERNELS,
    Kernel,
    convolved,
    kernel_reach,
    linear_bins,
    normal_bandwidth,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SQUARE_METRES_IN_SQUARE_KM = 1e6
# Steps of the grid within a bandwidth that binning needs to be fine enough.
_FINE = 3.0
# Nodes of the finest grid that is worked on.
_MOST_NODES = 50_000_000


def kernel_density(
    incidents: gpd.GeoDataFrame,
    grid: gpd.GeoDataFrame,
    *,
    bandwidth: float | Literal["auto"] = "auto",
    kernel: Kernel = "quartic",
    weight: str | None = None,
    edge_correction: bool = False,
) -> gpd.GeoDataFrame:
    """Spread each incident over its surroundings and add up, per square kilometre.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points. Those outside the grid count as far as their kernel reaches into it.
    grid : GeoDataFrame
        Squares of one size, as from ``square_grid``, projected CRS in metres.
    bandwidth : float or "auto", default "auto"
        Metres: the radius of the quartic kernel, the standard deviation of the
        gaussian. "auto" suits points spread like a normal distribution, which is often
        too wide for a town: look at the column ``bandwidth`` and try half of it.
    kernel : {"quartic", "gaussian"}, default "quartic"
        "quartic" ends at the bandwidth; "gaussian" fades out over eight of them.
    weight : str, optional
        Column with the weight of each incident, at least zero.
    edge_correction : bool, default False
        Divide by the part of the kernel that lies inside the grid, as if the outside
        were like the inside; incidents outside the grid are then left out.

    Returns
    -------
    GeoDataFrame
        ``grid`` with these columns added:

        - ``density`` : float, incidents (or weight) per km² at the centre of the cell
        - ``bandwidth`` : float, the bandwidth used, metres

    Raises
    ------
    ValueError
        If ``grid`` is no grid of squares, points are missing, or weights negative.

    Notes
    -----
    Points are shared linearly among the four nearest nodes of the grid and convolved
    with the kernel; the grid is refined until a bandwidth spans at least three cells.
    Density is no test: a bright spot may be chance. See ``hot_spots``.

    References
    ----------
    .. [1] Wand, M. P. (1994). Fast computation of multivariate kernel estimators.
       Journal of Computational and Graphical Statistics 3(4), 433-445.

    Examples
    --------
    One incident in the middle of a square; the peak of a quartic kernel of 1 km is
    3 / pi per km²:

    >>> import geopandas as gpd
    >>> from shapely.geometry import Point, box
    >>> import estgeo as eg
    >>> area = gpd.GeoDataFrame(geometry=[box(0, 0, 5000, 5000)], crs="EPSG:3006")
    >>> grid = eg.square_grid(area, cell_size=200)
    >>> incident = gpd.GeoDataFrame(geometry=[Point(2500, 2500)], crs="EPSG:3006")
    >>> found = eg.kernel_density(incident, grid, bandwidth=1000)
    >>> found["density"].max().round(3)
    np.float64(0.955)
    """
    check_choice("kernel", kernel, KERNELS)
    nodes = _nodes_of(grid)
    x, y, weights = _points_of("incidents", incidents, grid, weight)
    size = _bandwidth(bandwidth, x, y, kernel)
    density = _density(nodes, (x, y, weights), size, kernel, corrected=edge_correction)
    return grid.assign(density=density, bandwidth=size)


def relative_density(
    incidents: gpd.GeoDataFrame,
    at_risk: gpd.GeoDataFrame,
    grid: gpd.GeoDataFrame,
    *,
    bandwidth: float,
    kernel: Kernel = "quartic",
    weight: str | None = None,
    at_risk_weight: str | None = None,
) -> gpd.GeoDataFrame:
    """Compare the density of incidents with that of what is at risk.

    Parameters
    ----------
    incidents, at_risk : GeoDataFrame
        Points, such as bicycle thefts and bicycle stands.
    grid : GeoDataFrame
        As for ``kernel_density``.
    bandwidth : float
        Metres, the same for both.
    kernel : {"quartic", "gaussian"}, default "quartic"
        As for ``kernel_density``.
    weight, at_risk_weight : str, optional
        Columns of ``incidents`` and ``at_risk`` with weights, at least zero.

    Returns
    -------
    GeoDataFrame
        ``grid`` with these columns added:

        - ``density``, ``density_at_risk`` : float, per km²
        - ``ratio`` : float, incidents for each one at risk; NaN where nothing at risk
          lies within reach

    Raises
    ------
    ValueError
        As ``kernel_density``.

    Notes
    -----
    Where little is at risk the ratio is uncertain and can be very large. One bandwidth
    for both keeps a cell's incidents and those at risk over the same surroundings.

    Examples
    --------
    Two incidents where one is at risk:

    >>> import geopandas as gpd
    >>> from shapely.geometry import Point, box
    >>> import estgeo as eg
    >>> area = gpd.GeoDataFrame(geometry=[box(0, 0, 900, 900)], crs="EPSG:3006")
    >>> grid = eg.square_grid(area, cell_size=300)
    >>> place = gpd.GeoDataFrame(geometry=[Point(450, 450)], crs="EPSG:3006")
    >>> incidents = place.loc[[0, 0]]
    >>> found = eg.relative_density(incidents, place, grid, bandwidth=900)
    >>> found["ratio"].round(6).unique()
    array([2.])
    """
    check_choice("kernel", kernel, KERNELS)
    size = check_positive("bandwidth", bandwidth)
    nodes = _nodes_of(grid)
    points = _points_of("incidents", incidents, grid, weight)
    background = _points_of("at_risk", at_risk, grid, at_risk_weight)
    density = _density(nodes, points, size, kernel)
    at_risk_density = _density(nodes, background, size, kernel)
    # Below this the transform leaves only rounding, not density.
    least = 1e-9 * max(float(at_risk_density.max(initial=0.0)), 1e-300)
    there = at_risk_density > least
    ratio = np.full(density.shape, np.nan)
    ratio[there] = density[there] / at_risk_density[there]
    return grid.assign(density=density, density_at_risk=at_risk_density, ratio=ratio)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Centres of the cells of a grid: x of column 0, y of row 0, and the step."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    x: float
    y: float
    step: float


def _nodes_of(grid: gpd.GeoDataFrame) -> _Nodes:
    check_geoframe("grid", grid)
    check_projected("grid", grid)
    found = grid_positions(grid)
    if found is None or found.kind != "square" or not found.is_whole:
        remedy = "Make one: estgeo.square_grid(area, cell_size=...)."
        raise ValueError(sentence("grid", "a grid of whole squares", "none", remedy))
    row, column = found.row - found.row.min(), found.column - found.column.min()
    west = found.x + (found.column.min() + 0.5) * found.cell_size
    south = found.y + (found.row.min() + 0.5) * found.cell_size
    return _Nodes(row, column, float(west), float(south), found.cell_size)


def _points_of(
    argument: str,
    frame: gpd.GeoDataFrame,
    grid: gpd.GeoDataFrame,
    weight: str | None,
) -> tuple[Floats, Floats, Floats | None]:
    check_points(argument, frame)
    geometry = in_crs_of(argument, frame, grid).geometry
    weights = None
    if weight is not None:
        check_columns(argument, frame, [weight])
        weights = check_finite(weight, frame[weight].to_numpy())
        if (weights < 0).any():
            raise ValueError(sentence(weight, "zero or more", f"{weights.min():g}"))
    return geometry.x.to_numpy(), geometry.y.to_numpy(), weights


def _bandwidth(
    bandwidth: float | Literal["auto"], x: Floats, y: Floats, kernel: Kernel
) -> float:
    if bandwidth != "auto":
        return check_positive("bandwidth", bandwidth)
    found = normal_bandwidth(x, y, kernel) if x.size else 0.0
    if found <= 0:
        got = f"'auto' for {x.size} incidents in one place"
        raise ValueError(sentence("bandwidth", "a number of metres", got))
    return found


def _density(
    nodes: _Nodes,
    points: tuple[Floats, Floats, Floats | None],
    bandwidth: float,
    kernel: Kernel,
    *,
    corrected: bool = False,
) -> Floats:
    """Return the density at each cell, per km²."""
    finer = _refinement(nodes, bandwidth)
    step = nodes.step / finer
    cells = bandwidth / step
    margin = 1 + int(np.ceil(0.0 if corrected else kernel_reach(cells, kernel)))
    rows, columns = finer * nodes.row + margin, finer * nodes.column + margin
    shape = int(rows.max()) + margin + 1, int(columns.max()) + margin + 1
    x, y, weights = points
    east, north = (x - nodes.x) / step + margin, (y - nodes.y) / step + margin
    inside = (east >= 0) & (north >= 0)
    inside &= (east <= shape[1] - 1) & (north <= shape[0] - 1)
    if corrected:
        inside &= _in_cells(nodes, x, y)
    if not inside.all():
        east, north = east[inside], north[inside]
        weights = None if weights is None else weights[inside]
    mass = linear_bins(east, north, weights, shape)
    density = convolved(mass, cells, kernel)[rows, columns] / step**2
    if corrected:
        density = density / _share_inside(nodes, bandwidth, kernel)
    return density * SQUARE_METRES_IN_SQUARE_KM


def _refinement(nodes: _Nodes, bandwidth: float) -> int:
    """Return how many steps each cell is cut into, an odd number."""
    wanted = int(np.ceil(_FINE * nodes.step / bandwidth))
    finer = wanted + (wanted + 1) % 2
    cells = float(nodes.row.max() + 1) * float(nodes.column.max() + 1)
    if cells * finer**2 > _MOST_NODES:
        rule = f"wide enough for cells of {nodes.step:g} m"
        remedy = "Use smaller cells or a larger bandwidth."
        raise ValueError(sentence("bandwidth", rule, bandwidth, remedy))
    return finer


def _filled(nodes: _Nodes) -> NDArray[np.bool_]:
    filled = np.zeros((nodes.row.max() + 1, nodes.column.max() + 1), dtype=np.bool_)
    filled[nodes.row, nodes.column] = True
    return filled


def _in_cells(nodes: _Nodes, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Tell which points lie in a cell of the grid."""
    filled = _filled(nodes)
    row = np.floor((y - nodes.y) / nodes.step + 0.5).astype(np.int64)
    column = np.floor((x - nodes.x) / nodes.step + 0.5).astype(np.int64)
    inside = (row >= 0) & (column >= 0)
    inside &= (row < filled.shape[0]) & (column < filled.shape[1])
    inside[inside] = filled[row[inside], column[inside]]
    return inside


def _share_inside(nodes: _Nodes, bandwidth: float, kernel: Kernel) -> Floats:
    """Return the part of the kernel at each cell that lies inside the grid."""
    finer = _refinement(nodes, bandwidth)
    filled = _filled(nodes).astype(np.float64)
    fine = filled.repeat(finer, axis=0).repeat(finer, axis=1)
    share = convolved(fine, bandwidth * finer / nodes.step, kernel)
    middle = (finer - 1) // 2
    here = share[nodes.row * finer + middle, nodes.column * finer + middle]
    return np.minimum(1.0, here)
