"""What maps and charts say in their heads, keys and tooltips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._language import keys, number, say, template
from ._changes import reports_words
from ._periods import period_name, period_words

if TYPE_CHECKING:
    from .._columns import Language, PeriodKind

AGAINST = keys("map-change-against", ("control", "control ring", "itself"))


@dataclass(frozen=True, slots=True)
class Value:
    """What a column is called.

    Attributes
    ----------
    title : str
        In the head and the key.
    here : str
        The line of a tooltip, with {0} for the number.
    is_count : bool
        Whether its sum is a number of reports.
    """

    title: str
    here: str
    is_count: bool = False


_TITLES = keys("map-counts-titles", ("n", "n_per_km", "rate", "rate_smoothed"))

_HERE_PER = keys("map-counts-here-per", ("rate", "rate_smoothed"))

PATTERN_KINDS = keys(
    "map-emerging-pattern-kinds",
    (
        "new",
        "consecutive",
        "intensifying",
        "persistent",
        "diminishing",
        "sporadic",
        "oscillating",
        "historical",
        "emerging",
        "former",
        "intermittent",
    ),
)

# Name and sentence of a peak that is no hot spot, and of one that is.
PEAK_CLASSES: tuple[tuple[str, str], tuple[str, str]] = (
    ("map-hot-spots-peak-classes-0-0", "map-hot-spots-peak-classes-0-1"),
    ("map-hot-spots-peak-classes-1-0", "map-hot-spots-peak-classes-1-1"),
)

ROLE_WORDS = keys(
    "map-near-repeats-role-words",
    ("originator", "near repeat", "repeat", "same place", "isolated", "single", "none"),
)

STEP_BUTTONS = keys("map-weeks-step-buttons", ("play", "pause", "slider"))

BUTTONS = keys(
    "maps-buttons", ("key", "map", "zoom_in", "zoom_out", "table", "place", "facts")
)


def zone_words(
    n: int, cell_size: float | None, lang: Language, *, lines: bool = False
) -> str:
    r"""Return what the zones are: squares of a size, or how many areas or streets.

    >>> zone_words(1200, 100.0, "sv"), zone_words(5, None, "en")
    ('rutor om 100\xa0m', '5 zones')
    """
    if cell_size is not None:
        return say("maps-zone-cells-of-m", lang, cell_size=cell_size)
    if lines:
        return say("maps-zone", lang, n=n)
    return say("maps-zone-2", lang, n=n)


def large_page(merged: int, n: int, lang: Language) -> str:
    """Return what is done with more shapes than a page can hold one by one.

    ``merged``: how many of them become one shape; 0 where none can.
    """
    told = say(
        "maps-large-page-of-zones-became" if merged else "maps-large-page-zones-make-a",
        lang,
        merged=merged,
        n=n,
    )
    advice = say("maps-large-page-larger-cells-make", lang)
    return f"{told} {advice}"


def or_more(low: str, lang: Language, *, whole: bool = True) -> str:
    """Return the name of the last class, of things counted or of a measure.

    >>> or_more("11", "sv"), or_more("2,5", "sv", whole=False)
    ('11 eller fler', '2,5 eller mer')
    """
    if whole:
        return say("maps-or-more-or-more", lang, low=low)
    return say("maps-or-more-or-more-2", lang, low=low)


def below(high: str, lang: Language) -> str:
    """Return the name of the class below all others."""
    return say("maps-below", lang, high=high)


def from_to(low: str, high: str, lang: Language) -> str:
    """Return the name of a class of numbers that are not whole.

    >>> from_to("0,5", "1,0", "sv")
    '0,5 till under 1,0'
    """
    return say("maps-from-to", lang, low=low, high=high)


def p_words(p: float, lang: Language) -> str:
    """Return a p-value with three decimals, never as nought.

    >>> p_words(0.0361, "sv"), p_words(0.00002, "en")
    ('0,036', '<0.001')
    """
    text = number(max(p, 0.001), lang, decimals=3)
    return f"<{text}" if p < 0.001 else text


def change_label(span: str, *, fewer: bool, lang: Language) -> str:
    """Return the name of a class of change.

    >>> change_label("4–7", fewer=True, lang="sv")
    'Minskat med 4–7'
    """
    if fewer:
        return say("map-change-change-label-down-by", lang, span=span)
    return say("map-change-change-label-up-by", lang, span=span)


def counts_in_days(
    counts: tuple[float, float], days: tuple[float, float], lang: Language
) -> str:
    """Return counts before and after with the days that they cover.

    >>> counts_in_days((26, 6), (21, 21), "en")
    '26 reports in 21 days → 6 in 21 days'
    """
    before, after = (number(day, lang) for day in days)
    first, second = reports_words(counts[0], lang), number(counts[1], lang)
    return say(
        "map-change-counts-in-days",
        lang,
        first=first,
        before=before,
        second=second,
        after=after,
    )


def value_named(
    column: str, unit: str, lang: Language, *, per: float | None = None
) -> Value:
    """Return what a column is called, in the words of ``unit`` if there are any.

    ``per`` is how many of the population a rate is counted for, None if not known.

    >>> value_named("rate", "rapporter per 1 000 invånare", "sv").here
    '{0} rapporter per 1 000 invånare'
    >>> value_named("n_per_km", "", "en").title
    'Reports per km'
    >>> value_named("rate", "", "en", per=100).title
    'Reports in relation to the population, per 100'
    """
    if unit:
        return Value(unit[0].upper() + unit[1:], "{0} " + _plain(unit))
    if column not in _TITLES:
        return Value(column, _plain(column) + ": {0}")
    if per is not None and column in _HERE_PER:
        of = number(per, lang)
        here = say(f"map-counts-here-per-{column}", lang, v0="{0}", per=per)
        return Value(f"{say(f'map-counts-titles-{column}', lang)}, per {of}", here)
    return Value(
        say(f"map-counts-titles-{column}", lang),
        template(f"map-counts-here-{column}", lang),
        column == "n",
    )


def _plain(text: str) -> str:
    """Return a text without the braces that would be taken for a place."""
    return text.replace("{", "(").replace("}", ")")


def pattern_sentence(pattern: str, lang: Language) -> str:
    """Return what an emerging pattern means.

    >>> pattern_sentence("new hot spot", "en")
    'More than expected. New: in the last period, never before.'
    """
    kind, _, rest = pattern.partition(" ")
    if kind not in PATTERN_KINDS:
        group = "short" if pattern.startswith("too few") else "none"
        return say(f"map-emerging-pattern-groups-{group}", lang) + "."
    side = say(
        f"map-emerging-pattern-sides-{('cold' if 'cold' in rest else 'hot')}", lang
    )
    return side + say(f"map-emerging-pattern-kinds-{kind}", lang)


def found_words(hot: int, peaks: int | None, lang: Language) -> str:
    """Return what was not found, and how many peaks were; None: not looked for.

    >>> found_words(0, 1, "en")
    'No place is a hot spot together with those around it. 1 is a peak by itself.'
    >>> found_words(3, None, "en")
    ''
    """
    told = [] if hot else [say("map-hot-spots-none-found", lang)]
    if peaks == 0:
        told.append(say("map-hot-spots-no-peak", lang))
    elif peaks is not None:
        noun = say("map-hot-spots-found-places", lang, peaks=peaks) + " " if hot else ""
        told.append(say("map-hot-spots-found-by", lang, peaks=peaks, noun=noun))
    return " ".join(told)


def hot_spot_sentence(gi_bin: int, lang: Language) -> str:
    """Return what a class of hot spots says of a zone.

    >>> hot_spot_sentence(3, "sv")
    'Fler rapporter här och intill än väntat (99 %).'
    """
    level = {1: 90, 2: 95, 3: 99}.get(abs(gi_bin))
    if level is None:
        return say("map-hot-spots-hot-spot-the-count-here", lang)
    if gi_bin > 0:
        return say("map-hot-spots-hot-spot-more-reports-here", lang, level=level)
    return say("map-hot-spots-hot-spot-fewer-reports-here", lang, level=level)


def weeks_title(kind: PeriodKind, lang: Language) -> str:
    """Return the head of the map with a slider.

    >>> weeks_title("week", "en"), weeks_title("month", "sv")
    ('Week by week', 'Månad för månad')
    """
    one = say(f"period-{kind}-one", lang)
    return say("map-weeks-weeks-title", lang, one=one).capitalize()


def step_label(first: str, last: str, n: float, lang: Language) -> str:
    """Return what a step of the slider shows.

    >>> step_label("2018-W07", "2018-W10", 123, "sv")
    'vecka 7–10 2018 · 123 rapporter'
    """
    return f"{span_words(first, last, lang)} · {reports_words(n, lang)}"


def span_words(first: str, last: str, lang: Language) -> str:
    """Return the periods from one to another, the year once where it is the same.

    >>> span_words("2018-W07", "2018-W10", "en")
    'week 7–10 2018'
    """
    if first == last:
        return period_name(last, lang)
    return period_words(f"{first.partition('/')[0]}/{last.rpartition('/')[2]}", lang)


def window_words(window: int, kind: PeriodKind, lang: Language) -> str:
    """Return how many periods each picture sums.

    >>> window_words(4, "week", "sv"), window_words(1, "quarter", "sv")
    ('Varje bild är summan av 4 veckor.', 'Varje bild är ett kvartal.')
    """
    if window == 1:
        a = say(f"period-{kind}-a", lang)
        return say("map-weeks-window-one", lang, a=a)
    many = say(f"period-{kind}-many", lang)
    return say("map-weeks-window-many", lang, n=window, many=many)


def counted(n: float, lang: Language) -> str:
    """Return "n = 206 rapporter"; one decimal where the sum is not whole.

    >>> counted(206, "sv")
    'n = 206 rapporter'
    """
    decimals = 0 if abs(n - round(n)) < 1e-6 else 1
    return f"n = {reports_words(n, lang, decimals=decimals)}"


def ring_words(start: float, end: float, lang: Language) -> str:
    """Return the name of a ring around an area.

    >>> ring_words(0, 300, "sv")
    'Ring 0–300 m utanför'
    """
    span = f"{number(start, lang)}–{number(end, lang)}"
    return say("charts-ring", lang, span=span)


def darkest_cell(count: float | str, framed: int, lang: Language) -> str:
    """Return the note that says what the darkest shade is and what is framed.

    >>> darkest_cell(12, 1, "en")
    'Darkest: 12 reports in the same hour of the week. The highest is framed'
    """
    shade = say("charts-darkest-cell-darkest-reports-in", lang, count=count)
    if not framed:
        return shade
    return f"{shade}. {say('charts-darkest-cell-the-highest-are', lang, framed=framed)}"
