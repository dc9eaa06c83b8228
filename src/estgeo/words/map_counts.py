"""What the map of counts says of what is counted: reports, a rate, anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """What a column is called.

    Attributes
    ----------
    title : str
        In the head and the key.
    here : str
        The line of a tooltip, with {0} for the number.
    is_count : bool
        Whether its sum is a number of reports.
    """

    title: str
    here: str
    is_count: bool = False


_OF_POPULATION: Pair = (
    "Rapporter i förhållande till befolkningen",
    "Reports in relation to the population",
)
_TITLES: dict[str, Pair] = {
    "n": ("Antal rapporter", "Number of reports"),
    "n_per_km": ("Rapporter per km", "Reports per km"),
    "rate": _OF_POPULATION,
    "rate_smoothed": (
        f"{_OF_POPULATION[0]}, utjämnat",
        f"{_OF_POPULATION[1]}, smoothed",
    ),
}
_HERE: dict[str, Pair] = {
    "n": ("Antal: {0}", "Count: {0}"),
    "n_per_km": ("{0} per km", "{0} per km"),
    "rate": ("Tal: {0}", "Rate: {0}"),
    "rate_smoothed": ("Utjämnat tal: {0}", "Smoothed rate: {0}"),
}
_HERE_PER: dict[str, Pair] = {
    "rate": ("Tal per {per}: {0}", "Rate per {per}: {0}"),
    "rate_smoothed": ("Utjämnat tal per {per}: {0}", "Smoothed rate per {per}: {0}"),
}
RATE_INTERVAL: Pair = ("Intervall: {0}–{1}", "Interval: {0}–{1}")


def value_named(
    column: str, unit: str, lang: Language, *, per: float | None = None
) -> Value:
    """Return what a column is called, in the words of ``unit`` if there are any.

    ``per`` is how many of the population a rate is counted for, None if not known.

    >>> value_named("rate", "rapporter per 1 000 invånare", "sv").here
    '{0} rapporter per 1 000 invånare'
    >>> value_named("n_per_km", "", "en").title
    'Reports per km'
    >>> value_named("rate", "", "en", per=100).title
    'Reports in relation to the population, per 100'
    """
    if unit:
        return Value(unit[0].upper() + unit[1:], "{0} " + _plain(unit))
    if column not in _TITLES:
        return Value(column, _plain(column) + ": {0}")
    if per is not None and column in _HERE_PER:
        of = number(per, lang)
        here = say(_HERE_PER[column], lang).replace("{per}", of)
        return Value(f"{say(_TITLES[column], lang)}, per {of}", here)
    return Value(say(_TITLES[column], lang), say(_HERE[column], lang), column == "n")


def _plain(text: str) -> str:
    """Return a text without the braces that would be taken for a place."""
    return text.replace("{", "(").replace("}", ")")
