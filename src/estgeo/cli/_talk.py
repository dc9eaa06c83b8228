"""What the command prints: progress, errors with their remedy, what was read."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from pyogrio.errors import DataSourceError
from rich.console import Console
from rich.panel import Panel
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from .._language import say
from ..words import command as words
from ..words.remedies import in_options, remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .._columns import Language
    from ..incidents.reading import IncidentSet

out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

_SAID_IN_THE_TABLE = "See .rejected."


@contextmanager
def friendly(lang: Language) -> Iterator[None]:
    """Show what a user can mend as one sentence instead of a traceback."""
    try:
        yield
    except (ValueError, TypeError, KeyError, OSError, DataSourceError) as error:
        told = error.args[0] if isinstance(error, KeyError) else error
        text = in_options(str(told))
        title = Text(say(words.CANNOT, lang))
        _err.print(Panel(Text(text), title=title, border_style="red"))
        what_to_do = remedy(text, lang)
        if what_to_do:
            _err.print(Text(what_to_do))
        raise typer.Exit(code=2) from None


@contextmanager
def working(task: tuple[str, str], lang: Language) -> Iterator[None]:
    """Show a spinner with the time; show warnings as notes afterwards."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        with Progress(*columns, console=_err, transient=True) as progress:
            progress.add_task(say(task, lang), total=None)
            yield
    texts = dict.fromkeys(str(one.message) for one in caught)
    print_notes(text for text in texts if _SAID_IN_THE_TABLE not in text)


def print_notes(notes: Iterable[str]) -> None:
    """Print what to know, one line each."""
    for note in notes:
        _err.print(Text(f"! {note}", style="yellow"))


def print_reading(found: IncidentSet, lang: Language) -> None:
    """Print how many rows were taken, and why the others were not."""
    rejected = len(found.rejected)
    text = words.rows_read(found.n_read, found.n_accepted, rejected, lang)
    out.print(Text(text))
    if not rejected:
        return
    table = Table(show_edge=False, pad_edge=False)
    for pair in (words.ROWS, words.REASON):
        table.add_column(say(pair, lang))
    reasons = found.rejected.groupby(f"explanation_{lang}", sort=False).size()
    for explanation, n in reasons.sort_values(ascending=False).head(10).items():
        table.add_row(str(n), Text(in_options(str(explanation))))
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
