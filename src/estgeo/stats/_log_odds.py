"""Beta-distributed shares on the log-odds scale, and the difference of two of them.

If ``p ~ Beta(a, b)`` then ``X = log(p / (1 - p))`` has the density
``exp(a x) / (1 + exp(x))^(a+b) / B(a, b)``: smooth, with exponential tails. An even
grid therefore integrates it to machine precision, so no random draws are needed.
All arguments broadcast; the last axis is used for the grid only inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv, betaln, digamma, expit, polygamma

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Beta = tuple[ArrayLike, ArrayLike]

# Mass left outside the grid on each side, and points on it.
_TAIL = 1e-13
_POINTS = 401


def log_odds_mean(beta: Beta) -> Floats:
    """Return the mean of the log odds."""
    a, b = np.asarray(beta[0], float), np.asarray(beta[1], float)
    return np.asarray(digamma(a) - digamma(b))


def log_odds_variance(beta: Beta) -> Floats:
    """Return the variance of the log odds."""
    a, b = np.asarray(beta[0], float), np.asarray(beta[1], float)
    return np.asarray(polygamma(1, a) + polygamma(1, b))


def log_odds_cdf(x: ArrayLike, beta: Beta) -> Floats:
    """Return the probability that the log odds are at most ``x``."""
    return np.asarray(betainc(beta[0], beta[1], expit(x)))


def log_odds_quantile(probability: ArrayLike, beta: Beta) -> Floats:
    """Return the log odds below which ``probability`` of the mass lies."""
    q = np.asarray(probability, float)
    a, b = beta
    # The share and its complement each from its own side: neither loses digits.
    return np.asarray(np.log(betaincinv(a, b, q)) - np.log(betaincinv(b, a, 1 - q)))


def log_odds_density(x: ArrayLike, beta: Beta) -> Floats:
    """Return the density of the log odds at ``x``."""
    a, b = np.asarray(beta[0], float), np.asarray(beta[1], float)
    x = np.asarray(x, float)
    return np.asarray(np.exp(a * x - (a + b) * np.logaddexp(0, x) - betaln(a, b)))


def difference_cdf(
    x: ArrayLike, first: Beta, second: Beta, *, points: int = _POINTS
) -> Floats:
    """Return ``P(X - Y <= x)`` of two independent log odds X and Y."""
    first, second = _narrower_last(first, second)
    y, weight = _grid(second, points)
    shifted = np.asarray(x, float)[..., None] + y
    return np.asarray((weight * log_odds_cdf(shifted, _wide(first))).sum(axis=-1))


def difference_quantile(probability: ArrayLike, first: Beta, second: Beta) -> Floats:
    """Return the value that ``X - Y`` stays below with ``probability``.

    Newton steps on the distribution function, kept inside a bracket that shrinks.
    """
    q = np.asarray(probability, float)
    first, second = _narrower_last(first, second)
    y, weight = _grid(second, _POINTS)
    wide = _wide(first)
    low = log_odds_quantile(_TAIL, first) - log_odds_quantile(1 - _TAIL, second)
    high = log_odds_quantile(1 - _TAIL, first) - log_odds_quantile(_TAIL, second)
    low, high, q = (np.array(part) for part in np.broadcast_arrays(low, high, q))
    x = np.broadcast_to(log_odds_mean(first) - log_odds_mean(second), q.shape).copy()
    for _ in range(60):
        shifted = x[..., None] + y
        missed = (weight * log_odds_cdf(shifted, wide)).sum(axis=-1) - q
        slope = (weight * log_odds_density(shifted, wide)).sum(axis=-1)
        low, high = np.where(missed < 0, x, low), np.where(missed < 0, high, x)
        with np.errstate(divide="ignore"):
            step = x - missed / slope
        inside = (step > low) & (step < high)
        new = np.where(inside, step, (low + high) / 2)
        if np.all(np.abs(new - x) <= 1e-12 * (1 + np.abs(x))):
            break
        x = new
    return new


def _narrower_last(first: Beta, second: Beta) -> tuple[Beta, Beta]:
    """Return two betas of the same difference, the second with the smaller variance.

    The grid lies over the second, and the first must be smooth from node to node. As
    log odds -X are those of the complement, X - Y is as well -Y less -X.
    """
    turned = log_odds_variance(first) < log_odds_variance(second)
    (a, b), (c, d) = first, second
    wide = np.where(turned, d, a), np.where(turned, c, b)
    return wide, (np.where(turned, b, c), np.where(turned, a, d))


def _wide(beta: Beta) -> Beta:
    return np.asarray(beta[0], float)[..., None], np.asarray(beta[1], float)[..., None]


def _grid(beta: Beta, points: int) -> tuple[Floats, Floats]:
    """Return grid points that hold nearly all the mass, and their weights."""
    low = log_odds_quantile(_TAIL, beta)
    high = log_odds_quantile(1 - _TAIL, beta)
    y = low[..., None] + (high - low)[..., None] * np.linspace(0, 1, points)
    weight = log_odds_density(y, _wide(beta))
    return y, weight / weight.sum(axis=-1, keepdims=True)
