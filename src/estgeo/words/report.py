"""What the pages of a lägesbild say, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._columns import THEMES
from .._language import keys, language, languages, listed, number, percent, say
from .._periods import period_kind, same_period_last_year, shift_period
from ._changes import interval, reports_words, usual
from ._periods import period_beside, period_days, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

# Codes that say there is more, or less, than usual.
RAISED = ("clear_increase", "increase")

FALLEN = ("clear_decrease", "decrease")

STATUSES = keys(
    "statuses",
    (
        "clear_increase",
        "increase",
        "usual",
        "decrease",
        "clear_decrease",
        "inconclusive",
        "no_comparison",
    ),
)

_AGAINST_LAST = keys(
    "statuses-against-last",
    ("clear_increase", "increase", "usual", "decrease", "clear_decrease"),
)

# What reports are about when none of them says what.
UNSAID = "rapporter"

# What the template itself says.
LABELS = keys(
    "report-labels",
    (
        "insatser",
        "appendix",
        "page",
        "of",
        "contents",
        "ticked",
        "not_ticked",
        "as_table",
    ),
)


def title(period: str, place: str, lang: Language) -> str:
    """Return the title of a lägesbild.

    >>> title("2018-W10", "Valboås", "sv")
    'Veckolägesbild Valboås, vecka 10 2018'
    """
    name = say(f"report-titles-{period_kind(period)}", lang)
    return f"{name} {place}, {period_words(period, lang)}".replace(" ,", ",")


def column_names(period: str, lang: Language) -> dict[str, str]:
    """Return what the columns of counts are called for a kind of period."""
    return {
        "n": period_words(period, lang).capitalize(),
        **{
            name: period_beside(label, period, lang).capitalize()
            for name, label in (
                ("n_last", shift_period(period, -1)),
                ("n_before_last", shift_period(period, -2)),
                ("n_last_year", same_period_last_year(period)),
            )
        },
    }


def hot_cells(level: int, count: int, lang: Language) -> str:
    """Return the legend of cells at one level of confidence."""
    share = {1: 90, 2: 95, 3: 99}[level]
    return say("report-hot-cells", lang, share=share, count=count)


def numbers_of(theme: str, numbers: Sequence[int], lang: Language) -> str:
    """Return which hot spots are of a theme in words, "" for all reports.

    >>> numbers_of("brand", [1, 3], "sv")
    'Hot spot 1 och 3: brand'
    """
    told = theme or say("report-numbers-of", lang)
    return f"Hot spot {listed([str(one) for one in numbers], lang)}: {told}"


def hot_spot_reading(level: int, lang: Language, *, peak: bool = False) -> str:
    """Return what the hot spot test says of a place.

    ``peak`` is a cell whose own count lies far above those of all others.

    >>> hot_spot_reading(0, "sv", peak=True)
    'enstaka topp'
    """
    if level > 0:
        share = {1: 90, 2: 95, 3: 99}[level]
        return say("report-hot-spot-reading-hot-spot", lang, share=share)
    if peak:
        return say("report-hot-spot-reading-single-peak", lang)
    if level < 0:
        return say("report-hot-spot-reading-fewer-than-expected", lang)
    return say("report-hot-spot-reading-not-significant", lang)


def missing_period(period: str, lang: Language) -> str:
    """Return why a comparison with a year ago is missing.

    >>> missing_period("2018-03", "en")
    'The reports do not cover March 2017; that comparison is left out.'
    """
    words = period_beside(same_period_last_year(period), period, lang)
    return say("report-missing-period", lang, words=words)


def subtitle(period: str, lang: Language) -> str:
    """Return the days of the period."""
    days = period_days(period, lang)
    return days[0].upper() + days[1:]


def from_to(first: str, last: str, lang: Language) -> str:
    """Return where something begins and ends.

    >>> from_to("1", "2", "sv")
    '1 till 2'
    """
    return say("report-from-to", lang, v0=first, v1=last)


def moved(code: str, things: Sequence[str], lang: Language) -> str:
    """Return what has more, or fewer, reports than usual.

    >>> moved("more", ["brand i Norr (7 rapporter, normalt 0–3)"], "sv")
    'Fler än normalt: brand i Norr (7 rapporter, normalt 0–3).'
    """
    return f"{say(f'summary-moved-leads-{code}', lang)}: {'; '.join(things)}."


def thing(name: str, n: int, bounds: str, lang: Language) -> str:
    """Return a name with its count and what is usual.

    >>> thing("Norr", 1, " (normalt 0–3)", "sv")
    'Norr (1 rapport, normalt 0–3)'
    """
    inside = bounds.strip().strip("()")
    return f"{name} ({reports_words(n, lang)}{', ' + inside if inside else ''})"


def whole(n: int, period: str, judgement: str, bounds: str, lang: Language) -> str:
    """Return how many reports there are in all, and how that stands.

    >>> whole(58, "2018-W10", "inom det normala", " (normalt 40–70)", "sv")
    'Sammanlagt 58 rapporter under vecka 10 2018: inom det normala (normalt 40–70).'
    """
    when = period_words(period, lang)
    return say(
        "summary-whole",
        lang,
        reports=reports_words(n, lang),
        when=when,
        judgement=judgement,
        bounds=bounds,
    )


def earlier(counts: Sequence[tuple[str, int]], period: str, lang: Language) -> str:
    """Return the counts of earlier periods, "" where none is known.

    >>> earlier([("2018-W09", 2), ("2017-W10", 0)], "2018-W10", "sv")
    'Vecka 9: 2, vecka 10 2017: 0.'
    """
    told = ", ".join(
        f"{period_beside(label, period, lang)}: {number(n, lang)}"
        for label, n in counts
    )
    return told and f"{told[0].upper()}{told[1:]}."


def rest(topics: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return the themes that were compared and found as usual, with their counts.

    >>> rest([("brand", 2), ("social oro", 1)], "sv")
    'Inom det normala i hela området: brand (2) och social oro (1).'
    """
    names = listed([f"{topic} ({number(n, lang)})" for topic, n in topics], lang)
    return say("summary-rest", lang, names=names)


def positive(n: int, kinds: Sequence[str], zones: Sequence[str], lang: Language) -> str:
    """Return how many reports tell of something good, what and where."""
    what = f" ({listed(kinds, lang)})" if kinds else ""
    where = say("summary-positive-in", lang) + listed(zones, lang) if zones else ""
    return say("summary-positive-of-something-good", lang, n=n, what=what, where=where)


def compared_with(
    basis: str, labels: Sequence[str], period: str, lang: Language, *, season: bool
) -> str:
    """Return what the counts are compared with, and whether the season is out.

    >>> compared_with("years", ["2017-03"], "2018-03", "en", season=True)
    'Usual is what the same period of one earlier year gives: March 2017.'
    """
    names = listed([period_beside(label, period, lang) for label in labels], lang)
    if basis == "weeks":
        pair = say(
            "summary-compared-with-usual-is-what"
            if season
            else "summary-compared-with-usual-is-what-2",
            lang,
        )
    elif basis == "years" and len(labels) == 1:
        pair = say("summary-compared-with-usual-is-what-3", lang, names=names)
    elif basis == "years":
        pair = say("summary-compared-with-usual-is-what-4", lang, names=names)
    elif basis == "last":
        pair = say("summary-compared-with-compared-with", lang, names=names)
    else:
        return say("summary-nothing-compared", lang)
    told = pair
    return told if season else f"{told} {say('summary-season-stays', lang)}"


def many_tests(rows: int, basis: str, lang: Language) -> str:
    """Return how many rows would stand out by chance alone.

    >>> many_tests(20, "years", "en")
    'Of 20 rows about 1.0 would lie outside the usual by chance alone.'
    """
    share = 0.06 if basis == "weeks" else 0.05
    out = number(rows * share, lang, decimals=1)
    return say("summary-many-tests", lang, rows=rows, out=out)


def made_by(version: str, lang: Language) -> str:
    """Return what made the page."""
    return say("basis-made-by", lang, version=version)


def incomplete(days: str, lang: Language) -> str:
    """Return that the period is not covered to its end."""
    return say("basis-incomplete", lang, days=days)


def late(share: float, lang: Language) -> str:
    """Return that reports of the period are still to come.

    >>> late(0.8, "en").partition(":")[0]
    'The period is unfinished'
    """
    part = percent(share, lang)
    return say("basis-late", lang, part=part)


def outside(n: int, total: int, lang: Language) -> str:
    """Return how many reports lie in no area."""
    return say("basis-outside", lang, n=n, total=total)


def known_to_area(n: int, total: int, lang: Language) -> str:
    """Return how many reports are known to their area only."""
    return say("basis-known-to-area", lang, n=n, total=total)


def status_words(code: str, lang: Language, *, last: str = "", period: str = "") -> str:
    """Return how a count stands; with ``last`` beside that period, not the usual.

    >>> status_words("increase", "sv")
    'fler än normalt'
    >>> status_words("increase", "sv", last="2018-02", period="2018-03")
    'fler än under februari'
    """
    if last and code in _AGAINST_LAST:
        beside = period_beside(last, period, lang)
        return say(f"statuses-against-last-{code}", lang, last=beside)
    return say(f"statuses-{code}", lang)


def bounds_words(low: float, high: float, lang: Language) -> str:
    """Return what is usual in brackets, nothing where it is not known.

    >>> bounds_words(4, 15, "sv")
    ' (normalt 4–15)'
    """
    if not np.isfinite([low, high]).all():
        return ""
    return f" ({say('statuses-bounds', lang)} {usual(low, high, lang)})"


def change_words_of(low: float, high: float, lang: Language) -> str:
    r"""Return the interval of a ratio in brackets, nothing where there is none.

    >>> change_words_of(1.1, 1.9, "en")
    ' (+10\u202f% to +90\u202f%)'
    """
    if not np.isfinite([low, high]).all():
        return ""
    return f" ({interval(low, high, lang)})"


def theme_words(theme: str, lang: Language) -> str:
    """Return a theme in ``lang``; what is not a theme comes back as it is.

    >>> theme_words("skadegörelse", "en"), theme_words("personal robbery", "sv")
    ('damage', 'personal robbery')
    """
    return say(f"theme-{theme}", lang) if theme in (*THEMES, UNSAID) else theme


def theme_codes() -> dict[str, str]:
    """Return {a theme as it is written in any language: its code}.

    >>> theme_codes()["damage"]
    'skadegörelse'
    """
    codes = (*THEMES, UNSAID)
    told = {say(f"theme-{c}", lang): c for lang in languages() for c in codes}
    return told | {code: code for code in THEMES}


def label(key: str, lang: Language | None = None) -> str:
    """Return what a theme is called in a language.

    Frames and files keep the theme by its key, the Swedish word, in every language.

    Parameters
    ----------
    key : str
        A theme, such as "skadegörelse".
    lang : str, optional
        Language. Default: that of :func:`set_language`.

    Returns
    -------
    str
        The label; ``key`` itself where it is no theme of the library.

    Raises
    ------
    ValueError
        If there is no catalog of ``lang``.

    Examples
    --------
    >>> import estgeo as eg
    >>> eg.label("skadegörelse", "en")
    'damage'
    """
    return theme_words(key, language(lang))


def total(shown: str, period: str, lang: Language) -> str:
    """Return how many reports there are in all.

    >>> total("128", "2018-03", "en")
    '128 reports in the areas in March 2018.'
    """
    when = period_words(period, lang)
    return say("public-total", lang, shown=shown, when=when)


def how(k: int, method: str, joined: int, lang: Language) -> str:
    """Return with what the numbers were protected.

    >>> how(5, "balanced-draw", 0, "en")
    'k = 5, method: balanced draw.'
    """
    name = say(f"public-how-method-words-{method}", lang)
    text = say("public-how-k-method", lang, k=k, name=name)
    if joined > 0:
        text += " " + say("public-joined", lang)
    return text
