"""How a week stands beside its history, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language


def explained_words(
    n_explained: int, n_series: int, active: int, usual: float, lang: Language
) -> str:
    """Return that who reports explains counts that stand out.

    >>> explained_words(1, 5, 12, 6.5, "en").split(": ")[1]
    '12 reporters were active, against 6.5 usually.'
    """
    often = number(usual, lang, decimals=1)
    return say(
        "weeks-explained",
        lang,
        n_explained=n_explained,
        n_series=n_series,
        active=active,
        often=often,
    )
