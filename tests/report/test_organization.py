"""The page for the organizations: what an attacker of one page gets out of it."""

import itertools
import re

import docx
import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
from openpyxl import load_workbook
from scipy.optimize import linprog

import estgeo as eg
from estgeo._periods import period_bounds
from estgeo.report._organization import safe_counts

K = 5
SECRET = "Xylofonkommentar"


@pytest.fixture(scope="module")
def page(town, last_week):
    incidents = town.incidents.assign(comment=SECRET, reporter="Rapportör Qwertz")
    first = eg.lagesbild(incidents, town.zones, period=last_week)
    kept = first.meeting.problems[0]
    decided = first.meeting.with_decided(
        [
            eg.Problem(
                kept.id,
                kept.theme,
                kept.zone,
                what="Stök, ring Anna Svensson 070-123 45 67",
                goal="lugnt",
                status="open",
                target=2,
                since=last_week,
            )
        ]
    )
    levels = pd.DataFrame(
        {"zone": [None, None], "period": ["2017-W30", last_week], "level": [2, 3]}
    ).assign(comment=SECRET)
    return eg.lagesbild(
        incidents,
        town.zones,
        period=last_week,
        insatser=town.insatser,
        problems=decided.problems,
        levels=levels,
        audience="organization",
        k=K,
        context={"streets": town.streets},
        place="Valboås",
    )


@pytest.fixture(scope="module")
def everything(page, tmp_path_factory):
    """Every text of every file of the page."""
    folder = tmp_path_factory.mktemp("organization")
    page.save(folder, formats=("html", "docx", "xlsx", "gpkg"))
    texts = [(folder / "index.html").read_text("utf-8")]
    document = docx.Document(str(folder / "lagesbild.docx"))
    texts += [
        part.blob.decode("utf-8", "ignore") for part in document.part.package.parts
    ]
    book = load_workbook(folder / "tables.xlsx")
    texts += [
        str(c.value) for s in book for row in s.iter_rows() for c in row if c.value
    ]
    return folder, "\n".join(texts)


def test_it_says_who_may_read_it(page):
    assert "FÖR ORGANISATIONEN" in page.html
    assert "får läsas av alla i de organisationer" in page.html
    assert page.audience == "organization"
    assert page.meeting is None


def test_no_comment_reporter_place_or_personal_data(everything, town):
    _, text = everything
    assert SECRET not in text
    assert "Qwertz" not in text
    assert "Anna" not in text
    assert "070-123" not in text
    for street in town.streets["name"].dropna().unique():
        assert street not in text, street
    assert not re.search(r"\d{2,3}mN\d+E\d+", text)  # the name of a cell
    # No coordinate of a report, whatever it is rounded to.
    points = town.incidents.geometry
    values = np.r_[points.x.round(), points.y.round()].astype(int)
    said = {int(one) for one in re.findall(r"(?<!\d)\d{6,7}(?!\d)", text)}
    # The borders of the areas are no secret; they stand in no text of the page either.
    assert not said & {int(one) for one in values if one > 99_999}


def test_layers_are_the_areas_alone(everything, town):
    folder, _ = everything
    layers = pyogrio.list_layers(folder / "layers.gpkg")[:, 0].tolist()
    assert layers == ["zones"]
    zones = gpd.read_file(folder / "layers.gpkg")
    assert set(zones.columns) == {"zone", "geometry"}
    assert len(zones) == len(town.zones)


def test_no_table_has_a_small_count(page):
    for name in ("by_theme", "by_area"):
        counts = page.tables[name].select_dtypes("number").to_numpy()
        assert not ((counts > 0) & (counts < K)).any()


def test_no_small_count_follows_from_the_tables(page, town, last_week):
    """Bounds of every theme in every area, given all that the page says."""
    problems = town.incidents[~town.incidents["is_positive"]]
    themes, areas = (page.tables[name] for name in ("by_theme", "by_area"))
    pairs = eg.lagesbild(town.incidents, town.zones, period=last_week).to_frame()
    pairs = pairs[pairs["zone"].notna() & pairs["theme"].notna()].reset_index(drop=True)
    shown = []
    for table, key in ((themes, "theme"), (areas, "zone")):
        named = set(table[key].dropna())
        for row in table.to_dict("records"):
            if np.isnan(row["n"]):
                continue
            of = pairs[key] == row[key] if row[key] else ~pairs[key].isin(named)
            shown.append((of.to_numpy(dtype=float), row["n"]))
    equal = np.array([one for one, _ in shown])
    totals = np.array([n for _, n in shown])
    truth = pairs["n"].to_numpy(dtype=float)
    assert np.allclose(equal @ truth, totals)  # what is shown is true
    small = np.flatnonzero((truth > 0) & (truth < K))
    assert len(small) > 3
    for at in small:
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(truth))
            cost[at] = sign
            found = linprog(cost, A_eq=equal, b_eq=totals, bounds=(0, None))
            ends.append(sign * found.fun)
        assert ends[1] - ends[0] >= 1, pairs.loc[at].to_dict()
    assert len(problems)


def test_small_rows_are_merged_whatever_they_are():
    rng = np.random.default_rng(1)
    for _ in range(300):
        rows = pd.DataFrame(
            {"theme": list("abcdefg"), "n": rng.poisson(rng.choice([1, 4, 9]), 7)}
        ).assign(n_last=rng.poisson(4, 7))
        safe = safe_counts(rows, "theme", ["n", "n_last"], K)
        counts = safe[["n", "n_last"]].to_numpy()
        assert not ((counts > 0) & (counts < K)).any()
        if not np.isnan(counts).any():
            assert (safe[["n", "n_last"]].sum() == rows[["n", "n_last"]].sum()).all()
        # Sums of shown rows are no small counts either.
        known = counts[~np.isnan(counts).any(axis=1), 0]
        for one, other in itertools.combinations(known, 2):
            assert abs(one + other) == 0 or one + other >= K


def test_one_shows_all_and_none_hides(town, last_week):
    page = eg.lagesbild(
        town.incidents, town.zones, period=last_week, audience="organization", k=1
    )
    full = eg.lagesbild(town.incidents, town.zones, period=last_week)
    told = page.tables["by_area"].set_index("zone")["n"]
    whole = full.tables["by_area"].iloc[1:].set_index("zone")["n"]
    assert told.to_dict() == whole.to_dict()


def test_the_public_has_its_own_function(town, last_week):
    with pytest.raises(ValueError, match="Use public_lagesbild"):
        eg.lagesbild(town.incidents, town.zones, period=last_week, audience="public")


@pytest.fixture(scope="module")
def few(town, last_week):
    """Four reports of a theme that its area never had: raised, and fewer than k."""
    start, _ = period_bounds(last_week, "Europe/Stockholm")
    zone = str(town.zones["name"].iloc[0])
    inside = town.incidents.intersects(town.zones.geometry.iloc[0])
    rows = (
        town.incidents[inside].tail(4).assign(theme="narkotika", category="Narkotika")
    )
    rows["start"] = [start + pd.Timedelta(hours=20 + 24 * k) for k in range(4)]
    rows["end"] = rows["start"]
    told = eg.Problem("P1", "narkotika", zone, what="öppen handel", status="open")
    notes = eg.Insats(
        "Samtal", None, start, responsible="Anna Svensson 070-123 45 67", problem="P1"
    )
    given = {"period": last_week, "problems": [told], "insatser": [notes]}
    reports = pd.concat([town.incidents, rows])
    pages = [
        eg.lagesbild(reports, town.zones, audience=audience, **given)
        for audience in ("group", "organization")
    ]
    return zone, *pages


def text_of(page):
    visible = re.sub(r'srcdoc=".*?"', "", page.html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", visible).split())


def test_no_word_tells_that_a_small_count_is_large_for_its_place(few):
    zone, full, page = few
    assert f"narkotika, {zone} (4 rapporter" in text_of(full).replace(
        "Narkotika", "narkotika"
    )
    told = text_of(page)
    assert "öppen handel" in told  # the group's own problem stays
    assert not re.search(r"(fler|färre)[^.]*narkotika", told, re.I)
    part = told.split("P1. Narkotika")[1].split("Vad")[0]
    assert "normal" not in part


def test_what_only_the_counts_propose_is_not_there(few):
    """Two proposals in an area with six reports would say three and three."""
    _, full, page = few
    proposed = re.findall(r"<h3>(P\d+)\.", full.html)
    assert len(proposed) > 3
    assert re.findall(r"<h3>(P\d+)\.", page.html) == ["P1"]


def test_who_is_responsible_is_masked_too(few):
    told = text_of(few[2])
    assert "Samtal" in told
    assert "Anna" not in told
    assert "070-123" not in told


def test_a_source_of_a_few_reports_is_not_named(town, last_week):
    source = town.incidents["source"].astype(object)
    of_week = town.incidents["start"] >= town.incidents["start"].max() - pd.Timedelta(
        "6D"
    )
    first = town.incidents.index[of_week][:1]
    marked = town.incidents.assign(source=source.mask(source.index.isin(first), "Kim"))
    pages = {
        k: eg.lagesbild(
            marked, town.zones, period=last_week, audience="organization", k=k
        )
        for k in (1, K)
    }
    assert "Kim" in pages[1].html
    assert "Kim" not in pages[K].html
    assert "kommun" in pages[K].html
