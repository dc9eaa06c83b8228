"""Has the level of a series changed for good: a chart that may be read every week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import sentence
from ._changed_level import changed_level
from ._latest_weeks import (
    LEAST_BASELINE,
    YEAR,
    LatestWeeks,
    Season,
    capped_counts,
    score_latest,
    weeks_before,
    yearly_wave,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# A change is found at this chance a year, half of the 0.05 that is promised: a watch
# that begins looks back on a year, and then ahead on one, and holds 0.05 over both.
FOUND_AT = 0.025
# Of the chance of a false change two thirds are given to rises, one third to falls.
RISE_SHARE = 2 / 3
# A year has its own season only where two years are known.
SEASON_WEEKS = 2 * YEAR
# After a change its own weeks become the baseline, when there are so many.
_SETTLED = 26
# The score that quiet series exceed in a year with chance .1, .03, .01, .003, .001,
# by weeks of baseline: the worst of means .5 to 50 and dispersions 1 to 4, first and
# second year (docs/methods/week-watch.md, tests/calibration).
_CHANCES = np.array([0.1, 0.03, 0.01, 0.003, 0.001])
_BASELINES = np.array([13.0, 26.0, 52.0, 104.0, 208.0])
_RISES = np.array(
    [
        [3.73, 4.50, 5.04, 5.60, 6.20],
        [3.42, 4.23, 4.84, 5.60, 6.15],
        [3.13, 3.79, 4.33, 4.91, 5.50],
        [3.11, 3.54, 3.95, 4.45, 4.90],
        [3.11, 3.50, 3.90, 4.30, 4.70],
    ]
)
_FALLS = np.array(
    [
        [3.44, 3.94, 4.30, 4.74, 5.16],
        [3.42, 3.88, 4.20, 4.60, 5.00],
        [3.39, 3.81, 4.14, 4.50, 4.86],
        [3.39, 3.81, 4.14, 4.50, 4.86],
        [3.39, 3.81, 4.14, 4.50, 4.86],
    ]
)


def yearly_p_value(
    score: ArrayLike, baseline: ArrayLike, *, fall: bool = False
) -> Floats:
    """Return the chance that a quiet series exceeds a score in a year of looking.

    Parameters
    ----------
    score : array
        From :func:`score_latest`.
    baseline : array
        Weeks of baseline when looking began, 13 or more.
    fall : bool, default False
        For scores of falls.

    Notes
    -----
    Read from a table of simulated quantiles: log p is straight between them in the
    square of the score, and beyond them.

    Examples
    --------
    >>> yearly_p_value([2.5, 3.5, 4.5], 104).round(4)
    array([0.4224, 0.0338, 0.0027])
    """
    z = np.asarray(score, dtype=np.float64)
    n = np.clip(np.asarray(baseline, np.float64), _BASELINES[0], _BASELINES[-1])
    z, n = np.broadcast_arrays(z, n)
    table = _FALLS if fall else _RISES
    place = np.interp(-1 / n, -1 / _BASELINES, np.arange(float(len(_BASELINES))))
    low = np.minimum(place.astype(np.int64), len(_BASELINES) - 2)
    part = (place - low)[..., None]
    squares = (table[low] * (1 - part) + table[low + 1] * part) ** 2
    square = np.maximum(z, 0.0) ** 2
    at = np.clip((square[..., None] > squares).sum(axis=-1) - 1, 0, len(_CHANCES) - 2)
    left = np.take_along_axis(squares, at[..., None], -1)[..., 0]
    right = np.take_along_axis(squares, at[..., None] + 1, -1)[..., 0]
    slope = np.log(_CHANCES[at + 1] / _CHANCES[at]) / (right - left)
    p: Floats = np.minimum(1.0, _CHANCES[at] * np.exp(slope * (square - left)))
    return p


@dataclass(frozen=True, slots=True)
class Course:
    """The course of each series, look by look: (n, looks) arrays.

    Attributes
    ----------
    rise, fall : array
        Scores, as in ``LatestWeeks``.
    p_value : array
        Chance of so large a change, either way, in a year without change: the smallest
        of the looks of the last year on the same baseline. 1 where nothing is known.
    expected : array
        Mean of the week by the baseline, the season and the effort.
    way : array of int
        1 after a rise, -1 after a fall, 0 otherwise; for a year from the look that
        found it.
    since, found : array of int
        Week that the change is taken to have begun with, and week of the look that
        found it; -1 without one.
    baseline : array of int
        Number of the baseline, counted from 0: a new one begins after a change.
    ratio, low, high : array
        Level since then to the level before, with limits that allow for the choice
        of the stretch; NaN without a change.
    is_over : array of bool
        Whether the latest eight weeks are back at the level before.
    has_season : array of bool
        Whether a wave of a year is taken out.
    """

    rise: Floats
    fall: Floats
    p_value: Floats
    expected: Floats
    way: Integers
    since: Integers
    found: Integers
    baseline: Integers
    ratio: Floats
    low: Floats
    high: Floats
    is_over: NDArray[np.bool_]
    has_season: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Records:
    """All weeks: counts, effort, effort without the town's, levels that are known."""

    counts: Floats
    effort: Floats
    plain: Floats
    levels: Floats


@dataclass(frozen=True, slots=True)
class _Now:
    """Where each series stands; -1 where there is none.

    The baseline is the weeks from ``begin`` on; a stretch may begin with ``floor``. At
    week ``until`` the level since ``since`` becomes the baseline. ``before`` is the
    first week of the baseline that the last change was found against.
    """

    begin: Integers
    floor: Integers
    until: Integers
    number: Integers
    way: Integers
    since: Integers
    found: Integers
    before: Integers


def follow_levels(
    counts: ArrayLike, effort: ArrayLike = 1.0, *, first: int, plain: ArrayLike = 1.0
) -> Course:
    r"""Look at series every week from ``first`` on, and say when a level has changed.

    Parameters
    ----------
    counts : (n, T) array
        Counts a week.
    effort : (n, T) array, default 1
        What they are proportional to, such as the town's other reports; 0: missing.
    first : int
        First week looked at, 13 or more; weeks before it are the baseline, 104 at most.
    plain : (n, T) array, default 1
        Effort without the town's.

    Returns
    -------
    Course
        What is said of a week rests on that week and earlier ones, so that looking
        weekly, fortnightly or once gives the same.

    Raises
    ------
    ValueError
        If there are fewer than 13 weeks before ``first``.

    Notes
    -----
    A change is found when :func:`yearly_p_value` of the largest score, two thirds of
    the chance for rises, is at most .025. A new year of looking begins every 52 weeks:
    the baseline moves on and, where two years are known, the season (a wave of a year)
    is fitted again. Twenty-six weeks after it began a changed level is the baseline.

    Examples
    --------
    >>> quiet = [4, 2, 5, 4, 6, 3, 4, 5, 3, 4, 5, 3, 4] * 4
    >>> course = follow_levels([quiet + [9, 8, 10, 9, 11]], first=52)
    >>> course.way[0], course.since[0]
    (array([0, 0, 0, 0, 1]), array([-1, -1, -1, -1, 52]))
    >>> course.ratio[0, -1].round(2), course.low[0, -1].round(2)
    (np.float64(2.37), np.float64(1.51))
    """
    y = np.asarray(counts, dtype=np.float64)
    if not LEAST_BASELINE <= first <= y.shape[1]:
        rule = f"from {LEAST_BASELINE} to {y.shape[1]}, the weeks there are"
        raise ValueError(sentence("first", rule, first))
    shape, n = (len(y), y.shape[1] - first), len(y)
    known = [
        np.broadcast_to(np.asarray(x, np.float64), y.shape) for x in (effort, plain)
    ]
    records = _Records(y * (known[0] > 0), known[0], known[1], np.ones(y.shape))
    none = [np.full(n, -1) for _ in range(5)]
    floor = np.full(n, first)
    now = _Now(np.zeros(n, int), floor, none[0], np.zeros(n, int), *none[1:])
    course = _blank(shape)
    for year in range(first, y.shape[1], YEAR):
        _follow_year(records, now, course, year)
    return _with_running_p(course)


def _blank(shape: tuple[int, int]) -> Course:
    def whole(value: int) -> Integers:
        return np.full(shape, value, dtype=np.int64)

    def real(value: float) -> Floats:
        return np.full(shape, value)

    nan = np.nan
    return Course(
        *(real(-9.0), real(-9.0), real(1.0), real(nan)),
        *(whole(0), whole(-1), whole(-1), whole(0)),
        *(real(nan), real(nan), real(nan)),
        *(np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)),
    )


def _follow_year(records: _Records, now: _Now, course: Course, year: int) -> None:
    """Make the looks of the 52 weeks from ``year`` on, filling ``course``."""
    weeks = records.counts.shape[1]
    end = min(year + YEAR, weeks)
    settled = now.until < 0
    now.floor[settled] = np.maximum(now.floor, year - YEAR)[settled]
    now.begin[settled] = np.maximum(now.begin, now.floor - SEASON_WEEKS)[settled]
    season = _season(records, records.effort, year)
    own = _season(records, records.plain, year)
    course.has_season[:, year - (weeks - course.p_value.shape[1]) :] = (
        season is not None
    )
    at = np.full(len(now.begin), year)
    while (rows := np.flatnonzero(at < end)).size:
        looks = rows, at[rows], year, end
        at[rows] = _look(records, now, course, looks, (season, own))


def _season(records: _Records, effort: Floats, year: int) -> Season | None:
    start = max(year - SEASON_WEEKS - YEAR, 0)
    if year - start < SEASON_WEEKS:
        return None
    effort = effort * records.levels
    begin, floor = np.full(len(effort), start), np.full(len(effort), year)
    cut = capped_counts(records.counts, effort, begin=begin, floor=floor)
    return yearly_wave(cut, effort, first=start, last=year)


def _look(
    records: _Records,
    now: _Now,
    course: Course,
    looks: tuple[Integers, Integers, int, int],
    seasons: tuple[Season | None, Season | None],
) -> Integers:
    """Look at some series until a change has settled or the year ends."""
    rows, at, year, end = looks
    of_rows, of_own = (_of_rows(season, rows, end) for season in seasons)
    effort, plain = records.effort[rows, :end], records.plain[rows, :end]
    shared = not np.array_equal(effort, plain)
    if of_rows is not None and of_own is not None:
        effort, plain = effort * of_rows.factor, plain * of_own.factor
    begin, floor = now.begin[rows], now.floor[rows]
    cut = capped_counts(records.counts[rows, :end], effort, begin=begin, floor=floor)
    scores = score_latest(
        *(cut, effort),
        begin=begin,
        floor=floor,
        first=year,
        season=of_rows,
        plain=plain if shared else None,
        plain_season=of_own,
    )
    length = _known(effort, begin, floor)
    p = _both_ways(scores, length)
    week = np.arange(year, end)
    open_ = (week >= at[:, None]) & (now.until[rows] < 0)[:, None]
    alarm = open_ & (p <= FOUND_AT)
    _note_changes(now, rows, alarm, scores, year)
    until = now.until[rows]
    stop = np.where(until >= 0, np.minimum(until, end), end)
    told = (week >= at[:, None]) & (week < stop[:, None])
    offset = records.counts.shape[1] - course.p_value.shape[1]
    place = rows[:, None], (week - offset)[None, :]
    _put(course, place, told, rise=scores.rise, fall=scores.fall, p_value=p)
    _put(course, place, told, baseline=now.number[rows][:, None])
    _write_levels(records, now, course, (rows, week, told), (cut, effort, of_rows))
    _settle(records, now, rows[(until >= 0) & (until <= stop)])
    return stop


def _of_rows(season: Season | None, rows: Integers, end: int) -> Season | None:
    if season is None:
        return None
    return Season(season.factor[rows, :end], season.covariance[rows])


def _put(course: Course, place: tuple[Any, Any], told: Any, **values: Any) -> None:
    for name, value in values.items():
        target = getattr(course, name)
        target[place] = np.where(told, value, target[place])


def _known(effort: Floats, begin: Integers, floor: Integers) -> Floats:
    week = np.arange(effort.shape[1])
    inside = (week >= begin[:, None]) & (week < floor[:, None])
    length: Floats = (inside & (effort > 0)).sum(axis=1).astype(np.float64)
    return length


def _both_ways(scores: LatestWeeks, length: Floats) -> Floats:
    rise = yearly_p_value(scores.rise, length[:, None]) / RISE_SHARE
    fall = yearly_p_value(scores.fall, length[:, None], fall=True) / (1 - RISE_SHARE)
    p = np.minimum(1.0, np.minimum(rise, fall))
    return np.where(length[:, None] >= LEAST_BASELINE, p, 1.0)


def _note_changes(
    now: _Now,
    rows: Integers,
    alarm: NDArray[np.bool_],
    scores: LatestWeeks,
    year: int,
) -> None:
    """Note the first change of each series that has one."""
    new = np.flatnonzero(alarm.any(axis=1))
    at = alarm[new].argmax(axis=1)
    rises = scores.rise[new, at] >= scores.fall[new, at]
    weeks = np.where(rises, scores.rise_weeks[new, at], scores.fall_weeks[new, at])
    chosen, found = rows[new], year + at
    now.way[chosen] = np.where(rises, 1, -1)
    now.found[chosen], now.since[chosen] = found, found + 1 - weeks
    now.before[chosen] = now.begin[chosen]
    now.until[chosen] = np.maximum(now.since[chosen] + _SETTLED, found + 1)


def _settle(records: _Records, now: _Now, rows: Integers) -> None:
    """Make the changed level the baseline of the looks to come."""
    for row in rows:
        since, until, before = now.since[row], now.until[row], now.before[row]
        was, new = slice(before, since), slice(since, until)
        y, e = records.counts[row], records.effort[row]
        rates = [(y[s].sum() + 0.5) / max(e[s].sum(), 1e-12) for s in (was, new)]
        records.levels[row, since:] *= rates[1] / rates[0]
    now.begin[rows], now.floor[rows] = now.since[rows], now.until[rows]
    now.until[rows] = -1
    now.number[rows] += 1


def _write_levels(
    records: _Records,
    now: _Now,
    course: Course,
    looks: tuple[Integers, Integers, NDArray[np.bool_]],
    used: tuple[Floats, Floats, Season | None],
) -> None:
    """Write what the week leads one to expect, and how large a change is."""
    rows, week, told = looks
    cut, effort, season = used
    offset = records.counts.shape[1] - course.p_value.shape[1]
    place = rows[:, None], (week - offset)[None, :]
    y, e = weeks_before(cut), weeks_before(effort)
    begin, since = now.begin[rows][:, None], now.since[rows][:, None]
    at = np.arange(len(rows))[:, None]
    # Within a change that has not settled the baseline ends where the change began.
    unsettled = (now.until[rows] >= 0)[:, None] & (week >= now.found[rows][:, None])
    last = np.where(unsettled, since, week)
    rate = (y[at, last] - y[at, begin] + 0.5) / (e[at, last] - e[at, begin] + 1e-12)
    _put(course, place, told, expected=rate * effort[:, week])
    changed = told & (now.found[rows][:, None] >= 0)
    changed &= (week >= now.found[rows][:, None]) & (
        week < (now.found[rows] + YEAR)[:, None]
    )
    some = np.flatnonzero(changed.any(axis=1))
    if not some.size:
        return
    chosen = rows[some]
    of_some = None if season is None else Season(season.factor, season.covariance[some])
    size = changed_level(
        *(records.counts[chosen, : week[-1] + 1], effort[some]),
        begin=now.before[chosen],
        since=now.since[chosen],
        looks=week,
        season=of_some,
    )
    place = chosen[:, None], place[1]
    values = {name: getattr(size, name) for name in ("ratio", "low", "high", "is_over")}
    for name in ("way", "since", "found"):
        values[name] = getattr(now, name)[chosen][:, None]
    _put(course, place, changed[some], **values)


def _with_running_p(course: Course) -> Course:
    """Return the course with the smallest p of the year's looks on one baseline."""
    p, least = course.p_value, course.p_value.copy()
    for back in range(1, min(YEAR, p.shape[1])):
        same = course.baseline[:, back:] == course.baseline[:, :-back]
        earlier = np.where(same, p[:, :-back], 1.0)
        least[:, back:] = np.minimum(least[:, back:], earlier)
    return replace(course, p_value=least)
