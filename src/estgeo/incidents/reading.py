"""The reading contract: every row is accepted or rejected with its reasons."""

from __future__ import annotations

import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from .._centres import incidents_on_point, look_like_centres
from .._checks import sentence
from .._provenance import Provenance
from . import _coordinates as coordinates
from ._assembling import accepted_rows, rejected_rows, summarize
from ._headers import columns_of, find_roles, plain
from ._reasons import FLAGS, REASONS, Marks
from ._restoring import read_stored
from ._summary import ReadingSummary
from ._table_csv import read_csv
from ._table_vector import read_frame, read_parquet, read_vector
from ._table_xlsx import read_xlsx
from ._tables import cannot_read, garbled_rows
from ._what import flag_personal_numbers, mark_repeats, read_what
from ._when import Clock, read_when
from ._where import find_pair, read_where
from ._writing import write_set

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from ._headers import Column
    from ._tables import Table
    from ._where import Where

    Mask = NDArray[np.bool_]

_WARN_SHARE = 0.05
_TEXT = (".csv", ".txt", ".tsv", ".gz")
_VECTOR = (".gpkg", ".geojson", ".json", ".shp", ".fgb")
_PARQUET = (".parquet", ".geoparquet")


@dataclass(frozen=True, slots=True)
class IncidentSet:
    """Incidents that were read, the rows that were rejected, and how it went.

    Attributes
    ----------
    incidents : GeoDataFrame
        One row an accepted row of the source, in metres: the columns of the
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
    >>> frame = pd.DataFrame(
    ...     {"Datum": ["2018-03-07 17:30"], "lon": [15.2], "lat": [59.3]}
    ... )
    >>> read_incidents(frame)
    <IncidentSet: 1 read = 1 accepted + 0 rejected>
    """

    incidents: gpd.GeoDataFrame
    rejected: pd.DataFrame
    summary: ReadingSummary
    n_read: int
    provenance: Provenance

    def __post_init__(self) -> None:
        """Hold the promise that no row is lost."""
        if self.n_read != len(self.incidents) + len(self.rejected):
            got = f"{self.n_read} read, {len(self.incidents)} + {len(self.rejected)}"
            raise ValueError(sentence("n_read", "accepted + rejected", got))

    def __repr__(self) -> str:
        accepted, rejected = len(self.incidents), len(self.rejected)
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

        Notes
        -----
        Everything is written, comments and identities too: this is for the group
        itself, never for the public. GeoPackage and xlsx get the time on the wall
        (to the millisecond) and the offset from UTC beside it, since both lose time
        zones. Text that a spreadsheet would run as a formula stays text; in csv it
        gets an apostrophe in front. Empty text and missing text are one in csv, xlsx.
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


def read_incidents(
    source: str | Path | pd.DataFrame,
    *,
    columns: Mapping[str, Column | None] | None = None,
    checklist: str | Mapping[str, str] | None = None,
    crs: object = None,
    study_area: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    time_zone: str = "Europe/Stockholm",
    source_time_zone: str | None = None,
    layer: str | None = None,
) -> IncidentSet:
    """Read incident records so that no row is lost and nothing is guessed.

    Every row of the source that holds anything is either accepted or rejected with
    all its reasons. What cannot be read in exactly one way is rejected, and what
    looks wrong but possible is flagged.

    Parameters
    ----------
    source : path or DataFrame
        csv (also .txt, .tsv and gzip), xlsx, gpkg, geojson, shp or (geo)parquet, or
        any DataFrame or GeoDataFrame (from PostGIS, DuckDB, ...).
    columns : dict, optional
        {role: column}, roles ``incident_id start end reported_at category severity
        source reporter x y comment``. A time may be a pair (date column, clock
        column); None says that there is no such column. Roles that are not given are
        found by known Swedish and English headers; see ``summary.roles``.
    checklist : str or dict, optional
        A name from :func:`checklists` or {category: theme}: rows with other
        categories are rejected. When it is not given, a built-in checklist is used
        only if it has every category of the source.
    crs : optional
        CRS of the coordinates. Needed unless the file, or headers such as
        ``longitude`` or ``sweref99_tm_e``, state it.
    study_area : GeoDataFrame or GeoSeries, optional
        Polygons; rows outside are rejected.
    time_zone : str, default "Europe/Stockholm"
        Where the clock on the wall hangs: the zone of all results.
    source_time_zone : str, optional
        Zone of the times in the file that carry none (default: ``time_zone``).
    layer : str, optional
        Layer or sheet; needed when several could be meant.

    Returns
    -------
    IncidentSet
        ``.incidents``, ``.rejected``, ``.summary``, ``.n_read``.

    Raises
    ------
    ValueError
        If the source cannot be read, its CRS is unknown, no time or place column is
        found, or every row would be rejected (the message then says why).
    KeyError
        If ``columns`` or ``layer`` names something that is not there.

    Warns
    -----
    UserWarning
        If more than 5 % of the rows are rejected.

    Notes
    -----
    Dates are read day first. A column is read month first only if some of its dates
    can be read in no other way and none contradicts it; where a column holds both
    orders, the doubtful cells are rejected (``ambiguous_date``), as are dates with a
    two-digit year. Dates, weeks and months without a clock time keep
    ``time_precision`` "date", "week" or "month" and their whole span as ``start`` and
    ``end``: they never become midnight. A clock time that occurs twice when summer
    time ends is flagged and taken as the first, one that is skipped when it begins is
    rejected. A row with the same id, time, place and category as an earlier one is
    rejected as ``duplicate_id``; the same id on rows that differ is only flagged.
    Points are returned in EPSG:3006 when all lie in Sweden, else in the UTM zone.

    Examples
    --------
    Three rows; the second has no place and the third a date without a year:

    >>> frame = pd.DataFrame(
    ...     {
    ...         "Datum": ["7/3 2018 kl. 17.30", "2018-03-08", "9 mars"],
    ...         "Kategori": ["Skadegörelse", "Brand", "Brand"],
    ...         "E": ["512 000,5", None, "512 100"],
    ...         "N": ["6 570 000", None, "6 570 100"],
    ...     }
    ... )
    >>> with warnings.catch_warnings(action="ignore"):
    ...     read = read_incidents(frame, crs=3006)
    >>> read.incidents[["est_row", "start", "time_precision", "theme"]]
       est_row                     start time_precision         theme
    0        1 2018-03-07 17:30:00+01:00          exact  skadegörelse
    >>> read.rejected[["est_row", "reasons"]]
       est_row           reasons
    0        2  missing_geometry
    1        3    ambiguous_date
    """
    zones = _check_zones(time_zone, source_time_zone)
    saved = _saved(source)
    if saved is not None:
        return saved
    table = _open(source, layer, columns)
    area = coordinates.polygon_in_degrees(study_area)
    roles = _roles(table, columns, crs)
    n = len(table.cells)
    marks = Marks(REASONS, n), Marks(FLAGS, n)
    _mark_faults(table, roles, marks[0])
    what = read_what(table.cells, roles, checklist, marks)
    when = read_when(table.cells, roles, Clock(*zones, table.serial_dates), marks)
    where = read_where(table, roles, crs, area, marks)
    place = [pd.Series(where.x), pd.Series(where.y)]
    mark_repeats(what, [when.start, when.end, *place], *marks)
    accepted = ~marks[0].any
    _refuse_if_all_rejected(accepted, marks[0], table, where, area)
    target = coordinates.metric_crs(where.lon[accepted], where.lat[accepted])
    geometry = coordinates.points(
        where.x[accepted], where.y[accepted], where.crs, target
    )
    _flag_centres(geometry, accepted, marks[1])
    flag_personal_numbers(table.cells, roles, marks[1])
    incidents = accepted_rows(table, accepted, (when, what), marks[1], geometry)
    rejected = rejected_rows(table, accepted, marks[0])
    summary = summarize(table, roles, zones, (when, where, what), marks)
    _warn_if_many(summary)
    return IncidentSet(incidents, rejected, summary, n, _provenance(summary, checklist))


def _check_zones(time_zone: str, source_time_zone: str | None) -> tuple[str, str]:
    wanted = {"time_zone": time_zone, "source_time_zone": source_time_zone or time_zone}
    for name, zone in wanted.items():
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, TypeError, OSError) as error:
            rule = "a time zone such as 'Europe/Stockholm'"
            raise ValueError(sentence(name, rule, repr(zone))) from error
    return time_zone, source_time_zone or time_zone


def _saved(source: object) -> IncidentSet | None:
    """Return the set that ``save`` wrote, None for any other source."""
    path = Path(source) if isinstance(source, str | Path) else None
    stored = read_stored(path) if path is not None and path.is_file() else None
    if stored is None:
        return None
    facts = stored.facts
    summary = facts["summary"] | {"notes": tuple(facts["summary"]["notes"])}
    return IncidentSet(
        stored.incidents,
        stored.rejected,
        ReadingSummary(**summary),
        facts["n_read"],
        Provenance(**facts["provenance"]),
    )


def _open(
    source: str | Path | pd.DataFrame,
    layer: str | None,
    columns: Mapping[str, Column | None] | None,
) -> Table:
    if isinstance(source, pd.DataFrame):
        return read_frame(source)
    if not isinstance(source, str | Path):
        rule = "a path or a DataFrame"
        raise TypeError(sentence("source", rule, type(source).__name__))
    path = Path(source)
    if not path.is_file():
        raise ValueError(sentence("source", "a file that exists", str(path)))
    given = [name for column in (columns or {}).values() for name in columns_of(column)]
    known = frozenset(plain(name) for name in given)
    suffix = path.suffix.casefold()
    if suffix in _TEXT:
        return read_csv(path, known)
    if suffix in (".xlsx", ".xlsm"):
        return read_xlsx(path, layer, known)
    if suffix in _VECTOR:
        return read_vector(path, layer)
    if suffix in _PARQUET:
        return read_parquet(path)
    forms = "csv, xlsx, gpkg, geojson, shp or parquet"
    raise cannot_read(path.name, f"{suffix or 'no ending'} is not {forms}")


def _roles(
    table: Table, columns: Mapping[str, Column | None] | None, crs: object
) -> dict[str, Column]:
    headers = list(table.cells.columns)
    projected = crs is not None and coordinates.as_crs("crs", crs).is_projected
    roles = find_roles(headers, columns, projected=projected)
    given = columns or {}
    if table.geometry is not None and "x" not in given:
        roles = {role: c for role, c in roles.items() if role not in ("x", "y")}
    elif "x" not in roles and (pair := find_pair(headers)) is not None:
        roles |= {"x": pair, "y": pair}
    if "start" not in roles:
        has = ", ".join(headers)
        rule = "{'start': column}, since no known header names a time"
        raise ValueError(sentence("columns", rule, f"the columns {has}"))
    return roles


def _mark_faults(table: Table, roles: Mapping[str, Column], reasons: Marks) -> None:
    for reason, mask in table.row_faults.items():
        reasons.add(reason, mask)
    reasons.settle(reasons.has("bad_row_width"))
    reasons.add("bad_encoding", garbled_rows(table.cells))
    used = {
        name
        for role, column in roles.items()
        if role != "comment"
        for name in columns_of(column)
    }
    for (reason, name), mask in table.cell_faults.items():
        if name in used:
            reasons.add(reason, mask)


def _refuse_if_all_rejected(
    accepted: Mask, reasons: Marks, table: Table, where: Where, area: Any
) -> None:
    if not len(accepted) or accepted.any():
        return
    counts = ", ".join(f"{n} {code}" for code, n in reasons.counts().items())
    got = f"{len(accepted)} of {len(accepted)} rows rejected in {table.facts.name}"
    misplaced = reasons.has(
        "outside_sweden", "outside_study_area", "nonfinite_coordinate"
    )
    hint = coordinates.suggest_words(where.x, where.y, area) if misplaced.any() else ""
    remedy = f"Reasons: {counts}. {hint}".strip()
    raise ValueError(sentence("source", "readable in at least one row", got, remedy))


def _flag_centres(geometry: gpd.GeoSeries, accepted: Mask, flags: Marks) -> None:
    x, y = geometry.x.to_numpy().round(2), geometry.y.to_numpy().round(2)
    there = incidents_on_point(x, y)
    flagged = np.zeros(len(accepted), bool)
    if look_like_centres(x, y):
        flagged[accepted] = there >= 2
        flags.add("area_centre", flagged)
    else:
        flagged[accepted] = (there >= 20) & (there >= 0.05 * len(there))
        flags.add("crowded_point", flagged)


def _warn_if_many(summary: ReadingSummary) -> None:
    if summary.n_rejected > _WARN_SHARE * summary.n_read:
        counts = ", ".join(f"{n} {code}" for code, n in summary.reasons.items())
        message = (
            f"{summary.n_rejected} of {summary.n_read} rows of {summary.source} were "
            f"rejected ({counts}). See .rejected."
        )
        warnings.warn(message, UserWarning, stacklevel=3)


def _provenance(summary: ReadingSummary, checklist: object) -> Provenance:
    return Provenance(
        function="read_incidents",
        parameters={
            "source": summary.source,
            "sha256": summary.sha256,
            "columns": dict(summary.roles),
            "checklist": summary.checklist if checklist is None else str(checklist),
            "time_zone": summary.time_zone,
            "source_time_zone": summary.source_time_zone,
        },
        rows_in=summary.n_read,
        rows_out=summary.n_accepted,
        crs=summary.crs,
    )
