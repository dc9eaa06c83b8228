"""From sections to files: one HTML page that needs nothing else, workbook, layers."""

from __future__ import annotations

import io
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .._language import say
from .._provenance import MADE_BY
from .._timeless import timeless_layers, timeless_workbook
from ..words import report as words
from ._page import MapFrame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd

    from .._columns import Language
    from ._page import Header, Section

# Text that a spreadsheet would run as a formula begins with one of these.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NONCE = re.compile(r"'nonce-([A-Za-z0-9+/=_-]{8,})'")


def render(header: Header, sections: tuple[Section, ...], *, lang: Language) -> str:
    """Return the page; every text from data or caller is escaped by the template."""
    folder = files("estgeo.report") / "templates"
    template = _environment().from_string(_read(folder / "lagesbild.html"))
    return template.render(
        header=header,
        sections=sections,
        words={name: say(pair, lang) for name, pair in words.LABELS.items()},
        style=Markup(_read(folder / "lagesbild.css")),
        stamp=_in_style(header.stamp),
        foot=_in_style(header.foot),
        policy=content_policy(_maps(sections)),
    )


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


def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _read(path: object) -> str:
    return path.read_text(encoding="utf-8")  # type: ignore[attr-defined, no-any-return]


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write one sheet a table; text never becomes a formula, times lose their zone."""
    written = io.BytesIO()
    with pd.ExcelWriter(written, engine="openpyxl") as writer:
        for name, table in tables.items():
            safe = table.apply(_as_cells)
            safe.to_excel(writer, sheet_name=name[:31], index=False)
            sheet = writer.sheets[name[:31]]
            sheet.freeze_panes = "A2"
            for position, column in enumerate(safe.columns, start=1):
                longest = max([len(str(column)), *(len(str(v)) for v in safe[column])])
                letter = sheet.cell(1, position).column_letter
                sheet.column_dimensions[letter].width = min(longest + 2, 60)
    timeless_workbook(written, path)


def write_layers(path: Path, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Write one layer a frame into a new GeoPackage."""
    path.unlink(missing_ok=True)
    for name, layer in layers.items():
        plain = layer.copy()
        for column in plain.select_dtypes("category").columns:
            plain[column] = plain[column].astype(str)
        with timeless_layers():
            plain.to_file(path, layer=name, driver="GPKG", DESCRIPTION=MADE_BY)


def _as_cells(column: Any) -> Any:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_localize(None)
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return column
    return column.map(_as_cell, na_action="ignore")


def _as_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    if isinstance(value, pd.Timestamp) and value.tzinfo is not None:
        return value.tz_localize(None)
    return value if isinstance(value, int | float | str) else str(value)
