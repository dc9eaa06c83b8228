"""What columns are called, in Swedish and English, as `plain` writes a header."""

from __future__ import annotations

import re


def _split(names: str) -> tuple[str, ...]:
    """Return names that stand between bars, over any number of lines.

    >>> _split('''start|start datum
    ...     |starttid''')
    ('start', 'start datum', 'starttid')
    """
    return tuple(re.sub(r"\s+", " ", name).strip() for name in names.split("|"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names in the order they are preferred, normalized as `plain` does.
_NAMES: dict[str, str] = {
    "incident_id": """incident id|händelse id|händelseid|handelse id|handelseid
        |ärende id|ärendeid|ärendenummer|ärendenr|arendenr|diarienummer|dnr
        |rapport id|rapportid|rapportnummer|händelsenummer|k nummer|knummer|crime id
        |incident number|incident no|incident key|case number|case id|report number
        |event id|offense id|offence id|objectid 1|uid|guid|uuid|dr no|id|nr|löpnr
        |löpnummer|ärende|case""",
    "start": """start|startdatum|start datum|starttid|start tid|från och med|från
        |fran|datum från|från datum|tid från|from|fr o m|from date|händelse start
        |händelsestart|start date|startdate|start datetime|date start|start time
        |occurred from|offense start datetime|offence start|first occurrence date
        |from datetime|begin|begin date|cmplnt fr dt|occurred local|occurred at
        |occurred on|occurred on date|occurrence date|occurrence datetime|occur date
        |occ date|dispatch date time|dispatch datetime
        |occurred|occurred date|date occurred|date occ|date of occurrence
        |date of incident|date of the incident|date of event|date of the event
        |when did it happen
        |date of offence|händelsedatum|händelsetid|händelsetidpunkt|handelsedatum
        |handelsetid|händelsedag|inträffade|inträffat|inträffad|datum inträffat
        |brottsdatum|brottstid|brottstidpunkt|tidpunkt|tid för händelse|datum och tid
        |datum tid|datumtid
        |händelse datum|handelse datum|händelse tid|handelse tid
        |när|när hände det|nar hande det|när inträffade händelsen|när skedde händelsen
        |olycksdatum|larmdatum|incident datetime|incident date|incident time stamp
        |crime date
        |crime datetime|event date|event time|offense date|offence date|datetime
        |date time|date|timestamp|date single|datum|dag|day
        |time|tid|månad|month
        |vecka|week|created date|requested datetime|open dt|opened|requested date""",
    "end": """end|slutdatum|slut datum|sluttid|slut tid|slut|till och med|till
        |datum till|till datum|tid till|t o m|to|to date|end date|enddate|end time
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
        |ofns desc|offense type id|mci category|text general code|complaint type
        |request type|service name|service request type|brottskod|vad hände
        |vad har hänt|vad|type|typ|händelse|olyckstyp|crime""",
    "severity": """severity|allvarlighetsgrad|allvarlighet|allvar
        |bedömd allvarlighetsgrad|allvarsgrad|svårighetsgrad|prioritet|priority
        |risknivå""",
    "source": """source|källa|kalla|uppgiftslämnare|organisation|aktör
        |rapporterande aktör|inrapporterande organisation|avsändare|reported by
        |reporting organisation|agency|organization|förvaltning""",
    "reporter": """reporter|rapportör|inrapportör|rapporterad av|inrapporterad av
        |rapporterat av|rapportor|user|användare""",
    "area": """område|omrade|områdesnamn|stadsdel|stadsdelsnamn|delområde|bostadsområde
        |distrikt|stadsområde|basområde|nyckelkodsområde|regso|regsonamn|deso|kvarter
        |zone|area|area name|neighborhood|neighbourhood|district|beat|precinct|ward
        |lsoa name|var|plats|ort""",
    "address": """adress|gatuadress|besöksadress|fastighetsadress|brottsplats adress
        |brottsplatsadress|händelseadress|address|street address|incident address
        |gata och nummer|gata""",
    "comment": """comment|kommentar|kommentarer|fritext|beskrivning|anteckning
        |anteckningar|comments|description|notes|text|noteringar|notering""",
}
# Words for a first and a last day or time: "Brottsdatum fr.o.m.", "Tid till".
_FROM = ("fr o m", "fr", "från", "från och med", "from", "start", "första", "tidigast")
_TO = ("t o m", "till", "till och med", "tom", "to", "slut", "sista", "senast")
_DATES = (
    "datum",
    "brottsdatum",
    "händelsedatum",
    "inträffandedatum",
    "date",
    "inträffad",
    "inträffade",
    "inträffat",
)
_CLOCK_WORDS = ("tid", "brottstid", "händelsetid", "klockslag", "klocka", "klockan",
                "kl", "timme", "tidpunkt", "time", "hour")  # fmt: skip


def _both_ways(nouns: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """Return "datum från" and "från datum" for each noun and word."""
    pairs = [(noun, word) for noun in nouns for word in words]
    return tuple(f"{a} {b}" for pair in pairs for a, b in (pair, pair[::-1]))


LONGITUDES = _split(
    """longitude|lon|long|lng|longitud|längdgrad|geo lon|long wgs84|lon wgs84|wgs84 lon
    |x wgs84"""
)
LATITUDES = _split(
    """latitude|lat|latitud|breddgrad|geo lat|lat wgs84|wgs84 lat|y wgs84"""
)
SWEREF_EAST = _split(
    """sweref99 tm e|sweref99tm e|sweref 99 tm e|e sweref99tm|e sweref99 tm|sweref99 e
    |x sweref99tm|x 3006|e 3006"""
)
SWEREF_NORTH = _split(
    """sweref99 tm n|sweref99tm n|sweref 99 tm n|n sweref99tm|n sweref99 tm|sweref99 n
    |y sweref99tm|y 3006|n 3006"""
)
# What a header of a coordinate says beside its axis: "Koordinat N", "SWEREF99 1500 E".
AXIS_WORDS = {
    "x": _words("e east easting öst ost x lon long lng longitud longitude längdgrad"),
    "y": _words("n north northing nord norr y lat latitud latitude breddgrad"),
}
BESIDE_AXIS = _words(
    """sweref sweref99 sweref99tm 99 tm rt rt90 90 gon v 25 koordinat koordinater
    koord coordinate coord wgs wgs84 84 epsg"""
)
EAST = _split(
    """easting|east|öst|ost|östlig koordinat|ostkoordinat|östkoordinat|e koordinat|e
    |x koordinat|xkoordinat|koordinat x|x coordinate|x coord|xcoord|x coord cd
    |x coordinate cd|coord x|point x|geo x|x"""
)
NORTH = _split(
    """northing|north|nord|nordlig koordinat|nordkoordinat|n koordinat|n|y koordinat
    |ykoordinat|koordinat y|y coordinate|y coord|ycoord|y coord cd|y coordinate cd
    |coord y|point y|geo y|y"""
)
_STATED = {role: _split(names) for role, names in _NAMES.items()}
_DAYS_FROM, _DAYS_TO = _both_ways(_DATES, _FROM), _both_ways(_DATES, _TO)
_CLOCKS_FROM = _both_ways(_CLOCK_WORDS, _FROM)
_CLOCKS_TO = _both_ways(_CLOCK_WORDS, _TO)


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


# role -> names, the most telling first.
PREFERRED = _STATED | {
    "start": _once(*_DAYS_FROM, *_STATED["start"], *_CLOCKS_FROM),
    "end": _once(*_STATED["end"], *_DAYS_TO, *_CLOCKS_TO),
}
PREFERRED |= {
    "x": (*LONGITUDES, *SWEREF_EAST, *EAST),
    "y": (*LATITUDES, *SWEREF_NORTH, *NORTH),
}
# The same where the coordinates are known to be in metres or feet.
PREFERRED_IN_METRES = PREFERRED | {
    "x": (*SWEREF_EAST, *EAST, *LONGITUDES),
    "y": (*SWEREF_NORTH, *NORTH, *LATITUDES),
}

# Clock columns that go with a date column: (Swedish and English) for start and end.
_CLOCKS = {
    "start": """starttid|start tid|tid från|från tid|från kl|fr kl|kl från
        |klockslag från|start time|time start|from time|time from|occur time
        |occurred time|time occ|time occurred|time of occurrence|incident time
        |event time|crime time|cmplnt fr tm|klockslag|klockan|klocka|kl|tid|tidpunkt
        |time|händelsetid|handelsetid|brottstid|brottstidpunkt|tid på dygnet
        |tidpunkt på dygnet
        |händelse kl|händelse tid|handelse tid
        |inträffad kl|inträffade kl|inträffat kl|inträffad tid|occurred time
        |tid på dagen|tid pa dygnet|tid hh mm|tid tt mm|time of day|timme|timma|hour
        |hour of day|occ hour|incident hour|crime hour|hour occurred|tidsangivelse""",
    "end": """sluttid|slut tid|tid till|till tid|till kl|kl till|klockslag till
        |end time|time end|to time|time to|cmplnt to tm""",
    "reported_at": "reported time|rapporttid|rpt tm|rapporteringstid",
}
_STATED_CLOCKS = {role: _split(names) for role, names in _CLOCKS.items()}
CLOCK_NAMES = _STATED_CLOCKS | {
    "start": _once(*_CLOCKS_FROM, *_STATED_CLOCKS["start"]),
    "end": _once(*_CLOCKS_TO, *_STATED_CLOCKS["end"]),
}
# Names that a Shapefile may have cut: those of one word and no first or last.
CUT_NAMES = (_STATED, _STATED_CLOCKS)
# Columns that say a time together with a column of years.
YEAR_NAMES = ("år", "year", "ar", "årtal")
# Columns that together say a day, and those that may say its time.
DAY_NAMES = (YEAR_NAMES, ("månad", "month"), ("dag", "day"))
TIME_NAMES = (("timme", "hour", "timma"), ("minut", "minute", "minuter", "minutes"))
PARTS_OF_YEAR = {
    "week": ("vecka", "week", "v", "veckonummer", "veckonr", "vecka nr", "iso week"),
    "month": ("månad", "month", "mån", "månadsnummer"),
}
KNOWN = frozenset(
    name
    for names in (*PREFERRED.values(), *CLOCK_NAMES.values(), YEAR_NAMES)
    for name in names
)

# What a header says of a time or a place: whole words, and how Swedish ones end.
TIME_WORDS = _words(
    """date datum time tid timestamp datetime klocka klockan klockslag kl timme hour
    minute vecka week månad month dag day år year när when dygn dygnet"""
)
TIME_ENDINGS = ("datum", "tid", "tidpunkt", "klockslag", "dagen", "dygnet", "veckodag")
PLACE_WORDS = _words(
    """adress address gata gatuadress plats ort kommun stadsdel område omrade kvarter
    fastighet place location street area district neighborhood neighbourhood ward
    block position gps wkt geometry geom koordinat koordinater coordinates
    coordinate latitud longitud latitude longitude breddgrad längdgrad lat lon lng long
    easting northing sweref x y postnummer postnr zip"""
)
PLACE_ENDINGS = ("adress", "plats", "område", "gata", "gatan", "koordinat", "koord")
