"""week_watch: frames, state, town, the promise of the table, words and chart."""

import io

import geopandas as gpd
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from builders import squares

import estgeo as eg
from estgeo.stats.lasting_change import follow_levels
from estgeo.words.report import STATUSES
from estgeo.words.trends import course_words

MONDAY = pd.Timestamp("2016-01-04", tz="Europe/Stockholm")
LABELS = [
    "{}-W{:02d}".format(*(MONDAY + pd.Timedelta(weeks=w)).isocalendar()[:2])
    for w in range(220)
]


def reports(counts, names="abcdefghijkl", seed=0):
    """Return one row a report: counts (rows, weeks) become rows of kind and start."""
    counts = np.asarray(counts, dtype=int)
    kind, week = np.nonzero(counts)
    times = counts[kind, week]
    kind, week = kind.repeat(times), week.repeat(times)
    rng = np.random.default_rng(seed)
    hours = rng.integers(0, 7 * 24 - 1, len(week))
    hours[np.unique(week, return_index=True)[1]] = 7 * 24 - 1  # each Sunday has one
    # By the wall clock, so that no week moves with the clocks.
    wall = MONDAY.tz_localize(None) + pd.to_timedelta(week * 168 + hours, unit="h")
    start = pd.DatetimeIndex(wall).tz_localize(
        "Europe/Stockholm", nonexistent="shift_forward", ambiguous=False
    )
    return pd.DataFrame({"start": start, "kind": np.array(list(names))[kind]})


def noise(n, weeks, seed, mean=5.0):
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(2 * mean, 0.5, (n, weeks)))


def test_one_series_is_follow_levels():
    y = noise(1, 156, 1)
    y[0, 130:] += 6
    watch = eg.week_watch(reports(y))
    course = follow_levels(y, first=104)
    row = watch.rows.iloc[0]
    assert row["week"] == LABELS[155]
    assert row["n"] == y[0, -1]
    assert row["course"] == row["course_alone"] == "rise"
    assert row["since"] == LABELS[course.since[0, -1]]
    assert row["found"] == LABELS[course.found[0, -1]]
    assert row["ratio"] == pytest.approx(course.ratio[0, -1])
    assert row["season"] == "known"
    watched = watch.weeks[watch.weeks["is_watched"]]
    assert watched["p_year"].to_numpy() == pytest.approx(course.p_value[0])
    assert watch.weeks["n"].tolist() == y[0].tolist()
    assert len(watch.to_frame()) == 1


def test_a_row_is_held_against_the_rest_of_the_town():
    y = noise(12, 156, 2)
    y[:, 130:] *= 2  # the whole town, such as a new way of reporting
    y[4, 130:] *= 2  # and one row beyond it
    watch = eg.week_watch(reports(y), by="kind")
    course = watch.rows.set_index("kind")["course"]
    assert course["e"] == "rise"
    assert (course.drop("e") == "none").all()
    weeks = watch.weeks[watch.weeks["kind"] == "e"]
    assert weeks["effort"].tolist() == (y.sum(axis=0) - y[4]).tolist()
    # The whole shows that the town rose.
    total = eg.week_watch(reports(y), by="kind", totals=True).rows.iloc[0]
    assert total["kind"] is None or pd.isna(total["kind"])
    assert total["course"] == "rise"


def test_one_large_row_does_not_make_the_others_fall():
    y = noise(3, 156, 3)
    y[0] = noise(1, 156, 4, mean=8)[0]
    y[0, 120:] *= 3
    rows = eg.week_watch(reports(y), by="kind").rows.set_index("kind")
    assert rows.loc["a", "course"] == "rise"
    assert (rows.loc[["b", "c"], "course_alone"] == "none").all()


def test_the_table_promises_less_than_the_row():
    y = noise(12, 156, 5)
    y[0, 143:] = np.round(y[0, 143:] * 1.9)
    watch = eg.week_watch(reports(y), by="kind")
    row = watch.rows.iloc[0]
    p = watch.rows["p_year"]
    assert row["p_table"] >= row["p_year"]
    smallest = p.idxmin()
    assert watch.rows["p_table"][smallest] == pytest.approx(min(1, 12 * p.min()))
    said = watch.rows["course"] != "none"
    assert (watch.rows.loc[said, "course_alone"] != "none").all()


def looks(frame, labels, **how):
    state = None
    for label in labels:
        state = eg.week_watch(frame, period=label, previous=state, **how).weeks
        how.pop("since", None)
    return state


@pytest.mark.parametrize("step", [1, 2, 13])
def test_the_order_of_looking_changes_nothing(step):
    y = noise(4, 150, 6)
    y[1, 125:] += 6
    frame = reports(y)
    once = eg.week_watch(frame, by="kind", since=LABELS[100]).weeks
    ends = [*LABELS[101:149:step], LABELS[149]]
    often = looks(frame, ends, by="kind", since=LABELS[100])
    pd.testing.assert_frame_equal(once, often)


def test_the_state_goes_on_from_a_file_and_from_new_reports_only():
    y = noise(3, 140, 7)
    y[0, 110:] += 7
    frame = reports(y)
    whole = eg.week_watch(frame, by="kind", since=LABELS[104])
    early = eg.week_watch(frame, by="kind", since=LABELS[104], period=LABELS[125])
    file = pd.read_csv(io.StringIO(early.weeks.to_csv(index=False)))
    again = eg.week_watch(frame, by="kind", previous=file)
    pd.testing.assert_frame_equal(again.rows, whole.rows)
    late = frame[frame["start"] >= MONDAY + pd.Timedelta(weeks=126, hours=2)]
    new_only = eg.week_watch(late, by="kind", previous=early)
    assert new_only.rows["course"].tolist() == whole.rows["course"].tolist()
    assert new_only.weeks["n"].tolist() == whole.weeks["n"].tolist()


def test_what_was_said_stays_when_late_reports_come():
    y = noise(2, 130, 8)
    first = eg.week_watch(reports(y), by="kind", since=LABELS[104], period=LABELS[120])
    more = y.copy()
    more[0, 112:118] += 5
    later = eg.week_watch(reports(more), by="kind", previous=first)
    kept = later.weeks[later.weeks["week"].isin(first.weeks["week"].unique())]
    kept = kept.reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, first.weeks)
    assert later.rows["n_revised"].tolist() == [6, 0]


def test_a_new_row_changes_nothing_said_before():
    y = noise(3, 130, 9)
    y[0, 108:] += 7
    before = y.copy()
    before[2] = 0
    first = eg.week_watch(
        reports(before[:2]), by="kind", since=LABELS[104], period=LABELS[120]
    )
    later = eg.week_watch(reports(y), by="kind", previous=first)
    assert later.rows["kind"].tolist() == ["a", "b", "c"]
    kept = later.weeks[
        later.weeks["kind"].isin(["a", "b"])
        & later.weeks["week"].isin(first.weeks["week"].unique())
    ]
    assert kept["course"].tolist() == first.weeks["course"].tolist()


def test_zones_and_themes_with_totals():
    zones = squares(1, 2, size=1000.0).assign(name=["Norr", "Söder"]).set_index("name")
    y = noise(4, 130, 10)
    frame = reports(y)
    where = np.where(frame["kind"].isin(["a", "b"]), 512_500.0, 513_500.0)
    frame["theme"] = np.where(frame["kind"].isin(["a", "c"]), "brand", "bråk")
    points = gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(where, 6_570_500.0, crs="EPSG:3006")
    )
    rows = eg.week_watch(points, zones=zones, by="theme", totals=True).rows
    keys = [
        tuple(None if pd.isna(v) else v for v in key)
        for key in rows[["zone", "theme"]].to_numpy()
    ]
    assert keys[0] == (None, None)
    assert set(keys[1:3]) == {("Norr", None), ("Söder", None)}
    assert set(keys[3:5]) == {(None, "brand"), (None, "bråk")}
    assert set(keys[5:]) == {
        (z, t) for z in ("Norr", "Söder") for t in ("brand", "bråk")
    }
    n = dict(zip(keys, rows["n"], strict=True))
    assert n[None, None] == n["Norr", None] + n["Söder", None] == y[:, -1].sum()
    assert n["Norr", None] == n["Norr", "brand"] + n["Norr", "bråk"]


def test_an_unfinished_week_is_not_looked_at():
    y = noise(1, 130, 11)
    frame = reports(y)
    cut = frame[frame["start"] < MONDAY + pd.Timedelta(weeks=129, days=3)]
    assert eg.week_watch(cut).rows["week"].item() == LABELS[128]
    assert eg.week_watch(cut, period=LABELS[129]).rows["week"].item() == LABELS[128]


def test_too_short_says_so_with_the_same_columns():
    y = noise(2, 20, 12)
    short = eg.week_watch(reports(y), by="kind")
    whole = eg.week_watch(reports(noise(2, 60, 12)), by="kind")
    assert short.rows["course"].tolist() == ["too_short", "too_short"]
    assert list(short.rows.columns) == list(whole.rows.columns)
    assert list(short.weeks.columns) == list(whole.weeks.columns)
    # And goes on from that state when there are weeks enough.
    later = eg.week_watch(reports(noise(2, 60, 12)), by="kind", previous=short)
    assert (later.rows["course"] != "too_short").all()


def test_a_silent_week_of_a_busy_town_is_missing():
    y = noise(2, 130, 13, mean=15)
    y[:, 118] = 0
    watch = eg.week_watch(reports(y), by="kind")
    silent = watch.weeks[watch.weeks["week"] == LABELS[118]]
    assert (silent["plain"] == 0).all()
    assert (watch.rows["course_alone"] == "none").all()


def test_reporters_are_an_effort():
    y = noise(1, 150, 14, mean=20)
    y[0, 120:] *= 2
    frame = reports(y)
    rng = np.random.default_rng(1)
    late = (frame["start"] >= MONDAY + pd.Timedelta(weeks=120)).to_numpy()
    frame["who"] = rng.integers(0, np.where(late, 80, 40))
    assert eg.week_watch(frame).rows["course"].item() == "rise"
    assert eg.week_watch(frame, reporter="who").rows["course"].item() == "none"


def test_wrong_states_and_weeks_are_refused():
    frame = reports(noise(2, 60, 15))
    watch = eg.week_watch(frame, by="kind")
    with pytest.raises(
        ValueError, match="'previous' must be the weeks of a week_watch"
    ):
        eg.week_watch(frame, previous=watch.weeks.drop(columns="effort"))
    with pytest.raises(ValueError, match="'since' must be at least 13 weeks"):
        eg.week_watch(frame, since=LABELS[5])
    with pytest.raises(ValueError, match="'period' must be an ISO week"):
        eg.week_watch(frame, period="2018-03")
    with pytest.raises(KeyError, match="who"):
        eg.week_watch(frame, reporter="who")


def test_input_stays_as_it_was():
    frame = reports(noise(2, 60, 16))
    before = frame.copy()
    watch = eg.week_watch(frame, by="kind")
    state = watch.weeks.copy()
    eg.week_watch(frame, by="kind", previous=watch.weeks)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(watch.weeks, state)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("course", ["rise", "fall", "none", "too_short"])
@pytest.mark.parametrize("status", STATUSES)
def test_words_of_week_and_course_never_quarrel(lang, course, status):
    """The course speaks of the level, the week only of the latest weeks."""
    told = course_words(
        course, lang, since="2018-W14", change=(1.5, 1.2, 1.9), status=status
    )
    assert "{" not in told
    level, mark, week = told.partition(
        {"sv": "Veckan i sig:", "en": "The week itself:"}[lang]
    )
    assert level.strip().endswith(".")
    # The week's part never speaks of level or usual, the course's never of the week.
    for word in ("nivå", "normal", "level", "usual"):
        assert word not in week
    assert bool(mark) == (status != "no_comparison")


def test_sentences_follow_rows():
    y = noise(12, 150, 17)
    y[2, 120:] = np.round(y[2, 120:] * 2.5)
    watch = eg.week_watch(reports(y), by="kind")
    told = watch.sentences("sv")
    assert told[2].startswith("Högre nivå sedan omkring vecka")
    assert (told.drop(2) == "Ingen varaktig ändring av nivån.").all()
    assert watch.sentence("en").startswith("The level is lastingly higher in 1 of 12")
    status = eg.week_status(reports(y), period=LABELS[149], by="kind")["status"]
    assert "Veckan i sig:" in watch.sentences("sv", status=status)[2]


def test_the_chart_shows_counts_line_and_change():
    y = noise(1, 150, 18)
    y[0, 120:] += 7
    watch = eg.week_watch(reports(y), since=LABELS[104])
    ax = eg.plot_week_watch(watch, lang="en")
    lines = {line.get_label(): line for line in ax.get_lines()}
    drawn = lines["Weeks before: the comparison"].get_ydata()
    assert drawn.tolist() == y[0, :104].tolist()
    assert lines["Count a week"].get_ydata().tolist() == y[0, 104:].tolist()
    found = watch.rows["found"].item()
    at = lines["Change found"].get_xdata()[0]
    assert pd.Timestamp(at) == pd.Timestamp(
        (MONDAY + pd.Timedelta(weeks=LABELS.index(found))).date()
    )
    plt.close(ax.figure)
    with pytest.raises(KeyError, match="'row' must be"):
        eg.plot_week_watch(watch, row=7)


def test_what_cannot_be_watched_is_refused_by_name():
    one = pd.DataFrame({"start": [pd.Timestamp("2021-01-05", tz="UTC")]})
    with pytest.raises(ValueError, match="'incidents' must be over at least one whole"):
        eg.week_watch(one)
    with pytest.raises(KeyError, match="frame with 'start'"):
        eg.week_watch(one.rename(columns={"start": "when"}))
    with pytest.raises(TypeError, match="time-zone-aware"):
        eg.week_watch(one.assign(start=one["start"].dt.tz_localize(None)))
    with pytest.raises(TypeError, match="'previous' must be a WeekWatch"):
        eg.week_watch(one, previous=5)


def test_a_level_that_has_become_the_baseline_keeps_the_p_it_was_found_with():
    counts = np.full((1, 150), 5)
    counts[0, 110:] = 11
    watch = eg.week_watch(reports(counts))
    (row,) = watch.rows.itertuples()
    assert row.course == "rise"
    found = watch.weeks[watch.weeks["week"] >= row.found]
    assert len(found) > 26  # the new level is the baseline since
    assert row.p_year == found["p_year"].min() <= 0.025


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda w: w.assign(n=-1), "numbers from 0 up in 'n', got -1 in row 0"),
        (lambda w: w.assign(n="a"), "numbers from 0 up in 'n', got a in row 0"),
        (lambda w: w.assign(effort=np.nan), "numbers from 0 up in 'effort'"),
        (lambda w: w.assign(is_watched="False"), "True or False in 'is_watched'"),
        (lambda w: w.assign(week="2016"), "an ISO week"),
        (lambda w: w.drop(index=3), "each week of each series once, got 119 rows"),
        (lambda w: pd.concat([w, w]), "each week of each series once"),
    ],
)
def test_a_state_that_is_not_whole_is_refused(change, told):
    frame = reports(noise(1, 120, 4))
    state = eg.week_watch(frame).weeks
    with pytest.raises(ValueError, match=rf"'previous' must be .*{told}"):
        eg.week_watch(frame, previous=change(state))


def test_weeks_that_the_state_does_not_follow_are_refused():
    frame = reports(noise(1, 120, 4))
    state = eg.week_watch(frame).weeks
    with pytest.raises(ValueError, match=rf"'period' must be {LABELS[119]}, the last"):
        eg.week_watch(frame, previous=state, period=LABELS[100])
    with pytest.raises(ValueError, match=rf"'since' must be {LABELS[68]}, as in"):
        eg.week_watch(frame, previous=state, since=LABELS[70])


@pytest.mark.parametrize("judge", ["week_watch", "week_status", "expected"])
@pytest.mark.parametrize(
    ("by", "kind", "told"),
    [
        (3, TypeError, "the name of a column or a list of names, got 3"),
        ({"kind"}, TypeError, "the name of a column or a list of names"),
        (["kind", "kind"], ValueError, "columns named once each, got kind"),
        ("expected", ValueError, "other names than the result's own, got expected"),
    ],
)
def test_series_have_keys_that_the_result_can_hold(judge, by, kind, told):
    frame = reports(noise(2, 120, 4)).assign(expected="x")
    how = {"period": LABELS[110]} if judge == "week_status" else {}
    with pytest.raises(kind, match=rf"'by' must be .*{told}"):
        getattr(eg, judge)(frame, by=by, **how)


@pytest.mark.parametrize("judge", ["week_watch", "week_status", "expected"])
def test_zones_are_some_and_told_apart(judge):
    frame = reports(noise(2, 120, 4))
    points = gpd.points_from_xy(frame["start"].dt.hour * 10.0, np.full(len(frame), 5.0))
    placed = gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:3006")
    zones = squares(2, 1, size=120.0)
    how = {"period": LABELS[110]} if judge == "week_status" else {}
    with pytest.raises(ValueError, match="'zones' must be at least one"):
        getattr(eg, judge)(placed, zones=zones.iloc[:0], **how)
    same = zones.set_axis([1, 1])
    with pytest.raises(ValueError, match="'zones' must be a frame with unique labels"):
        getattr(eg, judge)(placed, zones=same, **how)
    with pytest.raises(ValueError, match="other names than the result's own, got zone"):
        getattr(eg, judge)(placed.assign(zone="a"), by="zone", zones=zones, **how)


@pytest.mark.parametrize("judge", ["week_watch", "week_status"])
def test_a_column_of_reporters_names_somebody(judge):
    frame = reports(noise(1, 120, 4)).assign(who=None)
    how = {"period": LABELS[110]} if judge == "week_status" else {}
    with pytest.raises(ValueError, match="'reporter' must be a column that says who"):
        getattr(eg, judge)(frame, reporter="who", **how)
    with pytest.raises(TypeError, match="'reporter' must be the name of a column"):
        getattr(eg, judge)(frame, reporter=["who"], **how)


def test_words_of_a_week_are_codes_of_week_status():
    watch = eg.week_watch(reports(noise(1, 120, 4)))
    codes = pd.Series(["inconclusive"])
    assert watch.sentences("en", status=codes).str.len().gt(0).all()
    with pytest.raises(ValueError, match="'status' must be one of"):
        watch.sentences("en", status=pd.Series(["more"]))
    with pytest.raises(TypeError, match="'status' must be a Series"):
        watch.sentences("en", status=["usual"])
    with pytest.raises(ValueError, match="'totals' must be one of True, False"):
        eg.week_watch(reports(noise(1, 120, 4)), totals="yes")
