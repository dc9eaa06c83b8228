"""What the group wrote in the document of its lägesbild, back as records."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import sentence
from .._language import languages, month_names, say, weekday_names
from .._periods import last_day
from .._provenance import Provenance
from ..insatser.insats import Insats
from ..insatser.meeting import Meeting, Problem, load_meeting
from ..words import meeting as words
from ..words.report import theme_codes
from ._docx import mark_of, python_docx, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# "högst 3,5", "max 3 st", "3": what people write beside "at most".
_AT_MOST = re.compile(
    r"(?:högst|max(?:imalt)?\.?|som mest|at most|<=?|≤)?\s*"
    r"(\d[\d\s]*(?:[.,]\d+)?)\s*(?:st\.?|stycken|rapport(?:er)?|reports?)?",
    re.I,
)
# A weekday before a day: "mån 5/3", "måndag den 5 mars".
_WEEKDAY = re.compile(r"([a-zåäö]{3,8})\.?\s*(?:den\s+)?(?=\d)")
_YES = ("x", "ja", "yes", "☒", "☑", "✓", "✗")


def read_meeting(path: str | Path) -> Meeting:
    """Read what the group wrote and decided, for the next lägesbild to carry on from.

    Parameters
    ----------
    path : path
        The Word document of a lägesbild, or a file that :meth:`Meeting.save` wrote
        (.json, .xlsx, .gpkg).

    Returns
    -------
    Meeting
        ``.problems``, ``.insatser``, ``.levels``, ``.notes`` as they stand in the
        boxes; ``.unread`` lists what could not be read: where it stands, the text and
        why. It goes into ``lagesbild(..., previous=...)``.

    Raises
    ------
    ValueError
        If the file is no document of a lägesbild, or records cannot be read.
    ImportError
        If python-docx is not there; the extra is called ``documents``.

    Notes
    -----
    A problem or insats that somebody took out of the document is kept as it was and
    listed in ``.unread``; close it by its status. Text outside the boxes is never read
    and always listed. Areas, themes and older records live in a hidden part of the
    document; a program that drops it is found out, and said.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import estgeo as eg
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> problems = (eg.Problem("P1", "brand", "Norr", cause="mörk gård"),)
    >>> path = eg.Meeting("2018-W10", problems=problems).save(folder / "v10.json")
    >>> eg.read_meeting(path).problems[0].cause
    'mörk gård'
    """
    path = Path(path)
    if path.suffix.lower() != ".docx":
        return load_meeting(path)
    document = python_docx().Document(str(path))
    memory = remembered(path)
    before = Meeting("2018")
    if memory is not None:
        before = Meeting.from_records(memory["meeting"])
    if memory is None:
        before = replace(before, period=_period_of(document, path))
    reader = _Reader(before, memory)
    if memory is None:
        reader.say("", "", "memory")
    for table in document.tables:
        reader.table([[cell.text.strip() for cell in row.cells] for row in table.rows])
    reader.running_text([one.text for one in document.paragraphs])
    return reader.meeting(str(path))


def _period_of(document: Any, path: Path) -> str:
    rule = "a document with the memory that estgeo wrote, or the label of its period"
    text = " ".join(one.text for one in document.paragraphs[:8])
    for form in (r"vecka (\d+) (\d{4})", r"week (\d+) (\d{4})"):
        if found := re.search(form, text, re.I):
            return f"{found[2]}-W{int(found[1]):02d}"
    raise ValueError(sentence("path", rule, str(path)))


class _Reader:
    """Goes through the tables of a document and keeps what they say."""

    def __init__(self, before: Meeting, memory: Mapping[str, Any] | None) -> None:
        self.before = before
        told = memory or {"shown": [], "marks": []}
        insatser = [one.id for one in before.insatser]
        self.shown = {*told["shown"], *insatser}
        self.marks = None if memory is None else set(told["marks"])
        self.problems = {one.id: one for one in before.problems}
        self.insatser = {one.id: one for one in before.insatser}
        self.levels: list[dict[str, Any]] = []
        self.notes = dict(before.notes)
        self.unread: list[tuple[str, str, str]] = []
        self.seen: set[str] = set()
        self.zones: dict[str, str] = {}  # areas of the document, as they are compared

    def say(self, where: str, text: str, why: str) -> None:
        """Note what could not be read."""
        self.unread.append((where, text, say(f"meeting-unread-{why}", "sv")))

    def table(self, rows: list[list[str]]) -> None:
        """Read a table, if it is one to fill in."""
        if not rows or len(rows[0]) < 2:
            return
        head = rows[0][0].casefold()
        problem = next(
            (w for w in words.words_of("meeting-problem") if head.startswith(w)), ""
        )
        if head in words.words_of("meeting-new-problem"):
            self._new_problem(rows)
        elif problem and len(rows[0]) == 2:
            self._problem(rows[0][0][len(problem) :].strip(), rows[1:])
        elif _is_head(rows[0], words.INSATS_FIELDS):
            self._insatser(rows[1:], _order(rows[0], words.INSATS_FIELDS))
        elif _is_head(rows[0], words.LEVEL_FIELDS):
            self._levels(rows[1:])
        elif head in words.words_of(words.NOTE_FIELDS["author"]):
            self._notes(rows)
        else:
            self.running_text([cell for row in rows for cell in row])

    def _problem(self, id_: str, rows: list[list[str]]) -> None:
        where = f"{say('meeting-problem', 'sv')} {id_}"
        known = self.problems.get(id_)
        if known is None:
            self.problems[id_] = known = Problem(id_, since=self.before.period)
        self.seen.add(id_)
        self.problems[id_] = replace(known, **self._fields(where, rows, known))

    def _new_problem(self, rows: list[list[str]]) -> None:
        values = {row[0]: row[1] for row in rows if row[0]}
        if not any(values.values()):
            return
        where = say("meeting-new-problem", "sv")
        taken = [int(n) for one in self.problems for n in re.findall(r"\d+$", one)]
        id_ = f"P{max([0, *taken]) + 1}"
        theme, zone = self._theme_and_zone(values)
        rest = [
            row
            for row in rows[1:]
            if _code(
                row[0], {"t": "meeting-theme-field", "z": words.LEVEL_FIELDS["zone"]}
            )
            is None
        ]
        made = Problem(id_, theme, zone, since=self.before.period, status="open")
        found = self._fields(where, rest, made)
        if rows[0][1]:  # written beside the heading
            found["what"] = " ".join(filter(None, [rows[0][1], found.get("what", "")]))
        self.problems[id_] = replace(made, **found)
        self.seen.add(id_)

    def _theme_and_zone(self, values: Mapping[str, str]) -> tuple[str, str]:
        labels = ("meeting-theme-field", words.LEVEL_FIELDS["zone"])
        texts = [
            next(
                (v for k, v in values.items() if k.casefold() in words.words_of(pair)),
                "",
            )
            for pair in labels
        ]
        return theme_codes().get(texts[0].casefold(), texts[0]), texts[1]

    def _fields(
        self, where: str, rows: list[list[str]], known: Problem
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row in rows:
            code = _code(row[0], words.PROBLEM_FIELDS)
            text = row[1]
            if code is None:
                if text or row[0]:
                    self.say(where, f"{row[0]}: {text}", "label")
            elif code == "status":
                status = _status(text, words.PROBLEM_STATUSES)
                if text and status is None:
                    self.say(where, text, "status")
                found[code] = status or known.status
            elif code == "target":
                found[code] = self._number(where, text, known.target)
            else:
                found[code] = text
        return found

    def _number(self, where: str, text: str, known: float | None) -> float | None:
        if not text:
            return None
        found = _AT_MOST.fullmatch(text.strip().rstrip("."))
        if found is None:
            self.say(where, text, "number")
            return known
        return float(re.sub(r"\s", "", found[1]).replace(",", "."))

    def _insatser(self, rows: list[list[str]], order: Sequence[str]) -> None:
        for row in rows:
            told = dict(zip(order, row, strict=False))
            if not any(told.values()):
                continue
            id_ = told.pop("id", "")
            known = self.insatser.get(id_)
            where = " ".join(
                filter(None, [say("meeting-insats-fields-name", "sv"), id_])
            )
            values = self._insats_values(where, told, known)
            start = values["start"] or (known.start if known else None)
            if start is None:
                self.say(where, "; ".join(filter(None, row)), "start")
                continue
            values["start"] = start
            if known is None:
                id_ = id_ or self._free_id()
                self.insatser[id_] = Insats(area=None, id=id_, **values)
            else:
                self.insatser[id_] = replace(known, **values)
            self.seen.add(id_)

    def _free_id(self) -> str:
        return next(f"I{k}" for k in range(1, 10_000) if f"I{k}" not in self.insatser)

    def _insats_values(
        self, where: str, told: Mapping[str, str], known: Insats | None
    ) -> dict[str, Any]:
        values: dict[str, Any] = dict(told)
        for code in ("start", "end"):
            text = told.get(code, "")
            day = _day(text, self.before.period)
            if text and day is None:
                self.say(where, text, "day")
                day = getattr(known, code, None)
            values[code] = day
        status = _status(told.get("status", ""), words.INSATS_STATUSES)
        if told.get("status") and status is None:
            self.say(where, told["status"], "status")
        values["status"] = status or (known.status if known and told["status"] else "")
        problem = told.get("problem", "")
        by_letter = {one.casefold(): one for one in self.problems}
        values["problem"] = by_letter.get(problem.casefold(), problem)
        if problem and problem.casefold() not in by_letter:
            self.say(where, problem, "problem")
        start, end = values["start"], values["end"]
        if start is not None and end is not None and end < start:
            self.say(where, told["end"], "day")
            values["end"] = getattr(known, "end", None)
        return values

    def _levels(self, rows: list[list[str]]) -> None:
        for zone, level, comment in (row[:3] for row in rows if len(row) >= 3):
            self.zones[zone.casefold()] = zone
            if not level and not comment:
                continue
            if not level:
                self.say(
                    say("meeting-captions-levels", "sv"), f"{zone}: {comment}", "label"
                )
                continue
            whole = zone.casefold() in words.words_of("meeting-whole")
            self.levels.append(
                {
                    "zone": None if whole else zone,
                    "period": self.before.period,
                    "level": Problem("x", level=level).level,
                    "comment": comment or None,
                }
            )

    def _notes(self, rows: list[list[str]]) -> None:
        for label, text, *_ in rows:
            code = _code(label, words.NOTE_FIELDS)
            if code is None:
                if label or text:
                    where = say("meeting-captions-notes", "sv")
                    self.say(where, f"{label}: {text}", "label")
            elif code in ("continues", "needed"):
                self.notes[code] = "X" if text.casefold() in _YES else text
            else:
                self.notes[code] = text

    def _in_area(self, one: Problem) -> Problem:
        """Return a problem with its area as the document spells it."""
        return replace(one, zone=self.zones.get(one.zone.casefold(), one.zone))

    def running_text(self, texts: Sequence[str]) -> None:
        """Note what stands outside the boxes now and did not before."""
        if self.marks is None:
            return
        for text in texts:
            if text.strip() and mark_of(text) not in self.marks:
                self.say("", text.strip(), "text")

    def meeting(self, path: str) -> Meeting:
        """Return what was read, with what was not."""
        records: list[Problem | Insats] = [*self.before.problems]
        records += self.before.insatser
        for one in records:
            if one.id in self.shown and one.id not in self.seen:
                self.say(one.id, _named(one), "gone")
        names = ["zone", "period", "level", "comment"]
        now = pd.DataFrame(self.levels, columns=names, dtype=object)
        kept = self.before.levels
        kept = kept[kept["period"].astype(str) != self.before.period]
        levels = pd.concat([kept, now], ignore_index=True)
        unread = pd.DataFrame(
            self.unread, columns=["where", "text", "why"], dtype=object
        )
        return replace(
            self.before,
            problems=tuple(map(self._in_area, self.problems.values())),
            insatser=tuple(self.insatser.values()),
            levels=levels.astype(object),
            notes=self.notes,
            unread=unread,
            provenance=Provenance("read_meeting", {"path": Path(path).name}),
        )


def _named(one: Problem | Insats) -> str:
    return one.name if isinstance(one, Insats) else f"{one.theme} {one.zone}".strip()


def _code(label: str, fields: Mapping[str, str]) -> str | None:
    plain = label.strip().rstrip(":").casefold()
    return next(
        (c for c, pair in fields.items() if plain in words.words_of(pair)), None
    )


def _is_head(row: Sequence[str], fields: Mapping[str, str]) -> bool:
    known = sum(map(bool, _order(row, fields)))
    lost = 1 if len(fields) > len(words.LEVEL_FIELDS) else 0  # a head somebody renamed
    return len(row) >= len(fields) and known >= len(fields) - lost


def _order(row: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    return [_code(label, fields) or "" for label in row]


def _status(text: str, statuses: Mapping[str, str]) -> str | None:
    plain = text.strip().rstrip(".").casefold()
    return next(
        (
            code
            for code, pair in statuses.items()
            if plain in {code, *words.words_of(pair)}
        ),
        None,
    )


def _day(text: str, period: str) -> pd.Timestamp | None:
    """Return the day that a text names; "12 mars" is the nearest to the period."""
    plain = text.strip().rstrip(".").casefold()
    if (named := _WEEKDAY.match(plain)) is not None:
        told = _day(plain[named.end() :], period)
        # A weekday of another date: nobody can say which of the two was meant.
        agrees = told is not None and _weekday(named[1]) == told.weekday()
        return told if agrees or named[1] == "den" else None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
        return _valid(*map(int, plain.split("-")))
    readings: list[Callable[[str], tuple[int, int, int | None] | None]]
    readings = [_with_month_name, _with_slash]
    for reading in readings:
        found = reading(plain)
        if found is None:
            continue
        day, month, year = found
        if year is not None:
            return _valid(year, month, day)
        end = pd.Timestamp(last_day(period))
        days = [_valid(end.year + k, month, day) for k in (-1, 0, 1)]
        near = [one for one in days if one is not None]
        return min(near, key=lambda one: abs(one - end)) if near else None
    return None


def _weekday(text: str) -> int | None:
    """Return the day of the week that a word begins like."""
    for names in map(weekday_names, languages()):
        for at, name in enumerate(names):
            if text[:3] == name.casefold()[:3]:
                return at
    return None


def _with_month_name(text: str) -> tuple[int, int, int | None] | None:
    found = re.fullmatch(r"(\d{1,2})\s+([a-zåäö]+)\.?(?:\s+(\d{4}))?", text)
    if found is None:
        return None
    for names in map(month_names, languages()):
        for month, name in enumerate(names, start=1):
            if name.casefold() == found[2] or name.casefold()[:3] == found[2]:
                return int(found[1]), month, int(found[3]) if found[3] else None
    return None


def _with_slash(text: str) -> tuple[int, int, int | None] | None:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:[\s/-]+(\d{4}))?", text)
    if found is None:
        return None
    return int(found[1]), int(found[2]), int(found[3]) if found[3] else None


def _valid(year: int, month: int, day: int) -> pd.Timestamp | None:
    try:
        return pd.Timestamp(year=year, month=month, day=day)
    except ValueError:
        return None
