"""The explorer: every number is that of pandas, and the page can be used by anyone."""

import re
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
import shapely

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
            ).get(True, (0, 0 if earlier is not None else None, 0))  # fmt: skip
            for one in self.insatser
        }
        result["hours"] = table("hours", frame["hour"].where(frame["hour"] >= 0))
        weeks = (frame["day"] - self.monday).dt.days // 7
        result["weeks"] = table("weeks", weeks.where(~frame["month_only"]))
        corner = frame["y"] // cell * 1e9 + frame["x"] // cell
        result["map"] = table("map", corner)
        return int(all_but(None).sum()), result


def _last_year_monday(label):
    year, week = int(label[:4]) - 1, int(label[6:])
    last = pd.Timestamp(year, 12, 28).isocalendar().week
    return pd.Timestamp.fromisocalendar(year, min(week, last), 1)


def a_choice(reference, rng):
    """Return a choice of one to four sides."""
    choice = {}
    sides = ["time", "when", "box", *LISTS]
    for side in rng.choice(sides, rng.integers(1, 5), replace=False):
        if side == "time":
            weeks = int(rng.choice([1, 4, 13, 52, 60]))
            first = reference.monday + pd.Timedelta(weeks=int(rng.integers(0, 108)))
            if rng.random() < 0.3:
                first += pd.Timedelta(days=int(rng.integers(1, 6)))
            choice["time"] = first, first + pd.Timedelta(days=7 * weeks - 1)
            if rng.random() < 0.2:
                month = pd.Timestamp(first.year, first.month, 1)
                choice["time"] = month, month + pd.offsets.MonthEnd()
        elif side == "when":
            if rng.random() < 0.6:
                few = rng.choice(7, rng.integers(1, 7), replace=False)
                choice["days"] = sorted(int(day) for day in few)
            if rng.random() < 0.6:
                begin, end = rng.choice(24, 2, replace=False)
                choice["hours"] = int(begin), int(end)
        elif side == "box":
            x, y = reference.frame["x"].dropna(), reference.frame["y"].dropna()
            west, east = np.sort(rng.choice(x, 2))
            south, north = np.sort(rng.choice(y, 2))
            choice["box"] = int(west), int(south), int(east) + 1, int(north) + 1
        else:
            values = reference.values[side]
            some = rng.choice(len(values), min(len(values), rng.integers(1, 4)), False)
            choice[side] = [values[at] for at in some]
    return choice


def link_of(choice):
    pairs = []
    if "time" in choice:
        pairs += [(n, f"{d:%Y-%m-%d}") for n, d in zip(("from", "to"), choice["time"])]
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
    hours = {}
    for head, *rest in tables["hours"]:
        day, hour = re.fullmatch(r"(\w+) kl\. (\d+)–\d+", head).groups()
        hours[WEEKDAYS.index(day) * 24 + int(hour)] = tuple(map(whole, rest))
    found["hours"] = hours
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
    weeks = expected["weeks"]
    assert [row[0] for row in seen["weeks"]] == [
        weeks.get(at, nought)[0] for at in range(len(seen["weeks"]))
    ]
    assert [row[2] for row in seen["weeks"]] == [
        weeks.get(at, nought)[2] for at in range(len(seen["weeks"]))
    ]
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
