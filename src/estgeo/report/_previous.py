"""What is carried from one lägesbild to the next: problems, insatser, late reports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import sentence
from .._language import say
from .._periods import first_day, period_bounds
from .._provenance import Provenance
from ..insatser.meeting import Meeting, Problem
from ..words import meeting as words
from ..words._periods import period_words
from ..words.meeting import heading
from ..words.report import theme_words
from ._course import state_of
from ._page import Block, Listing, Section, plain_table
from ._study import TOPIC, ZONE, between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .._columns import Language
    from ..analysis.week_watch import WeekWatch
    from ..insatser.insats import Insats
    from ._problems import Entry
    from ._study import Study

# So many earlier pages are asked whether their counts still stand.
PAGES_BEHIND = 8
MOST_CHANGES = 10
MOST_CLOSED = 5
# A problem needs this many reports in the period (chapter 10 of the EST report:
# recurring or important enough), or a count out of the usual.
LEAST_LISTED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the group knew when the page was made.

    ``problems`` and ``insatser`` have an id each; ``counts`` are those of the pages
    before, ``notes`` what was decided at the last meeting, ``watch`` the levels as
    they were followed.
    """

    problems: tuple[Problem, ...] = ()
    insatser: tuple[Insats, ...] = ()
    levels: pd.DataFrame | None = None
    counts: pd.DataFrame | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    watch: pd.DataFrame | None = None


def known_before(
    previous: Meeting | None,
    problems: Sequence[Problem] | None,
    insatser: Sequence[Insats],
    levels: pd.DataFrame | None,
    period: str,
) -> Known:
    """Return what is known: what is given now, and all that was known before."""
    if previous is None:
        numbered = _with_ids(insatser)
        return Known(tuple(problems or ()), numbered, levels)
    if not isinstance(previous, Meeting):
        rule = "a Meeting, such as read_meeting gives"
        raise TypeError(sentence("previous", rule, type(previous).__name__))
    if first_day(previous.period) > first_day(period):
        rule = f"of a period before {period}"
        raise ValueError(sentence("previous", rule, previous.period))
    return Known(
        _joined(previous.problems, problems or (), _same_id),
        _with_ids(_joined(previous.insatser, insatser, _same_insats)),
        _all_levels(previous.levels, levels),
        previous.counts,
        previous.notes,
        previous.period,
        previous.watch,
    )


def meeting_of(
    study: Study,
    entries: Sequence[Entry],
    known: Known,
    watch: WeekWatch | None = None,
) -> Meeting:
    """Return the records of the page, as the meeting finds them."""
    listed = {entry.record.id: entry.record for entry in entries}
    # A proposal that is not on this page keeps its number, should it come back.
    kept = [one for one in known.problems if one.id not in listed]
    problems = sorted([*kept, *listed.values()], key=lambda one: _number(one.id))
    meeting = Meeting(
        study.period,
        problems=tuple(problems),
        insatser=known.insatser,
        counts=_counts(study, known),
        provenance=Provenance("lagesbild", {"period": study.period}),
    )
    state = known.watch if watch is None else state_of(watch)
    if state is not None:
        meeting = replace(meeting, watch=state)
    if known.levels is None:
        return meeting
    return replace(meeting, levels=known.levels.reset_index(drop=True))


def next_id(known: Sequence[Problem], taken: int) -> str:
    """Return a number for a problem that nobody has had."""
    return f"P{max([0, *(_number(one.id) for one in known)]) + 1 + taken}"


def _number(id_: str) -> int:
    found = re.search(r"\d+$", id_)
    return int(found.group()) if found else 0


def _is_kept(problem: Problem) -> bool:
    """Return whether the group has said anything of it: a bare proposal it is else."""
    said = (problem.what, problem.how, problem.cause, problem.goal, problem.priority)
    has_more = bool(problem.more) or problem.area is not None
    has_more = has_more or problem.target is not None or problem.level != ""
    return problem.status != "new" or any(said) or has_more


def is_followed(problem: Problem) -> bool:
    """Return whether a problem stands on the page though nothing is reported."""
    return problem.is_open and _is_kept(problem)


def _same_id(one: Problem, other: Problem) -> bool:
    return one.id == other.id


def _same_insats(one: Insats, other: Insats) -> bool:
    if one.id and other.id:
        return one.id == other.id
    return one.name == other.name and one.start == other.start


def _joined(old: Sequence, new: Sequence, same) -> tuple:  # type: ignore[no-untyped-def, type-arg]
    """Return the old with the new in their places, then the rest of the new."""
    found = []
    rest = list(new)
    for one in old:
        now = next((other for other in rest if same(one, other)), None)
        if now is not None:
            rest.remove(now)
            now = replace(now, id=now.id or one.id)
        found.append(one if now is None else now)
    return (*found, *rest)


def _with_ids(insatser: Sequence[Insats]) -> tuple[Insats, ...]:
    taken = {one.id for one in insatser}
    free = (f"I{k}" for k in range(1, len(insatser) + len(taken) + 2))
    unused = (id_ for id_ in free if id_ not in taken)
    return tuple(one if one.id else replace(one, id=next(unused)) for one in insatser)


def _all_levels(before: pd.DataFrame, now: pd.DataFrame | None) -> pd.DataFrame | None:
    if now is None:
        return before if len(before) else None
    if before.empty:
        return now
    both = pd.concat([before, now.astype(object)], ignore_index=True)
    return both.drop_duplicates(["zone", "period"], keep="last", ignore_index=True)


def counts_now(study: Study, period: str) -> pd.DataFrame:
    """Return the counts of areas and themes of a period, by what is known today."""
    start, end = period_bounds(period, str(study.start.tz))
    reports = between(study.problems, start, end)
    sizes = reports.groupby([ZONE, TOPIC]).size()
    frame = sizes.rename("n").reset_index().rename(columns={TOPIC: "theme"})
    found: pd.DataFrame = frame.assign(period=period)
    return found.reindex(columns=["period", "zone", "theme", "n"])


def _counts(study: Study, known: Known) -> pd.DataFrame:
    now = counts_now(study, study.period).astype(object)
    if known.counts is None or known.counts.empty:
        return now
    earlier = known.counts[known.counts["period"] != study.period]
    labels = sorted(earlier["period"].unique(), key=first_day)[-PAGES_BEHIND:]
    kept = earlier[earlier["period"].isin(labels)]
    return pd.concat([kept, now], ignore_index=True)


def changes_since(study: Study, known: Known) -> pd.DataFrame:
    """Return the counts that differ from what earlier pages said.

    One row a period, area and theme: ``n_then``, ``n_now``. Late reports raise one
    count; a corrected theme lowers one and raises another.
    """
    columns = ["period", "zone", "theme", "n_then", "n_now"]
    if known.counts is None or known.counts.empty:
        return pd.DataFrame(columns=columns)
    parts = []
    for period, then in known.counts.groupby("period", sort=False):
        now = counts_now(study, str(period)).set_index(["zone", "theme"])["n"]
        before = then.set_index(["zone", "theme"])["n"].astype(int)
        both = pd.DataFrame({"n_then": before, "n_now": now}).fillna(0).astype(int)
        moved = both[both["n_then"] != both["n_now"]].reset_index()
        parts.append(moved.assign(period=period)[columns])
    return pd.concat(parts, ignore_index=True)


def since_section(
    study: Study, entries: Sequence[Entry], known: Known
) -> Section | None:
    """Return what changed since the last page: late reports, problems, decisions."""
    if not known.period:
        return None
    lang = study.lang
    changes = changes_since(study, known)
    lines = [
        words.carried(kind, names, lang)
        for kind, names in _kinds(study, entries, known)
        if names
    ]
    blocks: list[Block] = [Listing((*lines, *_late(study, changes, known)))]
    if len(changes):
        blocks.append(_change_table(study, changes))
    title = say("meeting-sections-since", lang)
    return Section("since", title, tuple(blocks), {"changed_since": changes})


def _kinds(
    study: Study, entries: Sequence[Entry], known: Known
) -> list[tuple[str, list[str]]]:
    lang = study.lang
    old = {one.id for one in known.problems}
    none = [entry for entry in entries if entry.n == 0]
    goes_on = [e for e in entries if e.record.id in old and e not in none]
    new = [entry for entry in entries if entry.record.id not in old]
    closed = [one for one in known.problems if not one.is_open]
    return [
        ("decision", _decision(known.notes)),
        (
            "needed",
            [say("report-labels-ticked", lang)] if known.notes.get("needed") else [],
        ),
        ("goes on", [title_of(entry.record, lang) for entry in goes_on]),
        ("new", [title_of(entry.record, lang) for entry in new]),
        ("none now", [title_of(entry.record, lang) for entry in none]),
        ("left", [title_of(one, lang) for one in _left(entries, known)]),
        ("closed", [title_of(one, lang) for one in closed[-MOST_CLOSED:]]),
    ]


def _decision(notes: Mapping[str, str]) -> list[str]:
    """Return what was decided, and by whom, as one text."""
    names = ("decision", "decided")
    texts = [" ".join(notes.get(name, "").split()).rstrip(".") for name in names]
    told, by = texts
    if not told:
        return [by] if by else []
    return [f"{told} ({by})" if by else told]


def _left(entries: Sequence[Entry], known: Known) -> list[Problem]:
    """Return the proposals of the last page that nobody took up and are few now."""
    shown = {entry.record.id for entry in entries}
    if known.counts is None or known.counts.empty:
        return []
    last = known.counts[known.counts["period"] == known.period]
    had = dict(
        zip(zip(last["zone"], last["theme"], strict=True), last["n"], strict=True)
    )
    return [
        one
        for one in known.problems
        if one.id not in shown
        and one.is_open
        and int(had.get((one.zone, one.theme), 0)) >= LEAST_LISTED
    ]


def title_of(problem: Problem, lang: Language) -> str:
    """Return what a problem is called, with its number."""
    theme = theme_words(problem.theme, lang) if problem.theme else ""
    parts = [theme or problem.what.partition(".")[0][:60], problem.zone]
    known = [part for part in parts if part]
    told = heading(known[0], known[1]) if len(known) == 2 else "".join(known)
    return words.numbered(problem.id, told[:1].upper() + told[1:])


def _late(study: Study, changes: pd.DataFrame, known: Known) -> list[str]:
    if known.counts is None:
        return []
    told = []
    for period in dict.fromkeys(changes["period"]):
        mine = known.counts[known.counts["period"] == period]
        then = int(mine["n"].sum())
        now = int(counts_now(study, str(period))["n"].sum())
        label = str(period)
        told.append(words.then_and_now(label, study.period, then, now, study.lang))
    return told


def _change_table(study: Study, changes: pd.DataFrame) -> Block:
    lang = study.lang
    shown = changes.head(MOST_CHANGES)
    header = [say("meeting-columns-period", lang)]
    header += [say(f"report-columns-{name}", lang) for name in ("zone", "topic")]
    header += [say(f"meeting-columns-{name}", lang) for name in ("then", "now")]
    rows = [
        (
            period_words(str(row["period"]), lang),
            str(row["zone"]),
            theme_words(str(row["theme"]), lang),
            str(row["n_then"]),
            str(row["n_now"]),
        )
        for row in shown.to_dict("records")
    ]
    caption = say("meeting-captions-changes", lang)
    total = len(changes)
    return plain_table(caption, header, rows, numeric=(3, 4), total=total, lang=lang)
