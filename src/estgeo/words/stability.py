"""Whether a hot spot holds when weeks, sources or the grid are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._columns import ROBUST_FROM
from .._language import listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language


# Column of hot_spot_stability: what holds, and what does not.
_HOLDS: dict[str, str] = {
    "stability_weeks": "stability-holds-stability-weeks",
    "stability_sources": "stability-holds-stability-sources",
    "stability_grid": "stability-holds-stability-grid",
}


def stability_words(facts: Mapping[str, Any], lang: Language) -> str:
    """Return whether a hot cell is robust, and what it depends on if it is not.

    Parameters
    ----------
    facts : dict
        ``robust``, and where they are known ``stability_weeks``, ``stability_sources``
        and ``stability_grid``: the share of the variations in which it is hot, NaN
        where none was tried.
    lang : {"sv", "en"}
        Language.

    Examples
    --------
    >>> facts = {"stability_weeks": 0.9, "stability_sources": float("nan")}
    >>> stability_words(facts | {"robust": True}, "en")
    'Holds without single weeks.'
    >>> facts = {"stability_weeks": 1, "stability_sources": 0.5, "stability_grid": 0.6}
    >>> stability_words(facts | {"robust": False}, "en")
    'Uncertain: depends on reports of a single source and where the grid lies.'
    >>> stability_words(facts | {"robust": False}, "sv")
    'Osäker: beror på rapporter från en enda källa och hur rutnätet ligger.'
    """
    tried = [kind for kind in _HOLDS if facts.get(kind, float("nan")) >= 0]
    if facts["robust"]:
        what = listed([say(f"stability-holds-{kind}", lang) for kind in tried], lang)
        return say("stability-holds" if what else "stability-holds-2", lang, what=what)
    failing = [kind for kind in tried if facts[kind] < ROBUST_FROM]
    what = listed([say(f"stability-hangs-{kind}", lang) for kind in failing], lang)
    return say(
        "stability-uncertain-depends-on" if what else "stability-uncertain",
        lang,
        what=what,
    )


def stability_reading(facts: Mapping[str, Any], lang: Language) -> str:
    """Return the same for a cell of a table.

    >>> stability_reading({"robust": True}, "sv")
    'ja'
    >>> stability_reading({"robust": False, "stability_sources": 0.5}, "sv")
    'osäker: beror på rapporter från en enda källa'
    """
    if facts["robust"]:
        return say("stability-stability-reading", lang)
    words = stability_words(facts, lang).removesuffix(".")
    return words[0].lower() + words[1:]


def robust_cells(robust: int, hot: int, lang: Language) -> str:
    """Return how many of the hot cells of a map are robust.

    >>> robust_cells(3, 5, "en").partition(";")[0]
    '3 of 5 hot spots hold when weeks, sources or the grid are changed'
    """
    if robust == hot:
        return say("stability-robust-cells-of-when-weeks", lang, robust=robust, hot=hot)
    return say("stability-robust-cells-of-when-weeks-2", lang, robust=robust, hot=hot)
