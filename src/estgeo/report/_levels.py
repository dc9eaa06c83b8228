"""What others say beside the reports: levels, priorities, structural conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns, check_frame, raise_for_rows
from .._language import number, say
from .._periods import period_kind
from ..words import longer as words
from ..words._periods import period_words
from ..words.report import COLUMNS, SECTIONS, column_names
from ..words.themes import theme_words
from ._page import MOST_ROWS, Paragraph, Section, Table, count_words, plain_table
from ._places import most_common
from ._study import TOPIC, ZONE

if TYPE_CHECKING:
    import geopandas as gpd

    from ._places import Places
    from ._study import Study

LEVELS = (1, 2, 3, 4)


def check_levels(levels: pd.DataFrame | None) -> None:
    """Raise unless every level is 1, 2, 3 or 4 and the columns are there."""
    if levels is None:
        return
    check_frame("levels", levels)
    check_columns("levels", levels, ["zone", "period", "level"])
    wrong = ~levels["level"].isin(LEVELS).to_numpy()
    rule = "a frame whose 'level' is 1, 2, 3 or 4"
    raise_for_rows("levels", levels, wrong, rule)
    for label in levels["period"].astype(str).unique():
        try:
            period_kind(label)
        except ValueError as error:
            rule = "a frame whose 'period' is such as 2018-W10, 2018-03 or 2018-T1"
            raise ValueError(sentence("levels", rule, repr(label))) from error


def levels_section(study: Study, levels: pd.DataFrame | None) -> Section:
    """Return the group's levels of this period and those before it, with comments."""
    lang = study.lang
    title = say(SECTIONS["levels"], lang)
    known = _same_kind(study, levels)
    if levels is None or known.empty:
        text = Paragraph(say(words.NO_ASSESSMENTS, lang), "note")
        return Section("assessment", title, (text,))
    wide = _levels(known)
    header = [say(COLUMNS["zone"], lang)]
    labels = [period_words(str(label), lang) for label in wide.columns]
    header += [label[:1].upper() + label[1:] for label in labels]
    header.append(say(COLUMNS["comment"], lang))
    comments = _comments(known, study.period)
    rows = [
        (str(zone), *(count_words(v, lang) for v in row), comments.get(str(zone), ""))
        for zone, row in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    caption = say(words.ASSESSMENT_CAPTION, lang)
    numeric = range(1, len(header) - 1)
    blocks = (
        plain_table(caption, header, rows, numeric=numeric, lang=lang),
        Paragraph(say(words.ASSESSMENT_NOTE, lang), "note"),
    )
    return Section("assessment", title, blocks, {"levels": levels})


def _same_kind(study: Study, levels: pd.DataFrame | None) -> pd.DataFrame:
    """Return the levels of periods as long as the study's, none of them later."""
    if levels is None:
        return pd.DataFrame(columns=["zone", "period", "level"])
    labels = levels["period"].astype(str)
    same = [period_kind(label) == study.kind for label in labels]
    chosen = np.array(same, dtype=bool) & (labels <= study.period)
    return levels.assign(period=labels)[chosen]


def _levels(levels: pd.DataFrame) -> pd.DataFrame:
    wide = levels.pivot_table(
        index="zone", columns="period", values="level", aggfunc="last"
    )
    return wide[sorted(wide.columns)[-6:]]


def _comments(levels: pd.DataFrame, period: str) -> dict[str, str]:
    if "comment" not in levels.columns:
        return {}
    now = levels[levels["period"].astype(str) == period]
    known = now[now["comment"].notna()]
    return {
        str(zone): str(text)
        for zone, text in zip(known["zone"], known["comment"], strict=True)
    }


def assessment_section(
    study: Study,
    levels: pd.DataFrame | None,
    compared: pd.DataFrame,
    places: Places | None,
) -> Section:
    """Return the group's levels over time beside the facts priorities rest on."""
    judged = levels_section(study, levels)
    table, frame = _priorities(study, levels, compared, places)
    return Section(
        "assessment",
        say(SECTIONS["assessment"], study.lang),
        (*judged.blocks, table),
        judged.tables | {"priorities": frame},
    )


def _priorities(
    study: Study,
    levels: pd.DataFrame | None,
    compared: pd.DataFrame,
    places: Places | None,
) -> tuple[Table, pd.DataFrame]:
    """Return the facts that priorities rest on as a table to show, and as a frame."""
    lang = study.lang
    facts = _facts(study, levels, compared, places)
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
    levels: pd.DataFrame | None,
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
            "n_last": compared.set_index("zone")["n_last"].reindex(zones.index),
            "hot_spots": _hot_in(zones, places),
            "topic": pd.Series(commonest, dtype=object).reindex(zones.index),
            "severity": _severity(now).reindex(zones.index),
            "level": level_now(levels, study.period).reindex(zones.index),
        },
        index=zones.index,
    )
    return facts.sort_values("n", ascending=False, kind="stable")


def _hot_in(zones: gpd.GeoDataFrame, places: Places | None) -> pd.Series:
    if places is None:
        return pd.Series(pd.NA, index=zones.index, dtype="Int64")
    if places.hot.empty:
        return pd.Series(0, index=zones.index, dtype="Int64")
    counts = [
        int((places.hot.intersection(zone).area > 0).sum()) for zone in zones.geometry
    ]
    return pd.Series(counts, index=zones.index, dtype="Int64")


def _severity(now: gpd.GeoDataFrame) -> pd.Series:
    if "severity" not in now.columns or now["severity"].isna().all():
        return pd.Series(dtype=float)
    return pd.Series(now.groupby(ZONE)["severity"].sum())


def level_now(levels: pd.DataFrame | None, period: str) -> pd.Series:
    """Return the group's level of each zone in a period, where it is given."""
    if levels is None:
        return pd.Series(dtype=float)
    now = levels[levels["period"].astype(str) == period]
    return now.groupby("zone")["level"].last()


def check_indicators(indicators: pd.DataFrame | None) -> None:
    """Raise unless the columns are there and the values are numbers."""
    if indicators is None:
        return
    check_frame("indicators", indicators)
    check_columns("indicators", indicators, ["zone", "year", "name", "value"])
    if not pd.api.types.is_numeric_dtype(indicators["value"]):
        got = str(indicators["value"].dtype)
        raise TypeError(sentence("indicators", "a frame whose 'value' is numbers", got))


def indicators_section(study: Study, indicators: pd.DataFrame | None) -> Section:
    """Return the structural indicators of the year and the one before."""
    lang = study.lang
    title = say(SECTIONS["indicators"], lang)
    if indicators is None or indicators.empty:
        text = say(words.NO_INDICATORS, lang)
        return Section("indicators", title, (Paragraph(text, "note"),))
    year = study.start.year
    wide = indicators.pivot_table(
        index=["name", "zone"], columns="year", values="value", aggfunc="last"
    )
    years = sorted(int(one) for one in wide.columns if int(str(one)) <= year)[-4:]
    header = [say(COLUMNS["indicator"], lang), say(COLUMNS["zone"], lang)]
    header += [str(one) for one in years]
    rows = [
        (*map(str, key), *(words.value_words(float(row[y]), lang) for y in years))
        for key, row in zip(wide.index, wide.to_dict("records"), strict=True)
    ]
    table = plain_table(
        say(words.INDICATORS_CAPTION, lang),
        header,
        rows,
        numeric=range(2, len(header)),
        lang=lang,
    )
    return Section("indicators", title, (table,), {"indicators": indicators})
