"""Sentences of the first page: the most important, and what the numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words
from ._periods import period_beside, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


def moved(code: str, things: Sequence[str], lang: Language) -> str:
    """Return what has more, or fewer, reports than usual.

    >>> moved("more", ["brand i Norr (7 rapporter, normalt 0–3)"], "sv")
    'Fler än normalt: brand i Norr (7 rapporter, normalt 0–3).'
    """
    return f"{say(f'summary-moved-leads-{code}', lang)}: {'; '.join(things)}."


def thing(name: str, n: int, bounds: str, lang: Language) -> str:
    """Return a name with its count and what is usual.

    >>> thing("Norr", 1, " (normalt 0–3)", "sv")
    'Norr (1 rapport, normalt 0–3)'
    """
    inside = bounds.strip().strip("()")
    return f"{name} ({reports_words(n, lang)}{', ' + inside if inside else ''})"


def whole(n: int, period: str, judgement: str, bounds: str, lang: Language) -> str:
    """Return how many reports there are in all, and how that stands.

    >>> whole(58, "2018-W10", "inom det normala", " (normalt 40–70)", "sv")
    'Sammanlagt 58 rapporter under vecka 10 2018: inom det normala (normalt 40–70).'
    """
    when = period_words(period, lang)
    return say(
        "summary-whole",
        lang,
        reports=reports_words(n, lang),
        when=when,
        judgement=judgement,
        bounds=bounds,
    )


def earlier(counts: Sequence[tuple[str, int]], period: str, lang: Language) -> str:
    """Return the counts of earlier periods, "" where none is known.

    >>> earlier([("2018-W09", 2), ("2017-W10", 0)], "2018-W10", "sv")
    'Vecka 9: 2, vecka 10 2017: 0.'
    """
    told = ", ".join(
        f"{period_beside(label, period, lang)}: {number(n, lang)}"
        for label, n in counts
    )
    return told and f"{told[0].upper()}{told[1:]}."


def rest(topics: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return the themes that were compared and found as usual, with their counts.

    >>> rest([("brand", 2), ("social oro", 1)], "sv")
    'Inom det normala i hela området: brand (2) och social oro (1).'
    """
    names = listed([f"{topic} ({number(n, lang)})" for topic, n in topics], lang)
    return say("summary-rest", lang, names=names)


def positive(n: int, kinds: Sequence[str], zones: Sequence[str], lang: Language) -> str:
    """Return how many reports tell of something good, what and where."""
    what = f" ({listed(kinds, lang)})" if kinds else ""
    where = say("summary-positive-in", lang) + listed(zones, lang) if zones else ""
    return say("summary-positive-of-something-good", lang, n=n, what=what, where=where)


def compared_with(
    basis: str, labels: Sequence[str], period: str, lang: Language, *, season: bool
) -> str:
    """Return what the counts are compared with, and whether the season is out.

    >>> compared_with("years", ["2017-03"], "2018-03", "en", season=True)
    'Usual is what the same period of one earlier year gives: March 2017.'
    """
    names = listed([period_beside(label, period, lang) for label in labels], lang)
    if basis == "weeks":
        pair = say(
            "summary-compared-with-usual-is-what"
            if season
            else "summary-compared-with-usual-is-what-2",
            lang,
        )
    elif basis == "years" and len(labels) == 1:
        pair = say("summary-compared-with-usual-is-what-3", lang, names=names)
    elif basis == "years":
        pair = say("summary-compared-with-usual-is-what-4", lang, names=names)
    elif basis == "last":
        pair = say("summary-compared-with-compared-with", lang, names=names)
    else:
        return say("summary-nothing-compared", lang)
    told = pair
    return told if season else f"{told} {say('summary-season-stays', lang)}"


def many_tests(rows: int, basis: str, lang: Language) -> str:
    """Return how many rows would stand out by chance alone.

    >>> many_tests(20, "years", "en")
    'Of 20 rows about 1.0 would lie outside the usual by chance alone.'
    """
    share = 0.06 if basis == "weeks" else 0.05
    out = number(rows * share, lang, decimals=1)
    return say("summary-many-tests", lang, rows=rows, out=out)
