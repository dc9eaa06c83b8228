"""What the page for everyone in the organizations says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, say
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

NOTHING_MOVED: Pair = (
    "Inget tema är fler eller färre än normalt i något område.",
    "No theme is more or fewer than usual in any area.",
)


def moved(head: str, named: Sequence[str], lang: Language) -> str:
    """Return what is more, or fewer, than usual.

    >>> moved("more", ["Brand, Norr"], "sv")
    'Fler: Brand, Norr.'
    """
    heads: dict[str, Pair] = {"more": ("Fler", "More"), "fewer": ("Färre", "Fewer")}
    return f"{say(heads[head], lang)}: {listed(list(named), lang)}."


def whole(n: int, told: str, lang: Language) -> str:
    """Return how many reports there are in all, and how that stands."""
    pair = (
        f"Sammanlagt {reports_words(n, lang)}, {told}.",
        f"In all {reports_words(n, lang)}, {told}.",
    )
    return say(pair, lang)
