"""Sentences of the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

ALL_REPORTS: Pair = ("sammanlagt", "in all")


def rest(topics: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return that the other themes are no more than usual, with their counts.

    >>> rest([("brand", 2), ("social oro", 1)], "sv")
    'Inte fler än vanligt vad gäller övriga teman: brand (2) och social oro (1).'
    """
    if not topics:
        pair = (
            "Inga rapporter om övriga teman.",
            "No reports of other themes.",
        )
        return say(pair, lang)
    names = listed([f"{topic} ({n})" for topic, n in topics], lang)
    pair = (
        f"Inte fler än vanligt vad gäller övriga teman: {names}.",
        f"No more than usual of the other themes: {names}.",
    )
    return say(pair, lang)


def positive(n: int, lang: Language) -> str:
    """Return how many reports tell of something good."""
    one = n == 1
    pair = (
        f"{number(n, lang)} {'rapport' if one else 'rapporter'} berättar om något "
        "positivt; de ingår inte i talen ovan.",
        f"{number(n, lang)} {'report tells' if one else 'reports tell'} of something "
        "good; they are not among the numbers above.",
    )
    return say(pair, lang)


def many_tests(rows: int, kind: str, lang: Language) -> str:
    """Return how many rows would look changed by chance alone."""
    expected = number(rows * 0.05, lang, decimals=1)
    against = {
        "week": (
            "Vanligt är 95 %-intervallet ur de senaste 26 veckorna.",
            "Usual is the 95 % interval from the last 26 weeks.",
        )
    }.get(
        kind,
        (
            "Förändringen är ett 95 %-intervall mot föregående period, räknat per dag.",
            "The change is a 95 % interval against the last period, counted per day.",
        ),
    )
    pair = (
        f"{against[0]} Av {rows} rader väntas {expected} sticka ut av en slump.",
        f"{against[1]} Of {rows} rows {expected} are expected to stand out by chance.",
    )
    return say(pair, lang)
