"""Counts about an exposure when rates differ: negative binomial, dispersion unsure.

A zone's count has mean ``rate * exposure`` and variance ``mean + k mean**2``: its own
rate varies about the common one with squared coefficient of variation k. What the
counts tell of k is kept as weights on a grid, not as one number: few counts leave it
open, and tails worked out at the best k alone would be far too thin. The tails of
windows, each against its own exposure, rest on these weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaln

from ._tails import Tails

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# From this spread of k about its mean on, tails at the mean alone say the same.
_SURE = 0.03

# Values of k tried: first over all there can be, then where the weight lies.
_COARSE, _FINE = 41, 17

# Weights this far below the greatest (on the log scale) are nothing.
_NOTHING = 18.0

# Below this k a tail is that of Poisson's distribution to within rounding.
_POISSON = 1e-9

_NEWTON = 8

# Tails above this need no allowance; where there are many zones it is left out.
_DULL, _MANY = 0.05, 1000

# k is raised by this over the number of other zones in use: what keeps the level of
# maps with a dozen of them (see the calibration).
_SPARSE = 4.0

_WIDEST_COUNT = 1 << 22


@dataclass(frozen=True, slots=True)
class Dispersion:
    """What counts tell of the common rate and of how much rates differ.

    Attributes
    ----------
    k : (g,) array
        Squared coefficient of variation of the rates, ascending; the grid.
    weight : (g,) array
        How well each fits, summing to 1.
    rate, information : (g,) arrays
        The common rate at each k, and the information on its logarithm.
    """

    k: Floats
    weight: Floats
    rate: Floats
    information: Floats

    @property
    def mean(self) -> float:
        """The mean of k."""
        return float(self.weight @ self.k)


def dispersion_of(
    counts: Floats, exposure: Floats, times: Floats | None = None
) -> Dispersion:
    """Return what counts tell of their dispersion; exposures are above zero.

    ``times`` says how often each pair of count and exposure occurs. Beforehand the
    share ``1 - 1 / dispersion`` at the mean count is Beta(3/2, 1/2): rather large than
    small (Daniels 1999 has it uniform). The rate is integrated out by Laplace's method.
    """
    y, e = np.asarray(counts, float), np.asarray(exposure, float)
    m = np.ones_like(y) if times is None else np.asarray(times, float)
    mean = float(m @ y / m.sum())
    # Equal steps of the logit of the share: its ends stand for 0 and for 1.
    coarse = _fitted(y, e, m, np.linspace(-9.0, 9.0, _COARSE), mean)
    near = np.flatnonzero(np.log(coarse.weight + 1e-300) > -_NOTHING)
    logit = np.log(coarse.k * mean)
    low, high = logit[max(near[0] - 1, 0)], logit[min(near[-1] + 1, _COARSE - 1)]
    return _fitted(y, e, m, np.linspace(low, high, _FINE), mean)


def _fitted(y: Floats, e: Floats, m: Floats, logit: Floats, mean: float) -> Dispersion:
    k = np.exp(logit) / mean
    rate = _rates(y, e, m, k)
    mu = e[:, None] * rate
    spread = 1 + k * mu
    information = m @ (mu / spread)
    # d share = share (1 - share) d logit.
    log_prior = 1.5 * logit - 2 * np.logaddexp(0, logit)
    log_weight = m @ _log_point(y[:, None], mu, k) - np.log(information) / 2
    log_weight = log_weight + log_prior
    weight = np.exp(log_weight - log_weight.max())
    return Dispersion(k, weight / weight.sum(), rate, information)


def _rates(y: Floats, e: Floats, m: Floats, k: Floats) -> Floats:
    """Return the likeliest common rate at each k, by Newton's steps on its log."""
    rate = np.full(k.shape, float(m @ y / (m @ e)))
    if np.ptp(e) == 0:
        return rate
    for _ in range(_NEWTON):
        mu = e[:, None] * rate
        spread = 1 + k * mu
        score = m @ ((y[:, None] - mu) / spread)
        observed = m @ (mu * (1 + k * y[:, None]) / spread**2)
        step = np.clip(score / observed, -1, 1)
        rate = rate * np.exp(step)
        if np.abs(step).max() < 1e-8:
            break
    return rate


def _log_point(y: Floats, mu: Floats, k: Floats) -> Floats:
    """Return the log of the probability of y, negative binomial."""
    size = 1 / k
    found: Floats = (
        gammaln(y + size)
        - gammaln(size)
        - gammaln(y + 1)
        - size * np.log1p(k * mu)
        + y * (np.log(k * mu) - np.log1p(k * mu))
    )
    return found


def upper_tail(y: Floats, mean: Floats, k: Floats) -> Floats:
    """Return P(Y >= y) of a negative binomial with variance mean + k mean**2."""
    y, mean, k = np.broadcast_arrays(y, mean, k)
    floor = np.maximum(y, 1.0)
    size = 1 / np.maximum(k, _POISSON)
    spread = mean / (mean + size)
    tail = np.where(k > _POISSON, betainc(floor, size, spread), gammainc(floor, mean))
    return np.where(y > 0, tail, 1.0)


def lower_tail(y: Floats, mean: Floats, k: Floats) -> Floats:
    """Return P(Y <= y) of the same."""
    y, mean, k = np.broadcast_arrays(y, mean, k)
    size = 1 / np.maximum(k, _POISSON)
    tail: Floats = np.where(
        k > _POISSON,
        betainc(size, y + 1, size / (mean + size)),
        gammaincc(y + 1, mean),
    )
    return tail


def peak_tails(counts: Floats, exposure: Floats) -> Floats:
    """Return how surprisingly high each count is beside all others: P(Y >= y).

    Parameters
    ----------
    counts, exposure : (n,) arrays
        Whole counts, and exposures above zero.

    Returns
    -------
    (n,) array
        Tail of the negative binomial that the other zones give, over all k and rates
        they leave open.

    Notes
    -----
    The own count is taken out of the weights, the rate and the information, not by a
    new fit: its own log-likelihood is subtracted and the rate moved by one Newton step.
    Where the moments of the others say that they differ more than their likelihood
    does, as they do where a few others are large too, k is raised to that: real maps
    have longer tails than the negative binomial.

    Examples
    --------
    Nine times as many as in each of the others:

    >>> counts = np.array([20.0] * 79 + [180.0])
    >>> tails = peak_tails(counts, np.ones(80))
    >>> bool(tails[-1] < 1e-9), bool(tails[0] > 0.3)
    (True, True)
    """
    y, e, times, which = _distinct(counts, exposure)
    found = dispersion_of(y, e, times)
    in_use = np.maximum(times @ (y > 0) - (y > 0), 1.0)
    raised = 1 + _SPARSE / in_use
    spread = _spread_without_own(y, e, times)
    mean, k = e * (found.weight @ found.rate), np.maximum(spread, found.mean)
    tails = upper_tail(y, mean, raised * k)
    unsure = (tails < _DULL) | (len(y) <= _MANY)
    args = (y[unsure], e[unsure], found, spread[unsure], raised[unsure])
    tails[unsure] = _without_own(*args)
    result: Floats = np.minimum(tails, 1.0)[which]
    return result


def _distinct(
    counts: Floats, exposure: Floats
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """Return the distinct pairs, how often each occurs, and which one each zone is."""
    if np.ptp(exposure) == 0 and counts.max() < _WIDEST_COUNT:
        which = counts.astype(np.int64)
        times = np.bincount(which).astype(np.float64)
        y = np.flatnonzero(times).astype(np.float64)
        number = np.cumsum(times > 0) - 1
        return y, np.full(y.size, exposure[0]), times[times > 0], number[which]
    y, of_y = np.unique(counts, return_inverse=True)
    e, of_e = np.unique(exposure, return_inverse=True)
    pair, which = np.unique(of_y * len(e) + of_e, return_inverse=True)
    times = np.bincount(which).astype(np.float64)
    return y[pair // len(e)], e[pair % len(e)], times, which


def _spread_without_own(y: Floats, e: Floats, m: Floats) -> Floats:
    """Return k by the moments of all others: what their squares are above the mean."""
    others = m.sum() - 1
    counts, exposure = m @ y - y, m @ e - e
    rate = counts / np.maximum(exposure, 1e-300)
    squares = m @ y**2 - y**2, m @ (y * e) - y * e, m @ e**2 - e**2
    away = squares[0] - 2 * rate * squares[1] + rate**2 * squares[2]
    away = away * others / max(others - 1, 1) - rate * exposure
    found: Floats = np.maximum(away / np.maximum(rate**2 * squares[2], 1e-300), 0.0)
    return found


def _without_own(
    y: Floats, e: Floats, found: Dispersion, spread: Floats, raised: Floats
) -> Floats:
    y, e = y[:, None], e[:, None]
    k, mu = found.k, e * found.rate
    own = mu * (1 + k * y) / (1 + k * mu) ** 2
    score = (y - mu) / (1 + k * mu)
    left = np.maximum(found.information - mu / (1 + k * mu), 1e-9)
    step = np.clip(-score / np.maximum(found.information - own, left / 2), -3, 3)
    mu = mu * np.exp(step)
    lost = _log_point(y, mu, k) + found.information * step**2 / 2
    log_weight = np.log(found.weight + 1e-300) - lost
    log_weight += (np.log(found.information) - np.log(left)) / 2
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    # A rate unsure by this much on the log scale adds to k as a factor would.
    unsure = 1 / left
    wider = (raised * np.maximum(1.0, spread / (weight @ k)))[:, None] * k
    tails = upper_tail(y, mu, wider + unsure * (1 + wider))
    result: Floats = (weight * tails).sum(axis=1)
    return result


def exposure_tails(
    sums: Floats, expected: Floats, evenness: Floats, found: Dispersion
) -> Tails:
    """Return the tails of window counts around their expected values.

    Every zone is negative binomial with variance ``mean + k mean**2``; a window of
    zones is taken as one too, with the same mean and variance, which is exact where
    its zones are alike. ``evenness`` is the sum of its squared exposures over the
    square of their sum. Tails are means over what is known of k; NaN where nothing is
    expected.
    """
    mean = np.where(expected > 0, expected, np.nan)
    spread = np.sqrt(found.weight @ (found.k - found.mean) ** 2)
    if spread <= _SURE * found.mean:
        pairs = [(1.0, found.mean)]
    else:
        pairs = list(zip(found.weight, found.k, strict=True))
    upper, above, lower = np.zeros((3, *mean.shape))
    for weight, k in pairs:
        upper += weight * upper_tail(sums, mean, k * evenness)
        above += weight * upper_tail(sums + 1, mean, k * evenness)
        lower += weight * lower_tail(sums, mean, k * evenness)
    upper = np.where(np.isnan(mean), np.nan, upper)
    return Tails(upper, lower, upper - above, exact=False)


def exposure_z(
    sums: Floats, expected: Floats, variance: Floats, *, total: float, whole: float
) -> Floats:
    """Return standard scores of window sums, the sum of the map being fixed.

    ``variance`` is the window's and ``whole`` that of all zones. A window of share s
    stands against the rest: ``(1 - s)**2`` of its own variance, ``s**2`` of the rest's.
    """
    share = expected / total
    against = (1 - share) ** 2 * variance + share**2 * (whole - variance)
    spread = np.sqrt(np.maximum(against, 0.0))
    # What is all of the map can differ from nothing; rounding is no spread.
    spread = np.where(share > 1 - 1e-12, 0.0, spread)
    return (sums - expected) / np.where(spread > 0, spread, np.nan)
