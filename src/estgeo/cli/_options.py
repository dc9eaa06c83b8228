"""The arguments and options that the commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ..words import command as words

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
Topics = Annotated[
    str | None, typer.Option("--topics", metavar="TOPIC,TOPIC", help=words.TOPICS)
]
Ledger = Annotated[
    Path | None, typer.Option("--ledger", metavar="FILE", help=words.LEDGER)
]
Place = Annotated[str, typer.Option("--place", metavar="NAME", help=words.PLACE)]
Lang = Annotated[Literal["sv", "en"], typer.Option("--lang", help=words.LANG)]

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
