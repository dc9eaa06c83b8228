"""Both tails of a window sum under chance, and the two ways chance may deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Null = Literal["randomization", "conditional"]


@dataclass(frozen=True, slots=True)
class Tails:
    """Both tails of a window sum, each with the observed sum in it.

    Attributes
    ----------
    upper, lower, point : (n,) arrays
        P(S >= s), P(S <= s) and P(S = s).
    exact : bool
        False where a saddlepoint approximation had to stand in.
    """

    upper: Floats
    lower: Floats
    point: Floats
    exact: bool = True

    def two_sided(self, *, mid: bool = False) -> Floats:
        """Return min(1, 2 min(upper, lower)); ``mid`` counts half of P(S = s)."""
        smaller = np.minimum(self.upper, self.lower)
        if mid:
            smaller = smaller - self.point / 2
        doubled: Floats = np.minimum(1.0, 2 * smaller)
        return doubled
