"""Columns of text, many cells at a time, by what Arrow keeps of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_SHORT = 40  # bytes
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


def repeated_texts(texts: list[Any], codes: NDArray[np.int64]) -> pd.Series:
    """Return the text of each row from the distinct texts and which each has."""
    if len(texts) == 1 and not codes.any():
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
    if kept.all():
        return column.reset_index(drop=True)
    if isinstance(column.dtype, pd.StringDtype):
        return as_text_column(arrow_text(column).filter(pa.array(kept)))
    return column[kept].reset_index(drop=True)
