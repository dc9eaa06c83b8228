"""The whole evaluation on plains where every count can be made by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import DAY, LAST, START, every
from shapely.geometry import box

import estgeo as eg
from estgeo.insatser.effect import evaluate
from estgeo.insatser.insats import Design, Insats
from estgeo.stats.displacement import displacement_difference
from estgeo.stats.rates import relative_rate_change


@pytest.fixture
def insats(areas):
    return Insats("Belysning", areas([0]), START, themes=["skadegörelse"])


@pytest.fixture
def halved(plain):
    """One event every second day, every fourth after; the control every day."""
    return plain(
        {
            0: np.r_[every(2, 0, DAY), every(4, DAY)],
            0.2: every(7),
            3: every(1),
        }
    )


def test_counts_by_hand(halved, insats, areas):
    found = evaluate(halved, insats, control=areas([3]))
    before = np.arange(DAY - 7 - 364, DAY - 7)
    treated = (before % 2 == 0).sum(), len(range(DAY, LAST, 4)) - 2
    assert (found.relative.before, found.relative.after) == treated
    assert (found.relative.control_before, found.relative.control_after) == (364, 91)
    assert (found.relative.days_before, found.relative.days_after) == (364, 91)
    ring = found.displacement.iloc[0]
    assert (ring.before, ring.after) == (52, 13)
    assert ring.ratio == pytest.approx(1.0)
    assert found.counts.role.tolist() == ["insats", "ring", "control", "control ring"]


def test_numbers_are_those_of_the_functions_on_typed_counts(halved, insats, areas):
    found = evaluate(halved, insats, control=areas([3]), dispersion=1.5)
    typed = relative_rate_change(
        (found.relative.before, found.relative.after),
        (364, 91),
        days_treated=(364, 91),
        days_control=(364, 91),
        dispersion=1.5,
    )
    for name in ("ratio", "low", "high", "low80", "p_value", "p_fall_35"):
        assert getattr(found.relative, name) == pytest.approx(getattr(typed, name))
    wdd = displacement_difference(
        (found.relative.before, found.relative.after),
        (364, 91),
        time_weights=(4, 1),
        dispersion=1.5,
    )
    assert found.avoided.estimate_local == pytest.approx(wdd.estimate_local)
    assert found.avoided.se_local == pytest.approx(wdd.se_local)
    assert found.dispersion_source == "given"


def test_a_halving_is_found_and_said(halved, insats, areas):
    found = evaluate(halved, Design(insats, selected_on="8W"), control=areas([3]))
    assert found.verdict.startswith("fall")
    swedish, english = found.sentence("sv"), found.sentence("en")
    assert "har rapporterna minskat" in swedish
    assert "reports have fallen" in english
    assert "jämförelseområdet 364 och 91" in swedish
    assert found.avoided_low < found.avoided_by_ratio < found.avoided_high


def test_nothing_happened_is_not_called_no_effect(plain, insats, areas):
    incidents = plain({0: every(14), 3: every(3)})
    found = evaluate(incidents, insats, control=areas([3]))
    assert found.verdict == "undecided"
    assert "går det inte att avgöra" in found.sentence("sv")
    assert "vi hade kunnat se en minskning på" in found.sentence("sv")
    assert found.detectable < -0.3


def test_too_few_events_give_no_percentage(plain, insats, areas):
    incidents = plain({0: [300, 400, 600], 3: every(3)})
    found = evaluate(incidents, insats, control=areas([3]))
    assert found.verdict == "too few events"
    assert np.isnan(found.relative.ratio)
    assert "för lite underlag" in found.sentence("sv")
    assert "procent" not in found.sentence("sv").replace("procentsats", "")
    checks = found.checks.set_index("code")
    assert not checks.ok["enough_events"]


def test_without_control_it_is_weak_and_says_so(halved, insats):
    found = evaluate(halved, insats)
    assert found.relative.status == "no control"
    assert np.isnan(found.avoided.estimate)
    assert found.displacement.verdict.tolist() == ["no control"]
    checks = found.checks.set_index("code")
    assert not checks.ok["control"]
    assert "utan jämförelseområde" in found.sentence("sv")
    assert "har minskat" not in found.sentence("sv")
    assert "have fallen" not in found.sentence("en")
    assert found.main is found.same_season


def test_same_season_is_the_same_weeks_a_year_before(plain, insats, areas):
    # Summer has twice the events, in area and control, every year.
    summer = [d for d in range(LAST) if 180 <= d % 365 < 272]
    incidents = plain({0: np.r_[every(4), summer], 3: np.r_[every(4), summer]})
    found = evaluate(incidents, insats, control=areas([3]))
    assert found.relative.ratio == pytest.approx(1.0)
    assert found.change.ratio > 1.5
    # The year is a day longer than 52 weeks: one more day of the 105 is summer.
    assert found.same_season.ratio == pytest.approx(106 / 105)
    picked = evaluate(incidents, Design(insats, before="same-season"))
    window = picked.periods.set_index("window")
    shift = window.start["after"] - window.start["before"]
    assert shift == pd.Timedelta(days=364)


def test_displacement_is_seen_in_the_ring(plain, insats, areas):
    moved = every(2, DAY)
    incidents = plain(
        {
            0: np.r_[every(1, 0, DAY), every(2, DAY)],
            0.2: np.r_[every(4), moved],
            3: every(1),
            3.2: every(4),
        }
    )
    found = evaluate(incidents, Design(insats, rings=(100, 300)), control=areas([3]))
    rings = found.displacement.set_index("ring")
    assert rings.verdict["100–300 m"] == "displacement"
    assert rings.against["100–300 m"] == "control ring"
    after = (moved >= DAY + 7) & (moved < LAST)
    assert rings.moved["100–300 m"] == pytest.approx(after.sum())
    assert "100–300 m" in found.sentence("en")
    assert found.net.ratio > found.relative.ratio


def test_events_belong_to_one_place(halved, insats, areas):
    found = evaluate(halved, Design(insats, rings=(100, 200, 300)), control=areas([3]))
    weekly = found.weekly.groupby("role")["n"].sum()
    assert weekly["insats"] + weekly["ring"] + weekly["control"] <= len(halved)
    rings = found.zones[found.zones.role == "ring"].geometry
    assert rings.intersection(found.zones.geometry.iloc[0]).area.max() < 1e-6
    assert rings.area.sum() == pytest.approx(
        found.zones.geometry.iloc[0].buffer(300).area - 10_000
    )


def test_rings_leave_out_other_insatser_and_stay_in_the_study_area(
    halved, insats, areas
):
    other = Insats("Annan", areas([0]).translate(200), START)
    west = box(500_000, 6_500_000, 512_100, 6_600_000)
    design = Design(insats, others=[other], study_area=west)
    found = evaluate(halved, design, control=areas([3]))
    ring = found.zones[found.zones.role == "ring"].geometry.iloc[0]
    assert ring.bounds[2] <= 512_100
    assert ring.intersection(other.area).area < 1e-6


def test_a_control_within_reach_is_refused(halved, insats, areas):
    near = areas([0]).translate(300)
    with pytest.raises(ValueError, match="'control' must be clear of the insats area"):
        evaluate(halved, insats, control=near)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"rings": (300, 100)}, "'rings' must be distances that grow"),
        ({"dispersion": "guess"}, "'dispersion' must be 'relative' or a number"),
        ({"before": "soon"}, "'before' must be a duration"),
        ({"before": ("2010-01-01", "2011-01-01")}, "'before' must be a window"),
        ({"after": ("2030-01-01", "2031-01-01")}, "'after' must be a window"),
        ({"confidence": 2}, "'confidence'"),
        ({"control": "there"}, "'control' must be a GeoDataFrame"),
    ],
)
def test_bad_arguments(halved, insats, changes, match):
    changes = dict(changes)
    own = {name: changes.pop(name) for name in ("confidence",) if name in changes}

    def ask():
        return evaluate(halved, Design(insats, **changes), **own)

    with pytest.raises((ValueError, TypeError), match=match):
        ask()


def test_insats_after_the_records_is_refused(halved, areas):
    late = Insats("Sen", areas([0]), "2030-01-01")
    with pytest.raises(ValueError, match="'after' must be a window"):
        evaluate(halved, late)


def test_other_index_crs_and_geometry_name_give_the_same(halved, insats, areas):
    plain_answer = evaluate(halved, insats, control=areas([3])).to_frame()
    renamed = halved.sample(frac=1, random_state=1)
    renamed = renamed.rename_geometry("plats").set_index(renamed.index[::-1] * 3)
    before = renamed.copy()
    found = evaluate(renamed, insats, control=areas([3]).to_crs(4326))
    pd.testing.assert_frame_equal(found.to_frame(), plain_answer)
    pd.testing.assert_frame_equal(renamed, before)


def test_positive_events_and_other_themes_are_not_counted(plain, insats, areas):
    base = plain({0: every(2), 3: every(2)})
    extra = plain({0: every(1)}).assign(theme="positiv händelse")
    good = plain({0: every(1)}).assign(is_positive=True)
    both = pd.concat([base.assign(is_positive=False), good, extra])
    both["is_positive"] = both["is_positive"].fillna(value=False).astype(bool)
    found = evaluate(both, insats, control=areas([3]))
    assert (
        found.relative.before
        == evaluate(base, insats, control=areas([3])).relative.before
    )


def test_weights_have_the_variance_of_sums_of_weights(plain, insats, areas):
    days = {0: every(2), 3: every(2)}
    calm = plain(days).assign(severity=3.0)
    same = evaluate(calm, insats, control=areas([3]), weight="severity", dispersion=1)
    count = evaluate(calm, insats, control=areas([3]), dispersion=1)
    # Every event three times as heavy changes the sums, not the evidence.
    assert same.relative.before == 3 * count.relative.before
    assert same.relative.low == pytest.approx(count.relative.low)
    assert same.avoided.se == pytest.approx(3 * count.avoided.se)
    mixed = plain(days)
    mixed["severity"] = np.resize([1.0, 5.0], len(mixed))
    found = evaluate(mixed, insats, control=areas([3]), weight="severity", dispersion=1)
    inside = found.relative
    sums = inside.before + inside.after + inside.control_before + inside.control_after
    # Var(sum of w) = sum of w squared; half the events weigh 1, half 5.
    assert found.relative.dispersion * sums == pytest.approx(sums / 3 * 13, rel=0.02)


def test_short_history_gives_the_stated_default(plain, areas):
    early = Insats("Tidig", areas([0]), "2016-03-14")
    incidents = plain({0: every(2, 0, 200), 3: every(2, 0, 200)})
    found = evaluate(incidents, Design(early, before="8W"), control=areas([3]))
    assert found.dispersion_source == "default"
    # 1.5, widened by Student's t for the twelve degrees of freedom of a short history.
    assert found.dispersion == pytest.approx(1.5 * (2.178813 / 1.959964) ** 2, rel=1e-5)
    assert not found.checks.set_index("code").ok["dispersion"]


def test_worst_of_twenty_raises_the_selection_check(plain, areas):
    rng = np.random.default_rng(3)
    days = {n: np.sort(rng.integers(0, LAST, 60)) for n in range(20)}
    days[0] = np.r_[days[0], rng.integers(DAY - 200, DAY - 10, 40)]
    insats = Insats("Värst", areas([0]), START)
    found = evaluate(plain(days), insats, candidates=areas(range(20)))
    check = found.checks.set_index("code").loc["selection"]
    assert not check.ok
    assert check["values"]["n"] == 20
    stated = evaluate(
        plain(days), Design(insats, selected_on="26W"), candidates=areas(range(20))
    )
    assert not stated.checks.set_index("code").ok["selection"]
    apart = evaluate(
        plain(days),
        Design(insats, selected_on=("2016-01-04", "2016-06-01")),
        candidates=areas(range(20)),
    )
    assert apart.checks.set_index("code").ok["selection"]


def test_new_reporter_raises_the_check(plain, insats, areas):
    incidents = plain({0: every(2), 3: every(2)})
    calm = incidents.assign(reporter="r1", source="kommun")
    assert (
        evaluate(calm, insats, control=areas([3]))
        .checks.set_index("code")
        .ok["reporters"]
    )
    joined = calm.copy()
    late = joined.start >= pd.Timestamp("2017-08-01", tz="Europe/Stockholm")
    joined.loc[late, "reporter"] = "r2"
    joined.loc[late, "source"] = "polis"
    checks = evaluate(joined, insats, control=areas([3])).checks.set_index("code")
    assert not checks.ok["reporters"]


def test_silent_weeks_are_not_observed(plain, insats, areas):
    def open_days(step):
        days = every(step)
        return days[(days < 300) | (days >= 321)]

    incidents = plain({0: open_days(1), 3: open_days(1)})
    found = evaluate(incidents, insats, control=areas([3]))
    assert found.change.days_before == 364 - 21
    assert not found.checks.set_index("code").ok["silent_weeks"]
    assert found.change.ratio == pytest.approx(1.0)


def test_checks_speak_both_languages(halved, insats, areas):
    found = evaluate(halved, insats, control=areas([3]))
    assert list(found.checks.columns) == ["code", "ok", "values"]
    assert found.checks.code.is_unique
    swedish, english = found.explain("sv"), found.explain("en")
    assert swedish.columns.tolist() == ["code", "ok", "message"]
    texts = pd.concat([swedish.message, english.message])
    assert not texts.str.contains(r"[{}]|nan|^$").any()
    assert (swedish.message != english.message).all()


def test_frames_for_maps_and_charts(halved, insats, areas):
    found = evaluate(halved, insats, control=areas([3]))
    assert isinstance(found.zones, gpd.GeoDataFrame)
    wanted = {"role", "name", "before", "after", "ratio", "low", "high", "status"}
    assert wanted <= set(found.zones.columns)
    assert found.zones.crs == halved.crs
    assert set(found.weekly.phase) == {"history", "before", "washout", "after"}
    inside = found.weekly[(found.weekly.role == "insats")]
    after = inside[inside.phase == "after"]
    assert after.n.sum() == found.relative.after
    assert inside[inside.week == 0].start.iloc[0] == pd.Timestamp(
        START, tz="Europe/Stockholm"
    )


def test_over_time_asks_the_same_again_and_after_the_end(plain, areas):
    short = Insats("Kort", areas([0]), START, end="2017-10-01")
    days = np.r_[every(1, 0, DAY), every(4, DAY, DAY + 91), every(1, DAY + 91, 900)]
    incidents = plain({0: days, 3: every(1, 0, 900)})
    found = evaluate(incidents, short, control=areas([3]))
    table = found.over_time(window=12)
    assert table.phase.tolist()[0] == "during"
    assert table.phase.tolist()[-1] == "after the end"
    assert table.ratio.iloc[0] == pytest.approx(21 / 84)
    assert table.ratio.iloc[-1] == pytest.approx(1)


def test_sensitivity_puts_other_methods_beside(halved, insats, areas):
    found = evaluate(halved, insats, control=areas([3]))
    table = found.sensitivity()
    assert {"negative binomial", "week permutation", "E-test"} <= set(table.method)
    with_control = table[table.control & table.ratio.notna()]
    assert with_control.ratio.to_numpy() == pytest.approx(found.relative.ratio, rel=0.1)
    pd.testing.assert_frame_equal(table, found.sensitivity())
    alone = evaluate(halved, insats).sensitivity()
    assert not alone.control.any()


def test_themes_are_adjusted_for_looking_at_several(plain, areas):
    both = pd.concat(
        [
            plain({0: np.r_[every(1, 0, DAY), every(4, DAY)], 3: every(1)}),
            plain({0: every(3), 3: every(3)}).assign(theme="brand"),
        ]
    )
    insats = Insats("Allt", areas([0]), START)
    table = evaluate(both, insats, control=areas([3])).by_theme.set_index("theme")
    # Every fourth day of 91, from the second on.
    assert table.ratio["skadegörelse"] == pytest.approx(23 / 91)
    assert table.ratio["brand"] == pytest.approx(1)
    assert (table.p_adjusted >= table.p_value).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_patrol_is_found_in_valboas(seed):
    town = eg.simulate_incidents(rng=seed)
    grid = eg.square_grid(town.zones, cell_size=200)
    found = eg.evaluate(
        town.incidents, Design(town.insatser[0], rings=(100, 200)), candidates=grid
    )
    assert found.relative.low < 0.65 < found.relative.high
    assert found.verdict.startswith("fall")
    assert "displacement" not in set(found.displacement.verdict)


def test_planted_displacement_is_shown_by_the_ring():
    town = eg.simulate_incidents(rng=20, displaced_share=1.0, reports_per_week=80)
    grid = eg.square_grid(town.zones, cell_size=200)
    found = eg.evaluate(
        town.incidents, Design(town.insatser[0], rings=(100, 250)), candidates=grid
    )
    assert "displacement" in set(found.displacement.verdict)


@pytest.mark.parametrize(("shift", "fires"), [(1.0, False), (2.0, True)])
def test_planted_reporting_shift_raises_a_check(shift, fires):
    town = eg.simulate_incidents(rng=21, reporting_shift=shift)
    names = town.zones.set_index("name")
    insats = Insats("Väst", names.loc[["Västra Valboås"]], "2017-08-14")
    found = evaluate(
        town.incidents,
        Design(insats, rings=()),
        control=names.loc[["Östra Valboås"]],
    )
    failed = set(found.checks[~found.checks.ok].code)
    assert bool(failed & {"reporters", "sources", "other_reports"}) is fires
