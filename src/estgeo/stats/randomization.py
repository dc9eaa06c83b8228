"""The exact test of an experiment: what all other draws of the lot would have given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb, prod
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_same_length, sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Integers = NDArray[np.int64]

# Twelve pairs are 4,096 draws; with more than this as many are drawn at random.
MOST_DRAWS = 20_000
_TIE = 1e-12
_WIDEST = np.log(1e4)


@dataclass(frozen=True, slots=True)
class LotTest:
    """What an experiment found, against all other draws of its lot.

    Attributes
    ----------
    statistic : float
        Log ratio of ratios, or the mean difference.
    p_value, p_less, p_greater : float
        Two-sided (by the absolute value) and one-sided; ties count as extreme.
    low, high : float
        Interval of the log ratio: values whose removal is not unusual; infinite where
        there are too few draws. NaN for the mean difference.
    n_draws : int
        Draws that were compared, the real one included.
    is_exact : bool
        Whether these are all.
    """

    statistic: float
    p_value: float
    p_less: float
    p_greater: float
    low: float
    high: float
    n_draws: int
    is_exact: bool


def lot_draws(
    blocks: ArrayLike,
    treated: ArrayLike,
    *,
    rng: np.random.Generator | None = None,
    most: int = MOST_DRAWS,
) -> Bools:
    """Return the draws that could have been: shape (n_draws, n_places).

    Parameters
    ----------
    blocks : array-like, shape (n_places,)
        Within which the lot was drawn.
    treated : array-like of bool, shape (n_places,)
        What was drawn: so many in each block.
    rng : numpy.random.Generator, optional
        Source of the draws where there are more than ``most``.
    most : int, default 20000
        Draws that are listed one by one.

    Returns
    -------
    array of bool
        All draws, or the real one first and ``most - 1`` at random.

    Examples
    --------
    >>> lot_draws([1, 1, 2, 2], [True, False, True, False]).astype(int)
    array([[1, 0, 1, 0],
           [1, 0, 0, 1],
           [0, 1, 1, 0],
           [0, 1, 0, 1]])
    """
    label, drawn = np.asarray(blocks), np.asarray(treated, dtype=bool)
    check_same_length(("blocks", label), ("treated", drawn))
    members = [np.flatnonzero(label == one) for one in dict.fromkeys(label.tolist())]
    numbers = [int(drawn[places].sum()) for places in members]
    n_all = prod(comb(len(p), k) for p, k in zip(members, numbers, strict=True))
    if n_all > most:
        source = rng if rng is not None else np.random.default_rng(0)
        found = np.tile(drawn, (most, 1))
        for places in members:
            found[1:, places] = source.permuted(found[1:, places], axis=1)
        return found
    found = np.zeros((n_all, len(drawn)), dtype=bool)
    repeat = n_all
    for places, k in zip(members, numbers, strict=True):
        ways = np.array([list(one) for one in combinations(places, k)], dtype=np.int64)
        repeat //= len(ways)
        which = np.arange(n_all) // repeat % len(ways)
        found[np.arange(n_all)[:, None], ways[which]] = True
    return found


def lot_test(
    before: ArrayLike,
    after: ArrayLike,
    treated: ArrayLike,
    blocks: ArrayLike,
    *,
    statistic: str = "log ratio of ratios",
    confidence: float = 0.95,
    rng: np.random.Generator | None = None,
) -> LotTest:
    r"""Compare what the lot drew with all that it could have drawn.

    Parameters
    ----------
    before, after : array-like, shape (n_places,)
        Counts; ``before`` is not used by the mean difference.
    treated : array-like of bool, shape (n_places,)
        Places that were drawn.
    blocks : array-like, shape (n_places,)
        Within which the lot was drawn.
    statistic : {"log ratio of ratios", "mean difference"}
        :math:`\log(T_1/T_0) - \log(C_1/C_0)` of sums, or the mean over blocks, weighed
        by their size, of the difference of means after.
    confidence : float, default 0.95
        Level of the interval.
    rng : numpy.random.Generator, optional
        Used only where there are more draws than can be listed.

    Returns
    -------
    LotTest

    Raises
    ------
    ValueError
        If all or none of the places were drawn.

    Notes
    -----
    The p-value rests on the lot alone, not on any law of the counts [1]_: if nothing
    was changed, :math:`P(p \le a) \le a` for every :math:`a`. The interval holds the
    ratios that are not rejected when the counts of treated places are divided by them.

    References
    ----------
    .. [1] Fisher, R. A. (1935). The Design of Experiments. Oliver and Boyd.

    Examples
    --------
    Three pairs, less after in each place that was drawn: 2 of 8 draws are as extreme.

    >>> found = lot_test(
    ...     [9, 9, 8, 8, 7, 7], [4, 9, 5, 8, 3, 8], [1, 0] * 3, [1, 1, 2, 2, 3, 3]
    ... )
    >>> found.p_value, found.p_less, found.n_draws
    (0.25, 0.125, 8)
    """
    first, last = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    drawn, label = np.asarray(treated, dtype=bool), np.asarray(blocks)
    for name, values in (("after", last), ("treated", drawn), ("blocks", label)):
        check_same_length(("before", first), (name, values))
    if drawn.all() or not drawn.any():
        got = "all" if drawn.all() else "none"
        raise ValueError(sentence("treated", "some of the places", got))
    draws = lot_draws(label, drawn, rng=rng)
    is_exact = len(draws) < MOST_DRAWS or len(np.unique(draws, axis=0)) == len(draws)
    if statistic == "mean difference":
        weights = _difference_weights(draws, label)
        values, own = weights @ last, _difference_weights(drawn[None], label) @ last
        ends = (np.nan, np.nan)
    else:
        values = log_ratios(draws, first, last)
        own = log_ratios(drawn[None], first, last)
        ends = _interval(draws, drawn, (first, last), 1 - confidence)
    found = float(own[0])
    return LotTest(
        found,
        float((np.abs(values) >= abs(found) - _TIE).mean()),
        float((values <= found + _TIE).mean()),
        float((values >= found - _TIE).mean()),
        *ends,
        len(draws),
        bool(is_exact),
    )


def log_ratios(draws: Bools, before: Floats, after: Floats) -> Floats:
    """Return the log ratio of ratios of every draw.

    ``before`` and ``after`` are (n_places,) or (n_places, k); the result is (n_draws,)
    or (n_draws, k).
    """
    chosen = draws.astype(float)
    sums = [chosen @ before, chosen @ after]
    rest = [before.sum(axis=0) - sums[0], after.sum(axis=0) - sums[1]]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(sums[1] / sums[0]) - np.log(rest[1] / rest[0])
    return np.asarray(np.nan_to_num(found, nan=0.0, posinf=np.inf, neginf=-np.inf))


def _difference_weights(draws: Bools, label: NDArray[np.generic]) -> Floats:
    weights = np.zeros(draws.shape)
    for one in set(label.tolist()):
        places = np.flatnonzero(label == one)
        part = draws[:, places]
        n_treated = part.sum(axis=1, keepdims=True)
        signed = np.where(part, 1 / n_treated, -1 / (len(places) - n_treated))
        weights[:, places] = signed * len(places) / len(label)
    return weights


def _interval(
    draws: Bools, drawn: Bools, counts: tuple[Floats, Floats], alpha: float
) -> tuple[float, float]:
    """Return the log ratios that are not rejected, by halving outwards."""
    before, after = counts
    estimate = float(log_ratios(drawn[None], before, after)[0])
    if not np.isfinite(estimate):
        return -np.inf, np.inf

    def rejected(effect: float) -> bool:
        plain = np.where(drawn, after / np.exp(effect), after)
        values = log_ratios(draws, before, plain)
        own = abs(float(log_ratios(drawn[None], before, plain)[0]))
        return bool((np.abs(values) >= own - _TIE).mean() <= alpha)

    ends = []
    for side in (-1, 1):
        near, far = 0.0, 0.02
        while far < _WIDEST and not rejected(estimate + side * far):
            near, far = far, 2 * far
        if far >= _WIDEST:
            ends.append(side * np.inf)
            continue
        for _ in range(30):
            middle = (near + far) / 2
            if rejected(estimate + side * middle):
                far = middle
            else:
                near = middle
        ends.append(estimate + side * far)
    return ends[0], ends[1]
