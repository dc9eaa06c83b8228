"""What should be kept in mind when a hot spot map is read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .._language import number, percent, say

if TYPE_CHECKING:
    from .._columns import Language


def gap_words(n: int, of: int, first: str, widest: float, lang: Language) -> str:
    """Return how many zones have no neighbor though another lies within a metre.

    >>> gap_words(1, 419, "17", 0.234, "en").split(". ")[1]
    'Look at the borders, or allow for the gap: neighbors(zones, tolerance=0.24).'
    """
    width = math.ceil(100 * widest) / 100
    pair = (
        "{n} av {of} områden har ingen granne, fast ett annat ligger inom en meter "
        "(det första: {first}; största glappet {width} m). Se på gränserna, eller "
        "tillåt glappet: neighbors(zones, tolerance={shown}).",
        "{n} of {of} zones have no neighbor although another lies within a metre "
        "(the first: {first}; widest gap {width} m). Look at the borders, or allow "
        "for the gap: neighbors(zones, tolerance={shown}).",
    )
    return say(pair, lang).format(
        n=number(n, lang),
        of=number(of, lang),
        first=first,
        width=number(width, lang, decimals=2),
        shown=f"{width:g}",
    )


def edge_words(n_edge: int, n: int, usual: int, lang: Language) -> str:
    """Return how many zones have fewer neighbours than is usual.

    >>> edge_words(12, 36, 8, "en").split("; ")[0]
    '12 of 36 zones lie at the edge and have fewer than 8 neighbors'
    """
    pair = (
        "{edge} av {n} områden ligger i kanten och har färre än {usual} grannar; det "
        "som händer utanför kartan syns inte.",
        "{edge} of {n} zones lie at the edge and have fewer than {usual} neighbors; "
        "what happens outside the map is not seen.",
    )
    figures = {"edge": n_edge, "n": n, "usual": usual}
    return say(pair, lang).format(
        **{name: number(value, lang) for name, value in figures.items()}
    )


def never_used_words(n_empty: int, n: int, lang: Language) -> str:
    """Return how many zones hold no incident at all."""
    pair = (
        "{empty} av {n} områden ({share}) har inga rapporter alls.",
        "{empty} of {n} zones ({share}) hold no incident at all.",
    )
    return say(pair, lang).format(
        empty=number(n_empty, lang),
        n=number(n, lang),
        share=percent(n_empty / n, lang),
    )


def empty_surroundings_words(
    n_empty: int, n: int, hot: tuple[int, int], lang: Language
) -> str:
    """Return what leaving empty surroundings out would change.

    ``hot`` is the number of hot zones with and without them.
    """
    pair = (
        "{empty} av {n} områden ({share}) är tomma och har bara tomma grannar. Är det "
        "vatten, skog eller mark där inget kan rapporteras, ta bort dem: med "
        "dem är {with_them} områden hot spots, utan dem {without}.",
        "{empty} of {n} zones ({share}) are empty and have only empty neighbors. If "
        "they are water, forest or land where nothing can be reported, leave them out: "
        "with them {with_them} zones are hot spots, without them {without}.",
    )
    return say(pair, lang).format(
        empty=number(n_empty, lang),
        n=number(n, lang),
        share=percent(n_empty / n, lang),
        with_them=number(hot[0], lang),
        without=number(hot[1], lang),
    )


def one_zone_words(
    largest: float, total: float, next_largest: float, lang: Language
) -> str:
    """Return that one zone towers over all others."""
    pair = (
        "Ett enda område har {largest} av {total} rapporter, det näst största har "
        "{next}. Kontrollera att det inte är en punkt dit adresser som inte hittats "
        "har lagts.",
        "One zone holds {largest} of {total} incidents, the next largest {next}. Check "
        "that it is not a point where addresses that were not found have been put.",
    )
    return say(pair, lang).format(
        largest=number(largest, lang),
        total=number(total, lang),
        next=number(next_largest, lang),
    )


def sparse_words(expected: float, lang: Language) -> str:
    """Return that counts are too small for the normal approximation."""
    pair = (
        "I ett vanligt område med grannar väntas {expected} rapporter. Under omkring "
        "10 visar test='normal' för många heta områden; använd test='exact'.",
        "In a common window {expected} incidents are expected. Under about 10, "
        "test='normal' shows too many hot zones; use test='exact'.",
    )
    return say(pair, lang).format(expected=number(expected, lang, decimals=2))


def floor_words(
    permutations: int, smallest: float, needed: int, n: int, lang: Language
) -> str:
    """Return that the permutations are too few for the number of zones tested."""
    pair = (
        "Med {permutations} permutationer kan inget p-värde bli mindre än {smallest}; "
        "av {n} testade områden måste minst {needed} nå dit innan något räknas som "
        "hett. Använd test='exact'.",
        "With {permutations} permutations no p-value can be below {smallest}; of {n} "
        "zones tested at least {needed} must reach it before any counts as hot. Use "
        "test='exact'.",
    )
    return say(pair, lang).format(
        permutations=number(permutations, lang),
        smallest=number(smallest, lang, decimals=5),
        needed=number(needed, lang),
        n=number(n, lang),
    )


def approximated_words(lang: Language) -> str:
    """Return that values are not whole and p-values therefore not exact."""
    pair = (
        "Värdena är inte heltal (eller fönstren för stora) för ett exakt p-värde; en "
        "sadelpunktsapproximation användes, rätt inom ungefär en faktor två.",
        "The values are not whole numbers (or windows too large) for an exact p-value; "
        "a saddlepoint approximation was used, right within a factor of about two.",
    )
    return say(pair, lang)


def no_exposure_words(n_zones: int, n_incidents: float, lang: Language) -> str:
    """Return that incidents lie in zones where nobody is counted."""
    pair = (
        "{zones} områden har {incidents} rapporter men ingen exponering; de räknas "
        "bara med i sina grannars fönster.",
        "{zones} zones hold {incidents} incidents but no exposure; they only count in "
        "the windows of their neighbors.",
    )
    return say(pair, lang).format(
        zones=number(n_zones, lang), incidents=number(n_incidents, lang)
    )
