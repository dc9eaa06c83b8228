"""Exact tests of whole counts: two counts, two times two counts, and the E-test.

The other defensible ways to ask what :func:`rate_change` asks; all assume that events
come independently (dispersion 1) and are shown beside the default, never instead of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from .._checks import check_counts, check_positive, check_probability

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ExactTest:
    """A ratio with its exact interval and two-sided p."""

    ratio: float
    low: float
    high: float
    p_value: float


def exact_rate_ratio(
    before: int,
    after: int,
    *,
    days_before: float = 1.0,
    days_after: float = 1.0,
    confidence: float = 0.95,
) -> ExactTest:
    """Compare two counts by the exact conditional binomial test.

    Parameters
    ----------
    before, after : int
        Number of events.
    days_before, days_after : float, default 1
        Observed days.
    confidence : float, default 0.95
        Level of the Clopper-Pearson interval.

    Returns
    -------
    ExactTest
        Ratio after per before.

    Notes
    -----
    Agrees with R ``poisson.test``. Holds its level for every mean but is conservative.

    Examples
    --------
    >>> exact_rate_ratio(20, 10).ratio
    0.5
    """
    x0, x1 = (int(n) for n in check_counts("before and after", [before, after]))
    t0 = check_positive("days_before", days_before)
    t1 = check_positive("days_after", days_after)
    tail = (1 - check_probability("confidence", confidence)) / 2
    low = scipy.stats.beta.ppf(tail, x1, x0 + 1) if x1 else 0.0
    high = scipy.stats.beta.isf(tail, x1 + 1, x0) if x0 else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, low, high = np.divide([x1, low, high], [x0, 1 - low, 1 - high])
    p = scipy.stats.binomtest(x1, x0 + x1, t1 / (t0 + t1)).pvalue if x0 + x1 else 1.0
    ratio, low, high = (float(value) * t0 / t1 for value in (ratio, low, high))
    return ExactTest(ratio, low, high, float(p))


def exact_ratio_of_ratios(
    treated: Sequence[int], control: Sequence[int], *, confidence: float = 0.95
) -> ExactTest:
    """Compare two changes by Fisher's exact test and its conditional odds ratio.

    Parameters
    ----------
    treated, control : pair of int
        Number of events (before, after).
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    ExactTest
        Conditional maximum likelihood ratio of ratios.

    Notes
    -----
    Agrees with R ``fisher.test``. Conservative: rejects 1-3 % instead of 5 % below five
    events a period. Assumes the same observed days in both areas.

    Examples
    --------
    >>> round(exact_ratio_of_ratios((50, 30), (60, 55)).p_value, 4)
    0.1866
    """
    t = check_counts("treated", treated)
    c = check_counts("control", control)
    table = np.array([[t[1], t[0]], [c[1], c[0]]])
    found = scipy.stats.contingency.odds_ratio(table, kind="conditional")
    interval = found.confidence_interval(check_probability("confidence", confidence))
    return ExactTest(
        ratio=float(found.statistic),
        low=float(interval.low),
        high=float(interval.high),
        p_value=float(scipy.stats.fisher_exact(table).pvalue),
    )


def e_test(
    before: int, after: int, *, days_before: float = 1.0, days_after: float = 1.0
) -> float:
    """Return the two-sided p of the E-test of two Poisson means.

    Parameters
    ----------
    before, after : int
        Number of events.
    days_before, days_after : float, default 1
        Observed days.

    Returns
    -------
    float
        p of equal rates; 1 when there are no events at all.

    Notes
    -----
    Krishnamoorthy and Thomson (2004) as in scipy (Wald form). Other programs use the
    score form, which differs as soon as the days do.

    Examples
    --------
    >>> round(e_test(6, 2), 4)
    0.1749
    """
    x0, x1 = (int(n) for n in check_counts("before and after", [before, after]))
    if x0 + x1 == 0:
        return 1.0
    return float(scipy.stats.poisson_means_test(x1, days_after, x0, days_before).pvalue)
