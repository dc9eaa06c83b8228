"""Insatser, how they are read from a file, and how they are to be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd

from .._checks import sentence
from ._design import Design
from ._insats import Insats
from ._tables import (
    INSATS_NAMES,
    read_tables,
    record_values,
    rows_of_frame,
    with_codes,
)

__all__ = ["Design", "Insats", "read_insatser"]


def read_insatser(
    source: str | Path | gpd.GeoDataFrame,
    *,
    crs: Any = None,
    layer: str | None = None,
) -> list[Insats]:
    """Read insatser from a file or a GeoDataFrame.

    Parameters
    ----------
    source : path or GeoDataFrame
        Columns ``name`` and ``start``; a polygon geometry, ``end``, ``kind``,
        ``themes`` (separated by semicolons), ``status``, ``responsible``, ``purpose``,
        ``hours``, ``decided_on``, ``problem`` and ``id`` if there are any. Swedish
        names such as ``namn``, ``startdatum``, ``ansvarig``, ``syfte`` are found too;
        what other columns say is kept in ``more``. In a csv, sheet or json the
        geometry is WKT in ``geometry`` or ``wkt``; without one the insats has no
        area. Several sheets or layers: the one called "insatser".
    crs : CRS, optional
        CRS of a csv, sheet or json with areas that say none;
        "SRID=3006;POLYGON (...)" states it in the file.
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
        states no CRS for its areas; says how many rows and which first.
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
        rows = rows_of_frame(source)
        known = source.crs
    else:
        rows = table_called("insatser", read_tables(Path(source), layer=layer))
        known = crs
    coded = [with_codes(row, INSATS_NAMES) for row in rows]
    for column in ("name", "start"):
        if coded and not any(column in row for row in coded):
            got = ", ".join(map(str, rows[0]))
            raise KeyError(sentence("source", f"with a column '{column}'", got))
    insatser, faults = [], []
    for label, row in enumerate(coded):
        try:
            insatser.append(_insats(row, known))
        except (TypeError, ValueError) as error:
            faults.append(f"row {label!r}: {error}")
    if faults:
        got = f"{len(faults)} of {len(coded)} that are not. First, {faults[0]}"
        raise ValueError(sentence("source", "insatser that can be read", got))
    if any(one.area is not None and one.crs is None for one in insatser) and not (
        isinstance(source, gpd.GeoDataFrame)
    ):
        remedy = "State it: read_insatser(source, crs='EPSG:3006')."
        kind = f"a {Path(source).suffix.lstrip('.')}"
        raise ValueError(sentence("crs", f"given for {kind}", "none", remedy))
    return insatser


def _insats(row: dict[str, Any], crs: Any) -> Insats:
    values = record_values(row, INSATS_NAMES)
    values["crs"] = values["crs"] or crs
    given: dict[str, Any] = {"name": "", "start": None}
    return Insats(**(given | values))


def table_called(
    name: str, tables: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return the table with a name, or the only one there is."""
    if name in tables:
        return tables[name]
    if len(tables) == 1:
        return next(iter(tables.values()))
    got = ", ".join(tables) or "none"
    raise ValueError(sentence("source", f"with a table called '{name}'", got))
