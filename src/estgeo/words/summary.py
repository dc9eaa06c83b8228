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
    """Return how many rows would look changed by chance alone.

    >>> many_tests(20, "month", "en").split(". ")[1]
    'Of 20 rows 1.0 are expected to stand out by chance.'
    """
    if kind == "week":
        out, clear = (number(rows * p, lang, decimals=1) for p in (0.1, 0.01))
        pair = (
            "Vanligt är 90 %-intervallet ur de senaste 26 veckorna. Av"
            f" {rows} rader väntas högst {out} sticka ut av en slump, {clear} som"
            " tydlig ökning.",
            "Usual is the 90 % interval from the last 26 weeks. Of"
            f" {rows} rows at most {out} are expected to stand out by chance, {clear}"
            " as a clear increase.",
        )
        return say(pair, lang)
    expected = number(rows * 0.05, lang, decimals=1)
    pair = (
        "Förändringen är ett 95 %-intervall mot föregående period, räknat per dag. Av"
        f" {rows} rader väntas {expected} sticka ut av en slump.",
        "The change is a 95 % interval against the last period, counted per day. Of"
        f" {rows} rows {expected} are expected to stand out by chance.",
    )
    return say(pair, lang)
