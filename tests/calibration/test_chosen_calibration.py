"""Worst of 50 areas, nothing done: choose_and_judge. Figures in docs/methods/choose-and-judge.md."""

import numpy as np
import pytest

from estgeo.stats.thinning import areas_dispersion, choose_by_parts

RUNS = 1_500


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("mean", "dispersion", "spread"),
    [
        (20, 1, 0),
        (20, 1.5, 0),
        (20, 2.5, 0),
        (60, 2, 0),
        (60, 1.5, 0.3),
        (30, 2.5, 0.5),
    ],
)
def test_worst_of_fifty(mean, dispersion, spread):
    """What choose_and_judge computes, on counts: bias of sums and coverage."""
    rng = np.random.default_rng(1)
    rows = []
    for _ in range(RUNS):
        means = mean * np.exp(rng.normal(0, spread, 50) - spread**2 / 2)

        def draw(m):
            return (
                rng.poisson(m)
                if dispersion == 1
                else rng.negative_binomial(m / (dispersion - 1), 1 / dispersion)
            )

        weekly, after = draw(np.repeat(means[:, None] / 52, 52, axis=1)), draw(means)
        before = weekly.sum(axis=1)
        phi = areas_dispersion(weekly)
        found = choose_by_parts(
            before,
            after,
            lambda parts: parts.argmax(axis=1),
            dispersion=phi,
            splits=400,
            rng=rng,
        )
        worst = before.argmax()
        held = abs(found.log_ratio) < 1.96 * found.error
        rows.append(
            (
                after[found.chosen],
                found.before,
                after[worst],
                before[worst],
                held,
                found.cost,
            )
        )
    table = np.array(rows)
    after, judged, naive_after, naive, held, cost = table.mean(axis=0)
    print(
        f"{mean}, {dispersion}, {spread}: naive {naive_after / naive - 1:+.3f}, {after / judged - 1:+.3f}, {held:.3f}, {cost:.2f}"
    )
    assert abs(after / judged - 1) <= 0.02 + 0.015
    assert 0.925 <= held <= 0.98
