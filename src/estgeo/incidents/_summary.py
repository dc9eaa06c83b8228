"""What a reading found: one object that can be read, tabled and shown."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._language import number, percent
from .._results import Result
from ..words import reading as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language


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

    def lines(self, lang: Language = "sv") -> list[tuple[str, str]]:
        """Return the facts that say something, in words: (name, value)."""
        shown = []
        for each in fields(self):
            value = getattr(self, each.name)
            always = each.name in ("n_read", "n_accepted", "n_rejected")
            if always or value not in ("", None, 0, {}):
                text = _shown(each.name, value, lang)
                shown.append((words.fact_name(each.name, lang), text))
        return shown

    def to_text(self, lang: Language = "sv") -> str:
        """Return the summary as plain text, one fact a line."""
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
