"""What to do about an error, as the command says it: in options, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

# What to do about an error, by words that stand in it.
REMEDIES: tuple[tuple[str, Pair], ...] = (
    (
        "no known header names a time",
        (
            "Säg vilken kolumn som är tiden: --column start=KOLUMN. Står dag och "
            "klockslag i två kolumner: --column start=DAG+KLOCKA.",
            "Say which column is the time: --column start=COLUMN. If day and clock "
            "stand in two columns: --column start=DAY+CLOCK.",
        ),
    ),
    (
        "no known header names a place",
        (
            "Säg vilka kolumner som är koordinaterna: --column x=ÖST --column y=NORD. "
            "Finns bara adresser behöver de först få koordinater, t.ex. i QGIS.",
            "Say which columns are the coordinates: --column x=EAST --column y=NORTH. "
            "Addresses alone have to be given coordinates first, in QGIS for one.",
        ),
    ),
    (
        "'crs' must be given",
        (
            "Säg koordinatsystemet: --crs EPSG:3006 är SWEREF 99 TM, EPSG:4326 är "
            "longitud och latitud. Vet du inte, fråga den som gjorde filen: flera "
            "kan se rätt ut och lägga punkterna fel.",
            "Say the coordinate system: --crs EPSG:3006 is SWEREF 99 TM, EPSG:4326 is "
            "longitude and latitude. If you do not know, ask whoever made the file: "
            "several can look right and put the points wrong.",
        ),
    ),
    (
        "rows rejected in",
        (
            "Ingen rad kunde läsas. Kontrollera --crs och vilka kolumner som lästes "
            "(--column).",
            "No row could be read. Check --crs and which columns were read (--column).",
        ),
    ),
    (
        "--layer NAME",
        (
            "Välj blad eller lager med --layer NAMN.",
            "Choose a sheet or layer with --layer NAME.",
        ),
    ),
    (
        ".xls is not",
        ("Spara filen som xlsx i Excel.", "Save the file as xlsx in Excel."),
    ),
    (
        "of the reports inside",
        (
            "Ingen rapport ligger i områdena. Oftast är det fel --crs, omkastade "
            "koordinater eller fel fil med områden.",
            "No report lies in the areas. Most often --crs is wrong, the coordinates "
            "are swapped or the file of areas is another place's.",
        ),
    ),
    (
        "must be in a known CRS",
        (
            "Filen med områden säger inte sitt koordinatsystem. Sätt det i QGIS och "
            "spara som GeoPackage.",
            "The file of areas does not state its coordinate system. Set it in QGIS "
            "and save as GeoPackage.",
        ),
    ),
    (
        "must be a file that is there",
        (
            "Filen hittas inte. Kontrollera stavningen, och att du står i mappen där "
            "filen ligger (cd MAPP).",
            "The file is not found. Check the spelling, and that you stand in the "
            "folder where the file lies (cd FOLDER).",
        ),
    ),
    (
        "must be columns of the source",
        (
            "Kolumnen finns inte i filen. Skriv en av rubrikerna ovan precis som den "
            'står; med mellanslag i rubriken: --column "start=Från datum".',
            "The file has no such column. Write one of the headers above as it "
            'stands; with a space in it: --column "start=From date".',
        ),
    ),
    (
        "must be a period such as",
        (
            "Skriv perioden som 2018-W10 (vecka), 2018-03 (månad), 2018-Q1 (kvartal), "
            "2018-T1 (tertial), 2018-H1 (halvår), 2018 (år) eller som första och sista "
            "dag: 2018-03-01/2018-03-14.",
            "Write the period as 2018-W10 (week), 2018-03 (month), 2018-Q1 (quarter), "
            "2018-T1 (tertial), 2018-H1 (half-year), 2018 (year) or as its first and "
            "last day: 2018-03-01/2018-03-14.",
        ),
    ),
    (
        "must be a month or longer",
        (
            "En version för alla gäller en månad eller längre, t.ex. --period 2018-02.",
            "A version for everyone is of a month or longer, such as --period 2018-02.",
        ),
    ),
    (
        "must be a period between",
        (
            "Rapporterna räcker inte till den perioden. Välj en period mellan dagarna "
            "ovan.",
            "The reports do not reach that period. Choose one between the days above.",
        ),
    ),
    (
        "geocoded to the centres of areas",
        (
            "Punkterna är mittpunkter för områden. Gör en lägesbild med --zones: då "
            "räknas de per område.",
            "The points are centres of areas. Make a lägesbild with --zones: then they "
            "are counted by area.",
        ),
    ),
    (
        "Permission denied",
        (
            "Filen eller mappen är låst. Är den öppen i Excel? Stäng den och kör igen.",
            "The file or folder is locked. Is it open in Excel? Close it, run again.",
        ),
    ),
)


def remedy(message: str, lang: Language) -> str:
    """Return what to do about an error, "" if the error says it all.

    >>> remedy("'source' must be a readable file, got a.xls: .xls is not csv.", "en")
    'Save the file as xlsx in Excel.'
    """
    for words, pair in REMEDIES:
        if words in message:
            return say(pair, lang)
    return ""


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
    text = re.sub(r"columns=\{([^}]+)\}", _given_in_options, text)
    return re.sub(r"\bcrs=(?=EPSG)", "--crs ", text)


def _pairs_in_options(match: re.Match[str]) -> str:
    return re.sub(r"'(\w+)': column", r"\1=COLUMN", match[1]).replace(", ", " and ")


def _given_in_options(match: re.Match[str]) -> str:
    pairs = re.findall(r"'(\w+)': (?:'([^']*)'|None)", match[1])
    return " ".join(f"--column {role}={column}" for role, column in pairs)
