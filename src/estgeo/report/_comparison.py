"""One table of all counts: the period, earlier ones, and what is usual.

A week is set against its 26 weeks (``week_status``). A longer period is set against
the same period of all earlier years on record, else against the last period, by the
rates of both and the spread of the weeks about the season of the town.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import betainc, betaincinv

from .._periods import (
    period_bounds,
    period_label,
    same_period_last_year,
    shift_period,
)
from ..analysis._week_rule import LEAST_REPORTS, NO_COMPARISON, UNDECIDED
from ..analysis._weekly_counts import week_number, week_numbers
from ..analysis.weeks import week_status
from ..stats._rate_change import LEAST_EVENTS
from ..stats.multiple_tests import adjust_p_values
from ..words.report import FALLEN, RAISED
from ._study import TOPIC, ZONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ._study import Study

    Floats = NDArray[np.float64]
    Codes = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

THEME = "theme"
COUNTS = ("n", "n_last", "n_before_last", "n_last_year")
COLUMNS = (
    "zone",
    "theme",
    *COUNTS,
    "expected",
    "usual_low",
    "usual_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p_value",
    "q_value",
    "status",
)
_NUMBERS = COLUMNS[3:-1]
# Chance beyond the bounds, on each side: 95 % and 99 % intervals.
_LIKELY, _SURE = 0.025, 0.005
# Weeks before the period that the spread is measured on, at most; and at least.
_HISTORY_WEEKS = 156
_LEAST_WEEKS = 8
# A weekly count is held against the town's mean of so many weeks about it.
_SMOOTH_WEEKS = 13
_BLOCK = 4
# The spread between years weighs as one year less than there are, that between weeks
# as this many.
_WEEKS_WEIGH = 4.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The counts of a page and how they stand.

    Attributes
    ----------
    table : DataFrame
        One row a zone and theme, with the columns of ``Lagesbild.to_frame``.
    basis : str
        "weeks", "years", "last" or "none": what is usual rests on.
    labels : tuple of str
        The earlier periods compared with, the latest last.
    season : bool
        Whether the season is taken out.
    """

    table: pd.DataFrame
    basis: str
    labels: tuple[str, ...]
    season: bool

    @property
    def total(self) -> pd.Series:
        """Return the row of the whole."""
        return self.table.iloc[0]

    @property
    def zones(self) -> pd.DataFrame:
        """Return the rows of whole zones."""
        return self.table[self.table[ZONE].notna() & self.table[THEME].isna()]

    @property
    def themes(self) -> pd.DataFrame:
        """Return the rows of whole themes."""
        return self.table[self.table[ZONE].isna() & self.table[THEME].notna()]

    @property
    def pairs(self) -> pd.DataFrame:
        """Return the rows of a theme in a zone."""
        return self.table[self.table[ZONE].notna() & self.table[THEME].notna()]

    @property
    def last(self) -> str:
        """Return the period it is compared with, "" where that is what is usual."""
        return self.labels[-1] if self.basis == "last" else ""


def compare(study: Study) -> Comparison:
    """Return all counts of a study, with what the records lead one to expect."""
    found = _compare_week(study) if study.kind == "week" else _compare_longer(study)
    table = found.table
    if study.is_unfinished:
        falls = table["status"].isin(FALLEN)
        table["status"] = table["status"].where(~falls, UNDECIDED)
    p = table["p_value"].to_numpy(dtype=float)
    table["q_value"] = adjust_p_values(p)
    table[list(_NUMBERS)] = table[list(_NUMBERS)].astype(float)
    table["n"] = table["n"].astype(np.int64)
    return Comparison(
        table[list(COLUMNS)].reset_index(drop=True),
        found.basis,
        found.labels,
        found.season,
    )


def earlier_labels(period: str) -> dict[str, str]:
    """Return the labels of the period and of those it is set beside, by column."""
    return {
        "n": period,
        "n_last": shift_period(period, -1),
        "n_before_last": shift_period(period, -2),
        "n_last_year": same_period_last_year(period),
    }


def known_counts(study: Study, row: pd.Series) -> list[tuple[str, int]]:
    """Return the earlier periods that the reports cover, each with its count."""
    labels = earlier_labels(study.period)
    del labels["n"]
    counts = {
        label: int(row[name])
        for name, label in labels.items()
        if not pd.isna(row[name])
    }
    return list(counts.items())


# A week


def _compare_week(study: Study) -> Comparison:
    problems = study.problems
    known = problems[problems["start"] >= study.data_start]
    renamed = known.rename(columns={ZONE: "_zone", TOPIC: "_theme"})
    tables = [
        week_status(renamed, period=study.period),
        week_status(renamed, period=study.period, by="_zone"),
        week_status(renamed, period=study.period, by="_theme"),
        week_status(renamed, period=study.period, by=["_zone", "_theme"]),
    ]
    table = pd.concat([tables[0].assign(_zone=None, _theme=None), *tables[1:]])
    table = table.rename(
        columns={
            "_zone": ZONE,
            "_theme": THEME,
            "n_last_week": "n_last",
            "n_week_before": "n_before_last",
            "n_same_week_last_year": "n_last_year",
            "low": "usual_low",
            "high": "usual_high",
        }
    )
    n, expected = table["n"].to_numpy(float), table["expected"].to_numpy(float)
    table = table.assign(ratio=n / expected, ratio_low=np.nan, ratio_high=np.nan)
    table = pd.concat([table, _silent_zones(study, table)])
    for column, label in earlier_labels(study.period).items():
        if column != "n" and not study.covers(label):
            table[column] = np.nan
    compared = bool((table["status"] != NO_COMPARISON).any())
    season = bool((table["season_years"] > 0).any())
    table[[ZONE, THEME]] = table[[ZONE, THEME]].astype(object)
    table[[ZONE, THEME]] = table[[ZONE, THEME]].where(
        table[[ZONE, THEME]].notna(), None
    )
    return Comparison(table, "weeks" if compared else "none", (), season)


def _silent_zones(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the zones that never had a report: nothing to compare with."""
    silent = study.zones.index[~study.zones.index.isin(table[ZONE])]
    rows = pd.DataFrame({ZONE: silent, "n": 0, "status": NO_COMPARISON})
    earlier = dict.fromkeys(["n_last", "n_before_last", "n_last_year"], 0)
    return rows.assign(**earlier, season_years=0, **{THEME: None})


# Longer periods


def _compare_longer(study: Study) -> Comparison:
    problems = study.problems
    keys, tally = _tally(study)
    times = problems["start"]
    elapsed = min(study.end, study.data_end) - study.start

    def count(label: str, *, whole: bool = True) -> Floats:
        start, end = period_bounds(label, str(study.start.tz))
        if not whole:
            end = min(end, start + elapsed)
        return tally(((times >= start) & (times < end)).to_numpy())

    labels = earlier_labels(study.period)
    table = keys.assign(
        **{
            name: count(label)
            if name == "n" or study.covers(label)
            else np.full(len(keys), np.nan)
            for name, label in labels.items()
        }
    )
    basis, chosen = _basis_of(study)
    if basis == "none":
        missing = dict.fromkeys(_NUMBERS[3:], np.nan)
        table = table.assign(**missing, status=NO_COMPARISON)
        return Comparison(table, basis, (), season=False)
    before = np.stack([count(label, whole=False) for label in chosen])
    days = _days(study, study.period), sum(_days(study, one) for one in chosen)
    spread = _pooled(_spread(study, tally), before)
    table = _judged(table, before, days, spread)
    return Comparison(table, basis, chosen, season=basis == "years")


def _basis_of(study: Study) -> tuple[str, tuple[str, ...]]:
    years = []
    label = same_period_last_year(study.period)
    while study.covers(label):
        years.append(label)
        label = same_period_last_year(label)
    if years:
        return "years", tuple(reversed(years))
    last = shift_period(study.period, -1)
    return ("last", (last,)) if study.covers(last) else ("none", ())


def _tally(study: Study) -> tuple[pd.DataFrame, Callable[[NDArray[np.bool_]], Floats]]:
    """Return the rows of the table, and what counts chosen reports by row."""
    problems, zones = study.problems, study.zones.index
    zone = zones.get_indexer(problems[ZONE]).astype(np.int64)
    topic, topics = pd.factorize(problems[TOPIC], sort=True)
    pairs, pair = np.unique(zone * max(len(topics), 1) + topic, return_inverse=True)
    codes: Codes = (zone, topic.astype(np.int64), pair.astype(np.int64))
    sizes = len(zones), len(topics), len(pairs)
    n = max(len(topics), 1)
    names = [(None, None)]
    names += [(name, None) for name in zones]
    names += [(None, name) for name in topics]
    names += [(zones[code // n], topics[code % n]) for code in pairs]
    keys = pd.DataFrame(names, columns=[ZONE, THEME], dtype=object)

    def tally(chosen: NDArray[np.bool_]) -> Floats:
        parts = [np.array([chosen.sum()])]
        parts += [
            np.bincount(code[chosen], minlength=size)
            for code, size in zip(codes, sizes, strict=True)
        ]
        return np.concatenate(parts).astype(float)

    return keys, tally


def _days(study: Study, label: str) -> float:
    """Return the days of a period that the reports cover, no more than have passed."""
    start, end = period_bounds(label, str(study.start.tz))
    end = min(end, start + (min(study.end, study.data_end) - study.start))
    covered = min(end, study.data_end) - max(start, study.data_start)
    return max(round(covered / pd.Timedelta("1D")), 1)


def _spread(study: Study, tally: Callable[[NDArray[np.bool_]], Floats]) -> Floats:
    """Return the variance-to-mean ratio of each row's weeks about the town's, least 1.

    Expected of a week is the row's share of the town's mean of the 13 weeks about it,
    so that a season is no spread; 4 weeks together show what lasts for a month.
    """
    weeks = week_numbers(study.problems["start"])
    last = week_number(period_label((study.start - pd.Timedelta("7D")).date(), "week"))
    day = (study.data_start + pd.Timedelta("6D")).date()
    first = max(week_number(period_label(day, "week")), last - _HISTORY_WEEKS + 1)
    if last - first + 1 < _LEAST_WEEKS:
        return np.ones(len(tally(np.zeros(len(weeks), dtype=bool))))
    counts = np.stack([tally(weeks == week) for week in range(first, last + 1)], axis=1)
    window = np.ones(min(_SMOOTH_WEEKS, counts.shape[1]))
    known = np.convolve(np.ones(counts.shape[1]), window, "same")
    level = np.convolve(counts[0], window, "same") / known
    share = level / level.sum() if level.sum() else level
    expected = counts.sum(axis=1, keepdims=True) * share
    return np.maximum(
        1.0, np.maximum(_pearson(counts, expected), _blocks(counts, expected))
    )


def _pearson(counts: Floats, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = np.where(expected > 0, (counts - expected) ** 2 / expected, 0.0)
    found: Floats = squares.sum(axis=1) / max(counts.shape[1] - 1, 1)
    return found


def _blocks(counts: Floats, expected: Floats) -> Floats:
    n_blocks = counts.shape[1] // _BLOCK
    if n_blocks < _BLOCK:
        return np.ones(len(counts))
    latest = counts.shape[1] - n_blocks * _BLOCK
    summed = [
        part[:, latest:].reshape(len(part), n_blocks, _BLOCK).sum(axis=2)
        for part in (counts, expected)
    ]
    return _pearson(*summed)


def _pooled(weekly: Floats, years: Floats) -> Floats:
    """Return the spread with that between earlier years, if there are two or more."""
    freedom = len(years) - 1
    if not freedom:
        return weekly
    mean = years.mean(axis=0)
    between = _pearson(years.T, np.broadcast_to(mean[:, None], years.T.shape))
    pooled = (weekly * _WEEKS_WEIGH + between * freedom) / (_WEEKS_WEIGH + freedom)
    return np.maximum(weekly, pooled)


def _judged(
    table: pd.DataFrame, before: Floats, days: tuple[float, float], spread: Floats
) -> pd.DataFrame:
    """Return the table with its rates against those before.

    With Jeffreys' prior the share of the reports that came now is beta distributed;
    its odds are the ratio, as in :func:`estgeo.rate_change`.
    """
    n, past = table["n"].to_numpy(float), before.sum(axis=0)
    per_day = days[0] / days[1]
    a, b = n / spread + 0.5, past / spread + 0.5
    fewer_now = betainc(a, b, per_day / (1 + per_day))
    p_more = fewer_now  # the chance that the rate is no higher than before
    shares = betaincinv(a, b, np.array([[_LIKELY], [1 - _LIKELY]]))
    bounds = shares / (1 - shares) / per_day
    few = n + past < LEAST_EVENTS
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(past > 0, n / (past * per_day), np.nan)
    low, high = _usual(past, spread, per_day)
    found = table.assign(
        expected=past * per_day,
        usual_low=np.where(few, np.nan, low),
        usual_high=np.where(few, np.nan, high),
        ratio=np.where(few, np.nan, ratio),
        ratio_low=np.where(few, np.nan, bounds[0]),
        ratio_high=np.where(few, np.nan, bounds[1]),
        p_value=np.where(few, np.nan, 2 * np.minimum(p_more, 1 - p_more)),
    )
    status = np.full(len(table), "usual", dtype=object)
    enough = n >= LEAST_REPORTS
    status[enough & (p_more < _LIKELY)] = RAISED[1]
    status[enough & (p_more < _SURE)] = RAISED[0]
    status[1 - p_more < _LIKELY] = FALLEN[1]
    status[1 - p_more < _SURE] = FALLEN[0]
    status[few] = UNDECIDED
    return found.assign(status=status)


def _usual(past: Floats, spread: Floats, per_day: float) -> tuple[Floats, Floats]:
    """Return the least and the largest count that would not be called unusual."""
    chance = per_day / (1 + per_day)

    def tail(n: Floats) -> Floats:
        found: Floats = betainc(n / spread + 0.5, past / spread + 0.5, chance)
        return found

    top = np.ceil(past * per_day + 20 * np.sqrt(spread * (past * per_day + 10)) + 50)
    low = _first(lambda n: 1 - tail(n) >= _LIKELY, top)
    high = _first(lambda n: tail(n) < _LIKELY, top) - 1
    return low, np.maximum(high, LEAST_REPORTS - 1)


def _first(holds: Callable[[Floats], NDArray[np.bool_]], top: Floats) -> Floats:
    """Return the least whole number of which a rule holds that goes on holding."""
    below, above = np.full(len(top), -1.0), top.copy()
    while (above - below > 1).any():
        middle = np.floor((below + above) / 2)
        good = holds(middle)
        above = np.where(good, middle, above)
        below = np.where(good, below, middle)
    return above
