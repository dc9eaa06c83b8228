"""What the page for everyone in the organizations says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, say
from ._changes import reports_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


def moved(head: str, named: Sequence[str], lang: Language) -> str:
    """Return what is more, or fewer, than usual.

    >>> moved("more", ["Brand, Norr"], "sv")
    'Fler: Brand, Norr.'
    """
    return (
        f"{say(f'organization-moved-heads-{head}', lang)}: {listed(list(named), lang)}."
    )


def whole(n: int, told: str, lang: Language) -> str:
    """Return how many reports there are in all, and how that stands."""
    return say("organization-whole", lang, reports=reports_words(n, lang), told=told)
