"""What the command prints: progress, errors with their remedy, what was read."""

from __future__ import annotations

import codecs
import difflib
import io
import re
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.panel import Panel
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from .._checks import TranslatedWarning
from .._language import ENGLISH, languages, say
from ..words import command as words
from ..words.reading import coded_name, first_found
from ..words.remedies import in_options, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .._columns import Language
    from ..incidents.reading import IncidentSet

out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

_SAID_IN_THE_TABLE = "See .rejected."


# Letters that a terminal may lack, as it can show them.
_INSTEAD = str.maketrans("åäöÅÄÖé–—…’”•×≥≤\u202f\u00a0\u2212", "aaoAAOe--.'\"*x><  -")


def safe_streams() -> None:
    """Make output never fail on what the terminal can show (cp1252, the C locale)."""
    codecs.register_error("estgeo", _as_it_can)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="estgeo")


def _as_it_can(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_INSTEAD)
    return text.encode("ascii", "replace").decode("ascii"), error.end


class Commands(TyperGroup):
    """The commands; one that is not there is told with the one that may be meant."""

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, Any, list[str]]:
        """Return the command that the first argument names."""
        name = args[0] if args else ""
        names = self.list_commands(ctx)
        if name and not name.startswith("-") and name not in names:
            plain = {one: one.replace("_", "").replace("-", "") for one in names}
            wanted = name.casefold().replace("_", "").replace("-", "")
            near = difflib.get_close_matches(wanted, plain.values(), 1)
            found = next((one for one in names if plain[one] in near), "")
            lang = next((one for one in languages()[1:] if one in args), "sv")
            _err.print(Text(words.unknown_command(name, found, lang)))
            raise typer.Exit(code=2)
        return super().resolve_command(ctx, args)


@contextmanager
def friendly(lang: Language) -> Iterator[None]:
    """Show what a user can mend as one sentence instead of a traceback."""
    try:
        yield
    except Exception as error:
        if not _can_be_mended(error):
            raise
        text, what_to_do = _told(error, lang)
        title = Text(say("command-cannot", lang))
        _err.print(Panel(Text(text), title=title, border_style="red"))
        if what_to_do:
            _err.print(Text(what_to_do))
        raise typer.Exit(code=2) from None


def _can_be_mended(error: Exception) -> bool:
    from pyogrio.errors import DataSourceError

    kinds = (ValueError, TypeError, KeyError, OSError, DataSourceError)
    return isinstance(error, kinds)


def _told(error: Exception, lang: Language) -> tuple[str, str]:
    """Return what happened and what to do, in options and in the user's language."""
    from ..incidents.reading import NothingReadError

    if isinstance(error, NothingReadError):
        return error.told(lang), _translated(in_options(error.hint), lang)
    message = in_options(str(error.args[0] if isinstance(error, KeyError) else error))
    text, what_to_do = told(message, lang)
    _, suggested, hint = message.partition(say("command-suggested", ENGLISH))
    if suggested and lang != ENGLISH:
        hint = say("command-suggested", lang) + _translated(hint, lang)
        what_to_do = f"{what_to_do}\n{hint}" if what_to_do else hint
    return text, what_to_do


def _translated(hint: str, lang: Language) -> str:
    if lang == ENGLISH:
        return hint
    for english, key in words.HINTS:
        hint = hint.replace(english, say(key, lang))
    return hint


def command_line(
    given: typer.Context, command: str, arguments: Sequence[str | Path]
) -> str:
    """Return a command to paste: its arguments, then the options given to this one.

    "file" stands for the files of this command.
    """
    parts: list[str] = ["estgeo", command]
    for argument in arguments:
        if argument == "file":
            parts += [str(path) for path in given.params["file"]]
        else:
            parts.append(str(argument))
    for option in given.command.params:
        name = option.name or ""
        source = given.get_parameter_source(name)
        is_given = source is not None and source.name == "COMMANDLINE"
        if name in ("file", "out") or not is_given:
            continue
        value = given.params[name]
        for each in value if isinstance(value, list | tuple) else [value]:
            parts += [option.opts[0], str(each)]
    return " ".join(_quoted(part) for part in parts)


def _quoted(part: str) -> str:
    # Double quotes work in cmd, PowerShell and the shells of Linux and Mac alike.
    return part if re.fullmatch(r"[\w./\\:=+,-]+", part) else f'"{part}"'


def print_line(text: str) -> None:
    """Print a line that is not broken, so that it can be copied whole."""
    out.print(Text(text), soft_wrap=True)


@contextmanager
def working(task: str, lang: Language) -> Iterator[None]:
    """Show a spinner with the time; show warnings as notes afterwards."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        with Progress(*columns, console=_err, transient=True) as progress:
            progress.add_task(say(task, lang), total=None)
            yield
    texts = dict.fromkeys(_said(one.message, lang) for one in caught)
    print_notes(text for text in texts if _SAID_IN_THE_TABLE not in text)


def _said(message: Warning | str, lang: Language) -> str:
    """Return a warning in the user's language where it has one."""
    if isinstance(message, TranslatedWarning):
        return message.text(lang)
    return str(message)


def print_notes(notes: Iterable[str]) -> None:
    """Print what to know, one line each."""
    for note in notes:
        _err.print(Text(f"! {note}", style="yellow"))


def print_reading(found: IncidentSet, lang: Language) -> None:
    """Print how many rows were taken, and why the others were not."""
    from ..incidents.reading import first_faults

    rejected = len(found.rejected)
    text = say(
        "command-rows-read",
        lang,
        n_read=found.n_read,
        accepted=found.n_accepted,
        rejected=rejected,
    )
    out.print(Text(text))
    if not rejected:
        return
    table = Table(show_edge=False, pad_edge=False)
    for pair in ("command-rows", "command-reason", "command-first"):
        table.add_column(say(pair, lang))
    for fault in first_faults(found.rejected, found.summary.roles)[:10]:
        why = in_options(coded_name(fault.code, lang))
        first = first_found(fault.row, fault.cells, lang)
        table.add_row(str(fault.n), Text(why), Text(first))
    out.print(table)


def print_understanding(found: IncidentSet, lang: Language) -> None:
    """Print how the file was understood: columns, times, coordinate systems."""
    table = Table(show_edge=False, pad_edge=False, show_header=False, box=None)
    for name, value in found.summary.lines(lang):
        table.add_row(Text(name), Text(in_options(value)))
    out.print(table)


def print_made(page: Path, notes: tuple[str, ...], lang: Language) -> None:
    """Print what to know about the page, and where it is."""
    print_notes(notes)
    out.print(Text(words.made(str(page), lang)))
