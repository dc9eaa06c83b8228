"""Two releases that are safe each by itself must not be safe to lay beside each other."""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from estgeo import Ledger, publish
from estgeo._files import stamps_in
from estgeo._marks import file_hash, is_as_marked, read_mark


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
    assert Ledger(tmp_path / "ledger.json").to_frame()["name"].tolist() == ["q1.csv"]


def test_tables_saved_into_a_folder_are_held_against_each_other(tmp_path):
    # The same without a ledger: what stands in the folder is known.
    publish(zones([40, 60]), period="2018-Q1").save(tmp_path / "q1.csv")
    publish(zones([40, 60]), period="2018-Q1").save(tmp_path / "again.json")
    publish(zones([80, 90]), period="2018-Q2").save(tmp_path / "q2.csv")
    with pytest.raises(ValueError, match=r"z0 2018-T1 .* minus z0 2018-Q1 .*: 2"):
        publish(zones([42, 90]), period="2018-T1").save(tmp_path / "t1.csv")
    with pytest.raises(ValueError, match=r"A published table stands.*keep a ledger"):
        publish(zones([41, 60]), period="2018-Q1").save(tmp_path / "q1.csv")
    assert not (tmp_path / "t1.csv").exists()
    listed = (tmp_path / "estgeo-published.json").read_text(encoding="utf-8")
    assert [release["name"] for release in json.loads(listed)["releases"]] == [
        "q1.csv",
        "q2.csv",
    ]


@pytest.mark.parametrize(
    "suffix", ["csv", "xlsx", "json", "geojson", "gpkg", "parquet"]
)
def test_a_year_saved_one_by_one_is_refused_before_it_tells(tmp_path, suffix):
    # Months, then the quarter: its sums less two shown months are the hidden third.
    months = [[3, 8, 20, 9], [7, 12, 20, 2], [9, 3, 25, 30]]
    shapes = [box(i * 100, 0, i * 100 + 100, 100) for i in range(4)]
    for at, n in enumerate([*months, np.sum(months, axis=0)]):
        named = gpd.GeoDataFrame(
            {"n": n}, geometry=shapes, crs="EPSG:3006", index=list("abcd")
        )
        table = publish(named, period=["2018-01", "2018-02", "2018-03", "2018-Q1"][at])
        if at < 3:
            table.save(tmp_path / f"{at}.{suffix}")
            continue
        with pytest.raises(ValueError, match="safe beside earlier releases"):
            table.save(tmp_path / f"{at}.{suffix}")


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
    with pytest.raises(
        ValueError,
        match=r"first total 2018-Q1 in a.csv minus total 2018-Q1 in b.csv: 2\.",
    ):
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
        ValueError, match=r"first A 2018-Q1 in c.csv minus A, total in a.csv: 2"
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


def test_the_same_release_again_adds_nothing(tmp_path):
    ledger = tmp_path / "ledger.json"
    for name in ("q1.csv", "again.csv"):
        publish(zones([40, 60]), period="2018-Q1").save(tmp_path / name, ledger=ledger)
    assert len(Ledger(ledger).to_frame()) == 1


def test_the_ledger_holds_of_a_table_only_what_is_public(tmp_path):
    ledger = tmp_path / "ledger.json"
    publish(zones([2, 8, 60]), period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    begin, entry = Ledger(ledger).entries()
    assert {"zone": "z0", "low": 0.0, "high": None} in entry["cells"]
    assert {"zone": None, "low": 70.0, "high": 70.0} in entry["cells"]
    digest = hashlib.sha256((tmp_path / "a.csv").read_bytes()).hexdigest()
    known = {"name": "a.csv", "sha256": digest, "k": 5, "by": ("zone",)}
    known |= {"period": "2018-Q1", "zones": {}, "crs": ""}
    assert {
        n: tuple(v) if n == "by" else v for n, v in entry.items() if n in known
    } == known
    assert len(bytes.fromhex(begin["key"])) == 32


def test_who_when_and_why_are_kept(tmp_path):
    path = tmp_path / "ledger.jsonl"
    table = pd.DataFrame({"n": [20, 30]}, index=["Väster", "Öster"])
    publish(table, period="2018-Q1").save(
        tmp_path / "a.csv", ledger=path, why="nämnden"
    )
    (row,) = Ledger(path).to_frame().to_dict("records")
    assert (row["why"], row["period"], row["k"]) == ("nämnden", "2018-Q1", 5)
    assert pd.Timestamp(row["when"]).tz is not None
    assert "Väster" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["change", "remove", "swap", "garble"])
def test_tampering_is_noticed(tmp_path, what):
    path = tmp_path / "l.jsonl"
    for period in ("2018-Q1", "2018-Q2", "2018-Q3"):
        publish(zones([40, 60]), period=period).save(tmp_path / "a.csv", ledger=path)
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = {
        "change": [lines[0], lines[1].replace("2018-Q1", "2017-Q1"), *lines[2:]],
        "remove": [lines[0], *lines[2:]],
        "swap": [lines[0], lines[2], lines[1], lines[3]],
        "garble": [*lines[:3], lines[3][:-20]],
    }[what]
    path.write_text("\n".join(changed), encoding="utf-8")
    with pytest.raises(ValueError, match="'ledger' must be as it was written"):
        Ledger(path).to_frame()
    with pytest.raises(ValueError, match="'ledger' must be as it was written"):
        publish(zones([9, 9]), period="2018-10").save(tmp_path / "b.csv", ledger=path)
    assert not (tmp_path / "b.csv").exists()


def test_two_programs_at_once_lose_nothing(tmp_path):
    path = tmp_path / "l.jsonl"
    code = (
        "import sys, pandas as pd, estgeo as eg\n"
        "for m in sys.argv[2:]:\n"
        "    t = pd.DataFrame({'n': [40, 60]}, index=['a', 'b'])\n"
        "    p = eg.publish(t, period='2018-' + m)\n"
        "    p.save(sys.argv[1] + '/' + m + '.csv', ledger=sys.argv[1] + '/l.jsonl')\n"
    )
    halves = [["01", "02", "03", "04"], ["05", "06", "07", "08"]]
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), *half])
        for half in halves
    ]
    assert [program.wait(timeout=120) for program in running] == [0, 0]
    assert len(Ledger(path).to_frame()) == 8
    assert not list(tmp_path.glob("*.lock"))


def test_a_lock_of_a_program_that_ended_is_taken_away(tmp_path):
    path = tmp_path / "l.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    lock = tmp_path / "l.jsonl.lock"
    lock.write_text(done.stdout)
    os.utime(lock, (time.time() - 60, time.time() - 60))
    publish(zones([40, 60]), period="2018-Q1").save(tmp_path / "a.csv", ledger=path)
    assert len(Ledger(path).to_frame()) == 1


def test_a_failed_write_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "l.jsonl"
    publish(zones([40, 60]), period="2018-Q1").save(tmp_path / "a.csv", ledger=path)
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        publish(zones([40, 60]), period="2018-Q2").save(tmp_path / "b.csv", ledger=path)
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir() if "l.jsonl" in p.name} == {"l.jsonl"}
    assert not (tmp_path / "b.csv").exists()


Q1, T1 = [10, 20, 30], [12, 25, 36]
NAMES = ["Norr", "Söder", "Väster"]


def drawn(n, crs=3006, names=NAMES):
    shapes = [box(i * 1000, 0, i * 1000 + 1000, 1000) for i in range(3)]
    frame = gpd.GeoDataFrame({"n": n}, geometry=shapes, crs=3006, index=names)
    return frame.rename_axis("zone").to_crs(crs)


def bare(n, names=NAMES):
    return pd.DataFrame({"n": n}, index=pd.Index(names, name="zone"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (drawn(Q1), drawn(T1, crs=3011)),
        (drawn(Q1), drawn(T1, crs=4326)),
        (drawn(Q1), drawn(T1, names=["A", "B", "C"])),
        (bare(Q1), bare(T1, names=["NORR", " söder ", "Väster"])),
        (drawn(Q1), bare(T1)),
        (bare(Q1), drawn(T1)),
        (bare(Q1), drawn(T1, names=["norr", "söder", "väster"])),
    ],
)
def test_the_same_areas_are_the_same_however_they_are_written(tmp_path, first, second):
    # April is 2, 5 and 6: the first is given away.
    (tmp_path / "a").mkdir()
    publish(first, period="2018-Q1").save(tmp_path / "a/x.csv", ledger=tmp_path / "l")
    with pytest.raises(ValueError, match="1 small number that becomes known"):
        publish(second, period="2018-T1").save(
            tmp_path / "x.csv", ledger=tmp_path / "l"
        )


def test_the_highest_k_rules(tmp_path):
    publish(bare(Q1), period="2018-Q1", k=5).save(
        tmp_path / "a.csv", ledger=tmp_path / "l"
    )
    with pytest.raises(ValueError, match=r"Norr 2018-T1.*: 2"):
        publish(bare(T1), period="2018-T1", k=2).save(
            tmp_path / "b.csv", ledger=tmp_path / "l"
        )


AREAS = pd.DataFrame({"area": list("abde"), "n": [3, 20, 2, 30]})
DISTRICTS = pd.DataFrame({"district": ["N", "S"], "n": [23, 32]})


def test_areas_whose_relation_is_unknown_are_asked_for(tmp_path):
    ledger = tmp_path / "l"
    publish(AREAS, by="area", period="2018-T1").save(tmp_path / "a.csv", ledger=ledger)
    table = publish(DISTRICTS, by="district", period="2018-T1")
    with pytest.raises(ValueError, match="say which area lies in which"):
        table.save(tmp_path / "d.csv", ledger=ledger)
    parents = {"a": "N", "b": "N", "d": "S", "e": "S"}
    with pytest.raises(ValueError, match="small numbers that become known"):
        table.save(tmp_path / "d.csv", ledger=ledger, parents=parents)
    other = publish(DISTRICTS, by="district", period="2018-T2")
    assert other.save(tmp_path / "other.csv", ledger=ledger).exists()


def test_districts_of_areas_that_are_large_enough_go_out(tmp_path):
    ledger = tmp_path / "l"
    large = AREAS.assign(n=[13, 20, 12, 30])
    publish(large, by="area", period="2018-T1").save(tmp_path / "a.csv", ledger=ledger)
    sums = DISTRICTS.assign(n=[33, 42])
    parents = {"a": "N", "b": "N", "d": "S", "e": "S"}
    publish(sums, by="district", period="2018-T1").save(
        tmp_path / "d.csv", ledger=ledger, parents=parents
    )
    # A table by topic has no areas of its own: it is of the whole.
    topics = pd.DataFrame({"topic": ["brand", "stöld"], "n": [35, 40]})
    publish(topics, by="topic", period="2018-T1").save(
        tmp_path / "t.csv", ledger=ledger
    )
    assert len(Ledger(ledger).to_frame()) == 3


@pytest.mark.parametrize("late", [[1, 0, 0], [0, 2, 0], [3, 3, 1]])
def test_late_reports_do_not_stop_the_quarter(tmp_path, late):
    ledger = tmp_path / "l"
    for month in ("01", "02", "03"):
        publish(bare(Q1), period=f"2018-{month}").save(
            tmp_path / f"{month}.csv", ledger=ledger
        )
    quarter = (3 * np.array(Q1) + late).tolist()
    publish(bare(quarter), period="2018-Q1").save(tmp_path / "q.csv", ledger=ledger)
    assert len(Ledger(ledger).to_frame()) == 4


def test_a_corrected_table_follows_a_withdrawal(tmp_path):
    ledger = tmp_path / "l"
    publish(bare([10, 20, 30]), period="2018-01").save(
        tmp_path / "a.csv", ledger=ledger
    )
    again = publish(bare([11, 20, 30]), period="2018-01")
    with pytest.raises(ValueError, match="'table' must be as it was published"):
        again.save(tmp_path / "b.csv", ledger=ledger)
    Ledger(ledger).withdraw(1, why="en rapport för mycket")
    again.save(tmp_path / "b.csv", ledger=ledger)
    assert Ledger(ledger).to_frame()["withdrawn"].tolist() == [True, False, False]
    with pytest.raises(ValueError, match="'number' must be the number of a release"):
        Ledger(ledger).withdraw(9, why="x")
    with pytest.raises(ValueError, match="'why' must be a reason"):
        Ledger(ledger).withdraw(1, why=" ")


def test_what_never_left_the_house_does_not_count(tmp_path):
    ledger = tmp_path / "l"
    publish(bare(Q1), period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    Ledger(ledger).withdraw(1, why="skickades aldrig", was_spread=False)
    publish(bare(T1), period="2018-T1").save(tmp_path / "b.csv", ledger=ledger)
    assert (tmp_path / "b.csv").exists()


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


SUFFIXES = ["csv", "xlsx", "json", "parquet"]


def cut(ledger, lines):
    """Take the last lines of a ledger away, as an old copy put back does."""
    kept = ledger.read_text(encoding="utf-8").splitlines(keepends=True)[:-lines]
    ledger.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_cut_ledger_is_noticed_by_what_went_out(tmp_path, suffix):
    ledger = tmp_path / "inside" / "ledger.jsonl"
    for month, n in (("2018-01", [20, 30]), ("2018-02", [40, 50])):
        path = tmp_path / "out" / f"{month}.{suffix}"
        publish(zones(n), period=month).save(path, ledger=ledger)
    assert len(Ledger(ledger).entries()) == 3
    march = publish(zones([60, 70]), period="2018-03")
    whole = ledger.read_text(encoding="utf-8")
    for lines in (1, 2):
        cut(ledger, lines)
        with pytest.raises(ValueError, match=r"whole.*without line [23] of what went"):
            march.save(tmp_path / "out" / f"march.{suffix}", ledger=ledger)
        ledger.write_text(whole, encoding="utf-8")
    assert not (tmp_path / "out" / f"march.{suffix}").exists()
    march.save(tmp_path / "out" / f"march.{suffix}", ledger=ledger)
    # Into a folder with nothing of it, elsewhere, nobody can know: the pages say so.
    cut(ledger, 1)
    march.save(tmp_path / "new" / f"march.{suffix}", ledger=ledger)


def test_a_cut_ledger_is_noticed_by_folders_beside_it(tmp_path):
    ledger = tmp_path / "ledger.jsonl"
    publish(zones([20, 30]), period="2018-01").save(tmp_path / "a/a.csv", ledger=ledger)
    assert len(Ledger(ledger).entries()) == 2
    cut(ledger, 1)
    with pytest.raises(ValueError, match="without line 2 of what went out"):
        Ledger(ledger).to_frame()
    (tmp_path / "a" / "estgeo-files.json").write_text('{"ledger": "12-ab"}')
    assert len(Ledger(ledger).entries()) == 1  # no stamp at all


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_stamp_says_nothing_and_the_hash_is_that_of_the_ledger(tmp_path, suffix):
    ledger, path = tmp_path / "in" / "l.jsonl", tmp_path / "out" / f"a.{suffix}"
    table = publish(zones([20, 30]), period="2018-01")
    table.save(path, ledger=ledger)
    (stamp,) = stamps_in(path.parent)
    entries = Ledger(ledger).entries()
    assert stamp.startswith("00000001-")
    key = bytes.fromhex(entries[0]["key"])
    made = hmac.new(key, entries[1]["hash"].encode(), "sha256").hexdigest()
    assert stamp.endswith(made[:16])
    mark = read_mark(path)
    assert entries[1]["sha256"] == file_hash(path, but=mark)
    if suffix != "csv":
        assert is_as_marked(path, mark)
        assert mark.hash == entries[1]["sha256"]
    first = path.read_bytes()
    table.save(path, ledger=ledger)
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    "sign", ["\u2028", "\u2029", "\x85", "\x1c", "\x0b", "\r", "\n"]
)
def test_no_sign_in_a_name_ends_a_line_of_the_ledger(tmp_path, sign):
    ledger = tmp_path / "ledger.json"
    named = zones([40, 60]).rename(index={"z0": f"torg{sign}et"})
    publish(named, period="2018-Q1").save(tmp_path / "a.csv", ledger=ledger)
    publish(named, period="2018-Q2").save(tmp_path / "b.csv", ledger=ledger)
    assert len(Ledger(ledger).to_frame()) == 2
