"""The command ``estgeo``: check a file, make a lägesbild, look at an example.

A command loads what it runs inside its own function: ``estgeo --version`` and the help
answer at once, and checking a file does not wait for maps.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.panel import Panel
from rich.text import Text

from .._columns import THEMES
from .._language import say
from .._version import __version__
from ..words import command as words
from . import _options as options
from ._talk import (
    Commands,
    command_line,
    friendly,
    print_line,
    print_made,
    print_notes,
    print_reading,
    print_understanding,
    safe_streams,
    working,
)
from ._talk import (
    out as console,
)

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from .._columns import Language
    from ..incidents.reading import IncidentSet
    from ..insatser.meeting import Meeting

# Reports of something good are on no public page, so their theme is none of its topics.
PUBLIC_TOPICS = [theme for theme in THEMES if theme != "positiv händelse"]

app = typer.Typer(
    name="estgeo",
    help=words.HELP,
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help=words.VERSION, is_eager=True)
    ] = False,
) -> None:
    if version:
        console.print(f"estgeo {__version__}")
        raise typer.Exit


@app.command("check", help=words.CHECK_HELP)
@options.reads_reports
def _check(
    context: typer.Context,
    *,
    reading: options.Reading,
    out: options.OutIfGiven = None,
    zones: options.ReadingZones = None,
    lang: options.Lang = "sv",
) -> None:
    from .._files import saving_file
    from .._inert import without_formulas
    from ._files import last_whole_period, read_reports, read_zones

    with friendly(lang):
        found = read_reports(reading, lang, zones=read_zones(zones, lang))
        print_understanding(found, lang)
        if out is not None and len(found.rejected):
            path = out / "rejected.csv"
            rejected = without_formulas(found.rejected)
            with saving_file(path) as draft:
                rejected.to_csv(
                    draft,
                    index=False,
                    sep=";",
                    encoding="utf-8-sig",
                    lineterminator="\r\n",
                )
            console.print(Text(say("command-saved-rejected", lang, path=str(path))))
            again = command_line(context, "check", ["file", path])
            print_line(say("command-mend-and-read", lang, command=again))
        period = last_whole_period(found.incidents)
        print_line(say("command-next", lang))
        arguments = ["file", "--period", period]
        print_line(command_line(context, "lagesbild", arguments))
    if len(found.rejected):
        raise typer.Exit(code=1)


@app.command("lagesbild", help=words.LAGESBILD_HELP)
@options.reads_reports
def _lagesbild(  # noqa: PLR0913  options of a command, each with a name
    *,
    reading: options.Reading,
    zones: options.Zones = None,
    period: options.Period = None,
    out: options.Out = Path("lagesbild"),
    insatser: options.Insatser = None,
    context: options.Context = None,
    cell_size: options.CellSize = None,
    place: options.Place = "",
    previous: options.Previous = None,
    audience: options.Audience = "group",
    kind: options.Kind = "period",
    tables: options.Tables = None,
    document: options.Document = False,
    explorer: options.Explorer = False,
    public: options.Public = False,
    topics: options.Topics = None,
    ledger: options.Ledger = None,
    lang: options.Lang = "sv",
) -> None:
    from ..report.build import lagesbild
    from . import _files as files

    with friendly(lang):
        shown: dict[str, object] = {
            "--insatser": insatser,
            "--context": context,
            "--place": place,
            "--previous": previous,
            "--tables": tables,
            "--document": document,
            "--explorer": explorer,
            "--cell-size": cell_size,
            "--audience": audience != "group",
            "--kind": kind != "period",
        }
        _refuse_unused(public, shown, {"--topics": topics, "--ledger": ledger})
        named = files.read_zones(zones, lang)
        meeting = _last_meeting(previous, lang)
        found = files.read_reports(reading, lang, zones=named)
        if public:
            made = _public_page(
                *(found, named),
                period=period,
                topics=topics,
                ledger=ledger,
                out=out,
                lang=lang,
            )
            print_made(made, (), lang)
            return
        areas = files.read_areas(named, found, lang)
        if period is None:
            period = files.last_whole_period(found.incidents)
            print_notes([say("command-chosen-period", lang, period=period)])
        with working("command-making", lang):
            picture = lagesbild(
                found.incidents,
                areas,
                period=period,
                insatser=files.insatser_in(insatser),
                context=files.read_layers(context, areas, lang) or None,
                previous=meeting,
                audience=audience,
                kind=kind,
                tables=tables,
                place=place,
                cell_size=cell_size,
                explorer=explorer,
                lang=lang,
            )
            wanted = document or meeting is not None or kind == "law"
            page = picture.save(out, files.formats_of(lang, document=wanted))
        print_made(page, picture.warnings, lang)


def _refuse_unused(
    public: bool,  # noqa: FBT001  an option of the command
    shown: dict[str, object],
    of_public: dict[str, object],
) -> None:
    """Raise if an option is given that the page would not use."""
    from .._checks import sentence

    rule = f"given {'without' if public else 'with'} --public"
    for name, value in (shown if public else of_public).items():
        if value:
            remedy = "The page for everyone shows nothing of it." if public else ""
            raise ValueError(sentence(name, rule, str(value), remedy))


def _last_meeting(folder: Path | None, lang: Language) -> Meeting | None:
    """Return what the last meeting decided; print what could not be read of it."""
    from ..report.meeting import read_meeting
    from ..words.meeting import UNREAD
    from ._files import document_in

    if folder is None:
        return None
    meeting = read_meeting(document_in(folder))
    reasons = {say(key, "sv"): say(key, lang) for key in UNREAD.values()}
    print_notes(
        say(
            "command-unread",
            lang,
            text=row["text"] or row["where"],
            why=reasons.get(row["why"], row["why"]),
        )
        for row in meeting.unread.to_dict("records")
    )
    return meeting


def _public_page(
    found: IncidentSet,
    zones: gpd.GeoDataFrame | None,
    *,
    period: str | None,
    topics: str | None,
    ledger: Path | None,
    out: Path,
    lang: Language,
) -> Path:
    """Save the page for everyone, of areas and a period that somebody chose."""
    from .._checks import sentence
    from ..report.public import LEDGER, public_lagesbild
    from ._files import read_areas

    if zones is None:
        remedy = "An area round the reports would tell where the outermost are."
        raise ValueError(sentence("--zones", "given with --public", "none", remedy))
    if period is None:
        remedy = "Such as --period 2018-03."
        raise ValueError(sentence("--period", "given with --public", "none", remedy))
    areas = read_areas(zones, found, lang)
    book = ledger or out.absolute().parent / LEDGER
    own = [topic.strip() for topic in topics.split(",")] if topics else PUBLIC_TOPICS
    with working("command-making", lang):
        page = public_lagesbild(
            found.incidents, areas, period=period, topics=own, ledger=book, lang=lang
        )
    return page.save(out)


@app.command("explore", help=words.EXPLORE_HELP)
@options.reads_reports
def _explore(
    *,
    reading: options.Reading,
    zones: options.Zones = None,
    period: options.Period = None,
    out: options.Out = Path("utforska"),
    insatser: options.Insatser = None,
    context: options.Context = None,
    cell_size: options.CellSize = None,
    place: options.Place = "",
    organization: options.Organization = False,
    lang: options.Lang = "sv",
) -> None:
    from ..explore.build import FILE, explorer
    from ._files import (
        insatser_in,
        read_areas,
        read_layers,
        read_reports,
        read_zones,
    )

    with friendly(lang):
        named = read_zones(zones, lang)
        found = read_reports(reading, lang, zones=named)
        areas = read_areas(named, found, lang)
        with working("command-exploring", lang):
            made = explorer(
                found.incidents,
                areas,
                context=read_layers(context, areas, lang) or None,
                insatser=insatser_in(insatser),
                period=period,
                title=place or None,
                audience="organization" if organization else "group",
                cell_size=cell_size,
                lang=lang,
            )
            page = made.save(out / FILE)
        print_made(page, (), lang)


@app.command("hotspots", help=words.HOTSPOTS_HELP)
@options.reads_reports
def _hotspots(
    *,
    reading: options.Reading,
    zones: options.Zones = None,
    context: options.Context = None,
    out: options.Out = Path("hotspots"),
    cell_size: options.CellSizeAlways = 200,
    lang: options.Lang = "sv",
) -> None:
    from .._centres import check_not_centres
    from .._zone_names import refuse_areas
    from ..analysis.hot_spots import hot_spots
    from ..space_time.counting import count_in_zones
    from ..space_time.grids import square_grid
    from ._files import (
        cells_in_use,
        read_areas,
        read_layers,
        read_reports,
        read_zones,
    )

    with friendly(lang):
        named = read_zones(zones, lang)
        found = read_reports(reading, lang, zones=named)
        refuse_areas("FILE", found.incidents)
        points = found.incidents.geometry
        check_not_centres("FILE", points.x, points.y)
        areas = read_areas(named, found, lang)
        layers = read_layers(context, areas, lang)
        with working("command-testing", lang):
            area = areas.to_crs(found.incidents.crs)
            grid = square_grid(area, cell_size=cell_size)
            counted = count_in_zones(found.incidents, grid)
            tested = hot_spots(counted if zones else cells_in_use(counted))
            shown = {say("command-areas", lang): area} if zones else {}
            page = _hot_spot_map(out, tested, found, {**shown, **layers}, lang)
        if not zones:
            print_notes([say("command-cells-in-use", lang)])
        _print_hot_spots(tested, lang)
        print_made(page, (), lang)


def _hot_spot_map(
    out: Path,
    tested: gpd.GeoDataFrame,
    found: IncidentSet,
    context: dict[str, gpd.GeoDataFrame],
    lang: Language,
) -> Path:
    """Save the map and its layer, and return where the map is."""
    from .._files import saving
    from .._provenance import MADE_BY
    from ..maps.hot_spots import map_hot_spots
    from ._files import days_of

    period = days_of(found.incidents, lang)
    made = map_hot_spots(tested, period=period, context=context, lang=lang)
    drawn = made.get_root().render()
    plain = tested.assign(hot_spot=tested["hot_spot"].astype(str)).reset_index()
    page, layer = out / "hot_spots.html", "hot_spots.gpkg"
    with saving(out, page.name, layer) as draft:
        (draft / page.name).write_text(drawn, encoding="utf-8")
        plain.to_file(draft / layer, driver="GPKG", DESCRIPTION=MADE_BY)
    return page


def _print_hot_spots(tested: gpd.GeoDataFrame, lang: Language) -> None:
    hot = int((tested["gi_bin"] > 0).sum())
    console.print(words.cells_found(hot, len(tested), lang))
    if tested["peak_p"].notna().any():
        peaks = tested["is_peak"].to_numpy(dtype=bool)
        most = sorted(tested.loc[peaks, "n"].astype(int), reverse=True)
        usual = float(tested.loc[~peaks, "n"].mean())
        console.print(words.peaks_found(most, usual, lang))


@app.command("evaluate", help=words.EVALUATE_HELP)
@options.reads_reports
def _evaluate(
    *,
    reading: options.Reading,
    insatser: options.InsatserNeeded,
    zones: options.Candidates = None,
    out: options.OutIfGiven = None,
    lang: options.Lang = "sv",
) -> None:
    from .._files import file_name, saving
    from .._inert import without_formulas
    from .._provenance import MADE_BY
    from ..insatser.effect import evaluate
    from ._files import insatser_in, read_reports, read_zones

    with friendly(lang):
        found = read_reports(reading, lang)
        candidates = read_zones(zones, lang)
        rows: dict[str, pd.DataFrame] = {}
        for insats in insatser_in(insatser):
            with working("command-comparing", lang):
                result = evaluate(
                    found.incidents, insats, candidates=candidates, rng=2018
                )
            console.print(Panel(Text(result.sentence(lang)), title=Text(insats.name)))
            said = result.explain(lang)
            for message in said.loc[~said["ok"].astype(bool), "message"]:
                console.print(Text(f"  – {message}"))
            row = result.to_frame().assign(made_by=MADE_BY)
            rows[file_name(insats.name, ".csv", list(rows))] = without_formulas(row)
        if out is not None:
            with saving(out, *rows) as draft:
                for name, row in rows.items():
                    row.to_csv(draft / name, index=False)


@app.command("demo", help=words.DEMO_HELP)
def _demo(out: options.Out = Path("lagesbild-demo"), lang: options.Lang = "sv") -> None:
    from ..report.build import lagesbild
    from ..samples.shipped import (
        sample_incidents,
        sample_insatser,
        sample_streets,
        sample_zones,
    )

    with friendly(lang):
        with working("command-reading", lang):
            found = sample_incidents("valboas")
            zones = sample_zones("valboas")
            insatser = sample_insatser("valboas")
        print_reading(found, lang)
        last = found.incidents["start"].max().isocalendar()
        with working("command-making", lang):
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
        print_made(page, picture.warnings, lang)


@app.command("verify", help=words.VERIFY_HELP)
def _verify(
    bundle: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    lang: options.Lang = "sv",
) -> None:
    from ..report.bundle import verify_bundle

    with friendly(lang), working("command-verifying", lang):
        found = verify_bundle(bundle)
    print_line(found.sentence(lang))
    if not found.is_same:
        raise typer.Exit(1)


@app.command("guide", help=words.GUIDE_HELP)
def _guide() -> None:
    from importlib.resources import files

    text = (files("estgeo") / "guide.md").read_text(encoding="utf-8")
    console.print(Text(text), soft_wrap=True)


def main() -> None:
    """Run the command."""
    safe_streams()
    app()
