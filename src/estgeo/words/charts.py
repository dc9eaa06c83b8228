"""What stands in the titles, axes and legends of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

REPORTS: Pair = ("rapporter", "reports")
HOUR_OF_WEEK: Pair = ("Veckans timmar", "Hours of the week")
DATA_CLOCK: Pair = ("Dygnets timmar", "Hours of the day")
HOUR_AXIS: Pair = ("Klockslag (timmens början)", "Hour (its beginning)")
PER_HOUR: Pair = ("Antal per timme", "Count per hour")
NUMBER_SHADE: Pair = ("Antal rapporter", "Number of reports")
CLOCK_NOTE: Pair = (
    "Ytan växer utåt: jämför färg, inte storlek",
    "Rings grow outwards: compare shade, not size",
)

TREND: Pair = ("Utveckling över tid", "Development over time")
TREND_AXIS: Pair = ("Antal per {kind}", "Count per {kind}")
COUNTED: Pair = ("Räknat antal", "Counted")
INCOMPLETE: Pair = ("Ofullständig period", "Incomplete period")
TREND_LINE: Pair = ("Trend: {change} per år", "Trend: {change} per year")
TREND_BAND: Pair = (
    "95 %-intervall för lutningen",
    "95 % interval of the slope",
)

EVALUATION: Pair = ("Före och efter: {name}", "Before and after: {name}")
EVALUATION_AXIS: Pair = (
    "Förändring, med 80 %- (tjock) och 95 %-intervall (tunn)",
    "Change, with 80 % (thick) and 95 % interval (thin)",
)
AREA_ALONE: Pair = ("Enbart insatsområdet", "The insats area alone")
AGAINST_CONTROL: Pair = ("Jämfört med jämförelseområdet", "Against the control")
CANNOT_TELL: Pair = ("för få rapporter", "too few reports")

CONCENTRATION: Pair = ("Koncentration", "Concentration")
CONCENTRATION_X: Pair = (
    "Andel av platserna (flest rapporter först)",
    "Share of places (most reports first)",
)
CONCENTRATION_Y: Pair = ("Andel av rapporterna", "Share of the reports")
REPORTED: Pair = ("Rapporterna", "The reports")
BY_CHANCE: Pair = ("Så som slumpen fördelar dem", "As chance would spread them")
HALF: Pair = (
    "Hälften av rapporterna finns på {share} av platserna",
    "Half of the reports lie in {share} of the places",
)
GINI: Pair = (
    "Gini {gini} (av slump {chance})",
    "Gini {gini} (by chance {chance})",
)

NEAR_REPEATS: Pair = ("Närliggande upprepning (near repeat)", "Near repeats")
NEAR_REPEATS_X: Pair = ("Dagar mellan två rapporter", "Days between two reports")
NEAR_REPEATS_Y: Pair = ("Avstånd mellan dem", "Distance between them")
SAME_PLACE: Pair = ("samma plats", "same place")
NEAR_NOTE: Pair = (
    "Observerat per förväntat (antal par). Inramat: fler än slumpen ger (p ≤ 0,05)",
    "Observed per expected (pairs). Framed: more than chance gives (p ≤ 0.05)",
)

DETECTABLE: Pair = ("Så stor minskning går att se", "How small a fall can be seen")
DETECTABLE_X: Pair = ("Veckor efter insatsens start", "Weeks after the start")
DETECTABLE_Y: Pair = ("Minsta minskning som syns", "Smallest fall that can be seen")
DETECTABLE_LINE: Pair = ("{weekly} i veckan", "{weekly} per week")
DETECTABLE_NOTE: Pair = (
    "{before} veckor före, {power} chans att upptäcka den",
    "{before} weeks before, {power} chance of detecting it",
)


def counted(n: float, lang: Language) -> str:
    """Return "n = 206 rapporter"; one decimal where the sum is not whole.

    >>> counted(206, "sv")
    'n = 206 rapporter'
    """
    decimals = 0 if abs(n - round(n)) < 1e-6 else 1
    return f"n = {number(n, lang, decimals=decimals)} {say(REPORTS, lang)}"


def ring_words(start: float, end: float, lang: Language) -> str:
    """Return the name of a ring around an area.

    >>> ring_words(0, 300, "sv")
    'Ring 0–300 m utanför'
    """
    span = f"{number(start, lang)}–{number(end, lang)}"
    return say((f"Ring {span} m utanför", f"Ring {span} m outside"), lang)


def darkest_cell(count: str, framed: int, lang: Language) -> str:
    """Return the note that says what the darkest shade is and what is framed.

    >>> darkest_cell("12", 1, "en")
    'Darkest: 12 reports in the same hour of the week. The highest is framed'
    """
    shade = say(
        (
            "Mörkast: {n} rapporter i samma veckotimme",
            "Darkest: {n} reports in the same hour of the week",
        ),
        lang,
    )
    frames = ("De {k} högsta är inramade", "The {k} highest are framed")
    if framed == 1:
        frames = ("Den högsta är inramad", "The highest is framed")
    told = f". {say(frames, lang).format(k=framed)}" if framed else ""
    return shade.format(n=count) + told
