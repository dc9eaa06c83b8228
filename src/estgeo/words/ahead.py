"""What lies ahead, and who reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .._language import MONTHS, day, number, say
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

NOTE: Pair = (
    "Jämförelsen är med vanliga dagar samma veckodag och månad, av alla rapporter i "
    "områdena. Den säger inget om just dessa dagar i år.",
    "Compared with ordinary days of the same weekday and month, of all reports in the "
    "areas. It says nothing of these very days this year.",
)
UNKNOWN: Pair = ("för lite underlag", "too few records")
STATES: dict[str, Pair] = {
    "silent": ("tyst", "silent"),
    "new": ("ny", "new"),
    "jump": ("många fler än vanligt", "many more than usual"),
    "drop": ("många färre än vanligt", "many fewer than usual"),
    "ordinary": ("som vanligt", "as usual"),
}
WHO_NOTE: Pair = (
    "Fler rapportörer ger fler rapporter. Den som är tyst kan behöva en påminnelse, "
    "den som är ny ett tack.",
    "More reporters give more reports. Who is silent may need a reminder, who is new a "
    "word of thanks.",
)
_KINDS: dict[str, Pair] = {
    "holiday": ("helgdag", "holiday"),
    "eve": ("helgafton", "eve"),
    "bridge day": ("klämdag", "bridge day"),
    "school break": ("lov", "school break"),
}


def day_name(name: str, kind: str, lang: Language) -> str:
    """Return a day by its Swedish name, with its kind where the name does not say it.

    >>> day_name("nyårsafton", "eve", "sv")
    'nyårsafton (helgafton)'
    """
    told = say(_KINDS[kind], lang)
    return name if told in name else f"{name} ({told})"


def from_to(first: date, last: date, lang: Language) -> str:
    """Return the first and last of several days."""
    start = f"{first.day} {MONTHS[lang][first.month - 1]}"
    return f"{start}–{day(last, lang)}"


def rate_words(ratio: float, low: float, high: float, kind: str, lang: Language) -> str:
    r"""Return how such days compared with ordinary ones.

    >>> rate_words(1.8, 1.2, 2.6, "eve", "en")
    'such days (eve): 1.8 times the reports of ordinary days (1.2–2.6)'
    """
    name = say(_KINDS[kind], lang)
    if low <= 1 <= high:
        pair = (
            f"ingen säker skillnad mot vanliga dagar ({name})",
            f"no sure difference from ordinary days ({name})",
        )
        return say(pair, lang)
    one, *ends = (number(value, lang, decimals=1) for value in (ratio, low, high))
    pair = (
        f"sådana dagar ({name}): {one} gånger så många rapporter som vanliga dagar "
        f"({ends[0]}–{ends[1]})",
        f"such days ({name}): {one} times the reports of ordinary days "
        f"({ends[0]}–{ends[1]})",
    )
    return say(pair, lang)


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
    pair = (
        "De första varma veckorna brukar komma mellan mitten av april och slutet av "
        "maj. Fler är då ute om kvällarna.",
        "The first warm weeks tend to come between mid-April and the end of May. More "
        "people are out in the evenings then.",
    )
    return say(pair, lang)


def who_caption(period: str, lang: Language) -> str:
    """Return what the table of reporters is of."""
    told = period_words(period, lang)
    return say((f"Rapporter per källa, {told}", f"Reports by source, {told}"), lang)
