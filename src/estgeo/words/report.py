"""What a lägesbild says, in Swedish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, say
from .._periods import period_kind, same_period_last_year, shift_period
from ._periods import period_beside, period_days, period_words

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
    "insatser": ("Insatser", "Insatser"),
    "appendix": ("Bilaga: tabeller och underlag", "Appendix: tables and basis"),
    "page": ("Sida", "Page"),
    "of": ("av", "of"),
    "contents": ("Innehåll", "Contents"),
    "ticked": ("ja", "yes"),
    "not_ticked": ("nej", "no"),
    "as_table": ("Diagrammet som tabell", "The chart as a table"),
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
    "summary": ("Det viktigaste", "The most important"),
    "comparison": (
        "Läget jämfört med tidigare",
        "Compared with earlier periods",
    ),
    "places": ("Hot spots: var det sker", "Hot spots: where it happens"),
    "times": ("Hot times: när det sker", "Hot times: when it happens"),
    "problems": ("Problem", "Problems"),
    "most": ("Platser med flest rapporter", "Places with most reports"),
    "decision": ("Beslut", "Decision"),
    "insatser": ("Insatser", "Insatser"),
    "follow-up": ("Uppföljning av insatser", "Follow-up of insatser"),
    "areas": ("Områden och teman", "Areas and themes"),
    "patterns": ("Mönster över tid", "Patterns over time"),
    "assessment": (
        "Gruppens bedömning och underlag för prioritering",
        "The group's assessment and basis for priorities",
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
    "usual": ("Normalt", "Usual"),
    "change": ("Förändring", "Change"),
    "status": ("Bedömning", "Judgement"),
    "state": ("Läge", "State"),
    "problem": ("Problem", "Problem"),
    "when": ("När", "When"),
    "responsible": ("Ansvarig", "Responsible"),
    "purpose": ("Syfte", "Purpose"),
    "place": ("Plats", "Place"),
    "number": ("Nr", "No."),
    "test": ("Test", "Test"),
    "robust": ("Håller", "Holds"),
    "mostly": ("Vanligaste tema", "Commonest theme"),
    "name": ("Insats", "Insats"),
    "from": ("Från", "From"),
    "until": ("Till", "Until"),
    "kind": ("Typ av insats", "Kind"),
    "themes": ("Teman", "Themes"),
    "pattern": ("Mönster", "Pattern"),
    "cells": ("Rutor", "Cells"),
    "indicator": ("Indikator", "Indicator"),
    "level": ("Nivå", "Level"),
    "comment": ("Kommentar", "Comment"),
    "slope": ("Per år", "Per year"),
    "interval": ("95 %-intervall", "95 % interval"),
    "fact": ("Uppgift", "Fact"),
    "value": ("Värde", "Value"),
    "hot_spots": ("Hot spots", "Hot spots"),
    "severity": ("Allvarlighet, summa", "Severity, sum"),
    "check": ("Kontroll", "Check"),
    "hour": ("Timme", "Hour"),
    "month": ("Månad", "Month"),
    "reports": ("Rapporter", "Reports"),
    "comparison": ("Jämförelse", "Comparison"),
}
FROM_TO: Pair = ("{0} till {1}", "{0} to {1}")
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
    "Behov finns av ytterligare insatser",
    "Further insatser are needed",
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
        **{
            name: period_beside(label, period, lang).capitalize()
            for name, label in (
                ("n_last", shift_period(period, -1)),
                ("n_before_last", shift_period(period, -2)),
                ("n_last_year", same_period_last_year(period)),
            )
        },
    }


def hot_cells(level: int, count: int, lang: Language) -> str:
    """Return the legend of cells at one level of confidence."""
    share = {1: 90, 2: 95, 3: 99}[level]
    pair = (
        f"Fler än väntat, {share}\u202f% säkerhet: {count} "
        f"{'ruta' if count == 1 else 'rutor'}",
        f"More than expected, {share}\u202f% confidence: {count} "
        f"{'cell' if count == 1 else 'cells'}",
    )
    return say(pair, lang)


def numbers_of(theme: str, numbers: Sequence[int], lang: Language) -> str:
    """Return which hot spots are of a theme in words, "" for all reports.

    >>> numbers_of("brand", [1, 3], "sv")
    'Hot spot 1 och 3: brand'
    """
    told = theme or say(("alla teman", "all themes"), lang)
    return f"Hot spot {listed([str(one) for one in numbers], lang)}: {told}"


def reports_of_period(n: int, lang: Language) -> str:
    """Return the legend of the points of the period."""
    pair = (f"Periodens rapporter: {n}", f"Reports of the period: {n}")
    return say(pair, lang)


def hot_spot_reading(level: int, lang: Language, *, peak: bool = False) -> str:
    """Return what the hot spot test says of a place.

    ``peak`` is a cell whose own count lies far above those of all others.

    >>> hot_spot_reading(0, "sv", peak=True)
    'enstaka topp'
    """
    if level > 0:
        share = {1: 90, 2: 95, 3: 99}[level]
        pair = (f"hot spot, {share}\u202f%", f"hot spot, {share}\u202f%")
    elif peak:
        pair = ("enstaka topp", "single peak")
    elif level < 0:
        pair = ("färre än väntat", "fewer than expected")
    else:
        pair = ("kan vara slump", "not significant")
    return say(pair, lang)


def shown_of(shown: int, total: int, lang: Language) -> str:
    """Return the line below a table that was cut."""
    pair = (
        f"{shown} av {total} rader visas; alla finns i tabellfilen.",
        f"{shown} of {total} rows are shown; all are in the workbook.",
    )
    return say(pair, lang)


def missing_period(period: str, lang: Language) -> str:
    """Return why a comparison with a year ago is missing.

    >>> missing_period("2018-03", "en")
    'The reports do not cover March 2017; that comparison is left out.'
    """
    words = period_beside(same_period_last_year(period), period, lang)
    pair = (
        f"Rapporterna täcker inte {words}; den jämförelsen är utelämnad.",
        f"The reports do not cover {words}; that comparison is left out.",
    )
    return say(pair, lang)


def subtitle(period: str, lang: Language) -> str:
    """Return the days of the period."""
    days = period_days(period, lang)
    return days[0].upper() + days[1:]
