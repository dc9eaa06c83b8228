"""What a lägesbild rests on, and what its reader is warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import percent, say

if TYPE_CHECKING:
    from .._columns import Language


def made_by(version: str, lang: Language) -> str:
    """Return what made the page."""
    return say("basis-made-by", lang, version=version)


def incomplete(days: str, lang: Language) -> str:
    """Return that the period is not covered to its end."""
    return say("basis-incomplete", lang, days=days)


def late(share: float, lang: Language) -> str:
    """Return that reports of the period are still to come.

    >>> late(0.8, "en").partition(":")[0]
    'The period is unfinished'
    """
    part = percent(share, lang)
    return say("basis-late", lang, part=part)


def outside(n: int, total: int, lang: Language) -> str:
    """Return how many reports lie in no area."""
    return say("basis-outside", lang, n=n, total=total)


def known_to_area(n: int, total: int, lang: Language) -> str:
    """Return how many reports are known to their area only."""
    return say("basis-known-to-area", lang, n=n, total=total)
