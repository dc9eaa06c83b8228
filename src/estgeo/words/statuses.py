"""How a count stands: one code a judgement, the same in all results, as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import say
from ._changes import interval, usual
from ._periods import period_beside

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

# Codes that say there is more, or less, than usual.
RAISED = ("clear_increase", "increase")
FALLEN = ("clear_decrease", "decrease")

STATUSES: dict[str, Pair] = {
    "clear_increase": ("klart fler än normalt", "clearly more than usual"),
    "increase": ("fler än normalt", "more than usual"),
    "usual": ("inom det normala", "within the usual"),
    "decrease": ("färre än normalt", "fewer than usual"),
    "clear_decrease": ("klart färre än normalt", "clearly fewer than usual"),
    "inconclusive": ("går inte att avgöra", "inconclusive"),
    "no_comparison": ("inget att jämföra med", "nothing to compare with"),
}
_AGAINST_LAST: dict[str, Pair] = {
    "clear_increase": ("klart fler än under {last}", "clearly more than in {last}"),
    "increase": ("fler än under {last}", "more than in {last}"),
    "usual": (
        "ingen säker skillnad mot {last}",
        "no significant difference from {last}",
    ),
    "decrease": ("färre än under {last}", "fewer than in {last}"),
    "clear_decrease": ("klart färre än under {last}", "clearly fewer than in {last}"),
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
        return say(_AGAINST_LAST[code], lang).format(last=beside)
    return say(STATUSES[code], lang)


def bounds_words(low: float, high: float, lang: Language) -> str:
    """Return what is usual in brackets, nothing where it is not known.

    >>> bounds_words(4, 15, "sv")
    ' (normalt 4–15)'
    """
    if not np.isfinite([low, high]).all():
        return ""
    return f" ({say(('normalt', 'usually'), lang)} {usual(low, high, lang)})"


def change_words_of(low: float, high: float, lang: Language) -> str:
    r"""Return the interval of a ratio in brackets, nothing where there is none.

    >>> change_words_of(1.1, 1.9, "en")
    ' (+10\u202f% to +90\u202f%)'
    """
    if not np.isfinite([low, high]).all():
        return ""
    return f" ({interval(low, high, lang)})"
