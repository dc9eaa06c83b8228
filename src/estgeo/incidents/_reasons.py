"""The closed lists of reasons to reject a row and of flags on a row that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from ..words import reading
from ._values import repeated_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from .._columns import Language

    Mask = NDArray[np.bool_]

# Words and codes stand side by side in one place; the order there is the order here.
REASONS = tuple(reading.REASONS)
FLAGS = tuple(reading.FLAGS)


_TIME = ("start",)
_PLACE = ("x", "y")
# Which roles a reason speaks of; a reason that is not here speaks of the whole row.
_ROLES_OF = {
    "missing_time": _TIME, "bad_time": ("start", "end"), "ambiguous_date": _TIME,
    "nonexistent_time": _TIME, "time_in_future": _TIME, "time_too_old": _TIME,
    "end_before_start": ("start", "end"), "interval_too_long": ("start", "end"),
    "missing_geometry": _PLACE, "nonfinite_coordinate": _PLACE,
    "zero_coordinate": _PLACE, "outside_sweden": _PLACE, "outside_study_area": _PLACE,
    "bad_number": _PLACE, "ambiguous_number": _PLACE,
    "unknown_category": ("category",), "duplicate_id": ("incident_id",),
    "older_version": ("incident_id",), "unknown_area": ("area",),
    "ambiguous_area": ("area",), "unknown_address": ("address",),
    "ambiguous_address": ("address",),
}  # fmt: skip
_LONGEST_CELL = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason among rejected rows: how many, and the first of them.

    ``cells``: {column: what was found in it}, of the columns the reason speaks of.
    """

    code: str
    n: int
    row: int
    cells: Mapping[str, str]


def first_faults(rejected: pd.DataFrame, roles: Mapping[str, str]) -> list[Fault]:
    """Return the reasons of rejected rows, the commonest first.

    ``roles``: {role: column, or columns joined with " + "}, as in a summary.
    """
    codes = rejected["reasons"].str.split(";").explode()
    faults = []
    for code, n in codes.value_counts(sort=False).items():
        first = rejected.loc[codes.index[codes == code][0]]
        columns = [
            name
            for role in _ROLES_OF.get(str(code), ())
            for name in _columns(roles.get(role, ""), rejected)
        ]
        cells = {name: _shown(first[name]) for name in dict.fromkeys(columns)}
        faults.append(Fault(str(code), int(n), int(first["est_row"]), cells))
    return sorted(faults, key=lambda fault: -fault.n)


def _columns(said: str, frame: pd.DataFrame) -> list[str]:
    names = [said] if said in frame.columns else said.split(" + ")
    return [name for name in names if name in frame.columns]


def _shown(cell: object) -> str:
    text = "" if cell is None or cell != cell else str(cell)  # noqa: PLR0124  NaN
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


class NothingReadError(ValueError):
    """Every row of a source was rejected; says why in the language asked for."""

    def __init__(self, source: str, n: int, faults: list[Fault], hint: str) -> None:
        self.n, self.faults, self.hint = n, faults, hint
        counts = ", ".join(f"{fault.n} {fault.code}" for fault in faults)
        got = f"{n} of {n} rows rejected in {source}"
        remedy = f"{self.told('en')} Reasons: {counts}. {hint}".strip()
        super().__init__(
            sentence("source", "readable in at least one row", got, remedy)
        )

    def told(self, lang: Language) -> str:
        """Return what happened, the commonest reason first."""
        first, *rest = self.faults
        others = "".join(
            f" {reading.coded_name(fault.code, lang)} ({fault.n})" for fault in rest[:3]
        )
        where = reading.first_found(first.row, first.cells, lang)
        why = reading.coded_name(first.code, lang)
        return reading.nothing_read(
            self.n, why, first.n, where, others=others, lang=lang
        )


class Marks:
    """Which rows bear which codes of a closed list, kept in the order of the list.

    This is the one mutable thing of a reading: every step adds what it found. Only
    what turns out to be no report at all loses the marks it had.
    """

    __slots__ = ("_codes", "_excused", "_masks", "_settled", "_told", "n")

    def __init__(self, codes: tuple[str, ...], n: int) -> None:
        self.n = n
        self._codes = codes
        self._masks: dict[str, Mask] = {}
        self._settled = np.zeros(n, bool)
        self._excused: dict[str, Mask] = {}
        self._told: dict[str, NDArray[np.object_]] = {}

    def add(
        self, code: str, mask: Mask, told: NDArray[np.object_] | None = None
    ) -> None:
        """Mark the rows of ``mask`` with ``code``; ``told``: what stands in each."""
        if code not in self._codes:
            message = f"{code} is not in the closed list"
            raise KeyError(message)
        mask = mask & ~self._settled
        if code in self._excused:
            mask = mask & ~self._excused[code]
        if told is not None:
            self._told[code] = told
        if mask.any():
            self._masks[code] = self._masks.get(code, np.zeros(self.n, bool)) | mask

    def settle(self, mask: Mask) -> None:
        """Add no more marks to some rows: their cells stand in the wrong columns."""
        self._settled = self._settled | mask

    def excuse(self, mask: Mask, *codes: str) -> None:
        """Add none of ``codes`` to some rows: another column says what was missing."""
        for code in codes:
            self._excused[code] = self._excused.get(code, False) | mask

    def only(self, code: str, mask: Mask) -> None:
        """Mark rows with ``code`` and nothing else."""
        self._masks = {each: found & ~mask for each, found in self._masks.items()}
        self._settled = (
            self._settled & ~mask
        )  # also rows that are settled get this mark
        self.add(code, mask)
        self.settle(mask)

    def told(self, row: int) -> str:
        """Return what stands in a row where it was found wanting, "" if unsaid."""
        texts = [
            str(texts[row])
            for code, texts in self._told.items()
            if self._masks.get(code, np.zeros(self.n, bool))[row]
        ]
        return "; ".join(texts)

    @property
    def is_told(self) -> Mask:
        """Rows that something is told of."""
        return self.has(*self._told)

    def has(self, *codes: str) -> Mask:
        """Return the rows that bear any of ``codes``."""
        found = np.zeros(self.n, bool)
        for code in codes:
            if code in self._masks:
                found |= self._masks[code]
        return found

    @property
    def any(self) -> Mask:
        """Rows that bear any code at all."""
        return self.has(*self._masks)

    def counts(self, among: Mask | None = None) -> dict[str, int]:
        """Return how many rows bear each code that occurs, among some rows."""
        rows = np.ones(self.n, bool) if among is None else among
        found = {c: int((self._masks[c] & rows).sum()) for c in self._in_order()}
        return {code: n for code, n in found.items() if n}

    def joined(self) -> pd.Series:
        """Return the codes of every row, semicolon-joined, "" where there is none."""
        codes = self._in_order()
        # One bit a code: rows with the same set of codes are joined once.
        bits = np.zeros(self.n, np.int64)
        for place, code in enumerate(codes):
            bits |= self._masks[code].astype(np.int64) << place
        back, distinct = pd.factorize(bits)
        texts = [
            ";".join(code for place, code in enumerate(codes) if value >> place & 1)
            for value in distinct.tolist()
        ]
        return repeated_texts(texts, back)

    def _in_order(self) -> list[str]:
        return [code for code in self._codes if code in self._masks]
