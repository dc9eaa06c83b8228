"""Why a row was rejected or flagged, and what a reading found, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

# Reason code -> (Swedish, English): what is wrong, then what to do.
REASONS: dict[str, tuple[str, str]] = {
    "missing_geometry": (
        "Läge saknas. Fyll i koordinater.",
        "No location. Fill in coordinates.",
    ),
    "nonfinite_coordinate": (
        "Koordinaten är oändlig eller omöjlig i koordinatsystemet. Rätta den.",
        "The coordinate is infinite or impossible in the CRS. Correct it.",
    ),
    "zero_coordinate": (
        "Koordinaten är 0, vilket betyder att läget saknas. Fyll i koordinater.",
        "The coordinate is 0, which means the place is unknown. Fill in coordinates.",
    ),
    "outside_sweden": (
        "Punkten ligger utanför Sverige. Är x och y omkastade, eller fel zon?",
        "The point lies outside Sweden. Are x and y swapped, or is the zone wrong?",
    ),
    "outside_study_area": (
        "Punkten ligger utanför området. Kontrollera koordinaten eller området.",
        "The point lies outside the study area. Check the coordinate or the area.",
    ),
    "not_a_point": (
        "Läget är en linje eller yta. Ange en punkt.",
        "The place is a line or an area. Give one point.",
    ),
    "multipoint": (
        "Läget är flera punkter. Ange en punkt per händelse.",
        "The place is several points. Give one point an incident.",
    ),
    "bad_number": (
        "Koordinaten är inte ett tal. Skriv till exempel 6580822,5.",
        "The coordinate is not a number. Write for example 6580822.5.",
    ),
    "ambiguous_number": (
        "Talet kan läsas på två sätt (tusental eller decimaler). Skriv utan punkt.",
        "The number can be read in two ways (thousands or decimals). Write it plainly.",
    ),
    "missing_time": (
        "Tid saknas. Fyll i åtminstone datum.",
        "There is no time. Fill in at least the date.",
    ),
    "bad_time": (
        "Tiden kan inte läsas. Skriv till exempel 2018-03-07 17:30, eller ange en "
        "annan tidskolumn.",
        "The time cannot be read. Write for example 2018-03-07 17:30, or name another "
        "column of the time.",
    ),
    "ambiguous_date": (
        "Datumet kan läsas på flera sätt. Skriv år-månad-dag, till exempel 2018-03-07, "
        "eller ange hur datumen är skrivna.",
        "The date can be read in several ways. Write year-month-day such as "
        "2018-03-07, or state how the dates are written.",
    ),
    "nonexistent_time": (
        "Klockslaget finns inte: det hoppas över när sommartiden börjar.",
        "The time does not exist: it is skipped when summer time begins.",
    ),
    "time_in_future": (
        "Tiden ligger i framtiden. Kontrollera årtalet.",
        "The time is in the future. Check the year.",
    ),
    "time_too_old": (
        "Tiden är före 1980, oftast ett tomt eller skadat datum. Kontrollera årtalet.",
        "The time is before 1980, mostly an empty or broken date. Check the year.",
    ),
    "end_before_start": (
        "Sluttiden är före starttiden. Rätta den ena.",
        "The end is before the start. Correct one of them.",
    ),
    "interval_too_long": (
        "Det går mer än ett år mellan start och slut. Kontrollera tiderna.",
        "More than a year lies between start and end. Check the times.",
    ),
    "bad_row_width": (
        "Raden har fel antal fält eller ett citattecken som inte avslutas.",
        "The row has the wrong number of fields or a quote that is never closed.",
    ),
    "bad_encoding": (
        "Texten är förvanskad (fel teckenkodning). Spara om filen som UTF-8.",
        "The text is garbled (wrong encoding). Save the file again as UTF-8.",
    ),
    "formula_without_value": (
        "Cellen är en formel utan sparat värde. Öppna filen i Excel och spara den.",
        "The cell is a formula without a stored value. Open and save it in Excel.",
    ),
    "cell_error": (
        "Cellen visar ett fel, till exempel #N/A. Rätta formeln.",
        "The cell shows an error such as #N/A. Correct the formula.",
    ),
    "unknown_category": (
        "Kategorin finns inte i checklistan. Rätta den eller lägg till den.",
        "The category is not in the checklist. Correct it or add it.",
    ),
    "duplicate_id": (
        "Samma händelse-id, tid, plats och kategori finns på en tidigare rad. Är det "
        "inte samma händelse: ange columns={'incident_id': None}.",
        "An earlier row has the same incident id, time, place and category. If it is "
        "not the same incident: pass columns={'incident_id': None}.",
    ),
    "total_row": (
        "Raden är en summa eller en rad under tabellen, ingen rapport.",
        "The row is a sum or a line below the table, not a report.",
    ),
    "older_version": (
        "En senare fil har samma händelse-id med annat innehåll; den raden gäller.",
        "A later file has the same incident id with other content; that row counts.",
    ),
    "unknown_area": (
        "Området finns inte bland områdena. Rätta namnet eller lägg till området.",
        "The area is not among the zones. Correct the name or add the area.",
    ),
    "ambiguous_area": (
        "Flera områden heter så. Skriv vilket, till exempel med områdets kod.",
        "Several zones have this name. Say which, for example by the code of the zone.",
    ),
    "unknown_address": (
        "Adressen finns inte i adressregistret. Rätta den eller fyll i koordinater.",
        "The address is not in the register. Correct it or fill in coordinates.",
    ),
    "ambiguous_address": (
        "Adressen står på flera platser i registret. Fyll i koordinater.",
        "The register has the address in several places. Fill in coordinates.",
    ),
    "too_long_text": (
        "En cell är längre än vad som är rimligt; raden är troligen skadad.",
        "A cell is longer than is reasonable; the row is probably damaged.",
    ),
}

# Flag code -> (Swedish, English): the row is kept, but something about it matters.
FLAGS: dict[str, tuple[str, str]] = {
    "ambiguous_time": (
        "Klockslaget finns två gånger när sommartiden slutar; det första används.",
        "The time occurs twice when summer time ends; the first is used.",
    ),
    "missing_end": ("Sluttid saknas.", "There is no end time."),
    "long_interval": (
        "Det går mer än en vecka mellan start och slut: klockslaget är okänt.",
        "More than a week lies between start and end: the hour is unknown.",
    ),
    "midnight_as_date": (
        "Klockan 00:00 i en datumcell tolkas som enbart datum.",
        "Midnight in a date cell is taken as a date without a time.",
    ),
    "vague_time": (
        "Klockslaget är ungefärligt eller sagt med ord: bara datumet används.",
        "The time of day is approximate or in words: only the date is used.",
    ),
    "heaped_time": (
        "Ovanligt många rader har exakt detta klockslag; det kan betyda okänd tid.",
        "Unusually many rows have exactly this time; it may stand for unknown.",
    ),
    "repeated_id": (
        "Samma händelse-id finns på flera rader med olika innehåll.",
        "The same incident id is on several rows that differ.",
    ),
    "area_centre": (
        "Punkten är mittpunkten för ett område, inte platsen för händelsen.",
        "The point is the centre of an area, not the place of the incident.",
    ),
    "far_from_others": (
        "Punkten ligger långt från alla andra; kontrollera koordinaten.",
        "The point lies far from all others; check the coordinate.",
    ),
    "crowded_point": (
        "Många rapporter har exakt samma koordinat; kontrollera om den är en "
        "schablonpunkt.",
        "Many incidents have exactly this coordinate; check that it is a real place.",
    ),
    "single_part": (
        "En multipunkt med en enda punkt lästes som punkt.",
        "A multipoint with one point was read as a point.",
    ),
    "dropped_z": ("Höjden togs bort.", "The height was dropped."),
    "several_categories": (
        "Cellen har flera kategorier.",
        "The cell holds several categories.",
    ),
    "missing_category": ("Kategori saknas.", "There is no category."),
    "bad_severity": (
        "Allvarlighetsgraden kan inte läsas.",
        "The severity cannot be read.",
    ),
    "bad_reported_at": (
        "Rapporttiden kan inte läsas.",
        "The time of the report cannot be read.",
    ),
    "reported_before_start": (
        "Händelsen rapporterades innan den började.",
        "The incident was reported before it began.",
    ),
    "text_has_personal_id": (
        "Texten innehåller ett personnummer.",
        "The text holds a personal identity number.",
    ),
}

# Note code -> (Swedish, English); {} is the value of the note.
NOTES: dict[str, tuple[str, str]] = {
    "shapefile_cuts": (
        "En shapefil kapar långa kolumnnamn och texter; använd hellre GeoPackage.",
        "A shapefile cuts long names and texts; use a GeoPackage instead.",
    ),
    "two_header_rows": (
        "Rubrikerna står på två rader.",
        "The headers stand on two rows.",
    ),
    "control_characters": (
        "Styrtecken togs bort ur celler: {}.",
        "Cells that control characters were taken out of: {}.",
    ),
    "encoding_by_letters": (
        "Filen säger inte hur den är kodad; bokstäverna tyder på {}. Stämmer det inte: "
        "ange encoding.",
        "The file does not say how it is encoded; its letters point to {}. If they are "
        "wrong: pass encoding.",
    ),
    "several_sources": (
        "Lästa som en mängd (rader): {}.",
        "Read as one set (rows): {}.",
    ),
    "dates_from_1904": (
        "Arbetsboken räknar datum från 1904 (äldre Mac).",
        "The workbook counts its dates from 1904 (an old Mac).",
    ),
    "swapping_helps": (
        "{} % av raderna utanför hamnar i Sverige om x och y byter plats.",
        "Swapping x and y puts {} % of the outside rows in Sweden.",
    ),
    "far_from_others": (
        "Minst en punkt ligger långt från alla andra, som mest {} km "
        "(flagga far_from_others): kontrollera koordinaten.",
        "At least one point lies far from all others, at most {} km off "
        "(flag far_from_others): check the coordinate.",
    ),
    "swedish_time_elsewhere": (
        "Inga punkter ligger i Sverige, men klockslagen läses som svensk tid ({}): "
        "ange time_zone.",
        "No point lies in Sweden, yet the clock times are read as Swedish time ({}): "
        "pass time_zone.",
    ),
    "unused_columns": (
        "Ser ut som tid eller plats men används inte: {}.",
        "Look like a time or a place but are not used: {}.",
    ),
    "one_row_an_incident": (
        "Rader som upprepar en händelse på en tidigare rad och inte räknas: {}. Är "
        "varje rad något eget (en målsägande, ett föremål) och ska räknas: ange "
        "columns={{'incident_id': None}}.",
        "Rows that repeat an incident of an earlier row and are not counted: {}. If "
        "each row is a thing of its own (a victim, an item) that should count: pass "
        "columns={{'incident_id': None}}.",
    ),
    "known_to_area": (
        "Rapporter som bara är kända till sitt område: {}. De räknas i områdena men "
        "har ingen plats på kartan.",
        "Reports known to their area only: {}. They count in the areas but have no "
        "place on the map.",
    ),
    "unknown_areas": (
        "Namn som inte finns bland områdena eller som flera områden har: {}.",
        "Names that are not among the zones, or that several zones have: {}.",
    ),
    "area_not_in_zones": (
        "Kolumnen {0} ser ut att namnge områden, men det som står i den är inte namn "
        "på områdena i områdesfilen, så den används inte. Är det ändå samma områden: "
        "ange columns={{'area': '{0}'}}.",
        "The column {0} looks like names of areas, but what it holds are not names of "
        "the zones, so it is not used. If they are the same areas all the same: pass "
        "columns={{'area': '{0}'}}.",
    ),
    "by_address": (
        "Rapporter som fick sin plats ur adressregistret: {}.",
        "Reports that were placed by the register of addresses: {}.",
    ),
    "several_categories": (
        "Rader med flera kategorier i cellen: {}. Varje rad räknas en gång; ange "
        'categories="split" för en rad per kategori.',
        "Rows with several categories in the cell: {}. Each row counts once; pass "
        'categories="split" for one row a category.',
    ),
    "changed_rows": (
        "Rader som en senare fil har ändrat och som inte räknas: {}.",
        "Rows that a later file has changed and that are not counted: {}.",
    ),
}

# What a summary calls its facts.
FACTS: dict[str, tuple[str, str]] = {
    "source": ("Källa", "Source"),
    "format": ("Format", "Format"),
    "sha256": ("Filens kontrollsumma", "File hash"),
    "n_read": ("Lästa rader", "Rows read"),
    "n_accepted": ("Godtagna", "Accepted"),
    "n_rejected": ("Avvisade", "Rejected"),
    "n_blank": ("Tomma rader (ej räknade)", "Blank rows (not counted)"),
    "encoding": ("Teckenkodning", "Encoding"),
    "separator": ("Avgränsare", "Separator"),
    "decimal_sign": ("Decimaltecken", "Decimal sign"),
    "layer": ("Blad/lager", "Sheet/layer"),
    "header_row": ("Rubrikrad", "Header row"),
    "hidden_rows": ("Dolda rader (lästa)", "Hidden rows (read)"),
    "roles": ("Kolumner", "Columns"),
    "date_forms": ("Datumformat", "Date forms"),
    "time_precision": ("Tidens noggrannhet", "Precision of time"),
    "place_precision": ("Platsens noggrannhet", "Precision of place"),
    "time_zone": ("Tidszon", "Time zone"),
    "source_time_zone": ("Filens tidszon", "Time zone of the file"),
    "crs_of_source": ("Koordinatsystem i filen", "CRS of the file"),
    "crs_from": ("Koordinatsystemet enligt", "CRS according to"),
    "crs": ("Koordinatsystem", "CRS"),
    "share_outside": ("Andel utanför området", "Share outside the area"),
    "checklist": ("Checklista", "Checklist"),
    "reasons": ("Skäl till avvisning", "Reasons for rejection"),
    "flags": ("Anmärkningar", "Flags"),
    "notes": ("Observera", "Notes"),
}


def reason_texts(codes: str, lang: Language) -> str:
    """Return the explanation of semicolon-joined reason codes.

    >>> reason_texts("missing_time", "en")
    'There is no time. Fill in at least the date.'
    """
    return " ".join(say(REASONS[code], lang) for code in codes.split(";") if code)


def told_words(text: str, lang: Language) -> str:
    """Return what stands in the cell that a reason speaks of, as a last sentence.

    >>> told_words("Norrbby", "en")
    ' It says: "Norrbby".'
    """
    if not text:
        return ""
    return say((f' Där står: "{text[:60]}".', f' It says: "{text[:60]}".'), lang)


def fact_name(code: str, lang: Language) -> str:
    """Return what a fact of a reading summary is called."""
    return say(FACTS[code], lang)


def note(code: str, value: str, lang: Language) -> str:
    """Return a note of a reading summary.

    >>> note("swapping_helps", "87", "en")
    'Swapping x and y puts 87 % of the outside rows in Sweden.'
    """
    return say(NOTES[code], lang).format(value)


def first_found(row: int, cells: Mapping[str, str], lang: Language) -> str:
    """Return where a reason is met first, and what stands there.

    >>> first_found(4, {"Datum": "32/3 2018"}, "sv"), first_found(2, {"X": ""}, "en")
    ("rad 4: Datum '32/3 2018'", 'row 2: X is empty')
    """
    empty = say(("är tom", "is empty"), lang)
    said = ", ".join(f"{name} {text!r}" if text else f"{name} {empty}"
                     for name, text in cells.items())  # fmt: skip
    place = f"{say(('rad', 'row'), lang)} {row}"
    return f"{place}: {said}" if said else place


def nothing_read(
    n: int, commonest: str, of: int, where: str, *, others: str, lang: Language
) -> str:
    """Return that no row could be read, the commonest reason first.

    >>> nothing_read(9, "There is no time.", 9, "row 2", others="", lang="en")
    'None of the 9 rows could be read. There is no time. (9 rows, the first row 2.)'
    """
    rows = say(("rad" if of == 1 else "rader", "row" if of == 1 else "rows"), lang)
    pair = (
        f"Ingen av filens rader ({n}) kunde läsas.",
        f"None of the {n} rows could be read.",
    )
    only = ("Filens enda rad kunde inte läsas.", "The only row could not be read.")
    first = say(("den första", "the first"), lang)
    said = f"{commonest} ({of} {rows}, {first} {where}.){others}"
    return f"{say(only if n == 1 else pair, lang)} {said}"


def coded_name(code: str, lang: Language) -> str:
    """Return the explanation of a reason or a flag."""
    return say(REASONS.get(code) or FLAGS[code], lang)
