"""Calendar periods in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import day, day_of_year, month_names, say
from .._periods import first_day, last_day, period_kind

if TYPE_CHECKING:
    from datetime import date

    from .._columns import Language


def period_words(label: str, lang: Language) -> str:
    """Return the name of a period: "vecka 10 2018", "mars 2019", "tertial 1 2018".

    >>> period_words("2018-W10", "sv"), period_words("2019-03", "en")
    ('vecka 10 2018', 'March 2019')
    >>> period_words("2018-W09/2018-W10", "sv"), period_words("2018-03-07", "en")
    ('vecka 9–10 2018', '7 March 2018')
    """
    begin, slash, end = label.partition("/")
    kind, year = period_kind(begin), begin[:4]
    if kind == "day":
        return period_days(label, lang)
    if slash:
        return _from_to(begin, end, lang)
    if kind == "year":
        return year
    return f"{_without_year(label, lang)} {year}"


def _from_to(begin: str, end: str, lang: Language) -> str:
    """Return periods of a kind from one to another, the year said once if it can."""
    if period_kind(begin) == "year":
        return f"{begin}–{end}"
    if begin[:4] != end[:4]:
        return f"{period_words(begin, lang)}–{period_words(end, lang)}"
    last = _without_year(end, lang).rpartition(" ")[2]
    return f"{_without_year(begin, lang)}–{last} {end[:4]}"


def _without_year(label: str, lang: Language) -> str:
    kind = period_kind(label)
    if kind == "month":
        return month_names(lang)[int(label[5:]) - 1]
    return f"{say(f'period-{kind}-one', lang)} {int(label[6:])}"


def says_its_days(label: str) -> bool:
    """Return whether the words of a period leave no doubt of its days."""
    return period_kind(label.partition("/")[0]) in ("day", "month", "year")


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
        return f"{day_of_year(first, lang)}–{day(last, lang)}"
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
    which = "last" if steps == 1 else "before"
    return say(f"period-{period_kind(label)}-{which}", lang)


def same_last_year_words(label: str, lang: Language) -> str:
    """Return what the same period a year earlier is called.

    >>> same_last_year_words("2018-W10", "sv"), same_last_year_words("2018", "sv")
    ('samma vecka förra året', 'förra året')
    """
    return say(f"period-{period_kind(label)}-same", lang)


def period_name(period: str, lang: Language) -> str:
    """Return a period label in words, and any other text as it is.

    >>> period_name("2018-W10", "sv"), period_name("våren 2018", "sv")
    ('vecka 10 2018', 'våren 2018')
    """
    try:
        return period_words(period, lang)
    except ValueError:
        return period


def period_beside(label: str, period: str, lang: Language) -> str:
    """Return the name of a period beside another, its year where that differs.

    >>> period_beside("2018-W09", "2018-W10", "sv")
    'vecka 9'
    >>> period_beside("2017-03", "2018-03", "en")
    'March 2017'
    """
    words, year = period_words(label, lang), f" {label[:4]}"
    return words.removesuffix(year) if label[:4] == period[:4] else words
