"""Intervals between fixed looking times: a caretaker who looks at seven and at five.

What happened in the night is known as 17-07, whenever it happened. Laid about another
moment, such an interval does not move: it becomes the one between the two looks about
that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
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
