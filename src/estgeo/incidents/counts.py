"""Read counts that someone has made already: periods by areas by themes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_geoframe
from .._periods import period_bounds, period_kind, period_label, period_range
from .._zone_names import SEVERAL, TOTAL_WORDS, ZoneLookup, name_key, zone_labels
from ._checklists import checklist_that_fits, theme_finder
from ._headers import bare, columns_of, find_roles, part_of_year, plain
from ._values import as_text, read_numbers
from .formats.sources import open_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ._headers import Column

_COUNTS = ("n", "antal", "antal händelser", "antal rapporter", "antal brott", "count",
           "counts", "number", "händelser", "rapporter")  # fmt: skip
_PERIODS = ("period", "vecka", "week", "månad", "month", "kvartal", "quarter",
            "tertial", "iso vecka", "iso week", "v", "veckonummer", "veckonr", "datum",
            "date", "år", "year")  # fmt: skip
_YEARS = ("år", "year", "ar", "årtal")
_THEMES = ("tema", "theme", "kategori", "category", "händelsetyp", "brottstyp", "brott",
           "typ", "type", "rubrik")  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov",
           "dec")  # fmt: skip
_ROLES = ("period", "year", "area", "theme", "n")


def read_counts(
    source: str | Path | pd.DataFrame,
    *,
    zones: gpd.GeoDataFrame,
    columns: Mapping[str, Column | None] | None = None,
    checklist: str | Mapping[str, str] | None = None,
    time_zone: str = "Europe/Stockholm",
    layer: str | None = None,
) -> gpd.GeoDataFrame:
    """Read counts by period, area and theme, long or wide, so that none is lost.

    Parameters
    ----------
    source : path or DataFrame
        A table with a column of periods ("2018-W10", or year and week, month, ...), a
        column of areas, and either a column of themes and one of counts, or one column
        of counts a theme (or an area, or a period). Rows and columns of sums are left
        out.
    zones : GeoDataFrame
        The areas; names are matched whatever their case and spaces.
    columns : dict, optional
        {role: column}, roles ``period year area theme n``, where headers do not say it.
    checklist : str or dict, optional
        As for :func:`read_incidents`: from the words of the table to themes.
    time_zone : str, default "Europe/Stockholm"
        Zone whose midnights begin the periods.
    layer : str, optional
        Sheet, when several could be meant.

    Returns
    -------
    GeoDataFrame
        One row an area, theme and period, also where nothing was counted: ``zone``
        (label), ``theme``, ``period`` (label), ``start``, ``end``, ``complete``
        (True), ``n`` and the shape of the area. An empty cell is 0, as is an area,
        theme and period without a row; a period without any row is not there.
        :func:`week_status`, :func:`trend`, :func:`trends`, :func:`tertial_table`
        and :func:`period_counts` take it as they take incidents.

    Raises
    ------
    ValueError
        If a period, area or count cannot be read in exactly one way: the first is told.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> zones = gpd.GeoDataFrame(
    ...     {"namn": ["Norr", "Söder"]}, geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)]
    ... )
    >>> sheet = pd.DataFrame(
    ...     {
    ...         "År": [2018, 2018, 2018],
    ...         "Vecka": [10, 10, 11],
    ...         "Område": ["Norr", "Söder", "NORR "],
    ...         "Klotter": [2, 1, 0],
    ...         "Brand": [0, None, 3],
    ...     }
    ... )
    >>> counts = eg.read_counts(sheet, zones=zones)
    >>> counts[["zone", "theme", "period", "n"]].query("n > 0")
         zone         theme    period  n
    1   Norr         brand  2018-W11  3
    2   Norr  skadegörelse  2018-W10  2
    6  Söder  skadegörelse  2018-W10  1
    """
    check_geoframe("zones", zones)
    cells = open_table(source, layer=layer).cells
    long = _long(cells, _roles(cells, columns), zones)
    long = long[~_is_total(long, zones)]
    found = _Read(
        zone=_zones_of(long["area"], zones),
        theme=_themes_of(long["theme"], checklist),
        period=_labels_of(long),
        n=_numbers_of(long["n"]),
    )
    return _whole(found, zones, time_zone)


@dataclass(frozen=True, slots=True)
class _Read:
    zone: Any
    theme: Any
    period: Any
    n: Any


def _roles(
    cells: pd.DataFrame,
    given: Mapping[str, Column | None] | None,
) -> dict[str, str]:
    """Return {role: column} of what the headers say and what was given."""
    headers = [str(name) for name in cells.columns]
    known = {name_of(h): h for name_of in (bare, plain) for h in reversed(headers)}
    found: dict[str, str] = {}
    area = find_roles(headers, None).get("area")
    if area is not None:
        found["area"] = columns_of(area)[0]
    for role, names in (("n", _COUNTS), ("period", _PERIODS), ("theme", _THEMES)):
        name = next((known[n] for n in names if n in known), None)
        if name is not None and name not in found.values():
            found[role] = name
    year = next((known[n] for n in _YEARS if n in known), None)
    if year is not None and year != found.get("period"):
        found["year"] = year
    for role, column in (given or {}).items():
        if role not in _ROLES:
            rule = "{role: column} with roles " + ", ".join(_ROLES)
            raise KeyError(sentence("columns", rule, repr(role)))
        found.pop(role, None)
        if column is not None:
            found[role] = columns_of(column)[0]
    return found


def _long(
    cells: pd.DataFrame, roles: dict[str, str], zones: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Return one row a count; a wide table is turned, by what its headers are."""
    others = [c for c in cells.columns if str(c) not in roles.values()]
    numbers = cells[others].select_dtypes("number").columns
    is_sum = "theme" not in roles and len(numbers) > 1  # of the columns beside it
    if "n" not in roles or not {"period", "area"} <= roles.keys() or is_sum:
        roles = {role: name for role, name in roles.items() if role != "n"}
        spread = [str(c) for c in cells.columns if str(c) not in roles.values()]
        spread = [c for c in spread if plain(c) not in (*TOTAL_WORDS, *_COUNTS)]
        role = _spread_by(spread, roles, zones)
        kept = list(roles.values())
        cells = cells[kept + spread].melt(kept, var_name=f"_{role}", value_name="_n")
        roles = roles | {role: f"_{role}", "n": "_n"}
    missing = {"period", "area", "n"} - roles.keys()
    if missing:
        rule = f"{{'{sorted(missing)[0]}': column}}, since no known header names it"
        has = ", ".join(map(str, cells.columns))
        raise ValueError(sentence("columns", rule, f"the columns {has}"))
    long = pd.DataFrame({role: cells[name] for role, name in roles.items()})
    for role in ("theme", "year"):
        long[role] = long.get(role, "")
    part = part_of_year(roles["period"]) or plain(roles["period"]).split()[0]
    return long.assign(kind=part, row=np.arange(len(long)) + 1)


def _spread_by(
    headers: Sequence[str], roles: Mapping[str, str], zones: gpd.GeoDataFrame
) -> str:
    """Return what the columns of a wide table are: periods, areas or themes."""
    if "period" not in roles and any(_label(h, "", "") for h in headers):
        return "period"
    if "area" not in roles and (ZoneLookup(zones).find(headers) >= 0).any():
        return "area"
    return "theme"


def _is_total(long: pd.DataFrame, zones: gpd.GeoDataFrame) -> pd.Series:
    names = ZoneLookup(zones).find(TOTAL_WORDS)
    totals = {name for name, at in zip(TOTAL_WORDS, names, strict=True) if at < 0}
    keys = [as_text(long[role]).fillna("").map(name_key) for role in ("area", "period")]
    empty = keys[0].eq("") & keys[1].eq("") & long["n"].isna()
    return keys[0].isin(totals) | keys[1].isin(totals) | empty


def _zones_of(areas: pd.Series, zones: gpd.GeoDataFrame) -> Any:
    text = as_text(areas).fillna("")
    codes, distinct = pd.factorize(text)
    found = ZoneLookup(zones).find(distinct)
    bad = found < 0
    if bad.any():
        names = ", ".join(repr(str(name)) for name in distinct[bad][:5])
        why = "the name of one zone only" if (found == SEVERAL).any() else "zones"
        remedy = f"The zones are {', '.join(zone_labels(zones).head(8))}."
        raise ValueError(sentence("source", f"counts of {why}", names, remedy))
    return found[codes]


def _themes_of(
    words: pd.Series, checklist: str | Mapping[str, str] | None
) -> pd.Series:
    """Return themes by the checklist; the words themselves where there is none."""
    text = as_text(words).fillna("")
    said = [str(each) for each in text.unique() if each]
    name = checklist if checklist is not None else checklist_that_fits(said)
    if name is None or not said:
        return text
    find = theme_finder(name)
    themes = {each: find(each) for each in said}
    unknown = [each for each, theme in themes.items() if not theme]
    if unknown:
        names = ", ".join(map(repr, unknown[:5]))
        raise ValueError(sentence("checklist", "a list with every theme", names))
    return text.map(themes | {"": ""})


def _labels_of(long: pd.DataFrame) -> pd.Series:
    facts = long[["period", "year", "kind"]].astype(object)
    keys = list(facts.itertuples(index=False, name=None))
    labels = {key: _label(*key) for key in dict.fromkeys(keys)}
    bad = [key for key in keys if not labels[key]]
    if bad:
        said = " ".join(str(part) for part in bad[0][:2] if str(part) != "")
        row = int(long["row"].iloc[keys.index(bad[0])])
        rule = "counts of periods such as 2018-W10, 2018-03 or a year and a week"
        raise ValueError(sentence("source", rule, f"{said!r} in row {row}"))
    found = pd.Series([labels[key] for key in keys], index=long.index)
    kinds = {period_kind(label) for label in found.unique()}
    if len(kinds) > 1:
        both = " and ".join(sorted(kinds))
        raise ValueError(sentence("source", "counts of one kind of period", both))
    return found


def _label(cell: Any, year: Any, kind: str) -> str:
    """Return the label of a period, "" where it is none.

    >>> _label("v. 7", 2018.0, "week"), _label("vecka 10 2018", "", "")
    ('2018-W07', '2018-W10')
    """
    if isinstance(cell, date):
        return period_label(cell, "day")
    text = (
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    )
    text = " ".join(text.casefold().split())
    if not text.isdigit() or (kind in _YEARS and len(text) == 4):
        label = _checked(text.upper())
        if label:
            return label
    year = re.search(r"\b((?:19|20)\d\d)\b", f"{year} {text}".replace(".0", ""))
    rest = re.sub(r"\b(?:19|20)\d\d\b", " ", text).strip(" -.,")
    number = re.search(r"(\d{1,2})\b", rest)
    if year is None:
        return ""
    if any(rest.startswith(name) for name in _MONTHS):
        month = next(k for k, name in enumerate(_MONTHS) if rest.startswith(name))
        return f"{year[1]}-{month + 1:02d}"
    if number is None:
        return ""
    n, word = int(number[1]), re.sub(r"[\d\s.]+", "", rest) or kind
    forms = {"w": "-W{:02d}", "v": "-W{:02d}", "m": "-{:02d}", "q": "-Q{}",
             "k": "-Q{}", "t": "-T{}", "i": "-W{:02d}"}  # fmt: skip
    form = forms.get(word[:1])
    return "" if form is None else _checked(year[1] + form.format(n))


def _checked(label: str) -> str:
    """Return a label of a period, "" for any other text."""
    try:
        period_kind(label)
    except ValueError:
        return ""
    return label


def _numbers_of(cells: pd.Series) -> Any:
    numbers = read_numbers(cells)
    values = np.where(numbers.missing, 0.0, numbers.values)
    bad = ~np.isfinite(values) | (values < 0) | (values % 1 != 0)
    if bad.any():
        first = int(np.flatnonzero(bad)[0])
        got = f"{cells.iloc[first]!r} and {int(bad.sum()) - 1} more that are not"
        raise ValueError(sentence("source", "counts (whole, not negative)", got))
    return values.astype(np.int64)


def _whole(found: _Read, zones: gpd.GeoDataFrame, time_zone: str) -> gpd.GeoDataFrame:
    """Return every zone, theme and period; the counts of each added up."""
    if not len(found.n):
        raise ValueError(sentence("source", "at least one count", "none"))
    sums = pd.Series(found.n).groupby(
        [np.asarray(found.zone), found.theme.to_numpy(), found.period.to_numpy()]
    ).sum()  # fmt: skip
    themes = sorted(found.theme.unique())
    there = set(found.period)
    labels = [each for each in period_range(min(there), max(there)) if each in there]
    every = pd.MultiIndex.from_product([range(len(zones)), themes, labels])
    n = sums.reindex(every, fill_value=0)
    bounds = {label: period_bounds(label, time_zone) for label in labels}
    at = every.get_level_values(0).to_numpy()
    label = every.get_level_values(2)
    frame = pd.DataFrame(
        {
            "zone": zone_labels(zones).to_numpy()[at],
            "theme": every.get_level_values(1),
            "period": label,
            "start": pd.DatetimeIndex([bounds[each][0] for each in label]),
            "end": pd.DatetimeIndex([bounds[each][1] for each in label]),
            "complete": True,
            "n": n.to_numpy(np.int64),
        }
    )
    shapes = zones.geometry.to_numpy()[at]
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=zones.crs)
