"""What was done to streets, and which points lie far from them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

_TEXTS: dict[str, str] = {
    "lines": "network-texts-lines",
    "without_length": "network-texts-without-length",
    "cut": "network-texts-cut",
    "joined": "network-texts-joined",
    "crossings_apart": "network-texts-crossings-apart",
    "dead_ends": "network-texts-dead-ends",
    "parts": "network-texts-parts",
}


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
