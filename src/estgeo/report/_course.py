"""The course of the levels on the page of a week, carried on from page to page."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._language import say
from .._periods import first_day
from ..analysis.week_watch import WeekWatch, week_watch
from ..words.report import theme_words
from ._comparison import THEME
from ._page import Block, Listing, Paragraph
from ._study import TOPIC, ZONE

if TYPE_CHECKING:
    from ._comparison import Comparison
    from ._previous import Known
    from ._study import Study

# The watch counts the page's own areas and themes; a file of reports may have columns
# of these names.
_KEYS = ("_zone", "_theme")
_SERIES = ("n", "effort", "plain")
# Where fewer of the themes kept are known, the themes have got other names.
_KNOWN_THEMES = 0.5


def watched(study: Study, compared: Comparison, known: Known) -> WeekWatch | None:
    """Return the levels followed up to the week; None for pages of other periods.

    What earlier pages said stays as it was: their counts are those of the records.
    """
    problems = study.problems
    problems = problems[problems["start"] >= study.data_start]
    if study.kind != "week" or compared.basis != "weeks" or problems.empty:
        return None
    renamed = problems.rename(columns=dict(zip((ZONE, TOPIC), _KEYS, strict=True)))
    with warnings.catch_warnings():  # the week's own comparison has told already
        warnings.simplefilter("ignore", UserWarning)
        return week_watch(
            renamed,
            period=study.period,
            by=list(_KEYS),
            totals=True,
            previous=_kept(study, known),
        )


def _kept(study: Study, known: Known) -> pd.DataFrame | None:
    """Return the weeks of the records, None where they are of other areas or themes."""
    if known.watch is None or known.watch.empty:
        return None
    zones = set(known.watch["zone"].dropna().astype(str))
    themes = set(known.watch["theme"].dropna().astype(str))
    topics = themes & set(study.problems[TOPIC])
    if not zones <= set(study.zones.index.astype(str)):
        return None
    if len(topics) < _KNOWN_THEMES * len(themes):
        return None
    return weeks_of(known.watch)


def state_of(watch: WeekWatch) -> pd.DataFrame:
    """Return what the records keep of a watch: one row a series, its weeks as text."""
    rows = []
    for _, part in watch.weeks.groupby(list(_KEYS), dropna=False, sort=False):
        looked = part.loc[part["is_watched"].astype(bool), "week"]
        series = {name: " ".join(f"{x:g}" for x in part[name]) for name in _SERIES}
        rows.append(
            {
                "zone": part["_zone"].iloc[0],
                "theme": part["_theme"].iloc[0],
                "first": part["week"].iloc[0],
                "watched": looked.iloc[0] if len(looked) else None,
                "is_shared": int(part["is_shared"].iloc[0]),
                **series,
            }
        )
    return pd.DataFrame(rows).astype(object)


def weeks_of(state: pd.DataFrame) -> pd.DataFrame:
    """Return the weeks that :func:`state_of` kept, as ``week_watch`` takes them.

    >>> import pandas as pd
    >>> row = {"zone": None, "theme": "brand", "first": "2018-W52", "watched": None}
    >>> state = pd.DataFrame([row | {"is_shared": 0, "n": "3 4"}])
    >>> weeks_of(state.assign(effort="1 1", plain="1 1"))[["week", "n"]].values.tolist()
    [['2018-W52', 3.0], ['2019-W01', 4.0]]
    """
    parts = [_weeks_of_row(row) for row in state.to_dict("records")]
    return pd.concat(parts, ignore_index=True)


def _weeks_of_row(row: dict[Any, Any]) -> pd.DataFrame:
    values = {name: [float(x) for x in str(row[name]).split()] for name in _SERIES}
    first = first_day(str(row["first"]))
    days = pd.date_range(first, periods=len(values["n"]), freq="7D").isocalendar()
    labels = [f"{y}-W{w:02d}" for y, w in zip(days["year"], days["week"], strict=True)]
    looked = row["watched"]
    return pd.DataFrame(
        {
            "_zone": _or_none(row["zone"]),
            "_theme": _or_none(row["theme"]),
            "week": np.array(labels, dtype=object),
            **values,
            "is_shared": bool(row["is_shared"]),
            # Labels of weeks stand in the order of time.
            "is_watched": [bool(looked) and one >= str(looked) for one in labels],
        }
    )


def _or_none(value: Any) -> Any:
    return None if pd.isna(value) else value


def course_blocks(
    study: Study, compared: Comparison, watch: WeekWatch | None
) -> list[Block]:
    """Return which levels have changed for good, each with the week itself."""
    if watch is None:
        return []
    lang = study.lang
    keys = _keys(watch.rows[list(_KEYS)])
    statuses = compared.table["status"]
    known = dict(zip(_keys(compared.table[[ZONE, THEME]]), statuses, strict=True))
    is_over = bool((watch.rows["week"] == study.period).all())
    codes = [str(known.get(key, "")) if is_over else "" for key in keys]
    told = watch.sentences(lang, status=pd.Series(codes, dtype=object))
    changed = watch.rows["course"].isin(["rise", "fall"])
    stays = (
        [Paragraph(say("watch-carried", lang), "note")] if _is_carried(watch) else []
    )
    if not changed.any():
        return [Paragraph(watch.sentence(lang)), *stays] if watch.has_looked else []
    items = (
        f"{_with_capital(named(study, *key))}: {text}"
        for key, text, is_said in zip(keys, told, changed, strict=True)
        if is_said
    )
    return [Listing(tuple(items)), *stays]


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_carried(watch: WeekWatch) -> bool:
    return bool(dict(watch.provenance.parameters).get("previous"))


def _keys(rows: pd.DataFrame) -> list[tuple[str | None, ...]]:
    return [
        tuple(None if pd.isna(name) else str(name) for name in key)
        for key in rows.itertuples(index=False)
    ]


def named(study: Study, zone: str | None, theme: str | None) -> str:
    """Return a theme in an area, an area, a theme in all areas, or all of it."""
    lang = study.lang
    if theme is None:
        return say("report-all", lang) if zone is None else str(zone)
    told = theme_words(str(theme), lang)
    if zone is None:
        return told
    return f"{told}, {zone}"
