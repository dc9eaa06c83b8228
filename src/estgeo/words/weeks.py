"""How a week stands beside its history, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language


def explained_words(
    n_explained: int, n_series: int, active: int, usual: float, lang: Language
) -> str:
    """Return that who reports explains counts that stand out.

    >>> explained_words(1, 5, 12, 6.5, "en").split(": ")[1]
    '12 reporters were active, against 6.5 usually.'
    """
    often = number(usual, lang, decimals=1)
    return say(
        (
            f"I {n_explained} av {n_series} serier är antalet ovanligt men inte antalet"
            f" per aktiv rapportör: {active} rapportörer var aktiva, mot {often} i"
            " vanliga fall.",
            f"In {n_explained} of {n_series} series the count is unusual but the count"
            f" per active reporter is not: {active} reporters were active, against"
            f" {often} usually.",
        ),
        lang,
    )


def month_only_words(n: int, n_all: int, lang: Language) -> str:
    """Return that incidents are left out since their week is not known.

    >>> month_only_words(2, 40, "sv")
    '2 av 40 rapporter är kända bara till månaden och räknas inte i någon vecka.'
    """
    return say(
        (
            f"{n} av {n_all} rapporter är kända bara till månaden och räknas inte i"
            " någon vecka.",
            f"{n} of {n_all} incidents are known only to the month and are counted in"
            " no week.",
        ),
        lang,
    )


def beyond_words(last: str, weeks: int, lang: Language) -> str:
    """Return that the incidents end well before the week.

    >>> beyond_words("2019-12-31", 8, "sv")
    'Rapporterna slutar 2019-12-31: 8 veckor därefter räknas som utan rapporter.'
    """
    return say(
        (
            f"Rapporterna slutar {last}: {weeks} veckor därefter räknas som utan"
            " rapporter.",
            f"The incidents end on {last}: {weeks} weeks after that are counted as"
            " without reports.",
        ),
        lang,
    )
