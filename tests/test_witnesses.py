"""Every public statistic has an outside witness, every test and interval a calibration.

A new public function of the rooms below fails here until it stands in both tables.
"""

import inspect
import re
from pathlib import Path

import pytest

import estgeo

TESTS = Path(__file__).parent
ROOMS = (
    "analysis",
    "disclosure",
    "incidents",
    "insatser",
    "network",
    "report",
    "space_time",
    "stats",
)

# statistic -> (file, the word by which that file names who else says the same).
WITNESSES = {
    "trend_bounds": ("insatser/test_bounds.py", "HonestDiD"),
    "interrupted_series": ("insatser/test_synthetic.py", "equals_r"),
    "synthetic_comparison": ("insatser/test_synthetic.py", "golden"),
    "choose_and_judge": ("stats/test_thinning.py", "brute force"),
    "classify_emerging": ("analysis/test_emerging.py", "truth table"),
    "concentration": ("stats/test_concentration.py", "Bernasco and Steenbeek"),
    "design_insats": ("stats/test_randomization.py", "listed in R"),
    "detectable_change": ("insatser/test_power.py", "brute"),
    "dispersion": ("stats/test_dispersion.py", "regression"),
    "displacement_difference": ("stats/test_displacement.py", "published"),
    "displacement_quotient": ("stats/test_displacement.py", "published"),
    "event_study": ("insatser/test_staggered.py", "sandwich"),
    "expected": ("stats/test_forecast.py", "scipy"),
    "hot_spot_agreement": ("analysis/test_hot_spot_agreement.py", "sklearn"),
    "hot_spots": ("analysis/test_hot_spots.py", "spdep"),
    "incident_clusters": ("analysis/test_clusters.py", "sklearn"),
    "kernel_density": ("analysis/test_density.py", "direct sums"),
    "local_moran": ("analysis/test_autocorrelation.py", "esda"),
    "near_repeat_roles": ("stats/test_near_repeat_chains.py", "by hand"),
    "near_repeats": ("stats/test_knox.py", "against R"),
    "network_density": ("network/test_density.py", "spatstat"),
    "network_distances": ("network/test_distances.py", "networkx"),
    "network_k": ("network/test_distances.py", "spatstat"),
    "network_neighbors": ("network/test_distances.py", "networkx"),
    "pattern_change": ("stats/test_pattern_change.py", "scipy"),
    "placebo_effects": ("insatser/test_placebo.py", "rank"),
    "planning_table": ("insatser/test_power.py", "brute"),
    "pooled_effects": ("insatser/test_pooling.py", "statsmodels"),
    "power_to_detect": ("insatser/test_power.py", "brute"),
    "prediction_accuracy": ("analysis/test_accuracy.py", "ptools"),
    "rate_change": ("stats/test_rates.py", "scipy"),
    "rates": ("analysis/test_rates.py", "esda"),
    "relative_rate_change": ("stats/test_rates.py", "golden"),
    "risk_periods": ("analysis/test_risk_periods.py", "statsmodels"),
    "risk_series": ("analysis/test_risk_series.py", "scipy"),
    "space_time_scan": ("stats/test_cylinder_scan.py", "brute force"),
    "spatial_autocorrelation": ("analysis/test_autocorrelation.py", "esda"),
    "staggered_effect": ("insatser/test_staggered.py", "sandwich"),
    "trend": ("analysis/test_trend.py", "pymannkendall"),
    "trends": ("analysis/test_trend.py", "pymannkendall"),
    "week_alarm_rates": ("analysis/test_weeks.py", "scipy"),
    "week_status": ("analysis/test_weeks.py", "scipy"),
    "week_watch": ("stats/test_latest_weeks.py", "scipy"),
    "weeks_needed": ("insatser/test_power.py", "brute"),
}
# Resting on one above, or checked only against what we worked out: to be fewer.
WITHOUT_WITNESS = {
    "emerging_hot_spots": "rests on classify_emerging and hot_spots",
    "evaluate": "rests on relative_rate_change",
    "follow_up": "rests on evaluate and weeks_needed",
    "hot_spot_cube": "rests on hot_spots",
    "hot_spot_stability": "rests on hot_spots; no one else has it",
    "hot_times": "statistic by scipy in stats/test_window_scan.py",
    "hot_times_by_zone": "rests on hot_times",
    "matched_control": "no one else has it",
    "public_density": "rests on publish and kernel_density",
    "relative_density": "rests on kernel_density",
    "network_density_cube": "rests on network_density",
    "relative_network_density": "rests on network_density",
    "robustness": "rests on evaluate",
    "tertial_table": "rests on trend",
    "time_displacement": "rests on relative_rate_change",
}
# What tests or gives an interval -> its file of calibration.
CALIBRATIONS = {
    "trend_bounds": "test_bounds_calibration.py",
    "choose_and_judge": "test_chosen_calibration.py",
    "design_insats": "test_study_calibration.py",
    "displacement_difference": "test_counts_calibration.py",
    "evaluate": "test_evaluation_calibration.py",
    "event_study": "test_study_calibration.py",
    "expected": "test_expected_calibration.py",
    "hot_spots": "test_hot_spots_calibration.py",
    "hot_times": "test_hot_times_calibration.py",
    "hot_times_by_zone": "test_hot_times_calibration.py",
    "near_repeats": "test_near_repeat_calibration.py",
    "pattern_change": "test_pattern_change_calibration.py",
    "placebo_effects": "test_placebo_calibration.py",
    "pooled_effects": "test_answers_calibration.py",
    "rates": "test_counts_calibration.py",
    "risk_periods": "test_counts_calibration.py",
    "risk_series": "test_risk_series_calibration.py",
    "space_time_scan": "test_near_repeat_calibration.py",
    "staggered_effect": "test_study_calibration.py",
    "time_displacement": "test_placebo_calibration.py",
    "trend": "test_trend_calibration.py",
    "trends": "test_trend_calibration.py",
    "week_status": "test_weeks_calibration.py",
    "week_watch": "test_week_watch_calibration.py",
}
# Neither test nor interval, or calibrated by a test of the ordinary suite: says where.
WITHOUT_CALIBRATION = {
    "interrupted_series": "asymptotic, as R's arima",
    "synthetic_comparison": "ranks",
    "classify_emerging": "sorts",
    "concentration": "measures",
    "detectable_change": "computes power",
    "dispersion": "stats/test_dispersion.py, under the null",
    "displacement_quotient": "measures",
    "emerging_hot_spots": "rests on hot_spots and trend",
    "follow_up": "rests on evaluate",
    "hot_spot_agreement": "measures",
    "hot_spot_cube": "rests on hot_spots",
    "hot_spot_stability": "repeats hot_spots",
    "robustness": "repeats evaluate",
    "incident_clusters": "sorts",
    "kernel_density": "measures",
    "local_moran": "exact, as hot_spots with null='conditional'",
    "matched_control": "chooses",
    "near_repeat_roles": "sorts",
    "network_density": "measures",
    "network_density_cube": "measures",
    "network_distances": "measures",
    "network_k": "measures",
    "network_neighbors": "measures",
    "planning_table": "computes power",
    "power_to_detect": "computes power",
    "prediction_accuracy": "measures",
    "public_density": "measures",
    "rate_change": "stats/test_rates.py",
    "relative_density": "measures",
    "relative_network_density": "measures",
    "relative_rate_change": "stats/test_rates.py",
    "spatial_autocorrelation": "permutes",
    "tertial_table": "rests on trend",
    "week_alarm_rates": "is a calibration",
    "weeks_needed": "computes power",
}
# Read, count, hide or write: nothing is estimated. Their own tests count by hand.
NO_STATISTIC = {
    "active_reporters",
    "checklist_questions",
    "checklists",
    "count_along_streets",
    "count_in_zones",
    "feedback",
    "find_duplicates",
    "find_leaks",
    "find_personal_data",
    "mask_personal_data",
    "meeting_schema",
    "read_meeting",
    "read_problems",
    "write_records",
    "hexagon_grid",
    "hour_of_week",
    "lagesbild",
    "lagesbilder",
    "mask_incidents",
    "neighbors",
    "open_cube",
    "outside_zones",
    "period_counts",
    "public_lagesbild",
    "publish",
    "read_counts",
    "read_incidents",
    "read_insatser",
    "read_streets",
    "release_plan",
    "reporting_activity",
    "save_checklist",
    "show_progress",
    "space_time_cube",
    "save_bundle",
    "square_grid",
    "street_network",
    "study_panel",
    "swedish_calendar",
    "verify_bundle",
}


def statistics():
    """Return the public functions of the rooms that compute."""
    found = set()
    for name in estgeo.__all__:
        each = getattr(estgeo, name)
        room = getattr(each, "__module__", "").split(".")[1:2]
        if inspect.isfunction(each) and room and room[0] in ROOMS:
            found.add(name)
    return found - NO_STATISTIC


def test_every_statistic_stands_in_both_tables():
    names = statistics()
    for listed, rest in (
        (WITNESSES, WITHOUT_WITNESS),
        (CALIBRATIONS, WITHOUT_CALIBRATION),
    ):
        assert not listed.keys() & rest.keys()
        assert names - listed.keys() - rest.keys() == set()


def test_the_tables_name_nothing_that_is_gone():
    tables = (WITNESSES, WITHOUT_WITNESS, CALIBRATIONS, WITHOUT_CALIBRATION)
    assert set().union(*tables) - statistics() == set()
    assert set(estgeo.__all__) >= NO_STATISTIC


def test_no_calibration_is_owed():
    assert "owed" not in WITHOUT_CALIBRATION.values()


@pytest.mark.parametrize("name", sorted(WITNESSES))
def test_the_witness_is_named_where_it_is_said_to_be(name):
    file, word = WITNESSES[name]
    assert word in (TESTS / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(CALIBRATIONS))
def test_the_calibration_runs_it(name):
    text = (TESTS / "calibration" / CALIBRATIONS[name]).read_text(encoding="utf-8")
    assert "pytest.mark.calibration" in text
    assert re.search(rf"\b{name}\b", text)
