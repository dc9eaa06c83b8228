"""What reading every sentence of three weeks of Valboås found, kind by kind."""

import re

import docx
import matplotlib.font_manager
import matplotlib.ft2font
import pandas as pd
import pytest

import estgeo as eg
from estgeo.report.meeting import _day, read_meeting
from estgeo.words.meeting import goal_words

WEEK = "2018-W10"
CAUSE = "Få vuxna ute.\nLåg upptäcktsrisk."


@pytest.fixture(scope="module")
def known():
    found = eg.sample_incidents().incidents
    found = found[found["start"] >= "2016-12-26"]
    end = pd.Timestamp("2018-03-12", tz="Europe/Stockholm")
    came = found["reported_at"].fillna(found["start"])
    return found[(found["start"] < end) & (came < end)]


@pytest.fixture(scope="module")
def page(known):
    """The week with records as a group has them, and one report outside the areas."""
    zones = eg.sample_zones()
    inside = known.geometry.intersects(zones.union_all())
    away = known[inside].tail(1)
    away = away.set_geometry(away.translate(50_000, 0)).assign(incident_id="borta")
    problems = (
        eg.Problem("P1", "skadegörelse", "Norra Valboås", target=100, status="open"),
        eg.Problem("P2", "incident mot anställd", "Centrum", target=2, status="open"),
        eg.Problem("P3", "Buller från mopeder", "Södra Valboås", status="open"),
        eg.Problem("P4", "skadegörelse", "Östra Valboås", cause=CAUSE, status="closed"),
        eg.Problem("P5", "samlingsplats", "Östra Valboås", since="2018-W09"),
        eg.Problem("P6", "brand", "Södra Valboås", since="2018-W08"),
    )
    levels = pd.DataFrame(
        {
            "zone": [None, None, "Centrum"],
            "period": ["2018-W08", "2018-W09", "2018-W09"],
            "level": [2.0, 3.0, "röd"],
            "comment": ["lugnt", None, "stökigt vid stängning"],
        }
    )
    counts = pd.DataFrame(
        [("2018-W09", "Östra Valboås", "samlingsplats", 3)],
        columns=["period", "zone", "theme", "n"],
    )
    notes = {"decision": "Lampor lagas.", "decided": "Gruppen", "needed": "X"}
    before = eg.Meeting(
        "2018-W09",
        problems=problems,
        insatser=(eg.Insats("Information", None, "2018-03-05", problem="P2"),),
        levels=levels.astype(object),
        counts=counts.astype(object),
        notes=notes,
    )
    reports = pd.concat([known, away])
    return eg.lagesbild(reports, zones, period=WEEK, previous=before, place="Valboås")


@pytest.fixture(scope="module")
def told(page):
    visible = re.sub(r'srcdoc=".*?"', "", page.html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", visible).split())


def test_a_time_known_as_a_stretch_stands_with_both_ends(page, known):
    shown = re.findall(
        r"<t[dh][^>]*>\s*(\w+ \d+/\d+ \d\d\.\d\d[^<]*?)\s*</t[dh]>", page.html
    )
    assert len(shown) > 10
    stretches = 0
    for text in shown:
        first, _, last = text.partition("–")
        day, month, clock = re.search(r"(\d+)/(\d+) (\S+)", first).groups()
        start = pd.Timestamp(
            f"2018-{month}-{day} {clock.replace('.', ':')}", tz="Europe/Stockholm"
        )
        mine = known[known["start"] == start]
        ends = {f"{end:%H.%M}" for end in mine["end"] if end > start}
        points = (mine["end"] == mine["start"]).any()
        assert last.split(" ")[-1] in ends if last else points, text
        stretches += bool(last)
    assert stretches > 2


def test_a_goal_kept_in_an_unfinished_week_is_kept_so_far(told):
    assert "Perioden är inte färdig" in told
    text = "Målet är högst 100 rapporter: nått hittills, men fler rapporter kan komma"
    assert text in told
    assert "Målet är högst 2 rapporter: inte nått (7)" in told  # cannot be mended
    assert goal_words(5, 5, "sv") == "Målet är högst 5 rapporter: nått (5)."


def test_a_theme_no_report_has_is_not_said_to_have_none(told):
    part = told.split("P3. Buller från mopeder, Södra Valboås")[-1][:200]
    assert "räknas inte" in part
    assert "Inga rapporter" not in part.split("Vad:")[0]


def test_what_was_closed_before_is_not_listed_for_the_first_time(told):
    part = re.search(r"P\d+\. Skadegörelse, Östra Valboås \d.*?Insatser:", told)[0]
    assert "Har funnits tidigare och avslutats: P4" in part
    assert "Listas första gången" not in part
    assert "Trolig orsak då: Få vuxna ute. Låg upptäcktsrisk." in part


def test_a_proposal_that_is_few_now_is_told_and_keeps_its_number(page, told):
    assert "inget skrivet av gruppen: P5. Samlingsplats, Östra Valboås." in told
    ids = [one.id for one in page.meeting.problems]
    assert {"P5", "P6"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_what_was_decided_stands_with_who_and_the_need(told):
    assert "Beslut förra gången: Lampor lagas (Gruppen)." in told
    assert "Behov av ytterligare insatser förra gången: ja." in told


def test_the_sources_are_of_the_reports_that_are_counted(page, told):
    assert "ligger utanför områdena. Den räknas inte i något tal på sidan" in told
    sources = page.tables["who"]
    whole = page.tables["by_theme"]
    n = int(whole.loc[whole["theme"].isna(), "n"].iloc[0])
    assert sources.loc[sources["by"] == "source", "n"].sum() == n


def test_an_insats_without_themes_or_end_says_no_more(page):
    table = page.tables["insatser"]
    row = table.iloc[0]
    assert row["Teman"] == ""
    assert row["När"] == "från 5 mars 2018"
    assert "till –" not in page.html


def test_comments_of_earlier_levels_stay_and_words_do_not_hide_figures(page, told):
    assert "Vecka 8: lugnt" in told
    assert "Vecka 9: stökigt vid stängning" in told
    assert "Gruppens nivå för hela området bredvid antalet rapporter" in page.html


def test_names_in_a_list_can_be_told_apart(told):
    line = told.split("Nya förslag: ")[1].split(" Inte med")[0]
    named = re.findall(r"P\d+\. [^;]*", line)
    assert len(named) > 1
    assert line.count("; ") == len(named) - 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mån 5/3", "2018-03-05"),
        ("måndag den 5 mars", "2018-03-05"),
        ("den 5 mars", "2018-03-05"),
        ("Tors. 8/3", "2018-03-08"),
        ("tis 5/3", None),  # the fifth was a Monday
        ("vecka 10", None),
    ],
)
def test_days_with_their_weekday(text, day):
    found = _day(text, WEEK)
    assert found == (None if day is None else pd.Timestamp(day))


@pytest.fixture(scope="module")
def document(page, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sentences")
    page.save(folder, formats=("docx",))
    return folder / "lagesbild.docx"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("max 2", 2.0),
        ("Högst 3,5 rapporter", 3.5),
        ("≤ 4 st", 4.0),
        ("1 000", 1000.0),
        ("2-3", None),
        ("färre än 2", None),
    ],
)
def test_a_goal_as_people_write_it(document, tmp_path, text, target):
    path = tmp_path / "lagesbild.docx"
    written = docx.Document(str(document))
    for table in written.tables:
        if table.rows[0].cells[0].text == "Problem P1":
            table.rows[5].cells[1].text = text
        if table.rows[0].cells[0].text == "Nytt problem":
            table.rows[1].cells[1].text = "Brand"
            table.rows[2].cells[1].text = "centrum"
        if table.rows[0].cells[0].text == "Nr":
            table.rows[1].cells[2].text = "p2"
    written.save(str(path))
    found = read_meeting(path)
    assert found.problems[0].target == (100 if target is None else target)
    assert found.unread["text"].tolist() == ([] if target is not None else [text])
    assert (found.problems[-1].theme, found.problems[-1].zone) == ("brand", "Centrum")
    assert found.insatser[0].problem == "P2"


def test_no_word_of_the_document_breaks_in_a_wide_font(document):
    """DejaVu Sans is what LibreOffice takes where Calibri is not there."""
    path = matplotlib.font_manager.findfont("DejaVu Sans")
    bold = matplotlib.font_manager.findfont("DejaVu Sans:bold")
    fonts = {one: matplotlib.ft2font.FT2Font(one) for one in (path, bold)}
    words = 0
    for table in docx.Document(str(document)).tables:
        for row in table.rows:
            for cell in row.cells:
                for run in cell.paragraphs[0].runs:
                    if row._tr.xpath(".//w:textDirection"):
                        continue
                    font = fonts[bold if run.bold else path]
                    font.set_size(run.font.size.pt, 72)
                    for word in re.split(r"[ \n\t]|(?<=\w-)", run.text):
                        font.set_text(word)
                        wide = font.get_width_height()[0] / 64 / 72 * 2.54
                        assert wide + 0.38 <= cell.width.cm, word
                        words += 1
    assert words > 500
