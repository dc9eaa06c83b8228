"""How often would each word have been said in the past: the week rule on history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_whole, sentence
from ._week_rule import (
    LEAST_WEEKS,
    NOMINAL,
    predict_week,
    town_season,
    week_codes,
    weeks_that_count,
)
from ._weekly_counts import series_of, week_numbers, weekly_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd


def week_alarm_rates(
    incidents: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    zones: gpd.GeoDataFrame | None = None,
    baseline_weeks: int = 26,
    time: str = "start",
) -> pd.DataFrame:
    """Return how often each word would have been said in the past, week by week.

    Parameters
    ----------
    incidents, by, zones, baseline_weeks, time
        As in :func:`week_status`.

    Returns
    -------
    DataFrame
        One row a status: ``status``, ``n`` (weeks x series that got it), ``share``,
        and ``nominal``, what the rule would give at most if nothing ever happened.

    Raises
    ------
    ValueError
        If there are not two weeks more than the baseline.

    Warns
    -----
    UserWarning
        If incidents are known only to the month and therefore left out.

    Notes
    -----
    A share far above the nominal one says that the series have seasons of their own,
    bursts or changes of reporting that the 26 weeks do not carry; it includes true
    alarms. Season and spikes are taken out as in :func:`week_status`.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.date_range("2018-01-01 18:00", "2018-12-30 18:00", freq="3D")
    >>> incidents = pd.DataFrame({"start": days.tz_localize("Europe/Stockholm")})
    >>> eg.week_alarm_rates(incidents).set_index("status")["n"].to_list()
    [0, 0, 26, 0, 0]
    """
    baseline_weeks = check_whole("baseline_weeks", baseline_weeks, at_least=LEAST_WEEKS)
    keys, code, frame = series_of(incidents, by, zones, time)
    when = week_numbers(frame[time])
    last = int(when.max()) if len(when) else 0
    span = last - (int(when.min()) if len(when) else 0) + 1
    if span < baseline_weeks + 2:
        rule = f"over at least {baseline_weeks + 2} weeks"
        raise ValueError(sentence("incidents", rule, f"{span} weeks"))
    counts = weekly_counts(when, code, len(keys), last, span - 1)
    town = weekly_counts(when, np.zeros_like(code), 1, last, span - 1)[0]
    said = []
    for at in range(baseline_weeks, span):
        some = counts[:, at - baseline_weeks : at + 1]
        season = town_season(town[: at + 1], baseline_weeks)
        kept = weeks_that_count(some[:, :-1], season)
        said.append(week_codes(some[:, -1], predict_week(some, season, kept)))
    tally = pd.Series(np.concatenate(said)).value_counts()
    n = tally.reindex(list(NOMINAL), fill_value=0)
    return pd.DataFrame(
        {
            "status": list(NOMINAL),
            "n": n.to_numpy(),
            "share": n.to_numpy() / max(int(n.sum()), 1),
            "nominal": list(NOMINAL.values()),
        }
    )
