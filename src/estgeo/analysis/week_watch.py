"""Looking every week without crying wolf every year: the course of each series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_choice, sentence
from .._frame_checks import check_frame, check_times, key_columns
from .._language import language
from .._provenance import Provenance
from .._reports import as_reports
from .._results import Result
from ..stats._latest_weeks import LEAST_BASELINE, YEAR
from ..stats.lasting_change import FOUND_AT, Course, follow_levels
from ..stats.multiple_tests import adjust_p_values
from ..words.trends import course_words, watch_sentence
from ._watched_series import (
    Kept,
    Series,
    count_series,
    kept_weeks,
    last_complete_week,
    week_label,
    with_kept,
)
from ._week_rule import NO_COMPARISON, NOMINAL, UNDECIDED
from ._weekly_counts import check_reporter, check_week, week_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# At most these shares of quiet series and quiet tables have any false change in the
# year that a watch begins with, looking back, and the year of looks after it together.
# Each year is given half.
ROW_PROMISE, TABLE_PROMISE = 0.05, 0.10
# Weeks of baseline before looking begins, unless told.
_LEARNING = 26
_RESULT = frozenset(
    {
        "week", "n", "expected", "course", "course_alone", "since", "found", "ratio",
        "low", "high", "is_over", "p_year", "p_table", "season", "n_revised", "effort",
        "plain", "is_shared", "is_watched", "score_rise", "score_fall"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class WeekWatch(Result):
    """The course of each series, and all that next week's look needs.

    Attributes
    ----------
    rows : DataFrame
        One row a series: ``zone`` and the columns ``by``, then

        - ``week`` : the last week looked at; ``n`` and ``expected`` of it
        - ``course`` : "rise", "fall", "none" or "too_short", by the promise of the
          table; ``course_alone``: what it would be if the row were the only one
        - ``since``, ``found`` : week that the change is taken to have begun with, and
          week whose look found it; None without a change
        - ``ratio``, ``low``, ``high`` : level since then to the level before
        - ``is_over`` : whether the latest eight weeks are back at the level before
        - ``p_year`` : chance of so large a change in a year without any, of a changed
          level the least since it was found; ``p_table``: adjusted over rows (Holm)
        - ``season`` : "known" (two years), "shared" (with the town), "unknown"
        - ``n_revised`` : earlier weeks whose count is now another than the one kept
    weeks : DataFrame
        One row a series and week: the keys, ``week``, ``n``, ``effort``, ``plain``,
        ``is_watched``, ``expected``, ``score_rise``, ``score_fall``, ``p_year``,
        ``p_table``, ``course``, ``course_alone``, ``since``, ``found``. This is the
        state: keep it, and give it as ``previous`` next week.
    promise_row, promise_table : float
        Chance of any false change, at most, in the year looked back on when a watch
        begins and the year after it.
    provenance : Provenance
        What made the result.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> often = pd.date_range("2018-01-01 18:00", "2019-07-01", freq="2D", tz="UTC")
    >>> more = pd.date_range("2019-04-01 21:00", "2019-07-01", freq="D", tz="UTC")
    >>> incidents = pd.DataFrame({"start": often.append(more)})
    >>> watch = eg.week_watch(incidents)
    >>> watch.sentence("en")
    'The level is lastingly higher in 1 of 1 series and lower in 0.'
    """

    rows: pd.DataFrame
    weeks: pd.DataFrame
    promise_row: float
    promise_table: float
    provenance: Provenance

    @property
    def has_looked(self) -> bool:
        """Return whether there were weeks enough to look at any."""
        return bool(self.weeks["is_watched"].any())

    def to_frame(self) -> pd.DataFrame:
        """Return one row a series."""
        return self.rows.copy()

    def sentence(self, lang: Language | None = None) -> str:
        """Return how many rows have a changed level."""
        lang = language(lang)
        course = self.rows["course"]
        rises, falls = (int((course == one).sum()) for one in ("rise", "fall"))
        return watch_sentence(rises, falls, len(course), lang)

    def sentences(
        self, lang: Language | None = None, *, status: pd.Series | None = None
    ) -> pd.Series:
        """Return the course of every row, and the week itself where ``status`` says it.

        ``status`` holds codes of :func:`week_status` by the index of ``rows``.
        """
        lang = language(lang)
        codes = pd.Series("", index=self.rows.index) if status is None else status
        if not isinstance(codes, pd.Series):
            rule = "a Series of week_status codes, or None"
            raise TypeError(sentence("status", rule, type(status).__name__))
        for code in codes.unique():
            check_choice("status", code, ("", *NOMINAL, UNDECIDED, NO_COMPARISON))
        told = [
            course_words(
                row["course"],
                lang,
                since=row["since"] or "",
                change=(row["ratio"], row["low"], row["high"]),
                is_over=bool(row["is_over"]),
                status=str(codes.get(at, "")),
            )
            for at, row in self.rows.iterrows()
        ]
        return pd.Series(told, index=self.rows.index, dtype=object)


def week_watch(
    incidents: pd.DataFrame,
    *,
    period: str | None = None,
    since: str | None = None,
    by: str | Sequence[str] | None = None,
    zones: gpd.GeoDataFrame | None = None,
    totals: bool = False,
    reporter: str | None = None,
    previous: WeekWatch | pd.DataFrame | None = None,
) -> WeekWatch:
    r"""Say which series have a lasting change of level, at any number of looks.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware ``start``; all of the town's, since
        its other reports tell season and effort.
    period : str or None, default None
        Last ISO week looked at; None, or a week that is not complete: the last
        complete one.
    since : str or None, default None
        First week looked at. None: that of ``previous``, or the last 52 weeks, with at
        least 26 weeks before them.
    by : str, list of str or None, default None
        Columns whose combinations are series of their own.
    zones : GeoDataFrame or None, default None
        Polygons to count in: every zone is a series (with ``by``: every combination).
    totals : bool, default False
        Also the whole, every zone and every value of ``by``: their other keys are None.
    reporter : str or None, default None
        Column that names who reported: a series that is not held against the town is
        counted per active reporter.
    previous : WeekWatch, DataFrame or None, default None
        Last week's result, or its ``weeks``: counts and statements up to its last week
        stay as they were.

    Returns
    -------
    WeekWatch
        ``.rows`` and ``.weeks``.

    Raises
    ------
    ValueError
        If a week is not an ISO week, ``since`` leaves fewer than 13 weeks before it, or
        ``previous`` is of other columns.
    KeyError
        If a column is missing.

    Notes
    -----
    Each look holds the latest 3, 4, ... 52 weeks of a series against all weeks before
    them [1]_ (:func:`estgeo.stats._latest_weeks.score_latest`), and asks how often a
    quiet series shows as much in a *year* of weekly looks, by a table of simulations
    with unknown mean and dispersion. A change is found at .025 a series, both ways
    together, and said where Holm's rule [2]_ over the table is at most .05, however the
    rows hang together. A watch that begins looks back on a year: over that one and the
    next at most .05 of quiet series and .10 of quiet tables have any false change.
    Effort is the rest of the town, where it has ten reports a week and the
    row is under half of it, and a wave of a year where two years are known. Under two
    years a series alone cannot tell a season from a change: ``season`` says "unknown".
    A single week counts at most as one just unusual, so that one evening is no course.

    References
    ----------
    .. [1] Hawkins, D. M., Qiu, P. and Kang, C. W. (2003). The changepoint model for
       statistical process control. Journal of Quality Technology 35(4), 355-366.
    .. [2] Holm, S. (1979). A simple sequentially rejective multiple test procedure.
       Scandinavian Journal of Statistics 6(2), 65-70.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> often = pd.date_range("2018-01-01 18:00", "2019-07-01", freq="2D", tz="UTC")
    >>> more = pd.date_range("2019-04-01 21:00", "2019-07-01", freq="D", tz="UTC")
    >>> incidents = pd.DataFrame({"start": often.append(more)})
    >>> now = eg.week_watch(incidents)
    >>> now.rows[["week", "course", "since", "found", "season"]]
           week course     since     found   season
    0  2019-W26   rise  2019-W14  2019-W16  unknown
    >>> next_week = eg.week_watch(incidents, previous=now.weeks)
    """
    check_frame("incidents", incidents)
    incidents = as_reports(incidents)
    check_times("incidents", incidents, "start")
    taken = _RESULT if zones is None else _RESULT | {"zone"}
    columns = key_columns("incidents", incidents, by, taken=taken)
    check_choice("totals", totals, (True, False))
    check_reporter(incidents, reporter)
    kept = _kept(previous, [*(["zone"] if zones is not None else []), *columns])
    _check_span(period, since, kept)
    last = last_complete_week(incidents, period)
    series = count_series(
        *(incidents, columns, zones),
        totals=totals,
        reporter=reporter,
        first=None if kept is None else kept.first,
        last=last if kept is None else max(last, kept.last),
    )
    series = with_kept(series, kept)
    first = _first_look(series, since, kept)
    weeks, rows = _followed(series, first, 0 if kept is None else kept.last)
    return WeekWatch(
        rows,
        weeks,
        ROW_PROMISE,
        TABLE_PROMISE,
        Provenance(
            function="week_watch",
            parameters={
                "period": period,
                "since": since,
                "by": columns,
                "totals": totals,
                "reporter": reporter,
                "previous": previous is not None,
            },
            rows_in=len(incidents),
            rows_out=int(series.counts.sum()),
        ),
    )


def _kept(previous: object, columns: list[str]) -> Kept | None:
    earlier = previous.weeks if isinstance(previous, WeekWatch) else previous
    if earlier is not None and not isinstance(earlier, pd.DataFrame):
        rule = "a WeekWatch or the table of its weeks"
        raise TypeError(sentence("previous", rule, type(previous).__name__))
    return kept_weeks(earlier, columns)


def _check_span(period: str | None, since: str | None, kept: Kept | None) -> None:
    """Refuse weeks that the state, which stands as it was said, would not follow."""
    if since is not None:
        check_week("since", since)
    if kept is None:
        return
    if period is not None:
        check_week("period", period)
        if week_number(period) < kept.last:
            rule = f"{week_label(kept.last)}, the last week of 'previous', or later"
            raise ValueError(sentence("period", rule, period))
    if None not in (since, kept.watched) and week_number(str(since)) != kept.watched:
        rule = f"{week_label(kept.watched or 0)}, as in 'previous', or None"
        raise ValueError(sentence("since", rule, since))


def _first_look(series: Series, since: str | None, kept: Kept | None) -> int:
    """Return the week, counted from the first on record, that looking begins with."""
    weeks = int(series.counts.shape[1])
    if kept is not None and kept.watched is not None:
        return kept.watched - series.first
    if since is None:
        return min(max(_LEARNING, weeks - YEAR), weeks)
    first = week_number(since) - series.first
    if first < LEAST_BASELINE:
        rule = f"at least {LEAST_BASELINE} weeks after the first incident"
        raise ValueError(sentence("since", rule, since))
    return min(first, weeks)


def _followed(
    series: Series, first: int, kept_last: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the state, one row a series and week, and one row a series."""
    if first < LEAST_BASELINE or first >= series.counts.shape[1]:
        return _too_short(series)
    effort, is_shared = series.effort_before(first)
    course = follow_levels(series.counts, effort, first=first, plain=series.plain)
    p = course.p_value.copy()
    looks = series.first + first + np.arange(p.shape[1])
    p[np.ix_(series.is_new, looks <= kept_last)] = np.nan
    p_table = np.column_stack([adjust_p_values(one, "holm") for one in p.T])
    said = _said(course, p_table)
    looked = _Looked(course, p_table, said, first)
    state = _state(series, effort, is_shared, looked)
    return state, _rows(series, is_shared, looked)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The course, the p over the table and what was said, look by look."""

    course: Course
    p_table: Floats
    said: NDArray[np.bool_]
    first: int


def _said(course: Course, p_table: Floats) -> NDArray[np.bool_]:
    """Return where a change is said: it once held the promise of the table."""
    now = (course.p_value <= FOUND_AT) & (p_table <= TABLE_PROMISE / 2)
    said: NDArray[np.bool_] = (course.way != 0) & now
    for look in range(1, said.shape[1]):
        same = course.found[:, look] == course.found[:, look - 1]
        said[:, look] |= said[:, look - 1] & same & (course.way[:, look] != 0)
    return said


def _codes(way: Integers) -> NDArray[np.object_]:
    codes = np.full(way.shape, "none", dtype=object)
    codes[way > 0], codes[way < 0] = "rise", "fall"
    return codes


def _labels(numbers: Integers) -> NDArray[np.object_]:
    """Return labels of weeks, None below 0."""
    known, which = np.unique(numbers, return_inverse=True)
    names = np.array(
        [None if n < 0 else week_label(int(n)) for n in known], dtype=object
    )
    found: NDArray[np.object_] = names[which].reshape(numbers.shape)
    return found


def _state(
    series: Series, effort: Floats, is_shared: NDArray[np.bool_], looked: _Looked
) -> pd.DataFrame:
    n, weeks = series.counts.shape
    course, first = looked.course, looked.first
    real = np.full((n, first), np.nan)
    none = np.full((n, first), None, dtype=object)
    said = np.where(looked.said, course.way, 0)

    def begun(of: Integers) -> NDArray[np.object_]:
        return _labels(np.where(of >= 0, of + series.first, -1))

    parts: dict[str, tuple[Any, Any]] = {
        "expected": (real, course.expected),
        "score_rise": (real, course.rise),
        "score_fall": (real, course.fall),
        "p_year": (real, course.p_value),
        "p_table": (real, looked.p_table),
        "course": (none, _codes(said)),
        "course_alone": (none, _codes(course.way)),
        "since": (none, begun(course.since)),
        "found": (none, begun(course.found)),
    }
    state = series.long(effort, is_shared)
    state["is_watched"] = np.tile(np.arange(weeks) >= first, n)
    for name, (before, after) in parts.items():
        state[name] = np.concatenate([before, after], axis=1).ravel()
    return state


def _rows(
    series: Series, is_shared: NDArray[np.bool_], looked: _Looked
) -> pd.DataFrame:
    course = looked.course
    last = {name: getattr(course, name)[:, -1] for name in course.__slots__}
    said, way = looked.said[:, -1], last["way"]
    known = last["has_season"]
    # What would be said of the row alone has its size, too.
    begun = {
        name: _labels(np.where(last[name] >= 0, last[name] + series.first, -1))
        for name in ("since", "found")
    }
    return series.keys.assign(
        week=week_label(series.last),
        n=series.counts[:, -1].astype(np.int64),
        expected=last["expected"],
        course=_codes(np.where(said, way, 0)),
        course_alone=_codes(way),
        **begun,
        ratio=last["ratio"],
        low=last["low"],
        high=last["high"],
        is_over=last["is_over"],
        p_year=_since_found(course, course.p_value, looked.first),
        p_table=_since_found(course, looked.p_table, looked.first),
        season=np.where(known, "known", np.where(is_shared, "shared", "unknown")),
        n_revised=series.revised,
    )


def _since_found(course: Course, p: Floats, first: int) -> Floats:
    """Return the last p of each row; of a changed level the least since it was found.

    What has become the baseline says nothing more of the change that led there.
    """
    told = p[:, -1].copy()
    for row in np.flatnonzero(course.way[:, -1]):
        told[row] = np.nanmin(p[row, course.found[row, -1] - first :])
    return told


def _too_short(series: Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the same columns where there are too few weeks to look."""
    shape = len(series.keys), 1
    nothing = np.full(shape, np.nan)
    blank = follow_levels(
        np.zeros((shape[0], LEAST_BASELINE + 1)), first=LEAST_BASELINE
    )
    looked = _Looked(blank, nothing, np.zeros(shape, np.bool_), LEAST_BASELINE)
    is_shared = np.zeros(shape[0], np.bool_)
    rows = _rows(series, is_shared, looked)
    rows = rows.assign(
        expected=np.nan, course="too_short", course_alone="too_short", p_year=np.nan
    )
    state = series.long(series.plain, is_shared).assign(is_watched=False)
    names = ("expected", "score_rise", "score_fall", "p_year", "p_table")
    state = state.assign(**dict.fromkeys(names, np.nan))
    return state.assign(course=None, course_alone=None, since=None, found=None), rows
