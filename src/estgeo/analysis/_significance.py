"""From p-values and directions to bins of confidence and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._columns import HOT_SPOT_CATEGORIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

# p-values up to these are called 99, 95 and 90 per cent.
LEVELS = (0.01, 0.05, 0.10)
# A zone whose own count is this surprising is a peak.
PEAK_LEVEL = 0.05


def gi_bins(
    p_adjusted: NDArray[np.float64], is_high: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Return -3, ..., 3; 0 where the p-value is above 0.1 or missing."""
    with np.errstate(invalid="ignore"):
        depth = sum((p_adjusted <= level).astype(np.int8) for level in LEVELS)
    return np.where(is_high, depth, -depth).astype(np.int8)


def hot_spot_names(bins: NDArray[np.int8], tested: NDArray[np.bool_]) -> pd.Categorical:
    """Return the ordered categories of ``bins``; missing where nothing was tested."""
    codes = np.where(tested, bins + 3, -1)
    names = list(HOT_SPOT_CATEGORIES.values())
    kind = pd.CategoricalDtype(names, ordered=True)
    return pd.Categorical.from_codes(codes, dtype=kind)
