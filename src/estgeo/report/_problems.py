"""Problems: a theme in an area, in a paragraph as figure 10.3 writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._language import say
from .._periods import period_bounds, shift_period
from ..space_time.street_names import STREET
from ..words import problems as words
from ..words.report import CONTINUES, NEEDED, SECTIONS
from ..words.statuses import FALLEN, RAISED, bounds_words, change_words_of, status_words
from ..words.themes import theme_words
from ._comparison import THEME
from ._insatser import (
    Measure,
    insatser_here,
    measure_words,
    measures_against,
    state_of,
)
from ._page import Block, Boxes, Paragraph, Problem, Section
from ._places import most_common
from ._study import TOPIC, ZONE, between
from ._times import when_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from ..insatser.insats import Insats
    from ._comparison import Comparison
    from ._places import Places
    from ._study import Study

# A problem needs this many reports in the period (chapter 10 of the EST report:
# recurring or important enough), or a count out of the usual.
LEAST_REPORTS = 3
MOST_PROBLEMS = 6
MOST_STREETS = 3
# What came in at least half of so many earlier periods "continues".
LOOK_BACK = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A theme in a zone.

    Attributes
    ----------
    topic, zone : str
        Which.
    row : Series
        Its row of the table of comparisons.
    earlier : tuple of int or None
        Counts of the four periods before, the latest first; None where the reports do
        not reach.
    measures : tuple of Measure
        What is done or planned against it.
    """

    topic: str
    zone: str
    row: pd.Series
    earlier: tuple[int | None, ...]
    measures: tuple[Measure, ...]

    @property
    def n(self) -> int:
        """Return the reports of the period."""
        return int(self.row["n"])

    @property
    def is_raised(self) -> bool:
        """Return whether there are more reports than usual."""
        return self.row["status"] in RAISED

    @property
    def has_moved(self) -> bool:
        """Return whether there are more or fewer reports than usual."""
        return self.is_raised or self.row["status"] in FALLEN

    @property
    def known(self) -> list[int]:
        """Return the counts of the periods before that are on record."""
        return [n for n in self.earlier if n is not None]

    @property
    def is_new(self) -> bool:
        """Return whether none of the last periods had such a report."""
        return self.n > 0 and bool(self.known) and not any(self.known)

    @property
    def continues(self) -> bool:
        """Return whether at least half of the last periods had such reports."""
        with_reports = sum(n > 0 for n in self.known)
        return self.n > 0 and bool(self.known) and with_reports * 2 >= len(self.known)


def find_problems(
    study: Study,
    compared: Comparison,
    insatser: Sequence[Insats],
    levels: pd.Series | None,
) -> list[Pair]:
    """Return the problems: prioritised areas first, then what moved, then most reports.

    ``levels`` are the group's own of the period by zone; without any the areas stand
    in the order of their problems.
    """
    pairs = compared.pairs
    moved = pairs["status"].isin([*RAISED, *FALLEN])
    chosen = pairs[(pairs["n"] >= LEAST_REPORTS) | moved]
    problems = [_pair(study, row, insatser) for _, row in chosen.iterrows()]

    def order(pair: Pair) -> tuple[float, bool, bool, int, str, str]:
        level = 0.0 if levels is None else float(levels.get(pair.zone, 0.0))
        moved = (not pair.is_raised, not pair.has_moved)
        return (-level, *moved, -pair.n, pair.topic, pair.zone)

    return sorted(problems, key=order)


def problems_section(
    study: Study,
    problems: Sequence[Pair],
    compared: Comparison,
    places: Places | None,
    levels: pd.Series | None,
) -> Section:
    """Return a paragraph a problem, as many as there is room for."""
    lang = study.lang
    blocks: list[Block] = [
        _problem(study, pair, compared, places, levels)
        for pair in problems[:MOST_PROBLEMS]
    ]
    if not problems:
        blocks.append(Paragraph(say(words.NONE, lang)))
    blocks.append(Paragraph(say(words.HOW_CHOSEN, lang), "note"))
    left = len(problems) - MOST_PROBLEMS
    if left > 0:
        blocks.append(Paragraph(words.left_out(left, lang), "note"))
    title = say(SECTIONS["problems"], lang)
    frame = pd.DataFrame([_facts(pair) for pair in problems])
    return Section("problems", title, tuple(blocks), {"problems": frame})


def boxes(
    study: Study, problems: Sequence[Pair], insatser: Sequence[Insats]
) -> list[Block]:
    """Return the two boxes of figure 10.3, and the rule they are ticked by."""
    lang = study.lang
    here = insatser_here(study, insatser)
    going_on = any(state_of(study, one) == "continues" for one in here)
    needed = any(
        (pair.is_raised or pair.is_new)
        and not any(one.is_at_work and one.covered for one in pair.measures)
        for pair in problems
    )
    items = ((say(CONTINUES, lang), going_on), (say(NEEDED, lang), needed))
    return [Boxes(items), Paragraph(say(words.BOX_NOTE, lang), "note")]


def _pair(study: Study, row: pd.Series, insatser: Sequence[Insats]) -> Pair:
    topic, zone = str(row[THEME]), str(row[ZONE])
    problems = study.problems
    mine = problems[(problems[TOPIC] == topic) & (problems[ZONE] == zone)]
    earlier = tuple(
        len(between(mine, *period_bounds(label, str(study.start.tz))))
        if study.covers(label)
        else None
        for label in (shift_period(study.period, -k) for k in range(1, 1 + LOOK_BACK))
    )
    now = between(mine, study.start, study.end)
    measures = measures_against(study, insatser, topic, zone, now)
    return Pair(topic, zone, row, earlier, tuple(measures))


def _problem(
    study: Study,
    pair: Pair,
    compared: Comparison,
    places: Places | None,
    levels: pd.Series | None,
) -> Problem:
    lang = study.lang
    now, window = (_of_pair(part, pair) for part in (study.now, study.window))
    heading = words.heading(theme_words(pair.topic, lang), pair.zone)
    level = None if levels is None else levels.get(pair.zone)
    if level is not None and not pd.isna(level):
        heading += f" ({words.level(int(level), lang)})"
    told = [_how_many(study, pair, compared), *_kinds(study, pair, now)]
    told += _where(study, pair, now, places)
    told.append(when_words(study, window, brief=True))
    told += _history(study, pair)
    measures = [measure_words(study, one, pair.n) for one in pair.measures]
    if not any(one.state != "planned" for one in pair.measures):
        measures.insert(0, say(words.NO_INSATS, lang))
    return Problem(
        heading=heading,
        text=" ".join(told),
        insatser=" ".join(measures),
        blank=say(words.HOW_AND_WHY, lang),
    )


def _of_pair(reports: gpd.GeoDataFrame, pair: Pair) -> gpd.GeoDataFrame:
    return reports[(reports[TOPIC] == pair.topic) & (reports[ZONE] == pair.zone)]


def judgement(row: pd.Series, compared: Comparison, study: Study) -> tuple[str, str]:
    """Return how a row stands, and the bounds it rests on in brackets."""
    lang, code = study.lang, str(row["status"])
    told = status_words(code, lang, last=compared.last, period=study.period)
    if compared.basis == "last":
        bounds = float(row["ratio_low"]), float(row["ratio_high"])
        return told, change_words_of(*bounds, lang)
    return told, bounds_words(float(row["usual_low"]), float(row["usual_high"]), lang)


def _how_many(study: Study, pair: Pair, compared: Comparison) -> str:
    zones = compared.zones
    total = int(zones.loc[zones[ZONE] == pair.zone, "n"].iloc[0])
    told, bounds = judgement(pair.row, compared, study)
    return words.count(pair.n, total, told, bounds, study.lang)


def _kinds(study: Study, pair: Pair, now: gpd.GeoDataFrame) -> list[str]:
    named = now["category"].astype("object")
    kinds = [
        (name, int((named == name).sum()))
        for name in most_common(named, 2)
        if name.lower() != pair.topic.lower()
    ]
    if kinds and kinds[0][1] == len(now):
        return []  # the only category says no more than the theme
    return [words.mostly(kinds, study.lang)] if kinds else []


def _where(
    study: Study, pair: Pair, now: gpd.GeoDataFrame, places: Places | None
) -> list[str]:
    told = []
    named = now[STREET].astype("object")
    streets = [(s, int((named == s).sum())) for s in most_common(named, MOST_STREETS)]
    chosen = [street for street in streets if street[1] > 1 or pair.n == 1]
    if chosen:
        told.append(words.streets(chosen, pair.n, study.lang))
    numbers = hot_numbers(study, pair, places)
    if numbers:
        topic = theme_words(pair.topic, study.lang)
        told.append(words.hot_spots_here(numbers, topic, study.lang))
    return told


def hot_numbers(study: Study, pair: Pair, places: Places | None) -> list[int]:
    """Return the hot spots of the pair's theme that hold reports of it in the zone."""
    if places is None or places.hot.empty:
        return []
    own = places.hot[places.hot["theme"] == pair.topic]
    reports = _of_pair(study.window, pair)
    held = [bool(reports.intersects(shape).any()) for shape in own.geometry]
    return sorted(int(number) for number in own["number"][held])


def _history(study: Study, pair: Pair) -> list[str]:
    if pair.is_new:
        return [words.is_new(len(pair.known), study.lang)]
    if pair.continues:
        with_reports = sum(n > 0 for n in pair.known)
        return [words.goes_on(with_reports, len(pair.known), study.lang)]
    return []


def _facts(pair: Pair) -> dict[str, object]:
    at_work = [one for one in pair.measures if one.is_at_work]
    return {
        "zone": pair.zone,
        "theme": pair.topic,
        "n": pair.n,
        "status": pair.row["status"],
        "new": pair.is_new,
        "continues": pair.continues,
        "insatser": "; ".join(one.insats.name for one in at_work),
    }
