"""Instants as whole numbers, whatever table they came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from .._checks import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

MISSING = np.iinfo(np.int64).min

NANOSECONDS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}


@dataclass(frozen=True, slots=True)
class Instants:
    """Some instants.

    Attributes
    ----------
    stamps : ndarray of int64
        Counted in ``unit`` from 1970 by UTC; ``MISSING`` where no time is known.
    unit : {"s", "ms", "us", "ns"}
        What they are counted in.
    zone : str
        The time zone whose clock they were read from.
    """

    stamps: Integers
    unit: str
    zone: str

    def __len__(self) -> int:
        return len(self.stamps)

    def at(self, stamp: int) -> pd.Timestamp:
        """Return one stamp as a time on the clock."""
        return pd.Timestamp(int(stamp), unit=self.unit, tz="UTC").tz_convert(self.zone)

    def on_the_clock(self) -> pd.DatetimeIndex:
        """Return the times on the clock of the zone."""
        by_utc = pd.DatetimeIndex(self.stamps.view(f"M8[{self.unit}]"), tz="UTC")
        return by_utc.tz_convert(self.zone)


def instants_of(column: str, values: pd.Series) -> Instants:
    """Return the times of a column; by UTC where no time zone is stated."""
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        raise TypeError(sentence(column, "a column of times", str(values.dtype)))
    times = pd.DatetimeIndex(values)
    return Instants(times.asi8, times.unit, _name_of(times.tz))


def instants_of_arrow(column: str, values: pa.Array) -> Instants:
    """Return the times of a column of Arrow; by UTC where no time zone is stated."""
    if not pa.types.is_timestamp(values.type):
        return instants_of(column, values.to_pandas())
    stamps = values.cast(pa.int64())
    if stamps.null_count:
        stamps = stamps.fill_null(int(MISSING))
    return Instants(stamps.to_numpy(), values.type.unit, values.type.tz or "UTC")


def check_all_known(column: str, instants: Instants) -> None:
    """Raise ValueError if a time is missing."""
    missing = instants.stamps == MISSING
    if missing.any():
        got = f"{int(missing.sum())} of {len(instants)} without a time"
        raise ValueError(sentence(column, "a time for every incident", got))


def _name_of(zone: object) -> str:
    return "UTC" if zone is None else str(zone)
