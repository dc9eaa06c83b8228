"""What the map with a slider says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ._changes import reports_words
from ._periods import period_name, period_words

if TYPE_CHECKING:
    from .._columns import Language, PeriodKind


STEP_BUTTONS: dict[str, str] = {
    "play": "map-weeks-step-buttons-play",
    "pause": "map-weeks-step-buttons-pause",
    "slider": "map-weeks-step-buttons-slider",
}


def weeks_title(kind: PeriodKind, lang: Language) -> str:
    """Return the head of the map with a slider.

    >>> weeks_title("week", "en"), weeks_title("month", "sv")
    ('Week by week', 'Månad för månad')
    """
    one = say(f"period-{kind}-one", lang)
    return say("map-weeks-weeks-title", lang, one=one).capitalize()


def step_label(first: str, last: str, n: float, lang: Language) -> str:
    """Return what a step of the slider shows.

    >>> step_label("2018-W07", "2018-W10", 123, "sv")
    'vecka 7–10 2018 · 123 rapporter'
    """
    return f"{span_words(first, last, lang)} · {reports_words(n, lang)}"


def span_words(first: str, last: str, lang: Language) -> str:
    """Return the periods from one to another, the year once where it is the same.

    >>> span_words("2018-W07", "2018-W10", "en")
    'week 7–10 2018'
    """
    if first == last:
        return period_name(last, lang)
    return period_words(f"{first.partition('/')[0]}/{last.rpartition('/')[2]}", lang)


def window_words(window: int, kind: PeriodKind, lang: Language) -> str:
    """Return how many periods each picture sums.

    >>> window_words(4, "week", "sv"), window_words(1, "quarter", "sv")
    ('Varje bild är summan av 4 veckor.', 'Varje bild är ett kvartal.')
    """
    if window == 1:
        a = say(f"period-{kind}-a", lang)
        return say("map-weeks-window-one", lang, a=a)
    many = say(f"period-{kind}-many", lang)
    return say("map-weeks-window-many", lang, n=window, many=many)
