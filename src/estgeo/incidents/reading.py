"""The reading contract: every row is accepted or rejected with its reasons."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from .._checks import check_choice, sentence
from .._provenance import Provenance
from ..words.reading import coded_name, first_found, note
from ._clocks import is_clock_column
from ._date_formats import formats_that_fit, strptime_format
from ._headers import columns_of, date_beside, find_roles
from ._incident_set import (
    IncidentSet,
    accepted_rows,
    all_columns,
    place_points,
    rejected_rows,
    saved_set,
    split_categories,
)
from ._named_places import (
    Register,
    nowhere,
    placed_by_name,
    read_named,
    without_other_areas,
)
from ._places import (
    as_crs,
    find_pair,
    flag_shared_points,
    flag_strays,
    has_places,
    in_target,
    metric_crs,
    polygon_in_degrees,
    read_where,
    suggest_words,
)
from ._reasons import FLAGS, REASONS, Marks, NothingReadError, first_faults
from ._summary import Found, is_placed, summarize
from ._times import Clock, holds_times, read_when
from ._values import as_text
from ._what import (
    CATEGORIES,
    flag_personal_numbers,
    mark_repeats,
    mark_totals,
    order_of_files,
    read_what,
)
from .formats._encodings import garbled_rows
from .formats.sources import open_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from ._headers import Column
    from ._named_places import Named
    from ._places import Where
    from ._summary import ReadingSummary
    from ._what import Categories
    from .formats._table import Table

    Mask = NDArray[np.bool_]

__all__ = ["IncidentSet", "NothingReadError", "first_faults", "read_incidents"]

_WARN_SHARE = 0.05


def read_incidents(  # noqa: PLR0913, PLR0915 - a file can be anything; its steps
    source: str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame] | Any,
    *,
    columns: Mapping[str, Column | None] | None = None,
    checklist: str | Mapping[str, str] | None = None,
    crs: object = None,
    zones: gpd.GeoDataFrame | None = None,
    addresses: str | Path | pd.DataFrame | None = None,
    categories: Categories = "keep",
    study_area: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    time_zone: str = "Europe/Stockholm",
    source_time_zone: str | None = None,
    date_format: str | None = None,
    encoding: str | None = None,
    layer: str | Sequence[str] | None = None,
) -> IncidentSet:
    """Read incident records so that no row is lost and nothing is guessed.

    Every row of the source that holds anything is either accepted or rejected with
    all its reasons. What cannot be read in exactly one way is rejected, and what
    looks wrong but possible is flagged.

    Parameters
    ----------
    source : path, open file, DataFrame or several of them
        csv (also .txt and .tsv), xlsx, xls, xlsb, ods, gpkg, geojson, records in json,
        shp, (geo)parquet, kml, gpx, gml and their like, packed as .gz or .zip or not; a
        file opened for reading; any DataFrame or GeoDataFrame (from a database with
        ``pandas.read_sql`` or ``geopandas.read_postgis``) or Arrow table (DuckDB,
        polars). A list, or a pattern such as ``"reports/*.csv"``, is read as one set:
        ``est_row`` then runs through all, and ``source_file`` and ``source_row`` say
        where a row stands.
        A list of a file and its ``rejected.csv``, mended, is read as the file with
        those rows in their places.
    columns : dict, optional
        {role: column}, roles ``incident_id start end reported_at category severity
        source reporter x y area address comment``. A time may be a pair (date column,
        clock column), or columns of year, month, day, hour and minute; None says that
        there is no such column. Roles that are not given are found by known Swedish and
        English headers; see ``summary.roles``.
    checklist : str or dict, optional
        A name from :func:`checklists` or {category: theme}: rows with other
        categories are rejected. When it is not given, a built-in checklist is used
        only if it has every category of the source.
    crs : optional
        CRS of the coordinates. Needed unless the file, or headers such as
        ``longitude`` or ``sweref99_tm_e``, state it.
    zones : GeoDataFrame, optional
        Areas that rows may name in a column of the role ``area`` instead of giving a
        point. Such a row has no geometry, ``place_precision`` "area" and the label of
        its area in ``zone``: counts in zones use it, what needs a place refuses it.
    addresses : path or DataFrame, optional
        Register of addresses (street, number, x, y) for rows with an ``address`` and
        no point. Only the very same address is taken, whatever its case and spaces.
    categories : {"keep", "split"}, default "keep"
        What to do with a cell that names several categories ("Klotter;Brand;"):
        leave it, or make one row a category, with the same ``est_row`` and a
        ``weight`` of 1 / their number.
    study_area : GeoDataFrame or GeoSeries, optional
        Polygons; rows outside are rejected.
    time_zone : str, default "Europe/Stockholm"
        Where the clock on the wall hangs: the zone of all results.
    source_time_zone : str, optional
        Zone of the times in the file that carry none (default: ``time_zone``).
    date_format : str, optional
        How dates are written, where that can be read in several ways: "DD/MM/YY", or
        "%d/%m/%y". Dates that begin with a year of four digits are read all the same.
    encoding : str, optional
        How a text file, json or Shapefile is written, such as "cp850"; recognized when
        it is not given, and said in ``summary.encoding``.
    layer : str or list of str, optional
        Layer, sheet or file of a zip; needed when several could be meant. A list is
        read as one set.

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
        If more than 5 % of the rows are rejected, or the source is a Shapefile, which
        cuts names and texts.

    Notes
    -----
    Dates are read day first. A column is read month first only if some of its dates
    can be read in no other way and none contradicts it; where a column holds both
    orders, the doubtful cells are rejected (``ambiguous_date``), as are dates with a
    two-digit year. Dates, weeks and months without a clock time keep
    ``time_precision`` "date", "week" or "month" and their whole span as ``start`` and
    ``end``: they never become midnight. Where more than a tenth of the clock times of
    a column are midnights, and twice as many as at one or eleven in the night, they
    are dates too. Of "ca 12:00" and "evening" the date is kept (``vague_time``). A
    clock time that occurs twice when summer time ends is flagged and taken as the
    first, one that is skipped when it begins is rejected. A row with the same id,
    time, place and category as an earlier one is rejected as ``duplicate_id``, so that
    an incident counts once in a file with a row for each victim
    (``columns={"incident_id": None}`` counts the rows instead); the
    same id at another time or place is only flagged.
    Points are returned in EPSG:3006 when all lie in Sweden, else in the UTM zone.

    Examples
    --------
    Three rows; the second has no place and the third a date without a year:

    >>> import warnings
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> frame = pd.DataFrame(
    ...     {
    ...         "Datum": ["7/3 2018 kl. 17.30", "2018-03-08", "9 mars"],
    ...         "Kategori": ["Skadegörelse", "Brand", "Brand"],
    ...         "E": ["512 000,5", None, "512 100"],
    ...         "N": ["6 570 000", None, "6 570 100"],
    ...     }
    ... )
    >>> with warnings.catch_warnings(action="ignore"):
    ...     read = eg.read_incidents(frame, crs=3006)
    >>> read.incidents[["est_row", "start", "time_precision", "theme"]]
       est_row                     start time_precision         theme
    0        1 2018-03-07 17:30:00+01:00          exact  skadegörelse
    >>> read.rejected[["est_row", "reasons"]]
       est_row           reasons
    0        2  missing_geometry
    1        3    ambiguous_date
    """
    clocks = _check_clocks(time_zone, source_time_zone, date_format)
    check_choice("categories", categories, CATEGORIES)
    saved = saved_set(source)
    if saved is not None:
        return saved
    table = open_table(source, layer=layer, columns=columns, encoding=encoding)
    _warn_if_cut(table)
    area = polygon_in_degrees(study_area)
    roles = _roles_of(table, columns, crs)
    table, roles = without_other_areas(table, roles, columns, zones)
    n = len(table.cells)
    marks = Marks(REASONS, n), Marks(FLAGS, n)
    _mark_faults(table, roles, marks[0])
    what = read_what(table.cells, roles, checklist, marks)
    when = read_when(
        table.cells, roles, Clock(*clocks, table.serial_epoch, date_format), marks
    )
    named = read_named(table, roles, zones, _register(addresses, crs), marks[0])
    where = _read_places(table, roles, crs, (area, named), marks)
    roles = _roles_used(roles, columns, zones=zones, addresses=addresses)
    repeated: list[Any] = [
        when.start,
        when.end,
        where.x,
        where.y,
        pd.Series(named.zone),
    ]
    files = order_of_files(table.cells, when.start)
    mark_repeats(what, repeated, *marks, files=files)
    mark_totals(table.cells, marks[0])
    accepted = ~marks[0].any
    _refuse_if_all_rejected(accepted, marks[0], (table, roles, where), area)
    found = Found(when, where, what, named, _target(where, named, accepted))
    placed = accepted & is_placed(found)
    x, y = in_target(where.x[placed], where.y[placed], where.crs, found.target)
    flag_shared_points(x, y, placed, marks[1])
    flag_strays(where, placed, marks[1])
    geometry = place_points(found, x, y, placed[accepted])
    flag_personal_numbers(table.cells, roles, marks[1])
    rejected = rejected_rows(table, accepted, marks[0])
    summary = summarize(table, roles, clocks, found, marks)
    columns_of_all = all_columns(table, found, marks[1])
    del table, found, when, where, named, repeated  # large ones need the memory
    incidents = accepted_rows(columns_of_all, accepted, geometry)
    if categories == "split":
        incidents = split_categories(incidents, what, accepted)
    _warn_if_many(summary, rejected)
    return IncidentSet(incidents, rejected, summary, n, _provenance(summary, checklist))


def _roles_of(
    table: Table, columns: Mapping[str, Column | None] | None, crs: object
) -> dict[str, Column]:
    headers = list(table.cells.columns)
    projected = crs is not None and as_crs("crs", crs).is_projected
    cut = table.facts.format == "shapefile"
    roles = find_roles(headers, columns, projected=projected, cut=cut)
    given = columns or {}
    if table.geometry is not None and "x" not in given:
        roles = {role: c for role, c in roles.items() if role not in ("x", "y")}
    elif "x" not in roles and (pair := find_pair(table.cells)) is not None:
        roles |= {"x": pair, "y": pair}
    if "start" not in roles:
        _refuse_naming_times(table, roles)
        has = ", ".join(headers)
        rule = "{'start': column}, since no known header names a time"
        remedy = "If the first row is no header row, add one."
        raise ValueError(sentence("columns", rule, f"the columns {has}", remedy))
    start = roles["start"]
    if "start" not in given and isinstance(start, str):
        date = date_beside(headers, roles, cut=cut)
        if date is not None and is_clock_column(table.cells[start]):
            roles["start"] = (date, start)
    return roles


def _refuse_naming_times(table: Table, roles: Mapping[str, Column]) -> None:
    """Raise with the name of a column that holds times, if there is one.

    When a thing was reported is not when it happened: only the user can say that it is
    near enough.
    """
    reported = columns_of(roles.get("reported_at"))
    names = [*reported, *(str(name) for name in table.cells)]
    name = next((each for each in names if holds_times(table.cells[each])), None)
    if name is not None:
        rule = "{'start': column}, since no header says when it happened"
        got = f"a column of times, {name}"
        remedy = f"If it tells when it happened, pass columns={{'start': {name!r}}}."
        raise ValueError(sentence("columns", rule, got, remedy))


def _warn_if_cut(table: Table) -> None:
    if "shapefile_cuts" in table.facts.notes:
        message = f"{table.facts.name}: {note('shapefile_cuts', '', 'en')}"
        warnings.warn(message, UserWarning, stacklevel=3)


def _roles_used(
    roles: dict[str, Column],
    given: Mapping[str, Column | None] | None,
    **needed: object,
) -> dict[str, Column]:
    """Return the roles without those of names that nothing was given to find."""
    left = dict(roles)
    for role, argument in (("area", "zones"), ("address", "addresses")):
        if needed[argument] is not None or role not in left:
            continue
        if (given or {}).get(role) is not None:
            rule = f"given with columns={{'{role}': ...}}"
            raise ValueError(sentence(argument, rule, "None"))
        del left[role]
    return left


def _register(
    addresses: str | Path | pd.DataFrame | None, crs: object
) -> Register | None:
    if addresses is None:
        return None
    return Register.of(open_table(addresses), crs)


def _read_places(
    table: Table,
    roles: dict[str, Column],
    crs: object,
    beside: tuple[Any, Named],
    marks: tuple[Marks, Marks],
) -> Where:
    """Return the place of every row; ``beside``: the study area, and what is named."""
    area, named = beside
    if named.any.any() and not has_places(table, roles):
        marks[0].add("missing_geometry", np.ones(len(table.cells), bool))
        return placed_by_name(nowhere(len(table.cells), named), named)
    return placed_by_name(read_where(table, roles, crs, area, marks), named)


def _target(where: Where, named: Named, accepted: Mask) -> Any:
    """Return the CRS of the result; that of the areas where no row has a point."""
    placed = accepted & np.isfinite(where.lon) & np.isfinite(where.lat)
    if not placed.any() and named.around is not None:
        lon, lat = named.around
        return metric_crs(np.array([lon]), np.array([lat]))
    return metric_crs(where.lon[placed], where.lat[placed])


def _check_clocks(
    time_zone: str, source_time_zone: str | None, date_format: str | None
) -> tuple[str, str]:
    if date_format is not None:
        strptime_format(date_format)
    wanted = {"time_zone": time_zone, "source_time_zone": source_time_zone or time_zone}
    for name, zone in wanted.items():
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, TypeError, OSError) as error:
            rule = "a time zone such as 'Europe/Stockholm'"
            raise ValueError(sentence(name, rule, repr(zone))) from error
    return time_zone, source_time_zone or time_zone


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
    accepted: Mask,
    reasons: Marks,
    found: tuple[Table, Mapping[str, Column], Where],
    area: Any,
) -> None:
    if not len(accepted) or accepted.any():
        return
    table, roles, where = found
    joined = {role: " + ".join(columns_of(column)) for role, column in roles.items()}
    faults = first_faults(rejected_rows(table, accepted, reasons), joined)
    misplaced = reasons.has(
        "outside_sweden", "outside_study_area", "nonfinite_coordinate"
    )
    hint = ""
    if misplaced.any():
        hint = suggest_words(where.x, where.y, area, roles=roles)
    if faults[0].code in ("bad_time", "ambiguous_date"):
        hint = _time_hint(table, columns_of(roles["start"]))
    raise NothingReadError(table.facts.name, len(accepted), faults, hint)


def _time_hint(table: Table, names: tuple[str, ...]) -> str:
    """Return the arguments that may make the times of a column readable."""
    texts = as_text(table.cells[names[0]]).dropna().drop_duplicates().head(200)
    fit = formats_that_fit(texts.tolist())
    if fit:
        return "Pass " + " or ".join(f"date_format={form!r}" for form in fit) + "."
    return "Name the column of the time with columns={'start': ...}."


def _warn_if_many(summary: ReadingSummary, rejected: pd.DataFrame) -> None:
    if summary.n_rejected > _WARN_SHARE * summary.n_read:
        counts = ", ".join(f"{n} {code}" for code, n in summary.reasons.items())
        fault = first_faults(rejected, summary.roles)[0]
        message = (
            f"{summary.n_rejected} of {summary.n_read} rows of {summary.source} were "
            f"rejected ({counts}). Most often: {coded_name(fault.code, 'en')} First: "
            f"{first_found(fault.row, fault.cells, 'en')}. See .rejected."
        )
        if summary.reasons.get("duplicate_id", 0) > _WARN_SHARE * summary.n_read:
            code = "one_row_an_incident"
            message += " " + note(code, summary.notes[code], "en")
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
