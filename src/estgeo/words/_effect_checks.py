"""What the checks of an evaluation say: passed or not, with their numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from .._language import day, number, percent, say

if TYPE_CHECKING:
    from .._columns import Language

    Pair = tuple[str, str]

# check: (said when it passes, said when it does not), each (Swedish, English).
_CHECKS: dict[str, tuple[Pair, Pair]] = {
    "enough_events": (
        (
            "Rapporterna räcker för en procentsats (minst {n} i varje område).",
            "There are enough reports for a percentage (at least {n} in each area).",
        ),
        (
            "För lite underlag: {n} rapporter före och efter tillsammans, minst "
            "{least} behövs.",
            "Too few reports: {n} before and after together, at least {least} are "
            "needed.",
        ),
    ),
    "smallest_cell": (
        (
            "Minsta antalet är {n}.",
            "The smallest count is {n}.",
        ),
        (
            "Minsta antalet är bara {n}: läs intervallet, inte procentsatsen.",
            "The smallest count is only {n}: read the interval, not the percentage.",
        ),
    ),
    "control": (
        (
            "Det finns ett jämförelseområde.",
            "There is a control area.",
        ),
        (
            "Inget jämförelseområde: årstid, rapportering och slump skiljs inte från "
            "insatsen.",
            "No control area: season, reporting and chance cannot be told apart from "
            "the insats.",
        ),
    ),
    "size": (
        (
            "Jämförelseområdet är ungefär lika stort (kvot {ratio}).",
            "The control is of about the same size (ratio {ratio}).",
        ),
        (
            "Området och jämförelseområdet är olika stora (kvot {ratio}): antalet "
            "uteblivna rapporter kan missvisa, den relativa förändringen gör "
            "det inte.",
            "Area and control differ in size (ratio {ratio}): the number of reports "
            "avoided may mislead, the relative change does not.",
        ),
    ),
    "parallel_before open": (
        (
            "Före insatsen kan området ha ändrats mellan {slope_low_share} och "
            "{slope_high_share} om året mot jämförelseområdet (p = {p}): det är vad "
            "som kan sägas om trenden.",
            "Before the insats the area may have changed by between {slope_low_share} "
            "and {slope_high_share} per year against its control (p = {p}): that is "
            "what can be said of the trend.",
        ),
        ("", ""),
    ),
    "parallel_before different": (
        ("", ""),
        (
            "Området ändrades redan före mot jämförelseområdet, mellan "
            "{slope_low_share} och {slope_high_share} om året (p = {p}): skillnaden "
            "kan fortsätta utan insatsen.",
            "The area changed against its control already before, by between "
            "{slope_low_share} and {slope_high_share} per year (p = {p}): that may go "
            "on without the insats.",
        ),
    ),
    "parallel_before turns": (
        (
            "Slutsatsen håller: den ändras först om området redan före ändrades med "
            "{breakdown_share} om året mot jämförelseområdet, och trenden före låg "
            "mellan {slope_low_share} och {slope_high_share}.",
            "The conclusion holds: it changes only if the area changed by "
            "{breakdown_share} per year against its control already before, and that "
            "trend was between {slope_low_share} and {slope_high_share}.",
        ),
        (
            "Slutsatsen ändras om området redan före ändrades med {breakdown_share} om "
            "året mot jämförelseområdet, och det kan inte uteslutas: trenden före låg "
            "mellan {slope_low_share} och {slope_high_share} om året.",
            "The conclusion changes if the area changed by {breakdown_share} per year "
            "against its control already before, which cannot be excluded: that trend "
            "was between {slope_low_share} and {slope_high_share} per year.",
        ),
    ),
    "season": (
        (
            "Årstiden är densamma eller tas bort.",
            "The season is the same or cancels.",
        ),
        (
            "Olika årstider jämförs utan jämförelseområde.",
            "Different seasons are compared without a control.",
        ),
    ),
    "weeks_after": (
        (
            "{n} dagar efter är observerade.",
            "{n} days after are observed.",
        ),
        (
            "Bara {n} dagar efter är observerade: för kort för att säga något "
            "varaktigt.",
            "Only {n} days after are observed: too short to say anything lasting.",
        ),
    ),
    "records_cover": (
        (
            "Underlaget täcker båda perioderna.",
            "The records cover both windows.",
        ),
        (
            "{missing} av de önskade dagarna saknas: underlaget går från {first} till "
            "{last}.",
            "{missing} of the wanted days are missing: records run from {first} to "
            "{last}.",
        ),
    ),
    "dispersion": (
        (
            "Spridningen är {value}, varav veckornas egen är {part}.",
            "The dispersion is {value}, of which that of the weeks is {part}.",
        ),
        (
            "För kort historik ({n} veckor): veckornas spridning är antagen ({part}), "
            "inte skattad.",
            "Too short a history (weeks: {n}): the dispersion of the weeks is assumed "
            "({part}), not estimated.",
        ),
    ),
    "drift known": (
        (
            "{areas} områden där inget gjordes gled isär mellan perioderna, utöver "
            "slumpen med omkring {drift_share}: det är inräknat i intervallet.",
            "{areas} areas where nothing was done drifted apart between the windows, "
            "by about {drift_share} beyond chance: the interval counts that in.",
        ),
        ("", ""),
    ),
    "drift few": (
        (
            "Bara {areas} områden visar hur mycket områden glider isär (omkring "
            "{drift_share} utöver slumpen, nedvägt för att de är få): det är inräknat "
            "i intervallet.",
            "Only {areas} areas show how far areas drift apart (about {drift_share} "
            "beyond chance, weighed down because they are few): the interval counts "
            "that in.",
        ),
        ("", ""),
    ),
    "drift still": (
        (
            "{areas} områden där inget gjordes gled inte isär mellan perioderna utöver "
            "slumpen.",
            "{areas} areas where nothing was done did not drift apart between the "
            "windows beyond chance.",
        ),
        ("", ""),
    ),
    "drift unknown": (
        ("", ""),
        (
            "Det är inte känt hur mycket områden glider isär av sig själva: det kräver "
            "minst tre områden att jämföra med. Intervallet kan vara för smalt.",
            "It is not known how far areas drift apart by themselves: that takes at "
            "least three areas to compare with. The interval may be too narrow.",
        ),
    ),
    "protocol_deviation": (
        (
            "Jämförelsen är gjord som protokollet {protocol} av {written} säger.",
            "The comparison is made as the protocol {protocol} of {written} says.",
        ),
        (
            "Jämförelsen är gjord på annat sätt än protokollet {protocol} av {written} "
            "säger: {names}.",
            "The comparison is made otherwise than the protocol {protocol} of "
            "{written} says: {names}.",
        ),
    ),
    "peak_before_start": (
        (
            "Ingen topp strax före starten (kvot {ratio}).",
            "No peak just before the start (ratio {ratio}).",
        ),
        (
            "De åtta veckorna före starten låg högt (kvot {ratio}): en del av en "
            "minskning hade kommit ändå (återgång mot medelvärdet).",
            "The eight weeks before the start were high (ratio {ratio}): part of a "
            "fall would have come anyway (regression to the mean).",
        ),
    ),
    "selection stated": (
        (
            "Området valdes på annat underlag än före-perioden.",
            "The area was chosen on other weeks than the before window.",
        ),
        (
            "Området valdes på {days} av samma dagar som det jämförs med: en del av "
            "en minskning hade kommit ändå (återgång mot medelvärdet).",
            "The area was chosen on {days} of the days it is compared with: part of a "
            "fall would have come anyway (regression to the mean).",
        ),
    ),
    "selection ranked": (
        (
            "Området var nummer {rank} av {n} före: inte det högsta.",
            "The area was number {rank} of {n} before: not the highest.",
        ),
        (
            "Området var det högsta av {n} före: omkring {fall_share} minskning är "
            "att vänta även utan insats (återgång mot medelvärdet), om det var därför "
            "det valdes.",
            "The area was the highest of {n} before: a fall of about {fall_share} is "
            "to be expected even without an insats (regression to the mean), if that "
            "is why it was chosen.",
        ),
    ),
    "selection unknown": (
        (
            "",
            "",
        ),
        (
            "Det framgår inte vilka veckor området valdes på: valdes "
            "det efter en topp hade en del av en minskning kommit ändå.",
            "It is not stated on which weeks the area was chosen: if it "
            "was after a peak, part of a fall would have come anyway.",
        ),
    ),
    "other_insatser": (
        (
            "Inga andra insatser på samma platser.",
            "No other insatser in the same places.",
        ),
        (
            "En annan insats rör {where}.",
            "Another insats touches {where}.",
        ),
    ),
    "distance": (
        (
            "Jämförelseområdet ligger {n} m från området.",
            "The control lies {n} m from the area.",
        ),
        (
            "Jämförelseområdet ligger bara {n} m från området: insatsen kan nå dit.",
            "The control lies only {n} m from the area: the insats may reach it.",
        ),
    ),
    "silent_weeks": (
        (
            "Inga luckor i rapporteringen.",
            "No gaps in the reporting.",
        ),
        (
            "{n} dagar saknar rapporter från alla och räknas inte som observerade.",
            "{n} days have no report from anyone and are not counted as observed.",
        ),
    ),
    "reporters": (
        (
            "Samma rapportörer före och efter.",
            "The same reporters before and after.",
        ),
        (
            "{share_share} av rapporterna {when} kommer från en rapportör som inte "
            "fanns i den andra perioden: förändringen kan vara en förändring av "
            "rapporteringen.",
            "{share_share} of the reports {when} come from a reporter who is not "
            "there in the other window: the change may be a change of reporting.",
        ),
    ),
    "sources": (
        (
            "Källornas andelar har inte säkert ändrats (p = {p}).",
            "The shares of the sources have not surely changed (p = {p}).",
        ),
        (
            "Källornas andelar ändrades i {where} (p = {p}): förändringen kan vara en "
            "förändring av rapporteringen.",
            "The shares of the sources changed in {where} (p = {p}): the change may "
            "be a change of reporting.",
        ),
    ),
    "other_reports": (
        (
            "Rapporter om annat har inte säkert ändrats (kvot {ratio}).",
            "Reports of other things have not surely changed (ratio {ratio}).",
        ),
        (
            "Även rapporter om sådant som insatsen inte gällde ändrades (kvot "
            "{ratio}, p = {p}): rapporteringen kan ha ändrats.",
            "Reports of things the insats was not about changed too (ratio {ratio}, p "
            "= {p}): the reporting may have changed.",
        ),
    ),
    "vague_times": (
        (
            "Tiderna är kända till dagen eller bättre.",
            "Times are known to the day or better.",
        ),
        (
            "{n} rapporter ({share_share}) är bara kända till vecka eller månad: en "
            "del kan hamna på fel sida om starten.",
            "{n} reports ({share_share}) are known to the week or month only: some may "
            "fall on the wrong side of the start.",
        ),
    ),
}

# Changes, where a rise must be told from a fall.
_SIGNED = {"slope_low", "slope_high", "breakdown"}

_PLACES: dict[str, Pair] = {
    "area": ("området", "the area"),
    "insats": ("området", "the area"),
    "control": ("jämförelseområdet", "the control"),
    "before": ("före", "before"),
    "after": ("efter", "after"),
}

_SHORT: dict[str, Pair] = {
    "enough_events": ("för få rapporter", "too few reports"),
    "smallest_cell": ("små tal", "small counts"),
    "control": ("inget jämförelseområde", "no control"),
    "size": ("jämförelseområdets storlek", "size of the control"),
    "parallel_before": ("trenden före", "the trend before"),
    "season": ("olika årstider", "different seasons"),
    "weeks_after": ("kort tid efter", "short time after"),
    "records_cover": ("dagar saknas", "days missing"),
    "dispersion": ("antagen spridning", "assumed dispersion"),
    "drift": ("områdens egen drift okänd", "drift of areas unknown"),
    "protocol_deviation": ("avsteg från protokollet", "deviation from the protocol"),
    "peak_before_start": ("topp före starten", "peak before the start"),
    "selection": ("hur området valdes", "how the area was chosen"),
    "other_insatser": ("andra insatser", "other insatser"),
    "distance": ("nära jämförelseområde", "control close by"),
    "silent_weeks": ("luckor i rapporteringen", "gaps in the reporting"),
    "reporters": ("ny eller försvunnen rapportör", "a reporter came or went"),
    "sources": ("ändrad källmix", "changed mix of sources"),
    "other_reports": ("ändrad rapportering", "changed reporting"),
    "vague_times": ("oskarpa tider", "vague times"),
}


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
    passed, failed = _CHECKS[key]
    shown = {name: _shown(name, value, lang) for name, value in values.items()}
    shown |= {
        f"{name}_share": ("+" if name in _SIGNED and value > 0 else "")
        + percent(value, lang)
        for name, value in values.items()
        if isinstance(value, float)
    }
    return say(passed if ok else failed, lang).format(**shown)


def check_name(code: str, lang: Language) -> str:
    """Return the name of a check that failed, for a list of caveats.

    >>> check_name("size", "en")
    'size of the control'
    """
    return say(_SHORT[code], lang)


def _shown(name: str, value: Any, lang: Language) -> str:
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, str):
        return say(_PLACES[value], lang) if value in _PLACES else value
    if name == "p":
        return number(value, lang, decimals=3)
    whole = float(value) == round(float(value)) if np.isfinite(value) else True
    return number(float(value), lang, decimals=0 if whole else 2)
