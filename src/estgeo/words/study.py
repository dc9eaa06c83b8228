"""What studies of several insatser say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from .._columns import THEMES
from .._language import listed, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from .._columns import Language


# Intervals that differ less than this in width are of one kind.
_WIDTHS = 1.25


def signed_percent(ratio: float, lang: Language) -> str:
    """Return a ratio as a change with its sign: 0.8 is "−20 %"."""
    share = ratio - 1
    text = percent(share, lang)
    return f"+{text}" if share > 0.005 else text


def staggered_sentence(
    *,
    answer: str,
    numbers: tuple[float, float, float, float],
    zones: tuple[int, int, int],
    others: pd.DataFrame,
    lang: Language,
) -> str:
    """Return what was found, and whether other ways to compute say the same."""
    ratio, low, high, level = numbers
    treated, never, dropped = zones
    place = say("study-zones", lang, n=treated)
    parts = [
        say(
            f"study-answers-{answer}",
            lang,
            zones=place,
            change=percent(abs(ratio - 1), lang),
            signed=signed_percent(ratio, lang),
            level=percent(level, lang),
            low=signed_percent(low, lang),
            high=signed_percent(high, lang),
        ),
        say(f"study-never-{min(never, 2)}", lang, n=never),
    ]
    if dropped:
        parts.append(say("study-dropped", lang, n=dropped))
    return " ".join([*parts, *_others(answer, others, lang)])


def _others(answer: str, others: pd.DataFrame, lang: Language) -> list[str]:
    rest = others[~others["is_main"] & np.isfinite(others["low"])]
    differ = rest[rest["answer"] != answer]
    parts = []
    if not len(differ):
        parts.append(say("study-agree", lang, n=len(rest)))
    else:
        ways = [_way(row, lang) for row in differ.itertuples()]
        parts.append(
            say(
                "study-disagree",
                lang,
                parts=len(differ),
                n=len(rest),
                ways="; ".join(ways),
            )
        )
    width = _widths(others)
    if width > _WIDTHS or width < 1 / _WIDTHS:
        parts.append(
            say(
                "study-wider" if width > 1 else "study-narrower",
                lang,
                times=number(width, lang, decimals=1),
            )
        )
    return parts


def _way(row: Any, lang: Language) -> str:
    way, errors = (
        say(f"study-ways-{row.estimator}", lang),
        say(f"study-errors-{row.errors}", lang),
    )
    ratio, low, high = (
        signed_percent(one, lang) for one in (row.ratio, row.low, row.high)
    )
    return f"{way}, {errors}: {ratio}, {low} – {high}"


def _widths(others: pd.DataFrame) -> float:
    """Return how wide the interval is by zones, against that of counts alone."""
    table = others[others["estimator"] == "cohorts"].set_index("errors")
    log = np.log(table["high"]) - np.log(table["low"])
    return float(log["cluster"] / log["model"])


def event_study_sentence(
    effects: pd.DataFrame, *, pre_p: float, level: float, lang: Language
) -> str:
    """Return whether zones ran alike before, and what came after."""
    parts = [say("study-no-before", lang)]
    if np.isfinite(pre_p):
        shown = number(max(pre_p, 0.001), lang, decimals=3)
        parts = [say(f"study-before-{pre_p > 1 - level}", lang, p=shown)]
    after = effects[(effects["time_since"] >= 0)]
    outside = after[(after["band_low"] > 1) | (after["band_high"] < 1)]
    which = [
        f"{number(at, lang)} ({signed_percent(ratio, lang)})"
        for at, ratio in zip(outside["time_since"], outside["ratio"], strict=True)
    ]
    parts.append(
        say(
            f"study-after-{len(outside)}",
            lang,
            few=len(outside),
            n=len(after),
            which=listed(which, lang),
        )
    )
    return " ".join(parts)


def experiment_plan_sentence(
    *,
    numbers: tuple[int, int],
    seed: str,
    draws: float,
    detectable: float,
    lang: Language,
) -> str:
    """Return what is planned and what it can show."""
    treated, control = numbers
    parts = [say("study-plan", lang, n=treated + control, treated=treated, seed=seed)]
    if draws < 40:
        parts.append(say("study-few-draws", lang, draws=draws))
    else:
        known = bool(np.isfinite(detectable))
        parts.append(
            say(f"study-can-find-{known}", lang, fall=percent(abs(detectable), lang))
        )
    return " ".join(parts)


def experiment_sentence(
    *,
    numbers: tuple[float, float, float, float],
    p_value: float,
    draws: int,
    is_exact: bool,
    lang: Language,
) -> str:
    """Return what an experiment found."""
    ratio, low, high, level = numbers
    answer = "fall" if high < 1 else "rise" if low > 1 else "unclear"
    if low == 0 or not np.isfinite(high):
        answer = "open"
    found = say(
        f"study-found-{answer}",
        lang,
        change=percent(abs(ratio - 1), lang),
        signed=signed_percent(ratio, lang),
        level=percent(level, lang),
        low=signed_percent(low, lang),
        high=signed_percent(high, lang),
    )
    lot = say(
        f"study-by-lot-{is_exact}",
        lang,
        draws=draws,
        share=percent(p_value, lang, decimals=1),
    )
    return f"{found} {lot}"


def chosen_sentence(
    *,
    name: str,
    numbers: tuple[float, float, float, float],
    naive: float,
    cost: float,
    lang: Language,
) -> str:
    """Return what was chosen and what became of it."""
    ratio, low, high, level = numbers
    chosen = say("study-chosen", lang, name=name)
    if not np.isfinite(ratio):
        return f"{chosen} {say('study-not-yet', lang)}"
    answer = "fall" if high < 1 else "rise" if low > 1 else "unclear"
    found = say(
        f"study-judged-{answer}",
        lang,
        change=percent(abs(ratio - 1), lang),
        signed=signed_percent(ratio, lang),
        level=percent(level, lang),
        low=signed_percent(low, lang),
        high=signed_percent(high, lang),
    )
    rest = say(
        "study-naive",
        lang,
        naive=signed_percent(naive, lang),
        cost=number(cost, lang, decimals=2),
    )
    return f"{chosen} {found} {rest}"


def synthetic_sentence(
    *,
    zone: str,
    ratio: float,
    p_value: float,
    n_zones: int,
    is_poor: bool,
    lang: Language,
) -> str:
    """Return what a synthetic comparison found."""
    text = say(
        "study-synthetic",
        lang,
        zone=zone,
        change=signed_percent(ratio, lang),
        n=n_zones,
        share=percent(p_value, lang),
    )
    return f"{text} {say('study-poor-mix', lang)}" if is_poor else text


def series_sentence(
    *,
    numbers: tuple[float, float, float, float],
    leftover: float,
    lang: Language,
) -> str:
    """Return what an interrupted series found."""
    ratio, low, high, level = numbers
    answer = "fall" if high < 1 else "rise" if low > 1 else "unclear"
    parts = [
        say(
            f"study-series-{answer}",
            lang,
            change=percent(abs(ratio - 1), lang),
            signed=signed_percent(ratio, lang),
            level=percent(level, lang),
            low=signed_percent(low, lang),
            high=signed_percent(high, lang),
        ),
        say("study-no-control", lang),
    ]
    if leftover < 0.05:
        parts.append(say("study-leftover", lang))
    return " ".join(parts)


def bounds_sentence(
    *,
    numbers: tuple[float, float, float, float],
    breakdowns: tuple[float, float],
    lang: Language,
) -> str:
    """Return from which difference of trends on a conclusion falls."""
    ratio, low, high, level = numbers
    slope, bend = breakdowns
    return say(
        f"study-if-alike-{slope > 0}",
        lang,
        change=signed_percent(ratio, lang),
        level=percent(level, lang),
        low=signed_percent(low, lang),
        high=signed_percent(high, lang),
        slope=percent(slope, lang, decimals=1),
        bend=percent(float(np.expm1(bend)), lang, decimals=1),
    )


# Choices with another answer that a sentence names.
_NAMED = 5


def robustness_sentence(
    choices: pd.DataFrame,
    *,
    counts: tuple[int, int, int],
    level: float,
    is_protocol: bool,
    lang: Language,
) -> str:
    """Return how many choices agree with the design's own, and which do not."""
    own, n = choices.iloc[0], counts[0]
    parts = [say("study-robust-nothing", lang)]
    if np.isfinite(own["ratio"]):
        key = "study-robust-protocol" if is_protocol else "study-robust-design"
        ends = {name: signed_percent(own[name], lang) for name in ("low", "high")}
        signed = signed_percent(own["ratio"], lang)
        level_text = percent(level, lang)
        parts = [say(key, lang, signed=signed, level=level_text, **ends)]
    others = choices[~choices["is_stated"]]
    known = others[np.isfinite(others["ratio"].astype(float))]
    if not n:
        return " ".join([*parts, say("study-robust-none", lang)])
    if np.isfinite(own["ratio"]):
        same = {"same": counts[1], "answer": counts[2]}
        parts.append(say("study-robust-count", lang, n=n, **same))
    if n > 1:
        span = known["ratio"].min(), known["ratio"].max()
        least, most = (signed_percent(one, lang) for one in span)
        parts.append(say("study-robust-range", lang, least=least, most=most))
    differ = known[known["answer"] != own["answer"]]
    if len(differ) and np.isfinite(own["ratio"]):
        named = [choice_words(row, lang) for row in differ.to_dict("records")]
        rest = len(named) - _NAMED
        more = [say("study-robust-more", lang, n=rest)] if rest > 0 else []
        which = listed([*named[:_NAMED], *more], lang)
        parts.append(say("study-robust-other", lang, which=which))
    if len(others) > n:
        parts.append(say("study-robust-failed", lang, n=len(others) - n))
    return " ".join([*parts, say("study-robust-not-independent", lang)])


def choice_words(row: Mapping[str, Any], lang: Language) -> str:
    """Return what a choice changes: "time before: 26 weeks"."""
    if row["is_stated"]:
        return say("study-choice-own", lang)
    knobs = [knob for knob in str(row["choice"]).split(", ") if knob]
    values = {knob: _value_words(knob, str(row[knob]), lang) for knob in knobs}
    return "; ".join(
        say(f"study-knob-{knob}", lang, value=value) for knob, value in values.items()
    )


def _value_words(knob: str, value: str, lang: Language) -> str:
    weeks = re.fullmatch(r"(\d+)W", value)
    if knob in {"before", "after", "washout"} and weeks:
        return say("study-value-weeks", lang, n=int(weeks[1]))
    if knob == "control" and value.startswith("without "):
        return say("study-value-without", lang, name=value.removeprefix("without "))
    if knob == "rings" and value != "none":
        return f"{value} m"
    if knob == "dispersion" and value != "relative":
        return number(float(value), lang, decimals=1)
    if knob == "themes" and value != "all":
        return listed([_theme(one, lang) for one in value.split(", ")], lang)
    key = {"0D": "none"}.get(value, value)
    return say(f"study-value-{key}", lang) if key in _VALUES else value


def _theme(theme: str, lang: Language) -> str:
    return say(f"theme-{theme}", lang) if theme in THEMES else theme


_VALUES = {"none", "all", "same-season", "relative", "stated", "matched"}
_VALUES |= {"all candidates", "Jeffreys (default)", "area and rings"}
_VALUES |= {"t on log ratio", "conditional exact", "negative binomial"}


def verification_sentence(
    differences: pd.DataFrame,
    *,
    is_same: bool,
    numbers: tuple[int, int],
    lang: Language,
) -> str:
    """Return whether a bundle came out again, and what did not."""
    told = [
        (str(what), say(f"study-what-{what}", lang, name=name, detail=detail))
        for what, name, detail in differences.itertuples(index=False)
    ]
    parts = [text for what, text in told if what != "version"]
    versions = [text for what, text in told if what == "version"]
    files, results = (number(one, lang) for one in numbers)
    said = [say("study-same", lang, files=files, results=results)]
    if not is_same:
        said = [say("study-changed", lang, what=listed(parts, lang))]
    if versions:
        said.append(say("study-other-versions", lang, what=listed(versions, lang)))
    return " ".join(said)
