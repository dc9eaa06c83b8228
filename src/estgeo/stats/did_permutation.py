"""Which weeks were after? A permutation test of the ratio of ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_counts, check_same_length, check_whole, random_generator

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from .._checks import RandomState


def week_permutation_p(
    treated: ArrayLike,
    control: ArrayLike,
    is_after: ArrayLike,
    *,
    permutations: int = 999,
    rng: RandomState = None,
) -> float:
    """Return the two-sided p of the log ratio of ratios when weeks are shuffled.

    Parameters
    ----------
    treated, control : array-like of int, shape (n_weeks,)
        Counts a week; the two areas keep their weeks together.
    is_after : array-like of bool, shape (n_weeks,)
        Which weeks are after.
    permutations : int, default 999
        Shuffles drawn.
    rng : None, int or Generator, optional
        Source of random numbers.

    Returns
    -------
    float
        ``(b + 1) / (permutations + 1)``.

    Notes
    -----
    Assumes that weeks are exchangeable: no trend that differs between the areas, no
    autocorrelation. One half is added to every cell.

    Examples
    --------
    >>> week_permutation_p(
    ...     [9, 8, 9, 8, 1, 0, 1, 1], [5] * 8, [False] * 4 + [True] * 4, rng=1
    ... ) < 0.05
    True
    """
    first, second = check_counts("treated", treated), check_counts("control", control)
    after = np.asarray(is_after, dtype=bool)
    check_same_length(("treated", first), ("control", second))
    check_same_length(("is_after", after), ("treated", first))
    n = check_whole("permutations", permutations, at_least=1)
    generator = random_generator(rng)
    shuffled = generator.permuted(np.tile(after, (n, 1)), axis=1)
    found = np.abs(_log_ratio(first, second, np.vstack([after, shuffled])))
    return float((found >= found[0] - 1e-12).mean())


def _log_ratio(
    treated: NDArray[np.int64],
    control: NDArray[np.int64],
    after: NDArray[np.bool_],
) -> NDArray[np.float64]:
    t1, c1 = after @ treated + 0.5, after @ control + 0.5
    t0, c0 = (~after) @ treated + 0.5, (~after) @ control + 0.5
    return np.asarray(np.log(t1 / t0) - np.log(c1 / c0))
