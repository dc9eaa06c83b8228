"""The course of a series and the week itself, in words that do not quarrel.

The course says whether the level has changed; the week is only ever set beside the
latest weeks, whatever their level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import number, say
from ._changes import change_words, interval
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

_COURSES: dict[str, Pair] = {
    "rise": (
        "Högre nivå sedan omkring {since}: {change} ({interval}).",
        "A higher level since about {since}: {change} ({interval}).",
    ),
    "fall": (
        "Lägre nivå sedan omkring {since}: {change} ({interval}).",
        "A lower level since about {since}: {change} ({interval}).",
    ),
    "none": ("Ingen varaktig ändring av nivån.", "No lasting change of level."),
    "too_short": (
        "För få veckor för att följa nivån.",
        "Too few weeks to follow the level.",
    ),
}
_OVER: dict[str, Pair] = {
    "rise": (
        "Nivån var högre från omkring {since} men är nu som före.",
        "The level was higher from about {since} and is now as before.",
    ),
    "fall": (
        "Nivån var lägre från omkring {since} men är nu som före.",
        "The level was lower from about {since} and is now as before.",
    ),
}
_WEEKS: dict[str, Pair] = {
    "clear_increase": (
        "Veckan i sig: klart fler än de senaste veckorna.",
        "The week itself: clearly more than the latest weeks.",
    ),
    "increase": (
        "Veckan i sig: fler än de senaste veckorna.",
        "The week itself: more than the latest weeks.",
    ),
    "usual": (
        "Veckan i sig: som de senaste veckorna.",
        "The week itself: as the latest weeks.",
    ),
    "decrease": (
        "Veckan i sig: färre än de senaste veckorna.",
        "The week itself: fewer than the latest weeks.",
    ),
    "clear_decrease": (
        "Veckan i sig: klart färre än de senaste veckorna.",
        "The week itself: clearly fewer than the latest weeks.",
    ),
    "inconclusive": (
        "Veckan i sig: går inte att avgöra.",
        "The week itself: inconclusive.",
    ),
}
COURSES: dict[str, Pair] = {
    "rise": ("högre nivå", "higher level"),
    "fall": ("lägre nivå", "lower level"),
    "none": ("ingen varaktig ändring", "no lasting change"),
    "too_short": ("för få veckor", "too few weeks"),
}
CARRIED: Pair = (
    "Nivåerna följs vidare från förra lägesbilden: det som sades då ligger fast, även "
    "om rapporter har kommit in sedan dess.",
    "The levels are followed on from the last lägesbild: what was said then stands, "
    "also where reports have come in since.",
)
COUNT: Pair = ("Antal per vecka", "Count a week")
EXPECTED: Pair = ("Väntat", "Expected")
FOUND: Pair = ("Ändringen upptäcktes", "Change found")
LEARNT: Pair = ("Veckorna före: jämförelsen", "Weeks before: the comparison")
WATCHED: Pair = ("Nivån vecka för vecka", "The level week by week")


def course_words(
    course: str,
    lang: Language,
    *,
    since: str = "",
    change: tuple[float, float, float] = (np.nan, np.nan, np.nan),
    is_over: bool = False,
    status: str = "",
) -> str:
    r"""Return the course of a series, then the week itself where ``status`` is given.

    ``change`` is the ratio of levels with its limits.

    >>> course_words("rise", "en", since="2018-W14", change=(1.5, 1.2, 1.9))
    'A higher level since about week 14 2018: +50\u202f% (+20\u202f% to +90\u202f%).'
    >>> course_words("none", "sv", status="increase")
    'Ingen varaktig ändring av nivån. Veckan i sig: fler än de senaste veckorna.'
    """
    pairs = _OVER if is_over and course in _OVER else _COURSES
    values = {}
    if course in _OVER:
        values = {
            "since": period_words(since, lang),
            "change": change_words(change[0], lang),
            "interval": interval(change[1], change[2], lang),
        }
    told = say(pairs[course], lang).format(**values)
    if status not in _WEEKS:
        return told
    return f"{told} {say(_WEEKS[status], lang)}"


def watch_sentence(rises: int, falls: int, rows: int, lang: Language) -> str:
    """Return in how many of the series the level has changed.

    >>> watch_sentence(1, 0, 12, "sv")
    'Nivån är varaktigt högre i 1 av 12 serier och lägre i 0.'
    >>> watch_sentence(0, 0, 1, "en")
    'No lasting change of level.'
    """
    if not rises and not falls:
        return say(_COURSES["none"], lang)
    n = number(rows, lang)
    pair = (
        f"Nivån är varaktigt högre i {rises} av {n} serier och lägre i {falls}.",
        f"The level is lastingly higher in {rises} of {n} series and lower in {falls}.",
    )
    return say(pair, lang)
