"""One place against another over the windows of an evaluation: sums and changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._provenance import Provenance
from ..stats._rate_change import change_of_counts, no_change

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..stats._rate_change import RateChange, Status
    from ._tally import Records
    from ._windows import Span, Windows


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums of one place before and after: of weights, and of events."""

    before: float
    after: float
    events_before: float
    events_after: float

    @property
    def pair(self) -> tuple[float, float]:
        """The sums (before, after)."""
        return self.before, self.after

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.before + other.before,
            self.after + other.after,
            self.events_before + other.events_before,
            self.events_after + other.events_after,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """Daily sums of every place, and how they are compared.

    ``daily`` are sums of weights (events when there are none), ``events`` numbers of
    events, both of shape (n_places, n_days).
    """

    records: Records
    windows: Windows
    daily: NDArray[np.float64]
    events: NDArray[np.float64]
    dispersion: float
    confidence: float

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
        events = [self.records.sums(self.events, s)[places].sum() for s in spans]
        return Cell(float(sums[0]), float(sums[1]), float(events[0]), float(events[1]))

    def days(self, before: Span | None, after: Span | None) -> tuple[float, float]:
        """Return the observed days before and after."""
        first = self.records.observed_days(before or self.windows.before)
        return float(first), float(
            self.records.observed_days(after or self.windows.after)
        )

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
        events = [n for cell in cells for n in (cell.events_before, cell.events_after)]
        return change_of_counts(
            treated.pair,
            control.pair if control is not None else None,
            days_treated=days,
            days_control=days,
            dispersion=self.dispersion,
            confidence=self.confidence,
            events=events,
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
