"""The code that stands in the markdown pages, and the files it talks about."""

import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd

import estgeo as eg

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "src" / "estgeo" / "guide.md",
    *sorted(
        page
        for page in (ROOT / "docs").rglob("*.md")
        if not {"_build", "reference"} & set(page.parts)
    ),
]
_BLOCK = re.compile(
    r"^```(\{code-cell\}|\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def blocks(page, *languages):
    """Return (language, code) of the blocks of a page, in order."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    plain = [(re.sub(r"\W|cell", "", name), code) for name, code in found]
    code_cell = {"code": "python"}
    named = [(code_cell.get(name, name), code) for name, code in plain]
    return [(language, code) for language, code in named if language in languages]


def name(page):
    """Return how a page is called in the tests."""
    return page.relative_to(ROOT).as_posix()


def lay_out_files(folder):
    """Write the files that the pages name: the town's, under the pages' names."""
    town = ROOT / "sample_data" / "valboas"
    for name in ("rapporter", "reports"):
        shutil.copy(town / "incidents.xlsx", folder / f"{name}.xlsx")
        shutil.copy(town / "incidents.csv", folder / f"{name}.csv")
    shutil.copy(town / "insatser.gpkg", folder / "insatser.gpkg")
    zones, streets = eg.sample_zones(), eg.sample_streets()
    for name in ("omraden", "districts"):
        zones.to_file(folder / f"{name}.gpkg")
    for name in ("gator", "streets"):
        streets.to_file(folder / f"{name}.gpkg")
    _lay_out_register(folder / "register")


def _lay_out_register(folder):
    """Two Parquet files of 500 rows, as an export from a register looks."""
    folder.mkdir()
    rng = np.random.default_rng(1)
    west, south, east, north = eg.sample_zones().total_bounds
    for part in range(2):
        hours = rng.integers(0, 24 * 700, 500)
        start = pd.Timestamp("2016-01-04", tz="UTC") + pd.to_timedelta(hours, unit="h")
        x, y = rng.uniform(west, east, 500), rng.uniform(south, north, 500)
        rows = pd.DataFrame({"x": x, "y": y, "start": start})
        rows.to_parquet(folder / f"part-{part}.parquet")
