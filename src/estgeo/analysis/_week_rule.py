"""The rule of the week: season and past spikes out, a code for what is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ..stats.week_alarm import LIMIT_FEWER, LIMIT_MORE, Prediction, predict_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Weeks of history that a word needs at least.
LEAST_WEEKS = 8
# No word of increase below this: two reports are never an increase.
LEAST_REPORTS = 3
USUAL = "usual"
UNDECIDED = "inconclusive"
SURE_MORE = 0.01
SURE_FEWER = 0.002
NO_COMPARISON = "no_comparison"
# At most, one side each.
NOMINAL = {
    "clear_increase": SURE_MORE,
    "increase": LIMIT_MORE - SURE_MORE,
    USUAL: 1 - LIMIT_MORE - LIMIT_FEWER,
    "decrease": LIMIT_FEWER - SURE_FEWER,
    "clear_decrease": SURE_FEWER,
}
# A year in weeks, and the weeks either side that an index of the season is smoothed by.
_YEAR = 52.1775
_AROUND = 3
# A past week that the weeks beside it give less chance than this is a spike; at most
# two are left out, and none where few weeks would remain.
_SPIKE = 0.001
_WEEKS_TO_SPARE = 13


@dataclass(frozen=True, slots=True)
class Season:
    """How the town's reports lay over the same weeks of earlier years.

    Attributes
    ----------
    index : array of shape (B + 1,)
        Of the weeks of the baseline and the week itself, 1 on average.
    error : float
        Squared relative error of the last.
    years : int
        Earlier years behind it; 0: none, the index is 1 throughout.
    """

    index: Floats
    error: float
    years: int


def town_season(town: Floats, weeks: int) -> Season:
    """Return the season of the last ``weeks`` weeks and the week itself.

    ``town`` holds the counts of all weeks on record, the week itself last. The index
    is the mean of seven weeks about the same week in all earlier years that reach back
    as far, drawn towards 1 as much as chance alone would make it vary.
    """
    shifts = [round(_YEAR * year) for year in range(1, 1 + int(len(town) // _YEAR))]
    shifts = [shift for shift in shifts if len(town) - 1 - shift - weeks >= 0]
    flat = Season(np.ones(weeks + 1), 0.0, 0)
    if not shifts:
        return flat
    at = len(town) - 1 - weeks + np.arange(weeks + 1)
    around = np.arange(-_AROUND, _AROUND + 1)
    places = at[:, None, None] - np.array(shifts)[None, :, None] + around
    known = places >= 0
    taken = np.where(known, town[np.maximum(places, 0)], 0.0)
    total, span = taken.sum(axis=(1, 2)), known.sum(axis=(1, 2))
    if not total.all():
        return flat
    mean = total / span
    index = mean / mean[:-1].mean()
    own = np.stack([town[at - shift] for shift in shifts])
    spread = max(1.0, float(((own - mean) ** 2 / mean).mean()))
    noise = spread / total.mean()
    seen = float(index.var())
    trust = max(0.0, 1 - noise / seen) if seen > 0 else 0.0
    error = trust**2 * spread / float(total[-1])
    return Season(1 + trust * (index - 1), error, len(shifts))


def weeks_that_count(history: Floats, season: Season) -> Floats:
    """Return 1 for the weeks of each series' baseline and 0 for single spikes in it.

    The highest weeks are held against the others, two together and then one, so that
    the one does not hide behind the other.
    """
    n, weeks = history.shape
    kept = np.ones((n, weeks))
    if weeks < _WEEKS_TO_SPARE:
        return kept
    past = season.index[:-1]
    order = np.argsort(history / past, axis=1)
    rows = np.arange(n)
    for first in (2, 1):  # how many of the highest are left out
        without = np.ones((n, weeks))
        for rank in range(1, first + 1):
            without[rows, order[:, -rank]] = 0.0
        least = order[:, -first]
        found = predict_counts(
            history[rows, least],
            history * without,
            effort=past[least],
            past_effort=past * without,
        )
        spike = (found.p_more <= _SPIKE) & (kept.min(axis=1) > 0)
        kept = np.where(spike[:, None], without, kept)
    return kept


def predict_week(counts: Floats, season: Season, kept: Floats) -> Prediction:
    """Return what the kept weeks and the season lead one to expect of the last week.

    Fewer reports than an increase needs are never unusual, however few came before.
    """
    found = predict_counts(
        counts[:, -1],
        counts[:, :-1] * kept,
        effort=np.full(len(counts), season.index[-1]),
        past_effort=season.index[:-1] * kept,
        effort_error=season.error,
    )
    return replace(found, high=np.maximum(found.high, LEAST_REPORTS - 1))


def week_codes(n: NDArray[np.float64], found: Prediction) -> NDArray[np.object_]:
    """Return a code for each count, by the chance of one as far out on its side."""
    words = np.full(len(n), USUAL, dtype=object)
    words[found.p_fewer <= LIMIT_FEWER] = "decrease"
    words[found.p_fewer <= SURE_FEWER] = "clear_decrease"
    enough = n >= LEAST_REPORTS
    words[enough & (found.p_more <= LIMIT_MORE)] = "increase"
    words[enough & (found.p_more <= SURE_MORE)] = "clear_increase"
    return words
