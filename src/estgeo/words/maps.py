"""What every map says in its head, key and tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

BUTTONS: dict[str, Pair] = {
    "key": ("Teckenförklaring", "Key"),
    "map": ("Karta", "Map"),
    "zoom_in": ("Zooma in", "Zoom in"),
    "zoom_out": ("Zooma ut", "Zoom out"),
    "table": ("Kartan som tabell", "The map as a table"),
    "place": ("Plats", "Place"),
    "facts": ("Uppgifter", "Facts"),
}
INTERNAL: Pair = (
    "Internt: kartan visar enskilda rapporter. Delas bara inom den krets som gruppen "
    "bestämt.",
    "Internal: this map shows single reports. Share it only within the circle that "
    "the group decided.",
)
ZONES: Pair = ("antal områden", "number of zones")
CELLS: Pair = ("antal rutor", "number of cells")
LINES: Pair = ("antal gator", "number of streets")
POINTS: Pair = ("antal rapporter", "number of reports")
HIDDEN: Pair = ("Visas inte", "Not shown")
HIDDEN_SENTENCE: Pair = (
    "Antalet är för litet för att visas eller saknas.",
    "The count is too small to be shown, or missing.",
)
COUNTS: Pair = ("Antal rapporter", "Number of reports")
COUNT_HERE: Pair = ("Antal: {0}", "Count: {0}")
SMALL_CELLS: Pair = (
    "Rutorna är mindre än 100 m. Läget i polisdata har ett medianfel på omkring "
    "83 m (Gerell 2018): läs inte enskilda rutor för sig.",
    "The cells are smaller than 100 m. The location in police data has a median error "
    "of about 83 m (Gerell 2018): do not read single cells alone.",
)
ADJUSTED: Pair = ("p (justerat): {0}", "p (adjusted): {0}")
GROUND: Pair = ("Bakgrundskarta", "Background map")
BACKGROUND: Pair = ("Bakgrund", "Background")
REPORTS_LAYER: Pair = ("Rapporter i perioden", "Reports in the period")
REPORT: Pair = ("Rapport", "Report")


def zone_words(
    n: int, cell_size: float | None, lang: Language, *, lines: bool = False
) -> str:
    r"""Return what the zones are: squares of a size, or how many areas or streets.

    >>> zone_words(1200, 100.0, "sv"), zone_words(5, None, "en")
    ('rutor om 100\xa0m', '5 zones')
    """
    if cell_size is not None:
        size = number(cell_size, lang)
        return say((f"rutor om {size}\xa0m", f"cells of {size}\xa0m"), lang)
    count = number(n, lang)
    one, many = ("område", "zone"), ("områden", "zones")
    if lines:
        one, many = ("gata", "street"), ("gator", "streets")
    return f"{count} {say(one if n == 1 else many, lang)}"


def large_page(merged: int, n: int, lang: Language) -> str:
    """Return what is done with more shapes than a page can hold one by one.

    ``merged``: how many of them become one shape; 0 where none can.
    """
    few, many = number(merged, lang), number(n, lang)
    pair = (
        f"{few} av {many} områden ritas som en enda yta utan egna rutor att peka på. "
        if merged
        else f"{many} områden ger en stor och långsam sida. ",
        f"{few} of {many} zones became one shape without tooltips. "
        if merged
        else f"{many} zones make a large and slow page. ",
    )
    larger = (
        "Större rutor ger en karta som läses snabbare.",
        "Larger cells make a map that is read faster.",
    )
    return say(pair, lang) + say(larger, lang)


def or_more(low: str, lang: Language, *, whole: bool = True) -> str:
    """Return the name of the last class, of things counted or of a measure.

    >>> or_more("11", "sv"), or_more("2,5", "sv", whole=False)
    ('11 eller fler', '2,5 eller mer')
    """
    more = "fler" if whole else "mer"
    return say((f"{low} eller {more}", f"{low} or more"), lang)


def below(high: str, lang: Language) -> str:
    """Return the name of the class below all others."""
    return say((f"under {high}", f"below {high}"), lang)


def from_to(low: str, high: str, lang: Language) -> str:
    """Return the name of a class of numbers that are not whole.

    >>> from_to("0,5", "1,0", "sv")
    '0,5 till under 1,0'
    """
    return say((f"{low} till under {high}", f"{low} to below {high}"), lang)


def class_sentence(label: str, lang: Language) -> str:
    """Return what the class of a count says in a tooltip.

    >>> class_sentence("3–5", "sv")
    'Antal: 3–5'
    """
    return say((f"Antal: {label}", f"Count: {label}"), lang)


def p_words(p: float, lang: Language) -> str:
    """Return a p-value with three decimals, never as nought.

    >>> p_words(0.0361, "sv"), p_words(0.00002, "en")
    ('0,036', '<0.001')
    """
    text = number(max(p, 0.001), lang, decimals=3)
    return f"<{text}" if p < 0.001 else text
