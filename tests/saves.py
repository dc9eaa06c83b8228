"""Small things to save, each in two states, and what kills a save."""

from __future__ import annotations

import functools
import os
import random
import shutil
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

import estgeo as eg
from estgeo._files import MANIFEST
from estgeo._marks import file_hash, read_mark
from estgeo._provenance import Provenance
from estgeo.cli.commands import app
from estgeo.report.build import Lagesbild

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("februari", "mars")


def _zones(state: str, text: str = "") -> gpd.GeoDataFrame:
    n = 40 + STATES.index(state)
    names = [f"{state} {i}" for i in range(n - 1)] + [text or "last"]
    return gpd.GeoDataFrame(
        {"zone": names, "n": range(10, n + 10)},
        geometry=[box(i * 10, 0, i * 10 + 10, 10) for i in range(n)],
        crs=3006,
    )


def picture(state: str) -> Lagesbild:
    """Return a page of three files, made without counting anything."""
    zones = _zones(state)
    return Lagesbild(
        period="2018-03",
        lang="sv",
        audience="internal",
        tables={"zoner": pd.DataFrame(zones.drop(columns="geometry"))},
        layers={"zones": zones},
        warnings=(),
        html=f"<title>{state}</title>" + state * 20_000,
        provenance=Provenance("lagesbild"),
    )


def _table(state: str, text: str = "") -> eg.PublicTable:
    zones = _zones(state, text)
    return eg.publish(zones.set_index("zone"), period="2018-03")


def _set(state: str, text: str = "") -> eg.IncidentSet:
    rows = 50 + STATES.index(state)
    frame = pd.DataFrame(
        {
            "Datum": ["2018-03-07 17:30"] * rows,
            "lon": [15.2] * rows,
            "lat": [59.3] * rows,
            "Text": [*[state] * (rows - 1), text or state],
        }
    )
    return eg.read_incidents(frame)


def _map(state: str, text: str = "") -> eg.Map:
    return eg.map_counts(_zones(state, text), period="2018-03", title=state)


def _design(state: str) -> eg.Design:
    return eg.Design(eg.Insats(state, box(0, 0, 100, 100), "2018-01-01"))


@functools.cache
def _town() -> eg.Simulation:
    return eg.simulate_incidents(weeks=12, rng=2018)


def _public_page(state: str) -> eg.PublicLagesbild:
    period = {"februari": "2018-01", "mars": "2018-02"}[state]
    town, topics = _town(), ["skadegörelse", "brand"]
    return eg.public_lagesbild(town.incidents, town.zones, period=period, topics=topics)


@functools.cache
def _inputs() -> Path:
    folder = Path(tempfile.mkdtemp())
    reports = _town().incidents.tail(150)
    plain = pd.DataFrame(reports[["start", "category"]])
    plain.assign(x=reports.geometry.x, y=reports.geometry.y).to_csv(
        folder / "rapporter.csv", index=False
    )
    _town().zones.to_file(folder / "zoner.gpkg")
    return folder


def _command(state: str) -> Lagesbild:
    """Return what the command is about to save, when it has written nothing yet.

    After it, the command only tells where the page is.
    """
    folder = Path(tempfile.mkdtemp()) / "ut"
    files, made = _inputs(), []
    period = {"februari": "2018-W08", "mars": "2018-W09"}[state]
    words = ["lagesbild", files / "rapporter.csv", "--zones", files / "zoner.gpkg"]
    options = ["--period", period, "--crs", "EPSG:3006", "--out", folder]

    def caught(page: Lagesbild, out: Path, *_: object) -> Path:
        assert out == folder
        assert not out.exists()
        made.append(page)
        return out / "index.html"

    with mock.patch.object(Lagesbild, "save", caught):
        app([str(word) for word in (*words, *options)], standalone_mode=False)
    return made[0]


@dataclass
class Written:
    """What a function writes, saved like all else."""

    write: Callable[[Path], object]

    def save(self, path: Path) -> None:
        """Write it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.write(path)


def _records(state: str, text: str = "") -> Written:
    many = 30 + STATES.index(state)
    problems = [
        eg.Problem(f"P{i}", "brand", text or state, goal=text or state)
        for i in range(many)
    ]
    return Written(lambda path: eg.write_records(path, problems))


def _insatser(state: str, text: str = "") -> Written:
    area = box(0, 0, 100, 100)
    name = text or state
    done = [eg.Insats(f"{name} {i}", area, "2018-01-01", crs=3006) for i in range(9)]
    return Written(lambda path: eg.write_records(path, done))


def _checklist(state: str, text: str = "") -> Written:
    rows = 150 + STATES.index(state)
    areas = [text or state]
    return Written(
        lambda path: eg.save_checklist(path, "borås", areas=areas, rows=rows)
    )


def _bundle(state: str, text: str = "") -> Written:
    n = 10 + STATES.index(state)
    zones = ["lit"] * 3 + [text or "a"] * 3 + ["b"] * 3
    panel = {"zone": zones, "time": [1, 2, 3] * 3, "n": [20, 20, n, *[30] * 6]}
    inputs = {"panel": pd.DataFrame(panel | {"first_time": [3] * 3 + [0] * 6})}
    steps = {"effect": ("staggered_effect", {"panel": "$panel"})}
    return Written(lambda path: eg.save_bundle(path, inputs, steps=steps))


def _explorer(state: str, text: str = "") -> object:
    reports = _town().incidents.tail(200 + STATES.index(state))
    return eg.explorer(reports, _town().zones, title=text or state)


def _feedback(state: str, text: str = "") -> Written:
    period = {"februari": "2018-W08", "mars": "2018-W09"}[state]
    insats = eg.Insats(text or state, _town().zones.iloc[[0]], "2018-01-01")
    page = eg.feedback(_town().incidents, [insats], period=period, source="kommun")
    return Written(lambda path: page.save(path.parent, ("html", "docx")))


def _document(state: str, text: str = "") -> Written:
    period = {"februari": "2018-W08", "mars": "2018-W09"}[state]
    town = _town()
    page = eg.lagesbild(
        town.incidents, town.zones, period=period, place=text or state, explorer=True
    )
    return Written(
        lambda path: page.save(path.parent, ("html", "docx", "xlsx", "gpkg"))
    )


def _meeting(state: str, text: str = "") -> Written:
    made = eg.Meeting(
        period="2018-W08",
        problems=tuple(
            eg.Problem(f"P{i}", "brand", text or state)
            for i in range(20 + STATES.index(state))
        ),
    )
    return Written(made.save)


def groups(state: str) -> eg.Lagesbilder:
    """Return pages of three groups and the joint one, made without counting."""
    names = ("fastighetsbolag", "kommun", "polis")
    return eg.Lagesbilder(picture(state), {name: picture(state) for name in names})


def _groups(state: str) -> Written:
    return Written(lambda path: groups(state).save(path.parent, ("html", "xlsx")))


PAGE = ("index.html", "tables.xlsx", "layers.gpkg")
DOCUMENT = ("index.html", "lagesbild.docx", "tables.xlsx", "layers.gpkg")

# {name: (what is saved, names of the files it gives)}
SAVES = {
    "lagesbild": (picture, PAGE),
    "public csv": (_table, ("a.csv", "a.csv-metadata.json")),
    "public xlsx": (_table, ("a.xlsx",)),
    "public json": (_table, ("a.json",)),
    "public geojson": (_table, ("a.geojson",)),
    "public gpkg": (_table, ("a.gpkg",)),
    "public parquet": (_table, ("a.parquet",)),
    "table beside tables": (_table, ("a.json", "estgeo-published.json")),
    "set csv": (_set, ("a.csv", "a.rejected.csv", "a.summary.json")),
    "set xlsx": (_set, ("a.xlsx",)),
    "set gpkg": (_set, ("a.gpkg",)),
    "set parquet": (_set, ("a.parquet", "a.rejected.parquet", "a.summary.json")),
    "map": (_map, ("a.html",)),
    "design": (_design, ("a.json",)),
    "problems xlsx": (_records, ("a.xlsx",)),
    "problems csv": (_records, ("a.csv",)),
    "problems json": (_records, ("a.json",)),
    "insatser gpkg": (_insatser, ("a.gpkg",)),
    "meeting xlsx": (_meeting, ("a.xlsx",)),
    "meeting json": (_meeting, ("a.json",)),
    "checklist": (_checklist, ("a.xlsx",)),
}
# Those that count and draw first.
MADE_FIRST = {
    "public page": (_public_page, PAGE),
    "command": (_command, PAGE),
    "explorer": (_explorer, ("utforska.html",)),
    "feedback": (_feedback, ("aterkoppling.html", "aterkoppling.docx")),
    "document": (_document, (*DOCUMENT, "utforska.html")),
    "bundle": (_bundle, ("a.zip",)),
    "groups": (
        _groups,
        tuple(
            f"{folder}{name}"
            for folder in ("", "fastighetsbolag/", "kommun/", "polis/")
            for name in ("index.html", "tables.xlsx")
        ),
    ),
}
ALL_SAVES = SAVES | MADE_FIRST


def made(name: str, state: str) -> object:
    """Return what is saved."""
    return ALL_SAVES[name][0](state)


def save(name: str, thing: object, folder: Path) -> None:
    """Save it as a user does: a page into the folder, all else as a file there."""
    files = ALL_SAVES[name][1]
    target = folder if files == PAGE else folder / files[0]
    if name.startswith("public "):
        ledger = folder.with_name(f"{folder.name} ledger") / "a.jsonl"
        thing.save(target, ledger=ledger)  # type: ignore[attr-defined]
        return
    thing.save(target)  # type: ignore[attr-defined]


def content(name: str, folder: Path) -> dict[str, bytes]:
    """Return the files of a save that are there, byte for byte."""
    paths = [folder / file for file in ALL_SAVES[name][1]]
    found = [path for path in paths if path.exists()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def has_list(name: str) -> bool:
    """Return whether a list stands beside: of several files, of one without a mark."""
    files = ALL_SAVES[name][1]
    return len(files) > 1 or files[0].endswith(".csv")


def left_by(name: str) -> set[str]:
    """Return the names in a folder after a save."""
    files = {Path(file).parts[0] for file in ALL_SAVES[name][1]}
    return {*files, MANIFEST} if has_list(name) else files


def in_a_child(name, thing, folder, kill_after=None):
    """Save in a process of its own; return how long that took, killed or not."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            save(name, thing, folder)
        finally:
            os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.perf_counter() - began


def _copy(folder: Path, to: Path) -> None:
    """Copy a folder, and the ledger that its files were entered in."""
    shutil.copytree(folder, to)
    ledger = folder.with_name(f"{folder.name} ledger")
    if ledger.exists():
        shutil.copytree(ledger, to.with_name(f"{to.name} ledger"))


def _told(name: str, folder: Path) -> dict[str, str]:
    """Return what files tell but for how far ledger and list were when they went out."""
    paths = [folder / file for file in ALL_SAVES[name][1]]
    return {
        str(path.relative_to(folder)): file_hash(path, but=read_mark(path))
        for path in paths
        if path.exists() and path.name != "estgeo-published.json"
    }


def kill_at_random(name, tmp_path, kills, seed=2018):
    """Return how often the old stood, the new stood, or neither until it was mended."""
    rng = random.Random(seed)
    old, new = (made(name, state) for state in STATES)
    before, after = tmp_path / "before", tmp_path / "after"
    save(name, old, before)
    save(name, new, after)
    whole = {"old": content(name, before), "new": content(name, after)}
    assert whole["old"].keys() == whole["new"].keys() == set(ALL_SAVES[name][1])
    assert whole["old"] != whole["new"]
    told = {"old": _told(name, before), "new": _told(name, after)}
    for folder in ("warm", "timed"):
        _copy(before, tmp_path / folder)
        longest = in_a_child(name, new, tmp_path / folder)
    counted = {"old": 0, "new": 0, "mended": 0}
    for number in range(kills):
        folder = tmp_path / f"kill {number}"
        _copy(before, folder)
        in_a_child(name, new, folder, rng.uniform(0, 1.1 * longest))
        found = _told(name, folder)
        state = next((s for s in ("old", "new") if found == told[s]), "mended")
        counted[state] += 1
        if name == "public page":
            book = eg.Ledger(tmp_path / f"{folder.name} ledger" / "a.jsonl")
            # What is out stands in the ledger, which can be read at every moment.
            assert state == "old" or "2018-02" in set(book.to_frame()["period"])
        if number % 20 == 0 or state == "mended":
            # The next save finishes it, and knows all files for its own.
            save(name, old, folder)
            assert _told(name, folder) == told["old"]
            assert {path.name for path in folder.iterdir()} == left_by(name)
        shutil.rmtree(folder)
    return counted
