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
_HIDDEN = ("visas inte", "not shown")
_FEW = ("få", "few")
_TOTAL = ("totalt", "total")
_TOTAL_OF_ALL = ("alla tillsammans", "all together")
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
_NOTE_DRAWN = (
    "Talen är ungefärliga: var {k}:e rapport är dragen med slumpens hjälp och räknas "
    "som {k}. De flesta tal ligger inom {k} från det rätta. ”Få” är ingen eller några "
    "enstaka. Därför kan ingen enskild rapport räknas fram, inte heller om det fanns "
    "någon.",
    "The numbers are approximate: one report in {k} is drawn at random and counts as "
    "{k}. Most numbers are within {k} of the true one. “Few” is none or a handful. So "
    "no single report can be worked out, nor whether there was one.",
)


def stamp(lang: Language) -> str:
    """Return the stamp of an output for inside use."""
    return say(INTERNAL_STAMP, lang)


def total(lang: Language) -> str:
    """Return the label of a total."""
    return say(_TOTAL, lang)


def total_beside(keys: set[str], lang: Language) -> str:
    """Return the label of a total that no key has: a zone may be called "totalt"."""
    plain = total(lang)
    return plain if plain not in keys else say(_TOTAL_OF_ALL, lang)


def few(lang: Language) -> str:
    """Return what stands where no report was drawn."""
    return say(_FEW, lang)


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
    texts["balanced-draw"] = _NOTE_DRAWN
    return say(texts[method], lang).format(k=k)
