"""Write a public table so that the same table always gives the same bytes."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pyarrow.parquet as pq
from openpyxl import Workbook

from .._checks import sentence
from .._provenance import MADE_BY
from .._timeless import timeless_layers, timeless_workbook
from ._about import about, as_text, beside_csv, description_of_csv
from ._contents import pieces
from ._ledger import exposed_by, read_ledger, release_of, write_ledger
from ._traces import recognised, traces_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from ._public_table import PublicTable

LAYER = "public"


def write_public(
    table: PublicTable,
    path: str | Path,
    *,
    incidents: gpd.GeoDataFrame | None,
    ledger: str | Path | None,
) -> Path:
    """Write, search for leaks, check the ledger, and only then give the final name."""
    path = Path(path)
    write = _writers().get(path.suffix.lower())
    if write is None:
        rule = "a path that ends in " + ", ".join(sorted(_writers()))
        raise ValueError(sentence("path", rule, path.name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        write(table, draft)
        # The table itself last: it never stands without what is said beside it.
        written = sorted(Path(folder).iterdir(), key=lambda file: file == draft)
        if incidents is not None:
            for file in written:
                _raise_for_leaks(file, incidents)
        if ledger is not None:
            _enter(table, draft, Path(ledger))
        for file in written:
            shutil.move(file, path.with_name(file.name))
    return path


def _raise_for_leaks(draft: Path, incidents: gpd.GeoDataFrame) -> None:
    traces = traces_of(incidents)
    for where, text in pieces(draft):
        found = recognised(text, traces)
        if found:
            kind, what = found[0]
            got = f"a {kind} ({what}) in {where}"
            raise ValueError(sentence("path", "free of traces of incidents", got))


def _enter(table: PublicTable, draft: Path, ledger: Path) -> None:
    new = release_of(table, draft.name, draft.read_bytes())
    earlier = [old for old in read_ledger(ledger) if old.name != new.name]
    exposed = exposed_by(new, earlier) if earlier else []
    if exposed:
        got = f"{len(exposed)} small numbers that become known, first {exposed[0]}"
        remedy = "Use the same areas and periods as before, or a larger k."
        raise ValueError(sentence("table", "safe beside earlier releases", got, remedy))
    write_ledger(ledger, [*earlier, new])


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
    frame = _guarded(_plain(table))
    frame.to_csv(path, sep=";", decimal=",", index=False, encoding="utf-8-sig")
    text = description_of_csv(table, frame, path)
    beside_csv(path).write_text(text, encoding="utf-8")


def _guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return texts so that no spreadsheet runs them as formulas."""
    guarded = frame.copy()
    for name in frame.select_dtypes(exclude="number"):
        guarded[name] = ["'" + text if _runs(text) else text for text in frame[name]]
    return guarded


def _runs(text: object) -> bool:
    return isinstance(text, str) and text.startswith(("=", "+", "-", "@", "\t", "\r"))


def _xlsx(table: PublicTable, path: Path) -> None:
    book = Workbook()
    sheet = book.active
    frame = _plain(table)
    values = frame.astype(object).where(frame.notna(), None)
    for row in [list(frame.columns), *values.to_numpy().tolist()]:
        sheet.append(row)
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"
    about = book.create_sheet("note")
    about.append([table.note])
    about.append([f"k = {table.k}"])
    about.append([table.period])
    about.append([MADE_BY])
    written = io.BytesIO()
    book.save(written)
    timeless_workbook(written, path)


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
    metadata = {**(stored.schema.metadata or {}), "estgeo": as_text(about(table))}
    pq.write_table(stored.replace_schema_metadata(metadata), path)
