"""Errors that remember: a regression of counts whose periods carry over to the next.

Residuals follow a first-order autoregression. What they tell of its coefficient is
kept as weights on a grid (restricted likelihood, every coefficient as likely before):
in three years of months it is far from known, and taking the best value alone makes
intervals too short. What chance adds to a count does not carry over: of the variance,
``white`` is that of Poisson counts, and only what is left of it remembers.
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
        Memory of what remembers, and how well each value fits; sums to 1.
    white : float
        Share of the variance that is chance and does not carry over, 0 to 1.
    estimate, error : (g, k) arrays
        Coefficients and their standard errors at each.
    freedom : int
    matters : bool
        Positive memory fits clearly better than none.
    """

    rho: Floats
    weight: Floats
    white: float
    estimate: Floats
    error: Floats
    freedom: int
    matters: bool

    @property
    def mean(self) -> float:
        """The correlation of a period with the next."""
        return (1 - self.white) * float(self.weight @ self.rho)

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

        By ``1 + 2 sum (1 - k/n) r_k``, with the correlation ``r_k`` of periods ``k``
        apart (Hamed and Rao 1998).
        """
        lag = np.arange(1, n)
        alike = (1 - self.white) * np.maximum(self.rho, 0.0)[:, None] ** lag
        inflation = 1 + 2 * ((1 - lag / n) * alike).sum(axis=1)
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
    white = min(1.0, (n - k) / float((residual**2).sum()))
    new, log_scale = whitened(np.column_stack([x, residual]), _GRID, white)
    log, step, error = _restricted(new)
    log = log - log_scale
    weight = np.exp(log - log.max())
    best = int(log.argmax())
    gain = 2 * (log[best] - log[int(np.abs(_GRID).argmin())])
    return Memory(
        rho=_GRID,
        weight=weight / weight.sum(),
        white=white,
        estimate=coefficients + step,
        error=error,
        freedom=n - k,
        matters=bool(_GRID[best] > 0 and gain > MATTERS),
    )


def _restricted(new: Floats) -> tuple[Floats, Floats, Floats]:
    """Return restricted log-likelihoods, steps and their standard errors.

    ``new`` is (g, n, k + 1): whitened columns, the residual last.
    """
    z, y = new[:, :, :-1], new[:, :, -1:]
    n, k = z.shape[1:]
    q, r = np.linalg.qr(z)
    step = np.linalg.solve(r, np.swapaxes(q, 1, 2) @ y)
    left = ((y - z @ step) ** 2).sum(axis=(1, 2))
    squares = (np.linalg.inv(r) ** 2).sum(axis=2)
    error: Floats = np.sqrt(squares * left[:, None] / (n - k))
    sizes = np.log(np.abs(np.diagonal(r, axis1=1, axis2=2))).sum(axis=1)
    return -sizes - (n - k) / 2 * np.log(left), step[:, :, 0], error


def _gains(n: int, rho: Floats, white: float) -> tuple[Floats, Floats]:
    """Return the scale of what each value adds, and how much of it is remembered.

    Both (n, g), by Kalman's filter of chance and a first-order autoregression.
    """
    scale, gain = np.empty((n, len(rho))), np.empty((n, len(rho)))
    spread = np.full(len(rho), 1 - white)
    for at in range(n):
        scale[at] = np.sqrt(spread + white)
        gain[at] = spread / (spread + white)
        spread = rho**2 * spread * (1 - gain[at]) + (1 - rho**2) * (1 - white)
    return scale, gain


def whitened(values: Floats, rho: Floats, white: float) -> tuple[Floats, Floats]:
    """Return (g, n, k) what each value adds to those before, and the log of its scale.

    ``values`` is (n, k). What is added has the variance of the values; the logarithms
    are summed over values.
    """
    scale, gain = _gains(len(values), rho, white)
    new = np.empty((len(values), len(rho), values.shape[1]))
    expected = np.zeros(new.shape[1:])
    for at, value in enumerate(values):
        added = value - expected
        new[at] = added / scale[at][:, None]
        expected = rho[:, None] * (expected + gain[at][:, None] * added)
    return np.swapaxes(new, 0, 1), np.log(scale).sum(axis=0)


def remembered_orders(
    residual: Floats, memory: Memory, draws: int, rng: np.random.Generator
) -> Floats:
    """Return (draws, n) series like ``residual``: what each adds, in random order."""
    rho = rng.choice(memory.rho, size=draws, p=memory.weight)
    new, _ = whitened(residual[:, None], rho, memory.white)
    scale, gain = _gains(len(residual), rho, memory.white)
    added = rng.permuted(new[:, :, 0], axis=1) * scale.T
    rows, expected = np.empty_like(added), np.zeros(draws)
    for at in range(len(residual)):
        rows[:, at] = expected + added[:, at]
        expected = rho * (expected + gain[at] * added[:, at])
    return rows
