"""How large a change of level is that was found by looking for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from ._latest_weeks import Season

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Standard errors of the limits, towards no change and away from it; they hold 94 % and
# more. The stretch that was found is the one that looks most changed: the first is
# larger than 1.96 for that, the second since the stretch may begin too early
# (docs/methods/week-watch.md).
_TOWARDS, _AWAY = 2.8, 2.3
# Back at the level before: so many latest weeks, no longer beyond it and well short of
# the changed level, in standard errors.
_LATEST, _LEAST_AFTER = 8, 10
_BACK, _SHORT = 1.64, 2.0


@dataclass(frozen=True, slots=True)
class ChangedLevel:
    """Level since a week to the level before: (n, looks) arrays.

    Attributes
    ----------
    ratio, low, high : array
        With limits that hold 94 % and more.
    is_over : array of bool
        Whether the latest eight weeks are back at the level before.
    """

    ratio: Floats
    low: Floats
    high: Floats
    is_over: NDArray[np.bool_]


def changed_level(
    counts: ArrayLike,
    effort: ArrayLike,
    *,
    begin: Integers,
    since: Integers,
    looks: Integers,
    season: Season | None = None,
) -> ChangedLevel:
    r"""Return how the level since a week stands to that before, look by look.

    Parameters
    ----------
    counts, effort : (n, T) arrays
        Counts a week and what they are proportional to.
    begin, since : (n,) int arrays
        First week of the baseline and of the changed level.
    looks : (L,) int array
        Weeks up to which the changed level is counted.
    season : Season, optional
        Already in ``effort``; adds what it is unsure of.

    Returns
    -------
    ChangedLevel
        Arrays (n, L); NaN before ``since``.

    Notes
    -----
    With counts :math:`A, B` and efforts :math:`a, b` before and since, the log of
    :math:`(B/b)/(A/a)` has variance :math:`\phi (1/A + 1/B + v)`, :math:`\phi` the
    dispersion of the weeks before and :math:`v` from the season.

    Examples
    --------
    From 4 a week to 10:

    >>> counts = np.array([[2, 4, 6, 4] * 13 + [10] * 8])
    >>> one, two = np.array([0]), np.array([52])
    >>> found = changed_level(counts, 1.0, begin=one, since=two, looks=np.array([59]))
    >>> found.ratio.round(2), found.low.round(2), found.high.round(2)
    (array([[2.51]]), array([[1.74]]), array([[3.39]]))
    """
    y = np.asarray(counts, dtype=np.float64)
    e = np.broadcast_to(np.asarray(effort, np.float64), y.shape)
    week = np.arange(y.shape[1])
    past = (week >= begin[:, None]) & (week < since[:, None]) & (e > 0)
    totals = np.where(past, y, 0).sum(axis=1), np.where(past, e, 0).sum(axis=1)
    rate = (totals[0] + 0.5) / np.maximum(totals[1], 1e-12)
    squares = np.where(past, (y - rate[:, None] * e) ** 2, 0).sum(axis=1)
    n = past.sum(axis=1)
    spread = squares / (rate * np.maximum(totals[1], 1e-12)) * n / np.maximum(n - 1, 1)
    spread = np.maximum(spread, 1.0)[:, None]
    before = 1 / (totals[0] + 0.5)[:, None]

    def level(first: Integers) -> tuple[Floats, Floats]:
        """Return log ratio and variance of the weeks from ``first`` (n, L) on."""
        inside = (
            (week >= first[..., None]) & (week <= looks[:, None]) & (e > 0)[:, None]
        )
        b = np.maximum(np.where(inside, e[:, None], 0).sum(axis=2), 1e-12)
        count = np.where(inside, y[:, None], 0).sum(axis=2) + 0.5
        wave = _wave_between(e, inside, past, season)
        variance = spread * (1 / count + before + wave)
        return np.log(count / b / rate[:, None]), variance

    from_since = np.broadcast_to(since[:, None], (len(y), len(looks)))
    known = looks >= from_since
    change, variance = level(from_since)
    away = np.sign(change) * np.sqrt(variance)
    ends = np.exp(np.sort([change - _TOWARDS * away, change + _AWAY * away], axis=0))
    recent, of_recent = level(np.maximum(from_since, looks - _LATEST + 1))
    way = np.sign(change)
    back = way * recent < _BACK * np.sqrt(of_recent)
    short = way * (recent - change) < -_SHORT * np.sqrt(of_recent)
    long = looks - from_since >= _LEAST_AFTER
    ratio, low, high = (np.where(known, x, np.nan) for x in (np.exp(change), *ends))
    return ChangedLevel(ratio, low, high, back & short & long)


def _wave_between(
    e: Floats,
    inside: NDArray[np.bool_],
    past: NDArray[np.bool_],
    season: Season | None,
) -> Floats | float:
    """Return the variance that an unsure season gives the log ratio."""
    if season is None:
        return 0.0
    angle = np.arange(e.shape[1]) * (2 * np.pi / 52.1775)

    def mean(wave: Floats, chosen: NDArray[np.bool_], effort: Floats) -> Floats:
        weight = np.where(chosen, effort, 0.0)
        total: Floats = np.maximum(weight.sum(axis=-1), 1e-12)
        found: Floats = (weight * wave).sum(axis=-1) / total
        return found

    cosine, sine = (
        mean(wave, inside, e[:, None]) - mean(wave, past, e)[:, None]
        for wave in (np.cos(angle), np.sin(angle))
    )
    c = season.covariance[:, :, :, None]
    found: Floats = (
        c[:, 0, 0] * cosine**2 + c[:, 1, 1] * sine**2 + 2 * c[:, 0, 1] * cosine * sine
    )
    return found
