"""Weekly counts in a regression: negative binomial, and interrupted time series."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import lazy_loader
import numpy as np
import scipy

from .._checks import check_counts, check_probability, check_same_length
from ._log_ratio import UNKNOWN, LogRatio, from_log

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

sm = lazy_loader.load("statsmodels.api", suppress_warning=True)


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
