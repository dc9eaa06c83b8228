"""The page for everyone in the organizations: nothing that tells of a single report.

Counts stand in two tables, of themes and of areas, where whatever has a count from 1 to
k - 1 in any column is merged with others; no sentence gives a count of its own. From
two such margins no small count of a theme in an area follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._language import number, say
from ..incidents.personal_data import mask_personal_data
from ..words import meeting
from ..words import meeting as problem_words
from ..words import meeting as words
from ..words.report import FALLEN, RAISED, column_names, status_words, theme_words
from ._comparison import COUNTS, THEME
from ._insatser import insatser_here, state_of, when_words
from ._page import Block, Listing, Paragraph, ProblemBlock, Section, plain_table
from ._previous import is_followed, title_of
from ._problems import own_fields
from ._study import ZONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language
    from ..insatser.insats import Insats
    from ._comparison import Comparison
    from ._problems import Entry
    from ._study import Study


def organization_sections(
    study: Study,
    compared: Comparison,
    entries: Sequence[Entry],
    insatser: Sequence[Insats],
    k: int,
) -> list[Section]:
    """Return the page: what moved, the problems, the insatser, and safe counts."""
    return [
        _summary(study, compared, k),
        _problems(study, compared, entries, k),
        _insatser(study, insatser),
        _counts(study, compared, k),
    ]


def _summary(study: Study, compared: Comparison, k: int) -> Section:
    lang = study.lang
    lines = []
    for head, codes in (("more", RAISED), ("fewer", FALLEN)):
        named = [
            problem_words.heading(theme_words(str(row[THEME]), lang), str(row[ZONE]))
            for _, row in compared.pairs.iterrows()
            if row["status"] in codes and _may_be_told(int(row["n"]), k)
        ]
        if named:
            lines.append(words.moved(head, named, lang))
    if not lines:
        lines.append(say("organization-nothing-moved", lang))
    total = int(compared.total["n"])
    if total == 0 or total >= k:
        told = status_words(
            str(compared.total["status"]), lang, last=compared.last, period=study.period
        )
        lines.append(words.whole(total, told, lang))
    title = say("report-sections-summary", lang)
    return Section("summary", title, (Listing(tuple(lines)),))


def _may_be_told(n: int, k: int) -> bool:
    """Return whether a word about a count tells nothing of a small one."""
    return n == 0 or n >= k


def _problems(
    study: Study, compared: Comparison, entries: Sequence[Entry], k: int
) -> Section:
    """Return the problems that the group has taken up.

    What the counts alone propose is not here: three reports make a proposal, and beside
    the total of the area its place on the page would tell how many there are.
    """
    taken_up = [entry for entry in entries if is_followed(entry.record)]
    blocks: list[Block] = [_problem(study, compared, entry, k) for entry in taken_up]
    if not blocks:
        blocks = [Paragraph(say("organization-no-problems", study.lang))]
    return Section(
        "problems", say("report-sections-problems", study.lang), tuple(blocks)
    )


def _problem(study: Study, compared: Comparison, entry: Entry, k: int) -> ProblemBlock:
    lang, record = study.lang, entry.record
    told = [meeting.since_words(record.since or study.period, study.period, lang)]
    if entry.pair is not None and _may_be_told(entry.pair.n, k):
        code = str(entry.pair.row["status"])
        stands = status_words(code, lang, last=compared.last, period=study.period)
        told.insert(0, f"{stands[:1].upper()}{stands[1:]}.")
    fields = own_fields(record, lang)
    safe = mask_personal_data(pd.Series([value for _, value in fields]))
    names = [name for name, _ in fields]
    filled = [(n, v) for n, v in zip(names, safe, strict=True) if v]
    return ProblemBlock(title_of(record, lang), " ".join(told), "", tuple(filled))


def _insatser(study: Study, insatser: Sequence[Insats]) -> Section:
    lang = study.lang
    title = say("report-sections-insatser", lang)
    here = insatser_here(study, insatser)
    if not here:
        return Section(
            "insatser",
            title,
            (Paragraph(say("insatser-status-none-given", lang), "note"),),
        )
    keys = ("name", "problem", "when", "responsible", "purpose", "state")
    header = [say(f"report-columns-{key}", lang) for key in keys]
    rows = []
    for one in here:
        texts = [one.name, one.problem, when_words(one, lang), one.responsible]
        safe = mask_personal_data(pd.Series([*texts, one.purpose]))
        state = say(f"insatser-status-short-{state_of(study, one)}", lang)
        rows.append((*safe, state))
    table = plain_table(say("insatser-status-caption", lang), header, rows, lang=lang)
    return Section("insatser", title, (table,))


def _counts(study: Study, compared: Comparison, k: int) -> Section:
    lang = study.lang
    tables = {}
    blocks: list[Block] = []
    kinds = (("by_theme", THEME, "topic"), ("by_area", ZONE, "zone"))
    for name, key, label in kinds:
        rows = compared.themes if key == THEME else compared.zones
        frame = safe_counts(rows, key, _columns(compared), k)
        tables[name] = frame
        blocks.append(_table(study, frame, key, label))
    if k > 1:
        blocks.append(Paragraph(meeting.small_note(k, lang), "note"))
    title = say("report-sections-comparison", lang)
    return Section("comparison", title, tuple(blocks), tables)


def _columns(compared: Comparison) -> list[str]:
    return [name for name in COUNTS if compared.table[name].notna().any()]


def safe_counts(
    rows: pd.DataFrame, key: str, columns: Sequence[str], k: int
) -> pd.DataFrame:
    """Return rows that no small count can be read from; the rest stands merged.

    A row with a count from 1 to k - 1 in any column goes into one row (``key`` None),
    with the smallest other rows until no column of it is small; if nothing is left to
    take, its counts are NaN, and so is nothing else.

    >>> rows = pd.DataFrame({"theme": ["a", "b", "c"], "n": [9, 2, 7]})
    >>> safe_counts(rows, "theme", ["n"], 5).to_dict("list")
    {'theme': ['a', None], 'n': [9.0, 9.0]}
    """
    counts = rows[list(columns)].astype(float)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    counts = counts.loc[order]
    small = ((counts > 0) & (counts < k)).any(axis=1).to_numpy()
    merged = np.flatnonzero(small)
    kept = [int(at) for at in np.flatnonzero(~small)]
    while len(merged) and kept and _is_small(counts.iloc[merged], k):
        merged = np.append(merged, kept.pop())
    shown = rows.loc[order, [key]].iloc[kept].astype(object)
    shown = pd.concat([shown, counts.iloc[kept]], axis=1)
    if len(merged):
        together = counts.iloc[merged].sum(min_count=1)
        if _is_small(counts.iloc[merged], k):
            together[:] = np.nan
        rest = pd.DataFrame([{key: None, **together}]).astype({key: object})
        shown = pd.concat([shown, rest], ignore_index=True)
    names = [None if pd.isna(name) else str(name) for name in shown[key]]
    safe: pd.DataFrame = shown.reset_index(drop=True)
    return safe.assign(**{key: pd.Series(names, dtype=object)})


def _is_small(counts: pd.DataFrame, k: int) -> bool:
    together = counts.sum()
    return bool(((together > 0) & (together < k)).any())


def _table(study: Study, frame: pd.DataFrame, key: str, label: str) -> Block:
    lang = study.lang
    columns = [name for name in frame.columns if name != key]
    names = column_names(study.period, lang)
    header = [say(f"report-columns-{label}", lang), *(names[name] for name in columns)]
    rows = [
        (_name(row[key], key, lang), *(_count(row[name], lang) for name in columns))
        for row in frame.to_dict("records")
    ]
    if not frame[columns].isna().any(axis=1).any():
        total = [_count(frame[name].sum(min_count=1), lang) for name in columns]
        rows.insert(0, (say("report-all", lang), *total))
    caption = say(f"report-captions-by_{label}", lang)
    numeric = range(1, len(header))
    return plain_table(caption, header, rows, numeric=numeric, lang=lang)


def _count(value: float, lang: Language) -> str:
    return "–" if pd.isna(value) else number(float(value), lang)


def _name(value: object, key: str, lang: Language) -> str:
    if value is None:
        return say("meeting-rest", lang)
    told = theme_words(str(value), lang) if key == THEME else str(value)
    return told[:1].upper() + told[1:]
