"""What the map of hot spots says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from .._columns import Language


# Name and sentence of a peak that is no hot spot, and of one that is.
PEAK_CLASSES: tuple[tuple[str, str], tuple[str, str]] = (
    ("map-hot-spots-peak-classes-0-0", "map-hot-spots-peak-classes-0-1"),
    ("map-hot-spots-peak-classes-1-0", "map-hot-spots-peak-classes-1-1"),
)


def found_words(hot: int, peaks: int | None, lang: Language) -> str:
    """Return what was not found, and how many peaks were; None: not looked for.

    >>> found_words(0, 1, "en")
    'No place is a hot spot together with those around it. 1 is a peak by itself.'
    >>> found_words(3, None, "en")
    ''
    """
    told = [] if hot else [say("map-hot-spots-none-found", lang)]
    if peaks == 0:
        told.append(say("map-hot-spots-no-peak", lang))
    elif peaks is not None:
        noun = say("map-hot-spots-found-places", lang, peaks=peaks) + " " if hot else ""
        told.append(say("map-hot-spots-found-by", lang, peaks=peaks, noun=noun))
    return " ".join(told)


def hot_spot_sentence(gi_bin: int, lang: Language) -> str:
    """Return what a class of hot spots says of a zone.

    >>> hot_spot_sentence(3, "sv")
    'Fler rapporter här och intill än väntat (99 %).'
    """
    level = {1: 90, 2: 95, 3: 99}.get(abs(gi_bin))
    if level is None:
        return say("map-hot-spots-hot-spot-the-count-here", lang)
    if gi_bin > 0:
        return say("map-hot-spots-hot-spot-more-reports-here", lang, level=level)
    return say("map-hot-spots-hot-spot-fewer-reports-here", lang, level=level)
