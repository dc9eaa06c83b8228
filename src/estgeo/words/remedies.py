"""Errors as the command says them: in options, in the language of the user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

# What stands in an error -> (what happened, in Swedish; what to do, in both). {got},
# {argument} and {rest} are those of the error's sentence.
REMEDIES: tuple[tuple[str, str, tuple[str, str]], ...] = (
    (
        "no header says when it happened, got a column of times",
        "Ingen rubrik i filen säger när det hände.",
        (
            "Kolumnen {times} har tider. Säger den när det hände: --column "
            '"start={times}".',
            "The column {times} has times. If it tells when it happened: --column "
            '"start={times}".',
        ),
    ),
    (
        "no known header names a time",
        "Ingen rubrik i filen säger vilken kolumn som är tiden: {got}.",
        (
            "Ange vilken kolumn som är tiden: --column start=KOLUMN. Står dag och "
            "klockslag i två kolumner: --column start=DAG+KLOCKA.",
            "State which column is the time: --column start=COLUMN. If day and clock "
            "stand in two columns: --column start=DAY+CLOCK.",
        ),
    ),
    (
        "known to their area only",
        "Rapporterna har ingen plats: {got}.",
        (
            "Gör en lägesbild per område i stället: estgeo lagesbild FIL --zones FIL.",
            "Make a lägesbild by area instead: estgeo lagesbild FILE --zones FILE.",
        ),
    ),
    (
        "names the area: pass",
        "Filen nämner områden i stället för punkter.",
        (
            "Ange områdena med --zones FIL. Heter kolumnen något annat: "
            "--column area=KOLUMN.",
            "Give the areas with --zones FILE. If the column is another: "
            "--column area=COLUMN.",
        ),
    ),
    (
        "names the address: pass",
        "Filen har adresser i stället för koordinater.",
        (
            "Ange ett adressregister med --addresses FIL (gata, nummer, x, y).",
            "Give a register with --addresses FILE (street, number, x, y).",
        ),
    ),
    (
        "no known header names a place",
        "Ingen rubrik i filen säger vilka kolumner som är platsen: {got}.",
        (
            "Ange vilka kolumner som är koordinaterna: --column x=ÖST --column y=NORD. "
            "Finns bara adresser behöver de först få koordinater, t.ex. i QGIS.",
            "State which columns are the coordinates: --column x=EAST --column y=NORTH."
            " Addresses alone have to be given coordinates first, for example in QGIS.",
        ),
    ),
    (
        "'crs' must be given",
        "Filen säger inte vilket koordinatsystem koordinaterna har.",
        (
            "Ange koordinatsystemet: --crs EPSG:3006 är SWEREF 99 TM, EPSG:4326 är "
            "longitud och latitud. Vet du inte, fråga den som tog fram filen: flera "
            "kan se rätt ut och lägga punkterna fel.",
            "State the coordinate system: --crs EPSG:3006 is SWEREF 99 TM, EPSG:4326 "
            "is longitude and latitude. If you do not know, ask whoever made the file: "
            "several can look right and put the points wrong.",
        ),
    ),
    (
        "--layer NAME",
        "Filen har flera blad eller lager: {got}.",
        (
            "Välj blad eller lager med --layer NAMN.",
            "Choose a sheet or layer with --layer NAME.",
        ),
    ),
    (
        ".xls is not",
        "Filen kan inte läsas: {got}.",
        ("Spara filen som xlsx i Excel.", "Save the file as xlsx in Excel."),
    ),
    (
        "of the reports inside",
        "Ingen rapport ligger i områdena: {got}.",
        (
            "Oftast är det fel --crs, omkastade koordinater eller fel fil med områden.",
            "Most often --crs is wrong, the coordinates are swapped or the file of "
            "areas is another place's.",
        ),
    ),
    (
        "must be in a known CRS",
        "Filen med områden säger inte sitt koordinatsystem.",
        (
            "Ange det i QGIS och spara som GeoPackage.",
            "Set the coordinate system of the areas in QGIS and save as GeoPackage.",
        ),
    ),
    (
        "must be a file that (?:is there|exists)",
        "Filen hittas inte: {got}.",
        (
            "Kontrollera stavningen, och att du står i mappen där filen ligger "
            "(cd MAPP).",
            "Check the spelling, and that you stand in the folder where the file lies "
            "(cd FOLDER).",
        ),
    ),
    (
        "must be columns of the source",
        "Kolumnen finns inte i filen: {got}. {rest}",
        (
            "Skriv en av filens rubriker precis som den står; med mellanslag i "
            'rubriken: --column "start=Från datum".',
            "Write one of the headers above as it stands; with a space in it: "
            '--column "start=From date".',
        ),
    ),
    (
        "must be a period such as",
        "Perioden kan inte tolkas: {got}.",
        (
            "Skriv perioden som 2018-W10 (vecka), 2018-03 (månad), 2018-Q1 (kvartal), "
            "2018-T1 (tertial) eller 2018 (år).",
            "Write the period as 2018-W10 (week), 2018-03 (month), 2018-Q1 (quarter), "
            "2018-T1 (tertial) or 2018 (year).",
        ),
    ),
    (
        "must be a month or longer",
        "En version för allmänheten gäller en månad eller längre, inte {got}.",
        (
            "Välj en längre period, t.ex. --period 2018-02.",
            "Choose a longer period, such as --period 2018-02.",
        ),
    ),
    (
        "must be a period between",
        "Rapporterna räcker inte till den perioden: {got}.",
        (
            "Välj en period som rapporterna täcker: {rule}.",
            "Choose a period between the days above.",
        ),
    ),
    (
        "geocoded to the centres of areas",
        "Punkterna är mittpunkter för områden, inte platserna för händelserna.",
        (
            "Gör en lägesbild med --zones: då räknas rapporterna per område.",
            "Make a lägesbild with --zones: then they are counted by area.",
        ),
    ),
    (
        "a file with shapes",
        "Filen har inga ytor eller linjer: {got}.",
        (
            "Spara den med sina former, som gpkg, geojson, shp eller parquet.",
            "Save it with its shapes, as gpkg, geojson, shp or parquet.",
        ),
    ),
    (
        "must be NAME=VALUE",
        "{argument} ska skrivas NAMN=VÄRDE, inte {got}.",
        ("", ""),
    ),
    (
        "must be a time zone such as",
        "Tidszonen finns inte: {got}.",
        (
            "Skriv till exempel Europe/Stockholm.",
            "Write for example Europe/Stockholm.",
        ),
    ),
    (
        "must be how dates are written",
        "Det går inte att tolka hur datumen är skrivna: {got}.",
        (
            "Skriv till exempel --date-format DD/MM/ÅÅ.",
            "Write for example --date-format DD/MM/YY.",
        ),
    ),
    (
        "must be a readable file",
        "Filen kan inte läsas: {got}.",
        ("", ""),
    ),
    (
        "a place with no file but estgeo's own",
        "Där ligger en fil som estgeo inte har skrivit, och den skrivs inte över: "
        "{got}. Inget är ändrat.",
        ("Flytta filen eller döp om den, eller välj en annan mapp med --out.", ""),
    ),
    (
        "a file that is as (?:estgeo wrote it|it was when)",
        "Filen har ändrats efter att estgeo skrev den, och den skrivs inte över: "
        "{got}. Inget är ändrat.",
        ("Flytta filen eller döp om den, eller välj en annan mapp med --out.", ""),
    ),
    (
        "a place without a (?:link|folder of that name)",
        "Där filen ska ligga finns en länk eller en mapp: {got}. Inget är ändrat.",
        ("Ta bort den, eller välj en annan mapp med --out.", ""),
    ),
    (
        "a folder without (?:internal|public) files",
        "Mappen har filer för andra läsare: interna filer och filer för alla får inte "
        "ligga i samma mapp. Inget är ändrat.",
        ("Välj en egen mapp med --out.", ""),
    ),
    (
        "that no other program (?:holds|writes in)",
        "Ett annat program håller filen eller mappen: {got}. Inget är ändrat.",
        ("Är den öppen i Excel eller QGIS? Stäng den och kör igen.", ""),
    ),
    (
        "must be a folder that you may write in",
        "Du får inte skriva i mappen: {got}. Inget är ändrat.",
        ("Välj en annan mapp med --out.", ""),
    ),
    (
        "must be on a disk with room",
        "Disken är full: {got}. Inget är ändrat.",
        ("Gör plats, eller välj en annan disk med --out.", ""),
    ),
    (
        "Permission denied",
        "Filen eller mappen är låst.",
        (
            "Är den öppen i Excel? Stäng den och kör igen.",
            "Is the file or folder open in Excel? Close it, run again.",
        ),
    ),
)
_SENTENCE = re.compile(
    r"'(?P<argument>[^']+)' must be (?P<rule>.+?), got (?P<got>.+?)\."
    r"(?: (?P<rest>[A-ZÅÄÖ].*))?",
    re.DOTALL,
)


def told(message: str, lang: Language) -> tuple[str, str]:
    """Return what happened and what to do about it, "" if the first says it all.

    >>> told("'FILE' must be a file that is there, got a.csv.", "sv")[0]
    'Filen hittas inte: a.csv.'
    """
    parts = _parts(message)
    for words, happened, pair in REMEDIES:
        if re.search(words, message):
            said = happened.format(**parts).strip() if lang == "sv" else message
            if lang == "sv" and re.search("a readable file|'crs' must be given", words):
                said = _in_swedish(f"{said} {parts['rest']}".strip())
            return said, say(pair, lang).format(**parts)
    return (_plainly(message, parts) if lang == "sv" else message), ""


# What a reader says of a file, and which CRSs would fit.
_SWEDISH = (
    (r"it is empty", "den är tom"),
    (r"it is not a whole (\w+) (?:workbook|file)", r"den är ingen hel \1-fil"),
    (r"it is not whole JSON", "den är ingen hel JSON-fil"),
    (r"it breaks off or has a fault", "den slutar i förtid eller har ett fel"),
    (r" at line (\d+)", r" på rad \1"),
    (r"it is a web page or XML with the ending of a workbook",
     "den är en webbsida eller XML med en arbetsboks filändelse"),
    (r"it is locked by a password", "den är låst med lösenord"),
    (r"its sheet ('.+?') is empty", r"bladet \1 är tomt"),
    (r"it holds no features and no list of records", "den har inga poster"),
    (r"it holds no file of", "den har ingen fil som är"),
    (r"layer ('.+?') is damaged", r"lagret \1 är skadat"),
    (r"Open it in Excel or LibreOffice and save it again as xlsx",
     "Öppna den i Excel eller LibreOffice och spara den igen som xlsx"),
    (r"Open it in Excel and save it as xlsx",
     "Öppna den i Excel och spara den som xlsx"),
    (r"Open it, take the password away and save it again",
     "Öppna den, ta bort lösenordet och spara den igen"),
    (r"Unpack it first", "Packa upp den först"),
    (r"sheet ('.+?') spans ([\d,]+) cells but only ([\d,]+) are filled",
     r"bladet \1 sträcker sig över \2 celler men bara \3 är ifyllda"),
    (r"Delete the stray cells far away, or save the sheet as csv",
     "Ta bort cellerna långt bort, eller spara bladet som csv"),
    (r"Suggestions, never applied unasked:",
     "Förslag, som aldrig används av sig själva:"),
    (r" with x and y swapped", " med x och y omkastade"),
    (r" puts (\d+) % of the rows in Sweden", r" lägger \1 % av raderna i Sverige"),
    (r" puts (\d+) % of the rows in the area", r" lägger \1 % av raderna i området"),
    (r"\((\d+) more fit as well; a study_area tells them apart\)",
     r"(\1 till passar också)"),
    (r"\((\d+) more fit as well\)", r"(\1 till passar också)"),
    (r"Swap them with", "Byt plats på dem med"),
)  # fmt: skip


def _in_swedish(text: str) -> str:
    """Return what a reader says of a file in Swedish.

    >>> _in_swedish("Filen kan inte läsas: a.xlsx: it is not a whole xlsx workbook.")
    'Filen kan inte läsas: a.xlsx: den är ingen hel xlsx-fil.'
    """
    for english, swedish in _SWEDISH:
        text = re.sub(english, swedish, text)
    return text


def _parts(message: str) -> dict[str, str]:
    """Return the parts of an error's sentence; all is what it got if it is none."""
    match = _SENTENCE.fullmatch(message)
    if match is None:
        got = message.rstrip(".")
        return {"argument": "", "rule": "", "got": got, "rest": "", "times": ""}
    parts = {name: text or "" for name, text in match.groupdict().items()}
    parts["got"] = parts["got"].replace("the columns ", "")
    parts["times"] = parts["got"].removeprefix("a column of times, ")
    parts["rest"] = parts["rest"].replace("It has ", "Filen har ")
    parts["rule"] = parts["rule"].replace("a period between", "mellan")
    parts["rule"] = parts["rule"].replace(" and ", " och ")
    return parts


def _plainly(message: str, parts: dict[str, str]) -> str:
    """Return an error there are no Swedish words for: the value, then the rule."""
    if not parts["argument"]:
        return message
    return f"{parts['argument']} kan inte vara {parts['got']}. ({message})"


def remedy(message: str, lang: Language) -> str:
    """Return what to do about an error, "" if the error says it all.

    >>> remedy("'source' must be a readable file, got a.xls: .xls is not csv.", "en")
    'Save the file as xlsx in Excel.'
    """
    return told(message, lang)[1]


def in_options(message: str) -> str:
    """Return an error with the arguments of Python as the options of the command.

    >>> in_options("'columns' must be {'start': column}. Pass layer=.")
    "'--column' must be start=COLUMN. Pass --layer NAME."
    >>> in_options("Swap them with columns={'x': 'Y', 'y': 'X'}.")
    'Swap them with --column x=Y --column y=X.'
    """
    text = message.replace("'columns' must", "'--column' must")
    text = re.sub(r"{((?:'\w+': column(?:, )?)+)}", _pairs_in_options, text)
    text = text.replace("{role: column}", "ROLE=COLUMN")
    text = text.replace("Pass layer=.", "Pass --layer NAME.")
    text = text.replace("columns={'start': ...}", "--column start=…")
    text = re.sub(r"columns=\{([^}]+)\}", _given_in_options, text)
    text = re.sub(r"\bdate_format='([^']*)'", r'--date-format "\1"', text)
    text = re.sub(r"\btime_zone(?=[.=]|$)", "--time-zone", text)
    text = re.sub(r"\b(zones|addresses)=(?:\.\.\.)?(?=[.;]|$)", r"--\1 FILE", text)
    text = re.sub(r'\bcategories="(\w+)"', r"--categories \1", text)
    return re.sub(r"\bcrs=(?=EPSG)", "--crs ", text)


def _pairs_in_options(match: re.Match[str]) -> str:
    return re.sub(r"'(\w+)': column", r"\1=COLUMN", match[1]).replace(", ", " and ")


def _given_in_options(match: re.Match[str]) -> str:
    pairs = re.findall(r"'(\w+)': (?:'([^']*)'|None)", match[1])
    return " ".join(f"--column {role}={column}" for role, column in pairs)
