"""Bundles: everything comes out again, and what was changed is named."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from builders import HOSTILE, PAYLOADS
from typer.testing import CliRunner

import estgeo as eg
from estgeo.cli.commands import app


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    simulated = eg.simulate_incidents(weeks=80, rng=1)
    first = simulated.insatser[0]
    design = eg.Design(first, rings=(50,), control=simulated.zones.iloc[[2]])
    path = tmp_path_factory.mktemp("bundle") / "study.zip"
    inputs = {
        "incidents": simulated.incidents,
        "zones": simulated.zones.set_index("zone")
        if "zone" in simulated.zones
        else simulated.zones,
        "design": design,
        "panel": pd.DataFrame(
            {
                "zone": np.repeat(range(6), 12),
                "time": np.tile(np.arange(1, 13), 6),
                "n": 9 + np.arange(72) * 7 % 5,
                "first_time": np.repeat([7, 7, 0, 0, 0, 0], 12),
            }
        ),
    }
    steps = {
        "main": (
            "evaluate",
            {"incidents": "$incidents", "design": "$design", "rng": 1},
        ),
        "effect": ("staggered_effect", {"panel": "$panel"}),
        "leads": ("event_study", {"panel": "$panel"}),
    }
    eg.save_bundle(path, inputs, steps=steps)
    return path


def changed(bundle, target, change):
    """Return a copy of a bundle in which one file is another."""
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = change(name, old.read(name).decode())
            if text is not None:
                new.writestr(name, text)
    return target


def test_what_was_computed_comes_out_again(bundle):
    found = eg.verify_bundle(bundle)
    assert found.is_same
    assert not len(found.differences)
    assert found.n_results == 3
    assert "All is the same" in found.sentence("en")


def test_a_changed_row_and_its_results_are_named(bundle, tmp_path):
    def change(name, text):
        if name != "inputs/panel.json":
            return text
        content = json.loads(text)
        column = next(one for one in content["table"] if one["name"] == "n")
        column["values"][40] += 5
        return json.dumps(content)

    found = eg.verify_bundle(changed(bundle, tmp_path / "b.zip", change))
    assert not found.is_same
    told = found.differences
    assert told[told["what"] == "row"]["detail"].tolist() == ["row 40"]
    assert set(told[told["what"] == "result"]["name"]) == {"effect", "leads"}
    assert "row 40 of inputs/panel.json" in found.sentence("en")


def test_a_changed_result_version_and_file_are_named(bundle, tmp_path):
    def change(name, text):
        if name == "results/effect.json":
            content = json.loads(text)
            content["fields"]["ratio"] *= 0.9
            return json.dumps(content)
        if name == "manifest.json":
            return text.replace('"numpy": "', '"numpy": "0.')
        return None if name == "methods.txt" else text

    told = eg.verify_bundle(changed(bundle, tmp_path / "b.zip", change)).differences
    pairs = set(zip(told["what"], told["name"], strict=True))
    assert ("file", "results/effect.json") in pairs
    assert ("result", "effect") in pairs
    assert ("file", "manifest.json") in pairs
    assert ("missing", "methods.txt") in pairs
    assert ("version", "numpy") in pairs
    assert told[told["name"] == "effect"]["detail"].iloc[0].startswith("fields.ratio")


def test_any_changed_byte_is_noticed(bundle, tmp_path):
    whole = bundle.read_bytes()
    with zipfile.ZipFile(bundle) as packed:
        spots = [
            entry.header_offset + 60
            for entry in packed.infolist()
            if entry.compress_size > 100
        ]
    for spot in spots[:4]:
        broken = bytearray(whole)
        broken[spot] ^= 0x11
        path = tmp_path / "b.zip"
        path.write_bytes(bytes(broken))
        assert _is_noticed(path)


def _is_noticed(path):
    try:
        return not eg.verify_bundle(path).is_same
    except ValueError as error:
        return "'path' must be a bundle" in str(error)


def test_texts_that_want_to_run_are_texts_of_a_bundle(tmp_path):
    texts = list(dict.fromkeys([*PAYLOADS, HOSTILE, "\tx", "\r=1", "a\x07"]))
    zones = [text for text in texts for _ in range(3)]
    panel = {"zone": zones, "time": [1, 2, 3] * len(texts), "n": [20] * len(zones)}
    panel |= {"first_time": [3] * 3 + [0] * (len(zones) - 3), "=HYPERLINK(1)": "x"}
    steps = {"effect": ("staggered_effect", {"panel": "$panel"})}
    path = tmp_path / "a.zip"
    eg.save_bundle(path, {"panel": pd.DataFrame(panel)}, steps=steps)
    with zipfile.ZipFile(path) as parts:
        # No table that a spreadsheet opens and no page: each file is a text as it is.
        assert {Path(name).suffix for name in parts.namelist()} <= {
            ".json",
            ".txt",
            ".sha256",
        }
        kept = json.loads(parts.read("inputs/panel.json"))
    assert kept["table"][0]["values"] == zones
    assert eg.verify_bundle(path).is_same


def test_the_command_verifies(bundle, tmp_path):
    good = CliRunner().invoke(app, ["verify", str(bundle), "--lang", "en"])
    assert good.exit_code == 0
    assert "All is the same" in good.output
    bad = changed(
        bundle,
        tmp_path / "b.zip",
        lambda name, text: text + " " if "zones" in name else text,
    )
    found = CliRunner().invoke(app, ["verify", str(bad), "--lang", "en"])
    assert found.exit_code == 1
    assert "inputs/zones.json" in found.output


def test_what_cannot_be_computed_again_is_refused(tmp_path):
    with pytest.raises(ValueError, match="'steps' must be of"):
        eg.save_bundle(tmp_path / "b.zip", {}, steps={"a": ("read_incidents", {})})
    with pytest.raises(ValueError, match="'steps' must be of"):
        eg.save_bundle(
            tmp_path / "b.zip", {}, steps={"a": ("event_study", {"panel": "$panel"})}
        )
    (tmp_path / "no.zip").write_text("no")
    with pytest.raises(ValueError, match="'path' must be a bundle"):
        eg.verify_bundle(tmp_path / "no.zip")
