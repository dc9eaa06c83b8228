"""What was planted in a simulation, so that a method can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from .._results import Result
from . import _patterns, _town

if TYPE_CHECKING:
    from datetime import date

    from ._patterns import Settings

SHIFTED_DISTRICT = "Västra Valboås"
EVERY_DAY = tuple(range(7))


@dataclass(frozen=True, slots=True, repr=False)
class Truth(Result):
    """What was planted in a simulation.

    Attributes
    ----------
    hot_spots : GeoDataFrame
        One row a planted hot spot: ``name``, ``category``, ``days`` (0 = Monday),
        ``hours`` (from, to; to may pass midnight), ``first_week`` (from 0), and
        ``geometry``.
    insats_effect : float
        Change in the rate of damage within the patrol's area; -0.35 is 35 % fewer.
    insats_start, moped_start, shift_start : date
        First day of the guard patrol, of the moped effort, of the new reporter.
    displaced_share : float
        Part of the prevented damage that moved into the ring around the area.
    reporting_shift : float
        Factor on the reports of ``shifted_district`` from ``shift_start``.
    shifted_district : str
        Name of that district.
    duplicates : DataFrame
        Pairs of ``incident_id`` and ``duplicate_id`` that are the same event.
    """

    hot_spots: gpd.GeoDataFrame
    insats_effect: float
    insats_start: date
    moped_start: date
    displaced_share: float
    reporting_shift: float
    shift_start: date
    shifted_district: str
    duplicates: pd.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """Return the truth as plain values, as kept in ``truth.json``."""
        spots = self.hot_spots.assign(wkt=self.hot_spots.geometry.to_wkt())
        spots = spots.drop(columns=spots.active_geometry_name)
        return {
            "hot_spots": spots.to_dict("records"),
            "insats_effect": self.insats_effect,
            "insats_start": self.insats_start.isoformat(),
            "moped_start": self.moped_start.isoformat(),
            "displaced_share": self.displaced_share,
            "reporting_shift": self.reporting_shift,
            "shift_start": self.shift_start.isoformat(),
            "shifted_district": self.shifted_district,
            "duplicates": self.duplicates.to_numpy().tolist(),
        }


def planted(settings: Settings, duplicates: pd.DataFrame) -> Truth:
    """Return the truth of a simulation with these settings."""
    return Truth(
        hot_spots=_hot_spots(settings),
        insats_effect=settings.insats_effect,
        insats_start=settings.day(settings.patrol_week),
        moped_start=settings.day(settings.moped_week),
        displaced_share=settings.displaced_share,
        reporting_shift=settings.reporting_shift,
        shift_start=settings.day(settings.shift_week),
        shifted_district=SHIFTED_DISTRICT,
        duplicates=duplicates,
    )


def _hot_spots(settings: Settings) -> gpd.GeoDataFrame:
    youths, staff = "Samlingsplats för ungdomar", "Incident mot anställd"
    yard, centre = _town.school_yard(), _town.centre()
    rows = [
        (name, "Skadegörelse", EVERY_DAY, (19, 2), 0, line.buffer(30))
        for name, line in zip(_town.DAMAGED_STREETS, _town.damaged_lines(), strict=True)
    ]
    rows += [
        ("Valboåsskolan", youths, (2, 3, 4, 5), (17, 22), 0, yard),
        ("Centrum", _patterns.OTHER, _patterns.WEEKEND, (11, 24), 0, centre),
        ("Centrum", staff, EVERY_DAY, (20, 21), settings.last_week, centre),
    ]
    columns = ["name", "category", "days", "hours", "first_week", "geometry"]
    frame = pd.DataFrame(rows, columns=columns)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=_town.CRS)
