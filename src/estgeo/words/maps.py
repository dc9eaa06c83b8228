"""What every map says in its head, key and tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language


BUTTONS: dict[str, str] = {
    "key": "maps-buttons-key",
    "map": "maps-buttons-map",
    "zoom_in": "maps-buttons-zoom-in",
    "zoom_out": "maps-buttons-zoom-out",
    "table": "maps-buttons-table",
    "place": "maps-buttons-place",
    "facts": "maps-buttons-facts",
}


def zone_words(
    n: int, cell_size: float | None, lang: Language, *, lines: bool = False
) -> str:
    r"""Return what the zones are: squares of a size, or how many areas or streets.

    >>> zone_words(1200, 100.0, "sv"), zone_words(5, None, "en")
    ('rutor om 100\xa0m', '5 zones')
    """
    if cell_size is not None:
        return say("maps-zone-cells-of-m", lang, cell_size=cell_size)
    if lines:
        return say("maps-zone", lang, n=n)
    return say("maps-zone-2", lang, n=n)


def large_page(merged: int, n: int, lang: Language) -> str:
    """Return what is done with more shapes than a page can hold one by one.

    ``merged``: how many of them become one shape; 0 where none can.
    """
    told = say(
        "maps-large-page-of-zones-became" if merged else "maps-large-page-zones-make-a",
        lang,
        merged=merged,
        n=n,
    )
    advice = say("maps-large-page-larger-cells-make", lang)
    return f"{told} {advice}"


def or_more(low: str, lang: Language, *, whole: bool = True) -> str:
    """Return the name of the last class, of things counted or of a measure.

    >>> or_more("11", "sv"), or_more("2,5", "sv", whole=False)
    ('11 eller fler', '2,5 eller mer')
    """
    if whole:
        return say("maps-or-more-or-more", lang, low=low)
    return say("maps-or-more-or-more-2", lang, low=low)


def below(high: str, lang: Language) -> str:
    """Return the name of the class below all others."""
    return say("maps-below", lang, high=high)


def from_to(low: str, high: str, lang: Language) -> str:
    """Return the name of a class of numbers that are not whole.

    >>> from_to("0,5", "1,0", "sv")
    '0,5 till under 1,0'
    """
    return say("maps-from-to", lang, low=low, high=high)


def p_words(p: float, lang: Language) -> str:
    """Return a p-value with three decimals, never as nought.

    >>> p_words(0.0361, "sv"), p_words(0.00002, "en")
    ('0,036', '<0.001')
    """
    text = number(max(p, 0.001), lang, decimals=3)
    return f"<{text}" if p < 0.001 else text
