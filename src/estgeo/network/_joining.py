"""Where lines meet, and which of their points are one junction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from ._cutting import Vertices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Lines = NDArray[np.object_]
    Pairs = tuple[Integers, Integers]

# Points that differ by less are equal, whatever the tolerance: rounding of the file.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Joined:
    """Points where lines begin, end or meet, sorted by line and metres along it.

    Attributes
    ----------
    vertices : Vertices
    line, along : (k,) arrays
        Where each point is.
    node : (k,) int array
        The junction it belongs to.
    is_end, is_cut : (k,) bool arrays
        Whether a line ends there; whether it is cut there.
    node_xy : (n, 2) array
        The junctions: the mean of their points.
    n_moved : int
        Ends that lay off the line they were joined to.
    n_apart : int
        Crossings without a common vertex that were left apart.
    """

    vertices: Vertices
    line: Integers
    along: Floats
    node: Integers
    is_end: Flags
    is_cut: Flags
    node_xy: Floats
    n_moved: int
    n_apart: int

    def nodes_of_parts(self) -> Pairs:
        """Return the first and last node of each part that the cuts leave."""
        at = np.flatnonzero(self.is_end | self.is_cut)
        inside = self.line[at[:-1]] == self.line[at[1:]]
        return self.node[at[:-1][inside]], self.node[at[1:][inside]]


def join_lines(
    lines: Lines, level: Integers, *, tolerance: float, join_crossings: bool
) -> Joined:
    """Find where lines meet.

    Parameters
    ----------
    lines : (m,) array of linestrings with a length
    level : (m,) int array
        Lines of different levels meet only end to end.
    tolerance : float
        Metres within which an end is joined to another line.
    join_crossings : bool
        Whether lines meet where they cross without a vertex in common.
    """
    points = _Points(Vertices.of(lines), lines, level)
    points.share_vertices(tolerance)
    points.end_on_lines(tolerance)
    n_apart = points.cross(tolerance, join=join_crossings)
    return points.joined(tolerance, n_apart)


class _Points:
    """Points along lines and the links between them, as they are found.

    The first 2 m points are the ends of the lines: 2 i and 2 i + 1 those of line i.
    """

    def __init__(self, vertices: Vertices, lines: Lines, level: Integers) -> None:
        self.vertices, self.lines, self.level = vertices, lines, level
        n = len(lines)
        first = np.searchsorted(vertices.line, np.arange(n))
        last = np.searchsorted(vertices.line, np.arange(n), "right") - 1
        ends = np.column_stack([first, last]).ravel()
        self.n_ends = 2 * n
        self.line = [vertices.line[ends]]
        self.along = [vertices.along[ends]]
        self.xy = [vertices.xy[ends]]
        self.links: list[Pairs] = []
        self.of_vertex = np.full(len(vertices.line), -1, dtype=np.int64)
        self.of_vertex[ends] = np.arange(2 * n)
        self.n_points = 2 * n
        self.n_moved = 0

    def add(self, line: Integers, along: Floats, xy: Floats) -> Integers:
        """Add points; return their numbers."""
        self.line.append(line)
        self.along.append(along)
        self.xy.append(xy)
        self.n_points += len(line)
        return np.arange(self.n_points - len(line), self.n_points)

    def share_vertices(self, tolerance: float) -> None:
        """Link vertices of two lines, or of two places on one, that coincide."""
        v = self.vertices
        pairs = KDTree(v.xy).query_pairs(tolerance, output_type="ndarray")
        a, b = pairs[:, 0], pairs[:, 1]
        gap = np.hypot(*(v.xy[a] - v.xy[b]).T)
        is_end = self.of_vertex >= 0
        ends = is_end[a] | is_end[b]
        both = is_end[a] & is_end[b]
        other = v.line[a] != v.line[b]
        distant = np.abs(v.along[a] - v.along[b]) > 2 * tolerance
        same_level = self.level[v.line[a]] == self.level[v.line[b]]
        # Vertices inside two lines meet only if they are one point; the tolerance is
        # for ends that were drawn a little short or long.
        meets = (other | distant) & (same_level | both) & (ends | (gap <= ROUNDING))
        a, b, gap = a[meets], b[meets], gap[meets]
        inner = np.unique(np.r_[a, b])
        inner = inner[self.of_vertex[inner] < 0]
        self.of_vertex[inner] = self.add(v.line[inner], v.along[inner], v.xy[inner])
        self.links.append((self.of_vertex[a], self.of_vertex[b]))
        self.n_moved += int((gap > ROUNDING).sum())

    def end_on_lines(self, tolerance: float) -> None:
        """Link ends to the lines, cut or not, that they lie on."""
        line, xy = self.line[0], self.xy[0]
        at = shapely.points(xy)
        tree = shapely.STRtree(self.lines)
        end, onto = tree.query(at, predicate="dwithin", distance=tolerance)
        end, onto = end.astype(np.int64), onto.astype(np.int64)
        there = (onto != line[end]) & (self.level[onto] == self.level[line[end]])
        end, onto = end[there], onto[there]
        linked = self._linked_to(end, onto)
        end, onto = end[~linked], onto[~linked]
        along = shapely.line_locate_point(self.lines[onto], at[end])
        own_end, own_along = self._on_own_line(tolerance)
        end, onto = np.r_[end, own_end], np.r_[onto, line[own_end]]
        along = np.r_[along, own_along]
        foot = self.vertices.at(onto, along)
        self.n_moved += int((np.hypot(*(foot - xy[end]).T) > ROUNDING).sum())
        self.links.append((end, self.add(onto, along, foot)))

    def _linked_to(self, end: Integers, onto: Integers) -> Flags:
        """Tell which ends are linked to a vertex of a line already."""
        line, n = np.concatenate(self.line), len(self.lines)
        a, b = self.links[0]
        known = np.r_[a * n + line[b], b * n + line[a]]
        return np.isin(end * n + onto, known)

    def _on_own_line(self, tolerance: float) -> tuple[Integers, Floats]:
        """Return ends that touch their own line on the way, as in the figure 6."""
        ends, alongs = [], []
        for i in np.flatnonzero(~shapely.is_simple(self.lines)):
            line = self.lines[i]
            for side, way in ((0, line), (1, line.reverse())):
                rest = (
                    shapely.LineString(way.coords[1:]) if len(way.coords) > 2 else way
                )
                skipped = way.length - rest.length
                start = shapely.Point(way.coords[0])
                along = skipped + rest.project(start)
                if rest is not way and rest.distance(start) <= tolerance < along / 2:
                    ends.append(2 * i + side)
                    alongs.append(along if side == 0 else line.length - along)
        return np.array(ends, dtype=np.int64), np.array(alongs, dtype=np.float64)

    def cross(self, tolerance: float, *, join: bool) -> int:
        """Link lines where they cross, if asked; return how many stay apart."""
        tree = shapely.STRtree(self.lines)
        a, b = tree.query(self.lines, predicate="crosses").astype(np.int64)
        a, b = a[a < b], b[a < b]
        crossing = shapely.intersection(self.lines[a], self.lines[b])
        at, pair = shapely.get_parts(crossing, return_index=True)
        is_point = shapely.get_type_id(at) == shapely.GeometryType.POINT
        at, pair = at[is_point], pair[is_point]
        if not len(at):
            return 0
        a, b, xy = a[pair], b[pair], shapely.get_coordinates(at)
        met = self._meet_near(a, b, xy, tolerance)
        a, b, xy, at = a[~met], b[~met], xy[~met], at[~met]
        joins = join & (self.level[a] == self.level[b])
        first, second = (
            self.add(
                line[joins],
                shapely.line_locate_point(self.lines[line[joins]], at[joins]),
                xy[joins],
            )
            for line in (a, b)
        )
        self.links.append((first, second))
        return int((~joins).sum())

    def _meet_near(
        self, a: Integers, b: Integers, xy: Floats, tolerance: float
    ) -> Flags:
        """Tell which crossings are at a point where the two lines meet already."""
        line, where = np.concatenate(self.line), np.concatenate(self.xy)
        first, second = (np.concatenate(side) for side in zip(*self.links, strict=True))
        if not len(first):
            return np.zeros(len(a), dtype=bool)
        met = np.zeros(len(a), dtype=bool)
        tree = KDTree(where[first])
        lines = np.sort(np.column_stack([line[first], line[second]]), axis=1)
        for row, near in enumerate(tree.query_ball_point(xy, 2 * tolerance)):
            met[row] = (lines[near] == (a[row], b[row])).all(axis=1).any()
        return met

    def joined(self, tolerance: float, n_apart: int) -> Joined:
        """Return the points in order, with the junctions that the links make."""
        line, along = np.concatenate(self.line), np.concatenate(self.along)
        xy, is_end = np.concatenate(self.xy), np.arange(self.n_points) < self.n_ends
        order = np.lexsort([along, line])
        # Points of one line this near to each other are one place on it.
        near = (np.diff(line[order]) == 0) & (np.diff(along[order]) <= tolerance)
        self.links.append((order[:-1][near], order[1:][near]))
        first, second = (np.concatenate(side) for side in zip(*self.links, strict=True))
        shape = (self.n_points, self.n_points)
        links = coo_array((np.ones(len(first)), (first, second)), shape)
        n_nodes, node = connected_components(links, directed=False)
        size = np.bincount(node, minlength=n_nodes)
        node_xy = np.column_stack(
            [np.bincount(node, part, minlength=n_nodes) / size for part in xy.T]
        )
        place = np.cumsum(np.r_[True, ~near]) - 1
        has_end = np.bincount(place, is_end[order]) > 0
        is_first = np.r_[True, np.diff(place) > 0]
        return Joined(
            vertices=self.vertices,
            line=line[order],
            along=along[order],
            node=node[order].astype(np.int64),
            is_end=is_end[order],
            is_cut=is_first & ~has_end[place],
            node_xy=node_xy,
            n_moved=self.n_moved,
            n_apart=n_apart,
        )
