"""Hot spots and places in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._language import number, say
from ._periods import days_words

if TYPE_CHECKING:
    from datetime import date

    from .._columns import Language

Pair = tuple[str, str]

ZONES: Pair = ("Områden", "Areas")
NUMBERS: Pair = ("Hot spots, numrerade", "Hot spots, numbered")


_LAYERS: dict[str, Pair] = {
    "streets": ("Gator", "Streets"),
    "gator": ("Gator", "Streets"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a hot spot test rests on: reports, days and the size of the cells."""

    n: int
    first: date
    last: date
    cell_size: float


def intro(hot: int, basis: Basis, lang: Language) -> str:
    """Return how many hot spots there are, and among how many reports."""
    span = days(basis, lang)
    n = number(basis.n, lang)
    if hot == 0:
        pair = (
            f"Inga hot spots: bland {n} rapporter {span} finns inget stråk eller "
            "kvarter där rutor intill varandra har fler rapporter än slumpen ger. "
            "Platserna med flest rapporter står ändå nedan.",
            f"No hot spots: among {n} reports of {span} nowhere do cells beside each "
            "other have more reports than chance gives. The places with most reports "
            "are listed all the same.",
        )
    else:
        pair = (
            f"{number(hot, lang)} hot spots bland {n} rapporter {span}, numrerade på "
            "kartan. En hot spot har, med rutorna intill (som räknas med i tabellen), "
            "fler rapporter än slumpen ger; det säger inte varför.",
            f"{number(hot, lang)} hot spots among {n} reports of {span}, numbered on "
            "the map. A hot spot has, with the cells beside it (counted in the table), "
            "more reports than chance gives; that does not say why.",
        )
    return say(pair, lang)


def note(cells: int, cell_size: float, lang: Language) -> str:
    """Return how the test was made, and what it cannot say."""
    size, count = number(cell_size, lang), number(cells, lang)
    pair = (
        f"Getis-Ord Gi*, {count} rutor om {size} m, för alla rapporter och för varje "
        "tema med minst 30, justerat för alla prövningar (Benjamini–Hochberg). Fler "
        "rapporter kan bero på fler människor eller flitigare rapportörer. Platser "
        "utan rapporter är inte nödvändigtvis trygga.",
        f"Getis-Ord Gi*, {count} cells of {size} m, for all reports and for each theme "
        "with at least 30, adjusted for all tests (Benjamini–Hochberg). More reports "
        "may come from more people or busier reporters. Places without reports are not "
        "necessarily safe.",
    )
    return say(pair, lang)


def map_title(basis: Basis, lang: Language) -> str:
    """Return the title of the map."""
    return f"Hot spots {days(basis, lang)}"


def map_alt(hot: int, points: int, lang: Language) -> str:
    """Return the text that stands for the map."""
    reports = (
        (
            f" och periodens {points} rapporter",
            f" and the {points} reports of the period",
        )
        if points
        else ("", "")
    )
    pair = (
        f"Karta med {hot} hot spots{reports[0]}; tabellen nedan säger detsamma",
        f"Map of {hot} hot spots{reports[1]}; the table below says the same",
    )
    return say(pair, lang)


def days(basis: Basis, lang: Language) -> str:
    """Return the days of the reports behind the test."""
    return days_words(basis.first, basis.last, lang)


def layer_name(name: str, lang: Language) -> str:
    """Return what a layer is called in the key.

    >>> layer_name("streets", "sv"), layer_name("Skolor", "sv")
    ('Gator', 'Skolor')
    """
    return say(_LAYERS[name.lower()], lang) if name.lower() in _LAYERS else name


def area_centers(n: int, sites: int, lang: Language) -> str:
    """Return why points that are centres of areas make no hot spots."""
    count, places = number(n, lang), number(sites, lang)
    pair = (
        f"Inga hot spots visas: {count} rapporter ligger på bara {places} punkter. Det "
        "tyder på att punkterna är mittpunkter för områden, inte platser där något "
        "hänt; en karta över dem skulle visa var mittpunkterna ligger.",
        f"No hot spots are shown: {count} reports lie on only {places} points. These "
        "look like centres of areas, not places where something happened; a map of "
        "them would show where the centres are.",
    )
    return say(pair, lang)
