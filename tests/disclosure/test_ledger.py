"""Two releases that are safe each by itself must not be safe to lay beside each other."""

import hashlib
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from estgeo import publish


def zones(n, **columns):
    return pd.DataFrame({"n": n, **columns}, index=[f"z{i}" for i in range(len(n))])


def test_a_shifted_period_is_refused(tmp_path):
    # January to March 40, January to April 42: April was 2.
    publish(zones([40, 60]), period="2018-Q1").save(
        tmp_path / "q1.csv", ledger=tmp_path / "ledger.json"
    )
    with pytest.raises(ValueError, match=r"z0 2018-T1 .* minus z0 2018-Q1 .*: 2"):
        publish(zones([42, 90]), period="2018-T1").save(
            tmp_path / "t1.csv", ledger=tmp_path / "ledger.json"
        )
    assert not (tmp_path / "t1.csv").exists()
    entries = json.loads((tmp_path / "ledger.json").read_text())["releases"]
    assert [entry["name"] for entry in entries] == ["q1.csv"]


def test_a_difference_of_k_is_no_secret(tmp_path):
    ledger = tmp_path / "ledger.json"
    publish(zones([40, 60]), period="2018-Q1").save(tmp_path / "q1.csv", ledger=ledger)
    publish(zones([45, 90]), period="2018-T1").save(tmp_path / "t1.csv", ledger=ledger)
    assert (tmp_path / "t1.csv").exists()


def test_an_area_drawn_anew_is_refused(tmp_path):
    ledger = tmp_path / "ledger.json"
    one = gpd.GeoDataFrame(
        {"n": [30, 40]},
        index=["west", "east"],
        geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100)],
        crs="EPSG:3006",
    )
    # The border moved 10 m: the strip between has 30 - 28 = 2 incidents.
    other = gpd.GeoDataFrame(
        {"n": [28, 42]},
        index=["west", "east"],
        geometry=[box(0, 0, 90, 100), box(90, 0, 200, 100)],
        crs="EPSG:3006",
    )
    publish(one, period="2018-03").save(tmp_path / "a.geojson", ledger=ledger)
    with pytest.raises(ValueError, match="small numbers that become known"):
        publish(other, period="2018-03").save(tmp_path / "b.geojson", ledger=ledger)


@pytest.mark.parametrize(("moved", "is_sliver"), [(0.009, True), (0.015, False)])
def test_a_border_drawn_with_another_pen_is_no_piece(tmp_path, moved, is_sliver):
    # Along 100 m: 0.9 square metres are a sliver, 1.5 a piece of ground.
    ledger = tmp_path / "ledger.json"

    def save(name, border, n):
        area = gpd.GeoDataFrame(
            {"n": [n]}, index=[name], geometry=[box(0, 0, border, 100)], crs=3006
        )
        publish(area, period="2018-03").save(tmp_path / f"{name}.gpkg", ledger=ledger)

    save("one", 100, 30)
    if is_sliver:
        save("other", 100 - moved, 30)
        return
    with pytest.raises(ValueError, match="small numbers that become known"):
        save("other", 100 - moved, 28)


def test_a_theme_table_beside_a_total_is_refused(tmp_path):
    ledger = tmp_path / "ledger.json"
    by_theme = pd.DataFrame(
        {
            "zone": ["A", "A", "B", "B"],
            "theme": ["brand", "stöld"] * 2,
            "n": [2, 30, 3, 40],
        }
    )
    both = by_theme.groupby("zone", as_index=False)["n"].sum()
    stold = by_theme[by_theme["theme"] == "stöld"]
    publish(both, by="zone", period="2018-03").save(tmp_path / "all.csv", ledger=ledger)
    with pytest.raises(ValueError, match="small numbers that become known"):
        publish(stold, by=["zone", "theme"], period="2018-03").save(
            tmp_path / "stold.csv", ledger=ledger
        )


def test_a_hidden_number_is_worked_out_from_a_later_table(tmp_path):
    ledger = tmp_path / "ledger.json"
    # z0 is hidden behind z1; a table of the others alone gives the total without z0.
    all_three = zones([2, 8, 60])
    publish(all_three, period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    with pytest.raises(ValueError, match=r"first z0 2018-Q1 in a.csv: 2\."):
        publish(all_three.iloc[1:], period="2018-Q1").save(
            tmp_path / "b.csv", ledger=ledger
        )


def test_a_month_is_worked_out_from_a_table_of_months(tmp_path):
    ledger = tmp_path / "ledger.json"
    months = pd.DataFrame(
        {"zone": list("AABB"), "period": ["2018-01", "2018-02"] * 2, "n": 20}
    )
    publish(months, by=["zone", "period"]).save(tmp_path / "a.csv", ledger=ledger)
    # January again tells nothing new; the quarter tells that March was 2 in A.
    january = months[months["period"] == "2018-01"]
    publish(january, by="zone", period="2018-01").save(
        tmp_path / "b.csv", ledger=ledger
    )
    quarter = pd.DataFrame({"zone": ["A", "B"], "n": [42, 60]})
    with pytest.raises(
        ValueError, match=r"first A 2018-Q1 in c.csv minus A, totalt.*: 2"
    ):
        publish(quarter, by="zone", period="2018-Q1").save(
            tmp_path / "c.csv", ledger=ledger
        )


@pytest.mark.parametrize(("first_quarter", "april"), [(40, None), (41, "0–3")])
def test_fewer_than_k_possible_values_are_too_few(tmp_path, first_quarter, april):
    # The class 40–44 less 40 is 0–4, five values; less 41 it is 0–3.
    ledger = tmp_path / "ledger.json"
    publish(zones([first_quarter]), period="2018-Q1").save(
        tmp_path / "a.csv", ledger=ledger
    )
    later = publish(zones([43]), period="2018-T1", method="round")
    if april is None:
        assert later.save(tmp_path / "b.csv", ledger=ledger).exists()
    else:
        with pytest.raises(
            ValueError, match=rf"first a part of z0 2018-T1 in b.csv: {april}\."
        ):
            later.save(tmp_path / "b.csv", ledger=ledger)


def test_where_areas_overlap_is_worked_out(tmp_path):
    ledger = tmp_path / "ledger.json"

    def save(name, west, east, n):
        area = gpd.GeoDataFrame(
            {"n": [n]}, index=[name], geometry=[box(west, 0, east, 100)], crs=3006
        )
        publish(area, period="2018-03").save(tmp_path / f"{name}.gpkg", ledger=ledger)

    # West 10 and east 8 are 18, together they are 16: two lie where they overlap.
    save("west", 0, 100, 10)
    save("east", 50, 150, 8)
    with pytest.raises(ValueError, match=r"first a part of west 2018-03 in .*: 2\."):
        save("both", 0, 150, 16)


def test_the_same_release_again_replaces_its_entry(tmp_path):
    ledger = tmp_path / "ledger.json"
    for _ in range(2):
        publish(zones([40, 60]), period="2018-Q1").save(
            tmp_path / "q1.csv", ledger=ledger
        )
    assert len(json.loads(ledger.read_text())["releases"]) == 1


def test_the_ledger_holds_only_what_is_public(tmp_path):
    ledger = tmp_path / "ledger.json"
    publish(zones([2, 8, 60]), period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    (entry,) = json.loads(ledger.read_text())["releases"]
    assert {"zone": "z0", "low": 0.0, "high": None} in entry["cells"]
    assert {"zone": "totalt", "low": 70.0, "high": 70.0} in entry["cells"]
    digest = hashlib.sha256((tmp_path / "a.csv").read_bytes()).hexdigest()
    known = {"name": "a.csv", "sha256": digest, "k": 5, "by": ["zone"]}
    known |= {"period": "2018-Q1", "zones": {}, "crs": ""}
    assert {name: entry[name] for name in known} == known


def test_a_ledger_is_read_by_people_too(tmp_path):
    ledger = tmp_path / "ledger.json"
    table = pd.DataFrame({"n": [20, 30]}, index=["Väster", "Öster"])
    publish(table, period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    assert '"Väster"' in ledger.read_text(encoding="utf-8")
    assert ledger.read_text(encoding="utf-8").count("\n") > 10


@pytest.mark.parametrize("seed", range(6))
def test_random_pairs_never_give_a_small_difference_away(tmp_path, seed):
    rng = np.random.default_rng(seed)
    months = rng.negative_binomial(2, 0.1, (4, 3))  # zones by January, February, ...
    quarter = months[:, :3].sum(axis=1)
    april = rng.poisson(3, 4)
    ledger = tmp_path / "ledger.json"
    publish(zones(quarter), period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    try:
        publish(zones(quarter + april), period="2018-T1").save(
            tmp_path / "b.csv", ledger=ledger
        )
    except ValueError:
        return
    a = pd.read_csv(tmp_path / "a.csv", sep=";", decimal=",").set_index("zone")["n"]
    b = pd.read_csv(tmp_path / "b.csv", sep=";", decimal=",").set_index("zone")["n"]
    known = (b - a).dropna()
    assert not known.lt(5).any()
