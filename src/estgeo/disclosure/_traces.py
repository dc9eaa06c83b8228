"""What of the incidents could be recognised in a file: places, ids, words, bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

SWEREF, DEGREES = "EPSG:3006", "EPSG:4326"
# Fewer decimals than this place nobody: 0.0001 degrees are 11 m.
LEAST_DECIMALS = {True: 4, False: 0}
MOST_DECIMALS = {True: 7, False: 3}
NEAR = 4  # numbers apart that x and y of one place may stand
SHORTEST_ID, SHORTEST_TEXT = 4, 8
# Words that are the same for many reports describe a kind of event, not one event.
PUBLIC_COLUMNS = ("category", "theme", "source", "time_precision", "flags")

_WITH_POINT = re.compile(r"[-+]?\d+\.\d+|(?<![\d.,])\d{5,7}(?![\d.,])")
_WITH_COMMA = re.compile(r"[-+]?\d+,\d+|(?<![\d.,])\d{5,7}(?![\d.,])")
_PATH = re.compile(
    r"(?:file://\S{3,}|/(?:home|Users|root|tmp|mnt|srv|media)/[\w./-]+|"
    r"\b[A-Za-z]:\\[\w\\ .-]{3,})"
)
# The name of a cell of an anchored grid is made of its corner and of nothing else.
_CELL_NAME = re.compile(r"\d+mN-?\d+E-?\d+")
_SPACES = re.compile(r"\s+")
# pandas writes the attributes of a frame by itself, and newer pyarrow once more.
_ATTRS = re.compile(r'("attributes":|\bPANDAS_ATTRS) ?\{[^}]')


@dataclass(frozen=True, slots=True)
class Place:
    """The incidents' coordinates in one CRS."""

    crs: str
    in_degrees: bool
    x: np.ndarray
    y: np.ndarray


@dataclass(frozen=True, slots=True)
class Traces:
    """All that could be recognised."""

    places: tuple[Place, ...]
    ids: frozenset[str]
    texts: tuple[str, ...]


def traces_of(incidents: gpd.GeoDataFrame) -> Traces:
    """Return what could be recognised of these incidents."""
    known = incidents[incidents.geometry.notna() & ~incidents.geometry.is_empty]
    wanted = dict.fromkeys([known.crs.to_string(), SWEREF, DEGREES])
    places = []
    for crs in wanted:
        moved = known.to_crs(crs).geometry
        x, y = moved.x.to_numpy(), moved.y.to_numpy()
        places.append(Place(crs, bool(moved.crs.is_geographic), x, y))
    columns = incidents.drop(columns=incidents.active_geometry_name)
    return Traces(tuple(places), _ids(columns), _texts(columns))


def _ids(columns: pd.DataFrame) -> frozenset[str]:
    found: set[str] = set()
    for name in columns:
        values = columns[name].dropna()
        is_id = str(name) == "incident_id" or (
            name not in PUBLIC_COLUMNS
            and pd.api.types.is_string_dtype(values)
            and values.is_unique
        )
        if is_id:
            found |= {text for text in values.astype(str) if _identifies(text)}
    return frozenset(found)


def _identifies(text: str) -> bool:
    """Return whether a text is too special to stand in a file by chance."""
    one_word = re.fullmatch(r"[\w-]+", text) is not None
    has_digit = any(sign.isdigit() for sign in text)
    enough = len(text) >= (SHORTEST_ID + 2 if text.isdigit() else SHORTEST_ID)
    return one_word and has_digit and enough


def _texts(columns: pd.DataFrame) -> tuple[str, ...]:
    found: set[str] = set()
    for name in columns:
        values = columns[name].dropna()
        if name in PUBLIC_COLUMNS or not pd.api.types.is_string_dtype(values):
            continue
        distinct = pd.unique(values.astype(str))
        varied = len(distinct) > len(values) / 2
        long = sum(map(len, distinct)) > 2 * SHORTEST_TEXT * len(distinct)
        if str(name) == "comment" or (varied and long):
            found |= {_SPACES.sub(" ", text).strip() for text in distinct}
    common = _kinds_of_events(columns)
    return tuple(
        sorted(
            text
            for text in found
            if len(text) >= SHORTEST_TEXT and text.casefold() not in common
        )
    )


def _kinds_of_events(columns: pd.DataFrame) -> set[str]:
    """Return the names of kinds of events: a text that is only one tells no more."""
    names = [columns[name] for name in PUBLIC_COLUMNS if name in columns]
    return {str(value).casefold() for name in names for value in pd.unique(name)}


def recognised(text: str, traces: Traces) -> list[tuple[str, str]]:
    """Return (kind, what) for every trace that a text holds."""
    found = [("path", match[0]) for match in _PATH.finditer(text)]
    if _ATTRS.search(text):
        found.append(("attrs", "attributes of a frame"))
    words = set(re.findall(r"[\w-]+", text))
    found += [("id", token) for token in sorted(traces.ids & words)]
    flat = _SPACES.sub(" ", text)
    found += [("text", phrase) for phrase in traces.texts if phrase in flat]
    unnamed = _CELL_NAME.sub(" ", text)
    for form, sign in ((_WITH_POINT, "."), (_WITH_COMMA, ",")):
        values, decimals = _numbers(form, sign, unnamed)
        for place in traces.places:
            found += _coordinates(values, decimals, place)
            found += _bounds(values, decimals, place)
    return list(dict.fromkeys(found))


def _numbers(
    form: re.Pattern[str], sign: str, text: str
) -> tuple[np.ndarray, np.ndarray]:
    words = form.findall(text)
    values = np.array([float(word.replace(",", ".")) for word in words])
    decimals = np.array([len(word.partition(sign)[2]) for word in words], dtype=int)
    return values, decimals


def _coordinates(
    values: np.ndarray, decimals: np.ndarray, place: Place
) -> list[tuple[str, str]]:
    """Return the incidents whose x and y stand near each other, at any rounding."""
    east = _matches(values, decimals, place.x, in_degrees=place.in_degrees)
    north = _matches(values, decimals, place.y, in_degrees=place.in_degrees)
    found = []
    for at, owners in east.items():
        window = range(at - NEAR, at + NEAR + 1)
        partners = [north[other] for other in window if other in north and other != at]
        for owner in sorted(owners & set().union(*partners)):
            x, y = place.x[owner], place.y[owner]
            digits = MOST_DECIMALS[place.in_degrees]
            what = f"{x:.{digits}f} {y:.{digits}f} ({place.crs})"
            found.append(("coordinate", what))
    return found


def _matches(
    values: np.ndarray, decimals: np.ndarray, wanted: np.ndarray, *, in_degrees: bool
) -> dict[int, set[int]]:
    """Return which incidents each number could be one coordinate of."""
    rounded = np.minimum(decimals, MOST_DECIMALS[in_degrees])
    precise = decimals >= LEAST_DECIMALS[in_degrees]
    found: dict[int, set[int]] = {}
    for digits in np.unique(rounded[precise]):
        scale = 10.0 ** int(digits)
        known = np.round(wanted * scale)
        at = np.flatnonzero(precise & (rounded == digits))
        numbers = np.round(values[at] * scale)
        hits = np.isin(numbers, known)
        for position, number in zip(at[hits], numbers[hits], strict=True):
            found[int(position)] = set(np.flatnonzero(known == number).tolist())
    return found


def _bounds(
    values: np.ndarray, decimals: np.ndarray, place: Place
) -> list[tuple[str, str]]:
    """Return the outermost coordinates when they stand alone, as in a bounding box.

    One of the four may be met by chance, by a corner of a zone a centimetre from the
    outermost incident; a box or the origin of a grid carries at least two.
    """
    if not len(place.x):
        return []
    most = MOST_DECIMALS[place.in_degrees]
    precise = decimals > LEAST_DECIMALS[place.in_degrees]
    rounded = np.minimum(decimals, most)
    ends = [place.x.min(), place.x.max(), place.y.min(), place.y.max()]
    found: dict[int, str] = {}
    for digits in np.unique(rounded[precise]):
        scale = 10.0 ** int(digits)
        numbers = np.round(values[precise & (rounded == digits)] * scale)
        for number, end in enumerate(ends):
            if np.isin(np.round(end * scale), numbers):
                found[number] = f"{end:.{digits}f} ({place.crs})"
    return [("bounds", what) for what in found.values()] if len(found) > 1 else []
