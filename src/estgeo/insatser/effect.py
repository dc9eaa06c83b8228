"""Did the insats help? One call that gathers the whole evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import check_probability
from .._columns import COARSE_PRECISIONS
from .._frame_checks import crs_name
from .._provenance import Provenance
from ._comparison import Counted
from ._estimates import (
    areas_table,
    counts_table,
    periods_table,
    theme_table,
    total_difference,
)
from ._evaluation import Evaluation
from ._layout import choose_control, lay_out, weekly_table
from ._review import Background, review
from ._setting import set_out
from ._spread import choose_dispersion
from ._tally import place_records
from ._windows import day_numbers
from ._zones import as_zones
from .displacement import finish_rings, ring_row
from .power import detectable_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from .._checks import RandomState
    from ..stats._rate_change import RateChange
    from ._comparison import Cell
    from ._insats import Insats
    from ._layout import Layout
    from ._spread import Spread
    from ._tally import Records
    from ._windows import Windows

__all__ = ["Evaluation", "evaluate"]


def evaluate(  # noqa: PLR0913  one call is the point; all but two are optional
    incidents: gpd.GeoDataFrame,
    insats: Insats,
    *,
    control: Any = None,
    candidates: gpd.GeoDataFrame | None = None,
    before: Any = "52W",
    after: Any = None,
    washout: Any = "1W",
    rings: Sequence[float] = (300,),
    dispersion: float | str = "history",
    confidence: float = 0.95,
    selected_on: Any = None,
    rng: RandomState = 0,
    n_controls: int | None = None,
    others: Sequence[Insats] = (),
    study_area: Any = None,
    weight: str | None = None,
    start: str = "start",
    theme: str = "theme",
    source: str = "source",
    reporter: str = "reporter",
) -> Evaluation:
    r"""Compare an area before and after an insats with areas where nothing was done.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town (not only of the area), points in a projected CRS with
        time-zone-aware ``start``. Positive events (``is_positive``) are left out; so
        are other themes than those of the insats, which are used to see whether the
        reporting changed.
    insats : Insats
        What was done.
    control : GeoDataFrame, GeoSeries or polygon, optional
        Areas to compare with, together; clear of the insats area and its rings.
    candidates : GeoDataFrame, optional
        Areas of the same kind. Without ``control`` the most alike before are chosen
        (:func:`matched_control`); with it they only show whether the area was picked
        for being the worst.
    before : duration, pair of days or "same-season", default "52W"
        Window before the washout; "same-season" is the same calendar weeks a year ago.
    after : duration or pair of days, optional
        Window after; None is to the end of the insats or of the records.
    washout : duration, default "1W"
        Left out on both sides of the start.
    rings : sequence of float, default (300,)
        Outer distances of the rings that are searched for displacement, in metres.
    dispersion : "history" or float, default "history"
        Variance-to-mean ratio of counts; "history" estimates it from up to 104 weeks
        before the start of area and control, and is 1.5 below 13 weeks.
    confidence : float, default 0.95
        Level of the intervals.
    selected_on : duration or pair of days, optional
        The weeks that the area was chosen on; a duration ends at the start.
    rng : None, int or Generator, default 0
        Used only where the detectable change must be simulated.
    n_controls : int, optional
        Number of candidates to choose, see :func:`matched_control`.
    others : sequence of Insats, default ()
        Other insatser: their areas are cut out of the rings.
    study_area : GeoDataFrame, GeoSeries or polygon, optional
        Where reports come from; rings are clipped to it.
    weight : str, optional
        Column such as "severity": sums of weights are compared, with the variance of
        sums of weights.
    start, theme, source, reporter : str
        Column names; ``source`` and ``reporter`` may be missing.

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

    Notes
    -----
    The main answer is the ratio of ratios :math:`(T_1/T_0)/(C_1/C_0)` with the
    conditional Jeffreys interval on counts divided by the dispersion, see
    :func:`relative_rate_change`. It assumes that without the insats both areas would
    have changed by the same share. Fewer than five events before and after together
    give no percentage. See the methods pages for the calibration.

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
    setting = set_out(
        incidents,
        insats,
        before=before,
        after=after,
        washout=washout,
        rings=rings,
        others=others,
        study_area=study_area,
        weight=weight,
        start=start,
        theme=theme,
        source=source,
        reporter=reporter,
    )
    records, windows, ground = setting.records, setting.windows, setting.ground
    zones = _candidate_zones(candidates, incidents.crs)
    compared = choose_control(
        records,
        windows,
        ground,
        control=control,
        candidates=zones,
        n_controls=n_controls,
        selected_on=selected_on,
    )
    layout = lay_out(ground, compared, insats.name)
    place = place_records(records, list(layout.places.geometry))
    level = check_probability("confidence", confidence)
    counted, spread = _count(records, windows, layout, place, (dispersion, level))
    checks = review(
        counted,
        layout,
        place,
        Background(ground, spread, zones, selected_on, tuple(others)),
        vague=_vague(incidents, windows, start),
    )
    numbers = _numbers(counted, layout, spread, rng)
    asked = {
        "insats": insats.name,
        "before": str(before),
        "after": str(after),
        "washout": str(washout),
        "rings": tuple(rings),
        "dispersion": dispersion,
        "confidence": level,
        "selected_on": str(selected_on),
        "n_controls": n_controls,
        "weight": weight,
    }
    return Evaluation(
        insats=insats,
        counts=counts_table(counted, layout),
        by_theme=theme_table(counted, place, layout),
        dispersion=spread.value,
        dispersion_source=spread.source,
        checks=checks,
        weekly=weekly_table(counted, layout, incidents[start].dt.tz),
        periods=periods_table(counted),
        provenance=_provenance(asked, incidents, counted, rng),
        **numbers,
    )


def _provenance(
    asked: dict[str, Any],
    incidents: gpd.GeoDataFrame,
    counted: Counted,
    rng: RandomState,
) -> Provenance:
    return Provenance(
        "evaluate",
        asked,
        seed=int(rng) if isinstance(rng, int | np.integer) else None,
        rows_in=len(incidents),
        rows_out=int(counted.events.sum()),
        crs=crs_name(incidents.crs),
    )


def _candidate_zones(
    candidates: gpd.GeoDataFrame | None, crs: Any
) -> gpd.GeoDataFrame | None:
    return None if candidates is None else as_zones("candidates", candidates, crs)


def _vague(
    incidents: gpd.GeoDataFrame, windows: Windows, start: str
) -> tuple[int, int]:
    """Return how many incidents of the windows are known to week or month only."""
    if "time_precision" not in incidents.columns:
        return 0, 0
    day = day_numbers(incidents[start])
    inside = (day >= windows.before[0]) & (day < windows.after[1])
    vague = incidents["time_precision"].isin(COARSE_PRECISIONS).to_numpy()
    return int((inside & vague).sum()), int(inside.sum())


def _count(
    records: Records,
    windows: Windows,
    layout: Layout,
    place: NDArray[np.int64],
    asked: tuple[float | str, float],
) -> tuple[Counted, Spread]:
    n = len(layout.places)
    events = records.daily(place, n)
    daily = events
    if records.weight is not None:
        daily = records.daily(place, n, values=records.weight)
    rows = [0], layout.rows("control")
    spread = choose_dispersion(
        records, windows.history, events, place, rows=rows, asked=asked[0]
    )
    return Counted(records, windows, daily, events, spread.scaled, asked[1]), spread


def _numbers(
    counted: Counted, layout: Layout, spread: Spread, rng: RandomState
) -> dict[str, Any]:
    """Return the changes, the displacement and what could have been seen."""
    control_rows, ring_rows = layout.rows("control"), layout.rows("ring")
    treated = counted.cell([0])
    control = counted.cell(control_rows) if control_rows else None
    change = counted.change(treated, None)
    relative = counted.missing("no control", treated)
    if control is not None:
        relative = counted.change(treated, control)
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
        "detectable": _detectable(counted, treated, control, spread, rng),
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
    spread: Spread,
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
        dispersion=spread.value,
        alpha=1 - counted.confidence,
        rng=rng,
    )
