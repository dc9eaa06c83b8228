"""Scores of the latest weeks: by brute force with scipy; other charts by R."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from detectors import (
    generalized_likelihood_ratio,
    negative_binomial_cusum,
    poisson_cusum,
    shiryaev_roberts,
    standard_cusum,
)
from scipy.stats import nbinom

from estgeo.stats._latest_weeks import capped_counts, score_latest, yearly_wave

GOLDENS = Path(__file__).parents[1] / "goldens" / "watch"
DISEASES = ["salmonella_agona", "shadar"]


def brute_score(y, e, begin, u, t):
    """Return the score of weeks u to t - 1 by loops and scipy's negative binomial."""
    past, effort = y[begin:u], e[begin:u]
    rate = (past.sum() + 0.5) / effort.sum()
    spreads = [1.0]
    for size in (1, 4):
        first = -(-begin // size) * size
        blocks = [slice(i, i + size) for i in range(first, u - size + 1, size)]
        counts = np.array([y[block].sum() for block in blocks])
        exposed = np.array([e[block].sum() for block in blocks])
        own = (counts.sum() + 0.5) / exposed.sum()
        squares = ((counts - own * exposed) ** 2).sum() / (own * exposed.sum())
        spreads.append(squares * len(counts) / (len(counts) - 1))
    count, mean = y[u:t].sum(), rate * e[u:t].sum()
    variance = max(spreads) * (1 + e[u:t].sum() / effort.sum())
    r = mean / (variance - 1)
    best = nbinom.logpmf(count, r, r / (r + count)) if count else 0.0
    ratio = best - nbinom.logpmf(count, r, r / (r + mean))
    return np.sign(count - mean) * np.sqrt(2 * ratio)


def test_scores_are_those_of_scipy_stretch_by_stretch():
    rng = np.random.default_rng(5)
    y = rng.poisson(rng.gamma(4, 1, (3, 45))).astype(float)
    e = rng.uniform(0.5, 2, (3, 45))
    begin, floor = np.array([0, 3, 8]), np.array([30, 28, 33])
    found = score_latest(y, e, begin=begin, floor=floor, first=30)
    for row in range(3):
        for look in range(15):
            t = 31 + look
            scores = {
                weeks: brute_score(y[row], e[row], begin[row], t - weeks, t)
                for weeks in range(3, 20)
                if t - weeks >= floor[row]
            }
            if not scores:
                assert found.rise[row, look] == -9
                continue
            longest = max(scores, key=scores.get)
            assert found.rise[row, look] == pytest.approx(scores[longest], abs=1e-9)
            assert found.rise_weeks[row, look] == longest
            assert found.fall[row, look] == pytest.approx(-min(scores.values()))


def test_a_season_adds_what_it_is_unsure_of():
    rng = np.random.default_rng(6)
    y = rng.poisson(5, (1, 120)).astype(float)
    y[:, 104:] += 5
    season = yearly_wave(y, np.ones_like(y), first=0, last=104)
    at = {"begin": [0], "floor": [104], "first": 104}
    with_doubt = score_latest(y, season.factor, season=season, **at)
    without = score_latest(y, season.factor, **at)
    assert (with_doubt.rise[:, 3:] < without.rise[:, 3:]).all()
    # By hand for the last look: the same stretch with the variance made larger.
    angle = 2 * np.pi * np.arange(120) / 52.1775
    f = season.factor[0]
    waves = np.array([np.cos(angle), np.sin(angle)])
    weeks = with_doubt.rise_weeks[0, -1]
    u = 120 - weeks
    gap = (waves[:, u:] * f[u:]).sum(1) / f[u:].sum()
    gap -= (waves[:, :u] * f[:u]).sum(1) / f[:u].sum()
    mean = (y[0, :u].sum() + 0.5) / f[:u].sum() * f[u:].sum()
    share = f[u:].sum() / f[:u].sum()
    more = mean * gap @ season.covariance[0] @ gap
    plain = brute_score(y[0], f, 0, u, 120)
    count = y[0, u:].sum()
    spread = _spread_of(plain, count, mean) / (1 + share) * (1 + share + more)
    r = mean / (spread - 1)
    ratio = count * np.log(count / mean) - (count + r) * np.log(
        (count + r) / (mean + r)
    )
    assert with_doubt.rise[0, -1] == pytest.approx(np.sqrt(2 * ratio), rel=1e-4)


def _spread_of(score, count, mean):
    """Return the dispersion that gives a score, by bisection."""
    low, high = 1 + 1e-9, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        r = mean / (middle - 1)
        ratio = count * np.log(count / mean) - (count + r) * np.log(
            (count + r) / (mean + r)
        )
        low, high = (middle, high) if np.sqrt(2 * ratio) > score else (low, middle)
    return low


def test_a_wave_is_that_of_a_quasi_poisson_regression():
    sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed")
    rng = np.random.default_rng(7)
    angle = 2 * np.pi * np.arange(110) / 52.1775
    y = rng.poisson(6 * np.exp(0.4 * np.cos(angle)), (2, 110))
    e = rng.uniform(1, 2, (2, 110))
    found = yearly_wave(y, e, first=0, last=104)
    for row in range(2):
        x = sm.add_constant(np.column_stack([np.cos(angle), np.sin(angle)])[:104])
        fit = sm.GLM(
            y[row, :104], x, sm.families.Poisson(), offset=np.log(e[row, :104])
        ).fit()
        waves = np.stack([np.cos(angle), np.sin(angle)])
        assert found.factor[row] == pytest.approx(
            np.exp(fit.params[1:] @ waves), rel=1e-5
        )
        assert found.covariance[row] == pytest.approx(
            fit.cov_params()[1:, 1:], rel=1e-3, abs=1e-7
        )


def test_a_missing_week_changes_nothing_but_its_own():
    rng = np.random.default_rng(8)
    y = rng.poisson(5, (1, 60)).astype(float)
    e = np.ones_like(y)
    at = {"begin": np.array([0]), "floor": np.array([40])}
    whole = score_latest(y, e, first=40, **at)
    y[0, 50], e[0, 50] = 0, 0
    missing = score_latest(y, e, first=40, **at)
    assert missing.rise[0, :10] == pytest.approx(whole.rise[0, :10])
    # A stretch of three with one missing is two weeks against all before.
    assert np.isfinite(missing.rise).all()


def test_a_spike_is_cut_and_ordinary_weeks_are_not():
    y = np.array([[5, 6, 4, 5, 7, 3] * 6 + [40]], dtype=float)
    cut = capped_counts(y, 1.0, begin=np.array([0]), floor=np.array([36]))
    assert (cut[0, :-1] == y[0, :-1]).all()
    assert 9 < cut[0, -1] < 17


def test_only_the_town_moved_and_the_series_is_quiet():
    y = np.array([[4, 6, 5, 5] * 15], dtype=float)
    town = np.full((1, 60), 50.0)
    town[:, 44:] = 20
    at = {"begin": [0], "floor": [44], "first": 44}
    beside_town = score_latest(y, town, **at)
    assert beside_town.rise.max() > 5
    alone = score_latest(y, 1.0, **at)
    both = score_latest(y, town, plain=1.0, **at)
    assert both.rise.max() < 1
    assert (both.rise <= np.maximum(alone.rise, 0)).all()


def golden(name):
    table = pd.read_csv(GOLDENS / f"{name}_surveillance.csv")
    parameters = pd.read_csv(GOLDENS / f"{name}_parameters.csv")
    alpha = parameters.set_index("parameter")["value"]["nb_alpha"]
    series = pd.read_csv(GOLDENS / f"{name}_series.csv")
    past = series["count"][series["index"] < table["index"].iloc[0]]
    return table, float(alpha), past


@pytest.mark.parametrize("name", DISEASES)
def test_the_charts_beside_ours_are_those_of_surveillance(name):
    table, alpha, past = golden(name)
    x = table["count"].to_numpy(float)[None]
    mu = table["mu0"].to_numpy()[None]
    flat = np.full_like(x, past.mean())
    found = {
        "cusum_standard_k1.04_h2.26_S": standard_cusum(x, flat, reference=1.04),
        "cusum_standard_k0.5_h4_S": standard_cusum(x, flat, reference=0.5),
        "lrpois_c5_theta0.7_stat": poisson_cusum(x, mu, log_ratio=0.7, restart=5),
        "lrnb_c5_theta1.2_stat": negative_binomial_cusum(
            x, mu, alpha, log_ratio=np.log(1.2), restart=5
        ),
        "glrpois_c5_stat": generalized_likelihood_ratio(x, mu, restart=5),
        "glrnb_c5_stat": generalized_likelihood_ratio(x, mu, alpha, restart=5),
    }
    for column, value in found.items():
        assert value[0] == pytest.approx(table[column].to_numpy(), abs=1e-6), column


@pytest.mark.parametrize("name", DISEASES)
def test_the_e_detector_is_that_of_the_recursion(name):
    table = pd.read_csv(GOLDENS / f"{name}_edetectors.csv")
    for theta in ("1.5", "2"):
        found = shiryaev_roberts(table[f"LR_theta{theta}"].to_numpy()[None])
        said = table[f"shiryaev_roberts_theta{theta}"].to_numpy()
        assert found[0] == pytest.approx(said, rel=1e-9)
