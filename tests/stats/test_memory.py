"""Chance and memory apart: the filter against numpy's Cholesky factor."""

import numpy as np
import pytest

from estgeo.stats._memory import Memory, memory_of, remembered_orders, whitened


@pytest.mark.parametrize("white", [0.0, 0.3, 1.0])
def test_what_is_added_is_that_of_the_cholesky_factor(white):
    values = np.random.default_rng(1).normal(size=(12, 2))
    rho = np.array([-0.4, 0.0, 0.6, 0.98])
    new, log_scale = whitened(values, rho, white)
    apart = np.abs(np.subtract.outer(np.arange(12), np.arange(12)))
    for at, value in enumerate(rho):
        alike = white * np.eye(12) + (1 - white) * value**apart
        factor = np.linalg.cholesky(alike)
        assert new[at] == pytest.approx(np.linalg.solve(factor, values))
        assert log_scale[at] == pytest.approx(np.linalg.slogdet(factor)[1])


def test_generalised_least_squares_by_hand_of_matrices():
    rng = np.random.default_rng(2)
    columns = np.column_stack([np.ones(40), np.linspace(-1, 1, 40)])
    fitted, counts = np.full(40, 9.0), rng.poisson(9 * rng.gamma(4, 1 / 4, 40))
    found = memory_of(counts.astype(float), fitted, columns, np.zeros(2))
    residual, x = (counts - 9) / 3, columns * 3
    assert found.white == pytest.approx(min(1, 38 / (residual**2).sum()))
    at = int(np.abs(found.rho - 0.6).argmin())
    apart = np.abs(np.subtract.outer(np.arange(40), np.arange(40)))
    alike = found.white * np.eye(40) + (1 - found.white) * found.rho[at] ** apart
    left = np.linalg.solve(alike, np.column_stack([x, residual]))
    step = np.linalg.solve(x.T @ left[:, :2], x.T @ left[:, 2])
    rest = residual - x @ step
    scale = rest @ np.linalg.solve(alike, rest) / 38
    assert found.estimate[at] == pytest.approx(step)
    errors = np.sqrt(scale * np.diag(np.linalg.inv(x.T @ left[:, :2])))
    assert found.error[at] == pytest.approx(errors)


def test_counts_that_vary_by_chance_alone_have_no_memory():
    counts = np.tile([9.0, 12.0, 10.0, 8.0], 10)
    columns = np.ones((40, 1))
    found = memory_of(counts, np.full(40, counts.mean()), columns, np.zeros(1))
    assert (found.white, found.mean, found.matters) == (1.0, 0.0, False)


def test_orders_remember_as_the_series_did():
    memory = Memory(
        rho=np.array([0.8]),
        weight=np.ones(1),
        white=0.25,
        estimate=np.zeros((1, 1)),
        error=np.ones((1, 1)),
        freedom=198,
        matters=True,
    )
    residual = np.random.default_rng(3).normal(size=200)
    rows = remembered_orders(residual, memory, 2000, np.random.default_rng(4))
    for lag in (1, 3):
        alike = (rows[:, lag:] * rows[:, :-lag]).mean() / (rows**2).mean()
        # 0.75 of the variance remembers.
        assert alike == pytest.approx(0.75 * 0.8**lag, abs=0.06)
