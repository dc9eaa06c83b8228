"""What the map of emerging patterns says: groups of color, and what a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

PATTERN_GROUPS: dict[str, Pair] = {
    "growing hot": ("Ny eller växande", "New or growing"),
    "stable hot": ("Bestående", "Persistent"),
    "fading hot": ("Avtagande eller historisk", "Fading or historical"),
    "irregular hot": ("Kommer och går", "Comes and goes"),
    "growing cold": ("Färre än väntat: nytt eller växande", "Fewer: new or growing"),
    "stable cold": ("Färre än väntat: bestående", "Fewer: persistent"),
    "fading cold": ("Färre än väntat: avtagande", "Fewer: fading"),
    "irregular cold": ("Färre än väntat: kommer och går", "Fewer: comes and goes"),
    "none": ("Inget mönster", "No pattern"),
    "short": ("För få perioder", "Too few periods"),
}
PATTERN_KINDS: dict[str, Pair] = {
    "new": (
        "Ny: i sista perioden, aldrig förut.",
        "New: in the last period, never before.",
    ),
    "consecutive": (
        "Sammanhängande: i de sista perioderna i rad, aldrig före dem.",
        "Consecutive: in the last periods in a row, never before them.",
    ),
    "intensifying": (
        "Tilltagande: i nästan alla perioder, och starkare med tiden.",
        "Intensifying: in nearly all periods, and stronger over time.",
    ),
    "persistent": (
        "Bestående: i de flesta perioder, utan tydlig trend.",
        "Persistent: in most periods, without a clear trend.",
    ),
    "diminishing": (
        "Avtagande: i nästan alla perioder, men svagare med tiden.",
        "Diminishing: in nearly all periods, but weaker over time.",
    ),
    "sporadic": (
        "Sporadisk: av och till, även i sista perioden.",
        "Sporadic: on and off, also in the last period.",
    ),
    "oscillating": (
        "Svängande: i sista perioden, men tidigare det motsatta.",
        "Oscillating: in the last period, but the opposite before.",
    ),
    "historical": (
        "Historisk: i de flesta perioder, men inte den sista.",
        "Historical: in most periods, but not the last.",
    ),
    "emerging": (
        "Framväxande: i de senaste perioderna, inte i de äldre.",
        "Emerging: in the latest periods, not in the older.",
    ),
    "former": (
        "Tidigare: i de äldre perioderna, inte i de senaste.",
        "Former: in the older periods, not in the latest.",
    ),
    "intermittent": (
        "Återkommande: i en del perioder, utan ordning.",
        "Intermittent: in some periods, in no order.",
    ),
}
PATTERN_SIDES: dict[str, Pair] = {
    "hot": ("Fler än väntat. ", "More than expected. "),
    "cold": ("Färre än väntat. ", "Fewer than expected. "),
}
EMERGING: Pair = ("Mönster över tid", "Patterns over time")
EMERGING_INTRO: Pair = (
    "Fler rapporter här och intill än väntat, period för period",
    "More reports here and around than expected, period by period",
)
EMERGING_METHOD: Pair = (
    "Metod: Getis-Ord Gi* i varje period, och trenden i dem. Hela namnet på mönstret "
    "visas när man pekar på en ruta.",
    "Method: Getis-Ord Gi* in each period, and the trend in them. Point at a cell for "
    "the full name of its pattern.",
)
NONE_FOUND: Pair = (
    "Ingen ruta har ett mönster av fler rapporter än väntat.",
    "No cell has a pattern of more reports than expected.",
)
SHARE_HOT: Pair = (
    "Hot spot i {0} % av perioderna",
    "Hot spot in {0} % of the periods",
)


def pattern_sentence(pattern: str, lang: Language) -> str:
    """Return what an emerging pattern means.

    >>> pattern_sentence("new hot spot", "en")
    'More than expected. New: in the last period, never before.'
    """
    kind, _, rest = pattern.partition(" ")
    if kind not in PATTERN_KINDS:
        group = "short" if pattern.startswith("too few") else "none"
        return say(PATTERN_GROUPS[group], lang) + "."
    side = say(PATTERN_SIDES["cold" if "cold" in rest else "hot"], lang)
    return side + say(PATTERN_KINDS[kind], lang)
