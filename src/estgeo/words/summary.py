"""Sentences of the first page: the most important, and what the numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words
from ._periods import period_beside, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

NOTHING_MOVED: Pair = (
    "Inget område, tema eller tema i ett område har säkert fler eller färre rapporter "
    "än normalt.",
    "No area, theme or theme in an area surely has more or fewer reports than usual.",
)
NOTHING_COMPARED: Pair = (
    "Det finns inget att jämföra med: rapporterna räcker inte till en tidigare period.",
    "There is nothing to compare with: the reports do not reach an earlier period.",
)
SEASON_STAYS: Pair = (
    "Årstiden är inte borträknad.",
    "The season is not taken out.",
)


def moved(code: str, things: Sequence[str], lang: Language) -> str:
    """Return what has more, or fewer, reports than usual.

    >>> moved("more", ["brand i Norr (7 rapporter, normalt 0–3)"], "sv")
    'Fler än normalt: brand i Norr (7 rapporter, normalt 0–3).'
    """
    leads: dict[str, Pair] = {
        "more": ("Fler än normalt", "More than usual"),
        "fewer": ("Färre än normalt", "Fewer than usual"),
        "more than last": ("Fler än föregående period", "More than in the last period"),
        "fewer than last": (
            "Färre än föregående period",
            "Fewer than in the last period",
        ),
    }
    return f"{say(leads[code], lang)}: {'; '.join(things)}."


def thing(name: str, n: int, bounds: str, lang: Language) -> str:
    """Return a name with its count and what is usual.

    >>> thing("Norr", 1, " (normalt 0–3)", "sv")
    'Norr (1 rapport, normalt 0–3)'
    """
    inside = bounds.strip().strip("()")
    return f"{name} ({reports_words(n, lang)}{', ' + inside if inside else ''})"


def more_of_it(n: int, lang: Language) -> str:
    """Return that a list of what moved goes on in the tables."""
    return say(
        (f"och {n} till (se tables.xlsx)", f"and {n} more (see tables.xlsx)"), lang
    )


def whole(n: int, period: str, judgement: str, bounds: str, lang: Language) -> str:
    """Return how many reports there are in all, and how that stands.

    >>> whole(58, "2018-W10", "inom det normala", " (normalt 40–70)", "sv")
    'Sammanlagt 58 rapporter under vecka 10 2018: inom det normala (normalt 40–70).'
    """
    when = period_words(period, lang)
    pair = (
        f"Sammanlagt {reports_words(n, lang)} under {when}: {judgement}{bounds}.",
        f"{reports_words(n, lang)} in all in {when}: {judgement}{bounds}.",
    )
    return say(pair, lang)


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
    pair = (
        f"Inom det normala i hela området: {names}.",
        f"Within the usual in the whole area: {names}.",
    )
    return say(pair, lang)


def all_of(name: str, judgement: str, lang: Language) -> str:
    """Return that the reports of a row are all of one area or theme, judged there.

    >>> all_of("Centrum", "klart fler än normalt", "sv")
    'alla: Centrum, klart fler än normalt'
    """
    pair = (f"alla: {name}, {judgement}", f"all: {name}, {judgement}")
    return say(pair, lang)


def positive(n: int, kinds: Sequence[str], zones: Sequence[str], lang: Language) -> str:
    """Return how many reports tell of something good, what and where."""
    what = f" ({listed(kinds, lang)})" if kinds else ""
    where = say((" i ", " in "), lang) + listed(zones, lang) if zones else ""
    one = n == 1
    pair = (
        f"{number(n, lang)} {'rapport' if one else 'rapporter'} berättar om något "
        f"positivt{what}{where}; {'den' if one else 'de'} ingår inte i talen ovan.",
        f"{number(n, lang)} {'report tells' if one else 'reports tell'} of something "
        f"good{what}{where}; {'it is' if one else 'they are'} not among the numbers "
        "above.",
    )
    return say(pair, lang)


def compared_with(
    basis: str, labels: Sequence[str], period: str, lang: Language, *, season: bool
) -> str:
    """Return what the counts are compared with, and whether the season is out.

    >>> compared_with("years", ["2017-03"], "2018-03", "en", season=True)
    'Usual is what the same period of one earlier year gives: March 2017.'
    """
    names = listed([period_beside(label, period, lang) for label in labels], lang)
    if basis == "weeks":
        pair = (
            "Normalt är det som de senaste 26 veckorna ger"
            + (", med årstiden ur tidigare år." if season else "."),
            "Usual is what the last 26 weeks lead one to expect"
            + (", with the season of earlier years." if season else "."),
        )
    elif basis == "years" and len(labels) == 1:
        pair = (
            f"Normalt är det som samma period ett enda tidigare år ger: {names}.",
            f"Usual is what the same period of one earlier year gives: {names}.",
        )
    elif basis == "years":
        pair = (
            f"Normalt är det som samma period tidigare år ger: {names}.",
            f"Usual is what the same period of earlier years gives: {names}.",
        )
    elif basis == "last":
        pair = (f"Jämfört med {names}.", f"Compared with {names}.")
    else:
        return say(NOTHING_COMPARED, lang)
    told = say(pair, lang)
    return told if season else f"{told} {say(SEASON_STAYS, lang)}"


def many_tests(rows: int, basis: str, lang: Language) -> str:
    """Return how many rows would stand out by chance alone.

    >>> many_tests(20, "years", "en")
    'Of 20 rows about 1.0 would lie outside the usual by chance alone.'
    """
    share = 0.06 if basis == "weeks" else 0.05
    out = number(rows * share, lang, decimals=1)
    pair = (
        f"Av {number(rows, lang)} rader hamnar i snitt omkring {out} utanför det "
        "normala av ren slump.",
        f"Of {number(rows, lang)} rows about {out} would lie outside the usual by "
        "chance alone.",
    )
    return say(pair, lang)
