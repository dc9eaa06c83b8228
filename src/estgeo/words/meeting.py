"""Problems and the working document of the group, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import keys, languages, listed, number, say
from ._changes import reports_words
from ._periods import period_beside, period_name, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

# {code of a field: what it is called}; the document is read back by these.
PROBLEM_FIELDS = keys(
    "meeting-problem-fields",
    ("what", "how", "cause", "goal", "target", "level", "priority", "status"),
)

INSATS_FIELDS = keys(
    "meeting-insats-fields",
    (
        "id",
        "name",
        "problem",
        "start",
        "end",
        "hours",
        "responsible",
        "purpose",
        "status",
    ),
)

LEVEL_FIELDS = keys("meeting-level-fields", ("zone", "level", "comment"))

NOTE_FIELDS = keys(
    "meeting-note-fields",
    ("author", "recipients", "continues", "needed", "decision", "decided", "next"),
)

PROBLEM_STATUSES = keys(
    "meeting-problem-statuses", ("new", "open", "watched", "closed")
)

INSATS_STATUSES = keys(
    "meeting-insats-statuses", ("proposed", "decided", "running", "ended")
)

VERDICT_COLUMNS = keys(
    "meeting-verdict-columns", ("insats", "status", "change", "verdict", "why", "next")
)


def words_of(key: str) -> set[str]:
    """Return a label in every language, as labels are compared."""
    return {say(key, lang).casefold() for lang in languages()}


def small_note(k: int, lang: Language) -> str:
    """Return how small counts are hidden.

    >>> small_note(5, "en").partition(".")[0]
    'Counts of 1 to 4 are not shown on their own'
    """
    return say("meeting-small-note", lang, k_1=k - 1)


def numbered(id_: str, heading: str) -> str:
    """Return the heading of a problem with its number."""
    return f"{id_}. {heading}"


def since_words(since: str, now: str, lang: Language) -> str:
    """Return since when a problem is listed.

    >>> since_words("2018-W08", "2018-W10", "sv")
    'Listades första gången vecka 8 2018.'
    """
    if since == now:
        return say("meeting-since-listed-for-the", lang)
    told = period_words(since, lang)
    return say("meeting-since-listed-since", lang, told=told)


def goal_words(
    n: int, target: float, lang: Language, *, unfinished: bool = False
) -> str:
    """Return whether the count reaches the goal; so far, if reports are to come.

    >>> goal_words(5, 3, "sv")
    'Målet är högst 3 rapporter: inte nått (5).'
    """
    reached = n <= target
    decimals = 0 if float(target).is_integer() else 1
    most = number(target, lang, decimals=decimals)
    kept = "meeting-goal-so-far" if unfinished else "meeting-goal-reached"
    told = say(kept if reached else "meeting-goal-not-reached", lang)
    return say(
        "meeting-goal-the-goal-is", lang, most=most, target=target, told=told, n=n
    )


def had_before(id_: str, since: str, insatser: Sequence[str], lang: Language) -> str:
    """Return that the problem was closed once, and what was done then."""
    told = f" ({period_words(since, lang)})" if since else ""
    done = listed(insatser, lang)
    before = say("meeting-had-before-was-there-before", lang, id=id_, told=told)
    then = say(
        "meeting-had-before-done-then" if done else "meeting-had-before-what-was-done",
        lang,
        done=done,
    )
    return f"{before} {then}"


def none_now(period: str, judgement: str, bounds: str, lang: Language) -> str:
    """Return that a problem had no reports, and how that stands against the usual.

    >>> none_now("2018-W10", "färre än normalt", " (normalt 4–15)", "sv")
    'Inga rapporter vecka 10 2018, färre än normalt (normalt 4–15).'
    """
    name = period_name(period, lang)
    told = f", {judgement}{bounds}" if judgement else ""
    return say("meeting-none-now", lang, name=name, told=told)


def then_and_now(period: str, now: str, then: int, n: int, lang: Language) -> str:
    """Return what a page said of a period, and what it would say today.

    >>> then_and_now("2018-W09", "2018-W10", 41, 43, "sv")
    'Vecka 9: 41 rapporter när sidan gjordes, nu 43.'
    """
    name = period_beside(period, now, lang)
    name = name[:1].upper() + name[1:]
    return say(
        "meeting-then-and-now", lang, name=name, reports=reports_words(then, lang), n=n
    )


def carried(kind: str, names: Sequence[str], lang: Language) -> str:
    """Return which problems or insatser are of a kind: "new", "goes on", ...

    >>> carried("new", ["P1. Brand, Norr", "P2. Klotter, Söder"], "sv")
    'Nya förslag: P1. Brand, Norr; P2. Klotter, Söder.'
    """
    return f"{say(f'meeting-carried-heads-{kind}', lang)}: {'; '.join(names)}."


def more_reports(n: int, lang: Language) -> str:
    """Return that some reports are not listed.

    >>> more_reports(1, "sv")
    'Ytterligare 1 rapport visas inte: de allvarligaste och senaste går före.'
    """
    return say("meeting-more-reports", lang, reports=reports_words(n, lang), n=n)


def severity_words(now: float, last: float, lang: Language) -> str:
    """Return how the severity stands beside that of the period before."""
    one, other = (number(value, lang, decimals=1) for value in (now, last))
    return say("meeting-severity", lang, one=one, other=other)


def severity_change(status: str, lang: Language) -> str:
    """Return whether severity rose, by a test, in words."""
    return say(f"meeting-severity-change-pairs-{status}", lang)


def level_word(level: object, lang: Language) -> str:
    """Return a level as the group writes it; halves with the language's sign."""
    if isinstance(level, int | float):
        value = float(level)
        return number(value, lang, decimals=0 if value.is_integer() else 1)
    return str(level)


UNREAD = keys(
    "meeting-unread",
    (
        "day",
        "status",
        "number",
        "problem",
        "start",
        "text",
        "gone",
        "label",
        "memory",
        "changed",
    ),
)


def heading(topic: str, zone: str) -> str:
    """Return what a problem is called.

    >>> heading("brand", "Norr")
    'Brand, Norr'
    """
    return f"{topic[:1].upper()}{topic[1:]}, {zone}"


def count(n: int, total: int, judgement: str, bounds: str, lang: Language) -> str:
    """Return how many of the area's reports, and how that stands.

    >>> count(7, 20, "klart fler än normalt", " (normalt 0–3)", "sv")
    '7 av områdets 20 rapporter, klart fler än normalt (normalt 0–3).'
    """
    return say(
        "problems-count",
        lang,
        n=n,
        reports=reports_words(total, lang),
        judgement=judgement,
        bounds=bounds,
    )


def mostly(kinds: Sequence[tuple[str, int]], lang: Language) -> str:
    """Return the commonest categories with their counts.

    >>> mostly([("krossad ruta", 5)], "sv")
    'Vanligast: krossad ruta (5).'
    """
    names = listed([f"{name} ({number(n, lang)})" for name, n in kinds], lang)
    return f"{say('problems-mostly', lang)}: {names}."


def streets(named: Sequence[tuple[str, int]], n: int, lang: Language) -> str:
    """Return the streets of most of the period's reports, and of how many.

    >>> streets([("Torggatan", 5)], 7, "sv")
    'Vid Torggatan (5 av 7).'
    """
    of = say("problems-streets-of", lang)
    parts = [f"{name} ({number(k, lang)} {of} {number(n, lang)})" for name, k in named]
    return f"{say('problems-streets-at', lang)} {listed(parts, lang)}."


def hot_spots_here(numbers: Sequence[int], topic: str, lang: Language) -> str:
    """Return which hot spots of the theme lie in the area.

    >>> hot_spots_here([3], "brand", "sv")
    'Hot spot 3 (brand) ligger i området.'
    """
    which = listed([str(one) for one in numbers], lang)
    return say(
        "problems-hot-spots-here", lang, which=which, topic=topic, numbers=len(numbers)
    )


def goes_on(with_reports: int, periods: int, lang: Language) -> str:
    """Return in how many of the periods before there were such reports.

    >>> goes_on(3, 4, "sv")
    'Fortsätter: sådana rapporter i 3 av de 4 perioderna före.'
    >>> goes_on(4, 4, "sv")
    'Fortsätter: sådana rapporter i alla 4 perioderna före.'
    """
    if periods == 1:
        return say("problems-goes-on-continues-such-reports", lang)
    if with_reports == periods:
        return say("problems-goes-on-continues-such-reports-2", lang, periods=periods)
    return say(
        "problems-goes-on-continues-such-reports-3",
        lang,
        with_reports=with_reports,
        periods=periods,
    )


def insats_at_work(name: str, state: str, covered: int, n: int, lang: Language) -> str:
    """Return an insats, how it stands and how many of the reports it covers.

    >>> insats_at_work("Patrull", "pågår sedan 5 mars 2018", 5, 7, "sv")
    'Patrull pågår sedan 5 mars 2018 och täcker 5 av de 7 rapporterna.'
    """
    if n == 0:
        return f"{name} {state}."
    if covered:
        return say(
            "problems-insats-at-work-and-covers",
            lang,
            name=name,
            state=state,
            covered=covered,
            n=n,
        )
    return say(
        "problems-insats-at-work-and-covers-2", lang, name=name, state=state, n=n
    )


def level(value: object, lang: Language) -> str:
    """Return the group's own level of an area."""
    return say("problems-level", lang, value=value)


def left_out(count: int, lang: Language) -> str:
    """Return how many problems more there are."""
    return say("problems-left-out", lang, count=count)


def left_period(period: str, lang: Language) -> str:
    """Return that the counts are of the period."""
    when = period_words(period, lang)
    return say("problems-left-period", lang, when=when)


def moved(head: str, named: Sequence[str], lang: Language) -> str:
    """Return what is more, or fewer, than usual.

    >>> moved("more", ["Brand, Norr"], "sv")
    'Fler: Brand, Norr.'
    """
    return (
        f"{say(f'organization-moved-heads-{head}', lang)}: {listed(list(named), lang)}."
    )


def whole(n: int, told: str, lang: Language) -> str:
    """Return how many reports there are in all, and how that stands."""
    return say("organization-whole", lang, reports=reports_words(n, lang), told=told)


def title(to: str, when: str, lang: Language) -> str:
    """Return the title of the page.

    >>> title("kommun", "vecka 10 2018", "sv")
    'Återkoppling till kommun, vecka 10 2018'
    """
    return say("feedback-title", lang, to=to, when=when)


def told(n: int, lang: Language) -> str:
    """Return how many reports they made.

    >>> told(1, "sv")
    'Ni lämnade 1 rapport under perioden.'
    """
    if n == 0:
        return say("feedback-told-you-made-no", lang)
    count = reports_words(n, lang)
    return say("feedback-told-you-made-in", lang, count=count)


def thanks(n: int, lang: Language) -> str:
    """Return thanks in plain words."""
    if n == 0:
        return say("feedback-thanks-tell-us-if", lang)
    return say("feedback-thanks-thank-you-for", lang, n=n)


def responsible(who: str, lang: Language) -> str:
    """Return who answers for it."""
    return say("feedback-responsible", lang, who=who)


def from_day(when: str, lang: Language) -> str:
    """Return from which day."""
    return say("feedback-from-day", lang, when=when)
