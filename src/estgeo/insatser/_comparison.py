"""One place against another over the windows of an evaluation: sums and changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_positive, sentence
from .._provenance import Provenance
from ..stats._rate_change import WANTED, change_of_counts, no_change
from ..stats.dispersion import (
    UNKNOWN_DRIFT,
    ComparisonNoise,
    Drift,
    dispersion,
    drift_between,
    share_dispersion,
)
from ._places import overlaps
from ._records import place_records

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..stats._rate_change import RateChange, Status
    from ._places import Ground
    from ._records import Records, Span, Windows

    Floats = NDArray[np.float64]

# With less history than this the estimate is noise; local reports usually lie at 1-2.5.
LEAST_WEEKS = 13
DEFAULT = 1.5


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums of one place before and after: of weights, and of events.

    ``rows`` are the places it is made of; ``n_areas`` how many areas of like size they
    amount to.
    """

    before: float
    after: float
    events_before: float
    events_after: float
    rows: tuple[int, ...] = ()
    n_areas: float = 1.0

    @property
    def pair(self) -> tuple[float, float]:
        """The sums (before, after)."""
        return self.before, self.after

    @property
    def events(self) -> tuple[float, float]:
        """The numbers of events (before, after)."""
        return self.events_before, self.events_after

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.before + other.before,
            self.after + other.after,
            self.events_before + other.events_before,
            self.events_after + other.events_after,
            self.rows + other.rows,
            max(self.n_areas, other.n_areas),
        )


@dataclass(frozen=True, slots=True)
class Noise:
    """How much more than by chance places vary: alone, and against each other.

    ``weekly`` are events of every place over the history, ``asked`` the dispersion that
    was given (None: estimate it), ``weights`` are E[w²]/E[w] and E[w] of the events.
    """

    weekly: Floats
    drift: Drift
    asked: float | None
    weights: tuple[float, float] | None
    confidence: float

    @property
    def n_weeks(self) -> int:
        """Weeks of history."""
        return int(self.weekly.shape[1])

    @property
    def source(self) -> str:
        """Where the dispersion comes from."""
        if self.asked is not None:
            return "given"
        return f"history of {self.n_weeks} weeks" if self._is_known else "default"

    def alone(self, place: Cell) -> float:
        """Return the dispersion of one place before and after."""
        if self.asked is not None:
            return self.asked
        if not (self._is_known and place.rows):
            return DEFAULT
        return dispersion(self._series(place).astype(np.int64))

    def share(self, treated: Cell, control: Cell) -> float:
        """Return the dispersion of the place's share of place and control.

        Slow swings are seen in blocks of weeks, or better in what other areas did.
        """
        if self.asked is not None:
            return self.asked
        if not self._is_known:
            return DEFAULT
        block = None if self.drift.n_areas else 4
        return share_dispersion(
            self._series(treated), self._series(control), block=block
        )

    def weekly_share(self, treated: Cell, control: Cell) -> float:
        """Return the dispersion of the share from single weeks: what drift adds to."""
        if not self._is_known:
            return DEFAULT
        return share_dispersion(
            self._series(treated), self._series(control), block=None
        )

    def between(self, treated: Cell, control: Cell) -> float:
        """Return the dispersion of a place compared with its control."""
        if self.asked is not None:
            return self.asked
        weeks = self.n_weeks if self._is_known else LEAST_WEEKS
        noise = ComparisonNoise(self.share(treated, control), weeks, self.drift)
        return noise.dispersion(
            treated.events,
            control.events,
            n_controls=control.n_areas,
            confidence=self.confidence,
        )

    def scaled(self, value: float) -> float:
        """Return the dispersion of sums of weights, where events are weighed.

        With weights w the variance of a sum per its mean is
        E[w²]/E[w] + (phi - 1) E[w].
        """
        if self.weights is None:
            return value
        squares, mean = self.weights
        return squares + (value - 1) * mean

    @property
    def _is_known(self) -> bool:
        return self.n_weeks >= LEAST_WEEKS

    def _series(self, cell: Cell) -> Floats:
        return np.asarray(self.weekly[list(cell.rows)].sum(axis=0))


def measure_noise(
    records: Records,
    windows: Windows,
    events: Floats,
    place: NDArray[np.int64],
    *,
    rows: tuple[list[int], list[int]],
    asked: float | str,
    confidence: float,
) -> Noise:
    """Return the noise of the weeks before; drift is for :func:`with_drift` to add."""
    weekly, _ = records.weekly(events, windows.history)
    weights = None
    if records.weight is not None:
        inside = records.aimed & np.isin(place, rows[0] + rows[1])
        weights = _moments(records.weight[inside])
    return Noise(weekly, UNKNOWN_DRIFT, check_dispersion(asked), weights, confidence)


def check_dispersion(value: float | str) -> float | None:
    """Return a dispersion that was given as a number, None for "relative"."""
    if isinstance(value, str):
        if value != "relative":
            remedy = "It is now 'relative'." if value == "history" else ""
            rule = "'relative' or a number"
            raise ValueError(sentence("dispersion", rule, repr(value), remedy))
        return None
    return check_positive("dispersion", value)


def _moments(weights: Floats) -> tuple[float, float] | None:
    if (weights < 0).any():
        rule, got = "weights that are not negative", f"{weights.min():g}"
        raise ValueError(sentence("weight", rule, got))
    if weights.sum() == 0:
        return None
    mean = float(weights.mean())
    return float((weights**2).mean()) / mean, mean


def candidate_drift(
    records: Records,
    windows: Windows,
    ground: Ground,
    areas: gpd.GeoDataFrame | None,
    *,
    share: float,
) -> Drift:
    """Return how far areas clear of the insats moved apart over its two windows."""
    if areas is None:
        return UNKNOWN_DRIFT
    areas = areas[~overlaps(areas, ground.taken)]
    if not len(areas):
        return UNKNOWN_DRIFT
    place = place_records(records, list(areas.geometry))
    daily = records.daily(place, len(areas))
    sums = [records.sums(daily, span) for span in (windows.before, windows.after)]
    # Counts of windows of which days are missing are as comparable as any: the share
    # after is the same for all areas.
    return drift_between(*sums, dispersion=share)


@dataclass(frozen=True, slots=True)
class Counted:
    """Daily sums of every place, and how they are compared.

    ``daily`` are sums of weights (events when there are none), ``events`` numbers of
    events, both of shape (n_places, n_days); ``areas`` is how many areas each place
    stands for. ``dispersion`` is that of the main comparison.
    """

    records: Records
    windows: Windows
    daily: Floats
    events: Floats
    areas: Floats
    noise: Noise
    dispersion: float
    confidence: float
    wanted: float = WANTED

    def cell(
        self,
        places: NDArray[np.int64] | list[int],
        before: Span | None = None,
        after: Span | None = None,
    ) -> Cell:
        """Return the sums of some places together."""
        before, after = before or self.windows.before, after or self.windows.after
        spans = before, after
        sums = [self.records.sums(self.daily, s)[places].sum() for s in spans]
        each = [self.records.sums(self.events, s)[places] for s in spans]
        size = each[0] + each[1]
        squares = (size**2 / self.areas[places]).sum()
        return Cell(
            float(sums[0]),
            float(sums[1]),
            float(each[0].sum()),
            float(each[1].sum()),
            tuple(int(row) for row in places),
            float(size.sum() ** 2 / squares) if squares > 0 else 1.0,
        )

    def days(self, before: Span | None, after: Span | None) -> tuple[float, float]:
        """Return the observed days before and after."""
        first = self.records.observed_days(before or self.windows.before)
        return float(first), float(
            self.records.observed_days(after or self.windows.after)
        )

    def dispersion_of(self, treated: Cell, control: Cell | None) -> float:
        """Return the dispersion of a comparison, weights counted in."""
        if not treated.rows or (control is not None and not control.rows):
            return self.dispersion
        if control is None:
            return self.noise.scaled(self.noise.alone(treated))
        return self.noise.scaled(self.noise.between(treated, control))

    def change(
        self,
        treated: Cell,
        control: Cell | None,
        *,
        before: Span | None = None,
        after: Span | None = None,
    ) -> RateChange:
        """Return the change of a place, against a control if there is one."""
        days = self.days(before, after)
        cells = [treated] if control is None else [treated, control]
        return change_of_counts(
            treated.pair,
            control.pair if control is not None else None,
            days_treated=days,
            days_control=days,
            dispersion=self.dispersion_of(treated, control),
            confidence=self.confidence,
            events=[n for cell in cells for n in cell.events],
            wanted=self.wanted,
            provenance=Provenance("evaluate"),
        )

    def missing(self, status: Status, treated: Cell) -> RateChange:
        """Return a change that cannot be computed, with the counts there are."""
        days = self.days(None, None)
        return no_change(
            status,
            dispersion=self.dispersion,
            confidence=self.confidence,
            before=treated.before,
            after=treated.after,
            days_before=days[0],
            days_after=days[1],
            provenance=Provenance("evaluate"),
        )
