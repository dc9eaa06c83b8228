"""A made-up language finds every text that stands outside the catalogs."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys

import matplotlib.text
import pytest
from matplotlib import pyplot as plt
from words.pseudo import CHANGED, write_pseudo_catalog

import estgeo as eg
from estgeo._language import add_language, say

# Names and units, which are the same in every language.
NAMES = {"estgeo", "km", "EPSG", "Europe", "Stockholm", "Python", "SWEREF", "TM"}
# What a page of a map says to its own script.
SCRIPT_WORDS = re.compile(r"call_\w+|#[0-9a-f]{6}|[0-9a-f]{32,}")
PIECES = {
    *("box", "head", "layer", "key", "polygon", "line"),
    *("overlayPane", "frame", "finish"),
}
WORD = re.compile(r"[A-Za-zÅÄÖåäö]{2,}")
# Holidays are data: their Swedish names.
HOLIDAYS = re.compile(r"allhelgonaafton|alla helgons dag")


def latin_words(text):
    text = HOLIDAYS.sub("", SCRIPT_WORDS.sub("", text))
    return sorted(set(WORD.findall(text)) - NAMES)


def seen(page):
    """What a reader of a page sees or hears: its text and the texts of its marks."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    told = re.findall(r'(?:title|alt|aria-label|placeholder)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", page), *told]))


def said_by_map(m):
    """What a map hands to its script, and its page."""
    page = seen(m.get_root().render())
    found = [page, *m._frame()["words"].values()]
    values = [vars(piece) for piece in m._children.values()]
    while values:
        value = values.pop()
        if isinstance(value, dict):
            values += [v for k, v in value.items() if not str(k).startswith("_")]
        elif isinstance(value, list | tuple):
            values += value
        elif isinstance(value, str):
            found.append(re.sub(r"<[^>]+>", " ", value))
    return " ".join(found)


@pytest.fixture(scope="module")
def lang(tmp_path_factory):
    return add_language(write_pseudo_catalog(tmp_path_factory.mktemp("words")))


@pytest.fixture(scope="module")
def town():
    """A town whose own names have no Latin letter."""
    made = eg.simulate_incidents(weeks=60, rng=2018)
    incidents, zones = made.incidents.copy(), made.zones.copy()
    for column in ("category", "source", "reporter", "comment"):
        texts = incidents[column].astype("object")
        incidents[column] = texts.map(lambda t: str(t).translate(CHANGED))
    zones["name"] = zones["name"].map(lambda name: name.translate(CHANGED))
    walk = eg.Insats("Πορεία", zones.geometry.iloc[0], "2017-09-04", crs=zones.crs)
    return incidents, zones, walk


@pytest.mark.parametrize(
    ("audience", "period"), [("group", "2017-W40"), ("organization", "2017-09")]
)
def test_a_lagesbild(lang, town, audience, period):
    incidents, zones, walk = town
    page = eg.lagesbild(
        incidents, zones, period=period, insatser=[walk], audience=audience, lang=lang
    )
    assert latin_words(seen(page.html)) == []


def test_a_public_lagesbild(lang, town):
    incidents, zones, _ = town
    page = eg.public_lagesbild(
        incidents, zones, period="2017-09", topics=["skadegörelse", "brand"], lang=lang
    )
    assert latin_words(seen(page.html)) == []


def test_the_explorer(lang, town):
    incidents, zones, _ = town
    page = eg.explorer(incidents, zones, lang=lang).html
    words = json.JSONDecoder().raw_decode(page[page.index('"words":{') + 8 :])[0]
    said = [
        text
        for one in words.values()
        for text in (one.values() if isinstance(one, dict) else [one])
    ]
    assert len(said) > 100
    plain = re.sub(r"\{\w+\}", "", " ".join(said))
    assert latin_words(f"{plain} {seen(page)}") == []


def test_maps(lang, town):
    incidents, zones, walk = town
    counted = eg.count_in_zones(incidents, zones)
    found = eg.evaluate(incidents, eg.Design(walk))
    maps = [
        eg.map_counts(counted, name="name", lang=lang),
        eg.map_hot_spots(eg.hot_spots(counted), name="name", lang=lang),
        eg.map_evaluation(found, lang=lang),
    ]
    assert [set(latin_words(said_by_map(m))) - PIECES for m in maps] == [set()] * 3


def test_charts(lang, town):
    incidents, _, walk = town
    found = eg.evaluate(incidents, eg.Design(walk))
    axes = [
        eg.plot_evaluation(found, lang=lang),
        eg.plot_concentration(
            eg.concentration(eg.count_in_zones(incidents, town[1])), lang=lang
        ),
    ]
    for ax in axes:
        texts = ax.figure.findobj(matplotlib.text.Text)
        assert latin_words(" ".join(text.get_text() for text in texts)) == []
        plt.close(ax.figure)


def test_sentences(lang, town):
    incidents, _, walk = town
    found = eg.evaluate(incidents, eg.Design(walk))
    explained = found.explain(lang)
    texts = [found.sentence(lang), eg.hot_times(incidents).sentence(lang)]
    with pytest.warns(UserWarning, match="look like one event"):
        texts.append(eg.near_repeats(incidents.tail(300), rng=1).sentence(lang))
    texts += explained[explained.columns[-1]].astype(str).tolist()
    assert latin_words(" ".join(texts)) == []


def test_the_command(tmp_path):
    path = write_pseudo_catalog(tmp_path)
    program = (
        "import sys, estgeo; estgeo.add_language(sys.argv.pop(1));"
        "from estgeo.cli.commands import main; main()"
    )
    file = tmp_path / "1.csv"
    file.write_text("Tid;X;Y\n2018-03-07 12:00;500000;6580000\nπ;1;2\n", "utf-8")

    def run(*args):
        told = subprocess.run(
            [sys.executable, "-c", program, str(path), *args],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={"COLUMNS": "200", "PYTHONUTF8": "1"},
        )
        return told.returncode, told.stdout + told.stderr

    code, told = run("check", "1.csv", "--crs", "EPSG:3006", "--lang", "qq")
    assert code == 1
    table, facts = told.split("1.csv", 1)
    assert latin_words(table.replace("Tid", "")) == []
    # What is found in the file is told by its codes.
    names = "\n".join(line[:30] for line in facts.splitlines()[1:-2])
    assert latin_words(names) == []
    code, told = run("check", "2.csv", "--lang", "qq")
    assert code == 2
    assert say("command-cannot", "en") not in told
