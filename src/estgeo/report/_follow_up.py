"""Which insatser should go on: one row each, and when more can be said."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isnan
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_times
from ..insatser.effect import evaluate
from ..insatser.insats import Design, Insats
from ..insatser.power import weeks_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from pandas._libs.tslibs.nattype import NaTType

    from ..insatser.effect import Evaluation
    from ..insatser.meeting import Problem

    Day = pd.Timestamp | NaTType

COLUMNS = (
    *("id", "insats", "kind", "responsible", "status", "phase", "start", "end"),
    *("problem", "goal", "before", "after", "change", "low", "high", "against"),
    *("verdict", "why", "caveats", "told_from", "next_check"),
)
CONTINUE, END, LATER = "continue", "end", "cannot be told yet"
# Weeks of starting up, and after which what works is only kept up (figure of chapter
# 13: start, carrying out, keeping up).
START_WEEKS, RUNNING_WEEKS = 4, 26
CHECK_WEEKS = 13
# A fall of this size must have been likely to be found before "when" is named.
LOOKED_FOR = -0.35
SEED = 2018


@dataclass(frozen=True, slots=True)
class Followed:
    """An insats, its row, and the evaluation behind it where there is one."""

    insats: Insats
    row: dict[str, object]
    evaluation: Evaluation | None
    fault: str = ""


def follow_up(
    incidents: gpd.GeoDataFrame,
    insatser: Sequence[Insats],
    *,
    at: pd.Timestamp | str | None = None,
    candidates: gpd.GeoDataFrame | None = None,
    problems: Sequence[Problem] = (),
) -> pd.DataFrame:
    """Return one row an insats: how it stands, what changed, and what to do with it.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town, as for :func:`evaluate`.
    insatser : sequence of Insats
        Proposed ones too. One without an area is listed and not evaluated.
    at : day, optional
        The day it is asked, not included: later reports are not looked at. By default
        the day after the last report.
    candidates : GeoDataFrame, optional
        Areas that each insats is compared with, such as the districts.
    problems : sequence of Problem, optional
        Their goals stand beside the insatser that name them.

    Returns
    -------
    DataFrame
        - ``id``, ``insats``, ``kind``, ``responsible``, ``start``, ``end``
        - ``status`` : "proposed", "decided", "running" or "ended", as the group says,
          else by its days
        - ``phase`` : "", "start" (4 weeks), "running" (26 weeks), "maintenance"
        - ``problem``, ``goal``
        - ``before``, ``after`` : reports in its area; ``change`` as a share with its
          95 % interval ``low``, ``high``; ``against``: "comparison" (areas), or ""
        - ``verdict`` : "continue", "end" or "cannot be told yet"
        - ``why`` : "fall", "rise", "no fall of 10 %", "undecided", "no comparison",
          "few events", "not started", "no area" or "not evaluated"
        - ``caveats`` : codes of the checks of :func:`evaluate` that failed
        - ``told_from`` : the day from which a fall of 35 % would be found with 80 %
          probability; NaT where more than five years are needed or nothing is known
        - ``next_check`` : day

    Raises
    ------
    TypeError
        If ``start`` has no time zone or one is no Insats.

    Notes
    -----
    "continue": the 95 % interval of the change against the comparison areas lies
    wholly below no change. "end": it lies above it, or any fall is smaller than 10 %
    (a one-sided test at 2.5 %, [1]_). All else cannot be told yet; without comparison
    areas nothing can. An insats that is not worth its cost may be ended whatever the
    verdict: it says what the reports say, no more. The caveats can overturn it; see
    :func:`evaluate`.

    References
    ----------
    .. [1] Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure
       and the power approach. Journal of Pharmacokinetics and Biopharmaceutics 15,
       657-680.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=110, insats_effect=-0.6, rng=3)
    >>> table = eg.follow_up(town.incidents, town.insatser, candidates=town.zones)
    >>> table[["insats", "status", "verdict"]].iloc[0].tolist()
    ['Väktarpatrull', 'running', 'cannot be told yet']
    """
    check_times("incidents", incidents, "start")
    for one in insatser:
        if not isinstance(one, Insats):
            rule = "a sequence of Insats"
            raise TypeError(sentence("insatser", rule, type(one).__name__))
    last = incidents["start"].max() if at is None else pd.Timestamp(at)
    day = pd.Timestamp(last).tz_localize(None).normalize()
    day += pd.Timedelta(days=1 if at is None else 0)
    found = followed_up(incidents, insatser, day, candidates, problems)
    return follow_up_table(found)


def follow_up_table(followed: Sequence[Followed]) -> pd.DataFrame:
    """Return the rows as a frame of the same types whether there are any or not."""
    table = pd.DataFrame([one.row for one in followed], columns=list(COLUMNS))
    days = ("start", "end", "told_from", "next_check")
    numbers = ("before", "after", "change", "low", "high")
    types = dict.fromkeys(days, "datetime64[us]") | dict.fromkeys(numbers, "float64")
    return table.astype(types)


def followed_up(
    incidents: gpd.GeoDataFrame,
    insatser: Sequence[Insats],
    at: pd.Timestamp,
    candidates: gpd.GeoDataFrame | None,
    problems: Sequence[Problem],
) -> list[Followed]:
    """Return each insats with its row and evaluation; ``at`` is by the wall clock."""
    known = incidents
    if "is_positive" in known:
        good = known["is_positive"].astype("boolean").fillna(value=False)
        known = known[~good.to_numpy(dtype=bool)]
    known = known[(known["start"].dt.tz_localize(None) < at).to_numpy()]
    goals = {problem.id: problem.goal for problem in problems}
    return [_followed(known, one, at, candidates, goals) for one in insatser]


def status_of(insats: Insats, at: pd.Timestamp) -> str:
    """Return what the group says of an insats, else what its days say on a day."""
    if insats.end is not None and insats.end < at:
        return "ended"
    if insats.status:
        return insats.status
    return "decided" if insats.start >= at else "running"


def phase_of(insats: Insats, at: pd.Timestamp) -> str:
    """Return "start", "running" or "maintenance"; "" before it began or was decided."""
    if insats.start >= at or status_of(insats, at) in ("proposed", "decided"):
        return ""
    weeks = (at - insats.start).days / 7
    if status_of(insats, at) == "ended" or weeks > RUNNING_WEEKS:
        return "maintenance"
    return "start" if weeks <= START_WEEKS else "running"


def _followed(
    incidents: gpd.GeoDataFrame,
    insats: Insats,
    at: pd.Timestamp,
    candidates: gpd.GeoDataFrame | None,
    goals: dict[str, str],
) -> Followed:
    row = _facts(insats, at, goals)
    if insats.area is None:
        return Followed(insats, row | {"why": "no area"}, None)
    if not row["phase"]:
        return Followed(insats, row | {"why": "not started"}, None)
    try:
        design = Design(insats, candidates=candidates)
        evaluation = evaluate(incidents, design, rng=SEED)
    except ValueError as error:
        return Followed(insats, row | {"why": "not evaluated"}, None, str(error))
    return Followed(insats, row | _judged(evaluation, insats, at), evaluation)


def _facts(
    insats: Insats, at: pd.Timestamp, goals: dict[str, str]
) -> dict[str, object]:
    return {
        "id": insats.id,
        "insats": insats.name,
        "kind": insats.kind,
        "responsible": insats.responsible,
        "status": status_of(insats, at),
        "phase": phase_of(insats, at),
        "start": insats.start,
        "end": insats.end,
        "problem": insats.problem,
        "goal": goals.get(insats.problem, ""),
        **dict.fromkeys(("before", "after", "change", "low", "high"), np.nan),
        "against": "",
        "verdict": LATER,
        "why": "",
        "caveats": "",
        "told_from": pd.NaT,
        "next_check": _next_check(insats, at),
    }


def _judged(
    evaluation: Evaluation, insats: Insats, at: pd.Timestamp
) -> dict[str, object]:
    verdict, why = _verdict(evaluation)
    against = evaluation.relative.status != "no control"
    told = evaluation.relative if against else evaluation.change
    failed = evaluation.checks[~evaluation.checks["ok"].astype(bool)]
    from_day = _told_from(evaluation, insats) if against else pd.NaT
    later = verdict == LATER and not pd.isna(from_day) and from_day > at
    return {
        "before": evaluation.change.before,
        "after": evaluation.change.after,
        "change": told.ratio - 1,
        "low": told.low - 1,
        "high": told.high - 1,
        "against": "comparison" if against else "",
        "verdict": verdict,
        "why": why,
        "caveats": "; ".join(failed["code"]),
        "told_from": from_day,
        "next_check": from_day if later else _next_check(insats, at),
    }


def _verdict(evaluation: Evaluation) -> tuple[str, str]:
    found = evaluation.relative
    if found.status == "no control":
        return LATER, "no comparison"
    if not isfinite(found.high):
        return LATER, "few events"
    if found.high < 1:
        return CONTINUE, "fall"
    if found.low > 1:
        return END, "rise"
    if found.low > 1 + found.wanted:
        return END, "no fall of 10 %"
    return LATER, "undecided"


def _told_from(evaluation: Evaluation, insats: Insats) -> Day:
    found = evaluation.relative
    before, after = (float(days) for days in (found.days_before, found.days_after))
    if found.before <= 0 or before <= 0 or after <= 0:
        return pd.NaT
    weeks = weeks_needed(
        found.before / before * 7,
        change=LOOKED_FOR,
        weeks_before=before / 7,
        control_ratio=max(found.control_before, 0.5) / found.before,
        dispersion=evaluation.dispersion,
        rng=SEED,
    )
    if isnan(weeks):
        return pd.NaT
    return insats.start + pd.Timedelta(weeks=1 + weeks)  # a week of washout


def _next_check(insats: Insats, at: pd.Timestamp) -> Day:
    """Return the next whole quarter of a year since the start, half a year past end."""
    if insats.end is not None and insats.end < at:
        last = insats.end + pd.Timedelta(weeks=RUNNING_WEEKS)
        return last if last > at else pd.NaT
    step = pd.Timedelta(weeks=CHECK_WEEKS)
    passed = max((at - insats.start) // step, 0)
    return insats.start + (passed + 1) * step
