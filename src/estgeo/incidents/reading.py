"""The reading contract: every row is accepted or rejected with its reasons."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd

from .._centres import incidents_on_point, look_like_centres
from .._checks import sentence
from .._columns import INCIDENT_COLUMNS, TIME_PRECISIONS
from .._provenance import Provenance
from ..words.reading import reason_texts
from . import _coordinates as coordinates
from ._headers import columns_of, find_roles, plain
from ._reasons import FLAGS, REASONS, Marks
from ._summary import ReadingSummary
from ._table_csv import read_csv
from ._table_vector import read_frame, read_parquet, read_vector
from ._table_xlsx import read_xlsx
from ._tables import cannot_read
from ._what import mark_repeats, read_what
from ._when import Clock, read_when
from ._where import find_pair, read_where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ._headers import Column
    from ._tables import Table
    from ._what import What
    from ._when import When
    from ._where import Where

    Mask = NDArray[np.bool_]

_WARN_SHARE = 0.05
_TEXT = (".csv", ".txt", ".tsv", ".gz")
_VECTOR = (".gpkg", ".geojson", ".json", ".shp", ".fgb")
_PARQUET = (".parquet", ".geoparquet")
_OWN_REJECTED = ("est_row", "reasons", "explanation_sv", "explanation_en")


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

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()  # noqa: SLF001


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
    incidents = _incidents(table, accepted, when, what, marks[1], geometry)
    rejected = _rejected(table, accepted, marks[0])
    summary = _summary(table, roles, zones, (when, where, what), marks, target)
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


def _incidents(
    table: Table,
    accepted: Mask,
    when: When,
    what: What,
    flags: Marks,
    geometry: gpd.GeoSeries,
) -> gpd.GeoDataFrame:
    precision = pd.Series(when.precision, dtype="str")
    columns: dict[str, Any] = {
        "est_row": table.est_row[accepted],
        "incident_id": what.incident_id,
        "start": when.start,
        "end": when.end,
        "time_precision": precision,
        "reported_at": when.reported_at,
        "category": what.category,
        "theme": what.theme,
        "is_positive": what.is_positive,
        "severity": what.severity,
        "source": what.source,
        "reporter": what.reporter,
        "flags": pd.Series(flags.joined(), dtype="str"),
    }
    own = {
        name: column[accepted].reset_index(drop=True)
        if isinstance(column, pd.Series)
        else column
        for name, column in columns.items()
    }
    rest = table.cells[accepted].reset_index(drop=True)
    rest.columns = pd.Index(original_names(list(rest.columns), INCIDENT_COLUMNS))
    index = pd.RangeIndex(int(accepted.sum()))
    frame = gpd.GeoDataFrame(own, index=index, geometry=geometry.reset_index(drop=True))
    return gpd.GeoDataFrame(
        pd.concat([frame, rest], axis=1), geometry="geometry", crs=geometry.crs
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


def _rejected(table: Table, accepted: Mask, reasons: Marks) -> pd.DataFrame:
    rows = table.cells[~accepted].reset_index(drop=True)
    if table.geometry is not None:
        wkt = gpd.GeoSeries(table.geometry[~accepted]).to_wkt()
        rows["geometry" if "geometry" not in rows else "geometry_wkt"] = wkt
    rows.columns = pd.Index(original_names(list(rows.columns), _OWN_REJECTED))
    codes = pd.Series(reasons.joined()[~accepted], index=rows.index, dtype="str")
    distinct = codes.unique()
    rows["est_row"] = table.est_row[~accepted]
    rows["reasons"] = codes
    for lang in ("sv", "en"):
        texts = {code: reason_texts(code, lang) for code in distinct}
        rows[f"explanation_{lang}"] = codes.map(texts).astype("str")
    return rows


def _summary(
    table: Table,
    roles: Mapping[str, Column],
    zones: tuple[str, str],
    found: tuple[When, Where, What],
    marks: tuple[Marks, Marks],
    target: Any,
) -> ReadingSummary:
    when, where, what = found
    reasons, flags = marks
    accepted = ~reasons.any
    facts = table.facts
    precision = pd.Series(when.precision[accepted]).value_counts()
    notes = list(facts.notes)
    if reasons.has("outside_sweden", "outside_study_area").any() and accepted.any():
        notes += _swap_note(where, reasons)
    return ReadingSummary(
        source=facts.name,
        format=facts.format,
        sha256=facts.sha256,
        n_read=len(accepted),
        n_accepted=int(accepted.sum()),
        n_rejected=int((~accepted).sum()),
        n_blank=facts.n_blank,
        encoding=facts.encoding,
        separator=facts.separator,
        decimal_sign=where.decimal_sign,
        layer=facts.layer,
        header_row=facts.header_row,
        hidden_rows=facts.hidden_rows,
        roles={role: " + ".join(columns_of(c)) for role, c in roles.items()},
        date_forms=when.forms,
        time_precision={
            p: int(precision[p]) for p in TIME_PRECISIONS if p in precision
        },
        time_zone=zones[0],
        source_time_zone=zones[1],
        crs_of_source=where.crs.to_string(),
        crs_from=where.crs_from,
        crs=target.to_string(),
        share_outside=where.share_outside,
        checklist=what.checklist,
        reasons=reasons.counts(),
        flags=flags.counts(accepted),
        notes=tuple(notes),
    )


def _swap_note(where: Where, reasons: Marks) -> list[str]:
    outside = reasons.has("outside_sweden", "outside_study_area")
    swapped = coordinates.to_degrees(where.y[outside], where.x[outside], where.crs)
    share = float(coordinates.in_sweden(*swapped).mean())
    if share < 0.5:
        return []
    return [f"Swapping x and y puts {100 * share:.0f} % of the outside rows in Sweden."]


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
