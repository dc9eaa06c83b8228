"""The catalogs: the same texts in each, keys that code names, and counts of 0, 1, 2."""

from __future__ import annotations

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

import estgeo as eg
from estgeo._catalog import Catalog
from estgeo._language import (
    add_language,
    catalog,
    forms,
    key_of,
    language,
    languages,
    listed,
    month_names,
    number,
    say,
    set_language,
    template,
    weekday_names,
)

SOURCE = Path(eg.__file__).parent
CATALOGS = SOURCE / "words" / "catalog"
TEXTS = {
    lang: {
        key: (CATALOGS / f"{lang}.ftl", catalog(lang).source_of(key))
        for key in catalog(lang)
    }
    for lang in ("sv", "en")
}
SELECTED = re.compile(r"\$(\w+) *->")
# (key, value) of every text that has a form for one.
COUNTED = sorted(
    {
        (key, name)
        for lang, texts in TEXTS.items()
        for key, (_, text) in texts.items()
        for name in SELECTED.findall(text)
    }
)
# What is counted in a plural noun though it can be 1 must have a form for 1.
PLURALS = {
    "sv": "rapporter|områden|dagar|veckor|månader|perioder|punkter|rutor|rader|serier",
    "en": "reports|zones|areas|days|weeks|months|periods|points|cells|rows|incidents",
}
# Never 1, or no count: at least 2 by what calls them, limits, templates of maps.
NEVER_ONE = {
    "basis-area-centers": "centres are told of from some tens of reports on",
    "command-snapped": "told of where hundreds of reports share points",
    "places-area-centers": "centres are told of from some tens of reports on",
    "near-repeats-shared-points": "centres are told of from some tens on",
    "command-peaks-found-cells-are-peaks": "one peak has a sentence of its own",
    "effect-checks-drift-known-passed": "drift is known from three areas on",
    "effect-checks-drift-few-passed": "drift is known from three areas on",
    "effect-checks-drift-still-passed": "drift is known from three areas on",
    "explorer-page-too-few": "a limit: 30",
    "explorer-page-too-many-rows": "a limit: thousands",
    "explorer-page-hidden-map": "a limit: k, at least 3",
    "maps-large-page-of-zones-became": "told of from thousands of zones on",
    "maps-large-page-zones-make-a": "told of from thousands of zones on",
    "near-repeats-duplicates": "told of from three pairs on",
    "near-repeats-doubled": "told of from three pairs on",
    "study-never-2": "one zone has a sentence of its own",
    "study-few-draws": "a pair of areas has two draws",
    "study-plan": "a design has at least two areas",
    "public-total": "a protected count, perhaps in words",
    "hot-spots-sparse": "a mean, with decimals",
    "hot-spots-floor": "one zone alone is not tested",
    "hot-spots-one-zone": "told of from 20 reports on",
    "hot-spots-empty-surroundings": "told of from 30 zones on",
    "longer-too-few-months": "a limit: 10",
    "problems-goes-on-continues-such-reports-2": "one period has its own sentence",
    "study-synthetic": "a mix is made of several zones",
    "remedies-said-sheet-spans-cells-but-only": "far more than are filled",
    "map-change-before-after-days": "a template that the page fills in",
    "effects-found-alone-there-were-reports": "more or fewer, no number",
}


@pytest.fixture
def nynorsk(tmp_path):
    path = tmp_path / "nn.ftl"
    path.write_text("locale = nn\nreports = { $n } meldingar\n", encoding="utf-8")
    return path


def test_catalogs_have_the_same_texts():
    assert list(TEXTS["sv"]) == list(TEXTS["en"])


def test_texts_have_the_same_values():
    # What happened, in an error, is the message itself in English.
    other = {
        key
        for key in TEXTS["sv"]
        if not key.startswith("remedies-")
        and set(catalog("sv").values_of(key)) != set(catalog("en").values_of(key))
    }
    # English tells one from several where Swedish does not.
    assert other <= {
        "meeting-more-reports",
        "problems-hot-spots-here",
        "times-left-out",
    }


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_text_is_whole_fluent(lang):
    from fluent.syntax import FluentParser
    from fluent.syntax import ast as fluent

    body = FluentParser().parse((CATALOGS / f"{lang}.ftl").read_text("utf-8")).body
    faults = [one for one in body if isinstance(one, fluent.Junk)]
    assert faults == []
    keys = [one.id.name for one in body if isinstance(one, fluent.Message)]
    assert keys == list(catalog(lang))
    assert len(keys) == len(set(keys))


def keys_in_code():
    """(file, key, whether it is the start of a key) of each literal key in the code."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if _is_lookup(node):
                for key, is_start in _keys(node.args[0]):
                    yield file.name, key, is_start


def _is_lookup(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("say", "template", "forms")
    )


def _keys(node):
    if isinstance(node, ast.IfExp):
        return [*_keys(node.body), *_keys(node.orelse)]
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return [(node.values[0].value, True)]
    return [(node.value, False)] if isinstance(node, ast.Constant) else []


def test_every_key_kept_by_name_is_in_the_catalogs():
    """What ``keys`` gives, and the keys that stand in tables of their own."""
    found = []
    for file in sorted((SOURCE / "words").glob("*.py")):
        module = import_module(f"estgeo.words.{file.stem}")
        for name, table in vars(module).items():
            if name.isupper() or name.lstrip("_").isupper():
                start = "remedies-" if name == "REMEDIES" else ""
                found += [(file.name, name, start + key) for key in _kept(table)]
    assert len(found) > 300
    assert [one for one in found if one[2] not in TEXTS["sv"]] == []


def _kept(table):
    """Return the keys among the values of a table: words with hyphens, no blanks."""
    if isinstance(table, dict):
        return [key for value in table.values() for key in _kept(value)]
    if isinstance(table, tuple | list):
        return [key for value in table for key in _kept(value)]
    is_key = isinstance(table, str) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", table)
    return [table] if is_key else []


def test_every_key_in_the_code_is_in_the_catalogs():
    known = list(TEXTS["sv"])
    found = list(keys_in_code())
    assert len(found) > 500
    missing = [
        (file, key)
        for file, key, is_start in found
        if not (
            any(one.startswith(key_of(key)) for one in known)
            if is_start
            else key_of(key) in known
        )
    ]
    assert missing == []


@pytest.mark.parametrize(("key", "name"), COUNTED)
def test_a_count_of_one_is_told_from_none_and_two(key, name):
    for lang in ("sv", "en"):
        if name not in SELECTED.findall(TEXTS[lang][key][1]):
            continue
        values = dict.fromkeys(catalog(lang).values_of(key), "…")
        none, one, two = (
            re.sub(rf"\b{n}\b(?![.,]\d)", "#", say(key, lang, **(values | {name: n})))
            for n in (0, 1, 2)
        )
        assert none == two
        assert one != two


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_counted_in_the_plural_has_a_form_for_one(lang):
    pattern = re.compile(rf"\{{ \$(\w+) \}} (?:{PLURALS[lang]})\b")
    found = {
        key
        for key, (_, text) in TEXTS[lang].items()
        for match in pattern.finditer(text)
        if match[1] not in SELECTED.findall(text)
    }
    assert found - set(NEVER_ONE) == set()


def test_numbers_choose_the_form_and_are_written_as_the_language_does():
    assert [say("reports", "sv", n=n) for n in (0, 1, 2)] == [
        "0 rapporter",
        "1 rapport",
        "2 rapporter",
    ]
    assert say("reports", "en", n=1234567.0) == "1\u202f234\u202f567 reports"
    assert say("reports", "sv", n=float("nan")) == "– rapporter"
    assert say("reports", "sv", n="1,0") == "1,0 rapporter"


def test_a_value_of_any_length_and_with_any_signs_comes_through():
    long = "{0} { $n } " + "å" * 10_000
    assert long in say("places-hot-layer", "sv", topic=long)


def test_missing_values_and_keys_are_errors():
    with pytest.raises(KeyError, match="topic"):
        say("places-hot-layer", "sv")
    with pytest.raises(KeyError, match="no-such-text"):
        say("no such text", "en")


def test_a_template_keeps_the_names_of_its_values():
    assert template("report-from-to", "en").format(1, 2) == "1 to 2"
    assert template("places-hot-layer", "sv") == "Hot spots, {topic}"


def test_forms_are_one_template_a_plural_form():
    assert forms("reports", "sv") == {"one": "{n} rapport", "other": "{n} rapporter"}


def test_months_days_and_lists_are_those_of_cldr():
    assert month_names("sv")[4] == "maj"
    assert weekday_names("sv") == ["mån", "tis", "ons", "tors", "fre", "lör", "sön"]
    assert weekday_names("en", "wide")[0] == "Monday"
    assert listed([], "sv") == ""
    assert listed(["a"], "en") == "a"
    assert listed(["{0}", "{1}", "c"], "en") == "{0}, {1} and c"


def test_an_added_language_falls_back_on_english(nynorsk):
    assert add_language(nynorsk) == "nn"
    assert "nn" in languages()
    assert say("reports", "nn", n=2) == "2 meldingar"
    assert say("places-zones", "nn") == say("places-zones", "en")
    assert number(1.5, "nn", decimals=1) == "1,5"
    assert month_names("nn")[9] == "oktober"


@pytest.mark.parametrize("text", ["reports = x\n", "locale = qqq\n", "locale = \n"])
def test_a_file_without_a_known_locale_is_no_language(tmp_path, text):
    path = tmp_path / "xy.ftl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="locale"):
        add_language(path)
    assert "xy" not in languages()


@pytest.mark.parametrize("path", ["nowhere.ftl", "fi.po", "."])
def test_what_is_no_fluent_file_is_no_language(path):
    with pytest.raises(ValueError, match="'path' must be a Fluent file"):
        add_language(path)


def test_the_set_language_is_used_where_none_is_asked():
    before = set_language("en")
    try:
        assert language(None) == "en"
        assert eg.label("brand") == "fire"
        assert eg.label("brand", "sv") == "brand"
    finally:
        assert set_language(before) == "en"
    with pytest.raises(ValueError, match="'lang' must be"):
        set_language("tlh")


def test_threads_that_ask_at_once_get_the_same_texts():
    source = "\n".join(f"t{i} = {{ t{i - 1} }}." if i else "t0 = a" for i in range(80))
    for _ in range(20):
        texts = Catalog(f"locale = en\n{source}\n")
        with ThreadPoolExecutor(8) as pool:
            said = [*pool.map(texts.text, ["t79"] * 16, [{}] * 16)]
        assert set(said) == {"a" + 79 * "."}
