"""Reports that fill several rows, one a category, counted once where they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# What rows of one report have in common; a row number alone may come from two files.
_SAME = ("est_row", "incident_id", "start", "end", "zone")
# Columns in which the rows of a report differ.
_OF_A_CATEGORY = ("category", "theme", "is_positive")


def one_row_a_report(
    incidents: Any,
    by: str | Sequence[str] | None = None,
    *,
    first: NDArray[np.bool_] | None = None,
) -> Any:
    """Return incidents with one row a report, or a report and value of ``by``.

    Rows that ``categories="split"`` made of one report have a weight below 1 between
    them; without ``by`` a total counts them once. ``first``: rows to keep before
    others. Anything but a frame with such rows is returned as it is.

    >>> rows = pd.DataFrame({"est_row": [1, 1, 2], "theme": ["a", "b", "a"]})
    >>> rows["weight"] = [0.5, 0.5, 1.0]
    >>> len(one_row_a_report(rows)), len(one_row_a_report(rows, "theme"))
    (2, 3)
    """
    if not isinstance(incidents, pd.DataFrame):
        return incidents
    if not {"est_row", "weight"} <= set(incidents.columns):
        return incidents
    weight = pd.to_numeric(incidents["weight"], errors="coerce").to_numpy(float)
    split = weight < 1
    if not split.any():
        return incidents
    asked = [by] if isinstance(by, str) else list(by or ())
    wanted = [name for name in asked if name in incidents.columns]
    keys = [name for name in _SAME if name in incidents.columns]
    keys += [name for name in wanted if name in _OF_A_CATEGORY]
    rows = np.flatnonzero(split)
    if first is not None:
        rows = rows[np.argsort(~first[rows], kind="stable")]
    again = incidents.iloc[rows][keys].duplicated().to_numpy()
    kept = np.ones(len(incidents), bool)
    kept[rows[again]] = False
    return incidents[kept]
