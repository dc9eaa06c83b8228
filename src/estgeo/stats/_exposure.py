"""Window counts against an exposure, where the rates of zones may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._negative_binomial import lower_tail, upper_tail
from ._tails import Tails

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._negative_binomial import Dispersion

    Floats = NDArray[np.float64]

# From this spread of k about its mean on, tails at the mean alone say the same.
_SURE = 0.03


def exposure_tails(
    sums: Floats, expected: Floats, evenness: Floats, found: Dispersion
) -> Tails:
    """Return the tails of window counts around their expected values.

    Every zone is negative binomial with variance ``mean + k mean**2``; a window of
    zones is taken as one too, with the same mean and variance, which is exact where
    its zones are alike. ``evenness`` is the sum of its squared exposures over the
    square of their sum. Tails are means over what is known of k; NaN where nothing is
    expected.
    """
    mean = np.where(expected > 0, expected, np.nan)
    spread = np.sqrt(found.weight @ (found.k - found.mean) ** 2)
    if spread <= _SURE * found.mean:
        pairs = [(1.0, found.mean)]
    else:
        pairs = list(zip(found.weight, found.k, strict=True))
    upper, above, lower = np.zeros((3, *mean.shape))
    for weight, k in pairs:
        upper += weight * upper_tail(sums, mean, k * evenness)
        above += weight * upper_tail(sums + 1, mean, k * evenness)
        lower += weight * lower_tail(sums, mean, k * evenness)
    upper = np.where(np.isnan(mean), np.nan, upper)
    return Tails(upper, lower, upper - above, exact=False)


def exposure_z(
    sums: Floats, expected: Floats, variance: Floats, *, total: float, whole: float
) -> Floats:
    """Return standard scores of window sums, the sum of the map being fixed.

    ``variance`` is the window's and ``whole`` that of all zones. A window of share s
    stands against the rest: ``(1 - s)**2`` of its own variance, ``s**2`` of the rest's.
    """
    share = expected / total
    against = (1 - share) ** 2 * variance + share**2 * (whole - variance)
    spread = np.sqrt(np.maximum(against, 0.0))
    # What is all of the map can differ from nothing; rounding is no spread.
    spread = np.where(share > 1 - 1e-12, 0.0, spread)
    return (sums - expected) / np.where(spread > 0, spread, np.nan)
