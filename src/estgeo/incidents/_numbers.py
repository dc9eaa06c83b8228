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

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_MANY_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_MANY_COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_POINT_COMMA = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_COMMA_POINT = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
# One sign and exactly three digits after it: thousands or decimals, no one can tell.
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
# What Arrow reads to the last digit, without any choice to make.
_SIMPLE = r"[+-]?\d{1,15}(?:[.,]\d{1,15})?"
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
    text = pa.array(as_text(cells), type=pa.large_string())
    doubtful = text_matches(text, _THOUSANDS_OR_DECIMALS.pattern)
    ambiguous = np.zeros(len(text), bool) if degrees else doubtful
    simple = text_matches(text, _SIMPLE) & ~ambiguous
    values = np.full(len(text), np.nan)
    digits = pc.replace_substring(text.filter(pa.array(simple)), ",", ".")
    values[simple] = pc.cast(digits, pa.float64()).to_numpy()
    missing = text.is_null().to_numpy(zero_copy_only=False)
    left = ~simple & ~missing & ~ambiguous
    codes, distinct = pd.factorize(text.filter(pa.array(left)).to_pandas())
    parsed = [parse_number(str(each)) for each in distinct]
    nothing = np.array([str(each).casefold() in NOTHING for each in distinct], bool)
    found = np.array([np.nan if v is None else v for v in parsed], np.float64)
    values[left] = found[codes]
    missing[left] = nothing[codes]
    bad = ~missing & ~ambiguous & np.isnan(values)
    return Numbers(values, missing, bad, ambiguous, _decimal_sign(text))


def _decimal_sign(text: pa.Array) -> str:
    commas, points = (
        pc.sum(pc.match_substring(text, sign)).as_py() or 0 for sign in ",."
    )
    return "" if commas == points == 0 else ("," if commas >= points else ".")


def as_text(cells: pd.Series) -> pd.Series:
    """Return a column as stripped text, missing where there is nothing in it."""
    text = cells.astype("str").str.strip()
    return text.mask(cells.isna() | (text == ""))


def text_matches(text: pd.Series | pa.Array, pattern: str) -> NDArray[np.bool_]:
    """Return which cells a pattern matches from end to end; missing ones do not."""
    cells = pa.array(text, type=pa.large_string())
    found = pc.match_substring_regex(cells, f"^(?:{pattern})$")
    whole = found.fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    return np.array(whole, bool)
