"""What happens in Valboås: one planted pattern a row, where and when and how often.

What a simulation is asked for, and the weeks at which things change in it, come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_not_negative, check_positive, check_whole, sentence
from . import _town

if TYPE_CHECKING:
    from collections.abc import Callable

    Places = Callable[[np.random.Generator, int], np.ndarray]
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


OTHER = "Annat otrygghetsskapande/ordningsstörande"

WINDOWS = "windows broken"

MOPEDS = "mopeds on the path"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of event.

    ``share`` is its part of all reports; ``hours`` a (7, 24) table of weights, Monday
    first; ``found_later`` the share known only as between two times; ``by`` the shares
    reported by kommun, polis and fastighetsbolag.
    """

    name: str
    category: str
    share: float
    places: Places
    hours: np.ndarray
    comments: tuple[str, ...]
    found_later: float = 0.05
    by: tuple[float, float, float] = (0.4, 0.3, 0.3)
    severity: tuple[float, float, float, float] = (0.4, 0.4, 0.15, 0.05)


def window(days: range | tuple[int, ...], hours: list[int]) -> np.ndarray:
    """Return hour weights that are even over some days and hours, else nothing."""
    table = np.zeros((7, 24))
    table[np.ix_(list(days), hours)] = 1.0
    return table


def everyday_hours() -> np.ndarray:
    """Return the hours at which people are out and report what they see."""
    day = np.array(
        [2, 2, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 6, 7, 7, 7, 7, 7, 6, 5, 4, 3], float
    )
    return np.tile(day, (7, 1))


EVENING_AND_NIGHT = [19, 20, 21, 22, 23, 0, 1]

WEEKEND = (4, 5, 6)


def _damaged_streets(rng: np.random.Generator, n: int) -> np.ndarray:
    return _town.points_along(_town.damaged_lines(), rng, n, spread=8)


def _other_streets(rng: np.random.Generator, n: int) -> np.ndarray:
    outside = _town.streets().geometry.difference(_town.patrol_area().buffer(25))
    lines = [line for line in outside if line.length > 0]
    return _town.points_along(lines, rng, n, spread=6)


def _ring(rng: np.random.Generator, n: int) -> np.ndarray:
    area = _town.patrol_area()
    return _town.points_within(area.buffer(250).difference(area.buffer(5)), rng, n)


# The patterns of Valboås; their shares sum to one.
PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        WINDOWS,
        "Skadegörelse",
        0.24,
        _damaged_streets,
        window(range(7), EVENING_AND_NIGHT),
        (
            "Lägenhetsfönster krossat med sten.",
            "Ny rutkross, glassplitter på gångbanan.",
        ),
        found_later=0.3,
        by=(0.2, 0.2, 0.6),
        severity=(0.2, 0.5, 0.25, 0.05),
    ),
    Pattern(
        "damage elsewhere",
        "Skadegörelse",
        0.22,
        _other_streets,
        window(range(7), [16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2]),
        ("Klotter på fasad.", "Sönderslagen lampa.", "Nedskräpning vid soprum."),
        found_later=0.3,
    ),
    Pattern(
        "youths at the school yard",
        "Samlingsplats för ungdomar",
        0.13,
        lambda rng, n: _town.points_within(_town.school_yard(), rng, n),
        window((2, 3, 4, 5), [17, 18, 19, 20, 21]),
        (
            "Ungdomar samlas på skolgården, hög musik.",
            "Stökigt på skolgården, förbipasserande kände sig hotade.",
        ),
        by=(0.6, 0.1, 0.3),
    ),
    Pattern(
        "drug dealing at weekends",
        OTHER,
        0.07,
        lambda rng, n: np.where(
            rng.random((n, 1)) < 0.7,
            _town.points_within(_town.centre(), rng, n),
            _other_streets(rng, n),
        ),
        window(WEEKEND, list(range(11, 24))),
        ("Unga vuxna ses utbyta varor.", "Misstänkt öppen droghandel."),
        by=(0.3, 0.6, 0.1),
        severity=(0.1, 0.4, 0.4, 0.1),
    ),
    Pattern(
        MOPEDS,
        OTHER,
        0.05,
        lambda rng, n: _town.points_within(_town.moped_path(), rng, n),
        window(range(7), list(range(15, 22))),
        ("Mopeder körs på gångbanan.", "Mopedkörning bland barn."),
    ),
    Pattern(
        "everyday disorder",
        OTHER,
        0.13,
        _other_streets,
        everyday_hours(),
        ("Störande grannar.", "Bråk på gatan, lugnt när vi kom fram."),
    ),
    Pattern(
        "unsafe places",
        "Otrygg plats",
        0.06,
        _other_streets,
        everyday_hours(),
        ("Belysningen trasig i gångtunneln.", "Buskage skymmer sikten."),
        by=(0.7, 0.05, 0.25),
    ),
    Pattern(
        "fires",
        "Brand",
        0.03,
        _other_streets,
        window(range(7), [18, 19, 20, 21, 22, 23, 0]),
        ("Brand i papperskorg.", "Container antänd."),
        severity=(0.1, 0.3, 0.4, 0.2),
    ),
    Pattern(
        "staff in the way",
        "Incident mot anställd",
        0.02,
        _other_streets,
        window(range(5), list(range(8, 17))),
        ("Anställd hindrades i sitt arbete.",),
    ),
    Pattern(
        "events",
        "Arrangemang",
        0.02,
        lambda rng, n: _town.points_within(_town.centre(), rng, n),
        window((4, 5), list(range(16, 23))),
        ("Musikkväll i centrum, god stämning.",),
        by=(0.8, 0.1, 0.1),
    ),
    Pattern(
        "other concerns",
        "Övrigt",
        0.03,
        _other_streets,
        everyday_hours(),
        ("Rykten i sociala medier om oro i helgen.",),
    ),
)


def displaced() -> Pattern:
    """Return the pattern of damage moved into the ring around the patrol."""
    return Pattern(
        "damage moved next door",
        "Skadegörelse",
        0.0,
        _ring,
        window(range(7), EVENING_AND_NIGHT),
        ("Fönster krossat med sten.",),
        found_later=0.3,
    )


def threats() -> Pattern:
    """Return the threats against staff when the centre closes, new in the last week."""
    return Pattern(
        "threats at closing time",
        "Incident mot anställd",
        0.0,
        lambda rng, n: _town.points_within(_town.centre(), rng, n),
        window(range(7), [20]),
        ("Väktare hotad vid stängning av centrum.",),
        found_later=0.0,
        by=(0.3, 0.4, 0.3),
        severity=(0.0, 0.1, 0.5, 0.4),
    )
