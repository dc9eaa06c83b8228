"""What the map of hot spots says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

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
NONE_FOUND: Pair = (
    "Ingenstans finns fler rapporter än slumpen kan ge.",
    "Nowhere are there more reports than chance can give.",
)
AROUND: Pair = (
    "Här och intill: {0}, väntat {1}",
    "Here and around: {0}, expected {1}",
)


def cold_not_shown(n: int, lang: Language) -> str:
    """Return that places with few reports are left unmarked, and why.

    >>> cold_not_shown(12, "en")
    '12 with fewer than expected are not marked: fewer reports does not mean safe.'
    """
    count = number(n, lang)
    pair = (
        f"{count} med färre än väntat är inte markerade: färre rapporter är inte "
        "detsamma som tryggt.",
        f"{count} with fewer than expected are not marked: fewer reports does not "
        "mean safe.",
    )
    return say(pair, lang)


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
