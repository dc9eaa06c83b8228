"""What a public table says in place of a number, and what stamps inside outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language


def stamp(lang: Language) -> str:
    """Return the stamp of an output for inside use."""
    return say("disclosure-internal-stamp", lang)


def total(lang: Language) -> str:
    """Return the label of a total."""
    return say("disclosure-total", lang)


def total_beside(keys: set[str], lang: Language) -> str:
    """Return the label of a total that no key has: a zone may be called "totalt"."""
    plain = total(lang)
    return plain if plain not in keys else say("disclosure-total-of-all", lang)


def few(lang: Language) -> str:
    """Return what stands where no report was drawn."""
    return say("disclosure-few", lang)


def hidden(lang: Language) -> str:
    """Return what stands in place of a number that may not be shown."""
    return say("disclosure-hidden", lang)


def shown_range(low: float, high: float, lang: Language) -> str:
    """Return a count, or the class of counts it lies in.

    >>> shown_range(5, 9, "sv"), shown_range(7, 7, "sv")
    ('5–9', '7')
    """
    if low == high:
        return number(low, lang)
    return f"{number(low, lang)}–{number(high, lang)}"


def note(method: str, k: int, lang: Language) -> str:
    """Return one sentence on how small numbers were protected."""
    return say(f"disclosure-notes-{method}", lang, k=k)
