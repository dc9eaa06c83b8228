"""A ratio estimated on the log scale, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class LogRatio:
    """A ratio, its interval and p; ``estimate`` and ``se`` are of its log."""

    ratio: float
    low: float
    high: float
    p_value: float
    estimate: float
    se: float


def from_log(estimate: float, se: float, half: float, p_value: float) -> LogRatio:
    """Return the ratio of a log estimate whose interval has half width ``half``."""
    low, middle, high = np.exp([estimate - half, estimate, estimate + half]).tolist()
    return LogRatio(middle, low, high, float(p_value), float(estimate), float(se))


UNKNOWN = LogRatio(*(float("nan"),) * 6)
