"""Lengths of the two periods of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._checks import check_pair, check_positive

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_days(argument: str, days: Sequence[float]) -> tuple[float, float]:
    """Return the observed days (before, after), both above zero."""
    pair = check_pair(argument, days)
    return check_positive(argument, pair[0]), check_positive(argument, pair[1])
