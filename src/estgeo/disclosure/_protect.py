"""Three ways to protect small counts: hide them, show classes, merge areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from .._checks import sentence
from ..stats.suppression import hide, with_totals
from ._cells import Cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Above this share of hidden cells a cross table tells less than its totals do, and
# what is left shows mostly where the large counts are.
MOST_HIDDEN = 0.8


def suppressed(cells: Cells, k: int) -> tuple[Floats, Floats]:
    """Return the least and greatest shown value of every cell, totals included.

    A hidden cell may be anything from nought up.
    """
    _refuse_thin(cells.counts < k)
    hidden = hide(cells.counts, k, also=cells.forbidden)
    _refuse_thin(hidden[tuple(slice(0, size) for size in cells.counts.shape)])
    table = with_totals(cells.counts).astype(float)
    return np.where(hidden, 0.0, table), np.where(hidden, np.inf, table)


def _refuse_thin(hidden: NDArray[np.bool_]) -> None:
    if hidden.ndim > 1 and hidden.mean() > MOST_HIDDEN:
        got = f"one where {hidden.sum()} of {hidden.size} cells must be hidden"
        remedy = (
            "Use a longer period, larger areas or fewer columns, "
            "or publish the columns as tables of their own."
        )
        raise ValueError(sentence("table", "possible to protect", got, remedy))


def in_classes(cells: Cells, k: int) -> tuple[Floats, Floats]:
    """Return every cell as a class of ``k`` counts: 0 to k-1, k to 2k-1, and so on.

    Totals are the sums of the classes' ends, so they tell nothing that the classes
    do not.
    """
    low = (cells.counts // k) * k
    low = np.where(cells.forbidden, 0, low)
    high = np.where(cells.forbidden, np.inf, low + k - 1)
    return _summed(low.astype(float)), _summed(high.astype(float))


def merged(cells: Cells, k: int) -> Cells:
    """Return the table with small areas joined to the neighbour they border most on.

    The smallest area goes first, so the order of the rows does not matter.
    """
    if cells.zones is None or cells.counts.ndim != 1:
        remedy = "Use method='suppress' or 'round'."
        got = f"a table by {', '.join(cells.by)}"
        raise ValueError(
            sentence("table", "areas with geometry and one column", got, remedy)
        )
    if cells.counts.sum() < k:
        remedy = "Publish a longer period or a larger area."
        rule, total = f"of at least {k} incidents", int(cells.counts.sum())
        raise ValueError(sentence("table", rule, total, remedy))
    groups = [
        _Group((at,), int(n), shape, bool(unsafe))
        for at, (n, shape, unsafe) in enumerate(
            zip(cells.counts, cells.zones, cells.forbidden, strict=True)
        )
    ]
    while small := [group for group in groups if group.n < k or group.unsafe]:
        first = min(small, key=lambda group: (group.n, group.parts))
        others = [group for group in groups if group is not first]
        second = _closest(first, others)
        rest = [group for group in others if group is not second]
        groups = [*rest, first.joined_with(second)]
    return _regrouped(cells, groups, cells.zones.crs)


@dataclass(frozen=True, slots=True)
class _Group:
    """Areas that are published as one."""

    parts: tuple[int, ...]
    n: int
    shape: shapely.Geometry
    unsafe: bool

    def joined_with(self, other: _Group) -> _Group:
        parts = tuple(sorted(self.parts + other.parts))
        shape = shapely.union(self.shape, other.shape)
        return _Group(parts, self.n + other.n, shape, unsafe=False)


def _closest(first: _Group, others: list[_Group]) -> _Group:
    """Return the area with the longest common border, else the nearest one."""
    centre = shapely.centroid(first.shape)

    def nearness(other: _Group) -> tuple[float, float, int, tuple[int, ...]]:
        border = shapely.length(shapely.intersection(first.shape, other.shape))
        distance = shapely.distance(centre, shapely.centroid(other.shape))
        return -round(border, 3), round(distance, 3), other.n, other.parts

    return min(others, key=nearness)


def _regrouped(cells: Cells, groups: list[_Group], crs: object) -> Cells:
    named = sorted(
        (
            (" + ".join(cells.keys[0][at] for at in group.parts), group)
            for group in groups
        ),
        key=lambda pair: pair[0],
    )
    keys = tuple(name for name, _ in named)
    people = [cells.population[list(group.parts)].sum() for _, group in named]
    shapes = [group.shape for _, group in named]
    return Cells(
        by=cells.by,
        keys=(keys,),
        counts=np.array([group.n for _, group in named]),
        forbidden=np.zeros(len(named), dtype=bool),
        population=np.array(people),
        zones=gpd.GeoSeries(shapes, index=list(keys), crs=crs).normalize(),
    )


def _summed(values: Floats) -> Floats:
    for axis in range(values.ndim):
        total = values.sum(axis=axis, keepdims=True)
        values = np.concatenate([values, total], axis=axis)
    return values
