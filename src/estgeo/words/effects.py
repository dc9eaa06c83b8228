"""What an evaluation says: the finding with its uncertainty, and every caveat."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from .._language import day, keys, listed, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

# Changes, where a rise must be told from a fall.
_SIGNED = {"slope_low", "slope_high", "breakdown"}

_PLACES = keys("effect-checks-places", ("area", "insats", "control", "before", "after"))


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
        c if not np.isfinite(c) or c == round(c) else number(c, lang, decimals=1)
        for c in cells
    )
    values = {"name": name, "before": before, "after": after}
    values |= {"days_before": days[0], "days_after": days[1]}
    if not np.isfinite(cells[2]):
        return say("effects-counts", lang, **values)
    return say(
        "effects-counts-beside",
        lang,
        control_before=control_before,
        control_after=control_after,
        **values,
    )


def _too_few(
    against: str, limits: tuple[float, float], confidence: float, lang: Language
) -> str:
    """Return that there are too few events, and the limit that they still give."""
    text = say("effects-too-few-there-are-too", lang)
    low, high = limits
    chosen = None
    if np.isfinite(high) and (high < 1 or not low > 0):
        chosen = ("effects-too-few-at-most", high)
    elif low > 0:
        chosen = ("effects-too-few-at-least", low)
    if chosen is None:
        return text
    words, limit = chosen
    start = _compared(against, lang)
    return f"{text} " + say(
        "effects-too-few-reports-are-with",
        lang,
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
    _, low, high = numbers
    interval = _interval(low, high, confidence, lang)
    return say(
        "effects-not-worth",
        lang,
        start=start,
        x=percent(-wanted, lang),
        interval=interval,
    )


def _found(
    verdict: str,
    numbers: tuple[float, float, float],
    confidence: float,
    lang: Language,
    *,
    few: bool,
) -> str:
    size = _size(numbers, confidence, lang, few=few)
    return say(f"effects-found-{verdict}", lang, size=size)


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
    fewer, more = "effects-found-alone-fewer", "effects-found-alone-more"
    which = say(more if verdict == "rise" else fewer, lang)
    than = say(f"effects-against-itself-{against}", lang)
    size = _size(numbers, confidence, lang, few=few)
    text = say(
        "effects-found-alone-there-were-reports",
        lang,
        which=which,
        than=than,
        size=size,
    )
    if not short:
        return text
    return f"{text} {say('effects-found-alone-the-time-after', lang)}"


def _size(
    numbers: tuple[float, float, float], confidence: float, lang: Language, *, few: bool
) -> str:
    ratio, low, high = numbers
    interval = _interval(low, high, confidence, lang)
    if few or not np.isfinite(ratio):
        return interval
    return say("effects-size", lang, c=_change(ratio, lang), i=interval)


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
        "effects-undecided-it-cannot-be",
        lang,
        start=start,
        interval=_interval(low, high, confidence, lang),
    )
    if np.isfinite(detectable):
        return text + say(
            "effects-undecided-we-could-have", lang, x=percent(-detectable, lang)
        )
    return text + say("effects-undecided-with-so-few", lang)


def _compared(against: str, lang: Language) -> str:
    return say(f"effects-compared-{against}", lang)


def _interval(low: float, high: float, confidence: float, lang: Language) -> str:
    return say(
        "effects-interval",
        lang,
        c=percent(confidence, lang),
        low=_change(low, lang),
        high=_change(high, lang),
    )


def _change(ratio: float, lang: Language) -> str:
    sign = "+" if ratio > 1 else ""
    if ratio >= 10:
        return say("effects-change", lang, x=ratio)
    return sign + percent(ratio - 1, lang)


def _moved(displaced: Sequence[str], diffused: Sequence[str], lang: Language) -> str:
    if displaced:
        text = "effects-moved-reports-rose-in"
        return say(text, lang, x=listed(displaced, lang))
    if diffused:
        text = "effects-moved-reports-fell-in"
        return say(text, lang, x=listed(diffused, lang))
    return say("effects-moved-no-clear-sign", lang)


def _caveats(caveats: Sequence[str], lang: Language) -> str:
    names = listed([say(f"effect-checks-short-{code}", lang) for code in caveats], lang)
    return say("effects-caveats", lang, n=len(caveats), names=names)


def check_message(
    code: str, values: dict[str, Any], *, ok: bool, lang: Language
) -> str:
    """Return what a check of an evaluation says.

    Parameters
    ----------
    code : str
        The check.
    values : dict
        Its numbers and places.
    ok : bool
        Whether it passed.
    lang : {"sv", "en"}
        Language.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> check_message("smallest_cell", {"n": 3}, ok=False, lang="en")
    'The smallest count is only 3: read the interval, not the percentage.'
    """
    key = f"{code} {values['how']}" if "how" in values else code
    shown: dict[str, str | float] = {
        name: _shown(name, value, lang) for name, value in values.items()
    }
    shown |= {
        f"{name}_share": ("+" if name in _SIGNED and value > 0 else "")
        + percent(value, lang)
        for name, value in values.items()
        if isinstance(value, float)
    }
    return say(f"effect-checks-{key}-{('passed' if ok else 'failed')}", lang, **shown)


def _shown(name: str, value: Any, lang: Language) -> str | float:
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, str):
        return say(f"effect-checks-places-{value}", lang) if value in _PLACES else value
    if name == "p":
        return number(value, lang, decimals=3)
    whole = float(value) == round(float(value)) if np.isfinite(value) else True
    return float(value) if whole else number(float(value), lang, decimals=2)


def state(code: str, day: str, lang: Language) -> str:
    """Return how an insats stands, after its name.

    >>> state("continues", "5 mars 2018", "sv")
    'pågår sedan 5 mars 2018'
    """
    return say(f"insatser-status-states-{code}", lang, day=day)


def elsewhere(n: int, lang: Language) -> str:
    """Return how many insatser lie outside the place of the page.

    >>> elsewhere(1, "sv")
    '1 angiven insats ligger utanför området och visas inte.'
    """
    return say("insatser-status-elsewhere", lang, n=n)
