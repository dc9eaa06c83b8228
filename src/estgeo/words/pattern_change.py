"""Whether the pattern over zones changed, in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


ASSUMED = (
    "Områdena är för få för att visa om rapporter kommer i klungor; här antas att de "
    "inte gör det.",
    "The zones are too few to show whether reports come in bunches; here it is assumed "
    "that they do not.",
)


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
        pair = (
            f"Av {used} områden med rapporter hade {up} en större andel än förut "
            f"och {down} en mindre.",
            f"Of {used} zones with incidents, {up} had a larger share than before "
            f"and {down} a smaller.",
        )
        told = say(pair, lang)
        return f"{told} {say(ASSUMED, lang)}" if assumed else told
    if enough:
        return say(
            (
                "Inget områdes andel av rapporterna har säkert ändrats.",
                "No zone's share of the incidents has certainly changed.",
            ),
            lang,
        )
    return say(
        (
            "Rapporterna per område är för få för att visa om mönstret har ändrats.",
            "Incidents per zone are too few to show whether the pattern has changed.",
        ),
        lang,
    )
