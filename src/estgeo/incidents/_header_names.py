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
        |date of offence|händelsedatum|händelsetid|händelsetidpunkt|handelsedatum
        |handelsetid|inträffade|inträffat|datum inträffat|brottsdatum|brottstid
        |brottstidpunkt|tidpunkt|tid för händelse|datum och tid|datum tid|datumtid
        |när|när hände det|när inträffade händelsen|när skedde händelsen
        |olycksdatum|larmdatum|incident datetime|incident date|incident time stamp
        |crime date
        |crime datetime|event date|event time|offense date|offence date|datetime
        |date time|date|timestamp|date single|datum|dag|day|time|tid|månad|month
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
LONGITUDES = _split(
    """longitude|lon|long|lng|longitud|geo lon|long wgs84|lon wgs84|wgs84 lon|x wgs84"""
)
LATITUDES = _split("""latitude|lat|latitud|geo lat|lat wgs84|wgs84 lat|y wgs84""")
SWEREF_EAST = _split(
    """sweref99 tm e|sweref99tm e|sweref 99 tm e|e sweref99tm|e sweref99 tm|sweref99 e
    |x sweref99tm|x 3006|e 3006"""
)
SWEREF_NORTH = _split(
    """sweref99 tm n|sweref99tm n|sweref 99 tm n|n sweref99tm|n sweref99 tm|sweref99 n
    |y sweref99tm|y 3006|n 3006"""
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
# role -> names, the most telling first.
PREFERRED = {role: _split(names) for role, names in _NAMES.items()} | {
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
        |event time|crime time|cmplnt fr tm|klockslag|klockan|kl|tid|tidpunkt|time
        |händelsetid""",
    "end": """sluttid|slut tid|tid till|till tid|till kl|kl till|klockslag till
        |end time|time end|to time|time to|cmplnt to tm""",
    "reported_at": "reported time|rapporttid|rpt tm|rapporteringstid",
}
CLOCK_NAMES = {role: _split(names) for role, names in _CLOCKS.items()}
# Columns that say a time together with a column of years.
YEAR_NAMES = ("år", "year", "ar", "årtal")
# Columns that together say a day, and those that may say its time.
DAY_NAMES = (YEAR_NAMES, ("månad", "month"), ("dag", "day"))
TIME_NAMES = (("timme", "hour"), ("minut", "minute"))
PARTS_OF_YEAR = {
    "week": ("vecka", "week", "v", "veckonummer", "veckonr", "vecka nr", "iso week"),
    "month": ("månad", "month", "mån", "månadsnummer"),
}
KNOWN = frozenset(
    name
    for names in (*PREFERRED.values(), *CLOCK_NAMES.values(), YEAR_NAMES)
    for name in names
)
