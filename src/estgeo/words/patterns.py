"""What the patterns of hot spots over time are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


_KINDS: dict[str, str] = {
    "new": "patterns-kinds-new",
    "consecutive": "patterns-kinds-consecutive",
    "intensifying": "patterns-kinds-intensifying",
    "persistent": "patterns-kinds-persistent",
    "diminishing": "patterns-kinds-diminishing",
    "sporadic": "patterns-kinds-sporadic",
    "oscillating": "patterns-kinds-oscillating",
    "historical": "patterns-kinds-historical",
}


def pattern_words(pattern: str, lang: Language) -> str:
    """Return the name of an emerging pattern; a cold spot is "fewer than expected".

    >>> pattern_words("new hot spot", "sv"), pattern_words("sporadic cold spot", "sv")
    ('ny hot spot', 'sporadisk, färre än väntat')
    """
    kind, _, side = pattern.partition(" ")
    if kind not in _KINDS:
        return (
            say("patterns-pattern-no-pattern", lang)
            if pattern == "no pattern"
            else pattern
        )
    name = say(f"patterns-kinds-{kind}", lang)
    if side.startswith("hot"):
        return say("patterns-hot", lang, name=name)
    return name + say("patterns-pattern-fewer-than-expected", lang)
