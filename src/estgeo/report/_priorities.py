"""The facts that priorities rest on, beside the group's own levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._language import number, say
from ..words import longer as words
from ..words.report import COLUMNS, SECTIONS, column_names
from ..words.themes import theme_words
from ._levels import levels_section
from ._page import Section, Table
from ._places import most_common
from ._study import TOPIC, ZONE
from ._tables import MOST_ROWS, count_words, plain_table

if TYPE_CHECKING:
    import geopandas as gpd

    from ._places import Places
    from ._study import Study


def assessment_section(
    study: Study,
    assessments: pd.DataFrame | None,
    compared: pd.DataFrame,
    places: Places | None,
) -> Section:
    """Return the group's levels over time beside the facts priorities rest on."""
    levels = levels_section(study, assessments)
    table, frame = _priorities(study, assessments, compared, places)
    return Section(
        "assessment",
        say(SECTIONS["assessment"], study.lang),
        (*levels.blocks, table),
        levels.tables | {"priorities": frame},
    )


def _priorities(
    study: Study,
    assessments: pd.DataFrame | None,
    compared: pd.DataFrame,
    places: Places | None,
) -> tuple[Table, pd.DataFrame]:
    """Return the facts that priorities rest on as a table to show, and as a frame."""
    lang = study.lang
    facts = _facts(study, assessments, compared, places)
    names = column_names(study.period, lang)
    header = [say(COLUMNS["zone"], lang), names["n"], names["n_last"]]
    keys = ("hot_spots", "mostly", "severity", "level")
    header += [say(COLUMNS[key], lang) for key in keys]
    rows = [
        (
            str(zone),
            number(row["n"], lang),
            count_words(row["n_last"], lang),
            count_words(row["hot_spots"], lang),
            "–" if pd.isna(row["topic"]) else theme_words(str(row["topic"]), lang),
            count_words(row["severity"], lang),
            count_words(row["level"], lang),
        )
        for zone, row in facts.iterrows()
    ]
    table = plain_table(
        say(words.PRIORITIES_CAPTION, lang),
        header,
        rows[:MOST_ROWS],
        numeric=(1, 2, 3, 5, 6),
        total=len(rows),
        lang=lang,
    )
    return table, facts.reset_index()


def _facts(
    study: Study,
    assessments: pd.DataFrame | None,
    compared: pd.DataFrame,
    places: Places | None,
) -> pd.DataFrame:
    """Return counts, change, hot spots, commonest theme and level of each zone."""
    now, zones = study.now, study.zones
    commonest = {
        zone: most_common(topics, 1)[0]
        for zone, topics in now[now[ZONE].notna()].groupby(ZONE)[TOPIC]
    }
    facts = pd.DataFrame(
        {
            "n": now[ZONE].value_counts().reindex(zones.index, fill_value=0),
            "n_last": compared["n_last"].reindex(zones.index),
            "hot_spots": _hot_in(zones, places),
            "topic": pd.Series(commonest, dtype=object).reindex(zones.index),
            "severity": _severity(now).reindex(zones.index),
            "level": _level_now(assessments, study.period).reindex(zones.index),
        },
        index=zones.index,
    )
    return facts.sort_values("n", ascending=False, kind="stable")


def _hot_in(zones: gpd.GeoDataFrame, places: Places | None) -> pd.Series:
    if places is None:
        return pd.Series(pd.NA, index=zones.index, dtype="Int64")
    if places.hot.empty:
        return pd.Series(0, index=zones.index, dtype="Int64")
    found = places.hot.sindex.query(zones.geometry, predicate="intersects")[0]
    counts = pd.Series(found).value_counts().reindex(range(len(zones)), fill_value=0)
    return pd.Series(counts.to_numpy(), index=zones.index, dtype="Int64")


def _severity(now: gpd.GeoDataFrame) -> pd.Series:
    if "severity" not in now.columns or now["severity"].isna().all():
        return pd.Series(dtype=float)
    return pd.Series(now.groupby(ZONE)["severity"].sum())


def _level_now(assessments: pd.DataFrame | None, period: str) -> pd.Series:
    if assessments is None:
        return pd.Series(dtype=float)
    now = assessments[assessments["period"].astype(str) == period]
    return now.groupby("zone")["level"].last()
