"""The records of the group: files give back what was written, and the schema holds."""

import json
from pathlib import Path

import geopandas as gpd
import jsonschema
import pandas as pd
import pytest
from shapely.geometry import box

import estgeo as eg

AREA = gpd.GeoSeries([box(0.1, 1 / 3, 100, 100)], crs="EPSG:3006")
THEMES = ["skadegörelse", "narkotika", "samlingsplats", "incident mot anställd"]
HARD = '"Citat"; semikolon, =SUM(A1)\nny rad – åäö 7'


def a_problem(week, **changes):
    values = {
        "what": HARD,
        "how": "NA",
        "cause": "Låg upptäcktsrisk",
        "goal": "Högst tre i veckan",
        "target": 3.5,
        "level": "orange" if week % 2 else 2.5,
        "since": f"2018-W{week:02d}",
        "status": ("new", "open", "watched", "closed")[week % 4],
        "priority": str(week % 3 + 1),
        "area": AREA if week % 5 == 0 else None,
        "more": {"diarienr": f"KS 2018/{week}"},
    }
    theme, zone = THEMES[week % 4], f"Område {week % 6}"
    return eg.Problem(f"P{week}", theme, zone, **(values | changes))


def an_insats(week):
    return eg.Insats(
        f"Insats {week}",
        AREA if week % 3 else None,
        pd.Timestamp("2018-01-01") + pd.Timedelta(weeks=week),
        end=f"2019-{week % 12 + 1:02d}-28" if week % 2 else None,
        kind="patrull",
        themes=tuple(THEMES[: week % 4]) or None,
        responsible="Valboåsbygg",
        purpose="fler vuxna ute",
        hours="fre-lör 20-02",
        status=("", "proposed", "decided", "running", "ended")[week % 5],
        decided_on="2018-01-02" if week % 2 else None,
        problem=f"P{week}",
        id=f"I{week}",
        more={"kostnad": "12 000"},
    )


def a_year():
    """Return the records of a year of weekly meetings, in one."""
    weeks = range(1, 53)
    levels = pd.DataFrame(
        {
            "zone": [None if week % 4 == 0 else f"Område {week % 6}" for week in weeks],
            "period": [f"2018-W{week:02d}" for week in weeks],
            "level": [week % 4 + 0.5 if week % 2 else "röd" for week in weeks],
            "comment": [None if week % 3 else HARD for week in weeks],
        }
    )
    counts = pd.DataFrame(
        {
            "period": [f"2018-W{week:02d}" for week in weeks],
            "zone": "Norr",
            "theme": "brand",
            "n": list(weeks),
        }
    )
    return eg.Meeting(
        "2018",
        problems=[a_problem(week) for week in weeks],
        insatser=[an_insats(week) for week in weeks],
        levels=levels,
        counts=counts,
        watch=pd.DataFrame(
            {
                "zone": [None, "Norr"],
                "theme": [None, "brand"],
                "first": "2017-W01",
                "watched": [None, "2017-W27"],
                "is_shared": [0, 1],
                "n": ["3 4 0", "1 2 3"],
                "effort": ["1 1 1", "12 0.5 7"],
                "plain": "1 1 1",
            },
            dtype=object,
        ),
        notes={"decision": HARD, "next": "14 mars kl. 9"},
    )


@pytest.mark.parametrize("suffix", ["json", "xlsx", "gpkg"])
def test_a_year_in_and_out_is_equal(tmp_path, suffix):
    year = a_year()
    found = eg.read_meeting(year.save(tmp_path / f"moten.{suffix}"))
    assert found.to_records() == year.to_records()
    assert found.problems == year.problems
    assert found.insatser == year.insatser


@pytest.mark.parametrize("suffix", ["json", "xlsx", "csv", "gpkg"])
def test_one_table_in_and_out_is_equal(tmp_path, suffix):
    year = a_year()
    path = eg.write_records(tmp_path / f"problem.{suffix}", year.problems)
    assert tuple(eg.read_problems(path)) == year.problems
    path = eg.write_records(tmp_path / f"insatser.{suffix}", year.insatser)
    assert tuple(eg.read_insatser(path)) == year.insatser


def test_the_schema_holds_a_year_and_no_less():
    schema, year = eg.meeting_schema(), json.loads(json.dumps(a_year().to_records()))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(year, schema)
    for spoil in (
        lambda d: d.update(schema="estgeo-meeting-2"),
        lambda d: d["problems"][0].pop("id"),
        lambda d: d["problems"][0].update(status="gone"),
        lambda d: d["insatser"][0].update(start="soon"),
        lambda d: d["counts"][0].update(n=-1),
        lambda d: d.update(extra=1),
    ):
        spoiled = json.loads(json.dumps(year))
        spoil(spoiled)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoiled, schema)


def test_the_published_schema_is_that_of_the_code():
    path = Path(eg.__file__).parent / "schemas" / "meeting-1.schema.json"
    assert json.loads(path.read_text("utf-8")) == eg.meeting_schema()


def test_another_version_is_refused(tmp_path):
    path = a_year().save(tmp_path / "a.json")
    text = path.read_text("utf-8").replace("estgeo-meeting-1", "estgeo-meeting-9")
    other = tmp_path / "b.json"
    other.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="'values' must be of the schema"):
        eg.read_meeting(other)


def test_what_a_file_says_besides_is_kept(tmp_path):
    path = tmp_path / "insatser.csv"
    path.write_text(
        "namn;startdatum;ansvarig;syfte;status;kostnad;anm\n"
        "Vandring;2018-03-05;Bolaget;trygghet;running;5000;ring först\n",
        "utf-8",
    )
    (insats,) = eg.read_insatser(path)
    assert (insats.responsible, insats.purpose) == ("Bolaget", "trygghet")
    assert insats.area is None
    assert insats.more == {"kostnad": "5000", "anm": "ring först"}


def test_an_insats_without_a_place_is_not_evaluated_by_place(town):
    insats = eg.Insats("Information till föräldrar", None, "2018-01-08")
    with pytest.raises(ValueError, match=r"must be with an area.*follow_up"):
        eg.evaluate(town.incidents, insats)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"status": "gone"}, "'status' must be"),
        ({"since": "snart"}, "must be a period"),
        ({"target": -1}, "'target' must be"),
    ],
)
def test_bad_problems(changes, match):
    with pytest.raises(ValueError, match=match):
        a_problem(1, **changes)


def test_an_id_belongs_to_one():
    with pytest.raises(ValueError, match="'P1' twice"):
        eg.Meeting("2018-W10", problems=[a_problem(1), a_problem(1)])


def test_a_sheet_that_would_cut_an_area_is_refused(tmp_path):
    wide = gpd.GeoSeries([AREA.iloc[0].buffer(99, quad_segs=9999)], crs=3006)
    problem = a_problem(1, area=wide)
    with pytest.raises(ValueError, match=r"save as \.gpkg"):
        eg.write_records(tmp_path / "p.xlsx", [problem])
    path = eg.write_records(tmp_path / "p.gpkg", [problem])
    assert eg.read_problems(path) == [problem]


def test_a_csv_of_records_keeps_every_kind_of_line_end(tmp_path):
    said = ["\r=1", "a\rb", "a\nb", "a\r\nb", "a\u2028b", "a;b", 'a"b']
    problems = [eg.Problem(f"P{at}", "brand", what=one) for at, one in enumerate(said)]
    back = eg.read_problems(eg.write_records(tmp_path / "a.csv", problems))
    assert len(back) == len(said)
    for one, given in zip(back, said, strict=True):
        assert one.what.replace("\r\n", "\n").split() == given.split()


def test_a_csv_of_records_with_cells_too_many_says_where(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id;tema\nP1;brand\nP2;brand;Norr\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"at most 2 cells.*3 cells in row 2"):
        eg.read_problems(path)
    path.write_text("id;tema;område\nP1;brand\n\nP2;brand;Norr\n", encoding="utf-8")
    assert [one.zone for one in eg.read_problems(path)] == ["", "Norr"]
