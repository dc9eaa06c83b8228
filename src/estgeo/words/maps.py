"""What stands in the heads, keys and tooltips of maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, say
from ._periods import period_words

if TYPE_CHECKING:
    from .._columns import Language

Pair = tuple[str, str]

BUTTONS: dict[str, Pair] = {
    "key": ("Teckenförklaring", "Key"),
    "map": ("Karta", "Map"),
    "zoom_in": ("Zooma in", "Zoom in"),
    "zoom_out": ("Zooma ut", "Zoom out"),
}
STEP_BUTTONS: dict[str, Pair] = {
    "play": ("Spela", "Play"),
    "pause": ("Pausa", "Pause"),
    "slider": ("Period", "Period"),
}
INTERNAL: Pair = (
    "Internt: kartan visar enskilda rapporter och får inte spridas",
    "Internal: this map shows single reports and must not be spread",
)

ZONES: Pair = ("antal områden", "number of zones")
CELLS: Pair = ("antal rutor", "number of cells")
POINTS: Pair = ("antal rapporter", "number of reports")
HIDDEN: Pair = ("Visas inte", "Not shown")
HIDDEN_SENTENCE: Pair = (
    "Antalet är för litet för att visas eller saknas.",
    "The count is too small to be shown, or missing.",
)

COUNTS: Pair = ("Antal rapporter", "Number of reports")
COUNT_HERE: Pair = ("Antal: {0}", "Count: {0}")
SHOWN: Pair = ("Antal: {0}", "Count: {0}")
SMALL_CELLS: Pair = (
    "Rutorna är mindre än 100 m. Läget i polisdata har ett medianfel på omkring "
    "83 m (Gerell 2018): läs inte enskilda rutor för sig.",
    "The cells are smaller than 100 m. The location in police data has a median error "
    "of about 83 m (Gerell 2018): do not read single cells alone.",
)

HOT_SPOTS: Pair = ("Hot spots", "Hot spots")
HOT_SPOTS_INTRO: Pair = (
    "Fler rapporter här och intill än slumpen ger",
    "More reports here and around than chance gives",
)
HOT_SPOT_CLASSES: dict[int, Pair] = {
    3: ("Hot spot, 99 %", "Hot spot, 99 %"),
    2: ("Hot spot, 95 %", "Hot spot, 95 %"),
    1: ("Hot spot, 90 %", "Hot spot, 90 %"),
    0: ("Inte skilt från slumpen", "Not told from chance"),
    -1: ("Färre än väntat, 90 %", "Fewer than expected, 90 %"),
    -2: ("Färre än väntat, 95 %", "Fewer than expected, 95 %"),
    -3: ("Färre än väntat, 99 %", "Fewer than expected, 99 %"),
}
HOT_SPOT_METHOD: Pair = (
    "Metod: Getis-Ord Gi*. Procenttalen gäller efter rättning för att många områden "
    "prövas. En het ruta kan vara het för att grannarna är det.",
    "Method: Getis-Ord Gi*. The percentages hold after correction for testing many "
    "zones. A hot cell may be hot because its neighbors are.",
)
COLD_NOT_SHOWN: Pair = (
    "{n} med färre än väntat är inte markerade: färre rapporter är inte detsamma som "
    "tryggt.",
    "{n} with fewer than expected are not marked: fewer reports does not mean safe.",
)
AROUND: Pair = (
    "Här och intill: {0}, väntat {1}",
    "Here and around: {0}, expected {1}",
)
ADJUSTED: Pair = ("p (justerat): {0}", "p (adjusted): {0}")

REPORTS_LAYER: Pair = ("Rapporter i perioden", "Reports in the period")
REPORT: Pair = ("Rapport", "Report")


def hot_spot_sentence(gi_bin: int, lang: Language) -> str:
    """Return what a class of hot spots says of a zone.

    >>> hot_spot_sentence(3, "sv")
    'Fler rapporter här och intill än slumpen ger (99 %).'
    """
    level = {1: 90, 2: 95, 3: 99}.get(abs(gi_bin))
    if level is None:
        pair = (
            "Antalet här och intill går inte att skilja från slumpen.",
            "The count here and around cannot be told from chance.",
        )
    elif gi_bin > 0:
        pair = (
            f"Fler rapporter här och intill än slumpen ger ({level} %).",
            f"More reports here and around than chance gives ({level} %).",
        )
    else:
        pair = (
            f"Färre rapporter här och intill än slumpen ger ({level} %).",
            f"Fewer reports here and around than chance gives ({level} %).",
        )
    return say(pair, lang)


def reports(n: float, lang: Language, *, decimals: int = 0) -> str:
    """Return a number of reports.

    >>> reports(1, "sv"), reports(206, "en")
    ('1 rapport', '206 reports')
    """
    count = number(n, lang, decimals=decimals)
    one, many = say(("rapport", "report"), lang), say(("rapporter", "reports"), lang)
    return f"{count} {one if n == 1 and not decimals else many}"


def zone_words(n: int, cell_size: float | None, lang: Language) -> str:
    """Return what the zones are: squares of a size, or how many areas.

    >>> zone_words(1200, 100.0, "sv"), zone_words(5, None, "en")
    ('rutor om 100 m', '5 zones')
    """
    if cell_size is not None:
        size = number(cell_size, lang)
        return say((f"rutor om {size} m", f"cells of {size} m"), lang)
    count = number(n, lang)
    one, many = ("område", "zone"), ("områden", "zones")
    return f"{count} {say(one if n == 1 else many, lang)}"


def period_name(period: str, lang: Language) -> str:
    """Return a period label in words, and any other text as it is.

    >>> period_name("2018-W10", "sv"), period_name("våren 2018", "sv")
    ('vecka 10 2018', 'våren 2018')
    """
    try:
        return period_words(period, lang)
    except ValueError:
        return period


def or_more(low: str, lang: Language, *, whole: bool = True) -> str:
    """Return the name of the last class, of things counted or of a measure.

    >>> or_more("11", "sv"), or_more("2,5", "sv", whole=False)
    ('11 eller fler', '2,5 eller mer')
    """
    more = "fler" if whole else "mer"
    return say((f"{low} eller {more}", f"{low} or more"), lang)


def below(high: str, lang: Language) -> str:
    """Return the name of the class below all others."""
    return say((f"under {high}", f"below {high}"), lang)


def from_to(low: str, high: str, lang: Language) -> str:
    """Return the name of a class of numbers that are not whole.

    >>> from_to("0,5", "1,0", "sv")
    '0,5 till under 1,0'
    """
    return say((f"{low} till under {high}", f"{low} to below {high}"), lang)


# Emerging patterns: how they are grouped by color, and what each name means.
PATTERN_GROUPS: dict[str, Pair] = {
    "growing hot": ("Ny eller växande", "New or growing"),
    "stable hot": ("Bestående", "Persistent"),
    "fading hot": ("Avtagande eller historisk", "Fading or historical"),
    "irregular hot": ("Kommer och går", "Comes and goes"),
    "growing cold": ("Färre än väntat: nytt eller växande", "Fewer: new or growing"),
    "stable cold": ("Färre än väntat: bestående", "Fewer: persistent"),
    "fading cold": ("Färre än väntat: avtagande", "Fewer: fading"),
    "irregular cold": ("Färre än väntat: kommer och går", "Fewer: comes and goes"),
    "none": ("Inget mönster", "No pattern"),
    "short": ("För få perioder", "Too few periods"),
}
PATTERN_KINDS: dict[str, Pair] = {
    "new": (
        "Ny: i sista perioden, aldrig förut.",
        "New: in the last period, never before.",
    ),
    "consecutive": (
        "Sammanhängande: i de sista perioderna i rad, aldrig före dem.",
        "Consecutive: in the last periods in a row, never before them.",
    ),
    "intensifying": (
        "Tilltagande: i nästan alla perioder, och starkare med tiden.",
        "Intensifying: in nearly all periods, and stronger over time.",
    ),
    "persistent": (
        "Bestående: i de flesta perioder, utan tydlig trend.",
        "Persistent: in most periods, without a clear trend.",
    ),
    "diminishing": (
        "Avtagande: i nästan alla perioder, men svagare med tiden.",
        "Diminishing: in nearly all periods, but weaker over time.",
    ),
    "sporadic": (
        "Sporadisk: av och till, även i sista perioden.",
        "Sporadic: on and off, also in the last period.",
    ),
    "oscillating": (
        "Svängande: i sista perioden, men tidigare det motsatta.",
        "Oscillating: in the last period, but the opposite before.",
    ),
    "historical": (
        "Historisk: i de flesta perioder, men inte den sista.",
        "Historical: in most periods, but not the last.",
    ),
    "emerging": (
        "Framväxande: i de senaste perioderna, inte i de äldre.",
        "Emerging: in the latest periods, not in the older.",
    ),
    "former": (
        "Tidigare: i de äldre perioderna, inte i de senaste.",
        "Former: in the older periods, not in the latest.",
    ),
    "intermittent": (
        "Återkommande: i en del perioder, utan ordning.",
        "Intermittent: in some periods, in no order.",
    ),
}
PATTERN_SIDES: dict[str, Pair] = {
    "hot": ("Fler än väntat. ", "More than expected. "),
    "cold": ("Färre än väntat. ", "Fewer than expected. "),
}
EMERGING: Pair = ("Mönster över tid", "Patterns over time")
EMERGING_INTRO: Pair = (
    "Fler rapporter här och intill än slumpen ger, period för period",
    "More reports here and around than chance gives, period by period",
)
EMERGING_METHOD: Pair = (
    "Metod: Getis-Ord Gi* i varje period, och trenden i dem. Hela namnet på mönstret "
    "visas när man pekar på en ruta.",
    "Method: Getis-Ord Gi* in each period, and the trend in them. Point at a cell for "
    "the full name of its pattern.",
)
SHARE_HOT: Pair = (
    "Hot spot i {0} % av perioderna",
    "Hot spot in {0} % of the periods",
)

DENSITY: Pair = ("Täthet av rapporter", "Density of reports")
DENSITY_INTRO: Pair = ("Rapporter per km²", "Reports per km²")
DENSITY_HERE: Pair = ("{0} per km²", "{0} per km²")
DENSITY_METHOD: Pair = (
    "Täthet visar var det är mycket, inte om det är mer än slumpen ger.",
    "Density shows where there is much, not whether it is more than chance gives.",
)
RATIO_INTRO: Pair = (
    "Rapporter i förhållande till det som kan drabbas",
    "Reports in relation to what is at risk",
)

BEFORE: Pair = ("Före", "Before")
AFTER: Pair = ("Efter", "After")
CHANGE: Pair = ("Förändring", "Change")
CHANGE_TITLE: Pair = ("Före, efter och förändring", "Before, after and change")
CHANCE: Pair = ("Kan vara slumpen", "May be chance")
CHANCE_SENTENCE: Pair = (
    "Skillnaden kan vara slumpen.",
    "The difference may be chance.",
)
NO_CHANGE_SEEN: Pair = (
    "Inget område har ändrats mer än slumpen kan förklara.",
    "No zone has changed by more than chance can explain.",
)
CHANGE_METHOD: Pair = (
    "Färg bara där förändringen är större än slumpen kan förklara. Små förändringar är "
    "ofta slump.",
    "Color only where the change is larger than chance can explain. Small changes are "
    "often chance.",
)
AGAINST_ALL: Pair = (
    "Förändringen är räknad mot utvecklingen på hela kartan: provet gäller områdets "
    "andel av alla rapporter.",
    "The change is counted against that of the whole map: the test is of the zone's "
    "share of all reports.",
)
BEFORE_AFTER: Pair = ("Före: {0}. Efter: {1}.", "Before: {0}. After: {1}.")
RATIO: Pair = (
    "Kvot: {0} (95 %-intervall {1}–{2})",
    "Ratio: {0} (95 % interval {1}–{2})",
)

EVALUATION_TITLE: Pair = ("Före och efter: {name}", "Before and after: {name}")
ROLES: dict[str, Pair] = {
    "insats": ("Insatsområdet", "Area of the insats"),
    "ring": ("Ring utanför", "Ring outside"),
    "control": ("Kontrollområde", "Control area"),
    "control ring": ("Ring runt kontroll", "Ring around control"),
}
VERDICTS: dict[str, Pair] = {
    "fewer": ("Minskat mer än slumpen ger", "Fallen by more than chance gives"),
    "more": ("Ökat mer än slumpen ger", "Risen by more than chance gives"),
    "undecided": ("Går inte att avgöra", "Cannot be told"),
    "reference": ("Att jämföra med", "To compare with"),
}
CHANGE_INTERVAL: Pair = (
    "Förändring: {0} % ({1} till {2} %)",
    "Change: {0} % ({1} to {2} %)",
)
AGAINST: dict[str, Pair] = {
    "control": ("Jämfört med kontroll.", "Against the control."),
    "control ring": (
        "Jämfört med ringen runt kontroll.",
        "Against the ring around the control.",
    ),
    "itself": (
        "Jämfört med sig själv, utan kontroll.",
        "Against itself, without control.",
    ),
}
EVALUATION_METHOD: Pair = (
    "Färg bara där hela 95 %-intervallet ligger på ena sidan om ingen förändring.",
    "Color only where the whole 95 % interval lies on one side of no change.",
)
OUTLINES: Pair = ("Områden", "Areas")

WEEKS: Pair = ("Vecka för vecka", "Week by week")
PERIOD_BY_PERIOD: Pair = ("Period för period", "Period by period")

NEAR_REPEATS: Pair = ("Upprepning i närheten", "Near repeats")
CHAINS: Pair = ("Kedjor", "Chains")
ROLE_WORDS: dict[str, Pair] = {
    "originator": ("Första i en kedja", "First of a chain"),
    "near repeat": ("Upprepning i närheten", "Near repeat"),
    "repeat": ("Upprepning på samma plats", "Repeat at the same place"),
    "same place": ("Upprepning på samma plats", "Repeat at the same place"),
    "isolated": ("Ensam", "Alone"),
    "single": ("Ensam", "Alone"),
    "none": ("Ensam", "Alone"),
}
NEAR_REPEATS_METHOD: Pair = (
    "En kedja binder samman rapporter som ligger nära varandra i rum och tid. Att två "
    "hör samman säger inte att det är samma gärningsperson.",
    "A chain joins reports that are near one another in space and time. That two "
    "belong together does not say that the same person is behind them.",
)


def pattern_sentence(pattern: str, lang: Language) -> str:
    """Return what an emerging pattern means.

    >>> pattern_sentence("new hot spot", "en")
    'More than expected. New: in the last period, never before.'
    """
    kind, _, rest = pattern.partition(" ")
    if kind not in PATTERN_KINDS:
        group = "short" if pattern.startswith("too few") else "none"
        return say(PATTERN_GROUPS[group], lang) + "."
    side = say(PATTERN_SIDES["cold" if "cold" in rest else "hot"], lang)
    return side + say(PATTERN_KINDS[kind], lang)


def change_label(span: str, *, fewer: bool, lang: Language) -> str:
    """Return the name of a class of change.

    >>> change_label("4–7", fewer=True, lang="sv")
    'Minskat med 4–7'
    """
    if fewer:
        return say((f"Minskat med {span}", f"Down by {span}"), lang)
    return say((f"Ökat med {span}", f"Up by {span}"), lang)


def step_label(first: str, last: str, n: float, lang: Language) -> str:
    """Return what a step of the slider shows.

    >>> step_label("2018-W07", "2018-W10", 123, "sv")
    'vecka 7–vecka 10 2018 · 123 rapporter'
    """
    return f"{span_words(first, last, lang)} · {reports(n, lang)}"


def span_words(first: str, last: str, lang: Language) -> str:
    """Return the periods from one to another, the year once where it is the same.

    >>> span_words("2018-W07", "2018-W10", "en")
    'week 7–week 10 2018'
    """
    if first == last:
        return period_name(last, lang)
    begins = period_name(first, lang)
    if first[:4] == last[:4]:
        begins = begins.removesuffix(f" {first[:4]}")
    return f"{begins}–{period_name(last, lang)}"


def window_words(window: int, *, weekly: bool, lang: Language) -> str:
    """Return how many periods each picture sums.

    >>> window_words(4, weekly=True, lang="sv")
    'Varje bild är summan av 4 veckor.'
    """
    unit = ("veckor", "weeks") if weekly else ("perioder", "periods")
    if window == 1:
        one = ("en vecka", "one week") if weekly else ("en period", "one period")
        return say((f"Varje bild är {one[0]}.", f"Each picture is {one[1]}."), lang)
    pair = (
        f"Varje bild är summan av {window} {unit[0]}.",
        f"Each picture is the sum of {window} {unit[1]}.",
    )
    return say(pair, lang)


def bandwidth_words(width: str, lang: Language) -> str:
    """Return how far each report is spread.

    >>> bandwidth_words("300", "sv")
    'Bandbredd: 300 m.'
    """
    return say((f"Bandbredd: {width} m.", f"Bandwidth: {width} m."), lang)


def class_sentence(label: str, lang: Language) -> str:
    """Return what the class of a count says in a tooltip.

    >>> class_sentence("3–5", "sv")
    'Antal: 3–5'
    """
    return say((f"Antal: {label}", f"Count: {label}"), lang)


def weeks_title(*, weekly: bool, lang: Language) -> str:
    """Return the head of the map with a slider.

    >>> weeks_title(weekly=True, lang="en")
    'Week by week'
    """
    return say(WEEKS if weekly else PERIOD_BY_PERIOD, lang)
