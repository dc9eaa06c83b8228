"""Hot spots made again: without weeks, without sources, on other grids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._columns import ROBUST_FROM
from ..space_time._locating import make_locator
from ..space_time.grids import square_grid
from ._weekly_counts import week_numbers
from ._windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..stats._window_sums import GridWindows, SparseWindows

    Bools = NDArray[np.bool_]
    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    HotTest = Callable[["LocatedGrid", Bools], Bools]

# Leaving out one of fewer weeks leaves out too much.
FEWEST_WEEKS = 8
# Weeks are left out one by one up to this many, then in as many runs.
MOST_WEEK_PARTS = 26
# Steps of the origin, as shares of the cell size; other sizes, as multiples of it.
SHIFTS = ((0.5, 0.0), (0.0, 0.5), (0.5, 0.5))
SIZE_FACTORS = (0.75, 1.25)
# Metres within which a point is on a line of the grid.
HAIR = 1e-3
KINDS = ("stability_weeks", "stability_sources", "stability_grid")


@dataclass(frozen=True, slots=True)
class LocatedGrid:
    """Squares over an area, and the square of each incident.

    Attributes
    ----------
    zones : GeoDataFrame
        From ``square_grid``.
    windows : GridWindows or SparseWindows
        Each square and those that touch it.
    cell : int array
        Position of each incident's square, -1 outside all of them.
    """

    zones: gpd.GeoDataFrame
    windows: GridWindows | SparseWindows
    cell: Integers

    @classmethod
    def of(cls, zones: gpd.GeoDataFrame, xy: Floats) -> LocatedGrid:
        """Return the grid ``zones`` with incidents at coordinates ``xy``."""
        return cls(zones, windows_of(zones, "queen"), _locate(zones, xy))

    def counts(self, chosen: Bools) -> Floats:
        """Return the number of chosen incidents in each square."""
        held = self.cell[chosen & (self.cell >= 0)]
        return np.bincount(held, minlength=len(self.zones)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Incidents:
    """What the variations need to know of the incidents.

    Attributes
    ----------
    xy : float array of shape (n, 2)
        Coordinates in the CRS of the area.
    week, source : int arrays
        The week (or run of weeks) and the source of each, -1 where unknown.
    """

    xy: Floats
    week: Integers
    source: Integers


def stability_shares(
    test: HotTest,
    incidents: Incidents,
    area: gpd.GeoDataFrame,
    grid: LocatedGrid,
    *,
    cell_size: float,
    size_factors: Sequence[float] = SIZE_FACTORS,
) -> pd.DataFrame:
    """Return how often each square is hot when something is changed.

    Parameters
    ----------
    test : callable
        Which squares of a located grid are hot, given the incidents that are kept.
    incidents : Incidents
        As of ``grid``.
    area : GeoDataFrame
        What grids cover.
    grid : LocatedGrid
        The squares that are judged.
    cell_size : float
        Their side.
    size_factors : sequence of float
        Other sizes tried, as multiples of ``cell_size``.

    Returns
    -------
    DataFrame
        One row a square and one column a kind of variation, ``KINDS``: the share of
        the variations in which it is hot, NaN where there is nothing to leave out.
        On another grid a square is hot if its middle lies in, or touches, a hot one.
    """
    without_week, without_source = (
        [test(grid, codes != code) for code in np.unique(codes[codes >= 0])]
        if len(np.unique(codes[codes >= 0])) > 1
        else []
        for codes in (incidents.week, incidents.source)
    )
    tried = [(cell_size, (dx * cell_size, dy * cell_size)) for dx, dy in SHIFTS]
    tried += [(cell_size * factor, (0.0, 0.0)) for factor in size_factors]
    other = [
        _hot_elsewhere(test, incidents.xy, area, grid, size=size, shift=shift)
        for size, shift in tried
    ]
    kinds = (without_week, without_source, other)
    shares = {
        kind: np.mean(found, axis=0) if found else np.full(len(grid.zones), np.nan)
        for kind, found in zip(KINDS, kinds, strict=True)
    }
    return pd.DataFrame(shares, index=grid.zones.index)


def robust(hot: Bools, shares: pd.DataFrame, robust_from: float = ROBUST_FROM) -> Bools:
    """Return which squares are hot, and hot often enough in every kind there is."""
    steady = (shares.isna() | (shares >= robust_from)).all(axis=1).to_numpy()
    return np.asarray(hot & steady)


def parts_of_weeks(times: pd.Series) -> Integers:
    """Return the week, or run of weeks, of each time; -1 if there are fewer than 8."""
    week = week_numbers(times)
    week = week - week.min()
    n_weeks = int(week.max()) + 1
    if n_weeks < FEWEST_WEEKS:
        return np.full(len(times), -1)
    return np.asarray(week // -(-n_weeks // MOST_WEEK_PARTS), dtype=np.int64)


def parts_of_sources(sources: pd.Series) -> Integers:
    """Return a number for the source of each incident; -1 where it is not known.

    >>> parts_of_sources(pd.Series(["polis", "", "kommun", None, "polis"]))
    array([ 0, -1,  1, -1,  0])
    """
    known = sources.astype(object).where(sources.notna() & (sources != ""))
    return np.asarray(pd.factorize(known)[0], dtype=np.int64)


def _hot_elsewhere(
    test: HotTest,
    xy: Floats,
    area: gpd.GeoDataFrame,
    grid: LocatedGrid,
    *,
    size: float,
    shift: tuple[float, float],
) -> Bools:
    """Return which squares have their middle in or at a hot square of another grid."""
    # Moving the world against the fixed grid is moving the grid.
    moved = area.set_geometry(area.translate(-shift[0], -shift[1]))
    other = LocatedGrid.of(square_grid(moved, cell_size=size), xy - shift)
    hot = np.append(test(other, np.ones(len(xy), dtype=bool)), False)  # -1: outside
    middle = grid.zones.geometry.centroid
    places = np.column_stack([middle.x, middle.y]) - shift
    # On a grid moved by half a cell the middle is a corner, of four squares alike.
    around = [places + (dx, dy) for dx in (-HAIR, HAIR) for dy in (-HAIR, HAIR)]
    found = [hot[_locate(other.zones, place)] for place in around]
    return np.asarray(np.any(found, axis=0))


def _locate(zones: gpd.GeoDataFrame, xy: Floats) -> Integers:
    found = make_locator(zones, n_points=len(xy)).locate(xy[:, 0], xy[:, 1])
    return found.astype(np.int64)
