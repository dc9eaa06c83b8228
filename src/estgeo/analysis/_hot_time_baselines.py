"""What hot times are held against, and the search of the week's clock.

A baseline is an even week, a given profile or other incidents; windows of hours with
more than it expects are searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from ..space_time.hours import (
    clock_intervals,
    knows_hour,
    wall_pieces,
)
from ..stats.aoristic import (
    HOURS,
    aoristic_shapes,
    between_looks,
    hour_of_week_of,
    looked_profiles,
    looks_of,
    one_hour,
)
from ..stats.bunches import pairs_together
from ..stats.window_scan import (
    all_windows,
    expected_profile,
    greatest,
    log_likelihood_ratio,
    moved_profiles,
    pick,
    refine,
    relabelled_profiles,
    simulated_profiles,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..stats.aoristic import Looks

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    from collections.abc import Sequence

    from ..stats.window_scan import Windows

ALPHA = 0.05

COLUMNS = ["from", "to", "days", "observed", "expected", "ratio", "p_value"]

_HOURS = 168

# Ways to draw who came together, each for its part of the draws.
_GROUPINGS = 20

# Incidents known to the hour that a test of their times needs.
LEAST = 10


@dataclass(frozen=True, slots=True)
class Clocked:
    """Incidents whose hour is known, on the clock of the wall.

    Attributes
    ----------
    middle : (n,) array
        The middle of each in hours on one clock, by which they lie near each other.
    first : (n,) array of int
        The hour of the week in which each begins.
    shapes : (n, 168) array
        Weights in the hours from the first on.
    exact, looked : (n,) arrays of bool
        Known to the hour; an interval between fixed looking times.
    looks : Looks or None
        The intervals those looking times give.
    """

    middle: Floats
    first: Integers
    shapes: Floats
    exact: Bools
    looked: Bools
    looks: Looks | None

    def rows(self) -> Floats:
        """Return each incident's weights in the hours of the week, (n, 168)."""
        rows = np.zeros_like(self.shapes)
        hours = (self.first[:, None] + np.arange(HOURS)) % HOURS
        np.put_along_axis(rows, hours, self.shapes, axis=1)
        return rows


@dataclass(frozen=True, slots=True)
class Drawn:
    """The expected profile, and draws of it: None where there are too few incidents.

    Attributes
    ----------
    expected : (168,) array
    draws : (simulations, 168) array or None
    n_groups : float
        Reports that came together counted as one, the mean over the draws.
    """

    expected: Floats
    draws: Floats | None
    n_groups: float


def clocked(known: pd.DataFrame, shares: Floats) -> Clocked:
    """Return incidents on the week's clock, and which of them lie between looks."""
    start, end, zone = clock_intervals(known)
    wall = wall_pieces(start, start, zone)[0]
    exact = one_hour(start, end)
    shapes, first = aoristic_shapes(start, end), hour_of_week_of(wall)
    length = (end - start) / 3600
    looked = ~exact & (length < HOURS)
    looked[looked] = between_looks(wall[looked] / 3600, length[looked])
    found = Clocked(wall / 3600 + length / 2, first, shapes, exact, looked, None)
    looks = looks_of(found.rows()[looked], shares) if looked.any() else None
    if looks is None:
        looked = np.zeros_like(looked)
    return Clocked(found.middle, first, shapes, exact, looked, looks)


def is_other(baseline: str | pd.DataFrame) -> bool:
    """Return whether incidents are held against other incidents."""
    return isinstance(baseline, str) and baseline == "other"


def against_shares(
    known: Clocked, shares: Floats, simulations: int, rng: np.random.Generator
) -> Drawn:
    """Return the expected profile, and draws of as many incidents by these shares.

    Incidents that came together move as one; intervals between looking times become
    others between them.
    """
    n, free = len(known.first), ~known.exact & ~known.looked
    expected = expected_profile(int(known.exact.sum()), known.shapes[free], shares)
    if known.looks is not None:
        looked = known.looks.chance @ known.looks.shapes
        expected = expected + int(known.looked.sum()) * looked
    if n < LEAST:
        return Drawn(expected, None, float(n))
    pairs = pairs_together(known.middle)
    parts = np.array_split(np.arange(simulations), _GROUPINGS)
    if not pairs.chance.any():
        parts = [np.arange(simulations)]
    drawn, groups = [], []
    for part in parts:
        if len(part):
            group = pairs.groups(rng)
            groups.append(float(group.max() + 1))
            drawn.append(_moved(known, group, shares, len(part), rng))
    return Drawn(expected, np.concatenate(drawn), float(np.mean(groups)))


def _moved(
    known: Clocked,
    group: Integers,
    shares: Floats,
    simulations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return draws with these groups; intervals between looks are moved apart."""
    alone = np.bincount(group)[group] == 1
    rest, exact = ~known.looked, known.exact
    profiles: Floats = simulated_profiles(
        int((alone & exact).sum()),
        known.shapes[alone & rest & ~exact],
        shares,
        simulations=simulations,
        rng=rng,
    )
    together = rest & ~alone
    if together.any():
        profiles = profiles + moved_profiles(
            known.first[together],
            known.shapes[together],
            group[together],
            shares,
            simulations=simulations,
            rng=rng,
        )
    if known.looks is not None:
        sizes = np.unique(group[known.looked], return_counts=True)[1].astype(float)
        profiles = profiles + looked_profiles(
            known.looks, sizes, simulations=simulations, rng=rng
        )
    return profiles


def baseline_shares(baseline: str | pd.DataFrame) -> Floats:
    """Return the share of each hour of the week that a baseline gives."""
    if (
        isinstance(baseline, pd.DataFrame)
        and "n" in baseline
        and len(baseline) == HOURS
    ):
        weights = baseline["n"].to_numpy(dtype=np.float64)
        if np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0:
            share: Floats = weights / weights.sum()
            return share
    if isinstance(baseline, str) and baseline == "uniform":
        return np.full(HOURS, 1 / HOURS)
    rule = "'uniform', 'other' or a profile of 168 hours with a column 'n'"
    got = baseline if isinstance(baseline, str) else type(baseline).__name__
    raise ValueError(sentence("baseline", rule, got))


def against_others(
    known: pd.DataFrame,
    others: pd.DataFrame | None,
    simulations: int,
    rng: np.random.Generator,
) -> Drawn:
    """Return the expected profile, and draws when labels are handed out at random.

    Incidents that came together get the same label.
    """
    if others is None:
        rule = "the incidents to compare with when baseline='other'"
        raise ValueError(sentence("others", rule, "None"))
    rest = others[knows_hour(others)]
    even = np.full(HOURS, 1 / HOURS)
    mine, theirs = clocked(known, even), clocked(rest, even)
    weights = np.concatenate([mine.rows(), theirs.rows()])
    share = weights.sum(axis=0) / max(len(weights), 1)
    expected = np.maximum(len(known) * share, 1e-12)
    if len(known) < LEAST:
        return Drawn(expected, None, float(len(known)))
    if not len(rest):
        remedy = "Compare with baseline='uniform'."
        rule = "incidents with a known hour"
        raise ValueError(sentence("others", rule, "none", remedy))
    pairs = pairs_together(mine.middle), pairs_together(theirs.middle)
    drawn, groups = [], []
    for part in np.array_split(np.arange(simulations), _GROUPINGS):
        if not len(part):
            continue
        own, other = (each.groups(rng) for each in pairs)
        groups.append(float(own.max() + 1))
        group = np.concatenate([own, other + own.max() + 1])
        drawn.append(
            relabelled_profiles(
                weights, len(known), groups=group, simulations=len(part), rng=rng
            )
        )
    return Drawn(expected, np.concatenate(drawn), float(np.mean(groups)))


def scan_windows(
    profile: Floats, expected: Floats, draws: Floats | None, lengths: Sequence[int]
) -> pd.DataFrame:
    """Return the windows that do not overlap, the likeliest first.

    Those up to ``ALPHA``, or the likeliest alone where none is; no row without draws.
    """
    rows: list[dict[str, object]] = []
    if draws is None:
        return pd.DataFrame(rows, columns=COLUMNS)
    windows, cells = _every_window(tuple(lengths))
    simulated = greatest(draws, expected, cells)
    values = log_likelihood_ratio(profile @ cells, expected @ cells, expected.sum())
    free = np.ones(_HOURS)
    while values.max() > 0:
        top = int(values.argmax())
        p = (1 + int((simulated >= values[top] - 1e-9).sum())) / (1 + len(simulated))
        if p > ALPHA and rows:
            break
        window = _grown(pick(windows, top), profile, expected, free)
        cover = window.cells()[:, 0]
        rows.append(_row(window, cover, profile, expected) | {"p_value": p})
        free = free * (1 - cover)
        values = np.where(cover @ cells > 0, 0.0, values)
    return pd.DataFrame(rows, columns=COLUMNS)


def _grown(window: Windows, profile: Floats, expected: Floats, free: Floats) -> Windows:
    """Return the window with its edges moved, unless that runs into another one."""
    grown = refine(window, profile * free, expected)
    clash = ((1 - free) @ grown.cells()).any()
    return window if clash else grown


def _row(
    window: Windows, cover: Floats, profile: Floats, expected: Floats
) -> dict[str, object]:
    first, hours = int(window.first_hour[0]), int(window.n_hours[0])
    days = (int(window.first_day[0]) + np.arange(int(window.n_days[0]))) % 7
    order = sorted(days.tolist()) if len(days) == 7 else days.tolist()
    seen, hoped = float(profile @ cover), float(expected @ cover)
    return {
        "from": first,
        "to": (first + hours - 1) % 24 + 1,
        "days": tuple(order),
        "observed": seen,
        "expected": hoped,
        "ratio": seen / hoped,
    }


@lru_cache(maxsize=8)
def _every_window(lengths: tuple[int, ...]) -> tuple[Windows, Floats]:
    """Return the windows and their (168, windows) table, the same for every zone."""
    windows = all_windows(lengths)
    cells = windows.cells()
    cells.flags.writeable = False
    return windows, cells
