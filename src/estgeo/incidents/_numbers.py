"""Numbers as people write them: decimal comma, digit groups, no guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ._texts import arrow_text, as_text, letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

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
