"""How surprising each window of a map or a cube is, and the words for it.

The test that was asked for gives both tails; corrected p-values and directions give
bins of confidence and their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from scipy.special import ndtr

from .._checks import (
    check_choice,
    check_finite,
    check_whole,
    sentence,
)
from .._columns import CORRECTIONS, HOT_SPOT_CATEGORIES
from ..space_time.areas import zones_of_cube
from ..stats._lattice import on_lattice
from ..stats._negative_binomial import (
    dispersion_of,
    exposure_tails,
    exposure_z,
    peak_tails,
)
from ..stats._tails import Tails
from ..stats._window_sums import cube_windows, window_cases
from ..stats.getis_ord import getis_ord_z, permutation_tails, simulated_tails
from ..stats.multiple_tests import adjust_p_values, adjust_repeated
from ._windows import windows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Correction
    from ..stats._tails import Null
    from ..stats._window_sums import WindowCases, Windows

    Floats = NDArray[np.float64]
    import geopandas as gpd
    import xarray as xr

    from ._windows import Neighbors

# p-values up to these are called 99, 95 and 90 per cent.
LEVELS = (0.01, 0.05, 0.10)

# A zone whose own count is this surprising is a peak.
PEAK_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class CubeTest:
    """What was found: the zones, their values, and (zone, period) arrays when asked."""

    zones: gpd.GeoDataFrame
    values: NDArray[np.float64]
    found: WindowTest
    adjusted: NDArray[np.float64]

    @property
    def z(self) -> Floats:
        """Gi*."""
        return self._in_cube(self.found.z)

    @property
    def p(self) -> Floats:
        """Two-sided p-values."""
        return self._in_cube(self.found.p)

    @property
    def p_adjusted(self) -> Floats:
        """p-values adjusted over all of the cube."""
        return self._in_cube(self.adjusted)

    @property
    def bins(self) -> NDArray[np.int8]:
        """-3, ..., 3."""
        return self._in_cube(gi_bins(self.adjusted, self.found.is_high))

    @property
    def order_of_z(self) -> NDArray[Any]:
        """Numbers that are ordered and tied as z is, in half the room."""
        cases = self.found.z
        if self.found.which is None or np.isnan(cases).any():
            return self.z
        rank = np.unique(cases, return_inverse=True)[1].astype(np.float32)
        return self._in_cube(rank)

    def _in_cube(self, part: NDArray[Any]) -> NDArray[Any]:
        return self.found.of_windows(part).reshape(self.values.shape)


Test = Literal["exact", "exact-mid", "normal", "permutation"]

TESTS: tuple[Test, ...] = ("exact", "exact-mid", "normal", "permutation")

# With fewer zones than this the others do not tell what is usual.
FEWEST_FOR_PEAKS = 10

NULLS: tuple[Null, ...] = ("randomization", "conditional")


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a test, checked.

    Attributes
    ----------
    null, test, correction, permutations
        As for ``hot_spots``.
    """

    null: Null
    test: Test
    correction: Correction
    permutations: int = 999

    def __post_init__(self) -> None:
        """Raise ValueError unless each option is one of those there are."""
        check_choice("null", self.null, NULLS)
        check_choice("test", self.test, TESTS)
        check_choice("correction", self.correction, CORRECTIONS)
        check_whole("permutations", self.permutations, at_least=1)


@dataclass(frozen=True, slots=True)
class WindowTest:
    """What was found in every window.

    Attributes
    ----------
    z, sums, expected, p : arrays
        Standard score, observed and expected sum, two-sided p-value; z and p are NaN
        where nothing could be tested.
    is_high : array of bool
        The window holds more, not less, than chance gives.
    exact : bool
        The p-values are exact, not approximated or simulated.
    which, times, n_neighbors : arrays of int, or None
        If given, the other arrays are of cases: the case of each window, how many
        windows are like each case, and how many neighbors they have.
    """

    z: Floats
    sums: Floats
    expected: Floats
    p: Floats
    is_high: NDArray[np.bool_]
    exact: bool
    which: NDArray[np.int64] | None = None
    times: NDArray[np.int64] | None = None
    n_neighbors: NDArray[np.int64] | None = None

    def of_windows(self, found: NDArray[Any]) -> NDArray[Any]:
        """Return what was found of each case, or window, for each window."""
        return found if self.which is None else found.take(self.which)

    def adjusted(self, correction: Correction) -> Floats:
        """Return p adjusted over all windows, of the shape of ``p``."""
        if self.times is None:
            return adjust_p_values(self.p, correction)
        return adjust_repeated(self.p, self.times, correction)


def compare_with_map(
    values: Floats, windows: Windows, choices: Choices, rng: np.random.Generator
) -> WindowTest:
    """Return Gi* of every window and its p-value under permutation of the values."""
    null = choices.null
    if choices.test != "permutation" and null == "randomization":
        cases = window_cases(values, windows)
        if cases is not None:
            return _compare_cases(values, cases, choices)
    sums = np.asarray(windows.sums(values), dtype=np.float64)
    z = getis_ord_z(values, sums, windows.n_neighbors)
    if choices.test == "normal":
        tails = normal_tails(z)
    elif choices.test == "permutation":
        draws = choices.permutations
        tails = simulated_tails(values, windows, null=null, permutations=draws, rng=rng)
    else:
        tails = counted_tails(values, windows, null)
    expected = values.mean() * (windows.n_neighbors + 1)
    p = tails.two_sided(mid=choices.test == "exact-mid")
    if values.min() == values.max():
        p = np.full(values.shape, np.nan)
    return WindowTest(z, sums, expected, p, tails.upper < tails.lower, tails.exact)


def _compare_cases(values: Floats, cases: WindowCases, choices: Choices) -> WindowTest:
    """Return the same for each case of windows, the values being counts."""
    sums, neighbors = cases.sums, cases.n_neighbors
    z = getis_ord_z(values, sums, neighbors)
    if choices.test == "normal":
        tails = normal_tails(z)
    else:
        tails = permutation_tails(values, sums, neighbors)
    p = tails.two_sided(mid=choices.test == "exact-mid")
    if values.min() == values.max():
        p = np.full(sums.shape, np.nan)
    return WindowTest(
        z,
        sums,
        values.mean() * (neighbors + 1),
        p,
        tails.upper < tails.lower,
        tails.exact,
        cases.which,
        cases.times,
        neighbors,
    )


def counted_tails(values: Floats, windows: Windows, null: Null) -> Tails:
    """Return exact tails; of values with many decimals those of three of them.

    Rounded values are counted, which is closer than an approximation of all decimals:
    within 1 % where the saddlepoint is off by up to 35 %.
    """
    rounded = on_lattice(values)
    held = values if rounded is None else rounded
    sums = np.asarray(windows.sums(held), dtype=np.float64)
    return permutation_tails(held, sums, windows.n_neighbors, null=null)


def compare_with_exposure(
    values: Floats, exposure: Floats, windows: Windows, choices: Choices
) -> WindowTest:
    """Return the same for counts that follow an exposure, as population."""
    sums = np.asarray(windows.sums(values), dtype=np.float64)
    rate = values.sum() / exposure.sum()
    expected = rate * np.asarray(windows.sums(exposure), dtype=np.float64)
    squares = rate**2 * np.asarray(windows.sums(exposure**2), dtype=np.float64)
    used = exposure > 0
    if values[used].sum() == 0:
        missing = np.full(values.shape, np.nan)
        nowhere = np.zeros(values.shape, dtype=np.bool_)
        return WindowTest(missing, sums, expected, missing, nowhere, exact=False)
    found = dispersion_of(values[used], exposure[used])
    total = float(values.sum())
    z = exposure_z(
        sums,
        expected,
        expected + found.mean * squares,
        total=total,
        whole=total + found.mean * float(((rate * exposure) ** 2).sum()),
    )
    if choices.test == "normal":
        tails = normal_tails(z)
    else:
        evenness = squares / np.where(expected > 0, expected, np.nan) ** 2
        tails = exposure_tails(sums, expected, evenness, found)
    p = tails.two_sided(mid=choices.test == "exact-mid")
    return WindowTest(z, sums, expected, p, tails.upper < tails.lower, tails.exact)


def peak_p_values(values: Floats, exposure: Floats | None) -> Floats:
    """Return how surprising each zone's own count is beside all others, one-sided.

    NaN where values are not whole counts, zones are too few or nobody is exposed.
    """
    p = np.full(values.shape, np.nan)
    size = np.ones_like(values) if exposure is None else exposure
    used = slice(None) if exposure is None else exposure > 0
    counts = values[used]
    if counts.size < FEWEST_FOR_PEAKS or counts.min() < 0 or counts.max() == 0:
        return p
    if np.array_equal(counts, np.rint(counts)):
        p[used] = peak_tails(counts, size[used])
    return p


def normal_tails(z: Floats) -> Tails:
    """Return the tails of a normal distribution."""
    return Tails(ndtr(-z), ndtr(z), np.zeros_like(z), exact=False)


def gi_bins(
    p_adjusted: NDArray[np.float64], is_high: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Return -3, ..., 3; 0 where the p-value is above 0.1 or missing."""
    with np.errstate(invalid="ignore"):
        depth = sum((p_adjusted <= level).astype(np.int8) for level in LEVELS)
    return np.where(is_high, depth, -depth).astype(np.int8)


def hot_spot_names(bins: NDArray[np.int8], tested: NDArray[np.bool_]) -> pd.Categorical:
    """Return the ordered categories of ``bins``; missing where nothing was tested."""
    codes = np.where(tested, bins + np.int8(3), np.int8(-1))
    return pd.Categorical.from_codes(codes, dtype=_hot_spot_kind())


@cache
def _hot_spot_kind() -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(HOT_SPOT_CATEGORIES.values()), ordered=True)


def compare_cube(
    cube: xr.Dataset,
    value: str,
    *,
    neighbors: Neighbors,
    time_lag: int,
    choices: Choices,
    rng: np.random.Generator,
) -> CubeTest:
    """Return the cube's zones with Gi* and its p-values, adjusted over all of it."""
    zones, values = _read_cube(cube, value)
    space = windows_of(zones, neighbors)
    windows = cube_windows(space, values.shape[1], time_lag)
    found = compare_with_map(values.ravel(), windows, choices, rng)
    return CubeTest(zones, values, found, found.adjusted(choices.correction))


def _read_cube(
    cube: xr.Dataset, value: str
) -> tuple[gpd.GeoDataFrame, NDArray[np.float64]]:
    """Return the zones and the (zone, period) values of a cube."""
    for name in (value, "geometry"):
        if name not in cube.variables:
            has = ", ".join(str(variable) for variable in cube.variables)
            raise KeyError(sentence("cube", f"a Dataset with '{name}'", has))
    variable = cube[value]
    if set(variable.dims) != {"zone", "period"}:
        remedy = "Choose one: cube.sel(theme='skadegörelse'), or add up: cube.sum(...)."
        rule = f"a Dataset whose '{value}' has the dims zone and period"
        raise ValueError(
            sentence("cube", rule, ", ".join(map(str, variable.dims)), remedy)
        )
    values = check_finite(value, variable.transpose("zone", "period").to_numpy())
    return zones_of_cube(cube), values
