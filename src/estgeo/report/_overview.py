"""The most important in three lines, and the tables that they are taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._language import say
from ..words import report as words
from ..words._changes import interval, usual
from ..words.report import (
    FALLEN,
    RAISED,
    column_names,
    missing_period,
    status_words,
    theme_words,
)
from ._comparison import COUNTS, THEME, known_counts
from ._course import course_blocks, named
from ._page import (
    MOST_ROWS,
    Block,
    Form,
    Listing,
    Paragraph,
    Section,
    Table,
    count_words,
    plain_table,
)
from ._places import most_common
from ._problems import boxes, judgement
from ._study import ZONE
from ._week_reports import good_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis.week_watch import WeekWatch
    from ..insatser.insats import Insats
    from ._comparison import Comparison
    from ._problems import Pair
    from ._study import Study

# So many things are named in a line of what moved.
MOST_NAMED = 4
# An area or a theme is told by the one pair that has this share of its reports.
MOST_OF_IT = 0.75


def summary_section(study: Study, compared: Comparison) -> Section:
    """Return the most important in three lines: more, fewer, and the whole."""
    lang = study.lang
    raised, fallen = (_moved(compared, codes) for codes in (RAISED, FALLEN))
    suffix = " than last" if compared.basis == "last" else ""
    lines = [
        words.moved(code + suffix, _things(study, compared, rows), lang)
        for code, rows in (("more", raised), ("fewer", fallen))
        if rows
    ]
    is_still = compared.total["status"] not in (*RAISED, *FALLEN)
    if not lines and is_still and compared.basis != "none":
        lines.append(say("summary-nothing-moved", lang))
    lines.append(_whole(study, compared))
    title = say("report-sections-summary", lang)
    return Section("summary", title, (Listing(tuple(lines)),))


def rest_blocks(study: Study, compared: Comparison) -> list[Block]:
    """Return the themes that are as usual, and the reports of something good."""
    lang = study.lang
    themes = compared.themes
    same = themes[(themes["status"] == "usual") & (themes["n"] > 0)]
    named = [
        (theme_words(str(row[THEME]), lang), int(row["n"]))
        for _, row in same.sort_values("n", ascending=False, kind="stable").iterrows()
    ]
    blocks: list[Block] = []
    if named and compared.basis in ("weeks", "years"):
        blocks.append(Paragraph(words.rest(named, lang)))
    good = study.positive
    if len(good):
        kinds = most_common(good["category"].astype("object"), 3)
        zones = most_common(good[ZONE], 3)
        blocks.append(Paragraph(words.positive(len(good), kinds, zones, lang)))
        blocks += good_blocks(study)
    return blocks


def comparison_section(
    study: Study, compared: Comparison, watch: WeekWatch | None = None
) -> Section:
    """Return counts now and earlier, by theme and by area."""
    lang = study.lang
    blocks: list[Block] = course_blocks(study, compared, watch)
    names = {"by_theme": compared.themes, "by_area": compared.zones}
    for name, rows in names.items():
        if len(rows) > 1:
            blocks.append(_table(study, compared, rows, name))
    if not blocks:
        blocks.append(_table(study, compared, compared.zones, "by_area"))
    tested = int((~compared.table["status"].isin(["no_comparison"])).sum())
    told = words.compared_with(
        compared.basis, compared.labels, study.period, lang, season=compared.season
    )
    if tested:
        shown = sum(len(rows) for rows in names.values())
        told += " " + words.many_tests(shown, compared.basis, lang)
    blocks.append(Paragraph(told, "note"))
    if pd.isna(compared.total["n_last_year"]):
        blocks.append(Paragraph(missing_period(study.period, lang), "note"))
    title = say("report-sections-comparison", lang)
    frames = {
        name: pd.concat([compared.table.head(1), rows]) for name, rows in names.items()
    }
    frames["all"] = compared.table
    return Section("comparison", title, tuple(blocks), frames, appendix=True)


def decision_section(
    study: Study, problems: Sequence[Pair], insatser: Sequence[Insats]
) -> Section:
    """Return the two boxes and the place for what the group decides."""
    names = ("decision", "decided", "next")
    lines = tuple((say(f"basis-form-{name}", study.lang), "") for name in names)
    title = say("report-sections-decision", study.lang)
    return Section("decision", title, (*boxes(study, problems, insatser), Form(lines)))


def _moved(compared: Comparison, codes: tuple[str, ...]) -> list[pd.Series]:
    """Return what has one of the codes, each once: pairs, areas, themes, surest first.

    An area or theme whose reports mostly are those of one pair is told by the pair.
    """
    pairs = compared.pairs[compared.pairs["status"].isin(codes)]
    rows = [row for _, row in _surest(pairs).iterrows()]
    for part, key in ((compared.zones, ZONE), (compared.themes, THEME)):
        for _, row in _surest(part[part["status"].isin(codes)]).iterrows():
            most = pairs["n"] >= MOST_OF_IT * row["n"]
            told = pairs[(pairs[key] == row[key]) & most]
            if told.empty:
                rows.append(row)
    return rows


def _surest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["p_value", "n"], ascending=[True, False], kind="stable")


def _things(study: Study, compared: Comparison, rows: Sequence[pd.Series]) -> list[str]:
    named = [_thing(study, compared, row) for row in rows[:MOST_NAMED]]
    left = len(rows) - MOST_NAMED
    return (
        [*named, say("summary-more-of-it", study.lang, n=left)] if left > 0 else named
    )


def _thing(study: Study, compared: Comparison, row: pd.Series) -> str:
    _, bounds = judgement(row, compared, study)
    return words.thing(_name(study, row), int(row["n"]), bounds, study.lang)


def _name(study: Study, row: pd.Series) -> str:
    return named(study, row[ZONE], row[THEME])


def _whole(study: Study, compared: Comparison) -> str:
    total = compared.total
    told, bounds = judgement(total, compared, study)
    line = words.whole(int(total["n"]), study.period, told, bounds, study.lang)
    earlier = words.earlier(known_counts(study, total), study.period, study.lang)
    return f"{line} {earlier}".strip()


def _table(study: Study, compared: Comparison, rows: pd.DataFrame, name: str) -> Table:
    lang = study.lang
    shown = rows.sort_values("n", ascending=False, kind="stable").head(MOST_ROWS)
    shown = pd.concat([compared.table.head(1), shown])
    counts = [column for column in COUNTS if compared.table[column].notna().any()]
    if study.kind == "year" and "n_last_year" in counts:  # the same as "n_last"
        counts.remove("n_last_year")
    names = column_names(study.period, lang)
    key = "topic" if name == "by_theme" else "zone"
    bounds = "change" if compared.basis == "last" else "usual"
    header = [say(f"report-columns-{key}", lang), *(names[column] for column in counts)]
    header += [
        say(f"report-columns-{bounds}", lang),
        say("report-columns-status", lang),
    ]
    told = [_row(study, compared, row, counts) for _, row in shown.iterrows()]
    return plain_table(
        say(f"report-captions-{('by_topic' if key == 'topic' else 'by_zone')}", lang),
        header,
        told,
        numeric=range(1, len(counts) + 2),
        total=len(rows) + 1,
        lang=lang,
    )


def _row(
    study: Study, compared: Comparison, row: pd.Series, counts: Sequence[str]
) -> tuple[str, ...]:
    lang = study.lang
    name = _name(study, row)
    code = str(row["status"])
    told = status_words(code, lang, last=compared.last, period=study.period)
    elsewhere = _told_elsewhere(study, compared, row)
    return (
        name[:1].upper() + name[1:],
        *(count_words(row[column], lang) for column in counts),
        "–" if elsewhere else _bounds(compared, row, study),
        elsewhere or told,
    )


def _told_elsewhere(study: Study, compared: Comparison, row: pd.Series) -> str:
    """Return where the same reports are judged, "" unless they are judged otherwise.

    A theme whose reports of the period all lie in one area is that theme there.
    """
    if (row[ZONE] is None) == (row[THEME] is None):
        return ""
    key, other = (ZONE, THEME) if row[ZONE] is not None else (THEME, ZONE)
    pairs = compared.pairs
    same = pairs[(pairs[key] == row[key]) & (pairs["n"] == row["n"])]
    if not row["n"] or same.empty or same["status"].iloc[0] == row["status"]:
        return ""
    name = str(same[other].iloc[0])
    told = theme_words(name, study.lang) if other == THEME else name
    judged, _ = judgement(same.iloc[0], compared, study)
    return say("summary-all-of", study.lang, name=told, judgement=judged)


def _bounds(compared: Comparison, row: pd.Series, study: Study) -> str:
    change = compared.basis == "last"
    low, high = (
        float(row[f"{'ratio' if change else 'usual'}_{side}"])
        for side in ("low", "high")
    )
    if not np.isfinite([low, high]).all():
        return "–"
    return interval(low, high, study.lang) if change else usual(low, high, study.lang)
