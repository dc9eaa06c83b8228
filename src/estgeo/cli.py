"""The command ``estgeo``: check a file, make a lägesbild, look at an example."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import geopandas as gpd
import typer
from pyogrio.errors import DataSourceError
from rich.console import Console
from rich.panel import Panel
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ._centres import check_not_centres
from ._checks import sentence
from ._language import say
from ._version import __version__
from .analysis.hot_spots import hot_spots
from .incidents.reading import read_incidents
from .insatser.effect import evaluate
from .insatser.insats import read_insatser
from .maps.hot_spots import map_hot_spots
from .report.build import lagesbild
from .samples.shipped import (
    sample_incidents,
    sample_insatser,
    sample_streets,
    sample_zones,
)
from .space_time.counting import count_in_zones
from .space_time.grids import square_grid
from .words import command as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._columns import Language
    from .incidents.reading import IncidentSet


app = typer.Typer(
    name="estgeo",
    help=words.HELP,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

File = Annotated[
    Path, typer.Argument(metavar="FILE", help=words.FILE, show_default=False)
]
Zones = Annotated[Path, typer.Option("--zones", help=words.ZONES, show_default=False)]
Out = Annotated[Path, typer.Option("--out", help=words.OUT)]
Lang = Annotated[Literal["sv", "en"], typer.Option("--lang", help=words.LANG)]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="ROLE=NAME", help=words.COLUMN),
]
Crs = Annotated[str | None, typer.Option("--crs", help=words.CRS)]
Zone = Annotated[str, typer.Option("--time-zone", help=words.TIME_ZONE)]
Checklist = Annotated[str | None, typer.Option("--checklist", help=words.CHECKLIST)]
Insatser = Annotated[Path | None, typer.Option("--insatser", help=words.INSATSER)]
Context = Annotated[
    list[str] | None, typer.Option("--context", metavar="NAME=FILE", help=words.CONTEXT)
]
CellSize = Annotated[float | None, typer.Option("--cell-size", help=words.CELL_SIZE)]


@app.callback(invoke_without_command=True)
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help=words.VERSION, is_eager=True)
    ] = False,
) -> None:
    if version:
        _out.print(f"estgeo {__version__}")
        raise typer.Exit


@app.command("check", help=words.CHECK_HELP)
def _check(
    *,
    file: File,
    column: Columns = None,
    crs: Crs = None,
    time_zone: Zone = "Europe/Stockholm",
    checklist: Checklist = None,
    lang: Lang = "sv",
) -> None:
    with _friendly(lang):
        found = _read(
            file,
            column=column,
            crs=crs,
            time_zone=time_zone,
            checklist=checklist,
            lang=lang,
        )
        _print_reading(found, lang)
    if found.rejected.shape[0]:
        raise typer.Exit(code=1)


@app.command("lagesbild", help=words.LAGESBILD_HELP)
def _lagesbild(  # noqa: PLR0913  options of a command, each with a name
    *,
    file: File,
    zones: Zones,
    period: Annotated[str, typer.Option("--period", help=words.PERIOD)],
    out: Out = Path("lagesbild"),
    insatser: Insatser = None,
    context: Context = None,
    cell_size: CellSize = None,
    place: Annotated[str, typer.Option("--place", help=words.PLACE)] = "",
    column: Columns = None,
    crs: Crs = None,
    time_zone: Zone = "Europe/Stockholm",
    checklist: Checklist = None,
    lang: Lang = "sv",
) -> None:
    with _friendly(lang):
        found = _read(
            file,
            column=column,
            crs=crs,
            time_zone=time_zone,
            checklist=checklist,
            lang=lang,
        )
        _print_reading(found, lang)
        layers = _context(context)
        with _working(words.MAKING, lang):
            picture = lagesbild(
                found.incidents,
                _frame(zones),
                period=period,
                insatser=read_insatser(insatser) if insatser else (),
                context=layers or None,
                place=place,
                cell_size=cell_size,
                lang=lang,
            )
            page = picture.save(out)
        _print_made(page, picture.warnings, lang)


@app.command("hotspots", help=words.HOTSPOTS_HELP)
def _hotspots(
    *,
    file: File,
    zones: Zones,
    out: Out = Path("hotspots"),
    cell_size: Annotated[
        float, typer.Option("--cell-size", help=words.CELL_SIZE)
    ] = 200,
    column: Columns = None,
    crs: Crs = None,
    time_zone: Zone = "Europe/Stockholm",
    lang: Lang = "sv",
) -> None:
    with _friendly(lang):
        found = _read(
            file,
            column=column,
            crs=crs,
            time_zone=time_zone,
            checklist=None,
            lang=lang,
        )
        _print_reading(found, lang)
        points = found.incidents.geometry
        check_not_centres("FILE", points.x, points.y)
        with _working(words.TESTING, lang):
            area = _frame(zones).to_crs(found.incidents.crs)
            grid = square_grid(area, cell_size=cell_size)
            tested = hot_spots(count_in_zones(found.incidents, grid))
            out.mkdir(parents=True, exist_ok=True)
            page = out / "hot_spots.html"
            map_hot_spots(tested, context=area, lang=lang).save(str(page))
            plain = tested.assign(hot_spot=tested["hot_spot"].astype(str))
            plain.reset_index().to_file(out / "hot_spots.gpkg", driver="GPKG")
        hot = int((tested["gi_bin"] > 0).sum())
        _out.print(words.cells_found(hot, len(tested), lang))
        _print_made(page, (), lang)


@app.command("evaluate", help=words.EVALUATE_HELP)
def _evaluate(
    *,
    file: File,
    insatser: Annotated[
        Path, typer.Option("--insatser", help=words.INSATSER, show_default=False)
    ],
    zones: Annotated[
        Path | None, typer.Option("--zones", help=words.CANDIDATES)
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help=words.OUT)] = None,
    column: Columns = None,
    crs: Crs = None,
    time_zone: Zone = "Europe/Stockholm",
    checklist: Checklist = None,
    lang: Lang = "sv",
) -> None:
    with _friendly(lang):
        found = _read(
            file,
            column=column,
            crs=crs,
            time_zone=time_zone,
            checklist=checklist,
            lang=lang,
        )
        _print_reading(found, lang)
        candidates = None if zones is None else _frame(zones)
        for insats in read_insatser(insatser):
            with _working(words.COMPARING, lang):
                result = evaluate(
                    found.incidents, insats, candidates=candidates, rng=2018
                )
            _out.print(Panel(Text(result.sentence(lang)), title=Text(insats.name)))
            failed = result.checks[~result.checks["ok"].astype(bool)]
            column_name = "message" if lang == "sv" else "message_en"
            for message in failed[column_name]:
                _out.print(Text(f"  – {message}"))
            if out is not None:
                out.mkdir(parents=True, exist_ok=True)
                name = "".join(c if c.isalnum() else "_" for c in insats.name)
                result.to_frame().to_csv(out / f"{name}.csv", index=False)


@app.command("demo", help=words.DEMO_HELP)
def _demo(out: Out = Path("lagesbild-demo"), lang: Lang = "sv") -> None:
    with _friendly(lang):
        with _working(words.READING, lang):
            found = sample_incidents("valboas")
            zones = sample_zones("valboas")
            insatser = sample_insatser("valboas")
        _print_reading(found, lang)
        last = found.incidents["start"].max().isocalendar()
        with _working(words.MAKING, lang):
            picture = lagesbild(
                found.incidents,
                zones,
                period=f"{last.year}-W{last.week:02d}",
                insatser=insatser,
                context={"gator" if lang == "sv" else "streets": sample_streets()},
                place="Valboås",
                lang=lang,
            )
            page = picture.save(out)
        _print_made(page, picture.warnings, lang)


def main() -> None:
    """Run the command."""
    app()


@contextmanager
def _friendly(lang: Language) -> Iterator[None]:
    """Show what a user can mend as one sentence instead of a traceback."""
    try:
        yield
    except (ValueError, TypeError, KeyError, OSError, DataSourceError) as error:
        told = error.args[0] if isinstance(error, KeyError) else str(error)
        title = Text(say(words.CANNOT, lang))
        _err.print(Panel(Text(str(told)), title=title, border_style="red"))
        raise typer.Exit(code=2) from None


@contextmanager
def _working(task: tuple[str, str], lang: Language) -> Iterator[None]:
    """Show a spinner with the time; show warnings as notes afterwards."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        with Progress(*columns, console=_err, transient=True) as progress:
            progress.add_task(say(task, lang), total=None)
            yield
    for text in dict.fromkeys(str(one.message) for one in caught):
        _err.print(Text(f"! {text}", style="yellow"))


def _read(
    file: Path,
    *,
    column: list[str] | None,
    crs: str | None,
    time_zone: str,
    checklist: str | None,
    lang: Language,
) -> IncidentSet:
    _check_file(file)
    with _working(words.READING, lang):
        return read_incidents(
            file,
            columns=_pairs("--column", column) or None,
            crs=crs,
            time_zone=time_zone,
            checklist=checklist,
        )


def _frame(path: Path) -> gpd.GeoDataFrame:
    """Return a layer; shapes that are not valid are mended, and that is said."""
    _check_file(path)
    is_parquet = path.suffix.lower() in {".parquet", ".geoparquet"}
    frame = gpd.read_parquet(path) if is_parquet else gpd.read_file(path)
    broken = ~frame.is_valid & ~frame.geometry.isna()
    if not broken.any():
        return frame
    note = words.mended(str(path), int(broken.sum()), len(frame))
    _err.print(Text(f"! {note}", style="yellow"))
    mended = frame.geometry.make_valid(method="structure", keep_collapsed=False)
    return frame.set_geometry(mended)


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise ValueError(sentence("FILE", "a file that is there", str(path)))


def _context(given: list[str] | None) -> dict[str, gpd.GeoDataFrame]:
    pairs = _pairs("--context", given)
    return {name: _frame(Path(path)) for name, path in pairs.items()}


def _pairs(option: str, given: list[str] | None) -> dict[str, str]:
    pairs = {}
    for text in given or []:
        name, found, value = text.partition("=")
        if not found or not name or not value:
            raise ValueError(sentence(option, "NAME=VALUE", repr(text)))
        pairs[name.strip()] = value.strip()
    return pairs


def _print_reading(found: IncidentSet, lang: Language) -> None:
    rejected = len(found.rejected)
    text = words.rows_read(found.n_read, len(found.incidents), rejected, lang)
    _out.print(Text(text))
    if not rejected:
        return
    table = Table(show_edge=False, pad_edge=False)
    for pair in (words.ROWS, words.REASON):
        table.add_column(say(pair, lang))
    reasons = found.rejected.groupby(f"explanation_{lang}", sort=False).size()
    for explanation, n in reasons.sort_values(ascending=False).head(10).items():
        table.add_row(str(n), Text(str(explanation)))
    _out.print(table)


def _print_made(page: Path, notes: tuple[str, ...], lang: Language) -> None:
    for note in notes:
        _out.print(Text(f"! {note}", style="yellow"))
    _out.print(Text(words.made(str(page), lang)))
