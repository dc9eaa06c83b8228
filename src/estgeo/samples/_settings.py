"""What a simulation was asked for, and the weeks at which things change in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import check_not_negative, check_positive, check_whole, sentence

if TYPE_CHECKING:
    from datetime import date

LAST_MONDAY = pd.Timestamp("2018-03-05")  # the week 2018-W10 of the report
SHORTEST = 8  # weeks: enough for a before and an after


@dataclass(frozen=True, slots=True)
class Settings:
    """The arguments of a simulation; week numbers count from its first week."""

    weeks: int
    reports_per_week: float
    insats_effect: float
    displaced_share: float
    dispersion: float
    reporting_shift: float

    def check(self) -> None:
        """Raise ValueError or TypeError for a number outside its range."""
        check_whole("weeks", self.weeks, at_least=SHORTEST)
        check_positive("reports_per_week", self.reports_per_week)
        check_not_negative("reporting_shift", self.reporting_shift)
        if check_not_negative("displaced_share", self.displaced_share) > 1:
            raise ValueError(
                sentence("displaced_share", "at most 1", self.displaced_share)
            )
        if not self.insats_effect > -1:
            raise ValueError(sentence("insats_effect", "above -1", self.insats_effect))
        if not self.dispersion >= 1:
            raise ValueError(sentence("dispersion", "at least 1", self.dispersion))

    @property
    def patrol_week(self) -> int:
        """Week at which the guard patrol starts."""
        return max(self.weeks - 52, self.weeks // 2)

    @property
    def moped_week(self) -> int:
        """Week at which the moped effort starts."""
        return max(self.weeks - 40, self.weeks // 2)

    @property
    def shift_week(self) -> int:
        """Week at which the new reporter joins."""
        return max(self.weeks - 30, self.weeks // 2)

    @property
    def last_week(self) -> int:
        """The last week."""
        return self.weeks - 1

    def monday(self, week: int) -> pd.Timestamp:
        """Return midnight of the Monday of a week, on the wall clock."""
        return LAST_MONDAY - pd.Timedelta(weeks=self.last_week - week)

    def day(self, week: int) -> date:
        """Return the Monday of a week as a date."""
        return self.monday(week).date()
