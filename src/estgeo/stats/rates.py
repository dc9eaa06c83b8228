"""Changes of rates from typed counts: one area alone, and against a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._checks import (
    check_days,
    check_not_negative,
    check_pair,
    check_positive,
    check_probability,
)
from .._provenance import Provenance
from ._rate_change import RateChange, change_of_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RateChange", "rate_change", "relative_rate_change"]


def rate_change(
    before: float,
    after: float,
    *,
    days_before: float = 1.0,
    days_after: float = 1.0,
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> RateChange:
    r"""Compare one area before and after, without a control.

    Weak evidence on its own: whatever else changed (the season, reporting, chance
    after a bad month) is in the ratio too. Prefer :func:`relative_rate_change`.

    Parameters
    ----------
    before, after : float
        Number of events; sums of weights are allowed if ``dispersion`` holds the
        ratio of their sum of squares to their sum.
    days_before, days_after : float, default 1
        Observed days; any unit, only the ratio matters.
    dispersion : float, default 1
        Variance-to-mean ratio, from :func:`dispersion`; 1 is pure chance.
    confidence : float, default 0.95
        Level of ``low`` and ``high``.

    Returns
    -------
    RateChange
        ``ratio`` is the rate after divided by the rate before.

    Raises
    ------
    ValueError
        If a count is negative, or days or dispersion are not positive.

    Notes
    -----
    Given the total, ``after`` is binomial with odds
    :math:`RR \cdot t_1 / t_0`. Interval: the Jeffreys
    :math:`Beta(x_1/\phi + 1/2, x_0/\phi + 1/2)` of the share [1]_; p: conditional
    mid-p on the same scaled counts. Of two-sided 5 % tests of unchanged rates it
    rejects 4-6 % from ten events a period, whatever the dispersion, if that is known.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a
       binomial proportion. Statistical Science 16, 101-133.
       https://doi.org/10.1214/ss/1009213286

    Examples
    --------
    >>> change = rate_change(40, 20)
    >>> change.ratio, round(change.low, 2), round(change.high, 2)
    (0.5, 0.29, 0.85)
    >>> rate_change(2, 1).status
    'too few events'
    """
    before = check_not_negative("before", before)
    after = check_not_negative("after", after)
    days = (
        check_positive("days_before", days_before),
        check_positive("days_after", days_after),
    )
    provenance = Provenance(
        "rate_change", {"dispersion": dispersion, "confidence": confidence}
    )
    return change_of_counts(
        (before, after),
        None,
        days_treated=days,
        days_control=days,
        dispersion=check_positive("dispersion", dispersion),
        confidence=check_probability("confidence", confidence),
        provenance=provenance,
    )


def relative_rate_change(
    treated: Sequence[float],
    control: Sequence[float],
    *,
    days_treated: Sequence[float] = (1, 1),
    days_control: Sequence[float] = (1, 1),
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> RateChange:
    r"""Compare the change of a treated area with that of its control.

    What moves both areas by the same share (season, holidays, a new app that everyone
    reports in) cancels, whatever their sizes.

    Parameters
    ----------
    treated, control : pair of float
        Number of events (before, after).
    days_treated, days_control : pair of float, default (1, 1)
        Observed days (before, after).
    dispersion : float, default 1
        Variance-to-mean ratio, from :func:`dispersion`, of both areas.
    confidence : float, default 0.95
        Level of ``low`` and ``high``.

    Returns
    -------
    RateChange
        ``ratio`` is :math:`(T_1/T_0)/(C_1/C_0)`, for rates a day.

    Raises
    ------
    ValueError
        If a pair is not two numbers of at least zero, or days are not positive.

    Notes
    -----
    Default estimator of :func:`evaluate`: the shares after are
    :math:`Beta(x_1/\phi + 1/2, x_0/\phi + 1/2)` in each area, the ratio of their odds
    is integrated numerically (no random draws). Coverage of the 95 % interval .935-.973
    at 2-60 events a period and dispersion 1-2.5. ``ratio`` is Wilson's relative
    incidence rate ratio [1]_; its p-value is the conditional mid-p of Fisher's 2 x 2
    test on the scaled counts. Assumes that without the insats both would have changed
    by the same *share*.

    References
    ----------
    .. [1] Wilson, D. B. (2022). The relative incident rate ratio effect size for
       count-based impact evaluations: when an odds ratio is not an odds ratio. Journal
       of Quantitative Criminology 38, 323-341.
       https://doi.org/10.1007/s10940-021-09494-w

    Examples
    --------
    The area fell from 50 to 30, its control from 60 to 55:

    >>> change = relative_rate_change((50, 30), (60, 55))
    >>> round(change.ratio, 3), round(change.low, 2), round(change.high, 2)
    (0.655, 0.36, 1.17)
    >>> round(change.p_fall, 2), change.verdict
    (0.92, 'undecided')
    """
    pairs = check_pair("treated", treated), check_pair("control", control)
    days = (
        check_days("days_treated", days_treated),
        check_days("days_control", days_control),
    )
    provenance = Provenance(
        "relative_rate_change", {"dispersion": dispersion, "confidence": confidence}
    )
    return change_of_counts(
        *pairs,
        days_treated=days[0],
        days_control=days[1],
        dispersion=check_positive("dispersion", dispersion),
        confidence=check_probability("confidence", confidence),
        provenance=provenance,
    )
