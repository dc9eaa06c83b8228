"""Series of counts: a quasi-Poisson trend with a log link, and one change of level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit

from .._checks import sentence
from ._memory import remembered_orders

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

    from ._memory import Memory

# Periods there must be on either side of a break.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Break:
    """The likeliest single change of level: position of its first period, ratio, p."""

    position: int
    ratio: float
    p_value: float


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


def find_break(
    counts: ArrayLike,
    expected: ArrayLike,
    *,
    seasons: ArrayLike | None = None,
    permutations: int = 999,
    memory: Memory | None = None,
    rng: np.random.Generator,
) -> Break:
    """Find the split where the level changes most against ``expected``.

    The p-value compares the greatest statistic over all splits with that of the same
    periods in random order, so it counts the search. With ``seasons`` periods change
    places with others of their season only. With ``memory`` it is what each period adds
    to the one before that comes in random order.

    Notes
    -----
    The statistic of a split is the sum of standardised deviations before it, squared
    about its mean and over its variance when the order is random. Periods (of a season)
    must be exchangeable but for the break: with a trend any middle split looks like a
    break. Where ``expected`` has a level for each season the deviations of a season sum
    to nothing, and only orders within seasons are alike.
    """
    y, hoped = np.asarray(counts, float), np.asarray(expected, float)
    n = len(y)
    season = np.zeros(n) if seasons is None else np.asarray(seasons)
    group = np.unique(season, return_inverse=True)[1]
    if n < 2 * _LEAST or y.sum() == 0 or np.bincount(group).max() < 2:
        return Break(-1, np.nan, np.nan)
    hoped = hoped * y.sum() / hoped.sum()
    residual = (y - hoped) / np.sqrt(hoped)
    splits = np.arange(_LEAST, n - _LEAST + 1)
    middle, variance = _random_sums(residual, group, splits)
    if memory is None:
        orders = _orders(residual, group, permutations, rng)
    else:
        orders = remembered_orders(residual, memory, permutations, rng)
        orders = _alike_by_group(orders, residual, group)
    seen, drawn = (
        (np.cumsum(rows, axis=-1)[..., splits - 1] - middle) ** 2 / variance
        for rows in (residual, orders)
    )
    top = int(splits[seen.argmax()])
    greatest = drawn.max(axis=1) >= seen.max() - 1e-12
    p = (1 + int(greatest.sum())) / (1 + permutations)
    before = (y[:top].sum() + 0.5) / hoped[:top].sum()
    after = (y[top:].sum() + 0.5) / hoped[top:].sum()
    return Break(top, after / before, p)


def _alike_by_group(rows: Floats, residual: Floats, group: NDArray[np.intp]) -> Floats:
    """Return rows moved to the mean that each season of the residuals has."""
    member = (group[:, None] == np.arange(group.max() + 1)).astype(np.float64)
    size = member.sum(axis=0)
    moved: Floats = rows + ((residual - rows) @ member / size)[:, group]
    return moved


def _random_sums(
    residual: Floats, group: NDArray[np.intp], splits: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Return mean and variance of the sums up to each split, orders being random."""
    member = group[:, None] == np.arange(group.max() + 1)
    size = member.sum(axis=0)
    mean = residual @ member / size
    spread = (residual - mean[group]) ** 2 @ member / size
    drawn = np.cumsum(member, axis=0)[splits - 1]
    variance = drawn * (size - drawn) / np.maximum(size - 1, 1) @ spread
    return drawn @ mean, np.maximum(variance, 1e-12)


def _orders(
    residual: Floats,
    group: NDArray[np.intp],
    permutations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return the values in random order within their groups, a row an order."""
    rows = np.tile(residual, (permutations, 1))
    for at in range(int(group.max()) + 1):
        same = group == at
        rows[:, same] = rng.permuted(rows[:, same], axis=1)
    return rows
