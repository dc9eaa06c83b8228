"""Whether a hot spot holds when weeks, sources or the grid are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._columns import ROBUST_FROM
from .._language import listed, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

Pair = tuple[str, str]

# Column of hot_spot_stability: what holds, and what does not.
_HOLDS: dict[str, Pair] = {
    "stability_weeks": ("utan enskilda veckor", "without single weeks"),
    "stability_sources": ("utan enskilda källor", "without single sources"),
    "stability_grid": ("på andra rutnät", "on other grids"),
}
_HANGS: dict[str, Pair] = {
    "stability_weeks": ("enskilda veckor", "single weeks"),
    "stability_sources": ("rapporter från en enda källa", "reports of a single source"),
    "stability_grid": ("hur rutnätet ligger", "where the grid lies"),
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
        what = listed([say(_HOLDS[kind], lang) for kind in tried], lang)
        plain = ("Håller.", "Holds.")
        pair = (f"Håller {what}.", f"Holds {what}.")
    else:
        failing = [kind for kind in tried if facts[kind] < ROBUST_FROM]
        what = listed([say(_HANGS[kind], lang) for kind in failing], lang)
        plain = ("Osäker.", "Uncertain.")
        pair = (f"Osäker: beror på {what}.", f"Uncertain: depends on {what}.")
    return say(pair if what else plain, lang)


def stability_reading(facts: Mapping[str, Any], lang: Language) -> str:
    """Return the same for a cell of a table.

    >>> stability_reading({"robust": True}, "sv")
    'ja'
    >>> stability_reading({"robust": False, "stability_sources": 0.5}, "sv")
    'osäker: beror på rapporter från en enda källa'
    """
    if facts["robust"]:
        return say(("ja", "yes"), lang)
    words = stability_words(facts, lang).removesuffix(".")
    return words[0].lower() + words[1:]


def robust_cells(robust: int, hot: int, lang: Language) -> str:
    """Return how many of the hot cells of a map are robust.

    >>> robust_cells(3, 5, "en").partition(";")[0]
    '3 of 5 hot spots hold when weeks, sources or the grid are changed'
    """
    of = f"{number(robust, lang)} {say(('av', 'of'), lang)} {number(hot, lang)}"
    if robust == hot:
        rest = (".", ".")
    else:
        rest = ("; övriga är osäkra (peka på rutan).", "; point at the others.")
    pair = (
        f"{of} hot spots håller när veckor, källor eller rutnät ändras{rest[0]}",
        f"{of} hot spots {'holds' if robust == 1 else 'hold'} when weeks, sources or "
        f"the grid are changed{rest[1]}",
    )
    return say(pair, lang)
