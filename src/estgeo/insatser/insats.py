"""Insatser, how they are read from a file, and how they are to be compared."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from .._checks import sentence
from .._frame_checks import check_columns
from ._design import Design
from ._insats import Insats

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Design", "Insats", "read_insatser"]

# Names the columns may have, the English first: it is the one used in messages.
_NAMES = {
    "name": ("name", "namn", "insats"),
    "start": ("start", "startdatum", "start_date", "från", "from"),
    "end": ("end", "slut", "slutdatum", "end_date", "till", "to"),
    "kind": ("kind", "typ", "slag", "type"),
    "themes": ("themes", "theme", "teman", "tema"),
    "geometry": ("geometry", "wkt", "geometri", "area"),
}


def read_insatser(
    source: str | Path | gpd.GeoDataFrame, *, crs: Any = None, layer: str | None = None
) -> list[Insats]:
    """Read insatser from a GeoPackage, GeoJSON or csv file, or from a GeoDataFrame.

    Parameters
    ----------
    source : path or GeoDataFrame
        Columns ``name``, ``start`` and a polygon geometry; ``end``, ``kind`` and
        ``themes`` (separated by semicolons) if there are any. Swedish names such as
        ``namn``, ``startdatum``, ``slutdatum``, ``typ``, ``teman`` are found too. In a
        csv (comma or semicolon) the geometry is WKT in ``geometry`` or ``wkt``.
    crs : CRS, optional
        CRS of a csv without one; "SRID=3006;POLYGON (...)" states it in the file.
    layer : str, optional
        Layer of a GeoPackage with several.

    Returns
    -------
    list of Insats
        In the order of the file.

    Raises
    ------
    ValueError
        If a geometry or day cannot be read, an end comes before its start, or a csv
        states no CRS; says how many rows and which first.
    KeyError
        If a column is missing.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> frame = gpd.GeoDataFrame(
    ...     {"namn": ["Belysning"], "startdatum": ["2018-03-05"], "teman": ["brand"]},
    ...     geometry=[box(0, 0, 100, 100)],
    ...     crs="EPSG:3006",
    ... )
    >>> insats = read_insatser(frame)[0]
    >>> insats.name, insats.themes, insats.crs.to_epsg()
    ('Belysning', ('brand',), 3006)
    """
    if isinstance(source, gpd.GeoDataFrame):
        frame = source
    elif Path(source).suffix.lower() in {".csv", ".txt"}:
        frame = _read_csv(Path(source), crs)
    else:
        options = {"layer": layer} if layer else {}
        frame = gpd.read_file(source, **options)
    frame = _with_known_names(frame)
    check_columns("source", frame, ["name", "start"])
    insatser, faults = [], []
    for label, row in frame.iterrows():
        try:
            insatser.append(_insats(row, frame.crs))
        except (TypeError, ValueError) as error:
            faults.append(f"row {label!r}: {error}")
    if faults:
        got = f"{len(faults)} of {len(frame)} that are not. First, {faults[0]}"
        raise ValueError(sentence("source", "insatser that can be read", got))
    return insatser


def _insats(row: pd.Series, crs: Any) -> Insats:
    def text(column: str) -> str:
        value = row.get(column)
        return "" if value is None or pd.isna(value) else str(value).strip()

    themes = [part.strip() for part in text("themes").split(";")]
    return Insats(
        name=text("name"),
        area=row["geometry"],
        start=row["start"],
        end=row.get("end") if text("end") else None,
        kind=text("kind"),
        themes=tuple(theme for theme in themes if theme) or None,
        crs=crs,
    )


def _with_known_names(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame with our column names and its geometry in "geometry"."""
    if frame.active_geometry_name not in {None, "geometry"}:
        frame = frame.rename_geometry("geometry")
    found: dict[str, str] = {}
    for role, names in _NAMES.items():
        if role in frame.columns:
            continue
        for column in frame.columns:
            if str(column).strip().lower() in names and role not in found.values():
                found[str(column)] = role
    found.pop(str(frame.active_geometry_name), None)
    return frame.rename(columns=found)


def _read_csv(path: Path, crs: Any) -> gpd.GeoDataFrame:
    text = path.read_text(encoding="utf-8-sig")
    header = text.splitlines()[0] if text else ""
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    table = pd.DataFrame(rows[1:], columns=rows[0] if rows else [])
    names = {str(column).strip().lower(): column for column in table.columns}
    column = next((names[n] for n in _NAMES["geometry"] if n in names), None)
    if column is None:
        check_columns("source", table, ["wkt"])
    parsed = [_from_wkt(str(value)) for value in table[column]]
    codes = {code for _, code in parsed if code}
    if len(codes) > 1:
        rule, got = "in one CRS", ", ".join(f"EPSG:{code}" for code in sorted(codes))
        raise ValueError(sentence("source", rule, got))
    known = codes.pop() if codes else crs
    if known is None:
        remedy = "State it: read_insatser(source, crs='EPSG:3006')."
        raise ValueError(sentence("crs", "given for a csv", "none", remedy))
    frame = table.drop(columns=[column])
    return gpd.GeoDataFrame(frame, geometry=[area for area, _ in parsed], crs=known)


def _from_wkt(text: str) -> tuple[BaseGeometry | None, int | None]:
    """Return the geometry of (E)WKT and its EPSG code; None where it cannot be read."""
    head, _, body = text.strip().rpartition(";")
    code = head.upper().removeprefix("SRID=").strip()
    geometry = shapely.from_wkt(body.strip(), on_invalid="ignore")
    return geometry, int(code) if code.isdigit() else None
