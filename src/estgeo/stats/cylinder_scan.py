"""Which cylinders of a scan are reported, and how likely they are by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._cylinders import scan_cylinders
from ._scan_draws import ScanDraws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._cylinders import Cylinders, Zones

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

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
    radius = zones.radius[found.zone]
    left = np.lexsort((found.first_day, found.zone, radius, -found.score))
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
    draws = ScanDraws(
        zones,
        days,
        floor=float(score[-1]) - SAME_SCORE,
        alive_from=alive_from,
        **options,
    )
    at_least = np.zeros(len(best))
    least_sum = float(found.score.sum()) * (1 - SAME_SCORE)
    for _ in range(simulations):
        order = rng.permutation(len(days))
        highest = draws.highest(order)
        reached = highest >= score - SAME_SCORE
        if reached[0] and highest <= score[0] + SAME_SCORE:
            drawn = np.empty_like(days)
            drawn[order] = draws.calendar
            tied = scan_cylinders(zones, drawn, alive_from=alive_from, **options)
            reached[0] = tied.score.sum() >= least_sum
        at_least += reached
    return (at_least + 1) / (simulations + 1)
