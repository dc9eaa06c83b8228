"""Sums in zones, in three steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import check_finite
from ._batches import Needs, PointBatch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._locating import Locator


@dataclass(slots=True)
class Sums:
    """Number of incidents of each zone, and sums of their weights."""

    n: NDArray[np.int64]
    weight: NDArray[np.float64]
    weight_sq: NDArray[np.float64]


class ZoneSums:
    """The aggregation that counts in zones."""

    def __init__(self, locator: Locator, *, crs: Any, weight: str | None) -> None:
        columns = () if weight is None else (weight,)
        self.needs = Needs(finite=False, crs=crs, columns=columns)
        self._locator, self._weight = locator, weight

    def empty(self) -> Sums:
        """Return the sums of no incidents."""
        n_zones = self._locator.n_zones
        start = np.nan if self._weight is None else 0.0
        return Sums(
            np.zeros(n_zones, dtype=np.int64),
            np.full(n_zones, start),
            np.full(n_zones, start),
        )

    def partial(self, batch: PointBatch) -> Sums:
        """Return the sums of one batch."""
        n_zones = self._locator.n_zones
        if self._weight is None:
            nothing = np.full(n_zones, np.nan)
            return Sums(self._locator.count(batch.x, batch.y), nothing, nothing)
        zone = self._locator.locate(batch.x, batch.y)
        inside = zone >= 0
        kept = zone[inside]
        n = np.bincount(kept, minlength=n_zones)
        values = batch.columns[self._weight].to_numpy()
        weights = check_finite(self._weight, values)[inside]
        return Sums(
            n,
            _sums(kept, weights, n_zones),
            _sums(kept, weights**2, n_zones),
        )

    def combine(self, total: Sums | None, part: Sums) -> Sums:
        """Return the total with the sums of one batch added."""
        if total is None:
            return part
        return Sums(
            total.n + part.n,
            total.weight + part.weight,
            total.weight_sq + part.weight_sq,
        )


def _sums(
    zone: NDArray[np.int32], weights: NDArray[np.float64], n_zones: int
) -> NDArray[np.float64]:
    sums = np.bincount(zone, weights=weights, minlength=n_zones)
    return sums.astype(np.float64, copy=False)
