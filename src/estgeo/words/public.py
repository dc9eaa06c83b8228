"""The public lägesbild in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language


def total(shown: str, period: str, lang: Language) -> str:
    """Return how many reports there are in all.

    >>> total("128", "2018-03", "en")
    '128 reports in the areas in March 2018.'
    """
    when = period_words(period, lang)
    return say("public-total", lang, shown=shown, when=when)


def how(k: int, method: str, joined: int, lang: Language) -> str:
    """Return with what the numbers were protected.

    >>> how(5, "balanced-draw", 0, "en")
    'k = 5, method: balanced draw.'
    """
    name = say(f"public-how-method-words-{method}", lang)
    text = say("public-how-k-method", lang, k=k, name=name)
    if joined > 0:
        text += " " + say("public-joined", lang)
    return text
