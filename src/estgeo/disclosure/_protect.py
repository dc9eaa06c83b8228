"""Three ways to protect small counts: hide them, show classes, merge areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy import sparse

from .._checks import sentence
from ..stats.suppression import hide, hide_linked, sums_to_totals, with_totals
from ._cells import Cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Above this share of hidden cells a cross table tells less than its totals do, and
# what is left shows mostly where the large counts are.
MOST_HIDDEN = 0.8


def suppressed(cells: Cells, k: int) -> tuple[Floats, Floats]:
    """Return the least and greatest shown value of every cell, totals included.

    A hidden cell may be anything from nought up; one that cannot be there is NaN.
    """
    inner = tuple(slice(0, size) for size in cells.counts.shape)
    is_there = cells.possible[inner]
    _refuse_thin((cells.counts < k)[is_there], cells.counts.ndim)
    if cells.possible.all():
        hidden = hide(cells.counts, k, also=cells.forbidden)
    else:
        hidden = _hide_nested(cells, k)
    _refuse_thin(hidden[inner][is_there], cells.counts.ndim)
    table = np.where(cells.possible, with_totals(cells.counts), np.nan)
    high = np.where(hidden & cells.possible, np.inf, table)
    return np.where(hidden & cells.possible, 0.0, table), high


def _hide_nested(cells: Cells, k: int) -> NDArray[np.bool_]:
    """Return the same for areas in districts: sums go along the tree of areas."""
    table, there = with_totals(cells.counts), cells.possible
    if table.flat[-1] < k:
        rule, remedy = f"of at least {k} incidents", "Publish a longer period."
        raise ValueError(sentence("table", rule, int(table.flat[-1]), remedy))
    lines = sums_to_totals(table.shape).toarray()
    is_told = there.ravel()[(lines < 0).argmax(axis=1)]
    lines = np.where(there.ravel(), lines[is_told], 0)
    lines = lines[(lines > 0).any(axis=1)]
    also = np.zeros(table.shape, dtype=bool)
    also[tuple(slice(0, size) for size in cells.counts.shape)] = cells.forbidden
    values = np.where(there, table, k).ravel()
    hidden = hide_linked(
        values, sparse.csr_matrix(lines), k, also=(also & there).ravel()
    )
    return hidden.reshape(table.shape)


def _refuse_thin(hidden: NDArray[np.bool_], dimensions: int) -> None:
    if dimensions > 1 and hidden.mean() > MOST_HIDDEN:
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
    is_there = cells.possible[tuple(slice(0, size) for size in low.shape)]
    ends = [_summed(np.where(is_there, end, 0).astype(float)) for end in (low, high)]
    least, most = (np.where(cells.possible, end, np.nan) for end in ends)
    return least, most


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
        possible=np.ones(len(named) + 1, dtype=bool),
    )


def join_small(
    zones: gpd.GeoDataFrame, homes: NDArray[np.float64], least: int
) -> gpd.GeoDataFrame:
    """Return the areas with those of few dwellings joined to a neighbor.

    Which are joined follows from the dwellings alone, so it is the same every time.
    """
    groups = [
        _Group((at,), int(n), shape, unsafe=False)
        for at, (n, shape) in enumerate(zip(homes, zones.geometry, strict=True))
    ]
    while small := [group for group in groups if 0 < group.n < least]:
        first = min(small, key=lambda group: (group.n, group.parts))
        others = [group for group in groups if group is not first]
        if not others:
            rule, got = f"areas of at least {least} dwellings in all", f"{first.n}"
            raise ValueError(sentence("zones", rule, got))
        second = _closest(first, others)
        rest = [group for group in others if group is not second]
        groups = [*rest, first.joined_with(second)]
    named = {
        " + ".join(str(zones.index[at]) for at in group.parts): group.shape
        for group in groups
    }
    index = pd.Index(list(named), name=zones.index.name)
    joined = gpd.GeoDataFrame(geometry=list(named.values()), index=index, crs=zones.crs)
    return joined.sort_index()


def _summed(values: Floats) -> Floats:
    for axis in range(values.ndim):
        total = values.sum(axis=axis, keepdims=True)
        values = np.concatenate([values, total], axis=axis)
    return values


def suppressed_year(
    exact: dict[str, NDArray[np.float64]], rows: dict[str, list[int]], k: int
) -> dict[str, NDArray[np.float64]]:
    """Return the tables by zone and by topic with all hidden that has to be.

    The numbers by both are not shown: nearly all of them are below ``k``. Of cells
    that protect alike, those of longer periods are hidden first.
    """
    periods = list(exact)
    n_zones, n_topics = (size - 1 for size in next(iter(exact.values())).shape)
    per = n_zones + n_topics + 1
    values = np.concatenate(
        [np.concatenate([n[:-1, -1], n[-1, :-1], n[-1:, -1]]) for n in exact.values()]
    )
    sums = _sums_over(n_zones, n_topics, len(periods))
    sums += _sums_over_time(periods, rows, per)
    length = np.repeat([len(rows[period]) for period in periods], per)
    matrix = sparse.lil_matrix((len(sums), len(values)))
    for at, (parts, whole) in enumerate(sums):
        matrix[at, parts] = 1
        matrix[at, whole] = -1
    hidden = hide_linked(
        values.astype(np.int64), sparse.csr_matrix(matrix), k, loss=values / length**2
    )
    found = {}
    for at, period in enumerate(periods):
        own = np.where(hidden, np.nan, values)[at * per : (at + 1) * per]
        table = np.full((n_zones + 1, n_topics + 1), np.nan)
        table[:-1, -1], table[-1, :-1] = own[:n_zones], own[n_zones:-1]
        table[-1, -1] = own[-1]
        found[period] = table
    return found


def _sums_over(
    n_zones: int, n_topics: int, n_periods: int
) -> list[tuple[list[int], int]]:
    """Return which cells add up to which: zones and topics to the whole."""
    per = n_zones + n_topics + 1
    return [
        (list(range(start + first, start + last)), start + per - 1)
        for start in range(0, per * n_periods, per)
        for first, last in ((0, n_zones), (n_zones, per - 1))
    ]


def _sums_over_time(
    periods: list[str], rows: dict[str, list[int]], per: int
) -> list[tuple[list[int], int]]:
    """Return which cells add up to which: shorter periods that fill a longer one."""
    found = []
    kinds = sorted({len(rows[period]) for period in periods})
    for whole, period in enumerate(periods):
        for size in [kind for kind in kinds if kind < len(rows[period])]:
            parts = [
                at
                for at, other in enumerate(periods)
                if len(rows[other]) == size and set(rows[other]) <= set(rows[period])
            ]
            if len(parts) * size == len(rows[period]):
                found += [
                    ([at * per + cell for at in parts], whole * per + cell)
                    for cell in range(per)
                ]
    return found
