"""Where on the week's clock incidents pile up: a scan with Monte Carlo p-values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

_DAYS, _DAY = 7, 24
HOURS = _DAYS * _DAY
# Groups of like intervals that are moved together when there are many.
_MOST_SHAPES = 96
# Numbers of the (simulations, windows) table worked on at a time.
_BLOCK = 1 << 21


@dataclass(frozen=True, slots=True)
class Windows:
    """Hours of the day on a run of weekdays.

    Attributes
    ----------
    first_day, n_days : array
        First weekday (0 = Monday) and how many; 7 is every day.
    first_hour, n_hours : array
        First hour and how many; a window that passes midnight belongs to the day it
        begins.
    """

    first_day: Integers
    n_days: Integers
    first_hour: Integers
    n_hours: Integers

    def cells(self) -> Floats:
        """Return a (168, n) table of which hours of the week each window covers."""
        day, hour = np.divmod(np.arange(HOURS), _DAY)
        since = (hour[:, None] - self.first_hour) % _DAY
        began = (day[:, None] - (hour[:, None] < self.first_hour)) % _DAYS
        on_day = (began - self.first_day) % _DAYS < self.n_days
        covered: Floats = (on_day & (since < self.n_hours)).astype(np.float64)
        return covered


def all_windows(lengths: Sequence[int]) -> Windows:
    """Return every window of these lengths on every run of weekdays."""
    runs = [(day, n) for n in range(1, _DAYS) for day in range(_DAYS)] + [(0, _DAYS)]
    rows = [
        (day, n, hour, length)
        for day, n in runs
        for hour in range(_DAY)
        for length in lengths
    ]
    return Windows(*np.array(rows).T)


def log_likelihood_ratio(observed: Floats, expected: Floats, total: float) -> Floats:
    r"""Return Kulldorff's statistic: 0 where no more is seen than expected.

    :math:`O \log(O/E) + (n-O) \log\frac{n-O}{n-E}` for :math:`O > E`.

    >>> log_likelihood_ratio(np.array([8.0, 1.0]), np.array([4.0, 4.0]), 16).round(3)
    array([2.301, 0.   ])
    """
    observed = np.minimum(observed, total)
    outside = np.maximum(total - expected, 1e-300)
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = observed * np.log(observed / expected)
        rest = total - observed
        outer = np.where(rest > 1e-9, rest * np.log(rest / outside), 0.0)
    found: Floats = np.where(observed > expected + 1e-9, inner + outer, 0.0)
    return found


def greatest(profiles: Floats, expected: Floats, cells: Floats) -> Floats:
    """Return the greatest statistic over all windows of each (168,) profile.

    It is at most :math:`n (O-E)^2 / (E (n-E))`, which takes no logarithm: windows for
    which that is less than what the window with most of it has are not looked at.
    """
    total = float(expected.sum())
    hoped = expected @ cells
    least = 1e-300
    weight = total / np.maximum(hoped * np.maximum(total - hoped, least), least)
    step = max(1, _BLOCK // cells.shape[1])
    parts = [
        _greatest(profiles[at : at + step] @ cells, hoped, weight, total)
        for at in range(0, len(profiles), step)
    ]
    return np.concatenate(parts)


def _greatest(observed: Floats, hoped: Floats, weight: Floats, total: float) -> Floats:
    most = observed - hoped
    most *= np.abs(most)
    most *= weight
    rows, top = np.arange(len(most)), most.argmax(axis=1)
    found = log_likelihood_ratio(observed[rows, top], hoped[top], total)
    row, window = np.nonzero(most >= found[:, None] * (1 - 1e-9) - 1e-9)
    values = log_likelihood_ratio(observed[row, window], hoped[window], total)
    np.maximum.at(found, row, values)
    return found


def expected_profile(n_exact: int, shapes: Floats, baseline: Floats) -> Floats:
    """Return the mean profile when incidents happen by ``baseline``.

    The hour of each is drawn by the baseline and the interval laid about it.
    """
    expected = n_exact * baseline
    if len(shapes):
        spectrum = np.fft.rfft(shapes)
        both = (np.abs(spectrum) ** 2).sum(axis=0)
        expected = expected + np.fft.irfft(np.fft.rfft(baseline) * both, HOURS)
    return np.maximum(expected, 1e-12)


def simulated_profiles(
    n_exact: int,
    shapes: Floats,
    baseline: Floats,
    *,
    simulations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return (simulations, 168) profiles under ``baseline``, interval lengths kept.

    Of very many intervals those of like length are moved with their mean shape.
    """
    spectrum = np.zeros((simulations, HOURS // 2 + 1), dtype=np.complex128)
    base = np.fft.rfft(baseline)
    for shape, size in _groups(shapes):
        wave = np.fft.rfft(shape)
        begins = np.maximum(np.fft.irfft(base * np.conj(wave), HOURS), 0)
        draws = _draw(rng, size, begins, simulations)
        spectrum += np.fft.rfft(draws) * wave
    profiles = np.fft.irfft(spectrum, HOURS)
    if n_exact:
        profiles += _draw(rng, n_exact, baseline, simulations)
    return profiles


def moved_profiles(
    first: Integers,
    shapes: Floats,
    group: Integers,
    baseline: Floats,
    *,
    simulations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return (simulations, 168) profiles of groups of incidents that move as one.

    In each draw the hour of one member of a group, taken at random, is drawn by the
    baseline, and the others keep their distance to it. ``first`` is the hour of the
    week in which each begins, ``shapes`` its weights from there on.
    """
    number = np.unique(group, return_inverse=True)[1]
    order = np.argsort(number, kind="stable")
    number, first, shapes = number[order], first[order], shapes[order]
    size = np.bincount(number)
    begin = np.cumsum(size) - size
    profiles = np.zeros((simulations, HOURS))
    edges = np.cumsum(baseline)
    member, offset = np.nonzero(shapes > 0)
    weight = shapes[member, offset]
    inside = np.cumsum(shapes, axis=1)
    for at in range(simulations):
        anchor = begin + rng.integers(0, size)
        hour = np.searchsorted(edges / edges[-1], rng.random(len(size)))
        within = (inside[anchor] < rng.random((len(size), 1))).sum(axis=1)
        shift = hour - within - first[anchor]
        moved = (first[member] + offset + shift[number[member]]) % HOURS
        profiles[at] = np.bincount(moved, weights=weight, minlength=HOURS)
    return profiles


def relabelled_profiles(
    shapes: Floats,
    n_group: int,
    *,
    groups: Integers | None = None,
    simulations: int,
    rng: np.random.Generator,
) -> Floats:
    """Return profiles of ``n_group`` of the incidents, drawn without replacement.

    ``shapes`` holds each incident's weights in the hours of the week, (n, 168). Those
    of one of the ``groups`` are drawn together, but that the last drawn may be cut.
    """
    profiles = np.empty((simulations, HOURS))
    number = np.arange(len(shapes)) if groups is None else groups
    for at in range(simulations):
        rank = rng.permutation(int(number.max()) + 1)
        chosen = np.argsort(rank[number], kind="stable")[:n_group]
        profiles[at] = shapes[chosen].sum(axis=0)
    return profiles


def refine(window: Windows, profile: Floats, expected: Floats) -> Windows:
    """Move the edges of a window by an hour or a day while it gets likelier."""
    best, value = window, _value(window, profile, expected)
    while True:
        near = _neighbors(best)
        values = log_likelihood_ratio(
            profile @ near.cells(), expected @ near.cells(), float(expected.sum())
        )
        top = int(values.argmax())
        if values[top] <= value + 1e-9:
            return best
        best, value = pick(near, top), float(values[top])


def pick(windows: Windows, at: int) -> Windows:
    """Return one of the windows."""
    one = slice(at, at + 1)
    return Windows(
        windows.first_day[one],
        windows.n_days[one],
        windows.first_hour[one],
        windows.n_hours[one],
    )


def _value(window: Windows, profile: Floats, expected: Floats) -> float:
    cells = window.cells()
    total = float(expected.sum())
    return float(log_likelihood_ratio(profile @ cells, expected @ cells, total)[0])


def _neighbors(window: Windows) -> Windows:
    day, days = int(window.first_day[0]), int(window.n_days[0])
    hour, hours = int(window.first_hour[0]), int(window.n_hours[0])
    rows = [
        (day, days, (hour - 1) % 24, hours + 1),
        (day, days, (hour + 1) % 24, hours - 1),
        (day, days, hour, hours + 1),
        (day, days, hour, hours - 1),
        ((day - 1) % 7, days + 1, hour, hours),
        ((day + 1) % 7, days - 1, hour, hours),
        (day, days + 1, hour, hours),
        (day, days - 1, hour, hours),
    ]
    fit = [row for row in rows if 1 <= row[1] <= _DAYS and 1 <= row[3] < _DAY]
    return Windows(*np.array(fit).T)


def _groups(shapes: Floats) -> list[tuple[Floats, int]]:
    """Return mean shapes and how many intervals each stands for."""
    if len(shapes) <= _MOST_SHAPES:
        return [(shape, 1) for shape in shapes]
    reach = (shapes**2).sum(axis=1)
    parts = np.array_split(np.argsort(reach, stable=True), _MOST_SHAPES)
    return [(shapes[part].mean(axis=0), len(part)) for part in parts]


def _draw(
    rng: np.random.Generator, size: int, chance: Floats, simulations: int
) -> Floats:
    if size < HOURS:
        edges = np.cumsum(chance)
        hours = np.searchsorted(edges / edges[-1], rng.random((simulations, size)))
        flat = np.arange(simulations)[:, None] * HOURS + hours
        counts = np.bincount(flat.ravel(), minlength=simulations * HOURS)
        return counts.reshape(simulations, HOURS).astype(np.float64)
    return rng.multinomial(size, chance / chance.sum(), simulations).astype(np.float64)
