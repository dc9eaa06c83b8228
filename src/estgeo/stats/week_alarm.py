"""Is a count unusual beside the counts before it: negative binomial prediction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy
from scipy.special import ndtri

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from scipy.stats.distributions import rv_frozen

    Floats = NDArray[np.float64]

# Beyond these chances on its side a count is unusual. Falls are held to more: a week's
# reports are never all in, and both sides together shall be wrong at most 6 % of times.
LIMIT_MORE = 0.05
LIMIT_FEWER = 0.01
# Few weeks and few reports make the dispersion look too small more often than too
# large: its excess over 1 is raised by this many reports over all of the history. And
# of the chance of the very count that came only a part is counted, since whole counts
# make a tail too cautious. Both were set by simulation (docs/methods/weeks.md).
_REPORTS_OF_DOUBT = 5.0
_OWN_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the earlier periods lead one to expect, an array element a series.

    Attributes
    ----------
    expected : array
        Mean of the predictive distribution.
    dispersion : array
        Variance-to-mean ratio of the predictive distribution, at least 1.
    low, high : array
        Smallest and largest count that is not unusual: at 0.01 below, 0.05 above.
    p_more, p_fewer : array
        Chance of a larger count, or of a smaller one, and three quarters of the chance
        of the count itself.
    """

    expected: Floats
    dispersion: Floats
    low: Floats
    high: Floats
    p_more: Floats
    p_fewer: Floats


def predict_counts(
    now: ArrayLike,
    history: ArrayLike,
    *,
    effort: ArrayLike = 1.0,
    past_effort: ArrayLike = 1.0,
    effort_error: float = 0.0,
) -> Prediction:
    r"""Return what each series' history predicts, and how its count now stands.

    Parameters
    ----------
    now : (n,) array
        Count of the period.
    history : (n, B) array
        Counts of the B periods before it.
    effort, past_effort : (n,) and (n, B) arrays, default 1
        What counts are proportional to, such as active reporters or the season; a past
        period of 0 is left out.
    effort_error : float, default 0
        Squared relative error of ``effort``.

    Returns
    -------
    Prediction
        Arrays of length n.

    Raises
    ------
    ValueError
        If ``history`` is not one row a series of at least two periods.

    Notes
    -----
    Mean :math:`m = (\sum y + 1/2)/B`, dispersion :math:`\phi = 1 + (1 + 1/(B-1) +
    5/(\sum y + 1/2)) \max(0, s^2/m - 1)` and a negative binomial with variance
    :math:`\phi m (1 + 1/B)`: the last factor is for not knowing the mean, that of the
    excess for not knowing the dispersion. Of the chance of the count itself three
    quarters are counted, between the whole tail (too cautious for whole counts) and the
    half of a mid-p (too eager here). The weeks are taken as independent and without
    season.

    Examples
    --------
    Seven after weeks of about two:

    >>> found = predict_counts([7], [[2, 1, 3, 2, 2, 1, 3, 2] * 3])
    >>> found.high, found.p_more.round(3)
    (array([4.]), array([0.005]))
    """
    y = np.asarray(now, dtype=np.float64)
    past = np.asarray(history, dtype=np.float64)
    if past.ndim != 2 or past.shape[1] < 2 or len(past) != len(y):
        rule = f"{len(y)} rows of at least two periods"
        raise ValueError(sentence("history", rule, f"shape {past.shape}"))
    was = np.broadcast_to(np.asarray(past_effort, dtype=np.float64), past.shape)
    rate = (past.sum(axis=1) + 0.5) / was.sum(axis=1)
    fitted = rate[:, None] * was
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = np.where(was > 0, (past - fitted) ** 2 / fitted, 0.0)
    freedom = np.maximum((was > 0).sum(axis=1) - 1, 1)
    excess = np.maximum(0.0, squares.sum(axis=1) / freedom - 1)
    doubt = 1 / freedom + _REPORTS_OF_DOUBT / (past.sum(axis=1) + 0.5)
    spread = 1 + excess * (1 + doubt)
    expected = rate * np.asarray(effort, dtype=np.float64)
    share = expected / (was.sum(axis=1))
    variance = expected * spread * (1 + share / rate) + effort_error * expected**2
    return _placed(y, expected, spread, variance)


def compare_with_earlier(
    now: ArrayLike, earlier: ArrayLike, *, periods: float
) -> Floats:
    """Return the exact two-sided p of a count against a sum over earlier periods.

    Conditional on both together the count is binomial with chance 1/(1 + periods);
    the p-value is twice the smaller tail.

    Examples
    --------
    Eight after one in the week before:

    >>> compare_with_earlier([8], [1], periods=1).round(4)
    array([0.0391])
    """
    y, before = np.asarray(now, dtype=float), np.asarray(earlier, dtype=float)
    total, chance = y + before, 1 / (1 + periods)
    tails = np.minimum(
        scipy.stats.binom.sf(y - 1, total, chance),
        scipy.stats.binom.cdf(y, total, chance),
    )
    p: Floats = np.minimum(1.0, 2 * tails)
    return p


def farrington_limit(history: ArrayLike, *, alpha: float = 0.05) -> Floats:
    r"""Return the upper limit of Farrington et al. (1996) for each series.

    Parameters
    ----------
    history : (n, B) array
        Counts of the reference weeks, such as the weeks about the same week in
        earlier years.
    alpha : float, default 0.05
        Two-sided, as in the paper: half of it lies above the limit.

    Returns
    -------
    (n,) array
        A count above it is unusual.

    Raises
    ------
    ValueError
        If ``history`` is not one row a series of at least two periods.

    Notes
    -----
    Without trend and reweighting: with mean :math:`m` of the :math:`B` weeks,
    :math:`\phi = \max(1, s^2/m)` and :math:`\tau = \phi + \phi/B` the limit is
    :math:`(m^{2/3} + z \sqrt{\tfrac49 m^{1/3} \tau})^{3/2}` [1]_. It needs several
    years; :func:`predict_counts` is for histories that are shorter.

    References
    ----------
    .. [1] Farrington, C. P. et al. (1996). A statistical algorithm for the early
       detection of outbreaks of infectious disease. JRSS A 159(3), 547-563.

    Examples
    --------
    >>> farrington_limit([[2, 1, 3, 2, 2, 1, 3, 2]]).round(2)
    array([5.57])
    """
    past = np.asarray(history, dtype=np.float64)
    if past.ndim != 2 or past.shape[1] < 2:
        rule = "rows of at least two periods"
        raise ValueError(sentence("history", rule, f"shape {past.shape}"))
    weeks, mean = past.shape[1], past.mean(axis=1)
    with np.errstate(invalid="ignore"):
        spread = np.fmax(1.0, past.var(axis=1, ddof=1) / mean)
    error = np.sqrt(4 / 9 * np.cbrt(mean) * spread * (1 + 1 / weeks))
    limit: Floats = (np.cbrt(mean) ** 2 + ndtri(1 - alpha / 2) * error) ** 1.5
    return limit


def _placed(
    y: Floats, expected: Floats, spread: Floats, variance: Floats
) -> Prediction:
    excess = variance - expected  # above zero: the mean is not known
    law = scipy.stats.nbinom(expected**2 / excess, expected / (expected + excess))
    # The least count with more than the limit below it, and the like above; where the
    # count itself is beyond the limit by its share, the next one is the bound.
    low, high = law.ppf(LIMIT_FEWER + 1e-12), law.ppf(1 - LIMIT_MORE)
    low = low + (_at_most(law, low) <= LIMIT_FEWER)
    high = high - (_at_least(law, high) <= LIMIT_MORE)
    return Prediction(expected, spread, low, high, _at_least(law, y), _at_most(law, y))


def _at_least(law: rv_frozen, y: Floats) -> Floats:
    tail: Floats = law.sf(y) + _OWN_SHARE * law.pmf(y)
    return tail


def _at_most(law: rv_frozen, y: Floats) -> Floats:
    tail: Floats = law.cdf(y - 1) + _OWN_SHARE * law.pmf(y)
    return tail
