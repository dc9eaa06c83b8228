"""The lägesbild of the law, its tables with their uncertainty, and the candidates."""

import re
from html import unescape

import docx
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

import estgeo as eg

ZONES = gpd.GeoDataFrame(
    {"name": ["Norr", "Söder"]},
    geometry=[box(0, 500, 1000, 1000), box(0, 0, 1000, 500)],
    crs="EPSG:3006",
)


def reports(rows):
    """Return reports of (theme, x, y, day of 2017) at eight in the evening."""
    start = pd.Timestamp("2017-01-02 20:00", tz="Europe/Stockholm")
    frame = pd.DataFrame(rows, columns=["theme", "x", "y", "day"])
    times = start + pd.to_timedelta(frame["day"], unit="D")
    return gpd.GeoDataFrame(
        {"start": times, "theme": frame["theme"], "category": frame["theme"]},
        geometry=gpd.points_from_xy(frame["x"], frame["y"]),
        crs="EPSG:3006",
    ).assign(source="polis", severity=2)


@pytest.fixture(scope="module")
def town():
    """A theme that stays at one spot all year, and one that moves about."""
    rng = np.random.default_rng(7)
    days = np.arange(0, 364, 3)
    stays = [("narkotika", 250, 750, day) for day in days]
    moves = [
        ("brand", *rng.uniform((10, 10), (990, 490)), day)
        for day in days + rng.choice(3)
    ]
    other = [("brand", *rng.uniform((10, 510), (990, 990)), d) for d in days[::4]]
    return reports([*stays, *moves, *other])


TABLES = {
    "befolkning": pd.DataFrame(
        {"område": ["Norr", "Söder"], "invånare": [2000, "3 000"]}
    ),
    "jämförelsetal": pd.DataFrame(
        {"vem": ["Grannköping"] * 2, "värde": ["1,5", 900], "tema": ["narkotika", None]}
    ),
    "konsekvenser": pd.DataFrame(
        {
            "område": ["Norr"],
            "tema": ["narkotika"],
            "kostnad": ["12 000"],
            "vilka drabbas": ["boende vid torget"],
        }
    ),
    "undersökningar": pd.DataFrame(
        {
            "fråga": ["otrygg", "otrygg", "NKI", "NKI utan spridning"],
            "år": [2016, 2017, 2017, 2017],
            "antal svar": [200, 200, 100, 100],
            "procent": [50, 40, None, None],
            "designeffekt": [2, 2, None, None],
            "nki": [None, None, 65, 70],
            "standardavvikelse": [None, None, 20, None],
        }
    ),
    "källor": pd.DataFrame(
        {"källa": ["skolans statistik"], "används": ["nej"], "varför": ["sekretess"]}
    ),
    "samverkan": pd.DataFrame({"vem": ["säkerhetssamordnaren"]}),
    "övrigt": pd.DataFrame({"uppgift": ["nytt torg byggs"]}),
}
PROBLEM = eg.Problem(
    "P1",
    "narkotika",
    "Norr",
    cause="mörk gång",
    goal="halverat",
    how="överlåtelser vid bänken",
    status="open",
)
MEASURE = eg.Insats(
    "Belysning",
    box(200, 700, 300, 800),
    "2017-07-03",
    crs="EPSG:3006",
    responsible="gatukontoret",
    problem="P1",
)


@pytest.fixture(scope="module")
def page(town):
    return eg.lagesbild(
        town,
        ZONES,
        period="2017",
        kind="law",
        tables=TABLES,
        problems=[PROBLEM],
        insatser=[MEASURE],
    )


def told(page):
    plain = re.sub(r"<style.*?</style>|srcdoc=\"[^\"]*\"", " ", page.html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def test_every_section_of_the_law_has_what_was_given(page):
    text = told(page)
    for words in (
        *("Omfattning (4 § 1)", "Konsekvenser (4 § 1)", "boende vid torget"),
        *("Annan information av betydelse (4 § 2)", "nytt torg byggs"),
        *("Analys (4 § 3)", "överlåtelser vid bänken", "mörk gång"),
        *("Åtgärdsplan", "halverat", "Belysning", "gatukontoret"),
        *("Uppföljning", "Samordning och samverkan", "säkerhetssamordnaren"),
        *("Källor som användes och valdes bort", "skolans statistik", "sekretess"),
    ):
        assert words in text, words
    assert "nan" not in text.split()


def test_rates_are_counts_over_people_and_years(page, town):
    rates = page.tables["rates"].set_index("zone")
    year = town[town["start"].dt.year == 2017]
    whole = page.tables["rates"].iloc[0]
    assert whole["zone"] is None or pd.isna(whole["zone"])
    assert (whole["n"], whole["population"]) == (len(year), 5000)
    # The reports begin on 2 January: 364 days of the year.
    assert whole["rate"] == pytest.approx(1000 * len(year) / 5000 * 365.25 / 364)
    assert rates.loc["Norr", "n"] == (year.geometry.y > 500).sum()
    assert (rates["low"] < rates["rate"]).all()
    assert (rates["rate"] < rates["high"]).all()


def test_reference_values_are_judged_by_the_interval(page):
    found = page.tables["reference"]
    assert found["reading"].tolist() == ["higher", "lower"]


def test_shares_have_the_limits_of_wilson_and_changes_those_of_newcombe(page):
    found = page.tables["surveys"]
    # R: prop.test(50, 100, correct = FALSE)$conf.int and (40, 100): 200 answers, design 2.
    assert found["low"].iloc[:2].round(4).tolist() == [0.4038, 0.3094]
    assert found["high"].iloc[:2].round(4).tolist() == [0.5962, 0.4980]
    # Newcombe (1998), method 10, by hand from those four.
    down = np.hypot(0.40 - 0.3094, 0.5962 - 0.50)
    up = np.hypot(0.4980 - 0.40, 0.50 - 0.4038)
    assert found["change_low"].iloc[1] == pytest.approx(-0.10 - down, abs=2e-4)
    assert found["change_high"].iloc[1] == pytest.approx(-0.10 + up, abs=2e-4)
    # t of 99 degrees of freedom: 1.9842.
    assert found["low"].iloc[2] == pytest.approx(65 - 1.9842 * 2, abs=1e-3)
    assert found["low"].iloc[3:].isna().all()
    assert "intervall saknas" in told(page)


def test_what_stays_is_a_candidate_and_what_moves_is_none(page):
    found = page.tables["candidates"]
    assert found[["zone", "theme"]].values.tolist() == [["Norr", "narkotika"]]
    row = found.iloc[0]
    assert (row["n"], row["n_weeks"], row["weeks"]) == (122, 52, 52)
    assert row["n_again"] == row["n_second"]  # all at the one spot
    assert row["cost"] == 12_000
    assert row["severity"] == 2 * 122
    assert "Kunskap som saknas: var och vem äger och förvaltar." in told(page)


def test_the_document_opens_and_is_read_back(page, tmp_path):
    page.save(tmp_path / "lag", formats=("html", "docx", "xlsx"))
    document = docx.Document(str(tmp_path / "lag" / "lagesbild.docx"))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert "Åtgärdsplan" in heads
    assert "Analys (4 § 3)" in heads
    again = eg.read_meeting(tmp_path / "lag" / "lagesbild.docx")
    assert again.unread.empty
    assert next(one for one in again.problems if one.id == "P1") == PROBLEM


def test_a_workbook_gives_the_same_tables(page, town, tmp_path):
    path = tmp_path / "till-lagen.xlsx"
    with pd.ExcelWriter(path) as book:
        for name, table in TABLES.items():
            table.to_excel(book, sheet_name=name, index=False)
    again = eg.lagesbild(town, ZONES, period="2017", kind="law", tables=path)
    for name in ("rates", "reference", "surveys"):
        pd.testing.assert_frame_equal(
            again.tables[name], page.tables[name], check_dtype=False
        )


def test_without_tables_the_page_says_what_is_missing(town):
    text = told(eg.lagesbild(town, ZONES, period="2017", kind="law", lang="en"))
    for name in ("population", "consequences", "surveys", "coordination", "sources"):
        assert f"“{name}”" in text
    assert "nan" not in text.split()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"tables": {"folk": pd.DataFrame({"a": [1]})}}, "must be of befolkning"),
        ({"tables": {"befolkning": pd.DataFrame({"område": [1]})}}, "population"),
        (
            {
                "tables": {
                    "befolkning": pd.DataFrame({"område": ["Öster"], "invånare": [5]})
                }
            },
            "'Öster'",
        ),
        (
            {
                "tables": {
                    "surveys": pd.DataFrame({"question": "a", "n": [5], "share": 40})
                }
            },
            "Call the column 'percent'",
        ),
        ({"audience": "organization"}, "'organization' with kind='law'"),
        ({"kind": "lag"}, "'kind' must be"),
        ({"kind": "period", "tables": TABLES}, "kind='law'"),
    ],
)
def test_what_cannot_be_is_said(town, given, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        eg.lagesbild(town, ZONES, period="2017", **{"kind": "law", **given})
