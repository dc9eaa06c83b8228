"""Put what was read together: accepted rows, rejected rows, the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._columns import INCIDENT_COLUMNS, TIME_PRECISIONS
from ..words.reading import reason_texts
from . import _coordinates as coordinates
from ._headers import columns_of
from ._summary import ReadingSummary
from ._texts import kept_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks
    from ._what import What
    from ._when import When
    from ._where import Where
    from .formats._table import Table

    Mask = NDArray[np.bool_]

_SWEDISH_ZONE = "Europe/Stockholm"
_OWN_REJECTED = ("est_row", "reasons", "explanation_sv", "explanation_en")


def all_columns(
    table: Table, found: tuple[When, What], flags: Marks
) -> dict[str, pd.Series]:
    """Return the vocabulary's columns, then the source's own, for all rows."""
    when, what = found
    precision = pd.Series(when.precision, dtype="str")
    own = {
        "est_row": pd.Series(table.est_row),
        "incident_id": what.incident_id,
        "start": when.start,
        "end": when.end,
        "time_precision": precision,
        "reported_at": when.reported_at,
        "category": what.category,
        "theme": what.theme,
        "is_positive": what.is_positive,
        "severity": what.severity,
        "source": what.source,
        "reporter": what.reporter,
        "flags": flags.joined(),
    }
    names = original_names(list(table.cells.columns), INCIDENT_COLUMNS)
    rest = {
        name: table.cells[column]
        for name, column in zip(names, table.cells, strict=True)
    }
    return own | rest


def accepted_rows(
    columns: dict[str, pd.Series], accepted: Mask, geometry: gpd.GeoSeries
) -> gpd.GeoDataFrame:
    """Return the accepted rows of all columns, their points after the vocabulary.

    Each column is given up as soon as its rows are taken, so that the memory of one
    is enough for both.
    """
    kept: dict[str, Any] = {}
    for name in list(columns):
        kept[name] = kept_rows(columns.pop(name), accepted)
        if name == "flags":
            kept["geometry"] = geometry.reset_index(drop=True)
    return gpd.GeoDataFrame(pd.DataFrame(kept, copy=False), geometry="geometry")


def original_names(names: list[str], taken: tuple[str, ...]) -> list[str]:
    """Return the source's column names, "_original" added where one is taken.

    >>> original_names(["start", "gata"], ("start",))
    ['start_original', 'gata']
    """
    result: list[str] = []
    for name in names:
        while name in taken or name in result:
            name = f"{name}_original"  # noqa: PLW2901
        result.append(name)
    return result


def rejected_rows(table: Table, accepted: Mask, reasons: Marks) -> pd.DataFrame:
    """Return the other rows with the reasons in codes, Swedish and English."""
    rows = table.cells.iloc[np.flatnonzero(~accepted)].reset_index(drop=True)
    if table.geometry is not None:
        wkt = gpd.GeoSeries(table.geometry[~accepted]).to_wkt()
        rows["geometry" if "geometry" not in rows else "geometry_wkt"] = wkt
    rows.columns = pd.Index(original_names(list(rows.columns), _OWN_REJECTED))
    codes = kept_rows(reasons.joined(), ~accepted)
    distinct = codes.unique()
    rows["est_row"] = table.est_row[~accepted]
    rows["reasons"] = codes
    for lang in ("sv", "en"):
        texts = {code: reason_texts(code, lang) for code in distinct}
        rows[f"explanation_{lang}"] = codes.map(texts).astype("str")
    return rows


def summarize(
    table: Table,
    roles: Mapping[str, Column],
    zones: tuple[str, str],
    found: tuple[When, Where, What],
    marks: tuple[Marks, Marks],
) -> ReadingSummary:
    """Return how the source was understood and what became of its rows."""
    when, where, what = found
    reasons, flags = marks
    accepted = ~reasons.any
    facts = table.facts
    precision = pd.Series(when.precision[accepted]).value_counts()
    return ReadingSummary(
        source=facts.name,
        format=facts.format,
        sha256=facts.sha256,
        n_read=len(accepted),
        n_accepted=int(accepted.sum()),
        n_rejected=int((~accepted).sum()),
        n_blank=facts.n_blank,
        encoding=facts.encoding,
        separator=facts.separator,
        decimal_sign=where.decimal_sign,
        layer=facts.layer,
        header_row=facts.header_row,
        hidden_rows=facts.hidden_rows,
        roles={role: " + ".join(columns_of(c)) for role, c in roles.items()},
        date_forms=when.forms,
        time_precision={
            p: int(precision[p]) for p in TIME_PRECISIONS if p in precision
        },
        time_zone=zones[0],
        source_time_zone=zones[1],
        crs_of_source=where.crs.to_string(),
        crs_from=where.crs_from,
        crs=coordinates.metric_crs(
            where.lon[accepted], where.lat[accepted]
        ).to_string(),
        share_outside=where.share_outside,
        checklist=what.checklist,
        reasons=reasons.counts(),
        flags=flags.counts(accepted),
        notes=_notes(table, where, reasons, zones[0]),
    )


def _notes(
    table: Table, where: Where, reasons: Marks, time_zone: str
) -> dict[str, str]:
    """Return {code: value} of what else one should know about a reading."""
    accepted = ~reasons.any
    notes = dict(table.facts.notes) | _swap_note(where, reasons)
    repeats = int(reasons.has("duplicate_id").sum())
    if repeats:
        notes["one_row_an_incident"] = str(repeats)
    inside = coordinates.in_sweden(where.lon[accepted], where.lat[accepted])
    if time_zone == _SWEDISH_ZONE and accepted.any() and not inside.any():
        notes["swedish_time_elsewhere"] = time_zone
    return notes


def _swap_note(where: Where, reasons: Marks) -> dict[str, str]:
    outside = reasons.has("outside_sweden", "outside_study_area")
    if not outside.any():
        return {}
    swapped = coordinates.to_degrees(where.y[outside], where.x[outside], where.crs)
    share = float(coordinates.in_sweden(*swapped).mean())
    return {"swapping_helps": f"{100 * share:.0f}"} if share >= 0.5 else {}
