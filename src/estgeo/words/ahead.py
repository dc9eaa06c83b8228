"""What lies ahead, and who reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .._language import day, day_of_year, number, say
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language


def day_name(name: str, kind: str, lang: Language) -> str:
    """Return a day by its Swedish name, with its kind where the name does not say it.

    >>> day_name("nyårsafton", "eve", "sv")
    'nyårsafton (helgafton)'
    """
    told = say(f"ahead-kinds-{kind}", lang)
    return name if told in name else f"{name} ({told})"


def from_to(first: date, last: date, lang: Language) -> str:
    """Return the first and last of several days."""
    start = f"{day_of_year(first, lang)}"
    return f"{start}–{day(last, lang)}"


def rate_words(ratio: float, low: float, high: float, kind: str, lang: Language) -> str:
    r"""Return how such days compared with ordinary ones.

    >>> rate_words(1.8, 1.2, 2.6, "eve", "en")
    'such days (eve): 1.8 times the reports of ordinary days (1.2–2.6)'
    """
    name = say(f"ahead-kinds-{kind}", lang)
    if low <= 1 <= high:
        return say("ahead-rate-no-sure-difference", lang, name=name)
    one, *ends = (number(value, lang, decimals=1) for value in (ratio, low, high))
    return say(
        "ahead-rate-such-days-times",
        lang,
        name=name,
        one=one,
        ends_0=ends[0],
        ends_1=ends[1],
    )


def warm_weeks(first: date, until: date, lang: Language) -> str:
    """Return that the first warm weeks may come, where the days reach into them.

    >>> from datetime import date
    >>> warm_weeks(date(2018, 1, 1), date(2018, 1, 28), "sv")
    ''
    """
    spring = [date(year, 4, 15) for year in range(first.year, until.year + 1)]
    reach = timedelta(days=45)
    if not any(first <= one + reach and until >= one for one in spring):
        return ""
    return say("ahead-warm-weeks", lang)


def who_caption(period: str, lang: Language) -> str:
    """Return what the table of reporters is of."""
    told = period_words(period, lang)
    return say("ahead-who-caption", lang, told=told)
