"""How much of a period has been reported yet, by the delays of earlier reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of a period with a smaller share of its reports in, nothing is called a fall.
FILLED = 0.95
_LEAST = 20
_DAY = pd.Timedelta("1D")
# Delays are those of a year of reports.
_LOOK_BACK = pd.Timedelta("365D")


def share_reported(
    incidents: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> float:
    """Return the share of the reports of [start, end) that usually are in by now.

    Now is the last ``reported_at``; the delays are those of the year before the
    period. 1 where they are not known.

    Reports that all come two days late, and a week read on its last evening:

    >>> days = pd.date_range("2018-01-01", "2018-03-09", tz="UTC")
    >>> late = pd.DataFrame({"start": days, "reported_at": days + pd.Timedelta("2D")})
    >>> bounds = [pd.Timestamp(d, tz="UTC") for d in ("2018-03-05", "2018-03-12")]
    >>> round(share_reported(late, *bounds), 2)
    0.57
    """
    delays, now = _delays(incidents, start)
    if now is None or len(delays) < _LEAST:
        return 1.0
    middles = np.arange(0.5, (end - start) / _DAY)
    waited = (now - start) / _DAY - middles
    return float(np.searchsorted(delays, waited, side="right").mean() / len(delays))


def _delays(
    incidents: pd.DataFrame, start: pd.Timestamp
) -> tuple[NDArray[np.float64], pd.Timestamp | None]:
    """Return the sorted delays in days of the reports before ``start``, and now."""
    none = np.empty(0)
    if "reported_at" not in incidents or incidents["reported_at"].dtype == object:
        return none, None
    told = incidents["reported_at"]
    if not isinstance(told.dtype, pd.DatetimeTZDtype) or told.isna().all():
        return none, None
    began = incidents["start"]
    chosen = (began >= start - _LOOK_BACK) & (began < start) & told.notna()
    delays = (told[chosen] - began[chosen]).to_numpy() / _DAY.to_numpy()
    return np.sort(delays.astype(float)), told.max()
