"""What the patterns of hot spots over time are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]


_KINDS: dict[str, Pair] = {
    "new": ("ny", "new"),
    "consecutive": ("sammanhängande", "consecutive"),
    "intensifying": ("växande", "intensifying"),
    "persistent": ("varaktig", "persistent"),
    "diminishing": ("avtagande", "diminishing"),
    "sporadic": ("sporadisk", "sporadic"),
    "oscillating": ("växlande", "oscillating"),
    "historical": ("tidigare", "historical"),
}


def pattern_words(pattern: str, lang: Language) -> str:
    """Return the name of an emerging pattern; a cold spot is "fewer than expected".

    >>> pattern_words("new hot spot", "sv"), pattern_words("sporadic cold spot", "sv")
    ('ny hot spot', 'sporadisk, färre än väntat')
    """
    kind, _, side = pattern.partition(" ")
    if kind not in _KINDS:
        none = ("inget mönster", "no pattern")
        return say(none, lang) if pattern == "no pattern" else pattern
    name = say(_KINDS[kind], lang)
    if side.startswith("hot"):
        return f"{name} hot spot"
    return name + say((", färre än väntat", ", fewer than expected"), lang)
