"""One suspected break: found where it is, and no more often than it should by chance."""

import numpy as np
import pytest

from estgeo.stats.change_point import find_break


def test_the_split_is_the_one_brute_force_finds():
    rng = np.random.default_rng(3)
    for _ in range(20):
        y = rng.poisson(rng.uniform(1, 9), 15).astype(float)
        days = rng.integers(28, 32, 15).astype(float)
        gains = {}
        for split in range(2, 14):
            gain = 0.0
            for part in (slice(0, split), slice(split, 15)):
                expected = y.sum() * days[part].sum() / days.sum()
                if y[part].sum():
                    gain += y[part].sum() * np.log(y[part].sum() / expected)
            gains[split] = gain
        found = find_break(y, exposure=days, permutations=99)
        assert gains[found.position] == pytest.approx(max(gains.values()))


def test_p_is_uniform_under_the_null():
    rng = np.random.default_rng(5)
    p = np.array(
        [
            find_break(rng.poisson(6, 24), permutations=199, rng=rng).p_value
            for _ in range(1000)
        ]
    )
    # 99.9 % binomial bands of 1,000 series.
    assert 0.03 < (p <= 0.05).mean() < 0.075
    assert 0.07 < (p <= 0.10).mean() < 0.135


def test_a_halving_is_found():
    rng = np.random.default_rng(6)
    found = [
        find_break(np.r_[rng.poisson(20, 12), rng.poisson(10, 12)], rng=rng)
        for _ in range(50)
    ]
    assert np.mean([f.p_value <= 0.05 for f in found]) > 0.95
    assert np.median([f.position for f in found]) == 12
    assert np.median([f.ratio for f in found]) == pytest.approx(0.5, abs=0.06)


def test_too_short_is_refused():
    with pytest.raises(ValueError, match="'counts' must be at least 8 periods, got 7"):
        find_break(np.ones(7))
