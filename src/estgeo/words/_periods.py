"""The name of a period in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import MONTHS, day, say
from .._periods import first_day, last_day, period_kind

if TYPE_CHECKING:
    from datetime import date

    from .._columns import Language

_KINDS = {
    "week": ("vecka", "week"),
    "month": ("månad", "month"),
    "quarter": ("kvartal", "quarter"),
    "tertial": ("tertial", "tertial"),
    "year": ("år", "year"),
}


def period_words(label: str, lang: Language) -> str:
    """Return the name of a period: "vecka 10 2018", "mars 2019", "tertial 1 2018".

    >>> period_words("2018-W10", "sv"), period_words("2019-03", "en")
    ('vecka 10 2018', 'March 2019')
    """
    kind = period_kind(label)
    year = label[:4]
    if kind == "year":
        return year
    if kind == "month":
        return f"{MONTHS[lang][int(label[5:]) - 1]} {year}"
    return f"{say(_KINDS[kind], lang)} {int(label[6:])} {year}"


def period_days(label: str, lang: Language) -> str:
    """Return the first and last day of a period in running text.

    >>> period_days("2018-W10", "sv")
    '5–11 mars 2018'
    """
    return days_words(first_day(label), last_day(label), lang)


def days_words(first: date, last: date, lang: Language) -> str:
    """Return a span of days, saying month and year once where they are the same.

    >>> from datetime import date
    >>> days_words(date(2018, 2, 26), date(2018, 3, 4), "sv")
    '26 februari–4 mars 2018'
    """
    if first == last:
        return day(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, lang)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[lang][first.month - 1]}–{day(last, lang)}"
    return f"{day(first, lang)}–{day(last, lang)}"


def earlier_period_words(label: str, steps: int, lang: Language) -> str:
    """Return what the period ``steps`` back is called beside ``label``.

    Steps 1 and 2 are the last period and the one before it.

    >>> (
    ...     earlier_period_words("2018-W10", 1, "sv"),
    ...     earlier_period_words("2018-T1", 2, "sv"),
    ... )
    ('förra veckan', 'förrförra tertialet')
    """
    names = {
        "week": ("veckan", "week"),
        "month": ("månaden", "month"),
        "quarter": ("kvartalet", "quarter"),
        "tertial": ("tertialet", "tertial"),
        "year": ("året", "year"),
    }
    swedish, english = names[period_kind(label)]
    if steps == 1:
        return say((f"förra {swedish}", f"last {english}"), lang)
    return say((f"förrförra {swedish}", f"the {english} before last"), lang)


def same_last_year_words(label: str, lang: Language) -> str:
    """Return what the same period a year earlier is called.

    >>> same_last_year_words("2018-W10", "sv"), same_last_year_words("2018", "sv")
    ('samma vecka förra året', 'förra året')
    """
    if period_kind(label) == "year":
        return earlier_period_words(label, 1, lang)
    swedish, english = _KINDS[period_kind(label)]
    return say((f"samma {swedish} förra året", f"same {english} last year"), lang)


def period_name(period: str, lang: Language) -> str:
    """Return a period label in words, and any other text as it is.

    >>> period_name("2018-W10", "sv"), period_name("våren 2018", "sv")
    ('vecka 10 2018', 'våren 2018')
    """
    try:
        return period_words(period, lang)
    except ValueError:
        return period
