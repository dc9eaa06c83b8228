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
    return say(
        "hot-spots-gap",
        lang,
        n=n,
        of=of,
        first=first,
        width=number(width, lang, decimals=2),
        shown=f"{width:g}",
    )


def edge_words(n_edge: int, n: int, usual: int, lang: Language) -> str:
    """Return how many zones have fewer neighbours than is usual.

    >>> edge_words(12, 36, 8, "en").split("; ")[0]
    '12 of 36 zones lie at the edge and have fewer than 8 neighbors'
    """
    return say("hot-spots-edge", lang, edge=n_edge, n=n, usual=usual)


def never_used_words(n_empty: int, n: int, lang: Language) -> str:
    """Return how many zones hold no incident at all."""
    return say(
        "hot-spots-never-used",
        lang,
        empty=n_empty,
        n=n,
        share=percent(n_empty / n, lang),
    )


def empty_surroundings_words(
    n_empty: int, n: int, hot: tuple[int, int], lang: Language
) -> str:
    """Return what leaving empty surroundings out would change.

    ``hot`` is the number of hot zones with and without them.
    """
    return say(
        "hot-spots-empty-surroundings",
        lang,
        empty=n_empty,
        n=n,
        share=percent(n_empty / n, lang),
        with_them=hot[0],
        without=hot[1],
    )


def one_zone_words(
    largest: float, total: float, next_largest: float, lang: Language
) -> str:
    """Return that one zone towers over all others."""
    return say(
        "hot-spots-one-zone", lang, largest=largest, total=total, next=next_largest
    )


def sparse_words(expected: float, lang: Language) -> str:
    """Return that counts are too small for the normal approximation."""
    return say("hot-spots-sparse", lang, expected=number(expected, lang, decimals=2))


def floor_words(
    permutations: int, smallest: float, needed: int, n: int, lang: Language
) -> str:
    """Return that the permutations are too few for the number of zones tested."""
    return say(
        "hot-spots-floor",
        lang,
        permutations=permutations,
        smallest=number(smallest, lang, decimals=5),
        needed=needed,
        n=n,
    )


def approximated_words(lang: Language) -> str:
    """Return that values are not whole and p-values therefore not exact."""
    return say("hot-spots-approximated", lang)


def no_exposure_words(n_zones: int, n_incidents: float, lang: Language) -> str:
    """Return that incidents lie in zones where nobody is counted."""
    return say("hot-spots-no-exposure", lang, zones=n_zones, incidents=n_incidents)
