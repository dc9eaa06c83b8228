"""Lattices of squares and hexagons: cells by whole numbers, anchored at the CRS origin.

A point is found by arithmetic alone. Cells are half open: a point on a shared border
belongs to the cell to the east and north of it. Points within a thousandth of a
millimetre below a border count as on it, so that coordinates that have been to
another CRS and back stay in their cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

CellKind = Literal["square", "hexagon"]

# What a coordinate may lose on its way through another CRS: a micrometre.
TOLERANCE = 1e-6

_ROW_STEP: float = sqrt(3) / 2
_ID = re.compile(r"(hex)?(\d+(?:\.\d+)?)mN(-?\d+(?:\.\d+)?)E(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Lattice:
    """Cells of one size that tile the plane.

    ``cell_size`` is the side of a square, or the width of a hexagon between two
    opposite sides (also the distance between the centres of neighbors).
    """

    kind: CellKind
    cell_size: float
    x: float = 0.0
    y: float = 0.0

    def locate(self, x: Floats, y: Floats) -> tuple[Integers, Integers]:
        """Return the (row, column) of the cell that each point lies in."""
        if self.kind == "square":
            column = np.floor((x - self.x + TOLERANCE) / self.cell_size)
            row = np.floor((y - self.y + TOLERANCE) / self.cell_size)
            # What is too far for a whole number becomes the lowest, far outside.
            with np.errstate(invalid="ignore"):
                return row.astype(np.int64), column.astype(np.int64)
        return self._locate_hexagon(x, y)

    def _locate_hexagon(self, x: Floats, y: Floats) -> tuple[Integers, Integers]:
        # Of the two rows a point lies between, the nearer centre wins; the nudge
        # to the east and north settles ties the same way in every CRS.
        easting = (x - self.x + TOLERANCE) / self.cell_size
        northing = (y - self.y + TOLERANCE / 2) / self.cell_size
        below = np.floor(northing / _ROW_STEP).astype(np.int64)
        column = np.empty((2, *below.shape), dtype=np.int64)
        distance = np.empty((2, *below.shape))
        for step in (0, 1):
            row = below + step
            shift = (row % 2) / 2
            column[step] = np.floor(easting - shift + 0.5)
            across = easting - shift - column[step]
            distance[step] = across**2 + (northing - row * _ROW_STEP) ** 2
        upper = distance[1] <= distance[0]
        return below + upper, np.where(upper, column[1], column[0])

    def centres(self, row: Integers, column: Integers) -> tuple[Floats, Floats]:
        """Return x and y of the centres of cells."""
        up, across = row.astype(np.float64), column.astype(np.float64)
        if self.kind == "square":
            up, across = up + 0.5, across + 0.5
        else:
            up, across = up * _ROW_STEP, across + (row % 2) / 2
        return self.x + across * self.cell_size, self.y + up * self.cell_size

    def polygons(self, row: Integers, column: Integers) -> NDArray[np.object_]:
        """Return the outlines of cells."""
        if self.kind == "square":
            west, south = column * self.cell_size, row * self.cell_size
            east, north = (column + 1) * self.cell_size, (row + 1) * self.cell_size
            cells: NDArray[np.object_] = shapely.box(
                west + self.x, south + self.y, east + self.x, north + self.y
            )
            return cells
        return self._hexagons(row, column)

    def _hexagons(self, row: Integers, column: Integers) -> NDArray[np.object_]:
        # Corners lie on whole multiples of half a width and half a side, so that
        # neighbors share their corners to the last bit.
        half = 2 * column + row % 2
        side = self.cell_size / sqrt(3)
        across = np.array([1, 1, 0, -1, -1, 0])
        up = np.array([-1, 1, 2, 1, -1, -2])
        x = self.x + (half[:, None] + across) * (self.cell_size / 2)
        y = self.y + (3 * row[:, None] + up) * (side / 2)
        hexagons: NDArray[np.object_] = shapely.polygons(np.stack([x, y], axis=-1))
        return hexagons

    def names(self, row: Integers, column: Integers) -> NDArray[np.object_]:
        """Return the ids of cells: size, then the northing and easting.

        A square is named by its south-west corner, a hexagon by its centre.
        """
        if self.kind == "square":
            easting, northing = column * self.cell_size, row * self.cell_size
        else:
            easting, northing = self.centres(row, column)
        start = f"{'hex' if self.kind == 'hexagon' else ''}{self.cell_size:.12g}m"
        digits = 0 if self._is_coarse() else 3
        return np.array(
            [
                f"{start}N{_number(north, digits)}E{_number(east, digits)}"
                for east, north in zip(easting.tolist(), northing.tolist(), strict=True)
            ],
            dtype=object,
        )

    def _is_coarse(self) -> bool:
        if self.kind == "hexagon":
            return self.cell_size >= 10
        return self.cell_size == round(self.cell_size)


def parse_names(
    names: Iterable[object],
) -> tuple[Lattice, Integers, Integers] | None:
    """Return the lattice, rows and columns that ids of cells speak of, else None."""
    matches = [_ID.fullmatch(name) if isinstance(name, str) else None for name in names]
    if not matches or any(match is None for match in matches):
        return None
    parts = [match.groups() for match in matches if match]
    if len({(shape, size) for shape, size, _, _ in parts}) > 1:
        return None
    shape, size = parts[0][:2]
    lattice = Lattice("hexagon" if shape else "square", float(size))
    northing = np.array([part[2] for part in parts], dtype=float)
    easting = np.array([part[3] for part in parts], dtype=float)
    if lattice.kind == "square":
        row, column = northing / lattice.cell_size, easting / lattice.cell_size
    else:
        row = northing / (_ROW_STEP * lattice.cell_size)
        column = easting / lattice.cell_size - (np.rint(row) % 2) / 2
    return lattice, np.rint(row).astype(np.int64), np.rint(column).astype(np.int64)


def _number(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
