"""Kernel density of incidents, alone and relative to what is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from scipy.ndimage import distance_transform_edt, maximum_filter1d
from scipy.spatial import cKDTree

from .._centres import warn_of_centres
from .._checks import (
    check_amounts,
    check_choice,
    check_positive,
    sentence,
)
from .._frame_checks import check_geoframe, check_projected
from .._reports import one_row_a_report
from ..space_time.grids import grid_positions
from ..space_time.sources import length_of, point_batches, sum_over_points
from ..stats.kernel import (
    KERNELS,
    Kernel,
    binned_moments,
    convolved,
    kernel_reach,
    mass_of_moments,
    normal_bandwidth,
)

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..space_time.sources import PointBatch

    Floats = NDArray[np.float64]

    from ..stats.kernel import Kernel

# Steps of the grid within a bandwidth that binning needs to be fine enough.
_FINE = 3.0

# Nodes of the finest grid that is worked on.
_MOST_NODES = 50_000_000


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes of a grid: where each cell's is, x of column 0, y of row 0, the step."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    x: float
    y: float
    step: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the smallest grid that holds all cells."""
        return int(self.row.max()) + 1, int(self.column.max()) + 1


@dataclass(frozen=True, slots=True)
class FineNodes(Nodes):
    """Nodes with a margin of some more beyond the last cells too."""

    margin: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns with the margin on all sides."""
        return (
            int(self.row.max()) + self.margin + 1,
            int(self.column.max()) + self.margin + 1,
        )


SQUARE_METRES_IN_SQUARE_KM = 1e6


def kernel_density(
    incidents: gpd.GeoDataFrame | pd.DataFrame | str | Path | Any,
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
    incidents : GeoDataFrame, DataFrame, str, Path or Dask frame
        Points. Those outside the grid count as far as their kernel reaches into it.
        A table without geometry has ``x`` and ``y`` in the CRS of ``grid``. A path,
        folder or glob of (Geo)Parquet files is read in bounded memory; a Dask
        (Geo)DataFrame is binned where it lies.
    grid : GeoDataFrame
        Squares of one size, as from ``square_grid``, projected CRS in metres.
    bandwidth : float or "auto", default "auto"
        Metres: the radius of the quartic kernel, the standard deviation of the
        gaussian. "auto" suits points spread like a normal distribution, which is often
        too wide for a town: look at the column ``bandwidth`` and try half of it. It is
        at least one and a half sides of a cell, and needs all points in memory.
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
        If ``grid`` is no grid of squares, the bandwidth is less than one and a
        half sides of a cell (half a side for the gaussian), points are missing, or
        weights negative.

    Warns
    -----
    UserWarning
        If most incidents are flagged as centres of areas.

    Notes
    -----
    The quartic kernel and the rule behind "auto" are those of [2]_ and [3]_. Points are
    shared linearly among the four nearest nodes of the grid and convolved with the
    kernel [1]_; the grid is refined until a bandwidth spans at least three cells.
    Density is no test: a bright spot may be chance. See ``hot_spots``.

    References
    ----------
    .. [1] Wand, M. P. (1994). Fast computation of multivariate kernel estimators.
       Journal of Computational and Graphical Statistics 3(4), 433-445.
    .. [2] Silverman, B. W. (1986). Density Estimation for Statistics and Data Analysis,
       section 4.2.
    .. [3] Scott, D. W. (1992). Multivariate Density Estimation: Theory, Practice, and
       Visualization.

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
    warn_of_centres(incidents, "A density")
    incidents = one_row_a_report(incidents) if weight is None else incidents
    nodes = nodes_of(grid)
    size = _bandwidth(bandwidth, incidents, grid, kernel)
    if bandwidth == "auto":  # narrower than a cell it would fall between the cells
        size = max(size, 1.5 * nodes.step)
    _check_wide(size, nodes, kernel)
    density = _density(
        incidents, nodes, size, kernel, crs=grid.crs, weight=weight, cut=edge_correction
    )
    if edge_correction:
        density = density / share_inside(nodes, size, kernel)
    return grid.assign(density=density, bandwidth=size)


def relative_density(
    incidents: gpd.GeoDataFrame | pd.DataFrame | str | Path | Any,
    at_risk: gpd.GeoDataFrame | pd.DataFrame | str | Path | Any,
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
    incidents, at_risk : GeoDataFrame, DataFrame, str, Path or Dask frame
        Points, such as bicycle thefts and bicycle stands; as for ``kernel_density``.
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
    for both [1]_ keeps a cell's incidents and those at risk over the same surroundings.

    References
    ----------
    .. [1] Kelsall, J. E. and Diggle, P. J. (1995). Kernel estimation of relative
       risk. Bernoulli 1(1-2), 3-16.

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
    incidents = one_row_a_report(incidents) if weight is None else incidents
    at_risk = one_row_a_report(at_risk) if at_risk_weight is None else at_risk
    nodes = nodes_of(grid)
    _check_wide(size, nodes, kernel)
    density = _density(incidents, nodes, size, kernel, crs=grid.crs, weight=weight)
    at_risk_density = _density(
        at_risk, nodes, size, kernel, crs=grid.crs, weight=at_risk_weight
    )
    # Below this the transform leaves only rounding, not density.
    least = 1e-9 * max(float(at_risk_density.max(initial=0.0)), 1e-300)
    there = at_risk_density > least
    ratio = np.full(density.shape, np.nan)
    ratio[there] = density[there] / at_risk_density[there]
    return grid.assign(density=density, density_at_risk=at_risk_density, ratio=ratio)


def _check_wide(bandwidth: float, nodes: Nodes, kernel: Kernel) -> None:
    """Refuse a kernel that lies between the middles of cells: incidents would vanish.

    From these bounds on the cells hold an incident to 4 %, wherever in a cell it lies.
    """
    least = nodes.step * (1.5 if kernel == "quartic" else 0.5)
    if bandwidth < least * (1 - 1e-9):
        rule = f"at least {least:g} m for cells of {nodes.step:g} m"
        remedy = "Use smaller cells or a larger bandwidth."
        raise ValueError(sentence("bandwidth", rule, f"{bandwidth:g}", remedy))


def _bandwidth(
    bandwidth: float | Literal["auto"],
    incidents: Any,
    grid: gpd.GeoDataFrame,
    kernel: Kernel,
) -> float:
    if bandwidth != "auto":
        return check_positive("bandwidth", bandwidth)
    if length_of(incidents) is None:
        got = "'auto' for incidents that are not in memory"
        remedy = "Find one in a sample: kernel_density(sample, grid)['bandwidth']."
        raise ValueError(sentence("bandwidth", "a number of metres", got, remedy))
    (batch,) = point_batches(incidents, crs=grid.crs)
    found = normal_bandwidth(batch.x, batch.y, kernel) if batch.n else 0.0
    if found <= 0:
        got = f"'auto' for {batch.n} incidents in one place"
        raise ValueError(sentence("bandwidth", "a number of metres", got))
    return found


def _density(
    points: Any,
    nodes: Nodes,
    bandwidth: float,
    kernel: Kernel,
    *,
    crs: Any,
    weight: str | None,
    cut: bool = False,
) -> Floats:
    """Return the density at each cell, per km²; ``cut`` leaves out points in none."""
    reach = 0.0 if cut else kernel_reach(bandwidth, kernel)
    fine = fine_nodes(nodes, bandwidth, reach)
    columns = () if weight is None else (weight,)
    if length_of(points) is not None and weight not in ("x", "y"):
        # Coordinates of points, which are asked for twice, are taken out of them once.
        (batch,) = point_batches(points, crs=crs, columns=columns)
        held = {name: batch.columns[name].array for name in columns}
        points = pd.DataFrame({"x": batch.x, "y": batch.y, **held}, copy=False)
    moments = sum_over_points(
        points,
        partial(_moments, fine=fine, cells=nodes if cut else None, weight=weight),
        crs=crs,
        columns=columns,
    )
    if moments is None:
        return np.zeros(len(nodes.row))
    mass = mass_of_moments(moments)
    beyond = _beyond(mass, points, fine, bandwidth, kernel, crs=crs)
    density = convolved(mass, bandwidth / fine.step, kernel) / fine.step**2
    per_km2: Floats = density[fine.row, fine.column] * SQUARE_METRES_IN_SQUARE_KM
    per_km2[beyond] = 0.0
    return per_km2


def _beyond(
    mass: Floats,
    points: Any,
    fine: FineNodes,
    bandwidth: float,
    kernel: Kernel,
    *,
    crs: Any,
) -> NDArray[np.bool_]:
    """Return the cells that no point is within a bandwidth of, quartic kernel.

    The transform leaves rounding there, and points shared among four nodes reach up
    to the diagonal of a step too far; for points in memory the last is undone too.
    """
    if kernel != "quartic" or not mass.any():
        return np.zeros(len(fine.row), dtype=bool)
    from_node = distance_transform_edt(mass == 0)[fine.row, fine.column] * fine.step
    beyond = np.asarray(from_node >= bandwidth)
    doubt = np.flatnonzero(~beyond & (from_node > bandwidth - np.sqrt(2) * fine.step))
    if len(doubt) and length_of(points) is not None:
        middles = np.column_stack(
            [
                fine.x + fine.column[doubt] * fine.step,
                fine.y + fine.row[doubt] * fine.step,
            ]
        )
        xy = _points_about(points, fine, doubt, bandwidth, crs=crs)
        if len(xy):
            nearest = cKDTree(xy, balanced_tree=False).query(
                middles, distance_upper_bound=bandwidth
            )[0]
            beyond[doubt] = np.isinf(nearest)
        else:
            beyond[doubt] = True
    return beyond


def _points_about(
    points: Any,
    fine: FineNodes,
    cells: NDArray[np.int64],
    bandwidth: float,
    *,
    crs: Any,
) -> Floats:
    """Return x and y of points that may lie within a bandwidth of some of the cells."""
    near = np.zeros(fine.shape, dtype=np.uint8)
    near[fine.row[cells], fine.column[cells]] = 1
    # A square about each holds the disc; a point lies less than a step from its node.
    reach = int(np.ceil(bandwidth / fine.step)) + 1
    for axis in (0, 1):
        near = maximum_filter1d(near, 2 * reach + 1, axis=axis)
    (batch,) = point_batches(points, crs=crs)
    # What lies beyond the nodes is farther than any kernel reaches.
    column, row = (
        np.rint((values - start) / fine.step).clip(0, size - 1).astype(np.int64)
        for values, start, size in zip(
            (batch.x, batch.y), (fine.x, fine.y), near.shape[::-1], strict=True
        )
    )
    kept = np.flatnonzero(near.ravel()[row * near.shape[1] + column])
    return np.column_stack([batch.x[kept], batch.y[kept]])


def _moments(
    batch: PointBatch, *, fine: FineNodes, cells: Nodes | None, weight: str | None
) -> Floats:
    """Return what a batch adds to the nodes."""
    shape = fine.shape
    east, north = (batch.x - fine.x) / fine.step, (batch.y - fine.y) / fine.step
    inside = (east >= 0) & (north >= 0)
    inside &= (east <= shape[1] - 1) & (north <= shape[0] - 1)
    if cells is not None:
        inside &= in_cells(cells, batch.x, batch.y)
    weights = None
    if weight is not None:
        weights = check_amounts(weight, batch.columns[weight].to_numpy())
    if not inside.all():
        east, north = east[inside], north[inside]
        weights = None if weights is None else weights[inside]
    return binned_moments(east, north, weights, shape)


def nodes_of(grid: gpd.GeoDataFrame) -> Nodes:
    """Return the middles of a grid's cells as nodes; raise if it is no whole grid."""
    check_geoframe("grid", grid)
    check_projected("grid", grid)
    found = grid_positions(grid)
    if found is None or found.kind != "square" or not found.is_whole:
        remedy = "Make one: estgeo.square_grid(area, cell_size=...)."
        raise ValueError(sentence("grid", "a grid of whole squares", "none", remedy))
    row, column = found.row - found.row.min(), found.column - found.column.min()
    west = found.x + (found.column.min() + 0.5) * found.cell_size
    south = found.y + (found.row.min() + 0.5) * found.cell_size
    return Nodes(row, column, float(west), float(south), found.cell_size)


def fine_nodes(nodes: Nodes, bandwidth: float, reach: float) -> FineNodes:
    """Return finer nodes that go on for ``reach`` metres beyond all cells."""
    finer = refinement(nodes, bandwidth)
    step = nodes.step / finer
    margin = 1 + int(np.ceil(reach / step))
    return FineNodes(
        finer * nodes.row + margin,
        finer * nodes.column + margin,
        nodes.x - margin * step,
        nodes.y - margin * step,
        step,
        margin,
    )


def refinement(nodes: Nodes, bandwidth: float) -> int:
    """Return how many steps each cell is cut into, an odd number."""
    wanted = int(np.ceil(_FINE * nodes.step / bandwidth))
    finer = wanted + (wanted + 1) % 2
    rows, columns = nodes.shape
    cells = float(rows) * float(columns)
    if cells * finer**2 > _MOST_NODES:
        rule = f"wide enough for cells of {nodes.step:g} m"
        remedy = "Use smaller cells or a larger bandwidth."
        raise ValueError(sentence("bandwidth", rule, bandwidth, remedy))
    return finer


def _filled(nodes: Nodes) -> NDArray[np.bool_]:
    filled = np.zeros(nodes.shape, dtype=np.bool_)
    filled[nodes.row, nodes.column] = True
    return filled


def in_cells(nodes: Nodes, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Tell which points lie in a cell of the grid."""
    filled = _filled(nodes)
    row = np.floor((y - nodes.y) / nodes.step + 0.5).astype(np.int64)
    column = np.floor((x - nodes.x) / nodes.step + 0.5).astype(np.int64)
    inside = (row >= 0) & (column >= 0)
    inside &= (row < filled.shape[0]) & (column < filled.shape[1])
    inside[inside] = filled[row[inside], column[inside]]
    return inside


def share_inside(nodes: Nodes, bandwidth: float, kernel: Kernel) -> Floats:
    """Return the part of the kernel at each cell that lies inside the grid."""
    finer = refinement(nodes, bandwidth)
    filled = _filled(nodes).astype(np.float64)
    fine = filled.repeat(finer, axis=0).repeat(finer, axis=1)
    share = convolved(fine, bandwidth * finer / nodes.step, kernel)
    middle = (finer - 1) // 2
    here = share[nodes.row * finer + middle, nodes.column * finer + middle]
    return np.minimum(1.0, here)
