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
        "weeks-explained",
        lang,
        n_explained=n_explained,
        n_series=n_series,
        active=active,
        often=often,
    )


def month_only_words(n: int, n_all: int, lang: Language) -> str:
    """Return that incidents are left out since their week is not known.

    >>> month_only_words(2, 40, "sv")
    '2 av 40 rapporter är kända bara till månaden och räknas inte i någon vecka.'
    """
    return say("weeks-month-only", lang, n=n, n_all=n_all)


def beyond_words(last: str, weeks: int, lang: Language) -> str:
    """Return that the incidents end well before the week.

    >>> beyond_words("2019-12-31", 8, "sv")
    'Rapporterna slutar 2019-12-31: 8 veckor därefter räknas som utan rapporter.'
    """
    return say("weeks-beyond", lang, last=last, weeks=weeks)
