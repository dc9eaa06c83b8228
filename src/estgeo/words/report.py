"""What a lägesbild says, in Swedish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, say
from .._periods import period_kind, same_period_last_year, shift_period
from ._periods import period_beside, period_days, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


# What the template itself says.
LABELS: dict[str, str] = {
    "insatser": "report-labels-insatser",
    "appendix": "report-labels-appendix",
    "page": "report-labels-page",
    "of": "report-labels-of",
    "contents": "report-labels-contents",
    "ticked": "report-labels-ticked",
    "not_ticked": "report-labels-not-ticked",
    "as_table": "report-labels-as-table",
}


def title(period: str, place: str, lang: Language) -> str:
    """Return the title of a lägesbild.

    >>> title("2018-W10", "Valboås", "sv")
    'Veckolägesbild Valboås, vecka 10 2018'
    """
    name = say(f"report-titles-{period_kind(period)}", lang)
    return f"{name} {place}, {period_words(period, lang)}".replace(" ,", ",")


def column_names(period: str, lang: Language) -> dict[str, str]:
    """Return what the columns of counts are called for a kind of period."""
    return {
        "n": period_words(period, lang).capitalize(),
        **{
            name: period_beside(label, period, lang).capitalize()
            for name, label in (
                ("n_last", shift_period(period, -1)),
                ("n_before_last", shift_period(period, -2)),
                ("n_last_year", same_period_last_year(period)),
            )
        },
    }


def hot_cells(level: int, count: int, lang: Language) -> str:
    """Return the legend of cells at one level of confidence."""
    share = {1: 90, 2: 95, 3: 99}[level]
    return say("report-hot-cells", lang, share=share, count=count)


def numbers_of(theme: str, numbers: Sequence[int], lang: Language) -> str:
    """Return which hot spots are of a theme in words, "" for all reports.

    >>> numbers_of("brand", [1, 3], "sv")
    'Hot spot 1 och 3: brand'
    """
    told = theme or say("report-numbers-of", lang)
    return f"Hot spot {listed([str(one) for one in numbers], lang)}: {told}"


def hot_spot_reading(level: int, lang: Language, *, peak: bool = False) -> str:
    """Return what the hot spot test says of a place.

    ``peak`` is a cell whose own count lies far above those of all others.

    >>> hot_spot_reading(0, "sv", peak=True)
    'enstaka topp'
    """
    if level > 0:
        share = {1: 90, 2: 95, 3: 99}[level]
        return say("report-hot-spot-reading-hot-spot", lang, share=share)
    if peak:
        return say("report-hot-spot-reading-single-peak", lang)
    if level < 0:
        return say("report-hot-spot-reading-fewer-than-expected", lang)
    return say("report-hot-spot-reading-not-significant", lang)


def missing_period(period: str, lang: Language) -> str:
    """Return why a comparison with a year ago is missing.

    >>> missing_period("2018-03", "en")
    'The reports do not cover March 2017; that comparison is left out.'
    """
    words = period_beside(same_period_last_year(period), period, lang)
    return say("report-missing-period", lang, words=words)


def subtitle(period: str, lang: Language) -> str:
    """Return the days of the period."""
    days = period_days(period, lang)
    return days[0].upper() + days[1:]


def from_to(first: str, last: str, lang: Language) -> str:
    """Return where something begins and ends.

    >>> from_to("1", "2", "sv")
    '1 till 2'
    """
    return say("report-from-to", lang, v0=first, v1=last)
