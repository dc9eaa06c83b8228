"""Frames of numbers as tables of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._language import number, say
from ..words import report as words
from ..words._changes import interval, usual
from ..words.themes import theme_words
from ._comparison import TOTAL
from ._page import Table
from ._status import status_words
from ._study import TOPIC

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language
    from ._study import Study

MOST_ROWS = 20
COUNTS = ("n", "n_last", "n_before_last", "n_last_year")


def comparison_table(study: Study, compared: pd.DataFrame, caption: str) -> Table:
    """Return the counts of a period and of earlier ones as read by people.

    A column of a period that the reports do not cover is left out.
    """
    lang = study.lang
    shown = largest(compared, "n")
    counts = [name for name in COUNTS if compared[name].notna().any()]
    if study.kind == "year" and "n_last_year" in counts:  # the same as "n_last"
        counts.remove("n_last_year")
    names = words.column_names(study.period, lang)
    key = "topic" if compared.index.name == TOPIC else "zone"
    bounds = "usual" if study.kind == "week" else "interval"
    header = [say(words.COLUMNS[key], lang), *(names[name] for name in counts)]
    header += [bounds_header(bounds, study), say(words.COLUMNS["status"], lang)]
    rows = [
        _comparison_row(study, label, row, counts) for label, row in shown.iterrows()
    ]
    numeric = (False, *(True for _ in counts), True, False)
    more = _cut(len(shown), len(compared), lang)
    return Table(caption, tuple(header), tuple(rows), numeric, more)


def bounds_header(bounds: str, study: Study) -> str:
    """Return the name of the column of bounds: what is usual, or a change."""
    return say(words.COLUMNS["usual" if bounds == "usual" else "change"], study.lang)


def largest(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows with the highest counts, the total first, ties as they stood."""
    total = frame[frame.index == TOTAL]
    rest = frame[frame.index != TOTAL]
    order = rest.sort_values(column, ascending=False, kind="stable")
    return pd.concat([total, order.head(MOST_ROWS)])


def label_words(label: object, lang: Language) -> str:
    """Return what a row is called."""
    text = str(label)
    if text == TOTAL:
        return say(words.ALL, lang)
    told = theme_words(text, lang)
    return told[:1].upper() + told[1:]


def count_words(value: object, lang: Language) -> str:
    """Return a count, or a dash where there is none."""
    return "–" if pd.isna(value) else number(float(str(value)), lang)  # type: ignore[call-overload]


def plain_table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: Sequence[int] = (),
    total: int | None = None,
    lang: Language = "sv",
) -> Table:
    """Return a table from rows of text; ``numeric`` names the columns set right."""
    flags = tuple(position in numeric for position in range(len(header)))
    more = "" if total is None else _cut(len(rows), total, lang)
    return Table(caption, tuple(header), tuple(map(tuple, rows)), flags, more)


def _comparison_row(
    study: Study, label: object, row: pd.Series, counts: Sequence[str]
) -> tuple[str, ...]:
    lang = study.lang
    low, high = float(row["low"]), float(row["high"])
    if not np.isfinite([low, high]).all():
        bounds = "–"
    elif study.kind == "week":
        bounds = usual(low, high, lang)
    else:
        bounds = interval(low, high, lang)
    return (
        label_words(label, lang),
        *(count_words(row[name], lang) for name in counts),
        bounds,
        status_words(str(row["status"]), lang),
    )


def _cut(shown: int, total: int, lang: Language) -> str:
    return words.shown_of(shown, total, lang) if shown < total else ""
