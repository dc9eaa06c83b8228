"""Show how far long work has come."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from ._engines import watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console


@contextmanager
def show_progress(*, console: Console | None = None) -> Iterator[None]:
    """Show a bar while incidents are read from files or counted on a cluster.

    Parameters
    ----------
    console : rich.console.Console, optional
        Where to show it; the terminal or the notebook unless told.

    Returns
    -------
    context manager
        Everything inside ``with show_progress():`` that goes through files or a Dask
        frame shows rows done, rows in all (if the files say) and the time that is
        left. A frame in memory is one step and shows nothing.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> times = pd.to_datetime(["2018-03-05", "2018-03-06"], utc=True)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "register.parquet"
    ...     pd.DataFrame({"start": times}).to_parquet(path)
    ...     with eg.show_progress():
    ...         weeks = eg.period_counts(path)
    >>> weeks["n"].to_list()
    [2]
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = None

        def show(done: int, in_all: int | None) -> None:
            nonlocal task
            if task is None or bar.tasks[task].completed > done:
                task = bar.add_task("rows", total=in_all)
            bar.update(task, completed=done)

        with watch(show):
            yield
