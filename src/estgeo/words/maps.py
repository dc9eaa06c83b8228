"""What stands in the heads, keys and tooltips of maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say
from .periods import period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

BUTTONS: dict[str, Pair] = {
    "key": ("Teckenförklaring", "Key"),
    "map": ("Karta", "Map"),
    "zoom_in": ("Zooma in", "Zoom in"),
    "zoom_out": ("Zooma ut", "Zoom out"),
}
STEP_BUTTONS: dict[str, Pair] = {
    "play": ("Spela", "Play"),
    "pause": ("Pausa", "Pause"),
    "slider": ("Period", "Period"),
}
INTERNAL: Pair = (
    "Internt: kartan visar enskilda rapporter och får inte spridas",
    "Internal: this map shows single reports and must not be spread",
)

ZONES: Pair = ("antal områden", "number of zones")
CELLS: Pair = ("antal rutor", "number of cells")
POINTS: Pair = ("antal rapporter", "number of reports")
HIDDEN: Pair = ("Visas inte", "Not shown")
HIDDEN_SENTENCE: Pair = (
    "Antalet är för litet för att visas eller saknas.",
    "The count is too small to be shown, or missing.",
)

COUNTS: Pair = ("Antal rapporter", "Number of reports")
COUNT_HERE: Pair = ("Antal: {0}", "Count: {0}")
SHOWN: Pair = ("Antal: {0}", "Count: {0}")
SMALL_CELLS: Pair = (
    "Rutorna är mindre än 100 m. Läget i polisdata har ett medianfel på omkring "
    "83 m (Gerell 2018): läs inte enskilda rutor för sig.",
    "The cells are smaller than 100 m. The location in police data has a median error "
    "of about 83 m (Gerell 2018): do not read single cells alone.",
)

HOT_SPOTS: Pair = ("Hot spots", "Hot spots")
HOT_SPOTS_INTRO: Pair = (
    "Fler rapporter här och intill än slumpen ger",
    "More reports here and around than chance gives",
)
HOT_SPOT_CLASSES: dict[int, Pair] = {
    3: ("Hot spot, 99 %", "Hot spot, 99 %"),
    2: ("Hot spot, 95 %", "Hot spot, 95 %"),
    1: ("Hot spot, 90 %", "Hot spot, 90 %"),
    0: ("Inte skilt från slumpen", "Not told from chance"),
    -1: ("Färre än väntat, 90 %", "Fewer than expected, 90 %"),
    -2: ("Färre än väntat, 95 %", "Fewer than expected, 95 %"),
    -3: ("Färre än väntat, 99 %", "Fewer than expected, 99 %"),
}
HOT_SPOT_METHOD: Pair = (
    "Metod: Getis-Ord Gi*. Procenttalen gäller efter rättning för att många områden "
    "prövas. En het ruta kan vara het för att grannarna är det.",
    "Method: Getis-Ord Gi*. The percentages hold after correction for testing many "
    "zones. A hot cell may be hot because its neighbors are.",
)
COLD_NOT_SHOWN: Pair = (
    "{n} med färre än väntat är inte markerade: färre rapporter är inte detsamma som "
    "tryggt.",
    "{n} with fewer than expected are not marked: fewer reports does not mean safe.",
)
AROUND: Pair = (
    "Här och intill: {0}, väntat {1}",
    "Here and around: {0}, expected {1}",
)
ADJUSTED: Pair = ("p (justerat): {0}", "p (adjusted): {0}")

REPORTS_LAYER: Pair = ("Rapporter i perioden", "Reports in the period")
REPORT: Pair = ("Rapport", "Report")


def hot_spot_sentence(gi_bin: int, lang: Language) -> str:
    """Return what a class of hot spots says of a zone.

    >>> hot_spot_sentence(3, "sv")
    'Fler rapporter här och intill än slumpen ger (99 %).'
    """
    level = {1: 90, 2: 95, 3: 99}.get(abs(gi_bin))
    if level is None:
        pair = (
            "Antalet här och intill går inte att skilja från slumpen.",
            "The count here and around cannot be told from chance.",
        )
    elif gi_bin > 0:
        pair = (
            f"Fler rapporter här och intill än slumpen ger ({level} %).",
            f"More reports here and around than chance gives ({level} %).",
        )
    else:
        pair = (
            f"Färre rapporter här och intill än slumpen ger ({level} %).",
            f"Fewer reports here and around than chance gives ({level} %).",
        )
    return say(pair, lang)


def reports(n: float, lang: Language, *, decimals: int = 0) -> str:
    """Return a number of reports.

    >>> reports(1, "sv"), reports(206, "en")
    ('1 rapport', '206 reports')
    """
    count = number(n, lang, decimals=decimals)
    one, many = say(("rapport", "report"), lang), say(("rapporter", "reports"), lang)
    return f"{count} {one if n == 1 and not decimals else many}"


def zone_words(n: int, cell_size: float | None, lang: Language) -> str:
    """Return what the zones are: squares of a size, or how many areas.

    >>> zone_words(1200, 100.0, "sv"), zone_words(5, None, "en")
    ('rutor om 100 m', '5 zones')
    """
    if cell_size is not None:
        size = number(cell_size, lang)
        return say((f"rutor om {size} m", f"cells of {size} m"), lang)
    count = number(n, lang)
    one, many = ("område", "zone"), ("områden", "zones")
    return f"{count} {say(one if n == 1 else many, lang)}"


def period_name(period: str, lang: Language) -> str:
    """Return a period label in words, and any other text as it is.

    >>> period_name("2018-W10", "sv"), period_name("våren 2018", "sv")
    ('vecka 10 2018', 'våren 2018')
    """
    try:
        return period_words(period, lang)
    except ValueError:
        return period


def or_more(low: str, lang: Language) -> str:
    """Return the name of the last class.

    >>> or_more("11", "sv")
    '11 eller fler'
    """
    return say((f"{low} eller fler", f"{low} or more"), lang)


def below(high: str, lang: Language) -> str:
    """Return the name of the class below all others."""
    return say((f"under {high}", f"below {high}"), lang)


def from_to(low: str, high: str, lang: Language) -> str:
    """Return the name of a class of numbers that are not whole.

    >>> from_to("0,5", "1,0", "sv")
    '0,5 till under 1,0'
    """
    return say((f"{low} till under {high}", f"{low} to below {high}"), lang)
