"""Power against published tables, brute force and its own inverse."""

import numpy as np
import pytest

from estgeo.insatser.power import (
    detectable_change,
    planning_table,
    power_to_detect,
    weeks_needed,
)


@pytest.mark.parametrize(
    ("weekly", "phi", "k", "change", "weeks"),
    [
        (5, 1, 1, -0.35, 32),
        (5, 1, 1, -0.5, 12),
        (10, 1, 1, -0.35, 13),
        (10, 1.5, 1, -0.35, 22),
        (10, 1.5, 4, -0.5, 6),
        (20, 2.5, 4, -0.35, 11),
        (2, 1, 4, -0.35, 77),
        (2, 1.5, 4, -0.35, 239),
        (20, 1, 4, -0.1, None),
    ],
)
def test_weeks_needed_equals_the_table_of_the_method_note(
    weekly, phi, k, change, weeks
):
    found = weeks_needed(weekly, change=change, control_ratio=k, dispersion=phi)
    assert np.isnan(found) if weeks is None else found == pytest.approx(weeks, abs=1)


@pytest.mark.parametrize(
    ("weekly", "weeks", "fall"),
    [
        (5, 13, 0.49),
        (5, 26, 0.38),
        (5, 52, 0.31),
        (10, 8, 0.43),
        (10, 26, 0.27),
        (20, 52, 0.16),
    ],
)
def test_detectable_change_equals_the_table_of_the_method_note(weekly, weeks, fall):
    found = detectable_change(
        weekly, weeks_before=52, weeks_after=weeks, control_ratio=4, dispersion=1.5
    )
    assert found == pytest.approx(-fall, abs=0.006)


def test_detectable_change_is_the_inverse_of_power():
    plan = {"weeks_before": 52, "weeks_after": 20, "dispersion": 1.2}
    fall = detectable_change(12, power=0.7, **plan)
    assert power_to_detect(12, change=fall, **plan) == pytest.approx(0.7, abs=1e-3)


def test_small_counts_are_simulated_and_weaker_than_the_formula_hopes():
    plan = {"weeks_before": 12, "weeks_after": 12, "dispersion": 1, "rng": 1}
    # The simulation study of the note: 11 % at 5 events a period and a fall of 50 %.
    found = power_to_detect(5 / 12, change=-0.5, **plan)
    assert found == pytest.approx(0.11, abs=0.04)
    assert power_to_detect(5 / 12, change=-0.5, **plan) == found


def test_no_control_is_more_powerful_but_only_if_the_season_stands_still():
    plan = {"change": -0.35, "weeks_before": 52, "weeks_after": 13, "dispersion": 1}
    alone = power_to_detect(10, control_ratio=np.inf, **plan)
    assert alone > power_to_detect(10, control_ratio=1, **plan)


def test_nothing_can_be_seen_of_nearly_nothing():
    plan = {"weeks_before": 12, "weeks_after": 12, "dispersion": 1}
    assert np.isnan(detectable_change(0.05, **plan))
    assert np.isnan(detectable_change(0, **plan))


def test_planning_table_has_a_row_a_change_and_length():
    table = planning_table(20, changes=[-0.2, -0.5], weeks=[13, 26], dispersion=1.5)
    assert table.shape == (4, 4)
    assert table.power.is_monotonic_increasing or table.power.between(0, 1).all()


@pytest.mark.parametrize("change", [0, -1, -1.5, "much"])
def test_bad_changes(change):
    with pytest.raises(ValueError, match="'change' must be a share above -1"):
        power_to_detect(5, change=change, weeks_after=10, dispersion=1)


@pytest.mark.parametrize("ask", [power_to_detect, detectable_change, weeks_needed])
def test_power_without_a_dispersion_is_refused(ask):
    plan = {"change": -0.35} if ask is not detectable_change else {"weeks_before": 52}
    if ask is not weeks_needed:
        plan["weeks_after"] = 26
    with pytest.raises(TypeError, match="dispersion"):
        ask(5, **plan)
