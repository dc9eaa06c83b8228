"""Effects of groups and times as differences of means, each place weighing the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GroupTime:
    """Effects of groups (places that began together) at times.

    ``group``, ``time``, ``effect`` and ``error`` have the shape (n_cells,), also before
    the start (against the time before); ``overall`` and ``overall_error`` are the mean
    over times since the start, weighed by the number of places.
    """

    group: Integers
    time: Integers
    effect: Floats
    error: Floats
    overall: float
    overall_error: float


def group_time_effects(
    values: ArrayLike, first: ArrayLike, times: ArrayLike
) -> GroupTime:
    r"""Compare what changed where something began with where it never did.

    Parameters
    ----------
    values : array-like, shape (n_places, n_times)
        Rates or their logarithms.
    first : array-like of int, shape (n_places,)
        First time, 0 for never.
    times : array-like of int, shape (n_times,)
        In order.

    Returns
    -------
    GroupTime
        NaN where fewer than two places never had it, or nothing is known before.

    Notes
    -----
    The estimator of [1]_ without covariates: :math:`E[Y_t - Y_{g-1} | G = g] -
    E[Y_t - Y_{g-1} | never]`, errors by its influence function, that of the weights
    counted in. Before the start the time before is the base.

    References
    ----------
    .. [1] Callaway, B., Sant'Anna, P. H. C. (2021). Difference-in-differences with
       multiple time periods. Journal of Econometrics 225(2), 200-230.
       https://doi.org/10.1016/j.jeconom.2020.12.001

    Examples
    --------
    >>> found = group_time_effects([[1, 3], [1, 1], [2, 3]], [2, 0, 0], [1, 2])
    >>> found.effect.tolist()
    [1.5]
    """
    y, start = np.asarray(values, dtype=np.float64), np.asarray(first, dtype=np.int64)
    at = np.asarray(times, dtype=np.int64)
    never = start == 0
    cells = []
    for group in np.unique(start[~never]):
        for column in range(1, len(at)):
            base = (
                int(np.searchsorted(at, group)) - 1
                if at[column] >= group
                else column - 1
            )
            if base < 0 or never.sum() < 2:
                continue
            moved = y[:, column] - y[:, base]
            cells.append(
                (group, at[column], *_difference(moved, start == group, never))
            )
    if not cells:
        none = np.zeros(0)
        return GroupTime(none.astype(int), none.astype(int), none, none, np.nan, np.nan)
    influence = np.array([cell[3] for cell in cells])
    groups, when = np.array([cell[:2] for cell in cells]).T
    effect = np.array([cell[2] for cell in cells])
    error = np.sqrt((influence**2).sum(axis=1)) / len(y)
    since = when >= groups
    overall = _overall(effect[since], influence[since], groups[since], start)
    return GroupTime(groups, when, effect, error, *overall)


def _difference(
    moved: Floats, treated: NDArray[np.bool_], never: NDArray[np.bool_]
) -> tuple[float, Floats]:
    means = moved[treated].mean(), moved[never].mean()
    influence = np.where(treated, (moved - means[0]) / treated.mean(), 0.0)
    influence -= np.where(never, (moved - means[1]) / never.mean(), 0.0)
    return float(means[0] - means[1]), influence


def _overall(
    effect: Floats, influence: Floats, groups: Integers, start: Integers
) -> tuple[float, float]:
    if not len(effect):
        return np.nan, np.nan
    share = np.array([(start == group).mean() for group in groups])
    weight = share / share.sum()
    # The shares of the groups are estimated too.
    drawn = np.array([(start == group) - (start == group).mean() for group in groups])
    of_weights = (drawn - np.outer(weight, drawn.sum(axis=0))) / share.sum()
    total = weight @ influence + effect @ of_weights
    return float(weight @ effect), float(np.sqrt((total**2).sum()) / len(start))
