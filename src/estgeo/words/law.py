"""What the lägesbild by the law says, and the candidates for a deeper study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import listed, number, percent, say
from ._periods import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

Pair = tuple[str, str]

TITLE: Pair = (
    "Lägesbild enligt lag (2023:196){place}, {period}",
    "Lägesbild by the Swedish law (2023:196){place}, {period}",
)
SUBTITLE: Pair = (
    "Underlag till kommunens lägesbild enligt lagen om kommuners ansvar för "
    "brottsförebyggande arbete. Kommunen beslutar om lägesbild och åtgärdsplan.",
    "Basis of the municipality's lägesbild by the law on municipalities' "
    "responsibility for crime prevention. The municipality decides on picture and "
    "plan.",
)
MAY_READ: Pair = (
    "Sidan visar inga enskilda rapporter, men små antal och utpekade platser. Gruppen "
    "avgör vad som får spridas.",
    "The page shows no single reports, but small counts and named places. The group "
    "decides what may be passed on.",
)
SECTIONS: dict[str, Pair] = {
    "extent": ("Omfattning (4 § 1)", "Extent (section 4, point 1)"),
    "consequences": ("Konsekvenser (4 § 1)", "Consequences (section 4, point 1)"),
    "information": (
        "Annan information av betydelse (4 § 2)",
        "Other information of importance (section 4, point 2)",
    ),
    "analysis": ("Analys (4 § 3)", "Analysis (section 4, point 3)"),
    "plan": ("Åtgärdsplan", "Action plan"),
    "follow-up": ("Uppföljning", "Follow-up"),
    "coordination": ("Samordning och samverkan", "Coordination and cooperation"),
    "sources": (
        "Källor som användes och valdes bort",
        "Sources used and left out",
    ),
    "candidates": ("Kandidater till fördjupad EST", "Candidates for a deeper study"),
}
# {what a table is called in the code: its sheet, what it is called on the page}
TABLES: dict[str, Pair] = {
    "population": ("befolkning", "population"),
    "reference": ("jämförelsetal", "reference"),
    "consequences": ("konsekvenser", "consequences"),
    "surveys": ("undersökningar", "surveys"),
    "other": ("övrigt", "other"),
    "coordination": ("samverkan", "coordination"),
    "sources": ("källor", "sources"),
}
CAPTIONS: dict[str, Pair] = {
    "rates": (
        "Rapporter per 1 000 invånare och år",
        "Reports per 1,000 inhabitants and year",
    ),
    "reference": (
        "Jämfört med de tal som gruppen har angett",
        "Beside the values that the group gave",
    ),
    "consequences": (
        "Konsekvenser, enligt gruppen",
        "Consequences, as the group gives them",
    ),
    "surveys": ("Undersökningar", "Surveys"),
    "other": (
        "Andra uppgifter, enligt gruppen",
        "Other facts, as the group gives them",
    ),
    "coordination": ("Samverkan, enligt gruppen", "Cooperation, as the group gives it"),
    "reported": (
        "Källor till rapporterna i perioden",
        "Sources of the period's reports",
    ),
    "sources": ("Andra källor", "Other sources"),
    "analysis": ("Problem och troliga orsaker", "Problems and likely causes"),
    "plan": ("Mål och insatser", "Goals and insatser"),
    "candidates": ("Kandidater till fördjupad EST", "Candidates for a deeper study"),
}
COLUMNS: dict[str, Pair] = {
    "people": ("Invånare", "Inhabitants"),
    "rate": ("Per 1 000 och år", "Per 1,000 a year"),
    "interval": ("95 %-intervall", "95 % interval"),
    "who": ("Jämförs med", "Compared with"),
    "value": ("Deras tal", "Their value"),
    "reading": ("Här", "Here"),
    "question": ("Fråga", "Question"),
    "year": ("År", "Year"),
    "answers": ("Svar", "Answers"),
    "result": ("Resultat", "Result"),
    "change": ("Ändring", "Change"),
    "source": ("Källa", "Source"),
    "used": ("Användes", "Used"),
    "why": ("Varför, begränsningar", "Why, limits"),
    "reports": ("Rapporter", "Reports"),
    "cause": ("Trolig orsak", "Likely cause"),
    "how": ("Hur", "How"),
    "goal": ("Mål", "Goal"),
    "insats": ("Insats", "Insats"),
    "when": ("När", "When"),
    "weeks": ("Veckor med rapporter", "Weeks with reports"),
    "same": ("I samma rutor", "In the same cells"),
    "grave": ("Allvarlighet, summa", "Severity, sum"),
    "cost": ("Kostnad", "Cost"),
}
READINGS: dict[str, Pair] = {
    "higher": ("högre", "higher"),
    "lower": ("lägre", "lower"),
    "neither": ("går inte att skilja", "cannot be told apart"),
}
YES: Pair = ("ja", "yes")
NO: Pair = ("nej", "no")
WHOLE: Pair = ("Hela området", "The whole place")
NOT_GIVEN: dict[str, Pair] = {
    "population": (
        "Antal per 1 000 invånare visas när tabellen ”befolkning” är angiven (område, "
        "invånare).",
        "Reports per 1,000 inhabitants are shown where the table “population” is given "
        "(zone, population).",
    ),
    "reference": (
        "Inga jämförelsetal är angivna (tabellen ”jämförelsetal”: vem, värde per 1 000 "
        "invånare och år, och om det behövs område och tema).",
        "No reference values are given (table “reference”: who, value per 1,000 "
        "inhabitants and year, and zone and theme where needed).",
    ),
    "consequences": (
        "Lagen frågar efter konsekvenser. De syns inte i rapporterna: kostnader, "
        "skador, vilka som drabbas och vad boende undviker. Ange dem i tabellen "
        "”konsekvenser”.",
        "The law asks for consequences. Reports do not show them: costs, injuries, who "
        "is hit, and what residents avoid. Give them in the table “consequences”.",
    ),
    "information": (
        "Inga undersökningar eller andra uppgifter är angivna (tabellerna "
        "”undersökningar” och ”övrigt”).",
        "No surveys or other facts are given (tables “surveys” and “other”).",
    ),
    "analysis": (
        "Gruppen har inte beskrivit något problem. Hur det går till och troliga "
        "orsaker fylls i längst bak i dokumentet.",
        "The group has described no problem. How it happens and likely causes are "
        "filled in at the end of the document.",
    ),
    "plan": (
        "Inga mål eller insatser är angivna. Mål och insatser fylls i längst bak i "
        "dokumentet.",
        "No goals or insatser are given. Goals and insatser are filled in at the "
        "end of the document.",
    ),
    "coordination": (
        "Vem som samordnar och vilka som samverkar anges i tabellen ”samverkan”.",
        "Who coordinates and who cooperates is given in the table “coordination”.",
    ),
    "sources": (
        "Vilka andra källor som användes eller valdes bort, och varför, anges i "
        "tabellen ”källor” (källa, används, varför).",
        "Which other sources were used or left out, and why, is given in the table "
        "“sources” (source, used, why).",
    ),
}
RATES_NOTE: Pair = (
    "Intervallen gäller slumpen i antalet rapporter, med den spridning som veckorna "
    "visar. De säger inget om brott som ingen rapporterar, och folkmängden räknas som "
    "känd.",
    "The intervals are of chance in the number of reports, with the spread that the "
    "weeks show. They say nothing of crimes that nobody reports, and the population is "
    "taken as known.",
)
REFERENCE_NOTE: Pair = (
    "Högre eller lägre står där jämförelsetalet ligger utanför intervallet. Talet "
    "räknas som känt. Jämförelsen håller bara om båda räknar samma sak: rapporter "
    "här är inte anmälda brott.",
    "Higher or lower stands where the reference value lies outside the interval. The "
    "value is taken as known. The comparison holds only if both count the same thing: "
    "reports here are no recorded crimes.",
)
SURVEYS_NOTE: Pair = (
    "Intervallen är 95 %: andelar enligt Wilson, ändringar enligt Newcombe, "
    "medelvärden med t-fördelning. Antalet svar är delat med designeffekten där "
    "den är angiven. De säger inget om dem som inte svarade.",
    "The intervals are 95 %: shares by Wilson, changes by Newcombe, means by the "
    "t distribution. Answers are divided by the design effect where it is given. They "
    "say nothing of those who did not answer.",
)
NO_SPREAD: Pair = (
    "intervall saknas: standardavvikelsen är inte angiven",
    "no interval: the standard deviation is not given",
)
YEARLY_NOTE: Pair = (
    "Lägesbilden ska följas upp; nästa datum för varje insats står i tabellen.",
    "The picture is to be followed up; the next day of each insats is in the table.",
)
CANDIDATES_NOTE: Pair = (
    "Kandidater är teman i ett område med rapporter i minst hälften av de senaste "
    "{weeks} veckorna, där rapporterna i andra halvan låg i samma rutor som i den "
    "första oftare än om de fallit jämnt över de rutor som haft rapporter (p högst "
    "0,01). Kostnad och allvarlighet visas där de är kända och avgör ordningen. "
    "Gruppen väljer.",
    "Candidates are themes in an area with reports in at least half of the latest "
    "{weeks} weeks, where those of the second half lay in the same cells as in the "
    "first more often than if they had fallen evenly over the cells that had any "
    "reports (p at most 0.01). Cost and severity are shown where known and give "
    "the order. The group chooses.",
)
NO_CANDIDATES: Pair = (
    "Inget tema i något område har både haft rapporter i minst hälften av de senaste "
    "{weeks} veckorna och legat kvar i samma rutor.",
    "No theme in any area has both had reports in at least half of the latest {weeks} "
    "weeks and stayed in the same cells.",
)
TOO_FEW_WEEKS: Pair = (
    "Kandidater till fördjupad EST kräver {least} veckor med rapporter; här finns {n}.",
    "Candidates for a deeper study take {least} weeks of reports; here are {n}.",
)
NO_PLACES: Pair = (
    "Kandidater till fördjupad EST kräver rapporter med plats på kartan.",
    "Candidates for a deeper study take reports with a place on the map.",
)
FACTS: dict[str, Pair] = {
    "weeks": ("Hur länge", "How long"),
    "now": ("I perioden", "In the period"),
    "where": ("Var", "Where"),
    "same": ("Stabilt i rummet", "Stable in place"),
    "when": ("När", "When"),
    "kinds": ("Vad", "What"),
    "sources": ("Vilka rapporterar", "Who reports"),
    "grave": ("Allvarlighet", "Severity"),
    "cost": ("Kostnad", "Cost"),
    "tried": ("Prövade insatser", "Insatser tried"),
    "how": ("Hur det går till", "How it happens"),
    "cause": ("Trolig orsak", "Likely cause"),
    "owner": ("Vem äger och förvaltar", "Who owns and manages"),
}
NOT_SAID: Pair = ("inte angivet", "not given")
SINCE: Pair = ("från {0}", "from {0}")
UNKNOWN: Pair = ("inte känt", "not known")
NONE_TRIED: Pair = ("ingen angiven", "none given")


def title(period: str, place: str, lang: Language) -> str:
    """Return the title of the page.

    >>> title("2018", "Valboås", "sv")
    'Lägesbild enligt lag (2023:196), Valboås, 2018'
    """
    named = f", {place}" if place else ""
    return say(TITLE, lang).format(place=named, period=period_words(period, lang))


def points(low: float, high: float, lang: Language) -> str:
    """Return a change of a share between limits, in percentage points.

    >>> points(-0.052, 0.011, "sv")
    '−5 till +1 procentenheter'
    """
    pair = ("{0} till {1} procentenheter", "{0} to {1} percentage points")
    return say(pair, lang).format(_signed(100 * low, lang), _signed(100 * high, lang))


def _signed(value: float, lang: Language) -> str:
    whole = round(value)
    sign = "+" if whole > 0 else "−" if whole < 0 else ""
    return f"{sign}{number(abs(whole), lang)}"


def between(low: str, high: str, lang: Language) -> str:
    """Return two limits.

    >>> between("3,1", "4,2", "sv")
    '3,1 till 4,2'
    """
    return say(("{0} till {1}", "{0} to {1}"), lang).format(low, high)


def weeks_told(counts: tuple[int, int], since: str, lang: Language) -> str:
    """Return in how many weeks there were reports, and since when there are any.

    >>> weeks_told((20, 26), "2017-W03", "sv")
    'Rapporter i 20 av de senaste 26 veckorna; den första på fil är från vecka 3 2017.'
    """
    n, of = counts
    pair = (
        f"Rapporter i {n} av de senaste {of} veckorna; den första på fil är från "
        f"{period_words(since, lang)}.",
        f"Reports in {n} of the latest {of} weeks; the first on record is of "
        f"{period_words(since, lang)}.",
    )
    return say(pair, lang)


def same_cells(counts: tuple[int, int], cells: tuple[int, int], lang: Language) -> str:
    """Return how many reports came back to the same cells.

    >>> same_cells((12, 20), (3, 40), "en")
    '12 of 20 reports of the second half lay in the 3 of 40 cells with most before.'
    """
    (n, of), (top, used) = counts, cells
    pair = (
        f"{n} av {of} rapporter i andra halvan låg i de {top} av {used} rutor som hade "
        "flest i den första.",
        f"{n} of {of} reports of the second half lay in the {top} of {used} cells with "
        "most before.",
    )
    return say(pair, lang)


def counted(names: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return names with their counts.

    >>> counted([("krossad ruta", 5), ("klotter", 2)], "sv")
    'krossad ruta (5) och klotter (2)'
    """
    return listed([f"{name} ({number(n, lang)})" for name, n in names], lang)


def share_words(share: float, lang: Language) -> str:
    """Return a share in whole percent.

    >>> share_words(0.314, "en")
    '31\u202f%'
    """
    return percent(share, lang)


def lacking(names: Sequence[str], lang: Language) -> str:
    """Return what a deeper study has to find out.

    >>> lacking(["kostnad", "trolig orsak"], "sv")
    'Kunskap som saknas: kostnad och trolig orsak.'
    """
    pair = ("Kunskap som saknas: {0}.", "Knowledge that is lacking: {0}.")
    return say(pair, lang).format(listed(list(names), lang))


def undescribed(n: int, lang: Language) -> str:
    """Return how many proposals the group has not taken up.

    >>> undescribed(1, "sv")
    'Ett förslag ur antalen har gruppen inte tagit ställning till.'
    """
    pair = (
        f"{number(n, lang)} förslag ur antalen har gruppen inte tagit ställning till.",
        f"The group has not taken up {number(n, lang)} proposals from the counts.",
    )
    one = (
        "Ett förslag ur antalen har gruppen inte tagit ställning till.",
        "The group has not taken up one proposal from the counts.",
    )
    return say(one if n == 1 else pair, lang)
