"""The public lägesbild in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

STAMP: Pair = ("Version för allmänheten", "Public version")
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

_JOINED: Pair = (
    "Områden med få bostäder är sammanslagna med en granne.",
    "Areas with few dwellings are joined with a neighbor.",
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


def how(k: int, method: str, joined: int, lang: Language) -> str:
    """Return with what the numbers were protected.

    >>> how(5, "balanced-draw", 0, "en")
    'k = 5, method: balanced draw.'
    """
    method_words = {
        "balanced-draw": ("balanserad dragning", "balanced draw"),
        "suppress": ("undertryckning", "suppression"),
    }
    pair = (
        f"k = {k}, metod: {method_words[method][0]}.",
        f"k = {k}, method: {method_words[method][1]}.",
    )
    text = say(pair, lang)
    if joined > 0:
        text += " " + say(_JOINED, lang)
    return text
