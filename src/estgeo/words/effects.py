"""What an evaluation says: the finding with its uncertainty, and every caveat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import listed, number, percent, say
from ._effect_checks import check_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

_VERDICTS: dict[str, Pair] = {
    "fall of at least 35 %": (
        "rapporterna har minskat med minst 35 %",
        "reports have fallen by at least 35 %",
    ),
    "fall of at least 10 %": (
        "rapporterna har minskat med minst 10 %",
        "reports have fallen by at least 10 %",
    ),
    "fall": ("rapporterna har minskat", "reports have fallen"),
    "rise": ("rapporterna har ökat", "reports have risen"),
}
_AGAINST_CONTROL: Pair = (
    "Jämfört med utvecklingen i jämförelseområdet",
    "Compared with what happened in the control area",
)
# Without a control a change is a fact about counts, never a finding on the insats.
_AGAINST_ITSELF: dict[str, Pair] = {
    "season": ("samma veckor ett tidigare år", "in the same weeks of an earlier year"),
    "before": ("tiden före", "in the time before"),
}


def effect_sentence(  # noqa: PLR0913  every number of the sentence, by name
    *,
    name: str,
    verdict: str,
    against: str,
    cells: tuple[float, float, float, float],
    days: tuple[float, float],
    numbers: tuple[float, float, float],
    confidence: float,
    few: bool,
    limits: tuple[float, float],
    wanted: float,
    detectable: float,
    displaced: Sequence[str],
    diffused: Sequence[str],
    has_rings: bool,
    caveats: Sequence[str],
    lang: Language,
) -> str:
    """Return what an evaluation found, how sure that is, and what it could have seen.

    Parameters
    ----------
    name : str
        Name of the insats.
    verdict : str
        What the interval allows to be said.
    against : {"control", "season", "before"}
        What was compared with.
    cells : tuple of float
        Counts before, after, and of the control before, after (NaN without).
    days : tuple of float
        Observed days before and after.
    numbers : tuple of float
        Ratio, low, high.
    confidence : float
        Level of the interval.
    few : bool
        Whether a cell is too small for a headline percentage.
    limits : tuple of float
        One-sided limits of the ratio, each at ``confidence``.
    wanted : float
        The change that would be worth having, negative.
    detectable : float
        Smallest fall that would have been found, negative.
    displaced, diffused : sequence of str
        Rings with a verdict.
    has_rings : bool
        Whether any ring could be judged.
    caveats : sequence of str
        Codes of the checks that failed.
    lang : {"sv", "en"}
        Language.

    Returns
    -------
    str
        A few sentences.
    """
    parts = [_counts(name, cells, days, lang)]
    if verdict == "too few events":
        parts.append(_too_few(against, limits, confidence, lang))
    elif verdict == "no effect worth having":
        parts.append(_not_worth(against, numbers, wanted, confidence, lang))
    elif verdict == "undecided":
        parts.append(_undecided(against, numbers, confidence, detectable, lang))
    elif against == "control":
        parts.append(_found(verdict, numbers, confidence, lang, few=few))
    else:
        short = "weeks_after" in caveats
        parts.append(
            _found_alone(
                verdict, against, numbers, confidence, lang, few=few, short=short
            )
        )
    if has_rings and verdict != "too few events":
        parts.append(_moved(displaced, diffused, lang))
    if caveats:
        parts.append(_caveats(caveats, lang))
    return " ".join(parts)


def _counts(
    name: str,
    cells: tuple[float, float, float, float],
    days: tuple[float, float],
    lang: Language,
) -> str:
    before, after, control_before, control_after = (
        number(c, lang, decimals=0 if c == round(c) or np.isnan(c) else 1)
        if np.isfinite(c)
        else ""
        for c in cells
    )
    shown = {"b": before, "a": after, "cb": control_before, "ca": control_after}
    shown |= {"name": name, "db": number(days[0], lang), "da": number(days[1], lang)}
    text = say(
        (
            "{name}: {b} rapporter på {db} dagar före, {a} på {da} dagar efter",
            "{name}: {b} reports in {db} days before, {a} in {da} days after",
        ),
        lang,
    )
    if control_before:
        text += say(
            (" (jämförelseområdet {cb} och {ca})", " (the control {cb} and {ca})"), lang
        )
    return text.format(**shown) + "."


def _too_few(
    against: str, limits: tuple[float, float], confidence: float, lang: Language
) -> str:
    """Return that there are too few events, and the limit that they still give."""
    text = say(
        (
            "Det är för lite underlag för en procentsats.",
            "There are too few reports for a percentage.",
        ),
        lang,
    )
    low, high = limits
    chosen = None
    if np.isfinite(high) and (high < 1 or not low > 0):
        chosen = (("högst", "at most"), high)
    elif low > 0:
        chosen = (("minst", "at least"), low)
    if chosen is None:
        return text
    words, limit = chosen
    more = (
        "{start} är rapporterna med {c} säkerhet {word} {x} gånger så många.",
        "{start} reports are, with {c} confidence, {word} {x} times as many.",
    )
    start = _compared(against, lang)
    start = f"{start}," if lang == "en" and not start.endswith(",") else start
    return f"{text} " + say(more, lang).format(
        start=start,
        c=percent(confidence, lang),
        word=say(words, lang),
        x=number(limit, lang, decimals=2 if limit < 10 else 0),
    )


def _not_worth(
    against: str,
    numbers: tuple[float, float, float],
    wanted: float,
    confidence: float,
    lang: Language,
) -> str:
    """Return that any fall is smaller than what was wanted."""
    start = _compared(against, lang)
    if lang == "en" and not start.endswith(","):
        start += ","
    text = say(
        (
            "{start} har rapporterna inte minskat så mycket som önskades: en minskning "
            "på {x} eller mer kan uteslutas ({interval}).",
            "{start} reports have not fallen by as much as was wanted: a fall of {x} "
            "or more can be excluded ({interval}).",
        ),
        lang,
    )
    _, low, high = numbers
    interval = _interval(low, high, confidence, lang)
    return text.format(start=start, x=percent(-wanted, lang), interval=interval)


def _found(
    verdict: str,
    numbers: tuple[float, float, float],
    confidence: float,
    lang: Language,
    *,
    few: bool,
) -> str:
    start, what = say(_AGAINST_CONTROL, lang), say(_VERDICTS[verdict], lang)
    if lang == "sv":
        # Swedish turns verb and subject after an opening phrase.
        what = what.replace("rapporterna har", "har rapporterna")
    else:
        start += ","
    return f"{start} {what} ({_size(numbers, confidence, lang, few=few)})."


def _found_alone(
    verdict: str,
    against: str,
    numbers: tuple[float, float, float],
    confidence: float,
    lang: Language,
    *,
    few: bool,
    short: bool,
) -> str:
    """Return that there were fewer or more events, which no control explains."""
    fewer, more = ("färre", "fewer"), ("fler", "more")
    which = say(more if verdict == "rise" else fewer, lang)
    than = say(_AGAINST_ITSELF[against], lang)
    size = _size(numbers, confidence, lang, few=few)
    text = say(
        (
            f"Rapporterna var {which} än {than} ({size}), men utan jämförelseområde "
            "går det inte att säga om det beror på insatsen.",
            f"There were {which} reports than {than} ({size}), but without a control "
            "it cannot be determined whether the insats is the reason.",
        ),
        lang,
    )
    if not short:
        return text
    brief = (
        "Tiden efter är så kort att det kan vara en tillfällig svängning.",
        "The time after is so short that this may be a passing swing.",
    )
    return f"{text} {say(brief, lang)}"


def _size(
    numbers: tuple[float, float, float], confidence: float, lang: Language, *, few: bool
) -> str:
    ratio, low, high = numbers
    interval = _interval(low, high, confidence, lang)
    if few or not np.isfinite(ratio):
        return interval
    best = say(("skattat till {c}, {i}", "estimated at {c}, {i}"), lang)
    return best.format(c=_change(ratio, lang), i=interval)


def _undecided(
    against: str,
    numbers: tuple[float, float, float],
    confidence: float,
    detectable: float,
    lang: Language,
) -> str:
    _, low, high = numbers
    start = _compared(against, lang)
    text = say(
        (
            "{start} går det inte att avgöra om rapporterna minskade ({interval}); ",
            "{start}, it cannot be determined whether reports fell ({interval}); ",
        ),
        lang,
    ).format(start=start, interval=_interval(low, high, confidence, lang))
    if np.isfinite(detectable):
        seen = say(
            (
                "vi hade kunnat se en minskning på {x} eller mer.",
                "we could have seen a fall of {x} or more.",
            ),
            lang,
        )
        return text + seen.format(x=percent(-detectable, lang))
    return text + say(
        (
            "med så få rapporter hade vi inte kunnat se någon minskning alls.",
            "with so few reports we could not have seen any fall at all.",
        ),
        lang,
    )


def _compared(against: str, lang: Language) -> str:
    if against == "control":
        return say(_AGAINST_CONTROL, lang)
    than = say(_AGAINST_ITSELF[against], lang).removeprefix("in ")
    pair = (
        f"Jämfört med {than}, utan jämförelseområde,",
        f"Compared with {than}, without a control",
    )
    return say(pair, lang)


def _interval(low: float, high: float, confidence: float, lang: Language) -> str:
    text = say(
        ("{c}-intervall {low} till {high}", "{c} interval {low} to {high}"), lang
    )
    return text.format(
        c=percent(confidence, lang), low=_change(low, lang), high=_change(high, lang)
    )


def _change(ratio: float, lang: Language) -> str:
    sign = "+" if ratio > 1 else ""
    if ratio >= 10:
        times = say(("{x} gånger så många", "{x} times as many"), lang)
        return times.format(x=number(ratio, lang))
    return sign + percent(ratio - 1, lang)


def _moved(displaced: Sequence[str], diffused: Sequence[str], lang: Language) -> str:
    if displaced:
        text = (
            "Rapporterna ökade i {x} jämfört med dess jämförelseområde: "
            "de kan ha flyttat dit.",
            "Reports rose in {x} against its control: they may have moved there.",
        )
        return say(text, lang).format(x=listed(displaced, lang))
    if diffused:
        text = ("Rapporterna minskade även i {x}.", "Reports fell in {x} too.")
        return say(text, lang).format(x=listed(diffused, lang))
    return say(
        (
            "Inga säkra tecken på att problemet flyttat till omgivningen, eller på "
            "att även omgivningen förbättrats.",
            "No clear sign that the problem moved to the surroundings, or that they "
            "improved too.",
        ),
        lang,
    )


def _caveats(caveats: Sequence[str], lang: Language) -> str:
    text = (
        "Förbehåll: {n} ({names}).",
        "Caveats: {n} ({names}).",
    )
    names = listed([check_name(code, lang) for code in caveats], lang)
    return say(text, lang).format(n=number(len(caveats), lang), names=names)
