"""What studies of several insatser say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._language import listed, number, percent, say

if TYPE_CHECKING:
    import pandas as pd

    from .._columns import Language

Pair = tuple[str, str]

_ANSWERS: dict[str, Pair] = {
    "fall": (
        "{zones} har rapporterna minskat med {change} ({level} intervall {low} till "
        "{high}) jämfört med vad som var att vänta.",
        "{zones} reports have fallen by {change} ({level} interval {low} to {high}) "
        "compared with what was to be expected.",
    ),
    "rise": (
        "{zones} har rapporterna ökat med {change} ({level} intervall {low} till "
        "{high}) jämfört med vad som var att vänta.",
        "{zones} reports have risen by {change} ({level} interval {low} to {high}) "
        "compared with what was to be expected.",
    ),
    "unclear": (
        "{zones} går det inte att säga om rapporterna har ändrats: ändringen är "
        "{signed} ({level} intervall {low} till {high}) jämfört med vad som var att "
        "vänta.",
        "{zones} it cannot be told whether reports have changed: the change is "
        "{signed} ({level} interval {low} to {high}) compared with what was to be "
        "expected.",
    ),
}
_ZONES: tuple[Pair, Pair] = (
    ("I området där något gjordes", "In the zone where something was done"),
    ("I de {n} områden där något gjordes", "In the {n} zones where something was done"),
)
_NEVER: tuple[Pair, Pair, Pair] = (
    (
        "Jämförelsen vilar på områden där inget hade gjorts ännu.",
        "The comparison rests on zones where nothing had been done yet.",
    ),
    (
        "Ett område där inget gjordes är med i jämförelsen.",
        "One zone where nothing was done is part of the comparison.",
    ),
    (
        "{n} områden där inget gjordes är med i jämförelsen.",
        "{n} zones where nothing was done are part of the comparison.",
    ),
)
_DROPPED: tuple[Pair, Pair] = (
    (
        "Ett område är inte med, för det saknar rapporter att jämföra.",
        "One zone is left out, for it has no reports to compare.",
    ),
    (
        "{n} områden är inte med, för de saknar rapporter att jämföra.",
        "{n} zones are left out, for they have no reports to compare.",
    ),
)
_AGREE: Pair = (
    "Alla {n} andra sätt att räkna ger samma svar.",
    "All {n} other ways to compute give the same answer.",
)
_DISAGREE: Pair = (
    "Svaret beror på hur man räknar: {parts} av {n} andra sätt ger ett annat svar "
    "({ways}).",
    "The answer depends on the way to compute: {parts} of {n} other ways give another "
    "({ways}).",
)
_WIDER: Pair = (
    "Osäkerheten beror också på valet: med medelfel som följer områdena är intervallet "
    "{times} gånger så brett som när varje antal varierar för sig.",
    "How sure it is depends on the choice too: with errors that follow the zones the "
    "interval is {times} times as wide as when each count varies by itself.",
)
_NARROWER: Pair = (
    "Osäkerheten beror också på valet: med medelfel som följer områdena är intervallet "
    "bara {times} gånger så brett som när varje antal varierar för sig.",
    "How sure it is depends on the choice too: with errors that follow the zones the "
    "interval is only {times} times as wide as when each count varies by itself.",
)
_WAYS: dict[str, Pair] = {
    "cohorts": ("samma modell", "the same model"),
    "two-way": ("den enkla tvåvägsmodellen", "the plain two-way model"),
    "zones alike": ("när alla områden väger lika", "when all zones weigh the same"),
}
_ERRORS: dict[str, Pair] = {
    "placebo": ("medelfel av områden utan insats", "errors from zones without insats"),
    "cluster": ("medelfel per område", "errors by zone"),
    "model": ("medelfel av antalens spridning", "errors from the spread of counts"),
    "randomization": ("lottning", "randomization"),
}
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
    place = say(_ZONES[treated != 1], lang).format(n=number(treated, lang))
    parts = [
        say(_ANSWERS[answer], lang).format(
            zones=place,
            change=percent(abs(ratio - 1), lang),
            signed=signed_percent(ratio, lang),
            level=percent(level, lang),
            low=signed_percent(low, lang),
            high=signed_percent(high, lang),
        ),
        say(_NEVER[min(never, 2)], lang).format(n=number(never, lang)),
    ]
    if dropped:
        parts.append(say(_DROPPED[dropped != 1], lang).format(n=number(dropped, lang)))
    return " ".join([*parts, *_others(answer, others, lang)])


def _others(answer: str, others: pd.DataFrame, lang: Language) -> list[str]:
    rest = others[~others["is_main"] & np.isfinite(others["low"])]
    differ = rest[rest["answer"] != answer]
    parts = []
    if not len(differ):
        parts.append(say(_AGREE, lang).format(n=number(len(rest), lang)))
    else:
        ways = [
            f"{say(_WAYS[row.estimator], lang)}, {say(_ERRORS[row.errors], lang)}: "
            f"{signed_percent(row.ratio, lang)}, {signed_percent(row.low, lang)} – "
            f"{signed_percent(row.high, lang)}"
            for row in differ.itertuples()
        ]
        parts.append(
            say(_DISAGREE, lang).format(
                parts=number(len(differ), lang),
                n=number(len(rest), lang),
                ways="; ".join(ways),
            )
        )
    width = _widths(others)
    if width > _WIDTHS or width < 1 / _WIDTHS:
        text = _WIDER if width > 1 else _NARROWER
        parts.append(say(text, lang).format(times=number(width, lang, decimals=1)))
    return parts


def _widths(others: pd.DataFrame) -> float:
    """Return how wide the interval is by zones, against that of counts alone."""
    table = others[others["estimator"] == "cohorts"].set_index("errors")
    log = np.log(table["high"]) - np.log(table["low"])
    return float(log["cluster"] / log["model"])


_BEFORE: dict[bool, Pair] = {
    True: (
        "Före starten skilde sig områdena inte säkert åt (p = {p}); det visar inte "
        "att de hade följts åt.",
        "Before the start the zones did not surely differ (p = {p}); that does not "
        "show that they would have run alike.",
    ),
    False: (
        "Redan före starten skilde sig områdena åt (p = {p}): det som kom efter kan ha "
        "börjat tidigare.",
        "The zones differed already before the start (p = {p}): what came after may "
        "have begun earlier.",
    ),
}
_NO_BEFORE: Pair = (
    "Det finns ingen tid före starten att jämföra.",
    "There is no time before the start to compare.",
)
_AFTER: tuple[Pair, Pair] = (
    (
        "Ingen av de {n} perioderna efter starten ligger säkert utanför bandet.",
        "None of the {n} periods after the start is surely outside the band.",
    ),
    (
        "Efter starten ligger {few} av {n} perioder utanför bandet: {which}.",
        "After the start {few} of {n} periods are outside the band: {which}.",
    ),
)


def event_study_sentence(
    effects: pd.DataFrame, *, pre_p: float, level: float, lang: Language
) -> str:
    """Return whether zones ran alike before, and what came after."""
    parts = [say(_NO_BEFORE, lang)]
    if np.isfinite(pre_p):
        shown = number(max(pre_p, 0.001), lang, decimals=3)
        parts = [say(_BEFORE[pre_p > 1 - level], lang).format(p=shown)]
    after = effects[(effects["time_since"] >= 0)]
    outside = after[(after["band_low"] > 1) | (after["band_high"] < 1)]
    which = [
        f"{number(at, lang)} ({signed_percent(ratio, lang)})"
        for at, ratio in zip(outside["time_since"], outside["ratio"], strict=True)
    ]
    text = say(_AFTER[bool(len(outside))], lang)
    parts.append(
        text.format(
            few=number(len(outside), lang),
            n=number(len(after), lang),
            which=listed(which, lang),
        )
    )
    return " ".join(parts)


_PLAN: Pair = (
    "Av {n} områden lottas {treated} till insatsen, ett i varje grupp av lika områden; "
    "lotten dras ur ”{seed}”, så att vem som helst kan dra om den.",
    "Of {n} areas {treated} are drawn for the insats, one in each group of alike "
    "areas; the lot is drawn from “{seed}”, so that anyone can draw it again.",
)
_FEW_DRAWS: Pair = (
    "Med bara {draws} möjliga lottningar kan ingen effekt visas säkert: fler områden "
    "behövs.",
    "With only {draws} possible draws no effect can be shown for sure: more areas are "
    "needed.",
)
_CAN_FIND: dict[bool, Pair] = {
    True: (
        "En minskning med {fall} skulle upptäckas i fyra fall av fem.",
        "A fall of {fall} would be found four times of five.",
    ),
    False: (
        "Inte ens en minskning med 95 % skulle säkert upptäckas.",
        "Not even a fall of 95 % would surely be found.",
    ),
}


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
    parts = [
        say(_PLAN, lang).format(
            n=number(treated + control, lang), treated=number(treated, lang), seed=seed
        )
    ]
    if draws < 40:
        parts.append(say(_FEW_DRAWS, lang).format(draws=number(draws, lang)))
    else:
        known = bool(np.isfinite(detectable))
        parts.append(
            say(_CAN_FIND[known], lang).format(fall=percent(abs(detectable), lang))
        )
    return " ".join(parts)


_FOUND: dict[str, Pair] = {
    "fall": (
        "I de lottade områdena har rapporterna minskat med {change} jämfört med de "
        "andra ({level} intervall {low} till {high}).",
        "In the areas that were drawn reports have fallen by {change} compared with "
        "the others ({level} interval {low} to {high}).",
    ),
    "rise": (
        "I de lottade områdena har rapporterna ökat med {change} jämfört med de andra "
        "({level} intervall {low} till {high}).",
        "In the areas that were drawn reports have risen by {change} compared with "
        "the others ({level} interval {low} to {high}).",
    ),
    "unclear": (
        "Lottningen visar ingen säker skillnad: ändringen är {signed} jämfört med de "
        "andra områdena ({level} intervall {low} till {high}).",
        "The experiment shows no sure difference: the change is {signed} compared with "
        "the other areas ({level} interval {low} to {high}).",
    ),
    "open": (
        "Lottningen visar ingen säker skillnad: ändringen är {signed} jämfört med de "
        "andra områdena, och lottningarna är för få för ett intervall.",
        "The experiment shows no sure difference: the change is {signed} compared with "
        "the other areas, and there are too few draws for an interval.",
    ),
}
_BY_LOT: dict[bool, Pair] = {
    True: (
        "Av alla {draws} möjliga lottningar ger {share} en minst lika stor skillnad.",
        "Of all {draws} possible draws {share} give a difference at least as large.",
    ),
    False: (
        "Av {draws} lottningar på måfå ger {share} en minst lika stor skillnad.",
        "Of {draws} draws at random {share} give a difference at least as large.",
    ),
}


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
    found = say(_FOUND[answer], lang).format(
        change=percent(abs(ratio - 1), lang),
        signed=signed_percent(ratio, lang),
        level=percent(level, lang),
        low=signed_percent(low, lang),
        high=signed_percent(high, lang),
    )
    lot = say(_BY_LOT[is_exact], lang).format(
        draws=number(draws, lang), share=percent(p_value, lang, decimals=1)
    )
    return f"{found} {lot}"


_CHOSEN: Pair = (
    "En del av rapporterna valde {name}.",
    "One part of the reports chose {name}.",
)
_NOT_YET: Pair = (
    "Vad som hände sedan finns inte i uppgifterna ännu.",
    "What happened then is not in the records yet.",
)
_JUDGED: dict[str, Pair] = {
    "fall": (
        "Enligt den andra delen har rapporterna där minskat med {change} jämfört med "
        "de andra områdena ({level} intervall {low} till {high}).",
        "By the other part reports there have fallen by {change} compared with the "
        "other areas ({level} interval {low} to {high}).",
    ),
    "rise": (
        "Enligt den andra delen har rapporterna där ökat med {change} jämfört med de "
        "andra områdena ({level} intervall {low} till {high}).",
        "By the other part reports there have risen by {change} compared with the "
        "other areas ({level} interval {low} to {high}).",
    ),
    "unclear": (
        "Enligt den andra delen går det inte att säga om rapporterna där har "
        "ändrats: {signed} jämfört med de andra områdena ({level} intervall {low} "
        "till {high}).",
        "By the other part it cannot be told whether reports there have changed: "
        "{signed} compared with the other areas ({level} interval {low} to {high}).",
    ),
}
_NAIVE: Pair = (
    "Alla rapporter före skulle ge {naive}, för den som väljs för att vara värst "
    "faller tillbaka av sig själv. Delningen gör intervallet {cost} gånger så brett.",
    "All reports before would give {naive}, for what is chosen for being worst "
    "falls back by itself. The split makes the interval {cost} times as wide.",
)


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
    chosen = say(_CHOSEN, lang).format(name=name)
    if not np.isfinite(ratio):
        return f"{chosen} {say(_NOT_YET, lang)}"
    answer = "fall" if high < 1 else "rise" if low > 1 else "unclear"
    found = say(_JUDGED[answer], lang).format(
        change=percent(abs(ratio - 1), lang),
        signed=signed_percent(ratio, lang),
        level=percent(level, lang),
        low=signed_percent(low, lang),
        high=signed_percent(high, lang),
    )
    rest = say(_NAIVE, lang).format(
        naive=signed_percent(naive, lang), cost=number(cost, lang, decimals=2)
    )
    return f"{chosen} {found} {rest}"


_SYNTHETIC: Pair = (
    "I {zone} är rapporterna sedan starten {change} jämfört med en blandning av andra "
    "områden som följde det före. Bland {n} områden har {share} ett gap som vuxit "
    "minst lika mycket.",
    "In {zone} reports since the start are {change} compared with a mix of other zones "
    "that followed it before. Of {n} zones {share} have a gap that grew at least as "
    "much.",
)
_POOR_MIX: Pair = (
    "Blandningen följde området dåligt redan före: svaret säger lite.",
    "The mix followed the zone poorly already before: the answer tells little.",
)


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
    text = say(_SYNTHETIC, lang).format(
        zone=zone,
        change=signed_percent(ratio, lang),
        n=number(n_zones, lang),
        share=percent(p_value, lang),
    )
    return f"{text} {say(_POOR_MIX, lang)}" if is_poor else text


_SERIES: dict[str, Pair] = {
    "fall": (
        "Nivån är {change} lägre sedan starten ({level} intervall {low} till {high}).",
        "The level is {change} lower since the start ({level} interval {low} to "
        "{high}).",
    ),
    "rise": (
        "Nivån är {change} högre sedan starten ({level} intervall {low} till {high}).",
        "The level is {change} higher since the start ({level} interval {low} to "
        "{high}).",
    ),
    "unclear": (
        "Det går inte att säga om nivån har ändrats sedan starten: {signed} ({level} "
        "intervall {low} till {high}).",
        "It cannot be told whether the level has changed since the start: {signed} "
        "({level} interval {low} to {high}).",
    ),
}
_NO_CONTROL: Pair = (
    "Det finns inget att jämföra med: allt annat som ändrades då syns också här.",
    "There is nothing to compare with: whatever else changed then shows here too.",
)
_LEFTOVER: Pair = (
    "Modellen fångar inte hela seriens minne; intervallet är för smalt.",
    "The model does not catch all memory of the series; the interval is too narrow.",
)


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
        say(_SERIES[answer], lang).format(
            change=percent(abs(ratio - 1), lang),
            signed=signed_percent(ratio, lang),
            level=percent(level, lang),
            low=signed_percent(low, lang),
            high=signed_percent(high, lang),
        ),
        say(_NO_CONTROL, lang),
    ]
    if leftover < 0.05:
        parts.append(say(_LEFTOVER, lang))
    return " ".join(parts)


_IF_ALIKE: dict[bool, Pair] = {
    True: (
        "Om områdena hade följts åt är ändringen {change} ({level} intervall {low} "
        "till {high}). Slutsatsen faller om skillnaden i trend var {slope} per period, "
        "eller, när trenden före räknas med, om den böjde sig mer än {bend} per "
        "period.",
        "If zones had run alike the change is {change} ({level} interval {low} to "
        "{high}). The conclusion falls if the difference of trends was {slope} a "
        "period, or, with the trend before taken in, if it bent by more than {bend} a "
        "period.",
    ),
    False: (
        "Redan om områdena hade följts åt går det inte att säga om något ändrades "
        "({change}, {level} intervall {low} till {high}).",
        "Even if zones had run alike it cannot be told whether anything changed "
        "({change}, {level} interval {low} to {high}).",
    ),
}


def bounds_sentence(
    *,
    numbers: tuple[float, float, float, float],
    breakdowns: tuple[float, float],
    lang: Language,
) -> str:
    """Return from which difference of trends on a conclusion falls."""
    ratio, low, high, level = numbers
    slope, bend = breakdowns
    return say(_IF_ALIKE[slope > 0], lang).format(
        change=signed_percent(ratio, lang),
        level=percent(level, lang),
        low=signed_percent(low, lang),
        high=signed_percent(high, lang),
        slope=percent(slope, lang, decimals=1),
        bend=percent(float(np.expm1(bend)), lang, decimals=1),
    )


_SAME: Pair = (
    "Allt stämmer: {files} filer är som de skrevs, och {results} resultat kom ut igen.",
    "All is the same: {files} files are as they were written, and {results} results "
    "came out again.",
)
_CHANGED: Pair = (
    "Något skiljer sig: {what}.",
    "Something differs: {what}.",
)
_OTHER_VERSIONS: Pair = (
    "Räknat med andra versioner: {what}.",
    "Computed with other versions: {what}.",
)
_WHAT: dict[str, Pair] = {
    "file": ("filen {name}", "the file {name}"),
    "row": ("{detail} i {name}", "{detail} of {name}"),
    "result": ("resultatet {name} ({detail})", "the result {name} ({detail})"),
    "missing": ("filen {name} saknas", "the file {name} is missing"),
    "version": ("{name} {detail}", "{name} {detail}"),
}


def verification_sentence(
    differences: pd.DataFrame,
    *,
    is_same: bool,
    numbers: tuple[int, int],
    lang: Language,
) -> str:
    """Return whether a bundle came out again, and what did not."""
    told = [
        (str(what), say(_WHAT[str(what)], lang).format(name=name, detail=detail))
        for what, name, detail in differences.itertuples(index=False)
    ]
    parts = [text for what, text in told if what != "version"]
    versions = [text for what, text in told if what == "version"]
    files, results = (number(one, lang) for one in numbers)
    said = [say(_SAME, lang).format(files=files, results=results)]
    if not is_same:
        said = [say(_CHANGED, lang).format(what=listed(parts, lang))]
    if versions:
        said.append(say(_OTHER_VERSIONS, lang).format(what=listed(versions, lang)))
    return " ".join(said)
