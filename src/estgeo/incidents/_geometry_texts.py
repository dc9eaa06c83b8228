"""Places as text: WKT and hexadecimal WKB, as databases and map programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyproj
import shapely

from ._headers import plain
from ._numbers import NOTHING
from ._texts import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ._reasons import Marks

_NAMES = ("geometry", "geom", "the geom", "wkb geometry", "wkt", "wkb", "shape", "ewkt")


def find_geometry_texts(headers: Sequence[str]) -> str | None:
    """Return the column that holds geometries as text, by its name."""
    return next((name for name in headers if plain(name) in _NAMES), None)


def read_geometry_texts(cells: pd.Series, reasons: Marks) -> tuple[Any, Any]:
    """Return geometries and the CRS they state (EWKB and EWKT may), or None.

    Text that is no geometry is marked ``bad_number`` and becomes a point without place.
    """
    text = as_text(cells)
    text = text.mask(text.str.casefold().isin(NOTHING).to_numpy(bool))
    geometry = np.full(len(text), None, object)
    known = text.notna().to_numpy()
    geometry[known] = _parsed(text[known].to_numpy(object))
    bad = known & shapely.is_missing(geometry)
    reasons.add("bad_number", bad)
    stated = np.unique(shapely.get_srid(geometry[known & ~bad]))
    geometry[bad] = shapely.Point(np.nan, np.nan)
    one = len(stated) == 1 and stated[0] > 0
    return geometry, pyproj.CRS.from_epsg(int(stated[0])) if one else None


def as_geometry_text(cell: Any) -> Any:
    """Return WKB bytes and geometries as hexadecimal text, other cells as they are."""
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell).hex()
    if isinstance(cell, shapely.Geometry):
        return shapely.to_wkb(cell, hex=True, include_srid=True)
    return cell


def _parsed(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return geometries; missing where a text is none."""
    is_hex = pd.Series(texts, dtype="str").str.fullmatch(r"(?:[0-9A-Fa-f]{2})+")
    bare = pd.Series(texts, dtype="str").str.replace(r"^SRID=\d+;", "", regex=True)
    found = np.full(len(texts), None, object)
    for read, rows in (
        (shapely.from_wkb, is_hex.to_numpy(bool)),
        (shapely.from_wkt, ~is_hex.to_numpy(bool)),
    ):
        found[rows] = read(bare[rows].to_numpy(object), on_invalid="ignore")
    srid = pd.to_numeric(pd.Series(texts, dtype="str").str.extract(r"^SRID=(\d+);")[0])
    said = srid.notna().to_numpy() & ~shapely.is_missing(found)
    found[said] = shapely.set_srid(found[said], srid[said].astype(int))
    return found
