"""Checks of arguments: what they take, and the one form all their messages have."""

import numpy as np
import pytest

from estgeo import _checks as checks


def test_a_message_has_rule_value_and_remedy():
    told = checks.sentence("k", "at least 2", 1, "Take a larger one.")
    assert told == "'k' must be at least 2, got 1. Take a larger one."
    assert (
        checks.sentence("k", "at least 2", "none")
        == "'k' must be at least 2, got none."
    )


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (lambda: checks.check_positive("a", np.int64(3)), 3.0),
        (lambda: checks.check_not_negative("a", 0), 0.0),
        (lambda: checks.check_whole("a", 4.0, at_least=4), 4),
        (lambda: checks.check_probability("a", 0.95), 0.95),
        (lambda: checks.check_finite("a", [1, 2.5]).tolist(), [1.0, 2.5]),
        (lambda: checks.check_counts("a", [0, 3.0]).tolist(), [0, 3]),
        (lambda: checks.check_amounts("a", [0, 2.5]).tolist(), [0.0, 2.5]),
        (lambda: checks.check_pair("a", (5, 3)), (5.0, 3.0)),
        (lambda: checks.check_choice("a", "x", ("x", "y")), None),
        (lambda: checks.check_choice("a", None, ("x", None)), None),
        (lambda: checks.check_same_length(("a", [1]), ("b", [2])), None),
    ],
)
def test_what_is_right_passes(call, found):
    assert call() == found


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: checks.check_positive("a", 0), ValueError, "a positive number, got 0"),
        (lambda: checks.check_positive("a", np.inf), ValueError, "a positive number"),
        (lambda: checks.check_positive("a", True), TypeError, "a positive number"),
        (lambda: checks.check_not_negative("a", -1), ValueError, "zero or a positive"),
        (lambda: checks.check_not_negative("a", np.nan), ValueError, "got nan"),
        (
            lambda: checks.check_whole("a", 1.5),
            ValueError,
            "whole number of at least 0",
        ),
        (
            lambda: checks.check_whole("a", 1, at_least=2),
            ValueError,
            "at least 2, got 1",
        ),
        (lambda: checks.check_whole("a", "2"), TypeError, "a whole number"),
        (
            lambda: checks.check_probability("a", 1),
            ValueError,
            "between 0 and 1, got 1",
        ),
        (lambda: checks.check_finite("a", [1, np.nan]), ValueError, "1 of 2 missing"),
        (lambda: checks.check_finite("a", ["x"]), TypeError, "numbers, got list"),
        (
            lambda: checks.check_counts("a", [1, -2]),
            ValueError,
            "first is -2 at position 1",
        ),
        (lambda: checks.check_counts("a", [0.5]), ValueError, "1 of 1 that are not"),
        (lambda: checks.check_amounts("a", [1, -2.5]), ValueError, "or more, got -2.5"),
        (
            lambda: checks.check_pair("a", (1, 2, 3)),
            ValueError,
            "a pair (before, after)",
        ),
        (lambda: checks.check_pair("a", (1, -2)), ValueError, "a pair (before, after)"),
        (
            lambda: checks.check_choice("a", "z", ("x", "y")),
            ValueError,
            "'x', 'y', got 'z'",
        ),
        (lambda: checks.check_choice("a", ["x"], ("x",)), ValueError, "one of 'x'"),
        (
            lambda: checks.check_same_length(("a", [1]), ("b", [1, 2])),
            ValueError,
            "as long as 'b' (2), got length 1",
        ),
        (
            lambda: checks.random_generator("1"),
            TypeError,
            "an int or a numpy Generator",
        ),
        (
            lambda: checks.random_generator(True),
            TypeError,
            "an int or a numpy Generator",
        ),
    ],
)
def test_what_is_wrong_is_named(call, error, told):
    with pytest.raises(error) as refused:
        call()
    assert str(refused.value).startswith(("'a' must be", "'rng' must be"))
    assert told in str(refused.value)


def test_the_same_number_gives_the_same_draws_and_a_generator_goes_on():
    one, again = (checks.random_generator(7).random(3) for _ in range(2))
    np.testing.assert_array_equal(one, again)
    given = np.random.default_rng(7)
    assert checks.random_generator(given) is given
