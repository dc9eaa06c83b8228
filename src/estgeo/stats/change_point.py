"""One suspected break in a series of counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_finite, check_same_length, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

FEWEST = 8
_MARGIN = 2  # periods on either side of a break


@dataclass(frozen=True, slots=True)
class Break:
    """Where the level changes most, and how often chance changes it as much.

    ``position`` is the first period of the new level; ``ratio`` the new level over the
    old.
    """

    position: int
    ratio: float
    p_value: float


def find_break(
    counts: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    permutations: int = 999,
    rng: np.random.Generator | None = None,
) -> Break:
    """Find the split of a series that explains it best by two levels.

    Parameters
    ----------
    counts : (n,) array
        In order of time; at least 8.
    exposure : (n,) array, optional
        Days of each period.
    permutations : int, default 999
        Orders of the periods tried by chance.
    rng : Generator, optional
        Source of random numbers; the same every time if none is given.

    Returns
    -------
    Break

    Raises
    ------
    ValueError
        If there are fewer than 8 periods.

    Notes
    -----
    The statistic is the Poisson log likelihood ratio of two levels, maximal over all
    splits with two periods on either side; p = (1 + permuted at least as large) /
    (1 + permutations). Periods are exchanged with their exposure. A slow trend or a
    season is also "a break" to this test: look at the picture.

    Examples
    --------
    >>> found = find_break([9, 11, 10, 9, 11, 10, 4, 5, 6, 5, 4, 6])
    >>> found.position, round(found.ratio, 2), found.p_value < 0.01
    (6, 0.5, True)
    """
    y = check_finite("counts", counts)
    days = np.ones(y.size) if exposure is None else check_finite("exposure", exposure)
    check_same_length(("exposure", days), ("counts", y))
    if y.size < FEWEST:
        raise ValueError(sentence("counts", f"at least {FEWEST} periods", y.size))
    generator = np.random.default_rng(0) if rng is None else rng
    gains = _gains(y[None, :], days[None, :])[0]
    position = int(np.argmax(gains)) + _MARGIN
    orders = generator.permuted(np.tile(np.arange(y.size), (permutations, 1)), axis=1)
    chance = _gains(y[orders], days[orders]).max(axis=1)
    p_value = (1 + int((chance >= gains.max() - 1e-9).sum())) / (1 + permutations)
    before = y[:position].sum() / days[:position].sum()
    after = y[position:].sum() / days[position:].sum()
    ratio = float(after / before) if before > 0 else np.inf
    return Break(position, ratio, p_value)


def _gains(y: Floats, days: Floats) -> Floats:
    """Return the log likelihood ratio of every split, (series, splits)."""
    inside, elapsed = np.cumsum(y, axis=1), np.cumsum(days, axis=1)
    total, whole = inside[:, -1:], elapsed[:, -1:]
    splits = slice(_MARGIN - 1, y.shape[1] - _MARGIN)
    first, time = inside[:, splits], elapsed[:, splits]
    return np.asarray(
        _part(first, total * time / whole)
        + _part(total - first, total * (whole - time) / whole)
    )


def _part(observed: Floats, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = observed * np.log(observed / expected)
    return np.asarray(np.where(observed > 0, gain, 0.0))
