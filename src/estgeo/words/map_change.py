"""What the maps of two periods and of an insats say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

BEFORE: Pair = ("Före", "Before")
AFTER: Pair = ("Efter", "After")
CHANGE: Pair = ("Förändring", "Change")
CHANGE_TITLE: Pair = ("Före, efter och förändring", "Before, after and change")
CHANCE: Pair = ("Kan vara slumpen", "May be chance")
CHANCE_SENTENCE: Pair = (
    "Skillnaden kan vara slumpen.",
    "The difference may be chance.",
)
NO_CHANGE_SEEN: Pair = (
    "Inget område har ändrats mer än slumpen kan förklara.",
    "No zone has changed by more than chance can explain.",
)
CHANGE_METHOD: Pair = (
    "Färg bara där förändringen är större än slumpen kan förklara. Små förändringar är "
    "ofta slump.",
    "Color only where the change is larger than chance can explain. Small changes are "
    "often chance.",
)
AGAINST_ALL: Pair = (
    "Förändringen är räknad mot utvecklingen på hela kartan: provet gäller områdets "
    "andel av alla rapporter.",
    "The change is counted against that of the whole map: the test is of the zone's "
    "share of all reports.",
)
BEFORE_AFTER: Pair = ("Före: {0}. Efter: {1}.", "Before: {0}. After: {1}.")
RATIO: Pair = (
    "Kvot: {0} (95 %-intervall {1}–{2})",
    "Ratio: {0} (95 % interval {1}–{2})",
)
EVALUATION_TITLE: Pair = ("Före och efter: {name}", "Before and after: {name}")
ROLES: dict[str, Pair] = {
    "insats": ("Insatsområdet", "Area of the insats"),
    "ring": ("Ring utanför", "Ring outside"),
    "control": ("Jämförelseområde", "Control area"),
    "control ring": ("Ring runt jämförelseområdet", "Ring around control"),
}
VERDICTS: dict[str, Pair] = {
    "fewer": ("Minskat mer än slumpen ger", "Fallen by more than chance gives"),
    "more": ("Ökat mer än slumpen ger", "Risen by more than chance gives"),
    "fewer alone": (
        "Färre än före, utan jämförelseområde",
        "Fewer than before, without a control",
    ),
    "more alone": (
        "Fler än före, utan jämförelseområde",
        "More than before, without a control",
    ),
    "undecided": ("Går inte att avgöra", "Inconclusive"),
    "reference": ("Att jämföra med", "To compare with"),
}
BEFORE_AFTER_DAYS: Pair = (
    "Före: {0} på {2} dagar. Efter: {1} på {3} dagar.",
    "Before: {0} in {2} days. After: {1} in {3} days.",
)
ALONE_METHOD: Pair = (
    "Utan jämförelseområde går det inte att säga vad en förändring beror på.",
    "Without a control it cannot be determined what a change comes from.",
)
CHANGE_INTERVAL: Pair = (
    "Förändring: {0} % ({1} till {2} %)",
    "Change: {0} % ({1} to {2} %)",
)
AGAINST: dict[str, Pair] = {
    "control": ("Jämfört med jämförelseområdet.", "Against the control."),
    "control ring": (
        "Jämfört med ringen runt jämförelseområdet.",
        "Against the ring around the control.",
    ),
    "itself": (
        "Jämfört med sig själv, utan jämförelseområde.",
        "Against itself, without control.",
    ),
}
EVALUATION_METHOD: Pair = (
    "Färg bara där hela 95 %-intervallet ligger på ena sidan om ingen förändring.",
    "Color only where the whole 95 % interval lies on one side of no change.",
)
OUTLINES: Pair = ("Områden", "Areas")


def change_label(span: str, *, fewer: bool, lang: Language) -> str:
    """Return the name of a class of change.

    >>> change_label("4–7", fewer=True, lang="sv")
    'Minskat med 4–7'
    """
    if fewer:
        return say((f"Minskat med {span}", f"Down by {span}"), lang)
    return say((f"Ökat med {span}", f"Up by {span}"), lang)


def counts_in_days(
    counts: tuple[float, float], days: tuple[float, float], lang: Language
) -> str:
    """Return counts before and after with the days that they cover.

    >>> counts_in_days((26, 6), (21, 21), "en")
    '26 reports in 21 days → 6 in 21 days'
    """
    before, after = (number(day, lang) for day in days)
    first, second = reports_words(counts[0], lang), number(counts[1], lang)
    pair = (
        f"{first} på {before} dagar → {second} på {after} dagar",
        f"{first} in {before} days → {second} in {after} days",
    )
    return say(pair, lang)
