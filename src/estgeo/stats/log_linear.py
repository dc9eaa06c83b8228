"""Quasi-Poisson regression with a log link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

_MOST_STEPS = 50
# A standard error of this times, on the log scale, is a coefficient without a hold:
# all counts on one side are zero.
_VAGUE = 10.0
# Variance of rounding to whole numbers: less than that is no measure of chance.
_ROUNDING = 1 / 12
# Fitted means are kept this little above zero, as a share of the mean count.
_BARELY = 1e-10
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class LogLinear:
    """Fit of one series.

    Attributes
    ----------
    coefficients, standard_errors : (k,) arrays
        On the log scale; NaN where the fit does not exist.
    p_values : (k,) array
        Two-sided, by Student's t.
    fitted : (n,) array
    dispersion : float
        Pearson's chi-square over its degrees of freedom.
    freedom : int
        Degrees of freedom.
    """

    coefficients: Floats
    standard_errors: Floats
    p_values: Floats
    fitted: Floats
    dispersion: float
    freedom: int

    def limits(self, at: int, confidence: float = 0.95) -> tuple[float, float]:
        """Return the interval of one coefficient."""
        reach = stdtrit(self.freedom, (1 + confidence) / 2)
        middle, error = self.coefficients[at], self.standard_errors[at]
        return float(middle - reach * error), float(middle + reach * error)


def fit_log_linear(
    counts: ArrayLike, columns: ArrayLike, *, exposure: ArrayLike = 1.0
) -> LogLinear:
    """Fit ``log E(y) = log(exposure) + X b`` by iterated weighted least squares.

    Parameters
    ----------
    counts : (n,) array
        Not negative.
    columns : (n, k) array
        X, of full rank.
    exposure : (n,) array, default 1
        Such as days or reporters; above zero.

    Returns
    -------
    LogLinear
        NaN if there are too few counts or all are zero; a single coefficient is NaN if
        it runs off to infinity, such as a month without any count.

    Notes
    -----
    Equal to R's ``glm(family = quasipoisson)``, but that counts which are fitted as
    nothing, such as those of a month without any, give no degrees of freedom. The
    dispersion may fall below 1: held
    at 1, as elsewhere in estgeo, it would make the p-values of short series much too
    large (Student's t already allows for counts that look even by luck). It stays above
    what rounding to whole counts brings, 1/12 over the mean.
    """
    y, x = np.asarray(counts, dtype=np.float64), np.asarray(columns, dtype=np.float64)
    if x.ndim != 2 or len(x) != len(y):
        raise ValueError(sentence("columns", f"of shape ({len(y)}, k)", x.shape))
    size = np.broadcast_to(np.asarray(exposure, dtype=np.float64), y.shape)
    freedom = len(y) - x.shape[1]
    if freedom < 1 or y.sum() == 0 or np.linalg.matrix_rank(x) < x.shape[1]:
        return _none(x.shape, freedom)
    # Columns of one size, and no normal equations: these square the condition
    # number, and a column in another unit would then make all coefficients NaN.
    unit = np.abs(x).max(axis=0)
    x = x / unit
    mean = np.maximum(y, 0.1 * y.mean())
    for _ in range(_MOST_STEPS):
        target = np.log(mean / size) + (y - mean) / mean
        root = np.sqrt(mean)
        beta = np.linalg.lstsq(x * root[:, None], target * root)[0]
        before = mean
        mean = np.maximum(np.exp(x @ beta) * size, _BARELY * y.mean())
        if np.abs(mean - before).max() <= 1e-10 * mean.max():
            break
    else:
        return _none(x.shape, freedom)
    # What is fitted as nothing, such as a month without any count, tells nothing.
    told = mean > _NOTHING * y.mean()
    freedom = max(int(told.sum()) - int(np.linalg.matrix_rank(x[told])), 1)
    pearson = float(((y - mean) ** 2 / mean).sum() / freedom)
    dispersion = max(pearson, _ROUNDING / float(y.mean()))
    inverse = np.linalg.pinv(x * np.sqrt(mean)[:, None])
    errors = np.sqrt((inverse**2).sum(axis=1) * dispersion)
    vague = errors * x.std(axis=0) > _VAGUE
    beta, errors = np.where(vague, np.nan, beta), np.where(vague, np.nan, errors)
    p = 2 * stdtr(freedom, -np.abs(beta / errors))
    return LogLinear(beta / unit, errors / unit, p, mean, dispersion, freedom)


def _none(shape: tuple[int, int], freedom: int) -> LogLinear:
    blank = np.full(shape[1], np.nan)
    fitted = np.full(shape[0], np.nan)
    return LogLinear(blank, blank, blank, fitted, np.nan, freedom)
