"""What happened and who says so: category, theme, severity, identity, texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ._checklist_data import POSITIVE_THEME
from ._headers import columns_of
from ._numbers import read_numbers
from ._personal import NUMBER_WORTH_A_LOOK, personal_numbers
from ._texts import (
    arrow_text,
    as_text,
    distinct,
    fingerprints,
    longer_than,
    repeated_texts,
)
from ._themes import category_key, checklist_that_fits, themes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks

    Mask = NDArray[np.bool_]

# Longer than any name of a category, and than any cell Excel can hold.
LONGEST_NAME = 255
LONGEST_CELL = 32_767

_SEVERITY_WORDS = {
    "låg": 1, "liten": 1, "ringa": 1, "lindrig": 1, "low": 1, "minor": 1,
    "medel": 2, "måttlig": 2, "mellan": 2, "normal": 2, "medium": 2, "moderate": 2,
    "hög": 3, "stor": 3, "allvarlig": 3, "grov": 3, "high": 3, "serious": 3, "major": 3,
    "mycket hög": 4, "mycket allvarlig": 4, "synnerligen hög": 4, "kritisk": 4,
    "very high": 4, "critical": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class What:
    """What all rows say; text is "" and severity NaN where nothing is said."""

    incident_id: pd.Series
    category: pd.Series
    theme: pd.Series
    is_positive: pd.Series
    severity: pd.Series
    source: pd.Series
    reporter: pd.Series
    checklist: str


def read_what(
    cells: pd.DataFrame,
    roles: Mapping[str, Column],
    checklist: str | Mapping[str, str] | None,
    marks: tuple[Marks, Marks],
) -> What:
    """Read everything that is neither time nor place."""
    reasons, flags = marks
    text = {
        role: _text(cells, roles, role)
        for role in ("incident_id", "category", "source", "reporter")
    }
    for column in text.values():
        reasons.add("too_long_text", longer_than(column, LONGEST_NAME))
    reasons.add("too_long_text", _too_long(cells))
    if "category" in roles:
        flags.add("missing_category", (text["category"] == "").to_numpy(bool))
    theme, name = _themes(text["category"], checklist, reasons)
    return What(
        **text,
        theme=theme,
        is_positive=theme == POSITIVE_THEME,
        severity=_severity(cells, roles, flags),
        checklist=name,
    )


def mark_repeats(
    what: What,
    when_and_where: Sequence[pd.Series | NDArray[np.float64]],
    reasons: Marks,
    flags: Marks,
) -> None:
    """Mark rows that repeat an earlier one, and ids that stand on rows that differ."""
    has_id = (what.incident_id != "").to_numpy(bool)
    candidates = has_id & ~reasons.any
    candidates[candidates] = _repeated(what.incident_id[candidates])
    if not candidates.any():
        return
    columns = [what.incident_id, what.category, *when_and_where]
    facts = pd.DataFrame(
        {i: c[candidates] for i, c in enumerate(map(pd.Series, columns))}
    )
    again = np.zeros(len(has_id), bool)
    again[candidates] = facts.duplicated().to_numpy()
    reasons.add("duplicate_id", again)
    left = candidates & ~again
    repeated = np.zeros(len(has_id), bool)
    repeated[left] = _repeated(what.incident_id[left])
    flags.add("repeated_id", repeated)


def _repeated(identity: pd.Series) -> Mask:
    """Return the rows whose identity another row has too."""
    marks, _ = pd.factorize(fingerprints(arrow_text(identity)))
    repeated: Mask = np.bincount(marks, minlength=1)[marks] > 1
    if repeated.any():  # equal marks are no proof, unequal ones are
        texts = identity[repeated]
        repeated[repeated] = texts.duplicated(keep=False).to_numpy()
    return repeated


def flag_personal_numbers(
    cells: pd.DataFrame, roles: Mapping[str, Column], flags: Marks
) -> None:
    """Flag rows whose comment holds a personal identity number."""
    for name in columns_of(roles.get("comment")):
        codes, texts = distinct(as_text(cells[name]))
        worth = pc.match_substring_regex(
            pa.array(texts, pa.large_string()), NUMBER_WORTH_A_LOOK
        )
        found = np.zeros(len(texts) + 1, bool)
        for place in np.flatnonzero(worth).tolist():
            found[place] = any(personal_numbers(str(texts[place])))
        flags.add("text_has_personal_id", found[codes])


def _text(cells: pd.DataFrame, roles: Mapping[str, Column], role: str) -> pd.Series:
    """Return a role's cells as text; several columns are joined."""
    names = columns_of(roles.get(role))
    if not names:
        return pd.Series("", index=cells.index, dtype="str")
    column = cells[names[0]]
    if pd.api.types.is_float_dtype(column.dtype):
        whole = column.dropna()
        if (whole % 1 == 0).all():
            column = column.astype("Int64")
    return as_text(column).fillna("")


def _too_long(cells: pd.DataFrame) -> Mask:
    bad = np.zeros(len(cells), bool)
    for name in cells:
        if pd.api.types.is_string_dtype(cells[name].dtype):
            bad |= longer_than(cells[name], LONGEST_CELL)
    return bad


def _themes(
    category: pd.Series, checklist: str | Mapping[str, str] | None, reasons: Marks
) -> tuple[pd.Series, str]:
    """Return the theme of every row and the name of the checklist used."""
    codes, texts = distinct(category)
    said = [text for text in texts if text]
    name = checklist if checklist is not None else checklist_that_fits(said)
    if name is None:
        return pd.Series("", index=category.index, dtype="str"), ""
    known = themes_of(name)
    themes = [known.get(category_key(text), "") for text in texts]
    unknown = np.array(
        [bool(t) and not theme for t, theme in zip(texts, themes, strict=True)], bool
    )
    reasons.add("unknown_category", unknown[codes])
    column = repeated_texts(themes, codes)
    return column, name if isinstance(name, str) else "own"


def _severity(
    cells: pd.DataFrame, roles: Mapping[str, Column], flags: Marks
) -> pd.Series:
    """Return severity as numbers; low, medium, high, very high are 1 to 4."""
    names = columns_of(roles.get("severity"))
    if not names:
        return pd.Series(np.nan, index=cells.index)
    column = cells[names[0]]
    numbers = read_numbers(column, degrees=True)
    values = numbers.values.copy()
    if numbers.bad.any():
        words = as_text(column).str.casefold().map(_SEVERITY_WORDS).to_numpy(np.float64)
        values = np.where(numbers.bad, words, values)
    flags.add("bad_severity", np.isnan(values) & ~numbers.missing)
    return pd.Series(values, index=cells.index)
