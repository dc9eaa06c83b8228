"""How an insats stands in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


def state(code: str, day: str, lang: Language) -> str:
    """Return how an insats stands, after its name.

    >>> state("continues", "5 mars 2018", "sv")
    'pågår sedan 5 mars 2018'
    """
    return say(f"insatser-status-states-{code}", lang, day=day)


def elsewhere(n: int, lang: Language) -> str:
    """Return how many insatser lie outside the place of the page.

    >>> elsewhere(1, "sv")
    '1 angiven insats ligger utanför området och visas inte.'
    """
    return say("insatser-status-elsewhere", lang, n=n)
