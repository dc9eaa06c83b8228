"""Times, shapes, frames and dataclasses as values that JSON can hold, and back.

Numbers, texts and lists stay as they are; what is not known is null. Everything else is
an object whose first key tells what it is: ``time`` and ``day`` in ISO 8601, ``wkt``,
``crs``, ``tuple``, ``mapping``, ``array``, ``table`` (columns with their types) and
``class`` (a dataclass, by its name).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from ._checks import sentence

# Dataclasses that may be made from plain values, by name.
Classes = Mapping[str, type[Any]]


def to_plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | int | str):
        return value
    for kind, plain in _TO_PLAIN:
        if isinstance(value, kind):
            return plain(value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            part.name: to_plain(getattr(value, part.name)) for part in fields(value)
        }
        return {"class": type(value).__name__, "fields": kept}
    rule = "made of numbers, texts, times, shapes, frames and parts of these"
    raise TypeError(sentence("result", rule, type(value).__name__))


def from_plain(value: Any, classes: Classes) -> Any:
    """Return what :func:`to_plain` was given."""
    if isinstance(value, list):
        return [from_plain(one, classes) for one in value]
    if not isinstance(value, Mapping):
        return value
    kind = next(iter(value), None)
    if kind not in _FROM_PLAIN:
        rule = "one of " + ", ".join(_FROM_PLAIN)
        raise ValueError(sentence("first key", rule, repr(kind)))
    return _FROM_PLAIN[kind](value, classes)


def _plain_number(value: float) -> Any:
    if math.isfinite(value):
        return value
    return None if math.isnan(value) else {"number": "inf" if value > 0 else "-inf"}


def _plain_time(value: datetime) -> dict[str, str]:
    zone = getattr(value.tzinfo, "key", None)
    return {"time": value.isoformat()} | ({"zone": zone} if zone else {})


def _time(value: Mapping[str, Any], _: Classes) -> pd.Timestamp:
    moment = pd.Timestamp(value["time"])
    return moment.tz_convert(value["zone"]) if "zone" in value else moment


def _plain_array(value: np.ndarray[Any, Any]) -> dict[str, Any]:
    flat = [to_plain(one) for one in value.ravel().tolist()]
    return {"array": flat, "dtype": str(value.dtype), "shape": list(value.shape)}


def _array(value: Mapping[str, Any], classes: Classes) -> np.ndarray[Any, Any]:
    flat = _held([from_plain(one, classes) for one in value["array"]], value["dtype"])
    return np.asarray(flat).reshape(value["shape"])


def _plain_frame(frame: pd.DataFrame) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "table": [_plain_column(name, frame[name]) for name in frame.columns],
        "index": [
            _plain_column(name, frame.index.get_level_values(level).to_series())
            for level, name in enumerate(frame.index.names)
        ],
        "kind": "frame",
    }
    if isinstance(frame, gpd.GeoDataFrame):
        name = frame.active_geometry_name
        crs = None if name is None or frame.crs is None else frame.crs.to_string()
        plain |= {"kind": "geoframe", "geometry": name, "crs": crs}
    return plain


def _plain_series(series: pd.Series) -> dict[str, Any]:
    return _plain_frame(series.to_frame()) | {"kind": "series"}


def _frame(value: Mapping[str, Any], classes: Classes) -> Any:
    columns = {_name(one, classes): _column(one, classes) for one in value["table"]}
    levels = [_column(one, classes) for one in value["index"]]
    names = [_name(one, classes) for one in value["index"]]
    index: pd.Index[Any] = pd.MultiIndex.from_arrays(levels, names=names)
    if len(levels) == 1:
        index = pd.Index(levels[0], name=names[0])
    frame = pd.DataFrame(columns, index=range(len(index))).set_axis(index)
    if value["kind"] == "series":
        return frame.iloc[:, 0]
    if value["kind"] == "frame":
        return frame
    made = gpd.GeoDataFrame(frame)
    name = value["geometry"]
    return made if name is None else made.set_geometry(name, crs=value["crs"])


def _plain_column(name: Any, column: pd.Series) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": to_plain(name), "dtype": str(column.dtype)}
    if isinstance(column.dtype, pd.CategoricalDtype):
        plain["categories"] = [to_plain(one) for one in column.cat.categories]
        plain["ordered"] = bool(column.cat.ordered)
        column = column.astype(object)
    plain["values"] = [to_plain(one) for one in column.tolist()]
    return plain


def _column(plain: Mapping[str, Any], classes: Classes) -> Any:
    values = [from_plain(one, classes) for one in plain["values"]]
    if "categories" in plain:
        categories = [from_plain(one, classes) for one in plain["categories"]]
        return pd.Categorical(values, categories=categories, ordered=plain["ordered"])
    return _held(values, plain["dtype"])


def _held(values: list[Any], dtype: str) -> Any:
    """Return values as an array of the type they had."""
    if dtype == "geometry":
        return gpd.array.from_shapely(np.array(values, dtype=object))
    if dtype == "object":
        # A series keeps the type that it is given; of an array pandas makes texts.
        return pd.Series(values, dtype=object)
    if dtype.startswith("float"):
        return np.array([np.nan if v is None else v for v in values], dtype=dtype)
    kind: Any = dtype
    return pd.array(values, dtype=kind)


def _name(plain: Mapping[str, Any], classes: Classes) -> Any:
    return from_plain(plain["name"], classes)


def _part(value: Mapping[str, Any], classes: Classes) -> Any:
    made = classes.get(value["class"])
    if made is None:
        rule = "the name of a result of this estgeo"
        raise ValueError(sentence("class", rule, repr(value["class"])))
    given = {name: from_plain(one, classes) for name, one in value["fields"].items()}
    kinds = {part.name: str(part.type) for part in fields(made)}
    if kinds.keys() != given.keys():
        rule = f"the fields of {value['class']}: {', '.join(kinds)}"
        raise ValueError(sentence("fields", rule, ", ".join(given)))
    # The fields as they were, also those that __init__ does not take.
    result = object.__new__(made)
    for name, one in given.items():
        is_unknown_number = one is None and kinds[name] == "float"
        object.__setattr__(result, name, math.nan if is_unknown_number else one)
    if hasattr(result, "__post_init__"):
        result.__post_init__()
    return result


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {"mapping": [[to_plain(k), to_plain(one)] for k, one in value.items()]}


_TO_PLAIN: list[tuple[type[Any], Callable[[Any], Any]]] = [
    (float, _plain_number),
    (np.generic, lambda value: to_plain(value.item())),
    (list, lambda value: [to_plain(one) for one in value]),
    (datetime, _plain_time),
    (date, lambda value: {"day": value.isoformat()}),
    (pd.Timedelta, lambda value: {"length": value.isoformat()}),
    (
        shapely.Geometry,
        lambda value: {"wkt": shapely.to_wkt(value, rounding_precision=-1)},
    ),
    (pyproj.CRS, lambda value: {"crs": value.to_string()}),
    (Path, lambda value: {"path": value.as_posix()}),
    (pd.DataFrame, _plain_frame),
    (pd.Series, _plain_series),
    (np.ndarray, _plain_array),
    (tuple, lambda value: {"tuple": [to_plain(one) for one in value]}),
    (Mapping, _plain_mapping),
]

_FROM_PLAIN: dict[Any, Callable[[Mapping[str, Any], Classes], Any]] = {
    "time": _time,
    "day": lambda value, _: date.fromisoformat(value["day"]),
    "length": lambda value, _: pd.Timedelta(value["length"]),
    "wkt": lambda value, _: shapely.from_wkt(value["wkt"]),
    "crs": lambda value, _: pyproj.CRS.from_user_input(value["crs"]),
    "path": lambda value, _: Path(value["path"]),
    "number": lambda value, _: float(value["number"]),
    "table": _frame,
    "array": _array,
    "tuple": lambda value, classes: tuple(
        from_plain(one, classes) for one in value["tuple"]
    ),
    "mapping": lambda value, classes: {
        from_plain(k, classes): from_plain(v, classes) for k, v in value["mapping"]
    },
    "class": _part,
}
