"""The graded codes of a week, and how often chance alone gives each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..stats.week_alarm import Prediction

# Weeks of history that a word needs at least.
LEAST_WEEKS = 8
# No word of increase below this: two reports are never an increase.
LEAST_REPORTS = 3
USUAL = "within usual variation"
SURE = 0.01
LIKELY = 0.05
# At most, one side each.
NOMINAL = {
    "clear increase": 0.01,
    "somewhat more than usual": 0.04,
    USUAL: 0.90,
    "somewhat fewer than usual": 0.04,
    "clear decrease": 0.01,
}


def week_codes(n: NDArray[np.float64], found: Prediction) -> NDArray[np.object_]:
    """Return a code for each count, by the chance of one as far out on its side."""
    words = np.full(len(n), USUAL, dtype=object)
    words[found.p_fewer <= LIKELY] = "somewhat fewer than usual"
    words[found.p_fewer <= SURE] = "clear decrease"
    enough = n >= LEAST_REPORTS
    words[enough & (found.p_more <= LIKELY)] = "somewhat more than usual"
    words[enough & (found.p_more <= SURE)] = "clear increase"
    return words
