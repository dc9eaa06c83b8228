"""Spread incidents whose time is an interval over the 168 hours of the week.

Some intervals lie between fixed looking times: a caretaker looks at seven and at five,
and what happened in the night is known as 17-07, whenever it happened. Laid about
another moment such an interval does not move: it becomes the one between the two looks
about that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

_DAY, HOURS_OF_A_WEEK = 24, 168

# An hour of the day is a looking time if this many times as many intervals begin or
# end about it as if they began anywhere, and at least so many.
_OFTEN, _FEWEST = 3.0, 4

# Of the hours of the week, those that no interval covers and that are let go by.
_MOST_BARE = 0.25


@dataclass(frozen=True, slots=True)
class Looks:
    """The intervals that looking times give, and how likely each is.

    Attributes
    ----------
    shapes : (s, 168) array
        Weights in the hours of the week, rows sum to 1.
    chance : (s,) array
        Of an interval being each, when moments follow the baseline; sums to 1.
    """

    shapes: Floats
    chance: Floats


HOURS = 168

HOUR = 3600

# 1970-01-01 was a Thursday: three days after a Monday.
_MONDAY = 3 * 24

# Up to a minute is a point in time: clocks are read to the minute.
_POINT = 60


def aoristic_sums(start: ArrayLike, end: ArrayLike) -> Floats:
    """Return the weight of all intervals together in each hour of the week.

    Parameters
    ----------
    start, end : array-like of int, shape (n,)
        Seconds on the wall clock since 1970-01-01 00:00, ``end`` excluded.

    Returns
    -------
    (168,) array
        Hour 0 is Monday 00-01. The weights of one interval sum to 1.

    Raises
    ------
    ValueError
        If an end is before its start.

    Notes
    -----
    An hour gets the share of the interval that lies in it (Ratcliffe 2000 [1]_). An
    interval of at most a minute counts in its first hour; one of a week or more with
    1/168 in every hour. Sums are not counts: their variance is not Poisson.

    References
    ----------
    .. [1] Ratcliffe, J. H. (2000). Aoristic analysis: the spatial interpretation of
       unspecific temporal events. IJGIS 14(7), 669-679.

    Examples
    --------
    Monday 23:30 to 01:15 is 30, 60 and 15 of 105 minutes:

    >>> monday = 4 * 86400
    >>> sums = aoristic_sums([monday + 84600], [monday + 90900])
    >>> (sums[23:26] * 105).round(9)
    array([30., 60., 15.])
    """
    a, e = _intervals(start, end)
    sums = np.zeros(HOURS)
    whole = e - a >= HOURS * HOUR
    sums += whole.sum() / HOURS
    a, e = a[~whole], e[~whole]
    length = np.maximum(e - a, 1).astype(np.float64)
    first = a // HOUR
    last = np.where(e - a > _POINT, (e - 1) // HOUR, first)
    single = first == last
    sums += np.bincount(_hour(first[single]), minlength=HOURS)
    first, last, length = first[~single], last[~single], length[~single]
    a, e = a[~single], e[~single]
    sums += _add(_hour(first), ((first + 1) * HOUR - a) / length)
    sums += _add(_hour(last), (e - last * HOUR) / length)
    return sums + _between(_hour(first + 1), last - first - 1, HOUR / length)


def one_hour(start: ArrayLike, end: ArrayLike) -> NDArray[np.bool_]:
    """Return whether each interval lies within one hour of the clock."""
    a, e = _intervals(start, end)
    inside: NDArray[np.bool_] = (a // HOUR == (e - 1) // HOUR) | (e - a <= _POINT)
    return inside


def hour_of_week_of(seconds: ArrayLike) -> Integers:
    """Return the hour of the week (0 = Monday 00-01) of seconds on the wall clock."""
    return _hour(np.asarray(seconds, dtype=np.int64) // HOUR)


def aoristic_shapes(start: ArrayLike, end: ArrayLike) -> Floats:
    """Return each interval's weights in the hours from its own first hour on.

    Returns an (n, 168) array whose rows sum to 1.
    """
    a, e = _intervals(start, end)
    inside = (a % HOUR)[:, None]
    length = np.maximum(e - a, 1)[:, None]
    edges = np.arange(HOURS + 1) * HOUR
    clipped = np.clip(edges[None, :], inside, inside + length)
    shapes: Floats = np.diff(clipped, axis=1) / length
    shapes[(e - a) <= _POINT] = np.eye(1, HOURS)[0]
    shapes[(e - a) >= HOURS * HOUR] = 1 / HOURS
    # The last minutes of a span just short of a week lie in its first hour again.
    shapes[:, 0] += 1 - shapes.sum(axis=1)
    return shapes


def _intervals(start: ArrayLike, end: ArrayLike) -> tuple[Integers, Integers]:
    a, e = np.asarray(start, dtype=np.int64), np.asarray(end, dtype=np.int64)
    if (e < a).any():
        got = f"{int((e < a).sum())} of {len(a)} that are before it"
        raise ValueError(sentence("end", "at or after 'start'", got))
    return a, e


def _hour(hours: Integers) -> Integers:
    found: Integers = (hours + _MONDAY) % HOURS
    return found


def _add(hours: Integers, weights: Floats) -> Floats:
    return np.bincount(hours, weights=weights, minlength=HOURS).astype(np.float64)


def _between(first: Integers, hours: Integers, weight: Floats) -> Floats:
    """Return sums over whole hours: added at the first, taken off after the last."""
    size = 2 * HOURS + 1
    steps = np.zeros(size)
    steps += np.bincount(first, weights=weight, minlength=size)
    steps -= np.bincount(first + hours, weights=weight, minlength=size)
    twice = np.cumsum(steps)[: 2 * HOURS]
    return twice[:HOURS] + twice[HOURS:]


def between_looks(start: Floats, length: Floats) -> Bools:
    """Return which intervals begin and end at looking times, in hours of the clock."""
    n = len(start)
    begins, ends = (np.rint(hours) % _DAY for hours in (start, start + length))
    usual = max(_FEWEST, _OFTEN * n / _DAY)
    often = [
        np.bincount(hours.astype(np.int64), minlength=_DAY) >= usual
        for hours in (begins, ends)
    ]
    # Where one look ends an interval another begins: the hour must do for both.
    looks = often[0] & often[1]
    found: Bools = looks[begins.astype(np.int64)] & looks[ends.astype(np.int64)]
    return found


def looks_of(rows: Floats, baseline: Floats) -> Looks | None:
    """Return the intervals of given ``rows`` by how often moments fall in them.

    ``rows`` are the (n, 168) weights of intervals between looks. A moment of an hour
    chooses among the intervals that cover it; of an hour that none covers, among those
    of the same hour on other days. None where hours stay bare: then the intervals do
    not follow on each other, and are no looks.
    """
    shapes, times = np.unique(rows.round(9), axis=0, return_counts=True)
    length = (shapes > 0).sum(axis=1)
    often = times / length
    choice = (shapes > 0) * often[:, None]
    bare = choice.sum(axis=0) == 0
    if bare.any():
        turned = [np.roll(shapes, _DAY * day, axis=1) for day in range(1, 7)]
        more = np.concatenate(turned)
        extra = (more > 0) * np.tile(often, 6)[:, None] * bare
        shapes, choice = np.concatenate([shapes, more]), np.concatenate([choice, extra])
    total = choice.sum(axis=0)
    if (total == 0).mean() > _MOST_BARE:
        return None
    chance = (choice / np.maximum(total, 1e-300)) @ baseline
    used = chance > 0
    return Looks(shapes[used], chance[used] / chance[used].sum())


def looked_profiles(
    looks: Looks, sizes: Floats, *, simulations: int, rng: np.random.Generator
) -> Floats:
    """Return (simulations, 168) profiles of groups of ``sizes``, each moved as one."""
    profiles = np.zeros((simulations, HOURS_OF_A_WEEK))
    for size, many in zip(*np.unique(sizes, return_counts=True), strict=True):
        draws = rng.multinomial(many, looks.chance, simulations)
        profiles += size * (draws @ looks.shapes)
    return profiles
