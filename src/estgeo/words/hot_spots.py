"""Hot spots in words: how sure they are, their patterns, their streets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .._columns import ROBUST_FROM
from .._language import keys, listed, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .._columns import Language

# Column of hot_spot_stability: what holds, and what does not.
_HOLDS = keys(
    "stability-holds", ("stability_weeks", "stability_sources", "stability_grid")
)

_TEXTS = keys(
    "network-texts",
    (
        "lines",
        "without_length",
        "twice",
        "cut",
        "joined",
        "crossings_apart",
        "dead_ends",
        "parts",
    ),
)

_KINDS = keys(
    "patterns-kinds",
    (
        "new",
        "consecutive",
        "intensifying",
        "persistent",
        "diminishing",
        "sporadic",
        "oscillating",
        "historical",
    ),
)


def gap_words(n: int, of: int, first: str, widest: float, lang: Language) -> str:
    """Return how many zones have no neighbor though another lies within a metre.

    >>> gap_words(1, 419, "17", 0.234, "en").split(". ")[1]
    'Look at the borders, or allow for the gap: neighbors(zones, tolerance=0.24).'
    """
    width = math.ceil(100 * widest) / 100
    return say(
        "hot-spots-gap",
        lang,
        n=n,
        of=of,
        first=first,
        width=number(width, lang, decimals=2),
        shown=f"{width:g}",
    )


def edge_words(n_edge: int, n: int, usual: int, lang: Language) -> str:
    """Return how many zones have fewer neighbours than is usual.

    >>> edge_words(12, 36, 8, "en").split("; ")[0]
    '12 of 36 zones lie at the edge and have fewer than 8 neighbors'
    """
    return say("hot-spots-edge", lang, edge=n_edge, n=n, usual=usual)


def never_used_words(n_empty: int, n: int, lang: Language) -> str:
    """Return how many zones hold no incident at all."""
    return say(
        "hot-spots-never-used",
        lang,
        empty=n_empty,
        n=n,
        share=percent(n_empty / n, lang),
    )


def empty_surroundings_words(
    n_empty: int, n: int, hot: tuple[int, int], lang: Language
) -> str:
    """Return what leaving empty surroundings out would change.

    ``hot`` is the number of hot zones with and without them.
    """
    return say(
        "hot-spots-empty-surroundings",
        lang,
        empty=n_empty,
        n=n,
        share=percent(n_empty / n, lang),
        with_them=hot[0],
        without=hot[1],
    )


def one_zone_words(
    largest: float, total: float, next_largest: float, lang: Language
) -> str:
    """Return that one zone towers over all others."""
    return say(
        "hot-spots-one-zone", lang, largest=largest, total=total, next=next_largest
    )


def sparse_words(expected: float, lang: Language) -> str:
    """Return that counts are too small for the normal approximation."""
    return say("hot-spots-sparse", lang, expected=number(expected, lang, decimals=2))


def floor_words(
    permutations: int, smallest: float, needed: int, n: int, lang: Language
) -> str:
    """Return that the permutations are too few for the number of zones tested."""
    return say(
        "hot-spots-floor",
        lang,
        permutations=permutations,
        smallest=number(smallest, lang, decimals=5),
        needed=needed,
        n=n,
    )


def approximated_words(lang: Language) -> str:
    """Return that values are not whole and p-values therefore not exact."""
    return say("hot-spots-approximated", lang)


def no_exposure_words(n_zones: int, n_incidents: float, lang: Language) -> str:
    """Return that incidents lie in zones where nobody is counted."""
    return say("hot-spots-no-exposure", lang, zones=n_zones, incidents=n_incidents)


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


def report_sentences(report: Mapping[str, int], lang: Language) -> list[str]:
    """Return the report of a network, one sentence a line.

    >>> report_sentences({"lines": 2, "cut": 1, "parts": 1}, "en")[1:]
    ['1 line was cut at junctions.', 'The network is one connected part.']
    """
    sentences = []
    for code in _TEXTS:
        n = report.get(code, 0)
        if n:
            text = say(f"network-texts-{code}", lang, n=n)
            sentences.append(text[0].upper() + text[1:] + ".")
    return sentences


def too_far(far: int, n: int, metres: float, lang: Language = "en") -> str:
    """Return how many points have no place on the streets.

    >>> too_far(1, 3, 50, "en")
    '1 of 3 points lies more than 50 m from every street and is left out.'
    """
    distance = f"{metres:g}"
    return say("network-too-far", lang, far=far, n=n, distance=distance)


def stretch_name(street: str, ends: tuple[str, str], lang: Language) -> str:
    """Return what a stretch of street is called by its cross streets.

    >>> stretch_name("Valboåsgatan", ("Skolvägen", "Torggatan"), "sv")
    'Valboåsgatan mellan Skolvägen och Torggatan'
    >>> stretch_name("Valboåsgatan", ("", "Torggatan"), "en")
    'Valboåsgatan at Torggatan'
    >>> stretch_name("", ("", ""), "sv")
    'gata utan namn'
    """
    own = street or say("network-stretch-name-unnamed-street", lang)
    known = [end for end in dict.fromkeys(ends) if end]
    if not known:
        return own
    if len(known) == 1:
        return say("network-stretch-name-at", lang, own=own, known_0=known[0])
    first, last = known
    return say(
        "network-stretch-name-between-and", lang, own=own, first=first, last=last
    )


def hot_stretch(stretch: str, n: float, usual: float, lang: Language) -> str:
    """Return how many reports a stretch has, and how many are usual.

    >>> hot_stretch("Valboåsgatan mellan Skolvägen och Torggatan", 14, 3.2, "sv")
    'Valboåsgatan mellan Skolvägen och Torggatan: 14 rapporter, mot 3 vanligt'
    >>> hot_stretch("Torggatan at Skolvägen", 1, 0.24, "en")
    'Torggatan at Skolvägen: 1 report, 0.2 is usual'
    """
    # Below two a whole number would hide the difference, above it claim too much.
    told = number(usual, lang, decimals=1 if usual < 1.5 else 0)
    return say("map-streets-hot-stretch", lang, stretch=str(stretch), n=n, usual=told)


def hottest_stretches(stretches: Sequence[str], lang: Language) -> str:
    """Return the hot stretches one after the other, and what usual means.

    >>> hottest_stretches(["Torggatan: 9 reports, 2 is usual"], "en").split(". ")[0]
    'Torggatan: 9 reports, 2 is usual'
    """
    if not stretches:
        return ""
    return say("map-streets-hottest", lang, stretches="; ".join(stretches))


def pattern_words(pattern: str, lang: Language) -> str:
    """Return the name of an emerging pattern; a cold spot is "fewer than expected".

    >>> pattern_words("new hot spot", "sv"), pattern_words("sporadic cold spot", "sv")
    ('ny hot spot', 'sporadisk, färre än väntat')
    """
    kind, _, side = pattern.partition(" ")
    if kind not in _KINDS:
        return (
            say("patterns-pattern-no-pattern", lang)
            if pattern == "no pattern"
            else pattern
        )
    name = say(f"patterns-kinds-{kind}", lang)
    if side.startswith("hot"):
        return say("patterns-hot", lang, name=name)
    return name + say("patterns-pattern-fewer-than-expected", lang)


def concentration_sentence(
    half: float, half_by_chance: float, n: int, lang: Language
) -> str:
    r"""Return what share of the places holds half of the incidents.

    >>> print(concentration_sentence(0.04, 0.22, 310, "en").replace("\u202f", " "))
    Half of the 310 incidents lie in 4 % of the places (22 % if chance spread them).
    """
    few, chance = percent(half, lang), percent(half_by_chance, lang)
    return say("concentration", lang, n=n, few=few, chance=chance)
