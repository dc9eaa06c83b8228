"""What a page back to those who report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ._changes import reports_words

if TYPE_CHECKING:
    from .._columns import Language


def title(to: str, when: str, lang: Language) -> str:
    """Return the title of the page.

    >>> title("kommun", "vecka 10 2018", "sv")
    'Återkoppling till kommun, vecka 10 2018'
    """
    return say("feedback-title", lang, to=to, when=when)


def told(n: int, lang: Language) -> str:
    """Return how many reports they made.

    >>> told(1, "sv")
    'Ni lämnade 1 rapport under perioden.'
    """
    if n == 0:
        return say("feedback-told-you-made-no", lang)
    count = reports_words(n, lang)
    return say("feedback-told-you-made-in", lang, count=count)


def thanks(n: int, lang: Language) -> str:
    """Return thanks in plain words."""
    if n == 0:
        return say("feedback-thanks-tell-us-if", lang)
    return say("feedback-thanks-thank-you-for", lang, n=n)


def responsible(who: str, lang: Language) -> str:
    """Return who answers for it."""
    return say("feedback-responsible", lang, who=who)


def from_day(when: str, lang: Language) -> str:
    """Return from which day."""
    return say("feedback-from-day", lang, when=when)
