"""Counts for an organisation: no rows, no points, and no small count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import sentence
from ..stats.suppression import hide
from ._rows import HOUR, MONTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._rows import Rows

    Integers = NDArray[np.int64]

HOURS = 4  # hours in a column: single hours of a town would nearly all be hidden
NOT_SHOWN = -1


def tables_of(rows: Rows, cell_size: float, *, k: int) -> dict[str, Any]:
    """Return counts of cells, of weekday and hours and of weeks; -1 is not shown.

    Each table has its own total, which is not shown where it is not that of the page,
    so that no table tells of another.
    """
    if len(rows) < k:
        rule, remedy = f"at least {k} reports", "Take a longer time."
        raise ValueError(sentence("incidents", rule, str(len(rows)), remedy))
    columns = rows.columns
    clock = columns["known"] == HOUR
    hour = columns["day"] % 7 * 24 + columns["minute"] // 60
    by_hour = np.bincount(hour[clock] // HOURS, minlength=168 // HOURS)
    by_week = np.bincount(
        columns["day"][columns["known"] != MONTH] // 7, minlength=-(-rows.n_days // 7)
    )
    column, row, in_cell = _cells(rows, cell_size)
    shown = _shown(in_cell, k)
    return {
        "k": k,
        "n": len(rows),
        "hours": _shown(by_hour, k).tolist(),
        "weeks": _shown(by_week, k).tolist(),
        "cells": np.column_stack([column, row, shown])[shown != NOT_SHOWN].tolist(),
    }


def _shown(counts: Integers, k: int) -> Integers:
    """Return counts with those that may not be told as -1."""
    if counts.sum() < k:
        return np.full(len(counts), NOT_SHOWN)
    hidden = hide(counts, k)[:-1]
    return np.where(hidden, NOT_SHOWN, counts)


def _cells(rows: Rows, size: float) -> tuple[Integers, Integers, Integers]:
    """Return column, row (from the corner of the map) and count of each cell."""
    west, south = rows.frame[:2]
    x = rows.columns["x"][: rows.placed] + west
    y = rows.columns["y"][: rows.placed] + south
    at = np.column_stack([x // size - west // size, y // size - south // size])
    at = at.astype(np.int64)
    if not len(at):
        return at[:, 0], at[:, 1], np.empty(0, np.int64)
    cells, counts = np.unique(at, axis=0, return_counts=True)
    return cells[:, 0], cells[:, 1], counts.astype(np.int64)
