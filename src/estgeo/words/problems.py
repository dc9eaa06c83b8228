"""Problems in words: what, how many, where, when, what is done and what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


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
    return say(
        "problems-count",
        lang,
        n=n,
        reports=reports_words(total, lang),
        judgement=judgement,
        bounds=bounds,
    )


def mostly(kinds: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return the commonest categories with their counts.

    >>> mostly([("krossad ruta", 5)], "sv")
    'Vanligast: krossad ruta (5).'
    """
    names = listed([f"{name} ({number(n, lang)})" for name, n in kinds], lang)
    return f"{say('problems-mostly', lang)}: {names}."


def streets(named: Sequence[tuple[str, int]], n: int, lang: Language) -> str:
    """Return the streets of most of the period's reports, and of how many.

    >>> streets([("Torggatan", 5)], 7, "sv")
    'Vid Torggatan (5 av 7).'
    """
    of = say("problems-streets-of", lang)
    parts = [f"{name} ({number(k, lang)} {of} {number(n, lang)})" for name, k in named]
    return f"{say('problems-streets-at', lang)} {listed(parts, lang)}."


def hot_spots_here(numbers: Sequence[int], topic: str, lang: Language) -> str:
    """Return which hot spots of the theme lie in the area.

    >>> hot_spots_here([3], "brand", "sv")
    'Hot spot 3 (brand) ligger i området.'
    """
    which = listed([str(one) for one in numbers], lang)
    return say(
        "problems-hot-spots-here", lang, which=which, topic=topic, numbers=len(numbers)
    )


def goes_on(with_reports: int, periods: int, lang: Language) -> str:
    """Return in how many of the periods before there were such reports.

    >>> goes_on(3, 4, "sv")
    'Fortsätter: sådana rapporter i 3 av de 4 perioderna före.'
    >>> goes_on(4, 4, "sv")
    'Fortsätter: sådana rapporter i alla 4 perioderna före.'
    """
    if periods == 1:
        return say("problems-goes-on-continues-such-reports", lang)
    if with_reports == periods:
        return say("problems-goes-on-continues-such-reports-2", lang, periods=periods)
    return say(
        "problems-goes-on-continues-such-reports-3",
        lang,
        with_reports=with_reports,
        periods=periods,
    )


def insats_at_work(name: str, state: str, covered: int, n: int, lang: Language) -> str:
    """Return an insats, how it stands and how many of the reports it covers.

    >>> insats_at_work("Patrull", "pågår sedan 5 mars 2018", 5, 7, "sv")
    'Patrull pågår sedan 5 mars 2018 och täcker 5 av de 7 rapporterna.'
    """
    if n == 0:
        return f"{name} {state}."
    if covered:
        return say(
            "problems-insats-at-work-and-covers",
            lang,
            name=name,
            state=state,
            covered=covered,
            n=n,
        )
    return say(
        "problems-insats-at-work-and-covers-2", lang, name=name, state=state, n=n
    )


def level(value: object, lang: Language) -> str:
    """Return the group's own level of an area."""
    return say("problems-level", lang, value=value)


def left_out(count: int, lang: Language) -> str:
    """Return how many problems more there are."""
    return say("problems-left-out", lang, count=count)


def left_period(period: str, lang: Language) -> str:
    """Return that the counts are of the period."""
    when = period_words(period, lang)
    return say("problems-left-period", lang, when=when)
