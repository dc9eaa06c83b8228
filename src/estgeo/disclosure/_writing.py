"""Write a public table so that the same table always gives the same bytes.

Every format says how the table was protected and what made it where its readers do not
stumble on it: a line of comments in a csv would break spreadsheets, and a column would
repeat it on every row.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from .._checks import sentence
from .._files import saving, stamp
from .._inert import timeless_layers, without_formulas, write_sheets
from .._marks import empty_mark, file_hash, give_mark, read_mark
from .._provenance import MADE_BY
from ._contents import pieces
from ._ledger import Ledger
from ._releases import check_release, release_of
from ._traces import recognised, traces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from ._public_table import PublicTable

LAYER = "public"
PUBLISHED = "estgeo-published.json"  # what tables beside it show, without a ledger


def write_public(
    table: PublicTable,
    path: str | Path,
    *,
    incidents: gpd.GeoDataFrame | None,
    ledger: str | Path | None,
    why: str,
    parents: Mapping[str, str] | None,
) -> Path:
    """Write, search for leaks, check the ledger, and only then give the final name."""
    path = Path(path)
    write = _writers().get(path.suffix.lower())
    if write is None:
        rule = "a path that ends in " + ", ".join(sorted(_writers()))
        raise ValueError(sentence("path", rule, path.name))
    names = [path.name] if ledger is not None else [path.name, PUBLISHED]
    with saving(path.parent, *names, audience="public") as folder:
        draft = folder / path.name
        write(table, draft)
        if incidents is not None:
            for file in sorted(folder.iterdir()):
                _raise_for_leaks(file, incidents)
        if ledger is None:
            _hold_against_folder(table, draft, path.parent, parents=parents)
        else:
            book = Ledger(ledger)
            _enter(table, draft, path.parent, ledger=book, why=why, parents=parents)
    return path


def _raise_for_leaks(draft: Path, incidents: gpd.GeoDataFrame) -> None:
    traces = traces_of(incidents)
    for where, text in pieces(draft):
        found = recognised(text, traces)
        if found:
            kind, what = found[0]
            got = f"a {kind} ({what}) in {where}"
            raise ValueError(sentence("path", "free of traces of incidents", got))


def _enter(
    table: PublicTable,
    draft: Path,
    folder: Path,
    *,
    ledger: Ledger,
    why: str,
    parents: Mapping[str, str] | None,
) -> None:
    give_mark(draft, "public")
    new = release_of(table, draft.name, file_hash(draft, but=read_mark(draft)), parents)
    with ledger.opened() as lines:
        ledger.refuse_older(lines, folder)
        if check_release(new, lines.entries):
            lines.add("release", why, new.to_dict())
        stamp(draft, lines.stamp())


def _hold_against_folder(
    table: PublicTable,
    draft: Path,
    folder: Path,
    *,
    parents: Mapping[str, str] | None,
) -> None:
    """Check a table against those saved into the same folder without a ledger.

    The list holds what the tables show and nothing else: it may go where they go.
    """
    known = folder / PUBLISHED
    said = []
    if known.exists():
        said = json.loads(known.read_text(encoding="utf-8"))["releases"]
    entries = [
        {"number": number, "kind": "release", **release}
        for number, release in enumerate(said, start=1)
    ]
    give_mark(draft, "public")
    new = release_of(table, draft.name, "", parents)
    if check_release(new, entries):
        said.append(new.to_dict())
    listed = as_text({"made_by": MADE_BY, "releases": said})
    (draft.parent / PUBLISHED).write_text(listed, encoding="utf-8")


def _writers() -> dict[str, Callable[[PublicTable, Path], None]]:
    return {
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".json": _json,
        ".geojson": _geojson,
        ".gpkg": _gpkg,
        ".parquet": _parquet,
    }


def _plain(table: PublicTable) -> pd.DataFrame:
    frame = table.to_frame()
    return frame.drop(columns="geometry", errors="ignore")


def _with_geometry(table: PublicTable) -> gpd.GeoDataFrame:
    frame = table.to_frame()
    if not isinstance(frame, gpd.GeoDataFrame):
        remedy = "Use csv, xlsx or json."
        raise ValueError(sentence("table", "with geometry", "none", remedy))
    return frame


def _csv(table: PublicTable, path: Path) -> None:
    frame = without_formulas(_plain(table), are_names=True)
    frame.to_csv(
        path,
        sep=";",
        decimal=",",
        index=False,
        encoding="utf-8-sig",
        lineterminator="\r\n",
    )
    text = description_of_csv(table, frame, path)
    beside_csv(path).write_text(text, encoding="utf-8")


def _xlsx(table: PublicTable, path: Path) -> None:
    said = pd.DataFrame({table.note: [f"k = {table.k}", table.period, MADE_BY]})
    write_sheets(path, {LAYER: _plain(table), "note": said})


def _json(table: PublicTable, path: Path) -> None:
    content = about(table) | {
        "cells": json.loads(_plain(table).to_json(orient="records")),
        "totals": json.loads(table.totals.to_json(orient="records")),
    }
    path.write_text(as_text(content), encoding="utf-8")


def _geojson(table: PublicTable, path: Path) -> None:
    features = json.loads(
        _with_geometry(table).to_crs("EPSG:4326").to_json(drop_id=True)
    )
    # A member of our own, which RFC 7946 (6.1) lets a reader pass by.
    collection = {"type": features.pop("type"), "estgeo": about(table), **features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def _gpkg(table: PublicTable, path: Path) -> None:
    with timeless_layers():
        _with_geometry(table).to_file(path, layer=LAYER, DESCRIPTION=MADE_BY)


def _parquet(table: PublicTable, path: Path) -> None:
    frame = table.to_frame()
    frame.attrs.clear()
    frame.to_parquet(path, index=False)
    # geopandas writes no metadata but its own: the file is written once more with ours.
    stored = pq.read_table(path)
    metadata = {
        **(stored.schema.metadata or {}),
        "estgeo": as_text(about(table)),
        "estgeo-file": empty_mark("public"),
    }
    pq.write_table(stored.replace_schema_metadata(metadata), path)


def about(table: PublicTable) -> dict[str, Any]:
    """Return the facts of a public table; each of them is public itself."""
    return {
        "note": table.note,
        "k": table.k,
        "method": table.method,
        "period": table.period,
        "provenance": table.provenance.to_dict(),
    }


def as_text(content: dict[str, Any]) -> str:
    """Return JSON in one order, so that the same facts are the same bytes."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def beside_csv(path: Path) -> Path:
    """Return where CSV on the Web looks for the description of a csv file."""
    return path.with_name(path.name + "-metadata.json")


def description_of_csv(table: PublicTable, frame: pd.DataFrame, path: Path) -> str:
    """Return the description of a csv file by the rules of CSV on the Web (W3C)."""
    number = {"base": "number", "format": {"decimalChar": ","}}
    columns = [
        {
            "titles": str(name),
            "datatype": number if _is_number(frame[name]) else "string",
        }
        for name in frame.columns
    ]
    return as_text(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": path.name,
            "dc:description": table.note,
            "dc:provenance": MADE_BY,
            "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True},
            "tableSchema": {"columns": columns},
            "notes": [about(table)],
        }
    )


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column))
