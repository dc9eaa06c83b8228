"""The forms of the document: tables that the group fills in and that are read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._language import say
from ..words import meeting as words
from ..words.report import theme_words
from ._problems import own_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language
    from ..insatser.meeting import Meeting, Problem

EMPTY_ROWS = 3


@dataclass(frozen=True, slots=True)
class FillIn:
    """A table to fill in; ``wide`` ones stand on a page that lies down."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    has_header: bool = False
    wide: bool = False


def forms_of(
    meeting: Meeting,
    shown: Sequence[Problem],
    zones: Sequence[str],
    ticked: tuple[bool, bool],
    lang: Language,
) -> tuple[FillIn, ...]:
    """Return what the meeting fills in: problems, decision, levels, insatser."""
    return (
        *(_problem_form(problem, lang) for problem in shown),
        _empty_problem(lang),
        _notes_form(ticked, lang),
        _levels_form(meeting, zones, lang),
        _insatser_form(meeting, lang),
    )


def _problem_form(problem: Problem, lang: Language) -> FillIn:
    theme = theme_words(problem.theme, lang) if problem.theme else ""
    named = ", ".join(part for part in (theme, problem.zone) if part)
    head = (f"{say('meeting-problem', lang)} {problem.id}", named)
    return FillIn("", (head, *own_fields(problem, lang)), has_header=True)


def _empty_problem(lang: Language) -> FillIn:
    labels = ["meeting-theme-field", words.LEVEL_FIELDS["zone"]]
    labels += list(words.PROBLEM_FIELDS.values())
    rows = tuple((say(label, lang), "") for label in labels)
    return FillIn("", ((say("meeting-new-problem", lang), ""), *rows), has_header=True)


def _notes_form(ticked: tuple[bool, bool], lang: Language) -> FillIn:
    marks = dict(zip(("continues", "needed"), ticked, strict=True))
    rows = tuple(
        (say(label, lang), "X" if marks.get(code) else "")
        for code, label in words.NOTE_FIELDS.items()
    )
    return FillIn(say("meeting-captions-notes", lang), rows)


def _levels_form(meeting: Meeting, zones: Sequence[str], lang: Language) -> FillIn:
    now = meeting.levels[meeting.levels["period"].astype(str) == meeting.period]
    known = {
        "" if zone is None or pd.isna(zone) else str(zone): (level, comment)
        for zone, level, comment in zip(
            now["zone"], now["level"], _column(now, "comment"), strict=True
        )
    }
    header = tuple(say(label, lang) for label in words.LEVEL_FIELDS.values())
    rows = [header]
    for zone in ("", *zones):
        level, comment = known.get(zone, ("", ""))
        told = words.level_word(level, lang) if level != "" else ""
        text = comment if isinstance(comment, str) else ""
        rows.append((zone or say("meeting-whole", lang), told, text))
    caption = say("meeting-captions-levels", lang)
    return FillIn(caption, tuple(rows), has_header=True)


def _column(frame: pd.DataFrame, name: str) -> Sequence[object]:
    return list(frame[name]) if name in frame else [""] * len(frame)


def _insatser_form(meeting: Meeting, lang: Language) -> FillIn:
    header = tuple(say(label, lang) for label in words.INSATS_FIELDS.values())
    rows = [header]
    for insats in meeting.insatser:
        status = words.INSATS_STATUSES.get(insats.status)
        told = {
            "start": f"{insats.start:%Y-%m-%d}",
            "end": "" if insats.end is None else f"{insats.end:%Y-%m-%d}",
            "status": say(status, lang) if status else "",
        }
        rows.append(
            tuple(
                told[code] if code in told else str(getattr(insats, code))
                for code in words.INSATS_FIELDS
            )
        )
    rows += [("",) * len(header)] * EMPTY_ROWS
    caption = say("meeting-captions-insatser", lang)
    return FillIn(caption, tuple(rows), has_header=True, wide=True)
