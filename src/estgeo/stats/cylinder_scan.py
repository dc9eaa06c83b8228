"""Space-time permutation scan: the cylinders of place and days most beyond chance.

For every zone (a circle and the incidents inside it) all windows of days that begin
and end with one of its incidents are tried; no other window can be the best. Chance is
random orders of the days: of each only the best cylinder matters, and only at least a
floor, which a circle with few incidents or a day with many reaches with more incidents
only. A table of how many leaves almost nothing to score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial import KDTree

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers = NDArray[np.integer]
    Floats = NDArray[np.float64]

# Members of all zones together; 100 bytes each at the peak.
MOST_MEMBERS = 10_000_000
# Members that are sorted at a time: 256 kB.
_BUNDLED = 1 << 16
# Cylinders of the highest scores that are looked at first.
_FOREMOST = 1 << 12


@dataclass(frozen=True, slots=True)
class Zones:
    """Circles and the incidents inside them.

    Attributes
    ----------
    center : float array of shape (zones, 2)
        Middle of each circle.
    radius : array
        Its radius.
    member : int array
        Incidents of all zones, one zone after another.
    zone : int array
        The zone of each member.
    size : int array
        Incidents of each zone.
    """

    center: Floats
    radius: Floats
    member: Integers
    zone: Integers
    size: Integers


@dataclass(frozen=True, slots=True)
class Cylinders:
    """Candidate cylinders: zone, first and last day, incidents, expected, score."""

    zone: Integers
    first_day: Integers
    last_day: Integers
    n: Integers
    expected: Floats
    score: Floats


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Some circles that need the same number of incidents, worked on at a time.

    Attributes
    ----------
    member : int array
        Incidents of the circles, one circle after another.
    base : int array
        The number of its circle in the bundle, times the incidents there are.
    row, size : int arrays
        Of each member: where the row of the table begins for its circle, and how many
        incidents that has.
    back : int
        How many incidents back a window of any of them must reach, at the least.
    """

    member: Integers
    base: Integers
    row: Integers
    size: Integers
    back: int


class ScanDraws:
    """Circles and a calendar, ready for many random orders.

    Incidents are put into the slots of the calendar, sorted by day. A circle is then a
    rising list of slots; the lists of a bundle of circles come from one sort of small
    numbers that stay in the processor's cache.

    Parameters
    ----------
    zones : Zones
        Circles.
    days : int array
        Day number of each incident, from 0.
    floor : float
        Scores below it need not be found.
    max_days, fewest, alive_from
        As for ``scan_cylinders``.
    """

    def __init__(
        self,
        zones: Zones,
        days: Integers,
        *,
        floor: float,
        max_days: int,
        fewest: int,
        alive_from: int | None,
    ) -> None:
        n = len(days)
        self.calendar = np.sort(days)
        # Incidents before the day of a slot, and until that day is over.
        before = np.searchsorted(self.calendar, self.calendar)
        until = np.searchsorted(self.calendar, self.calendar, side="right")
        self._before, self._until = before.astype(np.int32), until.astype(np.int32)
        # The first slot a window that ends in a slot may begin with.
        earliest = self.calendar - max_days
        earliest = np.searchsorted(self.calendar, earliest, side="right")
        self._earliest = earliest.astype(np.int32)
        self._alive = np.searchsorted(self.calendar, alive_from or 0)
        sizes, row = np.unique(zones.size, return_inverse=True)
        widest = int((until - before[earliest]).max())
        steps = _steps_back(sizes, widest, n, floor=floor, fewest=fewest)
        self._steps = steps.ravel()
        # No window holds fewer than a day that has something does.
        back = steps[:, int((until - before).min())]
        able = np.flatnonzero(back[row] < zones.size)
        self._bundles = _bundles(
            zones, able[np.argsort(back[row[able]])], n, row * (widest + 1), back[row]
        )

    def highest(self, order: Integers, *, enough: float = np.inf) -> float:
        """Return the highest score when slot i gets incident ``order[i]``.

        0 if none reaches the floor. What is more than ``enough`` may be less than the
        highest.
        """
        slot_of = np.empty(len(order), dtype=np.int32)
        slot_of[order] = np.arange(len(order), dtype=np.int32)
        best = 0.0
        for bundle in self._bundles:
            best = max(best, self._highest_of(bundle, slot_of))
            if best > enough:
                break
        return best

    def _highest_of(self, bundle: _Bundle, slot_of: Integers) -> float:
        key = slot_of.take(bundle.member)
        key += bundle.base
        key.sort()
        slot = key - bundle.base
        # What is at least this lies in the same circle, and not too long ago.
        least = self._earliest.take(slot)
        least += bundle.base
        back = bundle.back
        last = np.flatnonzero(key[: len(key) - back] >= least[back:]) + back
        if self._alive:
            last = last[slot[last] >= self._alive]
        return self._best(bundle, key, slot, least, last)

    def _best(
        self,
        bundle: _Bundle,
        key: Integers,
        slot: Integers,
        least: Integers,
        last: Integers,
    ) -> float:
        """Return the highest score of windows that end with one of ``last``."""
        best, n = 0.0, len(self.calendar)
        back: NDArray[Any] = np.asarray(bundle.back)
        first, row = last - back, bundle.row.take(last)
        while len(last):
            in_window = self._until.take(slot.take(last))
            in_window -= self._before.take(slot.take(first))
            # With as many in the window, it must reach back this far at the least.
            needed = self._steps.take(row + in_window)
            scored = needed <= back
            if scored.any():
                at, inside = last[scored], in_window[scored].astype(np.int64)
                expected = bundle.size[at] * inside / n
                reached = np.broadcast_to(back, needed.shape)[scored]
                score = likelihood_ratio(reached + 1, expected, n)
                best = max(best, float(score.max()))
            back = np.maximum(needed, back + 1)
            first = last - back
            kept = (first >= 0) & (key.take(first, mode="clip") >= least.take(last))
            last, back, first, row = last[kept], back[kept], first[kept], row[kept]
        return best


def _bundles(
    zones: Zones, chosen: Integers, n: int, row: Integers, back: Integers
) -> list[_Bundle]:
    """Return circles in bundles, in the order of ``chosen``, by ``back``."""
    begins = np.cumsum(zones.size) - zones.size
    held = np.cumsum(zones.size[chosen])
    number = held // _BUNDLED * (int(back.max(initial=0)) + 1) + back[chosen]
    cuts = np.flatnonzero(np.diff(number)) + 1
    most = max(1, (np.iinfo(np.int32).max - n) // n)  # so that keys have 32 bits
    bundles = []
    for several in np.split(chosen, cuts):
        for start in range(0, len(several), most):
            some = several[start : start + most]
            size = zones.size[some]
            circle = np.repeat(np.arange(len(some)), size)
            place = np.arange(len(circle)) - np.repeat(np.cumsum(size) - size, size)
            bundles.append(
                _Bundle(
                    zones.member[begins[some][circle] + place],
                    (circle * n).astype(np.int32),
                    row[some][circle].astype(np.int32),
                    size[circle].astype(np.int32),
                    int(back[some[0]]),
                )
            )
    return bundles


# Equal scores may differ in their last digits.
SAME_SCORE = 1e-9


def apart(zones: Zones, found: Cylinders, *, most: int) -> Integers:
    """Return the best cylinders, each apart from all better ones in space or time.

    Parameters
    ----------
    zones : Zones
        Their circles.
    found : Cylinders
        Candidates.
    most : int
        How many to return at the most.

    Returns
    -------
    int array
        Positions in ``found``, best first. Of equal scores the smaller circle and the
        earlier day come first.
    """
    some = _FOREMOST
    while some < len(found.score):
        # Those that score as much as any of the foremost, or more.
        least = np.partition(found.score, -some)[-some]
        foremost = np.flatnonzero(found.score >= least)
        chosen = _apart(zones, found, foremost, most)
        if len(chosen) == most:
            return chosen
        some *= 16
    return _apart(zones, found, np.arange(len(found.score)), most)


def _apart(zones: Zones, found: Cylinders, among: Integers, most: int) -> Integers:
    radius = zones.radius[found.zone]
    keys = (found.first_day, found.zone, radius, -found.score)
    left = among[np.lexsort([key[among] for key in keys])]
    chosen: list[int] = []
    while len(left) and len(chosen) < most:
        best = left[0]
        chosen.append(int(best))
        between = zones.center[found.zone[left]] - zones.center[found.zone[best]]
        meets = np.hypot(between[:, 0], between[:, 1]) <= radius[left] + radius[best]
        meets &= found.first_day[left] <= found.last_day[best]
        meets &= found.last_day[left] >= found.first_day[best]
        left = left[~meets]
    return np.array(chosen, dtype=np.int64)


def scan_p_values(
    zones: Zones,
    days: Integers,
    found: Cylinders,
    best: Integers,
    *,
    max_days: int,
    fewest: int,
    alive_from: int | None = None,
    simulations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return the chance of a cylinder as strong as each of the best ones.

    Parameters
    ----------
    zones, days, max_days, fewest, alive_from
        As for ``scan_cylinders``.
    found : Cylinders
        What it found.
    best : int array
        Positions in ``found``, highest score first.
    simulations : int
        Random orders of the days.
    rng : Generator
        Source of the orders.

    Returns
    -------
    float array
        (b + 1) / (simulations + 1) with b orders whose highest score is at least that
        of the cylinder. An order whose highest score equals that of the first is told
        from it by the sum of the scores of all cylinders (see Notes).

    Notes
    -----
    Scores of few incidents take few values, and counting all ties against the cluster
    makes the test cautious. The pair (highest score, sum of scores) is a statistic like
    any other: its rank among the orders is uniform when days are handed out at random.
    """
    if not len(best):
        return np.empty(0)
    score, options = found.score[best], {"max_days": max_days, "fewest": fewest}
    options["alive_from"] = alive_from  # type: ignore[assignment]
    draws, draws_of_first = (
        ScanDraws(zones, days, floor=float(floor) - SAME_SCORE, **options)
        for floor in (score[-1], score[0])
    )
    at_least = np.zeros(len(best))
    least_sum = float(found.score.sum()) * (1 - SAME_SCORE)
    for _ in range(simulations):
        order = rng.permutation(len(days))
        # What is more than the second is more than all but the first, which is asked
        # for by itself: few circles can hold as much.
        second = float(score[min(1, len(score) - 1)])
        highest = draws.highest(order, enough=second)
        reached = highest >= score - SAME_SCORE
        if highest > second:
            enough = float(score[0]) + SAME_SCORE
            highest = draws_of_first.highest(order, enough=enough)
            reached[0] = highest >= score[0] - SAME_SCORE
        if reached[0] and highest <= score[0] + SAME_SCORE:
            drawn = np.empty_like(days)
            drawn[order] = draws.calendar
            tied = scan_cylinders(zones, drawn, **options)
            reached[0] = tied.score.sum() >= least_sum
        at_least += reached
    return (at_least + 1) / (simulations + 1)


def circles(points: Floats, radii: Floats, *, fewest: int) -> Zones:
    """Return circles around every place with incidents, each set of incidents once.

    Parameters
    ----------
    points : array of shape (n, 2)
        Incidents.
    radii : array
        Increasing radii tried around every place.
    fewest : int
        Circles with fewer incidents are left out.

    Returns
    -------
    Zones
        Of circles around one place that hold the same incidents only the smallest.
    """
    tree, places = KDTree(points), np.unique(points, axis=0)
    many = sum(int(tree.count_neighbors(KDTree(places), radius)) for radius in radii)
    if many > MOST_MEMBERS:
        rule = f"small enough for {MOST_MEMBERS:,} incidents in all circles"
        remedy = "Take a smaller radius, fewer radii or a shorter period."
        raise ValueError(sentence("max_radius", rule, f"{many:,}", remedy))
    held, at, radius_of = [], [], []
    before: NDArray[Any] = np.zeros(len(places))
    for radius in radii:
        inside = tree.query_ball_point(places, radius)
        size = np.fromiter(map(len, inside), dtype=np.int64)
        new = np.flatnonzero((size > before) & (size >= fewest))
        before = size
        held += [np.asarray(inside[place]) for place in new]
        at.append(new)
        radius_of.append(np.full(len(new), radius))
    sizes = np.array([len(members) for members in held], dtype=np.int64)
    return Zones(
        center=places[np.concatenate(at)],
        radius=np.concatenate(radius_of),
        member=np.concatenate(held) if held else np.empty(0, dtype=np.int64),
        zone=np.repeat(np.arange(len(sizes)), sizes),
        size=sizes,
    )


def scan_cylinders(
    zones: Zones,
    days: Integers,
    *,
    max_days: int,
    fewest: int,
    alive_from: int | None = None,
) -> Cylinders:
    r"""Score every cylinder that has more incidents than expected.

    Parameters
    ----------
    zones : Zones
        From :func:`circles`.
    days : int array
        Day number of each incident, from 0.
    max_days : int
        Longest window, both ends counted.
    fewest : int
        Cylinders with fewer incidents are left out.
    alive_from : int or None
        Only windows whose last day is this or later.

    Returns
    -------
    Cylinders
        With :math:`\mu = n_z n_w / N` (incidents of the zone, of the window, of all)
        and the score :math:`c \ln(c/\mu) + (N - c) \ln((N - c) / (N - \mu))` of [1]_.

    References
    ----------
    .. [1] Kulldorff, M. et al. (2005). A space-time permutation scan statistic for
       disease outbreak detection. PLoS Medicine, 2(3), e59.
       https://doi.org/10.1371/journal.pmed.0020059
    """
    total, length = len(days), int(days.max()) + 1
    until = np.concatenate([[0], np.cumsum(np.bincount(days))])
    # One sort orders the days inside every zone.
    key = np.sort(zones.zone * length + days[zones.member])
    zone = zones.zone
    day = key - zone * length
    last = np.arange(len(key))
    if alive_from is not None:
        last = last[day[last] >= alive_from]
    parts = []
    back = fewest - 1
    while len(last):
        last = last[last >= back]
        near = (key[last] - key[last - back] < max_days) & (
            zone[last] == zone[last - back]
        )
        last = last[near]
        in_window = until[day[last] + 1] - until[day[last - back]]
        expected = zones.size[zone[last]] * in_window / total
        above = back + 1 > expected
        parts.append((last[above], np.full(int(above.sum()), back), expected[above]))
        back += 1
    if not parts:
        parts = [(last, last, last.astype(float))]
    last, backs, expected = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    n = backs + 1
    score = likelihood_ratio(n, expected, total)
    return Cylinders(zone[last], day[last - backs], day[last], n, expected, score)


def likelihood_ratio(n: ArrayLike, expected: ArrayLike, total: int) -> Floats:
    r"""Return the score :math:`c \ln(c/\mu) + (N - c) \ln((N - c) / (N - \mu))`."""
    inside, mean = np.asarray(n), np.asarray(expected)
    rest = total - inside
    # A cylinder that holds every incident leaves none outside: 0 ln 0 is 0. With one or
    # more outside, and more inside than expected, at least one is expected outside.
    outside = np.log(np.maximum(rest, 1) / np.maximum(total - mean, 1))
    return np.asarray(inside * np.log(inside / mean) + rest * outside)


def _steps_back(
    sizes: Integers, widest: int, n: int, *, floor: float, fewest: int
) -> NDArray[np.int64]:
    """Return how many incidents back a window must reach, at the least, to matter.

    One row a size of circle, one column a number of incidents the window has (0, 1,
    ..., ``widest``) wherever they are; it has at least those of the circle.
    """
    most = int(sizes.max())
    steps = np.full((len(sizes), widest + 1), most + 1)
    in_window = np.arange(widest + 1)
    for inside in range(fewest, most + 1):
        expected = sizes[:, None] * np.maximum(inside, in_window) / n
        score = likelihood_ratio(inside, np.minimum(expected, inside), n)
        steps[(steps > most) & (score >= floor)] = inside - 1
    return steps
