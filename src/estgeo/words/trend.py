"""Trends in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .._language import percent, say

if TYPE_CHECKING:
    from .._columns import Language


def trend_sentence(change: float, low: float, high: float, lang: Language) -> str:
    r"""Return a change a year with its interval, claimed only if the interval does.

    >>> trend_sentence(-0.12, -0.2, -0.03, "en")
    'Falling, by about 12\u202f% per year (95\u202f%: −20\u202f% to −3\u202f%).'
    """
    if math.isnan(change):
        return say(
            ("För få rapporter för en trend.", "Too few reports for a trend."), lang
        )
    bounds = f"{percent(low, lang)} {say(('till', 'to'), lang)} {percent(high, lang)}"
    size = percent(abs(change), lang)
    if low > 0:
        pair = ("Ökar, med omkring {size} per år", "Rising, by about {size} per year")
    elif high < 0:
        pair = (
            "Minskar, med omkring {size} per år",
            "Falling, by about {size} per year",
        )
    else:
        pair = ("Ingen säker riktning", "No sure direction")
    said = say(pair, lang).format(size=size)
    return f"{said} (95\u202f%: {bounds})."


def memory_words(lang: Language) -> str:
    """Return that a period is like the one before, and that this is allowed for.

    >>> memory_words("en").split("; ")[1]
    'the interval allows for that.'
    """
    pair = (
        "Högt eller lågt håller i sig från en period till nästa; intervallet tar "
        "hänsyn till det.",
        "High or low lasts from one period to the next; the interval allows for that.",
    )
    return say(pair, lang)


def explained_trend_words(lang: Language) -> str:
    """Return that a change in who reports explains the trend of the counts.

    >>> explained_trend_words("en").split(": ")[1]
    'it is the reporting that has changed.'
    """
    return say(
        (
            "Antalet förändras men inte antalet per aktiv rapportör: det är"
            " rapporteringen som har ändrats.",
            "The counts change but the counts per active reporter do not: it is the"
            " reporting that has changed.",
        ),
        lang,
    )


def unfinished_words(period: str, first: str, last: str, lang: Language) -> str:
    """Return that a period is not covered by the reports.

    >>> unfinished_words("2018-T1", "2015-03-23", "2018-03-11", "en")
    'The reports, 2015-03-23 to 2018-03-11, do not cover 2018-T1: no change is given.'
    """
    return say(
        (
            f"Rapporterna, {first} till {last}, täcker inte {period}: ingen förändring"
            " ges.",
            f"The reports, {first} to {last}, do not cover {period}: no change is"
            " given.",
        ),
        lang,
    )
