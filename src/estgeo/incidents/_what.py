"""What happened and who says so: category, theme, severity, identity, texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ._checklists import POSITIVE_THEME, category_key, checklist_that_fits, theme_finder
from ._headers import columns_of
from ._personal import NUMBER_WORTH_A_LOOK, personal_numbers
from ._values import (
    arrow_text,
    as_text,
    distinct,
    filled,
    fingerprints,
    longer_than,
    one_text,
    read_numbers,
    repeated_texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks

    Mask = NDArray[np.bool_]

# What a row of sums begins with, and what else may stand in it.
_TOTAL = (
    r"(?:del|total|slut)?(?:summa|summan|summering)|s:a|totalt?|sum|grand total|"
    r"subtotal|(?:totalt )?antal(?: totalt| rader| händelser| rapporter)?|sammanlagt"
)
_TOTAL = rf"(?:{_TOTAL})\s*:?(?:\s*[\d\s.,]+(?:st|rader|händelser|rapporter)?\.?)?"
_AMOUNT = r"(?:[-+]?[\d\s.,]+(?:%|st)?|nan|none)?"
# What programs write below a table.
_CLOSING = (
    r"(?s)(?:applied filters?|tillämpade filter|filters? applied|filtrerat på|"
    r"no filters applied|inga filter|utskrive[nt]|uttag|exporte(?:rad|rat|d)|"
    r"gener(?:erad|erat|ated)|källa:|source:|sida \d|page \d|\*+ ).*"
)
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


# What separates categories in a cell: Microsoft Forms writes "A;B;", Survey123 "A,B",
# Google Forms "A, B". A comma may also be part of a name ("Klotter, skadegörelse").
_ALWAYS, _PERHAPS = re.compile(r"\s*[;|\n]\s*"), re.compile(r"\s*,\s*")
Categories = Literal["keep", "split"]
CATEGORIES: tuple[Categories, ...] = ("keep", "split")


@dataclass(frozen=True, slots=True)
class What:
    """What all rows say; text is "" and severity NaN where nothing is said.

    ``parts`` has a list for each row whose cell names several categories, and None for
    the others.
    """

    incident_id: pd.Series
    category: pd.Series
    theme: pd.Series
    is_positive: pd.Series
    severity: pd.Series
    source: pd.Series
    reporter: pd.Series
    checklist: str
    several: Mask
    parts: NDArray[np.object_]
    theme_of: Callable[[str], str]


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
    found = _themes(text["category"], checklist)
    text["category"], theme = found.category, found.theme
    if found.unknown.any():
        told = text["category"].to_numpy(object)
        reasons.add("unknown_category", found.unknown, told)
    flags.add("several_categories", found.several)
    return What(
        **text,
        theme=theme,
        is_positive=theme == POSITIVE_THEME,
        severity=_severity(cells, roles, flags),
        checklist=found.checklist,
        several=found.several,
        parts=found.parts,
        theme_of=found.theme_of,
    )


def mark_repeats(
    what: What,
    when_and_where: Sequence[Any],
    reasons: Marks,
    flags: Marks,
    *,
    files: NDArray[np.int64] | None = None,
) -> None:
    """Mark rows that repeat an earlier one, and ids that stand on rows that differ.

    ``files``: which of several files each row is from, the newest with the highest
    number. An id that a newer file has with other content is an older version.
    """
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
    if files is not None:
        old = _older_versions(what.incident_id, files, left)
        reasons.add("older_version", old)
        left = left & ~old
    repeated = np.zeros(len(has_id), bool)
    repeated[left] = _repeated(what.incident_id[left])
    flags.add("repeated_id", repeated)


def _repeated(identity: pd.Series) -> Mask:
    """Return the rows whose identity another row has too."""
    marks = fingerprints(arrow_text(identity))
    inorder = np.sort(marks)
    repeated: Mask = np.isin(marks, inorder[1:][inorder[1:] == inorder[:-1]])
    if repeated.any():  # equal marks are no proof, unequal ones are
        texts = identity[repeated]
        repeated[repeated] = texts.duplicated(keep=False).to_numpy()
    return repeated


def order_of_files(cells: pd.DataFrame, start: pd.Series) -> NDArray[np.int64] | None:
    """Return the number of each row's file, in the order of their latest times.

    None where all is from one file. Files that end alike keep the order they came in.
    """
    if "source_file" not in cells:
        return None
    codes, distinct = pd.factorize(cells["source_file"])
    last = start.groupby(codes).max().reindex(range(len(distinct)))
    order = np.argsort(last.to_numpy(dtype="datetime64[ns]"), kind="stable")
    rank = np.empty(len(distinct), np.int64)
    rank[order] = np.arange(len(distinct))
    return rank[codes]


def _older_versions(ids: pd.Series, files: NDArray[np.int64], rows: Mask) -> Mask:
    """Return the rows whose id stands in a newer file."""
    newest = pd.Series(files[rows]).groupby(ids[rows].to_numpy()).transform("max")
    old = np.zeros(len(rows), bool)
    old[rows] = files[rows] < newest.to_numpy()
    return old


def mark_totals(cells: pd.DataFrame, reasons: Marks) -> None:
    """Mark rows without a time that are no reports, and mark them as nothing else.

    They are the sum of the others, or stand below the table: what the program says of
    how it was made ("Applied filters:" of Power BI and the lines that follow).
    """
    rows = np.flatnonzero(reasons.has("missing_time", "bad_time", "bad_row_width"))
    if not len(rows):
        return
    text = cells.iloc[rows].astype("str").where(cells.iloc[rows].notna(), "")
    said = text.apply(lambda column: column.str.strip().str.casefold())
    is_sum = said.apply(lambda column: column.str.fullmatch(_TOTAL))
    is_number = said.apply(lambda column: column.str.fullmatch(_AMOUNT))
    first = said.ne("").to_numpy().argmax(axis=1)
    begins = is_sum.to_numpy()[np.arange(len(rows)), first]
    total = np.zeros(len(cells), bool)
    total[rows] = begins & (is_sum | is_number).all(axis=1).to_numpy()
    # Rows at the end with nothing but their first cell, from one that says so on.
    at_end = rows >= len(cells) - np.arange(len(rows), 0, -1)
    alone = at_end & (first == 0) & said.ne("").sum(axis=1).eq(1).to_numpy()
    closes = alone & said.iloc[:, 0].str.fullmatch(_CLOSING).to_numpy(bool)
    total[rows] |= alone & np.logical_or.accumulate(closes)
    reasons.only("total_row", total)


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
        return one_text("", len(cells))
    column = cells[names[0]]
    if pd.api.types.is_float_dtype(column.dtype):
        whole = column.dropna()
        if (whole % 1 == 0).all():
            column = column.astype("Int64")
    return filled(as_text(column))


def _too_long(cells: pd.DataFrame) -> Mask:
    bad = np.zeros(len(cells), bool)
    for name in cells:
        if pd.api.types.is_string_dtype(cells[name].dtype):
            bad |= longer_than(cells[name], LONGEST_CELL)
    return bad


@dataclass(frozen=True, slots=True)
class _Themes:
    category: pd.Series
    theme: pd.Series
    unknown: Mask
    several: Mask
    parts: NDArray[np.object_]
    checklist: str
    theme_of: Callable[[str], str]


def _themes(category: pd.Series, checklist: str | Mapping[str, str] | None) -> _Themes:
    """Return the category, parts and theme of every row; each text is read once.

    A row of several categories has a theme if they all have the same.
    """
    codes, distinct = pd.factorize(category)
    texts = [str(text) for text in distinct]
    parts = _several(texts, checklist)
    alone = [
        _ALWAYS.sub("", t) if not p else t for t, p in zip(texts, parts, strict=True)
    ]
    names = [p or [t] for t, p in zip(alone, parts, strict=True)]
    said = {name for each in names for name in each if name}
    name = checklist if checklist is not None else checklist_that_fits(said)
    find = _no_theme if name is None else theme_finder(name)
    themes = [[find(each) for each in some] for some in names]
    unknown = [
        name is not None and any(n and not t for n, t in zip(some, those, strict=True))
        for some, those in zip(names, themes, strict=True)
    ]
    one = [those[0] if len(set(those)) == 1 else "" for those in themes]
    of_row = np.empty(len(parts), object)
    of_row[:] = parts
    if alone != texts:
        category = repeated_texts(alone, codes)
    return _Themes(
        category=category,
        theme=repeated_texts(one, codes),
        unknown=np.array(unknown, bool)[codes],
        several=np.array([each is not None for each in parts], bool)[codes],
        parts=of_row[codes],
        checklist="" if name is None else name if isinstance(name, str) else "own",
        theme_of=find,
    )


def _no_theme(_: str) -> str:
    return ""


def _several(
    texts: Sequence[str], checklist: str | Mapping[str, str] | None
) -> list[list[str] | None]:
    """Return the categories of each text that names several, None for the others.

    A semicolon, a bar or a new line stands between two; a comma only where each part
    is a category of the checklist or stands alone in another row.
    """
    known = {category_key(text) for text in texts if not _PERHAPS.search(text)} - {""}
    find = _no_theme if checklist is None else theme_finder(checklist)

    def is_known(part: str) -> bool:
        return category_key(part) in known or bool(find(part))

    found: list[list[str] | None] = []
    for text in texts:
        parts = _filled(_ALWAYS.split(text))
        if len(parts) < 2 and "," in text and not find(text):
            parts = _filled(_PERHAPS.split(text))
            parts = parts if all(map(is_known, parts)) else []
        found.append(parts if len(parts) >= 2 else None)
    return found


def _filled(parts: Iterable[str]) -> list[str]:
    """Return the parts that hold anything, each of them once."""
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


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
