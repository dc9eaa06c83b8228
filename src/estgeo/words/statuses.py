"""The codes of results as words: how a count stands, what a pattern is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import say
from .periods import earlier_period_words
from .report import interval, usual

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

# Codes that say there is more than usual.
RAISED = ("clear increase", "somewhat more than usual", "more")

STATUSES: dict[str, Pair] = {
    "clear increase": ("tydlig ökning", "clear increase"),
    "somewhat more than usual": ("något fler än vanligt", "somewhat more than usual"),
    "within usual variation": ("inom normal variation", "within usual variation"),
    "somewhat fewer than usual": (
        "något färre än vanligt",
        "somewhat fewer than usual",
    ),
    "clear decrease": ("tydlig minskning", "clear decrease"),
    "more": ("fler", "more"),
    "fewer": ("färre", "fewer"),
    "too few": ("för få för att avgöra", "too few to tell"),
    "too few weeks": ("för få veckor att jämföra med", "too few weeks to compare with"),
    "nothing to compare with": ("inget att jämföra med", "nothing to compare with"),
}

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


def status_words(code: str, lang: Language) -> str:
    """Return a status as words; a code of its own is shown as it is.

    >>> status_words("clear increase", "sv")
    'tydlig ökning'
    """
    return say(STATUSES[code], lang) if code in STATUSES else code


def reading(code: str, low: float, high: float, period: str, lang: Language) -> str:
    """Return a status as a sentence with the bounds it rests on.

    >>> reading("within usual variation", 4, 15, "2018-W10", "sv")
    'Inom normal variation (vanligt är 4–15).'
    """
    told = status_words(code, lang)
    told = told[0].upper() + told[1:]
    if not np.isfinite([low, high]).all():
        return f"{told}."
    if code in ("more", "fewer", "within usual variation") and "W" not in period:
        last = earlier_period_words(period, 1, lang)
        bounds = interval(low, high, lang)
        pair = (
            f"{told} än {last} ({bounds}).",
            f"{told} than {last} ({bounds}).",
        )
        if code == "within usual variation":
            pair = (
                f"Ingen säker skillnad mot {last} ({bounds}).",
                f"No sure difference from {last} ({bounds}).",
            )
        return say(pair, lang)
    is_usual = say(("vanligt är", "usual is"), lang)
    return f"{told} ({is_usual} {usual(low, high, lang)})."


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
