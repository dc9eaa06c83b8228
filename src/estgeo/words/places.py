"""Hot spots and places in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._columns import ROBUST_FROM
from .._language import keys, listed, number, say
from ._changes import reports_words
from ._periods import days_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .._columns import Language


_LAYERS = keys("places-layers", ("streets", "gator"))


@dataclass(frozen=True, slots=True)
class Basis:
    """What a hot spot test rests on: reports, days and the size of the cells."""

    n: int
    first: date
    last: date
    cell_size: float


def intro(hot: int, basis: Basis, lang: Language) -> str:
    """Return how many hot spots there are, and among how many reports."""
    span, n = days(basis, lang), reports_words(basis.n, lang)
    if hot == 0:
        return say("places-intro-no-hot-spots", lang, n=n, span=span)
    return say("places-intro-among-of-numbered", lang, hot=hot, n=n, span=span)


def peaks(named: Sequence[tuple[str, int]], basis: Basis, lang: Language) -> str:
    """Return the cells whose own count lies far above those of all others."""
    cells = "; ".join(f"{name}: {reports_words(n, lang)}" for name, n in named)
    return say(
        "places-peaks", lang, named=len(named), days=days(basis, lang), cells=cells
    )


def holds(sources: Sequence[str], lang: Language, *, robust: bool) -> str:
    """Return whether a hot spot holds, and the sources it is not seen without.

    >>> holds(["polis"], "sv", robust=True)
    'ja; syns bara med rapporterna från polis'
    >>> holds([], "en", robust=False)
    'uncertain'
    """
    told = say("places-holds-yes" if robust else "places-holds-uncertain", lang)
    named = [name for name in sources if name]
    if not named:
        return told
    names = listed(named, lang)
    return say("places-holds-seen-only-with", lang, told=told, names=names)


def robust_note(tried: Sequence[str], lang: Language) -> str:
    """Return what "holds" means in the table of hot spots."""
    share = number(100 * ROBUST_FROM, lang)
    what = listed([say(f"places-tried-{kind}", lang) for kind in tried], lang)
    return say("places-robust-note", lang, share=share, what=what)


def note(cells: int, cell_size: float, lang: Language) -> str:
    """Return how the test was made, and what it cannot say."""
    return say("places-note", lang, cells=cells, cell_size=cell_size)


def map_title(basis: Basis, lang: Language) -> str:
    """Return the title of the map."""
    return say("places-map-title", lang, days=days(basis, lang))


def map_alt(hot: int, points: int, lang: Language) -> str:
    """Return the text that stands for the map."""
    if points:
        return say("places-map-alt-map-of-and", lang, hot=hot, points=points)
    return say("places-map-alt-map-of-the", lang, hot=hot)


def days(basis: Basis, lang: Language) -> str:
    """Return the days of the reports behind the test."""
    return days_words(basis.first, basis.last, lang)


def layer_name(name: str, lang: Language) -> str:
    """Return what a layer is called in the key.

    >>> layer_name("streets", "sv"), layer_name("Skolor", "sv")
    ('Gator', 'Skolor')
    """
    return (
        say(f"places-layers-{name.lower()}", lang) if name.lower() in _LAYERS else name
    )
