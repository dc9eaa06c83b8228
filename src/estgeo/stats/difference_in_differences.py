"""The ratio of ratios by the ways that others use, to set beside the default.

The log ratio of ratios with a normal or t interval (the textbook estimator); which
weeks were after, by permutation; weekly counts in a negative binomial or an interrupted
time series; and whether two series ran in parallel before.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lazy_loader
import numpy as np
import scipy

from .._checks import (
    check_counts,
    check_pair,
    check_positive,
    check_probability,
    check_same_length,
    check_whole,
    random_generator,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from .._checks import RandomState


@dataclass(frozen=True, slots=True)
class LogRatio:
    """A ratio, its interval and p; ``estimate`` and ``se`` are of its log."""

    ratio: float
    low: float
    high: float
    p_value: float
    estimate: float
    se: float


UNKNOWN = LogRatio(*(float("nan"),) * 6)

sm = lazy_loader.load("statsmodels.api", suppress_warning=True)


@dataclass(frozen=True, slots=True)
class TrendDifference:
    """How much faster the treated series grew than its control.

    ``change`` is the log ratio gained from the first period to the last, ``variance``
    its sampling variance, ``z`` and ``p_value`` the score test of none.
    """

    change: float
    variance: float
    z: float
    p_value: float


def log_ratio(
    treated: Sequence[float],
    control: Sequence[float],
    *,
    dispersion: float = 1.0,
    freedom: float = np.inf,
    confidence: float = 0.95,
) -> LogRatio:
    r"""Return the log ratio of ratios with :math:`se^2 = \phi \sum 1/n`.

    Parameters
    ----------
    treated, control : pair of float
        Number of events (before, after); an empty cell adds one half to all four.
    dispersion : float, default 1
        Variance-to-mean ratio.
    freedom : float, default inf
        Degrees of freedom of the dispersion: t instead of normal quantiles.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    LogRatio
        Rejects far less than 5 % below ten events a period.

    Notes
    -----
    Equal to a quasi-Poisson regression of weekly counts on area, period and their
    interaction, because that model is saturated.

    Examples
    --------
    >>> found = log_ratio((50, 30), (60, 55))
    >>> round(found.estimate, 4), round(found.se, 3)
    (-0.4238, 0.297)
    """
    cells = np.array([*check_pair("treated", treated), *check_pair("control", control)])
    if (cells == 0).any():
        cells = cells + 0.5
    estimate = float(np.log(cells[1] / cells[0]) - np.log(cells[3] / cells[2]))
    se = float(np.sqrt(check_positive("dispersion", dispersion) * (1 / cells).sum()))
    law = scipy.stats.norm if np.isinf(freedom) else scipy.stats.t(freedom)
    half = float(law.isf((1 - check_probability("confidence", confidence)) / 2)) * se
    return from_log(estimate, se, half, 2 * law.sf(abs(estimate / se)))


def from_log(estimate: float, se: float, half: float, p_value: float) -> LogRatio:
    """Return the ratio of a log estimate whose interval has half width ``half``."""
    low, middle, high = np.exp([estimate - half, estimate, estimate + half]).tolist()
    return LogRatio(middle, low, high, float(p_value), float(estimate), float(se))


def week_permutation_p(
    treated: ArrayLike,
    control: ArrayLike,
    is_after: ArrayLike,
    *,
    permutations: int = 999,
    rng: RandomState = None,
) -> float:
    """Return the two-sided p of the log ratio of ratios when weeks are shuffled.

    Parameters
    ----------
    treated, control : array-like of int, shape (n_weeks,)
        Counts a week; the two areas keep their weeks together.
    is_after : array-like of bool, shape (n_weeks,)
        Which weeks are after.
    permutations : int, default 999
        Shuffles drawn.
    rng : None, int or Generator, optional
        Source of random numbers.

    Returns
    -------
    float
        ``(b + 1) / (permutations + 1)``.

    Notes
    -----
    Assumes that weeks are exchangeable: no trend that differs between the areas, no
    autocorrelation. One half is added to every cell.

    Examples
    --------
    >>> week_permutation_p(
    ...     [9, 8, 9, 8, 1, 0, 1, 1], [5] * 8, [False] * 4 + [True] * 4, rng=1
    ... ) < 0.05
    True
    """
    first, second = check_counts("treated", treated), check_counts("control", control)
    after = np.asarray(is_after, dtype=bool)
    check_same_length(("treated", first), ("control", second))
    check_same_length(("is_after", after), ("treated", first))
    n = check_whole("permutations", permutations, at_least=1)
    generator = random_generator(rng)
    shuffled = generator.permuted(np.tile(after, (n, 1)), axis=1)
    found = np.abs(_log_ratio(first, second, np.vstack([after, shuffled])))
    return float((found >= found[0] - 1e-12).mean())


def _log_ratio(
    treated: NDArray[np.int64],
    control: NDArray[np.int64],
    after: NDArray[np.bool_],
) -> NDArray[np.float64]:
    t1, c1 = after @ treated + 0.5, after @ control + 0.5
    t0, c0 = (~after) @ treated + 0.5, (~after) @ control + 0.5
    return np.asarray(np.log(t1 / t0) - np.log(c1 / c0))


def negative_binomial_change(
    treated: ArrayLike,
    control: ArrayLike,
    is_after: ArrayLike,
    *,
    confidence: float = 0.95,
) -> LogRatio:
    """Return the ratio of ratios by a negative binomial regression of weekly counts.

    Parameters
    ----------
    treated, control : array-like of int, shape (n_weeks,)
        Counts a week.
    is_after : array-like of bool, shape (n_weeks,)
        Which weeks are after.
    confidence : float, default 0.95
        Level of the Wald interval.

    Returns
    -------
    LogRatio
        NaN when a cell is empty or the model does not converge, as it often does not
        when counts vary less than chance.

    Notes
    -----
    Equals R ``MASS::glm.nb(y ~ treat * post)``. Slightly liberal: rejects 5-8 %.

    Examples
    --------
    >>> before, after = [4, 9, 2, 7, 1, 6], [2, 5, 0, 3, 1, 1]
    >>> found = negative_binomial_change(
    ...     before + after, before + before, [False] * 6 + [True] * 6
    ... )
    >>> round(found.ratio, 2)
    0.41
    """
    first, second = check_counts("treated", treated), check_counts("control", control)
    after = np.asarray(is_after, dtype=float)
    check_same_length(("treated", first), ("control", second))
    y = np.concatenate([first, second])
    treat = np.repeat([1.0, 0.0], len(first))
    post = np.tile(after, 2)
    design = np.column_stack([np.ones(len(y)), treat, post, treat * post])
    cells = [y[(treat == a) & (post == b)].sum() for a in (0, 1) for b in (0, 1)]
    if min(cells) == 0:
        return UNKNOWN
    with warnings.catch_warnings():
        # What does not converge is answered with NaN; the warnings add nothing.
        warnings.simplefilter("ignore")
        fit = sm.NegativeBinomial(y, design).fit(disp=0, maxiter=200)
    se = fit.bse[3]
    if not fit.mle_retvals["converged"] or not np.isfinite(se):
        return UNKNOWN
    half = (
        scipy.stats.norm.isf((1 - check_probability("confidence", confidence)) / 2) * se
    )
    return from_log(fit.params[3], se, half, fit.pvalues[3])


def interrupted_series_change(
    counts: ArrayLike,
    is_after: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    harmonics: int = 0,
    period: float = 52.18,
    confidence: float = 0.95,
) -> LogRatio:
    r"""Return the change of level in one series, beyond its own trend and season.

    Parameters
    ----------
    counts : array-like of int, shape (n_periods,)
        Counts in time order.
    is_after : array-like of bool, shape (n_periods,)
        Which periods are after.
    exposure : array-like, optional
        Days observed, or population.
    harmonics : int, default 0
        Sine and cosine pairs of the season; needs about two years.
    period : float, default 52.18
        Periods in a year.
    confidence : float, default 0.95
        Level of the t interval.

    Returns
    -------
    LogRatio
        NaN with fewer than eight periods on a side.

    Notes
    -----
    Quasi-Poisson regression :math:`\log E y = b_0 + b_1 t + b_2 post` with t quantiles
    [1]_. Without a control a common shock looks like an effect.

    References
    ----------
    .. [1] Bernal, J. L., Cummins, S., Gasparrini, A. (2017). Interrupted time series
       regression for the evaluation of public health interventions. International
       Journal of Epidemiology 46, 348-355. https://doi.org/10.1093/ije/dyw098

    Examples
    --------
    >>> found = interrupted_series_change(
    ...     [7, 9] * 10 + [3, 5] * 10, [0] * 20 + [1] * 20
    ... )
    >>> 0.4 < found.ratio < 0.5
    True
    """
    y = check_counts("counts", counts)
    after = np.asarray(is_after, dtype=bool)
    if (
        min(after.sum(), (~after).sum()) < 8
        or min(y[after].sum(), y[~after].sum()) == 0
    ):
        return UNKNOWN
    time = np.arange(len(y), dtype=float)
    columns = [np.ones(len(y)), time, after.astype(float)]
    columns += _season(time, harmonics, period)
    offset = None if exposure is None else np.log(np.asarray(exposure, dtype=float))
    model = sm.GLM(
        y, np.column_stack(columns), family=sm.families.Poisson(), offset=offset
    )
    with warnings.catch_warnings():
        # A perfect fit (constant counts) is answered with a standard error of nought.
        warnings.simplefilter("ignore")
        fit = model.fit(scale="X2")
    law = scipy.stats.t(fit.df_resid)
    se = fit.bse[2]
    half = law.isf((1 - check_probability("confidence", confidence)) / 2) * se
    p = 2 * law.sf(abs(fit.params[2]) / se) if se > 0 else np.nan
    return from_log(fit.params[2], se, half, p)


def _season(
    time: NDArray[np.float64], harmonics: int, period: float
) -> list[NDArray[np.float64]]:
    angles = [2 * np.pi * k * time / period for k in range(1, harmonics + 1)]
    return [wave(angle) for angle in angles for wave in (np.sin, np.cos)]


def trend_difference(
    treated: ArrayLike, control: ArrayLike, *, dispersion: float = 1.0
) -> TrendDifference:
    r"""Test whether two series of counts have the same trend.

    Parameters
    ----------
    treated, control : array-like of int, shape (n_periods,)
        Counts a period in time order, all from before the insats.
    dispersion : float, default 1
        Variance-to-mean ratio of both.

    Returns
    -------
    TrendDifference
        NaN when a series has no event, when all events lie in one period, or when
        there are fewer than three periods.

    Notes
    -----
    Given the sum of both, the treated count of a period is binomial; the score test of
    a slope in its log odds is
    :math:`z = \sum (t - \bar t)(T_t - n_t p) / \sqrt{\phi\, p (1 - p) \sum n_t
    (t - \bar t)^2}`, the Cochran-Armitage test. What moves both series cancels. Not
    finding a difference is no proof that there is none: with few events only steep ones
    are found.

    Examples
    --------
    >>> rising = trend_difference([2, 4, 6, 8], [5, 5, 5, 5])
    >>> bool(rising.change > 0), round(rising.p_value, 2)
    (True, 0.15)
    """
    first = check_counts("treated", treated).astype(float)
    second = check_counts("control", control).astype(float)
    check_same_length(("treated", first), ("control", second))
    phi = check_positive("dispersion", dispersion)
    total = first + second
    lone = np.count_nonzero(total) < 2
    if len(first) < 3 or lone or first.sum() == 0 or second.sum() == 0:
        return TrendDifference(np.nan, np.nan, np.nan, np.nan)
    time = np.linspace(0.0, 1.0, len(first))
    time = time - (total * time).sum() / total.sum()
    share = first.sum() / total.sum()
    information = share * (1 - share) * (total * time**2).sum()
    score = (time * (first - total * share)).sum()
    z = score / np.sqrt(phi * information)
    return TrendDifference(
        change=float(score / information),
        variance=float(phi / information),
        z=float(z),
        p_value=float(2 * scipy.stats.norm.sf(abs(z))),
    )
