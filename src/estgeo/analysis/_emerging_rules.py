"""Names for how a hot or cold spot came and went, by published rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._columns import EMERGING_PATTERNS, TOO_FEW_PERIODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Floats = NDArray[np.float64]

NO_PATTERN = EMERGING_PATTERNS[-1]
CHAINEY_PATTERNS = tuple(
    f"{kind} {side}"
    for side in ("hot spot", "cold spot")
    for kind in ("persistent", "emerging", "former", "intermittent")
) + (NO_PATTERN,)

# Fewer periods than this make "90 % of the periods" mean all of them.
FEWEST_PERIODS = 10
# Two-sided p-value up to which ArcGIS calls a trend a trend.
_TREND_LEVEL = 0.1
# A period counts as hot from this bin on: 90 % (ArcGIS) and 95 % (Chainey).
ARCGIS_BIN, CHAINEY_BIN = 1, 2
# Shares of Chainey's rules.
_EVER, _PERSISTENT, _RECENT = 0.1, 0.8, 0.2


def arcgis_patterns(
    bins: NDArray[np.integer], trend_z: Floats, trend_p: Floats
) -> NDArray[np.object_]:
    """Return one of 17 names for each row of (n, T) bins.

    Rules of ArcGIS Pro 3.x, tested in this order, hot before cold: new, consecutive,
    intensifying, diminishing, persistent, historical, oscillating, sporadic.
    """
    hot, cold = bins >= ARCGIS_BIN, bins <= -ARCGIS_BIN
    with np.errstate(invalid="ignore"):
        trend = np.where(trend_p < _TREND_LEVEL, np.sign(trend_z), 0)
    sides = (
        ("hot spot", _arcgis_side(hot, cold, trend)),
        ("cold spot", _arcgis_side(cold, hot, -trend)),
    )
    return _first_that_holds(sides, len(bins))


def chainey_patterns(bins: NDArray[np.integer]) -> NDArray[np.object_]:
    """Return persistent, emerging, former, intermittent or no pattern for each row.

    The last fifth of the periods, rounded up, is recent; the rest is older.
    """
    hot, cold = bins >= CHAINEY_BIN, bins <= -CHAINEY_BIN
    sides = (("hot spot", _chainey_side(hot)), ("cold spot", _chainey_side(cold)))
    return _first_that_holds(sides, len(bins))


def too_few(n: int) -> NDArray[np.object_]:
    """Return ``n`` times that there are too few periods for a name."""
    return np.full(n, TOO_FEW_PERIODS, dtype=object)


def _arcgis_side(
    here: Booleans, opposite: Booleans, trend: Floats
) -> Iterator[tuple[str, Booleans]]:
    """Yield each name and where its rule holds, for one side of the scale."""
    periods = here.shape[1]
    count, last = here.sum(axis=1), here[:, -1]
    mostly = 10 * count >= 9 * periods
    run = _final_run(here)
    yield "new", last & (count == 1)
    yield "consecutive", last & (run >= 2) & (run == count) & ~mostly
    yield "intensifying", mostly & last & (trend > 0)
    yield "diminishing", mostly & last & (trend < 0)
    yield "persistent", mostly & last
    yield "historical", mostly & ~last
    yield "oscillating", last & ~mostly & opposite.any(axis=1)
    yield "sporadic", last & ~mostly


def _chainey_side(here: Booleans) -> Iterator[tuple[str, Booleans]]:
    """Yield each name and where its rule holds, for one side of the scale."""
    recent = int(np.ceil(_RECENT * here.shape[1]))
    lately = here[:, -recent:].mean(axis=1) >= _EVER
    before = here[:, :-recent].mean(axis=1) >= _EVER
    share = here.mean(axis=1)
    yield "persistent", share >= _PERSISTENT
    yield "emerging", lately & ~before
    yield "former", before & ~lately
    yield "intermittent", share >= _EVER


def _final_run(here: Booleans) -> NDArray[np.int64]:
    """Return how many periods in a row, up to the last, each row is True."""
    backwards = here[:, ::-1]
    length = np.argmin(backwards, axis=1)
    run: NDArray[np.int64] = np.where(here.all(axis=1), here.shape[1], length)
    return run


def _first_that_holds(
    sides: tuple[tuple[str, Iterator[tuple[str, Booleans]]], ...], n: int
) -> NDArray[np.object_]:
    """Return the first name whose rule holds: rule by rule, hot before cold."""
    patterns = np.full(n, NO_PATTERN, dtype=object)
    free = np.ones(n, dtype=np.bool_)
    (hot, hot_rules), (cold, cold_rules) = sides
    for (kind, is_hot), (_, is_cold) in zip(hot_rules, cold_rules, strict=True):
        for side, holds in ((hot, is_hot), (cold, is_cold)):
            patterns[free & holds] = f"{kind} {side}"
            free &= ~holds
    return patterns
