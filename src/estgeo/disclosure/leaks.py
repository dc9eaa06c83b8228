"""Search a file that is to be spread for traces of the records behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import sentence
from .._frame_checks import check_geoframe
from ._contents import Unread, pieces
from ._traces import recognised, traces_of

if TYPE_CHECKING:
    import geopandas as gpd

    from ._traces import Traces

COLUMNS = ["file", "where", "kind", "found"]


def find_leaks(path: str | Path, incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    """Find traces of incidents in a file, or in every file of a folder.

    Opens html, svg, pdf, xlsx, docx, gpkg, parquet, png, ipynb, csv, (geo)json, zip and
    gz, with what is embedded in them, and looks for the incidents' places, ids and
    words. Places that maps of estgeo carry as packed numbers are decoded.

    Parameters
    ----------
    path : str or Path
        A file or a folder.
    incidents : GeoDataFrame
        The records that must not be recognised, with a CRS.

    Returns
    -------
    DataFrame
        One row a trace: ``file``, ``where`` in it, ``kind`` ("coordinate", "bounds",
        "id", "text", "path", "attrs") and ``found``. A file that cannot be read is a
        row of kind "unread". No rows: all was read, nothing was found.

    Raises
    ------
    ValueError
        If ``path`` does not exist or ``incidents`` has no CRS.

    Notes
    -----
    Coordinates are searched in the incidents' own CRS, in EPSG:3006 and in EPSG:4326,
    with decimal point and decimal comma, at every rounding from 4 to 7 decimals of a
    degree and from whole metres: x and y must stand near each other. The outermost
    coordinates are also searched apart from each other, at least two of the four, since
    a grid or a box built on the data carries them. Ids need at least four signs with a
    digit (six when all are digits), texts eight signs: shorter ones stand in any file
    by chance. Names of people and points that are only drawn, as in the picture of a
    png, an svg or a pdf, cannot be found; nothing found is not a promise.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import estgeo as eg
    >>> incidents = gpd.GeoDataFrame(
    ...     {"incident_id": ["K-4711"], "comment": ["Fönster krossat"]},
    ...     geometry=gpd.points_from_xy([512034.2], [6570121.8]),
    ...     crs="EPSG:3006",
    ... )
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> page = Path(mkdtemp()) / "karta.html"
    >>> _ = page.write_text("<p>512034,2 6570121,8</p><!-- K-4711 -->")
    >>> eg.find_leaks(page, incidents)["kind"].tolist()
    ['id', 'coordinate', 'bounds', 'bounds']
    """
    check_geoframe("incidents", incidents)
    if incidents.crs is None:
        remedy = "State it: incidents.set_crs(epsg=3006)."
        raise ValueError(sentence("incidents", "in a known CRS", "none", remedy))
    path = Path(path)
    if not path.exists():
        raise ValueError(sentence("path", "a file or folder", f"{path} (not found)"))
    traces = traces_of(incidents)
    files = (
        [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    )
    rows = [row for file in files for row in _traces_in(file, traces)]
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(ignore_index=True)


def _traces_in(file: Path, traces: Traces) -> list[tuple[str, str, str, str]]:
    rows = []
    for where, text in pieces(file):
        if isinstance(text, Unread):
            rows.append((file.name, where, "unread", str(text)))
            continue
        found = recognised(text, traces)
        rows += [(file.name, where, kind, what) for kind, what in found]
    return rows
