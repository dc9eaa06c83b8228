"""Checklists, duplicates, personal data, reporting activity."""

import datetime as dt
import itertools
import random

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import estgeo as eg
from estgeo._columns import THEMES
from estgeo.incidents._personal import findings


def test_checklists_have_the_items_of_the_report():
    table = eg.checklists()
    # Counted by hand in chapter 7 (one item of Malmö stands under two headings) and 10.
    offences = table[table["checklist"] == "brottskod"]
    assert {"Klotter", "Stöld", "Misshandel"} <= set(offences["category"])
    table = table[table["checklist"] != "brottskod"]
    counts = table.groupby("checklist").size().to_dict()
    assert counts == {
        "örebro": 8,
        "borås": 16,
        "malmö": 30,
        "rinkeby-tensta": 2,
        "botkyrka": 6,
    }
    assert set(table["theme"]) <= set(THEMES)
    positive = table["category"].str.startswith("Positiva") | table[
        "category"
    ].str.contains("motverkar brott")
    assert (table["is_positive"] == positive).all()


def check_digit(digits):
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(digits))
    return str(-total % 10)


def personal_number(rnd):
    day = dt.date(1920, 1, 1) + dt.timedelta(days=rnd.randrange(38_000))
    shifted = day.day + 60 * (rnd.random() < 0.1)
    head = f"{day:%m}{shifted:02d}"
    serial = f"{rnd.randrange(1000):03d}"
    tail = serial + check_digit(f"{day:%y}{head}{serial}")
    return f"{day:%Y}", head, tail


SPELLINGS = [
    "{y}{m}-{s}", "{Y}{m}-{s}", "{y}{m}{s}", "{Y}{m}{s}",
    "{y}{m}+{s}", "{y}{m}–{s}", "{y}{m} {s}", "{Y}{m} - {s}",
]  # fmt: skip


def is_number(finding):
    return finding.kind in ("personnummer", "samordningsnummer")


def test_personal_numbers_are_found_in_eight_spellings():
    rnd = random.Random(20181)
    missed = 0
    for i in range(5_000):
        year, middle, tail = personal_number(rnd)
        text = SPELLINGS[i % 8].format(Y=year, y=year[2:], m=middle, s=tail)
        missed += not any(map(is_number, findings(f"Polisen talade med {text} i går")))
    assert missed <= 5


def other_numbers(rnd):
    then = dt.datetime(2010, 1, 1) + dt.timedelta(minutes=rnd.randrange(10**7))  # noqa: DTZ001
    forms = ("%Y%m%d-%H%M", "%Y%m%d%H%M", "%y%m%d-%H%M", "%Y-%m-%d %H:%M:%S")
    year = rnd.randrange(2010, 2026)
    yield then.strftime(rnd.choice(forms))
    yield rnd.choice(
        (
            f"5000-K{rnd.randrange(10**7):07d}-{year % 100}",
            f"Dnr {year}-{rnd.randrange(10**6):06d}",
            f"{rnd.randrange(10**10):010d}",
        )
    )
    yield rnd.choice(
        (
            f"{rnd.uniform(6.1e6, 7.7e6):.2f} {rnd.uniform(2e5, 9e5):.2f}",
            f"{rnd.uniform(55, 69):.6f},{rnd.uniform(11, 24):.6f}",
            f"{rnd.randrange(6_100_000, 7_700_000)}-{rnd.randrange(200_000, 900_000)}",
        )
    )


def test_times_case_numbers_and_coordinates_are_not_certain():
    rnd = random.Random(7)
    texts = itertools.chain.from_iterable(other_numbers(rnd) for _ in range(6_667))
    certain = sum(
        any(is_number(f) and f.certainty == "certain" for f in findings(text))
        for text in texts
    )
    assert certain < 0.005 * 20_000


@pytest.mark.parametrize(
    ("text", "kind", "certainty"),
    [
        ("Ring 070-123 45 67", "phone", "certain"),
        ("tel 019-21 10 00", "phone", "possible"),
        ("anna.a@example.se", "e-mail", "certain"),
        ("bil reg nr ABC 12D", "registration plate", "certain"),
        ("Storgatan 4", "address", "possible"),
        ("Stora vägen 12", "address", "possible"),
        ("lgh 1203", "apartment", "certain"),
        ("han heter Kalle", "name", "possible"),
    ],
)
def test_other_kinds(text, kind, certainty):
    found = eg.find_personal_data(pd.DataFrame({"a": ["Klotter", text]}, index=[5, 9]))
    assert found[["row", "kind", "certainty"]].to_numpy().tolist() == [
        [9, kind, certainty]
    ]
    assert text not in set(found["preview"])


def pairs_by_hand(frame, distance, window):
    found = set()
    for i, j in itertools.combinations(range(len(frame)), 2):
        a, b = frame.iloc[i], frame.iloc[j]
        gap = max(a["start"], b["start"]) - min(a["end"], b["end"])
        near = a.geometry.distance(b.geometry) <= distance
        if (
            near
            and gap <= window
            and a["theme"] == b["theme"]
            and a["source"] != b["source"]
        ):
            found.add((i, j))
    return found


def test_duplicates_equal_a_search_by_hand():
    rng = np.random.default_rng(4)
    n = 80
    start = pd.Timestamp("2018-03-01", tz="Europe/Stockholm") + pd.to_timedelta(
        rng.integers(0, 4000, n), unit="min"
    )
    # Some spans are longer than a day, so both ways of searching are used.
    length = rng.choice([0, 30, 3000], n)
    frame = gpd.GeoDataFrame(
        {
            "start": start,
            "end": start + pd.to_timedelta(length, unit="min"),
            "theme": rng.choice(["brand", "skadegörelse"], n),
            "source": rng.choice(["polis", "kommun"], n),
        },
        geometry=gpd.points_from_xy(*rng.uniform(0, 350, (2, n))),
        crs=3006,
        index=np.arange(n) + 100,
    )
    found = eg.find_duplicates(frame, distance=80, window="90min")
    got = {
        (int(a) - 100, int(b) - 100) for a, b in found[["first", "second"]].to_numpy()
    }
    assert got == pairs_by_hand(frame, 80, pd.Timedelta("90min"))
    assert len(got) > 20


def test_a_newcomer_is_seen_and_the_jump_is_theirs():
    weeks = pd.date_range(
        "2018-01-01 12:00", periods=30, freq="7D", tz="Europe/Stockholm"
    )
    rows = [(w, "bolag", "a") for w in weeks for _ in range(5)]
    rows += [(w, "bolag", "b") for w in weeks[20:] for _ in range(15)]
    frame = pd.DataFrame(rows, columns=["start", "source", "reporter"])
    table = eg.reporting_activity(frame)
    joined = table.iloc[20]
    assert (joined["n"], joined["n_from_new"], joined["new_reporters"]) == (20, 15, 1)
    assert joined["status"] == "jump"
    assert (table["n"] - table["n_from_new"]).iloc[:28].eq(5).all()
    assert table["n"].sum() == len(frame)


def test_an_unfinished_period_is_no_drop():
    days = pd.date_range("2018-01-01", "2018-10-31 23:00", tz="Europe/Stockholm")
    early = days[days < pd.Timestamp("2018-10-09", tz="Europe/Stockholm")]
    frame = pd.DataFrame({"start": early.repeat(4), "source": "bolag"})
    table = eg.reporting_activity(frame, every="month")
    assert table["status"].tolist() == ["ordinary"] * 9 + ["unfinished"]
    assert table["complete"].tolist() == [True] * 9 + [False]
    # The same few reports are a drop once another source has reached the month's end.
    other = pd.DataFrame({"start": days, "source": "polis"})
    both = eg.reporting_activity(pd.concat([frame, other]), every="month")
    last = both[both["period"] == "2018-10"].set_index("source")["status"]
    assert last.to_dict() == {"bolag": "drop", "polis": "ordinary"}
