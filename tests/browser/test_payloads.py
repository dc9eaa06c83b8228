"""Texts that want to run, in every output that a browser can show: none of them does."""

import csv
import re
import shutil
import subprocess
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import HOSTILE, PAYLOADS
from openpyxl import Workbook, load_workbook
from shapely.geometry import box

import estgeo as eg

pytestmark = pytest.mark.browser

SCRIPTS = [
    HOSTILE,
    "<script>window.pwned=1</script>",
    "</title></style></script><script>window.pwned=1</script>",
    '"><svg onload=window.pwned=1>',
    "' autofocus onfocus=window.pwned=1 x='",
    "--><img src=//x.invalid/a onerror=window.pwned=1>",
    "]]><iframe srcdoc='<script>top.pwned=1</script>'>",
    "{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}{{ 7 * 191 }}",
    "\u2028window.pwned=1//\u2029",
    "javascript:window.pwned=1",
    "<base href=//x.invalid><link rel=stylesheet href=//x.invalid/a.css>",
    "<meta http-equiv=refresh content='0;url=//x.invalid'>",
]
TEXTS = [*PAYLOADS, *SCRIPTS]
STARTERS = ("=", "+", "-", "@", "\t", "\r")
X, Y, SIDE = 512_000.0, 6_570_000.0, 100.0


def zones():
    """Return areas that are called what may not run."""
    shapes = [
        box(x, y, x + SIDE, y + SIDE)
        for x in X + SIDE * np.arange(8)
        for y in Y + SIDE * np.arange(4)
    ]
    return gpd.GeoDataFrame(
        {"name": TEXTS, "n": range(10, 10 + len(TEXTS))}, geometry=shapes, crs=3006
    )


def reports(each=12):
    """Return reports of all texts in all columns, spread over all areas."""
    rng = np.random.default_rng(3)
    said = TEXTS * each
    points = (
        X + rng.uniform(0, 8 * SIDE, len(said)),
        Y + rng.uniform(0, 4 * SIDE, len(said)),
    )
    columns = ("category", "theme", "comment", "reporter", "source", "incident_id")
    return gpd.GeoDataFrame(
        dict.fromkeys(columns, said)
        | {
            "start": pd.Timestamp("2018-01-01 12:00", tz="Europe/Stockholm")
            + pd.to_timedelta(rng.integers(0, 90 * 24, len(said)), unit="h")
        },
        geometry=gpd.points_from_xy(*points),
        crs=3006,
    )


def context():
    return {text: zones()[["geometry"]].iloc[[at]] for at, text in enumerate(TEXTS)}


@pytest.fixture
def visit(browser):
    """Open a file, look at all of it, and return the page when nothing has run."""
    opened = []

    def visited(path):
        view = browser.new_context(offline=True)
        opened.append(view)
        page = view.new_page()
        told = []
        page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda d: (told.append(d.message), d.dismiss()))
        local = ("file:", "data:", "blob:", "about:")
        page.on(
            "request",
            lambda r: None if r.url.startswith(local) else told.append(r.url),
        )
        page.goto(path.as_uri())
        for at in range(page.locator("iframe").count()):
            page.locator("iframe").nth(at).scroll_into_view_if_needed()
        for frame in page.frames[1:]:
            frame.wait_for_selector("[data-ready=true]", state="attached")
        for frame in page.frames:
            for shape in frame.locator("path.leaflet-interactive").all()[:40:4]:
                shape.hover(force=True)
        page.wait_for_timeout(200)
        for frame in page.frames:
            assert frame.evaluate("window.pwned") is None
            assert (
                frame.locator("img[src='x'], base, meta[http-equiv=refresh]").count()
                == 0
            )
            assert "1337" not in frame.locator("body").inner_text()
        assert told == []
        assert page.url.partition("#")[0] == path.as_uri()
        return page

    yield visited
    for view in opened:
        view.close()


def test_a_page_that_lets_scripts_run_is_seen(visit, tmp_path):
    """The check itself: the same texts written as they are do run."""
    path = tmp_path / "a.html"
    path.write_text(f"<meta charset=utf-8><body>{SCRIPTS[3]}", encoding="utf-8")
    with pytest.raises(AssertionError):
        visit(path)


def test_a_map_runs_nothing(visit, tmp_path):
    for at, text in enumerate(TEXTS[:: len(TEXTS) // 6]):
        path = tmp_path / f"{at}.html"
        eg.map_counts(
            zones(),
            name="name",
            title=text,
            note=text,
            period=text,
            unit=text,
            incidents=reports(1),
            context=context(),
        ).save(path)
        page = visit(path)
        assert page.locator("h1").count() == 1


@pytest.mark.filterwarnings("ignore::UserWarning")  # of few data, told elsewhere
def test_a_lagesbild_runs_nothing(visit, tmp_path):
    insats = eg.Insats(HOSTILE, zones().geometry.iloc[0], "2018-02-01")
    page = eg.lagesbild(
        reports(),
        zones(),
        period="2018-03",
        insatser=[insats],
        context=context(),
        place=HOSTILE,
    )
    said = visit(page.save(tmp_path / "ut")).locator("body").inner_text()
    assert "<script>window.pwned=1</script>" in said


def test_a_page_for_everyone_runs_nothing(visit, tmp_path):
    topics = [
        text for text in TEXTS if len(text) < 30 and not text.strip()[-1].isdigit()
    ]
    topics = list(dict.fromkeys(" ".join(t.split()).casefold() for t in topics))
    topics = [t for t in topics if not any(letter.isdigit() for letter in t)]
    assert len(topics) > 4
    told = reports()[["start", "category", "theme", "geometry"]]
    page = eg.public_lagesbild(told, zones(), period="2018-03", topics=topics)
    visit(page.save(tmp_path / "ut"))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_explorer_runs_nothing(visit, tmp_path):
    insats = eg.Insats(HOSTILE, zones().geometry.iloc[0], "2018-02-01", kind=HOSTILE)
    page = eg.explorer(
        reports(),
        zones(),
        insatser=[insats],
        title=HOSTILE,
        context=context(),
        columns=("comment", "reporter"),
    )
    shown = visit(page.save(tmp_path / "a.html"))
    assert "<script>window.pwned=1</script>" in shown.locator("body").inner_text()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_goes_back_to_a_reporter_runs_nothing(visit, tmp_path):
    insats = eg.Insats(HOSTILE, zones().geometry.iloc[0], "2018-02-01", purpose=HOSTILE)
    for at, source in enumerate(TEXTS[:: len(TEXTS) // 5]):
        page = eg.feedback(reports(), [insats], period="2018-03", source=source)
        visit(page.save(tmp_path / str(at)))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_pictures_of_several_groups_run_nothing(visit, tmp_path):
    some = reports(3)
    some["group"] = some["source"].where(some["source"].isin(TEXTS[-2:]), HOSTILE)
    pages = eg.lagesbilder(some, zones(), period="2018-03", by="group", place=HOSTILE)
    visit(pages.save(tmp_path / "ut", ("html",)))
    for path in sorted((tmp_path / "ut").glob("*/index.html")):
        visit(path)


def _parts(path):
    with zipfile.ZipFile(path) as parts:
        return {
            name: parts.read(name).decode("utf-8")
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        }


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_document_holds_texts_and_nothing_that_acts(tmp_path):
    insats = eg.Insats(HOSTILE, zones().geometry.iloc[0], "2018-02-01", purpose=HOSTILE)
    problems = [
        eg.Problem(f"P{at}", text, zone=text, what=text, how=text, cause=text)
        for at, text in enumerate(TEXTS)
    ]
    page = eg.lagesbild(
        reports(), zones(), period="2018-03", insatser=[insats], problems=problems
    )
    page.save(tmp_path / "ut", ("docx",))
    parts = _parts(tmp_path / "ut" / "lagesbild.docx")
    links = "".join(text for name, text in parts.items() if name.endswith(".rels"))
    assert 'TargetMode="External"' not in links
    fields = {
        code.strip()
        for text in parts.values()
        for code in re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", text)
    }
    assert fields <= {"PAGE", "NUMPAGES"}
    assert "window.pwned=1" in parts["word/document.xml"]  # said, as a text


def test_records_and_forms_hold_no_formula(tmp_path):
    problems = [
        eg.Problem(f"P{at}", text, zone=text, what=text, goal=text)
        for at, text in enumerate(TEXTS)
    ]
    area = zones().geometry.iloc[0]
    done = [eg.Insats(text, area, "2018-02-01", crs=3006) for text in TEXTS]
    for name, records in (("problem", problems), ("insats", done)):
        eg.write_records(tmp_path / f"{name}.xlsx", records)
        eg.write_records(tmp_path / f"{name}.csv", records)
    eg.save_checklist(tmp_path / "form.xlsx", "borås", areas=TEXTS, sources=TEXTS)
    for path in sorted(tmp_path.glob("*.xlsx")):
        cells = [
            cell
            for sheet in load_workbook(path)
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"], path
        assert any("HYPERLINK" in str(cell.value) for cell in cells), path
    for path in sorted(tmp_path.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
        assert not [cell for cell in cells if cell.startswith(STARTERS)], path
    assert len(eg.read_problems(tmp_path / "problem.csv")) == len(TEXTS)


def test_an_evaluation_runs_nothing(visit, tmp_path):
    insats = eg.Insats(HOSTILE, zones().geometry.iloc[0], "2018-02-01")
    others = zones().iloc[20:26]
    design = eg.Design(insats, before="4W", after="7W", rings=(50,))
    result = eg.evaluate(reports(), design, control=others)
    path = tmp_path / "a.html"
    eg.map_evaluation(result, title=HOSTILE, context=context()).save(path)
    visit(path)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_workbook_and_a_csv_are_read_as_they_are_written(visit, tmp_path):
    """What a spreadsheet makes of them is text, and as a page it runs nothing."""
    if shutil.which("soffice") is None:
        pytest.skip(
            "no soffice: what a spreadsheet makes of the files was NOT looked at"
        )
    table = eg.publish(zones().set_index("name"), period="2018-03")
    table.save(tmp_path / "table.xlsx")
    table.save(tmp_path / "plain.csv")
    (tmp_path / "inside").mkdir()
    frame = pd.DataFrame(reports(1).drop(columns="geometry")).assign(x=X + 1, y=Y + 1)
    eg.read_incidents(frame, crs=3006).save(tmp_path / "inside" / "set.xlsx")
    page = eg.lagesbild(reports(), zones(), period="2018-03")
    page.save(tmp_path / "page")
    live = Workbook()
    live.active["A1"] = "=1+1"
    live.save(tmp_path / "live.xlsx")
    made = _as_pages(
        tmp_path,
        *(
            "table.xlsx",
            "plain.csv",
            "inside/set.xlsx",
            "page/tables.xlsx",
            "live.xlsx",
        ),
    )
    assert visit(made["live"]).locator("td").inner_text() == "2"  # what does run
    for name in ("table", "plain", "set", "tables"):
        page = visit(made[name])
        said = page.locator("body").inner_text()
        assert "=1+1" in said
        assert "=HYPERLINK" in said
        assert not page.locator("a[href*='http://x']").count()


def _as_pages(folder, *files):
    """Return the pages that a spreadsheet program makes of files."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "html:HTML (StarCalc)"]
    subprocess.run(
        [*command, "--outdir", str(folder / "seen"), *(str(folder / f) for f in files)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {path.stem: path for path in (folder / "seen").glob("*.html")}
