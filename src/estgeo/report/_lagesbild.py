"""The lägesbild itself: the page, its tables and layers, and the files they become."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .._checks import check_choice
from .._files import saving
from .._inert import write_sheets
from .._results import Result
from ..explore.build import FILE as EXPLORER
from ._document import sheets_in_words, write_layers
from ._docx import Pages, check_can_be_written, python_docx, write_docx

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from .._columns import Language
    from .._provenance import Provenance
    from ..explore.build import Explorer
    from ..insatser.meeting import Meeting

Audience = Literal["group", "organization"]
# {what it is called: the file that is written}
FORMATS = {
    "html": "index.html",
    "docx": "lagesbild.docx",
    "xlsx": "tables.xlsx",
    "gpkg": "layers.gpkg",
}


@dataclass(frozen=True, slots=True, repr=False)
class Lagesbild(Result):
    """A picture of the situation: what, where, when, and what is done about it.

    Attributes
    ----------
    period : str
        Label of the period.
    lang : {"sv", "en"}
        Language of the page.
    audience : {"group", "organization"}
        Who it is for.
    tables : dict of DataFrame
        The numbers behind the page, one frame a sheet of the workbook.
    layers : dict of GeoDataFrame
        The maps behind the page, one frame a layer of the GeoPackage.
    warnings : tuple of str
        What the reader has to know before the numbers.
    html : str
        The page: one file that needs nothing else and makes no request.
    provenance : Provenance
        What made it.
    compared : DataFrame or None
        What :meth:`to_frame` returns.
    explorer : Explorer or None
        The page that answers, where it was asked for.
    meeting : Meeting or None
        The records as the meeting finds them, proposals too; the next page takes them
        as ``previous``. None on the page of the organizations.
    pages : Pages or None
        What the document is written from.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> picture = eg.lagesbild(
    ...     town.incidents,
    ...     town.zones,
    ...     period="2018-01",
    ...     lang="en",
    ... )
    >>> picture.period, picture.audience
    ('2018-01', 'group')
    """

    period: str
    lang: Language
    audience: Audience
    tables: Mapping[str, pd.DataFrame]
    layers: Mapping[str, gpd.GeoDataFrame]
    warnings: tuple[str, ...]
    html: str = field(repr=False)
    provenance: Provenance
    compared: pd.DataFrame | None = field(default=None, repr=False)
    explorer: Explorer | None = field(default=None, repr=False)
    meeting: Meeting | None = field(default=None, repr=False)
    pages: Pages | None = field(default=None, repr=False)

    def save(
        self, folder: str | Path, formats: Sequence[str] = ("html", "xlsx", "gpkg")
    ) -> Path:
        """Write the page, the document, the tables and the layers into a folder.

        With ``explorer=True``, ``utforska.html`` too.

        Parameters
        ----------
        folder : path
            Made when it is not there. Files of these names are replaced if estgeo
            wrote them and nobody changed them since.
        formats : sequence of str, default ("html", "xlsx", "gpkg")
            "html" (``index.html``), "docx" (``lagesbild.docx``, to edit and to read
            back with :func:`read_meeting`; needs the extra ``documents``), "xlsx"
            (``tables.xlsx``), "gpkg" (``layers.gpkg``).

        Returns
        -------
        Path
            The first of the files, such as ``folder/index.html``.

        Raises
        ------
        ValueError
            If a format is another.
        ImportError
            If "docx" is asked for and python-docx is not there.
        OSError
            If a file there is not estgeo's or was changed, if the folder holds files
            for the other audience, or if it cannot be written. All files are then as
            they were before; see docs/how-to/saved-files.md.
        """
        asked = self.asked(formats)
        names = self.file_names(asked)
        with saving(folder, *names) as draft:
            self.write(draft, asked)
        return Path(folder) / names[0]

    def asked(self, formats: Sequence[str]) -> tuple[str, ...]:
        """Return the formats as a tuple, or raise for one that cannot be written."""
        asked = (formats,) if isinstance(formats, str) else tuple(formats)
        for one in asked or ("",):
            check_choice("formats", one, FORMATS)
        if "docx" in asked:
            python_docx()
            check_can_be_written(self.pages)
        return asked

    def file_names(self, asked: tuple[str, ...]) -> list[str]:
        """Return the names of the files that formats give."""
        beside = [] if self.explorer is None else [EXPLORER]
        return [FORMATS[one] for one in asked] + beside

    def write(self, folder: Path, asked: tuple[str, ...]) -> None:
        """Write the files into a folder as it is; for a save that moves them in."""
        if "html" in asked:
            text = self.html.encode("utf-8", "replace")
            (folder / FORMATS["html"]).write_bytes(text)
        if "docx" in asked:
            assert self.pages is not None  # it was asked before
            write_docx(folder / FORMATS["docx"], self.pages)
        if "xlsx" in asked:
            sheets = sheets_in_words(self.tables, self.lang)
            write_sheets(folder / FORMATS["xlsx"], sheets)
        if "gpkg" in asked:
            write_layers(folder / FORMATS["gpkg"], self.layers)
        if self.explorer is not None:
            self.explorer.write(folder / EXPLORER)

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values; the document is not among them.

        Returns
        -------
        dict
            As for every result. What comes back of it has page, tables, layers and
            records, and writes no Word document.
        """
        return Result.to_dict(replace(self, pages=None))

    def to_frame(self) -> pd.DataFrame:
        """Return every count of the page and how it stands, the same columns always.

        Returns
        -------
        DataFrame
            ``zone`` (None: the whole), ``theme`` (None: all), ``n``, ``n_last``,
            ``n_before_last``, ``n_last_year`` (NaN where the reports do not reach),
            ``expected``, ``usual_low``, ``usual_high``, ``ratio`` (to the expected),
            ``ratio_low``, ``ratio_high`` (95 %; NaN for a week), ``p_value``,
            ``q_value`` and ``status``: clear_increase, increase, usual, decrease,
            clear_decrease, inconclusive or no_comparison, as in :func:`week_status`.
        """
        if self.compared is None:
            return self.tables["areas"]
        return self.compared

    def __repr__(self) -> str:
        """Return what it is of, and how much it rests on."""
        rows = self.provenance.rows_out
        resting = "" if rows is None else f", {rows} reports"
        return f"<Lagesbild {self.period}, {self.audience}{resting}>"

    def _repr_html_(self) -> str:
        """Return the page in a frame of its own, for a notebook."""
        page = html.escape(self.html, quote=True)
        look = "width:100%;height:40em;border:1px solid #999"
        kept = f'sandbox="allow-scripts" style="{look}"'
        return (
            f'<iframe title="Lagesbild {self.period}" {kept} srcdoc="{page}"></iframe>'
        )
