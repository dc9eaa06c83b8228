"""What the map of density says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

DENSITY: Pair = ("Täthet av rapporter", "Density of reports")
DENSITY_INTRO: Pair = ("Rapporter per km²", "Reports per km²")
DENSITY_HERE: Pair = ("{0} per km²", "{0} per km²")
DENSITY_METHOD: Pair = (
    "Täthet visar var det är mycket, inte om det är mer än slumpen ger.",
    "Density shows where there is much, not whether it is more than chance gives.",
)
RATIO_INTRO: Pair = (
    "Rapporter i förhållande till det som kan drabbas",
    "Reports in relation to what is at risk",
)


def bandwidth_words(width: str, lang: Language) -> str:
    """Return how far each report is spread.

    >>> bandwidth_words("300", "sv")
    'Bandbredd: 300 m.'
    """
    return say((f"Bandbredd: {width} m.", f"Bandwidth: {width} m."), lang)
