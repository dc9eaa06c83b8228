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
    "enough events": (
        (
            "Händelserna räcker för en procentsats (minst {n} i varje område).",
            "There are enough events for a percentage (at least {n} in each area).",
        ),
        (
            "För lite underlag: {n} händelser före och efter tillsammans, minst "
            "{least} behövs.",
            "Too few events: {n} before and after together, at least {least} are "
            "needed.",
        ),
    ),
    "smallest cell": (
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
            "Det finns en jämförelseplats.",
            "There is a control area.",
        ),
        (
            "Ingen jämförelseplats: årstid, rapportering och slump skiljs inte från "
            "insatsen.",
            "No control area: season, reporting and chance cannot be told from the "
            "insats.",
        ),
    ),
    "size": (
        (
            "Jämförelseplatsen är ungefär lika stor (kvot {ratio}).",
            "The control is of about the same size (ratio {ratio}).",
        ),
        (
            "Området och jämförelseplatsen är olika stora (kvot {ratio}): antalet "
            "uteblivna händelser (WDD) kan missvisa, den relativa förändringen gör "
            "det inte.",
            "Area and control differ in size (ratio {ratio}): the count of events "
            "avoided (WDD) may mislead, the relative change does not.",
        ),
    ),
    "parallel before": (
        (
            "Området och jämförelseplatsen hade ingen säker skillnad i trend före (p "
            "= {p}).",
            "Area and control had no sure difference in trend before (p = {p}).",
        ),
        (
            "Området och jämförelseplatsen hade olika trend redan före (faktor "
            "{ratio}, p = {p}): skillnaden kan fortsätta utan insatsen.",
            "Area and control had different trends already before (factor {ratio}, p "
            "= {p}): the difference may go on without the insats.",
        ),
    ),
    "season": (
        (
            "Årstiden är densamma eller tas bort.",
            "The season is the same or cancels.",
        ),
        (
            "Olika årstider jämförs utan jämförelseplats.",
            "Different seasons are compared without a control.",
        ),
    ),
    "weeks after": (
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
    "records cover": (
        (
            "Registret täcker båda perioderna.",
            "The records cover both windows.",
        ),
        (
            "{missing} av de önskade dagarna saknas: registret går från {first} till "
            "{last}.",
            "{missing} of the wanted days are missing: records run from {first} to "
            "{last}.",
        ),
    ),
    "dispersion": (
        (
            "Spridningen ({value}) är skattad eller angiven.",
            "The dispersion ({value}) is estimated or given.",
        ),
        (
            "Bara {n} veckors historik: spridningen är antagen ({value}), inte "
            "skattad.",
            "Only {n} weeks of history: the dispersion is assumed ({value}), not "
            "estimated.",
        ),
    ),
    "peak before start": (
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
            "Det framgår inte vilka veckor området valdes på (selected_on): valdes "
            "det efter en topp hade en del av en minskning kommit ändå.",
            "It is not stated on which weeks the area was chosen (selected_on): if it "
            "was after a peak, part of a fall would have come anyway.",
        ),
    ),
    "other insatser": (
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
            "Jämförelseplatsen ligger {n} m från området.",
            "The control lies {n} m from the area.",
        ),
        (
            "Jämförelseplatsen ligger bara {n} m från området: insatsen kan nå dit.",
            "The control lies only {n} m from the area: the insats may reach it.",
        ),
    ),
    "silent weeks": (
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
    "other reports": (
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
    "vague times": (
        (
            "Tiderna är kända till dagen eller bättre.",
            "Times are known to the day or better.",
        ),
        (
            "{n} händelser ({share_share}) är bara kända till vecka eller månad: en "
            "del kan hamna på fel sida om starten.",
            "{n} events ({share_share}) are known to the week or month only: some may "
            "fall on the wrong side of the start.",
        ),
    ),
}

_PLACES: dict[str, Pair] = {
    "area": ("området", "the area"),
    "insats": ("området", "the area"),
    "control": ("jämförelseplatsen", "the control"),
    "before": ("före", "before"),
    "after": ("efter", "after"),
}

_SHORT: dict[str, Pair] = {
    "enough events": ("för få händelser", "too few events"),
    "smallest cell": ("små tal", "small counts"),
    "control": ("ingen jämförelseplats", "no control"),
    "size": ("jämförelseplatsens storlek", "size of the control"),
    "parallel before": ("olika trend före", "different trends before"),
    "season": ("olika årstider", "different seasons"),
    "weeks after": ("kort tid efter", "short time after"),
    "records cover": ("dagar saknas", "days missing"),
    "dispersion": ("antagen spridning", "assumed dispersion"),
    "peak before start": ("topp före starten", "peak before the start"),
    "selection": ("hur området valdes", "how the area was chosen"),
    "other insatser": ("andra insatser", "other insatser"),
    "distance": ("nära jämförelseplats", "control close by"),
    "silent weeks": ("luckor i rapporteringen", "gaps in the reporting"),
    "reporters": ("ny eller försvunnen rapportör", "a reporter came or went"),
    "sources": ("ändrad källmix", "changed mix of sources"),
    "other reports": ("ändrad rapportering", "changed reporting"),
    "vague times": ("oskarpa tider", "vague times"),
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
    >>> check_message("smallest cell", {"n": 3}, ok=False, lang="en")
    'The smallest count is only 3: read the interval, not the percentage.'
    """
    key = f"{code} {values['how']}" if code == "selection" else code
    passed, failed = _CHECKS[key]
    shown = {name: _shown(name, value, lang) for name, value in values.items()}
    shown |= {
        f"{name}_share": percent(value, lang)
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
