"""What hot times are held against: an even week, a given profile, other incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from ..space_time.hours import (
    clock_intervals,
    knows_hour,
    wall_pieces,
)
from ..stats.aoristic import HOURS, aoristic_shapes, hour_of_week_of
from ..stats.window_scan import (
    expected_profile,
    relabelled_profiles,
    simulated_profiles,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


# Incidents known to the hour that a test of their times needs.
LEAST = 10


def is_other(baseline: str | pd.DataFrame) -> bool:
    """Return whether incidents are held against other incidents."""
    return isinstance(baseline, str) and baseline == "other"


def against_shares(
    n_exact: int,
    shapes: Floats,
    shares: Floats,
    simulations: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats | None]:
    """Return the expected profile, and draws of as many incidents by these shares."""
    expected = expected_profile(n_exact, shapes, shares)
    if n_exact + len(shapes) < LEAST:
        return expected, None
    return expected, simulated_profiles(
        n_exact, shapes, shares, simulations=simulations, rng=rng
    )


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
) -> tuple[Floats, Floats | None]:
    """Return the expected profile, and draws when labels are handed out at random."""
    if others is None:
        rule = "the incidents to compare with when baseline='other'"
        raise ValueError(sentence("others", rule, "None"))
    rest = others[knows_hour(others)]
    weights = np.concatenate([_rows(known), _rows(rest)])
    share = weights.sum(axis=0) / max(len(weights), 1)
    expected = np.maximum(len(known) * share, 1e-12)
    if len(known) < LEAST:
        return expected, None
    if not len(rest):
        remedy = "Compare with baseline='uniform'."
        rule = "incidents with a known hour"
        raise ValueError(sentence("others", rule, "none", remedy))
    draws = relabelled_profiles(weights, len(known), simulations=simulations, rng=rng)
    return expected, draws


def _rows(known: pd.DataFrame) -> Floats:
    """Return each incident's weights in the hours of the week, (n, 168)."""
    start, end, zone = clock_intervals(known)
    shapes = aoristic_shapes(start, end)
    wall = wall_pieces(start, start, zone)[0]
    hours = (hour_of_week_of(wall)[:, None] + np.arange(HOURS)) % HOURS
    rows = np.zeros_like(shapes)
    np.put_along_axis(rows, hours, shapes, axis=1)
    return rows
