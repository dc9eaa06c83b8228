"""Did the insats help? One call that gathers the whole evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import check_probability
from .._columns import COARSE_PRECISIONS
from .._frame_checks import crs_name
from .._provenance import Provenance
from ._comparison import Counted, candidate_drift, measure_noise
from ._design import MOVED, OLD_COLUMNS, as_design, now_in_design
from ._estimates import (
    areas_table,
    counts_table,
    finish_rings,
    periods_table,
    ring_row,
    theme_table,
    total_difference,
)
from ._evaluation import Evaluation
from ._layout import choose_control, lay_out, weekly_table
from ._places import as_zones
from ._records import day_numbers, place_records, set_out
from ._review import Background, review
from ._trend_before import trend_before
from .power import detectable_change

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from .._checks import RandomState
    from ..stats._rate_change import RateChange
    from ._comparison import Cell
    from ._design import Design
    from ._insats import Insats
    from ._layout import Layout
    from ._records import Setting, Windows

__all__ = ["Evaluation", "evaluate"]

_ELSEWHERE = OLD_COLUMNS | {
    "n_controls": "Choose with matched_control(..., n_controls=...) and give 'control'."
}


@now_in_design(*MOVED, elsewhere=_ELSEWHERE)
def evaluate(
    incidents: gpd.GeoDataFrame,
    design: Design | Insats | str | Path,
    *,
    control: Any = None,
    candidates: gpd.GeoDataFrame | None = None,
    dispersion: float | str | None = None,
    confidence: float | None = None,
    weight: str | None = None,
    rng: RandomState = None,
) -> Evaluation:
    r"""Compare an area before and after an insats with areas where nothing was done.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town (not only of the area), points in a projected CRS with
        time-zone-aware ``start``. Positive events (``is_positive``) are left out; so
        are other themes than those of the insats, which are used to see whether the
        reporting changed (as are ``source`` and ``reporter``, where there are any).
    design : Design, Insats or path
        What was done and how it is compared: a :class:`Design`, an insats (the standard
        design), or the path of a protocol that :meth:`Design.save` wrote.
    control : GeoDataFrame, GeoSeries or polygon, optional
        Areas to compare with, together; clear of the insats area and its rings.
    candidates : GeoDataFrame, optional
        Areas of the same kind. Without ``control`` the most alike before are chosen
        (:func:`matched_control`). They also show how far areas drift apart by
        themselves, and whether the area was picked for being the worst.
    dispersion : "relative" or float, optional
        Variance-to-mean ratio of the comparison; "relative" (the design's default)
        estimates it, and takes 1.5 for the weeks below 13 weeks of history.
    confidence : float, optional
        Level of the intervals; the design's default is 0.95.
    weight : str, optional
        Column such as "severity": sums of weights are compared, with the variance of
        sums of weights.
    rng : None, int or Generator, optional
        Used only where the detectable change must be simulated.

    Returns
    -------
    Evaluation
        ``.relative`` is the main answer, ``.sentence("sv")`` says it, ``.checks`` lists
        what could make it wrong.

    Raises
    ------
    ValueError
        If a window holds no observed day, a control overlaps the insats or its rings,
        or an argument is out of range.
    KeyError
        If a column is missing.
    TypeError
        If ``design`` is none of the three.

    Notes
    -----
    What is given here takes the place of the design's; where a protocol says otherwise
    the check ``protocol_deviation`` fails. The protocol's date and hash stand in the
    provenance.

    The main answer is the ratio of ratios :math:`(T_1/T_0)/(C_1/C_0)` with the
    conditional Jeffreys interval on counts divided by the dispersion, see
    :func:`relative_rate_change` [1]_ [2]_. The dispersion is that of the area's share
    of area and control in the weeks before, raised by how far the candidates (or at
    least three controls) moved apart over the same two windows. It assumes that without
    the insats the area would have drifted no further than those. Fewer than five events
    before and after together give no percentage but one-sided limits. See the methods
    pages for the calibration.

    References
    ----------
    .. [1] Wilson, D. B. (2022). The relative incident rate ratio effect size for
       count-based impact evaluations. Journal of Quantitative Criminology 38, 323-341.
    .. [2] Wheeler, A. P., Ratcliffe, J. H. (2018). A simple weighted displacement
       difference test. Crime Science 7, 11.

    Examples
    --------
    One event a day in the area until the light came, one every other day since; two a
    day in the control all the time:

    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> from shapely.geometry import box
    >>> from estgeo import Insats, evaluate
    >>> days = pd.date_range("2017-01-01", "2018-12-30", tz="Europe/Stockholm")
    >>> lit = days >= "2018-01-01"
    >>> area = days[~lit | (np.arange(len(days)) % 2 == 0)]
    >>> when = area.append([days, days])
    >>> x = np.repeat([50.0, 5050.0], [len(area), 2 * len(days)])
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": when}, geometry=gpd.points_from_xy(x, x), crs="EPSG:3006"
    ... )
    >>> light = Insats("Belysning", box(0, 0, 100, 100), "2018-01-01")
    >>> found = evaluate(incidents, light, control=box(5000, 5000, 5100, 5100))
    >>> round(found.relative.ratio, 2), found.verdict
    (0.5, 'fall of at least 35 %')
    """
    stated = as_design(design)
    given = {
        "control": control,
        "candidates": candidates,
        "dispersion": dispersion,
        "confidence": confidence,
        "weight": weight,
    }
    used, deviations = _with_what_was_given(stated, given)
    level = check_probability("confidence", used.confidence)
    setting = set_out(incidents, used, weight=used.weight)
    zones = _candidate_zones(used, incidents.crs)
    layout = _lay_out(setting, used, zones)
    place = place_records(setting.records, list(layout.places.geometry))
    counted = _count(setting, layout, place, zones, (used, level))
    numbers = _numbers(counted, layout, rng)
    trend = trend_before(counted, layout.rows("control"), numbers["relative"])
    background = Background(
        setting.ground,
        _share(counted, layout),
        numbers["dispersion"],
        zones,
        used.selected_on,
        used.others,
        deviations,
        stated,
    )
    return Evaluation(
        insats=used.insats,
        counts=counts_table(counted, layout),
        by_theme=theme_table(counted, place, layout),
        dispersion_source=counted.noise.source,
        trend_before=trend,
        checks=review(
            counted,
            layout,
            place,
            background,
            trend,
            vague=_vague(incidents, setting.windows),
        ),
        weekly=weekly_table(counted, layout, incidents["start"].dt.tz),
        periods=periods_table(counted),
        provenance=_provenance((stated, used), incidents, counted, rng),
        **numbers,
    )


def _with_what_was_given(
    stated: Design, given: dict[str, Any]
) -> tuple[Design, tuple[str, ...]]:
    """Return the design that is used, and where it is not the one of the protocol."""
    chosen = {name: value for name, value in given.items() if value is not None}
    deviations = tuple(
        name
        for name, value in chosen.items()
        if not _same(getattr(stated, name), value)
    )
    return replace(stated, **chosen), deviations if stated.protocol else ()


def _same(stated: Any, given: Any) -> bool:
    """Tell whether an argument is what the design says."""
    if stated is None or isinstance(given, str | int | float):
        return bool(isinstance(stated, str | int | float) and stated == given)
    crs = getattr(stated, "crs", None)
    pair = [as_zones("control", one, crs).geometry for one in (stated, given)]
    return len(pair[0]) == len(pair[1]) and bool(
        pair[0].geom_equals(pair[1], align=False).all()
    )


def _lay_out(
    setting: Setting, design: Design, candidates: gpd.GeoDataFrame | None
) -> Layout:
    compared = choose_control(
        setting.records,
        setting.windows,
        setting.ground,
        control=design.control,
        candidates=candidates,
        selected_on=design.selected_on,
    )
    return lay_out(setting.ground, compared, design.insats.name)


def _provenance(
    asked: tuple[Design, Design],
    incidents: gpd.GeoDataFrame,
    counted: Counted,
    rng: RandomState,
) -> Provenance:
    stated, design = asked
    texts = ("before", "after", "washout", "selected_on")
    parameters = {name: str(getattr(design, name)) for name in texts} | {
        "insats": design.insats.name,
        "rings": design.rings,
        "dispersion": design.dispersion,
        "wanted": design.wanted,
        "protocol": stated.protocol,
        "protocol_date": stated.protocol_date,
        "protocol_hash": stated.protocol_hash,
        "confidence": design.confidence,
        "weight": design.weight,
    }
    return Provenance(
        "evaluate",
        parameters,
        seed=int(rng) if isinstance(rng, int | np.integer) else None,
        rows_in=len(incidents),
        rows_out=int(counted.events.sum()),
        crs=crs_name(incidents.crs),
    )


def _candidate_zones(design: Design, crs: Any) -> gpd.GeoDataFrame | None:
    if design.candidates is None:
        return None
    return as_zones("candidates", design.candidates, crs)


def _vague(incidents: gpd.GeoDataFrame, windows: Windows) -> tuple[int, int]:
    """Return how many incidents of the windows are known to week or month only."""
    if "time_precision" not in incidents.columns:
        return 0, 0
    day = day_numbers(incidents["start"])
    inside = (day >= windows.before[0]) & (day < windows.after[1])
    vague = incidents["time_precision"].isin(COARSE_PRECISIONS).to_numpy()
    return int((inside & vague).sum()), int(inside.sum())


def _count(
    setting: Setting,
    layout: Layout,
    place: NDArray[np.int64],
    candidates: gpd.GeoDataFrame | None,
    asked: tuple[Design, float],
) -> Counted:
    """Return the counts of all places, with the noise that they are compared by."""
    records, n = setting.records, len(layout.places)
    design, level = asked
    events = records.daily(place, n)
    daily = events
    if records.weight is not None:
        daily = records.daily(place, n, values=records.weight)
    rows = [0], layout.rows("control")
    noise = measure_noise(
        records,
        setting.windows,
        events,
        place,
        rows=rows,
        asked=design.dispersion,
        confidence=level,
    )
    areas = np.ones(n)
    areas[layout.rows("control ring")] = max(1, len(rows[1]))
    counted = Counted(
        records,
        setting.windows,
        daily,
        events,
        areas,
        noise,
        dispersion=noise.scaled(1.0),
        confidence=level,
        wanted=design.wanted,
    )
    return _with_drift(counted, setting, layout, candidates)


def _with_drift(
    counted: Counted,
    setting: Setting,
    layout: Layout,
    candidates: gpd.GeoDataFrame | None,
) -> Counted:
    """Return the counts with the dispersion of the main comparison."""
    rows, noise = layout.rows("control"), counted.noise
    treated, control = counted.cell([0]), counted.cell(rows) if rows else None
    if control is not None and noise.asked is None:
        others = candidates
        if others is None:
            others = layout.places.iloc[rows]
        share = noise.weekly_share(treated, control)
        drift = candidate_drift(
            setting.records, setting.windows, setting.ground, others, share=share
        )
        counted = replace(counted, noise=replace(noise, drift=drift))
    return replace(counted, dispersion=counted.dispersion_of(treated, control))


def _share(counted: Counted, layout: Layout) -> float:
    rows = layout.rows("control")
    if not rows:
        return counted.noise.alone(counted.cell([0]))
    return counted.noise.share(counted.cell([0]), counted.cell(rows))


def _numbers(counted: Counted, layout: Layout, rng: RandomState) -> dict[str, Any]:
    """Return the changes, the displacement and what could have been seen."""
    control_rows, ring_rows = layout.rows("control"), layout.rows("ring")
    treated = counted.cell([0])
    control = counted.cell(control_rows) if control_rows else None
    change = counted.change(treated, None)
    relative = counted.missing("no control", treated)
    if control is not None:
        relative = counted.change(treated, control)
    noise = counted.noise
    unweighted = (
        noise.alone(treated) if control is None else noise.between(treated, control)
    )
    same_season = _same_season(counted, treated)
    against = layout.ring_controls(counted)
    rings = _ring_table(counted, layout, (treated, control), against)
    all_rings = counted.cell(ring_rows) if ring_rows else None
    # The rings' own controls, each counted once; without any the control stands in.
    own = sorted(
        {row for name, rows in against if name == "control ring" for row in rows}
    )
    all_own = counted.cell(own) if own else None
    net = relative
    if control is not None and all_rings is not None:
        both = control + all_own if all_own is not None else control
        net = counted.change(treated + all_rings, both)
    found = relative if control is not None else change
    return {
        "change": change,
        "same_season": same_season,
        "relative": relative,
        "avoided": total_difference(counted, treated, control, all_rings, all_own),
        **_avoided(relative),
        "displacement": rings,
        "net": net,
        "zones": areas_table(counted, layout, found, rings),
        "dispersion": unweighted,
        "detectable": _detectable(counted, treated, control, unweighted, rng),
    }


def _same_season(counted: Counted, treated: Cell) -> RateChange:
    span = counted.windows.same_season
    if span is None or counted.days(span, None)[0] <= 0:
        return counted.missing("no history", treated)
    return counted.change(counted.cell([0], before=span), None, before=span)


def _ring_table(
    counted: Counted,
    layout: Layout,
    cells: tuple[Cell, Cell | None],
    against: list[tuple[str, list[int]]],
) -> pd.DataFrame:
    rows = []
    for row, (name, compared) in zip(layout.rows("ring"), against, strict=True):
        place = layout.places.iloc[row]
        other = counted.cell(compared) if compared else None
        values = ring_row(counted, counted.cell([row]), other, *cells)
        labels = {"ring": place["name"], "against": name if compared else ""}
        radii = {key: place[key] for key in ("radius_from", "radius_to")}
        rows.append(labels | radii | values)
    return finish_rings(rows, counted.confidence)


def _avoided(relative: RateChange) -> dict[str, float]:
    """Return events avoided in the area as the ratio gives them."""
    after = relative.after
    ratios = (relative.ratio, relative.high, relative.low)
    names = ("avoided_by_ratio", "avoided_low", "avoided_high")
    return {
        name: after / ratio - after if ratio > 0 else float("nan")
        for name, ratio in zip(names, ratios, strict=True)
    }


def _detectable(
    counted: Counted,
    treated: Cell,
    control: Cell | None,
    dispersion: float,
    rng: RandomState,
) -> float:
    days = counted.days(None, None)
    if treated.events_before == 0:
        return float("nan")
    ratio = np.inf
    if control is not None:
        # Half an event keeps an empty control from being no control at all.
        ratio = max(control.events_before, 0.5) / treated.events_before
    return detectable_change(
        treated.events_before / days[0] * 7,
        weeks_before=days[0] / 7,
        weeks_after=days[1] / 7,
        control_ratio=ratio,
        dispersion=dispersion,
        alpha=1 - counted.confidence,
        rng=rng,
    )
