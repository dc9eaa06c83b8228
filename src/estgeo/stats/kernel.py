"""Kernel density on a regular grid: linear binning and the fast Fourier transform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Kernel = Literal["quartic", "gaussian"]
KERNELS: tuple[Kernel, ...] = ("quartic", "gaussian")

# A quartic kernel of this radius smooths as much as a gaussian of bandwidth 1:
# (16 * 144 / 5) ** (1 / 6), the ratio of canonical bandwidths in two dimensions.
QUARTIC_TO_GAUSSIAN = (16 * 144 / 5) ** (1 / 6)
# Bandwidths after which a gaussian is cut off: exp(-18) of its height.
_GAUSSIAN_REACH = 6.0


def kernel_reach(bandwidth: float, kernel: Kernel) -> float:
    """Return the distance from which the kernel is zero."""
    return bandwidth * (1.0 if kernel == "quartic" else _GAUSSIAN_REACH)


def kernel_height(distance: Floats, bandwidth: float, kernel: Kernel) -> Floats:
    """Return the kernel at each distance; its integral over the plane is 1.

    >>> kernel_height(np.array([0.0, 1.0]), 1.0, "quartic").round(4)
    array([0.9549, 0.    ])
    """
    u = distance / bandwidth
    if kernel == "quartic":
        height = 3 / np.pi * np.maximum(0.0, 1 - u**2) ** 2
    else:
        height = np.where(u <= _GAUSSIAN_REACH, np.exp(-(u**2) / 2), 0) / (2 * np.pi)
    result: Floats = height / bandwidth**2
    return result


def linear_bins(
    x: Floats, y: Floats, weight: Floats | None, shape: tuple[int, int]
) -> Floats:
    """Share each point among the four nodes around it.

    Parameters
    ----------
    x, y : arrays
        Column and row of each point, in steps from the first node; inside ``shape``.
    weight : array or None
        Of each point.
    shape : (rows, columns)
        Of the nodes.

    Returns
    -------
    (rows, columns) array
        Adds up to the sum of the weights.
    """
    rows, columns = shape
    column = np.clip(x.astype(np.int64), 0, max(0, columns - 2))
    row = np.clip(y.astype(np.int64), 0, max(0, rows - 2))
    east, north = x - column, y - row
    place = row * columns + column
    mass = np.zeros(rows * columns + columns + 1)
    for step, share in (
        (0, (1 - east) * (1 - north)),
        (1, east * (1 - north)),
        (columns, (1 - east) * north),
        (columns + 1, east * north),
    ):
        weights = share if weight is None else share * weight
        added = np.bincount(place, weights)
        mass[step : step + added.size] += added
    return mass[: rows * columns].reshape(shape)


def convolved(mass: Floats, bandwidth: float, kernel: Kernel) -> Floats:
    """Return the density at every node of a grid of masses.

    Parameters
    ----------
    mass : (rows, columns) array
        Weight at each node.
    bandwidth : float
        In steps of the grid.
    kernel : {"quartic", "gaussian"}
        Shape of the kernel.

    Returns
    -------
    (rows, columns) array
        Weight per squared step, never below zero.
    """
    reach = int(np.ceil(kernel_reach(bandwidth, kernel)))
    # A kernel wider than the grid needs no more than the grid's own offsets.
    up, across = min(reach, mass.shape[0] - 1), min(reach, mass.shape[1] - 1)
    rows, columns = np.arange(-up, up + 1), np.arange(-across, across + 1)
    stamp = kernel_height(np.hypot(rows[:, None], columns), bandwidth, kernel)
    shape = [
        next_fast_len(size + 2 * out, real=True)
        for size, out in zip(mass.shape, (up, across), strict=True)
    ]
    product = rfft2(mass, s=shape) * rfft2(stamp, s=shape)
    whole = irfft2(product, s=shape)
    height, width = mass.shape
    inside: Floats = np.maximum(0.0, whole[up : up + height, across : across + width])
    return inside


def normal_bandwidth(x: Floats, y: Floats, kernel: Kernel) -> float:
    """Return the bandwidth that suits points spread like a normal distribution.

    Spread times n^(-1/6) (Scott 1992), with the smaller of standard deviation and
    interquartile range / 1.349 of x and y, averaged; 0 where all points coincide.
    """
    spreads = []
    for values in (x, y):
        low, high = np.percentile(values, [25, 75])
        deviation, middle = float(values.std()), float(high - low) / 1.349
        spreads.append(min(deviation, middle) if middle > 0 else deviation)
    scale: float = QUARTIC_TO_GAUSSIAN if kernel == "quartic" else 1.0
    return scale * float(np.mean(spreads)) * float(np.power(x.size, -1 / 6))
