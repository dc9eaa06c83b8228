"""The latest weeks against all weeks before them: one score a week, both ways.

Weeks are columns and series are rows throughout. ``effort`` is what counts are
proportional to: 1, the season, the town's other reports, active reporters. A week
with effort 0 is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

YEAR = 52
# Shorter stretches are an unusual week or two, not a course; longer ones are years.
SHORTEST, LONGEST = 3, YEAR
# Fewer weeks of baseline say nothing of the spread.
LEAST_BASELINE = 13
_BLOCK = 4
# A week counts at most as one that is exceeded in 5 of 10,000 (normal deviate).
_CAP = 3.3
_CAP_ROUNDS = 4
_NONE = -9.0


@dataclass(frozen=True, slots=True)
class Season:
    """A year's wave for each series, and how unsure it is.

    ``factor`` (n, T) multiplies the effort; ``covariance`` (n, 2, 2) is that of the
    two coefficients for a dispersion of 1; zeros where no wave is fitted.
    """

    factor: Floats
    covariance: Floats


@dataclass(frozen=True, slots=True)
class LatestWeeks:
    """Scores of the latest weeks: (n, looks) arrays.

    Attributes
    ----------
    rise, fall : array
        Largest score over the stretches of latest weeks; about a normal deviate each
        stretch. -9 where there is no stretch yet.
    rise_weeks, fall_weeks : array of int
        Length of the stretch with that score.
    """

    rise: Floats
    fall: Floats
    rise_weeks: Integers
    fall_weeks: Integers


def yearly_wave(
    counts: ArrayLike, effort: ArrayLike, *, first: int, last: int
) -> Season:
    r"""Fit a sine wave of a year to each series' weeks ``first`` to ``last`` - 1.

    Quasi-Poisson with a log link, four Fisher steps; the factor is
    :math:`\exp(a \cos + b \sin)` for all weeks.

    Examples
    --------
    >>> weeks = np.arange(104)
    >>> wave = np.exp(0.3 * np.cos(2 * np.pi * weeks / 52.1775))
    >>> season = yearly_wave([10 * wave], np.ones((1, 104)), first=0, last=104)
    >>> season.factor[0, [0, 26]].round(2)
    array([1.35, 0.74])
    """
    y, e = np.asarray(counts, np.float64), np.asarray(effort, np.float64)
    angle = np.arange(y.shape[1]) * (2 * np.pi / 52.1775)
    basis = np.stack([np.ones_like(angle), np.cos(angle), np.sin(angle)])
    x, y, e = basis[:, first:last], y[:, first:last], e[:, first:last]
    products = (x[:, None] * x[None]).reshape(9, -1)
    b = np.zeros((len(y), 3))
    b[:, 0] = np.log((y.sum(axis=1) + 0.5) / np.maximum(e.sum(axis=1), 1e-12))
    for _ in range(4):
        mu = e * np.exp(b @ x)
        information = (mu @ products.T).reshape(-1, 3, 3) + 1e-6 * np.eye(3)
        step = np.linalg.solve(information, ((y - mu) @ x.T)[:, :, None])[:, :, 0]
        b += np.clip(step, -1.0, 1.0)
    covariance = np.linalg.inv(information)[:, 1:, 1:]
    return Season(np.exp(b[:, 1:] @ basis[1:]), covariance)


def capped_counts(
    counts: ArrayLike, effort: ArrayLike, *, begin: Integers, floor: Integers
) -> Floats:
    """Return counts with single spikes cut to what is just unusual for a week.

    The bound is that of a gamma law (Wilson and Hilferty) with mean and dispersion of
    the baseline, weeks ``begin`` to ``floor`` - 1 of each series, cut four times over.

    Examples
    --------
    >>> begin, floor = np.array([0]), np.array([26])
    >>> cut = capped_counts([[7, 5, 9, 6, 8] * 5 + [60]], 1.0, begin=begin, floor=floor)
    >>> cut[0, -1].round(), cut[0, :5].tolist()
    (np.float64(23.0), [7.0, 5.0, 9.0, 6.0, 8.0])
    """
    y = np.array(counts, dtype=np.float64)
    e = np.broadcast_to(np.asarray(effort, np.float64), y.shape)
    week = np.arange(y.shape[1])
    inside = (week >= begin[:, None]) & (week < floor[:, None]) & (e > 0)
    span = np.maximum(inside.sum(axis=1), 2)
    known = np.where(inside, e, 0.0)
    exposure = np.maximum(known.sum(axis=1), 1e-12)
    # Begin with the two highest weeks cut to the third, lest a spike hide itself.
    rates = np.where(inside, y / np.maximum(e, 1e-12), 0.0)
    cap = np.partition(rates, -3, axis=1)[:, -3:-2] * e
    for _ in range(_CAP_ROUNDS):
        past = np.where(inside, np.minimum(y, cap), 0.0)
        rate = (past.sum(axis=1) + 0.5) / exposure
        squares = ((past - rate[:, None] * known) ** 2).sum(axis=1)
        spread = np.maximum(1.0, squares / (rate * exposure) * span / (span - 1))
        mean = rate[:, None] * e
        shape = np.maximum(mean / spread[:, None], 1e-3)
        root = 1 - 1 / (9 * shape) + _CAP / (3 * np.sqrt(shape))
        cap = np.maximum(mean * np.maximum(root, 0.0) ** 3, mean + 1)
    return np.minimum(y, cap)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of all weeks before each, one more column than weeks."""

    weeks: tuple[Floats, ...]  # y, e, y y, y e, e e
    known: Floats
    blocks: tuple[Floats, ...]
    wave: tuple[Floats, Floats] | None


def weeks_before(values: Floats) -> Floats:
    """Return the sums of all weeks before each, with one column more than weeks."""
    return np.concatenate([np.zeros((len(values), 1)), values.cumsum(axis=1)], axis=1)


def _sums(y: Floats, e: Floats, season: Season | None) -> _Sums:
    whole = y.shape[1] // _BLOCK
    four = [
        some[:, : whole * _BLOCK].reshape(len(y), whole, _BLOCK).sum(axis=2)
        for some in (y, e)
    ]
    pairs = (four[0], four[1], four[0] ** 2, four[0] * four[1], four[1] ** 2)
    wave = None
    if season is not None:
        angle = np.arange(y.shape[1]) * (2 * np.pi / 52.1775)
        wave = weeks_before(e * np.cos(angle)), weeks_before(e * np.sin(angle))
    return _Sums(
        weeks=tuple(weeks_before(some) for some in (y, e, y * y, y * e, e * e)),
        known=weeks_before((e > 0).astype(np.float64)),
        blocks=tuple(weeks_before(some) for some in pairs),
        wave=wave,
    )


def score_latest(
    counts: ArrayLike,
    effort: ArrayLike,
    *,
    begin: ArrayLike,
    floor: ArrayLike,
    first: int,
    season: Season | None = None,
    plain: ArrayLike | None = None,
    plain_season: Season | None = None,
) -> LatestWeeks:
    r"""Score the latest weeks of each series at every look from ``first`` on.

    Parameters
    ----------
    counts : (n, T) array
        Counts a week; cut by :func:`capped_counts` where single weeks shall not carry
        a course.
    effort : (n, T) array
        What counts are proportional to, the season included; 0: week missing.
    begin, floor : (n,) int arrays
        First week of the baseline, and first week that a stretch may begin with.
    first : int
        Week of the first look; there is one look a week.
    plain : (n, T) array, optional
        Effort without the town's: the smaller score of both counts, 0 if they disagree,
        so that another series that moves the town does not move this one.
    plain_season : Season, optional
        The same of ``plain``.
    season : Season, optional
        Adds what the season is unsure of to the variance.

    Returns
    -------
    LatestWeeks
        Arrays (n, T - ``first``).

    Notes
    -----
    The weeks :math:`u + 1, \dots, t` with count :math:`B` and effort :math:`b` are
    predicted by all weeks of the baseline before them, :math:`A` and :math:`a`: mean
    :math:`M = b (A + 1/2)/a`, negative binomial with variance :math:`\phi M (1 + b/a +
    v)`, :math:`\phi` the larger of that of weeks and of four weeks before :math:`u`,
    :math:`v` from the season. The score is the signed root of twice the log-likelihood
    ratio of :math:`B` against :math:`M`. A generalized likelihood ratio chart [1]_ in
    the form of a change-point model with unknown parameters [2]_.

    References
    ----------
    .. [1] Höhle, M. and Paul, M. (2008). Count data regression charts for the
       monitoring of surveillance time series. Computational Statistics and Data
       Analysis 52(9), 4357-4368.
    .. [2] Hawkins, D. M., Qiu, P. and Kang, C. W. (2003). The changepoint model for
       statistical process control. Journal of Quality Technology 35(4), 355-366.

    Examples
    --------
    Twenty-six weeks of about four, then three of ten:

    >>> counts = [[4, 2, 5, 4, 6, 3, 4, 5, 3, 4, 5, 3, 4] * 2 + [10, 10, 10]]
    >>> found = score_latest(counts, 1.0, begin=[0], floor=[26], first=26)
    >>> found.rise.round(2), found.rise_weeks
    (array([[-9.  , -9.  ,  4.02]]), array([[0, 0, 3]]))
    """
    y = np.asarray(counts, dtype=np.float64)
    if y.ndim != 2:
        rule = "one row a series and one column a week"
        raise ValueError(sentence("counts", rule, f"shape {y.shape}"))
    e = np.ascontiguousarray(np.broadcast_to(np.asarray(effort, np.float64), y.shape))
    start = np.asarray(begin, dtype=np.int64)
    from_week = np.asarray(floor, dtype=np.int64)
    sums = [(_sums(y, e, season), season)]
    if plain is not None:
        own = np.broadcast_to(np.asarray(plain, np.float64), y.shape)
        own = np.ascontiguousarray(own)
        sums.append((_sums(y, own, plain_season), plain_season))
    looks = y.shape[1] - first
    scores, lengths = np.full((2, len(y), looks), _NONE), np.zeros((2, len(y), looks))
    longest = min(LONGEST, y.shape[1] - int(from_week.min(initial=y.shape[1])))
    for weeks in range(SHORTEST, longest + 1):
        after = np.arange(max(first + 1, weeks), y.shape[1] + 1)
        if not len(after):
            break
        score = _score(sums[0][0], start, after - weeks, after, season)
        for other, wave in sums[1:]:
            score = _smaller(score, _score(other, start, after - weeks, after, wave))
        allowed = after - weeks >= from_week[:, None]
        at = after - 1 - first
        for way, value in enumerate((score, 0.0 - score)):
            better = allowed & (value > scores[way][:, at])
            scores[way][:, at] = np.where(better, value, scores[way][:, at])
            lengths[way][:, at] = np.where(better, weeks, lengths[way][:, at])
    whole = lengths.astype(np.int64)
    return LatestWeeks(scores[0], scores[1], whole[0], whole[1])


def _score(
    sums: _Sums, begin: Integers, u: Integers, t: Integers, season: Season | None
) -> Floats:
    """Return the scores of weeks u to t - 1 against the weeks from ``begin`` to u."""
    rows = np.arange(len(begin))

    def before(total: Floats) -> Floats:
        found: Floats = total[:, u] - total[rows, begin][:, None]
        return found

    y, e = sums.weeks[:2]
    a, b = np.maximum(before(e), 1e-12), e[:, t] - e[:, u]
    count, exposed = before(y), y[:, t] - y[:, u]
    rate = (count + 0.5) / a
    mean = np.maximum(rate * b, 1e-12)
    wider = b / a
    if season is not None and sums.wave is not None:
        wider = wider + _season_share(
            sums.wave, before, (u, t, a, b), mean, season.covariance
        )
    variance = spread_before(sums, begin, u) * (1 + wider)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = mean / np.maximum(variance - 1, 1e-12)
        ratio = np.where(exposed > 0, exposed * np.log(exposed / mean), 0.0)
        ratio -= (exposed + r) * np.log((exposed + r) / (mean + r))
    score: Floats = np.sign(exposed - mean) * np.sqrt(np.maximum(2 * ratio, 0.0))
    return score


def _smaller(one: Floats, other: Floats) -> Floats:
    """Return the score nearer to 0, or 0 where the two point apart."""
    least = np.minimum(np.abs(one), np.abs(other))
    return np.where(one * other > 0, np.sign(one) * least, 0.0)


def spread_before(sums: _Sums, begin: Integers, u: Integers) -> Floats:
    """Return the dispersion of the weeks from ``begin`` to u, of weeks or four."""
    rows = np.arange(len(begin))

    def pearson(
        totals: tuple[Floats, ...], n: Floats, at: Integers, frm: Integers
    ) -> Floats:
        y, e, yy, ye, ee = (some[:, at] - some[rows, frm][:, None] for some in totals)
        e = np.maximum(e, 1e-12)
        rate = (y + 0.5) / e
        squares = yy - 2 * rate * ye + rate**2 * ee
        found = squares / (rate * e) * n / np.maximum(n - 1, 1)
        return np.where(n > 1, found, 1.0)

    n = sums.known[:, u] - sums.known[rows, begin][:, None]
    single = pearson(sums.weeks, n, u, begin)
    frm, at = -(-begin // _BLOCK), u // _BLOCK
    blocks = np.maximum(at - frm[:, None], 0).astype(np.float64)
    return np.maximum(np.maximum(single, pearson(sums.blocks, blocks, at, frm)), 1.0)


def _season_share(
    wave: tuple[Floats, Floats],
    before: Callable[[Floats], Floats],
    stretch: tuple[Integers, Integers, Floats, Floats],
    mean: Floats,
    covariance: Floats,
) -> Floats:
    """Return what the season adds to the variance, as a share of the mean's own."""
    u, t, a, b = stretch
    cosine, sine = (
        (some[:, t] - some[:, u]) / np.maximum(b, 1e-12) - before(some) / a
        for some in wave
    )
    c = covariance[:, :, :, None]
    found: Floats = mean * (
        c[:, 0, 0] * cosine**2 + c[:, 1, 1] * sine**2 + 2 * c[:, 0, 1] * cosine * sine
    )
    return found
