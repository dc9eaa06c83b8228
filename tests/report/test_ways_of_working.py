"""What groups of the report do and could not do in the first round: one call each.

The rows are those of a comparison of the report's ways of working with the product,
marked "no" or "partly" then.
"""

import re
import zipfile
from functools import lru_cache
from html import unescape

import pandas as pd
import pytest

import estgeo as eg

WEEK, LAST = "2018-W08", "2018-W07"
PROBLEM = eg.Problem(
    "P7",
    "skadegörelse",
    "Västra Valboås",
    what="stenar mot fönster, otrygghetsskapande och kostsamt",
    cause="få vuxna ute",
    goal="färre krossade rutor",
    target=3,
    status="open",
    priority="1",
)
MEASURE = eg.Insats(
    "Föräldrabrev",
    None,
    "2018-01-15",
    responsible="skolan",
    purpose="fler vuxna ute",
    problem="P7",
)
TABLES = {
    "befolkning": pd.DataFrame({"område": [], "invånare": []}),
    "konsekvenser": pd.DataFrame(
        {"tema": ["skadegörelse"], "kostnad": [90_000], "drabbar": ["många boende"]}
    ),
    "undersökningar": pd.DataFrame(
        {"fråga": ["otrygg sen kväll"], "procent": [30], "antal svar": [400]}
    ),
    "källor": pd.DataFrame(
        {"källa": ["NTU"], "används": ["nej"], "varför": ["få svar"]}
    ),
}


class Town:
    """A town that a call can be remembered for."""

    def __init__(self):
        found = eg.simulate_incidents(weeks=60, rng=5)
        self.incidents, self.zones = found.incidents, found.zones
        self.insatser = found.insatser


@pytest.fixture(scope="module")
def town():
    return Town()


def told(html):
    plain = re.sub(r"<style.*?</style>|srcdoc=\"[^\"]*\"", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def page(town, period=WEEK, **given):
    return told(eg.lagesbild(town.incidents, town.zones, period=period, **given).html)


@lru_cache
def with_problem(town):
    return page(town, problems=[PROBLEM], insatser=[MEASURE])


@lru_cache
def law(town):
    tables = {name: table for name, table in TABLES.items() if len(table)}
    people = pd.DataFrame({"område": town.zones["name"], "invånare": 5000})
    values = pd.DataFrame({"vem": ["länet"], "värde": [20]})
    return page(
        *(town, "2018-Q1"),
        kind="law",
        problems=[PROBLEM],
        insatser=[MEASURE],
        tables={**tables, "befolkning": people, "jämförelsetal": values},
    )


def commented(town, _):
    incidents = town.incidents.assign(comment="stenar från bron")
    return told(eg.lagesbild(incidents, town.zones, period=WEEK).html)


def levels(level, zone=None):
    return pd.DataFrame({"zone": [zone], "period": [WEEK], "level": [level]})


def after_a_meeting(town):
    before = eg.Meeting(LAST, problems=(PROBLEM,), insatser=(MEASURE,))
    return page(town, previous=before)


def had_before(town):
    closed = eg.Problem(
        *("P7", "skadegörelse", "Västra Valboås"),
        since="2017-W30",
        status="closed",
        cause="få vuxna ute",
    )
    return page(town, previous=eg.Meeting(LAST, problems=(closed,)))


def groups(town, by):
    halves = ["Nord", "Syd", "Nord", "Syd", "Nord"]
    found = eg.lagesbilder(
        town.incidents,
        town.zones.assign(grupp=halves[: len(town.zones)]),
        period=WEEK,
        by=by,
    )
    return " ".join(told(one.html) for one in (found.joint, *found.parts.values()))


def known_to_area(town):
    rows = pd.DataFrame(
        {
            "Datum": ["2018-02-20 20:00"],
            "Kategori": ["Brand"],
            "Område": [town.zones["name"].iloc[0]],
        }
    )
    found = eg.read_incidents(rows, zones=town.zones)
    return f"{len(found.incidents)} {found.incidents['place_precision'].iloc[0]}"


def form(town, folder):
    path = eg.save_checklist(folder / "form.xlsx", "malmö", rows=5)
    asked = pd.concat(
        pd.read_excel(path, sheet_name=None, engine="openpyxl"), axis=1
    ).columns
    return " ".join(map(str, asked)) + " " + str(len(eg.checklist_questions("malmö")))


def feedback(town):
    source = str(town.incidents["source"].iloc[0])
    found = eg.feedback(
        town.incidents, [MEASURE], period=WEEK, source=source, problems=[PROBLEM]
    )
    return told(found.html)


def verdicts(town):
    found = eg.follow_up(town.incidents, town.insatser, at="2018-03-01")
    return " ".join(found.columns) + " " + " ".join(found["verdict"])


# {row of the comparison: (call, what stands in what it gives)}
ROWS = {
    "every fourteenth day": (lambda t, _: page(t, "2018-W07/2018-W08"), "Tvåveckors"),
    "half-year": (lambda t, _: page(t, "2017-H2"), "Halvårsanalys"),
    "two years": (lambda t, _: page(t, "2017-01-02/2018-02-25"), "Lägesbild"),
    "daily picture": (lambda t, _: page(t, "2018-02-23"), "Dygnslägesbild"),
    "two-step compilation": (lambda t, _: groups(t, "source"), "egna bilder"),
    "local groups": (lambda t, _: groups(t, "grupp"), "Nord"),
    "priority areas": (lambda t, _: with_problem(t), "P7. Skadegörelse, Västra"),
    "theme by source": (lambda t, _: law(t), "Källor till rapporterna"),
    "creates fear, hits many, costs": (lambda t, _: law(t), "många boende"),
    "how it is done, in the group's words": (
        lambda t, _: with_problem(t),
        "stenar mot fönster",
    ),
    "comments read": (commented, "stenar från bron"),
    "who is responsible, purpose": (lambda t, _: with_problem(t), "fler vuxna ute"),
    "probable cause carried on": (lambda t, _: after_a_meeting(t), "få vuxna ute"),
    "had before, same insats again": (lambda t, _: had_before(t), "P7"),
    "levels in colors": (lambda t, _: page(t, levels=levels("gul")), "gul"),
    "levels in halves, of the town": (lambda t, _: page(t, levels=levels(2.5)), "2,5"),
    "operative goals": (lambda t, _: with_problem(t), "färre krossade rutor"),
    "yes/no form": (form, "Datum"),
    "place as area only": (lambda t, _: known_to_area(t), "1 area"),
    "reporters in the page": (lambda t, _: page(t), "Vilka som rapporterar"),
    "letter back to reporters": (lambda t, _: feedback(t), "rapport"),
    "weekly mailing": (
        lambda t, _: page(t, audience="organization"),
        "FÖR ORGANISATIONEN",
    ),
    "external short version": (
        lambda t, _: told(
            eg.public_lagesbild(
                t.incidents, t.zones, period="2018-01", topics=["skadegörelse", "brand"]
            ).html
        ),
        "Skadegörelse",
    ),
    "which insatser should continue": (lambda t, _: verdicts(t), "next_check"),
    "insats without area": (lambda t, _: with_problem(t), "Föräldrabrev"),
    "risk periods in the page": (lambda t, _: page(t, "2017-W50"), "julafton"),
    "candidates for a deeper study": (
        lambda t, _: page(t, "2018-Q1"),
        "Kandidater till fördjupad EST",
    ),
    "action plan": (lambda t, _: law(t), "Åtgärdsplan"),
    "rates beside reference values": (lambda t, _: law(t), "länet"),
    "survey shares with uncertainty": (lambda t, _: law(t), "26 % till 35 %"),
    "consequences": (lambda t, _: law(t), "90 000"),
    "sources left out": (lambda t, _: law(t), "NTU nej få svar"),
}


@pytest.mark.parametrize("row", ROWS)
def test_one_call_does_what_the_report_does(town, tmp_path, row):
    call, expected = ROWS[row]
    found = call(town, tmp_path).replace("\u202f", " ").replace("\xa0", " ")
    assert expected in found


def test_what_goes_back_to_reporters_holds_nothing_of_single_reports(town, tmp_path):
    texts = ("incident_id", "comment", "reporter", "address", "note")
    rows = range(len(town.incidents))
    marked = town.incidents.assign(
        **{name: [f"KANARIE-{name}-{row}" for row in rows] for name in texts}
    )
    for source in marked["source"].unique()[:2]:
        page = eg.feedback(marked, town.insatser, period="2018-03", source=source)
        page.save(tmp_path / source, ("html", "docx"))
    found = eg.find_leaks(tmp_path, marked)
    assert set(found["kind"]) <= {"unread"}
    for path in tmp_path.rglob("*"):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as parts:
                raw = b"".join(map(parts.read, parts.namelist()))
        else:
            raw = path.read_bytes() if path.is_file() else b""
        assert b"KANARIE" not in raw
