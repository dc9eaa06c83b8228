"""What a reading gives: accepted rows, rejected rows, how it went.

Put together from what was read, saved, and found again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .._checks import sentence
from .._columns import INCIDENT_COLUMNS, PLACE_PRECISIONS, TIME_PRECISIONS
from .._provenance import Provenance
from .._results import Result
from ..words.reading import reason_texts, told_words
from ._checklists import POSITIVE_THEME
from ._stored import read_stored, write_set
from ._summary import Found, ReadingSummary
from ._values import kept_rows, one_text, repeated_texts, text_mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._reasons import Marks
    from ._what import What
    from .formats._table import Table

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_OWN_REJECTED = ("est_row", "reasons", "explanation_sv", "explanation_en")


@dataclass(frozen=True, slots=True, repr=False)
class IncidentSet(Result):
    """Incidents that were read, the rows that were rejected, and how it went.

    Attributes
    ----------
    incidents : GeoDataFrame
        One row an accepted row of the source (with ``categories="split"``: one a
        category, ``weight`` telling its share), in metres: the columns of the
        vocabulary, then the source's own columns. A column of the source that has a
        name of the vocabulary is called ``name_original``.
    rejected : DataFrame
        The other rows: the source's columns, ``est_row``, ``reasons`` (codes joined
        with semicolons), ``explanation_sv``, ``explanation_en``.
    summary : ReadingSummary
        How the source was understood; ``summary.to_frame()``, ``summary.to_text()``.
    n_read : int
        Rows of the source that hold anything; always accepted + rejected.
    provenance : Provenance

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> frame = pd.DataFrame(
    ...     {"Datum": ["2018-03-07 17:30"], "lon": [15.2], "lat": [59.3]}
    ... )
    >>> eg.read_incidents(frame)
    <IncidentSet: 1 read = 1 accepted + 0 rejected>
    """

    incidents: gpd.GeoDataFrame
    rejected: pd.DataFrame
    summary: ReadingSummary
    n_read: int
    provenance: Provenance

    def __post_init__(self) -> None:
        """Hold the promise that no row is lost."""
        if self.n_read != self.n_accepted + len(self.rejected):
            got = f"{self.n_read} read, {self.n_accepted} + {len(self.rejected)}"
            raise ValueError(sentence("n_read", "accepted + rejected", got))

    @property
    def n_accepted(self) -> int:
        """Return how many rows of the source were accepted."""
        return int(self.incidents["est_row"].nunique())

    def __repr__(self) -> str:
        accepted, rejected = self.n_accepted, len(self.rejected)
        return (
            f"<IncidentSet: {self.n_read} read = {accepted} accepted "
            f"+ {rejected} rejected>"
        )

    def save(self, path: str | Path) -> Path:
        """Write the set so that :func:`read_incidents` gives the same set back.

        Parameters
        ----------
        path : path
            Ends in .csv, .xlsx, .gpkg or .parquet. A GeoPackage or workbook holds the
            incidents, the rejected rows and the summary; beside a csv or Parquet file
            stand ``NAME.rejected.*`` and ``NAME.summary.json``.

        Returns
        -------
        Path
            The file that was written.

        Raises
        ------
        ValueError
            If the ending is another.
        OSError
            If a file there is not estgeo's or was changed, or cannot be written; all
            is then as before.

        Notes
        -----
        Everything is written, comments and identities too: this is for the group
        itself, never for the public. GeoPackage and xlsx get the time on the wall
        (to the millisecond) and the offset from UTC beside it, since both lose time
        zones. Text that a spreadsheet would run as a formula stays text; in csv it
        gets an apostrophe in front. Empty text and missing text are one in csv, xlsx.
        A cell of a workbook holds 32,767 characters: longer text, which only rejected
        rows have, is cut there.
        """
        target = Path(path)
        facts = {
            "summary": asdict(self.summary),
            "provenance": self.provenance.to_dict(),
            "n_read": self.n_read,
        }
        write_set(target, self.incidents, self.rejected, facts)
        return target

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()


def saved_set(source: object) -> IncidentSet | None:
    """Return the set that ``save`` wrote, None for any other source."""
    path = Path(source) if isinstance(source, str | Path) else None
    stored = read_stored(path) if path is not None and path.is_file() else None
    if stored is None:
        return None
    facts = stored.facts
    return IncidentSet(
        stored.incidents,
        stored.rejected,
        ReadingSummary(**facts["summary"]),
        facts["n_read"],
        Provenance(**facts["provenance"]),
    )


def all_columns(table: Table, found: Found, flags: Marks) -> dict[str, pd.Series]:
    """Return the vocabulary's columns, then the source's own, for all rows."""
    when, what = found.when, found.what
    own = {
        "est_row": pd.Series(table.est_row),
        "incident_id": what.incident_id,
        "start": when.start,
        "end": when.end,
        "time_precision": repeated_texts(list(TIME_PRECISIONS), when.precision),
        "reported_at": when.reported_at,
        "category": what.category,
        "theme": what.theme,
        "is_positive": what.is_positive,
        "severity": what.severity,
        "source": what.source,
        "reporter": what.reporter,
        "place_precision": _place_precision(found),
        "zone": _zone(found),
        "weight": pd.Series(np.ones(len(table.est_row))),
        "flags": flags.joined(),
    }
    names = original_names(list(table.cells.columns), INCIDENT_COLUMNS)
    rest = {
        name: table.cells[column]
        for name, column in zip(names, table.cells, strict=True)
    }
    return own | rest


def accepted_rows(
    columns: dict[str, pd.Series], accepted: Mask, geometry: gpd.GeoSeries
) -> gpd.GeoDataFrame:
    """Return the accepted rows of all columns, their points after the vocabulary.

    Each column is given up as soon as its rows are taken, so that the memory of one
    is enough for both; two that are the same stay so.
    """
    kept: dict[str, Any] = {}
    marks = {name: text_mark(column) for name, column in columns.items()}
    first: dict[int | None, str] = {}
    for name, mark in marks.items():
        column = columns.pop(name)
        if mark in first:
            kept[name] = kept[first[mark]].copy(deep=False)
        else:
            kept[name] = kept_rows(column, accepted)
        if mark is not None:
            first.setdefault(mark, name)
        if name == "flags":
            kept["geometry"] = geometry.reset_index(drop=True)
    return gpd.GeoDataFrame(pd.DataFrame(kept, copy=False), geometry="geometry")


def place_points(found: Found, x: Floats, y: Floats, there: Mask) -> gpd.GeoSeries:
    """Return points in the target CRS, None where ``there`` says there is none."""
    points = shapely.points(x, y)
    if not there.all():
        geometry = np.full(len(there), None, object)
        geometry[there] = points
        points = geometry
    return gpd.GeoSeries(points, crs=found.target)


def _place_precision(found: Found) -> pd.Series:
    point, area = PLACE_PRECISIONS
    return repeated_texts([point, area], found.named.in_area.astype(np.int64))


def _zone(found: Found) -> pd.Series:
    if not found.named.in_area.any():
        return one_text(None, len(found.named.zone))
    return pd.Series(found.named.zone, dtype="str")


def split_categories(
    frame: gpd.GeoDataFrame, what: What, accepted: Mask
) -> gpd.GeoDataFrame:
    """Return one row a category; the weights of a row of the source add up to 1."""
    if not what.several[accepted].any():
        return frame
    parts = what.parts[accepted]
    sizes = np.array([1 if some is None else len(some) for some in parts], int)
    at = np.repeat(np.arange(len(frame)), sizes)
    split = frame.iloc[at].reset_index(drop=True)
    category = split["category"].to_numpy(object)
    theme = split["theme"].to_numpy(object)
    rows = np.flatnonzero(sizes[at] > 1)
    names = [name for some in parts if some is not None for name in some]
    category[rows] = names
    theme[rows] = [what.theme_of(name) for name in names]
    return split.assign(
        category=pd.Series(category).astype("str"),
        theme=pd.Series(theme).astype("str"),
        is_positive=theme == POSITIVE_THEME,
        weight=1.0 / sizes[at],
    )


def original_names(names: list[str], taken: tuple[str, ...]) -> list[str]:
    """Return the source's column names, "_original" added where one is taken.

    >>> original_names(["start", "gata"], ("start",))
    ['start_original', 'gata']
    """
    result: list[str] = []
    for name in names:
        while name in taken or name in result:
            name = f"{name}_original"  # noqa: PLW2901
        result.append(name)
    return result


def rejected_rows(table: Table, accepted: Mask, reasons: Marks) -> pd.DataFrame:
    """Return the other rows with the reasons in codes, Swedish and English."""
    rows = table.cells.iloc[np.flatnonzero(~accepted)].reset_index(drop=True)
    if table.geometry is not None:
        wkt = gpd.GeoSeries(table.geometry[~accepted]).to_wkt()
        rows["geometry" if "geometry" not in rows else "geometry_wkt"] = wkt
    rows.columns = pd.Index(original_names(list(rows.columns), _OWN_REJECTED))
    codes = kept_rows(reasons.joined(), ~accepted)
    distinct = codes.unique()
    rows["est_row"] = table.est_row[~accepted]
    rows["reasons"] = codes
    told = np.flatnonzero(reasons.is_told[~accepted])
    at = np.flatnonzero(~accepted)[told]
    for lang in ("sv", "en"):
        texts = {code: reason_texts(code, lang) for code in distinct}
        column = codes.map(texts).to_numpy(object)
        for row, source in zip(told, at, strict=True):
            column[row] += told_words(reasons.told(source), lang)
        rows[f"explanation_{lang}"] = pd.Series(column, index=rows.index, dtype="str")
    return rows
