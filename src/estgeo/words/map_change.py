"""What the maps of two periods and of an insats say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say
from ._changes import reports_words

if TYPE_CHECKING:
    from .._columns import Language


AGAINST: dict[str, str] = {
    "control": "map-change-against-control",
    "control ring": "map-change-against-control-ring",
    "itself": "map-change-against-itself",
}


def change_label(span: str, *, fewer: bool, lang: Language) -> str:
    """Return the name of a class of change.

    >>> change_label("4–7", fewer=True, lang="sv")
    'Minskat med 4–7'
    """
    if fewer:
        return say("map-change-change-label-down-by", lang, span=span)
    return say("map-change-change-label-up-by", lang, span=span)


def counts_in_days(
    counts: tuple[float, float], days: tuple[float, float], lang: Language
) -> str:
    """Return counts before and after with the days that they cover.

    >>> counts_in_days((26, 6), (21, 21), "en")
    '26 reports in 21 days → 6 in 21 days'
    """
    before, after = (number(day, lang) for day in days)
    first, second = reports_words(counts[0], lang), number(counts[1], lang)
    return say(
        "map-change-counts-in-days",
        lang,
        first=first,
        before=before,
        second=second,
        after=after,
    )
