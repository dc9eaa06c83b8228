"""Search the week's clock for windows with more than expected."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..stats.window_scan import (
    all_windows,
    greatest,
    log_likelihood_ratio,
    pick,
    refine,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..stats.window_scan import Windows

    Floats = NDArray[np.float64]

ALPHA = 0.05
COLUMNS = ["from", "to", "days", "observed", "expected", "ratio", "p_value"]
_HOURS = 168


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
