"""Places as text: WKT and WKB of databases, pairs of coordinates, links to maps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pyproj
import shapely

from ._headers import plain
from ._values import NOTHING, arrow_text, as_text, beyond_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ._reasons import Marks

_NAMES = ("geometry", "geom", "the geom", "wkb geometry", "wkt", "wkb", "shape", "ewkt")

_N = r"(-?\d{1,3}(?:\.\d+)?)"
# Where a link to a map says its place: a pin before the middle of what is shown.
_LINKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"!3d{_N}!4d{_N}",
        rf"\bmlat={_N}&mlon={_N}",
        rf"[?&#](?:q|query|ll|daddr|destination|marker|pos|point|loc|p|m)="
        rf"(?:loc:)?{_N}[,~;/]\s*\+?{_N}",
        rf"!~{_N},{_N}",
        rf"/(?:search|place|dir)/+{_N},\+?\s*{_N}",
        rf"\bgeo:{_N},{_N}",
        rf"\blat(?:itude)?={_N}&(?:lon|lng|long|longitude)={_N}",
        rf"#(?:map=)?\d+(?:\.\d+)?/{_N}/{_N}",
        rf"@{_N},{_N}",
        rf"[?&#](?:c|cp|center|sll)={_N}[,~;]{_N}",
    )
)
_KEYED = re.compile(
    r"\blat\w*[\"']?\s*[:=]\s*[\"']?(-?\d+[.,]?\d*).*?"
    r"\b(?:lon|lng)\w*[\"']?\s*[:=]\s*[\"']?(-?\d+[.,]?\d*)",
    re.IGNORECASE | re.DOTALL,
)
_POINT = re.compile(
    r"(?:\bpoint\s*\(|\"coordinates\"\s*:\s*\[)\s*(-?\d[\d.]*)[\s,]+(-?\d[\d.]*)",
    re.IGNORECASE,
)
_LAST = re.compile(rf"\(\s*{_N}\s*,\s*{_N}\s*\)\s*$")
# Degrees, minutes and seconds, with a letter of N S E W or Swedish Ö O V.
_ANGLE = (
    r"([NSEWÖOV])?\s*(-?\d+(?:[.,]\d+)?)\s*(?:[°º˚]|grader|deg)?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*['′’´]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:\"|″|”|''|′′)\s*)?"
    r"([NSEWÖOV](?![a-zåäö]))?"
)
_ONE_ANGLE = re.compile(_ANGLE, re.IGNORECASE)
_TWO_ANGLES = re.compile(rf"{_ANGLE}\s*[,;/ ]?\s*{_ANGLE}", re.IGNORECASE)
_DECIMAL = r"[+-]?\d+(?:[.,]\d+)?"
_PAIR = re.compile(
    rf"[(\[]?\s*({_DECIMAL})\s*(?:[;|/]|,\s|\s)\s*({_DECIMAL})\s*[)\]]?"
    r"|[(\[]?\s*([+-]?\d+\.\d+),([+-]?\d+\.\d+)\s*[)\]]?"
    r"|([+-]?\d+,\d+),\s*([+-]?\d+,\d+)"
)


def position_in(text: str) -> tuple[float, float] | None:
    """Return (latitude, longitude), or (north, east), that a text says; None if none.

    >>> position_in("59,27; 15,21"), position_in("59°16,2'N 15°12,6'Ö")
    ((59.27, 15.21), (59.27, 15.21))
    >>> position_in(
    ...     "https://www.openstreetmap.org/?mlat=59.27&mlon=15.21#map=9/59.0/15"
    ... )
    (59.27, 15.21)
    """
    text = unquote(text).strip()
    if "://" in text or text.startswith(("geo:", "www.", "maps.")):
        return _first_pair(_LINKS, text)
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        first, second = (group for group in pair.groups() if group is not None)
        return _number(first), _number(second)
    for pattern, swapped in ((_KEYED, False), (_POINT, True), (_LAST, False)):
        found = pattern.search(text)
        if found is not None:
            one, other = _number(found[1]), _number(found[2])
            return (other, one) if swapped else (one, other)
    angles = _TWO_ANGLES.fullmatch(text)
    if angles is None or not re.search(r"[°º˚'′NSEWÖOV]|grader|deg", text, re.I):
        return None
    return _in_order(angles.groups())


def degrees_in(text: str) -> float | None:
    r"""Return one coordinate that is written with degrees and minutes.

    >>> degrees_in("15° 12' 36\" Ö"), degrees_in("15.21")
    (15.21, None)
    """
    found = _ONE_ANGLE.fullmatch(text.strip())
    if found is None or not re.search(r"[°º˚'′NSEWÖOV]|grader|deg", text, re.I):
        return None
    return _angle(found.groups())


def split_pair(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the x and y, as text, of a column that holds both (latitude first).

    A text that says no place is given back as it is, so that it is told as no number.
    """
    text = as_text(cells)
    codes, distinct = pd.factorize(text)
    halves = [(position_in(str(each)), str(each)) for each in distinct]
    x = [told if place is None else repr(place[1]) for place, told in halves]
    y = [told if place is None else repr(place[0]) for place, told in halves]
    return tuple(  # type: ignore[return-value]
        pd.Series(np.array([*half, None], object)[codes], index=cells.index)
        for half in (x, y)
    )


def with_degrees(cells: pd.Series) -> pd.Series:
    """Return a column with what is written in degrees and minutes as decimals."""
    if not pd.api.types.is_string_dtype(cells.dtype):
        return cells
    odd = cells.iloc[np.unique(beyond_numbers(arrow_text(cells)))]
    marked = odd[odd.str.contains(r"[°º˚'′]|\d\s*[NSEWÖOV]\b", regex=True)]
    found = {each: degrees_in(each) for each in marked.unique()}
    known = {each: repr(value) for each, value in found.items() if value is not None}
    return cells.replace(known) if known else cells


def holds_positions(cells: pd.Series) -> bool:
    """Return whether nearly all of the first texts of a column say a place."""
    if not pd.api.types.is_string_dtype(cells.dtype):
        return False
    texts = as_text(cells).dropna().unique()[:50]
    found = [position_in(str(each)) for each in texts]
    good = [p for p in found if p is not None and abs(p[0]) <= 90 and abs(p[1]) <= 180]
    fine = [p for p in good if p[0] % 1 and p[1] % 1]
    return len(texts) > 0 and len(fine) >= 0.8 * len(texts)


def _first_pair(
    patterns: Sequence[re.Pattern[str]], text: str
) -> tuple[float, float] | None:
    for pattern in patterns:
        found = pattern.search(text)
        if found is not None:
            return _number(found[1]), _number(found[2])
    return None


def _in_order(groups: Sequence[str | None]) -> tuple[float, float]:
    """Return latitude and longitude of two angles; their letters say which is which."""
    first, second = _angle(groups[:5]), _angle(groups[5:])
    letter = (groups[0] or groups[4] or "").upper()
    return (second, first) if letter in tuple("EWÖOV") else (first, second)


def _angle(groups: Sequence[str | None]) -> float:
    before, degrees, minutes, seconds, after = groups
    value = abs(_number(degrees or "0"))
    value += _number(minutes or "0") / 60 + _number(seconds or "0") / 3600
    letter = (before or after or "").upper()
    south = letter in tuple("SWV") or str(degrees).startswith("-")
    return round(-value if south else value, 10)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


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
