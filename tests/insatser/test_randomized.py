"""Experiments: the lot, the blocks, what can be found, and the test afterwards."""

import numpy as np
import pandas as pd
import pytest

import estgeo as eg

N_DAYS = 730


def history(plain, numbers, mean=0.4, days=N_DAYS, seed=1):
    rng = np.random.default_rng(seed)
    counts = {n: np.flatnonzero(rng.random(days) < mean) for n in numbers}
    counts[0] = np.union1d(counts[0], [0, days - 1])
    return plain(counts)


@pytest.fixture
def plan(plain, areas):
    return eg.design_insats(
        history(plain, range(12)),
        areas(range(12)),
        n_treated=6,
        starts="2018-01-08",
        seed=7,
    )


def test_one_of_each_pair_is_drawn_and_pairs_are_alike(plan):
    used = plan.used
    assert used.groupby("block").size().tolist() == [2] * 6
    assert (used[used["role"] == "treated"].groupby("block").size() == 1).all()
    spread = used.groupby("block")["n_before"].agg(["min", "max"])
    assert (spread["max"].to_numpy()[1:] <= spread["min"].to_numpy()[:-1]).all()
    assert plan.n_draws == 64
    assert (used["start"] == pd.Timestamp("2018-01-08")).all()


def test_the_same_seed_draws_the_same_and_another_another(plain, areas, plan):
    def drawn(seed):
        found = eg.design_insats(
            history(plain, range(12)),
            areas(range(12)),
            n_treated=6,
            starts="2018-01-08",
            seed=seed,
        )
        return tuple(found.areas["role"])

    assert drawn(7) == tuple(plan.areas["role"]) == drawn("7")
    assert len({drawn(seed) for seed in ("a", "b", "c", "d")}) > 1


def test_areas_keep_their_distance(plain, areas):
    incidents = history(plain, [0, 1, 2, 3])
    found = eg.design_insats(
        incidents,
        areas(range(4)),
        n_treated=1,
        starts="2018-01-08",
        seed=1,
        buffer=1000,
    )
    used = found.used.geometry.to_numpy()
    assert used[0].distance(used[1]) >= 1000
    with pytest.raises(ValueError, match="at least 4 areas with reports, 1000 m"):
        eg.design_insats(
            incidents,
            areas(range(4)),
            n_treated=2,
            starts="2018-01-08",
            seed=1,
            buffer=1000,
        )


def test_several_starts_are_dealt_among_blocks(plain, areas):
    starts = ["2018-01-08", "2018-03-05"]
    found = eg.design_insats(
        history(plain, range(12)), areas(range(12)), n_treated=6, starts=starts, seed=1
    )
    per_block = found.used.groupby("block")["start"]
    assert (per_block.min() == per_block.max()).all()
    assert found.used["start"].value_counts().tolist() == [6, 6]
    assert len(found.insatser("Ljus")) == 6


def test_the_test_afterwards_equals_counting_by_hand(plain, areas, plan):
    rng = np.random.default_rng(5)
    start = (pd.Timestamp("2018-01-08") - pd.Timestamp("2016-01-04")).days
    drawn = (plan.areas["role"] == "treated").to_numpy()
    days = {}
    for n in range(12):
        happened = np.flatnonzero(rng.random(start + 200) < 0.4)
        if drawn[n]:
            happened = happened[(happened < start) | (rng.random(len(happened)) < 0.4)]
        days[n] = happened
    days[0] = np.union1d(days[0], [0, start + 199])
    found = plan.evaluate(plain(days))
    sums = {}
    for n in range(12):
        at = days[n] - start
        sums[n] = ((at >= -364) & (at < 0)).sum(), ((at >= 0) & (at < 182)).sum()
    before = np.array([sums[n][0] for n in range(12)])
    after = np.array([sums[n][1] for n in range(12)])
    ratio = (after[drawn].sum() / before[drawn].sum()) / (
        after[~drawn].sum() / before[~drawn].sum()
    )
    assert found.ratio == pytest.approx(ratio)
    assert (found.n_draws, found.is_exact, found.p_value) == (64, True, 2 / 64)
    assert found.low < found.ratio < found.high < 1
    assert "fallen" in found.sentence("en")
    assert "minskat" in found.sentence("sv")
    assert "64" in found.sentence("sv")
    with pytest.raises(
        ValueError,
        match="'incidents' must be records of all days from 2017-01-09 to 2018-01-07",
    ):
        plan.evaluate(history(plain, range(12)))


def test_what_can_be_found_is_more_with_more_reports(plain, areas):
    falls = [
        eg.design_insats(
            history(plain, range(12), mean),
            areas(range(12)),
            n_treated=6,
            starts="2018-01-08",
            seed=1,
        ).detectable
        for mean in (0.1, 0.6)
    ]
    assert -0.95 < falls[0] < falls[1] < -0.05


def test_few_pairs_can_show_nothing_and_say_so(plain, areas):
    found = eg.design_insats(
        history(plain, range(4)),
        areas(range(4)),
        n_treated=2,
        starts="2018-01-08",
        seed=1,
    )
    assert np.isnan(found.detectable)
    assert "more areas are needed" in found.sentence("en")
    assert "fler områden" in found.sentence("sv")


def test_drawn_areas_become_insatser_and_a_panel(plain, areas, plan):
    insatser = plan.insatser("Ljus")
    assert [one.start for one in insatser] == [pd.Timestamp("2018-01-08")] * 6
    assert insatser[0].name.startswith("Ljus area ")
