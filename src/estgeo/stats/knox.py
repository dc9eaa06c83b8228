"""Whether incidents near in space are also near in time: Knox tables and chains.

Pairs of incidents, found without an n by n matrix, are counted in bands of distance and
of days. The null is that the days are handed out to the places at random; both sets of
margins then stay as they are, and the mean and variance of every cell are known in
closed form. Incidents that follow each other closely make chains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from .._checks import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Metric = Literal["euclidean", "manhattan"]
    # First, second (first < second) and distance.
    Pairs = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]

# Points closer than this are the same place: a tenth of the finest address register.
SAME_PLACE = 0.001

# The most pairs held at once; 60 bytes each at the peak.
MOST_PAIRS = 40_000_000

# In the order of the codes that near_repeat_chains gives.
ROLES = ("originator", "repeat", "near repeat", "isolated")

ORIGINATOR, REPEAT, NEAR_REPEAT, ISOLATED = range(4)

# Simulations done side by side, and pairs at a time: their arrays stay in the cache.
LANES = 64

PAIRS_AT_A_TIME = 2048

# Rows that are added side by side; PAIRS_AT_A_TIME / 128 sums fit in a byte.
ROWS = 128


@dataclass(frozen=True, slots=True)
class KnoxTable:
    """Counts of pairs, one row a band of distance, one column a band of days.

    Attributes
    ----------
    observed : int array
        Pairs found; the first row is the same place.
    expected, deviation : float arrays
        Mean and standard deviation when days are handed out at random, exact.
    at_least : int array
        Simulations that had at least as many pairs as were observed.
    simulations : int
        How many there were.
    pairs : int array
        Pairs of each band of distance, however many days apart.
    """

    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    deviation: NDArray[np.float64]
    at_least: NDArray[np.int64]
    simulations: int
    pairs: NDArray[np.int64]


def knox_table(
    points: NDArray[np.float64],
    days: NDArray[np.int64],
    *,
    distance_edges: Sequence[float],
    day_edges: Sequence[float],
    metric: Metric = "euclidean",
    pairs: Pairs | None = None,
    simulations: int = 999,
    rng: np.random.Generator,
) -> KnoxTable:
    r"""Count pairs in half-open bands [a, b) of distance and days.

    Parameters
    ----------
    points : array of shape (n, 2)
        Coordinates in metres.
    days : int array of length n
        Day number of each incident.
    distance_edges, day_edges : sequence of float
        Increasing edges from 0; the last may be infinite. Pairs closer than a
        millimetre are the same place and a band of their own, before the first.
    metric : {"euclidean", "manhattan"}
        How distance is measured.
    pairs : (first, second, distance) or None, default None
        All pairs nearer than the largest finite distance, first < second, where
        distance is measured otherwise, as along streets.
    simulations : int, default 999
        Random orders of the days; 0 gives only the closed form.
    rng : numpy Generator
        Source of the random orders.

    Returns
    -------
    KnoxTable
        Arrays of shape (distance bands + 1, day bands).

    Notes
    -----
    Only pairs nearer than the largest finite distance are ever held; a band that runs
    to infinity is what the others leave of the pairs of its days [1]_.

    References
    ----------
    .. [1] Barton, D. E. and David, F. N. (1966). The random intersection of two
       graphs. In Research Papers in Statistics, 445-459. Wiley.

    Examples
    --------
    Two places 50 m apart were hit within a day, far away nothing was near in time:

    >>> import numpy as np
    >>> points = np.array([[0, 0], [50, 0], [9000, 0], [9000, 9000]], dtype=float)
    >>> table = knox_table(
    ...     points,
    ...     np.array([0, 1, 100, 200]),
    ...     distance_edges=(0, 100, np.inf),
    ...     day_edges=(0, 7),
    ...     rng=np.random.default_rng(1),
    ... )
    >>> table.observed.ravel().tolist(), table.expected.round(3).ravel().tolist()
    ([0, 1, 0], [0.0, 0.167, 0.833])
    """
    finite = [edge for edge in distance_edges if np.isfinite(edge)]
    if pairs is None:
        pairs = near_pairs(points, max(finite[-1], SAME_PLACE), metric)
    space = _SpaceBands.of(pairs, finite, unbounded=len(finite) < len(distance_edges))
    time_pairs, time_degrees = _time_bands(days, day_edges)
    many, degrees = space.margins(len(days))
    expected, deviation = _moments(many, degrees, time_pairs, time_degrees)
    numbers = days - days.min()
    small = _small(numbers)
    observed = space.count(small[:, None], day_edges, time_pairs)[0]
    at_least = np.zeros_like(observed)
    for done in range(0, simulations, LANES):
        lanes = min(LANES, simulations - done)
        shuffled = np.empty((lanes, len(days)), dtype=small.dtype)
        for lane in range(lanes):
            shuffled[lane] = rng.permutation(numbers)
        drawn = space.count(shuffled.T, day_edges, time_pairs)
        at_least += (drawn >= observed).sum(axis=0)
    held = np.asarray(many, dtype=np.int64)
    return KnoxTable(observed, expected, deviation, at_least, simulations, held)


@dataclass(frozen=True, slots=True)
class _SpaceBands:
    """Near pairs in order of their band, and where each band begins."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    begins: NDArray[np.intp]
    unbounded: bool

    @classmethod
    def of(
        cls, near: Pairs, finite: Sequence[float], *, unbounded: bool
    ) -> _SpaceBands:
        first, second, distance = near
        band = np.searchsorted([SAME_PLACE, *finite[1:]], distance, side="right")
        order = np.lexsort((second, first, band))
        begins = np.searchsorted(band[order], np.arange(len(finite) + 1))
        return cls(first[order], second[order], begins, unbounded)

    def margins(self, n: int) -> tuple[list[int], list[NDArray[np.int64]]]:
        """Return the pairs of each band and how many each incident is part of."""
        pairs, degrees = [], []
        for start, stop in pairwise(self.begins):
            ends = np.concatenate([self.first[start:stop], self.second[start:stop]])
            pairs.append(int(stop - start))
            degrees.append(np.bincount(ends, minlength=n))
        if self.unbounded:
            pairs.append(n * (n - 1) // 2 - sum(pairs))
            degrees.append(n - 1 - np.sum(degrees, axis=0))
        return pairs, degrees

    def count(
        self,
        days: NDArray[np.integer],
        edges: Sequence[float],
        time_pairs: Sequence[int],
    ) -> NDArray[np.int64]:
        """Return counts of shape (lanes, distance bands, day bands).

        ``days`` has shape (n, lanes): one column a way of handing out the days.
        """
        days = np.ascontiguousarray(days)
        finite = [math.ceil(edge) for edge in edges if np.isfinite(edge)]
        bands = len(self.begins) - 1
        below = np.zeros((days.shape[1], bands, len(edges)), dtype=np.int64)
        for band in range(bands):
            start, stop = self.begins[band], self.begins[band + 1]
            for low in range(start, stop, PAIRS_AT_A_TIME):
                part = slice(low, min(low + PAIRS_AT_A_TIME, stop))
                apart = np.take(days, self.first[part], axis=0)
                apart -= np.take(days, self.second[part], axis=0)
                np.abs(apart, out=apart)
                for k, edge in enumerate(finite):
                    below[:, band, k] += _column_sums(apart < edge)
            if len(finite) < len(edges):
                below[:, band, -1] = stop - start
        counts = np.diff(below, axis=2)
        if self.unbounded:
            rest = np.asarray(time_pairs) - counts.sum(axis=1)
            counts = np.concatenate([counts, rest[:, None, :]], axis=1)
        return counts


def _small(days: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return numbers of days from 0 in the smallest type their differences fit in."""
    fits = days.max() < np.iinfo(np.int16).max
    return days.astype(np.int16 if fits else np.int32)


def _column_sums(inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many are true in each column, adding bytes while they suffice."""
    numbers = inside.view(np.uint8)
    rows, lanes = numbers.shape
    whole = rows - rows % ROWS
    blocks = numbers[:whole].reshape(-1, ROWS * lanes)
    total = np.add.reduce(blocks, axis=0, dtype=np.uint8).reshape(ROWS, lanes)
    rest = np.add.reduce(numbers[whole:], axis=0, dtype=np.uint8)
    return np.asarray(total.sum(axis=0, dtype=np.int64) + rest)


def _time_bands(
    days: NDArray[np.int64], edges: Sequence[float]
) -> tuple[list[int], list[NDArray[np.int64]]]:
    """Return the pairs of each band of days and how many each incident is part of."""
    ordered = np.sort(days)
    below = [
        np.searchsorted(ordered, days + edge, side="left")
        - np.searchsorted(ordered, days - edge, side="right")
        for edge in edges
    ]
    # Below an edge of 0 there is nothing; the subtraction has counted equal days off.
    below = [
        np.zeros_like(days) if edge <= 0 else degree - 1
        for edge, degree in zip(edges, below, strict=True)
    ]
    degrees = [high - low for low, high in pairwise(below)]
    return [int(degree.sum()) // 2 for degree in degrees], degrees


def _moments(
    space_pairs: Sequence[int],
    space_degrees: Sequence[NDArray[np.int64]],
    time_pairs: Sequence[int],
    time_degrees: Sequence[NDArray[np.int64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and standard deviation of every cell (Barton and David 1966).

    In whole numbers, since the variance is a small difference of large ones.
    """
    n = len(space_degrees[0])
    chains = n * (n - 1) * (n - 2)
    space = [
        (p, _pairs_of_pairs(d)) for p, d in zip(space_pairs, space_degrees, strict=True)
    ]
    time = [
        (p, _pairs_of_pairs(d)) for p, d in zip(time_pairs, time_degrees, strict=True)
    ]
    expected = np.empty((len(space), len(time)))
    deviation = np.empty_like(expected)
    for row, (s, s_chains) in enumerate(space):
        for column, (t, t_chains) in enumerate(time):
            mean = Fraction(2 * s * t, n * (n - 1))
            apart = (s * (s - 1) - s_chains) * (t * (t - 1) - t_chains)
            square = (
                mean
                + Fraction(s_chains * t_chains, chains)
                + Fraction(4 * apart, chains * (n - 3))
            )
            expected[row, column] = float(mean)
            deviation[row, column] = float(square - mean**2) ** 0.5
    return expected, deviation


def _pairs_of_pairs(degrees: NDArray[np.int64]) -> int:
    """Return how many ordered pairs of edges share one end."""
    return int((degrees * (degrees - 1)).sum())


def near_pairs(points: NDArray[np.float64], below: float, metric: Metric) -> Pairs:
    """Return both ends and the distance of every pair closer than ``below``.

    Parameters
    ----------
    points : array of shape (n, 2)
        Coordinates in metres.
    below : float
        Pairs exactly this far apart are left out.
    metric : {"euclidean", "manhattan"}
        How distance is measured.

    Returns
    -------
    tuple of arrays
        First point, second point (first < second) and distance of each pair.

    Raises
    ------
    ValueError
        If there are more than forty million such pairs.
    """
    tree = KDTree(points)
    power = {"manhattan": 1.0, "euclidean": 2.0}[metric]
    many = int(tree.count_neighbors(tree, below, p=power) - len(points)) // 2
    if many > MOST_PAIRS:
        rule = f"short enough for at most {MOST_PAIRS:,} pairs"
        remedy = "Take a shorter longest distance, or fewer incidents."
        raise ValueError(sentence("distances", rule, f"{many:,} pairs", remedy))
    pairs = tree.query_pairs(below, p=power, output_type="ndarray")
    first, second = pairs[:, 0], pairs[:, 1]
    apart = np.abs(points[first] - points[second])
    distance = apart.sum(axis=1) if power == 1.0 else np.hypot(apart[:, 0], apart[:, 1])
    inside = distance < below
    return first[inside], second[inside], distance[inside]


def near_repeat_chains(
    points: NDArray[np.float64],
    days: NDArray[np.int64],
    instants: NDArray[np.int64],
    *,
    below_distance: float,
    below_days: float,
    pairs: Pairs | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the role of each incident and the chain it belongs to.

    Parameters
    ----------
    points : array of shape (n, 2)
        Coordinates in metres.
    days : int array of length n
        Day number of each incident.
    instants : int array of length n
        What decides which of two incidents is the earlier.
    below_distance, below_days : float
        Two incidents nearer than both are linked.
    pairs : (first, second, distance) or None, default None
        All pairs nearer than ``below_distance``, where it is measured along streets.

    Returns
    -------
    tuple of int arrays
        Index into ``ROLES``, and the number of the chain (0 when isolated) in order
        of its first incident.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[0.0, 0.0], [0.0, 0.0], [5000.0, 0.0]])
    >>> day = np.array([4, 1, 2])
    >>> role, chain = near_repeat_chains(
    ...     points, day, day, below_distance=100, below_days=7
    ... )
    >>> [ROLES[code] for code in role], chain.tolist()
    (['repeat', 'originator', 'isolated'], [1, 1, 0])
    """
    n = len(points)
    by_time = np.lexsort((points[:, 1], points[:, 0], instants))
    order = np.empty_like(by_time)
    order[by_time] = np.arange(n)
    if pairs is None:
        pairs = near_pairs(points, below_distance, "euclidean")
    first, second, distance = pairs
    linked = np.abs(days[first] - days[second]) < below_days
    first, second, distance = first[linked], second[linked], distance[linked]
    later = by_time[np.maximum(order[first], order[second])]
    earlier = by_time[np.minimum(order[first], order[second])]
    role = np.full(n, ISOLATED)
    role[earlier] = ORIGINATOR
    role[later] = NEAR_REPEAT
    role[later[distance < SAME_PLACE]] = REPEAT
    return role, _chains(first, second, order, role == ISOLATED)


def _chains(
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    order: NDArray[np.int64],
    isolated: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Return the chain of each incident, numbered by its first; 0 when isolated."""
    n = len(order)
    links = coo_array((np.ones(len(first)), (first, second)), (n, n))
    # Linked one way is enough: by default components are the weak ones.
    _, label = connected_components(links)
    begins = np.full(n, n)
    np.minimum.at(begins, label, order)
    begins_of = np.where(isolated, n, begins[label])
    starts = np.unique(begins_of[~isolated])
    return np.where(isolated, 0, np.searchsorted(starts, begins_of) + 1)
