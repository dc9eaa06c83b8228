"""What the longer analyses say: direction, patterns, judgements, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import listed, number, say
from ._changes import change_words, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

REPORTS: Pair = ("Rapporter", "Reports")
NO_PATTERNS: Pair = (
    "Ingen ruta har ett av mönstren.",
    "No cell has any of the patterns.",
)
PATTERNS_CAPTION: Pair = ("Antal rutor per mönster", "Cells by pattern")
TRENDS_CAPTION: Pair = ("Utveckling per tema", "Development by theme")
ASSESSMENT_CAPTION: Pair = (
    "Gruppens bedömning, 1 (lugnt) till 4 (allvarligt)",
    "The group's assessment, 1 (calm) to 4 (serious)",
)
ASSESSMENT_NOTE: Pair = (
    "Nivåerna är gruppens egen bedömning; de räknas aldrig fram ur siffrorna.",
    "The levels are the group's own judgement; they are never computed from counts.",
)
NO_ASSESSMENTS: Pair = (
    "Ingen bedömning är angiven för perioden eller för tidigare perioder av samma "
    "slag.",
    "No assessment is given of the period or of earlier ones of its kind.",
)
PRIORITIES_CAPTION: Pair = ("Underlag för prioritering", "Basis for priorities")
INDICATORS_CAPTION: Pair = ("Indikatorer per område", "Indicators by area")
NO_INDICATORS: Pair = (
    "Inga indikatorer är angivna.",
    "No indicators are given.",
)

WHOLE_ALT: Pair = (
    "Gruppens nivå för hela området bredvid antalet rapporter, period för period",
    "The group's level of the whole place beside the reports, period by period",
)
AREAS_ALT: Pair = (
    "Gruppens nivå per område, period för period",
    "The group's level by area, period by period",
)


def topics_left(topics: Sequence[str], lang: Language) -> str:
    """Return which themes the table leaves out."""
    names = listed(sorted(topics), lang)
    pair = (f"Ej i tabellen, men i summan: {names}.", f"Left out but summed: {names}.")
    return say(pair, lang)


def too_few_months(months: int, least: int, lang: Language) -> str:
    """Return why no direction or pattern is shown."""
    pair = (
        f"För få perioder: {months} hela månader, minst {least} behövs.",
        f"Too few periods: {months} whole months, at least {least} are needed.",
    )
    return say(pair, lang)


def patterns_alt(cells: int, lang: Language) -> str:
    """Return the text that stands for the map of patterns."""
    pair = (
        f"Karta över {cells} rutor med mönster; tabellen säger hur många av varje",
        f"Map of {cells} cells with patterns; the table says how many of each",
    )
    return say(pair, lang)


def patterns_intro(months: int, lang: Language) -> str:
    """Return what the patterns rest on."""
    pair = (
        f"Varje ruta testas månad för månad, {months} hela månader: är den en ny, "
        "varaktig, växande eller avtagande hot spot?",
        f"Each cell is tested month by month, {months} whole months: is it a new, "
        "lasting, growing or fading hot spot?",
    )
    return say(pair, lang)


def direction(
    change: float, low: float, high: float, months: int, lang: Language
) -> str:
    """Return where reports are heading, no surer than the interval."""
    reading = direction_reading(low, high, lang)
    if not np.isfinite([change, low, high]).all():
        return f"{reading.capitalize()}."
    span = interval(1 + low, 1 + high, lang)
    per_year_text = per_year(change, lang)
    pair = (
        f"{reading.capitalize()}: {per_year_text} per år (95 %-intervall {span}), "
        f"{months} månader.",
        f"{reading.capitalize()}: {per_year_text} per year (95 % interval {span}), "
        f"{months} months.",
    )
    return say(pair, lang)


def direction_reading(low: float, high: float, lang: Language) -> str:
    """Return rising, falling or undecided.

    >>> direction_reading(-0.2, 0.1, "sv")
    'går inte att avgöra'
    """
    if not np.isfinite([low, high]).all():
        pair = ("för få rapporter", "too few reports")
    elif low > 0:
        pair = ("rapporterna ökar", "reports rise")
    elif high < 0:
        pair = ("rapporterna minskar", "reports fall")
    else:
        pair = ("går inte att avgöra", "inconclusive")
    return say(pair, lang)


def per_year(change: float, lang: Language) -> str:
    """Return a change a year."""
    return change_words(1 + change, lang) if np.isfinite(change) else "–"


def trend_note(months: int, lang: Language) -> str:
    """Return what a trend cannot say."""
    season = months < 24
    pair = (
        "Utvecklingen gäller rapporter, inte brott: fler rapportörer ger fler "
        "rapporter."
        + (" Under två år kan årstiden se ut som en trend." if season else ""),
        "The direction is that of reports, not of crime: more reporters give more "
        "reports."
        + (" Within two years the season may look like a trend." if season else ""),
    )
    return say(pair, lang)


def trend_alt(months: int, lang: Language) -> str:
    """Return the text that stands for the chart."""
    pair = (
        f"Antal rapporter månad för månad, {months} månader, med trend",
        f"Reports month by month, {months} months, with trend",
    )
    return say(pair, lang)


def value_words(value: float, lang: Language) -> str:
    """Return an indicator's value with as many decimals as it needs, two at most."""
    if not np.isfinite(value):
        return "–"
    decimals = next(
        d for d in (0, 1, 2) if d == 2 or abs(value - round(value, d)) < 1e-9
    )
    return number(value, lang, decimals=decimals)
