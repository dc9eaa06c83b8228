"""The fictional town of Valboås, where the truth is known because it was planted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._checks import random_generator
from .._provenance import Provenance
from .._results import Result
from ..incidents.checklists import checklists
from ..insatser.insats import Insats
from . import _drawing, _patterns, _town
from ._patterns import Settings
from ._truth import Truth, planted

if TYPE_CHECKING:
    from .._checks import RandomState


@dataclass(frozen=True, slots=True, repr=False)
class Simulation(Result):
    """A simulated town.

    Attributes
    ----------
    incidents : GeoDataFrame
        One row a report, with the columns of :func:`estgeo.read_incidents` and
        ``comment``; EPSG:3006.
    zones, streets : GeoDataFrame
        Five districts; street stretches with names.
    insatser : list of Insats
        The guard patrol, the moped effort, the night walkers.
    truth : Truth
        What was planted.
    provenance : Provenance
        Parameters, seed and version.

    Examples
    --------
    >>> import estgeo as eg
    >>> town, again = (eg.simulate_incidents(weeks=20, rng=7) for _ in range(2))
    >>> town.incidents.equals(again.incidents), town.provenance.seed
    (True, 7)
    >>> town.incidents.crs.to_epsg(), len(town.zones), len(town.insatser)
    (3006, 5, 3)
    """

    incidents: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    insatser: list[Insats]
    truth: Truth
    provenance: Provenance


def simulate_incidents(
    *,
    weeks: int = 156,
    reports_per_week: float = 40,
    insats_effect: float = -0.35,
    displaced_share: float = 0.0,
    dispersion: float = 1.5,
    reporting_shift: float = 1.0,
    rng: RandomState = None,
) -> Simulation:
    """Simulate the reports of a small town where the truth is known.

    The last week is 2018-W10. Planted are: windows broken along two streets every
    evening and night from 19; youths at the school yard Wednesday to Saturday 17-22;
    threats against staff when the centre closes, new in the last week; drug dealing at
    weekends; a guard patrol that changes damage in its area; a moped effort after which
    such reports vanish; a district where a new reporter joins; events reported by two
    organisations.

    Parameters
    ----------
    weeks : int, default 156
        Number of weeks, at least 8. The patrol starts 52 weeks before the end, or
        half-way when there are fewer than 104 weeks.
    reports_per_week : float, default 40
        Expected number of events a week before any effect.
    insats_effect : float, default -0.35
        Change in the rate of damage in the patrol's area from its start, above -1.
    displaced_share : float, default 0
        Part of the prevented damage that happens within 250 m of the area instead.
    dispersion : float, default 1.5
        Variance of each pattern's weekly count divided by its mean, at least 1.
    reporting_shift : float, default 1
        Factor on the reports of the western district from 30 weeks before the end.
    rng : None, int or numpy.random.Generator, optional
        Source of random numbers; the same int gives the same town.

    Returns
    -------
    Simulation
        ``incidents``, ``zones``, ``streets``, ``insatser``, ``truth``, ``provenance``.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Notes
    -----
    Weekly counts of a pattern are negative binomial with constant dispersion and a
    season of 15 % that peaks at New Year, the same for all patterns, so a control area
    sees the same season. Valboås is the town of figure 10.3 in the Swedish report on
    EST; it does not exist.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=26, rng=1)
    >>> list(town.zones["name"])[:2]
    ['Centrum', 'Norra Valboås']
    >>> [insats.name for insats in town.insatser]
    ['Väktarpatrull', 'Mopedinsats', 'Nattvandrare']
    >>> town.truth.insats_effect
    -0.35
    """
    settings = Settings(
        weeks,
        reports_per_week,
        insats_effect,
        displaced_share,
        dispersion,
        reporting_shift,
    )
    settings.check()
    generator = random_generator(rng)
    reports = _draw_town(settings, generator)
    reports = _drawing.add_new_reporter(reports, settings, generator)
    incidents, duplicates = _as_incidents(_drawing.add_duplicates(reports, generator))
    return Simulation(
        incidents=incidents,
        zones=_town.districts(),
        streets=_town.streets(),
        insatser=_insatser(settings),
        truth=planted(settings, duplicates),
        provenance=Provenance(
            function="simulate_incidents",
            parameters=asdict(settings),
            seed=int(rng) if isinstance(rng, int | np.integer) else None,
            rows_out=len(incidents),
            crs=_town.CRS,
        ),
    )


def _draw_town(settings: Settings, rng: np.random.Generator) -> pd.DataFrame:
    week = np.arange(settings.weeks)
    drawn = [
        (pattern, _drawing.weekly_counts(means, settings.dispersion, rng))
        for pattern, means in _weekly_means(settings)
    ]
    frames = [
        _drawing.draw_reports(pattern, np.repeat(week, counts), settings, rng)
        for pattern, counts in drawn
    ]
    return pd.concat([*frames, _drawing.draw_threats(settings, rng)], ignore_index=True)


def _weekly_means(settings: Settings) -> list[tuple[_patterns.Pattern, np.ndarray]]:
    week = np.arange(settings.weeks)
    day_of_year = np.array(
        [settings.day(w).timetuple().tm_yday for w in range(settings.weeks)]
    )
    season = 1 + 0.15 * np.cos(2 * np.pi * day_of_year / 365.25)
    prevented = np.zeros(settings.weeks)
    means = []
    for pattern in _patterns.PATTERNS:
        expected = pattern.share * settings.reports_per_week * season
        if pattern.name == _patterns.WINDOWS:
            change = np.where(week >= settings.patrol_week, settings.insats_effect, 0)
            prevented = -change * expected
            expected = expected - prevented
        elif pattern.name == _patterns.MOPEDS:
            expected = np.where(week >= settings.moped_week, 0, expected)
        means.append((pattern, expected))
    moved = np.clip(prevented, 0, None) * settings.displaced_share
    return [*means, (_patterns.displaced(), moved)]


def _as_incidents(reports: pd.DataFrame) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    reports = reports.sort_values(["reported_at", "event"], kind="stable")
    reports = reports.reset_index(drop=True)
    reports["incident_id"] = [f"V{number:05d}" for number in range(1, len(reports) + 1)]
    table = checklists()
    themes = table[table["checklist"] == "örebro"].set_index("category")
    incidents = gpd.GeoDataFrame(
        {
            "est_row": np.arange(1, len(reports) + 1),
            "incident_id": reports["incident_id"],
            "start": _on_the_wall(reports["start"]),
            "end": _on_the_wall(reports["end"]),
            "time_precision": reports["time_precision"],
            "reported_at": _on_the_wall(reports["reported_at"]),
            "category": reports["category"],
            "theme": reports["category"].map(themes["theme"]),
            "is_positive": reports["category"].map(themes["is_positive"]),
            "severity": reports["severity"],
            "source": reports["source"],
            "reporter": reports["reporter"],
            "flags": "",
            "comment": reports["comment"],
        },
        geometry=gpd.points_from_xy(reports["x"], reports["y"]),
        crs=_town.CRS,
    )
    return incidents, _duplicate_pairs(reports)


def _on_the_wall(times: pd.Series) -> pd.Series:
    on_the_wall: pd.Series = times.dt.tz_localize(
        _town.TIME_ZONE,
        ambiguous=np.ones(len(times), dtype=bool),
        nonexistent="shift_forward",
    )
    return on_the_wall


def _duplicate_pairs(reports: pd.DataFrame) -> pd.DataFrame:
    groups = reports.groupby("event")["incident_id"].agg(["first", "last", "size"])
    pairs = groups[groups["size"] == 2]
    return pd.DataFrame(
        {"incident_id": pairs["first"], "duplicate_id": pairs["last"]}
    ).reset_index(drop=True)


def _insatser(settings: Settings) -> list[Insats]:
    def area(polygon: Any) -> gpd.GeoSeries:
        return gpd.GeoSeries([polygon], crs=_town.CRS)

    return [
        Insats(
            "Väktarpatrull",
            area(_town.patrol_area()),
            settings.monday(settings.patrol_week),
            kind="väktare",
            themes=("skadegörelse",),
        ),
        Insats(
            "Mopedinsats",
            area(_town.moped_path().buffer(20)),
            settings.monday(settings.moped_week),
            kind="fysisk åtgärd",
            themes=("ordningsstörning",),
        ),
        Insats(
            "Nattvandrare",
            area(_town.school_yard().buffer(50)),
            settings.monday(settings.last_week - 3),
            kind="nattvandring",
            themes=("samlingsplats",),
        ),
    ]
