"""The week's counts beside who reported, which may explain them."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from .._frame_checks import check_columns
from ..stats.week_alarm import predict_counts
from ..words.weeks import explained_words
from ._week_rule import UNDECIDED, USUAL, week_codes
from ._weekly_counts import week_numbers, weekly_counts

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def check_reporter(incidents: pd.DataFrame, reporter: str | None) -> None:
    """Refuse a column of reporters that is not there."""
    if reporter is not None:
        check_columns("incidents", incidents, [reporter])


def without_reporters(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the columns of reporting, empty."""
    return table.assign(
        n_reporters=np.nan,
        n_reporters_usual=np.nan,
        status_per_reporter=None,
        explained_by_reporting=False,
    )


def with_reporters(
    table: pd.DataFrame,
    incidents: pd.DataFrame,
    reporter: str,
    *,
    now: int,
    counts: Floats,
) -> pd.DataFrame:
    """Return the table with its counts judged per reporter active that week.

    ``counts`` are those of each series: its earlier weeks, then the week itself.
    """
    table = without_reporters(table)
    effort = _active(incidents, reporter, now, counts.shape[1])
    table = table.assign(n_reporters=effort[-1], n_reporters_usual=effort[:-1].mean())
    if not effort[:-1].any():
        return table
    found = predict_counts(
        counts[:, -1],
        counts[:, :-1],
        # A week in which no one reported still has to be judged.
        effort=np.full(len(table), max(effort[-1], 1.0)),
        past_effort=effort[None, :-1],
    )
    per_reporter = week_codes(counts[:, -1], found)
    moved = ~table["status"].isin([USUAL, UNDECIDED]).to_numpy()
    explained = moved & (per_reporter == USUAL)
    if explained.any():
        told = explained_words(
            int(explained.sum()),
            len(table),
            int(effort[-1]),
            float(effort[:-1].mean()),
            "en",
        )
        warnings.warn(told, UserWarning, stacklevel=4)
    return table.assign(
        status_per_reporter=per_reporter, explained_by_reporting=explained
    )


def _active(incidents: pd.DataFrame, reporter: str, now: int, weeks: int) -> Floats:
    """Return how many different people reported in each of the weeks up to ``now``."""
    known = incidents[incidents[["start", reporter]].notna().all(axis=1).to_numpy()]
    who = known[reporter].astype("category").cat.codes.to_numpy()
    pairs = np.unique(np.column_stack([week_numbers(known["start"]), who]), axis=0)
    everyone = np.zeros(len(pairs), dtype=np.int64)
    active: Floats = weekly_counts(pairs[:, 0], everyone, 1, now, weeks - 1)[0]
    return active
