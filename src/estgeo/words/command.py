"""What the command says. Its help has both languages, Swedish first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


HELP = """Från rapporter om händelser till lägesbild: hot spots, hot times, insatser.

From incident records to hot spots, hot times, effects of insatser and maps to share.

Börja med / start with: **estgeo demo**
"""
CHECK_HELP = """Läs en fil och visa vad som inte gick att läsa och varför.

Read a file; say what could not be read and why. Exit code 1 if a row was rejected.

Med / with --out: de avvisade raderna / the rejected rows, as rejected.csv.

Exempel: estgeo check rapporter.csv --crs EPSG:3006 --out ut
"""
LAGESBILD_HELP = """Gör lägesbilden för en vecka, månad, kvartal, tertial eller år.

Make the lägesbild of a period: one page that opens without a network, tables, layers.

Exempel: estgeo lagesbild rapporter.csv --crs EPSG:3006 --zones omraden.gpkg
--period 2018-W10 --out ut

Utan / without --period: den sista hela veckan / the last whole week. Utan / without
--zones: ytan kring rapporterna är ett område / one area around the reports.
"""
HOTSPOTS_HELP = """Gör en karta över hot spots av alla rapporter i filen.

Make a map of hot spots of all reports in the file.

Exempel: estgeo hotspots rapporter.csv --crs EPSG:3006 --zones omraden.gpkg --out ut
"""
EVALUATE_HELP = """Jämför före och efter för varje insats i en fil.

Compare before and after for each insats of a file.

Exempel: estgeo evaluate rapporter.csv --crs EPSG:3006 --insatser insatser.gpkg
--zones omraden.gpkg --out ut
"""
VERIFY_HELP = """Räkna om en studie i en zip-fil och säg vad som skiljer sig.

Compute a study in a zip file again and say what differs.

Exempel: estgeo verify studie.zip
"""
GUIDE_HELP = """En sida om hur man skriver kod med estgeo, för människor och program.

One page on writing code with estgeo, for people and programs.

Exempel: estgeo guide
"""
EXPLORE_HELP = """Gör en sida som svarar på vilka timmar, veckor, platser och teman.

Make a page that answers: choose a place, hours, weeks or a theme, and see what is left.

Exempel: estgeo explore rapporter.csv --crs EPSG:3006 --zones omraden.gpkg --out ut

Med / with --period: perioden är vald när sidan öppnas / is chosen at the start.
"""
DEMO_HELP = """Gör lägesbilden för det påhittade Valboås, med medföljande rapporter.

Make the lägesbild of the fictional Valboås from the shipped reports.

Exempel: estgeo demo --out ut
"""

FILE = (
    "Rapporter / reports: csv, xlsx, gpkg, geojson, parquet; flera filer läses som en "
    "/ several files are read as one."
)
ZONES = (
    "Områden / areas: gpkg, geojson, shp, parquet. FILE:LAYER väljer lager / chooses "
    "a layer."
)
READING_ZONES = (
    "Områden som raderna kan nämna i stället för en punkt (--column area=KOLUMN) / "
    "areas that rows may name instead of a point."
)
ADDRESSES = (
    "Adressregister (gata, nummer, x, y) för rader utan koordinater / register of "
    "addresses for rows without coordinates."
)
CATEGORIES = (
    "Flera kategorier i en cell: lämna eller dela i en rad per kategori / several "
    "categories in a cell: keep, or split into one row a category."
)
OUT = "Mapp för resultatet / folder for the result."
LANG = "Språk / language."
COLUMN = (
    "Vilken kolumn som är vad, t.ex. start=Händelsetid; start=DAG+KLOCKA för två "
    "kolumner; incident_id= för ingen; får upprepas / which column is what; two joined "
    "with +; nothing for none; may be repeated. Roles: incident_id start end "
    "reported_at category severity source reporter x y area address comment."
)
LAYER = "Blad eller lager i filen / sheet or layer of the file."
ENCODING = "Hur texten är kodad, t.ex. cp850 / how the text is encoded."
CRS = "Koordinatsystem om filen inte säger det / coordinate system, e.g. EPSG:3006."
TIME_ZONE = "Tidszon för klockslagen / IANA time zone of the returned times."
SOURCE_TIME_ZONE = (
    "Tidszon för filens klockslag, om den är en annan (t.ex. UTC) / time zone of the "
    "times in the file, if another."
)
DATE_FORMAT = (
    "Hur datumen är skrivna om det kan läsas på flera sätt / how dates are written, "
    "e.g. DD/MM/ÅÅ."
)
CHECKLIST = "Checklista för kategorierna, t.ex. orebro / checklist of the categories."
INSATSER = "Insatser: gpkg, geojson, csv (name, start, end, geometry)."
CANDIDATES = "Områden att söka jämförelse bland / areas to look for controls among."
CONTEXT = (
    "Bakgrundskarta ur en fil (.osm, .osm.pbf, .gpkg), eller eget lager, t.ex. "
    "streets=gator.gpkg eller streets=kommun.gpkg:gator / background map from a "
    "file, or a layer of your own; may be repeated."
)
CELL_SIZE = "Rutornas sida i meter / side of the cells in metres."
PERIOD = "2018-W10, 2018-03, 2018-Q1, 2018-T1 eller/or 2018."
PUBLIC = (
    "En version för alla: bara skyddade antal för en månad eller längre / "
    "a version for everyone: protected counts only, of a month or longer."
)
PREVIOUS = (
    "Mappen med förra lägesbilden, vars dokument gruppen har fyllt i: det som "
    "beslutades följer med / the folder of the last lägesbild, whose document the "
    "group filled in."
)
AUDIENCE = (
    "group: de som samverkar; organization: alla i organisationerna, utan enskilda "
    "rapporter / everyone in the organizations, no single reports."
)
KIND = (
    "law: lägesbild enligt lag (2023:196), med lagens rubriker / by the sections of "
    "the Swedish law on crime prevention."
)
TABLES = (
    "Arbetsbok med blad till --kind law: befolkning, jämförelsetal, konsekvenser, "
    "undersökningar, källor, samverkan, övrigt / workbook with sheets for --kind law."
)
DOCUMENT = (
    "Spara också lagesbild.docx, att fylla i vid mötet; alltid med --previous och "
    "--kind law / also save a Word document to fill in; always with --previous and "
    "--kind law."
)
TOPICS = (
    "Fast lista av ämnen för --public, med komma; annars alla teman / "
    "fixed list of topics for --public, with commas; all themes otherwise."
)
LEDGER = (
    "Liggaren över vad som publicerats; annars estgeo-ledger.jsonl bredvid --out / "
    "ledger of what was published; by default beside --out. Keep it inside."
)
EXPLORER = (
    "Spara också utforska.html, som svarar på frågor / also save a page that answers "
    "questions."
)
ORGANIZATION = (
    "För den egna organisationen: bara antal, inga enskilda rapporter / for your own "
    "organisation: counts only, no single reports."
)
PLACE = "Platsens namn i rubriken / name of the place in the title."
VERSION = "Visa version / show the version."


def made(page: str, lang: Language) -> str:
    """Return where the page is."""
    return say("command-made", lang, page=page)


def cells_found(hot: int, n: int, lang: Language) -> str:
    """Return how many cells are hot spots, and what that means.

    >>> cells_found(1, 80, "en")
    '1 of 80 cells is a hot spot: more reports in it and around it than expected.'
    >>> cells_found(0, 80, "sv")
    'Ingen av 80 rutor är, med rutorna intill, en hot spot.'
    """
    if hot == 0:
        return say("command-cells-found-none-of-cells", lang, n=n)
    if hot == 1:
        return say("command-cells-found-of-cells-is", lang, n=n)
    return say("command-cells-found-of-cells-are", lang, hot=hot, n=n)


def peaks_found(most: list[int], usual: float, lang: Language) -> str:
    """Return which cells are peaks by themselves: their counts, largest first.

    >>> peaks_found([726], 72.2, "en")
    'One cell is a peak by itself: 726 reports, where the others have 72 on average.'
    >>> peaks_found([15, 12], 0.11, "en").partition(",")[0]
    '2 cells are peaks by themselves: 15 and 12 reports'
    >>> peaks_found([], 72.2, "en")
    'No single cell stands out from the counts of the others.'
    """
    mean = number(usual, lang, decimals=0 if usual >= 10 else 1)
    if not most:
        return say("command-peaks-found-no-single-cell", lang)
    if len(most) == 1:
        return say(
            "command-peaks-found-one-cell-is",
            lang,
            reports=reports_words(most[0], lang),
            mean=mean,
        )
    counts = [number(one, lang) for one in most]
    span = say("command-peaks-found-to", lang, counts_1=counts[-1], counts_0=counts[0])
    told = listed(counts, lang) if len(counts) == 2 else span
    return say(
        "command-peaks-found-cells-are-peaks",
        lang,
        most=len(most),
        told=told,
        mean=mean,
    )


def snapped(n: int, places: int, lang: Language) -> str:
    """Return that reports share so few points that these are hardly where they were.

    >>> snapped(3391, 447, "en").replace("\u202f", " ").partition(".")[0]
    '3 391 reports lie on only 447 points'
    """
    return say("command-snapped", lang, n=n, places=places)


def first_layer(path: str, layers: Sequence[str], lang: Language) -> str:
    """Return which layer of a file is used.

    >>> first_layer("town.gpkg", ["zones", "streets"], "en").partition(". ")[2]
    'Choose another so: town.gpkg:streets.'
    """
    first, *others = layers
    told = {"path": path, "layers_0": first, "other": others[0]}
    return say("command-first-layer", lang, rest=listed(others, lang), **told)


def mended(path: str, broken: int, n: int, lang: Language) -> str:
    """Return that shapes of a layer crossed themselves and were mended."""
    return say("command-mended", lang, path=path, broken=broken, n=n)


def unknown_command(name: str, near: str, lang: Language) -> str:
    """Return that there is no such command, and the one that may be meant."""
    known = say("command-unknown-command-did-you-mean", lang, near=near) if near else ""
    return say("command-unknown-command-there-is-no", lang, name=name) + known


# What an error of reading says in English (already as options) -> in Swedish.
HINTS = (
    ("Name the column of the time with", "command-hints-name-the-column-of"),
    ("Pass ", "command-hints-pass"),
    ("Swap them with ", "command-hints-swap-them-with"),
    (" or --date-format", "command-hints-or-date-format"),
    (" puts ", "command-hints-puts"),
    ("% of the rows in Sweden", "command-hints-of-the-rows-in"),
    ("% of the rows in the area", "command-hints-of-the-rows-in-2"),
    ("with x and y swapped", "command-hints-with-x-and-y"),
    (" more fit as well", "command-hints-more-fit-as-well"),
    ("a study_area tells them apart", "command-hints-a-study-area-tells"),
)
