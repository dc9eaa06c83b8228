"""Whether the pattern over zones changed, in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


def pattern_change_sentence(
    up: int,
    down: int,
    used: int,
    *,
    enough: bool,
    lang: Language,
    assumed: bool = False,
) -> str:
    """Return in how many zones the share of incidents rose or fell.

    >>> pattern_change_sentence(1, 2, 40, enough=True, lang="en")
    'Of 40 zones with incidents, 1 had a larger share than before and 2 a smaller.'
    """
    if up or down:
        told = say("pattern-change-of-zones-with", lang, used=used, up=up, down=down)
        return f"{told} {say('pattern-change-assumed', lang)}" if assumed else told
    if enough:
        return say("pattern-change-no-zone-s", lang)
    return say("pattern-change-incidents-per-zone", lang)
