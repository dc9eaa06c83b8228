"""What others say beside the reports: levels, priorities, structural conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns, check_frame, raise_for_rows
from .._language import number, say
from .._periods import first_day, period_bounds, period_kind, period_range
from ..charts._canvas import plain
from ..words import meeting
from ..words import trends as words
from ..words._periods import period_beside, period_words
from ..words.report import column_names, theme_words
from ._page import (
    MOST_ROWS,
    Block,
    Paragraph,
    Picture,
    Section,
    Table,
    count_words,
    plain_table,
)
from ._pictures import chart
from ._places import most_common
from ._study import TOPIC, ZONE, between

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes

    from .._columns import Language
    from ._places import Places
    from ._study import Study

HIGHEST = 10
MOST_LINES = 8
# Words whose order is known, the calmest first; others are shown and not drawn.
_SCALES = (
    ("grön", "gul", "orange", "röd"),
    ("green", "yellow", "orange", "red"),
    ("låg", "måttlig", "hög", "mycket hög"),
    ("low", "moderate", "high", "very high"),
    ("lugnt", "normalt", "oroligt", "allvarligt"),
)


def check_levels(levels: pd.DataFrame | None) -> None:
    """Raise unless levels are words, or whole or half numbers, of known periods."""
    if levels is None:
        return
    check_frame("levels", levels)
    check_columns("levels", levels, ["zone", "period", "level"])
    wrong = np.array([not _is_level(value) for value in levels["level"]], dtype=bool)
    scale = f"a whole or half number from 0 to {HIGHEST}"
    rule = f"a frame whose 'level' is a word, or {scale}"
    raise_for_rows("levels", levels, wrong, rule)
    for label in levels["period"].astype(str).unique():
        try:
            period_kind(label)
        except ValueError as error:
            rule = "a frame whose 'period' is such as 2018-W10, 2018-03 or 2018-T1"
            raise ValueError(sentence("levels", rule, repr(label))) from error


def _is_level(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if not isinstance(value, int | float | np.number):
        return False
    size = float(value)
    return 0 <= size <= HIGHEST and (2 * size).is_integer()


def ranks_of(levels: pd.DataFrame) -> tuple[pd.Series, tuple[str, ...]] | None:
    """Return levels as places on their scale, and its words; None without an order.

    Numbers are their own scale. Words have the order of a categorical column, or that
    of a scale that is known, such as green, yellow, orange, red.
    """
    column = levels["level"]
    if isinstance(column.dtype, pd.CategoricalDtype):
        if not column.cat.ordered:
            return None
        words = tuple(map(str, column.cat.categories))
        return pd.Series(column.cat.codes + 1.0, index=levels.index), words
    if all(not isinstance(value, str) for value in column):
        return column.astype(float), ()
    said = [str(value).strip().casefold() for value in column]
    for scale in _SCALES:
        if set(said) <= set(scale):
            places = [float(scale.index(one) + 1) for one in said]
            return pd.Series(places, index=levels.index), scale
    return None


def levels_section(study: Study, levels: pd.DataFrame | None, *, k: int = 1) -> Section:
    """Return the group's levels of this period and those before it, with comments.

    Counts from 1 to ``k - 1`` beside them are left out.
    """
    lang = study.lang
    title = say("report-sections-levels", lang)
    known = _same_kind(study, levels)
    if levels is None or known.empty:
        text = Paragraph(say("longer-no-assessments", lang), "note")
        return Section("assessment", title, (text,))
    wide = _levels(known)
    header = [say("report-columns-zone", lang)]
    labels = [period_words(str(label), lang) for label in wide.columns]
    header += [label[:1].upper() + label[1:] for label in labels]
    header.append(say("report-columns-comment", lang))
    comments = _comments(known, study)
    rows = [
        (
            _zone_words(zone, lang),
            *(_told(v, lang) for v in row),
            comments.get(zone, ""),
        )
        for zone, row in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    caption = say("longer-assessment-caption", lang)
    numeric = range(1, len(header) - 1)
    blocks = (
        plain_table(caption, header, rows, numeric=numeric, lang=lang),
        Paragraph(say("longer-assessment-note", lang), "note"),
        *_level_pictures(study, known, k),
    )
    return Section("assessment", title, blocks, {"levels": levels})


def _told(value: object, lang: Language) -> str:
    missing = not isinstance(value, str) and pd.isna(value)  # type: ignore[call-overload]
    return "–" if missing else meeting.level_word(value, lang)


def _zone_words(zone: str, lang: Language) -> str:
    return zone or say("meeting-whole", lang)


def _level_pictures(study: Study, levels: pd.DataFrame, k: int) -> list[Block]:
    """Return the levels over time: of the whole beside its counts, and of the areas."""
    frame = levels.assign(zone=_zone_keys(levels))
    whole, areas = (
        frame[is_in] for is_in in (frame["zone"] == "", frame["zone"] != "")
    )
    blocks: list[Block] = []
    # A word about one area does not take the figures of the whole away.
    ranked = ranks_of(whole)
    if ranked is not None and len(set(whole["period"])) > 1:
        ranks, scale = ranked
        blocks.append(_whole_picture(study, whole.assign(_rank=ranks), scale, k))
    ranked = ranks_of(areas)
    if ranked is not None and len(set(areas["period"])) > 1:
        ranks, scale = ranked
        blocks.append(_area_picture(study, areas.assign(_rank=ranks), scale))
    return blocks


def _in_order(labels: pd.Series) -> list[str]:
    return sorted(labels.astype(str).unique(), key=first_day)


def _whole_picture(
    study: Study, whole: pd.DataFrame, scale: tuple[str, ...], k: int
) -> Picture:
    lang = study.lang
    known = whole.drop_duplicates("period", keep="last").set_index("period")
    order = _in_order(whole["period"])
    labels = period_range(order[0], order[-1])
    zone = str(study.start.tz)
    counts = [
        len(between(study.problems, *period_bounds(label, zone)))
        if study.covers(label)
        else np.nan
        for label in labels
    ]
    counts = [np.nan if 0 < n < k else n for n in counts]
    ranks = known["_rank"].reindex(labels).to_numpy(dtype=float)

    def plot(ax: Axes) -> None:
        at = np.arange(len(labels))
        ax.bar(at, counts, 0.6, color="#b9c7d6", label=say("longer-reports", lang))
        ax.set_ylabel(say("longer-reports", lang))
        other = ax.twinx()
        label = say("report-columns-level", lang)
        other.plot(at, ranks, color="#8f0d1a", marker="o", markersize=3, label=label)
        other.set_ylabel(label)
        _set_scale(other, ranks, scale)
        _set_labels(ax, labels, lang)
        handles = [*ax.get_legend_handles_labels()[0], *other.get_lines()]
        ax.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=2,
            fontsize=8,
            frameon=False,
        )

    header = [say("meeting-columns-period", lang), say("longer-reports", lang)]
    header.append(say("report-columns-level", lang))
    told = known["level"].reindex(labels)
    rows = [
        (period_words(label, lang), count_words(n, lang), _told(level, lang))
        for label, n, level in zip(labels, counts, told, strict=True)
    ]
    alt = say("longer-whole-alt", lang)
    table = plain_table(alt, header, rows, numeric=(1,), lang=lang)
    return chart(plot, alt, size=(9, 2.6), table=table)


def _area_picture(study: Study, areas: pd.DataFrame, scale: tuple[str, ...]) -> Picture:
    lang = study.lang
    labels = _in_order(areas["period"])
    wide = areas.pivot_table(
        index="zone", columns="period", values="_rank", aggfunc="last"
    ).reindex(columns=labels)
    shown = wide.head(MOST_LINES)

    def plot(ax: Axes) -> None:
        at = np.arange(len(labels))
        marks = "os^Dv<>p"
        for mark, (zone, row) in zip(marks, shown.iterrows(), strict=False):
            ax.plot(at, row.to_numpy(dtype=float), marker=mark, label=plain(str(zone)))
        _set_scale(ax, shown.to_numpy(dtype=float), scale)
        _set_labels(ax, labels, lang)
        ax.set_ylabel(say("report-columns-level", lang))
        ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=8, frameon=False)

    alt = say("longer-areas-alt", lang)
    header = [
        say("report-columns-zone", lang),
        *(period_words(one, lang) for one in labels),
    ]
    told = areas.pivot_table(
        index="zone", columns="period", values="level", aggfunc="last"
    ).reindex(index=shown.index, columns=labels)
    rows = [
        (str(zone), *(_told(value, lang) for value in row))
        for zone, row in zip(told.index, told.to_numpy(), strict=True)
    ]
    table = plain_table(alt, header, rows, lang=lang)
    return chart(plot, alt, size=(9, 2.6), table=table)


def _set_scale(ax: Axes, ranks: np.ndarray, scale: tuple[str, ...]) -> None:
    top = len(scale) or max(4, int(np.nanmax(ranks)))
    ax.set_ylim(0.5 if scale or np.nanmin(ranks) >= 1 else 0, top + 0.5)
    ax.set_yticks(range(1, top + 1), scale or None)


def _set_labels(ax: Axes, labels: Sequence[str], lang: Language) -> None:
    step = max(1, -(-len(labels) // 8))
    at = list(range(0, len(labels), step))
    ax.set_xticks(at, [period_words(labels[k], lang) for k in at], fontsize=8)


def _same_kind(study: Study, levels: pd.DataFrame | None) -> pd.DataFrame:
    """Return the levels of periods as long as the study's, none of them later."""
    if levels is None:
        return pd.DataFrame(columns=["zone", "period", "level"])
    labels = levels["period"].astype(str)
    same = [period_kind(label) == study.kind for label in labels]
    until = first_day(study.period)
    earlier = [first_day(label) <= until for label in labels]
    chosen = np.array(same, dtype=bool) & np.array(earlier, dtype=bool)
    known: pd.DataFrame = levels.assign(period=labels)[chosen]
    return known


def _levels(levels: pd.DataFrame) -> pd.DataFrame:
    plain_levels = levels.assign(
        zone=_zone_keys(levels), level=levels["level"].astype(object)
    )
    wide = plain_levels.pivot_table(
        index="zone", columns="period", values="level", aggfunc="last"
    )
    latest: pd.DataFrame = wide[sorted(wide.columns, key=first_day)[-6:]]
    return latest


def _zone_keys(levels: pd.DataFrame) -> list[str]:
    """Return the areas; "" is the whole place."""
    return [
        "" if zone is None or pd.isna(zone) else str(zone) for zone in levels["zone"]
    ]


def _comments(levels: pd.DataFrame, study: Study) -> dict[str, str]:
    """Return the latest comment of each area, with its period if that is not this."""
    if "comment" not in levels.columns:
        return {}
    known = levels[levels["comment"].notna()]
    known = known.assign(_day=[first_day(one) for one in known["period"]])
    known = known.sort_values("_day", kind="stable")
    told = {}
    for zone, period, text in zip(
        _zone_keys(known), known["period"], known["comment"], strict=True
    ):
        when = period_beside(period, study.period, study.lang)
        before = "" if period == study.period else f"{when[:1].upper()}{when[1:]}: "
        told[zone] = f"{before}{text}"
    return told


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
        say("report-sections-assessment", study.lang),
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
    header = [say("report-columns-zone", lang), names["n"], names["n_last"]]
    keys = ("hot_spots", "mostly", "severity", "level")
    header += [say(f"report-columns-{key}", lang) for key in keys]
    rows = [
        (
            str(zone),
            number(row["n"], lang),
            count_words(row["n_last"], lang),
            count_words(row["hot_spots"], lang),
            "–" if pd.isna(row["topic"]) else theme_words(str(row["topic"]), lang),
            count_words(row["severity"], lang),
            _told(row["level"], lang),
        )
        for zone, row in facts.iterrows()
    ]
    table = plain_table(
        say("longer-priorities-caption", lang),
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
    plain_levels = now.assign(zone=_zone_keys(now), level=now["level"].astype(object))
    areas = plain_levels[plain_levels["zone"] != ""]
    last: pd.Series = areas.groupby("zone")["level"].last()
    return last


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
    title = say("report-sections-indicators", lang)
    if indicators is None or indicators.empty:
        text = say("longer-no-indicators", lang)
        return Section("indicators", title, (Paragraph(text, "note"),))
    year = study.start.year
    wide = indicators.pivot_table(
        index=["name", "zone"], columns="year", values="value", aggfunc="last"
    )
    years = sorted(int(one) for one in wide.columns if int(str(one)) <= year)[-4:]
    header = [say("report-columns-indicator", lang), say("report-columns-zone", lang)]
    header += [str(one) for one in years]
    rows = [
        (*map(str, key), *(words.value_words(float(row[y]), lang) for y in years))
        for key, row in zip(wide.index, wide.to_dict("records"), strict=True)
    ]
    table = plain_table(
        say("longer-indicators-caption", lang),
        header,
        rows,
        numeric=range(2, len(header)),
        lang=lang,
    )
    return Section("indicators", title, (table,), {"indicators": indicators})
