"""Problems in words: what, how many, where, when, what is done and what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

HOW_CHOSEN: Pair = (
    "Här visas teman som i ett område har minst tre rapporter under perioden, eller "
    "fler eller färre än normalt. Gruppen avgör vilka som är problem.",
    "Shown are themes with at least three reports in an area in the period, or more or "
    "fewer than usual. The group decides which are problems.",
)
NONE: Pair = (
    "Inget tema har i något område tre rapporter, eller fler eller färre än normalt.",
    "No theme has three reports in any area, or more or fewer than usual.",
)
BOX_NOTE: Pair = (
    "Rutorna är förslag. Den första är ikryssad om någon insats som började före "
    "perioden pågår här, den andra om ett tema är fler än normalt eller nytt i ett "
    "område utan att någon pågående insats täcker en enda av rapporterna. Gruppen "
    "ändrar dem vid mötet.",
    "The boxes are proposals. The first is ticked if an insats that began before the "
    "period is at work here, the second if a theme is more than usual or new in an "
    "area and no insats at work covers any of its reports. The group changes them at "
    "its meeting.",
)
HOW_AND_WHY: Pair = (
    "Hur det går till och troliga orsaker",
    "How it happens and likely causes",
)
NO_INSATS: Pair = (
    "Ingen angiven insats mot detta pågår här.",
    "No stated insats against this is at work here.",
)


def heading(topic: str, zone: str) -> str:
    """Return what a problem is called.

    >>> heading("brand", "Norr")
    'Brand, Norr'
    """
    return f"{topic[:1].upper()}{topic[1:]}, {zone}"


def count(n: int, total: int, judgement: str, bounds: str, lang: Language) -> str:
    """Return how many of the area's reports, and how that stands.

    >>> count(7, 20, "klart fler än normalt", " (normalt 0–3)", "sv")
    '7 av områdets 20 rapporter, klart fler än normalt (normalt 0–3).'
    """
    pair = (
        f"{number(n, lang)} av områdets {reports_words(total, lang)}, "
        f"{judgement}{bounds}.",
        f"{number(n, lang)} of the area's {reports_words(total, lang)}, "
        f"{judgement}{bounds}.",
    )
    return say(pair, lang)


def mostly(kinds: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return the commonest categories with their counts.

    >>> mostly([("krossad ruta", 5)], "sv")
    'Vanligast: krossad ruta (5).'
    """
    names = listed([f"{name} ({number(n, lang)})" for name, n in kinds], lang)
    return f"{say(('Vanligast', 'Commonest'), lang)}: {names}."


def streets(named: Sequence[tuple[str, int]], n: int, lang: Language) -> str:
    """Return the streets of most of the period's reports, and of how many.

    >>> streets([("Torggatan", 5)], 7, "sv")
    'Vid Torggatan (5 av 7).'
    """
    of = say(("av", "of"), lang)
    parts = [f"{name} ({number(k, lang)} {of} {number(n, lang)})" for name, k in named]
    return f"{say(('Vid', 'At'), lang)} {listed(parts, lang)}."


def hot_spots_here(numbers: Sequence[int], topic: str, lang: Language) -> str:
    """Return which hot spots of the theme lie in the area.

    >>> hot_spots_here([3], "brand", "sv")
    'Hot spot 3 (brand) ligger i området.'
    """
    which = listed([str(one) for one in numbers], lang)
    many = len(numbers) > 1
    pair = (
        f"Hot spot {which} ({topic}) ligger i området.",
        f"Hot spot{'s' if many else ''} {which} ({topic}) {'lie' if many else 'lies'} "
        "in the area.",
    )
    return say(pair, lang)


def is_new(periods: int, lang: Language) -> str:
    """Return that nothing of the kind was reported in the periods before."""
    one = periods == 1
    pair = (
        "Nytt: ingen sådan rapport i perioden före."
        if one
        else f"Nytt: ingen sådan rapport i de {periods} perioderna före.",
        "New: no such report in the period before."
        if one
        else f"New: no such report in the {periods} periods before.",
    )
    return say(pair, lang)


def goes_on(with_reports: int, periods: int, lang: Language) -> str:
    """Return in how many of the periods before there were such reports.

    >>> goes_on(3, 4, "sv")
    'Fortsätter: sådana rapporter i 3 av de 4 perioderna före.'
    >>> goes_on(4, 4, "sv")
    'Fortsätter: sådana rapporter i alla 4 perioderna före.'
    """
    if periods == 1:
        pair = (
            "Fortsätter: sådana rapporter även i perioden före.",
            "Continues: such reports in the period before too.",
        )
    elif with_reports == periods:
        pair = (
            f"Fortsätter: sådana rapporter i alla {periods} perioderna före.",
            f"Continues: such reports in all {periods} periods before.",
        )
    else:
        pair = (
            f"Fortsätter: sådana rapporter i {with_reports} av de {periods} perioderna "
            "före.",
            f"Continues: such reports in {with_reports} of the {periods} periods "
            "before.",
        )
    return say(pair, lang)


def insats_at_work(name: str, state: str, covered: int, n: int, lang: Language) -> str:
    """Return an insats, how it stands and how many of the reports it covers.

    >>> insats_at_work("Patrull", "pågår sedan 5 mars 2018", 5, 7, "sv")
    'Patrull pågår sedan 5 mars 2018 och täcker 5 av de 7 rapporterna.'
    """
    if n == 0:
        return f"{name} {state}."
    if n == 1:
        pair = (
            "rapporten" if covered else "inte rapporten",
            "the report" if covered else "not the report",
        )
        told = say(pair, lang)
        return say(
            (
                f"{name} {state} och täcker {told}.",
                f"{name} {state} and covers {told}.",
            ),
            lang,
        )
    part, none = number(covered, lang), say(("ingen", "none"), lang)
    pair = (
        f"{name} {state} och täcker {part if covered else none} av de "
        f"{number(n, lang)} rapporterna.",
        f"{name} {state} and covers {part if covered else none} of the "
        f"{number(n, lang)} reports.",
    )
    return say(pair, lang)


def level(value: object, lang: Language) -> str:
    """Return the group's own level of an area."""
    pair = (f"nivå {value} enligt gruppen", f"level {value} by the group")
    return say(pair, lang)


def left_out(count: int, lang: Language) -> str:
    """Return how many problems more there are."""
    pair = (
        f"Ytterligare {count} {'tema' if count == 1 else 'teman'} per område "
        "uppfyller villkoren; de står i tabellfilen.",
        f"Another {count} {'theme' if count == 1 else 'themes'} by area "
        f"{'meets' if count == 1 else 'meet'} the conditions; see the workbook.",
    )
    return say(pair, lang)


def left_period(period: str, lang: Language) -> str:
    """Return that the counts are of the period."""
    when = period_words(period, lang)
    return say((f"Antalen gäller {when}.", f"Counts are of {when}."), lang)
