"""Counts by area and theme, tertial by tertial."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .._frame_checks import check_columns, check_frame


def tertial_table(
    incidents: pd.DataFrame,
    *,
    area: str = "area",
    theme: str = "theme",
    time: str = "start",
) -> pd.DataFrame:
    """Return counts by area and theme, one column a tertial, with the latest change.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware times.
    area, theme, time : str
        Columns.

    Returns
    -------
    DataFrame
        Indexed (area, theme): one column a tertial such as "2018-T1" with whole
        counts, and ``change``, the last less the same tertial a year earlier (NaN
        where there is none).

    Raises
    ------
    KeyError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> day = pd.to_datetime(["2018-01-05", "2019-02-05", "2019-03-05"])
    >>> incidents = pd.DataFrame(
    ...     {
    ...         "start": day.tz_localize("Europe/Stockholm"),
    ...         "area": "Norr",
    ...         "theme": "brand",
    ...     }
    ... )
    >>> eg.tertial_table(incidents).loc[("Norr", "brand")].to_list()
    [1, 0, 0, 2, 1]
    """
    check_frame("incidents", incidents)
    check_columns("incidents", incidents, [area, theme, time])
    day = pd.DatetimeIndex(incidents[time])
    number = day.year * 3 + (day.month - 1) // 4
    table = pd.crosstab([incidents[area], incidents[theme]], number.to_numpy())
    every = range(int(number.min()), int(number.max()) + 1)
    table = table.reindex(columns=every, fill_value=0)
    change = table.iloc[:, -1] - table.iloc[:, -4] if len(every) > 3 else np.nan
    table.columns = pd.Index([f"{at // 3}-T{at % 3 + 1}" for at in every])
    return table.assign(change=change)
