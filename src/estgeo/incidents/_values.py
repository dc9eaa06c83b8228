"""Columns of text and numbers, many cells at a time, by what Arrow keeps of them.

A number is what people write: decimal commas, blanks or points between thousands. One
that can be read in two ways is told, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_SHORT = 40  # bytes
_LONG_RUN = 500  # rows; runs so long, on average, are copied faster than cells
_TEXT: Any = pd.StringDtype("pyarrow", na_value=np.nan)


def arrow_text(cells: pd.Series) -> pa.LargeStringArray:
    """Return a column of text as one piece of Arrow; the letters are not copied."""
    kept = getattr(cells.array, "__arrow_array__", None)
    text = (
        pa.array(cells, type=pa.large_string(), from_pandas=True)
        if kept is None
        else kept()
    )
    if isinstance(text, pa.ChunkedArray):
        text = in_one_piece(text)
    return text.cast(pa.large_string())


def in_one_piece(text: pa.ChunkedArray) -> pa.Array:
    """Return a chunked array as one array; only several chunks are copied."""
    return text.chunk(0) if text.num_chunks == 1 else text.combine_chunks()


def as_text_column(column: pa.Array | pa.ChunkedArray) -> pd.Series:
    """Return Arrow text as a column of pandas, without a copy."""
    return pd.Series(_TEXT.__from_arrow__(column.cast(pa.large_string())))


def as_text(cells: pd.Series) -> pd.Series:
    """Return a column as stripped text, missing where there is nothing in it."""
    if cells.dtype == object or not pd.api.types.is_string_dtype(cells.dtype):
        text = cells.astype("str").str.strip()
        return text.mask(cells.isna() | (text == ""))
    text = arrow_text(cells)
    bare = pc.utf8_trim_whitespace(text)
    _, begins = letters(bare)
    sizes = np.diff(begins)
    n_empty = int((sizes == 0).sum())
    if n_empty > text.null_count:
        bare = pc.if_else(pc.equal(bare, ""), None, bare)
    elif len(letters(text)[0]) == begins[-1] and cells.dtype == _TEXT:
        return cells.copy(deep=False)  # nothing was taken away: one copy will do
    column = as_text_column(bare)
    column.index = cells.index
    return column


def time_text(cells: pd.Series) -> pd.Series:
    """Return any column of times as text, the way people would write it."""
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        said: pd.Series = cells.dt.strftime("%Y-%m-%d %H:%M:%S").astype("str")
        return said
    if pd.api.types.is_float_dtype(cells.dtype):
        whole = cells.notna() & (cells % 1 == 0) & (cells.abs() < 1e15)
        text = cells.astype("str")
        text[whole] = cells[whole].astype("int64").astype("str")
        return text.mask(cells.isna())
    return as_text(cells)


def filled(column: pd.Series) -> pd.Series:
    """Return a column of text with "" where it is missing; itself if nothing is."""
    return column.fillna("") if column.isna().any() else column


def letters(text: pa.LargeStringArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of all cells and where each cell begins (and the last ends).

    >>> codes, begins = letters(pa.array(["ab", None, "c"], pa.large_string()))
    >>> bytes(codes), begins.tolist()
    (b'abc', [0, 2, 2, 3])
    """
    _, offsets, data = text.buffers()
    begins = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    first, last = int(begins[0]), int(begins[-1])
    codes = np.frombuffer(data, np.uint8)[first:last] if data else np.zeros(0, np.uint8)
    return codes, begins - first


def distinct(cells: pd.Series) -> tuple[NDArray[np.int64], list[Any]]:
    """Return which distinct text each row has (-1 where missing), and the texts.

    >>> distinct(pd.Series(["a", None, "a", "b"], dtype="str"))
    (array([ 0, -1,  0,  1]), ['a', 'b'])
    """
    encoded = arrow_text(cells).dictionary_encode()
    codes = encoded.indices
    if codes.null_count:
        codes = codes.fill_null(-1)
    return codes.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def distinct_of(
    cells: pa.LargeStringArray, rows: NDArray[np.int64]
) -> tuple[list[str], NDArray[np.int64]]:
    """Return the distinct texts of some rows, and which one each row has."""
    found = cells.take(pa.array(rows)).dictionary_encode()
    return found.dictionary.to_pylist(), found.indices.to_numpy().astype(np.int64)


def bytes_of(cells: pa.LargeStringArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    _, offsets, data = cells.buffers()
    starts = np.frombuffer(offsets, np.int64)[cells.offset : cells.offset + len(cells)]
    raw = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    return raw, starts


def number_at(
    raw: NDArray[np.uint8], starts: NDArray[np.int64], places: Sequence[int]
) -> NDArray[np.int64]:
    """Return the whole number that the digits at some places of each cell make."""
    number = np.zeros(len(starts), np.int64)
    for place in places:
        number *= 10
        number += raw[starts + place]
        number -= ord("0")
    return number


def fingerprints(text: pa.LargeStringArray) -> NDArray[np.uint64]:
    """Return a number for each cell: equal texts have equal numbers.

    A sum of the bytes with random weights, modulo 2**64; long cells are few and hashed
    one by one.
    """
    codes, begins = letters(text)
    lengths = np.diff(begins)
    found = lengths.astype(np.uint64)
    weights = np.random.default_rng(1).integers(1, 2**63, _SHORT, np.uint64) | 1
    for length in np.flatnonzero(np.bincount(np.minimum(lengths, _SHORT + 1))).tolist():
        rows = np.flatnonzero(np.minimum(lengths, _SHORT + 1) == length)
        if length > _SHORT:
            cells = text.take(pa.array(rows)).to_pylist()
            found[rows] = [hash(cell) & (2**64 - 1) for cell in cells]
            continue
        for place in range(length):
            found[rows] += codes[begins[rows] + place] * weights[place]
    return found


def repeated_texts(texts: list[Any], codes: NDArray[np.integer[Any]]) -> pd.Series:
    """Return the text of each row from the distinct texts and which each has."""
    if texts and not codes.any():
        return one_text(texts[0], len(codes))
    values = pa.array(texts, pa.large_string())
    return as_text_column(values.take(pa.array(codes)))


def one_text(text: str | None, n: int) -> pd.Series:
    """Return a column that says the same in every row."""
    value = pa.scalar(text, pa.large_string())
    return as_text_column(pa.repeat(value, n))


def longer_than(cells: pd.Series, most: int) -> Mask:
    """Return the rows whose text has more letters than ``most``."""
    text = arrow_text(cells)
    _, begins = letters(text)
    bad = np.zeros(len(text), bool)
    if np.diff(begins).max(initial=0) > most:  # a letter is at least a byte
        found = pc.greater(pc.utf8_length(text), most)
        bad |= np.asarray(pc.fill_null(found, fill_value=False))
    return bad


def text_mark(column: pd.Series) -> int | None:
    """Return a number that columns share which keep the very same text, if any do."""
    if column.dtype != _TEXT:
        return None
    return id(column.array.__arrow_array__())


def kept_rows(column: pd.Series, kept: Mask) -> pd.Series:
    """Return the rows of a column that a mask keeps, numbered from 0."""
    if kept.all() or not len(kept):
        return column.reset_index(drop=True)
    if isinstance(column.dtype, pd.StringDtype):
        return as_text_column(_kept_cells(arrow_text(column), kept))
    return column[kept].reset_index(drop=True)


def _kept_cells(text: pa.LargeStringArray, kept: Mask) -> pa.Array:
    """Return the cells that a mask keeps; between few gaps whole runs are copied."""
    gaps = np.flatnonzero(~kept)
    if len(gaps) * _LONG_RUN > len(kept):
        return text.filter(pa.array(kept))
    begins = np.concatenate([[0], gaps + 1])
    lengths = np.concatenate([gaps, [len(kept)]]) - begins
    runs = zip(begins.tolist(), lengths.tolist(), strict=True)
    return pa.concat_arrays([text.slice(*run) for run in runs if run[1]])


_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_MANY_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_MANY_COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_POINT_COMMA = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_COMMA_POINT = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
# One sign and exactly three digits after it: thousands or decimals, no one can tell.
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
# What Arrow reads to the last digit, without any choice to make.
_ALLOWED = np.isin(np.arange(256), np.frombuffer(b"0123456789.,-", np.uint8))
_COMMA_TO_POINT = np.arange(256, dtype=np.uint8)
_COMMA_TO_POINT[ord(",")] = ord(".")
_LONGEST = 32  # letters
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000']+")
# What people write for "nothing", beside an empty cell.
NOTHING = frozenset(
    [
        "-",
        "–",
        "—",
        ".",
        "null",
        "(null)",
        "none",
        "nan",
        "na",
        "n/a",
        "nat",
        "<na>",
        "saknas",
        "uppgift saknas",
        "okänd",
        "okänt",
        "unknown",
        "",
    ]
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column read as numbers.

    ``values`` is NaN wherever one of the masks ``missing``, ``bad`` or ``ambiguous``
    says why; ``decimal_sign`` is "," or "." or "" when no cell shows it.
    """

    values: NDArray[np.float64]
    missing: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    ambiguous: NDArray[np.bool_]
    decimal_sign: str


def parse_number(text: str) -> float | None:
    """Return the number in ``text``, None if it is none; see ``is_ambiguous`` too.

    >>> parse_number("674 032,5"), parse_number("15,19"), parse_number("abc")
    (674032.5, 15.19, None)
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()
    plain = plain.replace("−", "-")
    if not plain.isascii():
        return None
    if _PLAIN.fullmatch(plain):
        return float(plain.replace(",", "."))
    if _GROUPED.fullmatch(plain):
        return float(plain.replace(" ", "").replace(",", "."))
    if _MANY_POINTS.fullmatch(plain) or _POINT_COMMA.fullmatch(plain):
        return float(plain.replace(".", "").replace(",", "."))
    if _MANY_COMMAS.fullmatch(plain) or _COMMA_POINT.fullmatch(plain):
        return float(plain.replace(",", ""))
    return None


def is_ambiguous(text: str) -> bool:
    """Return whether ``text`` has one sign with exactly three digits behind it.

    >>> is_ambiguous("674.032"), is_ambiguous("59.274"), is_ambiguous("0.125")
    (True, True, False)
    """
    return bool(_THOUSANDS_OR_DECIMALS.fullmatch(text.strip()))


def read_numbers(cells: pd.Series, *, degrees: bool = False) -> Numbers:
    """Read a column as numbers; each distinct text is parsed once.

    ``degrees``: the numbers are degrees, so a sign with three digits behind it must
    be a decimal sign.
    """
    if pd.api.types.is_bool_dtype(cells) or not pd.api.types.is_numeric_dtype(cells):
        return _read_texts(cells, degrees=degrees)
    values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
    none = np.zeros(len(values), bool)
    return Numbers(values, np.isnan(values), none, none, "")


def _read_texts(cells: pd.Series, *, degrees: bool) -> Numbers:
    """Read plain numbers all at once, and what is left one distinct text at a time."""
    text = arrow_text(cells if pd.api.types.is_string_dtype(cells) else as_text(cells))
    plain, doubtful, signs = _plain_numbers(text)
    if not plain.all():
        text = arrow_text(as_text(cells))
        plain, doubtful, signs = _plain_numbers(text)
    ambiguous = np.zeros(len(text), bool) if degrees else doubtful.copy()
    simple = plain & ~ambiguous
    values = np.full(len(text), np.nan)
    chosen = text if simple.all() else text.filter(pa.array(simple))
    values[simple] = pc.cast(_with_points(chosen), pa.float64()).to_numpy()
    missing = text.is_null().to_numpy(zero_copy_only=False).copy()
    left = np.flatnonzero(~plain & ~missing)
    codes, texts = pd.factorize(text.take(pa.array(left)).to_pandas())
    odd = [str(each) for each in texts]
    nothing = np.array([each.casefold() in NOTHING for each in odd], bool)
    unclear = np.array([not degrees and is_ambiguous(each) for each in odd], bool)
    parsed = [None if u else parse_number(t) for t, u in zip(odd, unclear, strict=True)]
    found = np.array([np.nan if v is None else v for v in parsed], np.float64)
    values[left], missing[left] = found[codes], nothing[codes]
    ambiguous[left] = unclear[codes]
    bad = ~missing & ~ambiguous & np.isnan(values)
    for sign in ",.":
        has = np.array([sign in each for each in odd], bool)
        signs[sign] += int(has[codes].sum())
    return Numbers(values, missing, bad, ambiguous, _decimal_sign(signs))


def _with_points(text: pa.LargeStringArray) -> pa.LargeStringArray:
    """Return cells that are all there with a point for each comma."""
    codes, begins = letters(text)
    buffers = [None, pa.py_buffer(begins), pa.py_buffer(_COMMA_TO_POINT[codes])]
    return pa.Array.from_buffers(pa.large_string(), len(text), buffers)


def _plain_numbers(text: pa.LargeStringArray) -> tuple[Mask, Mask, dict[str, int]]:
    """Return the cells made of digits, at most one sign and a minus before them.

    Also those whose sign has three digits behind it and one to three before it, which
    may separate thousands, and how many have each sign.
    """
    codes, begins = letters(text)
    lengths = np.diff(begins)
    plain = (lengths > 0) & (lengths <= _LONGEST)
    plain[beyond_numbers(text)] = False
    minus = np.flatnonzero(codes == ord("-"))
    cell = _cells_of(minus, begins)
    plain[cell[minus != begins[cell]]] = False
    negative = np.zeros(len(lengths), np.int64)
    negative[cell] = 1
    at = np.flatnonzero((codes == ord(",")) | (codes == ord(".")))
    cell = _cells_of(at, begins)
    n_signs = np.bincount(cell, minlength=len(lengths))
    plain &= (n_signs <= 1) & (lengths > negative + n_signs)
    first = begins[cell] + negative[cell]
    doubtful = np.zeros(len(lengths), bool)
    thousands = (begins[cell + 1] - at == 4) & (at - first >= 1) & (at - first <= 3)
    doubtful[cell[thousands & (codes[first] != ord("0"))]] = True
    signs = {
        sign: int((plain[cell] & (codes[at] == ord(sign))).sum()) for sign in (",", ".")
    }
    return plain, doubtful & plain, signs


def beyond_numbers(text: pa.LargeStringArray) -> NDArray[np.int64]:
    """Return the cells that hold another letter than plain numbers do, once a letter.

    >>> beyond_numbers(pa.array(["15,21", "15°", None], pa.large_string()))
    array([1, 1])
    """
    codes, begins = letters(text)
    return _cells_of(np.flatnonzero(~_ALLOWED[codes]), begins)


def _cells_of(
    places: NDArray[np.int64], begins: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return in which cell each byte stands."""
    found: NDArray[np.int64] = np.searchsorted(begins, places, side="right") - 1
    return found


def _decimal_sign(signs: dict[str, int]) -> str:
    commas, points = signs[","], signs["."]
    return "" if commas == points == 0 else ("," if commas >= points else ".")


def text_matches(text: pd.Series | pa.Array, pattern: str) -> NDArray[np.bool_]:
    """Return which cells a pattern matches from end to end; missing ones do not."""
    cells = pa.array(text, type=pa.large_string())
    found = pc.match_substring_regex(cells, f"^(?:{pattern})$")
    whole = found.fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    return np.array(whole, bool)
