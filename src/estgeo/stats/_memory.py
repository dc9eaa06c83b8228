"""Errors that remember: a regression of counts whose periods carry over to the next.

Residuals follow a first-order autoregression. What they tell of its coefficient is
kept as weights on a grid (restricted likelihood, every coefficient as likely before):
in three years of months it is far from known, and taking the best value alone makes
intervals too short.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, stdtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_GRID = np.linspace(-0.4, 0.98, 70)
# Twice the gain in restricted log-likelihood from which memory matters (one-sided 5 %).
MATTERS = 2.71


@dataclass(frozen=True, slots=True)
class Memory:
    """What residuals tell of memory, and the coefficients it leaves.

    Attributes
    ----------
    rho, weight : (g,) arrays
        Correlation of a period with the next, and how well each value fits; sums to 1.
    estimate, error : (g, k) arrays
        Coefficients and their standard errors at each.
    freedom : int
    matters : bool
        Positive memory fits clearly better than none.
    """

    rho: Floats
    weight: Floats
    estimate: Floats
    error: Floats
    freedom: int
    matters: bool

    @property
    def mean(self) -> float:
        """The mean of rho."""
        return float(self.weight @ self.rho)

    def coefficient(self, at: int) -> tuple[float, float, float, float]:
        """Return one coefficient, its 95 % interval and the p-value of nought."""
        middle = float(self.weight @ self.estimate[:, at])
        reach = 60 * float(self.error[:, at].max())

        def above(value: float, tail: float = 0.0) -> float:
            score = (self.estimate[:, at] - value) / self.error[:, at]
            return float(self.weight @ stdtr(self.freedom, score)) - tail

        low, high = (
            float(brentq(above, middle - reach, middle + reach, args=(tail,)))
            for tail in (0.975, 0.025)
        )
        tail = above(0.0)
        return middle, low, high, 2 * min(tail, 1 - tail)

    def normal_p(self, z: float, n: int) -> float:
        """Return the two-sided p of a rank score of n values, its variance inflated.

        By ``1 + 2 sum (1 - k/n) rho^k`` (Hamed and Rao 1998).
        """
        lag = np.arange(1, n)
        positive = np.maximum(self.rho, 0.0)[:, None]
        inflation = 1 + 2 * ((1 - lag / n) * positive**lag).sum(axis=1)
        return float(self.weight @ (2 * ndtr(-abs(z) / np.sqrt(inflation))))


def memory_of(
    counts: Floats, fitted: Floats, columns: Floats, coefficients: Floats
) -> Memory:
    """Return the memory about a log-linear fit, by generalised least squares.

    Residuals are standardized by the root of the fitted counts; ``coefficients`` are
    moved by one step from those of the fit without memory.
    """
    root = np.sqrt(fitted)
    residual, x = (counts - fitted) / root, columns * root[:, None]
    n, k = x.shape
    found = [_at(rho, residual, x) for rho in _GRID]
    log = np.array([each[0] for each in found])
    weight = np.exp(log - log.max())
    best = int(log.argmax())
    gain = 2 * (log[best] - log[int(np.abs(_GRID).argmin())])
    return Memory(
        rho=_GRID,
        weight=weight / weight.sum(),
        estimate=coefficients + np.array([each[1] for each in found]),
        error=np.array([each[2] for each in found]),
        freedom=n - k,
        matters=bool(_GRID[best] > 0 and gain > MATTERS),
    )


def _at(rho: float, residual: Floats, x: Floats) -> tuple[float, Floats, Floats]:
    """Return the restricted log-likelihood, the step and its standard errors."""
    scale = np.sqrt(1 - rho**2)
    y, z = whitened(residual, rho), whitened(x, rho)
    n, k = x.shape
    q, r = np.linalg.qr(z)
    step = np.linalg.solve(r, q.T @ y)
    left = float(((y - z @ step) ** 2).sum())
    inverse = np.linalg.inv(r)
    errors = np.sqrt((inverse**2).sum(axis=1) * left / (n - k))
    log = -(n - 1) * np.log(scale) - np.log(np.abs(np.diag(r))).sum()
    return float(log - (n - k) / 2 * np.log(left)), step, errors


def whitened(values: Floats, rho: float) -> Floats:
    """Return what each value adds to the one before, of the variance of the values."""
    new: Floats = np.array(values, dtype=np.float64)
    new[1:] = (values[1:] - rho * values[:-1]) / np.sqrt(1 - rho**2)
    return new


def remembered_orders(
    residual: Floats, memory: Memory, draws: int, rng: np.random.Generator
) -> Floats:
    """Return (draws, n) series like ``residual``: what each adds, in random order."""
    rho = rng.choice(memory.rho, size=draws, p=memory.weight)
    new = np.array([rng.permutation(whitened(residual, value)) for value in rho])
    rows = new.copy()
    scale = np.sqrt(1 - rho**2)
    for at in range(1, rows.shape[1]):
        rows[:, at] = rho * rows[:, at - 1] + scale * new[:, at]
    return rows
