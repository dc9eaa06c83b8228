"""How concentrated incidents are, in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import percent, say

if TYPE_CHECKING:
    from .._columns import Language


def concentration_sentence(
    half: float, half_by_chance: float, n: int, lang: Language
) -> str:
    r"""Return what share of the places holds half of the incidents.

    >>> print(concentration_sentence(0.04, 0.22, 310, "en").replace("\u202f", " "))
    Half of the 310 incidents lie in 4 % of the places (22 % if chance spread them).
    """
    few, chance = percent(half, lang), percent(half_by_chance, lang)
    return say("concentration", lang, n=n, few=few, chance=chance)
