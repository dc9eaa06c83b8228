"""What the lägesbild by the law says, and the candidates for a deeper study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import keys, listed, number, percent, say
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


# {what a table is called in the code: its sheet, what it is called on the page}
TABLES = keys(
    "law-tables",
    (
        "population",
        "reference",
        "consequences",
        "surveys",
        "other",
        "coordination",
        "sources",
    ),
)
COLUMNS = keys(
    "law-columns",
    (
        "people",
        "rate",
        "interval",
        "who",
        "value",
        "reading",
        "question",
        "year",
        "answers",
        "result",
        "change",
        "source",
        "used",
        "why",
        "reports",
        "cause",
        "how",
        "goal",
        "insats",
        "when",
        "weeks",
        "same",
        "grave",
        "cost",
    ),
)
FACTS = keys(
    "law-facts",
    (
        "weeks",
        "now",
        "where",
        "same",
        "when",
        "kinds",
        "sources",
        "grave",
        "cost",
        "tried",
        "how",
        "cause",
        "owner",
    ),
)


def title(period: str, place: str, lang: Language) -> str:
    """Return the title of the page.

    >>> title("2018", "Valboås", "sv")
    'Lägesbild enligt lag (2023:196), Valboås, 2018'
    """
    named = f", {place}" if place else ""
    return say("law-title", lang, place=named, period=period_words(period, lang))


def points(low: float, high: float, lang: Language) -> str:
    """Return a change of a share between limits, in percentage points.

    >>> points(-0.052, 0.011, "sv")
    '−5 till +1 procentenheter'
    """
    return say(
        "law-points", lang, v0=_signed(100 * low, lang), v1=_signed(100 * high, lang)
    )


def _signed(value: float, lang: Language) -> str:
    whole = round(value)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{number(abs(whole), lang)}"


def between(low: str, high: str, lang: Language) -> str:
    """Return two limits.

    >>> between("3,1", "4,2", "sv")
    '3,1 till 4,2'
    """
    return say("law-between", lang, v0=low, v1=high)


def weeks_told(counts: tuple[int, int], since: str, lang: Language) -> str:
    """Return in how many weeks there were reports, and since when there are any.

    >>> weeks_told((20, 26), "2017-W03", "sv")
    'Rapporter i 20 av de senaste 26 veckorna; den första på fil är från vecka 3 2017.'
    """
    n, of = counts
    return say("law-weeks-told", lang, n=n, of=of, period=period_words(since, lang))


def same_cells(counts: tuple[int, int], cells: tuple[int, int], lang: Language) -> str:
    """Return how many reports came back to the same cells.

    >>> same_cells((12, 20), (3, 40), "en")
    '12 of 20 reports of the second half lay in the 3 of 40 cells with most before.'
    """
    (n, of), (top, used) = counts, cells
    return say("law-same-cells", lang, n=n, of=of, top=top, used=used)


def counted(names: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return names with their counts.

    >>> counted([("krossad ruta", 5), ("klotter", 2)], "sv")
    'krossad ruta (5) och klotter (2)'
    """
    return listed([f"{name} ({number(n, lang)})" for name, n in names], lang)


def share_words(share: float, lang: Language) -> str:
    """Return a share in whole percent.

    >>> share_words(0.314, "en")
    '31\u202f%'
    """
    return percent(share, lang)


def lacking(names: Sequence[str], lang: Language) -> str:
    """Return what a deeper study has to find out.

    >>> lacking(["kostnad", "trolig orsak"], "sv")
    'Kunskap som saknas: kostnad och trolig orsak.'
    """
    return say("law-lacking", lang, v0=listed(list(names), lang))
