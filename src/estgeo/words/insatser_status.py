"""How an insats stands in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

STATES: dict[str, Pair] = {
    "planned": ("planerad", "planned"),
    "new": ("ny", "new"),
    "continues": ("fortsätter", "continues"),
    "ends": ("avslutas", "ends"),
    "ended": ("avslutad", "ended"),
}
CAPTION: Pair = ("Insatser som är angivna", "Insatser that are stated")
ALL_THEMES: Pair = ("alla", "all")
NONE_GIVEN: Pair = (
    "Inga insatser är angivna. Ge dem med insatser= eller --insatser.",
    "No insatser are stated. Give them with insatser= or --insatser.",
)
NONE_TO_FOLLOW: Pair = (
    "Ingen insats pågick under perioden eller det senaste halvåret före den.",
    "No insats was at work in the period or in the half year before it.",
)
HOW_TO_READ: Pair = (
    "Varje insats jämförs före och efter sin start. Intervallet säger hur säker "
    "förändringen är; rymmer det noll går det inte att avgöra om något hänt.",
    "Each insats is compared before and after its start. The interval says how sure "
    "the change is; if it holds zero, whether anything happened cannot be told.",
)


def state(code: str, since: str, lang: Language) -> str:
    """Return how an insats stands, with its first day.

    >>> state("continues", "5 mars 2018", "sv")
    'fortsätter, från 5 mars 2018'
    """
    start = say((", från ", ", from "), lang)
    return f"{say(STATES[code], lang)}{start}{since}"


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
