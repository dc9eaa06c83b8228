"""How an insats stands in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

# How an insats stands in a table, and after its name with a day.
SHORT: dict[str, Pair] = {
    "proposed": ("föreslagen", "proposed"),
    "planned": ("planerad", "planned"),
    "new": ("ny, pågår", "new, at work"),
    "continues": ("fortsätter", "continues"),
    "ends": ("avslutas", "ends"),
    "ended": ("avslutad", "ended"),
}
_STATES: dict[str, Pair] = {
    "proposed": ("är föreslagen från {day}", "is proposed from {day}"),
    "planned": ("är planerad från {day}", "is planned from {day}"),
    "new": ("är ny, pågår sedan {day}", "is new, at work since {day}"),
    "continues": ("pågår sedan {day}", "has been at work since {day}"),
    "ends": ("pågick till och med {day}", "was at work until {day}"),
    "ended": ("är avslutad, började {day}", "is ended, began {day}"),
}
CAPTION: Pair = ("Angivna insatser", "Stated insatser")
ALL_THEMES: Pair = ("alla", "all")
NONE_GIVEN: Pair = (
    "Inga insatser är angivna här.",
    "No insatser are stated here.",
)
NONE_TO_FOLLOW: Pair = (
    "Ingen insats pågick under perioden eller det senaste halvåret före den.",
    "No insats was at work in the period or in the half year before it.",
)
HOW_TO_READ: Pair = (
    "Varje insats jämförs före och efter sin start. Intervallet säger hur säker "
    "förändringen är; innehåller det noll går det inte att avgöra om antalet har "
    "ändrats.",
    "Each insats is compared before and after its start. The interval says how sure "
    "the change is; if it includes zero, whether the count changed cannot be "
    "determined.",
)


def state(code: str, day: str, lang: Language) -> str:
    """Return how an insats stands, after its name.

    >>> state("continues", "5 mars 2018", "sv")
    'pågår sedan 5 mars 2018'
    """
    return say(_STATES[code], lang).format(day=day)


def elsewhere(n: int, lang: Language) -> str:
    """Return how many insatser lie outside the place of the page.

    >>> elsewhere(1, "sv")
    '1 angiven insats ligger utanför området och visas inte.'
    """
    pair = (
        f"{n} {'angiven insats' if n == 1 else 'angivna insatser'} ligger utanför "
        "området och visas inte.",
        f"{n} stated insats{'' if n == 1 else 'er'} {'lies' if n == 1 else 'lie'} "
        "outside the place and "
        f"{'is' if n == 1 else 'are'} not shown.",
    )
    return say(pair, lang)


def not_evaluated(name: str, reason: str, lang: Language) -> str:
    """Return that an insats could not be followed up, and why."""
    pair = (
        f"{name}: kan inte följas upp. {reason}",
        f"{name}: cannot be followed up. {reason}",
    )
    return say(pair, lang)


def picture_alt(name: str, lang: Language) -> str:
    """Return the text that stands for the chart of an evaluation."""
    pair = (
        f"Förändring med intervall för {name}; siffrorna står i texten ovan",
        f"Change with interval of {name}; the numbers stand in the text above",
    )
    return say(pair, lang)
