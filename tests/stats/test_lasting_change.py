"""The yearly chance, and levels followed look by look."""

from itertools import pairwise

import numpy as np
import pytest

from estgeo.stats._changed_level import changed_level
from estgeo.stats.lasting_change import follow_levels, yearly_p_value


def quiet(n, weeks, seed, mean=5.0):
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(mean / 0.5, 0.5, (n, weeks))).astype(float)


def test_the_chance_falls_with_the_score_and_rises_with_a_short_baseline():
    scores = np.linspace(0, 8, 200)
    for fall in (False, True):
        p = [yearly_p_value(scores, n, fall=fall) for n in (13, 20, 26, 60, 104, 400)]
        for one in p:
            assert (np.diff(one) <= 0).all()
            assert one[0] <= 1
            assert one[-1] < 1e-4
        for short, long in pairwise(p):
            assert (short >= long - 1e-12)[long < 0.1].all()


def test_the_chance_at_the_simulated_quantiles_is_theirs():
    assert yearly_p_value([3.11, 3.54, 3.95], 104) == pytest.approx([0.1, 0.03, 0.01])
    assert yearly_p_value([3.39, 4.14], 104, fall=True) == pytest.approx([0.1, 0.01])


def test_what_is_said_of_a_week_rests_on_it_and_earlier_weeks():
    y = quiet(20, 220, 1)
    y[::3, 150:] = np.round(y[::3, 150:] * 1.8)
    whole = follow_levels(y, first=104)
    assert (whole.way != 0).any()
    for weeks in (130, 157, 175, 209):
        part = follow_levels(y[:, :weeks], first=104)
        looks = slice(0, weeks - 104)
        for name in ("p_value", "way", "since", "found", "expected", "ratio", "low"):
            now, then = getattr(whole, name)[:, looks], getattr(part, name)
            assert then == pytest.approx(now, rel=1e-12, nan_ok=True), name


def test_series_do_not_disturb_each_other():
    y = quiet(12, 180, 2)
    y[3, 140:] *= 3
    together = follow_levels(y, first=104)
    for row in (0, 3, 7):
        alone = follow_levels(y[[row]], first=104)
        assert alone.p_value[0] == pytest.approx(together.p_value[row])
        assert (alone.way[0] == together.way[row]).all()


def test_a_rise_is_dated_sized_and_over():
    y = quiet(1, 170, 3)
    y[0, 120:132] += 10
    course = follow_levels(y, first=104)
    at = int((course.way[0] > 0).argmax())
    assert 121 <= 104 + at <= 126
    assert 117 <= course.since[0, at] <= 122
    assert course.low[0, at] > 1
    assert course.low[0, at] < course.ratio[0, at] < course.high[0, at]
    # The level fell back with week 132: within a dozen weeks that is said.
    assert not course.is_over[0, at]
    assert course.is_over[0, 132 - 104 : 146 - 104].any()


def test_a_changed_level_becomes_the_baseline():
    y = quiet(1, 230, 4)
    y[0, 120:] += 10
    course = follow_levels(y, first=104)
    assert course.baseline[0, -1] == 1
    assert course.expected[0, 160 - 104 :].mean() == pytest.approx(15, rel=0.15)
    # Said for a year from the look that found it, then it is how things are.
    said = np.flatnonzero(course.way[0] > 0)
    assert len(said) == 52
    assert set(course.since[0][said]) == {course.since[0, said[0]]}


def test_a_fall_is_found():
    y = quiet(1, 150, 5, mean=12)
    y[0, 115:] = np.round(y[0, 115:] * 0.3)
    course = follow_levels(y, first=104)
    assert course.way[0, -1] == -1
    assert course.high[0, -1] < 1


@pytest.mark.parametrize("spike", [20, 60, 500])
def test_one_evening_is_no_course(spike):
    y = quiet(1, 150, 6)
    y[0, 110] = spike
    assert not follow_levels(y, first=104).way.any()
    y[0, 60] = spike
    assert not follow_levels(y, first=104).way.any()


def test_a_past_spike_does_not_hide_a_rise():
    y = quiet(1, 150, 7)
    y[0, 110:] += 6
    clean = follow_levels(y, first=104)
    y[0, 80] = 120
    spiked = follow_levels(y, first=104)
    assert clean.way[0, -1] == spiked.way[0, -1] == 1
    assert abs(spiked.found[0, -1] - clean.found[0, -1]) <= 2


def test_effort_is_taken_out():
    rng = np.random.default_rng(8)
    town = np.full(160, 60.0)
    town[130:] = 120
    y = rng.poisson(0.1 * town, (30, 160)).astype(float)
    effort = np.broadcast_to(rng.poisson(town).astype(float), y.shape)
    assert (follow_levels(y, effort, first=104).way != 0).mean() < 0.05
    assert (follow_levels(y, first=104).way[:, -1] > 0).all()


def test_missing_weeks_are_no_fall():
    y = quiet(10, 160, 9, mean=15)
    effort = np.ones_like(y)
    effort[:, 120:124] = 0
    y[:, 120:124] = 0
    assert not (follow_levels(y, effort, first=104).way < 0).any()


def test_nothing_at_all_is_nothing():
    course = follow_levels(np.zeros((2, 120)), first=104)
    assert not course.way.any()
    assert (course.p_value == 1).all()


def test_too_few_weeks_are_refused():
    with pytest.raises(ValueError, match="'first' must be from 13"):
        follow_levels(np.ones((1, 30)), first=12)


def test_the_size_by_hand():
    y = np.array([[4.0] * 20 + [8.0] * 10])
    found = changed_level(
        y, 1.0, begin=np.array([0]), since=np.array([20]), looks=np.array([25, 29])
    )
    # 10 weeks: 80 reports; 20 before: 80; no spread beyond chance.
    ratio = (80.5 / 10) / (80.5 / 20)
    error = np.sqrt(1 / 80.5 + 1 / 80.5)
    assert found.ratio[0, 1] == pytest.approx(ratio)
    assert found.low[0, 1] == pytest.approx(ratio * np.exp(-2.8 * error))
    assert found.high[0, 1] == pytest.approx(ratio * np.exp(2.3 * error))
    assert found.ratio[0, 0] == pytest.approx((48.5 / 6) / (80.5 / 20))
