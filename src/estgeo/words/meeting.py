"""The working document of the group: what is filled in, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, say
from ._changes import reports_words
from ._periods import period_beside, period_name, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

# {code of a field: what it is called}; the document is read back by these.
PROBLEM_FIELDS: dict[str, Pair] = {
    "what": ("Vad", "What"),
    "how": ("Hur", "How"),
    "cause": ("Troliga orsaker", "Likely causes"),
    "goal": ("Mål", "Goal"),
    "target": ("Högst antal rapporter", "Most reports"),
    "level": ("Nivå", "Level"),
    "priority": ("Prioritet", "Priority"),
    "status": ("Status", "Status"),
}
INSATS_FIELDS: dict[str, Pair] = {
    "id": ("Nr", "No."),
    "name": ("Insats (vad och var)", "Insats (what and where)"),
    "problem": ("Problem", "Problem"),
    "start": ("Från", "From"),
    "end": ("Till", "Until"),
    "hours": ("Tider", "Hours"),
    "responsible": ("Ansvarig", "Responsible"),
    "purpose": ("Syfte", "Purpose"),
    "status": ("Status", "Status"),
}
LEVEL_FIELDS: dict[str, Pair] = {
    "zone": ("Område", "Area"),
    "level": ("Nivå", "Level"),
    "comment": ("Kommentar", "Comment"),
}
NOTE_FIELDS: dict[str, Pair] = {
    "author": ("Framtagen av", "Made by"),
    "recipients": ("Mottagare", "Recipients"),
    "continues": (
        "Insatser fortsätter enligt tidigare lägesbild (X = ja)",
        "Insatser continue according to the earlier lägesbild (X = yes)",
    ),
    "needed": (
        "Behov finns av ytterligare insatser (X = ja)",
        "Further insatser are needed (X = yes)",
    ),
    "decision": ("Beslut (vad, vem, när)", "Decision (what, who, when)"),
    "decided": ("Beslutat av och datum", "Decided by and date"),
    "next": ("Nästa möte", "Next meeting"),
}
THEME_FIELD: Pair = ("Tema", "Theme")
PROBLEM: Pair = ("Problem", "Problem")
NEW_PROBLEM: Pair = ("Nytt problem", "New problem")
WHOLE: Pair = ("Hela området", "The whole place")
PROBLEM_STATUSES: dict[str, Pair] = {
    "new": ("ny", "new"),
    "open": ("pågår", "open"),
    "watched": ("bevakas", "watched"),
    "closed": ("avslutad", "closed"),
}
INSATS_STATUSES: dict[str, Pair] = {
    "proposed": ("föreslagen", "proposed"),
    "decided": ("beslutad", "decided"),
    "running": ("pågår", "running"),
    "ended": ("avslutad", "ended"),
}
FILL_IN: Pair = ("Att fylla i vid mötet", "To fill in at the meeting")
FILL_IN_NOTE: Pair = (
    "Skriv i rutorna. Det som står här läses in i nästa lägesbild med read_meeting. "
    "Status för problem: ny, pågår, bevakas eller avslutad. Status för insatser: "
    "föreslagen, beslutad, pågår eller avslutad. Datum skrivs som 2018-03-12. Låt "
    "numren stå.",
    "Write in the boxes. What stands here is read into the next lägesbild by "
    "read_meeting. Status of problems: new, open, watched or closed. Status of "
    "insatser: proposed, decided, running or ended. Days are written as 2018-03-12. "
    "Leave the numbers as they are.",
)
CAPTIONS: dict[str, Pair] = {
    "notes": ("Beslut", "Decision"),
    "insatser": ("Insatser kommande period", "Insatser of the coming period"),
    "levels": ("Gruppens bedömning", "The group's assessment"),
    "changes": (
        "Antal som har ändrats sedan sidan gjordes",
        "Counts that changed since the page was made",
    ),
    "reports": ("Periodens rapporter", "Reports of the period"),
    "good": ("Positiva rapporter", "Positive reports"),
    "risks": ("Dagar att förbereda sig för", "Days to prepare for"),
    "who": ("Vilka som rapporterar", "Who reports"),
    "verdicts": ("Ska insatsen fortsätta?", "Should the insats go on?"),
}
COLUMNS: dict[str, Pair] = {
    "time": ("Tid", "Time"),
    "where": ("Plats", "Place"),
    "source": ("Källa", "Source"),
    "severity": ("Allvar", "Severity"),
    "told": ("Vad som berättas", "What is told"),
    "then": ("När sidan gjordes", "When it was made"),
    "now": ("Nu", "Now"),
    "day": ("Dag", "Day"),
    "name": ("Vad", "What"),
    "before": ("Tidigare år", "Earlier years"),
    "period": ("Period", "Period"),
    "reports": ("Rapporter", "Reports"),
    "usual": ("Brukar vara", "Usually"),
    "status": ("Läge", "State"),
}
SECTIONS: dict[str, Pair] = {
    "since": ("Sedan förra lägesbilden", "Since the last lägesbild"),
    "ahead": ("Inför kommande period", "Ahead of the coming period"),
    "who": ("Vilka som rapporterar", "Who reports"),
    "groups": ("Gruppernas egna bilder", "The groups' own pictures"),
}
STAMPS: dict[str, Pair] = {
    "group": (
        "INTERN – kan omfattas av sekretess",
        "INTERNAL – may be subject to confidentiality",
    ),
    "organization": ("FÖR ORGANISATIONEN", "FOR THE ORGANIZATION"),
}
MAY_READ: dict[str, Pair] = {
    "group": (
        "Sidan får bara läsas av dem som gruppen har bestämt: den visar enskilda "
        "rapporter.",
        "Only those the group has named may read this page: it shows single reports.",
    ),
    "organization": (
        "Sidan får läsas av alla i de organisationer som ingår i samverkan. Den visar "
        "inga enskilda rapporter, platser eller kommentarer. Den är inte gjord för "
        "allmänheten.",
        "Everyone in the cooperating organizations may read this page. It shows no "
        "single reports, places or comments. It is not made for the public.",
    ),
}
STATE_WORDS: dict[str, Pair] = {
    "silent": ("tyst", "silent"),
    "new": ("ny", "new"),
    "jump": ("många fler", "many more"),
    "drop": ("många färre", "many fewer"),
}
VERDICTS: dict[str, Pair] = {
    "continue": ("fortsätt", "continue"),
    "end": ("avsluta", "end"),
    "cannot be told yet": ("går inte att avgöra ännu", "cannot be told yet"),
}
PHASES: dict[str, Pair] = {
    "": ("–", "–"),
    "start": ("uppstart", "start"),
    "running": ("genomförande", "carrying out"),
    "maintenance": ("upprätthållande", "keeping up"),
}
WHY: dict[str, Pair] = {
    "fall": ("rapporterna har minskat", "reports fell"),
    "rise": ("rapporterna har ökat", "reports rose"),
    "no fall of 10 %": (
        "rapporterna har inte minskat med ens 10 %",
        "reports have not fallen by even 10 %",
    ),
    "undecided": ("förändringen är osäker", "the change is uncertain"),
    "no comparison": ("jämförelseområde saknas", "there is no comparison area"),
    "few events": ("för få rapporter", "too few reports"),
    "not started": ("har inte börjat", "has not begun"),
    "no area": ("har ingen egen plats", "has no place of its own"),
    "not evaluated": ("kan inte jämföras", "cannot be compared"),
}
VERDICT_COLUMNS: dict[str, Pair] = {
    "insats": ("Insats", "Insats"),
    "status": ("Status, fas", "Status, phase"),
    "change": ("Förändring", "Change"),
    "verdict": ("Besked", "Verdict"),
    "why": ("Därför att", "Because"),
    "next": ("Kan avgöras / nästa kontroll", "Can be told / next check"),
}
VERDICT_NOTE: Pair = (
    "Fortsätt: rapporterna har minskat säkert jämfört med jämförelseområdena. Avsluta: "
    "de har ökat, eller inte minskat med ens 10 %. Beskedet gäller rapporterna; "
    "gruppen väger in kostnad och annat.",
    "Continue: reports surely fell compared with the comparison areas. End: they rose, "
    "or have not fallen by even 10 %. The verdict is of the reports; the group weighs "
    "cost and other things.",
)
HIDDEN: Pair = ("färre än {k}", "fewer than {k}")
REST: Pair = ("Övriga", "Others")


def words_of(pair: Pair) -> set[str]:
    """Return both languages of a label as they are compared."""
    return {text.casefold() for text in pair}


def small_note(k: int, lang: Language) -> str:
    """Return how small counts are hidden.

    >>> small_note(5, "en").partition(".")[0]
    'Counts of 1 to 4 are not shown on their own'
    """
    pair = (
        f"Antal mellan 1 och {k - 1} visas inte för sig. De ingår i Övriga.",
        f"Counts of 1 to {k - 1} are not shown on their own. They are in Others.",
    )
    return say(pair, lang)


def numbered(id_: str, heading: str) -> str:
    """Return the heading of a problem with its number."""
    return f"{id_}. {heading}"


def since_words(since: str, now: str, lang: Language) -> str:
    """Return since when a problem is listed.

    >>> since_words("2018-W08", "2018-W10", "sv")
    'Listat sedan vecka 8 2018.'
    """
    if since == now:
        return say(("Listas första gången.", "Listed for the first time."), lang)
    told = period_words(since, lang)
    return say((f"Listat sedan {told}.", f"Listed since {told}."), lang)


def goal_words(n: int, target: float, lang: Language) -> str:
    """Return whether the count reaches the goal.

    >>> goal_words(5, 3, "sv")
    'Målet är högst 3 rapporter: inte nått (5).'
    """
    reached = n <= target
    decimals = 0 if float(target).is_integer() else 1
    most = number(target, lang, decimals=decimals)
    told = ("nått", "reached") if reached else ("inte nått", "not reached")
    pair = (
        f"Målet är högst {most} {'rapport' if target == 1 else 'rapporter'}: "
        f"{told[0]} ({number(n, lang)}).",
        f"The goal is at most {most} {'report' if target == 1 else 'reports'}: "
        f"{told[1]} ({number(n, lang)}).",
    )
    return say(pair, lang)


def had_before(id_: str, since: str, insatser: Sequence[str], lang: Language) -> str:
    """Return that the problem was closed once, and what was done then."""
    told = f" ({period_words(since, lang)})" if since else ""
    done = listed(insatser, lang)
    sv = f" Då gjordes: {done}." if done else " Vad som gjordes då är inte noterat."
    en = f" Done then: {done}." if done else " What was done then is not noted."
    pair = (
        f"Har funnits tidigare och avslutats: {id_}{told}.{sv}",
        f"Was there before and was closed: {id_}{told}.{en}",
    )
    return say(pair, lang)


def cause_then(cause: str, lang: Language) -> str:
    """Return the cause that was noted the last time."""
    pair = (f"Trolig orsak då: {cause}", f"Likely cause then: {cause}")
    return say(pair, lang)


def none_now(period: str, judgement: str, bounds: str, lang: Language) -> str:
    """Return that a problem had no reports, and how that stands against the usual.

    >>> none_now("2018-W10", "färre än normalt", " (normalt 4–15)", "sv")
    'Inga rapporter vecka 10 2018, färre än normalt (normalt 4–15).'
    """
    name = period_name(period, lang)
    told = f", {judgement}{bounds}" if judgement else ""
    pair = (f"Inga rapporter {name}{told}.", f"No reports in {name}{told}.")
    return say(pair, lang)


def cannot_be_counted(lang: Language) -> str:
    """Return that a problem has neither theme nor area that reports have."""
    pair = (
        "Problemet har inget tema eller område bland rapporterna och räknas inte.",
        "The problem has no theme or area among the reports and is not counted.",
    )
    return say(pair, lang)


def then_and_now(period: str, now: str, then: int, n: int, lang: Language) -> str:
    """Return what a page said of a period, and what it would say today.

    >>> then_and_now("2018-W09", "2018-W10", 41, 43, "sv")
    'Vecka 9: 41 rapporter när sidan gjordes, nu 43.'
    """
    name = period_beside(period, now, lang)
    name = name[:1].upper() + name[1:]
    pair = (
        f"{name}: {reports_words(then, lang)} när sidan gjordes, nu {number(n, lang)}.",
        f"{name}: {reports_words(then, lang)} when the page was made, now "
        f"{number(n, lang)}.",
    )
    return say(pair, lang)


def carried(kind: str, names: Sequence[str], lang: Language) -> str:
    """Return which problems or insatser are of a kind: "new", "goes on", ..."""
    heads: dict[str, Pair] = {
        "goes on": ("Fortsätter", "Goes on"),
        "new": ("Nya förslag", "New proposals"),
        "none now": ("Utan rapporter nu", "Without reports now"),
        "closed": ("Avslutade", "Closed"),
        "decision": ("Beslut förra gången", "Decided last time"),
    }
    return f"{say(heads[kind], lang)}: {listed(list(names), lang)}."


def more_reports(n: int, lang: Language) -> str:
    """Return that some reports are not listed.

    >>> more_reports(1, "sv")
    'Ytterligare 1 rapport visas inte.'
    """
    return say(
        (
            f"Ytterligare {reports_words(n, lang)} visas inte.",
            f"Another {reports_words(n, lang)} {'is' if n == 1 else 'are'} not shown.",
        ),
        lang,
    )


def severity_words(now: float, last: float, lang: Language) -> str:
    """Return how the severity stands beside that of the period before."""
    one, other = (number(value, lang, decimals=1) for value in (now, last))
    pair = (
        f"Allvaret är i snitt {one} (perioden före {other}).",
        f"Severity is {one} on average ({other} in the period before).",
    )
    return say(pair, lang)


def severity_change(status: str, lang: Language) -> str:
    """Return whether severity rose, by a test, in words."""
    pairs: dict[str, Pair] = {
        "increase": ("Rapporterna är allvarligare än före.", "Reports are graver."),
        "decrease": ("Rapporterna är lindrigare än före.", "Reports are less grave."),
        "inconclusive": (
            "Ingen säker skillnad i allvar.",
            "No sure difference in severity.",
        ),
    }
    return say(pairs[status], lang)


def level_word(level: object, lang: Language) -> str:
    """Return a level as the group writes it; halves with the language's sign."""
    if isinstance(level, int | float):
        value = float(level)
        return number(value, lang, decimals=0 if value.is_integer() else 1)
    return str(level)


UNREAD: dict[str, Pair] = {
    "day": ("är inget datum som 2018-03-12", "is no day such as 2018-03-12"),
    "status": ("är ingen känd status", "is no known status"),
    "number": ("är inget tal", "is no number"),
    "problem": ("är inget nummer på ett problem", "is no number of a problem"),
    "start": (
        "är en insats utan startdag; den är inte inläst",
        "is an insats without a first day; it is not read",
    ),
    "text": (
        "står utanför rutorna att fylla i och är inte inläst",
        "stands outside the boxes to fill in and is not read",
    ),
    "gone": (
        "finns inte längre i dokumentet; det är kvar som det var",
        "is no longer in the document; it is kept as it was",
    ),
    "label": ("är ingen ruta som känns igen", "is no box that is known"),
    "memory": (
        "dokumentet har tappat sitt minne; ytor, teman och äldre poster saknas",
        "the document lost its memory; areas, themes and older records are missing",
    ),
    "changed": (
        "är ändrat i löptexten; ändringen är inte inläst",
        "was changed in the running text; the change is not read",
    ),
}
