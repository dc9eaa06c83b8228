"""The 168 hours of the week as seven rows of twenty-four."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._checks import check_finite, sentence
from .._frame_checks import check_columns, check_frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


HOURS = 24
DAYS = 7
# Shares that are added and taken away may leave this much below zero.
_ROUNDING = 1e-9


def week_matrix(hours: pd.DataFrame, value: str) -> NDArray[np.float64]:
    """Return the 7 x 24 matrix of a frame indexed by weekday and hour."""
    check_frame("hours", hours)
    check_columns("hours", hours, [value])
    index = hours.index
    whole = pd.MultiIndex.from_product([range(DAYS), range(HOURS)])
    if (
        len(index) != len(whole)
        or index.nlevels != 2
        or not index.isin(whole).all()
        or index.has_duplicates
    ):
        rule = "168 rows indexed by weekday (0-6) and hour (0-23)"
        remedy = "Make it with hour_of_week(incidents)."
        raise ValueError(sentence("hours", rule, f"{len(index)} rows", remedy))
    counts = check_finite("hours", hours[value].reindex(whole).to_numpy())
    if (counts < -_ROUNDING).any():
        raise ValueError(sentence("hours", "not negative", counts.min()))
    return counts.clip(0).reshape(DAYS, HOURS)
