"""The working document of the group: what is filled in, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import languages, listed, number, say
from ._changes import reports_words
from ._periods import period_beside, period_name, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


# {code of a field: what it is called}; the document is read back by these.
PROBLEM_FIELDS: dict[str, str] = {
    "what": "meeting-problem-fields-what",
    "how": "meeting-problem-fields-how",
    "cause": "meeting-problem-fields-cause",
    "goal": "meeting-problem-fields-goal",
    "target": "meeting-problem-fields-target",
    "level": "meeting-problem-fields-level",
    "priority": "meeting-problem-fields-priority",
    "status": "meeting-problem-fields-status",
}
INSATS_FIELDS: dict[str, str] = {
    "id": "meeting-insats-fields-id",
    "name": "meeting-insats-fields-name",
    "problem": "meeting-insats-fields-problem",
    "start": "meeting-insats-fields-start",
    "end": "meeting-insats-fields-end",
    "hours": "meeting-insats-fields-hours",
    "responsible": "meeting-insats-fields-responsible",
    "purpose": "meeting-insats-fields-purpose",
    "status": "meeting-insats-fields-status",
}
LEVEL_FIELDS: dict[str, str] = {
    "zone": "meeting-level-fields-zone",
    "level": "meeting-level-fields-level",
    "comment": "meeting-level-fields-comment",
}
NOTE_FIELDS: dict[str, str] = {
    "author": "meeting-note-fields-author",
    "recipients": "meeting-note-fields-recipients",
    "continues": "meeting-note-fields-continues",
    "needed": "meeting-note-fields-needed",
    "decision": "meeting-note-fields-decision",
    "decided": "meeting-note-fields-decided",
    "next": "meeting-note-fields-next",
}
PROBLEM_STATUSES: dict[str, str] = {
    "new": "meeting-problem-statuses-new",
    "open": "meeting-problem-statuses-open",
    "watched": "meeting-problem-statuses-watched",
    "closed": "meeting-problem-statuses-closed",
}
INSATS_STATUSES: dict[str, str] = {
    "proposed": "meeting-insats-statuses-proposed",
    "decided": "meeting-insats-statuses-decided",
    "running": "meeting-insats-statuses-running",
    "ended": "meeting-insats-statuses-ended",
}
VERDICT_COLUMNS: dict[str, str] = {
    "insats": "meeting-verdict-columns-insats",
    "status": "meeting-verdict-columns-status",
    "change": "meeting-verdict-columns-change",
    "verdict": "meeting-verdict-columns-verdict",
    "why": "meeting-verdict-columns-why",
    "next": "meeting-verdict-columns-next",
}


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
    'Listat sedan vecka 8 2018.'
    """
    if since == now:
        return say("meeting-since-listed-for-the", lang)
    told = period_words(since, lang)
    return say("meeting-since-listed-since", lang, told=told)


def goal_words(n: int, target: float, lang: Language) -> str:
    """Return whether the count reaches the goal.

    >>> goal_words(5, 3, "sv")
    'Målet är högst 3 rapporter: inte nått (5).'
    """
    reached = n <= target
    decimals = 0 if float(target).is_integer() else 1
    most = number(target, lang, decimals=decimals)
    told = say("meeting-goal-reached" if reached else "meeting-goal-not-reached", lang)
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
    """Return which problems or insatser are of a kind: "new", "goes on", ..."""
    return f"{say(f'meeting-carried-heads-{kind}', lang)}: {listed(list(names), lang)}."


def more_reports(n: int, lang: Language) -> str:
    """Return that some reports are not listed.

    >>> more_reports(1, "sv")
    'Ytterligare 1 rapport visas inte.'
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


UNREAD: dict[str, str] = {
    "day": "meeting-unread-day",
    "status": "meeting-unread-status",
    "number": "meeting-unread-number",
    "problem": "meeting-unread-problem",
    "start": "meeting-unread-start",
    "text": "meeting-unread-text",
    "gone": "meeting-unread-gone",
    "label": "meeting-unread-label",
    "memory": "meeting-unread-memory",
    "changed": "meeting-unread-changed",
}
