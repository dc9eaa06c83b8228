"""Spread incidents whose time is an interval over the 168 hours of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

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
