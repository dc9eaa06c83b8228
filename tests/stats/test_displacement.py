"""Displacement: ptools, published examples, the quotient by hand and in words."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from worked_examples import EXAMPLES, GOLDENS

import estgeo
from estgeo.stats.displacement import displacement_difference, displacement_quotient


def test_displacement_difference_equals_ptools():
    for row in pd.read_csv(GOLDENS / "wdd.csv").itertuples():
        found = displacement_difference(
            (row.trt_pre, row.trt_post),
            (row.ctl_pre, row.ctl_post),
            displacement=(row.dtrt_pre, row.dtrt_post),
            displacement_control=(row.dctl_pre, row.dctl_post),
            time_weights=(row.tw_pre, row.tw_post),
            area_weights=(row.aw_ctl, row.aw_trt, row.aw_dctl, row.aw_dtrt),
            confidence=1 - row.alpha,
        )
        numbers = (
            found.estimate_local,
            found.se_local,
            found.estimate_displacement,
            found.se_displacement,
            found.estimate,
            found.se,
            found.z,
            found.low,
            found.high,
        )
        golden = (
            row.Est_Local,
            row.SE_Local,
            row.Est_Displace,
            row.SE_Displace,
            row.Est_Total,
            row.SE_Total,
            row.Z,
            row.LowCI,
            row.HighCI,
        )
        assert numbers == pytest.approx(golden, abs=1e-10)
        assert found.p_value == pytest.approx(2 * norm.cdf(-abs(row.Z)))


def test_a_difference_keeps_what_it_was_made_of():
    found = displacement_difference(
        (50, 30),
        (60, 55),
        displacement=(20, 21),
        displacement_control=(30, 33),
        time_weights=(1, 2),
        area_weights=(1, 2, 3, 4),
        dispersion=1.5,
        confidence=0.9,
    )
    assert (found.treated, found.control) == ((50, 30), (60, 55))
    assert (found.displacement, found.displacement_control) == ((20, 21), (30, 33))
    assert (found.dispersion, found.confidence) == (1.5, 0.9)
    assert found.provenance.parameters == {
        "time_weights": (1, 2),
        "area_weights": (1, 2, 3, 4),
    }


def test_displacement_difference_of_small_counts_and_of_none():
    # (0 - 0) - (0.04 - 0.04): the variance is 0.08 of 100 times the time.
    small = displacement_difference((1, 1), (1, 1), time_weights=(100, 100))
    assert small.se == pytest.approx(0.02)
    assert (small.z, small.p_value) == (0, 1)
    assert np.isnan(displacement_difference((0, 0), (0, 0)).z)
    assert small.to_frame()["se"].tolist() == [small.se]
    assert small.provenance.function == "displacement_difference"


@pytest.mark.parametrize("name", [n for n in EXAMPLES if n.startswith("wdd_")])
def test_displacement_difference_equals_published_examples(name):
    inputs, expected = EXAMPLES[name]["inputs"], EXAMPLES[name]["expected"]
    area = inputs.get("area_weights_ctd", (1, 1, 1, 1))
    found = displacement_difference(
        inputs["treated"],
        inputs["control"],
        displacement=inputs.get("disp_treated"),
        displacement_control=inputs.get("disp_control"),
        time_weights=inputs.get("time_weights", (1, 1)),
        area_weights=area,
        confidence=1 - inputs.get("alpha", 0.05),
    )
    names = {"est": "estimate", "se": "se", "z": "z", "lo": "low", "hi": "high"}
    tolerance = EXAMPLES[name]["tolerance"]
    for key, value in expected.items():
        assert getattr(found, names[key]) == pytest.approx(value, abs=tolerance)


def test_dispersion_scales_the_variance_of_the_difference():
    calm = displacement_difference((50, 30), (60, 55))
    wild = displacement_difference((50, 30), (60, 55), dispersion=4)
    assert wild.estimate == calm.estimate == -15
    assert wild.se == pytest.approx(2 * calm.se)


def test_quotient_equals_the_hand_computed_example():
    inputs = EXAMPLES["wdq_complete_displacement"]["inputs"]
    found = displacement_quotient(inputs["R"], inputs["D"], inputs["C"])
    expected = EXAMPLES["wdq_complete_displacement"]["expected"]
    assert (found.value, found.success, found.buffer_change) == (
        expected["wdq"],
        expected["success"],
        expected["buffer"],
    )


@pytest.mark.parametrize(
    ("buffer", "verdict"),
    [
        ((100, 200), "displacement above the effect"),
        ((100, 150), "complete displacement"),
        ((100, 125), "partial displacement"),
        ((100, 100), "none"),
        ((100, 75), "diffusion"),
        ((100, 50), "diffusion"),
        ((100, 20), "diffusion above the effect"),
    ],
)
def test_quotient_in_words(buffer, verdict):
    assert displacement_quotient((100, 50), buffer, (100, 100)).verdict == verdict


def test_quotient_of_whole_counts_is_not_rounded():
    # The control halved. Per control the target fell from 9/10 to 4/10 of its count
    # and the buffer rose from 1/10 to 6/10: exactly as much, but
    # rates rounded one by one would often miss -1.
    for times in range(1, 30):
        control = (10 * times, 5 * times)
        moved = displacement_quotient((9, 2), (1, 3), control)
        assert (moved.value, moved.verdict) == (-1, "complete displacement")
        spread = displacement_quotient((9, 2), (9, 2), control)
        assert (spread.value, spread.verdict) == (1, "diffusion")


def test_quotient_without_success_is_not_read():
    # Per control the target fell from 1 to 1/2 and the buffer rose from 1/2 to 3/4.
    uneven = displacement_quotient((100, 40), (50, 60), (100, 80))
    assert (uneven.success, uneven.buffer_change) == (-0.5, 0.25)
    assert (uneven.value, uneven.verdict) == (-0.5, "partial displacement")
    unchanged = displacement_quotient((100, 100), (100, 90), (100, 100))
    assert (np.isnan(unchanged.value), unchanged.verdict) == (True, "no success")
    found = displacement_quotient((100, 120), (100, 150), (100, 100))
    assert np.isnan(found.value)
    assert found.verdict == "no success"


def test_a_quotient_needs_a_control():
    with pytest.raises(ValueError, match="'control' must be a positive number"):
        displacement_quotient((1, 2), (1, 2), (0, 2))


def test_there_is_a_weight_for_each_of_the_four_areas():
    with pytest.raises(
        ValueError, match=r"'area_weights' must be four numbers, got \(1,"
    ):
        displacement_difference((5, 4), (5, 4), area_weights=(1, 1, 1))


def test_nothing_is_no_certainty():
    found = displacement_difference((0, 0), (0, 0))
    assert found.estimate == 0
    assert np.isnan([found.se, found.z, found.p_value]).all()
    # A Poisson count of 0 has the two-sided 95 % upper limit -ln .025.
    assert (found.low, found.high) == pytest.approx((-3.688879, 3.688879), rel=1e-6)
    wider = displacement_difference(
        (0, 0), (0, 0), dispersion=2, time_weights=(4, 1), area_weights=(1, 0.5, 1, 1)
    )
    assert wider.high == pytest.approx(4 * 3.688879, rel=1e-6)


def test_arrays_are_pairs_too():
    pairs = [(207, 110), (308, 318), (178, 157), (150, 140)]
    by_array, by_pair = (
        estgeo.displacement_difference(
            each[0], each[1], displacement=each[2], displacement_control=each[3]
        )
        for each in (np.array(pairs), pairs)
    )
    assert by_array.se == by_pair.se
    assert by_array.estimate == by_pair.estimate == -118
