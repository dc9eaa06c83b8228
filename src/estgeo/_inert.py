"""Text that stays text in every file: no spreadsheet runs it, no reader stumbles on it.

One guard for cells, heads and names of sheets. A workbook says of each cell that it is
text (and shows it as it is); a csv cannot, so there an apostrophe stands in front.
Files
are written without the time of writing: the same content gives the same bytes.
"""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import lazy_loader
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

pyogrio = lazy_loader.load("pyogrio")

_NEVER = "1980-01-01T00:00:00Z"  # the clock of the writer is nobody's business

_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

_CLOCK = "OGR_CURRENT_DATE"

openpyxl = lazy_loader.load("openpyxl")

# What a spreadsheet passes by before it looks whether a text is a formula.
_PASSED = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2069]*"
)

_STARTS = rf"(?:{_PASSED}[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"

_DANGEROUS = re.compile(rf"'*{_STARTS}")

_GUARDED = re.compile(rf"'+{_STARTS}")

# A csv may end a row there, so that what follows begins a cell.
_AFTER_RETURN = re.compile(rf"\r(?={_STARTS})")
_BEHIND_RETURN = re.compile(rf"\r'(?={_STARTS})")

_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")

# Control characters and halves of characters, that XML and UTF-8 have no place for,
# and signs that turn the order of letters, so that a name shows as another.
_NO_SIGNS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"

_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

_NO_SIGN = re.compile(f"[{_NO_SIGNS}]")

_NO_TEXT = re.compile(f"[{_NO_SIGNS}{_TURNS}]")

_INSTEAD = "\ufffd"

# "_x0041_" is how a workbook writes "A"; the underscore is written that way itself.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What ends a script element, or a line of a script.
_SCRIPT_SAFE = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}

_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\\t\r\n]")

_LONGEST_SHEET = 31

_WIDEST = 60


def clean(text: str) -> str:
    r"""Return text with a sign instead of each character that is no text.

    >>> clean("a\x07b\u202ec")
    'a\ufffdb\ufffdc'
    """
    return _NO_TEXT.sub(_INSTEAD, text)


def whole_characters(text: str) -> str:
    r"""Return text with a sign for each half of a surrogate pair.

    >>> whole_characters("a\ud800b\ud83d\ude00")
    'a\ufffdb😀'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def plain_json(value: Any) -> str:
    r"""Return JSON that may stand inside a script element.

    >>> plain_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    for sign, escaped in _SCRIPT_SAFE.items():
        text = text.replace(sign, escaped)
    return text


def would_run(text: str) -> bool:
    """Return whether a spreadsheet would take a text for a formula.

    >>> [would_run(text) for text in ("=1+1", "@a", "-3,5", "hej")]
    [True, True, False, False]
    """
    return bool(_DANGEROUS.match(text)) and not _PLAIN_NUMBER.fullmatch(text)


def safe_text(text: pd.Series) -> pd.Series:
    """Return text with an apostrophe before what a spreadsheet would run.

    >>> safe_text(pd.Series(["=1+1", "-3,5", "hej"])).tolist()
    ["'=1+1", '-3,5', 'hej']
    """
    found = text.str.match(_DANGEROUS.pattern)
    danger = found & ~text.str.fullmatch(_PLAIN_NUMBER.pattern)
    return text.mask(danger, "'" + text)


def unsafe_text(text: pd.Series) -> pd.Series:
    """Return the text that ``safe_text`` or ``without_formulas`` was given.

    >>> unsafe_text(safe_text(pd.Series(["=1+1", "'=x", "hej"]))).tolist()
    ['=1+1', "'=x", 'hej']
    """
    guarded = text.str.match(_GUARDED.pattern)
    plain = text.mask(guarded, text.str.slice(1))
    return plain.map(lambda one: _BEHIND_RETURN.sub("\r", one), na_action="ignore")


def without_formulas(frame: pd.DataFrame, *, are_names: bool = False) -> pd.DataFrame:
    """Return a table for a csv: cells and heads that no spreadsheet runs.

    A text such as "-3,5" stays what it is, unless all texts ``are_names``.

    >>> without_formulas(pd.DataFrame({"n": [1], "text": ["=1+1"]}))["text"].to_list()
    ["'=1+1"]
    """

    def guarded(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = _AFTER_RETURN.sub("\r'", clean(value))
        runs = bool(_DANGEROUS.match(text)) if are_names else would_run(text)
        return f"'{text}" if runs else text

    columns = [
        frame.iloc[:, at].map(guarded, na_action="ignore")
        if _may_hold_text(frame.dtypes.iloc[at])
        else frame.iloc[:, at]
        for at in range(frame.shape[1])
    ]
    table = pd.concat(columns, axis=1) if columns else frame.copy()
    table.columns = pd.Index([guarded(str(name)) for name in frame.columns], dtype=str)
    return table


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return a name that a workbook takes, unlike those that are taken.

    >>> sheet_name("Norr/Söder [1]"), sheet_name("norr", ["Norr"])
    ('Norr_Söder _1_', 'norr_2')
    """
    known = {other.casefold() for other in (*taken, "history")}
    plain = _NOT_IN_SHEETS.sub("_", clean(name)).strip(" '")[:_LONGEST_SHEET] or "_"
    found, copy = plain, 2
    while found.casefold() in known:
        end = f"_{copy}"
        found, copy = plain[: _LONGEST_SHEET - len(end)] + end, copy + 1
    return found


def write_sheets(
    path: Path, sheets: Mapping[str, pd.DataFrame], *, is_exact: bool = False
) -> None:
    """Write one sheet a table: text is text, times lose their zone, no clock inside.

    ``is_exact`` keeps the signs that turn the order of letters, for who reads it back.
    """
    unfit = _NO_SIGN if is_exact else _NO_TEXT
    book = openpyxl.Workbook(write_only=True)
    taken: list[str] = []
    for name, frame in sheets.items():
        taken.append(sheet_name(name, taken))
        sheet = book.create_sheet(taken[-1])
        sheet.freeze_panes = "A2"
        heads = [str(name) for name in frame.columns]
        columns = [_values(frame.iloc[:, at]) for at in range(len(heads))]
        for at, (head, values) in enumerate(zip(heads, columns, strict=True), start=1):
            longest = max(len(str(value)) for value in (head, *values[:1000]))
            letter = openpyxl.utils.get_column_letter(at)
            sheet.column_dimensions[letter].width = min(longest + 2, _WIDEST)
        for row in _rows(sheet, heads, columns, unfit):
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    timeless_workbook(written, path)


def _rows(
    sheet: Any, heads: list[str], columns: list[list[Any]], unfit: re.Pattern[str]
) -> Iterator[list[Any]]:
    yield [_text_cell(sheet, head, unfit, is_head=True) for head in heads]
    for row in zip(*columns, strict=True):
        yield [_cell(sheet, value, unfit) for value in row]


def _values(column: pd.Series) -> list[Any]:
    """Return the values of a column as Python has them; None where one is missing."""
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if missing else value for value, missing in pairs]


def _cell(sheet: Any, value: Any, unfit: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return _text_cell(sheet, value, unfit)
    if isinstance(value, pd.Timestamp | datetime):
        return pd.Timestamp(value).tz_localize(None).to_pydatetime(warn=False)
    if isinstance(value, float) and math.isfinite(value):
        if float(f"{value:.16g}") == value:
            return value
        # openpyxl writes 16 digits; this number needs its seventeenth to come back.
        number = openpyxl.cell.WriteOnlyCell(sheet, repr(value))
        number.data_type = "n"
        return number
    if value is None or isinstance(value, int):
        return value
    return _text_cell(sheet, str(value), unfit)


def _text_cell(
    sheet: Any, text: str, unfit: re.Pattern[str], *, is_head: bool = False
) -> Any:
    cell = openpyxl.cell.WriteOnlyCell(
        sheet, _ESCAPE.sub(r"_x005F_x\1_", unfit.sub(_INSTEAD, text))
    )
    cell.data_type = "s"
    if is_head:
        cell.font = openpyxl.styles.Font(bold=True)
    if would_run(text):  # or it would run as soon as somebody edits the cell
        cell.quotePrefix = True
    return cell


def _may_hold_text(dtype: Any) -> bool:
    return not (
        pd.api.types.is_numeric_dtype(dtype)
        or pd.api.types.is_datetime64_any_dtype(dtype)
    )


def timeless_workbook(written: io.BytesIO, path: Path) -> None:
    """Write an xlsx again without the times at which it was written."""
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + _NEVER.encode(), content)
            target.writestr(zipfile.ZipInfo(member.filename), content)


@contextmanager
def timeless_layers() -> Iterator[None]:
    """Write GeoPackages within this with a fixed time of change."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: _NEVER})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})
