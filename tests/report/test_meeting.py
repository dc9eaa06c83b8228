"""Three weeks of Valboås: page, edited document, read back, next page."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import docx
import pandas as pd
import pytest

import estgeo as eg

WEEKS = ("2018-W08", "2018-W09", "2018-W10")
CAUSE = "Låg upptäcktsrisk och låg social kontroll: få vuxna ute på kvällen."


@pytest.fixture(scope="module")
def valboas():
    """The sample, week by week as it would have been known: late reports come later."""
    found = eg.sample_incidents().incidents
    found = found[found["start"] >= "2017-01-02"]
    return found, eg.sample_zones(), list(eg.sample_insatser()), eg.sample_streets()


def known_at(incidents, week):
    """Return the reports that had come in by the end of a week."""
    end = eg.period_counts(incidents, every="week").set_index("period").loc[week, "end"]
    told = incidents["reported_at"].fillna(incidents["start"])
    return incidents[(incidents["start"] < end) & (told < end)]


def fill_in(path, wanted):
    """Write into the boxes of a document, as a person would who does not mind its code.

    ``wanted``: {(words in the first row of the table, label of the row): text}; rows of
    a wide table are (words in the first row, (row, column)).
    """
    document = docx.Document(str(path))
    left = dict(wanted)
    for table in document.tables:
        head = " ".join(cell.text for cell in table.rows[0].cells)
        for (words, place), text in wanted.items():
            if words not in head:
                continue
            if isinstance(place, tuple):
                table.rows[place[0]].cells[place[1]].text = text
                left.pop((words, place), None)
                continue
            for row in table.rows:
                if row.cells[0].text == place:
                    row.cells[1].text = text
                    left.pop((words, place), None)
    assert not left, left
    document.save(str(path))


@pytest.fixture(scope="module")
def weeks(valboas, tmp_path_factory):
    """Three pages, each made from the document of the one before."""
    incidents, zones, insatser, streets = valboas
    folder = tmp_path_factory.mktemp("weeks")
    pages, meetings, previous = [], [], None
    for week in WEEKS:
        page = eg.lagesbild(
            known_at(incidents, week),
            zones,
            period=week,
            insatser=insatser if previous is None else (),
            previous=previous,
            context={"streets": streets},
            place="Valboås",
        )
        page.save(folder / week, formats=("html", "docx"))
        path = folder / week / "lagesbild.docx"
        if week == WEEKS[0]:
            first_week(path, page)
        if week == WEEKS[1]:
            second_week(path, page)
        previous = eg.read_meeting(path)
        pages.append(page)
        meetings.append(previous)
    return pages, meetings, folder


def first_week(path, page):
    """The group takes up one problem, adds one of its own, and decides an insats."""
    fill_in(
        path,
        {
            ("Problem P1", "Hur"): "Stenar kastas mot rutorna.",
            ("Problem P1", "Troliga orsaker"): CAUSE,
            ("Problem P1", "Mål"): "Färre krossade rutor",
            ("Problem P1", "Högst antal rapporter"): "3,5",
            ("Problem P1", "Prioritet"): "1",
            ("Problem P1", "Nivå"): "2,5",
            ("Problem P1", "Status"): "Pågår",
            ("Nytt problem", "Tema"): "narkotika",
            ("Nytt problem", "Område"): "Centrum",
            ("Nytt problem", "Vad"): "Öppen droghandel, ett medborgarlöfte",
            (
                "Framtagen av",
                "Beslut (vad, vem, när)",
            ): "Nattvandrarna går även söndag.",
            ("Framtagen av", "Nästa möte"): "onsdag 28 februari kl. 9",
            ("Område Nivå Kommentar", (1, 1)): "2",
            ("Område Nivå Kommentar", (1, 2)): "lugnt på det hela",
            ("Område Nivå Kommentar", (2, 1)): "3",
            ("Nr Insats", (4, 1)): "Information till föräldrar",
            ("Nr Insats", (4, 2)): "P1",
            ("Nr Insats", (4, 3)): "5 mars",
            ("Nr Insats", (4, 6)): "Skolan",
            ("Nr Insats", (4, 7)): "fler föräldrar ute",
            ("Nr Insats", (4, 8)): "beslutad",
            ("Nr Insats", (1, 6)): "Valboåsbygg",
        },
    )


def second_week(path, page):
    """A word nobody can read, a note in the margin, and a problem that is closed."""
    document = docx.Document(str(path))
    document.paragraphs[3].add_run(" Ring polisen!")
    document.save(str(path))
    own = next(one for one in page.meeting.problems if one.theme == "narkotika")
    fill_in(
        path,
        {
            ("Problem P1", "Status"): "kanske",
            ("Problem P1", "Högst antal rapporter"): "några få",
            (f"Problem {own.id} ", "Status"): "avslutad",
            ("Nr Insats", (4, 4)): "i vår",
            ("Nr Insats", (5, 1)): "Lampor i tunneln",
            ("Område Nivå Kommentar", (1, 1)): "3",
        },
    )


def text_of(page):
    visible = re.sub(r'srcdoc=".*?"', "", page.html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", visible)


def test_what_was_written_is_in_the_records_and_nothing_else(weeks):
    pages, meetings, _ = weeks
    before, after = pages[0].meeting, meetings[0]
    assert after.unread.empty
    wanted = replace(
        before.problems[0],
        how="Stenar kastas mot rutorna.",
        cause=CAUSE,
        goal="Färre krossade rutor",
        target=3.5,
        level=2.5,
        priority="1",
        status="open",
    )
    own = eg.Problem(
        f"P{len(before.problems) + 1}",
        "narkotika",
        "Centrum",
        what="Öppen droghandel, ett medborgarlöfte",
        since=WEEKS[0],
        status="open",
    )
    assert after.problems == (wanted, *before.problems[1:], own)
    guard, moped, night = before.insatser
    told = eg.Insats(
        "Information till föräldrar",
        None,
        "2018-03-05",
        responsible="Skolan",
        purpose="fler föräldrar ute",
        status="decided",
        problem="P1",
        id="I4",
    )
    guard = replace(guard, responsible="Valboåsbygg")
    assert after.insatser == (guard, moped, night, told)
    assert after.levels[["zone", "level", "comment"]].to_numpy().tolist() == [
        [None, 2.0, "lugnt på det hela"],
        [pages[0].tables["by_area"]["zone"].iloc[1:].sort_values().iloc[0], 3.0, None],
    ]
    assert after.notes["decision"] == "Nattvandrarna går även söndag."
    assert after.notes["next"] == "onsdag 28 februari kl. 9"
    assert after.counts.equals(before.counts)


def test_the_next_page_carries_on(weeks):
    pages, meetings, _ = weeks
    told = text_of(pages[1])
    assert "Beslut förra gången: Nattvandrarna går även söndag" in told
    assert CAUSE in told
    assert "Stenar kastas mot rutorna." in told
    assert "Målet är högst 3,5 rapporter" in told
    assert "Öppen droghandel, ett medborgarlöfte" in told
    assert "Information till föräldrar är planerad från 5 mars 2018" in told
    assert "Valboåsbygg" in told
    first = pages[1].meeting
    assert {one.id for one in meetings[0].problems if one.status != "new"} <= {
        one.id for one in first.problems
    }
    # The group's first priority stands first.
    headings = re.findall(r"<h3>(P\d+)\.", pages[1].html)
    assert headings[0] == "P1"
    assert len(headings) == len(set(headings))


def test_late_reports_are_told(weeks, valboas):
    pages, _, _ = weeks
    incidents = valboas[0]
    changes = pages[1].tables["changed_since"]
    problems = incidents[~incidents["is_positive"]]
    then = known_at(problems, WEEKS[0])
    now = known_at(problems, WEEKS[1])
    for frame, column in ((then, "n_then"), (now, "n_now")):
        counts = eg.week_status(frame, period=WEEKS[0])["n"].iloc[0]
        said = pages[0].meeting.counts["n"].sum()
        moved = changes[column].sum() - changes["n_then"].sum()
        assert counts == said + moved
    assert (changes["n_now"] != changes["n_then"]).all()


def test_what_cannot_be_read_is_said_and_nothing_is_lost(weeks):
    pages, meetings, _ = weeks
    before, after = pages[1].meeting, meetings[1]
    texts = " ".join(after.unread["text"])
    for said in ("kanske", "några få", "Ring polisen!", "i vår", "Lampor i tunneln"):
        assert said in texts, said
    assert len(after.unread) == 5
    assert after.problems[0] == before.problems[0]  # its status and goal stand
    own = next(one for one in after.problems if one.theme == "narkotika")
    assert own.status == "closed"
    assert after.insatser == before.insatser


def test_a_closed_problem_is_remembered_and_not_on_the_page(weeks):
    pages, meetings, _ = weeks
    own = next(one for one in meetings[1].problems if one.theme == "narkotika")
    assert own in pages[2].meeting.problems
    headings = re.findall(r"<h3>(P\d+)\.", pages[2].html)
    assert own.id not in headings
    assert "Avslutade" in text_of(pages[2])


def test_levels_follow_the_weeks_and_are_drawn(weeks):
    pages, _, _ = weeks
    levels = pages[2].meeting.levels
    whole = levels[levels["zone"].isna()].set_index("period")["level"]
    assert whole.to_dict() == {WEEKS[0]: 2.0, WEEKS[1]: 3.0}
    assert "Gruppens nivå för hela området bredvid antalet rapporter" in pages[2].html


def test_a_document_nobody_touched_changes_nothing(weeks):
    pages, meetings, _ = weeks
    before, after = pages[2].meeting.to_records(), meetings[2].to_records()
    before.pop("notes"), after.pop("notes")
    assert after == before
    assert meetings[2].unread.empty


def test_the_document_has_headings_alternative_text_stamp_and_pages(weeks):
    _, _, folder = weeks
    document = docx.Document(str(folder / WEEKS[2] / "lagesbild.docx"))
    styles = [one.style.name for one in document.paragraphs if one.text]
    assert styles.count("Heading 1") > 8
    assert "Heading 2" in styles
    drawings = document.element.xpath("//wp:docPr")
    assert len(drawings) >= 3
    assert all(len(one.get("descr")) > 20 for one in drawings)
    section = document.sections[0]
    assert "INTERN" in section.header.paragraphs[0].text
    fields = section.footer._element.xpath(".//w:fldSimple/@w:instr")
    assert fields == ["PAGE", "NUMPAGES"]
    heads = document.element.xpath("//w:tbl/w:tr[1]/w:trPr/w:tblHeader")
    assert len(heads) >= len(document.tables) - 1


def test_a_document_without_its_memory_says_so(weeks, tmp_path):
    pages, meetings, folder = weeks
    import zipfile

    path, bare = folder / WEEKS[2] / "lagesbild.docx", tmp_path / "bare.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("customXml"):
                continue
            if name == "word/_rels/document.xml.rels":
                content = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", content)
            new.writestr(name, content)
    found = eg.read_meeting(bare)
    assert found.period == WEEKS[2]
    assert "tappat sitt minne" in found.unread["why"].iloc[0]
    shown = re.findall(r"<h3>(P\d+)\.", pages[2].html)
    kept = {one.id: one.cause for one in meetings[2].problems if one.id in shown}
    assert {one.id: one.cause for one in found.problems} == kept
    assert [one.name for one in found.insatser] == [
        one.name for one in meetings[2].insatser
    ]


def test_python_docx_is_asked_for_by_its_extra(weeks, monkeypatch, tmp_path):
    pages, _, _ = weeks

    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr("estgeo.report._docx.import_module", missing)
    with pytest.raises(ImportError, match=r"estgeo\[documents\]"):
        pages[0].save(tmp_path, formats=("html", "docx"))
    assert not list(Path(tmp_path).iterdir())


def test_another_format_is_refused(weeks, tmp_path):
    with pytest.raises(ValueError, match="'formats' must be"):
        weeks[0][0].save(tmp_path, formats=("pdf",))


def test_a_page_from_an_earlier_time_cannot_follow(weeks, valboas):
    incidents, zones, _, _ = valboas
    with pytest.raises(ValueError, match="of a period before 2018-W08"):
        eg.lagesbild(incidents, zones, period=WEEKS[0], previous=weeks[1][1])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-03-12", "2018-03-12"),
        ("12 mars 2018", "2018-03-12"),
        ("12 mars", "2018-03-12"),
        ("12/3", "2018-03-12"),
        ("3 jan", "2018-01-03"),
        ("28 december", "2017-12-28"),
        ("31 februari", None),
        ("snart", None),
    ],
)
def test_days_as_people_write_them(text, day):
    from estgeo.report.meeting import _day

    found = _day(text, "2018-W10")
    assert found == (None if day is None else pd.Timestamp(day))


def test_the_levels_are_followed_on_from_page_to_page(weeks):
    """What was said of a week stays, though its reports came in later."""
    _, meetings, _ = weeks
    kept = [
        meeting.watch.fillna("").set_index(["zone", "theme"]) for meeting in meetings
    ]
    for before, after in itertools.pairwise(kept):
        old = before[before["n"] != ""]
        both = after.loc[old.index]
        assert (both["first"] == old["first"]).all()
        assert (both["watched"] == old["watched"]).all()
        for name in ("n", "effort", "plain"):
            pairs = zip(both[name], old[name], strict=True)
            assert all(now.startswith(f"{then} ") for now, then in pairs)
    # The last week is one longer each time.
    lengths = [len(one["n"].iloc[0].split()) for one in kept]
    assert lengths == [lengths[0], lengths[0] + 1, lengths[0] + 2]


def test_what_the_watch_said_is_the_same_with_and_without_late_reports(valboas, weeks):
    incidents, zones, _, _ = valboas
    _, meetings, _ = weeks
    twice = pd.concat([known_at(incidents, WEEKS[2])] * 2)  # each report once more
    now = eg.lagesbild(twice, zones, period=WEEKS[2], previous=meetings[1])
    old = meetings[1].watch.fillna("").set_index(["zone", "theme"])["n"]
    new = now.meeting.watch.fillna("").set_index(["zone", "theme"])["n"]
    assert all(new[key].startswith(f"{old[key]} ") for key in old.index)
    text = "Nivåerna följs vidare från förra lägesbilden"
    assert text in now.html
    fresh = eg.lagesbild(incidents, zones, period=WEEKS[2])
    assert text not in fresh.html


def test_other_areas_begin_a_watch_of_their_own(valboas, weeks):
    incidents, zones, _, _ = valboas
    _, meetings, _ = weeks
    renamed = zones.assign(name=[f"Område {k}" for k in range(len(zones))])
    page = eg.lagesbild(incidents, renamed, period=WEEKS[2], previous=meetings[1])
    assert set(page.meeting.watch["zone"].dropna()) == set(renamed["name"])
