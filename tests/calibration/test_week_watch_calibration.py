"""How often a level is said to have changed: quiet series, and changed ones.

Results are kept in docs/methods/week-watch.md.
"""

import numpy as np
import pytest
from detectors import (
    generalized_likelihood_ratio,
    negative_binomial_cusum,
    standard_cusum,
)

from estgeo.stats.lasting_change import follow_levels
from estgeo.stats.week_alarm import predict_counts

# Held by tests/test_witnesses.py.
CALIBRATES = ("week_watch",)
pytestmark = pytest.mark.calibration
SERIES = 3000
PAGE = 12
YEAR = 52
MEANS, DISPERSIONS, HISTORIES = (1, 2, 5, 15), (1, 1.5, 2.5), (26, 52, 104)


def draw(rng, mean, dispersion):
    if dispersion <= 1:
        return rng.poisson(mean).astype(float)
    spread = dispersion - 1
    return rng.poisson(rng.gamma(mean / spread, spread)).astype(float)


def waves(rng, n, weeks, size=0.3):
    """Return seasons of a size, each with its own highest week."""
    phase = rng.uniform(0, 2 * np.pi, (n, 1))
    return 1 + size * np.sin(2 * np.pi * np.arange(weeks) / 52.1775 + phase)


def alone(rng, mean, dispersion, weeks, season=0.0, n=SERIES):
    return draw(rng, mean * waves(rng, n, weeks, season), dispersion), 1.0


def in_towns(rng, mean, dispersion, weeks, season=0.3, n=SERIES):
    """Return twelve series a town that share a season, and the rest of the town."""
    shared = waves(rng, n // PAGE, weeks, season).repeat(PAGE, axis=0)
    y = draw(rng, mean * shared, dispersion)
    town = y.reshape(-1, PAGE, weeks).sum(axis=1).repeat(PAGE, axis=0)
    return y, town - y


def said_on_pages(p):
    """Return the share of pages of twelve rows that say anything in the year."""
    pages = p[: len(p) // PAGE * PAGE].reshape(-1, PAGE, p.shape[1])
    # Holm's rule says nothing unless the smallest p times the rows holds.
    return float((PAGE * pages.min(axis=1) <= 0.05).any(axis=1).mean())


def kinds(history):
    yield "alone", alone
    yield "town, 30 %", in_towns
    if history >= 2 * YEAR:
        yield "alone, 30 %", lambda *cell: alone(*cell, season=0.3)


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("mean", MEANS)
def test_quiet_years(history, mean):
    print()
    for dispersion in DISPERSIONS:
        for kind, make in kinds(history):
            rng = np.random.default_rng([history, mean, int(10 * dispersion)])
            y, effort = make(rng, mean, dispersion, history + YEAR)
            course = follow_levels(y, effort, first=history)
            row = (course.way != 0).any(axis=1).mean()
            page = said_on_pages(course.p_value)
            print(
                f"| {history} | {mean} | {dispersion} | {kind} | {row:.4f} | {page:.3f} |"
            )
            assert row <= 0.05
            assert page <= 0.10


@pytest.mark.parametrize(
    ("mean", "dispersion"), [(1, 2.5), (2, 1.5), (5, 1.5), (15, 2.5)]
)
def test_the_year_looked_back_on_and_the_year_after(mean, dispersion):
    """As a watch begins by itself: 52 weeks of baseline, a year back, a year ahead."""
    print()
    for kind, make in (("alone", alone), ("town, 30 %", in_towns)):
        rng = np.random.default_rng([mean, 7])
        y, effort = make(rng, mean, dispersion, 3 * YEAR)
        course = follow_levels(y, effort, first=YEAR)
        row = (course.way != 0).any(axis=1).mean()
        page = said_on_pages(course.p_value)
        print(f"| {mean} | {dispersion} | {kind} | {row:.4f} | {page:.3f} |")
        assert row <= 0.05
        assert page <= 0.10


def test_a_year_of_looks_without_the_state():
    """Each week anew, looking back on a year each time, nothing kept."""
    print()
    for mean, dispersion in ((2, 1.5), (5, 1.5)):
        rng = np.random.default_rng([mean, 8])
        y, _ = alone(rng, mean, dispersion, 3 * YEAR, n=900)
        said = np.zeros(len(y), bool)
        for weeks in range(2 * YEAR + 1, 3 * YEAR + 1, 2):
            course = follow_levels(y[:, :weeks], first=weeks - YEAR)
            said |= course.way[:, -1] != 0
        print(f"| {mean} | {dispersion} | {said.mean():.4f} |")
        assert said.mean() <= 0.06


def changed(rng, kind, mean, dispersion, ratio, start, history=104, weeks=39):
    """Return counts and effort where one level has changed ``start`` weeks in."""
    total = history + start + weeks
    if kind == "town, 30 %":
        y, _ = in_towns(rng, mean, dispersion, total, n=SERIES)
        y = y.reshape(-1, PAGE, total)
        wave = waves(rng, len(y), total)
        y = draw(rng, mean * wave[:, None] * np.ones((1, PAGE, 1)), dispersion)
        grown = mean * wave
        grown[:, history + start :] *= ratio
        first = draw(rng, grown, dispersion)
        return first, y[:, 1:].sum(axis=1)
    level = mean * waves(rng, SERIES // 3, total, 0.3 if kind == "alone, 30 %" else 0.0)
    level[:, history + start :] *= ratio
    return draw(rng, level, dispersion), 1.0


POWERS = [
    # mean, dispersion, ratio, weeks, at least
    (5, 1.5, 2.0, 39, 0.85),
    (5, 1.5, 1.5, 39, 0.60),
    (15, 2.0, 2.0, 39, 0.99),
    (15, 2.0, 1.5, 39, 0.85),
    (15, 2.0, 2.0, 8, 0.80),
    (15, 2.5, 2.0, 8, 0.80),
]


@pytest.mark.parametrize(("mean", "dispersion", "ratio", "weeks", "least"), POWERS)
def test_changes_are_found(mean, dispersion, ratio, weeks, least):
    print()
    for kind, part in (("alone", 1.0), ("alone, 30 %", 0.8), ("town, 30 %", 0.8)):
        for start in (0, 20):
            rng = np.random.default_rng([mean, int(10 * ratio), start])
            y, effort = changed(rng, kind, mean, dispersion, ratio, start)
            course = follow_levels(y, effort, first=104)
            after = slice(start, start + weeks)
            row = (course.way[:, after] > 0).any(axis=1).mean()
            page = ((course.p_value * PAGE <= 0.05) & (course.way > 0))[:, after]
            print(
                f"| {mean} | {dispersion} | {ratio} | {weeks} | {kind} | {start} |"
                f" {row:.3f} | {page.any(axis=1).mean():.3f} |"
            )
            assert row >= part * least


def charts(y, history):
    """Return a value a look of each chart, higher the more it speaks for a rise."""
    past, now = y[:, :history], y[:, history:]
    mean = np.maximum(past.mean(axis=1, keepdims=True), 0.05)
    excess = past.var(axis=1, ddof=1, keepdims=True) / mean - 1
    alpha = np.maximum(excess, 0.01) / mean
    level = np.broadcast_to(mean, now.shape)
    yield "CUSUM, standard, k = 0.5", standard_cusum(now, level, reference=0.5)
    grown = np.log(1.5)
    yield (
        "CUSUM, likelihood ratio 1.5",
        negative_binomial_cusum(now, level, alpha, log_ratio=grown),
    )
    yield "glrnb", generalized_likelihood_ratio(now, level, alpha)
    weeks = [
        predict_counts(y[:, at], y[:, at - 26 : at]).p_more
        for at in range(history, y.shape[1])
    ]
    yield "the week's word", -np.stack(weeks, axis=1)
    yield "week_watch, rises", -follow_levels(y, first=history).p_value


@pytest.mark.parametrize(("mean", "dispersion"), [(5, 1.5), (15, 2.0)])
def test_beside_others_at_equal_false_alarms(mean, dispersion):
    """Thresholds of each chart such that .05 of quiet series are flagged in a year."""
    rng = np.random.default_rng(23)
    quiet, _ = alone(rng, mean, dispersion, 104 + YEAR)
    limits = {name: np.quantile(v.max(axis=1), 0.95) for name, v in charts(quiet, 104)}
    print()
    for ratio in (1.5, 2.0):
        y, _ = changed(rng, "alone", mean, dispersion, ratio, 0)
        for name, value in charts(y, 104):
            over = value > limits[name]
            shares = [over[:, :weeks].any(axis=1).mean() for weeks in (8, 13, 39)]
            told = " | ".join(f"{share:.3f}" for share in shares)
            print(f"| {mean} | {dispersion} | {ratio} | {name} | {told} |")


def test_intervals_of_the_size():
    print()
    for mean, dispersion, ratio in (
        (2, 1.5, 2.0),
        (5, 1.5, 1.5),
        (15, 2.0, 2.0),
        (15, 2.0, 0.5),
    ):
        rng = np.random.default_rng([mean, int(10 * ratio)])
        y, _ = changed(rng, "alone", mean, dispersion, ratio, 8, weeks=44)
        course = follow_levels(y, first=104)
        for later in (0, 13):
            right = np.sign(ratio - 1) == course.way
            true = right & (course.found >= 112)
            look = true.argmax(axis=1) + later
            rows = np.flatnonzero(true.any(axis=1) & (look < y.shape[1] - 104))
            at = rows, look[rows]
            rows = rows[course.way[at] == np.sign(ratio - 1)]
            at = rows, look[rows]
            held = (course.low[at] <= ratio) & (ratio <= course.high[at])
            begun = np.quantile(course.since[at] - 112, [0.1, 0.5, 0.9])
            print(
                f"| {mean} | {dispersion} | {ratio} | {later} | {len(rows)} |"
                f" {held.mean():.3f} | {np.nanmedian(course.ratio[at]):.2f} | {begun} |"
            )
            assert held.mean() >= 0.93
