"""Draw every k-th report, so that all sums of what is shown stay near the truth.

Each report is drawn with probability ``1 / base`` and a drawn report counts for
``base``. What is shown is always a count of drawn reports times ``base``, so no two
tables can be laid beside each other to learn more than the draw tells itself. The draws
are not independent: one that leaves sums (of an area, of a topic, of the year so far)
far from the truth is less likely, so the errors of the parts cancel in the whole.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_whole

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

# Found by measuring (docs/methods/disclosure.md): more strictness or more rounds
# bring the sums no nearer to the truth.
STRICTNESS = 3.0
MOST_ROUNDS, LEAST_ROUNDS, STEPS = 30, 6, 200_000


def draw_balanced(
    sums: ArrayLike,
    base: int,
    *,
    errors: ArrayLike,
    rng: np.random.Generator,
) -> Bools:
    """Return which reports are drawn to stand for ``base`` each.

    Parameters
    ----------
    sums : array-like of int, shape (n, m)
        For each report the numbers of the ``m`` sums that it is part of.
    base : int
        At least 2.
    errors : array-like of float, shape (number of sums,)
        How far what is shown of each sum is from the truth already, by earlier draws.
    rng : numpy.random.Generator
        Source of the draws.

    Returns
    -------
    array of bool, shape (n,)

    Notes
    -----
    The draw is Gibbs sampling from probabilities proportional to
    (1 / (base - 1))^drawn times exp(-3 E^2 / base^2) over all sums with errors E, with
    the balance tightened round by round. Every set of reports can be drawn, so no set
    of counts that has as many reports as were drawn is ruled out by what is shown.
    Random rounding is due to [1]_, its controlled form to [2]_, balanced samples to
    [3]_.

    References
    ----------
    .. [1] Fellegi, I. P. (1975). Controlled random rounding. Survey Methodology 1(2).
    .. [2] Cox, L. H. (1987). A constructive procedure for unbiased controlled rounding.
       Journal of the American Statistical Association 82(398), 520-524.
       https://doi.org/10.1080/01621459.1987.10478455
    .. [3] Deville, J.-C., Tillé, Y. (2004). Efficient balanced sampling: the cube
       method. Biometrika 91(4), 893-912. https://doi.org/10.1093/biomet/91.4.893

    Examples
    --------
    Twenty reports in one sum: four of them, one in five, is the likely draw.

    >>> drawn = draw_balanced([[0]] * 20, 5, errors=[0.0], rng=np.random.default_rng(2))
    >>> int(drawn.sum())
    4
    """
    base = check_whole("base", base, at_least=2)
    members = np.asarray(sums, dtype=np.int64)
    if not len(members):
        return np.zeros(0, dtype=bool)
    drawn = rng.random(len(members)) * base < 1
    error = np.asarray(errors, dtype=float).copy()
    steps = np.where(drawn, base, 0) - 1.0
    np.add.at(error, members.ravel(), np.repeat(steps, members.shape[1]))
    rounds = int(np.clip(STEPS // len(members), LEAST_ROUNDS, MOST_ROUNDS))
    for turn in range(1, rounds + 1):
        weight = STRICTNESS * turn / rounds / base**2
        drawn, error = _one_round((drawn, error), members, base, weight, rng)
    return drawn


def _one_round(
    state: tuple[Bools, Floats],
    members: Ints,
    base: int,
    weight: float,
    rng: np.random.Generator,
) -> tuple[Bools, Floats]:
    """Return the draw and the errors after every report was drawn anew.

    In plain lists: each step needs the last, and there arrays are slower.
    """
    chosen: list[bool] = state[0].tolist()
    error: list[float] = state[1].tolist()
    part_of: list[list[int]] = members.tolist()
    chances: list[float] = rng.random(len(chosen)).tolist()
    odds = -math.log(base - 1)
    constant = members.shape[1] * base**2
    for at in rng.permutation(len(chosen)).tolist():
        total = 0.0
        for s in part_of[at]:
            total += error[s]
        if chosen[at]:
            total -= members.shape[1] * base
        score = odds - weight * (2 * base * total + constant)
        score = min(max(score, -500.0), 500.0)
        takes = chances[at] < 1 / (1 + math.exp(-score))
        if takes != chosen[at]:
            step = base if takes else -base
            for s in part_of[at]:
                error[s] += step
            chosen[at] = takes
    return np.array(chosen, dtype=bool), np.array(error)
