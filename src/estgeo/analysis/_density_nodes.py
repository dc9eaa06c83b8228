"""The nodes of a grid that a density is worked out at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence
from .._frame_checks import check_geoframe, check_projected
from ..space_time.grids import grid_positions
from ..stats.kernel import convolved

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..stats.kernel import Kernel

    Floats = NDArray[np.float64]

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
