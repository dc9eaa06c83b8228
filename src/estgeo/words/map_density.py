"""What the map of density says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


def bandwidth_words(width: str, lang: Language) -> str:
    """Return how far each report is spread.

    >>> bandwidth_words("300", "sv")
    'Bandbredd: 300 m.'
    """
    return say("map-density-bandwidth", lang, width=width)
