"""What a lägesbild is about: the incidents, zones and days, checked once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pandas as pd

from .._centres import look_like_centres
from .._checks import check_positive, sentence
from .._frame_checks import (
    check_points,
    check_polygons,
    check_projected,
    check_times,
    in_crs_of,
)
from .._periods import first_day, last_day, midnight, period_bounds, period_kind
from .._spans import data_span
from .._zone_names import place_in_areas, zone_names
from ..analysis._weekly_counts import FILLED, share_reported
from ..space_time.areas import zone_of
from ..space_time.hours import knows_hour
from ..space_time.street_names import in_geometry_column
from ..words.report import UNSAID

if TYPE_CHECKING:
    from datetime import date

    import geopandas as gpd

    from .._columns import Language, PeriodKind


Frame = TypeVar("Frame", bound=pd.DataFrame)

# A single week is too thin to test: hot spots and hot times of less than four weeks
# rest on a quarter of a year that ends with them.
LEAST_DAYS = 28
WEEKS_BEHIND_A_WEEK = 13

# Fewer reports than this say nothing of how they were placed on the map.
LEAST_REPORTS_TO_JUDGE = 100

ZONE = "zone"
TOPIC = "topic"


@dataclass(frozen=True)
class Study:
    """Checked input of a lägesbild.

    Attributes
    ----------
    incidents : GeoDataFrame
        The reports in the zones, in a metric CRS, with ``topic`` (theme, or category)
        and ``zone``: whose page it is.
    everywhere : GeoDataFrame
        All reports given, also those outside the zones.
    zones : GeoDataFrame
        The zones in the same CRS, indexed by their name.
    period : str
        Label of the period.
    start, end : Timestamp
        Its bounds.
    window_start : Timestamp
        Where the reports behind hot spots and hot times begin.
    data_start, data_end : Timestamp
        First day and day after the last that the reports cover.
    share_in : float
        Share of the period's reports that by the usual delay are in.
    """

    incidents: gpd.GeoDataFrame
    everywhere: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    period: str
    start: pd.Timestamp
    end: pd.Timestamp
    window_start: pd.Timestamp
    data_start: pd.Timestamp
    data_end: pd.Timestamp
    share_in: float
    cell_size: float
    lang: Language

    @property
    def kind(self) -> PeriodKind:
        """Return the kind of period."""
        return period_kind(self.period)

    @property
    def is_short(self) -> bool:
        """Return whether the period is read for what to do next: a month at most."""
        return (last_day(self.period) - first_day(self.period)).days < 31

    @property
    def last_day(self) -> date:
        """Return the last day of the period."""
        return (self.end - self.end.resolution).date()

    @cached_property
    def problems(self) -> gpd.GeoDataFrame:
        """Return all reports but those of something good."""
        return self.incidents[~self.incidents["is_positive"]]

    @cached_property
    def now(self) -> gpd.GeoDataFrame:
        """Return the problem reports of the period."""
        return between(self.problems, self.start, self.end)

    @cached_property
    def window(self) -> gpd.GeoDataFrame:
        """Return the problem reports that hot spots and hot times rest on."""
        return between(self.problems, self.window_start, self.end)

    @property
    def positive(self) -> gpd.GeoDataFrame:
        """Return the reports of something good in the period."""
        good = self.incidents[self.incidents["is_positive"]]
        return between(good, self.start, self.end)

    @property
    def outside(self) -> int:
        """Return how many reports of the period lie outside all zones."""
        given = between(self.everywhere, self.start, self.end)
        return int(given[ZONE].isna().sum())

    @property
    def is_unfinished(self) -> bool:
        """Return whether reports of the period are still to come."""
        return self.share_in < FILLED or not self.covers(self.period)

    def with_points(self) -> Study:
        """Return the same study of the reports that have a place on the map."""
        return self.replaced(self.incidents[~self.incidents.geometry.isna()])

    def replaced(self, incidents: gpd.GeoDataFrame) -> Study:
        """Return the same study of other incidents."""
        return replace(self, incidents=incidents)

    def covers(self, label: str) -> bool:
        """Return whether the reports cover a period, give or take a tenth of it."""
        start, end = period_bounds(label, str(self.start.tz))
        slack = (end - start) / 10
        return self.data_start <= start + slack and end - slack <= self.data_end


def between(incidents: Frame, start: pd.Timestamp, end: pd.Timestamp) -> Frame:
    """Return the incidents that began in [start, end)."""
    times = incidents["start"]
    return incidents[(times >= start) & (times < end)]


def count_between(
    incidents: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> int:
    """Return how many incidents began in [start, end)."""
    times = incidents["start"]
    return int(((times >= start) & (times < end)).sum())


def prepare(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: str,
    cell_size: float | None,
    lang: Language,
) -> Study:
    """Check the input and bring it into one CRS, one clock and one vocabulary."""
    check_polygons("zones", zones)
    spots = place_in_areas("incidents", incidents, zones)
    check_points("incidents", spots)
    check_times("incidents", incidents, "start")
    check_projected("incidents", incidents)
    period_kind(period)
    named = _named(in_crs_of("zones", zones, incidents))
    names = np.array([*named.index, None], dtype=object)
    placed = _vocabulary(incidents).assign(**{ZONE: names[zone_of(spots, named)]})
    time_zone = str(incidents["start"].dt.tz)
    start, end = period_bounds(period, time_zone)
    first, last = data_span(incidents["start"])
    check_period_has_data(period, (start, end), (first, last))
    inside = placed[placed[ZONE].notna()]
    if inside.empty:
        got = "none of them there"
        raise ValueError(sentence("zones", "where some incidents lie", got))
    return Study(
        incidents=inside,
        everywhere=placed,
        zones=named,
        period=period,
        start=start,
        end=end,
        window_start=_window_start(period, time_zone),
        data_start=first,
        data_end=last,
        share_in=share_reported(placed, start, end),
        cell_size=_cell_size(named, cell_size),
        lang=lang,
    )


def check_period_has_data(
    period: str,
    bounds: tuple[pd.Timestamp, pd.Timestamp],
    data: tuple[pd.Timestamp, pd.Timestamp],
) -> None:
    """Raise ValueError when no report can lie in the period."""
    if bounds[0] >= data[1] or bounds[1] <= data[0]:
        rule = f"a period between {data[0]:%Y-%m-%d} and {_day_before(data[1])}"
        remedy = "The incidents reach no further."
        raise ValueError(sentence("period", rule, repr(period), remedy))


def are_area_centers(incidents: gpd.GeoDataFrame) -> bool:
    """Return whether a few points carry nearly all reports."""
    points = incidents.geometry[~incidents.geometry.isna()]
    if len(points) < LEAST_REPORTS_TO_JUDGE:
        return False
    return look_like_centres(points.x, points.y)


def with_known_clock(incidents: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the incidents whose time is known to the hour or better."""
    return incidents[knows_hour(incidents)]


def _named(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    named = in_geometry_column(zones[[zones.active_geometry_name]])
    return named.set_axis(pd.Index(zone_names(zones).to_numpy(), name=ZONE))


def _vocabulary(incidents: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy with every column the lägesbild reads."""
    plain = in_geometry_column(incidents)
    defaults = {"end": plain["start"], "category": "", "theme": None}
    missing = {name: value for name, value in defaults.items() if name not in plain}
    plain = plain.assign(**missing)
    if "is_positive" in plain:
        positive = plain["is_positive"].astype("boolean").fillna(value=False)
    else:
        positive = pd.Series(data=False, index=plain.index)
    return plain.assign(is_positive=positive.astype(bool), **{TOPIC: _topic(plain)})


def topics_of(incidents: gpd.GeoDataFrame) -> pd.Series:
    """Return what each report is about, as the pages say it."""
    topics: pd.Series = _vocabulary(incidents)[TOPIC]
    return topics


def _topic(incidents: pd.DataFrame) -> pd.Series:
    """Return the theme where there is one to speak of, else the category.

    Where no report says what it is about they are reports, not other things.
    """
    theme = incidents["theme"].astype("object")
    known = theme.notna() & ~theme.isin(["", "övrigt"])
    if known.mean() >= 0.5:
        return theme.where(theme.notna() & (theme != ""), "övrigt").astype(str)
    category = incidents["category"].astype("object")
    said = category.notna() & (category != "")
    return category.where(said, "övrigt" if said.any() else UNSAID).astype(str)


def _window_start(period: str, time_zone: str) -> pd.Timestamp:
    first, last = first_day(period), last_day(period)
    if (last - first).days < LEAST_DAYS - 1:
        first = last - timedelta(days=7 * WEEKS_BEHIND_A_WEEK - 1)
    return midnight(first, time_zone)


def _cell_size(zones: gpd.GeoDataFrame, cell_size: float | None) -> float:
    """Return the smallest handy size, 100 m at least, that gives at most 4000 cells.

    Swedish police coordinates are off by 83 m in the middle (Gerell 2018), so smaller
    cells would mostly sort errors.
    """
    if cell_size is not None:
        return check_positive("cell_size", cell_size)
    area = float(zones.union_all().area)
    sizes = [100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 20_000.0]
    return next((size for size in sizes if area / size**2 <= 4000), 50_000.0)


def _day_before(moment: pd.Timestamp) -> str:
    return f"{moment - pd.Timedelta('1h'):%Y-%m-%d}"
