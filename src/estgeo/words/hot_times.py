"""Windows of weekdays and hours in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import WEEKDAYS_SHORT, listed, number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

VERDICTS: dict[str, Pair] = {
    "too few": (
        "För få rapporter med känt klockslag för att testa tider ({n}).",
        "Too few reports with a known hour to test times ({n}).",
    ),
    "no hot times": (
        "Inga tider sticker ut ({n}).",
        "No times stand out ({n}).",
    ),
    "indication": (
        "Få rapporter, men tecken på fler än väntat {when} ({n}).",
        "Few reports, but a sign of more than expected {when} ({n}).",
    ),
    "hot times": (
        "Fler rapporter än väntat {when} ({n}).",
        "More reports than expected {when} ({n}).",
    ),
}
_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
}


def days_words(days: Sequence[int], lang: Language) -> str:
    """Return a run of weekdays in short.

    >>> days_words([2, 3, 4, 5], "sv"), days_words([6, 0], "en")
    ('ons–lör', 'Sun–Mon')
    >>> days_words([2, 3, 4, 5, 6, 0], "sv")
    'alla dagar utom tisdag'
    """
    if len(days) == 7:
        return say(("alla dagar", "every day"), lang)
    if len(days) == 6:
        (left,) = set(range(7)) - set(days)
        but = ("alla dagar utom ", "every day but ")
        return say(but, lang) + _WEEKDAYS[lang][left]
    names = WEEKDAYS_SHORT[lang]
    if len(days) == 1:
        return names[days[0]]
    return f"{names[days[0]]}–{names[days[-1]]}"


def window_words(days: Sequence[int], first: int, last: int, lang: Language) -> str:
    """Return a window in short.

    >>> window_words([2, 3, 4, 5], 17, 22, "sv")
    'ons–lör kl. 17–22'
    """
    at = say((" kl. ", " "), lang)
    return f"{days_words(days, lang)}{at}{first:02d}–{last:02d}"


def hot_times_words(
    verdict: str,
    windows: Sequence[tuple[Sequence[int], int, int]],
    n: int,
    lang: Language,
    *,
    n_unknown: int = 0,
    n_together: int = 0,
    n_heaped: int = 0,
) -> str:
    """Return the plain statement of a test of times.

    ``n_unknown``: reports without a known hour, which are told of where they are the
    reason that nothing could be tested. ``n_heaped``: reports left out since far too
    many have that very clock time. ``n_together``: reports beyond the first of those
    that came together, which the test does not count as reports of their own.

    >>> hot_times_words("hot times", [([2, 3, 4, 5], 17, 22)], 60, "en")
    'More reports than expected Wed–Sat 17–22 (60 reports).'
    """
    when = listed([window_words(*window, lang) for window in windows], lang)
    told = say(VERDICTS[verdict], lang).format(when=when, n=reports_words(n, lang))
    if n_heaped:
        told += " " + _heaped_words(n_heaped, lang)
    if verdict != "too few":
        return f"{told} {together_words(n_together, lang)}" if n_together else told
    if not n_unknown:
        return told
    unknown = number(n_unknown, lang)
    pair = (
        f"Av {unknown} till är bara dagen, veckan eller månaden känd.",
        f"Of {unknown} more only the day, week or month is known.",
    )
    return f"{told} {say(pair, lang)}"


def together_words(n: int, lang: Language) -> str:
    """Return that reports came together with others and were tested as one with them.

    >>> together_words(1, "en")
    'About 1 report came within hours of another and was tested as one with it.'
    """
    count = number(n, lang)
    if n == 1:
        pair = (
            "Ungefär 1 rapport kom inom några timmar från en annan och räknas i "
            "testet som en enda med den.",
            "About 1 report came within hours of another and was tested as one with "
            "it.",
        )
    else:
        pair = (
            f"Ungefär {count} rapporter kom inom några timmar från andra och räknas "
            "i testet som en enda med dem.",
            f"About {count} reports came within hours of others and were tested as one "
            "with them.",
        )
    return say(pair, lang)


def _heaped_words(n: int, lang: Language) -> str:
    """Return that reports on one heaped clock time are not among those tested.

    >>> _heaped_words(40, "en")
    '40 reports are left out: unusually many have the same full hour.'
    """
    swedish = (
        "1 rapport är utelämnad"
        if n == 1
        else f"{number(n, lang)} rapporter är utelämnade"
    )
    english = (
        "1 report is left out" if n == 1 else f"{number(n, lang)} reports are left out"
    )
    pair = (
        f"{swedish}: ovanligt många har samma hela klockslag.",
        f"{english}: unusually many have the same full hour.",
    )
    return say(pair, lang)
