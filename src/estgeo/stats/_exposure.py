"""Window counts against an exposure: negative binomial with estimated dispersion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaln, xlogy

from ._tails import Tails

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def dispersion_per_exposure(counts: Floats, exposure: Floats) -> float:
    """Return variance over mean of the zones' counts given their exposure.

    Pearson's chi-square over its degrees of freedom, never under 1; zones without
    exposure are left out.
    """
    used = exposure > 0
    expected = counts[used].sum() * exposure[used] / exposure[used].sum()
    freedom = used.sum() - 1
    if freedom < 1 or expected.sum() == 0:
        return 1.0
    chi_square = ((counts[used] - expected) ** 2 / expected).sum()
    return float(max(1.0, chi_square / freedom))


def exposure_tails(sums: Floats, expected: Floats, *, dispersion: float) -> Tails:
    """Return the tails of window counts around their expected values.

    Every zone is negative binomial with variance ``dispersion`` times its mean, which
    a window of zones then is too. NaN where nothing is expected.
    """
    mean = np.where(expected > 0, expected, np.nan)
    at_least_one = np.maximum(sums, 1.0)
    if dispersion <= 1:
        lower = gammaincc(sums + 1, mean)
        upper = gammainc(at_least_one, mean)
        log_point = xlogy(sums, mean) - mean - gammaln(sums + 1)
    else:
        size, share = mean / (dispersion - 1), 1 / dispersion
        lower = betainc(size, sums + 1, share)
        upper = betainc(at_least_one, size, 1 - share)
        log_point = (
            gammaln(sums + size)
            - gammaln(size)
            - gammaln(sums + 1)
            + size * np.log(share)
            + sums * np.log1p(-share)
        )
    upper = np.where(sums > 0, upper, np.where(np.isnan(mean), np.nan, 1.0))
    return Tails(upper, lower, np.exp(log_point), exact=False)


def exposure_z(
    sums: Floats, expected: Floats, *, share: Floats, dispersion: float
) -> Floats:
    """Return standard scores; ``share`` is the window's part of all exposure.

    ``(sum - expected) / sqrt(dispersion expected (1 - share))``: the total is fixed.
    """
    spread = np.sqrt(dispersion * expected * np.maximum(0.0, 1 - share))
    return (sums - expected) / np.where(spread > 0, spread, np.nan)
