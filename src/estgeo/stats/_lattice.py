"""Values on a lattice: whole numbers from zero, so that sums can be counted exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Decimals that people write: whole, tenths, hundredths, thousandths.
SCALES = (1, 10, 100, 1000)
_WIDEST_COUNT = 1 << 22
_WIDEST_WHOLE = 1 << 40
# Of the spread of values that have more, and steps of it from least to greatest.
_DECIMALS, _WIDEST_ROUNDED = 2, 1 << 17


@dataclass(frozen=True, slots=True)
class Lattice:
    """Values as ``origin + step * units``.

    Attributes
    ----------
    origin, step : float
        Smallest value, and distance between neighbouring points of the lattice.
    units : (n,) array of int
        The values in steps above the origin; the smallest is 0.
    distinct, multiplicity : (m,) arrays of int
        The units that occur, ascending, and how often.
    """

    origin: float
    step: float
    units: NDArray[np.int64]
    distinct: NDArray[np.int64]
    multiplicity: NDArray[np.int64]

    def units_of_sum(
        self, sums: NDArray[np.float64], sizes: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return sums of ``sizes`` values each in steps above their least value."""
        units = np.rint((sums - sizes * self.origin) / self.step)
        return units.astype(np.int64)


def lattice_of(values: NDArray[np.float64]) -> Lattice | None:
    """Return the lattice that ``values`` lie on, None where they lie on none.

    Whole numbers, and numbers of at most three decimals, lie on one.
    """
    scaled = _whole(values)
    if scaled is None:
        return None
    whole, scale = scaled
    origin = int(whole.min())
    units = whole - origin if origin else whole
    distinct, multiplicity = _occurrences(units)
    divisor = max(1, int(np.gcd.reduce(distinct)))
    if divisor > 1:
        units, distinct = units // divisor, distinct // divisor
    return Lattice(origin / scale, divisor / scale, units, distinct, multiplicity)


def on_lattice(values: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return values of many decimals rounded to three, None where nothing is gained.

    Decimals are those of the spread: a spread of 0.02 has its three at 0.00002. Where
    a few values lie so far out that the lattice would be too wide, there is none.
    """
    if _whole(values) is not None:
        return None
    spread = float(np.percentile(values, 75) - np.percentile(values, 25))
    spread = spread if spread > 0 else float(values.std())
    if not spread or not np.isfinite(spread):
        return None
    step = 10.0 ** (np.floor(np.log10(spread)) - _DECIMALS)
    if np.ptp(values) / step > _WIDEST_ROUNDED:
        return None
    rounded: NDArray[np.float64] = np.rint((values - values.min()) / step)
    return rounded


def _whole(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], int] | None:
    """Return the values as whole numbers and the scale that made them so."""
    if -_WIDEST_WHOLE < values.min() <= values.max() < _WIDEST_WHOLE:
        whole = values.astype(np.int64)
        if np.array_equal(whole, values):  # as counts are: no more to look at
            return whole, 1
    for scale in SCALES:
        scaled = values * scale
        if np.abs(scaled).max() >= _WIDEST_WHOLE:
            return None
        nearest = np.rint(scaled)
        if np.array_equal(nearest, scaled) or (
            scale != 1 and np.allclose(nearest, scaled, rtol=1e-12, atol=1e-9)
        ):
            return nearest.astype(np.int64), scale
    return None


def _occurrences(
    units: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if units.max() < _WIDEST_COUNT:
        counts = np.bincount(units)
        distinct = np.flatnonzero(counts)
        return distinct, counts[distinct]
    distinct, counts = np.unique(units, return_counts=True)
    return distinct, counts
