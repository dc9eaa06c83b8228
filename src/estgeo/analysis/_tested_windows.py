"""How surprising each window is, by the test that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtr

from .._checks import check_choice, check_whole
from .._columns import CORRECTIONS
from ..stats._exposure import exposure_tails, exposure_z
from ..stats._lattice import on_lattice
from ..stats._negative_binomial import dispersion_of, peak_tails
from ..stats._permutations import simulated_tails
from ..stats._tails import Tails
from ..stats.getis_ord import getis_ord_z, permutation_tails

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Correction
    from ..stats._tails import Null
    from ..stats._window_sums import Windows

    Floats = NDArray[np.float64]

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
    """

    z: Floats
    sums: Floats
    expected: Floats
    p: Floats
    is_high: NDArray[np.bool_]
    exact: bool


def compare_with_map(
    values: Floats, windows: Windows, choices: Choices, rng: np.random.Generator
) -> WindowTest:
    """Return Gi* of every window and its p-value under permutation of the values."""
    sums = np.asarray(windows.sums(values), dtype=np.float64)
    z = getis_ord_z(values, sums, windows.n_neighbors)
    null = choices.null
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
    used = size > 0
    counts = values[used]
    whole = bool((counts >= 0).all() and (counts == np.rint(counts)).all())
    if whole and counts.size >= FEWEST_FOR_PEAKS and counts.sum() > 0:
        p[used] = peak_tails(counts, size[used])
    return p


def normal_tails(z: Floats) -> Tails:
    """Return the tails of a normal distribution."""
    return Tails(ndtr(-z), ndtr(z), np.zeros_like(z), exact=False)
