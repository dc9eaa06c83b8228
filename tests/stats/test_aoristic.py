"""Shares of intervals: published examples, minute by minute, and week after week."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estgeo.stats.aoristic import (
    aoristic_shapes,
    aoristic_sums,
    hour_of_week_of,
    one_hour,
)

MONDAY = 4 * 86_400  # 5 January 1970
HOUR = 3600


def test_sum_of_palmisano():
    # Four spans over bins of 200 years (Palmisano et al. 2017, R kairos), in hours.
    spans = np.array([[-2200, -1400], [-2000, -1600], [-1600, -1400], [-2000, -1400]])
    hours = MONDAY + (spans + 2200) // 200 * HOUR
    sums = aoristic_sums(hours[:, 0], hours[:, 1])
    expected = [0.25, 0.25 + 1 / 2 + 1 / 3, 0.25 + 1 / 2 + 1 / 3, 0.25 + 1 + 1 / 3]
    np.testing.assert_allclose(sums[:4], expected, atol=1e-12)


def test_over_midnight_as_crimepy():
    sums = aoristic_sums([MONDAY + 23 * HOUR + 1800], [MONDAY + 25 * HOUR + 900])
    np.testing.assert_allclose(sums[23:26], [30 / 105, 60 / 105, 15 / 105])
    assert sums.sum() == pytest.approx(1)


def test_a_week_or_more_is_everywhere():
    # R aoristic documents "about 0.0059" for spans over 168 hours.
    np.testing.assert_allclose(aoristic_sums([MONDAY], [MONDAY + 192 * HOUR]), 1 / 168)


def test_a_minute_is_a_point():
    at = MONDAY + 2 * HOUR - 30
    assert aoristic_sums([at], [at + 60])[1] == 1
    assert one_hour([at, at], [at + 60, at + 61]).tolist() == [True, False]


spans = st.lists(
    st.tuples(st.integers(0, 3 * 168 * 60), st.integers(2, 200 * 60)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(spans)
def test_minute_by_minute(pairs):
    start = np.array([a for a, _ in pairs]) * 60
    end = start + np.array([d for _, d in pairs]) * 60
    expected = np.zeros(168)
    for a, e in zip(start // 60, end // 60, strict=True):
        if e - a >= 168 * 60:
            expected += 1 / 168
        else:
            hours = (np.arange(a, e) // 60 + 72) % 168
            expected += np.bincount(hours, minlength=168) / (e - a)
    np.testing.assert_allclose(aoristic_sums(start, end), expected, atol=1e-9)
    # The shapes, laid at their first hours, say the same.
    first = (start // HOUR + 72) % 168
    rolled = sum(map(np.roll, aoristic_shapes(start, end), first))
    np.testing.assert_allclose(rolled, expected, atol=1e-9)


def test_end_before_start():
    with pytest.raises(ValueError, match="at or after 'start', got 1 of 2"):
        aoristic_sums([0, 5], [0, 4])


def test_hours_of_the_week_begin_on_monday():
    # 1 January 1970 was a Thursday.
    assert hour_of_week_of([0, HOUR - 1, HOUR, MONDAY - 1, MONDAY]).tolist() == [
        *[72, 72, 73, 167, 0]
    ]


def test_one_hour_of_the_clock_ends_with_it():
    ends = [HOUR // 2, HOUR, HOUR + 1, 2 * HOUR]
    starts = [0, 600, 1800, HOUR]
    assert one_hour(starts, ends).tolist() == [True, True, False, True]


def test_shapes_of_points_and_of_spans_just_short_of_a_week():
    start = np.array(
        [MONDAY + 90_000, MONDAY + HOUR - 30, MONDAY + 1800, MONDAY + 1800]
    )
    length = np.array([0, 60, 168 * HOUR - 600, 168 * HOUR])
    shapes = aoristic_shapes(start, start + length)
    np.testing.assert_allclose(shapes.sum(axis=1), 1)
    assert shapes[:2, 0].tolist() == [1, 1]
    # 30 minutes of the first hour at the start and 20 at the end, of 167 h 50 min.
    assert shapes[2, 0] == pytest.approx(50 / (168 * 60 - 10))
    np.testing.assert_allclose(shapes[2, 1:], 60 / (168 * 60 - 10))
    np.testing.assert_allclose(shapes[3], 1 / 168)
