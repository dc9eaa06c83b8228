"""Directions on the clock: mean, and Rayleigh's test of one peak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_finite, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class CircularMean:
    """Mean direction (0 up to the period), resultant length, variance, Rayleigh's p."""

    mean: float
    resultant: float
    variance: float
    rayleigh_z: float
    rayleigh_p: float


def circular_mean(values: ArrayLike, *, period: float = 24.0) -> CircularMean:
    r"""Return the mean direction of values on a circle, and whether they have one.

    Parameters
    ----------
    values : array-like
        Such as hours of the day.
    period : float, default 24
        Where the circle closes.

    Returns
    -------
    CircularMean

    Raises
    ------
    ValueError
        If there is no value or one is not finite.

    Notes
    -----
    :math:`z = n \bar R^2`; p by Zar's form
    :math:`\exp(\sqrt{1 + 4n + 4(n^2 - n^2 \bar R^2)} - (1 + 2n))`. Rayleigh's test is
    blind to two opposite peaks.

    Examples
    --------
    >>> round(circular_mean([23, 1, 23, 1]).mean % 24, 6) in (0.0, 24.0)
    True
    """
    angles = 2 * np.pi * check_finite("values", values) / period
    n = angles.size
    if n == 0:
        raise ValueError(sentence("values", "at least one number", "none"))
    east, north = np.cos(angles).mean(), np.sin(angles).mean()
    resultant = float(np.hypot(east, north))
    mean = float(np.arctan2(north, east) % (2 * np.pi)) * period / (2 * np.pi)
    together = n * resultant
    p = np.exp(np.sqrt(1 + 4 * n + 4 * (n**2 - together**2)) - (1 + 2 * n))
    z = n * resultant**2
    return CircularMean(mean, resultant, 1 - resultant, z, float(min(1.0, p)))
