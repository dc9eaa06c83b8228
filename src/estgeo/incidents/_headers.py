"""Which column holds what, and which row holds the headers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .._checks import sentence
from .._columns import ROLES
from ._header_names import (
    AXIS_WORDS,
    BESIDE_AXIS,
    CLOCK_NAMES,
    CUT_NAMES,
    DAY_NAMES,
    KNOWN,
    LATITUDES,
    LONGITUDES,
    PARTS_OF_YEAR,
    PLACE_ENDINGS,
    PLACE_WORDS,
    PREFERRED,
    PREFERRED_IN_METRES,
    SWEREF_EAST,
    TIME_ENDINGS,
    TIME_NAMES,
    TIME_WORDS,
    YEAR_NAMES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A role is held by one column or, for a time, by several: a date and a clock, a year
# and a week or month, or year, month and day with the hour and minute if there are any.
Column = str | tuple[str, ...]

# Central meridian of a local zone of SWEREF 99, as headers write it.
_LOCAL = {
    "1200": "EPSG:3007", "1330": "EPSG:3008", "1500": "EPSG:3009", "1630": "EPSG:3010",
    "1800": "EPSG:3011", "1415": "EPSG:3012", "1545": "EPSG:3013", "1715": "EPSG:3014",
    "1845": "EPSG:3015", "2015": "EPSG:3016", "2145": "EPSG:3017", "2315": "EPSG:3018",
}  # fmt: skip
_STAMPS = ("timestamp", "tidsstämpel", "tidstämpel")
_ASKS_WHEN = re.compile(r"\b(date|datum|day|dag|when|när)\b")

# A column that only the export of a form has, and the times of filling it in.
_FORMS = (
    ("slutförandetid", ("starttid",)),
    ("completion time", ("start time",)),
    ("submission time", ("start", "end", "today")),
    ("submissiondate", ("start", "end", "today")),
)
_SHORTEST_CUT = 9  # bytes: no letter in two bytes fits in the tenth


def plain(header: object) -> str:
    """Return a header as it is compared: one case, spaces for all signs.

    >>> plain("OCCUR_DATE"), plain(" Händelse-ID ")
    ('occur date', 'händelse id')
    """
    text = unicodedata.normalize("NFC", str(header)).casefold().lstrip("\ufeff")
    text = re.sub(r"[_\-./\\():;,#*\[\]?!\s]+", " ", text)
    return text.strip()


def bare(header: object) -> str:
    r"""Return a header as `plain` does, without what stands in parentheses.

    >>> bare("Allvarlighets-\ngrad (1-4)"), bare("Datum (åååå-mm-dd)")
    ('allvarlighetsgrad', 'datum')
    """
    return plain(re.sub(r"(?<=\w)-\s*\n\s*|\([^)]*\)", "", str(header)))


def known_in(cells: Iterable[object], extra: frozenset[str] = frozenset()) -> int:
    """Return how many different cells of a row are names of columns we know."""
    known = KNOWN | extra
    names = {(plain(cell), bare(cell)) for cell in cells}
    return len({a if a in known else b for a, b in names} & known)


def join_header_rows(
    first: Sequence[object], second: Sequence[object], extra: frozenset[str]
) -> list[object] | None:
    """Return one row of headers from two; None where the second is no header row.

    The second is one when it names columns that have no name in the first ("N" and
    "E" below a merged "Koordinater") and holds nothing but text.
    """
    known = KNOWN | extra
    pairs = list(zip(first, second, strict=True))
    if not all(isinstance(cell, str) for cell in second) or known_in(second, extra) < 2:
        return None
    if not any(a == "" and bare(b) in known for a, b in pairs):
        return None
    return [b if a == "" or bare(b) in known else a for a, b in pairs]


def find_roles(
    headers: Sequence[str],
    given: Mapping[str, Column | None] | None,
    *,
    projected: bool = False,
    cut: bool = False,
) -> dict[str, Column]:
    """Return {role: column}; what is not given is found by known names.

    ``projected``: the stated CRS is in metres or feet, so columns named easting or x
    come before longitude. ``cut``: names may have been cut, as a Shapefile does.
    """
    given = dict(given or {})
    _check_given(headers, given)
    filled_in = _times_of_a_form(headers)
    free = [h for h in headers if h not in (*_flat(given.values()), *filled_in)]
    by_name = _by_name(free, cut=cut)
    preferred = PREFERRED_IN_METRES if projected else PREFERRED
    found: dict[str, Column] = {}
    for role in ROLES:
        if role in given:
            if given[role] is not None:
                found[role] = given[role]  # type: ignore[assignment]
        else:
            name = _first(preferred[role], by_name, found)
            if name is not None:
                found[role] = name
    _pair_axes(found, given)
    if not {"x", "y"} & (found.keys() | given.keys()):
        found |= _axes_of_one_place(headers) or _axes_of_a_grid(headers)
    _pair_clocks(found, given, by_name)
    _pair_twins(found, given, by_name)
    _pair_year(found, given, by_name)
    _join_day(found, given, by_name)
    return found


def _axes_of_one_place(headers: Sequence[str]) -> dict[str, Column]:
    """Return the axes whose names differ in the word for the axis only.

    >>> _axes_of_one_place(["_Plats_latitude", "_Plats_longitude", "_Plats_altitude"])
    {'x': '_Plats_longitude', 'y': '_Plats_latitude'}
    """
    rest: dict[tuple[str, frozenset[str]], str] = {}
    for header in headers:
        words = plain(header).split()
        for axis, names in (("x", LONGITUDES), ("y", LATITUDES)):
            if len(words) > 1 and len(set(words) & set(names)) == 1:
                rest.setdefault((axis, frozenset(set(words) - set(names))), header)
    for (axis, others), header in rest.items():
        if axis == "x" and ("y", others) in rest:
            return {"x": header, "y": rest["y", others]}
    return {}


def _axes_of_a_grid(headers: Sequence[str]) -> dict[str, Column]:
    """Return the axes whose names say an axis beside their grid, if just two do.

    >>> _axes_of_a_grid(["Koordinat N", "Koordinat E"])
    {'x': 'Koordinat E', 'y': 'Koordinat N'}
    >>> _axes_of_a_grid(["SWEREF99 15 00 E", "SWEREF99 15 00 N", "N"])
    {}
    """
    found: dict[str, list[str]] = {"x": [], "y": []}
    for header in headers:
        words = [word for word in plain(header).split() if word not in BESIDE_AXIS]
        words = [word for word in words if not word.isdecimal()]
        for axis, names in AXIS_WORDS.items():
            if len(words) == 1 and words[0] in names:
                found[axis].append(header)
    if any(len(each) != 1 for each in found.values()):
        return {}
    return {axis: each[0] for axis, each in found.items()}


def _times_of_a_form(headers: Sequence[str]) -> set[str]:
    """Return the columns that say when a form was filled in, not what it tells of.

    Microsoft Forms writes when it was begun and ended, Kobo and ODK too.

    >>> sorted(_times_of_a_form(["Starttid", "Slutförandetid", "När hände det?"]))
    ['Slutförandetid', 'Starttid']
    >>> _times_of_a_form(["Timestamp", "Date of the event", "Time"])
    {'Timestamp'}
    """
    names = {plain(header): header for header in headers}
    for sign, times in _FORMS:
        if sign in names and names.keys() & set(times):
            return {names[time] for time in (sign, *times) if time in names}
    # Google Forms has one stamp, which tells of nothing where a question asks when.
    asked = [name for name in names if name not in _STAMPS and _ASKS_WHEN.search(name)]
    return {names[stamp] for stamp in _STAMPS if asked and stamp in names}


def date_beside(
    headers: Sequence[str], roles: Mapping[str, Column], *, cut: bool
) -> str | None:
    """Return a column that no role rests on and whose name says a start's date.

    >>> date_beside(["Start", "Datum", "Slut"], {"start": "Start"}, cut=False)
    'Datum'
    """
    dates = [name for name in PREFERRED["start"] if _sounds_like_date(name)]
    return _first(dates, _by_name(headers, cut=cut), roles)


def _by_name(headers: Sequence[str], *, cut: bool) -> dict[str, str]:
    """Return {name: header} with every name that a header may be known by."""
    by_name: dict[str, str] = {}
    for name_of in (plain, bare, _loose, _of_camel):
        for header in headers:
            by_name.setdefault(name_of(header), header)
    for header in headers if cut else ():
        for whole in _names_cut_to(header):
            by_name.setdefault(whole, header)
    return by_name


def _loose(header: str) -> str:
    """Return a header without its number in a form and what it goes without saying.

    >>> _loose("1_Datum"), _loose("Tidpunkt för händelsen")
    ('datum', 'tidpunkt')
    """
    name = re.sub(r"^(?:\d+ )+(?=\D)", "", bare(header))
    name = re.sub(r"^(?:ange|välj|fyll i) ", "", name)
    return re.sub(r" (?:för|av) (?:händelsen?|brottet|incidenten|olyckan)$", "", name)


def _of_camel(header: str) -> str:
    """Return a header in camel case as words.

    >>> _of_camel("OffenseStartTime"), _of_camel("HourOfDay")
    ('offense start time', 'hour of day')
    """
    return plain(re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", str(header)))


def looks_like_time_or_place(header: str) -> bool:
    """Return whether a header speaks of a time or a place.

    >>> [looks_like_time_or_place(h) for h in ("Larmtid", "Gatuadress", "Antal")]
    [True, True, False]
    """
    words = {*plain(header).split(), *_of_camel(header).split()}
    if words & (TIME_WORDS | PLACE_WORDS):
        return True
    return any(word.endswith((*TIME_ENDINGS, *PLACE_ENDINGS)) for word in words)


def _names_cut_to(header: str) -> list[str]:
    """Return the known names that a Shapefile cuts to a header (10 bytes a name).

    Nothing where they are names of different roles.

    >>> _names_cut_to("Händelsed"), _names_cut_to("Händelse-"), _names_cut_to("E")
    (['händelsedatum', 'händelsedag'], [], [])
    """
    if len(header.encode()) < _SHORTEST_CUT:
        return []
    found = [
        (role, name)
        for known in CUT_NAMES
        for role, names in known.items()
        for name in names
        if name.startswith(plain(header))
    ]
    return [name for _, name in found] if len({role for role, _ in found}) == 1 else []


def crs_in_header(column: Column | None) -> str | None:
    """Return the CRS that a coordinate column's name states, or None.

    >>> crs_in_header("Longitude"), crs_in_header("SWEREF99_TM_E"), crs_in_header("x")
    ('EPSG:4326', 'EPSG:3006', None)
    """
    name = plain(column)
    if name in SWEREF_EAST or re.search(r"sweref ?(?:99)? ?tm\b|\b3006\b", name):
        return "EPSG:3006"
    local = re.search(r"sweref ?99 ?(\d\d ?\d\d)\b", name)
    if local is not None:
        return _LOCAL.get(local[1].replace(" ", ""))
    if not re.search(r"sweref|rt ?90", name) and set(name.split()) & set(LONGITUDES):
        return "EPSG:4326"
    says_metres = re.search(r"sweref|rt ?90|3006|30[01]\d", name)
    return "EPSG:4326" if bare(column) in LONGITUDES and not says_metres else None


def part_of_year(column: str) -> str | None:
    """Return "week" or "month" if a column's name says that it holds one.

    >>> part_of_year("Vecka"), part_of_year("Klockslag")
    ('week', None)
    """
    name = bare(column)
    return next((part for part, names in PARTS_OF_YEAR.items() if name in names), None)


def is_year(column: str) -> bool:
    """Return whether a column's name says that it holds years."""
    return bare(column) in YEAR_NAMES


def columns_of(column: Column | None) -> tuple[str, ...]:
    """Return the columns of the source that a role rests on."""
    if column is None:
        return ()
    return (column,) if isinstance(column, str) else tuple(column)


def _first(
    names: Sequence[str], by_name: Mapping[str, str], found: Mapping[str, Column]
) -> str | None:
    taken = _flat(found.values())
    for name in names:
        if name in by_name and by_name[name] not in taken:
            return by_name[name]
    return None


def _pair_axes(found: dict[str, Column], given: Mapping[str, Column | None]) -> None:
    """Forget half a pair of coordinates that was found, not given."""
    for axis, other in (("x", "y"), ("y", "x")):
        if axis in found and axis not in given and other not in found:
            del found[axis]


def _pair_clocks(
    found: dict[str, Column],
    given: Mapping[str, Column | None],
    by_name: Mapping[str, str],
) -> None:
    """Join a clock column to the date column it belongs to."""
    for role, names in CLOCK_NAMES.items():
        date = found.get(role)
        if role in given or not isinstance(date, str):
            continue
        if not _sounds_like_date(bare(date)):
            continue
        clock = _first(names, by_name, found)
        if clock is None:
            continue
        found[role] = (date, clock)
        minute = _first(TIME_NAMES[1], by_name, found)
        if minute is not None and bare(clock) in TIME_NAMES[0]:
            found[role] = (date, clock, minute)


def _pair_twins(
    found: dict[str, Column],
    given: Mapping[str, Column | None],
    by_name: Mapping[str, str],
) -> None:
    """Join a date column to the clock column of the same first word.

    "Olycksdatum" and "Olyckstid", "Larmdatum" and "Larmtid".
    """
    for role in ("start", "end", "reported_at"):
        date = found.get(role)
        if role in given or not isinstance(date, str):
            continue
        word = bare(date)
        if word.endswith("datum") and word != "datum":
            stem = word.removesuffix("datum")
            names = (f"{stem}tid", f"{stem}klockslag", f"{stem}tidpunkt")
            clock = _first(names, by_name, found)
            if clock is not None:
                found[role] = (date, clock)


def _pair_year(
    found: dict[str, Column],
    given: Mapping[str, Column | None],
    by_name: Mapping[str, str],
) -> None:
    """Join a column of years to the weeks or months that stand for the start."""
    part = found.get("start")
    if "start" in given or not isinstance(part, str) or part_of_year(part) is None:
        return
    year = _first(YEAR_NAMES, by_name, found)
    if year is not None:
        found["start"] = (year, part)


def _join_day(
    found: dict[str, Column],
    given: Mapping[str, Column | None],
    by_name: Mapping[str, str],
) -> None:
    """Join columns of year, month and day, and of hour and minute if there are any."""
    known = set(columns_of(found.get("start")))
    rest = {role: column for role, column in found.items() if role != "start"}
    day = [_first(names, by_name, rest) for names in DAY_NAMES]
    if "start" in given or None in day or not known & set(day):
        return
    time = [_first(names, by_name, rest) for names in TIME_NAMES]
    found["start"] = tuple(name for name in (*day, *time) if name is not None)


def _sounds_like_date(name: str) -> bool:
    both = ("datetime", "date time", "datum tid", "datum och tid", "datumtid")
    return name not in both and bool(
        re.search(r"dat(e|um)|\bdt\b|dag\b|occ|inträffa", name)
    )


def _check_given(headers: Sequence[str], given: Mapping[str, Column | None]) -> None:
    for role, column in given.items():
        if role not in ROLES:
            rule = "{role: column} with roles " + ", ".join(ROLES)
            raise KeyError(sentence("columns", rule, repr(role)))
        missing = [name for name in columns_of(column) if name not in headers]
        if missing:
            has = ", ".join(headers)
            rule = f"columns of the source for '{role}'"
            raise KeyError(
                sentence("columns", rule, repr(missing[0]), f"It has {has}.")
            )


def _flat(columns: Iterable[Column | None]) -> set[str]:
    return {name for column in columns for name in columns_of(column)}
