"""Effects of something that began at different times in different places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from ._panel_poisson import fit_panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._panel_poisson import PanelFit

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

NEVER = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts of places and periods, one entry a row of a panel.

    ``first`` is the first period with what was done, 0 for places that never had it.
    """

    counts: Floats
    place: Integers
    period: Integers
    first: Integers
    exposure: Floats

    def __getitem__(self, kept: Bools) -> Panel:
        return Panel(
            self.counts[kept],
            self.place[kept],
            self.period[kept],
            self.first[kept],
            self.exposure[kept],
        )

    @property
    def never(self) -> Bools:
        """Rows of places that never had it."""
        return np.asarray(self.first == NEVER)

    @property
    def treated(self) -> Bools:
        """Rows from the first period on."""
        return ~self.never & (self.period >= self.first)

    @property
    def event_time(self) -> Integers:
        """Periods since the first one; 0 for places that never had it."""
        return np.where(self.never, 0, self.period - self.first)


@dataclass(frozen=True, slots=True)
class CohortFit:
    """A panel fitted with one effect for each cohort and period it is asked of.

    Attributes
    ----------
    panel : Panel
        The rows that tell something.
    asked : (m,) array of bool
        Rows whose cohort and period have an effect of their own.
    fit : PanelFit
        The fit; ``without`` are the counts expected without effects.
    without : (m,) array
    dropped : dict
        Why rows were left out, and how many places or periods.
    """

    panel: Panel
    asked: Bools
    fit: PanelFit
    without: Floats
    dropped: dict[str, int]

    @property
    def observed(self) -> Floats:
        """Fitted counts with effects: in sum those that were observed."""
        empty = self.asked & (_cell_sums(self.panel) == 0)
        return np.where(empty, 0.0, self.fit.fitted)

    def log_ratios(self, groups: Bools) -> tuple[Floats, Floats]:
        """Return log(sum with / sum without) of groups of rows, and its gradient.

        ``groups`` has the shape (r, m).
        """
        chosen = groups.astype(np.float64)
        seen, expected = chosen * self.observed, chosen * self.without
        sums = seen.sum(axis=1), expected.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.log(sums[0]) - np.log(sums[1])
            # A group without a count has no end below: its gradient is not asked for.
            with_effects = self.fit.gradient(seen / np.maximum(sums[0], 1e-9)[:, None])
            gradient = with_effects - self.fit.gradient(
                expected / sums[1][:, None], without=True
            )
        return found, gradient


def fit_cohorts(panel: Panel, *, reference: tuple[int, int] | None = None) -> CohortFit:
    r"""Fit effects of cohorts and periods beside those of places and periods.

    Parameters
    ----------
    panel : Panel
        Counts of places and periods.
    reference : pair of int, optional
        Event times (from, to), both before 0: then every other period of places that
        had it gets an effect, leads included, and only places that never had it are
        compared with. Without it only periods from the first on do, and places that
        did not yet have it are compared with too.

    Returns
    -------
    CohortFit

    Raises
    ------
    ValueError
        If no effect can be told from places and periods.

    Notes
    -----
    The extended two-way Poisson model of [1]_: no place is compared with one that
    already had it, so effects that grow or differ between cohorts do no harm.

    Cohorts without a count before, places without any count and periods without a count
    in places to compare with tell nothing and are left out.

    References
    ----------
    .. [1] Wooldridge, J. M. (2023). Simple approaches to nonlinear
       difference-in-differences with panel data. The Econometrics Journal 26(3),
       C31-C66. https://doi.org/10.1093/ectj/utad016

    Examples
    --------
    >>> panel = Panel(
    ...     np.array([10.0, 5, 10, 10]),
    ...     np.array([0, 0, 1, 1]),
    ...     np.array([1, 2, 1, 2]),
    ...     np.array([2, 2, 0, 0]),
    ...     np.ones(4),
    ... )
    >>> fit = fit_cohorts(panel)
    >>> round(float(np.exp(fit.log_ratios(fit.asked[None])[0][0])), 3)
    0.5
    """
    panel, dropped = _telling(panel, reference)
    asked = _asked(panel, reference)
    if not asked.any() or asked.all():
        message = "no place and period with an effect can be told from others"
        raise ValueError(message)
    empty = asked & (_cell_sums(panel) == 0)
    full = np.flatnonzero(asked & ~empty)
    cell = panel.first[full] * (int(panel.period.max()) + 1) + panel.period[full]
    _, at = np.unique(cell, return_inverse=True)
    n_cells = int(at.max()) + 1 if len(at) else 0
    columns = sparse.csr_array(
        (np.ones(len(full)), (full, at)), shape=(len(asked), n_cells)
    )
    fit = fit_panel(
        panel.counts,
        panel.place,
        panel.period,
        columns=columns,
        exposure=panel.exposure,
        used=~empty,
    )
    without = fit.fitted / np.exp(columns @ fit.coefficients)
    return CohortFit(panel, asked, fit, without, dropped)


def _asked(panel: Panel, reference: tuple[int, int] | None) -> Bools:
    if reference is None:
        return panel.treated
    at = panel.event_time
    return ~panel.never & ~((at >= reference[0]) & (at <= reference[1]))


def _cell_sums(panel: Panel) -> Floats:
    """Return for each row the counts of its cohort and period."""
    cell = panel.first * (int(panel.period.max()) + 1) + panel.period
    _, at = np.unique(cell, return_inverse=True)
    sums = np.bincount(at, weights=panel.counts).astype(np.float64)
    return sums[at]


def _telling(
    panel: Panel, reference: tuple[int, int] | None
) -> tuple[Panel, dict[str, int]]:
    """Return the rows that tell something, and how many places and periods do not."""
    n_places, n_periods = len(set(panel.place)), len(set(panel.period))
    while True:
        base = panel.counts * ~_asked(panel, reference)
        kept = _group_sum(panel.period, base) > 0
        cohort = np.where(panel.never, -1 - panel.place, panel.first)
        kept &= _group_sum(cohort, base) > 0
        kept &= _group_sum(panel.place, panel.counts) > 0
        if kept.all() or not kept.any():
            break
        panel = panel[kept]
    dropped = {
        "places": n_places - len(set(panel.place[kept])),
        "periods": n_periods - len(set(panel.period[kept])),
    }
    return panel[kept], dropped


def _group_sum(labels: Integers, values: Floats) -> Floats:
    _, at = np.unique(labels, return_inverse=True)
    sums = np.bincount(at, weights=values).astype(np.float64)
    return sums[at]


@dataclass(frozen=True, slots=True)
class PlaceboNoise:
    """How far places where nothing was done moved apart over the same windows.

    ``dispersion`` is the mean X² of the places, each against all: 1 is chance. NaN and
    ``n_places`` 0 when it is not known. ``is_before`` when it rests on places that had
    it later.
    """

    dispersion: float
    n_places: int
    is_before: bool = False


def placebo_noise(
    panel: Panel, windows: list[tuple[Bools, Bools, float]], periods: Integers
) -> PlaceboNoise:
    r"""Compare windows of places that never had it, each place against all.

    Parameters
    ----------
    panel : Panel
        Counts of places and periods.
    windows : list of (before, after, weight)
        Which of ``periods`` are before and after.
    periods : (t,) array of int
        The periods of the panel.

    Returns
    -------
    PlaceboNoise
        Mean :math:`X^2 = (a - n p)^2 / (n p (1 - p))` over places and windows. With
        fewer than three such places all are compared over the two halves of the time
        before the first start, if that has six periods.
    """
    counts = _matrix(panel[panel.never], periods)
    counts = counts[counts.sum(axis=1) >= _LEAST_EVENTS]
    is_before = len(counts) < _LEAST_PLACES
    if is_before:
        first = panel.first[~panel.never].min() if (~panel.never).any() else 0
        early = np.flatnonzero(periods < first)
        if len(early) < 2 * _LEAST_PLACES:
            return PlaceboNoise(np.nan, 0)
        counts = _matrix(panel, periods)[:, early]
        counts = counts[counts.sum(axis=1) >= _LEAST_EVENTS]
        late = np.arange(len(early)) >= len(early) // 2
        windows = [(~late, late, 1.0)]
    values = [_mean_square(counts, *pair) for *pair, _ in windows]
    weights = np.array([weight for *_, weight in windows])
    known = np.isfinite(values)
    if len(counts) < _LEAST_PLACES or not known.any():
        return PlaceboNoise(np.nan, 0)
    mean = float(np.average(np.array(values)[known], weights=weights[known]))
    return PlaceboNoise(mean, len(counts), is_before)


# Places with fewer events, and fewer places, tell nothing of how they move apart.
_LEAST_EVENTS, _LEAST_PLACES = 5, 3


def _mean_square(counts: Floats, before: Bools, after: Bools) -> float:
    first, last = counts[:, before].sum(axis=1), counts[:, after].sum(axis=1)
    total = first + last
    used = total > 0
    if used.sum() < 2 or last.sum() == 0 or first.sum() == 0:
        return np.nan
    share = last.sum() / total.sum()
    expected = total[used] * share
    squares = (last[used] - expected) ** 2 / (expected * (1 - share))
    return float(squares.sum() / (used.sum() - 1))


def start_windows(panel: Panel) -> tuple[list[tuple[Bools, Bools, float]], Integers]:
    """Return before and from each first period, weighed by places, and the periods."""
    periods = np.unique(panel.period)
    first, places = _starts(panel)
    windows = [
        (periods < start, periods >= start, float(n))
        for start, n in zip(first, places, strict=True)
    ]
    return windows, periods


def lag_windows(
    panel: Panel, reference: tuple[int, int], lags: Integers
) -> tuple[list[tuple[Bools, Bools, float]], Integers]:
    """Return the reference periods and those of each lag, and the periods."""
    periods = np.unique(panel.period)
    first, places = _starts(panel)
    windows = []
    for start, n in zip(first, places, strict=True):
        at = periods - start
        before = (at >= reference[0]) & (at <= reference[1])
        windows += [(before, at == lag, float(n)) for lag in lags]
    return windows, periods


def _starts(panel: Panel) -> tuple[Integers, Integers]:
    """Return the first periods, and how many places have each."""
    had = ~panel.never
    pairs = np.unique(np.column_stack([panel.first[had], panel.place[had]]), axis=0)
    first, places = np.unique(pairs[:, 0], return_counts=True)
    return first, places


def _matrix(panel: Panel, periods: Integers) -> Floats:
    """Return counts of shape (n_places, n_periods)."""
    names, row = np.unique(panel.place, return_inverse=True)
    counts = np.zeros((len(names), len(periods)))
    np.add.at(counts, (row, np.searchsorted(periods, panel.period)), panel.counts)
    return counts


def random_starts(
    panel: Panel, ratio: float, *, permutations: int, rng: np.random.Generator
) -> tuple[float, Floats]:
    r"""Return the log ratio of sums, and what it is when the starts are dealt anew.

    Parameters
    ----------
    panel : Panel
        Counts of places and periods.
    ratio : float
        Effect that is taken out first: 1 is none.
    permutations : int
        Number of deals.
    rng : numpy.random.Generator
        Source of the deals.

    Returns
    -------
    observed : float
    drawn : (permutations,) array
        First periods are dealt among all places; NaN where nothing is left to compare.

    Notes
    -----
    What is expected without effect comes from counts of places that did not have it, by
    iterative proportional fitting, for all deals at once.
    """
    periods = np.unique(panel.period)
    counts, size = _matrix(panel, periods), _matrix(_with_counts(panel), periods)
    _, at = np.unique(panel.place, return_index=True)
    first = panel.first[at]
    taken = (first[:, None] > 0) & (periods >= first[:, None])
    plain = np.where(taken, counts / ratio, counts)
    dealt = np.array([rng.permutation(first) for _ in range(permutations)])
    chunk = max(1, 2_000_000 // max(counts.size, 1))
    found = [
        _imputed(plain, size, dealt[begin : begin + chunk], periods)
        for begin in range(0, permutations, chunk)
    ]
    own = _imputed(plain, size, first[None], periods)[0]
    return float(own), np.concatenate(found) if found else np.zeros(0)


def _with_counts(panel: Panel) -> Panel:
    """Return the panel with its exposure in the place of its counts."""
    return Panel(panel.exposure, panel.place, panel.period, panel.first, panel.exposure)


def _imputed(
    counts: Floats, size: Floats, first: Integers, periods: Integers
) -> Floats:
    """Return log(observed / expected) in treated cells, for each row of ``first``."""
    taken = (first[:, :, None] > 0) & (periods >= first[:, :, None])
    base = np.where(taken, 0.0, counts)
    held = np.where(taken, 0.0, size)
    place = np.ones((*first.shape, 1))
    time = np.ones((len(first), 1, counts.shape[1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(_MOST_ROUNDS):
            place = np.nan_to_num(
                base.sum(axis=2, keepdims=True) / (held * time).sum(2, keepdims=True)
            )
            before = time
            time = np.nan_to_num(
                base.sum(axis=1, keepdims=True) / (held * place).sum(1, keepdims=True)
            )
            if np.abs(time - before).max() <= 1e-8 * time.max():
                break
        known = taken & (time > 0) & (place > 0)
        expected = np.where(known, size * place * time, 0.0).sum(axis=(1, 2))
        seen = np.where(known, counts, 0.0).sum(axis=(1, 2))
        return np.asarray(np.log(seen / expected))


_MOST_ROUNDS = 500
