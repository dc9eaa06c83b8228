"""Figures 10.3 and 10.2 of the EST report, part by part, in the page of Valboås.

Figure 10.3 stands as text in the report. Of figure 10.2 (Borås) the report's text has
the caption only; its parts here are those that chapters 5, 7 and 10 tell of it: every
fortnight, each party by the headings of the checklist, one joint picture.
"""

import html
import re

import pandas as pd
import pytest

import estgeo as eg

WEEK = "2018-W10"


@pytest.fixture(scope="module")
def sample():
    found = eg.sample_incidents().incidents
    return found[found["start"] >= "2016-12-26"], eg.sample_zones()


@pytest.fixture(scope="module")
def told(sample):
    """The page of the week of figure 10.3, with what its group knows and decides."""
    incidents, zones = sample
    guard, moped, night = eg.sample_insatser()
    problems = [
        eg.Problem(
            "P1",
            "incident mot anställd",
            "Centrum",
            cause="Ingen vuxen kvar när centrum stänger",
            since="2017-W20",
            status="closed",
        ),
        eg.Problem(
            "P2",
            "skadegörelse",
            "Norra Valboås",
            what="Fönsterkross på lägenheter. Otrygghetsskapande och kostsamt",
            how="Stenar som kastas på rutorna",
            cause="Låg upptäcktsrisk och låg social kontroll",
            goal="Färre krossade rutor",
            target=5,
            level="hög",
            since="2017-W40",
            status="open",
            priority="1",
        ),
        eg.Problem(
            "P3",
            "ordningsstörning",
            "Centrum",
            what="Öppen droghandel, del av polisens medborgarlöften",
            since="2018-W02",
            status="open",
        ),
        eg.Problem(
            "P4",
            "samlingsplats",
            "Östra Valboås",
            what="Valboåsskolans skolgård: skräp, hög musik, hotfullt mot förbigående",
            since="2018-W02",
            status="open",
        ),
    ]
    insatser = [
        eg.Insats(
            guard.name,
            guard.area,
            guard.start,
            kind=guard.kind,
            themes=guard.themes,
            crs=guard.crs,
            responsible="Kommunen och Valboåsbygg",
            purpose="fler kapabla väktare på stråken",
            hours="alla kvällar kl. 18–02",
            problem="P2",
        ),
        moped,
        night,
        eg.Insats(
            "Stängningsvärdar",
            None,
            "2017-05-15",
            end="2017-06-30",
            problem="P1",
            status="ended",
        ),
    ]
    levels = pd.DataFrame(
        {
            "zone": ["Norra Valboås", "Centrum", None],
            "period": [WEEK] * 3,
            "level": ["hög", "måttlig", "måttlig"],
            "comment": ["", "", "Under kontroll och relativt lugnt överlag"],
        }
    )
    page = eg.lagesbild(
        incidents,
        zones,
        period=WEEK,
        insatser=insatser,
        problems=problems,
        levels=levels,
        context={"streets": eg.sample_streets()},
        place="Valboås",
    )
    visible = re.sub(r'srcdoc=".*?"', "", page.html, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", visible)).split())


# (part of the figure, what stands in the page for it)
FIGURE_10_3 = [
    ("title and place", r"Veckolägesbild Valboås, vecka 10 2018"),
    ("prioritised areas first", r"P2\. Skadegörelse, Norra Valboås \(nivå hög"),
    ("against last week", r"Tema Vecka 10 2018 Vecka 9"),
    ("against the week before last", r"Vecka 9 Vecka 8"),
    ("against the same week last year", r"Vecka 8 Vecka 10 2017"),
    ("escalation in severity", r"Allvaret är i snitt \d"),
    ("how it is done", r"Hur: Stenar som kastas på rutorna"),
    ("it makes unsafe and costs", r"Otrygghetsskapande och kostsamt"),
    ("some streets are hit most", r"Vid Valboåsgatan|Vid Kyrkogatan|Vid \w+ "),
    (
        "the yard of the school, evenings",
        r"P4\. Samlingsplats, Östra Valboås .*skolgård",
    ),
    ("a clear rise against staff", r"Incident mot anställd, Centrum .{0,200}fler"),
    ("had before, closed", r"Har funnits tidigare och avslutats: P1"),
    ("what was done then", r"Då gjordes: Stängningsvärdar"),
    ("cause analysed then", r"Trolig orsak då: Ingen vuxen kvar"),
    ("a promise to the citizens", r"del av polisens medborgarlöften"),
    ("other themes are low", r"Inom det normala i hela området"),
    ("calm on the whole", r"Under kontroll och relativt lugnt överlag"),
    ("insatser go on", r"☒ Insatser fortsätter enligt tidigare lägesbild"),
    ("further insatser are needed", r"[☒☐] Behov finns av ytterligare insatser"),
    ("problem: what, where, how, when", r"Vad: Fönsterkross .* Hur: Stenar"),
    ("likely causes", r"Troliga orsaker: Låg upptäcktsrisk och låg social kontroll"),
    ("insats: what and where", r"Väktarpatrull"),
    ("insats: when", r"alla kvällar kl\. 18–02"),
    ("insats: purpose", r"fler kapabla väktare på stråken"),
    ("insats: who is responsible", r"Kommunen och Valboåsbygg"),
    ("operative goals", r"Målet är högst 5 rapporter: (inte )?nått"),
    ("reports that are talked about", r"Periodens rapporter Tid Plats Källa"),
]


@pytest.mark.parametrize(
    ("part", "found"), FIGURE_10_3, ids=[p for p, _ in FIGURE_10_3]
)
def test_figure_10_3_part_by_part(told, part, found):
    assert re.search(found, told), part


def test_positive_reports_are_told(sample):
    incidents, zones = sample
    good = incidents.index[incidents["start"] >= "2018-03-05"][:2]
    frame = incidents.copy()
    frame.loc[good, "is_positive"] = True
    frame.loc[good, "category"] = "Positiv händelse"
    frame["Kommentar"] = frame["Kommentar"].astype(object)
    frame.loc[good, "Kommentar"] = "Barn leker och föräldrar fikar"
    page = eg.lagesbild(frame, zones, period=WEEK)
    assert "Positiva rapporter" in page.html
    assert "Barn leker och föräldrar fikar" in page.html


@pytest.fixture(scope="module")
def boras(sample):
    """A fortnight as Borås makes it: each party its own part, and the joint one."""
    incidents, zones = sample
    listed = eg.checklists()
    words = listed[listed["checklist"] == "borås"].drop_duplicates("theme")
    named = dict(zip(words["theme"], words["category"], strict=True))
    frame = incidents.assign(
        category=incidents["theme"].map(named).fillna(incidents["category"])
    )
    return eg.lagesbilder(
        frame,
        zones,
        by="source",
        period="2018-W09/2018-W10",
        insatser=eg.sample_insatser(),
        place="Norrby",
    )


FIGURE_10_2 = [
    ("every fortnight", r"Tvåveckorslägesbild Norrby"),
    ("the parties", r"Från fastighetsbolag, kommun och polis"),
    ("each party its own part", r"Gruppernas egna bilder"),
    ("what is done", r"Angivna insatser"),
    ("the judgement", r"Hela området"),
    ("the decisions", r"Beslut"),
]


@pytest.mark.parametrize(
    ("part", "found"), FIGURE_10_2, ids=[p for p, _ in FIGURE_10_2]
)
def test_figure_10_2_part_by_part(boras, part, found):
    document = boras.joint.pages
    forms = " ".join(
        cell for form in document.forms for row in form.rows for cell in row
    )
    text = boras.joint.html + " " + forms
    assert re.search(found, text), part


def test_the_parties_pictures_are_their_own(boras):
    for name, picture in boras.parts.items():
        assert f"Från {name}" in picture.html
