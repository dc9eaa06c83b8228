"""What the map of counts says of what is counted: reports, a rate, anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._language import number, say, template

if TYPE_CHECKING:
    from .._columns import Language


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


_TITLES: dict[str, str] = {
    "n": "map-counts-titles-n",
    "n_per_km": "map-counts-titles-n-per-km",
    "rate": "map-counts-titles-rate",
    "rate_smoothed": "map-counts-titles-rate-smoothed",
}
_HERE_PER: dict[str, str] = {
    "rate": "map-counts-here-per-rate",
    "rate_smoothed": "map-counts-here-per-rate-smoothed",
}


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
        here = say(f"map-counts-here-per-{column}", lang, v0="{0}", per=per)
        return Value(f"{say(f'map-counts-titles-{column}', lang)}, per {of}", here)
    return Value(
        say(f"map-counts-titles-{column}", lang),
        template(f"map-counts-here-{column}", lang),
        column == "n",
    )


def _plain(text: str) -> str:
    """Return a text without the braces that would be taken for a place."""
    return text.replace("{", "(").replace("}", ")")
