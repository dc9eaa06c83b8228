"""What the map of hot spots says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

HOT_SPOTS: Pair = ("Hot spots", "Hot spots")
HOT_SPOTS_INTRO: Pair = (
    "Fler rapporter här och intill än väntat",
    "More reports here and around than expected",
)
HOT_SPOT_CLASSES: dict[int, Pair] = {
    3: ("Hot spot, 99 %", "Hot spot, 99 %"),
    2: ("Hot spot, 95 %", "Hot spot, 95 %"),
    1: ("Hot spot, 90 %", "Hot spot, 90 %"),
    0: ("Inte hot spot", "No hot spot"),
    -1: ("Färre än väntat, 90 %", "Fewer than expected, 90 %"),
    -2: ("Färre än väntat, 95 %", "Fewer than expected, 95 %"),
    -3: ("Färre än väntat, 99 %", "Fewer than expected, 99 %"),
}
NEITHER_CLASS: Pair = ("Varken hot spot eller topp", "Neither hot spot nor peak")
# Name and sentence of a peak that is no hot spot, and of one that is.
PEAK_CLASSES: tuple[tuple[Pair, Pair], tuple[Pair, Pair]] = (
    (
        ("Enstaka topp", "Single peak"),
        (
            "Fler rapporter just här än de andra platsernas antal ger anledning att "
            "vänta.",
            "More reports right here than the counts of the other places lead one to "
            "expect.",
        ),
    ),
    (
        ("Topp i en hot spot", "Peak in a hot spot"),
        (
            "Fler rapporter just här än de andra platsernas antal ger anledning att "
            "vänta, och fler än väntat här och intill.",
            "More reports right here than the counts of the other places lead one to "
            "expect, and more than expected here and around.",
        ),
    ),
)
HOT_SPOT_METHOD: Pair = (
    "Metod: Getis-Ord Gi*. Procenttalen gäller efter rättning för att många platser "
    "testas. En ruta kan vara hot spot på grund av rutorna intill.",
    "Method: Getis-Ord Gi*. The percentages hold after correction for testing many "
    "places. A cell may be a hot spot because of the cells around it.",
)
PEAK_METHOD: Pair = (
    "Topp: platsens eget antal testat mot alla andra platsers (negativ binomial, "
    "95 %). Ett enda stort antal gör inte platsen till hot spot.",
    "Peak: the place's own count tested against those of all other places "
    "(negative binomial, 95 %). One large count alone does not make a hot spot.",
)
NONE_FOUND: Pair = (
    "Ingen plats är, tillsammans med platserna intill, en hot spot.",
    "No place is a hot spot together with those around it.",
)
NO_PEAK: Pair = (
    "Ingen plats är för sig en topp.",
    "No place is a peak by itself.",
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


def found_words(hot: int, peaks: int | None, lang: Language) -> str:
    """Return what was not found, and how many peaks were; None: not looked for.

    >>> found_words(0, 1, "en")
    'No place is a hot spot together with those around it. 1 is a peak by itself.'
    >>> found_words(3, None, "en")
    ''
    """
    told = [] if hot else [say(NONE_FOUND, lang)]
    if peaks == 0:
        told.append(say(NO_PEAK, lang))
    elif peaks is not None:
        count = number(peaks, lang)
        place = ("plats", "place") if peaks == 1 else ("platser", "places")
        noun = say(place, lang) + " " if hot else ""
        pair = (
            f"{count} {noun}är för sig en topp.",
            f"{count} {noun}{'is a peak' if peaks == 1 else 'are peaks'} by "
            f"{'itself' if peaks == 1 else 'themselves'}.",
        )
        told.append(say(pair, lang))
    return " ".join(told)


def hot_spot_sentence(gi_bin: int, lang: Language) -> str:
    """Return what a class of hot spots says of a zone.

    >>> hot_spot_sentence(3, "sv")
    'Fler rapporter här och intill än väntat (99 %).'
    """
    level = {1: 90, 2: 95, 3: 99}.get(abs(gi_bin))
    if level is None:
        pair = (
            "Antalet här och intill är inte högre än om rapporterna delats ut på måfå.",
            "The count here and around is no higher than if reports were dealt out "
            "at random.",
        )
    elif gi_bin > 0:
        pair = (
            f"Fler rapporter här och intill än väntat ({level} %).",
            f"More reports here and around than expected ({level} %).",
        )
    else:
        pair = (
            f"Färre rapporter här och intill än väntat ({level} %).",
            f"Fewer reports here and around than expected ({level} %).",
        )
    return say(pair, lang)
