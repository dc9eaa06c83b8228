"""What the map with a slider says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ._changes import reports_words
from ._periods import period_name

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

STEP_BUTTONS: dict[str, Pair] = {
    "play": ("Spela", "Play"),
    "pause": ("Pausa", "Pause"),
    "slider": ("Period", "Period"),
}
WEEKS: Pair = ("Vecka för vecka", "Week by week")
PERIOD_BY_PERIOD: Pair = ("Period för period", "Period by period")


def weeks_title(*, weekly: bool, lang: Language) -> str:
    """Return the head of the map with a slider.

    >>> weeks_title(weekly=True, lang="en")
    'Week by week'
    """
    return say(WEEKS if weekly else PERIOD_BY_PERIOD, lang)


def step_label(first: str, last: str, n: float, lang: Language) -> str:
    """Return what a step of the slider shows.

    >>> step_label("2018-W07", "2018-W10", 123, "sv")
    'vecka 7–vecka 10 2018 · 123 rapporter'
    """
    return f"{span_words(first, last, lang)} · {reports_words(n, lang)}"


def span_words(first: str, last: str, lang: Language) -> str:
    """Return the periods from one to another, the year once where it is the same.

    >>> span_words("2018-W07", "2018-W10", "en")
    'week 7–week 10 2018'
    """
    if first == last:
        return period_name(last, lang)
    begins = period_name(first, lang)
    if first[:4] == last[:4]:
        begins = begins.removesuffix(f" {first[:4]}")
    return f"{begins}–{period_name(last, lang)}"


def window_words(window: int, *, weekly: bool, lang: Language) -> str:
    """Return how many periods each picture sums.

    >>> window_words(4, weekly=True, lang="sv")
    'Varje bild är summan av 4 veckor.'
    """
    unit = ("veckor", "weeks") if weekly else ("perioder", "periods")
    if window == 1:
        one = ("en vecka", "one week") if weekly else ("en period", "one period")
        return say((f"Varje bild är {one[0]}.", f"Each picture is {one[1]}."), lang)
    pair = (
        f"Varje bild är summan av {window} {unit[0]}.",
        f"Each picture is the sum of {window} {unit[1]}.",
    )
    return say(pair, lang)
