"""The best cylinder of each random order of the days, without scoring them all.

Only scores of at least a floor matter. Of a circle with few incidents, or of a day with
many, more incidents are needed to reach it: a table of how many leaves almost nothing
to score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from ._cylinders import likelihood_ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._cylinders import Zones

    Integers = NDArray[np.integer]
    Floats = NDArray[np.float64]


class ScanDraws:
    """Circles and a calendar, ready for many random orders.

    Incidents are put into the slots of the calendar, sorted by day. A circle is then a
    rising list of slots, and all lists come from one counting sort.

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
        days: NDArray[np.int64],
        *,
        floor: float,
        max_days: int,
        fewest: int,
        alive_from: int | None,
    ) -> None:
        n, n_zones = len(days), len(zones.size)
        self.calendar = np.sort(days)
        # Incidents before the day of a slot, and until that day is over.
        self._before = np.searchsorted(self.calendar, self.calendar)
        self._until = np.searchsorted(self.calendar, self.calendar, side="right")
        # The first slot a window that ends in a slot may begin with.
        earliest = self.calendar - max_days
        self._earliest = np.searchsorted(self.calendar, earliest, side="right")
        self._alive = np.searchsorted(self.calendar, alive_from or 0)
        held_by = (zones.member.astype(np.int32), zones.zone.astype(np.int32))
        present = np.ones(len(zones.member), dtype=np.int8)
        self._holds = csr_array((present, held_by), shape=(n, n_zones))
        begins = np.concatenate([[0], np.cumsum(zones.size)[:-1]])
        self._begins = begins[zones.zone]
        self._size = zones.size[zones.zone]
        sizes, row = np.unique(zones.size, return_inverse=True)
        widest = int((self._until - self._before[self._earliest]).max())
        self._steps = _steps_back(sizes, widest, n, floor=floor, fewest=fewest).ravel()
        self._row = (row * (widest + 1))[zones.zone]
        self._on_day = self._until - self._before

    def highest(self, order: NDArray[np.int64]) -> float:
        """Return the highest score when slot i gets incident ``order[i]``.

        0 if none reaches the floor.
        """
        slot = self._holds[order].tocsc().indices.astype(np.intp)
        # The window that ends here holds this day; how far back it must reach.
        back = self._steps[self._row + self._on_day[slot]]
        last, best, n = np.flatnonzero(slot >= self._alive), 0.0, len(self.calendar)
        back = back[last]
        while len(last):
            first = last - back
            kept = first >= self._begins[last]
            kept &= slot.take(first, mode="clip") >= self._earliest[slot[last]]
            last, back, first = last[kept], back[kept], first[kept]
            in_window = self._until[slot[last]] - self._before[slot[first]]
            # With as many in the window, it must reach back this far at the least.
            needed = self._steps[self._row[last] + in_window]
            scored = needed <= back
            if scored.any():
                expected = self._size[last[scored]] * in_window[scored] / n
                score = likelihood_ratio(back[scored] + 1, expected, n)
                best = max(best, float(score.max()))
            back = np.maximum(needed, back + 1)
        return best


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
