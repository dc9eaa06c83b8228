"""How a count stands: the codes of results as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import say
from ._changes import interval, usual
from ._periods import earlier_period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

# Codes that say there is more than usual.
RAISED = ("clear increase", "somewhat more than usual", "more")

STATUSES: dict[str, Pair] = {
    "more": ("fler", "more"),
    "fewer": ("färre", "fewer"),
    "no sure difference": ("ingen säker skillnad", "no sure difference"),
    "too few": ("för få för att avgöra", "too few to tell"),
    "nothing to compare with": ("inget att jämföra med", "nothing to compare with"),
}

_COMPARED: dict[str, Pair] = {
    "more": ("än", "than"),
    "fewer": ("än", "than"),
    "no sure difference": ("mot", "from"),
}


def change_status_words(code: str, lang: Language) -> str:
    """Return how a count stands against the last period.

    >>> change_status_words("no sure difference", "sv")
    'ingen säker skillnad'
    """
    return say(STATUSES[code], lang)


def change_sentence(
    code: str, low: float, high: float, period: str, lang: Language
) -> str:
    r"""Return how a count stands against the last period, with the interval.

    >>> change_sentence("more", 1.1, 1.9, "2018-03", "en")
    'More than last month (+10\u202f% to +90\u202f%).'
    """
    told = say(STATUSES[code], lang).capitalize()
    if code not in _COMPARED:
        return f"{told}."
    last = earlier_period_words(period, 1, lang)
    beside = say(_COMPARED[code], lang)
    return f"{told} {beside} {last} ({interval(low, high, lang)})."


def usual_sentence(told: str, low: float, high: float, lang: Language) -> str:
    """Return how a week stands, with the counts that are usual.

    >>> usual_sentence("inom normal variation", 4, 15, "sv")
    'Inom normal variation (vanligt är 4–15).'
    """
    told = told[:1].upper() + told[1:]
    if not np.isfinite([low, high]).all():
        return f"{told}."
    is_usual = say(("vanligt är", "usual is"), lang)
    return f"{told} ({is_usual} {usual(low, high, lang)})."
