"""What a page back to those who report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

STAMP: Pair = ("ÅTERKOPPLING", "FEEDBACK")
SECTIONS: dict[str, Pair] = {
    "told": ("Det ni rapporterade", "What you reported"),
    "seen": ("Det gruppen såg", "What the group saw"),
    "decided": ("Det som är beslutat", "What was decided"),
    "effect": ("Vad som kan sägas om effekten", "What can be said of the effect"),
    "thanks": ("Tack", "Thanks"),
}
COLUMNS: dict[str, Pair] = {
    "theme": ("Tema", "Theme"),
    "own": ("Era rapporter", "Your reports"),
    "all": ("Alla rapporter", "All reports"),
}
CAPTION: Pair = ("Rapporter per tema", "Reports by theme")
HIDDEN: Pair = (
    "Ett streck står där så få andra har rapporterat att antalet inte visas.",
    "A dash stands where so few others reported that the count is not shown.",
)
NONE_SEEN: Pair = (
    "Gruppen har inget problem noterat för de teman ni rapporterade om.",
    "The group has noted no problem on the themes you reported on.",
)
NONE_DECIDED: Pair = (
    "Ingen insats är beslutad för de teman ni rapporterade om.",
    "No insats is decided on the themes you reported on.",
)


def title(to: str, when: str, lang: Language) -> str:
    """Return the title of the page.

    >>> title("kommun", "vecka 10 2018", "sv")
    'Återkoppling till kommun, vecka 10 2018'
    """
    return say((f"Återkoppling till {to}, {when}", f"Feedback to {to}, {when}"), lang)


def may_read(to: str, lang: Language) -> str:
    """Return who may read the page."""
    pair = (
        f"Sidan är till {to} och får läsas av alla där.",
        f"The page is for {to}, and everyone there may read it.",
    )
    return say(pair, lang)


def told(n: int, lang: Language) -> str:
    """Return how many reports they made.

    >>> told(1, "sv")
    'Ni lämnade 1 rapport under perioden.'
    """
    if n == 0:
        pair = (
            "Ni lämnade ingen rapport under perioden.",
            "You made no report in the period.",
        )
        return say(pair, lang)
    count = reports_words(n, lang)
    return say(
        (f"Ni lämnade {count} under perioden.", f"You made {count} in the period."),
        lang,
    )


def thanks(n: int, lang: Language) -> str:
    """Return thanks in plain words."""
    if n == 0:
        pair = (
            "Hör av er om något hindrar er från att rapportera. Också att det är lugnt "
            "är värt att veta.",
            "Tell us if something keeps you from reporting. That all is calm is worth "
            "knowing, too.",
        )
        return say(pair, lang)
    one = n == 1
    pair = (
        f"Tack för {'er rapport' if one else 'era ' + number(n, lang) + ' rapporter'}. "
        "Gruppen läste dem inför mötet.".replace("dem", "den" if one else "dem"),
        f"Thank you for your {'report' if one else number(n, lang) + ' reports'}. The "
        f"group read {'it' if one else 'them'} before the meeting.",
    )
    return say(pair, lang)


def responsible(who: str, lang: Language) -> str:
    """Return who answers for it."""
    return say((f"Ansvarig: {who}.", f"Responsible: {who}."), lang)


def from_day(when: str, lang: Language) -> str:
    """Return from which day."""
    return say((f"från {when}", f"from {when}"), lang)
