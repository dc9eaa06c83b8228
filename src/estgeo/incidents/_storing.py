"""Columns as files can hold them, and back again: times, truth values, odd names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._inert import safe_text, unsafe_text

__all__ = ["safe_text", "unsafe_text"]

if TYPE_CHECKING:
    from numpy.typing import NDArray


def stored_names(names: list[str], reserved: tuple[str, ...]) -> dict[str, str]:
    """Return {name: name in the file}: none differ by case only, none is reserved.

    >>> stored_names(["Typ", "typ", "fid"], ("fid", "geom"))
    {'Typ': 'Typ', 'typ': 'typ_2', 'fid': 'fid_2'}
    """
    taken = {name.casefold() for name in reserved}
    result: dict[str, str] = {}
    for name in names:
        stored, copy = name, 2
        while stored.casefold() in taken:
            stored, copy = f"{name}_{copy}", copy + 1
        taken.add(stored.casefold())
        result[name] = stored
    return result


def offsets(times: pd.Series) -> pd.Series:
    """Return the offset from UTC of aware times as text such as "+01:00"."""
    text = times.dt.strftime("%z").astype("str")
    split: pd.Series = text.str.replace(r"(\d\d)$", r":\1", regex=True).astype("str")
    return split


def wall_clock(times: pd.Series) -> pd.Series:
    """Return aware times as the naive times that the clock on the wall showed."""
    naive: pd.Series = times.dt.tz_localize(None).astype("datetime64[ms]")
    return naive


def from_wall_clock(wall: pd.Series, offset: pd.Series, dtype: str) -> pd.Series:
    """Return aware times of a dtype from wall clock times and offsets."""
    text = pd.to_datetime(wall).dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")
    return _aware(text + as_str(offset), dtype)


def as_text_column(column: pd.Series) -> pd.Series:
    """Return any column as text that ``from_stored`` can read."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        text = column.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")
        zoned: pd.Series = text + offsets(column)
        return zoned
    if pd.api.types.is_datetime64_dtype(column.dtype):
        naive: pd.Series = column.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")
        return naive
    if pd.api.types.is_float_dtype(column.dtype):
        # repr is the shortest text that gives the same number back.
        numbers = column.to_numpy(np.float64, na_value=np.nan).tolist()
        values = [None if np.isnan(number) else repr(number) for number in numbers]
        return pd.Series(values, index=column.index, dtype="str")
    return column.astype("str").where(column.notna())


def as_plain_column(column: pd.Series) -> pd.Series:
    """Return a column as text, number or truth value, the kinds every format has."""
    is_number = pd.api.types.is_numeric_dtype(column.dtype)
    if is_number and isinstance(column.dtype, np.dtype):
        return column
    if is_number and not column.isna().any():
        return column.astype(
            "float64" if "float" in str(column.dtype).lower() else "int64"
        )
    if is_number:
        return column.astype("float64")
    return as_text_column(column)


def from_stored(column: pd.Series, dtype: str) -> pd.Series:
    """Return a stored column as the dtype it had."""
    if dtype.startswith("datetime64") and "," in dtype:
        return _aware(column.astype("str"), dtype)
    if dtype.startswith("datetime64"):
        times: pd.Series = pd.to_datetime(column, format="ISO8601")
        return times.astype(_as_dtype(dtype))
    if dtype == "bool":
        return column.astype("str").str.casefold().isin(["true", "1", "1.0"])
    if dtype in ("str", "object", "string"):
        return as_str(column)
    return pd.Series(exact_floats(column), index=column.index).astype(_as_dtype(dtype))


def exact_floats(column: pd.Series) -> NDArray[np.float64]:
    """Return text or numbers as floats to the last digit; NaN where missing."""
    values = column.astype(object).where(column.notna(), np.nan)
    return np.array([float(value) for value in values], np.float64)


def _as_dtype(dtype: str) -> Any:
    return pd.api.types.pandas_dtype(dtype)


def as_str(column: pd.Series) -> pd.Series:
    """Return a column as text, missing where it is missing."""
    return column.astype("str").where(column.notna())


def _aware(text: pd.Series, dtype: str) -> pd.Series:
    zone = dtype.split(",")[1].strip(" ]")
    times = pd.to_datetime(text, format="ISO8601", utc=True)
    aware: pd.Series = times.dt.tz_convert(zone).astype(_as_dtype(dtype))
    return aware
