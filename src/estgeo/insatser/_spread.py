"""How clustered events are: from the history, or a stated default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_positive, sentence
from ..stats.dispersion import dispersion as dispersion_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._tally import Records
    from ._windows import Span

# With less history than this the estimate is noise; local reports usually lie at 1-2.5.
LEAST_WEEKS = 13
DEFAULT = 1.5


@dataclass(frozen=True, slots=True)
class Spread:
    """Dispersion of events, of the sums that are compared, and where it comes from."""

    value: float
    scaled: float
    source: str
    n_weeks: int


def choose_dispersion(
    records: Records,
    history: Span,
    events: NDArray[np.float64],
    place: NDArray[np.int64],
    *,
    rows: tuple[list[int], list[int]],
    asked: float | str,
) -> Spread:
    """Return the dispersion of the treated rows and the control rows, each pooled.

    With weights w the variance of a sum per its mean is E[w²]/E[w] + (phi - 1) E[w].
    """
    weekly, _ = records.weekly(events, history)
    n_weeks = weekly.shape[1]
    if isinstance(asked, str):
        if asked != "history":
            raise ValueError(sentence("dispersion", "'history' or a number", asked))
        series = np.vstack([weekly[part].sum(axis=0) for part in rows if part])
        known = n_weeks >= LEAST_WEEKS
        value = dispersion_of(series.astype(np.int64)) if known else DEFAULT
        source = f"history of {n_weeks} weeks" if known else "default"
    else:
        value, source = check_positive("dispersion", asked), "given"
    scaled = value
    if records.weight is not None:
        inside = records.aimed & np.isin(place, rows[0] + rows[1])
        weights = records.weight[inside]
        if (weights < 0).any():
            rule, got = "weights that are not negative", f"{weights.min():g}"
            raise ValueError(sentence("weight", rule, got))
        if weights.sum() > 0:
            mean = float(weights.mean())
            scaled = float((weights**2).mean()) / mean + (value - 1) * mean
    return Spread(value, scaled, source, n_weeks)
