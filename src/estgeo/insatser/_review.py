"""What could make the answer wrong: one check a function, each with its numbers.

A check returns its code, whether it passed and the values its words need. Checks that
cannot be asked of the data at hand are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import scipy
import shapely

from ..stats._rate_change import LEAST_EVENTS
from ._comparison import Cell
from ._places import in_crs
from ._records import (
    YEAR_OF_WEEKS,
    as_date,
    length,
    overlap,
    place_records,
    selection_span,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ._comparison import Counted
    from ._design import Design
    from ._insats import Insats
    from ._layout import Layout
    from ._places import Ground
    from ._trend_before import TrendBefore

    Check = tuple[str, bool, dict[str, Any]]

# Shares and levels at which a caveat is worth a line; each false alarm costs trust.
_SURE = 0.01
_NOTABLE_SHARE = 0.1
_SIZE_RATIO = (0.67, 1.5)
_SHORT_AFTER = 28
_SURE_TREND = 0.05
_FEW_AREAS = 10
# Less than this is 0 % in words.
_NO_DRIFT = 0.005


@dataclass(frozen=True, slots=True)
class Background:
    """What is known about the choice of area and control."""

    ground: Ground
    share: float
    value: float
    candidates: gpd.GeoDataFrame | None
    selected_on: Any
    others: tuple[Insats, ...]
    deviations: tuple[str, ...]
    stated: Design


def review(
    counted: Counted,
    layout: Layout,
    place: NDArray[np.int64],
    background: Background,
    trend: TrendBefore,
    *,
    vague: tuple[int, int],
) -> pd.DataFrame:
    """Return one row a check."""
    rows = layout.rows("control")
    treated = counted.cell([0])
    control = counted.cell(rows) if rows else None
    same_season = counted.windows.same_season is not None
    groups = {"insats": [0]} | ({"control": rows} if rows else {})
    n = len(layout.places)
    return check_table(
        [
            has_control(control),
            enough_events(treated, control),
            smallest_cell(treated, control),
            parallel(trend),
            season(counted, control, same_season=same_season),
            _selection(counted, background, treated.events_before),
            peak(counted, 0, rows),
            new_reporters(counted, place, n),
            source_mix(counted, place, groups),
            other_reports(counted, place, groups, n),
            window_length(counted),
            windows_cut(counted),
            gaps(counted),
            vague_times(*vague),
            dispersion_source(counted, background.value, background.share),
            drift_known(counted, control),
            size(treated, control),
            far_enough(_distance(layout, rows)),
            _others(background, layout, rows),
            protocol_deviation(background.deviations, background.stated),
        ]
    )


def _selection(counted: Counted, background: Background, before: float) -> Check:
    ranked = None
    if background.candidates is not None:
        others = _apart(background)
        place = place_records(counted.records, list(others.geometry))
        daily = counted.records.daily(place, len(others))
        ranked = counted.records.sums(daily, counted.windows.before)
    return selection(counted, background.selected_on, before, ranked)


def _apart(background: Background) -> gpd.GeoDataFrame:
    """Return the candidates that are not the insats area itself."""
    candidates = background.candidates
    assert candidates is not None
    shared = candidates.geometry.intersection(background.ground.area).area
    return candidates[(shared <= 0.5 * candidates.geometry.area).to_numpy()]


def _distance(layout: Layout, rows: list[int]) -> float:
    areas = layout.places.geometry
    return min((areas[row].distance(areas[0]) for row in rows), default=np.inf)


def _others(background: Background, layout: Layout, rows: list[int]) -> Check | None:
    crs = background.ground.crs
    elsewhere = shapely.union_all(
        [in_crs(other.area, other.crs, crs) for other in background.others]
    )
    areas = layout.places.geometry
    return other_insatser(
        [other.name for other in background.others],
        touches_area=elsewhere.intersection(areas[0]).area > 0,
        touches_control=any(
            elsewhere.intersection(areas[row]).area > 0 for row in rows
        ),
    )


def check_table(checks: Sequence[Check | None]) -> pd.DataFrame:
    """Return the checks that could be asked: code, ok, and the values they rest on."""
    rows = [
        (code, bool(ok), values)
        for code, ok, values in (check for check in checks if check is not None)
    ]
    return pd.DataFrame(rows, columns=["code", "ok", "values"])


def enough_events(treated: Cell, control: Cell | None) -> Check:
    """Ask whether there are enough events for a percentage at all."""
    totals = [treated.events_before + treated.events_after]
    if control is not None:
        totals.append(control.events_before + control.events_after)
    values = {"n": min(totals), "least": LEAST_EVENTS}
    return "enough_events", min(totals) >= LEAST_EVENTS, values


def smallest_cell(treated: Cell, control: Cell | None) -> Check:
    """Ask whether no single cell is nearly empty."""
    cells = [treated.events_before, treated.events_after]
    if control is not None:
        cells += [control.events_before, control.events_after]
    values = {"n": min(cells), "least": LEAST_EVENTS}
    return "smallest_cell", min(cells) >= LEAST_EVENTS, values


def has_control(control: Cell | None) -> Check:
    """Ask whether there is anything to compare with."""
    return "control", control is not None, {}


def size(treated: Cell, control: Cell | None) -> Check | None:
    """Ask whether the control is of the size that events avoided assume."""
    if control is None or treated.before == 0:
        return None
    ratio = treated.before / control.before if control.before else np.inf
    ok = _SIZE_RATIO[0] <= ratio <= _SIZE_RATIO[1]
    return "size", ok, {"ratio": ratio}


def parallel(found: TrendBefore) -> Check | None:
    """Ask whether the trends before could be as far apart as would turn the verdict.

    That no difference was found is no reassurance where none could have been: with a
    verdict, the whole interval of the trend must lie on this side of the breakdown.
    """
    if not np.isfinite(found.p_value):
        return None
    ok = found.p_value >= _SURE_TREND
    values = {
        "slope_low": found.low,
        "slope_high": found.high,
        "p": found.p_value,
        "breakdown": found.breakdown,
    }
    how = "open"
    if np.isfinite(found.breakdown):
        how = "turns"
        below = found.breakdown < 0
        holds = found.low > found.breakdown if below else found.high < found.breakdown
        ok = ok and holds
    elif not ok:
        how = "different"
    return "parallel_before", ok, values | {"how": how}


def season(counted: Counted, control: Cell | None, *, same_season: bool) -> Check:
    """Ask whether the seasons are the same, or a control takes them away."""
    spans = counted.windows.before, counted.windows.after
    whole_years = all((last - first) % YEAR_OF_WEEKS == 0 for first, last in spans)
    shifted = (spans[1][0] - spans[0][0]) % YEAR_OF_WEEKS == 0
    same = whole_years or (shifted and spans[0][1] - spans[0][0] == length(spans[1]))
    return "season", control is not None or same or same_season, {}


def window_length(counted: Counted) -> Check:
    """Ask whether the after window is long enough to say anything that lasts."""
    days = counted.days(None, None)[1]
    return "weeks_after", days >= _SHORT_AFTER, {"n": days}


def windows_cut(counted: Counted) -> Check:
    """Ask whether the windows that were asked for were observed in full."""
    windows = counted.windows
    asked = length(windows.asked_before) + length(windows.asked_after)
    days = sum(counted.days(None, None))
    values = {
        "missing": asked - days,
        "first": as_date(windows.observed[0]),
        "last": as_date(windows.observed[1] - 1),
    }
    return "records_cover", days >= asked, values


def dispersion_source(counted: Counted, value: float, share: float) -> Check:
    """Ask whether the dispersion rests on history."""
    noise = counted.noise
    values = {"n": noise.n_weeks, "value": value, "part": share}
    return "dispersion", noise.source != "default", values


def drift_known(counted: Counted, control: Cell | None) -> Check | None:
    """Ask whether it is known how far areas drift apart where nothing was done."""
    noise = counted.noise
    if control is None or noise.asked is not None:
        return None
    n_areas = noise.drift.n_areas
    spread = float(np.expm1(np.sqrt(noise.drift.variance)))
    how = "few" if n_areas < _FEW_AREAS else "known"
    if not n_areas or spread < _NO_DRIFT:
        how = "still" if n_areas else "unknown"
    return "drift", n_areas > 0, {"areas": n_areas, "drift": spread, "how": how}


def protocol_deviation(deviations: Sequence[str], stated: Design) -> Check | None:
    """Ask whether what was done is what the protocol says."""
    if not stated.protocol:
        return None
    values = {
        "names": ", ".join(deviations),
        "protocol": stated.protocol,
        "written": stated.protocol_date,
        "hash": stated.protocol_hash,
    }
    return "protocol_deviation", not deviations, values


def peak(counted: Counted, treated: int, control: list[int]) -> Check | None:
    """Ask whether the insats started after a peak that would have passed anyway."""
    first, last = counted.windows.history
    recent, earlier = (last - 56, last), (first, last - 56)
    if length(earlier) < 56:
        return None
    place = counted.cell([treated], earlier, recent)
    other = counted.cell(control, earlier, recent) if control else None
    found = counted.change(place, other, before=earlier, after=recent)
    if not np.isfinite(found.p_value):
        return None
    rose = found.p_value < 0.05 and found.low > 1
    return "peak_before_start", not rose, {"ratio": found.ratio}


def selection(
    counted: Counted,
    selected_on: Any,
    place_before: float,
    candidates_before: NDArray[np.float64] | None,
) -> Check:
    """Ask whether the area was chosen on the very weeks it is compared with."""
    windows = counted.windows
    if selected_on is not None:
        looked = selection_span(selected_on, windows)
        shared = overlap(looked, windows.before) if looked else 0
        return "selection", shared == 0, {"days": shared, "how": "stated"}
    if candidates_before is not None and len(candidates_before) >= 4:
        rank = int((candidates_before >= place_before).sum()) + 1
        fall = _expected_fall(place_before, candidates_before)
        n = len(candidates_before) + 1
        values = {"how": "ranked", "rank": rank, "n": n, "fall": fall}
        return "selection", rank > 1, values
    return "selection", False, {"how": "unknown"}


def other_insatser(
    names: Sequence[str], *, touches_area: bool, touches_control: bool
) -> Check | None:
    """Ask whether other insatser work in the same places."""
    if not names:
        return None
    ok = not (touches_area or touches_control)
    where = "area" if touches_area else "control"
    return "other_insatser", ok, {"where": where}


def far_enough(distance: float) -> Check | None:
    """Ask whether the control is far enough from the insats area."""
    if not np.isfinite(distance):
        return None
    return "distance", distance >= 50, {"n": distance}


def gaps(counted: Counted) -> Check:
    """Ask whether there are weeks in which nobody reported anything at all."""
    n_days = int((~counted.records.open_days).sum())
    return "silent_weeks", n_days == 0, {"n": n_days}


def new_reporters(counted: Counted, place: NDArray[np.int64], n: int) -> Check | None:
    """Ask whether a reporter came or went between the windows."""
    records = counted.records
    if records.reporter is None:
        return None
    inside = records.aimed & (place >= 0) & (place < n)
    phase = _phase(counted)
    everywhere = {
        when: set(pd.unique(pd.Series(records.reporter[phase == when]).dropna()))
        for when in (0, 1)
    }
    worst = ("", 0.0, 0)
    for when in (0, 1):
        part = pd.Series(records.reporter[inside & (phase == when)]).dropna()
        counts = part[~part.isin(everywhere[1 - when])].value_counts()
        for name, number in counts.items():
            share = number / len(part)
            if number >= LEAST_EVENTS and share > worst[1]:
                worst = (str(name), share, when)
    values = {"share": worst[1], "when": "after" if worst[2] else "before"}
    return "reporters", worst[1] < _NOTABLE_SHARE, values


def source_mix(
    counted: Counted, place: NDArray[np.int64], groups: dict[str, list[int]]
) -> Check | None:
    """Ask whether the mix of sources changed in the area or in the control."""
    records = counted.records
    if records.source is None:
        return None
    phase = _phase(counted)
    ps = {}
    for where, places in groups.items():
        inside = records.aimed & np.isin(place, places) & (phase >= 0)
        table = pd.crosstab(pd.Series(records.source[inside]), phase[inside])
        ps[where] = _homogeneity_p(table.to_numpy(dtype=float), counted.dispersion)
    known = {where: p for where, p in ps.items() if np.isfinite(p)}
    if not known:
        return None
    where = min(known, key=lambda name: known[name])
    # The smallest of several p-values: Bonferroni.
    p = min(1.0, known[where] * len(known))
    return "sources", p >= _SURE, {"p": p, "where": where}


def other_reports(
    counted: Counted,
    place: NDArray[np.int64],
    groups: dict[str, list[int]],
    n_places: int,
) -> Check | None:
    """Ask whether reports of what the insats was not about changed as well."""
    records = counted.records
    if records.aimed.all():
        return None
    daily = records.daily(place, n_places, chosen=~records.aimed)
    spans = counted.windows.before, counted.windows.after
    cells = {
        where: tuple(float(records.sums(daily, s)[places].sum()) for s in spans)
        for where, places in groups.items()
    }
    if min(sum(cell) for cell in cells.values()) < 2 * LEAST_EVENTS:
        return None
    found = counted.change(
        _plain(cells["insats"]),
        _plain(cells["control"]) if "control" in cells else None,
    )
    ok = not found.p_value < _SURE
    return "other_reports", ok, {"ratio": found.ratio, "p": found.p_value}


def vague_times(n_vague: int, n: int) -> Check | None:
    """Ask whether times are fine enough to tell before from after."""
    if not n:
        return None
    return "vague_times", n_vague <= 0.05 * n, {"n": n_vague, "share": n_vague / n}


def _plain(pair: tuple[float, ...]) -> Cell:
    from_pair = (pair[0], pair[1], pair[0], pair[1])
    return Cell(*from_pair)


def _phase(counted: Counted) -> NDArray[np.int64]:
    """Return 0 for events in the before window, 1 in the after window, else -1."""
    day = counted.records.day
    phase = np.full(len(day), -1, dtype=np.int64)
    for code, (first, last) in enumerate(
        (counted.windows.before, counted.windows.after)
    ):
        phase[(day >= first) & (day < last)] = code
    return phase


def _homogeneity_p(table: NDArray[np.float64], dispersion: float) -> float:
    """Return the p that sources have the same split before and after."""
    table = table[table.sum(axis=1) >= LEAST_EVENTS]
    if table.ndim != 2 or table.shape[0] < 2 or table.shape[1] < 2:
        return float("nan")
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    if (expected <= 0).any():
        return float("nan")
    statistic = ((table - expected) ** 2 / expected).sum() / dispersion
    return float(scipy.stats.chi2.sf(statistic, table.shape[0] - 1))


def _expected_fall(place: float, others: NDArray[np.float64]) -> float:
    """Return the fall to expect of the highest of several places if nothing is done.

    Empirical Bayes: counts are Poisson about means that vary between places by as much
    as the variance of the counts beyond their mean.
    """
    counts = np.r_[others, place]
    mean, variance = counts.mean(), counts.var(ddof=1)
    if place <= 0 or mean <= 0:
        return 0.0
    between = max(0.0, variance - mean)
    shrunk = mean + (place - mean) * between / (between + mean)
    return float(max(0.0, 1 - shrunk / place))
