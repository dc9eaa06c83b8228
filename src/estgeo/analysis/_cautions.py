"""When a hot spot map may look hotter, or colder, than it is: with figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ..stats.getis_ord import getis_ord_z, permutation_tails
from ..stats.multiple_tests import adjust_p_values, adjust_repeated
from ..words.hot_spots import (
    approximated_words,
    edge_words,
    empty_surroundings_words,
    floor_words,
    never_used_words,
    no_exposure_words,
    one_zone_words,
    sparse_words,
)
from ._tested_windows import LEVELS, normal_tails

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from .._columns import Correction, Language
    from ._tested_windows import Choices, WindowTest

    Floats = NDArray[np.float64]

# Fewer zones than this are seen at a glance; nothing is said about their pattern.
_SMALL_MAP = 30
# Windows without any incident, of all, from which their effect is worked out.
_MANY_EMPTY = 1 / 3
# Expected incidents a window under which the normal approximation misleads.
_SPARSE = 10.0


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to keep in mind.

    Attributes
    ----------
    code : str
        What it is about: "edge_zones", "never_used", "empty_surroundings", "one_zone",
        "sparse", "permutation_floor", "approximated" or "no_exposure".
    text : callable
        What is said of it, given a language.
    is_warning : bool
        True where the map may mislead; False for a plain fact about it.
    """

    code: str
    text: Callable[[Language], str]
    is_warning: bool = False


def cautions_of(
    found: WindowTest,
    values: Floats,
    n_neighbors: NDArray[np.int64],
    choices: Choices,
    exposure: Floats | None,
) -> list[Caution]:
    """Return what should be kept in mind about a map, most general first."""
    n, empty = values.size, int((values == 0).sum())
    usual = int(np.bincount(n_neighbors).argmax())
    edge = int((n_neighbors < usual).sum())
    cautions = []
    if edge:
        cautions.append(_fact("edge_zones", edge_words, edge, n, usual))
    if empty:
        cautions.append(_fact("never_used", never_used_words, empty, n))
    cautions += _one_zone(values)
    if exposure is not None:
        return cautions + _without_exposure(values, exposure)
    cautions += _empty_surroundings(found, values, n_neighbors, choices)
    if choices.test == "normal" and _usual(found) < _SPARSE:
        expected = _usual(found)
        cautions.append(_warning("sparse", sparse_words, expected))
    if choices.test == "permutation":
        cautions += _floor(found, choices)
    if choices.test in ("exact", "exact-mid") and not found.exact:
        cautions.append(_warning("approximated", approximated_words))
    return cautions


def _usual(found: WindowTest) -> float:
    return float(np.median(found.of_windows(found.expected)))


def _fact(code: str, words: Callable[..., str], *figures: object) -> Caution:
    return Caution(code, text=partial(words, *figures))


def _warning(code: str, words: Callable[..., str], *figures: object) -> Caution:
    return Caution(code, is_warning=True, text=partial(words, *figures))


def _one_zone(values: Floats) -> list[Caution]:
    """Return a caution where one zone towers over all others."""
    if values.size < _SMALL_MAP:
        return []
    at, largest = int(values.argmax()), values.max()
    next_largest = max(
        values[:at].max(initial=-np.inf), values[at + 1 :].max(initial=-np.inf)
    )
    if largest < 20 or largest < 10 * next_largest or largest < 0.2 * values.sum():
        return []
    figures = float(largest), float(values.sum()), float(next_largest)
    return [_warning("one_zone", one_zone_words, *figures)]


def _without_exposure(values: Floats, exposure: Floats) -> list[Caution]:
    stray = (exposure == 0) & (values > 0)
    if not stray.any():
        return []
    figures = int(stray.sum()), float(values[stray].sum())
    return [_warning("no_exposure", no_exposure_words, *figures)]


def _empty_surroundings(
    found: WindowTest,
    values: Floats,
    n_neighbors: NDArray[np.int64],
    choices: Choices,
) -> list[Caution]:
    """Return a caution where empty surroundings make much more of the map hot.

    Zones whose whole window is empty are left out and the rest is tested again.
    """
    used = found.sums > 0
    times = np.ones(used.size, np.int64) if found.times is None else found.times
    empty, n_used = int(times[~used].sum()), int(times[used].sum())
    if (
        values.size < _SMALL_MAP
        or choices.test == "permutation"
        or not n_used
        or empty < _MANY_EMPTY * values.size
    ):
        return []
    sizes = n_neighbors if found.n_neighbors is None else found.n_neighbors
    kept = (
        values[found.of_windows(used)],
        found.sums[used],
        np.minimum(sizes[used], n_used - 1),
    )
    if choices.test == "normal":
        tails = normal_tails(getis_ord_z(*kept))
    else:
        tails = permutation_tails(*kept, null=choices.null)
    p = tails.two_sided(mid=choices.test == "exact-mid")
    is_high = tails.upper < tails.lower
    correction = choices.correction
    hot = _count_hot(found.p, found.is_high, times, correction)
    hot_without = _count_hot(p, is_high, times[used], correction)
    if hot - hot_without < max(10, hot / 3):
        return []
    figures = (hot, hot_without)
    return [
        _warning(
            "empty_surroundings",
            empty_surroundings_words,
            empty,
            values.size,
            figures,
        )
    ]


def _count_hot(
    p: Floats,
    is_high: NDArray[np.bool_],
    times: NDArray[np.int64],
    correction: Correction,
) -> int:
    """Return how many windows are hot, of cases with ``times`` windows each."""
    with np.errstate(invalid="ignore"):
        hot = is_high & (adjust_repeated(p, times, correction) <= LEVELS[-1])
    return int(times[hot].sum())


def _floor(found: WindowTest, choices: Choices) -> list[Caution]:
    """Return a caution where zones reach the smallest p there is, and none passes."""
    smallest = 2 / (choices.permutations + 1)
    reached = found.p <= smallest * (1 + 1e-9)
    adjusted = adjust_p_values(found.p, choices.correction)
    if (
        choices.correction == "none"
        or not reached.any()
        or np.nanmin(adjusted) <= LEVELS[1]
    ):
        return []
    n = int((~np.isnan(found.p)).sum())
    needed = int(np.ceil(n * smallest / LEVELS[1]))
    figures = choices.permutations, smallest, needed, n
    return [_warning("permutation_floor", floor_words, *figures)]
