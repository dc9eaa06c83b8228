"""Agreement of two classifications beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def weighted_agreement(
    first: ArrayLike, second: ArrayLike, *, widest: float
) -> tuple[float, float]:
    """Return the agreement of two ordered scales, and that to be expected by chance.

    Parameters
    ----------
    first, second : arrays of numbers of the same length
        Places on the scale.
    widest : float
        Distance on the scale at which nothing agrees; half of it is half an agreement.

    Returns
    -------
    tuple of float
        Mean agreement, and its mean if the second were dealt out at random.
        Cohen's weighted kappa is ``(seen - chance) / (1 - chance)``.

    References
    ----------
    Cohen, J. (1968). Weighted kappa. Psychological Bulletin, 70, 213-220.

    Examples
    --------
    >>> weighted_agreement([1, 0, 0, 0], [1, 0, 0, 1], widest=1)
    (0.75, 0.5)
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    a_levels, a_share = np.unique(a, return_counts=True)
    b_levels, b_share = np.unique(b, return_counts=True)
    credit = 1 - np.minimum(np.abs(a_levels[:, None] - b_levels) / widest, 1)
    chance = a_share @ credit @ b_share / len(a) ** 2
    seen = np.mean(1 - np.minimum(np.abs(a - b) / widest, 1))
    return float(seen), float(chance)
