"""A table that can be spread, and the only way to make one: :func:`publish`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import check_choice, check_positive, check_whole
from .._frame_checks import crs_name
from .._language import language
from .._provenance import Provenance
from ..words import disclosure as words
from ._cells import Cells, lay_out
from ._protect import in_classes, merged, suppressed
from ._writing import write_public

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .._columns import Language

Method = Literal["suppress", "round", "merge"]
METHODS: tuple[Method, ...] = ("suppress", "round", "merge")
AnyMethod = Literal["suppress", "round", "merge", "balanced-draw"]

_SEAL = object()


@dataclass(frozen=True, slots=True, repr=False)
class PublicTable:
    """Counts that can be spread: no points, no free text, no number that gives away.

    Only :func:`publish` makes one; maps and reports for the public accept nothing else.

    Attributes
    ----------
    by : tuple of str
        The key columns.
    period : str
        Label of the period, "" when it is one of the keys.
    k : int
        Counts from 0 to ``k - 1`` are protected.
    method : {"suppress", "round", "merge", "balanced-draw"}
        How; the last is that of a :class:`ReleasePlan`.
    totals : DataFrame
        The published totals, with the columns of :meth:`to_frame`; the keys that were
        summed over hold the word for total.
    note : str
        One sentence on how small numbers were protected.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> counts = pd.DataFrame({"n": [8, 20, 31]}, index=["Norr", "Söder", "Väster"])
    >>> public = eg.publish(counts, period="2018-03", lang="en")
    >>> public
    <PublicTable zone, 3 cells, 0 protected, k = 5, suppress>
    >>> public.totals["n"].to_list()
    [59.0]
    """

    by: tuple[str, ...]
    period: str
    k: int
    method: AnyMethod
    totals: pd.DataFrame
    note: str
    provenance: Provenance
    _cells: pd.DataFrame
    _seal: object = None

    def __post_init__(self) -> None:
        """Refuse to be made by anyone but publish."""
        if self._seal is not _SEAL:
            message = "A PublicTable is made by publish(table, ...), never directly."
            raise TypeError(message)

    def __repr__(self) -> str:
        keys = " × ".join(self.by)
        hidden = int(self._cells["n"].isna().sum())
        return (
            f"<PublicTable {keys}, {len(self._cells)} cells, {hidden} protected, "
            f"k = {self.k}, {self.method}>"
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row a cell, sorted by its keys.

        Returns
        -------
        DataFrame or GeoDataFrame
            The key columns, ``n`` (NaN where it may not be shown), ``low`` and ``high``
            (the shown range), ``shown`` (text), ``rate`` (per ``per`` inhabitants, NaN
            where the count is not shown) and ``geometry`` where the zones had one.
        """
        return self._cells.copy()

    def save(
        self,
        path: str | Path,
        *,
        incidents: gpd.GeoDataFrame | None = None,
        ledger: str | Path | None = None,
        why: str = "",
        parents: Mapping[str, str] | None = None,
    ) -> Path:
        """Write the table as csv, xlsx, geojson, gpkg, parquet or json.

        Parameters
        ----------
        path : str or Path
            The suffix says the format. Beside ``NAME.csv`` stands
            ``NAME.csv-metadata.json``, which describes it (CSV on the Web).
        incidents : GeoDataFrame, optional
            The records behind the table. When given, the written file is searched for
            them by :func:`find_leaks` before it gets its name.
        ledger : str or Path, optional
            The :class:`Ledger` of earlier releases, kept inside: this one is checked
            against them and then entered. Without one it is checked against the tables
            that were saved into the same folder, listed in ``estgeo-published.json``;
            what went out elsewhere is not known then.
        why : str, default ""
            What the release is for, as the ledger keeps it.
        parents : mapping of str to str, optional
            For areas without polygons: which larger area of another release each lies
            in, ``{"area": "district"}``.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        ValueError
            If a leak is found, or if this release and earlier ones together give a
            small number away. Nothing is written then.

        Notes
        -----
        Every file says how small numbers were protected and which estgeo made it:
        json at its top, geojson in its member ``estgeo``, Parquet in its metadata, csv
        in the file beside it, xlsx in the sheet "note", a GeoPackage (the version only)
        in the description of its layer. The same table gives the same bytes.
        """
        return write_public(
            self, path, incidents=incidents, ledger=ledger, why=why, parents=parents
        )


def sealed_table(
    *,
    cells: pd.DataFrame,
    totals: pd.DataFrame,
    by: tuple[str, ...],
    period: str,
    k: int,
    method: AnyMethod,
    note: str,
    provenance: Provenance,
) -> PublicTable:
    """Return a public table; only what protects counts may call this."""
    return PublicTable(
        by=by,
        period=period,
        k=k,
        method=method,
        totals=totals,
        note=note,
        provenance=provenance,
        _cells=cells,
        _seal=_SEAL,
    )


def publish(
    table: pd.DataFrame,
    *,
    k: int = 5,
    value: str = "n",
    by: str | Sequence[str] | None = None,
    period: str | None = None,
    method: Method = "suppress",
    dwellings: str | None = None,
    least_dwellings: int = 8,
    population: str | None = None,
    per: float = 1000,
    lang: Language | None = None,
) -> PublicTable:
    """Make a table that can be spread from counts of areas.

    Small counts, nought among them, are protected, and so many others that none of
    them can be worked out from the totals.

    Parameters
    ----------
    table : DataFrame or GeoDataFrame
        Counts, one row a cell. Polygons are kept as the public geography. Points, or
        columns that describe single events, are refused. All other columns are left
        out.
    k : int, default 5
        Counts from 0 to ``k - 1`` are protected. The number is a convention: no law
        gives one.
    value : str, default "n"
        Column with the counts.
    by : str or list of str, optional
        One to three key columns. Default: the index is the zone.
    period : str, optional
        Label of the counted period, a month or longer, such as "2018-03" or "2018-T1".
        Required unless ``"period"`` is one of ``by``.
    method : {"suppress", "round", "merge"}, default "suppress"
        "suppress" hides small cells and as many others as needed; "round" shows
        classes of ``k``; "merge" joins small areas to a neighbour until none is small.
    dwellings : str, optional
        Column with the number of dwellings of each area.
    least_dwellings : int, default 8
        Areas with fewer dwellings than this, but some, are protected whatever their
        count, as police.uk does for its map points.
    population : str, optional
        Column with the inhabitants; gives ``rate`` where the count is shown.
    per : float, default 1000
        Inhabitants that ``rate`` is per.
    lang : str, optional
        Language of the texts.

    Returns
    -------
    PublicTable
        With ``to_frame()``, ``totals`` and ``save(path)``.

    Raises
    ------
    TypeError
        If ``table`` holds points or single events.
    ValueError
        If the period is shorter than a month, if all incidents are fewer than ``k``,
        or if so much must be hidden that nothing is left to say.

    Notes
    -----
    With "suppress" the hidden numbers are found so that an attacker who knows all shown
    numbers and all totals can pin no hidden cell down to fewer than ``k`` values,
    computed by linear programming [1]_. Cells hidden for being small and cells hidden
    to protect them look alike. One table is safe by itself. Several are not: a quarter
    less two of its months is the third. So :meth:`PublicTable.save` holds each against
    those saved before it, and :func:`release_plan` protects all tables of a year
    together; numbers taken from ``to_frame()`` are held against nothing.

    References
    ----------
    .. [1] Fischetti, M., Salazar, J. J. (2001). Solving the cell suppression problem on
       tabular data with linear constraints. Management Science 47.
       https://doi.org/10.1287/mnsc.47.7.1008.9805

    Examples
    --------
    Three can be worked out from the total, so a second number is hidden with it:

    >>> import pandas as pd
    >>> import estgeo as eg
    >>> counts = pd.DataFrame({"n": [3, 8, 20]}, index=["Norr", "Söder", "Väster"])
    >>> public = eg.publish(counts, period="2018-03")
    >>> public.to_frame()[["zone", "n", "shown"]]
         zone     n       shown
    0    Norr   NaN  visas inte
    1   Söder   NaN  visas inte
    2  Väster  20.0          20
    """
    k = check_whole("k", k, at_least=2)
    check_choice("method", method, METHODS)
    lang = language(lang)
    cells = lay_out(
        table,
        value=value,
        by=by,
        period=period,
        dwellings=dwellings,
        least_dwellings=check_whole("least_dwellings", least_dwellings),
        population=population,
    )
    rows_in = int(cells.counts.size)
    if method == "merge":
        cells = merged(cells, k)
    low, high = in_classes(cells, k) if method == "round" else suppressed(cells, k)
    shown, inner = _as_rows(cells, low, high, check_positive("per", per), lang)
    asked = {
        "k": k,
        "by": list(cells.by),
        "period": period,
        "method": method,
        "least_dwellings": least_dwellings if dwellings else None,
        "per": per,
    }
    return sealed_table(
        by=cells.by,
        period="" if "period" in cells.by else str(period),
        k=k,
        method=method,
        totals=shown[~inner].reset_index(drop=True),
        note=words.note(method, k, lang),
        provenance=_provenance(cells, rows_in, asked),
        cells=_with_zones(shown[inner].reset_index(drop=True), cells),
    )


def _provenance(cells: Cells, rows_in: int, asked: dict[str, object]) -> Provenance:
    return Provenance(
        function="publish",
        parameters=asked,
        rows_in=rows_in,
        rows_out=int(cells.counts.size),
        crs="" if cells.zones is None else crs_name(cells.zones.crs),
    )


def _as_rows(
    cells: Cells, low: np.ndarray, high: np.ndarray, per: float, lang: Language
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return all numbers as rows, and which rows are cells and no totals."""
    frame, inner = _keys_of(cells, lang)
    frame["low"], frame["high"] = low.ravel(), high.ravel()
    is_open = ~np.isfinite(frame["high"])
    first_class = (frame["low"] == 0) & (frame["high"] > 0)
    frame["n"] = ((frame["low"] + frame["high"]) / 2).mask(is_open | first_class)
    frame["high"] = frame["high"].mask(is_open)
    frame["shown"] = [
        words.hidden(lang) if unknown else words.shown_range(a, b, lang)
        for unknown, a, b in zip(is_open, frame["low"], frame["high"], strict=True)
    ]
    frame["rate"] = per * frame["n"] / _summed_population(cells).ravel()
    keep = frame["n"].index[~np.isnan(low.ravel())]  # cells that cannot be there
    frame = frame.loc[keep, [*cells.by, "n", "low", "high", "shown", "rate"]]
    return frame.reset_index(drop=True), inner[keep]


def _keys_of(cells: Cells, lang: Language) -> tuple[pd.DataFrame, np.ndarray]:
    totals = [words.total_beside(set(key), lang) for key in cells.keys]
    keys = [(*key, total) for key, total in zip(cells.keys, totals, strict=True)]
    frame = pd.DataFrame(list(product(*keys)), columns=list(cells.by))
    inner = np.zeros([len(key) for key in keys], dtype=bool)
    inner[tuple(slice(0, len(key)) for key in cells.keys)] = True
    return frame, inner.ravel()


def _summed_population(cells: Cells) -> np.ndarray:
    """Return inhabitants of every cell and of the totals over zones.

    The same people live in a zone in every period and category, so inhabitants are
    added over zones and never over the other keys.
    """
    people = np.where(cells.population > 0, cells.population, np.nan)
    over_zones = np.concatenate([people, people.sum(axis=0, keepdims=True)], axis=0)
    for axis in range(1, people.ndim):
        same = over_zones.max(axis=axis, keepdims=True)
        over_zones = np.concatenate([over_zones, same], axis=axis)
    return over_zones


def _with_zones(frame: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    if cells.zones is None:
        return frame
    geometry = cells.zones.loc[frame[cells.by[0]]].to_numpy()
    with_zones: pd.DataFrame = gpd.GeoDataFrame(
        frame, geometry=geometry, crs=cells.zones.crs
    )
    return with_zones
