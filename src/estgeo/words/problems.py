"""Problem pictures in words: what, where, and whether it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

HOW_CHOSEN: Pair = (
    "Teman per område med minst tre rapporter under perioden eller fler än vanligt. "
    "Gruppen avgör vilka som är problembilder och fyller i hur det sker och varför.",
    "Themes by area with at least three reports in the period or more than usual. The "
    "group decides which are problems and fills in how it happens and why.",
)
WINDOW: Pair = (
    "Var och när bygger på rapporterna {days}.",
    "Where and when rest on the reports of {days}.",
)
NONE: Pair = (
    "Inget tema i något område har tre rapporter eller fler än vanligt.",
    "No theme in any area has three reports or more than usual.",
)
NOTHING: Pair = ("Inget.", "Nothing.")
GROUPS: dict[str, Pair] = {
    "grown": ("Fler rapporter än vanligt:", "More reports than usual:"),
    "new": (
        "Nytt (inga rapporter under de fyra föregående perioderna):",
        "New (no reports in the four periods before):",
    ),
    "continues": (
        "Fortsätter (rapporter i minst hälften av de fyra föregående perioderna):",
        "Continues (reports in at least half of the four periods before):",
    ),
}
BOX_NOTE: Pair = (
    "Rutorna är förifyllda ur uppgifterna ovan; gruppen ändrar dem vid mötet.",
    "The boxes are ticked from the facts above; the group changes them at its meeting.",
)


def what(
    topic: str, categories: Sequence[str], n: int, period: str, lang: Language
) -> str:
    """Return what is reported and how much of it."""
    mostly = say((", främst ", ", mostly "), lang) + listed(categories, lang)
    during = f"{reports_words(n, lang)}, {period_words(period, lang)}"
    return f"{topic.capitalize()}{mostly if categories else ''}: {during}."


def where(zone: str, streets: str, numbers: Sequence[int], lang: Language) -> str:
    """Return where it happens: zone, streets with counts, numbers of the hot spots."""
    text = zone
    if streets:
        text += say((", främst ", ", mostly "), lang) + streets
    if numbers:
        which = listed([str(one) for one in numbers], lang)
        text += f"; hot spot {which}"
    return text + "."


def item(name: str, n: int, earlier: Sequence[int | None], lang: Language) -> str:
    """Return a line such as "Brand, Norr: 2 rapporter (före: 0, 1, 0, 0)"."""
    known = [number(one, lang) for one in reversed(earlier) if one is not None]
    before = say(("tidigare perioder", "earlier periods"), lang)
    told = f" ({before}: {', '.join(known)})" if known else ""
    return f"{name}: {reports_words(n, lang)}{told}"


def left_out(count: int, lang: Language) -> str:
    """Return how many pictures more there are."""
    pair = (
        f"Ytterligare {count} teman per område med minst tre rapporter visas inte.",
        f"Another {count} themes by area with at least three reports are not shown.",
    )
    return say(pair, lang)


def and_more(count: int, lang: Language) -> str:
    """Return that a list goes on."""
    return say((f"… och {count} till.", f"… and {count} more."), lang)
