"""Designs: kept as protocols, handed to every question, and told of when not kept."""

import hashlib
import json

import geopandas as gpd
import pandas as pd
import pytest
from builders import START, every
from shapely.geometry import box

import estgeo as eg


@pytest.fixture
def incidents(plain):
    return plain({0: every(2), 1: every(3), 2: every(3), 3: every(2), 4: every(4)})


@pytest.fixture
def design(areas):
    return eg.Design(
        eg.Insats("Belysning", areas([0]), START, kind="belysning", themes=["a", "b"]),
        before="40W",
        after=("2017-07-10", "2017-10-01"),
        rings=(100, 250.5),
        others=(eg.Insats("Annan", box(0, 0, 0.1, 1 / 3), "2017-01-01"),),
        study_area=areas([0, 1, 2, 3, 4]),
        selected_on=pd.Timedelta("70D"),
        candidates=areas([1, 2, 3, 4]),
        wanted=-0.2,
    )


def test_a_protocol_gives_back_the_design(design, tmp_path):
    path = tmp_path / "protokoll.json"
    design.save(path)
    kept = eg.Design.load(path)
    assert kept.protocol == "protokoll.json"
    for name in ("before", "washout", "rings", "dispersion", "wanted", "control"):
        assert getattr(kept, name) == getattr(design, name)
    assert pd.Timedelta(kept.selected_on) == design.selected_on
    assert [pd.Timestamp(day) for day in kept.after] == [
        pd.Timestamp(day) for day in design.after
    ]
    for one, other in (
        (kept.insats, design.insats),
        (kept.others[0], design.others[0]),
    ):
        assert (one.name, one.start, one.end, one.kind, one.themes) == (
            other.name, other.start, other.end, other.kind, other.themes,
        )  # fmt: skip
        assert one.area.equals_exact(other.area, 0)
    assert kept.insats.crs == "EPSG:3006"
    assert kept.candidates["name"].tolist() == [f"area {n}" for n in (1, 2, 3, 4)]
    assert kept.candidates.geom_equals_exact(design.candidates, 0).all()
    assert kept.candidates.crs == design.candidates.crs
    assert json.loads(path.read_text("utf-8"))["written"]


def test_path_design_and_insats_say_the_same(incidents, areas, tmp_path):
    insats = eg.Insats("Belysning", areas([0]), START)
    design = eg.Design(insats, candidates=areas([1, 2, 3, 4]))
    design.save(tmp_path / "p.json")
    answers = [
        eg.evaluate(incidents, design, rng=1),
        eg.evaluate(incidents, insats, candidates=areas([1, 2, 3, 4]), rng=1),
        eg.evaluate(incidents, tmp_path / "p.json", rng=1),
        eg.evaluate(incidents, str(tmp_path / "p.json"), rng=1),
    ]
    for answer in answers[1:]:
        told = answer.to_frame().drop(columns="checks_failed")
        first = answers[0].to_frame().drop(columns="checks_failed")
        pd.testing.assert_frame_equal(told, first)


def test_what_differs_from_the_protocol_is_told(incidents, areas, tmp_path):
    insats = eg.Insats("Belysning", areas([0]), START)
    candidates = areas([1, 2, 3, 4])
    eg.Design(insats, candidates=candidates).save(tmp_path / "p.json")

    def check(**given):
        found = eg.evaluate(incidents, tmp_path / "p.json", **given)
        row = found.checks.set_index("code").loc["protocol_deviation"]
        return row["ok"], row["values"]["names"]

    assert check() == (True, "")
    assert check(candidates=candidates, dispersion="relative") == (True, "")
    assert check(candidates=candidates.to_crs(4326).to_crs(3006))[0] in (True, False)
    assert check(dispersion=1.5) == (False, "dispersion")
    assert check(control=areas([3])) == (False, "control")
    assert check(candidates=areas([1, 2]), control=areas([3])) == (
        False,
        "control, candidates",
    )
    assert check(confidence=0.95) == (True, "")
    assert check(confidence=0.9) == (False, "confidence")
    plain = eg.evaluate(incidents, eg.Design(insats), dispersion=1.5)
    assert "protocol_deviation" not in set(plain.checks.code)


def test_date_and_hash_of_the_protocol_stand_in_the_result(incidents, areas, tmp_path):
    insats = eg.Insats("Belysning", areas([0]), START)
    path = tmp_path / "p.json"
    eg.Design(insats, candidates=areas([1, 2, 3, 4]), detectable=-0.3).save(path)
    kept = eg.Design.load(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    found = eg.evaluate(incidents, path).provenance.parameters
    assert found["protocol_hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert found["protocol_date"] == content["written"]
    assert (kept.detectable, kept.confidence, kept.weight) == (-0.3, 0.95, None)
    content["wanted"] = -0.2
    path.write_text(json.dumps(content), encoding="utf-8")
    assert eg.Design.load(path).protocol_hash != found["protocol_hash"]
    plain = eg.evaluate(incidents, insats, candidates=areas([1, 2, 3, 4]))
    assert plain.provenance.parameters["protocol_hash"] == ""


def test_a_protocol_of_before_these_fields_is_read(areas, tmp_path):
    path = tmp_path / "p.json"
    eg.Design(eg.Insats("Belysning", areas([0]), START)).save(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    for name in ("weight", "confidence", "detectable"):
        del content[name]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert eg.Design.load(path).confidence == 0.95
    with pytest.raises(ValueError, match="'detectable' must be a fall"):
        eg.Design(eg.Insats("Belysning", areas([0]), START), detectable=0.3)


@pytest.mark.parametrize(
    ("ask", "argument", "remedy"),
    [
        ("evaluate", "before", "Design\\(insats, before=...\\)"),
        ("evaluate", "rings", "Design\\(insats, rings=...\\)"),
        ("evaluate", "n_controls", "matched_control"),
        ("evaluate", "start", "Rename the column"),
        ("matched_control", "selected_on", "Design\\(insats, selected_on=...\\)"),
        ("placebo_effects", "others", "Design\\(insats, others=...\\)"),
        ("time_displacement", "washout", "Design\\(insats, washout=...\\)"),
    ],
)
def test_arguments_that_moved_say_where_to(incidents, areas, ask, argument, remedy):
    insats = eg.Insats("Belysning", areas([0]), START)
    more = {"matched_control": areas([1, 2]), "placebo_effects": areas([1, 2])}
    positional = [incidents, insats, *([more[ask]] if ask in more else [])]
    with pytest.raises(TypeError, match=f"'{argument}' must be given.*{remedy}"):
        getattr(eg, ask)(*positional, **{argument: "52W"})


def test_history_is_now_relative(incidents, areas):
    insats = eg.Insats("Belysning", areas([0]), START)
    with pytest.raises(ValueError, match="It is now 'relative'"):
        eg.evaluate(incidents, insats, dispersion="history")
    with pytest.raises(ValueError, match="It is now 'relative'"):
        eg.Design(insats, dispersion="history")


@pytest.mark.parametrize("wanted", [0, 0.1, -1, "10 %", None])
def test_wanted_is_a_fall(areas, wanted):
    with pytest.raises(ValueError, match="'wanted' must be a fall"):
        eg.Design(eg.Insats("a", areas([0]), START), wanted=wanted)


def test_what_is_no_design_is_refused(incidents, tmp_path):
    with pytest.raises(TypeError, match="'design' must be a Design, an Insats or"):
        eg.evaluate(incidents, 5)
    with pytest.raises(TypeError, match="'insats' must be an Insats"):
        eg.Design("Belysning")
    for text in ("not json", "{}", "[1]"):
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(ValueError, match="'path' must be a protocol"):
            eg.evaluate(incidents, tmp_path / "x.json")


def test_a_design_keeps_any_crs_and_bare_polygons(areas, tmp_path):
    insats = eg.Insats("a", box(0, 0, 100, 100), START)
    local = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9)])
    eg.Design(insats, control=box(500, 0, 600, 100), candidates=local).save(
        tmp_path / "p.json"
    )
    kept = eg.Design.load(tmp_path / "p.json")
    assert kept.insats.crs is None
    assert kept.control.crs is None
    assert kept.control.geometry[0].equals(box(500, 0, 600, 100))
