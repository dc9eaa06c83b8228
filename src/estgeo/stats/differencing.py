"""What several published tables give away together.

Every published number is a sum over atoms: the smallest pieces of space, time and
category that the releases cut the town into. What an attacker can know of any sum of
atoms follows from linear programming over all releases at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNKNOWN = 1e7  # counts; an upper end where nothing is known
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Exposed:
    """A sum of atoms that is known too well.

    ``parts`` is the number of a published cell; two numbers, the first less the second;
    or minus one less the number of a cell, for a part of it.
    """

    parts: tuple[int, ...]
    least: float
    most: float


def known_ranges(
    published: sparse.csr_matrix,
    low: Floats,
    high: Floats,
    regions: sparse.csr_matrix,
    *,
    whole: bool = False,
) -> tuple[Floats, Floats]:
    """Return the least and greatest count that each region can have.

    Parameters
    ----------
    published : sparse matrix, shape (numbers, atoms)
        1 where an atom is part of a published number.
    low, high : array, shape (numbers,)
        The published range of each number; ``inf`` where it is open.
    regions : sparse matrix, shape (regions, atoms)
        1 where an atom is part of a region.
    whole : bool, default False
        Whether atoms are whole numbers: the sharper answer, and the slower.

    Returns
    -------
    low, high : array, shape (regions,)

    Examples
    --------
    January to March were 12 and January to April 14, so April was 2:

    >>> from scipy import sparse
    >>> published = sparse.csr_matrix([[1, 0], [1, 1]])
    >>> april = sparse.csr_matrix([[0, 1]])
    >>> known_ranges(published, np.array([12.0, 14.0]), np.array([12.0, 14.0]), april)
    (array([2.]), array([2.]))
    """
    programs = _Programs(sparse.csr_matrix(published), low, high, whole=whole)
    ends = np.empty((2, regions.shape[0]))
    for row in range(regions.shape[0]):
        region = np.asarray(regions[row].todense(), dtype=float).ravel()
        ends[0, row] = region @ programs.extreme(region)
        ends[1, row] = region @ programs.extreme(-region)
    return ends[0].round(6) + 0.0, ends[1].round(6) + 0.0


def exposed_regions(
    published: sparse.csr_matrix,
    low: Floats,
    high: Floats,
    k: int,
    *,
    may_be_late: bool = False,
) -> list[Exposed] | None:
    """Return the regions that may be below ``k`` and are known to fewer than k values.

    Looked at are the published numbers that are hidden, every smallest piece that can
    be told apart, and every shown number less another that is part of it.

    Parameters
    ----------
    published, low, high
        As for :func:`known_ranges`.
    k : int
        Counts from 0 to ``k - 1`` are protected.
    may_be_late : bool, default False
        Whether numbers that contradict each other are taken for late reports: as few of
        them as will do.

    Returns
    -------
    list of Exposed, or None
        None if the numbers contradict each other.
    """
    published = sparse.csr_matrix(published)
    classes, reach = _told_apart(published)
    programs = _Programs(classes, low, high)
    found = _differences(classes, low, high, k)
    regions, parts = _regions(classes, low != high, reach)
    if not programs.is_possible():
        if not may_be_late:
            return None
        programs = _Programs(classes, *programs.with_late_reports())
    told = {
        (_row(classes, d.parts[0]) > _row(classes, d.parts[1])).tobytes() for d in found
    }
    # What is told already as one number less another is not told a second time.
    new = [
        at for at, region in enumerate(regions) if (region > 0).tobytes() not in told
    ]
    ends = _searched(programs, regions[new], k)
    for at, least, most in zip(new, *ends, strict=True):
        if least < k - TOLERANCE and most - least < k - 1 - TOLERANCE:
            low_end, high_end = (round(float(end), 6) + 0.0 for end in (least, most))
            found.append(Exposed(parts[at], low_end, high_end))
    return found


def _row(matrix: sparse.csr_matrix, at: int) -> Floats:
    return np.asarray(matrix[[at]].toarray(), dtype=float).ravel()


def _searched(programs: _Programs, regions: Floats, k: int) -> tuple[Floats, Floats]:
    """Return the ends of each region's range, or so much of it as clears it.

    Every solution is a town that the attacker must hold possible, so it is evidence for
    all regions at once; most need no program of their own.
    """
    if not len(regions):
        return np.zeros(0), np.zeros(0)
    least = regions @ programs.first()
    most = least.copy()
    for row, region in enumerate(regions):
        for direction in (1.0, -1.0):
            is_clear = most[row] - least[row] >= k - 1 - TOLERANCE
            if is_clear or (direction < 0 and least[row] >= k - TOLERANCE):
                break
            values = regions @ programs.extreme(direction * region)
            np.minimum(least, values, out=least)
            np.maximum(most, values, out=most)
    return least, most


def _told_apart(
    published: sparse.csr_matrix,
) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
    """Return the columns that differ, and a number that each of them is part of."""
    columns = sparse.csc_matrix(published)
    seen: dict[bytes, int] = {}
    reach = []
    for at in range(columns.shape[1]):
        rows = columns.indices[columns.indptr[at] : columns.indptr[at + 1]]
        if len(rows) and np.sort(rows).tobytes() not in seen:
            seen[np.sort(rows).tobytes()] = at
            reach.append(int(rows.min()))
    return sparse.csr_matrix(columns[:, list(seen.values())]), np.array(reach, int)


def _differences(
    published: sparse.csr_matrix, low: Floats, high: Floats, k: int
) -> list[Exposed]:
    """Return the shown numbers less a part of them that are too small."""
    exact = np.flatnonzero(low == high)
    shown = published[exact]
    shared = sparse.coo_matrix(shown @ shown.T)
    size = np.asarray(shown.sum(axis=1)).ravel()
    small, large = shared.row, shared.col
    is_part = (shared.data == size[small]) & (size[large] > size[small])
    pairs = zip(exact[large[is_part]], exact[small[is_part]], strict=True)
    found = [
        Exposed((int(a), int(b)), float(low[a] - low[b]), float(low[a] - low[b]))
        for a, b in pairs
    ]
    return [each for each in found if 0 <= each.least < k]


def _regions(
    published: sparse.csr_matrix, is_hidden: NDArray[np.bool_], reach: NDArray[np.int64]
) -> tuple[Floats, list[tuple[int, ...]]]:
    hidden = np.flatnonzero(is_hidden)
    rows = np.asarray(published[hidden].todense(), dtype=float)
    # A piece that is a published number by itself is that number, shown or hidden.
    alone = np.asarray(published.sum(axis=1)).ravel() == 1
    named = set(published[np.flatnonzero(alone)].indices.tolist())
    pieces = [at for at in range(published.shape[1]) if at not in named]
    parts: list[tuple[int, ...]] = [(int(row),) for row in hidden]
    parts += [(-int(reach[at]) - 1,) for at in pieces]
    return np.vstack([rows, np.eye(published.shape[1])[pieces]]), parts


class _Programs:
    """Linear programs over the same published numbers."""

    def __init__(
        self,
        published: sparse.csr_matrix,
        low: Floats,
        high: Floats,
        *,
        whole: bool = False,
    ) -> None:
        self._published, self._low, self._high = published, low, high
        top = float(np.max(high[np.isfinite(high)], initial=1.0))
        top = max(top, float(np.max(low, initial=1.0)))
        bounded = np.isfinite(high).all() and (published.sum(axis=0) > 0).all()
        self._most = top if bounded else UNKNOWN
        self._whole = whole
        self._first: Floats | None = None

    def is_possible(self) -> bool:
        """Return whether there are counts that agree with all numbers."""
        try:
            self._first = self.extreme(np.zeros(self._published.shape[1]))
        except ValueError:
            return False
        return True

    def first(self) -> Floats:
        """Return counts that agree with all numbers."""
        if self._first is None:
            self._first = self.extreme(np.zeros(self._published.shape[1]))
        return self._first

    def extreme(self, cost: Floats) -> Floats:
        """Return the counts that agree with all numbers and cost least."""
        high = np.where(np.isfinite(self._high), self._high, np.inf)
        limits = optimize.LinearConstraint(self._published, self._low, high)
        solved = optimize.milp(
            cost,
            constraints=limits,
            bounds=optimize.Bounds(0, self._most),
            integrality=np.ones(len(cost)) if self._whole else None,
        )
        if solved.x is None:
            message = "the published numbers contradict each other"
            raise ValueError(message)
        return np.asarray(solved.x, dtype=float)

    def with_late_reports(self) -> tuple[Floats, Floats]:
        """Return the ranges opened by as few late reports as make them agree."""
        n, m = self._published.shape
        slack = sparse.identity(n, format="csr")
        wide = sparse.hstack([self._published, slack, -slack], format="csr")
        solved = optimize.milp(
            np.concatenate([np.zeros(m), np.ones(2 * n)]),
            constraints=optimize.LinearConstraint(wide, self._low, self._high),
            bounds=optimize.Bounds(0, UNKNOWN),
        )
        more, fewer = solved.x[m : m + n], solved.x[m + n :]
        return self._low - more - TOLERANCE, self._high + fewer + TOLERANCE
