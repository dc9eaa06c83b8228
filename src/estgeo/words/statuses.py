"""How a count stands: one code a judgement, the same in all results, as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import say
from ._changes import interval, usual
from ._periods import period_beside

if TYPE_CHECKING:
    from .._columns import Language


# Codes that say there is more, or less, than usual.
RAISED = ("clear_increase", "increase")
FALLEN = ("clear_decrease", "decrease")

STATUSES: dict[str, str] = {
    "clear_increase": "statuses-clear-increase",
    "increase": "statuses-increase",
    "usual": "statuses-usual",
    "decrease": "statuses-decrease",
    "clear_decrease": "statuses-clear-decrease",
    "inconclusive": "statuses-inconclusive",
    "no_comparison": "statuses-no-comparison",
}
_AGAINST_LAST: dict[str, str] = {
    "clear_increase": "statuses-against-last-clear-increase",
    "increase": "statuses-against-last-increase",
    "usual": "statuses-against-last-usual",
    "decrease": "statuses-against-last-decrease",
    "clear_decrease": "statuses-against-last-clear-decrease",
}


def status_words(code: str, lang: Language, *, last: str = "", period: str = "") -> str:
    """Return how a count stands; with ``last`` beside that period, not the usual.

    >>> status_words("increase", "sv")
    'fler än normalt'
    >>> status_words("increase", "sv", last="2018-02", period="2018-03")
    'fler än under februari'
    """
    if last and code in _AGAINST_LAST:
        beside = period_beside(last, period, lang)
        return say(f"statuses-against-last-{code}", lang, last=beside)
    return say(f"statuses-{code}", lang)


def bounds_words(low: float, high: float, lang: Language) -> str:
    """Return what is usual in brackets, nothing where it is not known.

    >>> bounds_words(4, 15, "sv")
    ' (normalt 4–15)'
    """
    if not np.isfinite([low, high]).all():
        return ""
    return f" ({say('statuses-bounds', lang)} {usual(low, high, lang)})"


def change_words_of(low: float, high: float, lang: Language) -> str:
    r"""Return the interval of a ratio in brackets, nothing where there is none.

    >>> change_words_of(1.1, 1.9, "en")
    ' (+10\u202f% to +90\u202f%)'
    """
    if not np.isfinite([low, high]).all():
        return ""
    return f" ({interval(low, high, lang)})"
