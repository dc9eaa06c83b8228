"""The explorer: every number is that of pandas, and the page can be used by anyone."""

import json
import re
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
import shapely
from reachable import violations

import estgeo as eg
from estgeo.space_time.street_names import with_streets

pytestmark = pytest.mark.browser
HOUR = pd.Timedelta("1h")
LISTS = ("theme", "source", "severity", "zone", "street", "insats")
TABLES = """() => {
  const read = (id) => [...document.querySelectorAll(`#${id} tbody tr`)]
    .map((row) => [...row.children].map((cell) => cell.textContent));
  const found = {count: document.getElementById('count').textContent};
  for (const view of document.querySelectorAll('.views .view'))
    found[view.id] = read(view.id);
  return found;
}"""


def town():
    """Reports of a town, some of them known to the day, week, month or area only."""
    made = eg.simulate_incidents(weeks=110, reports_per_week=25, rng=5)
    # Whose a report on a border is, is the business of count_in_zones.
    border = made.zones.boundary.union_all()
    off = made.incidents.distance(border) > 0
    reports = made.incidents[off].drop(columns=["est_row"]).copy()
    rng = np.random.default_rng(7)

    def some(share):
        return rng.random(len(reports)) < share

    for column in ("source", "severity"):
        reports.loc[some(0.03), column] = None
    coarse = some(0.04)
    reports.loc[coarse, "time_precision"] = rng.choice(["week", "month"], coarse.sum())
    reports["place_precision"], reports["zone"] = "point", None
    vague = some(0.03)
    reports.loc[vague, ["place_precision", "zone"]] = ["area", "Centrum"]
    reports.loc[vague, "geometry"] = None
    far = ~vague & some(0.01)
    reports.loc[far, "geometry"] = shapely.points(9e5, 7e6)
    return made, reports


@pytest.fixture(scope="module")
def made():
    return town()


def page_of(made, **given):
    simulated, reports = made
    return eg.explorer(
        reports,
        simulated.zones,
        insatser=simulated.insatser,
        context={"gator": simulated.streets},
        **given,
    )


class Reference:
    """What pandas says of a choice; nothing of it is taken from the explorer."""

    def __init__(self, made):
        simulated, reports = made
        self.insatser, zones = simulated.insatser, simulated.zones
        start = reports["start"].dt.tz_localize(None)
        frame = pd.DataFrame({"day": start.dt.normalize(), "theme": reports["theme"]})
        frame["month_only"] = reports["time_precision"] == "month"
        clock = reports["time_precision"].isin(["exact", "interval"])
        clock &= reports["end"] - reports["start"] <= HOUR
        frame["hour"] = (start.dt.day_of_week * 24 + start.dt.hour).where(clock, -1)
        frame["source"] = reports["source"]
        frame["severity"] = reports["severity"].map("{:.0f}".format, na_action="ignore")
        frame["zone"] = self._zones(reports, zones)
        frame["street"] = with_streets(
            reports, simulated.streets.rename(columns={"name": "street"})
        )["street"]
        frame["insats"] = [
            frozenset(
                one.name
                for one in self.insatser
                if point is not None
                and one.area.intersects(point)
                and (one.themes is None or theme in one.themes)
            )
            for point, theme in zip(reports.geometry, reports["theme"], strict=True)
        ]
        box = zones.total_bounds
        margin = max(500, 0.2 * max(box[2] - box[0], box[3] - box[1]))
        west, south = np.floor(box[:2] - margin)
        east, north = np.ceil(box[2:] + margin)
        x, y = reports.geometry.x, reports.geometry.y
        placed = x.between(west, east) & y.between(south, north)
        frame["x"], frame["y"] = np.floor(x.where(placed)), np.floor(y.where(placed))
        self.frame, self.monday = frame, frame["day"].min()
        self.monday -= pd.Timedelta(days=self.monday.day_of_week)
        self.values = {
            name: sorted(frame[name].dropna().unique()) for name in LISTS[:-1]
        } | {"insats": [one.name for one in self.insatser]}

    @staticmethod
    def _zones(reports, zones):
        found = reports["zone"].astype(object).copy()
        for name, shape in zip(zones["name"], zones.geometry, strict=True):
            inside = reports.geometry.within(shape) & found.isna()
            found[inside] = name
        return found.where(found.notna(), None)

    def masks(self, choice):
        """Return one mask a side of the choice, and that of the year before."""
        frame, masks = self.frame, {}
        for name in LISTS:
            if name not in choice:
                continue
            wanted = set(choice[name])
            masks[name] = (
                frame["insats"].map(lambda has: bool(has & wanted))  # noqa: B023
                if name == "insats"
                else frame[name].isin(wanted)
            )
        if "box" in choice:
            west, south, east, north = choice["box"]
            masks["map"] = (frame["x"] >= west) & (frame["x"] < east)
            masks["map"] &= (frame["y"] >= south) & (frame["y"] < north)
        days, hours = choice.get("days"), choice.get("hours")
        if days or hours:
            begin, end = hours or (0, 24)
            length = end - begin if end > begin else end + 24 - begin
            wanted = {
                (day * 24 + begin + hour) % 168
                for day in (days or range(7))
                for hour in range(length)
            }
            masks["hours"] = frame["hour"].isin(wanted)
        if "time" in choice:
            masks["weeks"] = self.within(*choice["time"])
        return masks, self.year_before(choice.get("time"))

    def within(self, first, last):
        frame = self.frame
        return frame["day"].between(first, last) & ~frame["month_only"]

    def year_before(self, span):
        """Return the mask of the same days a year before, None where there is none."""
        if span is None or (span[1] - span[0]).days >= 370:
            return None
        first, last = span
        after = last + pd.Timedelta(days=1)
        if first.day == 1 and after.day == 1:
            begin = first - pd.DateOffset(years=1)
            end = after - pd.DateOffset(years=1) - pd.Timedelta(days=1)
        elif first.day_of_week == 0 and after.day_of_week == 0:
            label = f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
            begin = pd.Timestamp(_last_year_monday(label))
            end = begin + (last - first)
        else:
            begin, end = first - pd.DateOffset(years=1), last - pd.DateOffset(years=1)
        begin, end = pd.Timestamp(begin), pd.Timestamp(end)
        if begin < self.frame["day"].min() or end >= first:
            return None
        return self.within(begin, end)

    def counted(self, choice, cell):
        """Return {view: {value: (chosen, year before, the rest)}} and the count."""
        masks, earlier = self.masks(choice)
        frame = self.frame
        everything = pd.Series(data=True, index=frame.index)

        def all_but(view, *, before=False):
            mask = everything.copy()
            for name, one in masks.items():
                if name != view and not (before and name == "weeks"):
                    mask &= one
            if before:
                mask &= earlier
            return mask

        def table(view, keys):
            known = keys.notna()
            total = keys[known].value_counts()
            now = keys[known & all_but(view)].value_counts()
            old = None
            if earlier is not None:
                old = keys[known & all_but(view, before=True)].value_counts()
            return {
                key: (
                    int(now.get(key, 0)),
                    None if old is None else int(old.get(key, 0)),
                    int(total[key] - now.get(key, 0)),
                )
                for key in total.index
            }

        result = {
            name: table(name, frame[name].where(frame[name].notna(), "?"))
            for name in LISTS[:-1]
        }
        exploded = frame["insats"].explode()
        result["insats"] = {
            one.name: table(
                "insats", (exploded == one.name).groupby(level=0).any()
            ).get(True, (0, 0 if earlier is not None else None, 0))
            for one in self.insatser
        }
        result["hours"] = table("hours", frame["hour"].where(frame["hour"] >= 0))
        weeks = (frame["day"] - self.monday).dt.days // 7
        result["weeks"] = table("weeks", weeks.where(~frame["month_only"]))
        corner = frame["y"] // cell * 1e9 + frame["x"] // cell
        result["map"] = table("map", corner)
        week = weeks.where(~frame["month_only"] & all_but("weeks"))
        result["last_year"] = self._last_year(week.value_counts())
        return int(all_but(None).sum()), result

    def _last_year(self, by_week):
        """Return each week's count a year before, None where that is not covered."""
        found = []
        for at in range(int((self.frame["day"].max() - self.monday).days) // 7 + 1):
            year, week, _ = (self.monday + pd.Timedelta(weeks=at)).isocalendar()
            before = _last_year_monday(f"{year}-W{week:02d}")
            earlier = (before - self.monday).days // 7
            found.append(int(by_week.get(earlier, 0)) if earlier >= 0 else None)
        return found


def _last_year_monday(label):
    year, week = int(label[:4]) - 1, int(label[6:])
    last = pd.Timestamp(year, 12, 28).isocalendar().week
    return pd.Timestamp.fromisocalendar(year, min(week, last), 1)


def some_time(reference, rng):
    weeks = int(rng.choice([1, 4, 13, 52, 60]))
    first = reference.monday + pd.Timedelta(weeks=int(rng.integers(0, 108)))
    if rng.random() < 0.2:
        month = pd.Timestamp(first.year, first.month, 1)
        return {"time": (month, month + pd.offsets.MonthEnd())}
    if rng.random() < 0.3:
        first += pd.Timedelta(days=int(rng.integers(1, 6)))
    return {"time": (first, first + pd.Timedelta(days=7 * weeks - 1))}


def some_hours(rng):
    choice = {}
    if rng.random() < 0.6:
        few = rng.choice(7, rng.integers(1, 7), replace=False)
        choice["days"] = sorted(int(day) for day in few)
    if rng.random() < 0.6:
        begin, end = rng.choice(24, 2, replace=False)
        choice["hours"] = int(begin), int(end)
    return choice


def some_box(reference, rng):
    x, y = reference.frame["x"].dropna(), reference.frame["y"].dropna()
    west, east = np.sort(rng.choice(x, 2))
    south, north = np.sort(rng.choice(y, 2))
    return {"box": (int(west), int(south), int(east) + 1, int(north) + 1)}


def a_choice(reference, rng):
    """Return a choice of one to four sides."""
    choice = {}
    sides = ["time", "when", "box", *LISTS]
    for side in map(str, rng.choice(sides, rng.integers(1, 5), replace=False)):
        if side == "time":
            choice |= some_time(reference, rng)
        elif side == "when":
            choice |= some_hours(rng)
        elif side == "box":
            choice |= some_box(reference, rng)
        else:
            values = reference.values[side]
            n = min(len(values), rng.integers(1, 4))
            few = rng.choice(len(values), n, replace=False)
            choice[side] = [values[at] for at in few]
    return choice


def link_of(choice):
    pairs = []
    if "time" in choice:
        pairs += [
            (n, f"{d:%Y-%m-%d}")
            for n, d in zip(("from", "to"), choice["time"], strict=True)
        ]
    if "days" in choice:
        pairs.append(("days", "".join(str(day + 1) for day in choice["days"])))
    if "hours" in choice:
        pairs.append(("hours", "-".join(map(str, choice["hours"]))))
    if "box" in choice:
        pairs.append(("box", ",".join(map(str, choice["box"]))))
    pairs += [(name, value) for name in LISTS for value in choice.get(name, [])]
    return urlencode(pairs)


def settled(page):
    page.wait_for_selector("html[data-settled=true]")


def choose(page, choice, *, by_hand):
    """Make a choice: by clicks and fields where they reach, else by its link."""
    if not by_hand or "box" in choice or "street" in choice:
        page.evaluate("link => { location.hash = link; }", link_of(choice) or "none")
        page.wait_for_timeout(30)
        return settled(page)
    if page.locator("#clear").is_enabled():
        page.locator("#clear").click()
        settled(page)
    for name in LISTS:
        for value in choice.get(name, []):
            label = page.locator(f"#{name} .label", has_text=re.compile(f"^{value}$"))
            label.click()
    if "time" in choice:
        page.locator("#from").fill(f"{choice['time'][0]:%Y-%m-%d}")
        page.locator("#to").fill(f"{choice['time'][1]:%Y-%m-%d}")
    for day in choice.get("days", []):
        page.locator(f"[data-day='{day}']").click()
    if "hours" in choice:
        begin, end = choice["hours"]
        page.locator("#hour-from").select_option(str(begin))
        settled(page)
        page.locator("#hour-to").select_option(str(end or 24))
    page.wait_for_timeout(30)
    return settled(page)


def count(page):
    return whole(page.locator("#count").inner_text())


def whole(text):
    return None if text == "–" else int(re.sub(r"\D", "", text))


WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
MISSING = {"ej angivet", "utanför områdena", "ingen gata inom 60 m"}


def shown(tables):
    """Return what the tables of the page say, keyed as the reference is."""
    found = {}
    for name in LISTS:
        found[name] = {
            "?" if row[0] in MISSING else row[0]: tuple(map(whole, row[1:]))
            for row in tables[name]
        }
    hours, sums = {}, {}
    for head, *rest in tables["hours"]:
        day, hour = re.fullmatch(r"([\w ]+) kl\. (\d+)–\d+", head).groups()
        if day == "alla dagar":
            sums[int(hour)] = tuple(map(whole, rest))
        else:
            hours[WEEKDAYS.index(day) * 24 + int(hour)] = tuple(map(whole, rest))
    found["hours"], found["hour_sums"] = hours, sums
    found["weeks"] = [tuple(map(whole, row[1:])) for row in reversed(tables["weeks"])]
    found["map"] = {
        tuple(map(int, re.findall(r"\d+", head))): tuple(map(whole, rest))
        for head, *rest in tables["map"]
    }
    return found


def agree(page, reference, choice):
    """Hold every number of the page against pandas."""
    tables = page.evaluate(TABLES)
    size = int(
        re.search(r"\d+", page.locator("#map thead th").first.inner_text()).group()
    )
    n, expected = reference.counted(choice, size)
    seen = shown(tables)
    assert whole(tables["count"]) == n
    for name in LISTS:
        assert seen[name] == expected[name], name
    nought = (
        0,
        0 if reference.year_before(choice.get("time")) is not None else None,
        0,
    )
    for hour in range(168):
        assert seen["hours"][hour] == expected["hours"].get(hour, nought), hour
    for hour in range(24):
        days = [expected["hours"].get(day * 24 + hour, nought) for day in range(7)]
        added = [
            None if None in part else sum(part) for part in zip(*days, strict=True)
        ]
        assert seen["hour_sums"][hour] == tuple(added)
    weeks = expected["weeks"]
    assert [row[0] for row in seen["weeks"]] == [
        weeks.get(at, nought)[0] for at in range(len(seen["weeks"]))
    ]
    assert [row[2] for row in seen["weeks"]] == [
        weeks.get(at, nought)[2] for at in range(len(seen["weeks"]))
    ]
    assert [row[1] for row in seen["weeks"]] == expected["last_year"]
    cells = {
        (int(key // 1e9) * size, int(key % 1e9) * size): value
        for key, value in expected["map"].items()
        if value[0]
    }
    most = sorted((value[0] for value in cells.values()), reverse=True)[:100]
    assert sorted((value[0] for value in seen["map"].values()), reverse=True) == most
    for corner, value in seen["map"].items():
        assert value == cells[corner], corner


def opened_with_tables(open_map, made, **size):
    opened = open_map(page_of(made), **size)
    page = opened.page
    page.wait_for_selector("html[data-ready=true]")
    for summary in page.locator(".views .table summary").all():
        summary.click()
    for more in page.locator(".more").all():
        if more.is_visible():
            more.click()
    settled(page)
    return opened, page


def drive(open_map, made, n, seed):
    reference, rng = Reference(made), np.random.default_rng(seed)
    opened, page = opened_with_tables(open_map, made)
    for at in range(n):
        choice = a_choice(reference, rng)
        choose(page, choice, by_hand=at % 2 == 0)
        agree(page, reference, choice)
    assert opened.errors == []
    assert opened.requests == []


def test_thirty_choices_are_counted_as_pandas_counts_them(open_map, made):
    drive(open_map, made, 30, 1)


@pytest.mark.calibration
def test_five_hundred_choices_are_counted_as_pandas_counts_them(open_map, made):
    drive(open_map, made, 500, 2018)


PAYLOADS = (
    "<img src=x onerror=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "${window.hit=1}`{{ 7 * 7 }}",
    "'\"><svg onload=window.hit=1>",
)


def test_texts_of_reports_and_callers_stay_text(open_map):
    made = eg.simulate_incidents(weeks=10, rng=1)
    reports, zones = made.incidents.copy(), made.zones.copy()
    bad = np.array(PAYLOADS, object)[np.arange(len(reports)) % len(PAYLOADS)]
    for column in ("theme", "source", "comment", "reporter"):
        reports[column] = bad
    zones["name"] = [f"{PAYLOADS[at % 4]} {at}" for at in range(len(zones))]
    streets = made.streets.assign(name=PAYLOADS[0])
    insats = eg.Insats(PAYLOADS[1], zones.geometry.iloc[0], "2018-01-01")
    opened = open_map(
        eg.explorer(
            reports,
            zones,
            insatser=[insats],
            context={"streets": streets},
            columns=["comment", "reporter"],
            title=PAYLOADS[1],
        )
    )
    page = opened.page
    page.wait_for_selector("html[data-ready=true]")
    for summary in page.locator("summary").all():
        summary.click()
    for name in ("theme", "zone", "insats"):
        page.locator(f"#{name} .items button").first.click()
    page.locator("#map-box").hover()
    settled(page)
    page.locator("#clear").click()
    settled(page)
    rows = page.locator("#rows .scroll").inner_text()
    assert all(payload in rows for payload in PAYLOADS)
    assert page.locator("h1").inner_text() == PAYLOADS[1]
    assert page.evaluate("window.hit === undefined")
    assert page.locator("img, svg").count() == 0
    assert opened.errors == []
    assert opened.requests == []


@pytest.mark.parametrize("audience", ["group", "organization"])
def test_axe_finds_nothing(open_map, made, audience):
    given = {"columns": ["comment"]} if audience == "group" else {}
    for width in (1280, 400):
        opened = open_map(page_of(made, audience=audience, **given), width=width)
        page = opened.page
        page.wait_for_selector("html[data-ready=true]")
        assert violations(page) == []
        for summary in page.locator("summary").all():
            summary.click()
        settled(page)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        cut = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not cut
        assert opened.errors == []
        assert opened.requests == []


def test_a_choice_can_be_made_by_keyboard_and_undone(open_map, made):
    page = open_map(page_of(made)).page
    page.wait_for_selector("html[data-ready=true]")
    everything = page.locator("#count").inner_text()
    theme = page.locator("#theme .items button").first
    theme.focus()
    page.keyboard.press("Enter")
    settled(page)
    chosen = page.locator("#count").inner_text()
    assert chosen != everything
    assert theme.get_attribute("aria-pressed") == "true"
    assert f"{chosen} rapporter: tema" in page.locator("#said").inner_text()
    assert "theme=" in page.url
    page.locator("#map-box").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    page.locator("#take-view").press("Enter")
    settled(page)
    assert count(page) <= int(re.sub(r"\D", "", chosen))
    page.locator("#undo").press("Enter")
    page.locator("#undo").press("Enter")
    settled(page)
    assert page.locator("#count").inner_text() == everything
    assert page.locator("#undo").is_disabled()


def test_the_lines_of_python_give_the_count_of_the_page(open_map, made):
    simulated, reports = made
    page = open_map(page_of(made)).page
    page.wait_for_selector("html[data-ready=true]")
    links = (
        "zone=Centrum&theme=skadegörelse",
        "days=56&hours=20-4&source=kommun",
        "hours=9-17&severity=2&severity=3",
        "days=1&box=512600,6570500,513400,6571000",
        "street=Torggatan&zone=Centrum",
    )
    for link in links:
        page.evaluate("link => { location.hash = link; }", link)
        page.wait_for_timeout(30)
        settled(page)
        code = page.locator("#code").inner_text().partition("\n# ")[0]
        known = {
            "incidents": reports,
            "zones": simulated.zones,
            "streets": simulated.streets,
        }
        exec(code, known)
        assert len(known["chosen"]) == count(page), link
        assert len(known["chosen"]) > 0


def test_chosen_rows_are_a_csv_that_no_spreadsheet_runs(open_map, made, tmp_path):
    simulated, reports = made
    wild = reports.assign(source="=1+1")
    opened = open_map(page_of((simulated, wild)))
    page = opened.page
    page.wait_for_selector("html[data-ready=true]")
    page.locator("#theme .items button").first.click()
    settled(page)
    with page.expect_download() as download:
        page.locator("#save-csv").click()
    path = tmp_path / "rows.csv"
    download.value.save_as(path)
    rows = pd.read_csv(path, sep=";", encoding="utf-8-sig")
    assert len(rows) == count(page)
    assert set(rows["source"]) == {"'=1+1"}
    assert len(set(rows["theme"])) == 1
    assert "reporter" not in rows
    assert "comment" not in rows


def test_too_few_reports_have_no_direction(open_map, made):
    page = open_map(page_of(made)).page
    page.wait_for_selector("html[data-ready=true]")
    link = "from=2017-12-04&to=2017-12-10&theme=brand"
    page.evaluate("link => { location.hash = link; }", link)
    page.wait_for_timeout(30)
    settled(page)
    text = page.locator("#against").inner_text()
    assert "Färre än 20 rapporter tillsammans" in text
    assert "%" not in text


def test_the_file_of_an_organization_has_no_rows(made):
    page = page_of(made, audience="organization").html
    assert 'id="packed-' not in page
    meta = json.loads(re.search(r'id="meta">(.*?)</script>', page, re.S).group(1))
    shown = [value for _, _, value in meta["tables"]["cells"]]
    shown += [value for value in meta["tables"]["hours"] if value >= 0]
    shown += [value for value in meta["tables"]["weeks"] if value >= 0]
    assert min(shown) >= 5
    assert meta["lists"] == []
    assert meta["texts"] == []
