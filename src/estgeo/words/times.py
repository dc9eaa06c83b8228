"""Hours and weekdays in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .._language import WEEKDAYS_SHORT, listed, number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

UNKNOWN: Pair = ("Klockslag saknas i rapporterna.", "The reports have no hour.")

_COARSE: dict[str, Pair] = {
    "date": ("dagen", "the day"),
    "week": ("veckan", "the week"),
    "month": ("månaden", "the month"),
}


def no_clock(known: int, total: int, precision: str, lang: Language) -> str:
    """Return why there is no chart of hours."""
    if total == 0:
        pair = ("Inga rapporter, inga tider.", "No reports, no times.")
        return say(pair, lang)
    n, of = number(known, lang), number(total, lang)
    coarse = _COARSE.get(precision)
    why = (
        (
            f" De flesta tider är kända bara till {coarse[0]}.",
            f" Most times are known only to {coarse[1]}.",
        )
        if coarse
        else ("", "")
    )
    pair = (
        f"Veckans timmar visas inte: {n} av {of} rapporter har ett klockslag." + why[0],
        f"Hours of the week are not shown: {n} of {of} reports have an hour." + why[1],
    )
    return say(pair, lang)


def left_out(n: int, lang: Language) -> str:
    """Return how many reports the chart leaves out."""
    one = n == 1
    pair = (
        f"{reports_words(n, lang)} utan känt klockslag ingår inte.",
        f"{reports_words(n, lang)} without a known hour {'is' if one else 'are'} left "
        "out.",
    )
    return say(pair, lang)


def hours_alt(n: int, days: str, lang: Language) -> str:
    """Return the text that stands for the chart of hours."""
    pair = (
        f"Antal rapporter per veckodag och timme, {reports_words(n, lang)}, {days}",
        f"Reports by weekday and hour, {reports_words(n, lang)}, {days}",
    )
    return say(pair, lang)


def listed_times(
    moments: Sequence[tuple[int, int]], lang: Language, *, days: str = ""
) -> str:
    """Return the times of a few reports, as they were.

    >>> listed_times([(4, 22), (5, 1)], "sv")
    'Tider: fre 22 och lör 01; för få för att testa.'
    >>> listed_times([(4, 22), (4, 22)], "en", days="1–28 March 2018")
    'Times 1–28 March 2018: Fri 22 (2); too few to test.'
    """
    shown = []
    for (day, hour), count in Counter(moments).items():
        times = f" ({count})" if count > 1 else ""
        shown.append(f"{WEEKDAYS_SHORT[lang][day]} {hour:02d}{times}")
    lead = say(("Tider", "Times"), lang) + (f" {days}" if days else "")
    few = say(("; för få för att testa.", "; too few to test."), lang)
    return f"{lead}: {listed(shown, lang)}{few}"
