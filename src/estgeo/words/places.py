"""Hot spots and places in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._columns import ROBUST_FROM
from .._language import listed, number, say
from ._changes import reports_words
from ._periods import days_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .._columns import Language

Pair = tuple[str, str]

ZONES: Pair = ("Områden", "Areas")
ALL_THEMES: Pair = ("alla teman", "all themes")


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
    span, n = days(basis, lang), reports_words(basis.n, lang)
    if hot == 0:
        pair = (
            f"Inga hot spots: bland {n} {span} finns inget ställe där rutor intill "
            "varandra har fler rapporter än väntat. Platserna med flest rapporter står "
            "i bilagan.",
            f"No hot spots: among {n} of {span} nowhere do cells beside each other "
            "have more reports than expected. The places with most reports are in the "
            "appendix.",
        )
    else:
        one = hot == 1
        count = number(hot, lang)
        pair = (
            f"{count} {'hot spot' if one else 'hot spots'} bland {n} {span}, "
            f"{'numrerad' if one else 'numrerade'} på kartan. I en hot spot och "
            "rutorna intill är rapporterna om temat fler än väntat. Varför framgår "
            "inte. Tabellens antal gäller temat och omfattar rutorna intill.",
            f"{count} {'hot spot' if one else 'hot spots'} among {n} of {span}, "
            "numbered on the map. In a hot spot and the cells beside it the reports of "
            "the theme are more than expected. Why is not shown. The counts of the "
            "table are of the theme, the cells beside included.",
        )
    return say(pair, lang)


def peaks(named: Sequence[tuple[str, int]], basis: Basis, lang: Language) -> str:
    """Return the cells whose own count lies far above those of all others."""
    cells = "; ".join(f"{name}: {reports_words(n, lang)}" for name, n in named)
    one = len(named) == 1
    pair = (
        f"{'Enstaka topp' if one else 'Enstaka toppar'}, {days(basis, lang)}: {cells}. "
        f"Antalet i {'rutan' if one else 'var och en av rutorna'} är högre än de andra "
        "rutornas antal ger anledning att vänta.",
        f"Single {'peak' if one else 'peaks'}, {days(basis, lang)}: {cells}. The count "
        f"of {'the cell' if one else 'each cell'} is higher than those of the others "
        "lead one to expect.",
    )
    return say(pair, lang)


def hot_layer(topic: str) -> str:
    """Return what the hot spots of a theme are called in the key of the map.

    >>> hot_layer("brand")
    'Hot spots, brand'
    """
    return f"Hot spots, {topic}"


def holds(sources: Sequence[str], lang: Language, *, robust: bool) -> str:
    """Return whether a hot spot holds, and the sources it is not seen without.

    >>> holds(["polis"], "sv", robust=True)
    'ja; syns bara med rapporterna från polis'
    >>> holds([], "en", robust=False)
    'uncertain'
    """
    told = say(("ja", "yes") if robust else ("osäker", "uncertain"), lang)
    named = [name for name in sources if name]
    if not named:
        return told
    names = listed(named, lang)
    pair = (
        f"{told}; syns bara med rapporterna från {names}",
        f"{told}; seen only with the reports from {names}",
    )
    return say(pair, lang)


_TRIED: dict[str, Pair] = {
    "stability_weeks": ("enskilda veckor utelämnas", "single weeks are left out"),
    "stability_grid": (
        "rutnätet flyttas eller ändrar storlek",
        "the grid is moved or its cells are smaller or larger",
    ),
}


def robust_note(tried: Sequence[str], lang: Language) -> str:
    """Return what "holds" means in the table of hot spots."""
    share = number(100 * ROBUST_FROM, lang)
    what = listed([say(_TRIED[kind], lang) for kind in tried], lang)
    pair = (
        f"Håller: minst en ruta förblir hot spot i minst {share} % av omräkningarna, "
        f"där {what}. En hot spot som syns bara med en källas rapporter är inte osäker "
        "för det: källan kan vara den som ser platsen.",
        f"Holds: at least one cell stays a hot spot in at least {share} % of the "
        f"recalculations, where {what}. A hot spot that is seen only with the reports "
        "of one source is not uncertain for that: the source may be the one that "
        "sees the place.",
    )
    return say(pair, lang)


def note(cells: int, cell_size: float, lang: Language) -> str:
    """Return how the test was made, and what it cannot say."""
    size, count = number(cell_size, lang), number(cells, lang)
    pair = (
        f"Test: Getis-Ord Gi*, {count} rutor om {size} m, för alla rapporter och för "
        "varje tema med minst 30, rättat för alla test (Benjamini–Hochberg). Fler "
        "rapporter kan bero på fler människor eller flitigare rapportörer. Platser "
        "utan rapporter är inte nödvändigtvis trygga.",
        f"Test: Getis-Ord Gi*, {count} cells of {size} m, for all reports and for each "
        "theme with at least 30, corrected for all tests (Benjamini–Hochberg). More "
        "reports may come from more people or busier reporters. Places without reports "
        "are not necessarily safe.",
    )
    return say(pair, lang)


def map_title(basis: Basis, lang: Language) -> str:
    """Return the title of the map."""
    return f"Hot spots {days(basis, lang)}"


def map_alt(hot: int, points: int, lang: Language) -> str:
    """Return the text that stands for the map."""
    reports = (
        (
            f" och periodens {points} {'rapport' if points == 1 else 'rapporter'}",
            f" and {points} {'report' if points == 1 else 'reports'} of the period",
        )
        if points
        else ("", "")
    )
    pair = (
        f"Karta med {hot} {'hot spot' if hot == 1 else 'hot spots'}{reports[0]}; "
        "tabellen nedan säger detsamma",
        f"Map of {hot} {'hot spot' if hot == 1 else 'hot spots'}{reports[1]}; the "
        "table below says the same",
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
