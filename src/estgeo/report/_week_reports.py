"""The reports themselves, as the group talks about them: only on the group's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import mannwhitneyu

from .._language import number, say, weekday_names
from ..incidents._header_names import PREFERRED
from ..incidents._headers import plain
from ..incidents.personal_data import mask_personal_data
from ..space_time.hours import knows_hour
from ..space_time.street_names import STREET
from ..words import meeting as words
from ..words.report import theme_words
from ._page import Block, Table, plain_table
from ._study import TOPIC, ZONE

if TYPE_CHECKING:
    import geopandas as gpd

    from .._columns import Language
    from ._study import Study

MOST_LISTED = 8
LONGEST = 240  # letters of a comment
# Fewer reports with a severity than this say nothing of a change in it.
LEAST_SEVERE = 5


def reports_table(
    study: Study, reports: gpd.GeoDataFrame, *, caption: str = "reports"
) -> Table | None:
    """Return the gravest and latest reports with masked comments; None without any."""
    if reports.empty:
        return None
    lang = study.lang
    order = reports.assign(_severity=severity(reports).fillna(0.0))
    order = order.sort_values(["_severity", "start"], ascending=False, kind="stable")
    shown = order.head(MOST_LISTED).sort_values("start")
    told = comments(shown)
    names = ["time", "where", "source", "severity", "told"]
    rows = [
        _row(row, text, clock=clock, lang=lang)
        for row, text, clock in zip(
            shown.to_dict("records"), told, knows_hour(shown), strict=True
        )
    ]
    empty = [k for k in (2, 3) if not any(row[k] for row in rows)]
    header = [say(f"meeting-columns-{name}", lang) for name in names]
    kept = [k for k in range(len(names)) if k not in empty]
    table = plain_table(
        say(f"meeting-captions-{caption}", lang),
        [header[k] for k in kept],
        [[row[k] for k in kept] for row in rows],
        lang=lang,
    )
    left = len(reports) - len(shown)
    more = words.more_reports(left, lang) if left else ""
    return Table(table.caption, table.header, table.rows, table.numeric, more)


def _row(
    row: dict[str, object], text: str, *, clock: bool, lang: Language
) -> tuple[str, ...]:
    street, zone = row.get(STREET), row.get(ZONE)
    where = [str(one) for one in (street, zone) if isinstance(one, str) and one]
    source = row.get("source")
    grade = row["_severity"]
    category = row.get("category")
    theme = theme_words(str(row[TOPIC]), lang)
    kind = str(category) if isinstance(category, str) and category else theme
    return (
        _when(row, clock=clock, lang=lang),
        ", ".join(dict.fromkeys(where)),
        str(source) if isinstance(source, str) else "",
        number(float(str(grade)), lang) if grade else "",
        text or kind,
    )


def _when(row: dict[str, object], *, clock: bool, lang: Language) -> str:
    """Return when it happened; both ends where only they are known."""
    start = pd.Timestamp(row["start"])  # type: ignore[arg-type]
    told = _day(start, lang) + (f" {start:%H.%M}" if clock else "")
    end = pd.Timestamp(row.get("end", start))  # type: ignore[arg-type]
    if pd.isna(end) or end <= start:
        return told
    if not clock:  # a day ends where the next begins
        last = end - end.resolution
        same = last.date() == start.date()
        return told if same else f"{told}–{_day(last, lang)}"
    if f"{end:%Y%m%d%H%M}" == f"{start:%Y%m%d%H%M}":
        return told
    day = "" if end.date() == start.date() else f"{_day(end, lang)} "
    return f"{told}–{day}{end:%H.%M}"


def _day(moment: pd.Timestamp, lang: Language) -> str:
    return f"{weekday_names(lang)[moment.weekday()]} {moment.day}/{moment.month}"


def comments(reports: pd.DataFrame) -> list[str]:
    """Return the comment of each report with personal data masked, "" without one."""
    column = comment_column(reports)
    if column is None:
        return [""] * len(reports)
    masked = mask_personal_data(reports[column].astype(object))
    texts = ["" if pd.isna(one) else " ".join(str(one).split()) for one in masked]
    return [t if len(t) <= LONGEST else t[: LONGEST - 1] + "…" for t in texts]


def comment_column(reports: pd.DataFrame) -> str | None:
    """Return the column of comments, by the names that files give it."""
    known = {plain(column): str(column) for column in reports.columns}
    names = [*PREFERRED["comment"]]
    return next((known[name] for name in names if name in known), None)


def severity(reports: pd.DataFrame) -> pd.Series:
    """Return the severity of each report, NaN where there is none."""
    if "severity" not in reports.columns:
        return pd.Series(np.nan, index=reports.index)
    return pd.to_numeric(reports["severity"], errors="coerce")


def severity_told(study: Study, now: pd.DataFrame, last: pd.DataFrame) -> str:
    """Return whether the reports of a period are graver than those before, "" if few.

    The rank test of Mann and Whitney; severity is an order, not an amount.
    """
    one, other = severity(now).dropna(), severity(last).dropna()
    if min(len(one), len(other)) < LEAST_SEVERE:
        return ""
    told = words.severity_words(float(one.mean()), float(other.mean()), study.lang)
    if len({*one, *other}) == 1:
        return f"{told} {words.severity_change('inconclusive', study.lang)}"
    found = mannwhitneyu(one, other, alternative="two-sided")
    change = "inconclusive"
    if found.pvalue < 0.05:
        middle = len(one) * len(other) / 2
        change = "increase" if found.statistic > middle else "decrease"
    return f"{told} {words.severity_change(change, study.lang)}"


def good_blocks(study: Study) -> list[Block]:
    """Return the reports of something good, as far as there is room."""
    table = reports_table(study, study.positive, caption="good")
    return [] if table is None else [table]
