"""What a page is made of: sections of blocks, each a plain value.

The builders of a lägesbild fill these; the template and the workbook read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd


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
class Picture:
    """A picture as a data URI with the text that stands for it."""

    uri: str
    alt: str
    caption: str = ""
    print_only: bool = False
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True, slots=True)
class MapFrame:
    """An interactive map: a whole page of its own, shown in a frame."""

    html: str
    title: str
    kind: str = field(default="map", init=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem picture: what, where and when, and what is done about it."""

    heading: str
    what: str
    where: str
    when: str
    status: str
    insatser: tuple[str, ...]
    kind: str = field(default="problem", init=False)


Block = Paragraph | Listing | Boxes | Table | Picture | MapFrame | Problem


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the blocks below it, and the frames that go into the workbook."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the top of the first page."""

    title: str
    subtitle: str
    stamp: str
    facts: tuple[str, ...]
    warnings: tuple[str, ...]
    made_by: str
    language: str
