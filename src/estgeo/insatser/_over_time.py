"""The same comparison for one stretch of weeks after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_whole
from .._provenance import Provenance
from ..stats._rate_change import change_of_counts

if TYPE_CHECKING:
    from ..stats._rate_change import RateChange
    from ._insats import Insats

_COLUMNS = [
    "start",
    "end",
    "phase",
    "before",
    "after",
    "control_before",
    "control_after",
    "ratio",
    "low",
    "high",
    "p_fall",
    "status",
    "verdict",
]


def over_time(
    weekly: pd.DataFrame, insats: Insats, main: RateChange, window: int
) -> pd.DataFrame:
    """Return the change of each stretch of ``window`` weeks against the weeks before.

    Counts are events, also where the main answer is weighted.
    """
    window = check_whole("window", window, at_least=1)
    before = weekly[weekly["phase"] == "before"]
    since = weekly[weekly["phase"].isin(["after", "later"])]
    if not len(since):
        return pd.DataFrame(columns=_COLUMNS)
    stretch = (since["week"] - since["week"].min()) // window
    rows = [
        _stretch(before, part, insats, main)
        for _, part in since.groupby(stretch)
        if part["week"].nunique() == window
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _stretch(
    before: pd.DataFrame, after: pd.DataFrame, insats: Insats, main: RateChange
) -> dict[str, object]:
    first, last = after["start"].min(), after["start"].max() + pd.Timedelta(days=6)
    ended = insats.end is not None and first.tz_localize(None) > insats.end
    treated = _sums(before, "insats"), _sums(after, "insats")
    control = _sums(before, "control"), _sums(after, "control")
    has_control = np.isfinite(main.control_before)
    found = change_of_counts(
        (treated[0][0], treated[1][0]),
        (control[0][0], control[1][0]) if has_control else None,
        days_treated=(treated[0][1], treated[1][1]),
        days_control=(treated[0][1], treated[1][1]),
        dispersion=main.dispersion,
        confidence=main.confidence,
        provenance=Provenance("Evaluation.over_time"),
    )
    row = {name: getattr(found, name) for name in _COLUMNS[3:]}
    phase = "after the end" if ended else "during"
    return {"start": first, "end": last, "phase": phase} | row


def _sums(weekly: pd.DataFrame, role: str) -> tuple[float, float]:
    """Return events and observed days of a role over some weeks."""
    part = weekly[weekly["role"] == role]
    days = part.drop_duplicates("week")["days"].sum()
    return float(part["n"].sum()), float(days)
