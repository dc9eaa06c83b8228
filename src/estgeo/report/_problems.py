"""Problems: a theme in an area, in a paragraph as figure 10.3 writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._language import say
from .._periods import period_bounds, shift_period
from ..insatser.meeting import Problem as Record
from ..space_time.street_names import STREET
from ..words import meeting
from ..words import meeting as words
from ..words.report import (
    FALLEN,
    RAISED,
    bounds_words,
    change_words_of,
    status_words,
    theme_words,
)
from ._comparison import THEME
from ._insatser import (
    AT_WORK,
    Measure,
    insatser_here,
    measure_words,
    measures_against,
    named_measure,
    state_of,
)
from ._page import Block, Boxes, Paragraph, ProblemBlock, Section
from ._places import most_common
from ._previous import LEAST_LISTED, is_followed, next_id, title_of
from ._study import TOPIC, ZONE, between, count_between
from ._times import when_words
from ._week_reports import reports_table, severity_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from .._columns import Language
    from ..insatser.insats import Insats
    from ._comparison import Comparison
    from ._places import Places
    from ._previous import Known
    from ._study import Study

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
    chosen = pairs[(pairs["n"] >= LEAST_LISTED) | moved]
    problems = [_pair(study, row, insatser) for _, row in chosen.iterrows()]

    def order(pair: Pair) -> tuple[float, bool, bool, int, str, str]:
        level = 0.0 if levels is None else _as_number(levels.get(pair.zone, 0.0))
        moved = (not pair.is_raised, not pair.has_moved)
        return (-level, *moved, -pair.n, pair.topic, pair.zone)

    return sorted(problems, key=order)


def _as_number(level: object) -> float:
    """Return a level in figures; words have no order here."""
    return 0.0 if level is None or isinstance(level, str) else float(str(level))


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem of the page: its counts, if any, and what the group says of it.

    ``before`` is the closed problem of the same theme and area, if there was one.
    """

    record: Record
    pair: Pair | None
    before: Record | None = None

    @property
    def n(self) -> int | None:
        """Return the reports of the period, None where they cannot be counted."""
        return None if self.pair is None else self.pair.n


def list_problems(
    study: Study, compared: Comparison, problems: Sequence[Pair], known: Known
) -> list[Entry]:
    """Return the problems of the page: the group's own, then as many as fit.

    Those the group gave a priority come first, in its order.
    """
    open_ones = [one for one in known.problems if one.is_open]
    closed = [one for one in known.problems if not one.is_open]
    entries: list[Entry] = []
    for pair in problems:
        mine = [one for one in open_ones if _is_of(one, pair)]
        old = next((one for one in reversed(closed) if _is_of(one, pair)), None)
        if mine:
            entries += [Entry(one, pair, old) for one in mine]
        elif len(entries) < MOST_PROBLEMS:
            proposals = sum(one.record not in known.problems for one in entries)
            record = Record(
                next_id(known.problems, proposals),
                pair.topic,
                pair.zone,
                since=study.period,
            )
            entries.append(Entry(record, pair, old))
    told = {entry.record.id for entry in entries}
    for one in open_ones:
        if one.id not in told and is_followed(one):
            own = _pair_of(study, compared, one, known.insatser)
            entries.append(Entry(one, own))
    return sorted(entries, key=lambda entry: _priority(entry.record))


def _is_of(record: Record, pair: Pair) -> bool:
    return record.theme == pair.topic and record.zone == pair.zone


def _priority(record: Record) -> tuple[bool, float, str]:
    try:
        return (False, float(record.priority.replace(",", ".")), "")
    except ValueError:
        return (not record.priority, float("inf"), record.priority)


def _pair_of(
    study: Study, compared: Comparison, record: Record, insatser: Sequence[Insats]
) -> Pair | None:
    pairs = compared.pairs
    rows = pairs[(pairs[THEME] == record.theme) & (pairs[ZONE] == record.zone)]
    if len(rows):
        return _pair(study, rows.iloc[0], insatser)
    # Of a theme that no report ever had, "no reports" would say too much.
    has_theme = record.theme in set(study.problems[TOPIC])
    if has_theme and record.zone in study.zones.index:
        empty = dict.fromkeys(pairs.columns, pd.NA)
        row = {
            THEME: record.theme,
            ZONE: record.zone,
            "n": 0,
            "status": "no_comparison",
        }
        return _pair(study, pd.Series(empty | row), insatser)
    return None


def problems_section(
    study: Study,
    entries: Sequence[Entry],
    problems: Sequence[Pair],
    *,
    compared: Comparison,
    places: Places | None,
    levels: pd.Series | None,
    insatser: Sequence[Insats] = (),
) -> Section:
    """Return a block a problem, as many as there is room for."""
    lang = study.lang
    blocks: list[Block] = [
        _problem(study, entry, compared, places, levels=levels, insatser=insatser)
        for entry in entries
    ]
    if not entries:
        blocks.append(Paragraph(say("problems-none", lang)))
    blocks.append(Paragraph(say("problems-how-chosen", lang), "note"))
    shown = {id(entry.pair) for entry in entries}
    left = sum(id(pair) not in shown for pair in problems)
    if left > 0:
        blocks.append(Paragraph(words.left_out(left, lang), "note"))
    title = say("report-sections-problems", lang)
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
    items = (
        (say("report-continues", lang), going_on),
        (say("report-needed", lang), needed),
    )
    return [Boxes(items), Paragraph(say("problems-box-note", lang), "note")]


def _pair(study: Study, row: pd.Series, insatser: Sequence[Insats]) -> Pair:
    topic, zone = str(row[THEME]), str(row[ZONE])
    problems = study.problems
    mine = problems[(problems[TOPIC] == topic) & (problems[ZONE] == zone)]
    earlier = tuple(
        count_between(mine, *period_bounds(label, str(study.start.tz)))
        if study.covers(label)
        else None
        for label in (shift_period(study.period, -k) for k in range(1, 1 + LOOK_BACK))
    )
    now = between(mine, study.start, study.end)
    measures = measures_against(study, insatser, topic, zone, now)
    return Pair(topic, zone, row, earlier, tuple(measures))


def _problem(
    study: Study,
    entry: Entry,
    compared: Comparison,
    places: Places | None,
    *,
    levels: pd.Series | None,
    insatser: Sequence[Insats],
) -> ProblemBlock:
    lang, record, pair = study.lang, entry.record, entry.pair
    told: list[str] = []
    measures: list[str] = []
    reports = None
    if pair is None:
        told.append(say("meeting-cannot-be-counted", lang))
    elif pair.n == 0:
        stands = judgement(pair.row, compared, study) if pair.has_moved else ("", "")
        told.append(meeting.none_now(study.period, *stands, lang))
    else:
        now = _of_pair(study.now, pair)
        told += _told_of(study, pair, compared, places)
        reports = reports_table(study, now)
    if pair is not None:
        told += _goal(study, record, pair)
        measures = [measure_words(study, one, pair.n) for one in pair.measures]
    without_area = _without_area(study, record, pair, insatser)
    measures += without_area
    since = record.since or study.period
    if entry.before is None or since != study.period:
        told.append(meeting.since_words(since, study.period, lang))
    told += _before(entry, insatser, lang)
    at_work = pair is not None and any(m.state in AT_WORK for m in pair.measures)
    if not at_work and not without_area:
        measures.insert(0, say("problems-no-insats", lang))
    return ProblemBlock(
        heading=_heading(record, levels, lang),
        text=" ".join(told),
        insatser=" ".join(measures),
        fields=own_fields(record, lang),
        reports=reports,
    )


def own_fields(record: Record, lang: Language) -> tuple[tuple[str, str], ...]:
    """Return what the group says of a problem, by what each field is called."""
    found = []
    for code, label in meeting.PROBLEM_FIELDS.items():
        value = getattr(record, code)
        if code == "status":
            text = say(f"meeting-problem-statuses-{record.status}", lang)
        elif code in ("target", "level"):
            text = "" if value in (None, "") else meeting.level_word(value, lang)
        else:
            text = str(value)
        found.append((say(label, lang), text))
    return tuple(found)


def _told_of(
    study: Study, pair: Pair, compared: Comparison, places: Places | None
) -> list[str]:
    now, window = (_of_pair(part, pair) for part in (study.now, study.window))
    told = [_how_many(study, pair, compared), *_kinds(study, pair, now)]
    told += _where(study, pair, now, places)
    told.append(when_words(study, window, brief=True))
    graver = severity_told(study, now, _of_pair(_last(study), pair))
    return [*told, *([graver] if graver else []), *_history(study, pair)]


def _last(study: Study) -> gpd.GeoDataFrame:
    label = shift_period(study.period, -1)
    return between(study.problems, *period_bounds(label, str(study.start.tz)))


def _goal(study: Study, record: Record, pair: Pair) -> list[str]:
    if record.target is None:
        return []
    to_come = study.is_unfinished
    told = meeting.goal_words(pair.n, record.target, study.lang, unfinished=to_come)
    return [told]


def _without_area(
    study: Study, record: Record, pair: Pair | None, insatser: Sequence[Insats]
) -> list[str]:
    """Return the insatser that name the problem and are not told by their area."""
    told = {id(one.insats) for one in pair.measures} if pair is not None else set()
    own = [
        one
        for one in insatser
        if one.problem and one.problem == record.id and id(one) not in told
    ]
    return [named_measure(study, one) for one in own if state_of(study, one) != "ended"]


def _before(entry: Entry, insatser: Sequence[Insats], lang: Language) -> list[str]:
    old = entry.before
    if old is None:
        return []
    done = [one.name for one in insatser if one.problem == old.id]
    told = [meeting.had_before(old.id, old.since, done, lang)]
    if old.cause:
        cause = " ".join(old.cause.split())  # the lines of a cell, in running text
        told.append(say("meeting-cause-then", lang, cause=cause))
    return told


def _heading(record: Record, levels: pd.Series | None, lang: Language) -> str:
    told = title_of(record, lang)
    level = None if levels is None else levels.get(record.zone)
    if level is None or (not isinstance(level, str) and pd.isna(level)):
        return told
    return f"{told} ({words.level(meeting.level_word(level, lang), lang)})"


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
        return [say("problems-is-new", study.lang, periods=len(pair.known))]
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
