"""What the map of emerging patterns says: groups of color, and what a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


PATTERN_KINDS: dict[str, str] = {
    "new": "map-emerging-pattern-kinds-new",
    "consecutive": "map-emerging-pattern-kinds-consecutive",
    "intensifying": "map-emerging-pattern-kinds-intensifying",
    "persistent": "map-emerging-pattern-kinds-persistent",
    "diminishing": "map-emerging-pattern-kinds-diminishing",
    "sporadic": "map-emerging-pattern-kinds-sporadic",
    "oscillating": "map-emerging-pattern-kinds-oscillating",
    "historical": "map-emerging-pattern-kinds-historical",
    "emerging": "map-emerging-pattern-kinds-emerging",
    "former": "map-emerging-pattern-kinds-former",
    "intermittent": "map-emerging-pattern-kinds-intermittent",
}


def pattern_sentence(pattern: str, lang: Language) -> str:
    """Return what an emerging pattern means.

    >>> pattern_sentence("new hot spot", "en")
    'More than expected. New: in the last period, never before.'
    """
    kind, _, rest = pattern.partition(" ")
    if kind not in PATTERN_KINDS:
        group = "short" if pattern.startswith("too few") else "none"
        return say(f"map-emerging-pattern-groups-{group}", lang) + "."
    side = say(
        f"map-emerging-pattern-sides-{('cold' if 'cold' in rest else 'hot')}", lang
    )
    return side + say(f"map-emerging-pattern-kinds-{kind}", lang)
