"""Kernel density on a regular grid: linear binning and the fast Fourier transform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.fft import fft, ifft, irfft, next_fast_len, rfft, rfft2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Kernel = Literal["quartic", "gaussian"]
KERNELS: tuple[Kernel, ...] = ("quartic", "gaussian")

# A quartic kernel of this radius smooths as much as a gaussian of bandwidth 1:
# (16 * 144 / 5) ** (1 / 6), the ratio of canonical bandwidths in two dimensions.
QUARTIC_TO_GAUSSIAN = (16 * 144 / 5) ** (1 / 6)
# Bandwidths after which a gaussian is cut off: exp(-32) of its height, under rounding.
_GAUSSIAN_REACH = 8.0
# Points counted at a time, and points whose places are worked out at a time.
_BINNED, _BLOCK = 1 << 19, 1 << 13


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
    return mass_of_moments(binned_moments(x, y, weight, shape))


def binned_moments(
    x: Floats, y: Floats, weight: Floats | None, shape: tuple[int, int]
) -> Floats:
    """Return what ``mass_of_moments`` needs to know of points.

    Parameters
    ----------
    x, y, weight, shape
        As for ``linear_bins``.

    Returns
    -------
    (4, rows, columns) array
        At the node south-west of the points: their weight, and weight times how far
        east of it they lie, how far north, and the product of the two. Those of two
        sets of points add up to those of both.
    """
    moments = _moments(x[:_BINNED], y[:_BINNED], weight, shape)
    for start in range(_BINNED, x.size, _BINNED):
        some = slice(start, start + _BINNED)
        weights = None if weight is None else weight[some]
        moments += _moments(x[some], y[some], weights, shape)
    return moments


def mass_of_moments(moments: Floats) -> Floats:
    """Return the mass at each node; the moments are used up."""
    whole, east, north, both = moments
    # (1 - e)(1 - n), e (1 - n), (1 - e) n and e n, each summed over the points.
    east -= both
    north -= both
    for part in (east, north, both):
        whole -= part
    whole[:, 1:] += east[:, :-1]
    whole[1:] += north[:-1]
    whole[1:, 1:] += both[:-1, :-1]
    mass: Floats = np.maximum(whole, 0.0)
    return mass


def _moments(
    x: Floats, y: Floats, weight: Floats | None, shape: tuple[int, int]
) -> Floats:
    """Return the moments of so few points that they are worked on at once."""
    nodes = shape[0] * shape[1]
    place, shares = _places_and_shares(x, y, shape)
    if weight is not None:
        weight = weight[: x.size]
        shares *= weight
    moments = np.empty((4, *shape))
    for moment, share in zip(moments, (weight, *shares), strict=True):
        moment.ravel()[:] = np.bincount(place, share, nodes)
    return moments


def _places_and_shares(
    x: Floats, y: Floats, shape: tuple[int, int]
) -> tuple[NDArray[np.int64], Floats]:
    """Return the node south-west of each point; how far east, north, and their product.

    Worked out block by block: what lies between stays in the processor's cache.
    """
    place, shares = np.empty(x.size, dtype=np.int64), np.empty((3, x.size))
    columns, rows = np.empty(min(_BLOCK, x.size)), np.empty(min(_BLOCK, x.size))
    for start in range(0, x.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        east, north, both = shares[:, block]
        column, row = columns[: east.size], rows[: east.size]
        np.floor(x[block], out=column)
        np.floor(y[block], out=row)
        np.subtract(x[block], column, out=east)
        np.subtract(y[block], row, out=north)
        np.multiply(east, north, out=both)
        row *= shape[1]
        row += column
        place[block] = row
    return place, shares


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
    # What the transform wraps around falls on the margin, which is cut off.
    shape = [
        next_fast_len(size + out, real=True)
        for size, out in zip(mass.shape, (up, across), strict=True)
    ]
    # The margin's empty rows need no transform across, nor do those that are cut off.
    spectrum = fft(rfft(mass, shape[1]), shape[0], axis=0)
    spectrum *= _spectrum((up, across), shape, bandwidth, kernel)
    height, width = mass.shape
    down = ifft(spectrum, axis=0)[up : up + height]
    whole = irfft(down, shape[1])
    inside: Floats = np.maximum(0.0, whole[:, across : across + width])
    return inside


def _spectrum(
    reach: tuple[int, int], shape: list[int], bandwidth: float, kernel: Kernel
) -> NDArray[np.complex128]:
    """Return the transform of the kernel, whose middle lies at ``reach``."""
    rows, columns = (np.arange(-out, out + 1) / bandwidth for out in reach)
    if kernel == "gaussian":
        # A product of one kernel down and one across, and so is its transform.
        down, along = (np.exp(-(u**2) / 2) for u in (rows, columns))
        product: NDArray[np.complex128] = fft(
            down / (2 * np.pi * bandwidth**2), shape[0]
        )[:, None] * rfft(along, shape[1])
        return product
    stamp = kernel_height(
        bandwidth * np.hypot(rows[:, None], columns), bandwidth, kernel
    )
    whole: NDArray[np.complex128] = rfft2(stamp, s=shape)
    return whole


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
