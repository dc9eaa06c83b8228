"""What a public table says in place of a number, and what stamps inside outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

INTERNAL_STAMP = (
    "INTERN – kan omfattas av sekretess",
    "INTERNAL – may be subject to secrecy",
)
_HIDDEN = ("skyddat", "protected")
_TOTAL = ("totalt", "total")
_NOTE = (
    "Tal under {k} visas inte, inte heller noll. Några större tal visas inte heller, "
    "för att de små inte ska kunna räknas fram.",
    "Numbers below {k} are not shown, nor is nought. Some larger numbers are not shown "
    "either, so that the small ones cannot be worked out.",
)
_NOTE_CLASSES = (
    "Tal visas i klasser om {k}, så att inget enskilt tal kan räknas fram.",
    "Numbers are shown in classes of {k}, so that none can be worked out.",
)
_NOTE_MERGED = (
    "Områden med färre än {k} är sammanslagna med en granne.",
    "Areas with fewer than {k} are merged with a neighbour.",
)


def stamp(lang: Language) -> str:
    """Return the stamp of an output for inside use."""
    return say(INTERNAL_STAMP, lang)


def total(lang: Language) -> str:
    """Return the label of a total."""
    return say(_TOTAL, lang)


def hidden(lang: Language) -> str:
    """Return what stands in place of a number that may not be shown."""
    return say(_HIDDEN, lang)


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
    texts = {"suppress": _NOTE, "round": _NOTE_CLASSES, "merge": _NOTE_MERGED}
    return say(texts[method], lang).format(k=k)
