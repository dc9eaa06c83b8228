"""What the command says. Its help has both languages, Swedish first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

HELP = """Från rapporter om händelser till lägesbild: hot spots, hot times, insatser.

From incident records to hot spots, hot times, effects of insatser and maps to share.

Börja med / start with: **estgeo demo**
"""
CHECK_HELP = """Läs en fil och säg vad som inte gick att läsa och varför.

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
DEMO_HELP = """Gör lägesbilden för det påhittade Valboås, med medföljande rapporter.

Make the lägesbild of the fictional Valboås from the shipped reports.

Exempel: estgeo demo --out ut
"""

FILE = "Rapporter / reports: csv, xlsx, gpkg, geojson, parquet."
ZONES = "Områden / areas: gpkg, geojson, shp, parquet."
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
TIME_ZONE = "Tidszon för klockslagen / time zone of the clock on the wall."
CHECKLIST = "Checklista för kategorierna, t.ex. orebro / checklist of the categories."
INSATSER = "Insatser: gpkg, geojson, csv (name, start, end, geometry)."
CANDIDATES = "Områden att söka jämförelse bland / areas to look for controls among."
CONTEXT = (
    "Lager i kartan, t.ex. streets=gator.gpkg / layers of the map; may be repeated."
)
CELL_SIZE = "Rutornas sida i meter / side of the cells in metres."
PERIOD = "2018-W10, 2018-03, 2018-Q1, 2018-T1 eller/or 2018."
PUBLIC = (
    "En version för alla: bara skyddade antal för en månad eller längre / "
    "a version for everyone: protected counts only, of a month or longer."
)
PLACE = "Platsens namn i rubriken / name of the place in the title."
VERSION = "Visa version / show the version."

READING: Pair = ("Läser …", "Reading …")
MAKING: Pair = ("Gör lägesbilden …", "Making the lägesbild …")
TESTING: Pair = ("Prövar rutorna …", "Testing the cells …")
COMPARING: Pair = ("Jämför före och efter …", "Comparing before and after …")
CANNOT: Pair = ("Det gick inte", "That did not work")
ROWS: Pair = ("Rader", "Rows")
REASON: Pair = ("Därför", "Reason")


def rows_read(n_read: int, accepted: int, rejected: int, lang: Language) -> str:
    """Return how many rows were read, taken and turned away.

    >>> rows_read(10, 9, 1, "sv")
    '10 rader lästa: 9 godtagna, 1 avvisad.'
    """
    turned = "avvisad" if rejected == 1 else "avvisade"
    pair = (
        f"{number(n_read, lang)} rader lästa: {number(accepted, lang)} godtagna, "
        f"{number(rejected, lang)} {turned}.",
        f"{number(n_read, lang)} rows read: {number(accepted, lang)} accepted, "
        f"{number(rejected, lang)} rejected.",
    )
    return say(pair, lang)


def made(page: str, lang: Language) -> str:
    """Return where the page is."""
    return say((f"Klart. Öppna {page}", f"Done. Open {page}"), lang)


def cells_found(hot: int, n: int, lang: Language) -> str:
    """Return how many cells are hot."""
    pair = (
        f"{number(hot, lang)} av {number(n, lang)} rutor har, med sin omgivning, fler "
        "rapporter än slumpen ger.",
        f"{number(hot, lang)} of {number(n, lang)} cells have, with their "
        "surroundings, more reports than chance gives.",
    )
    return say(pair, lang)


def mended(path: str, broken: int, n: int, lang: Language) -> str:
    """Return that shapes of a layer crossed themselves and were mended."""
    pair = (
        f"{path}: {broken} av {n} ytor var ogiltiga och lagades.",
        f"{path}: {broken} of {n} shapes were not valid and were mended.",
    )
    return say(pair, lang)


def saved_rejected(path: str, lang: Language) -> str:
    """Return where the rejected rows were written."""
    pair = (
        f"De avvisade raderna med sina skäl: {path}",
        f"The rejected rows with their reasons: {path}",
    )
    return say(pair, lang)


def chosen_period(period: str, lang: Language) -> str:
    """Return which period was taken, since none was given."""
    pair = (
        f"Ingen period gavs: den sista hela är {period}. Välj en annan med --period.",
        f"No period was given: the last whole one is {period}. Choose with --period.",
    )
    return say(pair, lang)


def other_clock(time_zone: str, lang: Language) -> str:
    """Return that the places lie outside Sweden though its clock was taken."""
    pair = (
        f"Platserna ligger inte i Sverige, men klockslagen lästes som {time_zone}. "
        "Säg vilken klocka som gäller, t.ex. --time-zone America/New_York.",
        f"The places are not in Sweden, but the times were read as {time_zone}. "
        "Say which clock holds, e.g. --time-zone America/New_York.",
    )
    return say(pair, lang)


NO_ZONES: Pair = (
    "Inga områden gavs: ytan kring rapporterna är ett enda område. Den rymmer också "
    "mark där inget kan rapporteras, och då blir hot spots fler. Ge områden med "
    "--zones.",
    "No areas were given: the ground around the reports is one single area. It holds "
    "ground where nothing can be reported as well, which makes hot spots more. Give "
    "areas with --zones.",
)
WHOLE_AREA: Pair = ("Hela området", "The whole area")
REPEATED_IDS: Pair = (
    "Om varje rad är en egen händelse (t.ex. en rad per drabbad) fast id:t återkommer, "
    "säg att det inte finns något id: --column incident_id=",
    "If each row is an incident of its own (one row a victim, say) though the id "
    "comes back, say that there is no id: --column incident_id=",
)
CENTRES: Pair = (
    "Punkterna ser ut att vara mittpunkter för områden. Räkna dem per område; inga "
    "kartor med hot spots görs av dem.",
    "The points look like centres of areas. Count them by area; no maps of hot spots "
    "are made of them.",
)
