"""publish: what is refused, what is hidden, and that nothing else gets through."""

import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal

from estgeo import PublicTable, publish

MARCH = "2018-03"


@pytest.fixture
def by_theme():
    """Three zones by two themes."""
    return pd.DataFrame(
        {
            "zone": ["A", "A", "B", "B", "C", "C"],
            "theme": ["brand", "stöld"] * 3,
            "n": [2, 30, 20, 25, 15, 40],
        }
    )


def test_small_counts_and_their_protectors_look_alike(by_theme):
    shown = publish(by_theme, by=["zone", "theme"], period=MARCH).to_frame()
    hidden = shown[shown["n"].isna()]
    assert ("A", "brand") in set(zip(hidden["zone"], hidden["theme"], strict=True))
    assert set(hidden["shown"]) == {"visas inte"}
    assert hidden["low"].eq(0).all()
    assert hidden["high"].isna().all()
    assert len(hidden) == 4  # a rectangle: two zones by two themes


def test_totals_are_the_sums_by_hand(by_theme):
    totals = publish(by_theme, by=["zone", "theme"], period=MARCH).totals
    by_zone = totals[totals["theme"] == "totalt"].set_index("zone")["n"]
    assert by_zone.to_dict() == {"A": 32, "B": 45, "C": 55, "totalt": 132}


def test_missing_combinations_are_nought_and_protected(by_theme):
    some = by_theme[by_theme["n"] != 40]
    shown = publish(some, by=["zone", "theme"], period=MARCH).to_frame()
    cell = shown[(shown["zone"] == "C") & (shown["theme"] == "stöld")]
    assert cell["n"].isna().all()


def test_classes_never_tell_the_number(nine_squares):
    table = nine_squares.assign(n=[0, 4, 5, 9, 10, 12, 3, 1, 7])
    shown = publish(table, period=MARCH, method="round").to_frame()
    assert shown["shown"].tolist() == [
        *["0–4", "0–4", "5–9", "5–9", "10–14", "10–14", "0–4", "0–4", "5–9"]
    ]
    assert (shown["high"] - shown["low"] == 4).all()
    assert shown.loc[shown["low"] == 0, "n"].isna().all()


def test_totals_of_classes_are_the_sums_of_their_ends(by_theme):
    public = publish(by_theme, by=["zone", "theme"], period=MARCH, method="round")
    ends = public.totals.set_index(["zone", "theme"])[["low", "high"]]
    # Classes: A 0–4, 30–34; B 20–24, 25–29; C 15–19, 40–44.
    assert ends.loc[("A", "totalt")].tolist() == [30, 38]
    assert ends.loc[("B", "totalt")].tolist() == [45, 53]
    assert ends.loc[("totalt", "brand")].tolist() == [35, 47]
    assert ends.loc[("totalt", "totalt")].tolist() == [130, 154]


def test_what_made_a_table_is_kept(by_theme, nine_squares):
    made = publish(by_theme, by=["zone", "theme"], period=MARCH, per=100).provenance
    assert made.function == "publish"
    assert made.parameters == {
        "k": 5,
        "by": ["zone", "theme"],
        "period": MARCH,
        "method": "suppress",
        "least_dwellings": None,
        "per": 100,
    }
    assert (made.rows_in, made.rows_out, made.crs) == (6, 6, "")
    merged = publish(
        nine_squares.assign(homes=9), period=MARCH, method="merge", dwellings="homes"
    ).provenance
    assert merged.parameters["least_dwellings"] == 8
    assert merged.rows_in == 9 > merged.rows_out
    assert merged.crs == "EPSG:3006"


def test_merging_leaves_no_area_below_k_and_loses_nothing(nine_squares):
    public = publish(nine_squares, period=MARCH, method="merge", k=3)
    merged = public.to_frame()
    assert merged["n"].min() >= 3
    assert merged["n"].sum() == nine_squares["n"].sum()
    assert merged.geometry.area.sum() == pytest.approx(nine_squares.area.sum())


def test_rates_only_where_the_count_is_shown():
    table = pd.DataFrame(
        {"n": [3, 8, 20], "people": [100, 200, 400]}, index=list("ABC")
    )
    shown = publish(table, period=MARCH, population="people").to_frame()
    assert shown["rate"].isna().tolist() == [True, True, False]
    assert shown["rate"].iloc[2] == 50  # 20 of 400 is 50 per 1,000


def test_a_rate_per_nobody_is_no_number():
    table = pd.DataFrame({"n": [9, 8], "people": [0, 1]}, index=list("AB"))
    shown = publish(table, period=MARCH, population="people").to_frame()
    assert np.isnan(shown["rate"].iloc[0])
    assert shown["rate"].iloc[1] == 8000


def test_a_public_table_says_what_it_holds(by_theme):
    public = publish(by_theme, by=["zone", "theme"], period=MARCH)
    assert repr(public) == (
        "<PublicTable zone × theme, 6 cells, 4 protected, k = 5, suppress>"
    )


def test_the_total_rate_counts_people_once():
    table = pd.DataFrame(
        {"zone": list("AABB"), "theme": ["x", "y"] * 2, "n": 10, "people": [100] * 4}
    )
    public = publish(table, by=["zone", "theme"], period=MARCH, population="people")
    totals = public.totals
    grand = totals[(totals["zone"] == "totalt") & (totals["theme"] == "totalt")]
    assert grand["rate"].iloc[0] == 200  # 40 of the 200 who live there


def test_areas_with_few_homes_are_protected():
    table = pd.DataFrame(
        {"n": [30, 20, 40], "homes": [3, 500, 400]}, index=["gård", "torg", "centrum"]
    )
    shown = publish(table, period=MARCH, dwellings="homes").to_frame().set_index("zone")
    assert np.isnan(shown.loc["gård", "n"])
    assert shown["n"].notna().sum() == 1


def test_eight_homes_are_enough_and_no_homes_are_nobody():
    table = pd.DataFrame({"n": [30, 20, 40], "homes": [8, 0, 7]}, index=list("ABC"))
    shown = publish(table, period=MARCH, dwellings="homes").to_frame().set_index("zone")
    # C with seven is protected, and B, the smallest of the others, hides it.
    assert shown["n"].isna().to_dict() == {"A": False, "B": True, "C": True}
    for homes, n_hidden in (([8, 0, 9], 0), ([1, 500, 400], 2)):
        public = publish(table.assign(homes=homes), period=MARCH, dwellings="homes")
        assert public.to_frame()["n"].isna().sum() == n_hidden, homes


def test_the_period_may_be_a_key():
    table = pd.DataFrame(
        {"zone": list("AABB"), "period": ["2018-01", "2018-02"] * 2, "n": 20}
    )
    public = publish(table, by=["zone", "period"])
    assert public.period == ""
    assert public.totals["n"].max() == 80
    weeks = table.assign(period=["2018-W10", "2018-W11"] * 2)
    with pytest.raises(ValueError, match="a month or longer, got 2018-W10"):
        publish(weeks, by=["zone", "period"])


def test_columns_never_depend_on_the_method(nine_squares):
    full = nine_squares.assign(n=[9, 8, 7, 9, 9, 9, 1, 8, 7])
    columns = [
        list(publish(full, period=MARCH, method=method).to_frame().columns)
        for method in ("suppress", "round", "merge")
    ]
    assert columns[0] == columns[1] == columns[2]


def test_points_are_refused(twenty_incidents):
    with pytest.raises(
        TypeError, match=r"'table' must be counts of areas, got points\."
    ):
        publish(twenty_incidents.assign(n=1), period=MARCH)


def test_other_geometry_than_areas_is_refused(nine_squares):
    points = nine_squares.set_geometry(nine_squares.centroid)
    pairs = points.dissolve("n", as_index=False)  # MultiPoint where n repeats
    with pytest.raises(
        TypeError, match=r"'table' must be counts of areas, got points\."
    ):
        publish(pairs[pairs.geom_type == "MultiPoint"], period=MARCH)
    with pytest.raises(ValueError, match="'table' must be polygons"):
        publish(nine_squares.set_geometry(nine_squares.boundary), period=MARCH)
    with pytest.raises(TypeError, match="'table' must be a DataFrame, got list"):
        publish([1, 2], period=MARCH)


@pytest.mark.parametrize(
    "column",
    [
        *["comment", "incident_id", "reporter", "est_row", "reported_at"],
        *["start", "end", "x", "y"],
    ],
)
def test_every_column_of_single_events_is_refused(by_theme, column):
    with pytest.raises(TypeError, match=f"a column of single events: {column}"):
        publish(by_theme.assign(**{column: 1}), by=["zone", "theme"], period=MARCH)


def test_events_without_geometry_are_refused(twenty_incidents):
    events = pd.DataFrame(twenty_incidents.drop(columns="geometry")).assign(n=1)
    with pytest.raises(TypeError, match="a column of single events"):
        publish(events, period=MARCH)


def test_a_public_table_cannot_be_made_by_hand(by_theme):
    public = publish(by_theme, by=["zone", "theme"], period=MARCH)
    with pytest.raises(TypeError, match="made by publish"):
        PublicTable(
            by=("zone",),
            period=MARCH,
            k=5,
            method="suppress",
            totals=public.totals,
            note="",
            provenance=public.provenance,
            _cells=by_theme,
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"period": None}, "'period' must be given"),
        ({"period": "2018-W10"}, "'period' must be a month or longer, got 2018-W10"),
        ({"k": 1}, "'k' must be a whole number of at least 2"),
        ({"k": 1, "method": "round"}, "'k' must be a whole number of at least 2"),
        (
            {"least_dwellings": -1},
            "'least_dwellings' must be a whole number of at least 0",
        ),
        ({"per": 0}, "'per' must be a positive number"),
        ({"lang": "de"}, "'lang' must be one of 'sv', 'en'"),
        ({"method": "hide"}, "'method' must be one of 'suppress', 'round', 'merge'"),
        ({"by": ["zone"]}, "'table' must be one row a cell, got 3 that repeat"),
        ({"by": []}, "'by' must be one to three columns"),
        ({"by": ["zone", "theme", "n", "n"]}, "'by' must be one to three columns"),
    ],
)
def test_bad_arguments_say_what_to_do(by_theme, arguments, message):
    with pytest.raises(ValueError, match=message):
        publish(by_theme, **({"by": ["zone", "theme"], "period": MARCH} | arguments))


def test_a_table_of_two_columns_may_be_too_thin_too(by_theme):
    thin = by_theme.assign(n=[1, 2, 1, 0, 3, 40])
    with pytest.raises(ValueError, match="5 of 6 cells must be hidden"):
        publish(thin, by=["zone", "theme"], period=MARCH)


@pytest.mark.parametrize(
    "arguments",
    [
        {"by": ["zone", "hour"]},
        {"value": "hour"},
        {"dwellings": "hour"},
        {"population": "hour"},
    ],
)
def test_columns_that_are_not_there_are_named(by_theme, arguments):
    with pytest.raises(
        KeyError, match="'table' must be a frame with 'hour', got the c"
    ):
        publish(by_theme, **({"by": ["zone", "theme"], "period": MARCH} | arguments))


def test_a_cross_table_too_thin_to_protect_is_refused():
    hours = pd.DataFrame(
        [(z, d, h, 1 + (h == 20)) for z in "ABC" for d in range(7) for h in range(24)],
        columns=["zone", "weekday", "hour", "n"],
    )
    with pytest.raises(ValueError, match="504 of 504 cells must be hidden"):
        publish(hours, by=["zone", "weekday", "hour"], period="2018")


def test_other_columns_are_left_out(nine_squares):
    table = nine_squares.assign(n=range(5, 14), secret="Anna på Storgatan 3")
    assert "secret" not in publish(table, period=MARCH).to_frame()


def test_the_input_is_not_changed(nine_squares):
    before = nine_squares.copy()
    publish(nine_squares, period=MARCH, k=3)
    assert_geodataframe_equal(before, nine_squares)


def test_the_order_of_rows_does_not_matter(by_theme):
    one = publish(by_theme, by=["zone", "theme"], period=MARCH).to_frame()
    other = publish(by_theme[::-1], by=["zone", "theme"], period=MARCH).to_frame()
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    "word", ["Totalt", "TOTALT ", "Summa", "total", "Hela kommunen"]
)
def test_the_total_that_a_sheet_comes_with_is_left_out(word):
    table = pd.DataFrame({"area": ["a", "b", "c", word], "n": [13, 8, 20, 41]})
    public = publish(table, by="area", period=MARCH)
    assert public.totals["n"].tolist() == [41]
    assert public.to_frame()["area"].tolist() == ["a", "b", "c"]


def test_totals_of_both_ways_are_left_out():
    table = pd.DataFrame(
        {
            "area": ["a", "a", "a", "b", "b", "b", "Totalt", "Totalt", "Totalt"],
            "theme": ["x", "y", "Summa"] * 3,
            "n": [10, 20, 30, 11, 21, 32, 21, 41, 62],
        }
    )
    public = publish(table, by=["area", "theme"], period=MARCH)
    assert len(public.to_frame()) == 4
    assert public.totals["n"].max() == 62


def test_a_total_that_does_not_add_up_is_refused():
    table = pd.DataFrame({"area": ["a", "b", "Totalt"], "n": [13, 8, 22]})
    with pytest.raises(ValueError, match="a row 'Totalt' that is not the sum"):
        publish(table, by="area", period=MARCH)


def test_a_zone_called_total_is_a_zone(nine_squares):
    named = nine_squares.assign(n=9, name=["totalt", *"bcdefghi"]).set_index("name")
    public = publish(named, period=MARCH)
    assert public.to_frame()["name"].tolist().count("totalt") == 1
    assert public.totals["name"].tolist() == ["alla tillsammans"]
    assert public.totals["n"].tolist() == [81]


NESTED = pd.DataFrame(
    {"district": list("NNNSSS"), "area": list("abcdef"), "n": [13, 20, 9, 12, 30, 11]}
)


@pytest.mark.parametrize("by", [["district", "area"], ["area", "district"]])
def test_areas_in_districts_are_a_tree(by):
    public = publish(NESTED, by=by, period=MARCH)
    assert public.to_frame().set_index("area")["n"].to_dict() == dict(
        zip(NESTED["area"], NESTED["n"], strict=True)
    )
    totals = public.totals.set_index("district")["n"].to_dict()
    assert totals == {"N": 42, "S": 53, "totalt": 95}


def test_a_small_area_is_not_its_district_less_the_others():
    public = publish(
        NESTED.replace({"n": {9: 3}}), by=["district", "area"], period=MARCH
    )
    shown = public.to_frame().set_index("area")["n"]
    totals = public.totals.set_index("district")["n"]
    assert np.isnan(shown["c"])
    # Either another area of the district is hidden with it, or the district is.
    assert shown[["a", "b", "c"]].isna().sum() >= 2 or np.isnan(totals["N"])
    assert totals["totalt"] == 89


def test_classes_of_a_tree_add_up():
    public = publish(NESTED, by=["district", "area"], period=MARCH, method="round")
    totals = public.totals.set_index("district")
    assert totals.loc["N", ["low", "high"]].tolist() == [10 + 20 + 5, 14 + 24 + 9]


def test_trees_by_topic():
    rows = [(d, a, t) for d, a in ("Na", "Nb", "Sc", "Sd") for t in ("x", "y")]
    table = pd.DataFrame(rows, columns=["district", "area", "topic"])
    table["n"] = [3, 30, 20, 25, 15, 40, 22, 18]
    public = publish(table, by=["district", "area", "topic"], period=MARCH)
    frame = public.to_frame()
    assert len(frame) == 8
    hidden = frame[frame["n"].isna()]
    assert ("a", "x") in set(zip(hidden["area"], hidden["topic"], strict=True))
    assert len(hidden) == 4  # a rectangle: two areas by two topics
