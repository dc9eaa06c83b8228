"""Whether a hot spot holds when weeks, sources or the grid are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._columns import ROBUST_FROM
from .._language import listed, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    "stability_sources": ("en enskild källa", "a single source"),
    "stability_grid": ("hur rutnätet ligger", "where the grid lies"),
}


def stability_words(facts: Mapping[str, Any], lang: Language) -> str:
    """Return whether a hot cell is robust, and what it hangs on if it is not.

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
    'Robust: holds without single weeks.'
    >>> facts = {"stability_weeks": 1, "stability_sources": 0.5, "stability_grid": 0.6}
    >>> stability_words(facts | {"robust": False}, "en")
    'Fragile: hangs on a single source and where the grid lies.'
    >>> stability_words(facts | {"robust": False}, "sv")
    'Osäker: hänger på en enskild källa och hur rutnätet ligger.'
    """
    tried = [kind for kind in _HOLDS if facts.get(kind, float("nan")) >= 0]
    if facts["robust"]:
        what = listed([say(_HOLDS[kind], lang) for kind in tried], lang)
        plain = ("Står sig.", "Robust.")
        pair = (f"Står sig {what}.", f"Robust: holds {what}.")
    else:
        failing = [kind for kind in tried if facts[kind] < ROBUST_FROM]
        what = listed([say(_HANGS[kind], lang) for kind in failing], lang)
        plain = ("Osäker.", "Fragile.")
        pair = (f"Osäker: hänger på {what}.", f"Fragile: hangs on {what}.")
    return say(pair if what else plain, lang)


def stability_reading(facts: Mapping[str, Any], lang: Language) -> str:
    """Return the same for a cell of a table.

    >>> stability_reading({"robust": True}, "sv")
    'ja'
    >>> stability_reading({"robust": False, "stability_sources": 0.5}, "sv")
    'osäker: hänger på en enskild källa'
    """
    if facts["robust"]:
        return say(("ja", "yes"), lang)
    words = stability_words(facts, lang).removesuffix(".")
    return words[0].lower() + words[1:]


def robust_cells(robust: int, hot: int, lang: Language) -> str:
    """Return how many of the hot cells of a map are robust.

    >>> robust_cells(3, 5, "en").partition(";")[0]
    '3 of 5 hot cells are robust'
    """
    of = f"{number(robust, lang)} {say(('av', 'of'), lang)} {number(hot, lang)}"
    pair = (
        f"{of} heta rutor står sig när veckor, källor eller rutnät ändras; övriga är "
        "osäkra (peka på rutan).",
        f"{of} hot cells are robust; the others do not hold when weeks, sources or the "
        "grid are changed (point at the cell).",
    )
    return say(pair, lang)


def stability_note(tried: Sequence[str], lang: Language) -> str:
    """Return what "holds" means in a table, where these kinds of change were tried.

    >>> stability_note(["stability_sources"], "en").partition(" (")[0]
    'Holds: a cell is hot in at least 80 % of the trials without single sources'
    """
    share = number(100 * ROBUST_FROM, lang)
    what = listed([say(_HOLDS[kind], lang) for kind in tried], lang)
    pair = (
        f"Står sig: någon ruta är het i minst {share} % av försöken {what} (flyttade, "
        "mindre och större rutor). En osäker hot spot kan vara verklig, men den hänger "
        "på det som står.",
        f"Holds: a cell is hot in at least {share} % of the trials {what} (moved, "
        "smaller and larger cells). A fragile hot spot may be real, but hangs on what "
        "is named.",
    )
    return say(pair, lang)
