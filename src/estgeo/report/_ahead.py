"""What lies ahead: days that were busier before; and who reports, and who does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from .._language import day, number, say
from .._periods import first_day, last_day, shift_period
from ..analysis.risk_periods import risk_periods
from ..incidents.activity import reporting_activity
from ..space_time.calendar import swedish_calendar
from ..words import hours as words
from ._page import Block, Paragraph, Section, plain_table
from ._study import between

if TYPE_CHECKING:
    from .._columns import Every, Language
    from ._study import Study

# Weeks to look ahead from a page of a month at most; longer ones look their own length.
_APART = 7
AHEAD_WEEKS = 4
# Whoever reported in so many weeks before is missed when silent.
WEEKS_BEHIND = 8
_COUNTED = ("holiday", "eve", "bridge day", "school break")


def ahead_section(study: Study, breaks: pd.DataFrame | None = None) -> Section | None:
    """Return the days to prepare for, with how they were in earlier years."""
    lang = study.lang
    first = last_day(study.period) + timedelta(days=1)
    until = _until(study, first)
    days = _days_between(first, until, breaks)
    warm = words.warm_weeks(first, until, lang)
    if days.empty and not warm:
        return None
    history = _history(study, breaks)
    rows, frame = _rows(days, history, lang)
    header = [
        say(f"meeting-columns-{name}", lang) for name in ("day", "name", "before")
    ]
    caption = say("meeting-captions-risks", lang)
    blocks: list[Block] = []
    if rows:
        blocks.append(plain_table(caption, header, rows, lang=lang))
        blocks.append(Paragraph(say("ahead-note", lang), "note"))
    if warm:
        blocks.append(Paragraph(warm))
    title = say("meeting-sections-ahead", lang)
    return Section("ahead", title, tuple(blocks), {"ahead": frame})


def _until(study: Study, first: date) -> date:
    if study.is_short:
        return first + timedelta(weeks=AHEAD_WEEKS, days=-1)
    return last_day(shift_period(study.period, 1))


def _days_between(
    first: date, until: date, breaks: pd.DataFrame | None
) -> pd.DataFrame:
    years = range(first.year, until.year + 1)
    days = swedish_calendar(years, breaks=breaks)
    inside = (days["date"].dt.date >= first) & (days["date"].dt.date <= until)
    chosen = days[inside & days["kind"].isin(_COUNTED)]
    distinct: pd.DataFrame = chosen.drop_duplicates(["date", "name"])
    return distinct


def _history(study: Study, breaks: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return the rates of kinds of days so far; None of less than a year."""
    known = between(study.problems, study.data_start, study.end)
    last = min(study.end, study.data_end) - pd.Timedelta("1h")
    span = (f"{study.data_start:%Y-%m-%d}", f"{last:%Y-%m-%d}")
    if (last - study.data_start).days < 365 or known.empty:
        return None
    years = range(study.data_start.year, last.year + 1)
    return risk_periods(known, swedish_calendar(years, breaks=breaks), span=span)


def _rows(
    days: pd.DataFrame, history: pd.DataFrame | None, lang: Language
) -> tuple[list[tuple[str, ...]], pd.DataFrame]:
    rows: list[tuple[str, ...]] = []
    facts = []
    # Days of one name that lie apart are told apart.
    gaps = days.groupby("name")["date"].diff().dt.days.gt(_APART)
    run = gaps.groupby(days["name"]).cumsum()
    for (name, _), part in days.groupby(["name", run], sort=False):
        dates = [one.date() for one in part["date"]]
        kind = str(part["kind"].iloc[0])
        told, numbers = _told(kind, history, lang)
        shown = day(dates[0], lang)
        if len(dates) > 1:
            shown = words.from_to(dates[0], dates[-1], lang)
        rows.append((shown, words.day_name(str(name), kind, lang), told))
        facts.append(
            {"from": str(dates[0]), "to": str(dates[-1]), "name": name, **numbers}
        )
    frame = pd.DataFrame(
        facts, columns=["from", "to", "name", "kind", "ratio", "low", "high"]
    )
    return rows, frame


def _told(
    kind: str, history: pd.DataFrame | None, lang: Language
) -> tuple[str, dict[str, object]]:
    empty: dict[str, object] = {"kind": kind, "ratio": None, "low": None, "high": None}
    if history is None or kind not in history.index:
        return say("ahead-unknown", lang), empty
    found = history.loc[kind]
    if pd.isna(found["low"]):
        return say("ahead-unknown", lang), empty
    ends = float(found["low"]), float(found["high"])
    told = words.rate_words(float(found["ratio"]), *ends, kind, lang)
    numbers = {name: float(found[name]) for name in ("ratio", "low", "high")}
    return told, {"kind": kind, **numbers}


def who_section(study: Study) -> Section | None:
    """Return who has gone quiet, who is new, and who reports as usual."""
    frame = study.everywhere
    if "source" not in frame.columns or frame["source"].isna().all():
        return None
    lang = study.lang
    every = study.kind if study.kind in ("week", "2 weeks", "month") else "month"
    now = _now(study, every)
    frame = _activity(study, every, now)
    header = [
        say(f"meeting-columns-{n}", lang)
        for n in ("source", "reports", "usual", "status")
    ]
    rows = [
        (
            words.who_name(row["who"], row["by"], lang),
            number(row["n"], lang),
            "–" if pd.isna(row["usual"]) else number(row["usual"], lang, decimals=1),
            say(f"ahead-states-{row['state']}", lang),
        )
        for row in frame.to_dict("records")
    ]
    if not rows:
        return None
    caption = words.who_caption(now, lang)
    table = plain_table(caption, header, rows, numeric=(1, 2), lang=lang)
    note = Paragraph(say("ahead-who-note", lang), "note")
    title = say("meeting-sections-who", lang)
    return Section("who", title, (table, note), {"who": frame}, appendix=True)


def _now(study: Study, every: str) -> str:
    if every == study.kind:
        return study.period
    day_ = last_day(study.period)
    return f"{day_.year:04d}-{day_.month:02d}"


def _activity(study: Study, every: Every, now: str) -> pd.DataFrame:
    """Return sources, and reporters that are quiet or new, of the last whole period."""
    end = min(study.end, study.data_end)
    reports = between(study.incidents, study.data_start, end)
    parts = [_states(reports, "source", every, now, of_all=True)]
    if "reporter" in reports.columns and reports["reporter"].notna().any():
        parts.append(_states(reports, "reporter", every, now, of_all=False))
    return pd.concat(parts, ignore_index=True)


def _states(
    reports: pd.DataFrame, by: str, every: Every, now: str, *, of_all: bool
) -> pd.DataFrame:
    known = reports[reports[by].notna()]
    table = reporting_activity(known, every=every, by=by)
    table = table[table["period"].map(first_day) <= first_day(now)]
    rows = []
    for name, part in table.groupby(by, sort=True):
        counts = part.set_index("period")["n"]
        if not str(name) or now not in counts.index:
            continue
        state = _state(part, counts, now)
        if of_all or state in ("silent", "new"):
            usual = part.loc[part["period"] == now, "usual"].iloc[0]
            rows.append((by, str(name), int(counts[now]), usual, state))
    return pd.DataFrame(rows, columns=["by", "who", "n", "usual", "state"])


def _state(part: pd.DataFrame, counts: pd.Series, now: str) -> str:
    before = counts[[label for label in counts.index if label != now]]
    recent = before.tail(WEEKS_BEHIND)
    n = int(counts[now])
    if n and not before.any():
        return "new" if len(before) else "ordinary"
    if not n and recent.any():
        return "silent"
    status = str(part.loc[part["period"] == now, "status"].iloc[0])
    return status if status in ("jump", "drop") else "ordinary"
