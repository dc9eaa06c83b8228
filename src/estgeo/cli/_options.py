"""The arguments and options that the commands share, each said once."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .._language import languages
from ..words import command as words

if TYPE_CHECKING:
    from collections.abc import Callable

# How the file of reports is to be understood.
_READING = "Hur filen läses / how the file is read"
File = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help=words.FILE, show_default=False),
]
Zones = Annotated[
    Path | None, typer.Option("--zones", metavar="FILE", help=words.ZONES)
]
ReadingZones = Annotated[
    Path | None,
    typer.Option(
        "--zones", metavar="FILE", help=words.READING_ZONES, rich_help_panel=_READING
    ),
]
Candidates = Annotated[
    Path | None, typer.Option("--zones", metavar="FILE", help=words.CANDIDATES)
]
Period = Annotated[
    str | None, typer.Option("--period", metavar="PERIOD", help=words.PERIOD)
]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=words.OUT)]
OutIfGiven = Annotated[
    Path | None, typer.Option("--out", metavar="FOLDER", help=words.OUT)
]
Insatser = Annotated[
    Path | None, typer.Option("--insatser", metavar="FILE", help=words.INSATSER)
]
InsatserNeeded = Annotated[
    Path,
    typer.Option("--insatser", metavar="FILE", help=words.INSATSER, show_default=False),
]
Context = Annotated[
    list[str] | None, typer.Option("--context", metavar="FILE", help=words.CONTEXT)
]
CellSize = Annotated[
    float | None, typer.Option("--cell-size", metavar="METRES", help=words.CELL_SIZE)
]
CellSizeAlways = Annotated[
    float, typer.Option("--cell-size", metavar="METRES", help=words.CELL_SIZE)
]
Public = Annotated[bool, typer.Option("--public", help=words.PUBLIC)]
Explorer = Annotated[bool, typer.Option("--explorer", help=words.EXPLORER)]
Organization = Annotated[bool, typer.Option("--organization", help=words.ORGANIZATION)]
Previous = Annotated[
    Path | None, typer.Option("--previous", metavar="FOLDER", help=words.PREVIOUS)
]
Audience = Annotated[
    Literal["group", "organization"],
    typer.Option("--audience", help=words.AUDIENCE),
]
Kind = Annotated[Literal["period", "law"], typer.Option("--kind", help=words.KIND)]
Tables = Annotated[
    Path | None, typer.Option("--tables", metavar="FILE", help=words.TABLES)
]
Document = Annotated[bool, typer.Option("--document", help=words.DOCUMENT)]
Topics = Annotated[
    str | None, typer.Option("--topics", metavar="TOPIC,TOPIC", help=words.TOPICS)
]
Ledger = Annotated[
    Path | None, typer.Option("--ledger", metavar="FILE", help=words.LEDGER)
]
Place = Annotated[str, typer.Option("--place", metavar="NAME", help=words.PLACE)]
if TYPE_CHECKING:
    Languages = str
else:  # one for each catalog, which a type checker cannot see
    Languages = Literal[languages()]
Lang = Annotated[Languages, typer.Option("--lang", help=words.LANG)]

Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="ROLE=COLUMN",
        help=words.COLUMN,
        rich_help_panel=_READING,
    ),
]
Crs = Annotated[
    str | None,
    typer.Option("--crs", metavar="CRS", help=words.CRS, rich_help_panel=_READING),
]
TimeZone = Annotated[
    str,
    typer.Option(
        "--time-zone", metavar="ZONE", help=words.TIME_ZONE, rich_help_panel=_READING
    ),
]
SourceTimeZone = Annotated[
    str | None,
    typer.Option(
        "--source-time-zone",
        metavar="ZONE",
        help=words.SOURCE_TIME_ZONE,
        rich_help_panel=_READING,
    ),
]
DateFormat = Annotated[
    str | None,
    typer.Option(
        "--date-format",
        metavar="FORMAT",
        help=words.DATE_FORMAT,
        rich_help_panel=_READING,
    ),
]
Layer = Annotated[
    str | None,
    typer.Option(
        "--layer", "--sheet", metavar="NAME", help=words.LAYER, rich_help_panel=_READING
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help=words.ENCODING, rich_help_panel=_READING
    ),
]
Checklist = Annotated[
    str | None,
    typer.Option(
        "--checklist", metavar="NAME", help=words.CHECKLIST, rich_help_panel=_READING
    ),
]
Addresses = Annotated[
    Path | None,
    typer.Option(
        "--addresses", metavar="FILE", help=words.ADDRESSES, rich_help_panel=_READING
    ),
]
Categories = Annotated[
    Literal["keep", "split"],
    typer.Option("--categories", help=words.CATEGORIES, rich_help_panel=_READING),
]
STOCKHOLM = "Europe/Stockholm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file of reports is read: the same in every command that reads one."""

    file: File
    column: Columns = None
    crs: Crs = None
    time_zone: TimeZone = STOCKHOLM
    source_time_zone: SourceTimeZone = None
    date_format: DateFormat = None
    layer: Layer = None
    encoding: Encoding = None
    checklist: Checklist = None
    addresses: Addresses = None
    categories: Categories = "keep"


def reads_reports(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of :class:`Reading` in place of its ``reading``."""
    given = inspect.signature(command, eval_str=True)
    options = [*inspect.signature(Reading, eval_str=True).parameters.values()]
    own = [one for one in given.parameters.values() if one.name != "reading"]
    first, rest = options[0], options[1:]
    every = [one.replace(kind=one.KEYWORD_ONLY) for one in (first, *own, *rest)]
    # The language is said last, as in every command.
    every.sort(key=lambda one: one.name == "lang")

    @wraps(command)
    def run(**values: Any) -> None:
        read: dict[str, Any] = {one.name: values.pop(one.name) for one in options}
        command(reading=Reading(**read), **values)

    run.__signature__ = given.replace(parameters=every)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in every}
    return run
