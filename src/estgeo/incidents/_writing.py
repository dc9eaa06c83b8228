"""Write a set of incidents so that reading it back gives the same set.

A csv or Parquet file has two companions: ``NAME.rejected.*`` and ``NAME.summary.json``.
A GeoPackage or workbook holds all three as layers or sheets.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import lazy_loader
import pandas as pd

from .._checks import sentence
from .._files import saving
from .._inert import timeless_layers, write_sheets
from ._storing import (
    as_plain_column,
    as_text_column,
    offsets,
    safe_text,
    stored_names,
    wall_clock,
)

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

pyogrio = lazy_loader.load("pyogrio")

SUFFIXES = (".csv", ".xlsx", ".gpkg", ".parquet")
TIMES = ("start", "end", "reported_at")
SHEETS = ("incidents", "rejected", "estgeo")
X, Y, OFFSET = "est_x", "est_y", "_offset"
RESERVED = ("fid", "geom", "ogc_fid", X, Y, *(time + OFFSET for time in TIMES))


def write_set(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    facts: dict[str, Any],
) -> None:
    """Write both tables and the facts in the format that the path's ending names."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        rule = "a file that ends in " + ", ".join(SUFFIXES)
        raise ValueError(sentence("path", rule, str(path)))
    tables = {"incidents": incidents, "rejected": rejected}
    names = {
        key: stored_names([str(c) for c in table.columns if c != "geometry"], RESERVED)
        for key, table in tables.items()
    }
    document = facts | {
        "names": names,
        "dtypes": {
            key: table.dtypes.astype(str).to_dict() for key, table in tables.items()
        },
        "crs": incidents.crs.to_string(),
    }
    text = json.dumps(document, ensure_ascii=False)
    writer = {".csv": _csv, ".xlsx": _xlsx, ".gpkg": _gpkg, ".parquet": _parquet}[
        suffix
    ]
    with saving(path.parent, path.name) as draft:
        writer(draft / path.name, incidents, rejected, names, text)


def companions(path: Path) -> tuple[Path, Path]:
    """Return the files beside a csv or Parquet file: rejected rows and facts."""
    stem = path.name.removesuffix(path.suffix)
    rejected = path.with_name(f"{stem}.rejected{path.suffix}")
    return rejected, path.with_name(f"{stem}.summary.json")


_Names = dict[str, dict[str, str]]


def _csv(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,
    text: str,
) -> None:
    beside, facts = companions(path)
    table = _with_xy(incidents)
    for target, frame, key in (
        (path, table, "incidents"),
        (beside, rejected, "rejected"),
    ):
        cells = pd.DataFrame(
            {
                names[key].get(str(c), str(c)): safe_text(as_text_column(frame[c]))
                for c in frame.columns
            }
        )
        cells.columns = pd.Index(safe_text(pd.Series(cells.columns, dtype="str")))
        # Ends of rows as in RFC 4180: cells with either sign are then quoted.
        cells.to_csv(
            target, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    facts.write_text(text, encoding="utf-8")


def _parquet(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,  # noqa: ARG001 - Parquet takes any name
    text: str,
) -> None:
    beside, facts = companions(path)
    incidents.to_parquet(path)
    rejected.to_parquet(beside)
    facts.write_text(text, encoding="utf-8")


def _gpkg(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,
    text: str,
) -> None:
    plain = _on_the_wall(incidents.drop(columns="geometry"), names["incidents"])
    layer = incidents[["geometry"]].join(plain)
    rows = _on_the_wall(rejected, names["rejected"])
    facts = pd.DataFrame({"json": [text]})
    with timeless_layers():
        pyogrio.write_dataframe(layer, path, layer="incidents", geometry_type="Point")
        for name, table in (("rejected", rows), ("estgeo", facts)):
            pyogrio.write_dataframe(table, path, layer=name)


def _xlsx(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,
    text: str,
) -> None:
    table = _on_the_wall(_with_xy(incidents), names["incidents"])
    rows = _on_the_wall(rejected, names["rejected"])
    # A cell holds 32,767 characters; the facts of a set are far fewer as a rule.
    parts = [text[i : i + 30_000] for i in range(0, len(text), 30_000)]
    facts = pd.DataFrame({"json": parts})
    sheets = dict(zip(SHEETS, (table, rows, facts), strict=True))
    write_sheets(path, sheets, is_exact=True)


def _with_xy(incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    table = pd.DataFrame(incidents.drop(columns="geometry"))
    return table.assign(**{X: incidents.geometry.x, Y: incidents.geometry.y})


def _on_the_wall(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return plain columns; the three times as wall clock with the offset beside it."""
    plain: dict[str, pd.Series] = {}
    for name in table.columns:
        column, stored = table[name], names.get(str(name), str(name))
        if name in TIMES and isinstance(column.dtype, pd.DatetimeTZDtype):
            plain[stored] = wall_clock(column)
            plain[stored + OFFSET] = offsets(column)
        else:
            plain[stored] = as_plain_column(column)
    return pd.DataFrame(plain)
