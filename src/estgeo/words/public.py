"""The public lägesbild in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

STAMP: Pair = ("Allmän version", "Public version")
MAP_TITLE: Pair = ("Antal rapporter per område", "Reports by area")
CAPTIONS: dict[str, Pair] = {
    "zone": ("Antal rapporter per område", "Reports by area"),
    "topic": ("Antal rapporter per tema", "Reports by theme"),
}
LIMITS: Pair = (
    "Rapporter är det som någon sett och berättat. Fler rapporter kan bero på fler "
    "människor eller flitigare rapportörer, och få rapporter betyder inte att en plats "
    "är trygg.",
    "Reports are what somebody saw and told. More reports may come from more people or "
    "busier reporters, and few reports do not mean that a place is safe.",
)


def total(shown: str, period: str, lang: Language) -> str:
    """Return how many reports there are in all.

    >>> total("128", "2018-03", "en")
    '128 reports in the areas in March 2018.'
    """
    when = period_words(period, lang)
    pair = (
        f"{shown} rapporter i områdena under {when}.",
        f"{shown} reports in the areas in {when}.",
    )
    return say(pair, lang)
