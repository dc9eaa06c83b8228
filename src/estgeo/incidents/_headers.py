"""Which column holds what: role names in Swedish and English headers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .._checks import sentence
from .._columns import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A role is held by one column or, for a time, by a date column and a clock column.
Column = str | tuple[str, str]

# Names in the order they are preferred, normalized as `plain` does.
_NAMES: dict[str, str] = {
    "incident_id": """incident id|händelse id|händelseid|handelse id|handelseid
        |ärende id|ärendeid|ärendenummer|ärendenr|arendenr|diarienummer|dnr
        |rapport id|rapportid|rapportnummer|händelsenummer|k nummer|knummer|crime id
        |incident number|incident no|incident key|case number|case id|report number
        |event id|offense id|offence id|objectid 1|uid|guid|uuid|dr no|id|nr|löpnr
        |löpnummer|ärende|case""",
    "start": """start|starttid|start tid|startdatum|start datum|från och med|från
        |fran|tid från|from|datum från|från datum|fr o m|from date|händelse start
        |händelsestart|start time|start date|startdate|start datetime|date start
        |occurred from|offense start datetime|offence start|first occurrence date
        |from datetime|begin|begin date|cmplnt fr dt|occurred local|occurred at
        |occurred on|occurred on date|occurrence date|occurrence datetime|occur date
        |occurred|occurred date|date occurred|date occ|date of occurrence
        |date of offence|händelsedatum|händelsetid|händelsetidpunkt|handelsedatum
        |handelsetid|inträffade|inträffat|datum inträffat|brottsdatum|brottstid
        |brottstidpunkt|tidpunkt|tid för händelse|datum och tid|datum tid|datumtid
        |när|incident datetime|incident date|incident time stamp|crime date
        |crime datetime|event date|event time|offense date|offence date|datetime
        |date time|date|timestamp|date single|datum|dag|day|time|tid|månad|month
        |vecka|week""",
    "end": """end|sluttid|slut tid|slutdatum|slut datum|slut|till och med|till
        |tid till|datum till|till datum|t o m|to|to date|end time|end date|enddate
        |end datetime|date end|occurred to|offense end datetime|last occurrence date
        |to datetime|finish|stop|stopp|cmplnt to dt|händelse slut""",
    "reported_at": """reported at|rapporterad|rapporteringsdatum|rapportdatum
        |rapporttid|rapporterat|rapporteringstid|inrapporterad|inrapporterat
        |inrapporteringsdatum|anmäld|anmälningsdatum|anmält|registrerad
        |registreringsdatum|inkom|skapad|date reported|reported date|report date
        |report datetime|reported on|reported|date rptd|rpt dt|created|created at
        |published""",
    "category": """category|kategori|händelsekategori|händelsetyp|handelsetyp
        |händelse typ|typ av händelse|typ av handelse|incidenttyp|rubrik
        |brottskategori|brottstyp|brott|brottsrubrik|checklistepunkt|crime type
        |offense type|offence type|primary type|incident category|offense category
        |crime category|event type|offense|offense description|offence|crm cd desc
        |ofns desc|type|typ|händelse|crime""",
    "severity": """severity|allvarlighetsgrad|allvarlighet|allvar
        |bedömd allvarlighetsgrad|allvarsgrad|svårighetsgrad|prioritet|priority
        |risknivå""",
    "source": """source|källa|kalla|uppgiftslämnare|organisation|aktör
        |rapporterande aktör|inrapporterande organisation|avsändare|reported by
        |reporting organisation|agency|organization|förvaltning""",
    "reporter": """reporter|rapportör|inrapportör|rapporterad av|inrapporterad av
        |rapporterat av|rapportor|user|användare""",
    "x": """longitude|lon|long|lng|longitud|geo lon|long wgs84|lon wgs84|wgs84 lon
        |x wgs84|sweref99 tm e|sweref99tm e|sweref 99 tm e|e sweref99tm
        |e sweref99 tm|sweref99 e|x sweref99tm|x 3006|e 3006|easting|east|öst|ost
        |östlig koordinat|ostkoordinat|östkoordinat|e koordinat|e|x koordinat
        |xkoordinat|koordinat x|x coordinate|x coord|xcoord|x coord cd
        |x coordinate cd|coord x|point x|geo x|x""",
    "y": """latitude|lat|latitud|geo lat|lat wgs84|wgs84 lat|y wgs84|sweref99 tm n
        |sweref99tm n|sweref 99 tm n|n sweref99tm|n sweref99 tm|sweref99 n
        |y sweref99tm|y 3006|n 3006|northing|north|nord|nordlig koordinat
        |nordkoordinat|n koordinat|n|y koordinat|ykoordinat|koordinat y|y coordinate
        |y coord|ycoord|y coord cd|y coordinate cd|coord y|point y|geo y|y""",
    "comment": """comment|kommentar|kommentarer|fritext|beskrivning|anteckning
        |anteckningar|comments|description|notes|text|noteringar|notering""",
}
PREFERRED = {
    role: tuple(re.sub(r"\s+", " ", name).strip() for name in names.split("|"))
    for role, names in _NAMES.items()
}

# Clock columns that go with a date column: (Swedish and English) for start and end.
_CLOCKS = {
    "start": """starttid|start tid|tid från|från tid|från kl|fr kl|kl från
        |klockslag från|start time|time start|from time|time from|occur time
        |occurred time|time occ|time occurred|time of occurrence|incident time
        |event time|crime time|cmplnt fr tm|klockslag|klockan|kl|tid|tidpunkt|time
        |händelsetid""",
    "end": """sluttid|slut tid|tid till|till tid|till kl|kl till|klockslag till
        |end time|time end|to time|time to|cmplnt to tm""",
    "reported_at": "reported time|rapporttid|rpt tm|rapporteringstid",
}
CLOCK_NAMES = {
    role: tuple(re.sub(r"\s+", " ", name).strip() for name in names.split("|"))
    for role, names in _CLOCKS.items()
}
# Columns that say a time together with a column of years.
YEAR_NAMES = ("år", "year", "ar", "årtal")
PARTS_OF_YEAR = {
    "week": ("vecka", "week", "v", "veckonummer", "veckonr", "vecka nr", "iso week"),
    "month": ("månad", "month", "mån", "månadsnummer"),
}
KNOWN = frozenset(
    name
    for names in (*PREFERRED.values(), *CLOCK_NAMES.values(), YEAR_NAMES)
    for name in names
)

_SHORTEST_CUT = 9  # bytes: no letter in two bytes fits in the tenth
_LONGITUDES = frozenset(PREFERRED["x"][:10])
_SWEREF_X = frozenset(PREFERRED["x"][10:19])


def plain(header: object) -> str:
    """Return a header as it is compared: one case, spaces for all signs.

    >>> plain("OCCUR_DATE"), plain(" Händelse-ID ")
    ('occur date', 'händelse id')
    """
    text = unicodedata.normalize("NFC", str(header)).casefold().lstrip("\ufeff")
    text = re.sub(r"[_\-./\\():;,#*\[\]\s]+", " ", text)
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
    texts = [b for _, b in pairs if b != ""]
    if not all(isinstance(cell, str) for cell in texts) or known_in(texts, extra) < 2:
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
    free = [h for h in headers if h not in _flat(given.values())]
    by_name = _by_name(free, cut=cut)
    found: dict[str, Column] = {}
    for role in ROLES:
        if role in given:
            if given[role] is not None:
                found[role] = given[role]  # type: ignore[assignment]
        else:
            name = _first(_names(role, projected=projected), by_name, found)
            if name is not None:
                found[role] = name
    _pair_axes(found, given)
    _pair_clocks(found, given, by_name)
    _pair_year(found, given, by_name)
    return found


def _by_name(headers: Sequence[str], *, cut: bool) -> dict[str, str]:
    """Return {name: header} with every name that a header may be known by."""
    by_name: dict[str, str] = {}
    for name_of in (plain, bare):
        for header in headers:
            by_name.setdefault(name_of(header), header)
    for header in headers if cut else ():
        for whole in _names_cut_to(header):
            by_name.setdefault(whole, header)
    return by_name


def _names_cut_to(header: str) -> list[str]:
    """Return the known names that a Shapefile cuts to a header (10 bytes a name).

    Nothing where they are names of different roles.

    >>> _names_cut_to("Händelsed"), _names_cut_to("Händelse-"), _names_cut_to("E")
    (['händelsedatum'], [], [])
    """
    if len(header.encode()) < _SHORTEST_CUT:
        return []
    found = [
        (role, name)
        for known in (PREFERRED, CLOCK_NAMES)
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
    if name in _SWEREF_X:
        return "EPSG:3006"
    says_metres = re.search(r"sweref|rt ?90|3006|30[01]\d", name)
    return "EPSG:4326" if bare(column) in _LONGITUDES and not says_metres else None


def part_of_year(column: str) -> str | None:
    """Return "week" or "month" if a column's name says that it holds one.

    >>> part_of_year("Vecka"), part_of_year("Klockslag")
    ('week', None)
    """
    name = bare(column)
    return next((part for part, names in PARTS_OF_YEAR.items() if name in names), None)


def columns_of(column: Column | None) -> tuple[str, ...]:
    """Return the columns of the source that a role rests on."""
    if column is None:
        return ()
    return (column,) if isinstance(column, str) else tuple(column)


def _names(role: str, *, projected: bool) -> Sequence[str]:
    names = PREFERRED[role]
    return (
        names[10:] + names[:10]
        if projected and role == "x"
        else (names[8:] + names[:8] if projected and role == "y" else names)
    )


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


def _sounds_like_date(name: str) -> bool:
    both = ("datetime", "date time", "datum tid", "datum och tid", "datumtid")
    return name not in both and bool(re.search(r"dat(e|um)|\bdt\b|\bdag\b|occ", name))


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
