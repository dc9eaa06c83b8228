"""Did it move next door? Each ring against its own control, and the net effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..stats.displacement import displacement_difference, displacement_quotient
from ..stats.multiple_tests import adjust_p_values

if TYPE_CHECKING:
    from ..stats._rate_change import RateChange
    from ..stats.displacement import DisplacementDifference
    from ._comparison import Cell, Counted

COLUMNS = [
    "ring",
    "radius_from",
    "radius_to",
    "before",
    "after",
    "against",
    "control_before",
    "control_after",
    "ratio",
    "low",
    "high",
    "low80",
    "high80",
    "p_value",
    "p_adjusted",
    "status",
    "verdict",
    "moved",
    "moved_low",
    "moved_high",
    "quotient",
]


def ring_row(
    counted: Counted,
    ring: Cell,
    control: Cell | None,
    target: Cell,
    pooled: Cell | None,
) -> dict[str, object]:
    """Return what one ring did against its control.

    ``moved`` is the change in counts less that of the control, scaled to the ring:
    events that came (positive) or stayed away. ``quotient`` is described only.
    """
    if control is None or pooled is None:
        change = counted.missing("no control", ring)
        return _row(change, ring, None) | dict.fromkeys(_MOVED, np.nan)
    change = counted.change(ring, control)
    moved = scaled_difference(counted, ring, control)
    quotient = np.nan
    if min(pooled.pair) > 0:
        quotient = displacement_quotient(target.pair, ring.pair, pooled.pair).value
    return _row(change, ring, control) | {
        "moved": moved.estimate,
        "moved_low": moved.low,
        "moved_high": moved.high,
        "quotient": quotient,
    }


def scaled_difference(
    counted: Counted, place: Cell, control: Cell
) -> DisplacementDifference:
    """Return the change in counts less what the control's share of change would be.

    The control is weighted to the size the place had before, so that a common season
    cancels although the two differ in size.
    """
    size = control.before / place.before if min(control.before, place.before) > 0 else 1
    days = counted.days(None, None)
    return displacement_difference(
        place.pair,
        control.pair,
        time_weights=(days[0] / days[1], 1),
        area_weights=(size, 1, 1, 1),
        dispersion=counted.dispersion,
        confidence=counted.confidence,
    )


def finish_rings(rows: list[dict[str, object]], confidence: float) -> pd.DataFrame:
    """Return the rings as a frame, with p-values adjusted for looking at several."""
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["p_adjusted"] = adjust_p_values(
        table["p_value"].to_numpy(dtype=float), "holm"
    )
    level = 1 - confidence
    table["verdict"] = [
        ring_verdict((low, high), p, level, str(status))
        for low, high, p, status in zip(
            table["low"].astype(float),
            table["high"].astype(float),
            table["p_adjusted"],
            table["status"],
            strict=True,
        )
    ]
    return table


def ring_verdict(
    interval: tuple[float, float], p_adjusted: float, level: float, status: str
) -> str:
    """Return "displacement", "diffusion", "undecided" or why nothing can be said.

    The sign alone is no verdict: the interval must leave out no change, and so must the
    test when all rings are counted.
    """
    low, high = interval
    if not np.isfinite(low):
        return status
    if p_adjusted <= level and (low > 1 or high < 1):
        return "displacement" if low > 1 else "diffusion"
    return "undecided"


_MOVED = ("moved", "moved_low", "moved_high", "quotient")


def _row(change: RateChange, ring: Cell, control: Cell | None) -> dict[str, object]:
    names = ("ratio", "low", "high", "low80", "high80", "p_value", "status")
    return {name: getattr(change, name) for name in names} | {
        "before": ring.before,
        "after": ring.after,
        "control_before": np.nan if control is None else control.before,
        "control_after": np.nan if control is None else control.after,
    }
