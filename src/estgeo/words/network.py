"""What was done to streets, and which points lie far from them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

# Code of the report: (one, several) in Swedish, the same in English.
_TEXTS = {
    "lines": (
        ("1 linje lästes", "{n} linjer lästes"),
        ("1 line was read", "{n} lines were read"),
    ),
    "without_length": (
        (
            "1 linje utan längd lämnades utanför",
            "{n} linjer utan längd lämnades utanför",
        ),
        (
            "1 line without length was left out",
            "{n} lines without length were left out",
        ),
    ),
    "cut": (
        (
            "1 linje delades vid korsningar",
            "{n} linjer delades vid korsningar",
        ),
        ("1 line was cut at junctions", "{n} lines were cut at junctions"),
    ),
    "joined": (
        (
            "1 linjeände flyttades till en annan linje inom toleransen",
            "{n} linjeändar flyttades till en annan linje inom toleransen",
        ),
        (
            "1 end was joined to another line within the tolerance",
            "{n} ends were joined to another line within the tolerance",
        ),
    ),
    "crossings_apart": (
        (
            "1 korsning utan gemensam punkt hålls isär, som vid en bro",
            "{n} korsningar utan gemensam punkt hålls isär, som vid broar",
        ),
        (
            "1 crossing without a common vertex is kept apart, as at a bridge",
            "{n} crossings without a common vertex are kept apart, as at bridges",
        ),
    ),
    "dead_ends": (
        ("1 återvändsgata", "{n} återvändsgator"),
        ("1 dead end", "{n} dead ends"),
    ),
    "parts": (
        (
            "nätet hänger ihop",
            "nätet består av {n} delar utan förbindelse",
        ),
        ("the network is one connected part", "the network has {n} unconnected parts"),
    ),
}


def report_sentences(report: Mapping[str, int], lang: Language) -> list[str]:
    """Return the report of a network, one sentence a line.

    >>> report_sentences({"lines": 2, "cut": 1, "parts": 1}, "en")[1:]
    ['1 line was cut at junctions.', 'The network is one connected part.']
    """
    sentences = []
    for code, (swedish, english) in _TEXTS.items():
        n = report.get(code, 0)
        if n:
            one, several = swedish if lang == "sv" else english
            text = one if n == 1 else several.format(n=number(n, lang))
            sentences.append(text[0].upper() + text[1:] + ".")
    return sentences


def too_far(far: int, n: int, metres: float, lang: Language = "en") -> str:
    """Return how many points have no place on the streets.

    >>> too_far(1, 3, 50, "en")
    '1 of 3 points lies more than 50 m from every street and is left out.'
    """
    if lang == "sv":
        return say(
            (
                f"{number(far, lang)} av {number(n, lang)} punkter ligger mer än "
                f"{metres:g} m från närmaste gata och räknas inte med.",
                "",
            ),
            lang,
        )
    verb, is_left = ("lies", "is") if far == 1 else ("lie", "are")
    return (
        f"{number(far, lang)} of {number(n, lang)} points {verb} more than "
        f"{metres:g} m from every street and {is_left} left out."
    )


def stretch_name(street: str, ends: tuple[str, str], lang: Language) -> str:
    """Return what a stretch of street is called by its cross streets.

    >>> stretch_name("Valboåsgatan", ("Skolvägen", "Torggatan"), "sv")
    'Valboåsgatan mellan Skolvägen och Torggatan'
    >>> stretch_name("Valboåsgatan", ("", "Torggatan"), "en")
    'Valboåsgatan at Torggatan'
    >>> stretch_name("", ("", ""), "sv")
    'gata utan namn'
    """
    own = street or say(("gata utan namn", "unnamed street"), lang)
    known = [end for end in dict.fromkeys(ends) if end]
    if not known:
        return own
    if len(known) == 1:
        return say((f"{own} vid {known[0]}", f"{own} at {known[0]}"), lang)
    first, last = known
    between = f"{own} mellan {first} och {last}", f"{own} between {first} and {last}"
    return say(between, lang)
