"""Hours and weekdays in words, and the days that lie ahead."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .._language import day, day_of_year, listed, number, say, weekday_names
from ._changes import reports_words
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


def days_words(days: Sequence[int], lang: Language) -> str:
    """Return a run of weekdays in short.

    >>> days_words([2, 3, 4, 5], "sv"), days_words([6, 0], "en")
    ('ons–lör', 'Sun–Mon')
    >>> days_words([2, 3, 4, 5, 6, 0], "sv")
    'alla dagar utom tisdag'
    """
    if len(days) == 7:
        return say("hot-times-days-every-day", lang)
    if len(days) == 6:
        (left,) = set(range(7)) - set(days)
        day = weekday_names(lang, "wide")[left]
        return say("hot-times-days-every-day-but", lang, day=day)
    names = weekday_names(lang)
    if len(days) == 1:
        return names[days[0]]
    return f"{names[days[0]]}–{names[days[-1]]}"


def window_words(days: Sequence[int], first: int, last: int, lang: Language) -> str:
    """Return a window in short.

    >>> window_words([2, 3, 4, 5], 17, 22, "sv")
    'ons–lör kl. 17–22'
    """
    named, hours = days_words(days, lang), f"{first:02d}–{last:02d}"
    return say("hot-times-window", lang, named=named, hours=hours)


def hot_times_words(
    verdict: str,
    windows: Sequence[tuple[Sequence[int], int, int]],
    n: int,
    lang: Language,
    *,
    n_unknown: int = 0,
    n_together: int = 0,
    n_heaped: int = 0,
) -> str:
    """Return the plain statement of a test of times.

    ``n_unknown``: reports without a known hour, which are told of where they are the
    reason that nothing could be tested. ``n_heaped``: reports left out since far too
    many have that very clock time. ``n_together``: reports beyond the first of those
    that came together, which the test does not count as reports of their own.

    >>> hot_times_words("hot times", [([2, 3, 4, 5], 17, 22)], 60, "en")
    'More reports than expected Wed–Sat 17–22 (60 reports).'
    """
    when = listed([window_words(*window, lang) for window in windows], lang)
    told = say(
        f"hot-times-verdicts-{verdict}", lang, when=when, n=reports_words(n, lang)
    )
    if n_heaped:
        told += " " + say("hot-times-heaped", lang, n=n_heaped)
    if verdict != "too few":
        return f"{told} {together_words(n_together, lang)}" if n_together else told
    if not n_unknown:
        return told
    return f"{told} {say('hot-times', lang, n_unknown=n_unknown)}"


def together_words(n: int, lang: Language) -> str:
    """Return that reports came together with others and were tested as one with them.

    >>> together_words(1, "en")
    'About 1 report came within hours of another and was tested as one with it.'
    """
    return say("hot-times-together", lang, n=n)


def no_clock(known: int, total: int, precision: str, lang: Language) -> str:
    """Return why there is no chart of hours."""
    if total == 0:
        return say("times-no-clock-no-reports-no", lang)
    told = say("times-no-clock-hours-of-the", lang, known=known, total=total)
    if precision not in ("date", "week", "month"):
        return told
    coarse = say(f"times-coarse-{precision}", lang)
    return f"{told} {say('times-no-clock-most-times-are', lang, coarse=coarse)}"


def left_out(n: int, lang: Language) -> str:
    """Return how many reports the chart leaves out."""
    return say("times-left-out", lang, reports=reports_words(n, lang), n=n)


def hours_alt(n: int, days: str, lang: Language) -> str:
    """Return the text that stands for the chart of hours."""
    return say("times-hours-alt", lang, reports=reports_words(n, lang), days=days)


def listed_times(
    moments: Sequence[tuple[int, int]], lang: Language, *, days: str = ""
) -> str:
    """Return the times of a few reports, as they were.

    >>> listed_times([(4, 22), (5, 1)], "sv")
    'Tider: fre 22 och lör 01; för få för att testa.'
    >>> listed_times([(4, 22), (4, 22)], "en", days="1–28 March 2018")
    'Times 1–28 March 2018: Fri 22 (2); too few to test.'
    """
    shown = []
    for (weekday, hour), count in Counter(moments).items():
        times = f" ({count})" if count > 1 else ""
        shown.append(f"{weekday_names(lang)[weekday]} {hour:02d}{times}")
    lead = say("times-listed-times-times", lang) + (f" {days}" if days else "")
    few = say("times-listed-times-too-few-to", lang)
    return f"{lead}: {listed(shown, lang)}{few}"


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


def who_name(name: object, by: object, lang: Language) -> str:
    """Return a source, or a reporter as one.

    >>> who_name("Husvärd norr", "reporter", "sv")
    'Husvärd norr (rapportör)'
    """
    if by != "reporter":
        return str(name)
    return say("ahead-who-reporter", lang, name=str(name))


def who_caption(period: str, lang: Language) -> str:
    """Return what the table of reporters is of."""
    told = period_words(period, lang)
    return say("ahead-who-caption", lang, told=told)
