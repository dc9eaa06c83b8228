"""What a page is made of: sections of blocks, each a plain value.

The builders of a lägesbild fill these; the template and the workbook read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pandas as pd

from .._language import language, number, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .._columns import Language

MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``tone`` "note" is set smaller, "warning" in a frame."""

    text: str
    tone: Literal["text", "note", "warning"] = "text"
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """Points in a row."""

    items: tuple[str, ...]
    kind: str = field(default="listing", init=False)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Statements with a box that is ticked or empty, as on the form of figure 10.3."""

    items: tuple[tuple[str, bool], ...]
    kind: str = field(default="boxes", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words.

    Attributes
    ----------
    caption : str
        What it shows.
    header : tuple of str
        Names of the columns as read by people.
    rows : tuple of tuples of str
        Cells as text, in the language's form.
    numeric : tuple of bool
        Which columns are set to the right.
    more : str
        Said below when rows were left out, "" otherwise.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    more: str = ""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as a data URI, and what makes it again as a png."""

    uri: str
    png: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a data URI with the text and the table that stand for it.

    ``narrow`` is the same picture drawn for a phone, "" where one serves both; ``png``
    makes it for a document.
    """

    uri: str
    alt: str
    caption: str = ""
    print_only: bool = False
    narrow: str = ""
    table: Table | None = None
    png: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True, slots=True)
class MapFrame:
    """An interactive map: a whole page of its own, shown in a frame.

    ``height`` in pixels is what the map and its whole key need on a phone.
    """

    html: str
    title: str
    height: int = 900
    kind: str = field(default="map", init=False)


@dataclass(frozen=True, slots=True)
class ProblemBlock:
    """A problem: what is reported, what is done, what the group says, and the reports.

    ``fields`` are the group's own, by what they are called; "" is a line to fill in.
    """

    heading: str
    text: str
    insatser: str
    fields: tuple[tuple[str, str], ...]
    reports: Table | None = None
    kind: str = field(default="problem", init=False)


@dataclass(frozen=True, slots=True)
class Form:
    """Lines to fill in; those with a value are filled in already."""

    items: tuple[tuple[str, str], ...]
    kind: str = field(default="form", init=False)


Block = Paragraph | Listing | Boxes | Table | Picture | MapFrame | ProblemBlock | Form


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the blocks below it, and the frames that go into the workbook.

    What is in the ``appendix`` begins on a new sheet of paper, after the rest.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the top of the first page."""

    title: str
    subtitle: str
    stamp: str
    facts: tuple[str, ...]
    warnings: tuple[str, ...]
    form: Form
    made_by: str
    foot: str
    language: str
    may_read: str = ""


def plain_table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: Sequence[int] = (),
    total: int | None = None,
    lang: Language | None = None,
) -> Table:
    """Return a table from rows of text; ``numeric`` names the columns set right."""
    lang = language(lang)
    flags = tuple(position in numeric for position in range(len(header)))
    more = ""
    if total is not None and len(rows) < total:
        more = say("report-shown-of", lang, shown=len(rows), total=total)
    return Table(caption, tuple(header), tuple(map(tuple, rows)), flags, more)


def count_words(value: object, lang: Language) -> str:
    """Return a count, or a dash where there is none."""
    return "–" if pd.isna(value) else number(float(str(value)), lang)  # type: ignore[call-overload]
