"""Reports that come together: which of those near in time are more than chance.

A fight that three people report, or a night in which ten cars are scratched, is many
reports and one event. Pairs of reports within some hours are counted by how near they
are, and set against how many there would be if reports kept their hours of the week
but came in weeks of their own. What is beyond that is taken as coming together, by
lot: stochastic declustering (Zhuang, Ogata and Vere-Jones 2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Bands of hours between two reports; beyond the last they are apart.
BANDS = (0.0, 0.25, 1.0, 3.0, 6.0)
WEEK = 168.0
# More pairs than this are cut to those nearest in time.
_MOST_PAIRS = 2_000_000
# Pairs beyond what is expected that chance alone gives, in standard deviations.
_BEYOND = 1.5


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports near in time, and the chance that each came together."""

    n: int
    first: Integers
    second: Integers
    chance: Floats

    def groups(self, rng: np.random.Generator) -> Integers:
        """Return the group of each report, those that came together drawn by lot."""
        kept = rng.random(len(self.chance)) < self.chance
        ones = np.ones(int(kept.sum()))
        links = coo_matrix(
            (ones, (self.first[kept], self.second[kept])), shape=(self.n, self.n)
        )
        found: Integers = connected_components(links, directed=False)[1].astype(
            np.int64
        )
        return found


def pairs_together(hours: Floats) -> Pairs:
    """Return the pairs within the last band, and the chance that each came together.

    ``hours`` are hours on one clock, in any order.

    Examples
    --------
    Twenty at twenty hours of as many weeks, and one of them twice: that pair came
    together.

    >>> found = pairs_together(np.append(np.arange(20) * 175.0, 175.0))
    >>> found.first.tolist(), found.second.tolist(), found.chance.round(2).tolist()
    ([1], [20], [1.0])
    """
    order = np.argsort(hours, kind="stable")
    ordered = hours[order]
    reach = _reach(ordered)
    last = np.searchsorted(ordered, ordered + reach, side="right")
    size = last - np.arange(len(ordered)) - 1
    first = np.repeat(np.arange(len(ordered)), size)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(size) - size, size)
    gaps = ordered[second] - ordered[first]
    observed = np.bincount(_band(gaps), minlength=len(BANDS) - 1).astype(np.float64)
    expected = _expected(ordered, observed)
    beyond = observed - expected > _BEYOND * np.sqrt(expected)
    share = np.where(beyond, 1 - expected / np.maximum(observed, 1), 0.0)
    chance = np.clip(share, 0, 1)[_band(gaps)]
    return Pairs(len(hours), order[first], order[second], chance)


def _band(gaps: Floats) -> Integers:
    return np.searchsorted(BANDS[1:-1], gaps, side="right")


def _reach(ordered: Floats) -> float:
    reach = BANDS[-1]
    while True:
        last = np.searchsorted(ordered, ordered + reach, side="right")
        if (last - np.arange(len(ordered)) - 1).sum() <= _MOST_PAIRS:
            return reach
        reach /= 2


def _expected(ordered: Floats, observed: Floats) -> Floats:
    """Return the pairs of each band if every report came in a week of its own.

    Pairs near each other on the week's clock but in different weeks tell how many
    there would be in one. Within less than two weeks there are none: then as many as
    if every hour were alike.
    """
    n, edges = len(ordered), np.array(BANDS)
    span = float(ordered[-1] - ordered[0]) if n else 0.0
    if span < 2 * WEEK:
        whole = max(span, BANDS[-1])
        return np.asarray(n * (n - 1) / 2 * np.diff(edges) * 2 / max(whole, WEEK))
    clock = np.sort(ordered % WEEK)
    around = np.concatenate([clock, clock + WEEK])
    within = [np.searchsorted(around, clock + edge, side="right") for edge in edges]
    # Those at the very same hour stand after each other: counted once, not twice.
    within[0] = np.arange(1, n + 1)
    near = np.diff([(at - np.arange(n) - 1).sum() for at in within])
    weeks = span / WEEK
    return np.maximum(near - observed, 0.0) / (weeks - 1)
