"""Alarm counts of the week rule, worked out apart from the code, and its size."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest, nbinom

from estgeo.stats.week_alarm import (
    compare_with_earlier,
    farrington_limit,
    predict_counts,
)

GOLDENS = Path(__file__).parents[1] / "goldens" / "farrington"


def test_formula_by_hand():
    past = np.array([[0, 4, 2, 0, 4, 2, 1, 3] * 3 + [2, 2]])
    mean = (past.sum() + 0.5) / 26
    excess = ((past - mean) ** 2).sum() / 25 / mean - 1
    assert excess > 0
    spread = 1 + excess * (1 + 1 / 25 + 5 / (past.sum() + 0.5))
    variance = spread * mean * (1 + 1 / 26)
    law = nbinom(mean**2 / (variance - mean), mean / variance)
    found = predict_counts([6], past)
    assert found.p_more[0] == pytest.approx(law.sf(6) + 0.75 * law.pmf(6), rel=1e-6)
    assert found.p_fewer[0] == pytest.approx(law.cdf(5) + 0.75 * law.pmf(6), rel=1e-6)
    assert found.expected[0] == pytest.approx(mean)
    assert found.dispersion[0] == pytest.approx(spread)


def test_dispersion_is_held_against_the_effort_by_hand():
    # One report a day: 7 in weeks of 7 days and 14 in fortnights are no dispersion.
    even = np.array([[7.0, 14, 7, 14, 7, 14]])
    days = np.array([7.0, 14, 7, 14, 7, 14])
    assert predict_counts([7], even, effort=7, past_effort=days).dispersion[0] == 1
    uneven = np.array([[14.0, 7, 14, 7, 14, 7]])
    rate = 63.5 / 63
    squares = ((uneven - rate * days) ** 2 / (rate * days)).sum() / 5
    spread = 1 + (squares - 1) * (1 + 1 / 5 + 5 / 63.5)
    found = predict_counts([7], uneven, effort=7, past_effort=days)
    assert found.dispersion[0] == pytest.approx(spread)
    assert found.expected[0] == pytest.approx(7 * rate)


def test_twice_a_tail_is_no_more_than_one():
    assert compare_with_earlier([3], [3], periods=1).tolist() == [1]


def test_the_limits_are_the_last_counts_that_are_not_unusual():
    rng = np.random.default_rng(5)
    past = rng.negative_binomial(rng.uniform(0.5, 9, (300, 1)), 0.6, (300, 26))
    found = predict_counts(np.zeros(300), past)
    at = {
        name: predict_counts(limit + step, past)
        for name, limit, step in (
            ("high", found.high, 0),
            ("above", found.high, 1),
            ("low", found.low, 0),
            ("below", found.low, -1),
        )
    }
    assert (at["high"].p_more > 0.05).all()
    assert (at["above"].p_more <= 0.05).all()
    # A fall is news only at 0.01: a week that is not yet filled looks like one.
    assert (at["low"].p_fewer > 0.01).all()
    assert ((at["below"].p_fewer <= 0.01) | (found.low == 0)).all()


def test_against_scipy_binomtest_where_the_tails_agree():
    # Week against last week: five and fifteen is the published limit at 0.05.
    p = compare_with_earlier([15, 14], [5, 5], periods=1)
    assert p[0] == pytest.approx(binomtest(15, 20, 0.5).pvalue)
    assert p[0] <= 0.05 < p[1]


@pytest.mark.parametrize("spread", [1.0, 1.5, 2.5])
@pytest.mark.parametrize("mean", [0.5, 2.0, 5.0, 20.0])
def test_size_under_the_null(mean, spread):
    rng = np.random.default_rng(18)
    shape = (20_000, 27)
    if spread == 1:
        y = rng.poisson(mean, shape)
    else:
        y = rng.negative_binomial(mean / (spread - 1), 1 / spread, shape)
    p = predict_counts(y[:, -1], y[:, :-1]).p_more
    # The bands of .02-.055 and .004-.018, with two standard errors of the run.
    assert 0.02 - 0.002 <= (p <= 0.05).mean() <= 0.055 + 0.0032
    assert 0.004 - 0.0009 <= (p <= 0.01).mean() <= 0.018 + 0.0019


def test_a_doubled_week_from_five():
    rng = np.random.default_rng(19)
    past = rng.negative_binomial(10, 1 / 1.5, (20_000, 26))
    now = rng.negative_binomial(20, 1 / 1.5, 20_000)
    assert (predict_counts(now, past).p_more <= 0.05).mean() >= 0.41


def test_no_rule_of_this_size_sees_a_doubled_week_at_dispersion_two_and_a_half():
    # By Neyman and Pearson the best rule of a size flags the largest counts, and one
    # more count in part; it knows mean and dispersion, which no history tells better.
    usual, doubled = nbinom(5 / 1.5, 0.4), nbinom(10 / 1.5, 0.4)
    counts = np.arange(100)
    least = int(np.argmax(usual.sf(counts - 1) <= 0.055))
    part = (0.055 - usual.sf(least - 1)) / usual.pmf(least - 1)
    power = doubled.sf(least - 1) + part * doubled.pmf(least - 1)
    assert power == pytest.approx(0.340, abs=0.001)
    rng = np.random.default_rng(19)
    past = rng.negative_binomial(5 / 1.5, 0.4, (20_000, 26))
    now = rng.negative_binomial(10 / 1.5, 0.4, 20_000)
    ours = (predict_counts(now, past).p_more <= 0.05).mean()
    assert 0.30 <= ours <= power


def test_histories_of_another_shape():
    with pytest.raises(ValueError, match="1 rows of at least two periods"):
        predict_counts([1], [[1]])


def test_farrington_limits_of_r_surveillance():
    # surveillance 1.20.3 farrington(b=3, w=3, reweight=FALSE, trend=FALSE, alpha=.05)
    # of weeks 255-260: seven weeks about the same week in each of three years before.
    y = np.loadtxt(GOLDENS / "weeks.csv", delimiter=",", skiprows=1)[:, 1]
    theirs = [9.315571521, 9.140226214, 9.558662663]
    theirs += [10.63488117, 10.63488117, 11.05195755]
    around = np.array([52, 104, 156])[:, None] + np.arange(-3, 4)
    history = [y[week - 1 - around.ravel()] for week in range(255, 261)]
    np.testing.assert_allclose(farrington_limit(history), theirs, atol=1e-6)


def test_farrington_of_nothing_and_of_one_row():
    assert farrington_limit(np.zeros((1, 5)))[0] == 0
    with pytest.raises(ValueError, match="rows of at least two periods"):
        farrington_limit([1, 2, 3])


def test_effort_is_an_offset():
    # Twice as many reporters and twice as many reports: nothing new.
    past = np.array([[2, 4, 3, 1, 5, 3, 2, 4] * 3])
    same = predict_counts([3], past)
    twice = predict_counts([6], past, effort=[2.0], past_effort=np.ones((1, 24)))
    assert twice.expected[0] == pytest.approx(2 * same.expected[0])
    assert twice.p_more[0] > predict_counts([6], past).p_more[0] * 3
    # By hand: variance phi m k (1 + k/B) with k = 2 and B = 24.
    mean = 2 * (past.sum() + 0.5) / 24
    # The weeks are more even than chance, so that the dispersion is 1.
    assert ((past - mean / 2) ** 2).sum() / 23 / (mean / 2) < 1
    variance = mean * (1 + 2 / 24)
    law = nbinom(mean**2 / (variance - mean), mean / variance)
    expected = law.sf(6) + 0.75 * law.pmf(6)
    assert twice.p_more[0] == pytest.approx(expected, rel=1e-6)


def test_a_history_of_two_weeks_by_hand():
    past = np.array([[1, 7]])
    mean = 8.5 / 2
    excess = ((past - mean) ** 2).sum() / mean - 1
    spread = 1 + excess * (1 + 1 / 1 + 5 / 8.5)
    found = predict_counts([5], past)
    assert found.expected[0] == pytest.approx(mean)
    assert found.dispersion[0] == pytest.approx(spread)
    variance = mean * spread * 1.5
    law = nbinom(mean**2 / (variance - mean), mean / variance)
    assert found.p_more[0] == pytest.approx(law.sf(5) + 0.75 * law.pmf(5))
    # Farrington: s^2 = 18, m = 4, tau = 4.5 * 1.5.
    limit = (4 ** (2 / 3) + 1.959964 * np.sqrt(4 / 9 * 4 ** (1 / 3) * 6.75)) ** 1.5
    assert farrington_limit(past)[0] == pytest.approx(limit, rel=1e-6)


@pytest.mark.parametrize(
    ("now", "history"), [([1], [1, 2, 3]), ([1, 2], [[1, 2]]), ([1], [[1], [2]])]
)
def test_histories_that_do_not_fit_the_series(now, history):
    with pytest.raises(ValueError, match="rows of at least two periods"):
        predict_counts(now, history)


def test_farrington_of_one_week():
    with pytest.raises(ValueError, match="rows of at least two periods"):
        farrington_limit([[1], [2]])


def test_weeks_without_any_effort_tell_nothing():
    past, effort = np.array([[1, 9, 9, 0]]), np.array([[2.0, 3, 1, 2]])
    plain = predict_counts([6], past, effort=[2.0], past_effort=effort)
    assert plain.dispersion[0] > 1
    longer = predict_counts(
        [6],
        np.c_[past, [[0, 0]]],
        effort=[2.0],
        past_effort=np.c_[effort, [[0.0, 0.0]]],
    )
    assert longer == plain


def test_a_count_in_a_week_without_effort_is_no_dispersion():
    past, effort = np.array([[4, 5, 1]]), np.array([[1.0, 1.0, 0.0]])
    found = predict_counts([6], past, past_effort=effort)
    assert found.expected[0] == pytest.approx(10.5 / 2)
    assert found.dispersion[0] == 1


def test_several_series_are_each_as_alone():
    past = np.array([[4, 9, 2, 7], [1, 0, 0, 3], [30, 12, 22, 50]])
    effort = np.array([[2.0, 3, 1, 2], [1, 1, 1, 1], [9, 9, 8, 8]])
    now, efforts = np.array([6, 2, 40]), np.array([2.0, 1.0, 9.0])
    found = predict_counts(now, past, effort=efforts, past_effort=effort)
    for at in range(3):
        one = slice(at, at + 1)
        alone = predict_counts(
            now[one], past[one], effort=efforts[one], past_effort=effort[one]
        )
        for name in alone.__dataclass_fields__:
            assert getattr(found, name)[at] == getattr(alone, name)[0]
        assert farrington_limit(past)[at] == farrington_limit(past[one])[0]


def test_counts_of_any_kind_are_counts():
    past, effort = [[4, 9, 2, 7]], [[2, 3, 1, 2]]

    def kind(values, dtype=object):
        return np.array(values, dtype=dtype)

    plain = predict_counts([6], past, effort=[2], past_effort=effort)
    found = predict_counts(
        kind([6]), kind(past), effort=kind([2]), past_effort=kind(effort)
    )
    assert found == plain
    assert found.expected.dtype == np.float64
    assert farrington_limit(kind(past)) == farrington_limit(past)
    small = compare_with_earlier(
        kind([0, 200], np.uint8), kind([5, 100], np.uint8), periods=1
    )
    assert small == pytest.approx([2 / 32, binomtest(200, 300, 0.5).pvalue])
    assert compare_with_earlier(kind([6]), kind([2]), periods=2) == pytest.approx(
        compare_with_earlier([6], [2], periods=2)
    )
