"""Both tails of a window sum under chance, and their approximation.

Where the sum of a random subset cannot be counted exactly: the double saddlepoint
approximation (Robinson 1982) in the form of Barndorff-Nielsen's r*, in which the upper
tail is the normal tail of r*, for a subset of m of the n values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import scipy
from scipy.special import expit, gammaln, logit, ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Null = Literal["randomization", "conditional"]


@dataclass(frozen=True, slots=True)
class Tails:
    """Both tails of a window sum, each with the observed sum in it.

    Attributes
    ----------
    upper, lower, point : (n,) arrays
        P(S >= s), P(S <= s) and P(S = s).
    exact : bool
        False where a saddlepoint approximation had to stand in.
    """

    upper: Floats
    lower: Floats
    point: Floats
    exact: bool = True

    def two_sided(self, *, mid: bool = False) -> Floats:
        """Return min(1, 2 min(upper, lower)); ``mid`` counts half of P(S = s)."""
        smaller = np.minimum(self.upper, self.lower)
        if mid:
            smaller = smaller - self.point / 2
        doubled: Floats = np.minimum(1.0, 2 * smaller)
        return doubled


_KNOTS = 121

_STEEPEST = 60.0


def saddlepoint_tails(
    values: Floats, multiplicity: Floats, *, size: int, sums: Floats
) -> tuple[Floats, Floats]:
    """Return P(S >= s) and P(S <= s) for the sum S of ``size`` random values.

    Parameters
    ----------
    values, multiplicity : (m,) arrays
        The distinct values and how often each occurs.
    size : int
        How many values are drawn without replacement.
    sums : (k,) array
        The sums s.

    Returns
    -------
    upper, lower : (k,) arrays
        Within a factor of about two at size 8, within a few per cent from size 50;
        exact at the smallest and largest sum there can be.
    """
    n = int(multiplicity.sum())
    lowest, highest = _extremes(values, multiplicity, size)
    upper = np.where(sums <= lowest, 1.0, 0.0)
    lower = np.where(sums >= highest, 1.0, 0.0)
    if 0 < size < n and highest > lowest:
        knots, r_star = _r_star(values, multiplicity, size)
        between = (sums > lowest) & (sums < highest)
        clipped = np.clip(sums[between], knots[0], knots[-1])
        r = scipy.interpolate.PchipInterpolator(knots, r_star)(clipped)
        upper[between], lower[between] = ndtr(-r), ndtr(r)
        lower[sums <= lowest] = _chance_of_extreme(multiplicity, size)
        upper[sums >= highest] = _chance_of_extreme(multiplicity[::-1], size)
    return upper, lower


def _extremes(values: Floats, multiplicity: Floats, size: int) -> tuple[float, float]:
    """Return the smallest and the largest sum of ``size`` values."""

    def smallest(values: Floats, multiplicity: Floats) -> float:
        left = np.maximum(0, size - np.concatenate([[0], multiplicity.cumsum()[:-1]]))
        return float((values * np.minimum(left, multiplicity)).sum())

    slack = 1e-9 * max(1.0, float(np.abs(values).max(initial=0.0)))
    return (
        smallest(values, multiplicity) + slack,
        smallest(values[::-1], multiplicity[::-1]) - slack,
    )


def _chance_of_extreme(multiplicity: Floats, size: int) -> float:
    """Return the chance of drawing the first ``size`` values of an ordered list.

    Of the value at the border some copies are taken and others not: any of them may be.
    """
    before = multiplicity.cumsum() - multiplicity
    taken = np.clip(size - before, 0, multiplicity)
    ways = _log_choices(multiplicity, taken).sum()
    return float(np.exp(ways - _log_choices(multiplicity.sum(), size)))


def _log_choices(n: Floats, k: Floats | int) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(np.add(k, 1)) - gammaln(n - k + 1))


def _r_star(values: Floats, multiplicity: Floats, size: int) -> tuple[Floats, Floats]:
    """Return sums, ascending, and r* at each."""
    n = float(multiplicity.sum())
    spread = np.sqrt(
        np.average(
            (values - np.average(values, weights=multiplicity)) ** 2,
            weights=multiplicity,
        )
    )
    slopes = np.sinh(np.linspace(-1, 1, _KNOTS) * np.arcsinh(_STEEPEST)) / spread
    slopes = slopes[slopes != 0]
    even = logit(size / n)
    levels = _levels(values, multiplicity, size, slopes)
    chance = expit(levels[:, None] + slopes[:, None] * values)
    weight = multiplicity * chance * (1 - chance)
    sums = (multiplicity * chance) @ values
    gained = (
        (slopes * sums + levels * size)
        - (
            multiplicity * np.logaddexp(0, levels[:, None] + slopes[:, None] * values)
        ).sum(axis=1)
        - (size * even - n * np.logaddexp(0, even))
    )
    w = np.sign(slopes) * np.sqrt(2 * np.maximum(gained, 1e-300))
    total = weight.sum(axis=1)
    middle = (weight @ values) / total
    spread_given_size = total * (weight * (values - middle[:, None]) ** 2).sum(axis=1)
    flat = size * (1 - size / n)
    u = slopes * np.sqrt(spread_given_size / flat)
    usable = (np.abs(w) > 1e-4) & (u != 0)
    sums, w, u = sums[usable], w[usable], u[usable]
    keep = np.concatenate([[True], np.diff(sums) > 1e-12 * (1 + np.abs(sums[1:]))])
    r_star = (w + np.log(u / w) / w)[keep]
    # At a steep end r* turns back: from the middle outwards it may only grow.
    middle_knot = int(np.searchsorted(w[keep], 0))
    below, above = r_star[:middle_knot][::-1], r_star[middle_knot:]
    falling = np.minimum.accumulate(below)[::-1]
    return sums[keep], np.concatenate([falling, np.maximum.accumulate(above)])


def _levels(values: Floats, multiplicity: Floats, size: int, slopes: Floats) -> Floats:
    """Return the a that make the expected size right: sum expit(a + b x) = size."""
    reach = (
        np.abs(slopes) * np.abs(values).max()
        + abs(logit(size / multiplicity.sum()))
        + 1
    )
    low, high = -reach, reach
    for _ in range(80):
        middle = (low + high) / 2
        chance = expit(middle[:, None] + slopes[:, None] * values)
        too_few = (multiplicity * chance).sum(axis=1) < size
        low, high = np.where(too_few, middle, low), np.where(too_few, high, middle)
    levels: Floats = (low + high) / 2
    return levels
