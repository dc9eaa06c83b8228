"""Experiments by lot, against assignments listed in R, and by full enumeration."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from estgeo.stats.randomization import lot_draws, lot_test

GOLDENS = Path(__file__).parents[1] / "goldens/causal"
NAMES = {
    "log_ratio_of_ratios": "log ratio of ratios",
    "block_weighted_mean_difference": "mean difference",
}


@pytest.mark.parametrize("case", ["pairs6", "blocks3"])
@pytest.mark.parametrize("statistic", NAMES)
def test_equals_all_assignments_listed_in_r(case, statistic):
    table = pd.read_csv(GOLDENS / f"randomisation_{case}_input.csv")
    wanted = (
        pd.read_csv(GOLDENS / f"randomisation_{case}.csv")
        .set_index("statistic")
        .loc[statistic]
    )
    found = lot_test(
        table["before"],
        table["after"],
        table["treated"],
        table["block"],
        statistic=NAMES[statistic],
    )
    assert found.statistic == pytest.approx(wanted["observed"], abs=1e-12)
    assert found.n_draws == wanted["assignments"]
    assert found.is_exact
    assert round(found.p_less * found.n_draws) == wanted["count_less"]
    assert round(found.p_value * found.n_draws) == wanted["count_two_abs"]
    assert found.p_greater == pytest.approx(wanted["p_greater"], abs=1e-12)


@pytest.mark.parametrize("pairs", [2, 5, 8])
def test_under_every_draw_the_error_is_what_is_said(pairs):
    """Nothing changed: each of all draws is made, and its p-value is looked at."""
    rng = np.random.default_rng(pairs)
    before, after = rng.uniform(5, 30, 2 * pairs), rng.uniform(5, 30, 2 * pairs)
    blocks = np.repeat(np.arange(pairs), 2)
    p = []
    for choice in product([0, 1], repeat=pairs):
        treated = np.zeros(2 * pairs, dtype=bool)
        treated[2 * np.arange(pairs) + choice] = True
        p.append(lot_test(before, after, treated, blocks, confidence=0.01).p_value)
    p = np.array(p)
    attainable = np.arange(1, 2 ** (pairs - 1) + 1) * 2 / 2**pairs
    for level in attainable:
        assert (p <= level + 1e-9).mean() == pytest.approx(level)
    for level in np.linspace(0.01, 1, 60):
        assert (p <= level).mean() <= level + 1e-9


def test_with_ties_the_error_is_never_more():
    before, after = np.full(8, 10.0), np.array([3, 3, 3, 3, 4, 3, 3, 4.0])
    blocks = np.repeat(range(4), 2)
    p = np.array(
        [
            lot_test(before, after, t, blocks, confidence=0.01).p_value
            for t in lot_draws(blocks, [1, 0] * 4)
        ]
    )
    for level in np.linspace(0.01, 1, 100):
        assert (p <= level).mean() <= level + 1e-9


def test_draws_keep_the_number_of_every_block():
    blocks = np.array([1, 1, 1, 2, 2, 3, 3, 3, 3])
    treated = np.array([1, 0, 0, 1, 0, 1, 1, 0, 0], dtype=bool)
    draws = lot_draws(blocks, treated)
    assert len(draws) == 3 * 2 * 6
    assert len(np.unique(draws, axis=0)) == 36
    for block, n in ((1, 1), (2, 1), (3, 2)):
        assert (draws[:, blocks == block].sum(axis=1) == n).all()
    some = lot_draws(blocks, treated, most=20)
    assert (some[0] == treated).all()
    assert (some[:, blocks == 3].sum(axis=1) == 2).all()


def test_interval_holds_what_is_not_rejected():
    rng = np.random.default_rng(2)
    before, after = rng.poisson(40, 16), rng.poisson(30, 16)
    blocks, treated = np.repeat(range(8), 2), np.tile([1, 0], 8).astype(bool)
    found = lot_test(before, after, treated, blocks)
    assert found.low < found.statistic < found.high
    for effect, rejected in (
        (found.low - 0.01, True),
        (found.low + 0.01, False),
        (found.high + 0.01, True),
    ):
        moved = np.where(treated, after / np.exp(effect), after)
        assert (lot_test(before, moved, treated, blocks).p_value <= 0.05) == rejected
    few = lot_test(before[:4], after[:4], treated[:4], blocks[:4])
    assert (few.low, few.high) == (-np.inf, np.inf)


def test_the_lot_must_leave_some():
    with pytest.raises(ValueError, match="'treated' must be some of the places"):
        lot_test([1, 2], [1, 2], [True, True], [1, 1])
