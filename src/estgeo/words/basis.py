"""What a lägesbild rests on, and what its reader is warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, percent, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

CAPTION: Pair = ("Vad lägesbilden bygger på", "What the lägesbild rests on")
FACTS: dict[str, Pair] = {
    "rows": ("Rapporter i områdena", "Reports in the areas"),
    "days": ("Rapporterna gäller", "The reports are of"),
    "now": ("Rapporter i perioden", "Reports in the period"),
    "positive": ("Positiva rapporter i perioden", "Positive reports in the period"),
    "outside": ("Utanför områdena, ej räknade", "Outside the areas, not counted"),
    "clock": ("Med känt klockslag", "With a known hour"),
    "topics": ("Teman", "Themes"),
    "crs": ("Koordinatsystem", "Coordinate system"),
    "clock_zone": ("Tidszon", "Time zone"),
    "cell_size": ("Rutornas sida", "Side of the cells"),
    "version": ("Version av estgeo", "Version of estgeo"),
}
FORM: dict[str, Pair] = {
    "made": ("Framtagen", "Made on"),
    "author": ("Framtagen av", "Made by"),
    "recipients": ("Mottagare", "Recipients"),
    "decision": ("Beslut (vad, vem, när)", "Decision (what, who, when)"),
    "decided": ("Beslutat av och datum", "Decided by and date"),
    "next": ("Nästa möte", "Next meeting"),
}
NO_REPORTS: Pair = (
    "Det finns inga rapporter i perioden. Det kan bero på att inget har hänt eller på "
    "att ingen har rapporterat.",
    "There are no reports in the period. Nothing may have happened, or nobody may have "
    "reported.",
)


def made_by(version: str, lang: Language) -> str:
    """Return what made the page."""
    return say((f"Gjord med estgeo {version}", f"Made with estgeo {version}"), lang)


def from_sources(sources: str, lang: Language) -> str:
    """Return who reported."""
    return say((f"Från {sources}", f"From {sources}"), lang)


def data_from(days: str, lang: Language) -> str:
    """Return which days the reports cover."""
    return say((f"Rapporterna gäller {days}", f"The reports are of {days}"), lang)


def incomplete(days: str, lang: Language) -> str:
    """Return that the period is not covered to its end."""
    pair = (
        f"Perioden är inte färdig: underlaget täcker den inte till slutet ({days}). "
        "Talen kan växa och ingenting kallas färre än normalt.",
        f"The period is unfinished: the reports do not cover it to its end ({days}). "
        "Counts may rise, and nothing is called fewer than usual.",
    )
    return say(pair, lang)


def late(share: float, lang: Language) -> str:
    """Return that reports of the period are still to come.

    >>> late(0.8, "en").partition(":")[0]
    'The period is unfinished'
    """
    part = percent(share, lang)
    pair = (
        "Perioden är inte färdig: efter så här lång tid har i vanliga fall "
        f"{part} av rapporterna kommit in. Talen kan växa och ingenting kallas färre "
        "än normalt.",
        f"The period is unfinished: after this time {part} of the reports are usually "
        "in. Counts may rise, and nothing is called fewer than usual.",
    )
    return say(pair, lang)


def outside(n: int, total: int, lang: Language) -> str:
    """Return how many reports lie in no area."""
    part, whole = number(n, lang), number(total, lang)
    pair = (
        f"{part} av periodens {whole} rapporter i underlaget ligger utanför områdena. "
        f"{'Den' if n == 1 else 'De'} räknas inte i något tal på sidan.",
        f"{part} of the {whole} reports of the period {'lies' if n == 1 else 'lie'} "
        f"outside the areas. {'It is' if n == 1 else 'They are'} in no number of the "
        "page.",
    )
    return say(pair, lang)


def known_to_area(n: int, total: int, lang: Language) -> str:
    """Return how many reports are known to their area only."""
    part, whole = number(n, lang), number(total, lang)
    pair = (
        f"{part} av periodens {whole} rapporter är bara kända till sitt område. De "
        "ingår i summor och i tabeller per område men inte på kartan.",
        f"{part} of the {whole} reports of the period are known to their area only. "
        "They are in the totals and in tables by area, not on the map.",
    )
    return say(pair, lang)


def far_off(n: int, lang: Language) -> str:
    """Return how many reports lie far from all others.

    >>> far_off(1, "en")
    '1 report lies far from all others. Its coordinate may be wrong.'
    """
    count = number(n, lang)
    pair = (
        (
            "1 rapport ligger långt från alla andra. Koordinaten kan vara fel.",
            "1 report lies far from all others. Its coordinate may be wrong.",
        )
        if n == 1
        else (
            f"{count} rapporter ligger långt från alla andra. Koordinaterna kan vara "
            "fel.",
            f"{count} reports lie far from all others. Their coordinates may be wrong.",
        )
    )
    return say(pair, lang)


def area_centers(n: int, sites: int, lang: Language) -> str:
    """Return that the points are most likely centres of areas."""
    count, places = number(n, lang), number(sites, lang)
    pair = (
        f"Punkterna ser ut att vara mittpunkter för områden: {count} rapporter ligger "
        f"på {places} punkter. Läs inga platser ur dem. Även antal per område kan vara "
        "fel, eftersom en större områdesmittpunkt hamnar i ett mindre område.",
        f"The points look like centres of areas: {count} reports lie on {places} "
        "points. Read no places from them. Counts by area may be wrong too, as the "
        "centre of a larger area falls in a smaller one.",
    )
    return say(pair, lang)
