"""What a group knows and has decided: problems, insatser, levels, and what was said.

One meeting is one file, in json, xlsx or GeoPackage; the next lägesbild begins with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import check_whole_text, sentence
from .._frame_checks import check_frame
from .._periods import period_kind
from .._provenance import Provenance
from .._results import Result
from ._insats import STATUSES as INSATS_STATUSES
from ._insats import Insats
from ._problem import STATUSES, Problem, number_or_word
from ._tables import (
    INSATS_NAMES,
    PROBLEM_NAMES,
    read_tables,
    record_values,
    rows_of,
    with_codes,
    write_tables,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Meeting",
    "Problem",
    "load_meeting",
    "meeting_schema",
    "read_problems",
    "write_records",
]

SCHEMA_VERSION = 1
LEVEL_COLUMNS = ("zone", "period", "level", "comment")
COUNT_COLUMNS = ("period", "zone", "theme", "n")
WATCH_COLUMNS = (
    *("zone", "theme", "first", "watched", "is_shared"),
    *("n", "effort", "plain"),
)
UNREAD_COLUMNS = ("where", "text", "why")


@dataclass(frozen=True, slots=True, eq=False)
class Meeting(Result):
    """The records of a meeting: what the next lägesbild carries on from.

    Attributes
    ----------
    period : str
        Label of the period the meeting was about.
    problems : tuple of Problem
        All, closed ones too: they are the memory of the group.
    insatser : tuple of Insats
        Proposed, decided, running and ended.
    levels : DataFrame
        ``zone`` (None: the whole place), ``period``, ``level`` (number or word),
        ``comment``.
    counts : DataFrame
        What the page said then: ``period``, ``zone``, ``theme``, ``n``; what came in
        late is seen by it.
    watch : DataFrame
        The levels as :func:`week_watch` followed them, one row a series: ``zone``,
        ``theme``, ``first`` week, week ``watched`` from, ``is_shared``, and the values
        of all weeks as text in ``n``, ``effort``, ``plain``. The next page of a week
        goes on from there.
    notes : dict
        What was written beside: {"decision": ..., "decided": ..., "next": ...}.
    unread : DataFrame
        What could not be read of a document: ``where``, ``text``, ``why``.
    provenance : Provenance
        What made it.

    Raises
    ------
    ValueError
        If the period is none, or two problems or insatser share an id.

    Examples
    --------
    >>> import estgeo as eg
    >>> meeting = eg.Meeting("2018-W10", problems=(eg.Problem("P1", "brand", "Norr"),))
    >>> meeting
    <Meeting 2018-W10, 1 problem, 0 insatser>
    """

    period: str
    problems: tuple[Problem, ...] = ()
    insatser: tuple[Insats, ...] = ()
    levels: pd.DataFrame = field(default_factory=lambda: _empty(LEVEL_COLUMNS))
    counts: pd.DataFrame = field(default_factory=lambda: _empty(COUNT_COLUMNS))
    watch: pd.DataFrame = field(default_factory=lambda: _empty(WATCH_COLUMNS))
    notes: Mapping[str, str] = field(default_factory=dict)
    unread: pd.DataFrame = field(default_factory=lambda: _empty(UNREAD_COLUMNS))
    provenance: Provenance = field(default_factory=lambda: Provenance("Meeting"))

    def __post_init__(self) -> None:
        period_kind(self.period)
        check_whole_text("notes", [dict(self.notes)])
        for name in ("levels", "counts", "watch", "unread"):
            check_frame(name, getattr(self, name))
        for name in ("problems", "insatser"):
            records = tuple(getattr(self, name))
            object.__setattr__(self, name, records)
            ids = [one.id for one in records if one.id]
            twice = sorted({one for one in ids if ids.count(one) > 1})
            if twice:
                got = f"{twice[0]!r} twice"
                raise ValueError(sentence(name, "with an id of its own each", got))

    def to_records(self) -> dict[str, Any]:
        """Return plain values, as :func:`meeting_schema` tells and json keeps them."""
        return {
            "schema": f"estgeo-meeting-{SCHEMA_VERSION}",
            "period": self.period,
            "problems": rows_of(self.problems, PROBLEM_NAMES),
            "insatser": rows_of(self.insatser, INSATS_NAMES),
            "levels": _frame_rows(self.levels, LEVEL_COLUMNS),
            "counts": _frame_rows(self.counts, COUNT_COLUMNS),
            "watch": _frame_rows(self.watch, WATCH_COLUMNS),
            "notes": [{"name": k, "text": str(v)} for k, v in self.notes.items()],
        }

    @classmethod
    def from_records(cls, values: Mapping[str, Any]) -> Meeting:
        """Return the meeting whose records :meth:`to_records` gave.

        Raises
        ------
        ValueError
            If the version is another, or a record cannot be read.
        """
        known = f"estgeo-meeting-{SCHEMA_VERSION}"
        if values.get("schema") != known:
            got = repr(values.get("schema"))
            raise ValueError(sentence("values", f"of the schema '{known}'", got))
        return cls(
            str(values["period"]),
            problems=tuple(_problems(values.get("problems", []))),
            insatser=tuple(_insatser(values.get("insatser", []))),
            levels=_with_levels(_frame(values.get("levels", []), LEVEL_COLUMNS)),
            counts=_frame(values.get("counts", []), COUNT_COLUMNS),
            watch=_frame(values.get("watch", []), WATCH_COLUMNS),
            notes={str(r["name"]): str(r["text"]) for r in values.get("notes", [])},
        )

    def save(self, path: str | Path) -> Path:
        """Write all tables into one file: .json, .xlsx or .gpkg.

        Parameters
        ----------
        path : path
            Replaced if estgeo wrote it and nobody changed it since.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        ValueError
            If the end of the name is another; if a sheet would cut an area.
        OSError
            If the file is not estgeo's or cannot be written.
        """
        found = self.to_records()
        head = [{"schema": found.pop("schema"), "period": found.pop("period")}]
        write_tables(Path(path), {"meeting": head, **found})
        return Path(path)

    def with_decided(
        self,
        problems: Sequence[Problem] = (),
        insatser: Sequence[Insats] = (),
        **notes: str,
    ) -> Meeting:
        """Return the meeting with records that take the place of those of their id."""
        return replace(
            self,
            problems=_put(self.problems, problems),
            insatser=_put(self.insatser, insatser),
            notes={**self.notes, **notes},
        )

    def __repr__(self) -> str:
        """Return what it is of, and how much it holds."""
        n, m = len(self.problems), len(self.insatser)
        problems = "problem" if n == 1 else "problems"
        insatser = "insats" if m == 1 else "insatser"
        return f"<Meeting {self.period}, {n} {problems}, {m} {insatser}>"


def load_meeting(path: str | Path) -> Meeting:
    """Return the meeting that :meth:`Meeting.save` wrote and people may have edited."""
    tables = read_tables(Path(path))
    if "meeting" not in tables:
        rule = "a file that Meeting.save wrote, with a table 'meeting'"
        raise ValueError(sentence("path", rule, ", ".join(tables) or "none"))
    head = tables.pop("meeting")[0]
    found = Meeting.from_records({**tables, **head})
    made = Provenance("read_meeting", {"path": Path(path).name})
    return replace(found, provenance=made)


def read_problems(source: str | Path) -> list[Problem]:
    r"""Read problems from a file: xlsx, csv, json or GeoPackage.

    Parameters
    ----------
    source : path
        One row a problem: ``id`` and any of ``theme``, ``zone``, ``what``, ``how``,
        ``cause``, ``goal``, ``target``, ``level``, ``since``, ``status``, ``priority``
        and an area; Swedish names such as ``nr``, ``tema``, ``orsak``, ``mål`` are
        found too. What other columns say is kept in ``more``.

    Returns
    -------
    list of Problem
        In the order of the file.

    Raises
    ------
    ValueError
        If a row is no problem; says how many rows and which first.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "problem.csv"
    >>> _ = path.write_text("nr;tema;orsak;diarienr\nP1;brand;mörkt;KS 2018/7\n")
    >>> (problem,) = read_problems(path)
    >>> problem.theme, problem.cause, problem.more
    ('brand', 'mörkt', {'diarienr': 'KS 2018/7'})
    """
    tables = read_tables(Path(source))
    if "problems" not in tables and len(tables) > 1:
        got = ", ".join(tables)
        raise ValueError(sentence("source", "with a table called 'problems'", got))
    rows = tables.get("problems") or next(iter(tables.values()), [])
    return _problems(rows)


def write_records(path: str | Path, records: Sequence[Problem | Insats]) -> Path:
    """Write problems or insatser as one table: xlsx, csv, json or GeoPackage.

    Parameters
    ----------
    path : path
        The end of the name says the kind of file.
    records : sequence of Problem or of Insats
        All of one kind. What their files said besides is written too.

    Returns
    -------
    Path
        The file; :func:`read_problems` or :func:`read_insatser` gives them back. A csv
        knows no numbers: of ``more`` all is text then.

    Raises
    ------
    ValueError
        If the records are of two kinds, or the end of the name is another.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import estgeo as eg
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "problem.json"
    >>> problems = [eg.Problem("P1", "brand", "Norr", goal="inga fler bränder")]
    >>> eg.read_problems(eg.write_records(path, problems)) == problems
    True
    """
    kinds = {type(one) for one in records}
    if len(kinds) > 1 or not kinds <= {Problem, Insats}:
        got = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(sentence("records", "all Problem or all Insats", got))
    are_insatser = kinds == {Insats}
    names = INSATS_NAMES if are_insatser else PROBLEM_NAMES
    name = "insatser" if are_insatser else "problems"
    write_tables(Path(path), {name: rows_of(records, names)})
    return Path(path)


def meeting_schema() -> dict[str, Any]:
    """Return the JSON schema of the records of a meeting.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12. Its version is part of ``schema`` in every file; a
        change that old readers would misread gets a new version.

    Examples
    --------
    >>> import estgeo as eg
    >>> eg.meeting_schema()["properties"]["schema"]
    {'const': 'estgeo-meeting-1'}
    """
    text, number = {"type": ["string", "null"]}, {"type": ["number", "null"]}
    either = {"type": ["string", "number", "null"]}
    day = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    own: dict[str, dict[str, Any]] = {
        "start": day | {"type": "string"},
        "end": day,
        "decided_on": day,
        "target": number,
        "level": either,
    }

    def record(names: Sequence[str], needed: list[str], **given: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: own.get(name, text) for name in names} | given,
            "required": needed,
        }

    def status(codes: tuple[str, ...]) -> dict[str, Any]:
        return {"enum": [*codes, None]}

    tables = {
        "problems": record(list(PROBLEM_NAMES), ["id"], status=status(STATUSES)),
        "insatser": record(
            list(INSATS_NAMES), ["name", "start"], status=status(INSATS_STATUSES)
        ),
        "levels": record(LEVEL_COLUMNS, ["period", "level"]),
        "counts": record(
            COUNT_COLUMNS, ["period", "n"], n={"type": "integer", "minimum": 0}
        ),
        "watch": record(
            WATCH_COLUMNS,
            ["first", "n", "effort", "plain"],
            is_shared={"enum": [0, 1]},
        ),
        "notes": record(["name", "text"], ["name", "text"]),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The records of a meeting of an EST group",
        "type": "object",
        "properties": {
            "schema": {"const": f"estgeo-meeting-{SCHEMA_VERSION}"},
            "period": {"type": "string"},
            **{name: {"type": "array", "items": one} for name, one in tables.items()},
        },
        "required": ["schema", "period", *tables],
        "additionalProperties": False,
    }


def _problems(rows: Sequence[Mapping[str, Any]]) -> list[Problem]:
    return _records(rows, PROBLEM_NAMES, Problem, "problems")


def _insatser(rows: Sequence[Mapping[str, Any]]) -> list[Insats]:
    return _records(rows, INSATS_NAMES, Insats, "insatser")


def _records(
    rows: Sequence[Mapping[str, Any]],
    names: Mapping[str, tuple[str, ...]],
    make: Any,
    table: str,
) -> list[Any]:
    found, faults = [], []
    for label, row in enumerate(rows):
        values = record_values(with_codes(dict(row), names), names)
        needed = {"id": ""} if make is Problem else {"name": "", "start": None}
        try:
            found.append(make(**(needed | values)))
        except (TypeError, ValueError) as error:
            faults.append(f"row {label}: {error}")
    if faults:
        got = f"{len(faults)} of {len(rows)} that are not. First, {faults[0]}"
        raise ValueError(sentence(table, "records that can be read", got))
    return found


def _put(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
    by_id = {one.id: one for one in new if one.id}
    kept = [by_id.pop(one.id, one) if one.id else one for one in old]
    return (*kept, *by_id.values(), *(one for one in new if not one.id))


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})


def _frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    if not rows:
        return _empty(columns)
    frame = pd.DataFrame([dict(row) for row in rows], dtype=object)
    missing = [name for name in columns if name not in frame]
    return frame.assign(**dict.fromkeys(missing)).astype(object)


def _with_levels(levels: pd.DataFrame) -> pd.DataFrame:
    return levels.assign(level=[number_or_word(one) for one in levels["level"]])


def _frame_rows(frame: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    names = [*columns, *(str(name) for name in frame.columns if name not in columns)]
    rows = []
    for row in frame.astype(object).to_dict("records"):
        plain = {name: row.get(name) for name in names}
        rows.append({k: None if pd.isna(v) else _bare(v) for k, v in plain.items()})
    return rows


def _bare(value: Any) -> Any:
    bare = value.item() if hasattr(value, "item") else value
    return int(bare) if isinstance(bare, float) and bare.is_integer() else bare
