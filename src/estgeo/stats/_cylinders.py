"""Space-time permutation scan: the cylinder of place and days most beyond chance.

For every zone (a circle and the incidents inside it) all windows of days that begin
and end with one of its incidents are tried; no other window can be the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial import KDTree

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

# Members of all zones together; 100 bytes each at the peak.
MOST_MEMBERS = 10_000_000


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
