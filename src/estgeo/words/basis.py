"""What a lägesbild rests on, and what its reader is warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

CAPTION: Pair = ("Vad lägesbilden bygger på", "What the lägesbild rests on")
FACTS: dict[str, Pair] = {
    "rows": ("Rapporter i underlaget", "Reports in all"),
    "days": ("Tid", "Time"),
    "now": ("Rapporter i perioden", "Reports in the period"),
    "positive": ("Positiva rapporter i perioden", "Positive reports in the period"),
    "outside": ("Utanför alla områden", "Outside every area"),
    "clock": ("Med känt klockslag", "With a known hour"),
    "topics": ("Teman", "Themes"),
    "crs": ("Koordinatsystem", "Coordinate system"),
    "clock_zone": ("Tidszon", "Time zone"),
    "cell_size": ("Rutornas sida", "Side of the cells"),
    "version": ("Version av estgeo", "Version of estgeo"),
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
    return say((f"Underlag {days}", f"Data of {days}"), lang)


def incomplete(days: str, lang: Language) -> str:
    """Return that the period is not covered to its end."""
    pair = (
        f"Rapporterna täcker inte hela perioden ({days}). Talen kan växa.",
        f"The reports do not cover the whole period ({days}). Counts may rise.",
    )
    return say(pair, lang)


def outside(n: int, total: int, lang: Language) -> str:
    """Return how many reports lie in no area."""
    part, whole = number(n, lang), number(total, lang)
    pair = (
        f"{part} av periodens {whole} rapporter ligger utanför alla områden. De ingår "
        "i summor men inte i tabeller per område.",
        f"{part} of the {whole} reports of the period lie outside every area. They are "
        "in the totals, not in tables by area.",
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
