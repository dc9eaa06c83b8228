"""From sections to files: one HTML page that needs nothing else, workbook, layers."""

from __future__ import annotations

import re
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .._inert import clean, timeless_layers, write_sheets
from .._language import say
from .._provenance import MADE_BY
from ..words import reading as workbook
from ..words import report as words
from ..words.hot_spots import pattern_words
from ..words.report import STATUSES
from ._page import MapFrame, ProblemBlock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd

    from .._columns import Language
    from ._page import Header, Section, Table

FILES = ("index.html", "tables.xlsx", "layers.gpkg")
_NONCE = re.compile(r"'nonce-([A-Za-z0-9+/=_-]{8,})'")


def render(header: Header, sections: tuple[Section, ...], *, lang: Language) -> str:
    """Return the page; every text from data or caller is escaped by the template."""
    folder = files("estgeo.report") / "templates"
    template = _environment().from_string(_read(folder / "lagesbild.html"))
    page = template.render(
        header=header,
        sections=sections,
        words={name: say(pair, lang) for name, pair in words.LABELS.items()},
        style=Markup(_read(folder / "lagesbild.css")),
        stamp=_in_style(header.stamp),
        foot=_in_style(header.foot),
        policy=content_policy(_maps(sections)),
        printed_last=_reports_of_problems(sections),
    )
    return clean(page)


def content_policy(maps: Iterable[MapFrame]) -> str:
    """Return the policy of the page: nothing from outside, only the maps' scripts.

    A framed map inherits the policy of the page around it, so the page has to name
    the nonces of its maps; it has no script of its own.
    """
    nonces = {nonce for frame in maps for nonce in _NONCE.findall(frame.html)}
    scripts = " ".join(f"'nonce-{nonce}'" for nonce in sorted(nonces)) or "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _in_style(text: str) -> str:
    """Return a text that can stand between quotes in a style sheet."""
    return re.sub(r"[\"\\\\<>&'\n]", " ", text)


def _maps(sections: tuple[Section, ...]) -> list[MapFrame]:
    blocks = [block for section in sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, MapFrame)]


def _reports_of_problems(sections: tuple[Section, ...]) -> list[tuple[str, Table]]:
    """Return what paper shows after the rest, to leave room for the problems."""
    blocks = [block for section in sections for block in section.blocks]
    return [
        (block.heading, block.reports)
        for block in blocks
        if isinstance(block, ProblemBlock) and block.reports is not None
    ]


def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _read(path: object) -> str:
    return path.read_text(encoding="utf-8")  # type: ignore[attr-defined, no-any-return]


class Document(Protocol):
    """What stands in the folder of a page."""

    @property
    def lang(self) -> Language:
        """The language of the page."""

    @property
    def html(self) -> str:
        """The page."""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The sheets of the workbook."""

    @property
    def layers(self) -> Mapping[str, gpd.GeoDataFrame]:
        """The layers of the GeoPackage."""


def write_files(folder: Path, document: Document) -> None:
    """Write page, workbook and layers into a new folder."""
    page, book, layers = (folder / name for name in FILES)
    page.write_bytes(document.html.encode("utf-8", "replace"))
    write_sheets(book, sheets_in_words(document.tables, document.lang))
    write_layers(layers, document.layers)


def sheets_in_words(
    tables: Mapping[str, pd.DataFrame], lang: Language
) -> dict[str, pd.DataFrame]:
    """Return the sheets of a workbook, named in words with the codes beside.

    Statuses and patterns stand in words too, in a column of their own.

    >>> import pandas as pd
    >>> tables = {"by_area": pd.DataFrame({"zone": ["Norr"], "status": ["usual"]})}
    >>> ((sheet, rows),) = sheets_in_words(tables, "sv").items()
    >>> sheet, rows.columns.tolist()
    ('Per område (by_area)', ['Område (zone)', 'Bedömning', 'Bedömning, kod (status)'])
    >>> rows["Bedömning"].tolist()
    ['inom det normala']
    """
    found = {}
    for name, table in tables.items():
        told = _with_words(table, lang)
        columns = [
            workbook.beside(workbook.COLUMNS, str(column), lang)
            for column in told.columns
        ]
        found[workbook.beside(workbook.SHEETS, name, lang)[: workbook.LONGEST]] = (
            told.set_axis(columns, axis=1)
        )
    return found


def _with_words(table: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Return a table with what its codes mean before them."""
    told = table.copy()
    if "status" in table.columns:
        words = {code: say(pair, lang) for code, pair in STATUSES.items()}
        judged = table["status"].map(lambda code: words.get(str(code), code))
        heading = say("document-with-judgement", lang)
        told.insert(int(list(told.columns).index("status")), heading, judged)
    if "pattern" in table.columns:
        named = table["pattern"].map(lambda code: pattern_words(str(code), lang))
        heading = say("document-with-pattern", lang)
        told.insert(int(list(told.columns).index("pattern")), heading, named)
    return told


def write_layers(path: Path, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Write one layer a frame into a new GeoPackage."""
    for name, layer in layers.items():
        plain = layer.copy()
        for column in plain.columns.drop("geometry"):
            if not pd.api.types.is_numeric_dtype(plain[column]):
                plain[column] = plain[column].map(_as_field, na_action="ignore")
        with timeless_layers():
            plain.to_file(path, layer=name, driver="GPKG", DESCRIPTION=MADE_BY)


def _as_field(value: object) -> object:
    return value if isinstance(value, datetime) else clean(str(value))
