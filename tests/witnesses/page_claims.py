"""Read every claim of a lägesbild back against the data it was made from.

Nothing of estgeo's own reckoning is used but the statistics of single tests
(``hot_spots``); counts, areas, times and who works where are worked out here.
"""

import html
import re

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

import estgeo as eg
from estgeo._periods import period_bounds, same_period_last_year, shift_period

ZONE = "Europe/Stockholm"
RAISED = {"klart fler än normalt": "clear_increase", "fler än normalt": "increase"}
WORDS = RAISED | {
    "inom det normala": "usual",
    "färre än normalt": "decrease",
    "klart färre än normalt": "clear_decrease",
    "går inte att avgöra": "inconclusive",
    "inget att jämföra med": "no_comparison",
}
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


class Claims:
    """The page of a lägesbild beside its data; ``false`` lists what is not so."""

    def __init__(self, picture, incidents, zones, insatser, streets=None):
        self.picture, self.zones, self.insatser = picture, zones, insatser
        self.streets = streets
        self.table = picture.to_frame()
        self.period = picture.period
        names = zones["name"].to_numpy()
        self.names = list(names)
        problems = incidents[~incidents["is_positive"]]
        place = np.full(len(problems), None, dtype=object)
        for name, shape in zip(names, zones.geometry, strict=True):
            place[problems.within(shape).to_numpy()] = name
        self.given = problems.assign(zone=place)
        self.reports = self.given[self.given["zone"].notna()]
        self.checked, self.false = 0, []

    def check(self, is_so, what):
        self.checked += 1
        if not is_so:
            self.false.append(what)

    # The page as text

    def sections(self):
        page = re.sub(r'srcdoc=".*?"', "", self.picture.html, flags=re.DOTALL)
        found = re.findall(r'<section id="([\w-]+)">(.*?)</section>', page, re.DOTALL)
        return dict(found)

    @staticmethod
    def text(part):
        plain = html.unescape(re.sub(r"<[^>]+>", " ", part))
        return re.sub(r"\s+", " ", plain.replace("\u202f", "")).strip()

    # The data

    def between(self, frame, label):
        start, end = period_bounds(label, ZONE)
        return frame[(frame["start"] >= start) & (frame["start"] < end)]

    def now(self, topic=None, zone=None):
        part = self.between(self.reports, self.period)
        return self.of(part, topic, zone)

    @staticmethod
    def of(part, topic=None, zone=None):
        if topic is not None:
            part = part[part["theme"] == topic]
        return part if zone is None else part[part["zone"] == zone]

    def row(self, topic=None, zone=None):
        table = self.table
        same = [
            table[key].isna() if value is None else table[key] == value
            for key, value in (("zone", zone), ("theme", topic))
        ]
        found = table[same[0] & same[1]]
        assert len(found) == 1, (topic, zone)
        return found.iloc[0]

    def read(self):
        """Check the whole page."""
        sections = self.sections()
        self.read_summary(self.text(sections["summary"]))
        articles = re.findall(r"<article.*?</article>", sections["problems"], re.DOTALL)
        for article in articles:
            self.read_problem(article)
        self.read_rest(
            self.text(
                re.sub(
                    r"<article.*?</article>", "", sections["problems"], flags=re.DOTALL
                )
            )
        )
        self.read_boxes(sections["decision"])
        self.read_tables(sections["comparison"])
        self.read_frame()
        if "hot_spots" in self.picture.layers:
            self.read_hot_spots()
        outside = int(self.between(self.given, self.period)["zone"].isna().sum())
        told = re.search(
            r"(\d+) av periodens \d+ rapporter i underlaget",
            self.text(self.picture.html.split("<main>")[0]),
        )
        self.check(int(told[1]) if told else outside == 0 or outside == 0, "outside")
        return self

    def read_nothing(self, text, mine, row, what):
        """A problem without a report: that it has none, and how that stands."""
        told = re.search(
            r"Inga rapporter [^.,]+(?:, ([^.(]+?)(?: \((.*?)\))?)?\. ", text
        )
        self.check(told is not None and len(mine) == 0, f"{what}: {len(mine)} reports")
        if told is None:
            return
        fallen = row["status"] in ("decrease", "clear_decrease")
        self.check(bool(told[1]) == fallen, f"{what}: {row['status']} of no report")
        if told[1]:
            bounds = re.match(r"normalt (\d+)–(\d+)", told[2] or "")
            self.read_judgement(told[1], bounds and bounds.groups(), row, what)

    def read_judgement(self, judged, bounds, row, what):
        code = WORDS.get(judged)
        if code is None:
            last = judged.startswith(
                (
                    "fler än under",
                    "färre än under",
                    "klart fler än under",
                    "klart färre än under",
                    "ingen säker skillnad mot",
                )
            )
            self.check(last, f"{what}: unknown judgement {judged!r}")
            more, fewer = "fler än" in judged, "färre än" in judged
            self.check(
                more == (row["ratio_low"] > 1) or row["n"] < 3, f"{what}: {judged}"
            )
            self.check(fewer == (row["ratio_high"] < 1), f"{what}: {judged}")
            return
        self.check(row["status"] == code, f"{what}: {judged} but {row['status']}")
        if bounds:
            low, high = (int(b) for b in bounds)
            n = row["n"]
            self.check(
                (low, high) == (row["usual_low"], row["usual_high"]), f"{what} bounds"
            )
            if code.endswith("increase"):
                self.check(n > high, f"{what}: {n} is not above {high}")
            elif code.endswith("decrease"):
                self.check(n < low, f"{what}: {n} is not below {low}")
            elif code == "usual":
                self.check(low <= n <= high, f"{what}: {n} is not in {low}-{high}")

    def read_summary(self, text):
        told = re.search(
            r"Sammanlagt (\d+) rapport(?:er)? under [^:]+: ([^(.]+?)(?: \((.*?)\))?\. ?(.*)$",
            text,
        )
        self.check(told is not None, f"no sum: {text}")
        self.check(int(told[1]) == len(self.now()), "sum of the period")
        bounds = re.match(r"normalt (\d+)–(\d+)", told[3] or "")
        self.read_judgement(told[2], bounds and bounds.groups(), self.row(), "sum")
        for n in re.findall(r": (\d+)[,.]", told[4]):
            earlier = [
                len(self.between(self.reports, label)) for label in self.labels()
            ]
            self.check(int(n) in earlier, f"earlier count {n}")
        for side, codes in (
            ("Fler", ("increase", "clear_increase")),
            ("Färre", ("decrease", "clear_decrease")),
        ):
            line = re.search(
                rf"{side} än (?:normalt|föregående period): (.*?\))\.(?: |$)", text
            )
            moved = self.table["status"].iloc[1:].isin(codes)
            self.check(bool(line) == bool(moved.any()), f"line of {side}")
            if line:
                for name, n in re.findall(r"(?:^|; )(.+?) \((\d+) rapport", line[1]):
                    row = self.named(name)
                    self.check(
                        row["n"] == int(n) and row["status"] in codes, f"{side}: {name}"
                    )
        if "Inget område, tema" in text:
            moved = self.table["status"].str.contains("crease").any()
            self.check(not moved, "nothing moved")
        if "inget att jämföra med" in text:
            self.check("än normalt" not in text, "a judgement without comparison")

    def labels(self):
        return (
            shift_period(self.period, -1),
            shift_period(self.period, -2),
            same_period_last_year(self.period),
        )

    def named(self, name):
        topic, _, zone = name.partition(", ")
        if zone:
            return self.row(topic, zone)
        return self.row(None, name) if name in self.names else self.row(name)

    def read_problem(self, article):
        heading = self.text(re.search(r"<h3>(.*?)</h3>", article)[1])
        topic, zone = re.sub(r" \(nivå.*", "", heading.partition(". ")[2]).split(", ")
        topic = topic[0].lower() + topic[1:]
        text, what = self.text(article), heading
        mine = self.now(topic, zone)
        told = re.search(
            r"(\d+) av områdets (\d+) rapport(?:er)?, ([^.(]+?)(?: \((.*?)\))?\. ", text
        )
        if told is None:
            self.read_nothing(text, mine, self.row(topic, zone), what)
            return
        self.check(int(told[1]) == len(mine), f"{what}: {told[1]} not {len(mine)}")
        self.check(int(told[2]) == len(self.now(None, zone)), f"{what}: sum of area")
        bounds = re.match(r"normalt (\d+)–(\d+)", told[4] or "")
        self.read_judgement(
            told[3], bounds and bounds.groups(), self.row(topic, zone), what
        )
        self.read_streets(text, mine, what)
        self.read_history(text, topic, zone, what)
        for number, theme in re.findall(
            r"Hot spot ([\d, och]+?) \(([^)]+)\) ligger", text
        ):
            self.check(theme == topic, f"{what}: hot spot of {theme}")
            for one in re.findall(r"\d+", number):
                hot = self.picture.layers["hot_spots"].set_index("number").loc[int(one)]
                window = self.of(self.window(), topic, zone)
                is_there = (
                    hot["theme"] == topic and window.intersects(hot.geometry).any()
                )
                self.check(is_there, f"{what}: hot spot {one}")
        self.read_measures(text, topic, zone, mine, what)

    def read_streets(self, text, mine, what):
        at = re.search(r"Vid (.+?)\. (?:Hot|Fler|Få|För|Tider|Inga|Klock)", text)
        if at and self.streets is not None and len(mine):
            near = mine.geometry.apply(
                lambda p: self.streets["name"].iloc[self.streets.distance(p).argmin()]
            )
            for name, n, of in re.findall(
                r"(?:^|, | och )(.+?) \((\d+) av (\d+)\)", at[1]
            ):
                self.check(
                    int(of) == len(mine) and int(n) <= (near == name).sum(),
                    f"{what}: {name}",
                )

    def read_history(self, text, topic, zone, what):
        first = self.given["start"].min()
        counts = []
        for step in range(1, 5):
            label = shift_period(self.period, -step)
            if period_bounds(label, ZONE)[0] >= first - pd.Timedelta("1D"):
                counts.append(
                    len(self.of(self.between(self.reports, label), topic, zone))
                )
        if "Nytt: ingen" in text:
            self.check(not any(counts), f"{what}: not new, {counts}")
        told = re.search(r"rapporter i (alla|\d av de) (\d) perioderna före", text)
        if told and int(told[2]) <= len(counts):
            seen = sum(n > 0 for n in counts[: int(told[2])])
            said = int(told[2] if told[1] == "alla" else told[1][0])
            self.check(said == seen, f"{what}: {told[0]}, {counts}")
        if "Fortsätter: sådana rapporter även i perioden före" in text and counts:
            self.check(counts[0] > 0, f"{what}: does not continue, {counts}")

    def states(self, topic, zone):
        """Return the insatser against a theme in a zone: name -> (state, area)."""
        start, end = (
            moment.tz_localize(None) for moment in period_bounds(self.period, ZONE)
        )
        shape = self.zones.set_index("name").loc[zone, "geometry"]
        found = {}
        for one in self.insatser:
            over = one.end is not None and one.end < start
            if one.area.intersection(shape).area <= 1 or over:
                continue
            if one.themes is not None and topic not in one.themes:
                continue
            if one.start >= end:
                state = "planned"
            elif one.end is not None and one.end < end:
                state = "ends"
            else:
                state = "new" if one.start >= start else "continues"
            found[one.name] = (state, one.area)
        return found

    def read_measures(self, text, topic, zone, mine, what):
        part = text.split("Insatser:")[1]
        states = self.states(topic, zone)
        worded = {
            "planned": "är planerad från",
            "new": "är ny och pågår sedan",
            "continues": "pågår sedan",
            "ends": "pågick till och med",
        }
        named = set(re.findall(r"(Insats \d+)", part))
        self.check(named == set(states), f"{what}: insatser {named} not {set(states)}")
        for name, (state, area) in states.items():
            sentence = re.search(rf"{name} .*?\.(?= |$)", part)
            self.check(
                sentence and worded[state] in sentence[0], f"{what}: {name} {state}"
            )
            covered = int(mine.intersects(area).sum())
            told = re.search(r"täcker (\w+)(?: av de (\d+))?", sentence[0])
            if state != "planned" and told and told[2]:
                n = 0 if told[1] == "ingen" else int(told[1])
                self.check(
                    (n, int(told[2])) == (covered, len(mine)), f"{what}: {name} covers"
                )
        none = "Ingen angiven insats mot detta pågår här" in part
        at_work = any(state != "planned" for state, _ in states.values())
        self.check(none != at_work, f"{what}: none at work")

    def read_rest(self, text):
        told = re.search(r"Inom det normala i hela området: (.*?\))\.", text)
        for name, n in re.findall(
            r"(?:^|, | och )([^(]+?) \((\d+)\)", told[1] if told else ""
        ):
            row = self.row(name)
            self.check(row["n"] == int(n) and row["status"] == "usual", f"rest: {name}")

    def read_boxes(self, section):
        ticked = ["☒" in box for box in re.findall(r'class="box".*?</span>', section)]
        start, end = (
            moment.tz_localize(None) for moment in period_bounds(self.period, ZONE)
        )
        place = self.zones.union_all()
        goes_on = any(
            one.start < start
            and (one.end is None or one.end >= end)
            and one.area.intersection(place).area > 1
            for one in self.insatser
        )
        self.check(ticked[0] == goes_on, f"first box {ticked[0]}")
        pairs = self.table[self.table["zone"].notna() & self.table["theme"].notna()]
        raised = pairs[pairs["status"].isin(["increase", "clear_increase"])]
        alone = False
        for _, row in raised.iterrows():
            mine = self.now(row["theme"], row["zone"])
            alone |= not any(
                state in ("new", "continues") and mine.intersects(area).any()
                for state, area in self.states(row["theme"], row["zone"]).values()
            )
        if alone:
            self.check(ticked[1], "second box is empty")
        if ticked[1]:
            uncovered = [
                row
                for _, row in pairs[pairs["n"] >= 1].iterrows()
                if not any(
                    state in ("new", "continues")
                    and self.now(row["theme"], row["zone"]).intersects(area).any()
                    for state, area in self.states(row["theme"], row["zone"]).values()
                )
            ]
            self.check(bool(uncovered), "second box is ticked")

    def read_tables(self, section):
        for table in re.findall(r"<table.*?</table>", section, re.DOTALL):
            head = [
                self.text(cell)
                for cell in re.findall(r"<th scope=\"col\".*?</th>", table)
            ]
            for line in re.findall(
                r"<tr>(<th scope=\"row\".*?)</tr>", table, re.DOTALL
            ):
                cells = [
                    self.text(c)
                    for c in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)
                ]
                name = cells[0]
                topic = name[0].lower() + name[1:]
                row = (
                    self.row()
                    if name == "Alla rapporter"
                    else self.row(None, name)
                    if head[0] == "Område"
                    else self.row(topic)
                )
                own = None if name == "Alla rapporter" else name
                counted = self.now(
                    None if head[0] == "Område" or own is None else topic,
                    own if head[0] == "Område" else None,
                )
                self.check(int(cells[1]) == len(counted), f"table: {name}")
                if cells[-1].startswith("alla: "):
                    where = cells[-1].removeprefix("alla: ").split(", ")[0]
                    pair = (
                        self.row(where, name)
                        if head[0] == "Område"
                        else self.row(topic, where)
                    )
                    self.check(pair["n"] == row["n"], f"table: {name} {cells[-1]}")
                else:
                    bounds = re.match(r"(\d+)–(\d+)$", cells[-2])
                    self.read_judgement(
                        cells[-1], bounds and bounds.groups(), row, f"table: {name}"
                    )

    def read_frame(self):
        """Check counts of all rows, and what the longer periods rest on."""
        first, last = self.given["start"].min(), self.given["start"].max()
        for _, row in self.table.iterrows():
            n = len(self.now(row["theme"], row["zone"]))
            self.check(n == row["n"], f"frame: {row['theme']}, {row['zone']}")
            for column, label in zip(
                ("n_last", "n_before_last", "n_last_year"), self.labels(), strict=True
            ):
                known = self.of(
                    self.between(self.reports, label), row["theme"], row["zone"]
                )
                if not np.isnan(row[column]):
                    self.check(len(known) == row[column], f"frame: {column}")
        del first, last

    # Hot spots

    def window(self):
        start, end = period_bounds(self.period, ZONE)
        if (end - start).days < 27:
            last_day = end.tz_localize(None) - pd.Timedelta(days=1)
            start = (last_day - pd.Timedelta(days=90)).tz_localize(ZONE)
        frame = self.reports
        return frame[(frame["start"] >= start) & (frame["start"] < end)]

    def tests(self, window, topics, cells):
        """Return which cells are hot by each topic, one correction for all."""
        p, more = [], []
        for topic in topics:
            part = window if topic is None else window[window["theme"] == topic]
            found = eg.hot_spots(eg.count_in_zones(part, cells), correction="none")
            p.append(found["p_value"].to_numpy(float))
            more.append(found["gi_star"].to_numpy(float) > 0)
        flat = np.concatenate(p)
        known = ~np.isnan(flat)
        adjusted = np.full(len(flat), 2.0)
        adjusted[known] = false_discovery_control(flat[known])
        return (adjusted.reshape(len(topics), -1) <= 0.1) & np.array(more)

    def read_hot_spots(self):
        hot = self.picture.layers["hot_spots"]
        if hot.empty:
            return
        cells = self.picture.layers["cells"][["cell_id", "geometry"]].set_index(
            "cell_id"
        )
        window = self.window()
        sizes = window["theme"].value_counts()
        topics = [None, *sorted(sizes[sizes >= 30].index)]
        found = self.tests(window, topics, cells)
        sources = sorted(window["source"].unique())
        without = {
            s: self.tests(window[window["source"] != s], topics, cells) for s in sources
        }
        for _, spot in hot.iterrows():
            what = f"hot spot {spot['number']}"
            topic = spot["theme"] if isinstance(spot["theme"], str) else None
            row = topics.index(topic)
            inside = cells.centroid.within(spot.geometry).to_numpy()
            self.check(found[row][inside].all(), f"{what} is not hot for {topic}")
            around = cells[cells.intersects(spot.geometry.buffer(0.01))].union_all()
            held = self.of(window[window.intersects(around)], topic)
            self.check(len(held) == spot["n"], f"{what}: {spot['n']} not {len(held)}")
            now = self.between(held, self.period)
            self.check(len(now) == spot["n_now"], f"{what}: now")
            only = [
                s
                for s in sources
                if len(sources) > 1 and not without[s][row][inside].any()
            ]
            told = [s for s in spot["only_with"].split("; ") if s]
            self.check(told == only, f"{what}: only with {told}, not {only}")
        text = self.text(self.sections()["places"])
        for number, topic in re.findall(
            r"(?:^| )(\d+)\. [^.]*?\) ([a-zåäö ]+?) \d", text
        ):
            spot = hot.set_index("number").loc[int(number)]
            theme = spot["theme"] if isinstance(spot["theme"], str) else "alla teman"
            self.check(topic.endswith(theme), f"hot spot {number} is told as {topic}")
