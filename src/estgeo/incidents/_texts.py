"""Columns of text, many cells at a time, by what Arrow keeps of them."""

from __future__ import annotations

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
