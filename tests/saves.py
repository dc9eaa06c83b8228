"""Small things to save, each in two states, and what kills a save."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

import estgeo as eg
from estgeo._files import MANIFEST
from estgeo._provenance import Provenance
from estgeo.report.build import Lagesbild

if TYPE_CHECKING:
    from pathlib import Path

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


# {name: (what is saved, names of the files it gives)}
SAVES = {
    "lagesbild": (picture, ("index.html", "tables.xlsx", "layers.gpkg")),
    "public csv": (_table, ("a.csv", "a.csv-metadata.json")),
    "public xlsx": (_table, ("a.xlsx",)),
    "public json": (_table, ("a.json",)),
    "public geojson": (_table, ("a.geojson",)),
    "public gpkg": (_table, ("a.gpkg",)),
    "public parquet": (_table, ("a.parquet",)),
    "set csv": (_set, ("a.csv", "a.rejected.csv", "a.summary.json")),
    "set xlsx": (_set, ("a.xlsx",)),
    "set gpkg": (_set, ("a.gpkg",)),
    "set parquet": (_set, ("a.parquet", "a.rejected.parquet", "a.summary.json")),
    "map": (_map, ("a.html",)),
    "design": (_design, ("a.json",)),
}


def made(name: str, state: str) -> object:
    """Return what is saved."""
    return SAVES[name][0](state)


def save(name: str, thing: object, folder: Path) -> None:
    """Save it as a user does: a page into the folder, all else as a file there."""
    target = folder if name == "lagesbild" else folder / SAVES[name][1][0]
    thing.save(target)  # type: ignore[attr-defined]


def content(name: str, folder: Path) -> dict[str, bytes]:
    """Return the files of a save that are there, byte for byte."""
    paths = [folder / file for file in SAVES[name][1]]
    return {path.name: path.read_bytes() for path in paths if path.exists()}


def left_by(name: str) -> set[str]:
    """Return the names in a folder after a save: only several files have a list."""
    files = SAVES[name][1]
    return {*files, MANIFEST} if len(files) > 1 else set(files)


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


def kill_at_random(name, tmp_path, kills, seed=2018):
    """Return how often the old stood, the new stood, or neither until it was mended."""
    rng = random.Random(seed)
    old, new = (made(name, state) for state in STATES)
    before, after = tmp_path / "before", tmp_path / "after"
    save(name, old, before)
    save(name, new, after)
    whole = {"old": content(name, before), "new": content(name, after)}
    for folder in ("warm", "timed"):
        shutil.copytree(before, tmp_path / folder)
        longest = in_a_child(name, new, tmp_path / folder)
    counted = {"old": 0, "new": 0, "mended": 0}
    for number in range(kills):
        folder = tmp_path / f"kill {number}"
        shutil.copytree(before, folder)
        in_a_child(name, new, folder, rng.uniform(0, 1.1 * longest))
        found = content(name, folder)
        state = next((s for s in ("old", "new") if found == whole[s]), "mended")
        counted[state] += 1
        if number % 20 == 0 or state == "mended":
            # The next save finishes it, and knows all files for its own.
            save(name, old, folder)
            assert content(name, folder) == whole["old"]
            left = {path.name for path in folder.iterdir()}
            assert left == left_by(name)
        shutil.rmtree(folder)
    return counted
