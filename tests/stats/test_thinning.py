"""Counts split at random: what the parts must be, by their definition and brute force."""

import numpy as np
import pytest
from scipy.stats import nbinom

from estgeo.stats.thinning import areas_dispersion, choose_by_parts, thin_counts


@pytest.mark.parametrize("dispersion", [1.0, 1.5, 2.5])
def test_part_and_rest_are_independent_and_of_the_same_kind(dispersion):
    """Counts of one law: part and rest are uncorrelated, with half the mean and variance."""
    rng = np.random.default_rng(2)
    mean, n = 20.0, 60_000
    whole = (
        rng.poisson(mean, n)
        if dispersion == 1
        else rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, n)
    )
    part = thin_counts(whole, share=0.5, dispersion=dispersion, splits=1, rng=rng)[0]
    rest = whole - part
    assert abs(np.corrcoef(part, rest)[0, 1]) < 0.02
    for one in (part, rest):
        assert one.mean() == pytest.approx(10, rel=0.02)
        assert one.var() == pytest.approx(10 * dispersion, rel=0.04)
    if dispersion > 1:
        law = nbinom(10 / (dispersion - 1), 1 / dispersion)
        assert (part <= 10).mean() == pytest.approx(law.cdf(10), abs=0.01)


def test_dispersion_of_counts_with_a_season_in_common():
    rng = np.random.default_rng(3)
    mean = rng.uniform(0.3, 1.5, 40)[:, None] * (1 + 0.4 * np.sin(np.arange(104) / 8.3))
    for phi in (1.0, 1.5, 2.5):
        found = []
        for _ in range(20):
            counts = (
                rng.poisson(mean)
                if phi == 1
                else rng.negative_binomial(mean / (phi - 1), 1 / phi)
            )
            found.append(areas_dispersion(counts))
        assert np.mean(found) == pytest.approx(phi, rel=0.04)


def test_the_first_split_chooses_and_others_like_it_are_averaged():
    def rule(parts):
        return parts.argmax(axis=1)

    counts = np.array([30, 28, 10, 12])
    found = choose_by_parts(counts, counts, rule, rng=np.random.default_rng(4))
    parts = thin_counts(
        counts, share=0.5, dispersion=1.0, splits=1000, rng=np.random.default_rng(4)
    )
    same = parts.argmax(axis=1) == found.chosen
    assert found.chosen in (0, 1)
    assert found.times.sum() == pytest.approx(1)
    own = 2 * (counts[found.chosen] - parts[same, found.chosen])
    assert found.before == pytest.approx(own.mean(), rel=0.05)


def test_nothing_done_nothing_found_where_the_naive_answer_is_a_fall():
    """Worst of 50: sums over 400 towns; the naive answer is off by a third."""
    rng = np.random.default_rng(5)
    after, judged, naive, naive_after = 0.0, 0.0, 0.0, 0.0
    for _ in range(400):
        before, then = rng.poisson(20, 50), rng.poisson(20, 50)
        found = choose_by_parts(
            before, then, lambda parts: parts.argmax(axis=1), splits=200, rng=rng
        )
        after += then[found.chosen]
        judged += found.before
        naive += before.max()
        naive_after += then[before.argmax()]
    assert after / judged == pytest.approx(1, abs=0.04)
    assert naive_after / naive < 0.7
