"""Candidates for a deeper study: what has lasted, stays in place, and costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import scipy

from .._language import number, say
from ..space_time.areas import zone_of
from ..space_time.grids import square_grid
from ..space_time.periods import period_counts
from ..space_time.street_names import STREET
from ..words import law as words
from ..words._changes import reports_words
from ..words.meeting import heading
from ..words.report import theme_words
from ._insatser import area_of, insatser_here
from ._page import Block, Paragraph, Section, Table, plain_table
from ._places import most_common
from ._problems import judgement
from ._study import TOPIC, ZONE, Study, are_area_centers, between
from ._times import when_words
from ._week_reports import severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from .._columns import Language
    from ..insatser.insats import Insats
    from ..insatser.meeting import Problem
    from ._comparison import Comparison
    from ._previous import Known

# Half a year of weeks at least, two years at most; a report in half of them is
# "remaining week after week" (chapter 13).
LEAST_WEEKS, MOST_WEEKS = 26, 104
LEAST_SHARE = 0.5
# The cells with most reports of the first half, and the chance at which those of the
# second half are said to have come back to them.
TOP_CELLS = 3
LEVEL = 0.01
MOST_SHOWN = 3
FRAME = (
    *("zone", "theme", "n", "n_weeks", "weeks", "since", "n_again", "n_second"),
    *("n_top", "n_cells", "p_value", "severity", "cost"),
)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks looked at: how many, their bounds, and where the halves meet."""

    n: int
    start: pd.Timestamp
    middle: pd.Timestamp
    end: pd.Timestamp


def candidates_section(
    study: Study,
    compared: Comparison,
    known: Known,
    *,
    costs: pd.DataFrame | None = None,
) -> Section:
    """Return what to choose from, and the basis of each on one page."""
    lang = study.lang
    title = say("law-sections-candidates", lang)
    weeks = _weeks(study)
    if weeks.n < LEAST_WEEKS:
        told = say("law-too-few-weeks", lang, least=LEAST_WEEKS, n=weeks.n)
        return Section("candidates", title, (Paragraph(told, "note"),))
    if are_area_centers(study.incidents) or study.with_points().now.empty:
        told = say("law-no-places", lang)
        return Section("candidates", title, (Paragraph(told, "note"),))
    table = find_candidates(study, weeks, costs)
    blocks: list[Block] = [
        Paragraph(
            say(
                "law-candidates-note" if len(table) else "law-no-candidates",
                lang,
                weeks=weeks.n,
            ),
            "note",
        )
    ]
    if len(table):
        blocks.insert(0, _list(table, lang))
    for row in table.head(MOST_SHOWN).to_dict("records"):
        blocks += _basis(study, compared, known, row, weeks)
    return Section("candidates", title, tuple(blocks), {"candidates": table})


def _weeks(study: Study) -> Weeks:
    """Return the whole weeks covered by the reports that end with the period."""
    end = min(study.end, study.data_end)
    span = (study.data_start, end)
    counts = period_counts(between(study.problems, *span), every="week", span=span)
    whole = counts[counts["complete"].astype(bool)]
    own = int((study.end - study.start).days // 7)
    whole = whole.tail(min(max(own, LEAST_WEEKS), MOST_WEEKS))
    if whole.empty:
        return Weeks(0, end, end, end)
    half = whole["start"].iloc[len(whole) // 2]
    return Weeks(len(whole), whole["start"].iloc[0], half, whole["end"].iloc[-1])


def find_candidates(
    study: Study, weeks: Weeks, costs: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row a theme and area that lasted and stayed, the costliest first."""
    reports = between(study.with_points().problems, weeks.start, weeks.end)
    grid = square_grid(study.zones, cell_size=study.cell_size)
    cell = zone_of(reports, grid)
    week = (reports["start"] - weeks.start).dt.days.to_numpy() // 7
    second = (reports["start"] >= weeks.middle).to_numpy()
    placed = reports.assign(_cell=cell, _week=week, _second=second)
    placed = placed[placed["_cell"] >= 0]
    used = placed.groupby(ZONE)["_cell"].nunique()
    rows = []
    for (zone, theme), part in placed.groupby([ZONE, TOPIC], sort=True):
        found = _stayed(part, int(used[zone]))
        if part["_week"].nunique() < LEAST_SHARE * weeks.n or found is None:
            continue
        facts = {"zone": str(zone), "theme": str(theme), "weeks": weeks.n, **found}
        cost = _cost(costs, str(zone), str(theme))
        rows.append({**facts, **_row(study, facts, part), "cost": cost})
    table = pd.DataFrame(rows, columns=list(FRAME))
    order = ["cost", "severity", "n"]
    return table.sort_values(
        order, ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def _stayed(part: gpd.GeoDataFrame, used: int) -> dict[str, float] | None:
    """Return how many reports came back to the fullest cells, and the chance of it.

    None where it may well be chance, by the binomial law with even cells.
    """
    first, second = part[~part["_second"]], part[part["_second"]]
    top = _top_cells(first)
    again = int(second["_cell"].isin(top).sum())
    if again == 0 or used <= len(top):
        return None
    p = float(scipy.stats.binom.sf(again - 1, len(second), len(top) / used))
    if p > LEVEL:
        return None
    found = {"n_again": again, "n_second": len(second), "n_top": len(top)}
    return {**found, "n_cells": used, "p_value": p}


def _top_cells(first: gpd.GeoDataFrame) -> list[int]:
    counts = first["_cell"].value_counts().sort_index()
    return [int(c) for c in counts.sort_values(ascending=False, kind="stable").index][
        :TOP_CELLS
    ]


def _row(
    study: Study, facts: dict[str, Any], part: gpd.GeoDataFrame
) -> dict[str, object]:
    """Return how often a theme is reported in an area, since when, and how grave."""
    mine = study.problems
    mine = mine[(mine[ZONE] == facts["zone"]) & (mine[TOPIC] == facts["theme"])]
    first = mine["start"].min().isocalendar()
    grades = severity(part)
    return {
        "n": len(part),
        "n_weeks": int(part["_week"].nunique()),
        "since": f"{first.year}-W{first.week:02d}",
        "severity": float(grades.sum()) if grades.notna().any() else np.nan,
    }


def _cost(costs: pd.DataFrame | None, zone: str, theme: str) -> float:
    """Return what the group says a theme costs in an area, NaN where it says nothing.

    A row without an area is of the theme everywhere, and of no area by itself.
    """
    if costs is None or not {"zone", "theme", "cost"} <= set(costs.columns):
        return np.nan
    mine = costs[(costs["zone"] == zone) & (costs["theme"] == theme)]
    return float(mine["cost"].sum(min_count=1))


def _list(table: pd.DataFrame, lang: Language) -> Table:
    names = ("weeks", "same", "reports", "grave", "cost")
    header = [say(f"report-columns-{name}", lang) for name in ("zone", "topic")]
    header += [say(f"law-columns-{name}", lang) for name in names]
    rows = [
        (
            str(row["zone"]),
            theme_words(str(row["theme"]), lang),
            f"{row['n_weeks']}/{row['weeks']}",
            f"{row['n_again']}/{row['n_second']}",
            number(int(row["n"]), lang),
            _amount(row["severity"], lang),
            _amount(row["cost"], lang),
        )
        for row in table.to_dict("records")
    ]
    caption = say("law-captions-candidates", lang)
    return plain_table(caption, header, rows, numeric=range(2, 7), lang=lang)


def _amount(value: float, lang: Language) -> str:
    return say("law-unknown", lang) if pd.isna(value) else number(float(value), lang)


def _basis(
    study: Study,
    compared: Comparison,
    known: Known,
    row: dict[Any, Any],
    weeks: Weeks,
) -> list[Block]:
    """Return all that is known of a candidate, and what is not."""
    lang = study.lang
    reports = study.with_points().problems
    zone, theme = str(row["zone"]), str(row["theme"])
    reports = reports[(reports[ZONE] == zone) & (reports[TOPIC] == theme)]
    reports = between(reports, weeks.start, weeks.end)
    facts = {
        **_told(study, compared, row, reports),
        **_said(study, known, (zone, theme)),
        "grave": _known_amount(row["severity"], lang),
        "cost": _known_amount(row["cost"], lang),
    }
    rows = [
        (say(pair, lang), facts.get(name) or say("law-unknown", lang))
        for name, pair in words.FACTS.items()
    ]
    named = heading(theme_words(theme, lang), zone)
    header = [say("report-columns-fact", lang), say("report-columns-value", lang)]
    missing = [
        say(pair, lang).lower()
        for name, pair in words.FACTS.items()
        if not facts.get(name)
    ]
    return [
        plain_table(named, header, rows, lang=lang),
        Paragraph(words.lacking(missing, lang)),
    ]


def _known_amount(value: float, lang: Language) -> str:
    return "" if pd.isna(value) else number(float(value), lang)


def _told(
    study: Study,
    compared: Comparison,
    row: dict[Any, Any],
    reports: gpd.GeoDataFrame,
) -> dict[str, str]:
    """Return what the reports tell."""
    lang = study.lang
    lasted = int(row["n_weeks"]), int(row["weeks"])
    again = int(row["n_again"]), int(row["n_second"])
    cells = int(row["n_top"]), int(row["n_cells"])
    pairs = compared.pairs
    mine = (pairs[ZONE] == row["zone"]) & (pairs["theme"] == row["theme"])
    now = ""
    if mine.any():
        one = pairs[mine].iloc[0]
        told, bounds = judgement(one, compared, study)
        now = f"{reports_words(int(one['n']), lang)}, {told}{bounds}"
    return {
        "weeks": words.weeks_told(lasted, str(row["since"]), lang),
        "now": now,
        "where": _counted(reports[STREET], lang),
        "same": words.same_cells(again, cells, lang),
        "when": when_words(study, reports, brief=True),
        "kinds": _counted(reports["category"], lang),
        "sources": _counted(reports["source"], lang) if "source" in reports else "",
    }


def _counted(values: pd.Series, lang: Language) -> str:
    plain = values.astype(object)
    names = most_common(plain, 3)
    return words.counted([(one, int((plain == one).sum())) for one in names], lang)


def _said(study: Study, known: Known, pair: tuple[str, str]) -> dict[str, str]:
    """Return what the group has said and done."""
    mine = [one for one in known.problems if (one.zone, one.theme) == pair]
    tried = [one.name for one in _against(study, known.insatser, pair, mine)]
    return {
        "how": " ".join(one.how for one in mine if one.how),
        "cause": " ".join(one.cause for one in mine if one.cause),
        "tried": "; ".join(dict.fromkeys(tried)) or say("law-none-tried", study.lang),
    }


def _against(
    study: Study,
    insatser: Sequence[Insats],
    pair: tuple[str, str],
    problems: Sequence[Problem],
) -> list[Insats]:
    """Return the insatser of the problem, and those on the theme in the area."""
    ids = {one.id for one in problems}
    shape = study.zones.geometry.loc[[pair[0]]].union_all()
    return [
        one
        for one in insatser_here(study, insatser)
        if one.problem in ids
        or (
            not one.problem
            and one.area is not None
            and (one.themes is None or pair[1] in one.themes)
            and area_of(study, one).iloc[0].intersects(shape)
        )
    ]
