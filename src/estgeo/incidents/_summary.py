"""What a reading found, row by row, and in sum: to be read, tabled and shown."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._columns import PLACE_PRECISIONS, TIME_PRECISIONS
from .._frame_checks import crs_name
from .._language import language, number, percent, say
from .._results import Result
from .._strays import FLAG, find_strays
from .._sweden import in_sweden
from ..words import reading as words
from ._clocks import is_clock_column
from ._geometry_texts import find_geometry_texts
from ._headers import columns_of, looks_like_time_or_place
from ._places import to_degrees

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyproj
    from numpy.typing import NDArray

    from .._columns import Language
    from ._headers import Column
    from ._named_places import Named
    from ._places import Where
    from ._reasons import Marks
    from ._times import When
    from ._what import What
    from .formats._table import Table

    Mask = NDArray[np.bool_]

_SWEDISH_ZONE = "Europe/Stockholm"


@dataclass(frozen=True, slots=True, repr=False)
class ReadingSummary(Result):
    """What was read and how it was understood.

    Attributes
    ----------
    source, format, sha256 : str
        File name, format and hash of the file ("" for frames).
    n_read, n_accepted, n_rejected, n_blank : int
        Rows; blank rows hold nothing and are not counted as read.
    encoding, separator, decimal_sign : str
        How the text was written, "" where that does not apply.
    layer : str
        Sheet or layer.
    header_row : int or None
        Row of the headers, as a spreadsheet numbers it.
    hidden_rows : int
        Rows hidden in the workbook; they are read as the others.
    roles : dict
        {role: column, or columns joined with " + "}.
    date_forms : dict
        {form: number of cells}.
    time_precision : dict
        {precision: number of accepted rows}.
    place_precision : dict
        {"point" or "area": number of accepted rows}.
    time_zone, source_time_zone : str
        Zone of the results, and of times that carry none.
    crs_of_source, crs_from, crs : str
        CRS of the source, what stated it, CRS of the result.
    share_outside : float or None
        Share of the rows with coordinates that lie outside the study area.
    checklist : str
        Checklist used for the themes, "own" for a mapping, "" for none.
    reasons, flags : dict
        {code: number of rows}.
    notes : dict
        {code: value}: other things to know.
    """

    source: str = ""
    format: str = ""
    sha256: str = ""
    n_read: int = 0
    n_accepted: int = 0
    n_rejected: int = 0
    n_blank: int = 0
    encoding: str = ""
    separator: str = ""
    decimal_sign: str = ""
    layer: str = ""
    header_row: int | None = None
    hidden_rows: int = 0
    roles: Mapping[str, str] = field(default_factory=dict)
    date_forms: Mapping[str, int] = field(default_factory=dict)
    time_precision: Mapping[str, int] = field(default_factory=dict)
    place_precision: Mapping[str, int] = field(default_factory=dict)
    time_zone: str = ""
    source_time_zone: str = ""
    crs_of_source: str = ""
    crs_from: str = ""
    crs: str = ""
    share_outside: float | None = None
    checklist: str = ""
    reasons: Mapping[str, int] = field(default_factory=dict)
    flags: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """Return the facts as a table (fact, part, value), one row a fact or part."""
        rows: list[tuple[str, str, Any]] = []
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, dict):
                rows += [(each.name, str(part), v) for part, v in value.items()]
            else:
                rows.append((each.name, "", value))
        return pd.DataFrame(rows, columns=["fact", "part", "value"])

    def lines(self, lang: Language | None = None) -> list[tuple[str, str]]:
        """Return the facts that say something, in words: (name, value)."""
        lang = language(lang)
        shown = []
        for each in fields(self):
            value = getattr(self, each.name)
            always = each.name in ("n_read", "n_accepted", "n_rejected")
            if always or value not in ("", None, 0, {}):
                text = _shown(each.name, value, lang)
                shown.append((say(f"reading-facts-{each.name}", lang), text))
        return shown

    def to_text(self, lang: Language | None = None) -> str:
        """Return the summary as plain text, one fact a line."""
        lang = language(lang)
        lines = self.lines(lang)
        wide = max(len(name) for name, _ in lines)
        return "\n".join(f"{name:<{wide}}  {text}" for name, text in lines)

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th>"
            f"<td style='text-align:left'>{escape(text)}</td></tr>"
            for name, text in self.lines()
        )
        return f"<table>{cells}</table>"


def _shown(name: str, value: Any, lang: Language) -> str:
    if name in ("reasons", "flags"):
        return "; ".join(
            f"{number(n, lang)} {code}: {words.coded_name(code, lang)}"
            for code, n in value.items()
        )
    if name == "notes":
        return " ".join(words.note(code, v, lang) for code, v in value.items())
    if isinstance(value, dict):
        return ", ".join(
            f"{part}: {number(v, lang) if isinstance(v, int) else v}"
            for part, v in value.items()
        )
    if name == "share_outside":
        return percent(value, lang, decimals=1)
    if name == "separator":
        return "TAB" if value == "\t" else str(value)
    return number(value, lang) if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was read of a table, row by row."""

    when: When
    where: Where
    what: What
    named: Named
    target: pyproj.CRS


def is_placed(found: Found) -> Mask:
    """Return the rows that have a point; the others are known to their area at most."""
    return np.isfinite(found.where.lon) & np.isfinite(found.where.lat)


def summarize(
    table: Table,
    roles: Mapping[str, Column],
    zones: tuple[str, str],
    found: Found,
    marks: tuple[Marks, Marks],
) -> ReadingSummary:
    """Return how the source was understood and what became of its rows."""
    when, where, what = found.when, found.where, found.what
    reasons, flags = marks
    accepted = ~reasons.any
    facts = table.facts
    precision = np.bincount(when.precision[accepted], minlength=len(TIME_PRECISIONS))
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
            p: n for p, n in zip(TIME_PRECISIONS, precision.tolist(), strict=True) if n
        },
        place_precision=_place_counts(found, accepted),
        time_zone=zones[0],
        source_time_zone=zones[1],
        crs_of_source=crs_name(where.crs),
        crs_from=where.crs_from,
        crs=crs_name(found.target),
        share_outside=where.share_outside,
        checklist=what.checklist,
        reasons=reasons.counts(),
        flags=flags.counts(accepted),
        notes=_notes(table, found, reasons, zones[0])
        | unused_note(table, roles)
        | _far_note(found, accepted, flags),
    )


def _notes(
    table: Table, found: Found, reasons: Marks, time_zone: str
) -> dict[str, str]:
    """Return {code: value} of what else one should know about a reading."""
    where, accepted = found.where, ~reasons.any
    notes = dict(table.facts.notes) | _swap_note(where, reasons)
    notes |= _name_notes(found, accepted)
    repeats = int(reasons.has("duplicate_id").sum())
    if repeats:
        notes["one_row_an_incident"] = str(repeats)
    changed = int(reasons.has("older_version").sum())
    if changed:
        notes["changed_rows"] = str(changed)
    placed = accepted & is_placed(found)
    inside = in_sweden(where.lon[placed], where.lat[placed])
    if time_zone == _SWEDISH_ZONE and placed.any() and not inside.any():
        notes["swedish_time_elsewhere"] = time_zone
    return notes


def _far_note(found: Found, accepted: Mask, flags: Marks) -> dict[str, str]:
    """Return how far off, in km, the farthest of the points astray lies."""
    if not flags.has(FLAG).any():
        return {}
    placed = accepted & is_placed(found)
    _, distance = find_strays(found.where.lon[placed], found.where.lat[placed])
    return {FLAG: f"{np.nanmax(distance) / 1000:.0f}"}


def _name_notes(found: Found, accepted: Mask) -> dict[str, str]:
    """Return what to know about areas, addresses and cells of several categories."""
    named, notes = found.named, {}
    in_areas = int((accepted & named.in_area).sum())
    if in_areas:
        notes["known_to_area"] = str(in_areas)
    if named.unknown:
        first = list(named.unknown.items())[:5]
        notes["unknown_areas"] = ", ".join(f"{name} ({n})" for name, n in first)
    if (accepted & named.has_address).any():
        notes["by_address"] = str(int((accepted & named.has_address).sum()))
    several = found.what.several & accepted
    if several.any():
        some = found.what.parts[several][0]
        notes["several_categories"] = f"{int(several.sum())} ({'; '.join(some)})"
    return notes


def _swap_note(where: Where, reasons: Marks) -> dict[str, str]:
    outside = reasons.has("outside_sweden", "outside_study_area")
    if not outside.any():
        return {}
    swapped = to_degrees(where.y[outside], where.x[outside], where.crs)
    share = float(in_sweden(*swapped).mean())
    return {"swapping_helps": f"{100 * share:.0f}"} if share >= 0.5 else {}


def _place_counts(found: Found, accepted: Mask) -> dict[str, int]:
    in_area = int((accepted & found.named.in_area).sum())
    counts = zip(
        PLACE_PRECISIONS, (int(accepted.sum()) - in_area, in_area), strict=True
    )
    return {precision: n for precision, n in counts if n}


def unused_note(table: Table, roles: Mapping[str, Column]) -> dict[str, str]:
    """Return the columns that look like a time or place and that no role rests on."""
    used = {name for column in roles.values() for name in columns_of(column)}
    if "x" not in roles and (text := find_geometry_texts(list(table.cells.columns))):
        used.add(text)
    unused = [
        str(name)
        for name in table.cells.columns
        if name not in used and _looks_useful(str(name), table.cells[name])
    ]
    return {"unused_columns": ", ".join(unused)} if unused else {}


def _looks_useful(name: str, cells: pd.Series) -> bool:
    if not cells.notna().any():
        return False
    is_time = pd.api.types.is_datetime64_any_dtype(cells.dtype)
    return is_time or looks_like_time_or_place(name) or is_clock_column(cells)
