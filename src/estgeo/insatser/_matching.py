"""How like the insats area each candidate was before: level and trend, never after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_whole
from ..stats.difference_in_differences import trend_difference
from ..stats.dispersion import share_dispersion
from ._places import overlaps
from ._records import place_records

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ._places import Ground
    from ._records import Records, Span, Windows

    Floats = NDArray[np.float64]

# Blocks of four weeks: long enough to hold events, short enough to show a trend.
_BLOCK = 4
_LEAST_EVENTS = 5
# A control twice the size leaves three quarters of the variance that an equal one has;
# beyond that, areas that are less alike buy little.
_WANTED_SIZE = 2.0
# Half a year of weeks: fewer say little about a level.
_LEAST_DAYS = 26 * 7
_LEAST_CONTROLS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """How one candidate compares with the insats area before it started."""

    score: float
    trend: float
    trend_p: float
    reason: str


def match_candidates(
    records: Records,
    windows: Windows,
    ground: Ground,
    candidates: gpd.GeoDataFrame,
    *,
    n_controls: int | None,
    selected_on: Span | None,
) -> gpd.GeoDataFrame:
    """Return the candidates with how well they match and whether they are chosen."""
    areas = [ground.area, *candidates.geometry]
    daily = _daily(records, ground, candidates)
    span = matching_span(windows, selected_on)
    before = records.sums(daily, span)
    weekly, _ = records.weekly(daily, span)
    found = choose_matches(
        weekly, before, overlaps(candidates, ground.taken), n_controls=n_controls
    )
    level = (before[1:] + 0.5) / (before[0] + 0.5)
    return candidates.assign(
        n_before=records.sums(daily, windows.before)[1:].astype(int),
        n_matched=before[1:].astype(int),
        level_ratio=level,
        trend_difference=[match.trend for match in found.matches],
        trend_p=[match.trend_p for match in found.matches],
        distance=[area.distance(ground.area) for area in areas[1:]],
        score=[match.score for match in found.matches],
        reason=[match.reason for match in found.matches],
        chosen=found.chosen,
    )


@dataclass(frozen=True, slots=True)
class Matches:
    """How every candidate compares, and which are chosen."""

    matches: list[Match]
    chosen: NDArray[np.bool_]


def choose_matches(
    weekly: Floats, before: Floats, taken: NDArray[np.bool_], *, n_controls: int | None
) -> Matches:
    """Return which candidates are most like the first row of weekly counts.

    ``weekly`` has shape (1 + n_candidates, n_weeks), ``before`` holds the sums of the
    weeks with the days that fill no week.
    """
    blocks = _in_blocks(weekly)
    phi = _usual_dispersion(weekly)
    matches = [
        _match(blocks[0], blocks[place], before[[0, place]], phi, is_taken=is_taken)
        for place, is_taken in enumerate(taken, start=1)
    ]
    scores = np.array([match.score for match in matches])
    eligible = np.array([not match.reason for match in matches], dtype=bool)
    ranked = np.argsort(np.where(eligible, scores, np.inf), kind="stable")
    if n_controls is None:
        n_controls = _enough(before[1:][ranked], before[0])
    else:
        n_controls = check_whole("n_controls", n_controls, at_least=1)
    chosen = np.zeros(len(matches), dtype=bool)
    chosen[ranked[:n_controls]] = True
    return Matches(matches, chosen & eligible)


def _usual_dispersion(weekly: Floats) -> float:
    """Return the dispersion of the area's share against all candidates together.

    The season that all have in common is no noise of the comparison of two trends.
    """
    return share_dispersion(weekly[0], weekly[1:].sum(axis=0))


def matching_span(windows: Windows, selected_on: Span | None) -> Span:
    """Return the days that level and trend are matched on.

    Areas chosen for their count in some weeks had luck in those weeks. When the insats
    area was, its controls should have been in the same ones; otherwise the choice is
    made on weeks that the comparison itself does not use, where there are enough.
    """
    if selected_on is not None:
        first = max(selected_on[0], windows.observed[0])
        last = min(selected_on[1], windows.history[1])
        if last - first >= _LEAST_DAYS:
            return first, last
    earlier = windows.history[0], min(windows.before[0], windows.history[1])
    return earlier if earlier[1] - earlier[0] >= _LEAST_DAYS else windows.before


def _enough(ranked: Floats, treated: float) -> int:
    """Return how many of the best it takes to hold enough events before."""
    reached = np.flatnonzero(np.cumsum(ranked) >= _WANTED_SIZE * treated)
    needed = int(reached[0]) + 1 if len(reached) else len(ranked)
    return max(needed, _LEAST_CONTROLS)


def _daily(
    records: Records, ground: Ground, candidates: gpd.GeoDataFrame
) -> NDArray[np.float64]:
    """Return daily events of the insats area, then of each candidate.

    The area is counted apart: a candidate that overlaps it keeps all its events.
    """
    inside = records.daily(place_records(records, [ground.area]), 1)
    areas = list(candidates.geometry)
    return np.vstack([inside, records.daily(place_records(records, areas), len(areas))])


def _in_blocks(weekly: NDArray[np.float64]) -> NDArray[np.float64]:
    blocks = weekly.shape[1] // _BLOCK
    if blocks < 3:
        return weekly
    latest = weekly[:, weekly.shape[1] - blocks * _BLOCK :]
    return np.asarray(latest.reshape(len(weekly), blocks, _BLOCK).sum(axis=2))


def _match(
    treated: Floats, other: Floats, before: Floats, phi: float, *, is_taken: bool
) -> Match:
    found = trend_difference(treated, other, dispersion=phi)
    level = np.log((before[1] + 0.5) / (before[0] + 0.5))
    # Only a trend beyond its own noise speaks against a candidate.
    beyond = max(0.0, np.nan_to_num(found.change) ** 2 - np.nan_to_num(found.variance))
    if is_taken:
        reason = "overlaps"
    elif before[1] < _LEAST_EVENTS:
        reason = "too few events"
    elif found.p_value < 0.05:
        reason = "other trend"
    else:
        reason = ""
    return Match(float(level**2 + beyond), found.change, found.p_value, reason)
