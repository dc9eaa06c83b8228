"""What a lägesbild says, in Swedish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from .._periods import period_kind
from ._changes import reports_words
from ._periods import (
    earlier_period_words,
    period_days,
    period_words,
    same_last_year_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

STAMP: Pair = (
    "INTERN – kan omfattas av sekretess",
    "INTERNAL – may be subject to confidentiality",
)

# What the template itself says.
LABELS: dict[str, Pair] = {
    "what": ("Vad", "What"),
    "where": ("Var", "Where"),
    "when": ("När", "When"),
    "how": ("Hur", "How"),
    "how_blank": ("Fylls i av gruppen.", "To be filled in by the group."),
    "causes": ("Troliga orsaker", "Likely causes"),
    "causes_blank": (
        "Fylls i av gruppen, helst ur en orsaksanalys.",
        "To be filled in by the group, best from an analysis of causes.",
    ),
    "direction": ("Utveckling", "Development"),
    "insatser": ("Insatser", "Insatser"),
    "no_insats": (
        "Ingen insats är angiven för problembilden.",
        "No insats is stated for this problem.",
    ),
    "contents": ("Innehåll", "Contents"),
    "ticked": ("ja", "yes"),
    "not_ticked": ("nej", "no"),
}

TITLES: dict[str, Pair] = {
    "day": ("Dygnslägesbild", "Daily lägesbild"),
    "week": ("Veckolägesbild", "Weekly lägesbild"),
    "2 weeks": ("Tvåveckorslägesbild", "Two-week lägesbild"),
    "4 weeks": ("Fyraveckorslägesbild", "Four-week lägesbild"),
    "month": ("Månadslägesbild", "Monthly lägesbild"),
    "quarter": ("Kvartalsanalys", "Quarterly analysis"),
    "tertial": ("Tertialanalys", "Tertial analysis"),
    "half-year": ("Halvårsanalys", "Half-year analysis"),
    "year": ("Årsanalys", "Annual analysis"),
    "span": ("Lägesbild", "Lägesbild"),
}

SECTIONS: dict[str, Pair] = {
    "summary": ("Sammanfattning", "Summary"),
    "comparison": ("Läget jämfört med tidigare", "Now beside earlier"),
    "places": ("Hot spots: var det sker", "Hot spots: where it happens"),
    "times": ("Hot times: när det sker", "Hot times: when it happens"),
    "problems": ("Problembilder", "Problem pictures"),
    "continues": (
        "Vad som fortsätter och vad som är nytt",
        "What continues and what is new",
    ),
    "insatser": ("Insatser", "Insatser"),
    "follow-up": ("Uppföljning av insatser", "Follow-up of insatser"),
    "areas": ("Områden och teman", "Areas and themes"),
    "patterns": ("Mönster över tid", "Patterns over time"),
    "assessment": (
        "Gruppens bedömning och underlag för prioritering",
        "The group's assessment and what priorities rest on",
    ),
    "levels": ("Gruppens bedömning", "The group's assessment"),
    "direction": ("Utvecklingsriktning", "Direction"),
    "indicators": ("Strukturella förhållanden", "Structural conditions"),
    "basis": ("Underlag och metod", "Basis and method"),
}

NOW: Pair = ("Antal", "Count")
COLUMNS: dict[str, Pair] = {
    "topic": ("Tema", "Theme"),
    "zone": ("Område", "Area"),
    "usual": ("Vanligt", "Usual"),
    "change": ("Förändring", "Change"),
    "status": ("Bedömning", "Reading"),
    "place": ("Plats", "Place"),
    "number": ("Nr", "No."),
    "test": ("Prövning", "Test"),
    "robust": ("Står sig", "Holds"),
    "mostly": ("Mest", "Mostly"),
    "window": ("Bakom prövningen", "Behind the test"),
    "name": ("Insats", "Insats"),
    "from": ("Från", "From"),
    "until": ("Till", "Until"),
    "kind": ("Slag", "Kind"),
    "themes": ("Teman", "Themes"),
    "pattern": ("Mönster", "Pattern"),
    "cells": ("Rutor", "Cells"),
    "indicator": ("Indikator", "Indicator"),
    "level": ("Nivå", "Level"),
    "comment": ("Kommentar", "Comment"),
    "slope": ("Per år", "A year"),
    "interval": ("95 %-intervall", "95 % interval"),
    "fact": ("Uppgift", "Fact"),
    "value": ("Värde", "Value"),
    "hot_spots": ("Hot spots", "Hot spots"),
    "severity": ("Allvarlighet", "Severity"),
    "check": ("Kontroll", "Check"),
}
ALL: Pair = ("Alla rapporter", "All reports")
CAPTIONS: dict[str, Pair] = {
    "by_topic": ("Antal rapporter per tema", "Reports by theme"),
    "by_zone": ("Antal rapporter per område", "Reports by area"),
    "by_both": ("Antal rapporter per område och tema", "Reports by area and theme"),
    "places": ("Hot spots", "Hot spots"),
    "most": ("Platser med flest rapporter", "Places with most reports"),
}
CONTINUES: Pair = (
    "Insatser fortsätter enligt tidigare lägesbild",
    "Insatser continue according to the earlier lägesbild",
)
NEEDED: Pair = (
    "Behov finns av ytterligare insatser (en ökning eller ett nytt problem utan "
    "insats)",
    "Further insatser are needed (an increase or a new problem without an insats)",
)


def title(period: str, place: str, lang: Language) -> str:
    """Return the title of a lägesbild.

    >>> title("2018-W10", "Valboås", "sv")
    'Veckolägesbild Valboås, vecka 10 2018'
    """
    name = say(TITLES[period_kind(period)], lang)
    return f"{name} {place}, {period_words(period, lang)}".replace(" ,", ",")


def column_names(period: str, lang: Language) -> dict[str, str]:
    """Return what the columns of counts are called for a kind of period."""
    return {
        "n": period_words(period, lang).capitalize(),
        "n_last": earlier_period_words(period, 1, lang).capitalize(),
        "n_before_last": earlier_period_words(period, 2, lang).capitalize(),
        "n_last_year": same_last_year_words(period, lang).capitalize(),
    }


def topic_sentence(
    topic: str,
    counts: dict[str, int | None],
    reading: str,
    *,
    period: str,
    lang: Language,
) -> str:
    """Return how many reports there are, now and earlier, and the reading.

    ``topic`` is a theme or an area.

    A period that the reports do not cover is left out, never given as 0.
    """
    earlier = {
        "n_last": earlier_period_words(period, 1, lang),
        "n_before_last": earlier_period_words(period, 2, lang),
        "n_last_year": same_last_year_words(period, lang),
    }
    if period_kind(period) == "year":  # the year before is the same year last year
        del earlier["n_last_year"]
    known = [
        f"{number(counts[name] or 0, lang)} {words}"
        for name, words in earlier.items()
        if counts.get(name) is not None
    ]
    name = topic[:1].upper() + topic[1:]
    first = f"{name}: {reports_words(counts['n'] or 0, lang)}"
    against = say((", mot ", ", against "), lang) + listed(known, lang) if known else ""
    return f"{first}{against}. {reading}"


def hot_cells(level: int, count: int, lang: Language) -> str:
    """Return the legend of cells at one level of confidence."""
    share = {1: 90, 2: 95, 3: 99}[level]
    pair = (
        f"Fler än slumpen ger, {share}\u202f% säkerhet: {count} rutor",
        f"More than chance gives, {share}\u202f% confidence: {count} cells",
    )
    return say(pair, lang)


def reports_of_period(n: int, lang: Language) -> str:
    """Return the legend of the points of the period."""
    pair = (f"Periodens rapporter: {n}", f"Reports of the period: {n}")
    return say(pair, lang)


def hot_spot_reading(level: int, lang: Language, *, alone: bool = False) -> str:
    """Return what the hot spot test says of a place.

    ``alone`` is a cell with more reports than chance whose surroundings have not.

    >>> hot_spot_reading(0, "en", alone=True)
    'many here, not beside it'
    """
    if level > 0:
        share = {1: 90, 2: 95, 3: 99}[level]
        pair = (f"hot spot, {share}\u202f%", f"hot spot, {share}\u202f%")
    elif alone:
        pair = ("många här, inte intill", "many here, not beside it")
    elif level < 0:
        pair = ("färre än väntat", "fewer than expected")
    else:
        pair = ("inte fler än slumpen ger", "no more than chance gives")
    return say(pair, lang)


def shown_of(shown: int, total: int, lang: Language) -> str:
    """Return the line below a table that was cut."""
    pair = (
        f"De {shown} med flest rapporter av {total}; alla finns i tabellfilen.",
        f"The {shown} with most reports of {total}; all are in the workbook.",
    )
    return say(pair, lang)


def missing_period(period: str, lang: Language) -> str:
    """Return why a comparison with a year ago is missing."""
    words = same_last_year_words(period, lang)
    pair = (
        f"Rapporterna täcker inte {words}; jämförelsen är utelämnad.",
        f"The reports do not cover {words}; that comparison is left out.",
    )
    return say(pair, lang)


def subtitle(period: str, lang: Language) -> str:
    """Return the days of the period."""
    days = period_days(period, lang)
    return days[0].upper() + days[1:]


def streets_of(names: Sequence[tuple[str, int]], total: int, lang: Language) -> str:
    """Return the streets that carry most of the reports, with their counts."""
    of = say(("av", "of"), lang)
    parts = [f"{name} ({n} {of} {total})" for name, n in names]
    return listed(parts, lang)
